# Visitors and transformers, places, docstrings, segments of the source.
import ast
import warnings

SOURCE = '''"""Module
    doc."""
import os

def f(x, y=2):
    """Doc
      of f."""
    if x:
        return os.path.join("é", y) + \\
            "b"
    return [a for a in x]

class C:
    "of C"
    @property
    def m(self): pass
'''
tree = ast.parse(SOURCE)
print([type(n).__name__ for n in ast.walk(tree)])
print([(name, type(v).__name__) for name, v in ast.iter_fields(tree.body[2])])
print([type(n).__name__ for n in ast.iter_child_nodes(tree.body[2])])


class Names(ast.NodeVisitor):
    def visit_Name(self, node):
        print("name", node.id, type(node.ctx).__name__)

    def visit_FunctionDef(self, node):
        print("def", node.name)
        self.generic_visit(node)

    def visit_Constant(self, node):
        print("constant", ascii(node.value))


Names().visit(tree)


class Old(ast.NodeVisitor):
    def visit_Num(self, node):
        print("num", node.n)

    def visit_Str(self, node):
        print("str", node.s)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    Old().visit(ast.parse("1; 'a'; None"))
print([(w.category.__name__, str(w.message)) for w in caught])


class Change(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Subscript(ast.Name("data", ast.Load()), ast.Constant(node.id), node.ctx), node)

    def visit_Pass(self, node):
        return None

    def visit_Return(self, node):
        self.generic_visit(node)
        return [ast.Expr(ast.Constant("returns")), node]

    def visit_Import(self, node):
        return [ast.Import([ast.alias("sys")]), node]

    def visit_Assert(self, node):
        return None


changed = Change().visit(ast.parse(SOURCE))
print(ast.dump(changed))
ast.fix_missing_locations(changed)
print(ast.dump(changed, include_attributes=True))
raising = ast.parse("raise a from b")


class Gone(ast.NodeTransformer):
    def visit_Name(self, node):
        return None if node.id == "b" else node


print(ast.dump(Gone().visit(raising)))
print(ast.dump(ast.increment_lineno(ast.parse("a\nb + c"), 10), include_attributes=True))
print(ast.dump(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Name("a", ast.Load()), ast.Add(), ast.Name("b", ast.Load(), lineno=5)))), include_attributes=True))
print(ast.dump(ast.copy_location(ast.Name("x", ast.Load()), ast.Constant(1, lineno=3, col_offset=4)), include_attributes=True))
for node in (tree, tree.body[2], tree.body[3], ast.parse("1"), ast.parse("")):
    print(repr(ast.get_docstring(node)), repr(ast.get_docstring(node, clean=False)))
for bad in (lambda: ast.get_docstring(ast.Name("x")), lambda: ast.dump(3), lambda: ast.get_docstring(ast.parse("lambda: 0"))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
for node in ast.walk(tree):
    if isinstance(node, (ast.stmt, ast.expr, ast.arg)):
        print(type(node).__name__, ascii(ast.get_source_segment(SOURCE, node)))
print(ascii(ast.get_source_segment(SOURCE, tree.body[2].body[1].body[0].value, padded=True)))
print(ast.get_source_segment(SOURCE, ast.Name("x")), ast.get_source_segment("a\r\nb\rc\x0c + 1\n", ast.parse("a\r\nb\rc\x0c + 1\n").body[2]))
for options in ({"indent": 2}, {"indent": "\t"}, {"indent": 0}, {"annotate_fields": False}, {"annotate_fields": False, "indent": 1}, {"include_attributes": True}):
    print(ast.dump(ast.parse("f(a, b=[1], *c); pass; def_ = None"), **options))
print(ast.dump(ast.arg("a")), ast.dump(ast.Name(ctx=ast.Load())), ast.dump(ast.Return()), ast.dump(ast.Raise(cause=ast.Name("x")), annotate_fields=False))
print(ast.dump(ast.Call(ast.Name("f"), [], [])), ast.dump(ast.Constant([1, ast.Name("a")])))
