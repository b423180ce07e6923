//! Expressions, from lists of them down to operators.

use super::node::{Kind, Node};
use super::recognizer::{Match, Memo, Miss, Recognizer};
use crate::lexer::Tok;
use crate::span::Span;
use std::rc::Rc;

/// The binary operators, loosest first; all associate to the left.
const BINARY: [&[Tok]; 6] = [
    &[Tok::VBar],
    &[Tok::Circumflex],
    &[Tok::Amper],
    &[Tok::LeftShift, Tok::RightShift],
    &[Tok::Plus, Tok::Minus],
    &[Tok::Star, Tok::Slash, Tok::DoubleSlash, Tok::Percent, Tok::At],
];

/// What CPython calls an operation in its messages.
pub(super) const OPERATION: &str = "expression";

impl<'s> Recognizer<'s> {
    /// `a, b`: the elements parsed by `element`, a tuple if there is a comma.
    fn tuple_of(&mut self, element: fn(&mut Self) -> Match<Node>) -> Match<Node> {
        let start = self.start()?;
        let first = element(self)?;
        let mut elements = vec![first];
        while self.maybe(|r| r.expect(Tok::Comma))?.is_some() {
            match self.maybe(element)? {
                Some(node) => elements.push(node),
                None => return Ok(Node::new(Kind::Tuple(elements.into()), start, self.end())),
            }
        }
        match elements.len() {
            1 => Ok(elements.remove(0)),
            _ => Ok(Node::new(Kind::Tuple(elements.into()), start, self.end())),
        }
    }

    /// `a, b` without stars.
    pub(super) fn expressions(&mut self) -> Match<Node> {
        self.tuple_of(Self::expression)
    }

    /// `a, *b`.
    pub(super) fn star_expressions(&mut self) -> Match<Node> {
        self.tuple_of(Self::star_expression)
    }

    fn star_expression(&mut self) -> Match<Node> {
        self.memo(Memo::StarExpression, |r| r.choice(&[Self::starred_operand, Self::expression]))
    }

    /// `*a`, where `a` is no comparison.
    fn starred_operand(&mut self) -> Match<Node> {
        let start = self.expect(Tok::Star)?.start;
        let value = self.bitwise_or()?;
        Ok(Node::new(Kind::Starred(Rc::new(value)), start, self.end()))
    }

    /// `*a`, where `a` is any expression.
    pub(super) fn starred_expression(&mut self) -> Match<Node> {
        let start = self.expect(Tok::Star)?.start;
        let value = self.expression()?;
        Ok(Node::new(Kind::Starred(Rc::new(value)), start, self.end()))
    }

    pub(super) fn star_named_expression(&mut self) -> Match<Node> {
        self.choice(&[Self::starred_operand, Self::named_expression])
    }

    /// The elements of a display.
    pub(super) fn star_named_expressions(&mut self) -> Match<Vec<Node>> {
        let elements = self.separated(Self::star_named_expression)?;
        self.maybe(|r| r.expect(Tok::Comma))?;
        Ok(elements)
    }

    /// `yield`, `yield a`, `yield from a`.
    pub(super) fn yield_expression(&mut self) -> Match<Node> {
        let start = self.expect(Tok::Yield)?.start;
        let from = self.maybe(|r| {
            r.expect(Tok::From)?;
            r.expression()
        })?;
        if from.is_none() {
            self.maybe(Self::star_expressions)?;
        }
        Ok(Node::other("yield expression", start, self.end()))
    }

    /// `yield ..` or `a, *b`: what is assigned.
    pub(super) fn value(&mut self) -> Match<Node> {
        self.choice(&[Self::yield_expression, Self::star_expressions])
    }

    /// `name := a`.
    pub(super) fn assignment_expression(&mut self) -> Match<Node> {
        let start = self.expect(Tok::Name)?.start;
        self.expect(Tok::ColonEqual)?;
        self.commit(Self::expression)?;
        Ok(Node::other("named expression", start, self.end()))
    }

    pub(super) fn named_expression(&mut self) -> Match<Node> {
        self.choice(&[
            Self::assignment_expression,
            |r| r.invalid(Self::invalid_named_expression),
            Self::plain_named_expression,
        ])
    }

    /// An expression that is not the target of a `:=`.
    pub(super) fn plain_named_expression(&mut self) -> Match<Node> {
        let node = self.expression()?;
        self.not_followed_by(&[Tok::ColonEqual])?;
        Ok(node)
    }

