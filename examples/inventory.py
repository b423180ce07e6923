"""Stock keeping with dataclasses: defaults, ordering, frozen keys, computed fields, replace."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace


@dataclass(frozen=True, order=True)
class Sku:
    family: str
    number: int

    def __str__(self):
        return f"{self.family}-{self.number:03}"


@dataclass
class Item:
    sku: Sku
    name: str
    cents: int
    tags: list = field(default_factory=list)
    label: str = field(init=False, repr=False)

    def __post_init__(self):
        if self.cents < 0:
            raise ValueError(f"{self.name} cannot cost {self.cents}")
        self.label = f"{self.sku} {self.name}"


@dataclass
class Stock:
    counts: defaultdict = field(default_factory=lambda: defaultdict(int), repr=False)
    items: dict = field(default_factory=dict)

    def add(self, item, count):
        self.items[item.sku] = item
        self.counts[item.sku] += count
        return self

    @property
    def value(self):
        return sum(self.items[sku].cents * count for sku, count in self.counts.items())

    def report(self):
        for sku in sorted(self.items):
            item = self.items[sku]
            price = f"{item.cents // 100}.{item.cents % 100:02}"
            yield f"{item.label:<20}{self.counts[sku]:>4} x {price:>7}  {', '.join(item.tags)}".rstrip()


stock = Stock()
lamp = Item(Sku("lamp", 7), "Desk lamp", 2450, ["light", "desk"])
stock.add(Item(Sku("desk", 12), "Oak desk", 38900), 3)
stock.add(lamp, 10).add(replace(lamp, sku=Sku("lamp", 3), name="Night lamp"), 2).add(lamp, 5)

print(*stock.report(), sep="\n")
print(f"worth {stock.value / 100:,.2f}")
print(lamp)
print(asdict(Sku("chair", 1)), Sku("a", 2) < Sku("a", 10), Sku("a", 1) == Sku("a", 1))
for attempt in (lambda: Item(Sku("x", 1), "Debt", -5), lambda: setattr(lamp.sku, "number", 8)):
    try:
        attempt()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
