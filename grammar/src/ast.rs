//! The syntax tree of a Python 3.11 program.
//!
//! The shape follows the nodes of CPython's `ast` module, with these differences, each made so that
//! the compiler has less to do:
//!
//! * There is no expression context (`Load`, `Store`, `Del`). The parser has checked that a target
//!   is one of `Name`, `Attribute`, `Subscript`, `Starred`, `Tuple`, `List` wherever a statement
//!   stores or deletes; the statement's field says which it is.
//! * `elif` chains are flat: [`If::branches`].
//! * A parameter carries its default ([`Param::default`]).
//! * `async def`, `async for`, `async with` are the plain nodes with `is_async` set; `try: except*`
//!   is [`Try`] with `is_star` set.
//! * Dictionary displays are a list of [`DictItem`]s; comparisons are `left` and `rest`.
//! * `f"{x=}"` is already taken apart: the text `x=` is part of the preceding literal and the
//!   conversion is `!r` where the language says so.
//! * Adjacent string literals are joined. If one of them is an f-string, all are one `JoinedStr`.
//!
//! # Positions
//! Every node has a [`Span`] of byte offsets equal to CPython's `lineno`, `col_offset`,
//! `end_lineno`, `end_col_offset`. In particular parentheses around an expression are not part of
//! it (but a parenthesised tuple's are), a decorated `def` begins at `def` (or `async`), and a
//! parameter ends before its default. [`LineIndex`](crate::span::LineIndex) turns offsets into
//! lines and columns.
//!
//! # Depth
//! Walking or dropping a tree recurses, so the parser bounds how deep a tree may be, whatever the
//! input: [`Expr::depth`] never exceeds [`MAX_EXPR_DEPTH`], blocks nest at most [`MAX_BLOCK_DEPTH`]
//! deep, and patterns at most [`MAX_PATTERN_DEPTH`]. (Left-associative chains such as
//! `a + b + c + ..` are left-deep here as in CPython, and count.) A recursive visitor therefore
//! needs no check of its own.
//!
//! # Errors that the compiler reports
//! The parser reports whatever CPython's parser reports. What CPython's symbol table and compiler
//! report is left to ours: `return`/`yield`/`await` outside a function, `break`/`continue` outside
//! a loop, `nonlocal`/`global` conflicts, duplicate parameters, several starred targets,
//! `from __future__` placement, unreachable patterns, names bound differently by alternatives of an
//! or-pattern, `default 'except:' must be last`, walrus in comprehension iterables, assignment to
//! `__debug__`, and the like.

use crate::name::Name;
use crate::span::Span;

/// No expression in a tree has a [`depth`](Expr::depth) above this.
pub const MAX_EXPR_DEPTH: u16 = 2000;

/// Blocks nest at most this deep (CPython's limit of 100 indentation levels).
pub const MAX_BLOCK_DEPTH: u16 = 100;

/// Patterns nest at most this deep: each level needs a bracket, and brackets nest 200 deep, or
/// an `as` or `|` between two brackets.
pub const MAX_PATTERN_DEPTH: u16 = 600;

/// What a source text was parsed as.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A file or the argument of `exec`.
    Module(Vec<Stmt>),
    /// One statement typed at a prompt (`compile(.., "single")`): a compound statement, or simple
    /// statements of one line. Expression statements print their value.
    Interactive(Vec<Stmt>),
    /// The argument of `eval`.
    Expression(Box<Expr>),
}

/// A name together with its place, where the name is not itself an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Ident {
    /// The identifier.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// Text that may hold surrogates (`"\ud800"`), as WTF-8: UTF-8 where each surrogate is encoded as
/// the three bytes that UTF-8's scheme would give it. As in Python, two that could form a pair
/// remain two.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Wtf8(Box<[u8]>);

impl Wtf8 {
    /// Wraps bytes that are WTF-8.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text, unless it holds a lone surrogate.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// Gives up the bytes.
    pub fn into_bytes(self) -> Box<[u8]> {
        self.0
    }
}

impl std::fmt::Debug for Wtf8 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_str() {
            Some(text) => write!(f, "{text:?}"),
            None => write!(f, "wtf8\"{}\"", self.0.escape_ascii()),
        }
    }
}

