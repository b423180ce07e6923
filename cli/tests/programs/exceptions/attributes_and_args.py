import errno

e = ValueError("a", 1)
print(e.args, str(e), repr(e))
e.args = "xy"
print(e.args)
e.x = 1
print(e.__dict__, ValueError("a").__eq__(ValueError("a")))


class E(Exception):
    def __init__(self, code, *, detail=None):
        super().__init__(code, detail)
        self.code = code

    def __str__(self):
        return f"<{self.code}>"


print(E(5), repr(E(5, detail="d")), E(5).args, E.__name__)


class NoInit(Exception):
    pass


print(repr(NoInit()), repr(NoInit(1)), str(NoInit(1, 2)), NoInit(1).args)


class NotSuper(Exception):
    def __init__(self, a):
        self.a = a


print(NotSuper("z").args, str(NotSuper("z")))


class WithNew(Exception):
    def __new__(cls, *a):
        self = super().__new__(cls, "from new")
        return self

    def __init__(self, *a):
        pass


print(WithNew(1).args)


class KwOnly(Exception):
    def __init__(self, **k):
        self.k = k


try:
    print(KwOnly(a=1).k)
except TypeError as t:
    print(t)
o = OSError(errno.ENOENT, "No such", "file.txt")
print(o, repr(o), o.errno, o.strerror, o.filename, o.filename2, o.args, type(o).__name__)
o = OSError(errno.EEXIST, "Exists", "a", None, "b")
print(o, o.filename2, type(o).__name__, o.args)
print(
    OSError("only"),
    OSError().errno,
    OSError(1, "x").errno,
    type(OSError(errno.EPIPE, "x")).__name__,
    isinstance(OSError(errno.EAGAIN, ""), BlockingIOError),
)
for name in ("nosuchfile.txt", "/", "/nosuch/dir/file"):
    try:
        open(name, "r")
    except OSError as x:
        print(type(x).__name__, x, x.errno, x.filename)
k = KeyError("key")
print(k, repr(k), str(KeyError("a", "b")), str(KeyError()), f"{KeyError(1)}")
s = StopIteration(1, 2)
print(s.value, s.args)
s.value = 9
print(s.value, s.args)
x = SystemExit(1, 2)
print(x.code, x.args, SystemExit("t").code)
i = ImportError("msg", name="n", path="p")
print(i, i.name, i.path, i.msg, repr(i))
m = ModuleNotFoundError("m", name="q")
print(m.name, isinstance(m, ImportError))
n = NameError("m", name="nn")
print(n.name)
a = AttributeError("m", name="at", obj=[1])
print(a.name, a.obj)
try:
    [].zz
except AttributeError as x:
    print(x.name, x.obj)
try:
    undefined
except NameError as x:
    print(x.name)
try:
    import nosuch.inner
except ImportError as x:
    print(x.name, x.path, x.msg)
try:
    from os import nosuch
except ImportError as x:
    print(x.name, x.msg.split(" (")[0])
sx = SyntaxError("msg", ("file.py", 3, 5, "the text\n", 3, 8))
print(
    sx,
    sx.msg,
    sx.filename,
    sx.lineno,
    sx.offset,
    sx.text,
    sx.end_lineno,
    sx.end_offset,
    sx.print_file_and_line,
    repr(sx),
)
try:
    compile("a b", "f.py", "exec")
except SyntaxError as x:
    print(x.filename, x.lineno, x.offset, repr(x.text), x.end_lineno, x.end_offset, x.args)
e = ValueError("n")
e.add_note("one")
e.add_note("two")
print(e.__notes__, hasattr(ValueError(), "__notes__"))
for bad in (5, None, b"x"):
    try:
        e.add_note(bad)
    except TypeError as x:
        print(x)
e.__notes__ = "not a list"
try:
    e.add_note("x")
except TypeError as x:
    print(x)
import copy, pickle

for x in (ValueError("a", 1), KeyError("k"), OSError(2, "m", "f")):
    c = copy.copy(x)
    print(repr(c), type(c) is type(x), c.args == x.args, c is x)
b = BaseException(1)
print(
    b.__reduce__(),
    b.with_traceback(None) is b,
    BaseException.__init__(b, 5),
    b.args,
    BaseException.__str__(b),
    BaseException.__repr__(b),
)
u = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad")
print(u, u.object, u.start)
u.start = -5
print(u.start)
print(
    issubclass(TimeoutError, OSError),
    issubclass(RecursionError, RuntimeError),
    issubclass(ModuleNotFoundError, ImportError),
    issubclass(UnboundLocalError, NameError),
    issubclass(UnicodeDecodeError, ValueError),
    issubclass(BrokenPipeError, ConnectionError),
    issubclass(KeyboardInterrupt, Exception),
    issubclass(bool, int),
)
print(
    EOFError.__mro__[1:],
    Warning.__subclasses__()[:1] != [],
    DeprecationWarning("d"),
    repr(UserWarning("u")),
)
assert_ = []


def checks():
    yield lambda: (_ for _ in ()).throw(ValueError("thrown in expression"))

    def msg():
        assert_.append("evaluated")
        return "text"

    def a():
        assert False, msg()

    def b():
        assert True, msg()

    yield a
    yield b

    def c():
        assert [], ("tuple", 1)

    yield c


for f in checks():
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x, x.args)
print(assert_)
