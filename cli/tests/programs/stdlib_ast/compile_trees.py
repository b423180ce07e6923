# compile() of trees: made by the parser, changed, made by hand; and what is refused.
import ast
import os
import traceback

namespace = {}
exec(compile(ast.parse("x = [i * 2 for i in range(3)]\ndef f(a, b=2, *c, d=4, **e):\n    'doc'\n    return a, b, c, d, e\n"), "f.py", "exec"), namespace)
print(namespace["x"], namespace["f"](1, d=5, z=6), namespace["f"].__doc__, namespace["f"].__code__.co_firstlineno, namespace["f"].__code__.co_filename)
print(eval(compile(ast.parse("1 + 2 * 3", mode="eval"), "f", "eval")))
exec(compile(ast.parse("4 + 5; 'shown'", mode="single"), "f", "single"))

L, S = ast.Load(), ast.Store()


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        if isinstance(node.value, int):
            return ast.copy_location(ast.BinOp(node, ast.Mult(), ast.copy_location(ast.Constant(2), node)), node)
        return node


tree = Double().visit(ast.parse("print(1, 2 + 3, 'a')"))
exec(compile(ast.fix_missing_locations(tree), "<double>", "exec"))

made = ast.Module([
    ast.Assign([ast.Name("total", S)], ast.Constant((1, "two", (3.5, None, -4), b"x", True, ...))),
    ast.Expr(ast.Call(ast.Name("print", L), [ast.Name("total", L), ast.Constant(-3 + 4j), ast.Constant(10**30), ast.Constant(-10**30), ast.Constant(-1.5),
                                            ast.JoinedStr([ast.Constant("<"), ast.Constant("="), ast.FormattedValue(ast.Constant(3), 114, ast.JoinedStr([ast.Constant(">4")])), ast.Constant("")]),
                                            ast.FormattedValue(ast.Constant("alone"), -1, None), ast.Set([])], [ast.keyword("end", ast.Constant(".\n"))])),
    ast.If(ast.Name("total", L), [ast.Pass()], [ast.If(ast.Constant(0), [ast.Pass()], [ast.Expr(ast.Constant("doc"))])]),
], [])
exec(compile(ast.fix_missing_locations(made), "<made>", "exec"))

here = os.path.dirname(os.path.abspath(__file__))
for name in ("every_node", "classes", "going_over"):
    with open(os.path.join(here, name + ".py"), encoding="utf-8") as f:
        text = f.read()
    code, other = compile(text, "f", "exec"), compile(ast.parse(text), "f", "exec")
    print(name, code.co_names == other.co_names, code.co_code == other.co_code, list(code.co_positions()) == list(other.co_positions()))

program = '''def outer():
    x = 0
    def inner(y):
        nonlocal x
        x += y
        return [x + z for z in range(3)]
    return inner

class A:
    y: int = 1
    def __init__(self):
        super().__init__()
        self.z = f"{self.y!r:>3}|"

async def co():
    return [i async for i in agen()]

async def agen():
    yield 1
    yield 2

def kinds(v):
    match v:
        case 1 | -2: return "number"
        case {"a": x, **rest}: return x, rest
        case [1, *rest]: return rest
        case str() as s if s: return s
        case A(y=q): return q
        case None: return "none"
        case _: return "other"

def tries():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError("v") from e
        else:
            pass
        finally:
            print("finally")
    except* ValueError as g:
        print(g.exceptions)

print(outer()(5), A().z, [kinds(v) for v in (1, -2, {"a": 1, "b": 2}, [1, 2, 3], "s", A(), None, 5.5)])
tries()
import asyncio
print(asyncio.run(co()))
print(A.__annotations__, (lambda a, /, b=1, *c, d=2, **e: (a, b, c, d, e))(0, 1, 2, x=3))
while (n := 3) > 5: pass
else: print(n)
with open(__file__) as handle: print(handle.readable())
del n
assert True, "no"
a, *b = "abc"
print(a, b, *b, sep="-")
for i in range(3):
    if i == 1: continue
    print(i)
else: print("done")
'''
exec(compile(ast.parse(program), "program.py", "exec"), {"__name__": "program", "__file__": __file__})

