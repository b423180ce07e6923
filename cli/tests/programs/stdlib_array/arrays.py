# Arrays of every type code: what they take and refuse, operators and methods.
import array
A=array.array
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
class I:
    def __index__(s): return 2
class F:
    def __float__(s): return 2.5
class E:
    def __eq__(s,o): return o==2
for c in 'bBuhHiIlLqQfd':
    for v in (0,-1,1.5,'a','ab',2**7,2**8,2**15,2**16,2**31,2**32,2**63,2**64,-2**7-1,-2**15-1,-2**31-1,-2**63-1,None,10**400,I(),F(),True):
        n=v if v!=10**400 and not isinstance(v,(I,F)) else 'other'
        try: print(c,n,A(c,[v]),end='; ')
        except Exception as e: print(c,n,type(e).__name__,e,end='; ')
    print()
t(lambda:A()); t(lambda:A(1)); t(lambda:A('z')); t(lambda:A('ii')); t(lambda:A('i',5)); t(lambda:A('i','abc')); t(lambda:A('u','abc')); t(lambda:A('i',A('u','ab'))); t(lambda:A('i',b'1234')); t(lambda:A('i',b'123')); t(lambda:A('i',typecode=1)); t(lambda:A('i',[1],2)); t(lambda: A('d',A('i',[1]))); t(lambda: A('i',A('d',[1.5]))); t(lambda: A('B',bytearray(b'ab'))); t(lambda:A('i',(x for x in (1,2)))); t(lambda:A('i',{1,2})); t(lambda:A('b',range(5)))
x=A('i',[1,2,3])
t(lambda:x[5]); t(lambda:x['a']); t(lambda:x.__setitem__(5,1)); t(lambda:x.__setitem__(slice(0,1),[1])); t(lambda:x.__setitem__(slice(0,1),A('d'))); t(lambda:x.__setitem__(slice(0,3,2),A('i',[1]))); t(lambda:x+[1]); t(lambda:x+A('d')); t(lambda:x*'a'); t(lambda:x.__iadd__([1])); t(lambda:x.extend(5)); t(lambda:x.extend(A('d'))); t(lambda:x.fromlist((1,))); t(lambda:x.fromlist([1,'a'])); t(lambda:x.pop(9)); t(lambda:A('i').pop()); t(lambda:x.remove(9)); t(lambda:x.index(9)); t(lambda:x.index(2,2)); t(lambda:x.frombytes(b'123')); t(lambda:x.frombytes('a')); t(lambda:x.fromunicode('a')); t(lambda:x.tounicode()); t(lambda:x.byteswap()); t(lambda:A('u','ab').tounicode()); t(lambda: x.__reduce_ex__(2)); t(lambda: x.__reduce_ex__(4)); t(lambda:x<A('d',[9.0])); t(lambda:x==[1]); t(lambda: x<[1]); t(lambda: memoryview(A('u','ab')).format); t(lambda: hash(x)); t(lambda: x.__deepcopy__({})); t(lambda:array._array_reconstructor(A,'i',8,b'1234')); t(lambda: x.insert('a',1)); t(lambda:x.count('a')); t(lambda: 'a' in x); t(lambda: type(iter(x)));t(lambda: iter(x).__reduce__()); t(lambda: A('u').append(5)); t(lambda: x.tofile(5)); t(lambda: x.fromfile(5,1)); t(lambda: x.__imul__(2)); t(lambda: x.buffer_info()[1]); t(lambda:A('u','a\0b')); t(lambda:A('d')); t(lambda: x.__iadd__(A('d'))); t(lambda: x.__mul__(2**70)); t(lambda:A('i',[1])*2**62);t(lambda: x.fromlist(5)); t(lambda: array.typecodes)
y=A('h',range(10)); print(y[2:5],y[::-2],y[I()],y[:I()],len(y),list(y),3 in y,E() in y,y.index(E()),y.count(E()),y[-1])
y[1:3]=A('h',[9]); print(y); y[::2]=y[1::2] if len(y)%2==0 else A('h',[0]*5); print(y); del y[1]; del y[::3]; print(y); y.append(I()); y.extend([I(),7]); y.extend(x*2 for x in range(3)); y.insert(0,I()); y.insert(-1,5); y.insert(99,6); print(y, y.pop(), y.pop(0), y); y.remove(E()); y.reverse(); print(y, y*2, 2*y, y*0, y*I(), y+y, y.tolist(), y.tobytes(), y.itemsize, y.typecode)
y*=2; y+=A('h',[1]); print(y, y==A('i',y), y!=A('h'), y<A('h',[1000]), y>=y, A('d',[float('nan')])==A('d',[float('nan')]))
m=memoryview(y); print(m.format,m.itemsize,m[0],m.shape)
try: y.append(1)
except BufferError as e: print(e)
m[0]=77; print(y[0]); m.release(); y.append(1)
for code,num,data in (('i',9,b'\0\0\0\1'),('d',17,b'\x3f\xf0\0\0\0\0\0\0'),('u',18,b'a\0'),('u',21,b'\0\0\0b'),('q',4,b'\xff\xff'),('B',1,b'\xff'),('i',99,b''),('z',1,b''),('i',1,'a'),('h',4,b'123')): t(lambda:array._array_reconstructor(A,code,num,data))
class Sub(A):
    def __new__(cls,*a,tag=None): 
        s=super().__new__(cls,*a); s.tag=tag; return s
s=Sub('i',[1,2],tag='t'); print(s,s.tag,type(s[:1]),type(s+s),s.__reduce_ex__(2))
import io
f=io.BytesIO(); A('h',[1,2,3]).tofile(f); f.seek(0); z=A('h'); z.fromfile(f,2); print(z)
try: z.fromfile(f,5)
except EOFError as e: print(e, z)
print(bytes(A('B',b'ab')), bytearray(A('h',[1])), b''.join([A('B',b'x'),b'y']), A('u','é😀'), repr(A('u','\'"')), sum(A('d',[.5,.5])), max(A('i',[3,9,2])), sorted(A('i',[3,1,2])))
it=iter(A('b',[1,2,3])); next(it); r=it.__reduce__(); print(r[0],r[2],list(it),it.__reduce__())
print([n for n in dir(A) if n[:2]!='__'], isinstance(A('b'), A))