// ---------------------------------------------------------------------------------- expressions

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is, with its parts.
    pub kind: ExprKind,
    /// Where it stands, without parentheses around it.
    pub span: Span,
    /// One more than the deepest child expression; 1 for a leaf. At most [`MAX_EXPR_DEPTH`].
    pub depth: u16,
    /// Whether it stood in parentheses of its own. (A tuple or generator expression whose span
    /// includes parentheses has this set too.) Semantics depend on it only through
    /// [`AnnAssign::simple`], which is computed already.
    pub parenthesized: bool,
}

/// The kinds of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A literal other than an f-string.
    Constant(Constant),
    /// An f-string, possibly joined with neighbouring literals. Parts are in order; no two
    /// literals are adjacent and no literal is empty, so `f""` has no part.
    JoinedStr(Vec<FStringPart>),
    /// An identifier.
    Name(Name),
    /// `a and b and c`, flat: at least two values.
    BoolOp {
        /// `and` or `or`.
        op: BoolOp,
        /// The operands.
        values: Vec<Expr>,
    },
    /// `target := value`.
    NamedExpr {
        /// Always a `Name`.
        target: Box<Expr>,
        /// The value.
        value: Box<Expr>,
    },
    /// `left op right`.
    BinOp {
        /// Left operand.
        left: Box<Expr>,
        /// Operator.
        op: Operator,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `op operand`. `-1` is a unary minus on `1`; folding is the compiler's.
    UnaryOp {
        /// Operator.
        op: UnaryOp,
        /// Operand.
        operand: Box<Expr>,
    },
    /// `lambda params: body`.
    Lambda(Box<Lambda>),
    /// `body if test else orelse`.
    IfExp(Box<IfExp>),
    /// `{k: v, **m}`.
    Dict(Vec<DictItem>),
    /// `{a, b}`: at least one element, which may be `Starred`.
    Set(Vec<Expr>),
    /// `[element for ..]`.
    ListComp(Box<Comprehension>),
    /// `{element for ..}`.
    SetComp(Box<Comprehension>),
    /// `{key: value for ..}`.
    DictComp(Box<DictComprehension>),
    /// `(element for ..)`, or `f(element for ..)` without parentheses of its own, in which case
    /// the span covers the call's parentheses.
    GeneratorExp(Box<Comprehension>),
    /// `await value`.
    Await(Box<Expr>),
    /// `yield`, `yield value`.
    Yield(Option<Box<Expr>>),
    /// `yield from value`.
    YieldFrom(Box<Expr>),
    /// `a < b <= c`.
    Compare(Box<Compare>),
    /// `f(args, name=value)`.
    Call(Box<Call>),
    /// `value.attr`.
    Attribute(Box<Attribute>),
    /// `value[slice]`.
    Subscript {
        /// The container.
        value: Box<Expr>,
        /// The index: any expression, a `Slice`, or a `Tuple` whose elements may be `Slice` or
        /// `Starred`.
        slice: Box<Expr>,
    },
    /// `*value` in a call, display, target, subscript or `return`/`yield`/assignment value.
    Starred(Box<Expr>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `a, b` or `(a, b)` or `()`.
    Tuple(Vec<Expr>),
    /// `lower:upper:step` within a subscript.
    Slice {
        /// Before the first colon.
        lower: Option<Box<Expr>>,
        /// After the first colon.
        upper: Option<Box<Expr>>,
        /// After the second colon.
        step: Option<Box<Expr>>,
    },
}

/// A literal value.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`.
    None,
    /// `True`.
    True,
    /// `False`.
    False,
    /// `...`.
    Ellipsis,
    /// An integer that fits.
    Int(i64),
    /// An integer that does not fit an `i64`.
    BigInt(Box<BigIntLiteral>),
    /// A floating-point literal, correctly rounded; too large a literal is infinity.
    Float(f64),
    /// An imaginary literal such as `2j`.
    Imaginary(f64),
    /// A string, adjacent literals joined and escapes decoded.
    Str(Wtf8),
    /// Bytes, adjacent literals joined and escapes decoded.
    Bytes(Box<[u8]>),
}

/// A large integer, as digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BigIntLiteral {
    /// 2, 8, 10 or 16.
    pub radix: u32,
    /// ASCII digits of that radix, without prefix, underscores or leading zeros.
    pub digits: Box<str>,
}

/// A piece of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub enum FStringPart {
    /// Text as it is.
    Literal(Wtf8),
    /// A replacement field.
    Field(Box<FormatField>),
}