failing = ast.parse("def g():\n    return [\n        1,\n        nothing + 2,\n    ]\ng()\n")
ast.increment_lineno(failing, 100)
try:
    exec(compile(failing, "<moved>", "exec"))
except NameError as e:
    print([(f.lineno, f.end_lineno, f.colno, f.end_colno, f.name) for f in traceback.extract_tb(e.__traceback__)[1:]])
far = ast.fix_missing_locations(ast.Module([ast.Expr(ast.Name("nowhere", L, lineno=1_000_000_000, col_offset=7, end_lineno=2_000_000_000, end_col_offset=3))], []))
far.body[0].lineno, far.body[0].end_lineno = 1, 2_000_000_000
try:
    exec(compile(far, "<far>", "exec"))
except NameError as e:
    print(e.__traceback__.tb_next.tb_lineno)

optimized = compile(ast.parse("'doc'\nassert 0\nprint(__doc__, __debug__)"), "f", "exec", optimize=2)
exec(optimized, {"__doc__": None})
print(compile(ast.parse("await x"), "f", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT).co_flags & 0x80 != 0)
future = compile(ast.parse("from __future__ import annotations\nx: a.b[c]"), "f", "exec")
ns = {}
exec(future, ns)
print(ns["__annotations__"])


class Own(ast.Constant):
    pass


print(eval(compile(ast.fix_missing_locations(ast.Expression(Own(7))), "f", "eval")), eval(compile(ast.fix_missing_locations(ast.Expression(ast.Num(8))), "f", "eval")))
for function in (exec, eval):
    try:
        function(tree)
    except TypeError as e:
        print(e)

deep = ast.Name("x", L, lineno=1, col_offset=0)
for _ in range(300):
    deep = ast.UnaryOp(ast.USub(), deep, lineno=1, col_offset=0)
print(eval(compile(ast.Expression(deep), "f", "eval"), {"x": 5}))
looped = ast.UnaryOp(ast.USub(), None, lineno=1, col_offset=0)
looped.operand = looped
try:
    compile(ast.Expression(looped), "f", "eval")
except RecursionError:
    print("too deep")

