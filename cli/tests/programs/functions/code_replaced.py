"""Code that `__code__` replaces lives as long as a frame runs it."""
import gc, sys
src = '''
def f(g):
    x = [1, 2, 3]
    f.__code__ = g
    del g
    y = "a" * 50
    for i in range(3):
        z = [str(i) * 20 for _ in range(10)]
        x.append(i)
    return x, y, len(z), "constant %d" % i
'''
def make():
    ns = {}
    exec(src, ns)
    return ns['f']
def other(n):
    return 7
f = make()
gc.collect()
print(f(other.__code__))
print(f(1))
def gen():
    ns = {}
    exec('''
def f():
    yield 1
    yield "two" * 3
    yield [i for i in range(3)]
''', ns)
    return ns['f']
h = gen()
g = h()
print(next(g))
h.__code__ = other.__code__
gc.collect()
junk = [bytearray(300) for _ in range(1000)]
print(list(g), g.gi_code.co_name if g.gi_code else None)
