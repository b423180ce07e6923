"""Trees of the syntax of Python programs: what a source text is parsed to, and what can be done with that."""

from ast import _nodes

# The classes and constants are made there, and given to `_ast` too.
globals().update(_nodes.classes)

from _ast import PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST, PyCF_TYPE_COMMENTS

_ast_parse = _nodes._ast._parse


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None):
    """The tree of a source text."""
    flags = PyCF_ONLY_AST
    if type_comments:
        flags |= PyCF_TYPE_COMMENTS
    if isinstance(feature_version, tuple):
        major, minor = feature_version
        assert major == 3
        feature_version = minor
    elif feature_version is None:
        feature_version = -1
    return compile(source, filename, mode, flags, _feature_version=feature_version)


def _parse_text(text, filename, mode, flags):
    """What `compile` does for a tree."""
    if flags & PyCF_TYPE_COMMENTS:
        from ast import _comments
        return _comments.add(_ast_parse(text, filename, mode), text)
    return _ast_parse(text, filename, mode)


def _compile_tree(tree, filename, mode, flags, optimize):
    """What `compile`, `exec` and `eval` do with a tree."""
    from ast import _check
    return _check.compile_tree(tree, filename, mode, flags, optimize)


# ---- values of literals ----

def literal_eval(node_or_string):
    """The value of a text or tree that consists of literals and displays of them."""
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(' \t'), mode='eval')
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _malformed(node):
    text = 'malformed node or string'
    line = getattr(node, 'lineno', None)
    if line:
        text += f' on line {line}'
    raise ValueError(f'{text}: {node!r}')


def _number(node):
    if isinstance(node, Constant) and type(node.value) in (int, float, complex):
        return node.value
    _malformed(node)


