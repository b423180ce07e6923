# Generic functions: dispatch on classes, unions, abstract classes and annotations.
import collections.abc
import functools


@functools.singledispatch
def show(x):
    return f"object {x!r}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
def show_list(x):
    return "[" + ", ".join(map(show, x)) + "]"


@show.register
def _(x: str | bytes):
    return f"text {x!r}"


@show.register(collections.abc.Mapping)
def _(x):
    return "mapping of " + show(list(x.items()))


show.register(type(None), lambda x: "nothing")
for value in (1, True, 2.5, [1, "a", None], "s", b"b", {"k": 1}, ()):
    print(show(value))
print(show.dispatch(bool) is show.dispatch(int), sorted(c.__name__ for c in show.registry))


class Sized2(collections.abc.Sized):
    def __len__(self):
        return 0


class Both(collections.abc.Iterable, collections.abc.Sized):
    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())


@functools.singledispatch
def kind(x):
    return "?"


kind.register(collections.abc.Sized, lambda x: "sized")
kind.register(collections.abc.Iterable, lambda x: "iterable")
print(kind(Sized2()), kind(Both()), kind(3))
try:
    kind({})
except RuntimeError as error:
    print(error)
for bad in (3, lambda x: x):
    try:
        show.register(bad)
    except TypeError as error:
        print(str(error).split("<")[0])
try:
    show()
except TypeError as error:
    print(error)


class Neg:
    @functools.singledispatchmethod
    def neg(self, x):
        raise NotImplementedError(type(x).__name__)

    @neg.register
    def _(self, x: int):
        return -x

    @neg.register
    def _(self, x: bool):
        return not x


print(Neg().neg(5), Neg().neg(True))
try:
    Neg().neg("a")
except NotImplementedError as error:
    print("NotImplementedError", error)
