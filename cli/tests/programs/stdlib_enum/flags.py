# Flags: combinations, boundaries, iteration.
from enum import CONFORM, EJECT, KEEP, CONTINUOUS, NAMED_FLAGS, Flag, IntFlag, auto, show_flag_values, verify


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


p = Perm.R | Perm.X
print(p, repr(p), p.name, p.value, list(p), len(p), Perm.R in p, Perm.W in p)
print(~p, p & Perm.X, p ^ Perm.R, Perm(0), repr(Perm(3)), list(Perm), bool(Perm(0)))
print(Perm.RW, list(Perm.RW), Perm.RW & ~Perm.W, Perm(5) is p, Perm["RW"])
for bad in (lambda: Perm(8), lambda: Perm.R | 1, lambda: Perm("a"), lambda: "R" in p):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Mode(IntFlag):
    A = 1
    B = 4


m = Mode.A | Mode.B
print(m, repr(m), m | 8, repr(m | 8), Mode.A + 1, repr(~Mode.A), repr(Mode(2)), m == 5, f"{m:03d}")


class Conform(Flag, boundary=CONFORM):
    A = 1
    B = 2


class Eject(Flag, boundary=EJECT):
    A = 1
    B = 2


class Keep(Flag, boundary=KEEP):
    A = 1
    B = 2


print(repr(Conform(7)), repr(Eject(7)), repr(Keep(7)), list(Keep(7)))
print(show_flag_values(13))
for check, body in ((CONTINUOUS, {"a": 1, "b": 4}), (NAMED_FLAGS, {"a": 1, "b": 6})):
    try:
        verify(check)(Flag("F", body))
    except ValueError as error:
        print(error)
