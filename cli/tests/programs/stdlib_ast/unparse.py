# Trees as source text, and back.
import ast
import os

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "every_node.py"), encoding="utf-8") as f:
    text = f.read()
source = text[text.index("'''") + 3:text.rindex("'''")].replace("\\n", "\n")
tree = ast.parse(source)
out = ast.unparse(tree)
print(ascii(out))
print(ast.dump(ast.parse(out)) == ast.dump(tree))

for line in r'''
(a + b) * c; a + b * c; a - (b - c); (a - b) - c; a ** b ** c; (a ** b) ** c; -a ** b; (-a) ** b; a ** -b; not (a and b)
a and (b or c); a and b and not c; (a or b) and c; a or (b or c); not not a; - - a; ~(a + b); (a if b else c) if d else e
a if (b if c else d) else e; lambda: (a, b); (lambda: a)(); lambda x: (yield); (lambda: a) if b else c
(a < b) < c; a < (b < c); a == (b in c); a.b; (a + b).c; 1 .real; 1.5.real; (1).x; -1 .x; (await_)(b)
a[b, c]; a[(b, c)]; a[()]; a[b:c, d]; a[*b]; a[(b := c)]; a[b:=c] if 1 else 0; (a, b)[0]; [a][0]; {a: b}[c]; 'a'[0]; f'{a}'[0]
f(*a, **b); f((a for b in c)); f(a for b in c); f((a, b)); f(a := b); (a := b); [a := b, c]; {**a, 'b': c}; {*a}; {}; ()
(a,); a, ; *a, b; [*a]; print((yield)); x = yield; x = yield a, b; x = (yield a), b; await_ = 1
[a for a, b in c]; [a for (a, b) in c if (d if e else f)]; [a for a in (b, c)]; [(a, b) for c in d]; [a async for a in b]
'a"b'; "a'b"; 'a\'b"c'; 'a\nb'; 'a\\b'; '\x00\u1234\U00012345'; b'\x00\'"'; u'a'; 1e1000; -1e1000; 1e1000j; 1j; 0xff; 10**20
f'{a}'; f'{a!r}{b!s}{c!a}'; f'{a:>{b}}'; f'{{}}{a}'; f'{ {a} }'; f'{a["b"]}'; f"{a['b']}"; f'\n{a}\t'; f'{a:\n}'; f'a\'b"{c}'; f'{(lambda: a)}'; f'{a if b else c}'; f'{a,}'; f'{x=}'; f'{a:%H:%M}'
f"""{a}'{b}"c"""; f"""
{a}"""; f'{f"{a}"}'; f'{a!r:{b}{c}}' 'tail' "it's"
a: b; a: b = c; (a): b; a.b: c = d; a[0]: b; a, b = c; (a, b) = c; [a, b] = c; a = b = c, d; a, *b = c; (a), b = c; a = *b, c
del a, b; del (a, b); del a[0], b.c; return_ = 1; import a.b as c, d; from . import a; from .. b import c as d, e; from a import *; global g; pass; assert a, (b, c); raise a from b
'''.strip("\n").split("\n"):
    try:
        t = ast.parse(line)
    except SyntaxError as e:
        if not line.startswith('f"""') and not line.startswith("{a}"):
            print("syntax", ascii(line), e.msg)
        continue
    for s in t.body:
        try:
            again = ast.unparse(s)
        except ValueError as e:
            print(ascii(line), "!", e)
            continue
        print(ascii(again), "" if ast.dump(ast.parse(again)) == ast.dump(ast.Module([s], [])) else "changed")

blocks = '''
def f(): return
async def f(a, b=1, /, c: int = 2, *d: e, g, h=3, **i: j) -> k:
    """Doc 'with' quotes\\\\ and \\"\\"\\" inside"""
    yield; await a; return (a, b)
def f():
    """"""
def f():
    'ends with quote"'
    def g(): pass
    x = 1
class A: pass
@a.b
@c(d)
class B(C, metaclass=D):
    """Two
    lines"""
    @e
    def f(self): pass
    x: int = 1
for (a, b) in c: pass
else: d
async def f():
    async for a in b: pass
    async with a as b, c as (d, e), f: pass
while (a := b): continue
if a: b
elif c:
    if d: e
    else: f
else:
    g
with (a as b, c): pass
with (a, b): pass
with ((a, b) as c): pass
try: a
except b: c
except (d, e) as f: g
except: h
else: i
finally: j
try: a
except* b as c:
    try: d
    except e: f
    raise
match a:
    case 1 | -2 | 'x' | None: pass
    case (1 | 2) as x if y: pass
    case [a, *_, b] | {'k': v, **r}: pass
    case C(a, b=c, d=(e | f)): pass
    case (a as b), c: pass
    case a.b: pass
    case {1: _}: pass
    case 1+2j: pass
    case _: pass
'''
tree = ast.parse(blocks)
for s in tree.body:
    out = ast.unparse(s)
    print(out)
    if ast.dump(ast.parse(out)) != ast.dump(ast.Module([s], [])):
        print("changed")
print(ast.unparse(ast.parse(blocks)) == "\n".join([]) or len(ast.unparse(tree)))
L = ast.Load()
for node in (ast.parse("a", mode="single"), ast.parse("a, b", mode="eval"), ast.Load(), ast.arg("a", ast.Name("b")), ast.parse("def f(a, *, b=1): 0").body[0].args,
             ast.Constant((1, "a", (2,))), ast.Constant(float("nan")), ast.Set([]), ast.Yield(), ast.comprehension(ast.Name("a"), ast.Name("b"), [], 0),
             ast.FunctionType([ast.Name("a")], ast.Name("b")), ast.FormattedValue(ast.Name("a"), 114, None), ast.keyword("a", ast.Constant(1)), [ast.Pass(), ast.Break()],
             ast.parse("x = 1 # type: int", type_comments=True), ast.parse("x = 1 # type: ignore[a]", type_comments=True), ast.MatchStar(), ast.MatchAs(), ast.Starred(ast.Name("a"))):
    print(repr(ast.unparse(node)))
for text in ("f\"'''{1}\\\"\\\"\\\"\"", "f'\"\"\"{1}\\'\\'\\''", "f'{1}\\n\"\"\"\\'\\'\\''"):
    again = ast.unparse(ast.parse(text))
    print(again, ast.dump(ast.parse(again)) == ast.dump(ast.parse(text)))
for bad in (ast.JoinedStr([ast.Constant(1)]), ast.FormattedValue(ast.Constant("\n\\'\"\"\"'''"), -1, None), ast.FormattedValue(ast.Name("a"), 120, None), ast.Raise(cause=ast.Name("x")), ast.YieldFrom(None), ast.Name(),
            ast.FormattedValue(ast.Constant("\\"), -1, None)):
    try:
        print(ast.unparse(bad))
    except Exception as e:
        print(type(e).__name__, str(e).split(" object at ")[0])
