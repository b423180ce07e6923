import warnings
warnings.simplefilter('ignore')
import zipfile, io, os, tempfile, time
from zipfile import *
d=tempfile.mkdtemp(); p=os.path.join(d,'x.zip')
with ZipFile(p,'w') as z:
    z.writestr('a.txt','hello'*100); z.writestr('d/b.txt',b'bytes',compress_type=ZIP_DEFLATED); z.writestr('d/é.txt','ü'*50,ZIP_DEFLATED,9)
    zi=ZipInfo('fixed',(2020,1,2,3,4,6)); zi.comment=b'cc'; zi.compress_type=ZIP_DEFLATED; z.writestr(zi,'x'*1000)
    z.mkdir('folder'); z.comment=b'the comment'
    with z.open('streamed','w') as f: f.write(b'one\n'); f.write(b'two\nthree')
print(is_zipfile(p), is_zipfile(__file__), is_zipfile('/nonexistent'))
with ZipFile(p) as z:
    print(z.namelist(), z.comment, z.testzip())
    for i in z.infolist(): print(i.filename, i.file_size, i.compress_type, i.CRC, i.comment, oct(i.external_attr>>16), i.external_attr&0xffff, i.is_dir(), i.flag_bits, i.create_version, i.extract_version, i.header_offset if i.filename=='a.txt' else 0)
    print(repr(z.getinfo('fixed')), z.getinfo('fixed').date_time, z.read('d/é.txt').decode())
    with z.open('streamed') as f: print(f.readline(), f.tell(), f.read(2), f.peek(3)[:3], f.read(), f.read(), f.seek(1), f.read(3), f.seekable(), repr(f))
    with z.open('streamed') as f: print(list(io.TextIOWrapper(f)))
    print(z.extract('d/b.txt', d)[len(d):], sorted(os.listdir(d)))
    z.extractall(os.path.join(d,'out')); print(sorted(os.listdir(os.path.join(d,'out'))))
    for f in (lambda: z.read('nope'), lambda: z.writestr('x','y'), lambda: z.open('a.txt','q'), lambda: z.setpassword('s')):
        try: f()
        except Exception as e: print(type(e).__name__, e)
    print((Path(z)/'d'/'b.txt').read_text(), [str(x)[len(p):] for x in Path(z).iterdir()], (Path(z)/'d').is_dir(), (Path(z)/'zz').exists(), (Path(z)/'d'/'b.txt').name)
with ZipFile(p,'a') as z: z.write(__file__,'me.py'); z.write(d,'dd')
with ZipFile(p) as z: print(z.namelist()[-2:], z.read('me.py')==open(__file__,'rb').read())
b=io.BytesIO()
with ZipFile(b,'w',ZIP_DEFLATED,compresslevel=1) as z: z.writestr('q','w')
print(ZipFile(b).read('q'), ZipFile(io.BytesIO(b'junk'+b.getvalue())).read('q'))
for bad in (b'', b'xx'*100, b.getvalue()[:-5]):
    try: ZipFile(io.BytesIO(bad))
    except Exception as e: print(type(e).__name__, e)
raw=bytearray(b.getvalue()); raw[33]^=1
try: print(ZipFile(io.BytesIO(bytes(raw))).testzip())
except Exception as e: print(type(e).__name__)
class NoSeek(io.RawIOBase):
    def __init__(s): s.b=b''
    def write(s,d): s.b+=bytes(d); return len(d)
    def tell(s): raise OSError
ns=NoSeek()
with ZipFile(ns,'w') as z: z.writestr('u','v'*9)
print(ZipFile(io.BytesIO(ns.b)).read('u'), ZipFile(io.BytesIO(ns.b)).getinfo('u').flag_bits)
for f in (lambda: ZipFile(p,'q'), lambda: ZipFile(p,'w',99), lambda: ZipInfo('a',(1970,1,1,0,0,0)), lambda: z.read('u')):
    try: f()
    except Exception as e: print(type(e).__name__, e)
