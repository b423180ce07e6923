# Enumerations: members, aliases, look-up, errors.
import enum
from enum import Enum, IntEnum, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    @property
    def pretty(self):
        return self.name.title()

    @classmethod
    def default(cls):
        return cls.GREEN


print(Color.RED, repr(Color.RED), Color(2), Color["RED"], Color.CRIMSON is Color.RED, Color)
print(list(Color), len(Color), list(Color.__members__.items()), list(reversed(Color)))
print(Color.RED.name, Color.RED.value, Color.RED.pretty, Color.default(), Color.RED in Color)
print(Color.RED == 1, Color.RED == Color.CRIMSON, f"{Color.RED:>12}|", {Color.RED: "r"})
for bad in (
    lambda: Color(7),
    lambda: Color["BLUE"],
    lambda: Color.BLUE,
    lambda: setattr(Color, "RED", 3),
    lambda: delattr(Color, "RED"),
    lambda: setattr(Color.RED, "value", 3),
    lambda: Color.RED < Color.GREEN,
    lambda: type("More", (Color,), enum._EnumDict()),
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


print(Planet.MARS.radius, Planet.EARTH, Planet((6.42e23, 3.39e6)))


class Level(IntEnum):
    LOW = auto()
    HIGH = auto()


print(Level.LOW, repr(Level.HIGH), Level.LOW < Level.HIGH, Level.HIGH + 1, sorted([Level.HIGH, Level.LOW]), Level(1).name)


class Word(StrEnum):
    ONE = auto()
    TWO = "deux"


print(Word.ONE, repr(Word.TWO), Word.TWO.upper(), Word("deux"), "one" == Word.ONE)


class Ordinal(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return f"{name}-{count}"

    A = auto()
    B = auto()

    @classmethod
    def _missing_(cls, value):
        return cls.A if value == "first" else None


print(list(Ordinal), Ordinal("first"))
Animal = Enum("Animal", "CAT DOG", start=5)
print(list(Animal), Animal.__module__, Enum("E", {"x": "y"}).x.value)
try:
    unique(Color)
except ValueError as error:
    print(error)
match Color(1):
    case Color.GREEN:
        print("green")
    case Color.RED:
        print("red")
print([n for n in dir(Color) if not n.startswith("_")], enum.member, sorted(c.name for c in enum.EnumCheck))
