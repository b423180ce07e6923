//! The parameters of `def` and `lambda`, which differ in what ends them and in annotations.

use super::recognizer::{Match, Miss, Recognizer};
use crate::lexer::{Tok, Token};

/// What kinds of parameter a rule takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DefaultKind {
    Without,
    With,
    Maybe,
}

impl<'s> Recognizer<'s> {
    /// A parameter list, which is not empty.
    pub(super) fn parameters(&mut self, lambda: bool) -> Match<()> {
        if self.second_pass {
            let mark = self.at;
            match self.invalid_parameters(lambda) {
                Err(Miss::No) => self.at = mark,
                decided => return decided,
            }
        }
        self.valid_parameters(lambda)
    }

    fn valid_parameters(&mut self, lambda: bool) -> Match<()> {
        use DefaultKind::{With, Without};
        let slash = self.maybe(|r| r.positional_only(lambda))?.is_some();
        let slash_with_default = !slash && self.maybe(|r| r.positional_only_with_default(lambda))?.is_some();
        let mut any = slash || slash_with_default;
        if !slash_with_default {
            any |= !self.repeat(|r| r.parameter(lambda, Without))?.is_empty();
        }
        any |= !self.repeat(|r| r.parameter(lambda, With))?.is_empty();
        any |= self.maybe(|r| r.star_parameters(lambda))?.is_some();
        if any { Ok(()) } else { Err(Miss::No) }
    }

    /// `a, b, /`.
    fn positional_only(&mut self, lambda: bool) -> Match<()> {
        self.repeat1(|r| r.parameter(lambda, DefaultKind::Without))?;
        self.slash(lambda).map(drop)
    }

    /// `a, b=c, /`.
    fn positional_only_with_default(&mut self, lambda: bool) -> Match<()> {
        self.repeat(|r| r.parameter(lambda, DefaultKind::Without))?;
        self.repeat1(|r| r.parameter(lambda, DefaultKind::With))?;
        self.slash(lambda).map(drop)
    }

    /// `/` with its comma, or at the end.
    fn slash(&mut self, lambda: bool) -> Match<Token> {
        let slash = self.expect(Tok::Slash)?;
        self.comma_or_end(lambda)?;
        Ok(slash)
    }

    fn comma_or_end(&mut self, lambda: bool) -> Match<()> {
        if self.maybe(|r| r.expect(Tok::Comma))?.is_some() {
            return Ok(());
        }
        self.followed_by(&[end(lambda)])
    }

    /// One parameter with its comma, or at the end.
    fn parameter(&mut self, lambda: bool, default: DefaultKind) -> Match<Token> {
        let name = self.bare_parameter(lambda)?;
        match default {
            DefaultKind::Without => {}
            DefaultKind::With => self.default()?,
            DefaultKind::Maybe => {
                self.maybe(|r| r.default())?;
            }
        }
        self.comma_or_end(lambda)?;
        Ok(name)
    }

    /// Name and annotation. (Returned: the token of the name, up to the end of the annotation.)
    fn bare_parameter(&mut self, lambda: bool) -> Match<Token> {
        let name = self.expect(Tok::Name)?;
        if !lambda {
            self.maybe(|r| {
                r.expect(Tok::Colon)?;
                r.expression()
            })?;
        }
        Ok(Token { end: self.end(), ..name })
    }

    fn default(&mut self) -> Match<()> {
        let mark = self.at;
        let equal = self.expect(Tok::Equal)?;
        if self.maybe(Self::expression)?.is_some() {
            return Ok(());
        }
        if self.second_pass && self.next_is(&[Tok::RPar, Tok::Comma])? {
            return Err(self.raise("expected default value expression", equal.span()));
        }
        self.at = mark;
        Err(Miss::No)
    }

