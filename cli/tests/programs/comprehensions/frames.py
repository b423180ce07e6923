"""What comprehensions without free variables show of themselves: they run on behalf of the function around them."""
import inspect
import sys
import traceback

LIMIT = 3


def names():
    made = [sys._getframe().f_code.co_name for _ in range(1)]
    made += [sys._getframe().f_code.co_qualname for _ in range(1)]
    made += [sys._getframe(1).f_code.co_name for _ in range(1)]
    made += [sorted(locals()) for x in range(1)]
    return made


def generators():
    g = (x for x in range(LIMIT))
    print(g.__name__, g.__qualname__, g.gi_code.co_name, g.gi_frame.f_code is g.gi_code, list(g))
    g.__name__ = 'renamed'
    print(g.__name__, g.__qualname__, repr(g).split(' at ')[0])


async def asynchronous():
    async def three():
        for i in range(3):
            yield i

    print([x async for x in three()], {x async for x in three()})
    g = (x async for x in three())
    print(g.__name__, g.__qualname__, [x async for x in g])


def renamed():
    return (x for x in 'ab'), [x for x in 'cd']


renamed.__name__ = renamed.__qualname__ = 'other'


class Body:
    size = [x * 2 for x in range(LIMIT)]
    text = {x: str(x) for x in size}
    inner = [[y for y in range(x)] for x in range(LIMIT)]


def fails():
    return [1 // x for x in range(-1, 2)]


def too_deep(n=0):
    return [too_deep() for _ in range(1)]


print(names())
generators()
import asyncio
asyncio.run(asynchronous())
print(renamed()[0].__qualname__, renamed()[1])
print(Body.size, Body.text, Body.inner)
try:
    fails()
except ZeroDivisionError:
    traceback.print_exc(file=sys.stdout)
try:
    too_deep()
except RecursionError:
    print('too deep')
exec("print([name for name in ('a', 'b')], {k for k in 'x'}, next(k for k in 'y'))", {'__name__': 'elsewhere'})
calls = []
sys.setprofile(lambda frame, event, arg: calls.append((event, frame.f_code.co_name)) if not event.startswith('c_') else None)
[x for x in (1, 2)]
sys.setprofile(None)
print(calls[:2])
print(inspect.getgeneratorstate(x for x in ()))
