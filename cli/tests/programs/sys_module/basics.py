import sys

print(
    sys.version_info[:2],
    sys.version_info.major,
    sys.version_info.releaselevel,
    sys.version_info >= (3, 8),
    sys.version.split(".")[:2],
    sys.hexversion >> 16,
    sys.byteorder,
    sys.maxunicode,
    sys.maxsize,
    sys.platform,
    sys.copyright[:9],
)
print(
    type(sys.implementation).__name__,
    sys.float_info.max,
    sys.float_info.epsilon,
    sys.float_info.dig,
    sys.float_info.mant_dig,
    sys.float_repr_style,
    sys.hash_info.modulus,
    sys.hash_info.inf,
    sys.hash_info.width,
    sys.int_info.default_max_str_digits,
    sys.api_version > 1000,
    sys.thread_info.name,
)
print(
    type(sys.path),
    all(isinstance(p, str) for p in sys.path),
    type(sys.modules),
    sys.modules["sys"] is sys,
    sys.argv[1:],
    sys.orig_argv[-1].endswith("basics.py"),
    bool(sys.executable),
    isinstance(sys.flags.optimize, int),
    sys.flags.utf8_mode in (0, 1),
    sys.dont_write_bytecode,
)
print(
    sys.getdefaultencoding(),
    sys.getfilesystemencoding(),
    sys.getrecursionlimit(),
    sys.getswitchinterval(),
    isinstance(sys.getsizeof([]), int),
    sys.intern("abc") is sys.intern("ab" + "c"),
    sys.is_finalizing(),
    isinstance(sys.getrefcount([]), int),
    callable(sys.exit),
    sys.getprofile(),
    sys.gettrace(),
)
print(
    sys.stdin.fileno(),
    sys.stdout.fileno(),
    sys.stderr.fileno(),
    sys.stdout.encoding,
    sys.stderr.errors,
    sys.__stderr__ is sys.stderr,
)


def f():
    return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name


print(
    f(),
    callable(sys.displayhook),
    callable(sys.excepthook),
    sys.excepthook is sys.__excepthook__,
    sys.displayhook is sys.__displayhook__,
)
sys.displayhook(5)
sys.displayhook(None)
sys.displayhook("text")
print(__builtins__._ if hasattr(__builtins__, "_") else "no _")
for text in (
    "sys.intern(5)",
    "sys.setswitchinterval(-1)",
    "sys.nosuch",
    "sys.getsizeof()",
    "sys.setrecursionlimit()",
    "sys.exit.__name__",
    "sys.getrecursionlimit(1)",
    "sys._getframe(-1).f_code.co_name",
    "sys.version_info.x",
    "sys.version_info.major == sys.version_info[0]",
    "sys.flags.nosuch",
    "sys.float_info.nosuch",
    "sys.version_info[9]",
    "type(sys.version_info)()",
    "sys.call_tracing",
    "sys.exception()",
    "sys.unraisablehook is sys.__unraisablehook__",
    "len(sys.version_info)",
    "sys.version_info == tuple(sys.version_info)",
    "repr(sys.version_info)[:27]",
    "sorted(sys.stdlib_module_names)[:3]",
    "'json' in sys.stdlib_module_names",
    "sys.builtin_module_names.__class__",
    "sys.platlibdir.__class__",
    "sys.prefix.__class__",
    "sys.pycache_prefix",
    "sys.warnoptions",
    "sys.meta_path.__class__",
    "sys.path_hooks.__class__",
    "sys.abiflags",
    "sys.exec_prefix == sys.prefix or True",
    "sys.getallocatedblocks() > 0",
    "sys.addaudithook.__name__",
    "sys.audit('x', 1)",
    "sys.breakpointhook is sys.__breakpointhook__",
    "sys.last_value",
):
    try:
        print(
            text,
            "->",
            (
                str(eval(text))[:60]
                if " at 0x" not in str(eval(text)) and "breakpointhook" not in text
                else "ok"
            ),
        )
    except Exception as e:
        print(text, "->", type(e).__name__, e)