CASES = """
stmt ast.Expr(5)
stmt ast.Expr(None)
stmt ast.Expr()
mod ast.Module([1],[])
mod ast.Module((),[])
mod ast.Module()
mod ast.Module([])
mod ast.Module([],5)
mod ast.Module([],[5])
mod ast.Module([None],[])
stmt ast.stmt()
expr ast.expr()
expr ast.Name(5,L)
expr ast.Name(None,L)
expr ast.Name('True',L)
expr ast.Name('a',5)
expr ast.Name('a',None)
expr ast.Name('a')
expr ast.Name('a',ast.expr_context())
expr ast.Name('a',S)
expr C([1])
expr C((1,[1]))
expr C(1,kind=3)
expr C()
expr ast.BinOp(C(1),None,C(1))
expr ast.BinOp(C(1),L,C(1))
stmt ast.FunctionDef('f',ast.arguments([],[],None,[],[],None,[]),[],[])
stmt ast.FunctionDef('f',5,[ast.Pass()],[])
stmt ast.FunctionDef('f',None,[ast.Pass()],[])
stmt ast.FunctionDef('f',ast.arguments([],[],None,[],[],None,[C(1)]),[ast.Pass()],[])
stmt ast.FunctionDef('f',ast.arguments([],[],None,[ast.arg('a')],[],None,[]),[ast.Pass()],[])
stmt ast.FunctionDef('f',ast.arguments([],[5],None,[],[],None,[]),[ast.Pass()],[])
stmt ast.FunctionDef('f',ast.arguments([],[],None,[],[],None,[]),[None],[])
stmt ast.Assign([ast.Name('a',L)],C(1))
stmt ast.Assign([C(1)],C(1))
stmt ast.Assign([],C(1))
stmt ast.Assign([None],C(1))
stmt ast.Delete([ast.Call(ast.Name('a',L),[],[])])
stmt ast.Delete([ast.Tuple([ast.Name('a',L)],ast.Del())])
stmt ast.AnnAssign(ast.Attribute(ast.Name('a',L),'b',S),C(1),None,1)
stmt ast.AnnAssign(ast.Name('b',S),C(1),None,'x')
stmt ast.AnnAssign(ast.Name('b',S),C(1),None,None)
stmt ast.AnnAssign(ast.Name('b',S),C(1),None)
stmt ast.ImportFrom('a',[ast.alias('b')],-1)
stmt ast.ImportFrom('a',[ast.alias('b')],None)
stmt ast.ImportFrom(None,[ast.alias('b')],0)
stmt ast.Import([5])
stmt ast.Import([ast.alias()])
stmt ast.Import([])
stmt ast.Global([])
stmt ast.Global([1])
expr ast.Dict([],[C(1)])
expr ast.Dict([None],[None])
expr ast.Set([None])
expr ast.Set([])
expr ast.Compare(C(1),[],[])
expr ast.Compare(C(1),[ast.Lt()],[])
expr ast.BoolOp(ast.And(),[C(1)])
expr ast.ListComp(C(1),[])
expr ast.ListComp(C(1),[5])
expr ast.ListComp(C(1),[ast.comprehension(ast.Name('a',L),C(1),[],0)])
expr ast.Lambda(ast.arguments([],[],None,[],[],None,[]),ast.Name('a',S))
expr ast.ListComp(ast.Name('e',S),[ast.comprehension(ast.Name('a',L),C(1),[],0)])
expr ast.DictComp(ast.Name('e',S),C(1),[ast.comprehension(ast.Name('a',S),ast.Name('a',S),[],0)])
expr ast.Lambda(ast.arguments([],[],None,[ast.arg('a',ast.Name('b',S))],[],None,[]),C(1))
expr ast.GeneratorExp(C(1),[ast.comprehension(ast.Name('a',S),C(1),[None],0)])
stmt ast.Raise(None,ast.Name('a',L))
stmt ast.Try([ast.Pass()],[],[],[])
stmt ast.Try([],[],[],[])
stmt ast.Try([ast.Pass()],[],[ast.Pass()],[ast.Pass()])
stmt ast.TryStar([ast.Pass()],[],[ast.Pass()],[ast.Pass()])
stmt ast.Try([ast.Pass()],[5],[],[])
stmt ast.Try([ast.Pass()],[ast.ExceptHandler(None,None,[])],[],[])
stmt ast.If(C(1),[],[])
stmt ast.While(C(1),[],[])
stmt ast.For(ast.Name('a',S),C(1),[],[])
stmt ast.ClassDef('A',[],[],[],[])
expr ast.Name('a',L,lineno=5,end_lineno=3,col_offset=0,end_col_offset=1)
expr ast.Name('a',L,lineno=5,end_lineno=5,col_offset=3,end_col_offset=1)
expr ast.Name('a',L,lineno=-1,end_lineno=5,col_offset=3,end_col_offset=1)
expr ast.Name('a',L,lineno=1,end_lineno=5,col_offset=-3,end_col_offset=1)
expr ast.Name('a',L,lineno='a',end_lineno=5,col_offset=-3,end_col_offset=1)
expr ast.Name('a',L,lineno=0,end_lineno=0,col_offset=3,end_col_offset=3)
bare ast.Name('a',L,lineno=1,end_lineno=None,col_offset=3,end_col_offset=None)
bare ast.Name('a',L,lineno=1,col_offset=3)
bare ast.Name('a',L)
bare ast.Name('a',L,lineno=1)
bare ast.Name('a',L,lineno=10**10,col_offset=3)
bare ast.Name('a',L,lineno=None,col_offset=3)
eval ast.Expression(5)
eval ast.Expression()
mod ast.Expression(ast.Name('a',L))
mod ast.Name('a',L)
eval ast.Module([],[])
single ast.Module([],[])
mod ast.Load()
mod ast.AST()
mod ast.mod()
single ast.Interactive([])
single ast.Interactive([ast.Pass()])
stmt ast.With([],[ast.Pass()])
stmt ast.With([ast.withitem(None)],[ast.Pass()])
stmt ast.With([ast.withitem(ast.Name('a',L),ast.Name('a',L))],[ast.Pass()])
expr ast.FormattedValue(ast.Name('a',L),-1,ast.Name('b',L))
expr ast.FormattedValue(ast.Name('a',L))
expr ast.Starred(ast.Name('a',L),L)
expr ast.NamedExpr(C(1),C(1))
expr ast.NamedExpr(ast.Tuple([],S),C(1))
expr ast.Call(ast.Name('a',L),[],[ast.keyword(None,ast.Name('a',S))])
expr ast.Await(None)
expr ast.Yield(None)
stmt ast.Return(None)
stmt ast.Break()
stmt ast.Match(C(1),[])
stmt ast.Match(C(1),[5])
pat ast.MatchValue(C(None))
pat ast.MatchValue(C((1,)))
pat ast.MatchValue(C(...))
pat ast.MatchValue(ast.Name('a',L))
pat ast.MatchValue(ast.Attribute(ast.Call(ast.Name('a',L),[],[]),'b',L))
pat ast.MatchValue(ast.BinOp(C(1),ast.Add(),C(2)))
pat ast.MatchValue(ast.BinOp(C(1),ast.Add(),C(2j)))
pat ast.MatchValue(ast.UnaryOp(ast.Not(),C(1)))
pat ast.MatchValue(ast.UnaryOp(ast.USub(),C('a')))
pat ast.MatchValue(ast.UnaryOp(ast.USub(),C(1)))
pat ast.MatchSingleton('a')
pat ast.MatchMapping([C(1)],[],None)
pat ast.MatchMapping([ast.Starred(C(1),L)],[ast.MatchAs()],None)
pat ast.MatchMapping([],[],'_')
pat ast.MatchMapping([C(1)],[ast.MatchStar('a')],None)
pat ast.MatchMapping([ast.Name('a',L)],[ast.MatchAs()],None)
pat ast.MatchMapping([C(True)],[ast.MatchAs()],None)
pat ast.MatchClass(C(1),[],[],[])
pat ast.MatchClass(ast.Attribute(C(1),'a',L),[],[],[])
pat ast.MatchClass(ast.Name('a',L),[],['a'],[])
pat ast.MatchClass(ast.Name('a',L),[],['True'],[ast.MatchAs()])
pat ast.MatchOr([])
pat ast.MatchOr([ast.MatchValue(C(1))])
pat ast.MatchOr([ast.MatchStar(),ast.MatchStar()])
pat ast.MatchAs(ast.MatchAs(),None)
pat ast.MatchAs(None,'_')
pat ast.MatchAs(None,'True')
pat ast.MatchStar('_')
pat ast.MatchStar('a')
pat ast.MatchStar()
pat ast.MatchSequence([ast.MatchStar('_')])
pat ast.MatchSequence([ast.MatchStar('a'),ast.MatchStar('b')])
pat ast.MatchAs(ast.MatchStar('a'),'b')
pat ast.pattern()
pat 5
pat None
"""
C = ast.Constant


def attempt(line):
    kind, _, text = line.partition(" ")
    try:
        node = eval(text)
        if kind in ("expr", "bare"):
            node = ast.Expr(node)
        if kind == "bare":
            node.lineno, node.col_offset = 1, 0
        if kind == "pat":
            node = ast.Match(ast.Name("x", L), [ast.match_case(node, None, [ast.Pass()])])
        if kind in ("expr", "bare", "stmt", "pat"):
            node = ast.Module([node], [])
        if kind != "bare":
            ast.fix_missing_locations(node)
        compile(node, "f", kind if kind in ("eval", "single") else "exec")
        print(line, "ok")
    except Exception as e:
        print(line, "!", type(e).__name__, str(e).split(" object at ")[0])


for line in CASES.strip("\n").split("\n"):
    attempt(line)
