# Dataclasses: generated methods, defaults, order, inheritance.
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar, List, Optional


@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list)
    count: ClassVar[int] = 0


a = Item("pen")
b = Item("pen", 1.5, [])
print(a, a == b, a != Item("x"), a.tags is b.tags, Item.__doc__, Item.__match_args__)
print([f.name for f in fields(Item)], asdict(a), astuple(a), replace(a, price=3))
try:
    hash(a)
except TypeError as error:
    print(error)
for bad in (lambda: Item(), lambda: Item("a", 1, [], 4), lambda: replace(a, zzz=1), lambda: fields(3)):
    try:
        bad()
    except TypeError as error:
        print(error)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False, repr=False)


v = Version(1, 2, "x")
print(v, v < Version(1, 3), sorted([Version(2), Version(1, 9)]), {v: 1}[Version(1, 2)], v == (1, 2))
for bad in (lambda: setattr(v, "major", 3), lambda: delattr(v, "major"), lambda: v < 3):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)


@dataclass
class Base:
    x: int
    y: int = 2


@dataclass
class Derived(Base):
    z: int = 3
    _: KW_ONLY
    w: int = field(default=4, kw_only=True)
    scale: InitVar[Optional[int]] = None
    total: int = field(init=False)

    def __post_init__(self, scale):
        self.total = (self.x + self.y + self.z + self.w) * (scale or 1)


d = Derived(1, w=10, scale=2)
print(d, Derived.__doc__)


@dataclass(slots=True)
class Slotted:
    a: int
    b: "List[int]" = field(default_factory=list)


s = Slotted(1)
print(s, Slotted.__slots__, hasattr(s, "__dict__"))
try:
    s.c = 1
except AttributeError as error:
    print(error)


def definition(make):
    try:
        make()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


definition(lambda: dataclass(type("A", (), {"__annotations__": {"x": list}, "x": []})))
definition(lambda: dataclass(type("B", (), {"__annotations__": {"x": int, "y": int}, "x": 1})))
definition(lambda: dataclass(order=True, eq=False)(type("C", (), {})))
definition(lambda: dataclass(type("D", (), {"x": field()})))
definition(lambda: field(default=1, default_factory=int))


@dataclass
class Node:
    value: int
    next: "Node | None" = None


n = Node(1)
n.next = n
print(n)
Made = dataclasses.make_dataclass("Made", ["a", ("b", int), ("c", int, field(default=7))])
print(Made(1, 2), dataclasses.is_dataclass(Made), dataclasses.is_dataclass(3))
print(asdict(Node(1, Node(2))), fields(Version)[2].compare)
match v:
    case Version(major, minor):
        print(major, minor)