/// `{expr!r:spec}` in an f-string.
#[derive(Clone, Debug, PartialEq)]
pub struct FormatField {
    /// The expression. May be a `Tuple` or `Yield` without parentheses.
    pub expr: Expr,
    /// What is applied before formatting.
    pub conversion: Option<Conversion>,
    /// The format specification, which may hold fields itself; `None` without a colon.
    pub spec: Option<Vec<FStringPart>>,
    /// From brace to brace.
    pub span: Span,
}

/// `!s`, `!r`, `!a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`: `str`.
    Str,
    /// `!r`: `repr`.
    Repr,
    /// `!a`: `ascii`.
    Ascii,
}

/// `and`, `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    /// `and`
    And,
    /// `or`
    Or,
}

/// Binary operators, also of augmented assignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mult,
    /// `@`
    MatMult,
    /// `/`
    Div,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `//`
    FloorDiv,
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `~`
    Invert,
    /// `not`
    Not,
    /// `+`
    UAdd,
    /// `-`
    USub,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CmpOp {
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `<`
    Lt,
    /// `<=`
    LtE,
    /// `>`
    Gt,
    /// `>=`
    GtE,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

/// `lambda params: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// Parameters, without annotations.
    pub params: Params,
    /// The value.
    pub body: Expr,
}

/// `body if test else orelse`.
#[derive(Clone, Debug, PartialEq)]
pub struct IfExp {
    /// The condition, evaluated first.
    pub test: Expr,
    /// The value if true.
    pub body: Expr,
    /// The value if false.
    pub orelse: Expr,
}

/// An entry of a dictionary display.
#[derive(Clone, Debug, PartialEq)]
pub enum DictItem {
    /// `key: value`.
    Pair(Expr, Expr),
    /// `**mapping`.
    Unpack(Expr),
}

/// The inside of a list, set or generator comprehension.
#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    /// What each round produces.
    pub element: Expr,
    /// The `for` clauses, outermost first; at least one.
    pub clauses: Vec<ForClause>,
}

/// The inside of a dictionary comprehension.
#[derive(Clone, Debug, PartialEq)]
pub struct DictComprehension {
    /// The key of each round.
    pub key: Expr,
    /// The value of each round.
    pub value: Expr,
    /// The `for` clauses, outermost first; at least one.
    pub clauses: Vec<ForClause>,
}

/// `async for target in iter if cond if cond`.
#[derive(Clone, Debug, PartialEq)]
pub struct ForClause {
    /// A target.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// Conditions, in order.
    pub ifs: Vec<Expr>,
    /// Whether it is `async for`.
    pub is_async: bool,
    /// From `for` (or `async`) to the last condition.
    pub span: Span,
}

/// `left op right op right ..`.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The first operand.
    pub left: Expr,
    /// Operators with their right operands, at least one.
    pub rest: Vec<(CmpOp, Expr)>,
}

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What is called.
    pub func: Expr,
    /// Positional arguments, `Starred` ones among them, in order. They are evaluated before all
    /// keywords, whatever their order in the text.
    pub args: Vec<Expr>,
    /// Keyword arguments and `**mapping`s, in order.
    pub keywords: Vec<Keyword>,
}

/// `name=value` or `**value` in a call or class header.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The keyword; `None` for `**value`.
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
    /// From the name (or `**`) to the end of the value.
    pub span: Span,
}

/// `value.attr`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The object.
    pub value: Expr,
    /// The attribute's name (not mangled) and its place.
    pub attr: Ident,
}

/// The parameters of a function, by kind and in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// Before `/`.
    pub posonly: Vec<Param>,
    /// Positional or keyword. A parameter with a default is never followed, here or across
    /// `posonly` and `args`, by one without.
    pub args: Vec<Param>,
    /// `*args`.
    pub vararg: Option<Box<Param>>,
    /// After `*` or `*args`; defaults anywhere.
    pub kwonly: Vec<Param>,
    /// `**kwargs`.
    pub kwarg: Option<Box<Param>>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name (not mangled).
    pub name: Name,
    /// Its annotation. For `*args: *Ts` a `Starred`.
    pub annotation: Option<Box<Expr>>,
    /// Its default, for positional and keyword-only parameters.
    pub default: Option<Box<Expr>>,
    /// Name and annotation.
    pub span: Span,
}

// ----------------------------------------------------------------------------------- statements

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// What it is, with its parts.
    pub kind: StmtKind,
    /// From its first token to its last, newline excluded; for a compound statement up to the end
    /// of its last line, a semicolon included.
    pub span: Span,
}

