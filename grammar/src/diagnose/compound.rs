//! Compound statements: headers, blocks, and what is said when one is missing.

use super::node::{Node, Purpose};
use super::recognizer::{Match, Memo, Recognizer};
use crate::lexer::{Tok, Token};

const BOTH_KINDS: &str = "cannot have both 'except' and 'except*' on the same 'try'";

impl<'s> Recognizer<'s> {
    pub(super) fn compound_statement(&mut self) -> Match<()> {
        match self.peek()?.tok {
            Tok::Def => self.function(),
            Tok::At => self.choice(&[Self::function, Self::class]),
            Tok::Async => self.choice(&[Self::function, Self::with, Self::for_]),
            Tok::If => self.if_(),
            Tok::Class => self.class(),
            Tok::With => self.with(),
            Tok::For => self.for_(),
            Tok::Try => self.try_(),
            Tok::While => self.while_(),
            _ => self.match_(),
        }
    }

    /// An indented block, or simple statements on the header's line.
    fn block(&mut self) -> Match<()> {
        self.memo(Memo::Block, |r| {
            let start = r.start()?;
            r.choice(&[
                |r| {
                    r.expect(Tok::Newline)?;
                    r.expect(Tok::Indent)?;
                    r.statements()?;
                    r.expect(Tok::Dedent).map(drop)
                },
                Self::simple_statements,
                |r| {
                    r.invalid(|r| {
                        r.expect(Tok::Newline)?;
                        r.not_followed_by(&[Tok::Indent])?;
                        Err(r.raise_indentation("expected an indented block"))
                    })
                },
            ])?;
            Ok(Node::other("block", start, r.end()))
        })
        .map(drop)
    }

    /// A colon and the end of the line with no block after it: raises, naming the statement and
    /// the line of its keyword.
    fn missing_block<T>(&mut self, what: &str, keyword: Token) -> Match<T> {
        self.expect(Tok::Colon)?;
        self.expect(Tok::Newline)?;
        self.not_followed_by(&[Tok::Indent])?;
        let line = self.line(keyword.start);
        Err(self.raise_indentation(format!("expected an indented block after {what} on line {line}")))
    }

    /// The end of the line where a colon should be.
    fn missing_colon<T>(&mut self) -> Match<T> {
        self.expect(Tok::Newline)?;
        Err(self.raise_at_last("expected ':'"))
    }

    fn colon_and_block(&mut self) -> Match<()> {
        self.expect(Tok::Colon)?;
        self.block()
    }

    fn decorators(&mut self) -> Match<()> {
        self.repeat(|r| {
            r.expect(Tok::At)?;
            r.named_expression()?;
            r.expect(Tok::Newline)
        })
        .map(drop)
    }

    // ---------------------------------------------------------------------------- def, class

