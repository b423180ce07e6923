//! A parsed pattern.

use super::flags::Flags;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) width: Width,
}

/// How many characters a part can match: the fewest and the most.
///
/// Both are capped as CPython caps them, so that it is decided alike which
/// lookbehinds have a fixed width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Width {
    pub(super) min: u64,
    pub(super) max: u64,
}

/// No upper bound, in [`NodeKind::Repeat`] and in [`Width`].
pub(super) const UNBOUNDED: u32 = u32::MAX;

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    Char(u32),
    Any,
    Class(Class),
    At(At),
    /// A group; without an index it captures nothing.
    Group {
        index: Option<u32>,
        add: Flags,
        remove: Flags,
        body: Box<Node>,
    },
    Atomic(Box<Node>),
    Look {
        behind: bool,
        negate: bool,
        body: Box<Node>,
    },
    /// What `(?!)` is.
    Fail,
    Backref(u32),
    Conditional {
        group: u32,
        yes: Box<Node>,
        no: Option<Box<Node>>,
    },
    Repeat {
        min: u32,
        max: u32,
        greed: Greed,
        body: Box<Node>,
    },
    Sequence(Vec<Node>),
    Alternation(Vec<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// A position rather than a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// `^`
    Begin,
    /// `\A`
    BeginString,
    /// `$`
    End,
    /// `\Z`
    EndString,
    /// `\b`
    Boundary,
    /// `\B`
    NotBoundary,
}

/// A set of characters as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) negated: bool,
    pub(super) items: Vec<ClassItem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClassItem {
    Char(u32),
    Range(u32, u32),
    Category(Category),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Digit,
    NotDigit,
    Space,
    NotSpace,
    Word,
    NotWord,
}

impl Category {
    /// The category that `\letter` names.
    pub(super) fn from_letter(letter: u32) -> Option<Category> {
        Some(match char::from_u32(letter)? {
            'd' => Category::Digit,
            'D' => Category::NotDigit,
            's' => Category::Space,
            'S' => Category::NotSpace,
            'w' => Category::Word,
            'W' => Category::NotWord,
            _ => return None,
        })
    }
}

impl Width {
    pub(super) const ZERO: Width = Width { min: 0, max: 0 };
    pub(super) const ONE: Width = Width { min: 1, max: 1 };

    fn capped(min: u64, max: u64) -> Width {
        // Far beyond any text, and sums of it do not overflow.
        let cap = 1 << 60;
        Width { min: min.min(cap - 1), max: max.min(cap) }
    }

    fn then(self, next: Width) -> Width {
        Width { min: self.min.saturating_add(next.min), max: self.max.saturating_add(next.max) }
    }

    fn or(self, other: Width) -> Width {
        Width { min: self.min.min(other.min), max: self.max.max(other.max) }
    }

    /// Whether all matches have the same number of characters.
    pub(super) fn is_fixed(self) -> bool {
        self.min == self.max
    }
}

impl Node {
    /// A part other than a [`NodeKind::Backref`], whose width is not its own.
    pub(super) fn new(kind: NodeKind) -> Node {
        let width = match &kind {
            NodeKind::Char(_) | NodeKind::Any | NodeKind::Class(_) => Width::ONE,
            NodeKind::At(_) | NodeKind::Look { .. } | NodeKind::Fail | NodeKind::Backref(_) => Width::ZERO,
            NodeKind::Group { body, .. } | NodeKind::Atomic(body) => body.width,
            NodeKind::Conditional { yes, no, .. } => yes.width.or(no.as_ref().map_or(Width::ZERO, |no| no.width)),
            NodeKind::Repeat { min, max, body, .. } => Width::capped(
                body.width.min.saturating_mul(u64::from(*min)),
                body.width.max.saturating_mul(u64::from(*max)),
            ),
            NodeKind::Sequence(parts) => {
                let sum = parts.iter().fold(Width::ZERO, |sum, part| sum.then(part.width));
                Width::capped(sum.min, sum.max)
            }
            NodeKind::Alternation(parts) => {
                parts.iter().map(|part| part.width).reduce(Width::or).unwrap_or(Width::ZERO)
            }
        };
        Node { kind, width }
    }

    /// A reference to a group whose width is known.
    pub(super) fn backref(group: u32, width: Width) -> Node {
        Node { kind: NodeKind::Backref(group), width }
    }

    /// A sequence, or its only part.
    pub(super) fn sequence(mut parts: Vec<Node>) -> Node {
        match parts.len() {
            1 => parts.remove(0),
            _ => Node::new(NodeKind::Sequence(parts)),
        }
    }

    /// Whether it is an empty sequence.
    pub(super) fn is_empty(&self) -> bool {
        matches!(&self.kind, NodeKind::Sequence(parts) if parts.is_empty())
    }
}
