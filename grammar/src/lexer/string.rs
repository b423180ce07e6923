//! Where a string literal ends.

use super::fstring::Mode;
use super::{FStrings, Lexer, Options, Tok, Token};
use crate::error::LexErrorKind;

/// The opening of a string literal: prefix and quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    /// `'` or `"`.
    pub(crate) quote: u8,
    /// Whether there are three of them.
    pub(crate) triple: bool,
    /// Whether the prefix holds an `r`.
    pub(crate) raw: bool,
    /// Whether the prefix holds a `b`.
    pub(crate) bytes: bool,
    /// Whether the prefix holds an `f`.
    pub(crate) format: bool,
    /// Length of prefix and quotes.
    pub(crate) len: usize,
}

impl Opening {
    /// Reads the opening from the text of a whole literal.
    pub(crate) fn of(literal: &str) -> Self {
        let bytes = literal.as_bytes();
        let mut opening = Self { quote: b'"', triple: false, raw: false, bytes: false, format: false, len: 0 };
        for (i, &byte) in bytes.iter().enumerate() {
            match byte {
                b'r' | b'R' => opening.raw = true,
                b'b' | b'B' => opening.bytes = true,
                b'f' | b'F' => opening.format = true,
                b'u' | b'U' => {}
                quote => {
                    opening.quote = quote;
                    opening.triple = bytes.get(i + 1) == Some(&quote) && bytes.get(i + 2) == Some(&quote);
                    // `''` is an empty string, but `'''` is never one followed by a quote.
                    opening.len = i + if opening.triple { 3 } else { 1 };
                    break;
                }
            }
        }
        opening
    }

    /// Length of the closing quotes.
    pub(crate) fn close_len(self) -> usize {
        if self.triple { 3 } else { 1 }
    }

    /// Whether `bytes` begins with the closing quotes.
    pub(super) fn closes(self, bytes: &[u8]) -> bool {
        match self.triple {
            true => bytes.len() >= 3 && bytes[..3].iter().all(|&byte| byte == self.quote),
            false => bytes.first() == Some(&self.quote),
        }
    }
}

impl Lexer<'_> {
    /// A token that begins like a string.
    pub(super) fn string(&mut self, start: u32) -> Token {
        let opening = Opening::of(&self.source[start as usize..]);
        let body = start as usize + opening.len;
        if opening.format {
            match self.fstrings {
                FStrings::Tokens => {
                    self.modes.push(Mode::text(opening));
                    return Token { tok: Tok::FStart, start, end: body as u32 };
                }
                FStrings::Whole { trusted } if start < trusted => return self.whole_fstring(start),
                FStrings::Whole { .. } => {}
            }
        }
        match self.string_end(body, opening) {
            Ok(end) => {
                self.advance_to(end);
                Token { tok: Tok::Str, start, end: end as u32 }
            }
            Err((kind, end)) => {
                let token = self.fail(kind, start + 1, start);
                Token { end: end as u32, ..token }
            }
        }
    }

    /// An f-string known to be good, all of whose tokens make one.
    fn whole_fstring(&mut self, start: u32) -> Token {
        let mut inner = Lexer::new(self.source, Options::PLAIN);
        inner.restart(start);
        let mut depth = 0;
        loop {
            let token = inner.next_token();
            match token.tok {
                Tok::FStart => depth += 1,
                Tok::FEnd => depth -= 1,
                Tok::Error | Tok::Eof => depth = 0,
                _ => {}
            }
            if depth == 0 {
                self.advance_to(token.end as usize);
                return Token { tok: Tok::Str, start, end: token.end };
            }
        }
    }

    /// The offset past the closing quotes of a string whose text begins at `at`, or what is
    /// missing and where the text ends instead.
    fn string_end(&self, mut at: usize, opening: Opening) -> Result<usize, (LexErrorKind, usize)> {
        let bytes = self.source.as_bytes();
        let in_field = !self.modes.is_empty();
        while let Some(&byte) = bytes.get(at) {
            match byte {
                byte if byte == opening.quote && opening.closes(&bytes[at..]) => {
                    return Ok(at + opening.close_len());
                }
                b'\\' if in_field => return Err((LexErrorKind::FStringBackslash, at)),
                // A line ending of two bytes counts as the one character escaped.
                b'\\' if bytes[at + 1..].starts_with(b"\r\n") => at += 3,
                b'\\' => at += 2,
                b'\n' | b'\r' if !opening.triple => {
                    return Err((LexErrorKind::UnterminatedString { end: at as u32 }, at));
                }
                _ => at += 1,
            }
        }
        let end = bytes.len();
        Err(match opening.triple {
            true => (LexErrorKind::UnterminatedTriple, end),
            false => (LexErrorKind::UnterminatedString { end: end as u32 }, end),
        })
    }
}
