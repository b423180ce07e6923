# Every function of math and cmath over ordinary, extreme and unsuitable arguments.
import math, cmath
def t(f,*a,**k):
    try: print(getattr(f,'__name__',f), a, k, repr(f(*a,**k)))
    except Exception as e: print(getattr(f,'__name__',f), a,k, type(e).__name__, e)
vals=[0,1,-1,2,0.5,-0.5,1e308,-1e308,10**400,float('inf'),float('-inf'),float('nan'),3.7,-3.7,True,'x',5,10,170.5,1e-300]
for n in sorted(dir(math)):
    f=getattr(math,n)
    if n[0]=='_' or not callable(f): continue
    if n in ('factorial','cbrt'): continue
    if n in ('dist','fsum','prod','gcd','lcm','hypot','isclose','comb','perm'): continue
    for v in vals:
        t(f,v)
        if n in ('atan2','fmod','pow','copysign','remainder','nextafter','log','ldexp'):
            for w in vals[::2]: t(f,v,w)
for v in [0,5,20,25,-1,5.0,'a',True, 10**30]: t(math.factorial,v)
for a in [(5,2),(5,6),(-1,2),(5,-2),(10**20,2),(5.0,2),(100,50),(0,0)]: t(math.comb,*a); t(math.perm,*a)
t(math.perm,5); t(math.perm,5,None); t(math.perm,-5); t(math.comb,5); t(math.isqrt,-1); t(math.isqrt,10**40); t(math.isqrt,2.0)
t(math.gcd); t(math.gcd,12,18,-30); t(math.gcd,0,0); t(math.gcd,1.5,2); t(math.lcm); t(math.lcm,4,6,10); t(math.lcm,0,5); t(math.gcd,2**200,2**100*3)
t(math.hypot); t(math.hypot,3,4); t(math.hypot,1,2,3.5); t(math.hypot,'a'); t(math.hypot,float('inf'),float('nan')); t(math.dist,[1,2],(4,6)); t(math.dist,(1,),(1,2)); t(math.dist,1,2); t(math.dist,[1,2],'ab')
t(math.fsum,[.1]*10); t(math.fsum,[1e308,1e308]); t(math.fsum,[float('inf'),-float('inf')]); t(math.fsum,['a']); t(math.fsum,5)
t(math.prod,[1,2,3]); t(math.prod,[1,2,3.5],start=2); t(math.prod,[]); t(math.prod,['a',3]); t(math.prod,[[1],2]); t(math.prod,5); t(math.prod,range(1,30))
t(math.isclose,1,1+1e-10); t(math.isclose,1,2,rel_tol=1); t(math.isclose,1,2,abs_tol=-1); t(math.isclose,1); t(math.isclose,a=1,b=1)
class F:
    def __float__(s): return 2.0
    def __floor__(s): return 'fl'
    def __ceil__(s): return 'ce'
    def __trunc__(s): return 'tr'
class I:
    def __index__(s): return 3
class B:
    def __float__(s): return 'x'
class C:
    def __complex__(s): return 1+2j
class M:
    def __init__(s,v): s.v=v
    def __mul__(s,o): return M(s.v*10)
    __rmul__=__mul__
    def __repr__(s): return f'M{s.v}'
for f in (math.sqrt,math.floor,math.ceil,math.trunc,math.isnan,math.gcd,math.factorial,math.hypot):
    for c in (F,I,B): 
        try: print(f.__name__, c.__name__, f(c()))
        except Exception as e: print(f.__name__, c.__name__, type(e).__name__, e)
print(math.fsum([F(),I()]), math.dist([F()],[I()]), math.prod([M(1),2]), math.comb(I(),2), math.perm(I(),I()), math.ldexp(F(),2), math.pow(F(),I()))
cv=[0,1,-1,1j,-1j,1+1j,0.5,-2.5+3j,complex('inf'),complex('nan'),complex(0,float('inf')),complex(-0.0,0.0),1e308+1e308j,'a',True,10**400]
for n in sorted(dir(cmath)):
    f=getattr(cmath,n)
    if n[0]=='_' or not callable(f): continue
    if n in('rect','isclose'): continue
    for v in cv: t(f,v)
    for c in (F,I,C,B):
        try: print(n, c.__name__, f(c()))
        except Exception as e: print(n, c.__name__, type(e).__name__, e)
t(cmath.log,8,2); t(cmath.log,1j,C()) if 0 else None; t(cmath.rect,1,2); t(cmath.rect,float('inf'),0); t(cmath.rect,1j,2); t(cmath.isclose,1,1+1e-10j); t(cmath.isclose,1,1,rel_tol=-1); t(cmath.log,0); t(cmath.log,1,0); t(cmath.log, 2, 1)
t(math.sqrt); t(math.sqrt,1,2); t(math.pow,1); t(math.floor); t(math.gcd,a=1); t(math.sqrt,x=1); t(cmath.sqrt)
print(math.pi,math.e,math.tau,math.inf,math.nan,cmath.infj,cmath.nanj, math.__doc__)
print([n for n in dir(math) if n[0]!='_'], [n for n in dir(cmath) if n[0]!='_'])
