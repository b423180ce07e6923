"""Every iterator of itertools over native sources, generators and iterators of the program."""
import itertools as I
from itertools import *
def g(*xs):
    yield from xs
class It:
    def __init__(s,n): s.n=n
    def __iter__(s): return s
    def __next__(s):
        if s.n<=0: raise StopIteration
        s.n-=1; return s.n
def sh(*a):
    for x in a:
        try:
            print(list(x()))
        except Exception as e: print(type(e).__name__, e)
sh(lambda: chain('ab',[1,2],g(3,4),It(3)), lambda: chain.from_iterable(['ab',g(1,2),It(2)]), lambda: chain(1), lambda: chain([1],2), lambda: chain())
sh(lambda: chain.from_iterable(g('ab','c')), lambda: chain.from_iterable(5), lambda: chain(a=1))
sh(lambda: combinations('abcd',2), lambda: combinations(g(1,2,3),2), lambda: combinations([1],3), lambda: combinations([],0), lambda: combinations('abc',-1), lambda: combinations(iterable='abc',r=3), lambda: combinations('a'))
sh(lambda: combinations_with_replacement('abc',2), lambda: combinations_with_replacement([],0), lambda: combinations_with_replacement([],1), lambda: combinations_with_replacement(range(3),3))
sh(lambda: permutations('abc'), lambda: permutations('abcd',2), lambda: permutations('ab',3), lambda: permutations([],0), lambda: permutations('ab','x'), lambda: permutations('ab',-1))
sh(lambda: product('ab',[1,2]), lambda: product('ab',repeat=2), lambda: product(), lambda: product('ab',g()), lambda: product('ab',g(1,2),repeat=2), lambda: product('ab', repeat=-1), lambda: product(1), lambda: product('ab',repeat=0))
sh(lambda: compress('abcdef',[1,0,1,0,1,1]), lambda: compress(g(*'abc'),It(3)), lambda: compress('abc',5))
sh(lambda: dropwhile(lambda x:x<3,[1,2,3,1,2]), lambda: dropwhile(lambda x:x<3,g(1,2,3,1,2)), lambda: takewhile(lambda x:x<3,[1,2,3,1]), lambda: takewhile(lambda x:x<3,g(1,2,3,1)))
sh(lambda: filterfalse(None,[0,1,2,'',[]]), lambda: filterfalse(lambda x:x%2,range(8)), lambda: filterfalse(bool,g(0,1,None)))
sh(lambda: [(k,list(v)) for k,v in groupby('aaabbc')], lambda: [(k,list(v)) for k,v in groupby(range(10),lambda x:x//3)], lambda: [(k,list(v)) for k,v in groupby(g(1,1,2))], lambda: [k for k,v in groupby('aabbaa')], lambda: [(k,list(islice(v,1))) for k,v in groupby('aabbaa')])
class K:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return s.v//2==o.v//2
    def __repr__(s): return f'K{s.v}'
sh(lambda: [(k,list(v)) for k,v in groupby(map(K,range(5)))], lambda:[(k,list(v)) for k,v in groupby(range(5),K)])
gs=[v for k,v in groupby('aabb')]; print([list(x) for x in gs])
sh(lambda: islice('abcdefg',2), lambda: islice('abcdefg',2,None), lambda: islice('abcdefg',1,6,2), lambda: islice(count(),5), lambda: islice(g(*range(10)),2,8,3), lambda: islice(It(10),2,8,3), lambda: islice('abc'), lambda: islice('abc',-1), lambda: islice('abc',1,-1), lambda: islice('abc',-1,2), lambda: islice('abc',0,2,0), lambda: islice('abc','x'), lambda: islice('abc',1,2,3,4), lambda: islice('abc', 1.5, 2), lambda: islice(5, 2))
it=iter(range(10)); list(islice(it,3)); print(next(it)); list(islice(it,2,4)); print(next(it))
it=g(*range(10)); list(islice(it,3)); print(next(it)); list(islice(it,2,4)); print(next(it))
sh(lambda: pairwise('abcd'), lambda: pairwise(g(1,2,3)), lambda: pairwise([1]), lambda: pairwise([]), lambda: pairwise(It(4)))
sh(lambda: islice(repeat(7),3), lambda: repeat('x',2), lambda: repeat(1,-5), lambda: repeat(object=1,times=2))
print(repeat(3),repeat('a',4),count(),count(5),count(1,2),count(1.5,.5), repeat(1,5).__length_hint__(), count(1, True), count(True))
try: repeat(1).__length_hint__(); 
except TypeError as e: print(e)
sh(lambda: islice(count(10,-3),4), lambda: islice(count(1.5,.5),4), lambda: islice(count(2**61-2),4), lambda: islice(count('a'),3))

sh(lambda: starmap(pow,[(2,3),(3,2)]), lambda: starmap(lambda *a:a,g((1,2),[3],'xy')), lambda: starmap(pow,[1]), lambda: starmap(max, [[1,2],{3:1,4:2}]))
sh(lambda: accumulate([1,2,3]), lambda: accumulate('abc'), lambda: accumulate([1,2,3],lambda a,b:a*b), lambda: accumulate([1,2,3],initial=10), lambda: accumulate(g(1,2,3),lambda a,b:a-b), lambda: accumulate([],initial=None), lambda: accumulate([[1],[2]]), lambda: accumulate(g(1,2,3), initial=5), lambda: accumulate([1,'a']))
sh(lambda: zip_longest('abc',[1]), lambda: zip_longest('abc',g(1),It(2),fillvalue='-'), lambda: zip_longest(), lambda: zip_longest(1), lambda: zip_longest('a', foo=1))
a,b=tee(g(1,2,3)); print(list(a),list(b))
a,b,c=tee('abc',3); print(next(a),next(a),next(b),list(c),list(a),list(b))
print(tee([],0), len(tee([1],5)));
try: tee([1],-1)
except ValueError as e: print(e)
a,b=tee(range(200)); print(sum(a),sum(b))
a,b=tee(g(*range(200))); print(sum(a),sum(b))
a,=tee('abc',1); next(a); d=a.__copy__(); print(list(a),list(d))
def rec():
    yield next(x)
x,y=tee(rec()); 
try: next(x)
except RuntimeError as e: print(e)
sh(lambda: islice(cycle('abc'),7), lambda: islice(cycle(g(1,2)),5), lambda: cycle([]), lambda: islice(cycle(It(2)),5))
def mk():
    return [chain('ab','cd'), compress('abc',[1,1,1]), cycle('abc'), islice('abcdef',1,5,2), zip_longest('ab','c'), product('ab','cd'), combinations('abc',2), permutations('abc',2), combinations_with_replacement('ab',2), count(3), count(3,2), repeat(1,5), repeat(2), accumulate([1,2,3]), groupby('aab'), tee('abc')[0], starmap(pow,[(1,2),(2,2)]), takewhile(bool,[1,2]), dropwhile(bool,[0,1]), filterfalse(bool,[0,0])]
for n in range(3):
    for x in mk():
        for _ in range(n): 
            next(x,None)
        r = x.__reduce__()
        print(type(x).__name__, [type(z).__name__ for z in r], repr(r[2]) if len(r)>2 and type(x).__name__ not in('chain','tee','_tee') else '', [z for z in r[1] if not hasattr(z,'__next__') and not callable(z)])
        r=x.__reduce__(); y=r[0](*r[1]); len(r)>2 and r[2] is not None and y.__setstate__(r[2])
        print(list(islice(y,6)) if type(x).__name__!='groupby' else [(k,list(v)) for k,v in y])
class C(chain):
    def __next__(self): return super().__next__()*2
print(list(C('ab',[1])), C.from_iterable(['a']).__class__.__name__)
class N(count):
    def __init__(self,*a,**k): self.tag=1
n=N(5); print(n, next(n), n.tag)
for t in (chain,count,islice,groupby,tee,product): print(t.__name__, t.__module__, type(t).__name__)
print(list(zip(count(),'abc')), list(map(lambda a,b:a+b, count(), [1,2])), list(enumerate(islice(count(),2))))
try: pairwise('ab').__reduce__()
except TypeError as e: print(e)
print([x for x in dir(I) if not x.startswith('__')])
