class A:
    x = 1

    def __init__(self):
        self.y = 2


for text in r"""
abs(-3), abs(2.5), abs(-1j), all([]), all([1, 0]), any([]), any([0, 2]), ascii("é\n"), bin(-5), callable(len), callable(5), callable(A), callable(A()), chr(8364), divmod(7, -2)
delattr(A(), "nosuch")
dir([])[:2], "append" in dir(list), dir(A())[-2:], enumerate("ab").__next__(), list(enumerate("ab", 5)), list(enumerate("ab", start=-1))
enumerate(5)
enumerate()
enumerate([], "a")
enumerate([], foo=1)
eval("1 + 1"), filter(None, [0, 1]).__next__(), list(filter(lambda x: x > 1, [1, 2, 3])), float("1.5"), format(255, "x"), frozenset([1]), getattr(A, "x"), getattr(A(), "zz", 5)
filter(None)
filter(5, [1]).__next__()
getattr(A(), "zz")
getattr(A(), 5)
globals()["A"] is A, hasattr(A(), "y"), hasattr(5, "real"), hash("a") == hash("a"), hex(255), id(None) == id(None), int("7"), isinstance(1, int), isinstance(True, (str, int)), isinstance(1, int | str), issubclass(bool, int | str)
hasattr(5, 5)
isinstance(1, "int")
isinstance(1, list[int])
issubclass(1, int)
issubclass(int, list[int])
iter([1]).__next__(), len("abc"), len({1: 2}), list("ab"), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(map(str, (1, 2))), max(1, 2), max([3, 1]), max("abc"), max([], default=0), max([1, -5], key=abs), max("a", "b", key=ord), min(3, 1, 2), min({2: "a", 1: "b"}), min((1, 2), (1,))
max()
max(5)
max([])
max(1, 2, default=3)
max([1], foo=2)
max(1, "a")
max([1, 2], key=5)
min(None)
map()
map(5, [1]).__next__()
map(lambda x: x, 5)
next(iter([1])), next(iter([]), "d"), oct(8), ord("é"), pow(2, 3), pow(2, 3, 5), pow(2, -1), pow(base=2, exp=5), pow(2, 3, mod=3), list(range(3)), repr("a"), list(reversed([1, 2])), round(2.5), round(2.567, 2), round(-1.5), round(1234, -2), round(number=2.7), round(2.5, ndigits=None)
next(iter([]))
next()
set("aa"), sorted([2, 1]), sorted("ba", key=ord, reverse=True), str(5), str(b"a"), sum([1, 2]), sum([1.5, 2]), sum([], 5), sum([[1], [2]], []), sum((1, 2), start=10), sum([True, True]), tuple("ab"), type(5), type(type), vars(A())["y"], list(zip([1, 2], "ab")), list(zip()), list(zip("abc", [1])), list(zip(*[(1, 2), (3, 4)]))
sum("ab")
sum(["a"])
sum(["a"], "")
sum([b"a"], b"")
sum([[1], 2], [])
sum(5)
sum([1], 2, 3)
vars(5)
vars(A)["x"], vars() is locals(), isinstance(locals(), dict), __name__, __import__("math").pi, __debug__, type(__builtins__).__name__, copyright is not None, list(zip("ab", "cd", strict=True)), quit.__class__.__name__
zip(5)
zip([1], 5)
list(zip([1], [1, 2], strict=True))
list(zip([1, 2], [1], strict=True))
list(zip([1], [1], [], strict=True))
zip([], foo=1)
zip([], strict=5).__next__
setattr(A, "new", 5), A.new, setattr(A(), "__dict__", {}), delattr(A, "new"), hasattr(A, "new")
setattr(5, "x", 1)
setattr(A(), 1, 2)
print("a", "b", sep="-", end="!\n"), print(), print(*[1, 2], sep=""), print(1, sep=None, end=None)
print(1, sep=5)
print(1, end=5)
print(1, foo=2)
print(1, file=5)
breakpoint.__name__, compile.__name__, exec.__name__, input.__name__, open.__name__, len.__self__.__name__, print.__module__, repr(print), repr(A.__init__)[:24], repr(len)
type(5, 6)
type.__name__, type(A()).__name__, type(None), type(print), type(A.__init__), type(A().__init__), type([].append), type(iter([])), type(1 .__add__), type(int.__add__), type(dict.__dict__["fromkeys"]), type(str.join), type(A.__dict__)
__import__("nosuchmodule")
__build_class__
__build_class__()
__build_class__(5, "x")
object(), object() == object(), repr(object())[:14], str(object())[:14], hash(object()) != 0, bool(object()), object.__doc__ is not None, object.__subclasshook__(int), object().__sizeof__() > 0, object().__reduce_ex__(2)[0].__name__, object().__dir__()[:1] != [], object().__format__("")[:7]
input("prompt")
int.__name__, int.__module__, int.__doc__[:9], int.__bases__, int.__mro__, bool.__base__, int.__flags__ & 1, int.__basicsize__ > 0, int.__dictoffset__, int.__text_signature__, len.__text_signature__
aiter, anext, staticmethod(5), classmethod(5).__func__, property(5).fget, super(A, A()).__repr__()[:9], slice(1, 2), memoryview(b"a").tolist(), complex("1j"), bytearray(2), bytes(2)
exit.__name__, help.__class__.__name__, license.__class__.__name__, credits.__class__.__name__, Ellipsis, NotImplemented, sorted(n for n in dir(__builtins__) if n.islower() and not n.startswith("_") and n not in ("copyright", "credits", "exit", "help", "license", "quit"))
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
