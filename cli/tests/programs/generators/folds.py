"""sum(), any() and all() over generators: every way in which one yields, ends, fails, or looks around meanwhile."""
import asyncio
import gc
import inspect
import sys
import traceback
from greenlet import greenlet, getcurrent


def g(*xs):
    for x in xs: yield x
print(sum(g()), sum(g(1,2,3)), sum(g(1,2.5)), sum(g(0.5, 1, True)), sum(g(2**61-1, 2**61-1, 2**61)), sum(g(2**62, 1)))
print(sum(-0.0 for _ in range(3)), sum(x > 3 for x in range(10)))
print(any(g()), all(g()), any(g(0,'',[],1,2)), all(g(1,'a',[1])), all(g(1,0,5)), any(g(None, False)))
class A:
    def __init__(s, v): s.v = v
    def __radd__(s, o): return ('radd', o, s.v)
    def __bool__(s): print('bool', s.v); return s.v > 2
try: sum(g(1, A(2)))
except TypeError as e: print(e)
print(sum(g(A(2))))
print(any(A(x) for x in range(6)), all(A(5 - x) for x in range(6)))
try: sum(g(1, 'a'))
except TypeError as e: print(e)
try: sum(x for x in [1, 2, 'a', 4])
except TypeError as e: print(e)
def bad():
    yield 1
    yield 2
    raise ValueError('x')
try: sum(bad())
except ValueError: traceback.print_exc(file=sys.stdout)
def boom():
    for f in (any, all, sum):
        try: print(f(1 / x for x in (1, 0) if f is not any) )
        except ZeroDivisionError as e:
            print(f.__name__, [t.name for t in traceback.extract_tb(e.__traceback__)])
boom()
# generator kept, partly consumed
k = g(1, 0, 3, 4)
print(all(k), list(k))
k = g(1, 2, 3); next(k)
print(sum(k), list(k))
def fin(log):
    try:
        yield 0
        yield 1
        yield 2
    finally: log.append('closed')
log = []
print(any(fin(log)), log)
f = fin(log); print(any(f), log); f.close(); print(log)
print(sum(fin(log)), log)
# delegation
def deleg():
    x = yield from g(1, 2, 3)
    yield 10
    return 5
print(sum(deleg()), any(deleg()))
# nested sums and sends seen inside
def inner():
    r = yield 1
    print('sent', r)
    yield sum(x for x in range(5))
print(sum(inner()))
# itself
def selfsum():
    yield 1
    try: sum(me)
    except ValueError as e: print(e)
    yield 2
me = selfsum(); print(sum(me))
def state():
    yield 1
    print(inspect.getgeneratorstate(st), st.gi_running, sys._getframe(1).f_code.co_name)
    yield 2
st = state(); print(sum(st), inspect.getgeneratorstate(st))
def caller(): return sum(state2())
def state2():
    yield sys._getframe(1).f_code.co_name == 'caller'
print(caller())
# coroutine inside
async def co():
    async def n(): 
        await asyncio.sleep(0); return 3
    t = [asyncio.ensure_future(n()) for _ in range(3)]
    await asyncio.gather(*t)
    return sum(x.result() for x in t)
print(asyncio.run(co()))
main = getcurrent()
def sw():
    for i in range(3):
        yield main.switch(i)
gr = greenlet(lambda: sum(sw()))
v = gr.switch()
while not gr.dead:
    v = gr.switch(v * 10)
print(v)
gr = greenlet(lambda: sum(sw())); gr.switch()
try: gr.throw(KeyError('k'))
except KeyError as e: print('thrown', e)
gr = greenlet(lambda: any(sw())); gr.switch(); del gr; gc.collect()
ev = []
def tr(frame, event, arg):
    if frame.f_code.co_name in ('g', 'traced'): ev.append((frame.f_code.co_name, event))
    return None
def traced():
    return sum(g(1, 2))
sys.setprofile(tr); traced(); sys.setprofile(None)
print(ev)
def settrace_inside():
    yield 1
    sys.setprofile(tr)
    yield 2
    yield 3
ev.clear(); print(sum(settrace_inside())); sys.setprofile(None); print(ev)
sys.setrecursionlimit(300)
def deep(n): return sum(deep(n - 1) for _ in range(1)) if n else 1
print(deep(20))
try: deep(1000)
except RecursionError: print('RecursionError')
class S(int): pass
print(type(sum(g(S(1), S(2)))), sum(g(S(1), S(2))))
print(sum(g([1], [2]), []))
def early():
    return any(x == 3 for x in range(10)) , all(x < 3 for x in range(10))
print(early())
print(sum(sum(x for x in range(n)) for n in range(10)))
