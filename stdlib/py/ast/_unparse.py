"""Trees as source text: expressions as strings, with parentheses where they are needed, and statements as lines."""

import sys

import ast

# How strongly expressions bind, from the weakest.
NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, ARITH, TERM, FACTOR, POWER, AWAIT, ATOM = range(18)

BINARY = {
    'Add': ('+', ARITH), 'Sub': ('-', ARITH), 'Mult': ('*', TERM), 'MatMult': ('@', TERM), 'Div': ('/', TERM),
    'Mod': ('%', TERM), 'LShift': ('<<', SHIFT), 'RShift': ('>>', SHIFT), 'BitOr': ('|', BIT_OR),
    'BitXor': ('^', BIT_XOR), 'BitAnd': ('&', BIT_AND), 'FloorDiv': ('//', TERM), 'Pow': ('**', POWER),
}
UNARY = {'Invert': ('~', FACTOR), 'Not': ('not ', NOT), 'UAdd': ('+', FACTOR), 'USub': ('-', FACTOR)}
BOOLEAN = {'And': ('and', AND), 'Or': ('or', OR)}
COMPARISONS = {
    'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is', 'IsNot': 'is not',
    'In': 'in', 'NotIn': 'not in',
}
QUOTES = ["'", '"', '"""', "'''"]
INFINITY = '1e' + repr(sys.float_info.max_10_exp + 1)


def unparse(node):
    return Writer().whole(node)


def kind(node):
    return node.__class__.__name__


def escaped(text, keep_space):
    """The text with backslashes for what cannot be printed; with `keep_space` line ends and tabs stay."""
    def one(c):
        if c in '\n\t':
            return c if keep_space else repr(c)[1:-1]
        if c == '\\' or not c.isprintable():
            return c.encode('unicode_escape').decode('ascii')
        return c
    return ''.join(map(one, text))


def quoted(text, quotes, keep_space=True):
    """What stands between quotes for this text, with the quotes that fit, the best first."""
    body = escaped(text, keep_space)
    fitting = [q for q in quotes if q not in body and (len(q) == 3 or '\n' not in body)]
    if not fitting:
        literal = repr(text)
        return literal[1:-1], [next((q for q in quotes if literal[0] in q), literal[0])]
    if body:
        last = body[-1]
        fitting.sort(key=lambda q: q[0] == last)
        if fitting[0][0] == last:
            body = body[:-1] + '\\' + last
    return body, fitting


def in_quotes(text, quotes=QUOTES):
    body, fitting = quoted(text, quotes)
    return fitting[0] + body + fitting[0]


def enclosed(text, is_needed):
    return f'({text})' if is_needed else text


