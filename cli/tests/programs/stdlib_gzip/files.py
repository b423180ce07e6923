import gzip, io, os, tempfile
d=tempfile.mkdtemp(); p=os.path.join(d,'x.txt.gz')
data=b'hello world\n'*1000
c=gzip.compress(data, mtime=0); print(len(c)<200, c[:10], gzip.decompress(c)==data, gzip.decompress(c+c+b'\0\0')==data*2)
with gzip.open(p,'wb') as f: print(f.write(data), f.tell(), f.writable(), f.readable())
with gzip.open(p) as f: print(f.read(5), f.readline(), f.tell(), f.seek(12), f.read(5), len(f.read()), f.seek(-5,2), f.read())
with gzip.open(p,'rt') as f: print(sum(1 for _ in f), f.encoding is not None)
with gzip.open(p,'at') as f: f.write('é\n')
with gzip.open(p,'rt',encoding='utf-8') as f: print(f.readlines()[-1])
b=io.BytesIO()
with gzip.GzipFile(fileobj=b,mode='w',mtime=5,filename='abc.gz') as f: f.write(b'xyz'); f.seek(10); f.flush()
print(b.getvalue()[:14]); b.seek(0); f=gzip.GzipFile(fileobj=b); print(f.read(), f.mtime, f.name, f.closed); f.close(); print(f.closed)
for bad in (b'xx', c[:20], c[:-1], c[:-8]+b'\0'*8, c[:10]+b'\xff'*30, b''):
    try: print(gzip.decompress(bad))
    except Exception as e: print(type(e).__name__, str(e)[:30])
for f in (lambda: gzip.open(p,'rbt'), lambda: gzip.open(p,'rb',encoding='x'), lambda: gzip.open(5), lambda: gzip.GzipFile(p,'q'), lambda: gzip.GzipFile(p).write(b'')):
    try: f()
    except Exception as e: print(type(e).__name__, e)
import shutil
with gzip.open(p,'rb') as a, open(p+'2','wb') as o: shutil.copyfileobj(a,o)
print(os.path.getsize(p+'2'))
