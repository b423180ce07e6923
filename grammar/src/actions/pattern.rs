//! Patterns of `case`.

use super::expr::{binary, leaf, unary};
use super::{Action, Context, refuse};
use crate::ast::*;
use crate::name::Name;
use crate::span::Span;

/// A pattern.
pub(crate) fn pattern(start: u32, end: u32, kind: PatternKind) -> Pattern {
    Pattern { kind, span: Span::new(start, end) }
}

/// A pattern compared by equality with `value`.
pub(crate) fn value(start: u32, end: u32, value: Expr) -> Pattern {
    pattern(start, end, PatternKind::Value(Box::new(value)))
}

/// A constant compared by identity, as a pattern and as a mapping's key.
#[derive(Clone, Copy)]
pub(crate) struct Identity(pub(crate) Singleton);

impl Identity {
    pub(crate) fn pattern(self, start: u32, end: u32) -> Pattern {
        pattern(start, end, PatternKind::Singleton(self.0))
    }

    pub(crate) fn key(self, start: u32, end: u32) -> Expr {
        let value = match self.0 {
            Singleton::None => Constant::None,
            Singleton::True => Constant::True,
            Singleton::False => Constant::False,
        };
        leaf(start, end, ExprKind::Constant(value))
    }
}

/// `-number`.
pub(crate) fn negative(start: u32, end: u32, number: Expr) -> Action<Expr> {
    unary(start, end, UnaryOp::USub, number)
}

/// `real + imaginary`.
pub(crate) fn complex(start: u32, end: u32, real: Expr, op: Operator, imag: Expr) -> Action<Expr> {
    let is_imaginary = |expr: &Expr| matches!(expr.kind, ExprKind::Constant(Constant::Imaginary(_)));
    let unsigned = match &real.kind {
        ExprKind::UnaryOp { operand, .. } => operand,
        _ => &real,
    };
    if is_imaginary(unsigned) {
        return refuse("real number required in complex literal", unsigned.span);
    }
    if !is_imaginary(&imag) {
        return refuse("imaginary number required in complex literal", imag.span);
    }
    binary(start, end, real, op, imag)
}

/// Alternatives.
pub(crate) fn or(start: u32, end: u32, alternatives: Vec<Pattern>) -> Pattern {
    pattern(start, end, PatternKind::Or(alternatives))
}

/// What stands between the brackets of a mapping pattern.
#[derive(Default)]
pub(crate) struct MappingBuilder {
    entries: Vec<(Expr, Pattern)>,
    rest: Option<Name>,
}

/// `key: pattern` or `**name`.
pub(crate) enum MappingItem {
    Entry(Box<(Expr, Pattern)>),
    Rest(Ident),
}

impl MappingBuilder {
    /// Adds an item; nothing may follow `**rest`.
    pub(crate) fn push(mut self, item: MappingItem) -> Action<Self> {
        match item {
            MappingItem::Entry(entry) if self.rest.is_some() => {
                return refuse("invalid syntax", entry.0.span);
            }
            MappingItem::Rest(name) if self.rest.is_some() || name.name == "_" => {
                return refuse("invalid syntax", name.span);
            }
            MappingItem::Entry(entry) => self.entries.push(*entry),
            MappingItem::Rest(name) => self.rest = Some(name.name),
        }
        Ok(self)
    }

    pub(crate) fn finish(self, start: u32, end: u32) -> Pattern {
        let mapping = MappingPattern { entries: self.entries, rest: self.rest };
        pattern(start, end, PatternKind::Mapping(Box::new(mapping)))
    }
}

/// What stands between the brackets of a class pattern.
#[derive(Default)]
pub(crate) struct ClassArgs {
    args: Vec<Pattern>,
    keywords: Vec<KeywordPattern>,
}

/// `pattern` or `name=pattern`.
pub(crate) enum ClassArg {
    Positional(Pattern),
    Keyword(Box<KeywordPattern>),
}

impl ClassArg {
    /// `name=pattern`.
    pub(crate) fn keyword(name: Ident, pattern: Pattern) -> Self {
        ClassArg::Keyword(Box::new(KeywordPattern { name, pattern }))
    }
}

impl ClassArgs {
    /// Adds an argument; positional ones come first.
    pub(crate) fn push(mut self, arg: ClassArg) -> Action<Self> {
        match arg {
            ClassArg::Positional(pattern) if !self.keywords.is_empty() => {
                return refuse("positional patterns follow keyword patterns", pattern.span);
            }
            ClassArg::Positional(pattern) => self.args.push(pattern),
            ClassArg::Keyword(keyword) => self.keywords.push(*keyword),
        }
        Ok(self)
    }

    pub(crate) fn finish(self, start: u32, end: u32, cls: Expr) -> Pattern {
        let class = ClassPattern { cls, args: self.args, keywords: self.keywords };
        pattern(start, end, PatternKind::Class(Box::new(class)))
    }
}

impl Context<'_> {
    /// A bare name: `_` matches anything, others bind.
    pub(crate) fn capture(&mut self, start: u32, end: u32) -> Pattern {
        let name = self.name(start, end);
        let kind = if name == "_" { PatternKind::Wildcard } else { PatternKind::Capture(name) };
        pattern(start, end, kind)
    }

    /// `*name`.
    pub(crate) fn star_pattern(&mut self, start: u32, end: u32, name: Ident) -> Pattern {
        let bound = (name.name != "_").then_some(name.name);
        pattern(start, end, PatternKind::Star(bound))
    }

    /// `inner as name`.
    pub(crate) fn as_pattern(&mut self, start: u32, end: u32, inner: Pattern, name: Ident) -> Action<Pattern> {
        if name.name == "_" {
            return refuse("cannot use '_' as a target", name.span);
        }
        let kind = PatternKind::As { pattern: Box::new(inner), name: name.name };
        Ok(pattern(start, end, kind))
    }
}
