"""The classes of nodes, made from the abstract grammar: each line of it is a class with its fields."""

import _ast

# A group of classes is headed by their base. `?` marks a field that may be None, `*` a list.
GRAMMAR = """
mod:
  Module(stmt* body, type_ignore* type_ignores)
  Interactive(stmt* body)
  Expression(expr body)
  FunctionType(expr* argtypes, expr returns)
stmt:
  FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment)
  AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment)
  ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list)
  Return(expr? value)
  Delete(expr* targets)
  Assign(expr* targets, expr value, string? type_comment)
  AugAssign(expr target, operator op, expr value)
  AnnAssign(expr target, expr annotation, expr? value, int simple)
  For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
  AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
  While(expr test, stmt* body, stmt* orelse)
  If(expr test, stmt* body, stmt* orelse)
  With(withitem* items, stmt* body, string? type_comment)
  AsyncWith(withitem* items, stmt* body, string? type_comment)
  Match(expr subject, match_case* cases)
  Raise(expr? exc, expr? cause)
  Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
  TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
  Assert(expr test, expr? msg)
  Import(alias* names)
  ImportFrom(identifier? module, alias* names, int? level)
  Global(identifier* names)
  Nonlocal(identifier* names)
  Expr(expr value)
  Pass
  Break
  Continue
expr:
  BoolOp(boolop op, expr* values)
  NamedExpr(expr target, expr value)
  BinOp(expr left, operator op, expr right)
  UnaryOp(unaryop op, expr operand)
  Lambda(arguments args, expr body)
  IfExp(expr test, expr body, expr orelse)
  Dict(expr* keys, expr* values)
  Set(expr* elts)
  ListComp(expr elt, comprehension* generators)
  SetComp(expr elt, comprehension* generators)
  DictComp(expr key, expr value, comprehension* generators)
  GeneratorExp(expr elt, comprehension* generators)
  Await(expr value)
  Yield(expr? value)
  YieldFrom(expr value)
  Compare(expr left, cmpop* ops, expr* comparators)
  Call(expr func, expr* args, keyword* keywords)
  FormattedValue(expr value, int conversion, expr? format_spec)
  JoinedStr(expr* values)
  Constant(constant value, string? kind)
  Attribute(expr value, identifier attr, expr_context ctx)
  Subscript(expr value, expr slice, expr_context ctx)
  Starred(expr value, expr_context ctx)
  Name(identifier id, expr_context ctx)
  List(expr* elts, expr_context ctx)
  Tuple(expr* elts, expr_context ctx)
  Slice(expr? lower, expr? upper, expr? step)
expr_context: Load Store Del
boolop: And Or
operator: Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv
unaryop: Invert Not UAdd USub
cmpop: Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn
comprehension(expr target, expr iter, expr* ifs, int is_async)
excepthandler:
  ExceptHandler(expr? type, identifier? name, stmt* body)
arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)
arg(identifier arg, expr? annotation, string? type_comment)
keyword(identifier? arg, expr value)
alias(identifier name, identifier? asname)
withitem(expr context_expr, expr? optional_vars)
match_case(pattern pattern, expr? guard, stmt* body)
pattern:
  MatchValue(expr value)
  MatchSingleton(constant value)
  MatchSequence(pattern* patterns)
  MatchMapping(expr* keys, pattern* patterns, identifier? rest)
  MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)
  MatchStar(identifier? name)
  MatchAs(pattern? pattern, identifier? name)
  MatchOr(pattern* patterns)
type_ignore:
  TypeIgnore(int lineno, string tag)
"""

PLACES = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')

# The classes whose nodes have a place, where the end may be missing; a pattern's place is complete.
PLACED = ('stmt', 'expr', 'excepthandler', 'arg', 'keyword', 'alias', 'pattern')


class AST:
    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, /, *args, **kwargs):
        fields = self._fields
        if len(args) > len(fields):
            plural = '' if len(fields) == 1 else 's'
            raise TypeError(
                f'{type(self).__name__} constructor takes at most {len(fields)} positional argument{plural}')
        for name, value in zip(fields, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            if args and name in fields[:len(args)]:
                raise TypeError(f'{type(self).__name__} got multiple values for argument {name!r}')
            setattr(self, name, value)

    def __reduce__(self):
        return type(self), (), self.__dict__


AST.__module__ = 'ast'
AST.__doc__ = None

# For each class of the grammar its fields, as tuples of type, mark and name.
FIELDS = {}


def _make(text, base, classes):
    """The class of `Name(fields)`."""
    name, _, inside = text.partition('(')
    fields = []
    namespace = {'__module__': 'ast', '__doc__': text}
    for field in inside.rstrip(')').split(', ') if inside else ():
        kind, _, field_name = field.partition(' ')
        mark = kind[-1] if kind[-1] in '?*' else ''
        fields.append((kind.rstrip('?*'), mark, field_name))
        if mark == '?':
            namespace[field_name] = None
    if fields or base is not AST:
        namespace['_fields'] = namespace['__match_args__'] = tuple([field_name for _, _, field_name in fields])
    made = classes[name] = type(name, (base,), namespace)
    FIELDS[made] = tuple(fields)
    return made


def _place(made):
    made._attributes = PLACES
    if made.__name__ != 'pattern':
        made.end_lineno = made.end_col_offset = None


def _make_all():
    classes = {'AST': AST}
    base = members = None

    def finish():
        if members:
            separator = '\n' + ' ' * len(base.__name__) + ' | ' if '(' in ''.join(members) else ' | '
            base.__doc__ = f'{base.__name__} = {separator.join(members)}'

    for line in GRAMMAR.split('\n')[1:-1]:
        if line.startswith('  '):
            members.append(line[2:])
            _make(line[2:], base, classes)
            continue
        finish()
        base = members = None
        if ':' not in line:
            made = _make(line, AST, classes)
            if made.__name__ in PLACED:
                _place(made)
            else:
                made._attributes = ()
            continue
        name, _, rest = line.partition(':')
        base = classes[name] = type(name, (AST,), {
            '__module__': 'ast', '_fields': (), '__match_args__': (), '_attributes': ()})
        members = rest.split()
        if name in PLACED:
            _place(base)
        for member in members:
            _make(member, base, classes)
    finish()
    return classes


classes = _make_all()
_ast._register(classes)
vars(_ast).update(classes, PyCF_ALLOW_TOP_LEVEL_AWAIT=0x2000, PyCF_ONLY_AST=0x400, PyCF_TYPE_COMMENTS=0x1000)
