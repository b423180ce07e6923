"""Closing generators and coroutines in each state, and what dies with them."""
import weakref
def g1():
    yield 1
def g2():
    try:
        yield 1
    finally:
        print('fin')
def g3(x):
    yield from x
class N:
    def __del__(self): print('del')
def g4(n):
    yield n
a = g1(); print(a.close(), a.close())
a = g1(); next(a); print(a.close(), list(a))
a = g2(); next(a); print(a.close())
i = g1(); a = g3(i); next(a); print(a.close(), list(i))
a = g4(N()); next(a); a.close(); print('after')
a = g4(N()); a.close(); print('after2')
c = g1().close; print(c(), c())
try: type(a).close(5)
except TypeError as e: print(e)
try: a.close(1)
except TypeError as e: print(e)
def run():
    try: me.close()
    except ValueError as e: print(e)
    yield
me = run(); next(me)
def h():
    yield
def w():
    b = h(); next(b)
    try: raise KeyError
    except KeyError:
        b.close()
        yield 5
print(list(w()))
async def co(): return 1
k = co(); k.close(); k.close()
try: k.send(None)
except RuntimeError as e: print(e)
x = g1(); r = weakref.ref(x); next(x); x.close(); del x; print(r() is None)
def s(): 
    return (1, 2)
    yield
for f in s(),:
    try: next(f)
    except StopIteration as e: print(e.value, e.args, e.__dict__); e.foo = 1; print(e.__dict__)
for k in range(3):
    try: next(s())
    except StopIteration as e: e.bar = k; print(vars(e))
