"""`with` and `async with`: what their methods may be, and what becomes of it when the class changes."""
import gc
import sys
import warnings
import weakref


def drive(coro):
    seen = []
    try:
        while True:
            seen.append(coro.send(None))
    except StopIteration as e:
        return seen, e.value


def name(x):
    return x.__name__ if isinstance(x, type) else type(x).__name__


class Pause:
    def __await__(self):
        got = yield 'pause'
        return got


class Both:
    def __enter__(self):
        return 'entered'

    def __exit__(self, kind, e, tb):
        print('left', name(kind), e, name(tb))

    async def __aenter__(self):
        await Pause()
        return 'aentered'

    async def __aexit__(self, kind, e, tb):
        await Pause()
        print('aleft', name(kind), e, name(tb))


async def usual():
    with Both() as a:
        print(a)
    async with Both() as b:
        print(b)
    for i in range(3):
        with Both():
            if i == 1:
                continue
            async with Both() as c, Both() as d:
                if i == 2:
                    break
    try:
        with Both():
            async with Both():
                raise ValueError('inside')
    except ValueError as e:
        print('came out', e)
    with Both():
        async with Both():
            return 'returned'


print(drive(usual()))


# The class changes between two blocks, at the same place, and inside of one.
class Changing:
    def __enter__(self):
        return 1

    def __exit__(self, *exc):
        print('first exit')

    async def __aenter__(self):
        return 1

    async def __aexit__(self, *exc):
        print('first aexit')


async def changing():
    for i in range(4):
        with Changing() as x:
            async with Changing() as y:
                print(i, x, y)
                if i == 1:
                    # The ways out are found before the block.
                    Changing.__exit__ = lambda self, *exc: print('second exit')
                    async def out(self, *exc):
                        print('second aexit')
                    Changing.__aexit__ = out
                    Changing.__enter__ = lambda self: 2
                    async def into(self):
                        return 2
                    Changing.__aenter__ = into
                if i == 2:
                    del Changing.__exit__
    return 'not reached'


try:
    print(drive(changing()))
except TypeError as e:
    print(e)


# An attribute of the instance does not count.
class Own(Both):
    def __init__(self):
        self.__enter__ = self.__exit__ = self.__aenter__ = self.__aexit__ = None


async def own():
    with Own() as a:
        pass
    async with Own() as b:
        pass
    return a, b


print(drive(own()))


def both(cls):
    """A block with an instance of the class, left in both ways."""
    for e in None, KeyError('x'):
        try:
            with cls() as x:
                print(cls.__name__, x)
                if e:
                    raise e
        except BaseException as e:
            print(type(e).__name__, e)


async def both_async(cls):
    for e in None, KeyError('x'):
        try:
            async with cls() as x:
                print(cls.__name__, x)
                if e:
                    raise e
        except BaseException as e:
            print(type(e).__name__, e)


class Static:
    @staticmethod
    def __enter__():
        return 'static'

    @staticmethod
    def __exit__(kind, e, tb):
        print(name(kind))
        return True


class Class:
    @classmethod
    def __enter__(cls):
        return cls.__name__

    @classmethod
    def __exit__(cls, *exc):
        print(cls.__name__, len(exc))


class Callable:
    class Way:
        def __init__(self, what):
            self.what = what

        def __call__(self, *args):
            print(self.what, [name(a) for a in args])
            return self.what

    __enter__ = Way('in')
    __exit__ = Way('out')


class Descriptor:
    class Way:
        def __init__(self, what):
            self.what = what

        def __get__(self, instance, owner):
            return lambda *args: print(self.what, name(instance), name(owner), [name(a) for a in args])

    __enter__ = Way('in')
    __exit__ = Way('out')


class Property:
    @property
    def __enter__(self):
        return lambda: 'property'

    @property
    def __exit__(self):
        return lambda *exc: print(len(exc))


class IsClass:
    class __enter__:
        def __repr__(self):
            return 'an instance'

    class __exit__:
        def __init__(self, *exc):
            print([name(a) for a in exc])


class Native:
    log = []
    __enter__ = log.copy
    __exit__ = lambda self, *exc: self.log.append(len(exc))


class Default:
    def __enter__(self, extra=1):
        return extra

    def __exit__(self, kind, e=2, tb=3, more=4):
        print(more)


class Bound:
    __enter__ = 'text'.upper
    __exit__ = print


for case in Static, Class, Callable, Descriptor, Property, IsClass, Native, Default, Bound:
    if case is not Bound:
        both(case)
with Bound() as x:
    print(x)


class AsyncStatic:
    @staticmethod
    async def __aenter__():
        return 'static'

    @staticmethod
    async def __aexit__(kind, e, tb):
        print(name(kind))
        return True


class AsyncClass:
    @classmethod
    async def __aenter__(cls):
        return cls.__name__

    @classmethod
    async def __aexit__(cls, *exc):
        print(cls.__name__, len(exc))


class AsyncCallable:
    class Way:
        def __init__(self, what):
            self.what = what

        async def __call__(self, *args):
            await Pause()
            print(self.what, [name(a) for a in args])
            return self.what

    __aenter__ = Way('in')
    __aexit__ = Way('out')


class AsyncDescriptor:
    class Way:
        def __init__(self, what):
            self.what = what

        def __get__(self, instance, owner):
            async def way(*args):
                print(self.what, name(instance), name(owner), [name(a) for a in args])
            return way

    __aenter__ = Way('in')
    __aexit__ = Way('out')


class Awaitables:
    def __aenter__(self):
        return Pause()

    def __aexit__(self, *exc):
        return Pause()


