//! Targets: expressions that stand where something is stored or deleted.

use super::{Action, refuse};
use crate::ast::*;
use crate::span::Span;

/// How CPython calls an expression in its messages.
pub(crate) fn describe(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Constant(constant) => match constant {
            Constant::None => "None",
            Constant::True => "True",
            Constant::False => "False",
            Constant::Ellipsis => "ellipsis",
            _ => "literal",
        },
        ExprKind::JoinedStr(_) => "f-string expression",
        ExprKind::Name(_) => "name",
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::NamedExpr { .. } => "named expression",
        ExprKind::Lambda(_) => "lambda",
        ExprKind::IfExp(_) => "conditional expression",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::ListComp(_) => "list comprehension",
        ExprKind::SetComp(_) => "set comprehension",
        ExprKind::DictComp(_) => "dict comprehension",
        ExprKind::GeneratorExp(_) => "generator expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Compare(_) => "comparison",
        ExprKind::Call(_) => "function call",
        ExprKind::Attribute(_) => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Slice { .. } => "slice",
    }
}

/// Accepts what may be assigned to.
pub(crate) fn store(expr: Expr) -> Action<Expr> {
    check(&expr, true, "assign to")?;
    Ok(expr)
}

/// Accepts what `del` may delete.
pub(crate) fn delete(expr: Expr) -> Action<Expr> {
    check(&expr, false, "delete")?;
    Ok(expr)
}

fn check(expr: &Expr, may_star: bool, verb: &str) -> Action<()> {
    match &expr.kind {
        ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript { .. } => Ok(()),
        ExprKind::Tuple(elements) | ExprKind::List(elements) => {
            elements.iter().try_for_each(|element| check(element, may_star, verb))
        }
        ExprKind::Starred(value) if may_star && !matches!(value.kind, ExprKind::Starred(_)) => {
            check(value, may_star, verb)
        }
        _ => refuse(format!("cannot {verb} {}", describe(expr)), expr.span),
    }
}

/// Accepts the target of an augmented or annotated assignment.
pub(crate) fn single(expr: Expr, refusal: &'static str) -> Action<Expr> {
    match &expr.kind {
        ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript { .. } => Ok(expr),
        _ => {
            let message = refusal.replace("{}", describe(&expr));
            refuse(message, expr.span)
        }
    }
}

/// `async for target in iter if ..` of a comprehension.
pub(crate) fn for_clause(
    start: u32,
    end: u32,
    is_async: bool,
    (target, iter): (Expr, Expr),
    ifs: Vec<Expr>,
) -> Action<Vec<ForClause>> {
    let target = store(target)?;
    Ok(vec![ForClause { target, iter, ifs, is_async, span: Span::new(start, end) }])
}
