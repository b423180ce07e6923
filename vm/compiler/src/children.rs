//! The expressions inside an expression.

use pausa_grammar::ast::{DictItem, Expr, ExprKind, FStringPart, ForClause, Params};

/// Calls `visit` with each direct child that is evaluated in the same block: not with the bodies of lambdas
/// and comprehensions, but with their defaults and the outermost iterable.
pub(super) fn children<'a>(e: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    match &e.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) => {}
        ExprKind::JoinedStr(parts) => fstring(parts, visit),
        ExprKind::BoolOp { values: items, .. }
        | ExprKind::Set(items)
        | ExprKind::List(items)
        | ExprKind::Tuple(items) => items.iter().for_each(visit),
        ExprKind::NamedExpr { value, .. }
        | ExprKind::Await(value)
        | ExprKind::YieldFrom(value)
        | ExprKind::Starred(value) => visit(value),
        ExprKind::BinOp { left, right, .. } => {
            visit(left);
            visit(right);
        }
        ExprKind::UnaryOp { operand, .. } => visit(operand),
        ExprKind::Lambda(node) => defaults(&node.params, visit),
        ExprKind::IfExp(node) => {
            visit(&node.test);
            visit(&node.body);
            visit(&node.orelse);
        }
        ExprKind::Dict(items) => {
            for item in items {
                match item {
                    DictItem::Pair(key, value) => {
                        visit(key);
                        visit(value);
                    }
                    DictItem::Unpack(value) => visit(value),
                }
            }
        }
        ExprKind::ListComp(node) | ExprKind::SetComp(node) | ExprKind::GeneratorExp(node) => {
            first_iterable(&node.clauses, visit);
        }
        ExprKind::DictComp(node) => first_iterable(&node.clauses, visit),
        ExprKind::Yield(value) => value.iter().for_each(|value| visit(value)),
        ExprKind::Compare(node) => {
            visit(&node.left);
            node.rest.iter().for_each(|(_, right)| visit(right));
        }
        ExprKind::Call(node) => {
            visit(&node.func);
            node.args.iter().for_each(&mut *visit);
            node.keywords.iter().for_each(|keyword| visit(&keyword.value));
        }
        ExprKind::Attribute(node) => visit(&node.value),
        ExprKind::Subscript { value, slice } => {
            visit(value);
            visit(slice);
        }
        ExprKind::Slice { lower, upper, step } => {
            [lower, upper, step].into_iter().flatten().for_each(|part| visit(part));
        }
    }
}

fn first_iterable<'a>(clauses: &'a [ForClause], visit: &mut dyn FnMut(&'a Expr)) {
    if let Some(clause) = clauses.first() {
        visit(&clause.iter);
    }
}

fn defaults<'a>(params: &'a Params, visit: &mut dyn FnMut(&'a Expr)) {
    let all = params.posonly.iter().chain(&params.args).chain(&params.kwonly);
    all.filter_map(|param| param.default.as_deref()).for_each(visit);
}

fn fstring<'a>(parts: &'a [FStringPart], visit: &mut dyn FnMut(&'a Expr)) {
    for part in parts {
        if let FStringPart::Field(field) = part {
            visit(&field.expr);
            if let Some(spec) = &field.spec {
                fstring(spec, visit);
            }
        }
    }
}