/// The kinds of statement.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `def` or `async def`.
    FunctionDef(Box<FunctionDef>),
    /// `class`.
    ClassDef(Box<ClassDef>),
    /// `return`, `return value`.
    Return(Option<Box<Expr>>),
    /// `del a, b`: each a `Name`, `Attribute`, `Subscript`, or `Tuple`/`List` of these.
    Delete(Vec<Expr>),
    /// `a = b = value`.
    Assign {
        /// The targets, left to right; at least one.
        targets: Vec<Expr>,
        /// The value.
        value: Box<Expr>,
    },
    /// `target op= value`; the target is a `Name`, `Attribute` or `Subscript`.
    AugAssign {
        /// The target.
        target: Box<Expr>,
        /// The operator.
        op: Operator,
        /// The right operand.
        value: Box<Expr>,
    },
    /// `target: annotation = value`.
    AnnAssign(Box<AnnAssign>),
    /// `for` or `async for`.
    For(Box<For>),
    /// `while`.
    While(Box<While>),
    /// `if`/`elif`/`else`.
    If(Box<If>),
    /// `with` or `async with`.
    With(Box<With>),
    /// `match`.
    Match(Box<Match>),
    /// `raise`, `raise exc`, `raise exc from cause`.
    Raise {
        /// The exception.
        exc: Option<Box<Expr>>,
        /// What caused it.
        cause: Option<Box<Expr>>,
    },
    /// `try`.
    Try(Box<Try>),
    /// `assert test, msg`.
    Assert {
        /// The condition.
        test: Box<Expr>,
        /// The message.
        msg: Option<Box<Expr>>,
    },
    /// `import a.b, c as d`.
    Import(Vec<Alias>),
    /// `from .m import a as b, c`.
    ImportFrom(Box<ImportFrom>),
    /// `global a, b`.
    Global(Vec<Ident>),
    /// `nonlocal a, b`.
    Nonlocal(Vec<Ident>),
    /// An expression for its effect (or, interactively, to be printed). A string as the first
    /// statement of a body is the docstring; finding it is left to the compiler.
    Expr(Box<Expr>),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
}

/// `async def name(params) -> returns: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDef {
    /// Decorators, in the order written. `co_firstlineno` is the line of the first, if any.
    pub decorators: Vec<Expr>,
    /// Whether it is `async def`.
    pub is_async: bool,
    /// Its name.
    pub name: Ident,
    /// Its parameters.
    pub params: Params,
    /// The annotation after `->`.
    pub returns: Option<Box<Expr>>,
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// From `def` (or `async`) to the colon, colon included.
    pub header: Span,
}

/// `class name(bases, keyword=value): body`.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassDef {
    /// Decorators, in the order written.
    pub decorators: Vec<Expr>,
    /// Its name.
    pub name: Ident,
    /// Bases, `Starred` ones among them.
    pub bases: Vec<Expr>,
    /// `metaclass=..` and the like.
    pub keywords: Vec<Keyword>,
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// From `class` to the colon, colon included.
    pub header: Span,
}

/// `target: annotation = value`.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnAssign {
    /// A `Name`, `Attribute` or `Subscript`.
    pub target: Expr,
    /// The annotation.
    pub annotation: Expr,
    /// The value, if assigned.
    pub value: Option<Expr>,
    /// Whether the target is a name without parentheses, so that the annotation is recorded.
    pub simple: bool,
}

/// `async for target in iter: body else: orelse`.
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// A target.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// Empty without `else`.
    pub orelse: Vec<Stmt>,
    /// Whether it is `async for`.
    pub is_async: bool,
}

/// `while test: body else: orelse`.
#[derive(Clone, Debug, PartialEq)]
pub struct While {
    /// The condition.
    pub test: Expr,
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// Empty without `else`.
    pub orelse: Vec<Stmt>,
}

/// `if`/`elif`/`else`.
#[derive(Clone, Debug, PartialEq)]
pub struct If {
    /// `if` and then every `elif`, in order; at least one.
    pub branches: Vec<IfBranch>,
    /// Empty without `else`.
    pub orelse: Vec<Stmt>,
}

/// `if test: body` or `elif test: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct IfBranch {
    /// The condition.
    pub test: Expr,
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// From `if` or `elif` to the end of the whole `if` statement, which is where CPython's nested
    /// `If` node of an `elif` lies.
    pub span: Span,
}