    fn function(&mut self) -> Match<()> {
        self.decorators()?;
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    r.maybe(|r| r.expect(Tok::Async))?;
                    let def = r.expect(Tok::Def)?;
                    r.expect(Tok::Name)?;
                    r.expect(Tok::LPar)?;
                    r.maybe(|r| r.parameters(false))?;
                    r.expect(Tok::RPar)?;
                    r.returns()?;
                    r.missing_block("function definition", def)
                })
            },
            |r| {
                r.maybe(|r| r.expect(Tok::Async))?;
                r.expect(Tok::Def)?;
                r.expect(Tok::Name)?;
                r.force(Tok::LPar, "(")?;
                r.maybe(|r| r.parameters(false))?;
                r.expect(Tok::RPar)?;
                r.returns()?;
                r.force(Tok::Colon, ":")?;
                r.block()
            },
        ])
    }

    fn returns(&mut self) -> Match<()> {
        self.maybe(|r| {
            r.expect(Tok::RArrow)?;
            r.expression()
        })
        .map(drop)
    }

    fn class(&mut self) -> Match<()> {
        self.decorators()?;
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    r.class_head()?;
                    r.missing_colon()
                })
            },
            |r| {
                r.invalid(|r| {
                    let class = r.class_head()?;
                    r.missing_block("class definition", class)
                })
            },
            |r| {
                r.class_head()?;
                r.colon_and_block()
            },
        ])
    }

    fn class_head(&mut self) -> Match<Token> {
        let class = self.expect(Tok::Class)?;
        self.expect(Tok::Name)?;
        self.maybe(|r| {
            r.expect(Tok::LPar)?;
            r.maybe(Self::arguments)?;
            r.expect(Tok::RPar)
        })?;
        Ok(class)
    }

    // ---------------------------------------------------------------------- if, while, for

    /// `keyword condition`.
    fn conditional_head(&mut self, keyword: Tok) -> Match<Token> {
        let keyword = self.expect(keyword)?;
        self.named_expression()?;
        Ok(keyword)
    }

    /// What may be wrong with `keyword condition: block`.
    fn invalid_conditional<T>(&mut self, keyword: Tok, what: &str) -> Match<T> {
        let mark = self.at;
        self.maybe(|r| {
            r.conditional_head(keyword)?;
            r.missing_colon::<()>()
        })?;
        self.at = mark;
        let token = self.conditional_head(keyword)?;
        self.missing_block(what, token)
    }

    fn if_(&mut self) -> Match<()> {
        self.choice(&[
            |r| r.invalid(|r| r.invalid_conditional(Tok::If, "'if' statement")),
            |r| {
                r.conditional_head(Tok::If)?;
                r.colon_and_block()?;
                r.elif_or_else()
            },
        ])
    }

    /// The rest of an `if`, which may be nothing.
    fn elif_or_else(&mut self) -> Match<()> {
        while self
            .maybe(|r| {
                r.choice(&[
                    |r| r.invalid(|r| r.invalid_conditional(Tok::Elif, "'elif' statement")),
                    |r| {
                        r.conditional_head(Tok::Elif)?;
                        r.colon_and_block()
                    },
                ])
            })?
            .is_some()
        {}
        self.maybe(Self::else_).map(drop)
    }

    fn else_(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    let else_ = r.expect(Tok::Else)?;
                    r.missing_block("'else' statement", else_)
                })
            },
            |r| {
                r.expect(Tok::Else)?;
                r.force(Tok::Colon, ":")?;
                r.block()
            },
        ])
    }

    fn while_(&mut self) -> Match<()> {
        self.choice(&[
            |r| r.invalid(|r| r.invalid_conditional(Tok::While, "'while' statement")),
            |r| {
                r.conditional_head(Tok::While)?;
                r.colon_and_block()?;
                r.maybe(Self::else_).map(drop)
            },
        ])
    }

    fn for_(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    r.for_head()?;
                    r.missing_colon()
                })
            },
            |r| {
                r.invalid(|r| {
                    let for_ = r.for_head()?;
                    r.missing_block("'for' statement", for_)
                })
            },
            |r| {
                r.maybe(|r| r.expect(Tok::Async))?;
                r.expect(Tok::For)?;
                r.star_targets()?;
                r.expect(Tok::In)?;
                r.commit(|r| {
                    r.star_expressions()?;
                    r.colon_and_block()?;
                    r.maybe(Self::else_).map(drop)
                })
            },
            |r| r.invalid(Self::invalid_for_target),
        ])
    }

    fn for_head(&mut self) -> Match<Token> {
        self.maybe(|r| r.expect(Tok::Async))?;
        let for_ = self.expect(Tok::For)?;
        self.star_targets()?;
        self.expect(Tok::In)?;
        self.star_expressions()?;
        Ok(for_)
    }

    // ---------------------------------------------------------------------------------- with

    fn with(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    let with = r.loose_with_head(false)?;
                    r.missing_block("'with' statement", with)
                })
            },
            |r| {
                r.invalid(|r| {
                    let with = r.loose_with_head(true)?;
                    r.missing_block("'with' statement", with)
                })
            },
            |r| {
                r.maybe(|r| r.expect(Tok::Async))?;
                r.expect(Tok::With)?;
                r.expect(Tok::LPar)?;
                r.separated(Self::with_item)?;
                r.maybe(|r| r.expect(Tok::Comma))?;
                r.expect(Tok::RPar)?;
                r.colon_and_block()
            },
            |r| {
                r.maybe(|r| r.expect(Tok::Async))?;
                r.expect(Tok::With)?;
                r.separated(Self::with_item)?;
                r.colon_and_block()
            },
            |r| {
                r.invalid(|r| {
                    r.loose_with_head(false)?;
                    r.missing_colon()
                })
            },
            |r| {
                r.invalid(|r| {
                    r.loose_with_head(true)?;
                    r.missing_colon()
                })
            },
        ])
    }

    /// `with` and its items, as the rules for wrong programs see them.
    fn loose_with_head(&mut self, parenthesized: bool) -> Match<Token> {
        self.maybe(|r| r.expect(Tok::Async))?;
        let with = self.expect(Tok::With)?;
        if !parenthesized {
            self.separated(|r| {
                r.expression()?;
                r.as_target()
            })?;
            return Ok(with);
        }
        self.expect(Tok::LPar)?;
        self.separated(|r| {
            r.expressions()?;
            r.as_target()
        })?;
        self.maybe(|r| r.expect(Tok::Comma))?;
        self.expect(Tok::RPar)?;
        Ok(with)
    }

    /// `as a`, if it is there.
    fn as_target(&mut self) -> Match<()> {
        self.maybe(|r| {
            r.expect(Tok::As)?;
            r.star_target()
        })
        .map(drop)
    }

    fn with_item(&mut self) -> Match<()> {
        const AFTER: &[Tok] = &[Tok::Comma, Tok::RPar, Tok::Colon];
        self.choice(&[
            |r| {
                r.expression()?;
                r.expect(Tok::As)?;
                r.star_target()?;
                r.followed_by(AFTER)
            },
            |r| {
                r.invalid(|r| {
                    r.expression()?;
                    r.expect(Tok::As)?;
                    let target = r.expression()?;
                    r.followed_by(AFTER)?;
                    Err(r.raise_invalid_target(&target, Purpose::Assign))
                })
            },
            |r| r.expression().map(drop),
        ])
    }

    // ----------------------------------------------------------------------------------- try

    fn try_(&mut self) -> Match<()> {
        self.choice(&[
            |r| r.invalid(Self::invalid_try),
            |r| {
                r.expect(Tok::Try)?;
                r.force(Tok::Colon, ":")?;
                r.block()?;
                r.finally()
            },
            |r| {
                r.expect(Tok::Try)?;
                r.force(Tok::Colon, ":")?;
                r.block()?;
                r.repeat1(Self::except)?;
                r.else_and_finally()
            },
            |r| {
                r.expect(Tok::Try)?;
                r.force(Tok::Colon, ":")?;
                r.block()?;
                r.repeat1(Self::except_star)?;
                r.else_and_finally()
            },
        ])
    }

    fn else_and_finally(&mut self) -> Match<()> {
        self.maybe(Self::else_)?;
        self.maybe(Self::finally).map(drop)
    }

    fn invalid_try(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                let try_ = r.expect(Tok::Try)?;
                r.missing_block("'try' statement", try_)
            },
            |r| {
                r.expect(Tok::Try)?;
                r.expect(Tok::Colon)?;
                r.block()?;
                r.not_followed_by(&[Tok::Except, Tok::Finally])?;
                Err(r.raise_at_last("expected 'except' or 'finally' block"))
            },
            |r| {
                r.expect(Tok::Try)?;
                r.expect(Tok::Colon)?;
                r.repeat(Self::block)?;
                r.repeat1(Self::except)?;
                let except = r.expect(Tok::Except)?;
                let star = r.expect(Tok::Star)?;
                r.expression()?;
                r.as_name_only()?;
                r.expect(Tok::Colon)?;
                Err(r.raise(BOTH_KINDS, except.span().to(star.span())))
            },
            |r| {
                r.expect(Tok::Try)?;
                r.expect(Tok::Colon)?;
                r.repeat(Self::block)?;
                r.repeat1(Self::except_star)?;
                let except = r.expect(Tok::Except)?;
                r.maybe(|r| {
                    r.expression()?;
                    r.as_name_only()
                })?;
                r.expect(Tok::Colon)?;
                Err(r.raise(BOTH_KINDS, except.span()))
            },
        ])
    }

    fn except(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    let except = r.expect(Tok::Except)?;
                    r.expression()?;
                    r.as_name_only()?;
                    r.missing_block("'except' statement", except)
                })
            },
            |r| {
                r.invalid(|r| {
                    let except = r.expect(Tok::Except)?;
                    r.missing_block("'except' statement", except)
                })
            },
            |r| {
                r.expect(Tok::Except)?;
                r.expression()?;
                r.as_name_only()?;
                r.colon_and_block()
            },
            |r| {
                r.expect(Tok::Except)?;
                r.colon_and_block()
            },
            |r| r.invalid(Self::invalid_except),
        ])
    }

    fn except_star(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    let except = r.expect(Tok::Except)?;
                    r.expect(Tok::Star)?;
                    r.expression()?;
                    r.as_name_only()?;
                    r.missing_block("'except*' statement", except)
                })
            },
            |r| {
                r.expect(Tok::Except)?;
                r.expect(Tok::Star)?;
                r.expression()?;
                r.as_name_only()?;
                r.colon_and_block()
            },
            |r| r.invalid(Self::invalid_except),
        ])
    }

    /// `as a`, if it is there.
    fn as_name_only(&mut self) -> Match<()> {
        self.maybe(|r| {
            r.expect(Tok::As)?;
            r.expect(Tok::Name)
        })
        .map(drop)
    }

    fn invalid_except(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.expect(Tok::Except)?;
                r.maybe(|r| r.expect(Tok::Star))?;
                let first = r.expression()?;
                r.expect(Tok::Comma)?;
                r.expressions()?;
                r.as_name_only()?;
                r.expect(Tok::Colon)?;
                let message = "multiple exception types must be parenthesized";
                Err(r.raise_from(message, first.span.start))
            },
            |r| {
                r.expect(Tok::Except)?;
                r.maybe(|r| r.expect(Tok::Star))?;
                r.expression()?;
                r.as_name_only()?;
                r.missing_colon()
            },
            |r| {
                r.expect(Tok::Except)?;
                r.missing_colon()
            },
            |r| {
                r.expect(Tok::Except)?;
                r.expect(Tok::Star)?;
                r.expect_any(&[Tok::Newline, Tok::Colon])?;
                Err(r.raise_at_last("expected one or more exception types"))
            },
        ])
    }

    fn finally(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    let finally = r.expect(Tok::Finally)?;
                    r.missing_block("'finally' statement", finally)
                })
            },
            |r| {
                r.expect(Tok::Finally)?;
                r.force(Tok::Colon, ":")?;
                r.block()
            },
        ])
    }

    // --------------------------------------------------------------------------------- match

    fn match_(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.match_head()?;
                r.expect(Tok::Colon)?;
                r.expect(Tok::Newline)?;
                r.expect(Tok::Indent)?;
                r.repeat1(Self::case)?;
                r.expect(Tok::Dedent).map(drop)
            },
            |r| {
                r.invalid(|r| {
                    r.match_head()?;
                    r.missing_colon()
                })
            },
            |r| {
                r.invalid(|r| {
                    let match_ = r.match_head()?;
                    r.missing_block("'match' statement", match_)
                })
            },
        ])
    }

    fn match_head(&mut self) -> Match<Token> {
        let match_ = self.expect_word("match")?;
        self.choice(&[
            |r| {
                r.star_named_expression()?;
                r.expect(Tok::Comma)?;
                r.maybe(Self::star_named_expressions).map(drop)
            },
            |r| r.named_expression().map(drop),
        ])?;
        Ok(match_)
    }

    fn case(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.invalid(|r| {
                    r.case_head()?;
                    r.missing_colon()
                })
            },
            |r| {
                r.invalid(|r| {
                    let case = r.case_head()?;
                    r.missing_block("'case' statement", case)
                })
            },
            |r| {
                r.case_head()?;
                r.colon_and_block()
            },
        ])
    }

    fn case_head(&mut self) -> Match<Token> {
        let case = self.expect_word("case")?;
        self.patterns()?;
        self.maybe(|r| {
            r.expect(Tok::If)?;
            r.named_expression()
        })?;
        Ok(case)
    }
}
