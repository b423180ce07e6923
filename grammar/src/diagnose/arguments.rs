//! The arguments of a call.

use super::expressions::{EQUAL_FOR_COMPARISON, range};
use super::node::{Kind, Node};
use super::recognizer::{Match, Memo, Miss, Recognizer};
use crate::lexer::Tok;
use crate::span::Span;

/// An argument after the positional ones.
enum Argument {
    Starred(Node),
    Keyword,
    Unpacked,
}

/// The arguments of a call.
struct Args {
    positional: Vec<Node>,
    /// Whether there is a `**` argument.
    unpacked: bool,
    span: Span,
}

impl Args {
    fn add(&mut self, keywords: Vec<Argument>) {
        for keyword in keywords {
            match keyword {
                Argument::Starred(node) => self.positional.push(node),
                Argument::Keyword => {}
                Argument::Unpacked => self.unpacked = true,
            }
        }
    }
}

impl<'s> Recognizer<'s> {
    pub(super) fn arguments(&mut self) -> Match<Node> {
        self.memo(Memo::Arguments, |r| {
            r.choice(&[
                |r| {
                    let args = r.args()?;
                    r.maybe(|r| r.expect(Tok::Comma))?;
                    r.followed_by(&[Tok::RPar])?;
                    Ok(Node::new(Kind::Call, args.span.start, args.span.end))
                },
                |r| r.invalid(Self::invalid_arguments),
            ])
        })
    }

    /// Positional arguments, then keywords.
    fn args(&mut self) -> Match<Args> {
        let start = self.start()?;
        let positional = self.maybe(|r| r.separated(Self::positional_argument))?;
        let mut args = Args { positional: Vec::new(), unpacked: false, span: Span::at(start) };
        match positional {
            Some(positional) => {
                args.positional = positional;
                let keywords = self.maybe(|r| {
                    r.expect(Tok::Comma)?;
                    r.keywords()
                })?;
                args.add(keywords.unwrap_or_default());
            }
            None => {
                let keywords = self.keywords()?;
                args.add(keywords);
            }
        }
        args.span.end = self.end();
        Ok(args)
    }

    fn positional_argument(&mut self) -> Match<Node> {
        self.choice(&[Self::starred_expression, |r| {
            let node = r.choice(&[Self::assignment_expression, Self::plain_named_expression])?;
            r.not_followed_by(&[Tok::Equal])?;
            Ok(node)
        }])
    }

    /// Keywords and starred arguments, then keywords and `**` arguments.
    fn keywords(&mut self) -> Match<Vec<Argument>> {
        self.choice(&[
            |r| {
                let mut first = r.separated(Self::keyword_or_starred)?;
                r.expect(Tok::Comma)?;
                first.extend(r.separated(Self::keyword_or_double_starred)?);
                Ok(first)
            },
            |r| r.separated(Self::keyword_or_starred),
            |r| r.separated(Self::keyword_or_double_starred),
        ])
    }

    fn keyword_or_starred(&mut self) -> Match<Argument> {
        self.choice(&[
            |r| r.invalid(Self::invalid_keyword),
            Self::keyword,
            |r| r.starred_expression().map(Argument::Starred),
        ])
    }

    fn keyword_or_double_starred(&mut self) -> Match<Argument> {
        self.choice(&[
            |r| r.invalid(Self::invalid_keyword),
            Self::keyword,
            |r| {
                r.expect(Tok::DoubleStar)?;
                r.expression()?;
                Ok(Argument::Unpacked)
            },
        ])
    }

    fn keyword(&mut self) -> Match<Argument> {
        self.expect(Tok::Name)?;
        self.expect(Tok::Equal)?;
        self.expression()?;
        Ok(Argument::Keyword)
    }

    /// `True=a`, `a=b for ..`, `f()=a`.
    fn invalid_keyword(&mut self) -> Match<Argument> {
        self.choice(&[
            |r| {
                let constant = r.expect_any(&[Tok::True, Tok::False, Tok::None])?;
                let equal = r.expect(Tok::Equal)?;
                let word = r.text(constant.span());
                let span = range(constant.span(), equal.span());
                Err(r.raise(format!("cannot assign to {word}"), span))
            },
            Self::invalid_keyword_generator,
            |r| {
                let is_keyword = r.looking_at(|r| {
                    r.expect(Tok::Name)?;
                    r.expect(Tok::Equal)
                })?;
                if is_keyword {
                    return Err(Miss::No);
                }
                let target = r.expression()?;
                let equal = r.expect(Tok::Equal)?;
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                Err(r.raise(message, range(target.span, equal.span())))
            },
        ])
    }

    fn invalid_keyword_generator<T>(&mut self) -> Match<T> {
        let name = self.expect(Tok::Name)?;
        let equal = self.expect(Tok::Equal)?;
        self.expression()?;
        self.for_clauses()?;
        Err(self.raise(EQUAL_FOR_COMPARISON, range(name.span(), equal.span())))
    }

    /// Arguments in the wrong order, and generators without parentheses.
    fn invalid_arguments(&mut self) -> Match<Node> {
        const PARENTHESIZE: &str = "Generator expression must be parenthesized";
        self.choice(&[
            |r| {
                let both = r.maybe(|r| {
                    r.separated(Self::positional_argument)?;
                    r.expect(Tok::Comma)?;
                    r.keywords()
                })?;
                if both.is_none() {
                    r.keywords()?;
                }
                r.expect(Tok::Comma)?;
                let star = r.expect(Tok::Star)?;
                let message = "iterable argument unpacking follows keyword argument unpacking";
                Err(r.raise(message, star.span()))
            },
            |r| {
                let element = r.expression()?;
                let last_clause = r.for_clauses()?;
                r.expect(Tok::Comma)?;
                r.maybe(|r| {
                    r.choice(&[
                        |r| r.args().map(drop),
                        |r| {
                            r.expression()?;
                            r.for_clauses().map(drop)
                        },
                    ])
                })?;
                Err(r.raise(PARENTHESIZE, range(element.span, last_clause)))
            },
            Self::invalid_keyword_generator,
            |r| {
                let args = r.args()?;
                let last_clause = r.for_clauses()?;
                match args.positional.last() {
                    Some(last) if args.positional.len() > 1 => {
                        Err(r.raise(PARENTHESIZE, range(last.span, last_clause)))
                    }
                    _ => Err(Miss::No),
                }
            },
            |r| {
                r.args()?;
                r.expect(Tok::Comma)?;
                let element = r.expression()?;
                let last_clause = r.for_clauses()?;
                Err(r.raise(PARENTHESIZE, range(element.span, last_clause)))
            },
            |r| {
                let args = r.args()?;
                r.expect(Tok::Comma)?;
                r.args()?;
                Err(r.raise_at_last(match args.unpacked {
                    true => "positional argument follows keyword argument unpacking",
                    false => "positional argument follows keyword argument",
                }))
            },
        ])
    }
}
