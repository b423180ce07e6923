//! Expressions as nodes. The parser bounds how deep they are, so that going over them may recurse.

use num_bigint::BigInt;
use pausa_grammar::ast::*;
use pausa_grammar::span::Span;
use pausa_vm::Value;
use pausa_vm::number::complex::Complex;
use pausa_vm::object::{Bytes, Str};

use super::nodes::{Class, Maker, name};

impl Maker<'_> {
    /// An expression that is read.
    pub(super) fn expr(&self, e: &Expr) -> Value {
        self.expr_as(e, Class::Load)
    }

    fn exprs(&self, list: &[Expr], context: Class) -> Value {
        self.list(list, |e| self.expr_as(e, context))
    }

    /// A list of expressions that are read.
    pub(super) fn all(&self, list: &[Expr]) -> Value {
        self.exprs(list, Class::Load)
    }

    /// An expression in this context: `Load`, `Store` or `Del`.
    pub(super) fn expr_as(&self, e: &Expr, context: Class) -> Value {
        let span = e.span;
        match &e.kind {
            ExprKind::Constant(value) => {
                let kind = if matches!(value, Constant::Str(_)) { self.kind_of(span) } else { Value::NONE };
                self.node(Class::Constant, [constant(value), kind], span)
            }
            ExprKind::JoinedStr(parts) => self.joined(parts, span),
            ExprKind::Name(id) => self.node(Class::Name, [name(id), self.single(context)], span),
            ExprKind::BoolOp { op, values } => {
                let op = self.single(if *op == BoolOp::And { Class::And } else { Class::Or });
                self.node(Class::BoolOp, [op, self.all(values)], span)
            }
            ExprKind::NamedExpr { target, value } => {
                self.node(Class::NamedExpr, [self.expr_as(target, Class::Store), self.expr(value)], span)
            }
            ExprKind::BinOp { left, op, right } => {
                self.node(Class::BinOp, [self.expr(left), self.operator(*op), self.expr(right)], span)
            }
            ExprKind::UnaryOp { op, operand } => {
                let op = self.single(match op {
                    UnaryOp::Invert => Class::Invert,
                    UnaryOp::Not => Class::Not,
                    UnaryOp::UAdd => Class::UAdd,
                    UnaryOp::USub => Class::USub,
                });
                self.node(Class::UnaryOp, [op, self.expr(operand)], span)
            }
            ExprKind::Lambda(node) => {
                self.node(Class::Lambda, [self.arguments(&node.params), self.expr(&node.body)], span)
            }
            ExprKind::IfExp(node) => {
                let fields = [self.expr(&node.test), self.expr(&node.body), self.expr(&node.orelse)];
                self.node(Class::IfExp, fields, span)
            }
            ExprKind::Dict(items) => {
                let keys = self.list(items, |item| match item {
                    DictItem::Pair(key, _) => self.expr(key),
                    DictItem::Unpack(_) => Value::NONE,
                });
                let values = self.list(items, |item| match item {
                    DictItem::Pair(_, value) | DictItem::Unpack(value) => self.expr(value),
                });
                self.node(Class::Dict, [keys, values], span)
            }
            ExprKind::Set(items) => self.node(Class::Set, [self.all(items)], span),
            ExprKind::ListComp(node) => self.comprehension(Class::ListComp, node, span),
            ExprKind::SetComp(node) => self.comprehension(Class::SetComp, node, span),
            ExprKind::GeneratorExp(node) => self.comprehension(Class::GeneratorExp, node, span),
            ExprKind::DictComp(node) => {
                let fields = [self.expr(&node.key), self.expr(&node.value), self.clauses(&node.clauses)];
                self.node(Class::DictComp, fields, span)
            }
            ExprKind::Await(value) => self.node(Class::Await, [self.expr(value)], span),
            ExprKind::Yield(value) => self.node(Class::Yield, [self.optional(value.as_deref())], span),
            ExprKind::YieldFrom(value) => self.node(Class::YieldFrom, [self.expr(value)], span),
            ExprKind::Compare(node) => {
                let ops = self.list(&node.rest, |(op, _)| self.comparison(*op));
                let comparators = self.list(&node.rest, |(_, right)| self.expr(right));
                self.node(Class::Compare, [self.expr(&node.left), ops, comparators], span)
            }
            ExprKind::Call(node) => {
                let fields = [self.expr(&node.func), self.all(&node.args), self.keywords(&node.keywords)];
                self.node(Class::Call, fields, span)
            }
            ExprKind::Attribute(node) => {
                let fields = [self.expr(&node.value), name(&node.attr.name), self.single(context)];
                self.node(Class::Attribute, fields, span)
            }
            ExprKind::Subscript { value, slice } => {
                self.node(Class::Subscript, [self.expr(value), self.expr(slice), self.single(context)], span)
            }
            ExprKind::Starred(value) => {
                self.node(Class::Starred, [self.expr_as(value, context), self.single(context)], span)
            }
            ExprKind::List(items) => self.node(Class::List, [self.exprs(items, context), self.single(context)], span),
            ExprKind::Tuple(items) => self.node(Class::Tuple, [self.exprs(items, context), self.single(context)], span),
            ExprKind::Slice { lower, upper, step } => {
                let fields = [lower, upper, step].map(|part| self.optional(part.as_deref()));
                self.node(Class::Slice, fields, span)
            }
        }
    }

    /// An expression that may be absent.
    pub(super) fn optional(&self, e: Option<&Expr>) -> Value {
        self.maybe(e, |e| self.expr(e))
    }

    /// Which kind of string begins there: `u`, or None.
    fn kind_of(&self, span: Span) -> Value {
        let first = self.text.as_bytes().get(span.start as usize);
        if matches!(first, Some(b'u' | b'U')) { "u".into() } else { Value::NONE }
    }

    /// All parts of an f-string but the expressions have the place of the whole, as in CPython 3.11.
    fn joined(&self, parts: &[FStringPart], whole: Span) -> Value {
        let values = self.list(parts, |part| match part {
            FStringPart::Literal(text) => {
                let text = Str::from_wtf8(text.as_bytes()).into();
                self.node(Class::Constant, [text, self.kind_of(whole)], whole)
            }
            FStringPart::Field(field) => {
                let conversion = match field.conversion {
                    None => -1,
                    Some(Conversion::Str) => i32::from(b's'),
                    Some(Conversion::Repr) => i32::from(b'r'),
                    Some(Conversion::Ascii) => i32::from(b'a'),
                };
                let spec = self.maybe(field.spec.as_ref(), |parts| self.joined(parts, whole));
                self.node(Class::FormattedValue, [self.inner(&field.expr, field.span), conversion.into(), spec], whole)
            }
        });
        self.node(Class::JoinedStr, [values], whole)
    }

    /// The expression of a field. CPython 3.11 puts it in parentheses in place of the braces, which become part of a tuple.
    fn inner(&self, e: &Expr, field: Span) -> Value {
        match &e.kind {
            ExprKind::Tuple(items) if !e.parenthesized => {
                let after = self.text.as_bytes().get(e.span.end as usize..).unwrap_or_default();
                let space = after.iter().take_while(|b| b.is_ascii_whitespace()).count() as u32;
                let span = Span::new(field.start, e.span.end + space + 1);
                self.node(Class::Tuple, [self.all(items), self.single(Class::Load)], span)
            }
            _ => self.expr(e),
        }
    }

    fn comprehension(&self, class: Class, node: &Comprehension, span: Span) -> Value {
        self.node(class, [self.expr(&node.element), self.clauses(&node.clauses)], span)
    }

    fn clauses(&self, clauses: &[ForClause]) -> Value {
        self.list(clauses, |clause| {
            let fields = [
                self.expr_as(&clause.target, Class::Store),
                self.expr(&clause.iter),
                self.all(&clause.ifs),
                i64::from(clause.is_async).into(),
            ];
            self.bare(Class::comprehension, fields)
        })
    }

    /// Keyword arguments of a call or a class.
    pub(super) fn keywords(&self, keywords: &[Keyword]) -> Value {
        self.list(keywords, |keyword| {
            let arg = self.maybe(keyword.name.as_ref(), |n| name(n));
            self.node(Class::keyword, [arg, self.expr(&keyword.value)], keyword.span)
        })
    }

    /// The parameters of a function.
    pub(super) fn arguments(&self, params: &Params) -> Value {
        let positional = params.posonly.iter().chain(&params.args);
        let defaults: Vec<&Expr> = positional.filter_map(|p| p.default.as_deref()).collect();
        let fields = [
            self.list(&params.posonly, |p| self.param(p)),
            self.list(&params.args, |p| self.param(p)),
            self.maybe(params.vararg.as_deref(), |p| self.param(p)),
            self.list(&params.kwonly, |p| self.param(p)),
            self.list(&params.kwonly, |p| self.optional(p.default.as_deref())),
            self.maybe(params.kwarg.as_deref(), |p| self.param(p)),
            self.list(&defaults, |e| self.expr(e)),
        ];
        self.bare(Class::arguments, fields)
    }

    fn param(&self, p: &Param) -> Value {
        self.node(Class::arg, [name(&p.name), self.optional(p.annotation.as_deref()), Value::NONE], p.span)
    }

    /// A binary operator.
    pub(super) fn operator(&self, op: Operator) -> Value {
        self.single(match op {
            Operator::Add => Class::Add,
            Operator::Sub => Class::Sub,
            Operator::Mult => Class::Mult,
            Operator::MatMult => Class::MatMult,
            Operator::Div => Class::Div,
            Operator::Mod => Class::Mod,
            Operator::Pow => Class::Pow,
            Operator::LShift => Class::LShift,
            Operator::RShift => Class::RShift,
            Operator::BitOr => Class::BitOr,
            Operator::BitXor => Class::BitXor,
            Operator::BitAnd => Class::BitAnd,
            Operator::FloorDiv => Class::FloorDiv,
        })
    }

    fn comparison(&self, op: CmpOp) -> Value {
        self.single(match op {
            CmpOp::Eq => Class::Eq,
            CmpOp::NotEq => Class::NotEq,
            CmpOp::Lt => Class::Lt,
            CmpOp::LtE => Class::LtE,
            CmpOp::Gt => Class::Gt,
            CmpOp::GtE => Class::GtE,
            CmpOp::Is => Class::Is,
            CmpOp::IsNot => Class::IsNot,
            CmpOp::In => Class::In,
            CmpOp::NotIn => Class::NotIn,
        })
    }
}

/// The value of a literal.
fn constant(value: &Constant) -> Value {
    match value {
        Constant::None => Value::NONE,
        Constant::True => Value::TRUE,
        Constant::False => Value::FALSE,
        Constant::Ellipsis => Value::ELLIPSIS,
        Constant::Int(i) => (*i).into(),
        Constant::BigInt(literal) => {
            BigInt::parse_bytes(literal.digits.as_bytes(), literal.radix).unwrap_or_default().into()
        }
        Constant::Float(f) => (*f).into(),
        Constant::Imaginary(im) => Complex { re: 0.0, im: *im }.into(),
        Constant::Str(text) => Str::from_wtf8(text.as_bytes()).into(),
        Constant::Bytes(bytes) => Bytes::new(bytes).into(),
    }
}
