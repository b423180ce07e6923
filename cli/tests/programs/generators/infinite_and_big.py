from itertools import islice, count, takewhile


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def take(n, it):
    return [x for _, x in zip(range(n), it)]


print(
    take(5, naturals()),
    list(islice(naturals(), 2, 10, 3)),
    sum(takewhile(lambda x: x < 1000, naturals())),
)


def primes():
    ps = []
    for n in count(2):
        if all(n % p for p in takewhile(lambda p: p * p <= n, ps)):
            ps.append(n)
            yield n


print(take(10, primes()), next(islice(primes(), 500, None)))
many = [naturals() for _ in range(20_000)]
print(sum(next(g) for g in many), sum(next(g) for g in many))


def ring(n):
    def node(source):
        for x in source:
            yield x + 1

    it = iter(range(3))
    for _ in range(n):
        it = node(it)
    return list(it)


print(ring(100), ring(500))


def chain(n):
    def level(k):
        if k == 0:
            for i in range(100):
                yield i
        else:
            yield from level(k - 1)

    return sum(level(n))


print([chain(n) for n in (0, 1, 10, 100, 400)])


def permutations(l):
    if len(l) <= 1:
        yield l
    else:
        for i in range(len(l)):
            for p in permutations(l[:i] + l[i + 1 :]):
                yield [l[i]] + p


print(sum(1 for _ in permutations(list(range(6)))))
g = naturals()
for _ in range(100_000):
    next(g)
print(next(g))


def averager():
    total = n = 0
    avg = None
    while True:
        x = yield avg
        total += x
        n += 1
        avg = total / n


a = averager()
next(a)
print([a.send(x) for x in (10, 20, 60)])


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print(next(islice(fib(), 1000, None)))


def parse():
    stack, cur = [], []
    while True:
        t = yield
        if t == "(":
            stack.append(cur)
            cur = []
        elif t == ")":
            done = cur
            cur = stack.pop()
            cur.append(done)
        elif t is None:
            return cur
        else:
            cur.append(t)


p = parse()
next(p)
try:
    for t in [*"a(b(cd)e)f", None]:
        p.send(t)
except StopIteration as e:
    print(e.value)
