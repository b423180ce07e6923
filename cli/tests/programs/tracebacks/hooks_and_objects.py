import sys
import traceback
import types


def inner():
    local = 1
    raise ValueError("x")


def outer():
    inner()


try:
    outer()
except ValueError as error:
    tb = error.__traceback__
    while tb:
        print(
            tb.tb_frame.f_code.co_name,
            tb.tb_lineno,
            tb.tb_lasti > 0,
            tb.tb_frame.f_lineno,
            sorted(tb.tb_frame.f_locals)[:1] if tb.tb_frame.f_code.co_name == "inner" else "",
        )
        last, tb = tb, tb.tb_next
    print(
        type(last).__name__,
        last.tb_frame.f_back.f_code.co_name,
        isinstance(last, types.TracebackType),
    )
    print(
        traceback.format_exception_only(type(error), error),
        len(traceback.format_tb(error.__traceback__)),
    )
    print(traceback.format_exception(error)[-1], end="")
    summary = traceback.extract_tb(error.__traceback__)
    print([(f.name, f.lineno, f.line) for f in summary])
    error.__traceback__.tb_next = None
    print(len(traceback.extract_tb(error.__traceback__)))
for text in (
    "last.tb_lineno = 1",
    "last.tb_next = 5",
    "last.tb_next = last",
    "types.TracebackType()",
    "types.TracebackType(None, last.tb_frame, 1, 2).tb_lineno",
    "last.nosuch",
):
    try:
        exec(text)
        print(text, "ok")
    except Exception as e:
        print(text, "->", type(e).__name__, e)


def hook(kind, value, tb):
    print("hook:", kind.__name__, value, tb is not None)


sys.excepthook = hook
frame = sys._getframe()
print(
    frame.f_code.co_name,
    frame.f_back,
    frame.f_globals is globals(),
    frame.f_locals is locals(),
    frame.f_builtins["len"] is len,
    frame.f_lineno > 40,
)
for text in (
    "frame.f_code = 1",
    "frame.nosuch",
    "frame.clear()",
    "frame.f_lineno = 5",
    "type(frame)()",
    "sys._getframe(100)",
    "sys._getframe('a')",
    "sys._getframe(1)",
):
    try:
        exec(text)
        print(text, "ok")
    except Exception as e:
        print(text, "->", type(e).__name__, e)


def depth():
    return sys._getframe(0).f_code.co_name, sys._getframe(1).f_code.co_name


print(depth(), (lambda: depth())())


def generator():
    yield sys._getframe().f_back.f_code.co_name


def uses():
    return next(generator()), list(generator())


print(
    uses(),
    traceback.extract_stack()[-1].name,
    [f.name for f in (lambda: traceback.extract_stack())()][-1],
)
traceback.print_exception(ValueError("printed"))
traceback.print_exc()
try:
    1 / 0
except ZeroDivisionError:
    traceback.print_exc(file=sys.stdout, limit=1)
    print(traceback.format_exc().splitlines()[-1])
t = traceback.TracebackException.from_exception(KeyError("k"))
print("".join(t.format()), end="")