    /// `*args, a, **kwargs` and parts of it.
    fn star_parameters(&mut self, lambda: bool) -> Match<()> {
        if self.second_pass {
            let mark = self.at;
            match self.invalid_star(lambda) {
                Err(Miss::No) => self.at = mark,
                decided => return decided,
            }
        }
        let named = self.maybe(|r| {
            r.expect(Tok::Star)?;
            r.parameter(lambda, DefaultKind::Without)
        })?;
        let mut starred = named.is_some();
        if !starred && !lambda {
            starred = self
                .maybe(|r| {
                    r.expect(Tok::Star)?;
                    r.expect(Tok::Name)?;
                    r.expect(Tok::Colon)?;
                    r.star_annotation()?;
                    r.comma_or_end(lambda)
                })?
                .is_some();
        }
        if starred {
            self.repeat(|r| r.parameter(lambda, DefaultKind::Maybe))?;
        } else {
            starred = self
                .maybe(|r| {
                    r.expect(Tok::Star)?;
                    r.expect(Tok::Comma)?;
                    r.repeat1(|r| r.parameter(lambda, DefaultKind::Maybe))
                })?
                .is_some();
        }
        match self.maybe(|r| r.keyword_parameters(lambda))? {
            None if !starred => Err(Miss::No),
            _ => Ok(()),
        }
    }

    /// `**kwargs`.
    fn keyword_parameters(&mut self, lambda: bool) -> Match<()> {
        if self.second_pass {
            let mark = self.at;
            match self.invalid_keyword_parameters(lambda) {
                Err(Miss::No) => self.at = mark,
                decided => return decided,
            }
        }
        self.expect(Tok::DoubleStar)?;
        self.parameter(lambda, DefaultKind::Without).map(drop)
    }

    fn star_annotation(&mut self) -> Match<()> {
        self.expect(Tok::Star)?;
        self.bitwise_or().map(drop)
    }

    /// The rules for wrong lists, in CPython's order.
    fn invalid_parameters(&mut self, lambda: bool) -> Match<()> {
        use DefaultKind::{Maybe, Without};
        let mark = self.at;
        // `a=b, c`
        self.maybe(|r| {
            r.repeat(|r| r.parameter(lambda, Without))?;
            r.defaulted_parameters(lambda)?;
            let name = r.parameter(lambda, Without)?;
            Err::<(), _>(r.raise_at(name, "non-default argument follows default argument"))
        })?;
        self.at = mark;
        // `a, (b, c)`
        self.maybe(|r| {
            r.repeat(|r| r.parameter(lambda, Without))?;
            let open = r.expect(Tok::LPar)?;
            if lambda {
                r.separated(|r| r.expect(Tok::Name))?;
            } else {
                r.repeat1(|r| r.parameter(lambda, Without))?;
            }
            r.maybe(|r| r.expect(Tok::Comma))?;
            let close = r.expect(Tok::RPar)?;
            let message = match lambda {
                true => "Lambda expression parameters cannot be parenthesized",
                false => "Function parameters cannot be parenthesized",
            };
            Err::<(), _>(r.raise(message, open.span().to(close.span())))
        })?;
        self.at = mark;
        // `/, a`
        self.maybe(|r| {
            let slash = r.expect(Tok::Slash)?;
            r.expect(Tok::Comma)?;
            Err::<(), _>(r.raise_at(slash, "at least one argument must precede /"))
        })?;
        self.at = mark;
        // `a, /, b, /`
        self.maybe(|r| {
            r.any_slash(lambda)?;
            r.repeat(|r| r.parameter(lambda, Maybe))?;
            let slash = r.expect(Tok::Slash)?;
            Err::<(), _>(r.raise_at(slash, "/ may appear only once"))
        })?;
        self.at = mark;
        // `a, *, b, /`
        self.maybe(|r| {
            r.maybe(|r| r.any_slash(lambda))?;
            r.repeat(|r| r.parameter(lambda, Maybe))?;
            r.expect(Tok::Star)?;
            if r.maybe(|r| r.expect(Tok::Comma))?.is_none() {
                r.parameter(lambda, Without)?;
            }
            r.repeat(|r| r.parameter(lambda, Maybe))?;
            let slash = r.expect(Tok::Slash)?;
            Err::<(), _>(r.raise_at(slash, "/ must be ahead of *"))
        })?;
        self.at = mark;
        // `a, / *b`
        self.maybe(|r| {
            r.repeat1(|r| r.parameter(lambda, Maybe))?;
            r.expect(Tok::Slash)?;
            let star = r.expect(Tok::Star)?;
            Err::<(), _>(r.raise_at(star, "expected comma between / and *"))
        })?;
        self.at = mark;
        Err(Miss::No)
    }

