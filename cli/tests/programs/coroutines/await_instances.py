"""Awaiting instances: what `__await__` may be, and what becomes of it when the class changes."""
import gc
import sys
import types
import warnings
import weakref


def drive(coro):
    """Runs a coroutine; returns what it yielded and what it returned."""
    seen = []
    try:
        while True:
            seen.append(coro.send(None))
    except StopIteration as e:
        return seen, e.value


def failing(make):
    async def wait():
        return await make()
    try:
        print(drive(wait()))
    except BaseException as e:
        print(type(e).__name__, e)


class Once:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        got = yield self.v
        return (self.v, got)


async def many(n):
    return [await Once(i) for i in range(n)]


print(drive(many(4)))


# The class changes between two awaits, at the same place.
async def changing():
    out = []
    for i in range(6):
        if i == 2:
            Once.__await__ = lambda self: iter([self.v, 'from a list'])
        elif i == 3:
            def other(self):
                yield 'other'
                return -self.v
            Once.__await__ = other
        elif i == 4:
            # An attribute of the instance does not count.
            once = Once(i)
            once.__await__ = lambda: iter(['never'])
            out.append(await once)
            continue
        elif i == 5:
            del Once.__await__
            try:
                await Once(i)
            except TypeError as e:
                out.append(str(e))
            continue
        out.append(await Once(i))
    return out


print(drive(changing()))


class Base:
    def __await__(self):
        yield 'base'
        return 'base'


class Derived(Base):
    pass


async def inherited():
    out = []
    for i in range(3):
        out.append(await Derived())
        if i == 0:
            def derived(self):
                yield 'derived'
                return 'derived'
            Derived.__await__ = derived
        else:
            del Derived.__await__
            def base(self):
                return (yield from ['new', 'base'])
            Base.__await__ = base
            Derived.__await__ = base
    return out


print(drive(inherited()))


class Static:
    @staticmethod
    def __await__():
        yield 'static'
        return 1


class Class:
    @classmethod
    def __await__(cls):
        yield cls.__name__
        return 2


class Callable:
    class Maker:
        def __call__(self):
            yield 'callable'
            return 3

    __await__ = Maker()


class Descriptor:
    class Getter:
        def __get__(self, instance, owner):
            def make():
                yield type(instance).__name__, owner.__name__
                return 4
            return make

    __await__ = Getter()


class Property:
    @property
    def __await__(self):
        return lambda: iter([5])


class Default:
    def __await__(self, extra='default'):
        yield extra
        return 6


class Star:
    def __await__(*args, **kwargs):
        yield len(args), kwargs
        return 7


class Iterator:
    def __await__(self):
        return self

    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration('left')
        self.left -= 1
        return self.left


class Plain:
    def __await__(self):
        return (n for n in (1, 2))


class Native:
    __await__ = [].__iter__


for case in Static, Class, Callable, Descriptor, Property, Default, Star, Iterator, Plain, Native:
    failing(case)


# What is wrong.
class Coroutine:
    async def __await__(self):
        return 1


class Number:
    def __await__(self):
        return 5


class Nothing:
    __await__ = None


class Needs:
    def __await__(self, more):
        yield more


class NoParameter:
    def __await__():
        yield


class Wrapped:
    @types.coroutine
    def __await__(self):
        yield 1


class AsyncGenerator:
    async def __await__(self):
        yield 1


class Raises:
    def __await__(self):
        raise KeyError('at once')


class RaisesLater:
    def __await__(self):
        yield 1
        raise KeyError('later')


class Missing:
    pass


with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    for case in (Coroutine, Number, Nothing, Needs, NoParameter, Wrapped, AsyncGenerator, Raises, RaisesLater, Missing,
                 lambda: 5, lambda: None, lambda: (x for x in ()), lambda: Missing):
        failing(case)
    gc.collect()


# Metaclasses, slots, and what derives from built-in types.
class Meta(type):
    def __await__(cls):
        yield 'meta'
        return cls.__name__


class WithMeta(metaclass=Meta):
    pass


class Slots:
    __slots__ = 'v', '__weakref__'

    def __await__(self):
        yield 'slots'
        return hasattr(self, 'v')


class List(list):
    def __await__(self):
        yield from self
        return sum(self)


failing(lambda: WithMeta)
failing(Slots)
failing(lambda: List([1, 2, 3]))


# Suspended in the middle, thrown into and closed.
class Guarded:
    log = []

    def __await__(self):
        try:
            yield 'first'
            yield 'second'
        except ValueError as e:
            self.log.append(f'caught {e}')
            yield 'after'
            return 'returned'
        finally:
            self.log.append('finally')


async def guarded():
    return await Guarded()


c = guarded()
print(c.send(None), c.throw(ValueError('thrown')))
try:
    c.send(None)
except StopIteration as e:
    print(e.value, Guarded.log)
c = guarded()
print(c.send(None), c.send(None))
c.close()
print(Guarded.log, c.cr_await)
c = guarded()
c.send(None)
print(type(c.cr_await).__name__, c.cr_await.__name__, c.cr_await.__qualname__)
del c
print(Guarded.log)


# The instance lives as long as it is needed, and no longer.
async def lives():
    once = Guarded()
    dies = weakref.ref(once)
    waits = once.__await__()
    next(waits)
    del once
    print(dies() is not None)
    del waits
    print(dies() is not None)
    slots = Slots()
    dies = weakref.ref(slots)
    print(await slots)
    del slots
    return dies() is None


print(drive(lives()))


class Noted(Once):
    def __await__(self):
        yield 'noted'

    def __del__(self):
        print('gone', self.v)


async def noted():
    for i in range(3):
        await Noted(i)
        print('awaited', i)


print(drive(noted()))


# The recursion limit.
class Deep:
    def __await__(self):
        return (yield from Deep().__await__())


async def deep():
    return await Deep()


try:
    deep().send(None)
except RecursionError as e:
    print(type(e).__name__)


class Endless:
    def __await__(self):
        return self.__await__()


async def endless():
    return await Endless()


try:
    drive(endless())
except RecursionError as e:
    print(e)


# A coroutine that is never awaited.
async def forgotten():
    await Once(1)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    forgotten()
    gc.collect()
for w in caught:
    print(w.category.__name__, w.message)


# Classes whose `__init__` changes while instances are made, and instances that outgrow what their class expects.
class Growing:
    def __init__(self, n):
        for i in range(n):
            setattr(self, f'a{i}', i)

    def __await__(self):
        yield len(vars(self))
        return sorted(vars(self).values())


async def growing():
    out = []
    for n in 0, 1, 9, 3, 20, 2, 70, 2:
        out.append(sum(await Growing(n)))
    Growing.__init__ = lambda self, n: None
    out.append(await Growing(3))
    Growing.__init__ = lambda self, *n: self.__dict__.update(b=n)
    out.append(await Growing(3))
    return out


print(drive(growing()))
print(sys.getrefcount(Growing) < 20)
