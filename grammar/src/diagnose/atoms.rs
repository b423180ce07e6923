//! The tightest expressions: names, literals, brackets, and what may follow them.

use super::expressions::range;
use super::node::{Kind, Node};
use super::recognizer::{Match, Memo, Miss, Recognizer};
use crate::error::ErrorKind;
use crate::lexer::Tok;
use crate::span::Span;

const PARENTHESES_AROUND_TARGET: &str = "did you forget parentheses around the comprehension target?";

impl<'s> Recognizer<'s> {
    /// An atom with attributes, calls and subscripts.
    pub(super) fn primary(&mut self) -> Match<Node> {
        self.memo(Memo::Primary, |r| {
            let start = r.start()?;
            let mut node = r.atom()?;
            while let Some(kind) = r.maybe(Self::trailer)? {
                node = Node::new(kind, start, r.end());
            }
            Ok(node)
        })
    }

    /// `.name`, `(..)` or `[..]`.
    pub(super) fn trailer(&mut self) -> Match<Kind> {
        self.choice(&[
            |r| {
                r.expect(Tok::Dot)?;
                r.expect(Tok::Name)?;
                Ok(Kind::Attribute)
            },
            |r| {
                r.generator()?;
                Ok(Kind::Call)
            },
            |r| {
                r.expect(Tok::LPar)?;
                r.maybe(Self::arguments)?;
                r.expect(Tok::RPar)?;
                Ok(Kind::Call)
            },
            |r| {
                r.expect(Tok::LSqb)?;
                r.slices()?;
                r.expect(Tok::RSqb)?;
                Ok(Kind::Subscript)
            },
        ])
    }

