//! Expressions as text: what `from __future__ import annotations` keeps of an annotation.
//!
//! The text is normalised, not quoted from the source: spaces, quotes and parentheses are those that
//! CPython writes.

use std::rc::Rc;

use pausa_grammar::ast::*;

use super::fold;
use crate::bytecode::Const;
use pausa_data::number::complex::{self, Complex};
use pausa_data::number::float;
use pausa_data::text;

/// How strongly an expression binds; one that binds less than its surroundings demand gets parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

use Level as L;

/// The text of an expression.
pub(super) fn unparse(e: &Expr) -> Const {
    let mut writer = Writer::default();
    writer.expr(e, L::Test);
    Const::Str(Rc::from(writer.out))
}

/// `repr()` of a constant, for messages.
pub(super) fn const_repr(value: &Const) -> String {
    let mut writer = Writer::default();
    writer.constant(value);
    String::from_utf8_lossy(&writer.out).into_owned()
}

/// The text so far, as WTF-8.
#[derive(Default)]
struct Writer {
    out: Vec<u8>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn expr(&mut self, e: &Expr, level: Level) {
        match &e.kind {
            ExprKind::Constant(value) => self.literal(value),
            ExprKind::Name(name) => self.text(name),
            ExprKind::JoinedStr(parts) => self.fstring(parts),
            ExprKind::Attribute(node) => self.attribute(node),
            ExprKind::Subscript { value, slice } => {
                self.expr(value, L::Atom);
                self.text("[");
                self.expr(slice, L::Tuple);
                self.text("]");
            }
            ExprKind::Call(node) => self.call(node),
            ExprKind::BinOp { left, op, right } => self.binary(left, *op, right, level),
            ExprKind::UnaryOp { op, operand } => self.unary(*op, operand, level),
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, level),
            ExprKind::Compare(node) => self.compare(node, level),
            ExprKind::IfExp(node) => self.parenthesized(level > L::Test, |this| {
                this.expr(&node.body, L::Or);
                this.text(" if ");
                this.expr(&node.test, L::Or);
                this.text(" else ");
                this.expr(&node.orelse, L::Test);
            }),
            ExprKind::Lambda(node) => self.parenthesized(level > L::Test, |this| {
                this.text("lambda");
                this.params(&node.params);
                this.text(": ");
                this.expr(&node.body, L::Test);
            }),
            ExprKind::NamedExpr { target, value } => {
                self.parenthesized(level > L::Tuple, |this| {
                    this.expr(target, L::Atom);
                    this.text(" := ");
                    this.expr(value, L::Atom);
                });
            }
            ExprKind::Tuple(items) => self.tuple(items, level),
            ExprKind::List(items) => self.bracketed("[", items, "]"),
            ExprKind::Set(items) => self.bracketed("{", items, "}"),
            ExprKind::Dict(items) => self.dict(items),
            ExprKind::ListComp(node) => self.comprehension("[", node, "]"),
            ExprKind::SetComp(node) => self.comprehension("{", node, "}"),
            ExprKind::GeneratorExp(node) => self.comprehension("(", node, ")"),
            ExprKind::DictComp(node) => {
                self.text("{");
                self.expr(&node.key, L::Test);
                self.text(": ");
                self.expr(&node.value, L::Test);
                self.clauses(&node.clauses);
                self.text("}");
            }
            ExprKind::Await(value) => self.parenthesized(level > L::Await, |this| {
                this.text("await ");
                this.expr(value, L::Atom);
            }),
            ExprKind::Yield(None) => self.text("(yield)"),
            ExprKind::Yield(Some(value)) => {
                self.text("(yield ");
                self.expr(value, L::Test);
                self.text(")");
            }
            ExprKind::YieldFrom(value) => {
                self.text("(yield from ");
                self.expr(value, L::Test);
                self.text(")");
            }
            ExprKind::Starred(value) => {
                self.text("*");
                self.expr(value, L::BitOr);
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional("", lower.as_deref());
                self.text(":");
                self.optional("", upper.as_deref());
                self.optional(":", step.as_deref());
            }
        }
    }

    fn parenthesized(&mut self, parentheses: bool, inside: impl FnOnce(&mut Self)) {
        if parentheses {
            self.text("(");
        }
        inside(self);
        if parentheses {
            self.text(")");
        }
    }

    fn optional(&mut self, before: &str, e: Option<&Expr>) {
        if let Some(e) = e {
            self.text(before);
            self.expr(e, L::Test);
        }
    }

    fn list(&mut self, items: &[Expr]) {
        for (i, item) in items.iter().enumerate() {
            self.separate(i);
            self.expr(item, L::Test);
        }
    }

    fn separate(&mut self, i: usize) {
        if i > 0 {
            self.text(", ");
        }
    }

    fn bracketed(&mut self, open: &str, items: &[Expr], close: &str) {
        self.text(open);
        self.list(items);
        self.text(close);
    }

    fn tuple(&mut self, items: &[Expr], level: Level) {
        if items.is_empty() {
            return self.text("()");
        }
        self.parenthesized(level > L::Tuple, |this| {
            this.list(items);
            if items.len() == 1 {
                this.text(",");
            }
        });
    }

    fn dict(&mut self, items: &[DictItem]) {
        self.text("{");
        for (i, item) in items.iter().enumerate() {
            self.separate(i);
            match item {
                DictItem::Pair(key, value) => {
                    self.expr(key, L::Test);
                    self.text(": ");
                    self.expr(value, L::Test);
                }
                DictItem::Unpack(value) => {
                    self.text("**");
                    self.expr(value, L::BitOr);
                }
            }
        }
        self.text("}");
    }

    fn comprehension(&mut self, open: &str, node: &Comprehension, close: &str) {
        self.text(open);
        self.expr(&node.element, L::Test);
        self.clauses(&node.clauses);
        self.text(close);
    }

    fn clauses(&mut self, clauses: &[ForClause]) {
        for clause in clauses {
            self.text(if clause.is_async { " async for " } else { " for " });
            self.expr(&clause.target, L::Tuple);
            self.text(" in ");
            self.expr(&clause.iter, L::Or);
            for condition in &clause.ifs {
                self.text(" if ");
                self.expr(condition, L::Or);
            }
        }
    }

    fn attribute(&mut self, node: &Attribute) {
        self.expr(&node.value, L::Atom);
        // `1.x` would be a float.
        let number = matches!(node.value.kind, ExprKind::Constant(Constant::Int(_) | Constant::BigInt(_)));
        self.text(if number { " ." } else { "." });
        self.text(&node.attr.name);
    }

    fn call(&mut self, node: &Call) {
        self.expr(&node.func, L::Atom);
        if let ([Expr { kind: ExprKind::GeneratorExp(inner), .. }], []) = (&*node.args, &*node.keywords) {
            return self.comprehension("(", inner, ")");
        }
        self.text("(");
        self.list(&node.args);
        for (i, keyword) in node.keywords.iter().enumerate() {
            self.separate(node.args.len() + i);
            match &keyword.name {
                Some(name) => {
                    self.text(name);
                    self.text("=");
                }
                None => self.text("**"),
            }
            self.expr(&keyword.value, L::Test);
        }
        self.text(")");
    }

    fn params(&mut self, params: &Params) {
        // CPython writes `lambda x` but `lambda*x`.
        let positional = !params.posonly.is_empty() || !params.args.is_empty();
        let mut separator = if positional { " " } else { "" };
        let mut next = |this: &mut Self, text: &str| {
            this.text(separator);
            this.text(text);
            separator = ", ";
        };
        for (i, param) in params.posonly.iter().enumerate() {
            next(self, &param.name);
            self.optional("=", param.default.as_deref());
            if i + 1 == params.posonly.len() {
                next(self, "/");
            }
        }
        for param in &params.args {
            next(self, &param.name);
            self.optional("=", param.default.as_deref());
        }
        if let Some(vararg) = &params.vararg {
            next(self, "*");
            self.text(&vararg.name);
        } else if !params.kwonly.is_empty() {
            next(self, "*");
        }
        for param in &params.kwonly {
            next(self, &param.name);
            self.optional("=", param.default.as_deref());
        }
        if let Some(kwarg) = &params.kwarg {
            next(self, "**");
            self.text(&kwarg.name);
        }
    }

    // ---- operators ----

    fn binary(&mut self, left: &Expr, op: Operator, right: &Expr, level: Level) {
        let (text, own, above) = match op {
            Operator::Add => (" + ", L::Arith, L::Term),
            Operator::Sub => (" - ", L::Arith, L::Term),
            Operator::Mult => (" * ", L::Term, L::Factor),
            Operator::MatMult => (" @ ", L::Term, L::Factor),
            Operator::Div => (" / ", L::Term, L::Factor),
            Operator::Mod => (" % ", L::Term, L::Factor),
            Operator::FloorDiv => (" // ", L::Term, L::Factor),
            Operator::LShift => (" << ", L::Shift, L::Arith),
            Operator::RShift => (" >> ", L::Shift, L::Arith),
            Operator::BitOr => (" | ", L::BitOr, L::BitXor),
            Operator::BitXor => (" ^ ", L::BitXor, L::BitAnd),
            Operator::BitAnd => (" & ", L::BitAnd, L::Shift),
            Operator::Pow => (" ** ", L::Power, L::Await),
        };
        let (left_level, right_level) = match op {
            Operator::Pow => (above, own),
            _ => (own, above),
        };
        self.parenthesized(level > own, |this| {
            this.expr(left, left_level);
            this.text(text);
            this.expr(right, right_level);
        });
    }

    fn unary(&mut self, op: UnaryOp, operand: &Expr, level: Level) {
        let (text, own) = match op {
            UnaryOp::Invert => ("~", L::Factor),
            UnaryOp::Not => ("not ", L::Not),
            UnaryOp::UAdd => ("+", L::Factor),
            UnaryOp::USub => ("-", L::Factor),
        };
        self.parenthesized(level > own, |this| {
            this.text(text);
            this.expr(operand, own);
        });
    }

    fn bool_op(&mut self, op: BoolOp, values: &[Expr], level: Level) {
        let (text, own, above) = match op {
            BoolOp::And => (" and ", L::And, L::Not),
            BoolOp::Or => (" or ", L::Or, L::And),
        };
        self.parenthesized(level > own, |this| {
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    this.text(text);
                }
                this.expr(value, above);
            }
        });
    }

    fn compare(&mut self, node: &Compare, level: Level) {
        self.parenthesized(level > L::Compare, |this| {
            this.expr(&node.left, L::BitOr);
            for (op, right) in &node.rest {
                this.text(match op {
                    CmpOp::Eq => " == ",
                    CmpOp::NotEq => " != ",
                    CmpOp::Lt => " < ",
                    CmpOp::LtE => " <= ",
                    CmpOp::Gt => " > ",
                    CmpOp::GtE => " >= ",
                    CmpOp::Is => " is ",
                    CmpOp::IsNot => " is not ",
                    CmpOp::In => " in ",
                    CmpOp::NotIn => " not in ",
                });
                this.expr(right, L::BitOr);
            }
        });
    }

    // ---- literals ----

    fn literal(&mut self, value: &Constant) {
        self.constant(&fold::constant(value));
    }

    fn constant(&mut self, value: &Const) {
        match value {
            Const::None => self.text("None"),
            Const::Bool(true) => self.text("True"),
            Const::Bool(false) => self.text("False"),
            Const::Ellipsis => self.text("..."),
            Const::Int(i) => self.text(&i.to_string()),
            Const::BigInt(i) => self.text(&i.to_string()),
            // An infinity has no literal; a number that is too large makes one.
            Const::Float(f) => self.text(&float::repr(*f).replace("inf", "1e309")),
            Const::Complex(real, imag) => {
                let text = complex::repr(Complex { re: *real, im: *imag });
                self.text(&text.replace("inf", "1e309"));
            }
            Const::Str(s) => text::repr::repr(text_of(s), &mut self.out),
            Const::Bytes(b) => text::repr::bytes_repr(b, &mut self.out),
            Const::Tuple(items) => {
                self.text("(");
                for (i, item) in items.iter().enumerate() {
                    self.separate(i);
                    self.constant(item);
                }
                self.text(if items.len() == 1 { ",)" } else { ")" });
            }
            Const::FrozenSet(_) | Const::Code(_) | Const::Stub(_) => self.text("..."),
        }
    }

    /// The text of the whole is made first and then quoted, fields included.
    fn fstring(&mut self, parts: &[FStringPart]) {
        let mut body = Writer::default();
        body.fstring_body(parts);
        self.text("f");
        text::repr::repr(text_of(&body.out), &mut self.out);
    }

    fn fstring_body(&mut self, parts: &[FStringPart]) {
        for part in parts {
            match part {
                FStringPart::Literal(text) => {
                    for &byte in text.as_bytes() {
                        self.out.push(byte);
                        if matches!(byte, b'{' | b'}') {
                            self.out.push(byte);
                        }
                    }
                }
                FStringPart::Field(field) => self.field(field),
            }
        }
    }

    fn field(&mut self, field: &FormatField) {
        let mut inner = Writer::default();
        inner.expr(&field.expr, L::Or);
        self.text(if inner.out.first() == Some(&b'{') { "{ " } else { "{" });
        self.out.extend_from_slice(&inner.out);
        match field.conversion {
            None => {}
            Some(Conversion::Str) => self.text("!s"),
            Some(Conversion::Repr) => self.text("!r"),
            Some(Conversion::Ascii) => self.text("!a"),
        }
        if let Some(spec) = &field.spec {
            self.text(":");
            self.fstring_body(spec);
        }
        self.text("}");
    }
}

fn text_of(bytes: &[u8]) -> text::Text<'_> {
    text::Text::new(bytes, text::wtf8::count(bytes))
}
