# compile() to trees: the flags, the kinds of source, and what is refused.
import ast
import warnings

ONLY = ast.PyCF_ONLY_AST
print(ast.dump(compile("a", "f", "exec", ONLY)), ast.dump(compile(b"# coding: latin-1\n'\xe9'", "f", "exec", ONLY)))
print(ast.dump(compile(bytearray(b"a"), "f", "eval", flags=ONLY)), ast.dump(ast.parse(memoryview(b"b"))))
tree = ast.parse("a = 1")
print(compile(tree, "f", "exec", ONLY) is tree, ast.parse(tree) is tree)
for text, mode in (("a b", "exec"), ("  a", "exec"), ("a = 1", "eval"), ("a\nb", "single"), ("(", "exec"), ("if a:\nb", "exec"),
                   ("a = 'x", "exec"), ("f(a=1, 2)", "exec"), ("1 = a", "exec"), ("a\0b", "exec"), ("a", "nonsense"), ("return", "exec"),
                   ("break", "exec"), ("a: 1 = yield", "exec"), ("{**a for b in c}", "exec"), ("f'{'", "exec"), ("x = (1,\n", "exec")):
    try:
        print(ast.dump(ast.parse(text, "file.py", mode)))
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    except ValueError as e:
        print(type(e).__name__, e)
for bad in (5, None, ["a"]):
    try:
        ast.parse(bad)
    except TypeError as e:
        print(e)
try:
    ast.parse("a", feature_version=(2, 7))
except AssertionError as e:
    print(repr(e))
print(ast.dump(ast.parse("a", feature_version=(3, 11))), ast.dump(ast.parse("a", feature_version=9)))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(ast.dump(ast.parse(r"'\d'", "w.py")))
    print([(w.category.__name__, str(w.message), w.filename, w.lineno) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        ast.parse(r"'\d'", "w.py")
    except SyntaxError as e:
        print(e)
commented = ast.parse('''
a = 1  # type: int
b = c = []  # type: List[int] # more
d = 1  # not a type: x
def f(a, b):  # type: (int, str) -> None
    pass
def g(
    a,  # type: int
    b   # type: str
):
    # type: (...) -> int
    x = 1  # type: ignore
    return x
for x in y:  # type: str
    pass
with a as b:  # type: ignore[x]
    pass
''', type_comments=True)
print(ast.dump(commented))