    /// What stands between the brackets of a subscript.
    pub(super) fn slices(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.slice()?;
                r.not_followed_by(&[Tok::Comma])
            },
            |r| {
                r.separated(|r| r.choice(&[Self::slice, |r| r.starred_expression().map(drop)]))?;
                r.maybe(|r| r.expect(Tok::Comma)).map(drop)
            },
        ])
    }

    fn slice(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.maybe(Self::expression)?;
                r.expect(Tok::Colon)?;
                r.maybe(Self::expression)?;
                r.maybe(|r| {
                    r.expect(Tok::Colon)?;
                    r.maybe(Self::expression)
                })?;
                Ok(())
            },
            |r| r.named_expression().map(drop),
        ])
    }

    pub(super) fn atom(&mut self) -> Match<Node> {
        let token = self.peek()?;
        let (start, end) = (token.start, token.end);
        let node = match token.tok {
            Tok::Name => Node::new(Kind::Name, start, end),
            Tok::True => Node::other("True", start, end),
            Tok::False => Node::other("False", start, end),
            Tok::None => Node::other("None", start, end),
            Tok::Int | Tok::Float | Tok::Imaginary => {
                self.at += 1;
                self.check_number(token)?;
                return Ok(Node::other("literal", start, end));
            }
            Tok::Ellipsis => Node::other("ellipsis", start, end),
            Tok::Str => return self.strings(),
            Tok::LPar => return self.choice(&[Self::tuple, Self::group, Self::generator]),
            Tok::LSqb => return self.choice(&[Self::list, Self::list_comprehension]),
            Tok::LBrace => {
                return self.choice(&[Self::dict, Self::set, Self::dict_comprehension, Self::set_comprehension]);
            }
            _ => return Err(Miss::No),
        };
        self.at += 1;
        Ok(node)
    }

    /// `(a, b)`.
    pub(super) fn tuple(&mut self) -> Match<Node> {
        let start = self.expect(Tok::LPar)?.start;
        let elements = self.maybe(|r| {
            let first = r.star_named_expression()?;
            r.expect(Tok::Comma)?;
            let mut elements = vec![first];
            elements.extend(r.maybe(Self::star_named_expressions)?.unwrap_or_default());
            Ok(elements)
        })?;
        self.expect(Tok::RPar)?;
        let elements = elements.unwrap_or_default();
        Ok(Node::new(Kind::Tuple(elements.into()), start, self.end()))
    }

    /// `(a)`.
    fn group(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                r.expect(Tok::LPar)?;
                let inner = r.choice(&[Self::yield_expression, Self::named_expression])?;
                r.expect(Tok::RPar)?;
                Ok(inner)
            },
            |r| r.invalid(Self::invalid_group),
        ])
    }

    /// `(*a)`, `(**a)`.
    fn invalid_group(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                r.expect(Tok::LPar)?;
                let starred = r.starred_expression()?;
                r.expect(Tok::RPar)?;
                Err(r.raise("cannot use starred expression here", starred.span))
            },
            |r| {
                r.expect(Tok::LPar)?;
                let stars = r.expect(Tok::DoubleStar)?;
                r.expression()?;
                r.expect(Tok::RPar)?;
                Err(r.raise("cannot use double starred expression here", stars.span()))
            },
        ])
    }

    /// `(a for b in c)`.
    pub(super) fn generator(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                let start = r.expect(Tok::LPar)?.start;
                r.choice(&[Self::assignment_expression, Self::plain_named_expression])?;
                r.for_clauses()?;
                r.expect(Tok::RPar)?;
                Ok(Node::other("generator expression", start, r.end()))
            },
            |r| r.invalid(Self::invalid_comprehension),
        ])
    }

    /// `[a, b]`.
    pub(super) fn list(&mut self) -> Match<Node> {
        let start = self.expect(Tok::LSqb)?.start;
        let elements = self.maybe(Self::star_named_expressions)?.unwrap_or_default();
        self.expect(Tok::RSqb)?;
        Ok(Node::new(Kind::List(elements.into()), start, self.end()))
    }

    fn list_comprehension(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                let start = r.expect(Tok::LSqb)?.start;
                r.named_expression()?;
                r.for_clauses()?;
                r.expect(Tok::RSqb)?;
                Ok(Node::other("list comprehension", start, r.end()))
            },
            |r| r.invalid(Self::invalid_comprehension),
        ])
    }

    /// `{a, b}`.
    fn set(&mut self) -> Match<Node> {
        let start = self.expect(Tok::LBrace)?.start;
        self.star_named_expressions()?;
        self.expect(Tok::RBrace)?;
        Ok(Node::other("set display", start, self.end()))
    }

    fn set_comprehension(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                let start = r.expect(Tok::LBrace)?.start;
                r.named_expression()?;
                r.for_clauses()?;
                r.expect(Tok::RBrace)?;
                Ok(Node::other("set comprehension", start, r.end()))
            },
            |r| r.invalid(Self::invalid_comprehension),
        ])
    }

    /// `{a: b, **c}`.
    pub(super) fn dict(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                let start = r.expect(Tok::LBrace)?.start;
                r.maybe(|r| {
                    r.separated(Self::dict_item)?;
                    r.maybe(|r| r.expect(Tok::Comma))
                })?;
                r.expect(Tok::RBrace)?;
                Ok(Node::other("dict literal", start, r.end()))
            },
            |r| {
                let start = r.expect(Tok::LBrace)?.start;
                // CPython tries these in the first pass already.
                r.invalid_dict_items()?;
                r.expect(Tok::RBrace)?;
                Ok(Node::other("dict literal", start, r.end()))
            },
        ])
    }

    fn dict_item(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.expect(Tok::DoubleStar)?;
                r.bitwise_or().map(drop)
            },
            Self::pair,
        ])
    }

    /// `key: value`.
    fn pair(&mut self) -> Match<()> {
        self.expression()?;
        self.expect(Tok::Colon)?;
        self.expression().map(drop)
    }

    /// `{a: b, c}`, `{a: *b}`, `{a:}`.
    fn invalid_dict_items(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.separated(Self::dict_item)?;
                r.expect(Tok::Comma)?;
                r.choice(&[
                    |r| {
                        let key = r.expression()?;
                        r.not_followed_by(&[Tok::Colon])?;
                        Err(r.raise_after_key(key.span))
                    },
                    Self::invalid_dict_value,
                ])
            },
            Self::invalid_dict_value,
        ])
    }

    /// A key without a colon. CPython points at the last character of the key and gives no end.
    fn raise_after_key(&mut self, key: Span) -> Miss {
        let at = Span::new(key.end.saturating_sub(1), key.end);
        let message = "':' expected after dictionary key";
        let mut error = self.error_over(ErrorKind::Syntax, message, at);
        error.line = self.line(key.start);
        error.end_offset = 0;
        self.raise_error(error)
    }

    fn invalid_dict_value(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.expression()?;
                r.expect(Tok::Colon)?;
                let star = r.expect(Tok::Star)?;
                r.bitwise_or()?;
                let message = "cannot use a starred expression in a dictionary value";
                Err(r.raise_from(message, star.start))
            },
            |r| {
                r.expression()?;
                let colon = r.expect(Tok::Colon)?;
                r.followed_by(&[Tok::RBrace, Tok::Comma])?;
                let message = "expression expected after dictionary key and ':'";
                Err(r.raise(message, colon.span()))
            },
        ])
    }

    fn dict_comprehension(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                let start = r.expect(Tok::LBrace)?.start;
                r.pair()?;
                r.for_clauses()?;
                r.expect(Tok::RBrace)?;
                Ok(Node::other("dict comprehension", start, r.end()))
            },
            |r| {
                r.invalid(|r| {
                    r.expect(Tok::LBrace)?;
                    let stars = r.expect(Tok::DoubleStar)?;
                    r.bitwise_or()?;
                    r.for_clauses()?;
                    r.expect(Tok::RBrace)?;
                    let message = "dict unpacking cannot be used in dict comprehension";
                    Err(r.raise(message, stars.span()))
                })
            },
        ])
    }

    /// `[*a for ..]`, `[a, b for ..]`.
    fn invalid_comprehension(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                r.expect_any(&[Tok::LSqb, Tok::LPar, Tok::LBrace])?;
                let starred = r.starred_expression()?;
                r.for_clauses()?;
                let message = "iterable unpacking cannot be used in comprehension";
                Err(r.raise(message, starred.span))
            },
            |r| {
                r.expect_any(&[Tok::LSqb, Tok::LBrace])?;
                let first = r.star_named_expression()?;
                r.expect(Tok::Comma)?;
                let rest = r.star_named_expressions()?;
                r.for_clauses()?;
                let last = rest.last().map_or(first.span, |node| node.span);
                Err(r.raise(PARENTHESES_AROUND_TARGET, range(first.span, last)))
            },
            |r| {
                r.expect_any(&[Tok::LSqb, Tok::LBrace])?;
                let first = r.star_named_expression()?;
                let comma = r.expect(Tok::Comma)?;
                r.for_clauses()?;
                Err(r.raise(PARENTHESES_AROUND_TARGET, range(first.span, comma.span())))
            },
        ])
    }

    /// `for a in b if c ..`, at least one. (Returned: the last condition, or else the last
    /// iterable, at which messages point.)
    pub(super) fn for_clauses(&mut self) -> Match<Span> {
        let mut clauses = self.repeat1(Self::for_clause)?;
        clauses.pop().ok_or(Miss::No)
    }

    fn for_clause(&mut self) -> Match<Span> {
        self.choice(&[
            |r| {
                r.expect(Tok::Async)?;
                r.plain_for_clause()
            },
            Self::plain_for_clause,
            |r| r.invalid(Self::invalid_for_target),
        ])
    }

    fn plain_for_clause(&mut self) -> Match<Span> {
        self.expect(Tok::For)?;
        self.star_targets()?;
        self.expect(Tok::In)?;
        self.commit(|r| {
            let iter = r.disjunction()?;
            let conditions = r.repeat(|r| {
                r.expect(Tok::If)?;
                r.disjunction()
            })?;
            Ok(conditions.last().unwrap_or(&iter).span)
        })
    }

    /// Adjacent string literals.
    pub(super) fn strings(&mut self) -> Match<Node> {
        self.memo(Memo::Strings, |r| {
            let start = r.start()?;
            let tokens = r.repeat1(|r| r.expect(Tok::Str))?;
            let format = r.check_strings(&tokens)?;
            let name = if format { "f-string expression" } else { "literal" };
            Ok(Node::other(name, start, r.end()))
        })
    }
}
