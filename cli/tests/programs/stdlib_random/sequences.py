# Seeded sequences are the same in every implementation.
import random

r = random.Random(42)
print(r.random(), r.randint(1, 100), r.randrange(0, 100, 7), r.choice("abcdef"), r.getrandbits(70), r.uniform(2, 3))
x = list(range(10))
r.shuffle(x)
print(x, r.sample(range(1000), 5), r.sample("abcdefghij", 8), r.sample(["a", "b"], counts=[3, 2], k=4))
print(r.choices("abc", k=8), r.choices([1, 2, 3], weights=[1, 5, 1], k=8), r.choices("xy", cum_weights=[1, 10], k=5), r.randbytes(5))
for name, args in (
    ("gauss", (0, 1)), ("gauss", (5, 2)), ("normalvariate", (0, 1)), ("lognormvariate", (0, 1)),
    ("expovariate", (2,)), ("triangular", (1, 5, 2)), ("triangular", ()), ("betavariate", (2, 3)),
    ("gammavariate", (0.5, 1)), ("gammavariate", (1, 1)), ("gammavariate", (3, 2)),
    ("vonmisesvariate", (1, 2)), ("vonmisesvariate", (1, 0)), ("paretovariate", (3,)), ("weibullvariate", (1, 2)),
):
    print(name, [round(getattr(r, name)(*args), 10) for _ in range(3)])
for seed in ("text", b"bytes", 3.5, -7, 2**100, None.__class__, True):
    try:
        print(random.Random(seed).random())
    except TypeError as error:
        print(error)
random.seed(1)
state = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(state)
print(first == [random.random() for _ in range(3)], state[0], len(state[1]))
random.seed("old", version=1)
print(random.random())
for bad in (
    lambda: r.choice([]), lambda: r.randrange(0), lambda: r.randrange(5, 5), lambda: r.randrange(1, 5, 0),
    lambda: r.sample({1, 2}, 1), lambda: r.sample([1], 2), lambda: r.choices([1, 2], weights=[1]),
    lambda: r.choices([1], weights=[0]), lambda: r.randint(2, 1), lambda: r.gammavariate(0, 1),
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)


class Fixed(random.Random):
    def random(self):
        return 0.75


f = Fixed()
print(f.randrange(10), f.choice("abcd"), f.sample(range(10), 3) if False else f.uniform(0, 4))
