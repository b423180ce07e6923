def collect(*args):
    out = []
    for i in range(*args):
        out.append(i)
        if len(out) > 5:
            break
    return out


M = 2**61
for args in (
    (5,),
    (0,),
    (-3,),
    (2, 5),
    (5, 2),
    (5, 2, -1),
    (0, 10, 3),
    (10, 0, -3),
    (0, 1, 10**30),
    (10**30, 10**30 + 3),
    (M - 2, M + 2),
    (2 * M - 2, 2 * M + 2),
    (4 * M - 2, 4 * M + 2),
    (8 * M - 2, 8 * M + 2),
    (-M + 1, -M - 3, -1),
    (-2 * M + 1, -2 * M - 3, -1),
    (-4 * M + 1, -4 * M - 3, -1),
    (True, 4),
    (0, 2**62, 2**60),
    (0, -(2**63), -(2**62)),
    (2**62, 2**64, 2**62),
):
    print(args, collect(*args))


def modify():
    out = []
    for i in range(5):
        out.append(i)
        i = 100
        out.append(i)
    return out, i


print(modify())


def nested():
    out = []
    for i in range(3):
        for i in range(2):
            out.append(i)
        out.append(i)
    return out


print(nested())


def else_forms(n):
    for i in range(n):
        if i == 2:
            break
    else:
        return "no break"
    return "break", i


print(else_forms(2), else_forms(3), else_forms(0))


def while_forms():
    out = []
    n = 5
    while n > 0:
        n -= 1
        if n == 3:
            continue
        if n == 1:
            break
        out.append(n)
    else:
        out.append("else")
    while True:
        n += 1
        if n > 3:
            break
    while n and n < 100:
        n *= 2
    while not n == 0:
        n = 0
    while 0:
        out.append("never")
    else:
        out.append("else of 0")
    return out, n


print(while_forms())
nan = float("nan")


class T:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return self.v

    __gt__ = __le__ = __ge__ = __eq__ = __ne__ = __lt__


def branches(a, b):
    r = ""
    if a < b:
        r += "<"
    if a <= b:
        r += "L"
    if a > b:
        r += ">"
    if a >= b:
        r += "G"
    if a == b:
        r += "="
    if a != b:
        r += "!"
    if not a < b:
        r += "n<"
    if not a <= b:
        r += "nL"
    if not a > b:
        r += "n>"
    if not a >= b:
        r += "nG"
    if not a == b:
        r += "n="
    if not a != b:
        r += "n!"
    if a < b and b > a:
        r += "&"
    if a < b or a > b:
        r += "|"
    if not (a < b or a > b):
        r += "~"
    if a < b < 10:
        r += "c"
    r += "T" if a < b else "F"
    while a < b:
        r += "w"
        break
    r += str(a < b)[0] + str(not a < b)[0] + str(a == b)[0]
    return r


for a, b in (
    (1, 2),
    (2, 1),
    (1, 1),
    (1, 1.0),
    (1.5, 2),
    (nan, 1),
    (1, nan),
    (nan, nan),
    (2**62, 2**61),
    (2**70, 2**70),
    (2**70, 1.0),
    (-1, 2**64),
    (True, False),
    (0.0, -0.0),
    (float("inf"), 10**400),
    (1e16, 10**16 + 1),
):
    print(a if abs(a) < 1e17 or a != a else "big", branches(a, b))
for a, b in (("a", "b"), ("a", "a"), ((1,), (1, 2)), ([2], [1])):
    try:
        print(a, b, branches(a, b))
    except TypeError as e:
        print(a, b, e)
for v in (True, False, [], [1], "", 0, None):
    print(
        repr(v),
        [
            w
            for w in (
                "<" if T(v) < 1 else "-",
                ">" if T(v) > 1 else "-",
                "=" if T(v) == 1 else "-",
                "!" if not T(v) != 1 else "-",
            )
        ],
    )


def truth(x):
    return (
        1 if x else 0,
        1 if not x else 0,
        bool(x),
        not x,
        x and 1,
        x or 1,
        [y for y in [1] if x],
    )


for x in (
    0,
    1,
    -1,
    0.0,
    nan,
    "",
    "a",
    [],
    [0],
    (),
    {},
    {1: 1},
    set(),
    None,
    True,
    ...,
    2**70,
    0j,
    b"",
    range(0),
    range(1),
    object,
    len,
):
    print(type(x).__name__, [str(t)[:12] for t in truth(x)][:4])


def counter():
    n = 2**61 - 3
    out = []
    for _ in range(6):
        n += 1
        out.append(n)
    for _ in range(6):
        n -= 1
    out.append(n)
    n = -n
    for _ in range(5):
        n -= 1
    return out, n


print(counter())


def mixed():
    x = 0
    for i in range(10):
        x += i if i % 2 else i / 2
    y = 1
    for i in range(70):
        y *= 2
    z = y
    while z > 1:
        z //= 2
    return x, y, z


print(mixed())


def unrolled():
    total = 0
    for i in range(3):
        for j in range(i, 3):
            for k in range(j, 3):
                if (i + j + k) % 2:
                    continue
                total += i * 100 + j * 10 + k
                if total > 200:
                    return total, i, j, k
    return total


print(unrolled())


def finally_in_loop():
    out = []
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        except ValueError:
            pass
        else:
            out.append("e")
        finally:
            out.append(-i)
    else:
        out.append("no")
    return out


print(finally_in_loop())
