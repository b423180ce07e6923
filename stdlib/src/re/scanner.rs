//! The characters of a pattern or a replacement, an escape being one token.
//!
//! The scanner is always one token ahead, as CPython's is. That shows: a lone
//! backslash at the end is reported as soon as the token before it is taken,
//! ahead of anything else that is wrong there.

use super::error::{Error, numeric_escape};
use super::program::Kind;
use pausa_vm::text::wtf8;

/// A character, or a backslash and the character after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Char(u32),
    Escape(u32),
}

impl Token {
    /// Whether this is the plain character `c`.
    pub(super) fn is(self, c: char) -> bool {
        self == Token::Char(c as u32)
    }

    /// How many characters of the pattern it is.
    pub(super) fn len(self) -> usize {
        match self {
            Token::Char(_) => 1,
            Token::Escape(_) => 2,
        }
    }

    /// Appends its characters.
    pub(super) fn push_to(self, out: &mut Vec<u32>) {
        match self {
            Token::Char(c) => out.push(c),
            Token::Escape(c) => out.extend([u32::from(b'\\'), c]),
        }
    }
}

#[derive(Debug)]
pub(super) struct Scanner {
    kind: Kind,
    chars: Vec<u32>,
    /// Where the token after `next` starts.
    index: usize,
    next: Option<Token>,
}

impl Scanner {
    pub(super) fn new(kind: Kind, text: &[u8]) -> Result<Scanner, Error> {
        let chars = match kind {
            Kind::Str => wtf8::code_points(text).collect(),
            Kind::Bytes => text.iter().map(|&b| u32::from(b)).collect(),
        };
        let mut scanner = Scanner { kind, chars, index: 0, next: None };
        scanner.advance()?;
        Ok(scanner)
    }

    /// Whether the pattern is a string.
    pub(super) fn is_str(&self) -> bool {
        self.kind == Kind::Str
    }

    fn advance(&mut self) -> Result<(), Error> {
        let Some(&first) = self.chars.get(self.index) else {
            self.next = None;
            return Ok(());
        };
        self.index += 1;
        if first != u32::from(b'\\') {
            self.next = Some(Token::Char(first));
            return Ok(());
        }
        let Some(&second) = self.chars.get(self.index) else {
            return Err(Error::new("bad escape (end of pattern)", self.chars.len() - 1));
        };
        self.index += 1;
        self.next = Some(Token::Escape(second));
        Ok(())
    }

    /// The token that comes next, which stays there.
    pub(super) fn peek(&self) -> Option<Token> {
        self.next
    }

    /// The next token, if it is a plain character.
    pub(super) fn peek_char(&self) -> Option<char> {
        match self.next? {
            Token::Char(c) => char::from_u32(c),
            Token::Escape(_) => None,
        }
    }

    /// Takes the next token.
    pub(super) fn take(&mut self) -> Result<Option<Token>, Error> {
        let taken = self.next;
        self.advance()?;
        Ok(taken)
    }

    /// Takes the next token if it is the plain character `c`.
    pub(super) fn accept(&mut self, c: char) -> Result<bool, Error> {
        let found = self.next.is_some_and(|token| token.is(c));
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    /// Takes up to `most` characters for which `wanted` holds, onto `out`.
    pub(super) fn take_while(
        &mut self,
        most: usize,
        wanted: impl Fn(char) -> bool,
        out: &mut Vec<u32>,
    ) -> Result<(), Error> {
        for _ in 0..most {
            match self.peek_char() {
                Some(c) if wanted(c) => out.push(c as u32),
                _ => break,
            }
            self.advance()?;
        }
        Ok(())
    }

    /// Takes all up to `terminator`, which is taken too. `what` is for messages.
    pub(super) fn take_until(&mut self, terminator: char, what: &str) -> Result<Vec<u32>, Error> {
        let mut out = Vec::new();
        loop {
            match self.take()? {
                None if out.is_empty() => return Err(self.error(format!("missing {what}"), 0)),
                None => {
                    let message = format!("missing {terminator}, unterminated name");
                    return Err(self.error(message, out.len()));
                }
                Some(token) if token.is(terminator) => {
                    if out.is_empty() {
                        return Err(self.error(format!("missing {what}"), 1));
                    }
                    return Ok(out);
                }
                Some(token) => token.push_to(&mut out),
            }
        }
    }

    /// The position of the next token, in characters.
    pub(super) fn tell(&self) -> usize {
        self.index - self.next.map_or(0, Token::len)
    }

    /// Goes back to a position that [`Scanner::tell`] gave.
    pub(super) fn seek(&mut self, at: usize) -> Result<(), Error> {
        self.index = at;
        self.advance()
    }

    /// An error that points `back` characters before the next token.
    pub(super) fn error(&self, message: impl Into<Vec<u8>>, back: usize) -> Error {
        let at = self.tell() - back;
        let message = message.into();
        if self.is_str() {
            return Error::new(message, at);
        }
        // Of a bytes pattern only ASCII is quoted as it is.
        let mut out = Vec::with_capacity(message.len());
        for cp in wtf8::code_points(&message) {
            match u8::try_from(cp) {
                Ok(byte) if byte.is_ascii() => out.push(byte),
                _ => out.extend_from_slice(&numeric_escape(cp)),
            }
        }
        Error::new(out, at)
    }
}