    /// Positional-only parameters of either kind, or parameters with defaults.
    fn defaulted_parameters(&mut self, lambda: bool) -> Match<()> {
        if self.maybe(|r| r.positional_only_with_default(lambda))?.is_some() {
            return Ok(());
        }
        self.repeat1(|r| r.parameter(lambda, DefaultKind::With)).map(drop)
    }

    fn any_slash(&mut self, lambda: bool) -> Match<()> {
        if self.maybe(|r| r.positional_only(lambda))?.is_some() {
            return Ok(());
        }
        self.positional_only_with_default(lambda)
    }

    /// What may be wrong from a `*` on.
    fn invalid_star(&mut self, lambda: bool) -> Match<()> {
        let end = end(lambda);
        let mark = self.at;
        // `*)`, `*, **a`
        self.maybe(|r| {
            let star = r.expect(Tok::Star)?;
            if r.maybe(|r| r.expect(end))?.is_none() {
                r.expect(Tok::Comma)?;
                r.expect_any(&[end, Tok::DoubleStar])?;
            }
            Err::<(), _>(match lambda {
                // CPython points at the last token here, and at the star in a `def`.
                true => r.raise_at_last("named arguments must follow bare *"),
                false => r.raise_at(star, "named arguments must follow bare *"),
            })
        })?;
        self.at = mark;
        // `*a=b`
        self.maybe(|r| {
            r.expect(Tok::Star)?;
            r.bare_parameter(lambda)?;
            let equal = r.expect(Tok::Equal)?;
            let message = "var-positional argument cannot have default value";
            Err::<(), _>(r.raise_at(equal, message))
        })?;
        self.at = mark;
        // `*a, *b`
        self.maybe(|r| {
            r.expect(Tok::Star)?;
            r.comma_or_parameter(lambda)?;
            r.repeat(|r| r.parameter(lambda, DefaultKind::Maybe))?;
            let star = r.expect(Tok::Star)?;
            r.comma_or_parameter(lambda)?;
            Err::<(), _>(r.raise_at(star, "* argument may appear only once"))
        })?;
        self.at = mark;
        Err(Miss::No)
    }

    fn comma_or_parameter(&mut self, lambda: bool) -> Match<()> {
        if self.maybe(|r| r.parameter(lambda, DefaultKind::Without))?.is_some() {
            return Ok(());
        }
        self.expect(Tok::Comma).map(drop)
    }

    /// What may be wrong from a `**` on.
    fn invalid_keyword_parameters(&mut self, lambda: bool) -> Match<()> {
        let after = "arguments cannot follow var-keyword argument";
        let mark = self.at;
        self.maybe(|r| {
            r.expect(Tok::DoubleStar)?;
            r.bare_parameter(lambda)?;
            let equal = r.expect(Tok::Equal)?;
            let message = "var-keyword argument cannot have default value";
            Err::<(), _>(r.raise_at(equal, message))
        })?;
        self.at = mark;
        self.maybe(|r| {
            r.expect(Tok::DoubleStar)?;
            r.bare_parameter(lambda)?;
            r.expect(Tok::Comma)?;
            let next = match r.maybe(|r| r.bare_parameter(lambda))? {
                Some(name) => name,
                None => r.expect_any(&[Tok::Star, Tok::DoubleStar, Tok::Slash])?,
            };
            Err::<(), _>(r.raise_at(next, after))
        })?;
        self.at = mark;
        Err(Miss::No)
    }

    /// Raises at a token.
    fn raise_at(&mut self, token: Token, message: &'static str) -> Miss {
        self.raise(message, token.span())
    }
}

/// What ends a parameter list.
fn end(lambda: bool) -> Tok {
    if lambda { Tok::Colon } else { Tok::RPar }
}
