"""Built-in iterators whose steps run the program's code: errors, ends, steps within steps, and what they keep alive."""

import gc
import itertools
import weakref


class Steps:
    """An iterator without `__iter__`, behind an iterable."""

    def __init__(self, *items):
        self.items = list(items)

    def __iter__(self):
        outer = self

        class Bare:
            def __next__(self):
                if not outer.items:
                    raise StopIteration
                return outer.items.pop(0)

        return Bare()


def makers():
    yield "map", lambda s: map(str, s)
    yield "map 2", lambda s: map(lambda a, b: (a, b), s, Steps("x", "y", "z"))
    yield "filter", lambda s: filter(lambda x: x != 2, s)
    yield "filter None", lambda s: filter(None, s)
    yield "enumerate", lambda s: enumerate(s, 5)
    yield "zip", lambda s: zip(s, Steps("x", "y", "z"))
    yield "zip short", lambda s: zip(s, Steps("x"))
    yield "chain", lambda s: itertools.chain(s, Steps(7, 8))
    yield "from_iterable", lambda s: itertools.chain.from_iterable([s, Steps(9)])
    yield "accumulate", lambda s: itertools.accumulate(s)
    yield "accumulate f", lambda s: itertools.accumulate(s, lambda a, b: a * 10 + b)
    yield "takewhile", lambda s: itertools.takewhile(lambda x: x < 3, s)
    yield "dropwhile", lambda s: itertools.dropwhile(lambda x: x < 2, s)
    yield "filterfalse", lambda s: itertools.filterfalse(lambda x: x == 2, s)
    yield "starmap", lambda s: itertools.starmap(lambda a, b: a - b, zip(s, Steps(10, 20, 30)))
    yield "islice", lambda s: itertools.islice(s, 2)


for name, make in makers():
    print(name, list(make(Steps(1, 2, 3))), list(make(x for x in (0, 1, 2, 3))))
    it = make(Steps(1, 2, 3))
    print(" ", next(it, "end"), [x for x in it], next(it, "end"))


def failing(at, error):
    def f(x):
        if x == at:
            raise error
        return x

    return f


for error in (ValueError("no"), StopIteration("stop"), RuntimeError("run"), GeneratorExit("exit")):
    for name, make in (
        ("map", lambda: map(failing(2, error), iter([1, 2, 3, 4]))),
        ("filter", lambda: filter(failing(2, error), iter([1, 2, 3, 4]))),
        ("takewhile", lambda: itertools.takewhile(failing(2, error), iter([1, 2, 3, 4]))),
        ("starmap", lambda: itertools.starmap(failing(2, error), [(1,), (2,), (3,)])),
        ("accumulate", lambda: itertools.accumulate([1, 2, 3], lambda a, b: failing(2, error)(b))),
    ):
        it, got = make(), []
        for _ in range(3):
            try:
                for x in it:
                    got.append(x)
                got.append("end")
            except BaseException as e:
                got.append(type(e).__name__)
        print(name, got)
        try:
            print(list(make()))
        except BaseException as e:
            print(type(e).__name__, e.args, e is error, e.__cause__, e.__context__)


def source():
    yield 1
    raise KeyError("source")


for make in (lambda: map(str, source()), lambda: enumerate(source()), lambda: zip(source(), source())):
    it = make()
    print(next(it))
    for _ in range(2):
        try:
            print(next(it))
        except BaseException as e:
            print(type(e).__name__, e.args)

# A step within a step.
depth = []


def nested(x):
    if len(depth) < 2:
        depth.append(x)
        return x, next(numbers)
    return x


numbers = map(nested, iter(range(6)))
print(list(numbers))
sums = itertools.accumulate(iter(range(1, 8)), lambda a, b: a + (next(sums) if b == 3 else b))
print(list(sums))

# What has been handed out is not kept, and neither is what is over.


class Thing:
    pass


for make in (
    lambda: map(lambda x: x, (Thing() for _ in range(3))),
    lambda: filter(lambda x: True, (Thing() for _ in range(3))),
    lambda: itertools.takewhile(lambda x: True, (Thing() for _ in range(3))),
    lambda: itertools.chain((Thing() for _ in range(3)), ()),
    lambda: itertools.islice((Thing() for _ in range(3)), 3),
):
    it = make()
    for thing in it:
        seen = weakref.ref(thing)
        del thing
        print(seen() is None, end=" ")
    print()


def closed():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


for make in (
    lambda: map(str, closed()),
    lambda: enumerate(closed()),
    lambda: itertools.chain(closed(), [3]),
    lambda: itertools.accumulate(closed()),
    lambda: itertools.takewhile(bool, closed()),
):
    it = make()
    print(next(it))
    del it
    print("dropped")

# A cycle through the function of a map that has begun.


class Holder:
    pass


holder = Holder()
holder.it = map(lambda x: (holder, x), iter([1, 2]))
holder.it = map(lambda x, holder=holder: x, (x for x in [1, 2]))
print(next(holder.it))
gone = weakref.ref(holder)
del holder
gc.collect()
print(gone() is None)
