//! What may be assigned to or deleted, and what is said of the rest.

use super::node::{Kind, Node, Purpose};
use super::recognizer::{Match, Memo, Miss, Recognizer};
use crate::lexer::Tok;
use std::rc::Rc;

/// What may follow a primary and make it a longer one.
const TRAILERS: &[Tok] = &[Tok::LPar, Tok::LSqb, Tok::Dot];

impl<'s> Recognizer<'s> {
    /// `a, *b` in front of `=` or `in`.
    pub(super) fn star_targets(&mut self) -> Match<Node> {
        let start = self.start()?;
        let first = self.star_target()?;
        if !self.next_is(&[Tok::Comma])? {
            return Ok(first);
        }
        let rest = self.repeat(|r| {
            r.expect(Tok::Comma)?;
            r.star_target()
        })?;
        self.maybe(|r| r.expect(Tok::Comma))?;
        let elements: Vec<Node> = std::iter::once(first).chain(rest).collect();
        Ok(Node::new(Kind::Tuple(elements.into()), start, self.end()))
    }

    pub(super) fn star_target(&mut self) -> Match<Node> {
        self.memo(Memo::StarTarget, |r| {
            r.choice(&[
                |r| {
                    let start = r.expect(Tok::Star)?.start;
                    r.not_followed_by(&[Tok::Star])?;
                    let value = r.star_target()?;
                    Ok(Node::new(Kind::Starred(Rc::new(value)), start, r.end()))
                },
                Self::target_with_star_atom,
            ])
        })
    }

    fn target_with_star_atom(&mut self) -> Match<Node> {
        self.memo(Memo::StarAtomTarget, |r| r.choice(&[Self::attribute_or_subscript_target, Self::star_atom]))
    }

    fn star_atom(&mut self) -> Match<Node> {
        self.nested(|r| {
            r.choice(&[
                Self::name_target,
                |r| {
                    r.expect(Tok::LPar)?;
                    let inner = r.target_with_star_atom()?;
                    r.expect(Tok::RPar)?;
                    Ok(inner)
                },
                |r| {
                    let start = r.expect(Tok::LPar)?.start;
                    r.maybe(|r| {
                        r.star_target()?;
                        r.expect(Tok::Comma)?;
                        r.maybe(|r| {
                            r.separated(Self::star_target)?;
                            r.maybe(|r| r.expect(Tok::Comma))
                        })
                    })?;
                    r.expect(Tok::RPar)?;
                    Ok(Node::new(Kind::Tuple(Rc::new([])), start, r.end()))
                },
                |r| {
                    let start = r.expect(Tok::LSqb)?.start;
                    r.maybe(|r| {
                        r.separated(Self::star_target)?;
                        r.maybe(|r| r.expect(Tok::Comma))
                    })?;
                    r.expect(Tok::RSqb)?;
                    Ok(Node::new(Kind::List(Rc::new([])), start, r.end()))
                },
            ])
        })
    }

    fn name_target(&mut self) -> Match<Node> {
        let name = self.expect(Tok::Name)?;
        Ok(Node::new(Kind::Name, name.start, name.end))
    }

    /// `a`, `a.b`, `a[b]`, `(a)`.
    pub(super) fn single_target(&mut self) -> Match<Node> {
        self.choice(&[Self::attribute_or_subscript_target, Self::name_target, |r| {
            r.expect(Tok::LPar)?;
            let inner = r.nested(Self::single_target)?;
            r.expect(Tok::RPar)?;
            Ok(inner)
        }])
    }

    /// `a.b` or `a[b]`.
    pub(super) fn attribute_or_subscript_target(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                let start = r.start()?;
                r.target_primary()?;
                r.expect(Tok::Dot)?;
                r.expect(Tok::Name)?;
                r.not_followed_by(TRAILERS)?;
                Ok(Node::new(Kind::Attribute, start, r.end()))
            },
            |r| {
                let start = r.start()?;
                r.target_primary()?;
                r.expect(Tok::LSqb)?;
                r.slices()?;
                r.expect(Tok::RSqb)?;
                r.not_followed_by(TRAILERS)?;
                Ok(Node::new(Kind::Subscript, start, r.end()))
            },
        ])
    }

    /// A primary that something follows: all of `a.b().c` but the last part.
    fn target_primary(&mut self) -> Match<Node> {
        self.memo(Memo::TargetPrimary, |r| {
            let start = r.start()?;
            let mut node = r.atom()?;
            r.followed_by(TRAILERS)?;
            while let Some(kind) = r.maybe(|r| {
                let kind = r.trailer()?;
                r.followed_by(TRAILERS)?;
                Ok(kind)
            })? {
                node = Node::new(kind, start, r.end());
            }
            Ok(node)
        })
    }

    /// What `del` deletes.
    pub(super) fn del_targets(&mut self) -> Match<()> {
        self.separated(Self::del_target)?;
        self.maybe(|r| r.expect(Tok::Comma)).map(drop)
    }

    fn del_target(&mut self) -> Match<Node> {
        self.memo(Memo::DelTarget, |r| {
            r.nested(|r| {
                r.choice(&[
                    Self::attribute_or_subscript_target,
                    Self::name_target,
                    |r| {
                        r.expect(Tok::LPar)?;
                        let inner = r.del_target()?;
                        r.expect(Tok::RPar)?;
                        Ok(inner)
                    },
                    |r| {
                        let start = r.expect(Tok::LPar)?.start;
                        r.maybe(Self::del_targets)?;
                        r.expect(Tok::RPar)?;
                        Ok(Node::new(Kind::Tuple(Rc::new([])), start, r.end()))
                    },
                    |r| {
                        let start = r.expect(Tok::LSqb)?.start;
                        r.maybe(Self::del_targets)?;
                        r.expect(Tok::RSqb)?;
                        Ok(Node::new(Kind::List(Rc::new([])), start, r.end()))
                    },
                ])
            })
        })
    }

    /// `for f() in ..`.
    pub(super) fn invalid_for_target<T>(&mut self) -> Match<T> {
        self.maybe(|r| r.expect(Tok::Async))?;
        self.expect(Tok::For)?;
        let target = self.star_expressions()?;
        Err(self.raise_invalid_target(&target, Purpose::For))
    }

    /// Raises that a part of `target` cannot be one; does not match if all of it can.
    pub(super) fn raise_invalid_target(&mut self, target: &Node, purpose: Purpose) -> Miss {
        let verb = if purpose == Purpose::Delete { "delete" } else { "assign to" };
        match target.invalid_target(purpose) {
            Some(part) => self.raise(format!("cannot {verb} {}", part.describe()), part.span),
            None => Miss::No,
        }
    }
}
