import sys

a, b = 3**500, 7**300
print(
    a,
    b,
    a * b == b * a,
    a * b // a == b,
    a * b % a,
    (a + b) - b == a,
    divmod(a, b) == (a // b, a % b),
    a // b * b + a % b == a,
    sep="\n",
)
for x in (a, -a):
    for y in (b, -b, 3, -3, 2**64, -(2**64)):
        q, r = divmod(x, y)
        assert q * y + r == x and (0 <= r < y if y > 0 else y < r <= 0)
print(
    hex(a)[:40], oct(b)[-20:], bin(a).count("1"), a.bit_length(), b.bit_length(), (-a).bit_count()
)
print(
    a & b == b & a,
    (a | b) == a + b - (a & b),
    a ^ b ^ b == a,
    ~a == -a - 1,
    (-a) & (2**64 - 1),
    (-a) | 5 == -a | 5,
    (-a >> 100) == -(a >> 100) - 1,
    a << 1000 >> 1000 == a,
)
print(
    int(str(a)) == a,
    int(hex(a), 16) == a,
    int(oct(b), 8) == b,
    int(bin(b), 2) == b,
    eval(repr(-a)) == -a,
    len(str(a)),
    len(f"{a:,}"),
    f"{a:x}"[:10],
    f"{a:e}",
    f"{a:.3g}",
    f"{b:>300}"[:60].strip() == "" or True,
)
print(
    float(2**100),
    float(3**200),
    int(float(2**70)) == 2**70,
    2**53 + 1.0,
    float(2**53 + 1),
    float(2**54 + 3),
    10**22 / 3,
    (10**400) // (10**390),
    10**400 / 10**398,
    a / b,
    b / a,
    (2**1023 * 2 - 1) / 2**1000,
)
for f in (
    lambda: float(10**309),
    lambda: 10**309 / 1,
    lambda: 10**309 * 1.0,
    lambda: 1.0 + 10**309,
    lambda: int("9" * 5000),
    lambda: 2**-10000,
    lambda: (10**309) ** 0.5,
    lambda: 0.0 < 10**309,
    lambda: 10**309 == float("inf"),
    lambda: -(10**309) > float("-inf"),
    lambda: round(10**30, -29),
    lambda: (10**309).__float__(),
    lambda: complex(10**309),
    lambda: math.sqrt(10**309),
    lambda: math.log(10**309),
    lambda: math.log2(2**5000),
    lambda: math.isqrt(10**100),
    lambda: math.gcd(6**100, 10**80),
    lambda: math.factorial(50),
    lambda: math.comb(200, 100),
    lambda: pow(3, 10**50, 10**20 + 39),
    lambda: pow(2, -1, 10**20 + 39),
    lambda: 5 ** (10**2) % 13,
    lambda: math.lcm(10**20, 15**10),
    lambda: math.perm(30, 20),
    lambda: math.trunc(1e300) % 1000,
    lambda: math.prod(range(1, 30)),
):
    import math

    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print([2**n for n in (30, 31, 32, 59, 60, 61, 62, 63, 64, 65, 127, 128)])
print([-(2**n) for n in (30, 31, 59, 60, 61, 62, 63, 64)], [2**n - 1 for n in (61, 62, 63, 64)])
edge = [2**61, 2**62, 2**63, 2**64]
for e in edge:
    for d in (-1, 0, 1):
        x = e + d
        print(
            x,
            -x,
            x + x,
            x - 1,
            x * 3,
            x // 3,
            x % 1000,
            -x // 7,
            -x % 7,
            x >> 1,
            x << 1,
            ~x,
            x & 0xFF,
            abs(-x) == x,
            hash(x),
            int(float(x)),
            x == float(x),
            sep=" ",
        )


def fact(n):
    return n * fact(n - 1) if n else 1


print(fact(60), sum(int(d) for d in str(fact(300))))


def fib(n):
    x, y = 0, 1
    for _ in range(n):
        x, y = y, x + y
    return x


print(fib(300), fib(1000) % 10**9)


def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x, y = y, (y + n // y) // 2
    return x


print(isqrt(2 * 10**100), sys.maxsize, sys.int_info.bits_per_digit if 0 else "", sys.maxsize + 1)


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = q * 10, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = (
                q * k,
                (2 * q + r) * x,
                t * x,
                k + 1,
                (q * (7 * k + 2) + r * x) // (t * x),
                x + 2,
            )
    return "".join(map(str, out))


print(pi_digits(150))


def is_prime(n):
    return pow(2, n - 1, n) == 1 and all(n % p for p in (3, 5, 7, 11))


print(is_prime(2**521 - 1), is_prime(2**523 - 1), (2**127 - 1) * (2**89 - 1))
print(
    (123456789**20).to_bytes(70, "little").hex(),
    int.from_bytes(bytes(range(1, 40)), "big"),
    (-a).to_bytes(120, "big", signed=True)[:4],
)
