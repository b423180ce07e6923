"""Short ways of the loop, and what they must leave to the general way: `append` as a statement, `super()` with a method, sums of tuples and
of instances, the truth of ints, `ord`."""
def f():
    out = []
    for i in range(3):
        out.append(i)
        out.append("x")
    class L(list):
        def append(self, x): super().append(x*2)
    l = L()
    l.append(i)
    l.append(5)
    class D: 
        def __init__(self): self.items=[]
        def go(self, x):
            self.items.append(x); self.items.append(None)
            return self.items
    print(out, l, D().go(4))
    try: (5).append(3)
    except AttributeError as e: print(e)
    import array, collections
    a = array.array('i'); a.append(4); print(a)
    d = collections.deque(); d.append(i); print(d)
    for v in (0,1,2,None,True,False,-5):
        if v and 1: print('t', end='')
        x = v or 7
        y = v and 8
        print(x, y, not v, 'w' if v else 'z')
f()
out=[]
out.append(1); out.append(out); print(out)
print(ord('a'), ord('é'), ord(b'x'))
try: ord('ab')
except TypeError as e: print(e)
def deep(n):
    t=()
    for i in range(n): t=(t,)
    return t
t=deep(20000); del t; print((1,)+(2,3), ()+(1,), (1,)+())
class A:
    x = 1
    def get(self): return 'A'
    def kw(self, a=1, *, b=2): return ('A', a, b)
    @classmethod
    def cm(cls): return ('cmA', cls.__name__)
    @staticmethod
    def sm(): return 'smA'
class B(A):
    def get(self): return 'B' + super().get()
    def kw(self, **k): return super().kw(**k, b=5)
    @classmethod
    def cm(cls): return super().cm()
    def cell(self):
        def inner(): return self
        inner()
        return super().get()
    def changed(self, n):
        out = []
        for i in range(n):
            out.append(super().get())
            if i == 2: A.get = lambda self: 'new'
            if i == 4: self = C()
            if i == 6:
                self = 5
        return out
    def shadow(self):
        self.get = lambda: 'own'
        return super().get()
    def noself():
        try: super().get()
        except RuntimeError as e: return str(e)
class C(B):
    def get(self): return 'C' + super().get()
class D(A):
    def get(self): return 'D' + super().get()
class E(C, D): pass
for _ in range(3):
    print(B().get(), C().get(), E().get(), E().cm(), C.cm(), B().kw(a=3), B().cell(), B().shadow(), B.noself())
try: B().changed(9)
except TypeError as e: print(e)
print(B().get(), E().get())
class M(type):
    def __call__(cls, *a): return ('m', super().__call__(*a))
class K(metaclass=M): pass
for _ in range(3): print(type(K()[1]).__name__)
_super = super
class S(A):
    def get(self):
        return super().get()
def super(*a): return A()
for _ in range(2): print(S().get())
del super
for _ in range(2): print(S().get())
class P(A):
    def get(self):
        for k in range(2):
            __class__
            r = super().get()
        return r
P.get.__closure__[0].cell_contents = B
try: print(P().get())
except TypeError as e: print(e)
import sys
ev=[]
def tr(f, e, a):
    ev.append((e, f.f_lineno - f.f_code.co_firstlineno)); return tr
b=C(); b.get()
sys.settrace(tr); b.get(); l=[]; l.append(1); sys.settrace(None); print(ev)
ev=[]
def pr(f,e,a): ev.append((e, a.__name__ if e.startswith('c_') else f.f_code.co_name))
def q(l):
    x=1
    l.append(x)
    b.get()
sys.setprofile(pr); q([]); sys.setprofile(None); print(ev)
class V:
    def __init__(s,x): s.x=x
    def __add__(s,o): return V(s.x+o.x)
    def __radd__(s,o): return 'radd'
    def __iadd__(s,o): s.x+=o.x; return s
class W(V):
    def __radd__(s,o): return 'wradd'
class X: pass
print((V(1)+V(2)).x, V(1)+W(2), 5+V(1))
v=V(1); v+=V(3); print(v.x)
for f in (lambda: X()+X(), lambda: X()+V(1), lambda: V(1)+5, lambda: X()*X(), lambda: V(1)*2):
    try: print(f())
    except (TypeError, AttributeError) as e: print(e)