    /// `f() := a`, `a = b`, `f() = a` where a condition or element is wanted.
    fn invalid_named_expression(&mut self) -> Match<Node> {
        self.memo(Memo::InvalidNamed, |r| {
            r.choice(&[
                |r| {
                    let target = r.expression()?;
                    r.expect(Tok::ColonEqual)?;
                    r.expression()?;
                    let kind = target.describe();
                    let message = format!("cannot use assignment expressions with {kind}");
                    Err(r.raise(message, target.span))
                },
                |r| {
                    let name = r.expect(Tok::Name)?;
                    r.expect(Tok::Equal)?;
                    let value = r.bitwise_or()?;
                    r.not_followed_by(&[Tok::Equal, Tok::ColonEqual])?;
                    let span = name.span().to(value.span);
                    Err(r.raise(EQUAL_FOR_COMPARISON, span))
                },
                |r| {
                    if r.looking_at(Self::display_or_constant)? {
                        return Err(Miss::No);
                    }
                    let target = r.bitwise_or()?;
                    r.expect(Tok::Equal)?;
                    r.bitwise_or()?;
                    r.not_followed_by(&[Tok::Equal, Tok::ColonEqual])?;
                    let message =
                        format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", target.describe());
                    Err(r.raise(message, target.span))
                },
            ])
        })
    }

    fn display_or_constant(&mut self) -> Match<()> {
        self.choice(&[
            |r| r.list().map(drop),
            |r| r.tuple().map(drop),
            |r| r.generator().map(drop),
            |r| r.expect_any(&[Tok::True, Tok::None, Tok::False]).map(drop),
        ])
    }

    pub(super) fn expression(&mut self) -> Match<Node> {
        self.nested(|r| {
            r.memo(Memo::Expression, |r| {
                r.choice(&[
                    |r| r.invalid(Self::invalid_expression),
                    |r| r.invalid(Self::invalid_print),
                    Self::plain_expression,
                ])
            })
        })
    }

    fn plain_expression(&mut self) -> Match<Node> {
        self.choice(&[Self::conditional, Self::disjunction, Self::lambda])
    }

    /// `a if b else c`.
    fn conditional(&mut self) -> Match<Node> {
        let start = self.start()?;
        self.disjunction()?;
        self.expect(Tok::If)?;
        self.disjunction()?;
        self.expect(Tok::Else)?;
        self.expression()?;
        Ok(Node::other("conditional expression", start, self.end()))
    }

    /// Two expressions side by side; `a if b` without `else`.
    fn invalid_expression(&mut self) -> Match<Node> {
        self.choice(&[
            |r| {
                if r.looking_at(Self::prefix_or_soft_keyword)? {
                    return Err(Miss::No);
                }
                let left = r.disjunction()?;
                let right = r.without_invalid(Self::plain_expression)?;
                let in_brackets = r.list.levels[r.at - 1] > 0;
                if r.is_print(&left) || !in_brackets {
                    return Err(Miss::No);
                }
                let span = left.span.to(right.span);
                Err(r.raise("invalid syntax. Perhaps you forgot a comma?", span))
            },
            |r| {
                let body = r.disjunction()?;
                r.expect(Tok::If)?;
                let test = r.disjunction()?;
                r.not_followed_by(&[Tok::Else, Tok::Colon])?;
                let span = body.span.to(test.span);
                Err(r.raise("expected 'else' after 'if' expression", span))
            },
        ])
    }

    /// A name glued to a string, as by a wrong prefix, or a name that may be a keyword: two
    /// expressions side by side are then no forgotten comma.
    fn prefix_or_soft_keyword(&mut self) -> Match<()> {
        let name = self.expect(Tok::Name)?;
        let text = self.text(name.span());
        // CPython compares only as many letters as the name has.
        if ["_", "case", "match"].iter().any(|word| word.starts_with(text)) {
            return Ok(());
        }
        self.expect(Tok::Str).map(drop)
    }

    /// `print a` as in Python 2.
    fn invalid_print(&mut self) -> Match<Node> {
        let token = self.expect(Tok::Name)?;
        let name = Node::new(Kind::Name, token.start, token.end);
        self.not_followed_by(&[Tok::LPar])?;
        let value = self.star_expressions()?;
        if !self.is_print(&name) {
            return Err(Miss::No);
        }
        let word = self.text(name.span);
        let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
        Err(self.raise(message, name.span.to(value.span)))
    }

    /// Whether this is one of the names that were statements once.
    fn is_print(&self, node: &Node) -> bool {
        matches!(node.kind, Kind::Name) && matches!(self.text(node.span), "print" | "exec")
    }

    /// `rule` as in the first pass.
    fn without_invalid(&mut self, rule: fn(&mut Self) -> Match<Node>) -> Match<Node> {
        let second_pass = std::mem::replace(&mut self.second_pass, false);
        let result = rule(self);
        self.second_pass = second_pass;
        result
    }

