//! Expression nodes, and the bound on how deep they nest.

use super::params::ParamsBuilder;
use super::{Action, Context, Refusal};
use crate::ast::*;
use crate::error::ErrorKind;
use crate::span::Span;
use lalrpop_util::ParseError;

/// An expression without children.
pub(crate) fn leaf(start: u32, end: u32, kind: ExprKind) -> Expr {
    Expr { kind, span: Span::new(start, end), depth: 1, parenthesized: false }
}

/// A literal.
pub(crate) fn constant(start: u32, end: u32, value: Constant) -> Expr {
    leaf(start, end, ExprKind::Constant(value))
}

/// An expression whose deepest child has depth `below`.
pub(crate) fn node(start: u32, end: u32, kind: ExprKind, below: u16) -> Action<Expr> {
    let depth = below + 1;
    let span = Span::new(start, end);
    if depth > MAX_EXPR_DEPTH {
        let message = "maximum recursion depth exceeded during compilation".into();
        let error = Refusal { kind: ErrorKind::TooDeep, message, span };
        return Err(ParseError::User { error });
    }
    Ok(Expr { kind, span, depth, parenthesized: false })
}

/// The depth of the deepest of `exprs`.
pub(crate) fn deepest<'e>(exprs: impl IntoIterator<Item = &'e Expr>) -> u16 {
    exprs.into_iter().map(|expr| expr.depth).max().unwrap_or(0)
}

/// The same expression in parentheses.
pub(crate) fn parenthesize(mut expr: Expr) -> Expr {
    expr.parenthesized = true;
    expr
}

pub(crate) fn unary(start: u32, end: u32, op: UnaryOp, operand: Expr) -> Action<Expr> {
    let below = operand.depth;
    node(start, end, ExprKind::UnaryOp { op, operand: Box::new(operand) }, below)
}

pub(crate) fn binary(start: u32, end: u32, left: Expr, op: Operator, right: Expr) -> Action<Expr> {
    let below = left.depth.max(right.depth);
    let kind = ExprKind::BinOp { left: Box::new(left), op, right: Box::new(right) };
    node(start, end, kind, below)
}

pub(crate) fn bool_op(start: u32, end: u32, op: BoolOp, values: Vec<Expr>) -> Action<Expr> {
    let below = deepest(&values);
    node(start, end, ExprKind::BoolOp { op, values }, below)
}

pub(crate) fn compare(start: u32, end: u32, left: Expr, rest: Vec<(CmpOp, Expr)>) -> Action<Expr> {
    let below = left.depth.max(deepest(rest.iter().map(|(_, operand)| operand)));
    node(start, end, ExprKind::Compare(Box::new(Compare { left, rest })), below)
}

pub(crate) fn if_exp(start: u32, end: u32, body: Expr, test: Expr, orelse: Expr) -> Action<Expr> {
    let below = deepest([&body, &test, &orelse]);
    node(start, end, ExprKind::IfExp(Box::new(IfExp { test, body, orelse })), below)
}

pub(crate) fn lambda(start: u32, end: u32, params: ParamsBuilder, body: Expr) -> Action<Expr> {
    let params = params.finish()?;
    let all = params.posonly.iter().chain(&params.args).chain(&params.kwonly);
    let defaults = all.filter_map(|param| param.default.as_deref());
    let below = deepest(defaults).max(body.depth);
    node(start, end, ExprKind::Lambda(Box::new(Lambda { params, body })), below)
}

pub(crate) fn named(start: u32, end: u32, target: Expr, value: Expr) -> Action<Expr> {
    let below = value.depth;
    let kind = ExprKind::NamedExpr { target: Box::new(target), value: Box::new(value) };
    node(start, end, kind, below)
}

pub(crate) fn starred(start: u32, end: u32, value: Expr) -> Action<Expr> {
    let below = value.depth;
    node(start, end, ExprKind::Starred(Box::new(value)), below)
}