class Writer:
    def __init__(self, plain=False):
        # Inside an f-string no backslash may be written.
        self.plain = plain
        self.lines = []
        self.indent = 0
        self.ignored = {}
        self.in_star = False

    def whole(self, node):
        if isinstance(node, list):
            for item in node:
                self.anything(item)
        else:
            self.anything(node)
        return '\n'.join(self.lines)

    def anything(self, node):
        """A node of any kind as lines."""
        if isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case, ast.mod)):
            self.statement(node)
        elif text := self.expr(node, TEST):
            self.continued(text)

    def continued(self, text):
        if self.lines:
            self.lines[-1] += text
        else:
            self.lines.append(text)

    # ---- expressions ----

    def expr(self, node, level=TEST):
        method = getattr(self, 'expr_' + kind(node), None)
        if method is not None:
            return method(node, level)
        # What is no expression has the text of its parts.
        return ''.join([self.expr(child, TEST) for child in ast.iter_child_nodes(node)])

    def items(self, nodes, level=TEST):
        text = ', '.join([self.expr(node, level) for node in nodes])
        return text + ',' if len(nodes) == 1 else text

    def separated(self, nodes):
        return ', '.join([self.expr(node) for node in nodes])

    def expr_Constant(self, node, level):
        value = node.value
        if isinstance(value, tuple):
            inner = ', '.join(map(self.constant, value))
            return f'({inner},)' if len(value) == 1 else f'({inner})'
        if value is ...:
            return '...'
        return ('u' if node.kind == 'u' else '') + self.constant(value)

    def constant(self, value):
        if isinstance(value, (float, complex)):
            return repr(value).replace('inf', INFINITY).replace('nan', f'({INFINITY}-{INFINITY})')
        if self.plain and isinstance(value, str):
            return in_quotes(value)
        return repr(value)

    def expr_JoinedStr(self, node, level):
        if self.plain:
            return 'f' + in_quotes(self.joined(node))
        texts = [(self.part(value), isinstance(value, ast.Constant)) for value in node.values]
        parts = []
        quotes = QUOTES
        for text, is_constant in texts:
            body, fitting = quoted(text, quotes, not is_constant)
            if fitting[0] not in quotes:
                # No quotes fit all parts. After a double quote, repr() escapes the single ones.
                parts = [repr('"' + text)[2:-1] for text, _ in texts]
                quotes = ["'''"]
                break
            parts.append(body)
            quotes = fitting
        return 'f' + quotes[0] + ''.join(parts) + quotes[0]

    def expr_FormattedValue(self, node, level):
        return self.part(node)

    def joined(self, node):
        return ''.join(map(self.part, node.values))

    def part(self, node):
        """A part of an f-string, without quotes."""
        if isinstance(node, ast.JoinedStr):
            return self.joined(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value.replace('{', '{{').replace('}', '}}')
        if not isinstance(node, ast.FormattedValue):
            raise ValueError(f'Unexpected node inside JoinedStr, {node!r}')
        inner = Writer(plain=True).expr(node.value, OR)
        if '\\' in inner:
            raise ValueError('Unable to avoid backslash in f-string expression part')
        conversion = '!' + chr(node.conversion) if node.conversion != -1 else ''
        spec = ':' + self.part(node.format_spec) if node.format_spec else ''
        space = ' ' if inner.startswith('{') else ''
        return f'{{{space}{inner}{conversion}{spec}}}'

    def expr_Name(self, node, level):
        return node.id

    def expr_BoolOp(self, node, level):
        word, own = BOOLEAN[kind(node.op)]
        # Each operand has to bind more strongly than the one before.
        parts = [self.expr(value, min(own + i, ATOM)) for i, value in enumerate(node.values, 1)]
        return enclosed(f' {word} '.join(parts), level > own)

    def expr_NamedExpr(self, node, level):
        return enclosed(f'{self.expr(node.target, ATOM)} := {self.expr(node.value, ATOM)}', level > NAMED)

    def expr_BinOp(self, node, level):
        sign, own = BINARY[kind(node.op)]
        left, right = (own + 1, own) if sign == '**' else (own, own + 1)
        return enclosed(f'{self.expr(node.left, left)} {sign} {self.expr(node.right, right)}', level > own)

    def expr_UnaryOp(self, node, level):
        sign, own = UNARY[kind(node.op)]
        return enclosed(sign + self.expr(node.operand, own), level > own)

    def expr_Lambda(self, node, level):
        parameters = self.expr_arguments(node.args, TEST)
        space = ' ' if parameters else ''
        return enclosed(f'lambda{space}{parameters}: {self.expr(node.body, TEST)}', level > TEST)

    def expr_IfExp(self, node, level):
        text = f'{self.expr(node.body, OR)} if {self.expr(node.test, OR)} else {self.expr(node.orelse, TEST)}'
        return enclosed(text, level > TEST)

    def expr_Dict(self, node, level):
        pairs = []
        for key, value in zip(node.keys, node.values):
            if key is None:
                pairs.append('**' + self.expr(value, BIT_OR))
            else:
                pairs.append(f'{self.expr(key)}: {self.expr(value)}')
        return '{' + ', '.join(pairs) + '}'

    def expr_Set(self, node, level):
        # An empty one has no display of its own.
        return '{' + (self.separated(node.elts) if node.elts else '*()') + '}'

    def expr_ListComp(self, node, level):
        return f'[{self.expr(node.elt)}{self.clauses(node)}]'

    def expr_SetComp(self, node, level):
        return f'{{{self.expr(node.elt)}{self.clauses(node)}}}'

    def expr_DictComp(self, node, level):
        return f'{{{self.expr(node.key)}: {self.expr(node.value)}{self.clauses(node)}}}'

    def expr_GeneratorExp(self, node, level):
        return f'({self.expr(node.elt)}{self.clauses(node)})'

    def clauses(self, node):
        return ''.join([self.expr_comprehension(clause, TEST) for clause in node.generators])

    def expr_comprehension(self, node, level):
        word = ' async for ' if node.is_async else ' for '
        conditions = ''.join([' if ' + self.expr(condition, OR) for condition in node.ifs])
        return f'{word}{self.expr(node.target, TUPLE)} in {self.expr(node.iter, OR)}{conditions}'

    def expr_Await(self, node, level):
        text = 'await ' + self.expr(node.value, ATOM) if node.value else 'await'
        return enclosed(text, level > AWAIT)

    def expr_Yield(self, node, level):
        text = 'yield ' + self.expr(node.value, ATOM) if node.value else 'yield'
        return enclosed(text, level > YIELD)

    def expr_YieldFrom(self, node, level):
        if not node.value:
            raise ValueError("Node can't be used without a value attribute.")
        return enclosed('yield from ' + self.expr(node.value, ATOM), level > YIELD)

    def expr_Compare(self, node, level):
        text = self.expr(node.left, BIT_OR)
        for op, right in zip(node.ops, node.comparators):
            text += f' {COMPARISONS[kind(op)]} {self.expr(right, BIT_OR)}'
        return enclosed(text, level > COMPARE)

    def expr_Call(self, node, level):
        return f'{self.expr(node.func, ATOM)}({self.separated(node.args + node.keywords)})'

    def expr_keyword(self, node, level):
        return (f'{node.arg}=' if node.arg is not None else '**') + self.expr(node.value)

    def expr_Attribute(self, node, level):
        # `3.x` would be a number with a fraction.
        is_number = isinstance(node.value, ast.Constant) and isinstance(node.value.value, int)
        return f'{self.expr(node.value, ATOM)}{" " if is_number else ""}.{node.attr}'

    def expr_Subscript(self, node, level):
        if isinstance(node.slice, ast.Tuple) and node.slice.elts:
            inner = self.items(node.slice.elts)
        else:
            inner = self.expr(node.slice)
        return f'{self.expr(node.value, ATOM)}[{inner}]'

    def expr_Starred(self, node, level):
        return '*' + self.expr(node.value, BIT_OR)

    def expr_List(self, node, level):
        return f'[{self.separated(node.elts)}]'

    def expr_Tuple(self, node, level):
        return enclosed(self.items(node.elts), not node.elts or level > TUPLE)

    def expr_Slice(self, node, level):
        text = (self.expr(node.lower) if node.lower else '') + ':' + (self.expr(node.upper) if node.upper else '')
        return f'{text}:{self.expr(node.step)}' if node.step else text

    # ---- parameters and the like ----

    def expr_arg(self, node, level):
        return node.arg + (f': {self.expr(node.annotation)}' if node.annotation else '')

    def expr_arguments(self, node, level):
        positional = node.posonlyargs + node.args
        defaults = [None] * (len(positional) - len(node.defaults)) + node.defaults
        parts = []
        for i, (parameter, default) in enumerate(zip(positional, defaults), 1):
            parts.append(self.parameter(parameter, default))
            if i == len(node.posonlyargs):
                parts.append('/')
        if node.vararg or node.kwonlyargs:
            parts.append('*' + (self.expr(node.vararg) if node.vararg else ''))
        parts += map(self.parameter, node.kwonlyargs, node.kw_defaults)
        if node.kwarg:
            parts.append('**' + self.expr(node.kwarg))
        return ', '.join(parts)

    def parameter(self, node, default):
        return self.expr(node) + (f'={self.expr(default)}' if default else '')

    def expr_alias(self, node, level):
        return node.name + (f' as {node.asname}' if node.asname else '')

    def expr_withitem(self, node, level):
        return self.expr(node.context_expr) + (f' as {self.expr(node.optional_vars)}' if node.optional_vars else '')

    # ---- patterns ----

    def expr_MatchValue(self, node, level):
        return self.expr(node.value)

    def expr_MatchSingleton(self, node, level):
        return self.constant(node.value)

    def expr_MatchSequence(self, node, level):
        return f'[{self.separated(node.patterns)}]'

    def expr_MatchStar(self, node, level):
        return '*' + (node.name or '_')

    def expr_MatchMapping(self, node, level):
        parts = [f'{self.expr(key)}: {self.expr(value)}' for key, value in zip(node.keys, node.patterns)]
        if node.rest is not None:
            parts.append('**' + node.rest)
        return '{' + ', '.join(parts) + '}'

    def expr_MatchClass(self, node, level):
        parts = list(map(self.expr, node.patterns))
        parts += [f'{name}={self.expr(value)}' for name, value in zip(node.kwd_attrs, node.kwd_patterns)]
        return f'{self.expr(node.cls, ATOM)}({", ".join(parts)})'

    def expr_MatchAs(self, node, level):
        if node.name is None:
            return '_'
        if node.pattern is None:
            return node.name
        return enclosed(f'{self.expr(node.pattern, BIT_OR)} as {node.name}', level > TEST)

    def expr_MatchOr(self, node, level):
        return enclosed(' | '.join([self.expr(p, BIT_XOR) for p in node.patterns]), level > BIT_OR)

    # ---- statements ----

    def statement(self, node):
        method = getattr(self, 'stmt_' + kind(node), None)
        if method is None:
            for child in ast.iter_child_nodes(node):
                self.anything(child)
            return
        method(node)

    def line(self, text):
        self.lines.append('    ' * self.indent + text)

    def blank(self):
        if self.lines:
            self.lines.append('')

    def body(self, nodes):
        self.indent += 1
        for node in nodes:
            self.anything(node)
        self.indent -= 1

    def documented(self, nodes):
        """Statements of which the first may be a docstring."""
        first = nodes[0] if nodes else None
        value = first.value if isinstance(first, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            self.line(('u' if value.kind == 'u' else '') + in_quotes(value.value, QUOTES[2:]))
            nodes = nodes[1:]
        for node in nodes:
            self.anything(node)

    def comment(self, node):
        text = self.ignored.get(getattr(node, 'lineno', None)) or node.type_comment
        return f' # type: {text}' if text is not None else ''

    def stmt_Module(self, node):
        self.ignored = {ignored.lineno: f'ignore{ignored.tag}' for ignored in node.type_ignores}
        self.documented(node.body)
        self.ignored = {}

    def stmt_FunctionType(self, node):
        self.line(f'({self.separated(node.argtypes)}) -> {self.expr(node.returns)}')

    def stmt_Expr(self, node):
        self.line(self.expr(node.value, YIELD))

    def stmt_FunctionDef(self, node, word='def'):
        self.blank()
        for decorator in node.decorator_list:
            self.line('@' + self.expr(decorator))
        returns = f' -> {self.expr(node.returns)}' if node.returns else ''
        self.line(f'{word} {node.name}({self.expr_arguments(node.args, TEST)}){returns}:{self.comment(node)}')
        self.documented_block(node)

    def stmt_AsyncFunctionDef(self, node):
        self.stmt_FunctionDef(node, 'async def')

    def stmt_ClassDef(self, node):
        self.blank()
        for decorator in node.decorator_list:
            self.line('@' + self.expr(decorator))
        bases = self.separated(node.bases + node.keywords)
        self.line(f'class {node.name}{enclosed(bases, True) if bases else ""}:')
        self.documented_block(node)

    def documented_block(self, node):
        self.indent += 1
        self.documented(node.body)
        self.indent -= 1

    def stmt_Return(self, node):
        self.line('return ' + self.expr(node.value) if node.value else 'return')

    def stmt_Delete(self, node):
        self.line('del ' + self.separated(node.targets))

    def stmt_Assign(self, node):
        targets = ''.join([self.expr(target, TUPLE) + ' = ' for target in node.targets])
        self.line(f'{targets}{self.expr(node.value)}{self.comment(node)}')

    def stmt_AugAssign(self, node):
        self.line(f'{self.expr(node.target)} {BINARY[kind(node.op)][0]}= {self.expr(node.value)}')

    def stmt_AnnAssign(self, node):
        target = enclosed(self.expr(node.target), not node.simple and isinstance(node.target, ast.Name))
        value = f' = {self.expr(node.value)}' if node.value else ''
        self.line(f'{target}: {self.expr(node.annotation)}{value}')

    def stmt_For(self, node, word='for'):
        self.line(f'{word} {self.expr(node.target, TUPLE)} in {self.expr(node.iter)}:{self.comment(node)}')
        self.body(node.body)
        self.orelse(node.orelse)

    def stmt_AsyncFor(self, node):
        self.stmt_For(node, 'async for')

    def orelse(self, nodes, word='else'):
        if nodes:
            self.line(word + ':')
            self.body(nodes)

    def stmt_While(self, node):
        self.line(f'while {self.expr(node.test)}:')
        self.body(node.body)
        self.orelse(node.orelse)

    def stmt_If(self, node):
        word = 'if'
        while True:
            self.line(f'{word} {self.expr(node.test)}:')
            self.body(node.body)
            if len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
                break
            node = node.orelse[0]
            word = 'elif'
        self.orelse(node.orelse)

    def stmt_With(self, node, word='with'):
        self.line(f'{word} {self.separated(node.items)}:{self.comment(node)}')
        self.body(node.body)

    def stmt_AsyncWith(self, node):
        self.stmt_With(node, 'async with')

    def stmt_Match(self, node):
        self.line(f'match {self.expr(node.subject)}:')
        self.body(node.cases)

    def stmt_match_case(self, node):
        guard = f' if {self.expr(node.guard)}' if node.guard else ''
        self.line(f'case {self.expr(node.pattern)}{guard}:')
        self.body(node.body)

    def stmt_Raise(self, node):
        if not node.exc:
            if node.cause:
                raise ValueError("Node can't use cause without an exception.")
            return self.line('raise')
        self.line('raise ' + self.expr(node.exc) + (f' from {self.expr(node.cause)}' if node.cause else ''))

    def stmt_Try(self, node, in_star=False):
        before, self.in_star = self.in_star, in_star
        self.line('try:')
        self.body(node.body)
        for handler in node.handlers:
            self.in_star = in_star
            self.anything(handler)
        self.orelse(node.orelse)
        self.orelse(node.finalbody, 'finally')
        self.in_star = before

    def stmt_TryStar(self, node):
        self.stmt_Try(node, True)

    def stmt_ExceptHandler(self, node):
        text = 'except*' if self.in_star else 'except'
        if node.type:
            text += ' ' + self.expr(node.type)
        if node.name:
            text += ' as ' + node.name
        self.line(text + ':')
        self.body(node.body)

    def stmt_Assert(self, node):
        self.line(f'assert {self.expr(node.test)}' + (f', {self.expr(node.msg)}' if node.msg else ''))

    def stmt_Import(self, node):
        self.line('import ' + self.separated(node.names))

    def stmt_ImportFrom(self, node):
        self.line(f'from {"." * (node.level or 0)}{node.module or ""} import {self.separated(node.names)}')

    def stmt_Global(self, node):
        self.line('global ' + ', '.join(node.names))

    def stmt_Nonlocal(self, node):
        self.line('nonlocal ' + ', '.join(node.names))

    def stmt_Pass(self, node):
        self.line('pass')

    def stmt_Break(self, node):
        self.line('break')

    def stmt_Continue(self, node):
        self.line('continue')
