//! `from __future__ import ..`

use pausa_grammar::ast::{Constant, ExprKind, ImportFrom, Stmt, StmtKind, Tree};
use pausa_grammar::span::Span;

use super::{Fault, Result};
use crate::bytecode::CodeFlags;

/// What the late ones are told.
pub(super) const LATE: &str = "from __future__ imports must occur at the beginning of the file";

/// The future imports at the start of a tree.
#[derive(Default)]
pub(super) struct Features {
    /// The `CodeFlags` of what they ask for.
    pub(super) flags: u32,
    /// Where they are. All others come too late.
    pub(super) imports: Vec<Span>,
}

/// Finds the future imports of a tree. Only a docstring and other such imports may stand before one.
pub(super) fn features(tree: &Tree) -> Result<Features> {
    let mut features = Features::default();
    let body = match tree {
        Tree::Module(body) | Tree::Interactive(body) => body,
        Tree::Expression(_) => return Ok(features),
    };
    for stmt in leading(body) {
        if let StmtKind::ImportFrom(import) = &stmt.kind {
            features.flags |= check(import, stmt.span)?;
            features.imports.push(stmt.span);
        }
    }
    Ok(features)
}

/// The future imports at the start of a module, after its docstring.
fn leading(body: &[Stmt]) -> impl Iterator<Item = &Stmt> {
    let documented = matches!(body.first().map(|stmt| &stmt.kind), Some(StmtKind::Expr(value))
        if matches!(value.kind, ExprKind::Constant(Constant::Str(_))));
    body.iter().skip(usize::from(documented)).take_while(|stmt| match &stmt.kind {
        StmtKind::ImportFrom(import) => is_future(import),
        _ => false,
    })
}

pub(super) fn is_future(import: &ImportFrom) -> bool {
    let module = import.module.as_ref();
    module.is_some_and(|module| module == "__future__")
}

fn check(import: &ImportFrom, span: Span) -> Result<u32> {
    let mut flags = 0;
    for alias in &import.names {
        match alias.name.as_str() {
            "annotations" => flags |= CodeFlags::FUTURE_ANNOTATIONS,
            "nested_scopes" | "generators" | "division" | "absolute_import" | "with_statement" | "print_function"
            | "unicode_literals" | "generator_stop" | "barry_as_FLUFL" => {}
            "braces" => return refuse("not a chance".into(), span),
            other => return refuse(format!("future feature {other} is not defined"), span),
        }
    }
    Ok(flags)
}

fn refuse<T>(message: String, span: Span) -> Result<T> {
    Err(Box::new(Fault { message: message.into(), span, start_only: true }))
}
