# The class that random.Random is built on.
import _random
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
R=_random.Random
t(lambda:R(1,2)); t(lambda:R(a=1)); t(lambda:R([])); t(lambda:R(1).getrandbits(-1)); t(lambda:R(1).getrandbits(0)); t(lambda:R(1).getrandbits(2**40));t(lambda:R(1).getrandbits('a'))
t(lambda:R(1).setstate(1)); t(lambda:R(1).setstate((1,)));t(lambda:R(1).setstate((1,)*624+(999,)));t(lambda:R(1).setstate((-1,)*625));t(lambda:R(1).setstate(('a',)*625));t(lambda:R(1).setstate((2**40,)*624+(1,)))
t(lambda:R(-5).random()); t(lambda:R(5).random());t(lambda:R(1.5).random());t(lambda:R(2**100).random()); t(lambda:R(0).getrandbits(100)); t(lambda: R(1).seed(1,2))
class H:
    def __hash__(s): return -77
class S(R):
    def __init__(s,*a,**k): pass
t(lambda:R(H()).random()); t(lambda:R((1,2)).random()); t(lambda: S(3,).random()); t(lambda: S(x=3).getrandbits(1) in (0,1))
r=R(7); s=r.getstate(); a=[r.random() for _ in range(5)]; r.setstate(s); print(a==[r.random() for _ in range(5)], len(s), s[:3]); r.seed(H()); print(r.random()); r.seed(); r.random()
