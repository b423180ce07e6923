# Every built-in exception: bases, construction, text.
import builtins

names = sorted(
    n
    for n in dir(builtins)
    if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException)
)
print(len(names))
for n in names:
    c = getattr(builtins, n)
    line = [n, c.__name__, "/".join(k.__name__ for k in c.__mro__[1:-1])]
    for args in ((), ("a",), ("a", "b"), (1, "b", "c")):
        try:
            e = c(*args)
            line.append(f"{e!s}|{e!r}|{e.args!r}")
        except Exception as err:
            line.append(f"{type(err).__name__}: {err}")
    print("\n   ".join(line))
for n, args in [
    ("ValueError", ("x",)),
    ("KeyError", (["k"],)),
    ("StopIteration", (5,)),
    ("SystemExit", (3,)),
    ("OSError", (2, "m", "f", None, "g")),
    ("ImportError", ("m",)),
    ("UnicodeDecodeError", ("u", b"x", 0, 1, "r")),
    ("SyntaxError", ("m", ("f", 1, 2, "t"))),
    ("NameError", ("m",)),
    ("AttributeError", ("m",)),
    ("BlockingIOError", (1, "m", 5)),
]:
    e = getattr(builtins, n)(*args)
    print(
        n,
        {
            k: getattr(e, k)
            for k in sorted(dir(e))
            if not k.startswith("__") and k != "characters_written" and not callable(getattr(e, k))
        },
    )
print(
    [
        type(OSError(n, "m")).__name__
        for n in (1, 2, 3, 4, 9, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 112, 9999)
    ],
    OSError("one").errno,
    type(OSError(2)).__name__,
)
print(
    ImportError("m", name="n", path="p").name,
    ImportError("m", name="n").path,
    StopIteration(1, 2).value,
    StopIteration().value,
    SystemExit((1, 2)).code,
    SystemExit().code,
    NameError("m", name="x").name,
)
for text in (
    "ImportError('m', x=1)",
    "ValueError(x=1)",
    "NameError('m', nosuch=1)",
    "AttributeError(name='n').name",
    "KeyError()",
    "BaseExceptionGroup('m', [])",
    "ExceptionGroup('m', [ValueError(1), KeyError(2)])",
    "ExceptionGroup('m', [5])",
    "ExceptionGroup(5, [ValueError()])",
    "ExceptionGroup('m')",
    "ExceptionGroup('m', ValueError())",
    "ExceptionGroup('m', [KeyboardInterrupt()])",
    "BaseExceptionGroup('m', [ValueError(1)])",
    "BaseExceptionGroup('m', [KeyboardInterrupt()])",
    "OSError(2, 'a', 'b') == OSError(2, 'a', 'b')",
    "FileNotFoundError(5, 'x').errno",
    "PermissionError(2, 'x').__class__",
    "UnicodeDecodeError('a')",
    "SyntaxError('m', 5)",
    "SyntaxError('m', (1, 2))",
    "SyntaxError('m', ('f', 1, 2, 't', 1, 5)).end_offset",
    "str(SyntaxError('m', ('f', 7, 2, 't')))",
    "str(KeyError('a'))",
    "str(KeyError(1, 2))",
    "str(KeyError())",
    "BaseException.__new__(ValueError, 1)",
    "Exception(1).__reduce__()",
    "EnvironmentError is OSError, IOError is OSError",
    "Exception() == Exception()",
    "hash(Exception()) is not None",
    "bool(Exception())",
):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "->", type(e).__name__, e)