pub(crate) fn await_(start: u32, end: u32, value: Expr) -> Action<Expr> {
    let below = value.depth;
    node(start, end, ExprKind::Await(Box::new(value)), below)
}

pub(crate) fn yield_(start: u32, end: u32, value: Option<Expr>) -> Action<Expr> {
    let below = value.as_ref().map_or(0, |value| value.depth);
    node(start, end, ExprKind::Yield(value.map(Box::new)), below)
}

pub(crate) fn yield_from(start: u32, end: u32, value: Expr) -> Action<Expr> {
    let below = value.depth;
    node(start, end, ExprKind::YieldFrom(Box::new(value)), below)
}

pub(crate) fn tuple(start: u32, end: u32, elements: Vec<Expr>) -> Action<Expr> {
    let below = deepest(&elements);
    node(start, end, ExprKind::Tuple(elements), below)
}

pub(crate) fn list(start: u32, end: u32, elements: Vec<Expr>) -> Action<Expr> {
    let below = deepest(&elements);
    node(start, end, ExprKind::List(elements), below)
}

pub(crate) fn set(start: u32, end: u32, elements: Vec<Expr>) -> Action<Expr> {
    let below = deepest(&elements);
    node(start, end, ExprKind::Set(elements), below)
}

pub(crate) fn dict(start: u32, end: u32, items: Vec<DictItem>) -> Action<Expr> {
    let depth = |item: &DictItem| match item {
        DictItem::Pair(key, value) => key.depth.max(value.depth),
        DictItem::Unpack(mapping) => mapping.depth,
    };
    let below = items.iter().map(depth).max().unwrap_or(0);
    node(start, end, ExprKind::Dict(items), below)
}

/// The depth of the deepest expression in `clauses`.
fn clauses_depth(clauses: &[ForClause]) -> u16 {
    let depth = |clause: &ForClause| deepest([&clause.target, &clause.iter]).max(deepest(&clause.ifs));
    clauses.iter().map(depth).max().unwrap_or(0)
}

/// A comprehension of the kind that `wrap` makes.
pub(crate) fn comprehension(
    start: u32,
    end: u32,
    wrap: fn(Box<Comprehension>) -> ExprKind,
    element: Expr,
    clauses: Vec<ForClause>,
) -> Action<Expr> {
    let below = element.depth.max(clauses_depth(&clauses));
    node(start, end, wrap(Box::new(Comprehension { element, clauses })), below)
}

pub(crate) fn dict_comprehension(
    start: u32,
    end: u32,
    (key, value): (Expr, Expr),
    clauses: Vec<ForClause>,
) -> Action<Expr> {
    let below = deepest([&key, &value]).max(clauses_depth(&clauses));
    let inside = Box::new(DictComprehension { key, value, clauses });
    node(start, end, ExprKind::DictComp(inside), below)
}

pub(crate) fn attribute(start: u32, end: u32, value: Expr, attr: Ident) -> Action<Expr> {
    let below = value.depth;
    node(start, end, ExprKind::Attribute(Box::new(Attribute { value, attr })), below)
}

pub(crate) fn subscript(start: u32, end: u32, value: Expr, slice: Expr) -> Action<Expr> {
    let below = value.depth.max(slice.depth);
    let kind = ExprKind::Subscript { value: Box::new(value), slice: Box::new(slice) };
    node(start, end, kind, below)
}

pub(crate) fn slice(
    start: u32,
    end: u32,
    lower: Option<Expr>,
    upper: Option<Expr>,
    step: Option<Expr>,
) -> Action<Expr> {
    let below = deepest([&lower, &upper, &step].into_iter().flatten());
    let boxed = |part: Option<Expr>| part.map(Box::new);
    let kind = ExprKind::Slice { lower: boxed(lower), upper: boxed(upper), step: boxed(step) };
    node(start, end, kind, below)
}

impl Context<'_> {
    /// A name as an expression.
    pub(crate) fn name_expr(&mut self, start: u32, end: u32) -> Expr {
        leaf(start, end, ExprKind::Name(self.name(start, end)))
    }
}