for case in AsyncStatic, AsyncClass, AsyncCallable, AsyncDescriptor, Awaitables:
    print(drive(both_async(case)))


# What is wrong.
class Nothing:
    pass


class NoExit:
    def __enter__(self):
        pass

    async def __aenter__(self):
        pass


class NoEnter:
    def __exit__(self, *exc):
        pass

    async def __aexit__(self, *exc):
        pass


class IsNone:
    __enter__ = __exit__ = __aenter__ = __aexit__ = None


class Arguments:
    def __enter__(self, more):
        pass

    def __exit__(self):
        pass

    async def __aenter__(self, more):
        pass

    async def __aexit__(self):
        pass


class ExitArguments(Arguments):
    def __enter__(self):
        return 'in'

    async def __aenter__(self):
        return 'in'


class NotAwaitable:
    def __aenter__(self):
        return 5

    def __aexit__(self, *exc):
        return 5


class ExitNotAwaitable(NotAwaitable):
    async def __aenter__(self):
        return 'in'


class Raises:
    def __enter__(self):
        raise KeyError('enter')

    def __exit__(self, *exc):
        print('not called')

    async def __aenter__(self):
        raise KeyError('aenter')

    async def __aexit__(self, *exc):
        print('not called')


class ExitRaises:
    def __enter__(self):
        return 'in'

    def __exit__(self, kind, e, tb):
        raise IndexError('exit')

    async def __aenter__(self):
        return 'in'

    async def __aexit__(self, kind, e, tb):
        raise IndexError('aexit')


class Swallows:
    def __enter__(self):
        return 'in'

    def __exit__(self, *exc):
        return [exc]

    async def __aenter__(self):
        return 'in'

    async def __aexit__(self, *exc):
        return [exc]


class BadTruth(Swallows):
    class Truth:
        def __bool__(self):
            raise OSError('truth')

    def __exit__(self, *exc):
        return self.Truth()

    async def __aexit__(self, *exc):
        return self.Truth()


for case in Nothing, NoExit, NoEnter, IsNone, Arguments, ExitArguments, Raises, ExitRaises, Swallows, BadTruth:
    both(case)
for case in (Nothing, NoExit, NoEnter, IsNone, Arguments, ExitArguments, NotAwaitable, ExitNotAwaitable, Raises,
             ExitRaises, Swallows, BadTruth):
    print(drive(both_async(case)))
for value in 5, None, 'text', Nothing:
    try:
        with value:
            pass
    except TypeError as e:
        print(e)


# What is on the way out through nested blocks.
class Number:
    def __init__(self, n, swallow=False):
        self.n = n
        self.swallow = swallow

    def __enter__(self):
        return self.n

    def __exit__(self, kind, e, tb):
        print('exit', self.n, name(kind))
        return self.swallow

    async def __aenter__(self):
        return await Pause()

    async def __aexit__(self, kind, e, tb):
        await Pause()
        print('aexit', self.n, name(kind))
        return self.swallow


def nested(how):
    for i in range(2):
        with Number(1) as a, Number(2, True) as b:
            try:
                with Number(3) as c:
                    if how == 'return':
                        return a + b + c
                    if how == 'break':
                        break
                    if how == 'continue':
                        continue
                    if how == 'raise':
                        raise ValueError(how)
            finally:
                print('finally', i)
    else:
        return 'else'
    return 'end'


for how in 'return', 'break', 'continue', 'raise', 'nothing':
    print(nested(how))


def generator():
    with Number('g') as n:
        try:
            got = yield n
            print('got', got)
            with Number('h'):
                yield 'inner'
        except ValueError as e:
            print('caught', e)
            yield 'after'


g = generator()
print(next(g), g.send(1), g.throw(ValueError('in')))
g.close()
g = generator()
next(g)
g.send(2)
del g


async def suspended():
    async with Number('s') as s:
        print('sent', s)
        await Pause()
        return 'end'


c = suspended()
c.send(None)
print(c.send('value'))
try:
    c.throw(ValueError('thrown'))
    print('waits in aexit')
    c.send(None)
except ValueError as e:
    print('out', e, e.__context__)
c = suspended()
c.send(None)
c.close()
c = suspended()
c.send(None)
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)
c.close()
del c

# The object and its way out live until the block is over, and no longer.
def lifetime():
    n = Number(7)
    dies = weakref.ref(n)
    with n:
        del n
        print(dies() is not None)
    print(dies() is None)
    for i in range(2):
        with Number(8 + i) as x:
            pass
    return sys.exc_info()


print(lifetime())


class Noted(Number):
    def __del__(self):
        print('gone', self.n)


def noted():
    for i in range(2):
        with Noted(i):
            print('in', i)
        print('after', i)
    try:
        with Noted(2):
            raise KeyError
    except KeyError:
        print('caught')
    with Noted(3):
        return


noted()

# The recursion limit, on the way in and out.
class Deep:
    depth = 0

    def __enter__(self):
        Deep.depth += 1
        with Deep():
            pass

    def __exit__(self, *exc):
        print('not reached')


try:
    with Deep():
        pass
except RecursionError as e:
    print(type(e).__name__, Deep.depth > 100)

# Coroutines of ways in and out that nobody awaits.
class Lazy:
    async def __aenter__(self):
        return 1

    def __aexit__(self, *exc):
        return self.leave()

    async def leave(self):
        return True


async def lazy():
    async with Lazy() as x:
        raise ValueError


print(drive(lazy()))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    Lazy().__aenter__()
    Lazy().__aexit__()
    gc.collect()
for w in caught:
    print(w.category.__name__, w.message)
