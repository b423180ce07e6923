"""A crossing with two traffic lights: enums with behaviour, flags, and generators as clocks."""

from enum import Enum, Flag, auto


class Light(Enum):
    RED = "#..", 4
    RED_YELLOW = "##.", 1
    GREEN = "..#", 3
    YELLOW = ".#.", 1

    def __init__(self, lamps, seconds):
        self.lamps, self.seconds = lamps, seconds

    @property
    def next(self):
        members = list(Light)
        return members[(members.index(self) + 1) % len(members)]


class May(Flag):
    WALK = auto()
    DRIVE = auto()
    TURN = auto()
    EVERYTHING = WALK | DRIVE | TURN


RULES = {Light.RED: May.WALK, Light.GREEN: May.DRIVE | May.TURN, Light.YELLOW: May.TURN}


def clock(light):
    while True:
        for _ in range(light.seconds):
            yield light
        light = light.next


north, east = clock(Light.GREEN), clock(Light.RED)
for second, (n, e) in enumerate(zip(north, east)):
    if second == 10:
        break
    allowed = RULES.get(e, May(0))
    print(f"{second:2}s  north {n.lamps} {n.name:10}  east {e.lamps} {e.name:10}  {allowed!s}")
    assert Light.GREEN not in (n, e) or n is not e

print(
    Light["YELLOW"].next,
    Light(("..#", 3)),
    May.EVERYTHING & ~May.WALK,
    [member.name for member in May],
)
print(repr(Light.RED), May.WALK in May.EVERYTHING, len(Light))
