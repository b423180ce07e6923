"""Compiled files: py_compile, and what imports make of them."""

import importlib.util
import os
import py_compile
import subprocess
import sys
import tempfile

# Children write compiled files unless a call of `run` says otherwise.
os.environ['PYTHONDONTWRITEBYTECODE'] = 'as usual'
folder = tempfile.mkdtemp()
path = os.path.join(folder, 'compiled_one.py')


def write(text):
    with open(path, 'w') as f:
        f.write(text)


def run(*args, **env):
    env = {**os.environ, **env}
    if len(env['PYTHONDONTWRITEBYTECODE']) > 1:
        del env['PYTHONDONTWRITEBYTECODE']
    done = subprocess.run([sys.executable, *args], capture_output=True, text=True, env=env, cwd=folder)
    return done.returncode, done.stdout, done.stderr


cache = importlib.util.cache_from_source(path)

# An import writes the file, and reads it.
write("print('top')\ndef f():\n    return __file__.rpartition('/')[2]\n")
print(os.path.exists(cache), run('-B', '-c', 'import compiled_one'), os.path.exists(cache))
print(run('-c', 'import compiled_one', PYTHONDONTWRITEBYTECODE='1'), os.path.exists(cache))
print(run('-c', 'import compiled_one; print(compiled_one.f())'), os.path.exists(cache))
print(run('-c', 'import compiled_one; print(compiled_one.f())'))
status = os.stat(path)
with open(cache, 'rb') as f:
    head = f.read(16)
print(head[:4] == importlib.util.MAGIC_NUMBER, head[4:8], int.from_bytes(head[12:], 'little') == status.st_size)
print(int.from_bytes(head[8:12], 'little') == int(status.st_mtime))
print(sorted(os.listdir(os.path.dirname(cache))) == [os.path.basename(cache)])

# A source of another size or time is compiled anew.
write("print('another top')\n")
print(run('-c', 'import compiled_one'))
write("print('another pot')\n")
os.utime(path, (5, 5))
print(run('-c', 'import compiled_one'))

# Damage is as if there were no file.
with open(cache, 'rb') as f:
    whole = f.read()
for damaged in (b'', whole[:10], whole[:40], whole[:-1], b'x' * len(whole), whole[:16] + b'y' * 50):
    with open(cache, 'wb') as f:
        f.write(damaged)
    code, out, err = run('-c', 'try:\n    import compiled_one\nexcept (EOFError, ValueError, ImportError): print("another pot")')
    print(code, out, err)

# Compiled under another name, imported under its own.
print(py_compile.compile(path, dfile='shown.py') == cache)
write("def f():\n    raise ValueError('here')\nf()\n")
print(py_compile.compile(path, dfile='shown.py') == cache)
code, out, err = run('-c', 'import compiled_one')
print(code, out, err.replace(folder, ''))

# Where, and how.
other = os.path.join(folder, 'deep', 'down.pyc')
print(py_compile.compile(path, cfile=other) == other, os.path.getsize(other) > 16)
print(os.path.basename(py_compile.compile(path, optimize=2)).endswith('.opt-2.pyc'))
print(os.path.basename(py_compile.compile(path, optimize=0)).count('opt'))
for mode in py_compile.PycInvalidationMode:
    print(mode, mode.value)
    with open(py_compile.compile(path, cfile=other, invalidation_mode=mode), 'rb') as f:
        print(f.read(8)[4:])

# Errors.
write('x = = 1\n')
print(py_compile.compile(path, dfile='shown.py', quiet=2))
try:
    py_compile.compile(path, dfile='shown.py', doraise=True)
except py_compile.PyCompileError as e:
    print(e, e.exc_type_name, type(e.exc_value), e.file, e.args[1:], sep='|')
write('x = = 1\n')
code, out, err = run('-m', 'py_compile', path)
print(code, out, err.replace(folder, ''))
print(run('-m', 'py_compile', '-q', path))
code, out, err = run('-m', 'py_compile', os.path.join(folder, 'absent.py'))
print(code, out, err.replace(folder, ''))
write('x = 1\n')
print(run('-m', 'py_compile', path))
os.remove(cache)
os.symlink(path, cache)
try:
    py_compile.compile(path)
except FileExistsError as e:
    print(str(e).replace(cache, 'CACHE'))
error = py_compile.PyCompileError(KeyError, KeyError('k'), 'f.py')
print(error, repr(error))
print(py_compile.PyCompileError(KeyError, KeyError('k'), 'f.py', 'words'))
