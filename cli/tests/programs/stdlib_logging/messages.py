# Logging: levels, the tree, handlers, formats, configuration.
import io
import logging
import logging.config
import logging.handlers
import sys

out = io.StringIO()
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(message)s")
root = logging.getLogger()
log = logging.getLogger("app.part")


def work():
    log.debug("unseen")
    log.info("plain %s %d", "args", 3)
    log.warning("%(a)s", {"a": "mapping"})
    try:
        1 / 0
    except ZeroDivisionError:
        root.handlers[0].formatter.formatException = lambda info: info[0].__name__
        log.exception("failed")
    log.log(35, "odd level", extra={"who": "me"})


work()
print(log.getEffectiveLevel(), log.isEnabledFor(10), log.parent, logging.getLogger("app"), log.getChild("x").name, logging.getLevelName(35), logging.getLevelName("INFO"), log, root.handlers)
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("{name}|{message:>8}|{who}", style="{", defaults={"who": "nobody"}))
handler.addFilter(lambda record: "skip" not in record.getMessage())
log.addHandler(handler)
log.propagate = False
log.error("one")
log.error("skip me")
log.critical("two", extra={"who": "somebody"})
print(out.getvalue(), log.hasHandlers())
adapter = logging.LoggerAdapter(log, {"who": "adapter"})
adapter.warning("three")
memory = logging.handlers.MemoryHandler(10, target=handler)
quiet = logging.getLogger("quiet")
quiet.propagate = False
quiet.addHandler(memory)
quiet.warning("kept")
print(len(memory.buffer))
quiet.error("flushes")
print(out.getvalue().splitlines()[2:], len(memory.buffer))
logging.disable(logging.ERROR)
log.error("disabled")
logging.disable(logging.NOTSET)
logging.addLevelName(25, "NOTICE")
record = logging.LogRecord("n", 25, "/p/file.py", 7, "m %s", ("x",), None)
print(record, record.levelname, record.module, record.filename, record.getMessage(), logging.Formatter("$levelname $message", style="$").format(record))
logging.config.dictConfig({
    "version": 1, "disable_existing_loggers": False,
    "formatters": {"short": {"format": "<%(message)s>"}},
    "filters": {"only": {"name": "conf"}},
    "handlers": {"h": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "short", "level": "WARNING", "filters": ["only"]}},
    "loggers": {"conf": {"handlers": ["h"], "level": "DEBUG", "propagate": False}},
})
logging.getLogger("conf.child").warning("configured")
logging.getLogger("conf").info("too low")
for bad in (lambda: logging.getLogger(3), lambda: log.setLevel("NOPE"), lambda: log.log("x", "y"), lambda: logging.Formatter("%(x"), lambda: logging.Formatter("{", style="{"), lambda: logging.Formatter(style="?"),
            lambda: log.warning("x", extra={"message": 1}), lambda: logging.config.dictConfig({}), lambda: logging.config.dictConfig({"version": 1, "handlers": {"h": {"class": "no.such"}}}), lambda: logging.basicConfig(force=True, nope=1)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