    pub(super) fn disjunction(&mut self) -> Match<Node> {
        self.memo(Memo::Disjunction, |r| r.chain(Tok::Or, Self::conjunction))
    }

    fn conjunction(&mut self) -> Match<Node> {
        self.memo(Memo::Conjunction, |r| r.chain(Tok::And, Self::inversion))
    }

    /// `a or b or c`.
    fn chain(&mut self, op: Tok, operand: fn(&mut Self) -> Match<Node>) -> Match<Node> {
        let start = self.start()?;
        let first = operand(self)?;
        let rest = self.repeat(|r| {
            r.expect(op)?;
            operand(r)
        })?;
        match rest.is_empty() {
            true => Ok(first),
            false => Ok(Node::other(OPERATION, start, self.end())),
        }
    }

    fn inversion(&mut self) -> Match<Node> {
        self.memo(Memo::Inversion, |r| {
            let start = r.start()?;
            let mut inverted = false;
            while r.maybe(|r| r.expect(Tok::Not))?.is_some() {
                inverted = true;
            }
            let operand = r.comparison()?;
            match inverted {
                true => Ok(Node::other(OPERATION, start, r.end())),
                false => Ok(operand),
            }
        })
    }

    fn comparison(&mut self) -> Match<Node> {
        let start = self.start()?;
        let left = self.bitwise_or()?;
        let rest = self.repeat(|r| {
            let is_in = r.comparison_operator()?;
            r.bitwise_or()?;
            Ok(is_in)
        })?;
        match rest.first() {
            None => Ok(left),
            Some(&is_in) => {
                let kind = Kind::Compare { left: Rc::new(left), is_in };
                Ok(Node::new(kind, start, self.end()))
            }
        }
    }

    /// Takes a comparison operator and says whether it is `in`.
    fn comparison_operator(&mut self) -> Match<bool> {
        let plain = [Tok::EqEqual, Tok::NotEqual, Tok::LessEqual, Tok::Less, Tok::GreaterEqual, Tok::Greater];
        if self.maybe(|r| r.expect_any(&plain))?.is_some() {
            return Ok(false);
        }
        let not_in = self.maybe(|r| {
            r.expect(Tok::Not)?;
            r.expect(Tok::In)
        })?;
        if not_in.is_some() {
            return Ok(false);
        }
        if self.maybe(|r| r.expect(Tok::In))?.is_some() {
            return Ok(true);
        }
        self.expect(Tok::Is)?;
        self.maybe(|r| r.expect(Tok::Not))?;
        Ok(false)
    }

    pub(super) fn bitwise_or(&mut self) -> Match<Node> {
        self.memo(Memo::BitwiseOr, |r| r.binary(0))
    }

    /// The binary operators of `level` and those that bind more tightly.
    fn binary(&mut self, level: usize) -> Match<Node> {
        let Some(operators) = BINARY.get(level) else {
            return self.factor();
        };
        let start = self.start()?;
        let mut left = self.binary(level + 1)?;
        while self
            .maybe(|r| {
                r.expect_any(operators)?;
                r.binary(level + 1)
            })?
            .is_some()
        {
            left = Node::other(OPERATION, start, self.end());
        }
        Ok(left)
    }

    /// `-a`, `a ** b`, `await a`.
    fn factor(&mut self) -> Match<Node> {
        self.memo(Memo::Factor, |r| {
            let start = r.start()?;
            let mut signed = false;
            while r.maybe(|r| r.expect_any(&[Tok::Plus, Tok::Minus, Tok::Tilde]))?.is_some() {
                signed = true;
            }
            let awaited = r.maybe(|r| r.expect(Tok::Await))?.is_some();
            let base = r.primary()?;
            let power = r.maybe(|r| {
                r.expect(Tok::DoubleStar)?;
                r.nested(Self::factor)
            })?;
            Ok(match (signed || power.is_some(), awaited) {
                (true, _) => Node::other(OPERATION, start, r.end()),
                (false, true) => Node::other("await expression", start, r.end()),
                (false, false) => base,
            })
        })
    }

    /// `lambda a, b=c: d`.
    fn lambda(&mut self) -> Match<Node> {
        let start = self.expect(Tok::Lambda)?.start;
        self.maybe(|r| r.parameters(true))?;
        self.expect(Tok::Colon)?;
        self.expression()?;
        Ok(Node::other("lambda", start, self.end()))
    }
}

/// The message for `=` where `==` was meant.
pub(super) const EQUAL_FOR_COMPARISON: &str = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

/// The span from the start of `a` to the end of `b`.
pub(super) fn range(a: Span, b: Span) -> Span {
    Span::new(a.start, b.end)
}
