#!/usr/bin/env python3.11
"""Write `golden.txt`: what CPython's `math` and `cmath` answer.

    python3.11 stdlib/tests/math/generate.py

Each line is a function, its arguments and its answer.  Floats are written by `float.hex`.
"""
import cmath
import math
import random
from pathlib import Path

PICK = random.Random(20)
EDGES = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -2.5, 3.0, math.inf, -math.inf, math.nan, 5e-324, 1e308, 710.0, -745.2, 171.5, 1e-30]
LINES = []


def some():
    kind = PICK.random()
    if kind < 0.4:
        return PICK.uniform(-3, 3)
    if kind < 0.6:
        return PICK.uniform(-200, 200)
    return PICK.choice([-1, 1]) * 2.0 ** PICK.uniform(-40, 40)


def shown(value):
    if isinstance(value, complex):
        value = (value.real, value.imag)
    if isinstance(value, tuple):
        return " ".join(map(shown, value))
    return value.hex() if isinstance(value, float) else str(value)


def ask(module, name, *arguments):
    try:
        answer = shown(getattr(module, name)(*arguments))
    except (ValueError, OverflowError) as error:
        answer = "%s: %s" % (type(error).__name__, error)
    LINES.append("%s.%s %s -> %s" % (module.__name__, name, shown(arguments), answer))


# Not `cbrt`, which the C library rounds in its own way.
for name in ("acos acosh asin asinh atan atanh cos cosh degrees erf erfc exp exp2 expm1 frexp gamma lgamma log "
             "log10 log1p log2 modf radians sin sinh sqrt tan tanh ulp").split():
    for x in EDGES + [some() for _ in range(12)]:
        ask(math, name, x)
for name in "atan2 fmod hypot nextafter pow remainder".split():
    for _ in range(40):
        ask(math, name, PICK.choice([some(), PICK.choice(EDGES)]), PICK.choice([some(), PICK.choice(EDGES)]))
for _ in range(30):
    ask(math, "ldexp", PICK.choice(EDGES + [some()]), PICK.choice([3, -3, 1000, -1070, -1080, 5000, -5000]))
    ask(math, "hypot", *(some() for _ in range(PICK.randint(1, 5))))
    values = [PICK.choice([some(), some(), 1e16, 1.0, -1e16]) for _ in range(PICK.randint(0, 6))]
    values += [-x for x in values[1:]]
    LINES.append("math.fsum %s -> %s" % (shown(tuple(values)), shown(math.fsum(values))))
for values in ([1e308, 1e308], [math.inf, -math.inf], [math.inf, 1.0], [math.nan, math.inf], [1.0, 2.0 ** -53, 2.0 ** -106]):
    try:
        answer = shown(math.fsum(values))
    except (ValueError, OverflowError) as error:
        answer = "%s: %s" % (type(error).__name__, error)
    LINES.append("math.fsum %s -> %s" % (shown(tuple(values)), answer))
for n, k in ((5, 2), (5, 6), (-1, 2), (3, -1), (60, 30), (70, 35), (200, 100), (2 ** 70, 3), (2 ** 70, 2 ** 70), (2 ** 70, 2 ** 65)):
    ask(math, "comb", n, k)
    ask(math, "perm", n, min(k, 100))
for n in (-1, 0, 1, 20, 21, 25, 60, 2 ** 63):
    ask(math, "factorial", n)
for n in (0, -1, 10 ** 400, 2 ** 2000 - 1, 2 ** 1100 + 1):
    for name in ("log", "log2", "log10"):
        ask(math, name, n)

SPECIAL = [-math.inf, -1.5, -0.0, 0.0, 1.5, math.inf, math.nan]
for name in "acos acosh asin asinh atan atanh cos cosh exp log log10 phase polar sin sinh sqrt tan tanh".split():
    for re in SPECIAL:
        for im in SPECIAL:
            if name not in ("asin", "atan", "cos", "sin", "tan"):
                ask(cmath, name, complex(re, im))
    for z in (1 + 0j, -1 + 0j, 1 + 5e-324j, complex(5e-324, -0.0), 1e308 + 1e308j, 720 + 1j, -720 - 2j, 1e-320j, 0.8 + 0.6j):
        ask(cmath, name, z)
    for _ in range(6):
        ask(cmath, name, complex(some(), some()))
for re in SPECIAL:
    for im in SPECIAL:
        ask(cmath, "rect", re, im)
Path(__file__).with_name("golden.txt").write_text("\n".join(LINES) + "\n")
