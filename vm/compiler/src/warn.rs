//! `SyntaxWarning`s: what is allowed but surely a mistake.

use pausa_grammar::ast::{CmpOp, Compare, Expr, ExprKind};
use pausa_grammar::span::Span;

use super::{CompileWarning, Compiler};
use crate::bytecode::Const;

impl Compiler<'_> {
    /// Notes a warning. Code that is compiled twice, such as a `finally` body, warns once.
    pub(super) fn warn(&mut self, message: impl Into<String>, span: Span) {
        let warning = CompileWarning { message: message.into(), line: self.line(span), span };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// `is` with a literal.
    pub(super) fn warn_compare(&mut self, node: &Compare, span: Span) {
        let identity = |op: CmpOp| matches!(op, CmpOp::Is | CmpOp::IsNot);
        if !node.rest.iter().any(|(op, _)| identity(*op)) {
            return;
        }
        let mut left = &node.left;
        for (op, right) in &node.rest {
            if identity(*op) && (self.has_no_identity(left) || self.has_no_identity(right)) {
                let message = match op {
                    CmpOp::Is => "\"is\" with a literal. Did you mean \"==\"?",
                    _ => "\"is not\" with a literal. Did you mean \"!=\"?",
                };
                return self.warn(message, span);
            }
            left = right;
        }
    }

    /// Whether it is a constant other than the singletons.
    fn has_no_identity(&self, e: &Expr) -> bool {
        let value = self.fold(e);
        value.is_some_and(|v| !matches!(v, Const::None | Const::Bool(_) | Const::Ellipsis))
    }

    /// A call of a display or literal: `[(1, 2) (3, 4)]`.
    pub(super) fn warn_call(&mut self, func: &Expr, span: Span) {
        let name = match &func.kind {
            ExprKind::Lambda(_) => None,
            _ => self.type_name(func),
        };
        if let Some(name) = name {
            self.warn(format!("'{name}' object is not callable; perhaps you missed a comma?"), span);
        }
    }

    /// A subscript of something that has none, or with an index that is none.
    pub(super) fn warn_subscript(&mut self, value: &Expr, slice: &Expr, span: Span) {
        let Some(name) = self.type_name(value) else {
            return;
        };
        match name {
            "str" | "bytes" | "tuple" | "list" => {
                if let Some(index) = self.type_name(slice).filter(|i| !matches!(*i, "int" | "bool")) {
                    self.warn(
                        format!(
                            "{name} indices must be integers or slices, not {index}; \
                             perhaps you missed a comma?"
                        ),
                        span,
                    );
                }
            }
            "dict" => {}
            _ => self.warn(format!("'{name}' object is not subscriptable; perhaps you missed a comma?"), span),
        }
    }

    /// The type of a literal or display.
    fn type_name(&self, e: &Expr) -> Option<&'static str> {
        match &e.kind {
            ExprKind::Tuple(_) => Some("tuple"),
            ExprKind::List(_) | ExprKind::ListComp(_) => Some("list"),
            ExprKind::Dict(_) | ExprKind::DictComp(_) => Some("dict"),
            ExprKind::Set(_) | ExprKind::SetComp(_) => Some("set"),
            ExprKind::GeneratorExp(_) => Some("generator"),
            ExprKind::Lambda(_) => Some("function"),
            ExprKind::JoinedStr(_) => Some("str"),
            _ => Some(match self.fold(e)? {
                Const::None => "NoneType",
                Const::Bool(_) => "bool",
                Const::Ellipsis => "ellipsis",
                Const::Int(_) | Const::BigInt(_) => "int",
                Const::Float(_) => "float",
                Const::Complex(..) => "complex",
                Const::Str(_) => "str",
                Const::Bytes(_) => "bytes",
                Const::Tuple(_) => "tuple",
                Const::FrozenSet(_) => "frozenset",
                Const::Code(_) | Const::Stub(_) => return None,
            }),
        }
    }
}
