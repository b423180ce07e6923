# The tree of a program with every kind of node, with places.
import ast

SOURCE = '''"""Doc."""
from __future__ import annotations
import os, os.path as p
from . import a as b, c
from ..m.n import *
@deco
@deco.two(1)
async def f(a, /, b: int = 1, *args: int, c, d=2, **kw: str) -> None:
    """Inner doc."""
    async for x in y:
        await x
    else:
        pass
    async with a as b, c:
        yield
    return [i async for i in z if i if not i]
def g(*, k=None): return
def h(*a: *T): yield from a
class C(B, *bs, metaclass=M, **kw):
    x: int = 1
    y: str
    (z): int
    a.b: c = 2
    def m(self): nonlocal_ = 1; return nonlocal_
@d
class D: ...
del a, b[0], c.d, (e, [f])
a = b = c, *d = 1, 2
a += 1; a -= 1; a *= 1; a @= 1; a /= 1; a %= 1; a **= 1; a <<= 1; a >>= 1; a |= 1; a ^= 1; a &= 1; a //= 1
for a, (b, c) in d: break
while x:
    continue
else:
    x
if a:
    b
elif c:
    d
elif e: f
else:
    g
with (open(a) as b, c as (d, e)): pass
raise
raise A
raise A from b
try:
    a
except B:
    c
except (D, E) as e:
    f
except:
    g
else:
    h
finally:
    i
try: a
except* B as c: d
assert a
assert a, b
def o():
    global g1, g2
    v = 1
    def i():
        nonlocal v
a and b or c and not d
(n := 5)
a + b - c * d @ e / f % g ** h << i >> j | k ^ l & m // n
-a; +a; ~a; not a
lambda: 0
lambda a, /, b=1, *c, d, e=2, **f: a
a if b else c
{}; {a: b, **c}; {a, *b}
[a for b in c]; {a for b in c if d}; {a: b for c in d for e in f}; (a for b in c)
a < b <= c == d != e > f >= g is h is not i in j not in k
f(); f(a, *b, c=d, **e); f(x for x in y)
1; 1.5; 2j; 'a'; b'b'; u'c'; None; True; False; ...; 0xffffffffffffffffffff; 1e400; 'a' "b"
f''; f'a{b}c{d!r:>{e}}{f=}{g!s}{h!a:x}{i, j}{k , l !r}'; 'head' f'{m}' 'tail {'
u'x' f'{y}'
a.b.c
a[b]; a[b:c]; a[::d]; a[:, 1:2, ...]; a[*b]; a[b,]
(a, b); (); [a, b]; []
é = 'ü' + ß; "日本".ö
match a:
    case 1: pass
    case -1 | 1 + 2j | 'x' | b'y': pass
    case None | True: pass
    case [a, *b, _]: pass
    case (c, *_): pass
    case {'k': v, 1: w, **rest}: pass
    case {}: pass
    case C(a, x=b, y=_): pass
    case a.b.C(): pass
    case a.b: pass
    case [a] as d if d: pass
    case (a): pass
    case 1, 2: pass
    case _: pass
'''
tree = ast.parse(SOURCE)
print(ast.dump(tree, include_attributes=True, indent=1))
missing = sorted(
    name for name, c in vars(ast).items()
    if isinstance(c, type) and issubclass(c, ast.AST) and not c.__subclasses__() and not any(isinstance(n, c) for n in ast.walk(tree)))
print(missing)
for text, mode in (("a + 1", "eval"), ("if a:\n  b\n", "single"), ("a; b", "single"), ("", "exec"), ("# only\n", "exec")):
    print(mode, ast.dump(ast.parse(text, mode=mode), include_attributes=True))
