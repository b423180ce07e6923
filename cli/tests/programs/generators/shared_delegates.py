# A generator that several others delegate to, or that is driven directly meanwhile; chains that are dropped or reentered.
import gc
def inner():
    while True:
        try: x = yield 1
        except ValueError: yield 'caught'
def over(x): yield from x
# drop outer while inner is shared
i=inner(); g=over(over(i)); print(next(g)); del g; gc.collect(); 
try: print(next(i))
except StopIteration: print('closed')
# deep chain, drive the middle
i=inner(); m=over(i); g=over(m); print(next(g), next(m), next(i), g.throw(ValueError), next(g), next(m))
def selfish():
    global s
    yield 1
    try: s.send(None)
    except ValueError as e: print(e)
    yield 2
s=selfish(); o=over(s); print(next(o), next(s))
s=selfish(); o=over(s); print(next(o), next(o))
s=selfish(); o=over(s); o2=over(s); print(next(o), next(o2))
def reenter():
    yield 1
    try: next(o3)
    except ValueError as e: print(e)
    yield 2
o3=over(reenter()); print(next(o3),next(o3))
import types
@types.coroutine
def sus(): return (yield 's')
async def c(): return await sus()
async def w(x): return await x
k=c(); k.send(None)
for _ in range(2):
    try: w(k).send(None)
    except RuntimeError as e: print(e)
try: k.send(5)
except StopIteration as e: print(e.value)
def fin(n):
    try: yield n
    finally: print('fin', n)
g=over(fin(1)); next(g); del g
g=over(over(fin(2))); next(g); del g
async def af():
    try: await sus()
    finally: print('af fin')
async def ao(): await af()
k=ao(); k.send(None); del k
print('end')
