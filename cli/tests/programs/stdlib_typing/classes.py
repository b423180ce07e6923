# Protocols, named tuples, typed dicts, hints, overloads.
from typing import *
import typing


@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...


@runtime_checkable
class Named(Protocol):
    name: str


class File:
    name = "file"

    def close(self):
        pass


class Point(NamedTuple):
    """A point."""

    x: int
    y: int = 0

    def norm(self):
        return abs(self.x) + abs(self.y)


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int


class Sequel(Movie):
    part: NotRequired[int]
    of: str


class Node:
    value: "int"
    next: "Optional[Node]" = None
    extra: Annotated[str, "meta"]
    count: ClassVar[int] = 0


print(isinstance(File(), Closable), isinstance(3, Closable), issubclass(File, Closable), isinstance(File(), Named), isinstance(1, SupportsInt))
p = Point(1)
print(p, p.norm(), p._replace(y=5), Point._fields, Point.__annotations__, Point._field_defaults, p == (1, 0), Point.__doc__)
m = Movie(title="t", year=3)
print(m, type(m), sorted(Movie.__required_keys__), sorted(Movie.__optional_keys__), sorted(Sequel.__required_keys__), Sequel.__total__, is_typeddict(Sequel))
print(get_type_hints(Node), get_type_hints(Node, include_extras=True)["extra"], get_type_hints(Point.norm))


def f(a: "List[int]", b: None = None, *args: str) -> "Node": ...


print(get_type_hints(f), Sequel.__annotations__)
UserId = NewType("UserId", int)
print(UserId(5) + 1, UserId.__name__, UserId.__supertype__, UserId, cast(str, 3))


@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x


print(len(get_overloads(g)), g(3), [o.__annotations__ for o in get_overloads(g)])
Old = NamedTuple("Old", [("a", int), ("b", str)])
print(Old(1, "x"), TypedDict("T", {"k": int})(k=1), final(File) is File, File.__final__, no_type_check(f).__no_type_check__)
for bad in (lambda: Closable(), lambda: isinstance(3, TypedDict("D", {})), lambda: Point(), lambda: UserId("x") | 3,
            lambda: assert_never(3), lambda: typing.nothing, lambda: issubclass(File, Named), lambda: get_type_hints(3),
            lambda: type("X", (UserId,), {}), lambda: runtime_checkable(File)):
    try:
        print(bad())
    except (TypeError, AssertionError, AttributeError, NameError) as error:
        print(type(error).__name__, error)
try:
    class Bad(NamedTuple):
        a: int = 1
        b: int
except TypeError as error:
    print(error)
try:
    class Child(Protocol, File):
        pass
except TypeError as error:
    print(str(error)[:70])
