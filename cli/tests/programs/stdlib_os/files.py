# Files, folders, descriptors and processes through os.
import os
import shutil
import tempfile
print(os.getcwd() == os.path.abspath('.'))
d = tempfile.mkdtemp()
os.chdir(d)
with open('a.txt', 'w') as f:
    f.write('hello')
os.mkdir('sub')
os.symlink('a.txt', 'l')
os.link('a.txt', 'h')
print(sorted(os.listdir()), sorted(os.listdir(b'.')))
for e in sorted(os.scandir(), key=lambda e: e.name):
    print(e, e.is_dir(), e.is_file(), e.is_symlink(), e.path, e.is_dir() or e.stat().st_size)
st = os.stat('a.txt')
print(st.st_size, st.st_nlink, oct(st.st_mode), st[6], len(st), type(st))
print(os.readlink('l'), os.path.islink('l'), os.path.exists('zz'), os.path.realpath('l') == os.path.join(os.path.realpath(d), 'a.txt'))
for f in (
    lambda: os.stat('zz'),
    lambda: os.mkdir('sub'),
    lambda: os.rmdir('a.txt'),
    lambda: os.rename('q', 'r'),
    lambda: os.listdir('a.txt'),
    lambda: os.stat([]),
    lambda: os.open('zz', 0),
    lambda: os.close(99),
    lambda: os.unlink('sub'),
    lambda: os.stat(99),
    lambda: os.stat('a\x00b'),
    lambda: os.stat(b'a\x00b'),
    lambda: os.utime('a.txt', 1),
    lambda: os.listdir(1.5),
    lambda: os.symlink('x', 'a.txt'),
    lambda: os.kill(os.getpid(), 0),
    lambda: os.kill(2 ** 30, 0),
    lambda: os.waitpid(-1, 0),
    lambda: os.truncate('zz', 3),
    lambda: os.chmod('zz', 1),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'filename', 0), getattr(e, 'filename2', 0))
os.utime('a.txt', (1.5, 2.25))
s = os.stat('a.txt')
print(s.st_atime, s.st_mtime_ns)
os.utime('a.txt', ns=(10 ** 18 + 1, 5))
s = os.stat('a.txt')
print(s.st_atime_ns, s.st_mtime_ns)
r, w = os.pipe()
os.write(w, b'abc')
print(os.read(r, 10))
os.close(r)
os.close(w)
fd = os.open('n', os.O_CREAT | os.O_RDWR)
os.write(fd, b'12345')
os.lseek(fd, 1, 0)
print(os.read(fd, 2), os.fstat(fd).st_size)
os.ftruncate(fd, 2)
os.close(fd)
print(os.path.getsize('n'))
pid = os.fork()
if pid == 0:
    os._exit(7)
p, s = os.waitpid(pid, 0)
print(p == pid, s, os.WEXITSTATUS(s), os.waitstatus_to_exitcode(s))
print(os.system('exit 3'), os.waitstatus_to_exitcode(os.system('exit 3')))
os.environ['FOO'] = 'bar'
os.system('echo $FOO')
print(os.environ['FOO'], os.getenv('NOPE', 'd'))
del os.environ['FOO']
os.system('echo "[$FOO]"')
print(len(os.urandom(8)), os.cpu_count() > 0, os.getpid() > 0, os.uname().sysname, os.strerror(2), os.fspath('x'))
print(list(os.walk('.'))[0][1])
shutil.copytree('.', 'sub2', symlinks=True)
print(sorted(os.listdir('sub2')))
shutil.rmtree('sub2')
print(os.path.exists('sub2'))
import pathlib
print(sorted((p.name for p in pathlib.Path('.').iterdir())), pathlib.Path('a.txt').read_text(), pathlib.Path('a.txt').stat().st_size)
import glob
print(sorted(glob.glob('*')), sorted(glob.glob('**', recursive=True)))
with tempfile.TemporaryDirectory() as t:
    print(os.path.isdir(t))
with tempfile.NamedTemporaryFile('w') as t:
    t.write('x')
    t.flush()
    print(os.path.getsize(t.name))
os.chdir('/')
shutil.rmtree(d)
print(end='', flush=True)
os.execv('/bin/echo', ['echo', 'done'])
