"""From a tree back to code: whether it is sound, and the plain form in which the natives take it.

The plain form of a node is a tuple: the name of its class, the values of its fields, and its place as four numbers. Sums without
fields (operators, contexts) are just names.
"""

import sys

import ast
from ast import _nodes

NODES = _nodes.classes
FIELDS = _nodes.FIELDS
KEYWORDS = ('None', 'True', 'False')
MORE_CALLS = 12000
NO_PLACE = (1, 0, 1, 0)

# Fields whose expressions are stored to or deleted.
CONTEXTS = {
    ('Assign', 'targets'): 'Store', ('AugAssign', 'target'): 'Store', ('AnnAssign', 'target'): 'Store',
    ('For', 'target'): 'Store', ('AsyncFor', 'target'): 'Store', ('comprehension', 'target'): 'Store',
    ('withitem', 'optional_vars'): 'Store', ('NamedExpr', 'target'): 'Store', ('Delete', 'targets'): 'Del',
}

# Lists that may not be empty.
FILLED = {'body', 'targets', 'items', 'names', 'cases'}
FILLED_OF = {
    'FunctionDef', 'AsyncFunctionDef', 'ClassDef', 'For', 'AsyncFor', 'While', 'If', 'With', 'AsyncWith', 'Try', 'TryStar',
    'ExceptHandler', 'Match', 'match_case', 'Delete', 'Assign', 'Import', 'ImportFrom', 'Global', 'Nonlocal',
}

# Fields that hold a name which is bound or read, so that it cannot be a constant.
PURE_NAMES = {('Name', 'id'), ('MatchAs', 'name'), ('MatchStar', 'name'), ('MatchMapping', 'rest'), ('MatchClass', 'kwd_attrs')}

BY_MODE = {'exec': 'Module', 'eval': 'Expression', 'single': 'Interactive'}


def compile_tree(tree, filename, mode, flags, optimize):
    if flags & ast.PyCF_ONLY_AST:
        return tree
    wanted = BY_MODE[mode]
    if not isinstance(tree, NODES[wanted]):
        raise TypeError(f'expected {wanted} node, got {type(tree).__name__}')
    widths = {1: 0}
    limit = sys.getrecursionlimit()
    # A tree may be deeper than calls are; the natives bound how deep.
    sys.setrecursionlimit(limit + MORE_CALLS)
    try:
        plain = Reader(widths).read(tree, 'mod')
        check(plain)
    finally:
        sys.setrecursionlimit(limit)
    return _nodes._ast._compile(plain, sorted(widths.items()), filename, flags, optimize)


# ---- from objects to tuples ----

def number(value):
    if not isinstance(value, int):
        raise ValueError(f'invalid integer value: {value!r}')
    if not -0x80000000 <= value <= 0x7fffffff:
        raise OverflowError('Python int too large to convert to C int')
    return int(value)


def identifier(value):
    if type(value) is not str:
        raise TypeError('AST identifier must be of type str')
    return value


class Reader:
    def __init__(self, widths):
        # The largest column of each line.
        self.widths = widths

    def place(self, node, kind):
        values = []
        for name in _nodes.PLACES:
            try:
                value = getattr(node, name)
            except AttributeError:
                raise TypeError(f'required field "{name}" missing from {kind}') from None
            if value is None and name.startswith('end_') and kind != 'pattern':
                value = values[0 if name == 'end_lineno' else 1]
            values.append(number(value))
        for line, column in (values[:2], values[2:]):
            line = max(line, 0)
            self.widths[line] = max(self.widths.get(line, 0), column)
        return tuple(values)

    def read(self, node, kind):
        """The plain form of a node of this kind."""
        base = NODES[kind]
        if base in FIELDS:
            # It is not asked of what class the node is.
            fields = [self.field(node, kind, *f) for f in FIELDS[base]]
            return (kind, *fields, self.place(node, kind) if base._attributes else NO_PLACE)
        where = self.place(node, kind) if base._attributes else NO_PLACE
        cls = None
        if isinstance(node, base):
            cls = next((c for c in type(node).__mro__ if c in FIELDS and issubclass(c, base)), None)
        if cls is None:
            raise TypeError(f'expected some sort of {kind}, but got {node!r}')
        name = cls.__name__
        if not FIELDS[cls] and kind != 'stmt':
            return name
        return (name, *[self.field(node, name, *f) for f in FIELDS[cls]], where)

    def field(self, node, owner, kind, mark, name):
        try:
            value = getattr(node, name)
        except AttributeError:
            if mark == '?':
                return None
            raise TypeError(f'required field "{name}" missing from {owner}') from None
        if mark == '*':
            if not isinstance(value, list):
                raise TypeError(f'{owner} field "{name}" must be a list, not a {type(value).__name__}')
            return [self.item(v, kind) for v in value]
        if value is None and mark == '?':
            return None
        if kind == 'identifier':
            if value is None:
                raise ValueError(f"field '{name}' is required for {owner}")
            return identifier(value)
        if kind == 'string':
            if not isinstance(value, (str, bytes)):
                raise TypeError('AST string must be of type str')
            return value
        if kind == 'int':
            return number(value)
        if kind == 'constant':
            return value
        if value is None and kind in ('expr', 'pattern'):
            raise ValueError(f"field '{name}' is required for {owner}")
        return self.read(value, kind)

    def item(self, value, kind):
        if kind == 'identifier':
            return identifier(value)
        # Whether None may stand there is checked later.
        if value is None and kind in ('expr', 'stmt', 'pattern'):
            return None
        return self.read(value, kind)


