//! Patterns of `case`.

use super::node::Node;
use super::recognizer::{Match, Memo, Miss, Recognizer};
use crate::lexer::{Tok, Token};
use crate::span::Span;

/// The tokens after a name that make it more than a name.
const NAME_GOES_ON: &[Tok] = &[Tok::Dot, Tok::LPar, Tok::Equal];

impl<'s> Recognizer<'s> {
    pub(super) fn patterns(&mut self) -> Match<()> {
        self.choice(&[Self::open_sequence, |r| r.pattern().map(drop)])
    }

    fn pattern(&mut self) -> Match<Span> {
        self.nested(|r| {
            let start = r.start()?;
            r.choice(&[Self::as_pattern, Self::or_pattern])?;
            Ok(Span::new(start, r.end()))
        })
    }

    fn as_pattern(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.or_pattern()?;
                r.expect(Tok::As)?;
                r.capture_target()
            },
            |r| {
                r.invalid(|r| {
                    r.or_pattern()?;
                    r.expect(Tok::As)?;
                    let target = r.expect_word("_")?;
                    Err(r.raise("cannot use '_' as a target", target.span()))
                })
            },
            |r| {
                r.invalid(|r| {
                    r.or_pattern()?;
                    r.expect(Tok::As)?;
                    r.not_followed_by(&[Tok::Name])?;
                    let target = r.expression()?;
                    Err(r.raise("invalid pattern target", target.span))
                })
            },
        ])
    }

    fn or_pattern(&mut self) -> Match<()> {
        self.closed_pattern()?;
        self.repeat(|r| {
            r.expect(Tok::VBar)?;
            r.closed_pattern()
        })
        .map(drop)
    }

    fn closed_pattern(&mut self) -> Match<Node> {
        self.memo(Memo::ClosedPattern, |r| {
            let start = r.start()?;
            r.choice(&[
                Self::literal_pattern,
                |r| {
                    r.capture_target()?;
                    r.not_followed_by(NAME_GOES_ON)
                },
                |r| r.expect_word("_").map(drop),
                |r| {
                    r.dotted_value()?;
                    r.not_followed_by(NAME_GOES_ON)
                },
                |r| {
                    r.expect(Tok::LPar)?;
                    r.pattern()?;
                    r.expect(Tok::RPar).map(drop)
                },
                Self::sequence_pattern,
                Self::mapping_pattern,
                Self::class_pattern,
            ])?;
            Ok(Node::other("pattern", start, r.end()))
        })
    }

    /// A name other than `_`.
    fn capture_target(&mut self) -> Match<()> {
        let name = self.expect(Tok::Name)?;
        if self.text(name.span()) == "_" { Err(Miss::No) } else { Ok(()) }
    }

    fn literal_pattern(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.signed_number()?;
                r.not_followed_by(&[Tok::Plus, Tok::Minus])
            },
            Self::complex_number,
            |r| r.strings().map(drop),
            |r| r.expect_any(&[Tok::None, Tok::True, Tok::False]).map(drop),
        ])
    }

    fn number(&mut self) -> Match<Token> {
        let number = self.expect_any(&[Tok::Int, Tok::Float, Tok::Imaginary])?;
        self.check_number(number)?;
        Ok(number)
    }

    fn signed_number(&mut self) -> Match<Token> {
        self.maybe(|r| r.expect(Tok::Minus))?;
        self.number()
    }

    fn complex_number(&mut self) -> Match<()> {
        let real = self.signed_number()?;
        if real.tok == Tok::Imaginary {
            return Err(self.raise("real number required in complex literal", real.span()));
        }
        self.expect_any(&[Tok::Plus, Tok::Minus])?;
        let imaginary = self.number()?;
        if imaginary.tok != Tok::Imaginary {
            let message = "imaginary number required in complex literal";
            return Err(self.raise(message, imaginary.span()));
        }
        Ok(())
    }

    /// `a.b`.
    fn dotted_value(&mut self) -> Match<()> {
        self.expect(Tok::Name)?;
        self.repeat1(|r| {
            r.expect(Tok::Dot)?;
            r.expect(Tok::Name)
        })
        .map(drop)
    }

    /// `a` or `a.b`.
    fn name_or_dotted(&mut self) -> Match<()> {
        self.expect(Tok::Name)?;
        self.repeat(|r| {
            r.expect(Tok::Dot)?;
            r.expect(Tok::Name)
        })
        .map(drop)
    }

    fn sequence_pattern(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.expect(Tok::LSqb)?;
                r.maybe(Self::sequence)?;
                r.expect(Tok::RSqb).map(drop)
            },
            |r| {
                r.expect(Tok::LPar)?;
                r.maybe(Self::open_sequence)?;
                r.expect(Tok::RPar).map(drop)
            },
        ])
    }

    /// Patterns with at least one comma.
    fn open_sequence(&mut self) -> Match<()> {
        self.maybe_star_pattern()?;
        self.expect(Tok::Comma)?;
        self.maybe(Self::sequence).map(drop)
    }

    fn sequence(&mut self) -> Match<()> {
        self.separated(Self::maybe_star_pattern)?;
        self.maybe(|r| r.expect(Tok::Comma)).map(drop)
    }

    fn maybe_star_pattern(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.memo(Memo::StarPattern, |r| {
                    let start = r.expect(Tok::Star)?.start;
                    r.expect(Tok::Name)?;
                    Ok(Node::other("pattern", start, r.end()))
                })
                .map(drop)
            },
            |r| r.pattern().map(drop),
        ])
    }

    fn mapping_pattern(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.expect(Tok::LBrace)?;
                r.expect(Tok::RBrace).map(drop)
            },
            |r| {
                r.expect(Tok::LBrace)?;
                r.double_star_pattern()?;
                r.maybe(|r| r.expect(Tok::Comma))?;
                r.expect(Tok::RBrace).map(drop)
            },
            |r| {
                r.expect(Tok::LBrace)?;
                r.separated(Self::mapping_item)?;
                r.expect(Tok::Comma)?;
                r.double_star_pattern()?;
                r.maybe(|r| r.expect(Tok::Comma))?;
                r.expect(Tok::RBrace).map(drop)
            },
            |r| {
                r.expect(Tok::LBrace)?;
                r.separated(Self::mapping_item)?;
                r.maybe(|r| r.expect(Tok::Comma))?;
                r.expect(Tok::RBrace).map(drop)
            },
        ])
    }

    fn double_star_pattern(&mut self) -> Match<()> {
        self.expect(Tok::DoubleStar)?;
        self.capture_target()
    }

    fn mapping_item(&mut self) -> Match<()> {
        self.choice(&[Self::literal_pattern, Self::dotted_value])?;
        self.expect(Tok::Colon)?;
        self.pattern().map(drop)
    }

    fn class_pattern(&mut self) -> Match<()> {
        self.choice(&[
            |r| {
                r.name_or_dotted()?;
                r.expect(Tok::LPar)?;
                r.expect(Tok::RPar).map(drop)
            },
            |r| {
                r.name_or_dotted()?;
                r.expect(Tok::LPar)?;
                r.separated(Self::pattern)?;
                r.maybe(|r| r.expect(Tok::Comma))?;
                r.expect(Tok::RPar).map(drop)
            },
            |r| {
                r.name_or_dotted()?;
                r.expect(Tok::LPar)?;
                r.separated(Self::keyword_pattern)?;
                r.maybe(|r| r.expect(Tok::Comma))?;
                r.expect(Tok::RPar).map(drop)
            },
            |r| {
                r.name_or_dotted()?;
                r.expect(Tok::LPar)?;
                r.separated(Self::pattern)?;
                r.expect(Tok::Comma)?;
                r.separated(Self::keyword_pattern)?;
                r.maybe(|r| r.expect(Tok::Comma))?;
                r.expect(Tok::RPar).map(drop)
            },
            |r| {
                r.invalid(|r| {
                    r.name_or_dotted()?;
                    r.expect(Tok::LPar)?;
                    r.maybe(|r| {
                        r.separated(Self::pattern)?;
                        r.expect(Tok::Comma)
                    })?;
                    r.separated(Self::keyword_pattern)?;
                    r.expect(Tok::Comma)?;
                    let misplaced = r.separated(Self::pattern)?;
                    let (first, last) = (misplaced[0], misplaced[misplaced.len() - 1]);
                    let message = "positional patterns follow keyword patterns";
                    Err(r.raise(message, first.to(last)))
                })
            },
        ])
    }

    fn keyword_pattern(&mut self) -> Match<()> {
        self.expect(Tok::Name)?;
        self.expect(Tok::Equal)?;
        self.pattern().map(drop)
    }
}
