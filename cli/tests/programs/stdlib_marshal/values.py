# Values written and read by marshal, and bytes that mean nothing.
import io, marshal
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
vals=(None,True,False,...,0,5,-5,255,2**31,-2**31-1,2**61,-2**100,2**15-1,2**15,10**50,1.5,-0.0,float('inf'),1j,2.5-3j,'a','é','\ud800','x'*300,b'ab',(),(1,),(1,(2,[3,{4:5}])),[1],{1:2,'a':[None]},{1},{1,2,3},frozenset([1]),StopIteration,('a','a'),tuple(range(300)))
for v in vals:
    for ver in range(5):
        b=marshal.dumps(v,ver); r=marshal.loads(b)
        if repr(r)!=repr(v) or type(r) is not type(v): print('differs',ver,v,r)
    f=io.BytesIO(); marshal.dump(v,f); f.write(b'rest'); f.seek(0)
    if repr(marshal.load(f))!=repr(v) or f.read()!=b'rest': print('load',v)
for v in (None,True,...,5,-5,2**31,-2**31-1,2**100,1.5,1j,'x y'*100,b'ab',(1,),(),StopIteration):
    print(marshal.dumps(v,2))
for v in (1,[1,'b c'],(1,2),{1:2}):
    for ver in range(3): print(marshal.dumps(v,ver))
t(lambda: marshal.dumps(object())); t(lambda:marshal.dumps([object()])); t(lambda:marshal.loads(b'')); t(lambda:marshal.loads(b'i')); t(lambda:marshal.loads(b'?')); t(lambda:marshal.loads('a')); t(lambda:marshal.loads(b'N...'));t(lambda:marshal.loads(b'0'));t(lambda:marshal.loads(b'[\1\0\0\0')); t(lambda:marshal.loads(b'r\0\0\0\0')); t(lambda:marshal.loads(b'l\1\0\0\0\xff\xff'));t(lambda:marshal.loads(b's\xff\xff\xff\xff')); t(lambda:marshal.loads(marshal.dumps(bytearray(b'a'))));t(lambda:marshal.dumps(range(3))); t(lambda:marshal.dump(1,5)); t(lambda:marshal.load(5)); t(lambda: marshal.loads(b'x')); t(lambda:marshal.load(io.BytesIO(b''))); t(lambda:marshal.load(io.BytesIO(b'i12'))); t(lambda:marshal.load(io.StringIO('a')))
a=[]; a.append(a); t(lambda: marshal.loads(marshal.dumps(a)))
s='shared text'; x=[s,s,(s,)]; y=marshal.loads(marshal.dumps(x)); print(y, y[0] is y[1] is y[2][0])
l=[]
for i in range(3000): l=[l]
t(lambda: marshal.dumps(l))
class I(int): pass
class L(list): pass
t(lambda:marshal.dumps(I(1))); t(lambda:marshal.dumps(L()))
def f(a,b=2): return a+b
c=marshal.loads(marshal.dumps(f.__code__)); print(c.co_name,c.co_varnames,type(f)(c,{},'g',(5,))(1))
exec(marshal.loads(marshal.dumps(compile('print("from code", [i*i for i in range(4)])','<s>','exec'))))
print(marshal.version)