# ---- whether the tree makes sense ----

def check(plain, context='Load'):
    """Looks at a plain node and what is below it."""
    name = plain[0]
    special = CHECKS.get(name)
    fields = FIELDS[NODES[name]]
    kind = NODES[name].__mro__[1].__name__
    if name in _nodes.PLACED or kind in _nodes.PLACED:
        check_place(*plain[-1])
    if kind == 'expr':
        check_context(plain, fields, context)
    for (field_kind, mark, field_name), value in zip(fields, plain[1:]):
        if (name, field_name) in PURE_NAMES:
            for one in value if mark == '*' else (value,):
                if one in KEYWORDS:
                    raise ValueError(f"identifier field can't represent '{one}' constant")
        if mark == '*' and not value and field_name in FILLED and name in FILLED_OF:
            raise ValueError(f'empty {field_name} on {name}')
    if special is not None:
        special(plain)
    pairs = zip(fields, plain[1:])
    if special is check_comprehension:
        # What is wrong with the clauses is told first.
        pairs = reversed([*pairs])
    for (field_kind, mark, field_name), value in pairs:
        if field_kind in ('identifier', 'string', 'int', 'constant', 'expr_context'):
            continue
        below = CONTEXTS.get((name, field_name), 'Load')
        if name in ('List', 'Tuple', 'Starred') and field_name in ('elts', 'value'):
            below = context
        for one in value if mark == '*' else (value,):
            if one is None:
                if mark == '*' and (name, field_name) not in (('Dict', 'keys'), ('arguments', 'kw_defaults')):
                    what = {'stmt': 'statement', 'expr': 'expression'}.get(field_kind, field_kind)
                    raise ValueError(f'None disallowed in {what} list')
            elif isinstance(one, tuple):
                if one[0] == 'MatchStar' and name != 'MatchSequence':
                    raise ValueError("can't use MatchStar here")
                check(one, below)


def check_place(line, column, end_line, end_column):
    if line > end_line:
        raise ValueError(f'AST node line range ({line}, {end_line}) is not valid')
    if (line < 0 and end_line != line) or (column < 0 and column != end_column):
        raise ValueError(
            f'AST node column range ({column}, {end_column}) for line range ({line}, {end_line}) is not valid')
    if line == end_line and column > end_column:
        raise ValueError(f'line {line}, column {column}-{end_column} is not a valid range')


def check_context(plain, fields, context):
    if fields and fields[-1][2] == 'ctx':
        own = plain[-2]
        if own != context:
            raise ValueError(f'expression must have {context} context but has {own} instead')
    elif context != 'Load' and plain[0] != 'NamedExpr':
        raise ValueError(f"expression which can't be assigned to in {context} context")


def check_constant(plain):
    def look(value):
        if type(value) in (tuple, frozenset):
            for inner in value:
                look(inner)
        elif value is not None and value is not ... and type(value) not in (int, float, complex, bool, str, bytes):
            raise TypeError(f'got an invalid type in Constant: {type(value).__name__}')
    look(plain[1])


def check_arguments(plain):
    _, posonly, args, vararg, kwonly, kw_defaults, kwarg, defaults, _ = plain
    too_many = len(defaults) > len(posonly) + len(args)
    if too_many or len(kw_defaults) != len(kwonly):
        # What is wrong with a parameter is told first.
        for parameter in (*posonly, *args, vararg, *kwonly, kwarg):
            if parameter is not None:
                check(parameter)
        if too_many:
            raise ValueError('more positional defaults than args on arguments')
        raise ValueError('length of kwonlyargs is not the same as kw_defaults on arguments')


def check_compare(plain):
    if not plain[3]:
        raise ValueError('Compare with no comparators')
    if len(plain[3]) != len(plain[2]):
        raise ValueError('Compare has a different number of comparators and operands')


