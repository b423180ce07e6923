"""What programs return from `__len__`, `__contains__`, `__hash__` and `__eq__`, `**` of a dict in calls, and keys of sorts."""

class A:
    def __init__(s,n): s.n=n
    def __len__(s): return s.n
    def __contains__(s,x): return s.n
    def __eq__(s,o): return NotImplemented if s.n==5 else s.n==o.n
    def __hash__(s): return s.n
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class I:
    def __index__(s): return 3
for n in (0,3,-1,2.5,None,True,I(),2**70): t(lambda: len(A(n)))
for n in (0,3,None,"x",A(0),A(2)): t(lambda: (1 in A(n), 1 not in A(n)))
for n in (0,-1,2**80,2.5,True): t(lambda: hash(A(n)))
t(lambda: (A(1)==A(1), A(1)!=A(1), A(5)==A(5), A(1)==3))
d={A(1):1, A(2):2}
d[A(1)]=5
d[A(4)]=6
t(lambda: [(k.n,v) for k,v in d.items()])
def g(*a, **k): k['z']=1; return a, k
kw={'x':1}
t(lambda: (g(1,**kw), kw))
t(lambda: (g(**kw), kw))
def h(x, y=2, **k): return x,y,k
t(lambda: h(**kw))
t(lambda: h(1,**kw))
t(lambda: h(1,**{'q':2,'y':3}))
t(lambda: h(**{1:2}))
t(lambda: dict(**kw))
t(lambda: "{x}".format(**kw))
t(lambda: print(1,2,**{'sep':'-'}))
t(lambda: sorted([3,1,2],key=lambda x:-x))
t(lambda: sorted("bca",key=str.upper,reverse=True))
t(lambda: sorted([3,1],key=lambda x:1/0))
t(lambda: sorted([A(1),A(2)],key=lambda a:a))
t(lambda: [x.n for x in sorted([A(2),A(1)],key=len)])
t(lambda: sum([1,2.5,True]))
t(lambda: sum([2**61,2**61,2**62]))
t(lambda: sum([1.0,2**60]))
t(lambda: sum({1,2}))
t(lambda: sum([[1],[2]],[]))
t(lambda: min(1,"a"))
t(lambda: max())
t(lambda: min([],))
t(lambda: max(3,1.0,True))
t(lambda: (type(1), type(A)))