def _signed(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        operand = _number(node.operand)
        return +operand if isinstance(node.op, UAdd) else -operand
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and not node.args + node.keywords:
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        real = _signed(node.left)
        imaginary = _number(node.right)
        if isinstance(real, (int, float)) and isinstance(imaginary, complex):
            return real + imaginary if isinstance(node.op, Add) else real - imaginary
    return _signed(node)


# ---- going over trees ----

def iter_fields(node):
    """The fields of a node that are set, as pairs of name and value."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below a node."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """All nodes of a tree, level by level."""
    level = [node]
    while level:
        below = []
        for node in level:
            below.extend(iter_child_nodes(node))
            yield node
        level = below


class NodeVisitor:
    """Calls a method for each node of a tree: `visit_Name` for a Name, or else `generic_visit`, which goes on to what is below."""

    def visit(self, node):
        visitor = getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)
        return visitor(node)

    def generic_visit(self, node):
        for _, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)

    def visit_Constant(self, node):
        # Methods for the classes that Constant has replaced are still called.
        name = _old_name(node.value)
        method = getattr(self, 'visit_' + name, None) if name else None
        if method is None:
            return self.generic_visit(node)
        import warnings
        warnings.warn(f'visit_{name} is deprecated; add visit_Constant', DeprecationWarning, 2)
        return method(node)


class NodeTransformer(NodeVisitor):
    """A visitor whose methods return what takes the node's place: a node, None, or a list for a node in a list."""

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                items = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            items.extend(item)
                            continue
                    items.append(item)
                old[:] = items
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node


# ---- places ----

def copy_location(new_node, old_node):
    """Gives a node the place of another one."""
    shared = [name for name in old_node._attributes if name in new_node._attributes and hasattr(old_node, name)]
    for name in shared:
        place = getattr(old_node, name)
        # Only an end may be unknown.
        if place is not None or name.startswith('end_'):
            setattr(new_node, name, place)
    return new_node


def fix_missing_locations(root):
    """Gives nodes without a place that of the node above them."""
    pending = [(root, (1, 0, 1, 0))]
    while pending:
        node, above = pending.pop()
        places = []
        for name, value in zip(_nodes.PLACES, above):
            if name in node._attributes:
                own = getattr(node, name, None)
                if own is None and (name.startswith('end_') or not hasattr(node, name)):
                    setattr(node, name, value)
                else:
                    value = own
            places.append(value)
        pending.extend([(child, tuple(places)) for child in iter_child_nodes(node)])
    return root


def increment_lineno(node, n=1):
    """Moves a tree down by so many lines."""
    for child in walk(node):
        if isinstance(child, TypeIgnore):
            child.lineno = getattr(child, 'lineno', 0) + n
            continue
        if 'lineno' in child._attributes:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in child._attributes and (end := getattr(child, 'end_lineno', 0)) is not None:
            child.end_lineno = end + n
    return node


# ---- texts ----

def dump(node, annotate_fields=True, include_attributes=False, *, indent=None):
    """A tree as text, with the names of fields unless that is unambiguous and not wanted, on many lines if there is an indent."""
    if not isinstance(node, AST):
        raise TypeError(f'expected AST, got {node.__class__.__name__!r}')
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent
    return _dump(node, annotate_fields, include_attributes, indent, 0)[0]


def _dump(node, annotate, attributes, indent, level):
    """The text of a node or value, and whether it is so simple that it needs no line of its own."""
    inner = level + 1
    if indent is None:
        start, separator = '', ', '
    else:
        start = '\n' + indent * inner
        separator = ',' + start
    if isinstance(node, list):
        if not node:
            return '[]', True
        items = [_dump(item, annotate, attributes, indent, inner)[0] for item in node]
        return f'[{start}{separator.join(items)}]', False
    if not isinstance(node, AST):
        return repr(node), True
    cls = type(node)
    parts = []
    simple = True
    keywords = annotate
    for name in node._fields:
        try:
            value = getattr(node, name)
        except AttributeError:
            keywords = True
            continue
        if value is None and getattr(cls, name, ...) is None:
            keywords = True
            continue
        text, is_simple = _dump(value, annotate, attributes, indent, inner)
        simple = simple and is_simple
        parts.append(f'{name}={text}' if keywords else text)
    if attributes and node._attributes:
        for name in node._attributes:
            try:
                value = getattr(node, name)
            except AttributeError:
                continue
            if value is None and getattr(cls, name, ...) is None:
                continue
            text, is_simple = _dump(value, annotate, attributes, indent, inner)
            simple = simple and is_simple
            parts.append(f'{name}={text}')
    name = node.__class__.__name__
    if simple and len(parts) <= 3:
        return f'{name}({", ".join(parts)})', not parts
    return f'{name}({start}{separator.join(parts)})', False


def unparse(ast_obj):
    """A source text whose tree is this one."""
    from ast import _unparse
    return _unparse.unparse(ast_obj)


def get_docstring(node, clean=True):
    """The docstring of a function, class or module, or None; with `clean` as `inspect.cleandoc` makes it."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{node.__class__.__name__!r} can't have docstrings")
    if not node.body or not isinstance(node.body[0], Expr):
        return None
    value = node.body[0].value
    if not isinstance(value, Constant) or not isinstance(value.value, str):
        return None
    if not clean:
        return value.value
    import inspect
    return inspect.cleandoc(value.value)


def _lines(source):
    """The lines of a source text with their ends. Other than for `splitlines`, only line feeds and carriage returns end them."""
    lines = []
    start = 0
    text = source
    while start < len(text):
        feed, carriage = text.find('\n', start), text.find('\r', start)
        if carriage != -1 and (feed == -1 or carriage < feed):
            end = carriage + 2 if feed == carriage + 1 else carriage + 1
        elif feed != -1:
            end = feed + 1
        else:
            end = len(text)
        lines.append(text[start:end])
        start = end
    return lines


def get_source_segment(source, node, *, padded=False):
    """The part of a source text that a node was made from, or None. `padded`: the first line keeps its column."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last = node.lineno - 1, node.end_lineno - 1
        start, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = _lines(source)
    head = lines[first].encode()
    if first == last:
        body = head[start:end].decode()
    else:
        middle = ''.join(lines[first + 1:last])
        body = head[start:].decode() + middle + lines[last].encode()[:end].decode()
    if padded and first != last:
        before = head[:start].decode()
        body = ''.join([c if c in '\f\t' else ' ' for c in before]) + body
    return body


# ---- the classes that Constant and others have replaced ----

def _old_name(value):
    if value is ...:
        return 'Ellipsis'
    if value is None or isinstance(value, bool):
        return 'NameConstant'
    if isinstance(value, (int, float, complex)):
        return 'Num'
    if isinstance(value, str):
        return 'Str'
    if isinstance(value, bytes):
        return 'Bytes'
    return None


def _value_property():
    def get(self):
        """The value, under the name that older classes had for it."""
        return self.value

    def put(self, value):
        self.value = value

    return property(get, put)


Constant.n = _value_property()
Constant.s = _value_property()


class _OldConstant(type):
    """Of classes whose instances are those of Constant with a value of some type."""

    def __instancecheck__(cls, node):
        if not isinstance(node, Constant):
            return False
        if cls in (Num, Str, Bytes, NameConstant, Ellipsis):
            try:
                value = node.value
            except AttributeError:
                return False
            return _old_name(value) == cls.__name__
        return type.__instancecheck__(cls, node)


def _new_constant(cls, *args, **kwargs):
    old = cls._fields[0] if cls._fields else None
    if old in kwargs and args:
        raise TypeError(f'{cls.__name__} got multiple values for argument {old!r}')
    if cls in (Num, Str, Bytes, NameConstant):
        return Constant(*args, **kwargs)
    return Constant.__new__(cls)


class Num(Constant, metaclass=_OldConstant):
    _fields = ('n',)
    __new__ = _new_constant


class Str(Constant, metaclass=_OldConstant):
    _fields = ('s',)
    __new__ = _new_constant


class Bytes(Constant, metaclass=_OldConstant):
    _fields = ('s',)
    __new__ = _new_constant


class NameConstant(Constant, metaclass=_OldConstant):
    __new__ = _new_constant


class Ellipsis(Constant, metaclass=_OldConstant):
    _fields = ()

    def __new__(cls, *args, **kwargs):
        return Constant(..., *args, **kwargs) if cls is Ellipsis else Constant.__new__(cls)


class slice(AST):
    """The base of what stood in subscripts before Python 3.9."""


class Index(slice):
    """Gives its value: an index is any expression now."""

    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """Gives a Tuple, which several slices are now."""

    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


class Suite(mod):
    """Not used any more."""


class AugLoad(expr_context):
    """Not used any more."""


class AugStore(expr_context):
    """Not used any more."""


class Param(expr_context):
    """Not used any more."""


Tuple.dims = property(lambda self: self.elts, lambda self, value: setattr(self, 'elts', value),
                      doc='The elements, under the name that ExtSlice had for them.')


def main():
    """`python -m ast`: shows the tree of a file."""
    import argparse
    parser = argparse.ArgumentParser(prog='python -m ast')
    parser.add_argument('infile', type=argparse.FileType('rb'), nargs='?', default='-',
                        help='the file to parse; defaults to stdin')
    parser.add_argument('-m', '--mode', default='exec', choices=('exec', 'single', 'eval', 'func_type'),
                        help='specify what kind of code must be parsed')
    parser.add_argument('--no-type-comments', default=True, action='store_false',
                        help="don't add information about type comments")
    parser.add_argument('-a', '--include-attributes', action='store_true',
                        help='include attributes such as line numbers and column offsets')
    parser.add_argument('-i', '--indent', type=int, default=3, help='indentation of nodes (number of spaces)')
    args = parser.parse_args()
    with args.infile as infile:
        source = infile.read()
    tree = parse(source, args.infile.name, args.mode, type_comments=args.no_type_comments)
    print(dump(tree, include_attributes=args.include_attributes, indent=args.indent))
