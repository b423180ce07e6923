# Every function of struct, and what it refuses.
import _struct
from struct import Struct as S
def t(f):
    try: print(f())
    except Exception as e: print(type(e), e)
t(lambda:S(1)); t(lambda:S()); t(lambda:S('é')); t(lambda:S('b').unpack('a')); t(lambda:_struct.unpack('b','a')); t(lambda:_struct.pack_into('b',b'a',0,1)); t(lambda:_struct.pack_into('b')); t(lambda:_struct.pack_into('b',bytearray(2)));t(lambda:_struct.pack_into('b',bytearray(2),'a',1));t(lambda:_struct.pack()); t(lambda:_struct.pack(1)); t(lambda:_struct.calcsize()); t(lambda:_struct.unpack_from('b',b'abc',offset=1));  t(lambda: S(format=b'hh').format); t(lambda: _struct.iter_unpack('',b'')); t(lambda:_struct.iter_unpack('h',b'abc')); t(lambda:_struct.unpack_from('b','abc')); t(lambda:S('b').pack('a')); t(lambda:S('f').pack('a'));t(lambda:S('c').pack('a'));t(lambda:S('s').pack('a'));t(lambda:S('p').pack('a'));t(lambda:S('?').pack('a')); t(lambda:S('f').pack(10**400)); t(lambda: S('b').unpack(b'ab')); t(lambda: S('b',1));t(lambda:_struct.pack_into('b',bytearray(2),2**70,1))
class I:
    def __index__(s): return 7
class F:
    def __float__(s): return 2.5
class B:
    def __bool__(s): return False
class X:
    def __float__(s): raise KeyError(1)
    def __index__(s): raise KeyError(2)
t(lambda:S('<bfd?').pack(I(),F(),I(),B())); t(lambda:S('f').pack(X())); t(lambda:S('i').pack(X()))
b=bytearray(10); t(lambda:_struct.pack_into('<hh',b,I(),I(),1)); print(b); t(lambda:_struct.pack_into('<hh',b,-4,1,2)); print(b); t(lambda:_struct.pack_into('<hh',b,-14,1,2)); t(lambda:_struct.pack_into('<hh',b,8,1,2)); t(lambda:_struct.pack_into('<hh',memoryview(b)[2:8],0,5,6)); print(b); t(lambda:S('b').pack_into(b,1,1,1))
for f in 'bBhHiIlLqQnN': 
    for o in ('@','<','>','='):
        for v in (0,1,-1,127,255,-129,2**15,2**31,-2**31-1,2**32,2**63,2**64,2**100):
            try: print(o+f, v, _struct.pack(o+f,v), end=' ')
            except _struct.error as e: print(o+f,v,e, end=' ')
    print()
for f in 'efd':
    for v in (0.1,-0.0,65504.0,65520.0,1e39,float('inf'),float('nan'),1e-8,3,2**2000, 1e-45):
        for o in '<>':
            try: r=_struct.pack(o+f,v); print(f, v if v!=2**2000 else 'big', r, _struct.unpack(o+f,r), end=' ')
            except Exception as e: print(f,type(e),e,end=' ')
    print()
print(list(_struct.iter_unpack('>hc',b'\0\1a\0\2b')), _struct.iter_unpack('h',bytes(8)).__length_hint__(), type(_struct.iter_unpack('h',b'')))
s=S('3s2x4p?c'); print(s.size,s.format,s.pack(b'abcdef',b'xyzw',[],b'q'), s.unpack(s.pack(b'a',b'',1,b'z')), s.unpack_from(b'__'+s.pack(b'a',b'',1,b'z'),2))
for f in ('z','5','b5',' b b ','<P','2147483648000000000000s','\0','0i','bi','ib0i','!n','iP','999999999999999999b', '3 b'):
    t(lambda:_struct.calcsize(f))
print(_struct._clearcache(), _struct.error.__module__, _struct.error.__mro__, S.__module__)
class Sub(S):
    def __init__(self): super().__init__('hh')
print(Sub().pack(1,2), Sub().size)
it=_struct.iter_unpack('b',b)
try: b.append(1)
except BufferError as e: print(e)
