"""Compare the trees of this crate with those of CPython's `ast` module, positions included.

    python3.11 compare_ast.py path/to/dump [FILE or FOLDER ..]

`dump` is the crate's example of that name. Without files, CPython's own library is compared.
"""

import ast
import pathlib
import struct
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)


class Renderer:
    """Writes a tree as `tests/support/render.rs` does."""

    def __init__(self):
        self.in_format = 0

    def place(self, node):
        if self.in_format:
            return ""
        return f" {node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"

    def text(self, data):
        if isinstance(data, str):
            data = data.encode("utf-8", "surrogatepass")
        plain = lambda b: 0x20 <= b < 0x7F and b not in b'"\\'
        return '"' + "".join(chr(b) if plain(b) else f"\\x{b:02x}" for b in data) + '"'

    def float(self, value):
        return struct.pack(">d", value).hex()

    def constant(self, value):
        if value is None or value is True or value is False:
            return repr(value)
        if value is ...:
            return "Ellipsis"
        if isinstance(value, int):
            return str(value) if value < 2**63 else "Big"
        if isinstance(value, float):
            return self.float(value)
        if isinstance(value, complex):
            return "j " + self.float(value.imag)
        if isinstance(value, bytes):
            return "b " + self.text(value)
        return self.text(value)

    def list(self, items):
        return "[" + " ".join(items) + "]"

    def exprs(self, nodes):
        return self.list([self.node(n) if n is not None else "-" for n in nodes])

    def option(self, node):
        return "-" if node is None else self.node(node)

    def name(self, name):
        return "-" if name is None else self.text(name)

    def op(self, op):
        return type(op).__name__

    def node(self, n):
        kind = type(n).__name__
        place = self.place(n) if hasattr(n, "lineno") else ""
        fields = getattr(self, "f_" + kind, self.generic)(n)
        if kind == "JoinedStr" and isinstance(fields, tuple):
            fields = fields[0]
        return f"({kind}{place}{' ' if fields else ''}{fields})"

    def generic(self, n):
        parts = []
        for field in n._fields:
            if field in ("ctx", "type_comment", "type_ignores", "kind"):
                continue
            value = getattr(n, field)
            if isinstance(value, list):
                if value and isinstance(value[0], str):
                    parts.append(self.list([self.text(v) for v in value]))
                elif value and isinstance(value[0], ast.cmpop):
                    parts.append(self.list([self.op(v) for v in value]))
                else:
                    parts.append(self.exprs(value))
            elif isinstance(value, (ast.operator, ast.unaryop, ast.boolop)):
                parts.append(self.op(value))
            elif isinstance(value, ast.AST):
                parts.append(self.node(value))
            elif value is None:
                parts.append("-")
            elif isinstance(value, str):
                parts.append(self.text(value))
            else:
                parts.append(str(value))
        return " ".join(parts)

    def f_Constant(self, n):
        return self.constant(n.value)

    def f_JoinedStr(self, n):
        self.in_format += 1
        text = self.exprs(n.values)
        self.in_format -= 1
        return text

    def f_FormattedValue(self, n):
        conversion = {-1: "-", 115: "Str", 114: "Repr", 97: "Ascii"}[n.conversion]
        spec = "-"
        if n.format_spec is not None:
            spec = "(JoinedStr " + self.exprs(n.format_spec.values) + ")"
        return f"{self.node(n.value)} {conversion} {spec}"

    def f_comprehension(self, n):
        async_ = "async" if n.is_async else "-"
        return f"{self.node(n.target)} {self.node(n.iter)} {self.exprs(n.ifs)} {async_}"

    def f_AnnAssign(self, n):
        simple = "simple" if n.simple else "-"
        target, annotation = self.node(n.target), self.node(n.annotation)
        return f"{target} {annotation} {self.option(n.value)} {simple}"

    def arg(self, a, default=None):
        default = self.option(default)
        return f"(arg{self.place(a)} {self.text(a.arg)} {self.option(a.annotation)} {default})"

    def f_arguments(self, n):
        positional = n.posonlyargs + n.args
        defaults = [None] * (len(positional) - len(n.defaults)) + n.defaults
        rendered = [self.arg(a, d) for a, d in zip(positional, defaults)]
        count = len(n.posonlyargs)
        keyword = [self.arg(a, d) for a, d in zip(n.kwonlyargs, n.kw_defaults)]
        vararg = "-" if n.vararg is None else self.arg(n.vararg)
        kwarg = "-" if n.kwarg is None else self.arg(n.kwarg)
        lists = [self.list(rendered[:count]), self.list(rendered[count:]), vararg]
        return " ".join(lists + [self.list(keyword), kwarg])

    def f_FunctionDef(self, n):
        args, decorators = self.node(n.args), self.exprs(n.decorator_list)
        returns, body = self.option(n.returns), self.exprs(n.body)
        return f"{self.text(n.name)} {args} {decorators} {returns} {body}"

    f_AsyncFunctionDef = f_FunctionDef

    def f_ClassDef(self, n):
        bases, keywords = self.exprs(n.bases), self.exprs(n.keywords)
        decorators, body = self.exprs(n.decorator_list), self.exprs(n.body)
        return f"{self.text(n.name)} {bases} {keywords} {decorators} {body}"

    def f_MatchSingleton(self, n):
        return repr(n.value)


def python_files(arguments):
    if not arguments:
        arguments = [pathlib.Path(ast.__file__).parent]
    for argument in map(pathlib.Path, arguments):
        files = sorted(argument.rglob("*.py")) if argument.is_dir() else [argument]
        yield from (f for f in files if "site-packages" not in f.parts)


def main():
    dump, files = sys.argv[1], list(python_files(sys.argv[2:]))
    compared = different = skipped = 0
    for start in range(0, len(files), 50):
        batch = files[start : start + 50]
        output = subprocess.run([dump, *batch], capture_output=True, check=True).stdout
        for path, ours in zip(batch, output.decode().split("\n")):
            try:
                tree = ast.parse(path.read_bytes())
                path.read_bytes().decode("utf-8")
            except (SyntaxError, ValueError):
                skipped += 1
                continue
            theirs = Renderer().node(tree)
            compared += 1
            if ours != theirs:
                different += 1
                at = next(
                    (i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b),
                    min(len(ours), len(theirs)),
                )
                print(f"{path}: differs at {at}")
                print(f"  ours   .. {ours[max(0, at - 80) : at + 80]}")
                print(f"  theirs .. {theirs[max(0, at - 80) : at + 80]}")
    print(f"{compared} files compared, {different} different, {skipped} skipped")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
