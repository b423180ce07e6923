"""What exec(), compile(), input(), print() and NotImplemented do in unusual circumstances."""

import io
import sys
import types
import warnings


def attempt(f, *args, **named):
    try:
        print(f(*args, **named))
    except Exception as e:
        print(type(e).__name__, e)


result = None


def make():
    a, b = 2, 3

    def product():
        global result
        result = a * b
    return product


def plain():
    pass


product = make()
cell = types.CellType
attempt(exec, product.__code__, globals(), closure=(cell(5), cell(7)))
print(result)
attempt(exec, plain.__code__, globals(), closure=product.__closure__)
attempt(exec, product.__code__, globals(), closure=None)
attempt(exec, product.__code__, globals(), closure=product.__closure__[:1])
attempt(exec, product.__code__, globals(), closure=list(product.__closure__))
attempt(exec, product.__code__, globals(), closure=(int, cell(1)))


class Path:
    def __fspath__(self):
        return 'a/path'


print(compile('1', Path(), 'eval').co_filename, eval(compile(memoryview(b'1 + 1'), 'name', 'eval')))
attempt(eval, memoryview(b'2 + 2'))
attempt(compile, '1', 5, 'eval')

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(bool(NotImplemented), not NotImplemented, 1 if NotImplemented else 2)
print([(w.category.__name__, str(w.message)) for w in caught])

attempt(lambda: print >> sys.stderr)
attempt(lambda: print >> 42)
attempt(lambda: print << 42)
attempt(lambda: max >> 42)


class Silent:
    def write(self, text):
        return len(text)


stdin, stdout = sys.stdin, sys.stdout
sys.stdin, sys.stdout = io.StringIO('a line\nanother'), Silent()
lines = [input('prompt'), input()]
messages = []
for name in ('stdout', 'stdin'):
    kept = getattr(sys, name)
    delattr(sys, name)
    try:
        input('prompt')
    except RuntimeError as e:
        messages.append(str(e))
    setattr(sys, name, kept)
sys.stdin, sys.stdout = stdin, stdout
print(lines, messages)

hook = sys.displayhook
del sys.displayhook
attempt(eval, compile('42', 'name', 'single'))
sys.displayhook = hook
del sys.stdout
try:
    hook(42)
except RuntimeError as e:
    sys.stdout = stdout
    print(e)


class Counted(int):
    hashes = 0

    def __hash__(self):
        Counted.hashes += 1
        return int(self)


table = dict.fromkeys(map(Counted, range(10)))
Counted.hashes = 0
copies = [dict.fromkeys(source, 1) for source in (table, set(table), frozenset(table))]
print(Counted.hashes, [list(copy.values()) for copy in copies])


class Method:
    def f(self):
        pass

    f.mark = 'a mark'


print('mark' in dir(Method().f), Method().f.mark)


def outer():
    x = 5

    def inner():
        nonlocal x
        x += 1
        1 / 0
    inner()


try:
    outer()
except ZeroDivisionError as e:
    frames = [e.__traceback__.tb_next.tb_frame, e.__traceback__.tb_next.tb_next.tb_frame]
print([sorted(frame.f_locals) for frame in frames])
for frame in frames:
    frame.clear()
print([frame.f_locals for frame in frames])
