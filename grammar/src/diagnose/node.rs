//! What the recognizer remembers of an expression: enough to name it in a message.

use crate::span::Span;
use std::rc::Rc;

/// An expression: its kind and its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// The kinds of expression as far as messages tell them apart.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Name,
    Attribute,
    Subscript,
    Starred(Rc<Node>),
    List(Rc<[Node]>),
    Tuple(Rc<[Node]>),
    Compare {
        left: Rc<Node>,
        /// Whether the first operator is `in`.
        is_in: bool,
    },
    Call,
    /// Everything else, with CPython's name for it.
    Other(&'static str),
}

/// What a target is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Assign,
    Delete,
    For,
}

impl Node {
    pub(super) fn new(kind: Kind, start: u32, end: u32) -> Self {
        Self { kind, span: Span::new(start, end) }
    }

    pub(super) fn other(name: &'static str, start: u32, end: u32) -> Self {
        Self::new(Kind::Other(name), start, end)
    }

    /// CPython's name for this kind of expression.
    pub(super) fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Name => "name",
            Kind::Attribute => "attribute",
            Kind::Subscript => "subscript",
            Kind::Starred(_) => "starred",
            Kind::List(_) => "list",
            Kind::Tuple(_) => "tuple",
            Kind::Compare { .. } => "comparison",
            Kind::Call => "function call",
            Kind::Other(name) => name,
        }
    }

    /// The first part of this expression that cannot be a target.
    pub(super) fn invalid_target(&self, purpose: Purpose) -> Option<&Node> {
        match &self.kind {
            Kind::Name | Kind::Attribute | Kind::Subscript => None,
            Kind::List(elements) | Kind::Tuple(elements) => {
                elements.iter().find_map(|element| element.invalid_target(purpose))
            }
            Kind::Starred(_) if purpose == Purpose::Delete => Some(self),
            Kind::Starred(value) => value.invalid_target(purpose),
            // In `for a in b` the target and what follows look like a comparison.
            Kind::Compare { left, is_in } if purpose == Purpose::For => match is_in {
                true => left.invalid_target(purpose),
                false => None,
            },
            _ => Some(self),
        }
    }
}
