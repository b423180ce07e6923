//! Simple statements and the lines they stand on.

use super::node::{Kind, Node, Purpose};
use super::recognizer::{Match, Memo, Miss, Recognizer};
use crate::lexer::Tok;

const AUGMENTED: &[Tok] = &[
    Tok::PlusEqual,
    Tok::MinusEqual,
    Tok::StarEqual,
    Tok::AtEqual,
    Tok::SlashEqual,
    Tok::PercentEqual,
    Tok::AmperEqual,
    Tok::VBarEqual,
    Tok::CircumflexEqual,
    Tok::LeftShiftEqual,
    Tok::RightShiftEqual,
    Tok::DoubleStarEqual,
    Tok::DoubleSlashEqual,
];

impl<'s> Recognizer<'s> {
    /// A whole file.
    pub(super) fn file(&mut self) -> Match<()> {
        while self.maybe(Self::statement)?.is_some() {
            self.forget();
        }
        self.expect(Tok::Eof).map(drop)
    }

    /// What is typed at a prompt.
    pub(super) fn interactive(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.compound_statement()?;
                r.expect(Tok::Newline).map(drop)
            },
            Self::simple_statements,
            |r| r.expect(Tok::Newline).map(drop),
            |r| {
                r.expect(Tok::Eof)?;
                Err(r.raise_at_last("unexpected EOF while parsing"))
            },
        ])
    }

    /// The argument of `eval`.
    pub(super) fn eval(&mut self) -> Match<()> {
        self.expressions()?;
        self.repeat(|r| r.expect(Tok::Newline))?;
        self.expect(Tok::Eof).map(drop)
    }

    /// The code of an f-string's field, in parentheses.
    pub(super) fn field(&mut self) -> Match<()> {
        self.star_expressions().map(drop)
    }

    pub(super) fn statements(&mut self) -> Match<()> {
        self.repeat1(Self::statement).map(drop)
    }

    fn statement(&mut self) -> Match<()> {
        self.choice(&[Self::compound_statement, Self::simple_statements])
    }

    /// `a; b` and the end of the line.
    pub(super) fn simple_statements(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.simple_statement()?;
                r.not_followed_by(&[Tok::Semi])?;
                r.expect(Tok::Newline).map(drop)
            },
            |r| {
                r.simple_statement()?;
                r.repeat(|r| {
                    r.expect(Tok::Semi)?;
                    r.simple_statement()
                })?;
                r.maybe(|r| r.expect(Tok::Semi))?;
                r.expect(Tok::Newline).map(drop)
            },
        ])
    }

    fn simple_statement(&mut self) -> Match<Node> {
        self.memo(Memo::SimpleStatement, |r| {
            let start = r.start()?;
            r.choice(&[Self::assignment, |r| r.star_expressions().map(drop), Self::keyword_statement])?;
            Ok(Node::other("statement", start, r.end()))
        })
    }

    /// A statement that its first word tells.
    fn keyword_statement(&mut self) -> Match<()> {
        let keyword = self.peek()?.tok;
        if keyword == Tok::Yield {
            return self.yield_expression().map(drop);
        }
        let known = [
            Tok::Return,
            Tok::Import,
            Tok::From,
            Tok::Raise,
            Tok::Pass,
            Tok::Del,
            Tok::Assert,
            Tok::Break,
            Tok::Continue,
            Tok::Global,
            Tok::Nonlocal,
        ];
        self.expect_any(&known)?;
        match keyword {
            Tok::Return => self.maybe(Self::star_expressions).map(drop),
            Tok::Raise => self
                .maybe(|r| {
                    r.expression()?;
                    r.maybe(|r| {
                        r.expect(Tok::From)?;
                        r.expression()
                    })
                })
                .map(drop),
            Tok::Assert => {
                self.expression()?;
                self.maybe(|r| {
                    r.expect(Tok::Comma)?;
                    r.expression()
                })
                .map(drop)
            }
            Tok::Global | Tok::Nonlocal => self.separated(|r| r.expect(Tok::Name)).map(drop),
            Tok::Import => self.separated(Self::import_name).map(drop),
            Tok::From => self.import_from(),
            Tok::Del => self.delete(),
            _ => Ok(()),
        }
    }

    // ---------------------------------------------------------------------------- assignment

    fn assignment(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.expect(Tok::Name)?;
                r.annotation_and_value()
            },
            |r| {
                r.choice(&[
                    |r| {
                        r.expect(Tok::LPar)?;
                        let target = r.single_target()?;
                        r.expect(Tok::RPar)?;
                        Ok(target)
                    },
                    Self::attribute_or_subscript_target,
                ])?;
                r.annotation_and_value()
            },
            |r| {
                r.repeat1(Self::target_and_equal)?;
                r.value()?;
                r.not_followed_by(&[Tok::Equal])
            },
            |r| {
                r.single_target()?;
                r.expect_any(AUGMENTED)?;
                r.commit(Self::value).map(drop)
            },
            |r| r.invalid(Self::invalid_assignment),
        ])
    }

    /// `: a = b`.
    fn annotation_and_value(&mut self) -> Match<()> {
        self.expect(Tok::Colon)?;
        self.expression()?;
        self.maybe(|r| {
            r.expect(Tok::Equal)?;
            r.value()
        })
        .map(drop)
    }

    fn target_and_equal(&mut self) -> Match<()> {
        self.star_targets()?;
        self.expect(Tok::Equal).map(drop)
    }

    fn invalid_assignment(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                // A list, a tuple, or either in parentheses.
                let target = r.annotated_display()?;
                r.expect(Tok::Colon)?;
                r.expression()?;
                let kind = target.describe();
                let message = format!("only single target (not {kind}) can be annotated");
                Err(r.raise(message, target.span))
            },
            |r| {
                let first = r.star_named_expression()?;
                r.expect(Tok::Comma)?;
                r.repeat(Self::star_named_expressions)?;
                r.expect(Tok::Colon)?;
                r.expression()?;
                let message = "only single target (not tuple) can be annotated";
                Err(r.raise(message, first.span))
            },
            |r| {
                let target = r.expression()?;
                r.expect(Tok::Colon)?;
                r.expression()?;
                Err(r.raise("illegal target for annotation", target.span))
            },
            |r| {
                r.repeat(Self::target_and_equal)?;
                let target = r.star_expressions()?;
                r.expect(Tok::Equal)?;
                Err(r.raise_invalid_target(&target, Purpose::Assign))
            },
            |r| {
                r.repeat(Self::target_and_equal)?;
                let target = r.yield_expression()?;
                r.expect(Tok::Equal)?;
                Err(r.raise("assignment to yield expression not possible", target.span))
            },
            |r| {
                let target = r.star_expressions()?;
                r.expect_any(AUGMENTED)?;
                r.value()?;
                let kind = target.describe();
                let message = format!("'{kind}' is an illegal expression for augmented assignment");
                Err(r.raise(message, target.span))
            },
        ])
    }

    fn annotated_display(&mut self) -> Match<Node> {
        self.choice(&[Self::list, Self::tuple, |r| {
            r.expect(Tok::LPar)?;
            let inner = r.nested(Self::annotated_display)?;
            r.expect(Tok::RPar)?;
            Ok(inner)
        }])
    }

    // ------------------------------------------------------------------------ other keywords

    fn delete(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.del_targets()?;
                r.followed_by(&[Tok::Semi, Tok::Newline])
            },
            |r| {
                r.invalid(|r| {
                    let target = r.star_expressions()?;
                    Err(r.raise_invalid_target(&target, Purpose::Delete))
                })
            },
        ])
    }

    fn dotted_name(&mut self) -> Match<Node> {
        let start = self.expect(Tok::Name)?.start;
        self.repeat(|r| {
            r.expect(Tok::Dot)?;
            r.expect(Tok::Name)
        })?;
        Ok(Node::new(Kind::Attribute, start, self.end()))
    }

    fn import_name(&mut self) -> Match<()> {
        self.dotted_name()?;
        self.as_name()
    }

    /// `as a`, if it is there.
    fn as_name(&mut self) -> Match<()> {
        self.maybe(|r| {
            r.expect(Tok::As)?;
            r.expect(Tok::Name)
        })
        .map(drop)
    }

    fn import_from(&mut self) -> Match<()> {
        let dots = self.repeat(|r| r.expect_any(&[Tok::Dot, Tok::Ellipsis]))?;
        if self.maybe(Self::dotted_name)?.is_none() && dots.is_empty() {
            return Err(Miss::No);
        }
        self.expect(Tok::Import)?;
        self.choice(&[
            |r| {
                r.expect(Tok::LPar)?;
                r.import_from_names()?;
                r.maybe(|r| r.expect(Tok::Comma))?;
                r.expect(Tok::RPar).map(drop)
            },
            |r| {
                r.import_from_names()?;
                r.not_followed_by(&[Tok::Comma])
            },
            |r| r.expect(Tok::Star).map(drop),
            |r| {
                r.invalid(|r| {
                    r.import_from_names()?;
                    r.expect(Tok::Comma)?;
                    r.expect(Tok::Newline)?;
                    let message = "trailing comma not allowed without surrounding parentheses";
                    Err(r.raise_at_last(message))
                })
            },
        ])
    }

    fn import_from_names(&mut self) -> Match<()> {
        self.separated(|r| {
            r.expect(Tok::Name)?;
            r.as_name()
        })
        .map(drop)
    }
}