def check_dict(plain):
    if len(plain[1]) != len(plain[2]):
        raise ValueError("Dict doesn't have the same number of keys as values")


def check_bool_op(plain):
    if len(plain[2]) < 2:
        raise ValueError('BoolOp with less than 2 values')


def check_comprehension(plain):
    if not plain[-2]:
        raise ValueError('comprehension with no generators')


def check_named(plain):
    if plain[1][0] != 'Name':
        raise TypeError('NamedExpr target must be a Name')


def check_formatted(plain):
    if plain[2] not in (-1, 115, 114, 97):
        raise SystemError(f'Unrecognized conversion character {plain[2]}')


def check_target(plain):
    if plain[1][0] not in ('Name', 'Attribute', 'Subscript'):
        what = 'augmented' if plain[0] == 'AugAssign' else 'annotated'
        check(plain[1], 'Store')
        raise SystemError(f'invalid node type ({plain[1][0]}) for {what} assignment')
    if plain[0] == 'AnnAssign' and plain[4] and plain[1][0] != 'Name':
        raise TypeError('AnnAssign with simple non-Name target')


def check_raise(plain):
    if plain[2] and not plain[1]:
        raise ValueError('Raise with cause but no exception')


def check_try(plain):
    name, _, handlers, orelse, final, _ = plain
    if not handlers and not final:
        raise ValueError(f'{name} has neither except handlers nor finalbody')
    if not handlers and orelse:
        raise ValueError(f'{name} has orelse but no except handlers')


def check_import_from(plain):
    if plain[3] and plain[3] < 0:
        raise ValueError('Negative ImportFrom level')


def check_match_value(plain):
    check_pattern_value(plain[1])


def check_pattern_value(e):
    def is_number(e, types):
        return e[0] == 'Constant' and type(e[1]) in types

    def is_signed(e, types):
        return is_number(e, types) or e[0] == 'UnaryOp' and e[1] == 'USub' and is_number(e[2], types)

    if e[0] == 'Constant':
        if type(e[1]) not in (int, float, complex, str, bytes):
            raise ValueError('unexpected constant inside of a literal pattern')
    elif e[0] == 'BinOp':
        sound = e[2] in ('Add', 'Sub') and is_signed(e[1], (int, float)) and is_number(e[3], (complex,))
        if not sound:
            raise ValueError('patterns may only match literals and attribute lookups')
    elif e[0] not in ('Attribute', 'JoinedStr') and not (e[0] == 'UnaryOp' and is_signed(e, (int, float, complex))):
        raise ValueError('patterns may only match literals and attribute lookups')


def check_singleton(plain):
    if plain[1] is not None and plain[1] is not True and plain[1] is not False:
        raise ValueError('MatchSingleton can only contain True, False and None')


def capture(name):
    if name == '_':
        raise ValueError("can't capture name '_' in patterns")


def check_mapping(plain):
    _, keys, patterns, rest, _ = plain
    if len(keys) != len(patterns):
        raise ValueError("MatchMapping doesn't have the same number of keys as patterns")
    capture(rest)
    for key in keys:
        if key and not (key[0] == 'Constant' and (key[1] is None or type(key[1]) is bool)):
            check_pattern_value(key)


def check_class_pattern(plain):
    _, cls, _, names, patterns, _ = plain
    if len(names) != len(patterns):
        raise ValueError("MatchClass doesn't have the same number of keyword attributes as patterns")
    while cls[0] == 'Attribute':
        cls = cls[1]
    if cls[0] != 'Name':
        raise ValueError('MatchClass cls field can only contain Name or Attribute nodes.')


def check_as(plain):
    _, pattern, name, _ = plain
    if name is None and pattern is not None:
        raise ValueError('MatchAs must specify a target name if a pattern is given')
    capture(name)


def check_or(plain):
    if len(plain[1]) < 2:
        raise ValueError('MatchOr requires at least 2 patterns')


CHECKS = {
    'Constant': check_constant, 'arguments': check_arguments, 'Compare': check_compare, 'Dict': check_dict,
    'BoolOp': check_bool_op, 'ListComp': check_comprehension, 'SetComp': check_comprehension,
    'DictComp': check_comprehension, 'GeneratorExp': check_comprehension, 'NamedExpr': check_named,
    'FormattedValue': check_formatted, 'AugAssign': check_target, 'AnnAssign': check_target, 'Raise': check_raise,
    'Try': check_try, 'TryStar': check_try, 'ImportFrom': check_import_from, 'MatchValue': check_match_value,
    'MatchSingleton': check_singleton, 'MatchMapping': check_mapping, 'MatchClass': check_class_pattern,
    'MatchAs': check_as, 'MatchStar': lambda plain: capture(plain[1]), 'MatchOr': check_or,
}
