//! Where a number ends, and what may be wrong with it.

use super::{LexWarning, Lexer, Tok, Token};
use crate::error::LexErrorKind;
use crate::span::Span;

/// The words that may follow a number without a space, until Python forbids it one day.
const KEYWORDS_AFTER_NUMBER: [&[u8]; 5] = [b"and", b"else", b"for", b"or", b"not"];

/// More of them, of which CPython looks at two letters only.
const SHORT_KEYWORDS: [&[u8]; 3] = [b"if", b"in", b"is"];

/// A walk over the bytes of a number.
struct Cursor<'s> {
    bytes: &'s [u8],
    at: usize,
}

/// Something wrong: what, and the offset just past where it shows.
type Fault = (LexErrorKind, usize);

impl Cursor<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Digits with single underscores between them, at least one digit.
    fn decimal_digits(&mut self) -> Result<(), Fault> {
        loop {
            while self.peek().is_ascii_digit() {
                self.at += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek().is_ascii_digit() {
                return Err((LexErrorKind::InvalidLiteral("decimal"), self.at));
            }
        }
    }

    /// The digits after `0x`, `0o` or `0b`.
    fn prefixed_digits(&mut self, radix: u32, kind: &'static str) -> Result<(), Fault> {
        loop {
            if self.peek() == b'_' {
                self.at += 1;
            }
            self.check_digit(radix, kind)?;
            if !(self.peek() as char).is_digit(radix) {
                return Err((LexErrorKind::InvalidLiteral(kind), self.at));
            }
            while (self.peek() as char).is_digit(radix) {
                self.at += 1;
            }
            if self.peek() != b'_' {
                return self.check_digit(radix, kind);
            }
        }
    }

    /// A decimal digit that is none of `radix`.
    fn check_digit(&self, radix: u32, kind: &'static str) -> Result<(), Fault> {
        let byte = self.peek();
        if byte.is_ascii_digit() && !(byte as char).is_digit(radix) {
            return Err((LexErrorKind::InvalidDigit(byte as char, kind), self.at + 1));
        }
        Ok(())
    }

    /// What follows a complete number: a word glued to it is an error, or at least a warning.
    fn end(&self, kind: &'static str) -> Result<Option<&'static str>, Fault> {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
        let is_word = |word: &&[u8]| rest.strip_prefix(*word).is_some_and(|after| !after.first().is_some_and(goes_on));
        if KEYWORDS_AFTER_NUMBER.iter().any(is_word) || SHORT_KEYWORDS.iter().any(|word| rest.starts_with(word)) {
            return Ok(Some(kind));
        }
        match rest.first() {
            Some(b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => Err((LexErrorKind::InvalidLiteral(kind), self.at)),
            _ => Ok(None),
        }
    }

    /// The whole number: its kind, and the kind of literal to warn about.
    fn scan(&mut self) -> Result<(Tok, Option<&'static str>), Fault> {
        let mut tok = Tok::Int;
        let mut leading_zeros = None;
        if self.peek() == b'0' {
            let prefixed = match self.bytes.get(self.at + 1).copied().unwrap_or(0) {
                b'x' | b'X' => Some((16, "hexadecimal")),
                b'o' | b'O' => Some((8, "octal")),
                b'b' | b'B' => Some((2, "binary")),
                _ => None,
            };
            if let Some((radix, kind)) = prefixed {
                self.at += 2;
                self.prefixed_digits(radix, kind)?;
                return Ok((tok, self.end(kind)?));
            }
            let start = self.at;
            while matches!(self.peek(), b'0' | b'_') {
                if self.peek() == b'_' {
                    let next = self.bytes.get(self.at + 1).copied().unwrap_or(0);
                    if !next.is_ascii_digit() {
                        return Err((LexErrorKind::InvalidLiteral("decimal"), self.at + 1));
                    }
                }
                self.at += 1;
            }
            if self.peek().is_ascii_digit() {
                leading_zeros = Some(Span::new(start as u32, self.at as u32));
                self.decimal_digits()?;
            }
        } else if self.peek() != b'.' {
            self.decimal_digits()?;
        }
        if self.peek() == b'.' {
            tok = Tok::Float;
            self.at += 1;
            if self.peek().is_ascii_digit() {
                self.decimal_digits()?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            let mark = self.at;
            self.at += 1;
            let signed = matches!(self.peek(), b'+' | b'-');
            if signed {
                self.at += 1;
            }
            if self.peek().is_ascii_digit() {
                tok = Tok::Float;
                self.decimal_digits()?;
            } else if signed {
                return Err((LexErrorKind::InvalidLiteral("decimal"), self.at));
            } else {
                // `1else`: the letter belongs to what follows.
                self.at = mark;
                return Ok((tok, self.end("decimal")?));
            }
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.at += 1;
            return Ok((Tok::Imaginary, self.end("imaginary")?));
        }
        if let (Tok::Int, Some(zeros)) = (tok, leading_zeros) {
            return Err((LexErrorKind::LeadingZeros(zeros), self.at));
        }
        Ok((tok, self.end("decimal")?))
    }
}

impl Lexer<'_> {
    /// A token that begins like a number.
    pub(super) fn number(&mut self, start: u32) -> Token {
        let mut cursor = Cursor { bytes: self.source.as_bytes(), at: start as usize };
        match cursor.scan() {
            Ok((tok, warn)) => {
                let end = cursor.at;
                self.advance_to(end);
                let span = Span::new(start, end as u32);
                if let Some(kind) = warn {
                    let message = format!("invalid {kind} literal");
                    self.warnings.push(LexWarning { span, message, deprecated: false });
                }
                Token { tok, start, end: span.end }
            }
            Err((kind, at)) => self.fail(kind, at as u32, start),
        }
    }
}