/// `async with items: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct With {
    /// At least one.
    pub items: Vec<WithItem>,
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// Whether it is `async with`.
    pub is_async: bool,
}

/// `context as target`.
#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    /// The context manager.
    pub context: Expr,
    /// A target.
    pub target: Option<Expr>,
}

/// `match subject: cases`.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// What is matched.
    pub subject: Expr,
    /// At least one.
    pub cases: Vec<MatchCase>,
}

/// `case pattern if guard: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchCase {
    /// The pattern.
    pub pattern: Pattern,
    /// The condition after `if`.
    pub guard: Option<Expr>,
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// From `case` to the end of the body.
    pub span: Span,
}

/// `try`.
#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// The `except` clauses; at least one unless there is a `finally`.
    pub handlers: Vec<ExceptHandler>,
    /// Empty without `else`.
    pub orelse: Vec<Stmt>,
    /// Empty without `finally`.
    pub finalbody: Vec<Stmt>,
    /// Whether the clauses are `except*`.
    pub is_star: bool,
}

/// `except kind as name: body`.
#[derive(Clone, Debug, PartialEq)]
pub struct ExceptHandler {
    /// What is caught; `None` for a bare `except:` (never with `except*`).
    pub kind: Option<Expr>,
    /// The name after `as`.
    pub name: Option<Ident>,
    /// At least one statement.
    pub body: Vec<Stmt>,
    /// From `except` to the end of the body.
    pub span: Span,
}

/// `name as asname` in an import.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// A dotted name (`import a.b`), a name, or `*` (`from m import *`).
    pub name: Name,
    /// The name after `as`.
    pub asname: Option<Name>,
    /// The whole.
    pub span: Span,
}

/// `from ..module import names`.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportFrom {
    /// A dotted name; `None` for `from . import x`.
    pub module: Option<Name>,
    /// At least one.
    pub names: Vec<Alias>,
    /// The number of leading dots.
    pub level: u32,
}

// ------------------------------------------------------------------------------------- patterns

/// A pattern of a `case`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// What it is, with its parts.
    pub kind: PatternKind,
    /// Where it stands, as CPython has it.
    pub span: Span,
}

/// The kinds of pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// Compared with `==`: a number (possibly negated, or a complex sum), a string, bytes, or a
    /// dotted name. (Also an f-string, which it is left to the compiler to refuse.)
    Value(Box<Expr>),
    /// `None`, `True` or `False`, compared with `is`.
    Singleton(Singleton),
    /// `[a, *rest]`, `(a, b)`, `a, b`.
    Sequence(Vec<Pattern>),
    /// `{key: pattern, **rest}`.
    Mapping(Box<MappingPattern>),
    /// `C(a, name=b)`.
    Class(Box<ClassPattern>),
    /// `*name` within a sequence, or `*_` (`None`).
    Star(Option<Name>),
    /// `_`.
    Wildcard,
    /// A name, which is bound.
    Capture(Name),
    /// `pattern as name`.
    As {
        /// The pattern.
        pattern: Box<Pattern>,
        /// The name bound if it matches.
        name: Name,
    },
    /// `a | b`, flat: at least two.
    Or(Vec<Pattern>),
}

/// The constants that patterns compare by identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Singleton {
    /// `None`.
    None,
    /// `True`.
    True,
    /// `False`.
    False,
}

/// `{key: pattern, **rest}`.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingPattern {
    /// Keys (literals or dotted names) with their patterns.
    pub entries: Vec<(Expr, Pattern)>,
    /// The name after `**`.
    pub rest: Option<Name>,
}

/// `C(a, name=b)`.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassPattern {
    /// The class: a possibly dotted name.
    pub cls: Expr,
    /// Positional sub-patterns.
    pub args: Vec<Pattern>,
    /// Keyword sub-patterns.
    pub keywords: Vec<KeywordPattern>,
}

/// `name=pattern` in a class pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct KeywordPattern {
    /// The attribute, with its place.
    pub name: Ident,
    /// What its value must match.
    pub pattern: Pattern,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Trees are mostly expressions, so their size is most of the parser's memory.
    #[test]
    fn nodes_stay_small() {
        assert!(size_of::<Expr>() <= 48, "{}", size_of::<Expr>());
        assert!(size_of::<Stmt>() <= 48, "{}", size_of::<Stmt>());
        assert!(size_of::<Pattern>() <= 40, "{}", size_of::<Pattern>());
    }
}
