# The classes of nodes: their fields, documentation, hierarchy, and how nodes are made.
import ast
import copy
import pickle

for name, c in sorted(vars(ast).items()):
    if isinstance(c, type) and issubclass(c, ast.AST) and c.__module__ == "ast" and name not in (
            "Num", "Str", "Bytes", "NameConstant", "Ellipsis", "slice", "Index", "ExtSlice", "Suite", "AugLoad", "AugStore", "Param"):
        print(name, c.__name__, c.__qualname__, [b.__name__ for b in c.__mro__[1:]], c._fields, c._attributes, c.__match_args__)
        print("   ", c.__doc__, {k: v for k, v in sorted(vars(c).items()) if v is None})


def attempt(text):
    try:
        v = eval(text)
    except Exception as e:
        print(text, "!", type(e).__name__, e)
    else:
        print(text, "=", ast.dump(v, include_attributes=True) if isinstance(v, ast.AST) else v)


for text in """ast.Name(1, 2, 3)
ast.Name(1, id=2)
ast.Pass(1)
ast.Return(1, 2)
ast.Name('x', ast.Load())
ast.Name(id='x', ctx=ast.Store(), lineno=3)
ast.Name(foo=1).foo
ast.Name().id
ast.Name().lineno
ast.Name().end_lineno
ast.Return().value
ast.arg('a').annotation
ast.AST(1)
ast.AST(a=1).a
ast.expr(1)
ast.Constant(1).kind
ast.MatchAs().end_lineno
vars(ast.Name('a', lineno=2))
ast.Name('a').__reduce__()[1:]
ast.Load() is ast.Load()
ast.parse('a').body[0].value.ctx is ast.parse('b + c').body[0].value.left.ctx
ast.Num(3)
ast.Str('a')
ast.Bytes(b'a', kind=None)
ast.NameConstant(None)
ast.Ellipsis()
ast.Index(ast.Constant(3))
ast.ExtSlice([ast.Name('a')])
ast.Constant(3).n
ast.Constant('a').s
ast.Tuple([1], ast.Load()).dims
isinstance(ast.Constant(3), ast.Num)
isinstance(ast.Constant(True), ast.Num)
isinstance(ast.Constant(True), ast.NameConstant)
isinstance(ast.Constant('x'), (ast.Str, ast.Bytes))
isinstance(ast.Constant(...), ast.Ellipsis)
isinstance(ast.Name('x'), ast.Str)
issubclass(ast.Num, ast.Constant)
ast.PyCF_ONLY_AST, ast.PyCF_TYPE_COMMENTS, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT""".split("\n"):
    attempt(text)

tree = ast.parse("def f(x):\n    return x + 1\n")
for other in (copy.deepcopy(tree), pickle.loads(pickle.dumps(tree))):
    print(ast.dump(other, include_attributes=True) == ast.dump(tree, include_attributes=True), other is tree)


class Mine(ast.Name):
    _fields = ("id", "ctx", "more")


print(ast.dump(Mine("a", ast.Load(), 5)), Mine.__match_args__)
match ast.parse("a + 1", mode="eval").body:
    case ast.BinOp(ast.Name(name), ast.Add(), ast.Constant(value)):
        print(name, value)
