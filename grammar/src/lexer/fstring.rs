//! F-strings, taken apart into tokens.
//!
//! A stack of modes says what the characters ahead are: text of an f-string, code of a replacement
//! field, text of a format specification, and so on inward. The stack is empty outside f-strings.

use super::string::Opening;
use super::{Lexer, Tok, Token};
use crate::error::LexErrorKind;

/// What the characters ahead are part of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mode {
    /// Text, up to a brace or the closing quotes.
    Text {
        /// The f-string it is in.
        opening: Opening,
        /// How many format specifications it is inside of, within this f-string.
        spec: u8,
    },
    /// Code of a field, with this many brackets open.
    Field {
        /// Brackets opened since the field began.
        brackets: u32,
    },
}

/// A field inside the specification of a field that is itself inside a specification is too much.
const MAX_SPEC: u8 = 2;

impl Mode {
    /// The text of a new f-string.
    pub(super) fn text(opening: Opening) -> Self {
        Mode::Text { opening, spec: 0 }
    }
}

impl Lexer<'_> {
    /// The next token while inside an f-string.
    pub(super) fn next_in_fstring(&mut self) -> Token {
        match self.modes.last() {
            Some(&Mode::Text { opening, spec }) => self.fstring_text(opening, spec),
            Some(&Mode::Field { brackets }) => self.fstring_field(brackets),
            None => self.next_plain(),
        }
    }

    /// In text: the text itself if there is any, else the brace or quotes that end it.
    fn fstring_text(&mut self, opening: Opening, spec: u8) -> Token {
        let bytes = self.source.as_bytes();
        let start = self.inner.span().end;
        let mut at = start;
        loop {
            let Some(&byte) = bytes.get(at) else {
                return self.unterminated(opening, at);
            };
            let doubled = spec == 0 && bytes.get(at + 1) == Some(&byte);
            match byte {
                b'{' | b'}' if doubled => at += 2,
                b'{' | b'}' => break,
                b'\\' if self.in_expression() => {
                    return self.fail(LexErrorKind::FStringBackslash, at as u32 + 1, at as u32);
                }
                b'\\' => at = escape_end(bytes, at, opening.raw),
                b'\n' | b'\r' if !opening.triple => return self.unterminated(opening, at),
                byte if byte == opening.quote && opening.closes(&bytes[at..]) => break,
                _ => at += 1,
            }
        }
        if at > start {
            return self.take(Tok::FText, start, at);
        }
        let outer_field = self.modes.iter().rev().skip(1).any(|mode| matches!(mode, Mode::Field { .. }));
        match bytes[at] {
            b'{' if spec >= MAX_SPEC => self.fail(LexErrorKind::FStringNesting, at as u32 + 1, at as u32),
            b'{' => {
                self.modes.push(Mode::Field { brackets: 0 });
                self.take(Tok::FieldOpen, at, at + 1)
            }
            b'}' if spec > 0 && outer_field => {
                // The end of the specification is the end of its field.
                self.modes.pop();
                self.modes.pop();
                self.take(Tok::FieldClose, at, at + 1)
            }
            b'}' => self.fail(LexErrorKind::FStringSingleBrace, at as u32 + 1, at as u32),
            _ if spec > 0 => self.fail(LexErrorKind::FStringExpectingBrace, at as u32, at as u32),
            _ => {
                self.modes.pop();
                self.take(Tok::FEnd, at, at + opening.close_len())
            }
        }
    }

    /// In a field: a token of its code, or what ends the code.
    fn fstring_field(&mut self, brackets: u32) -> Token {
        let token = self.next_plain();
        let at = token.start as usize;
        let rest = &self.source.as_bytes()[at.min(self.source.len())..];
        match token.tok {
            Tok::LPar | Tok::LSqb | Tok::LBrace => self.set_brackets(brackets + 1),
            Tok::RBrace if brackets == 0 => {
                self.modes.pop();
                return Token { tok: Tok::FieldClose, ..token };
            }
            Tok::RPar | Tok::RSqb | Tok::RBrace => self.set_brackets(brackets.saturating_sub(1)),
            Tok::Colon | Tok::ColonEqual if brackets == 0 => return self.spec(at),
            Tok::Unknown if brackets == 0 && rest.starts_with(b"!") => return self.conversion(at),
            Tok::Equal if brackets == 0 => {
                let end = at + 1 + rest[1..].iter().take_while(|b| b.is_ascii_whitespace()).count();
                if matches!(self.source.as_bytes().get(end), Some(b'!' | b':' | b'}')) {
                    return self.take(Tok::FieldEqual, at, end);
                }
            }
            Tok::Comment => return self.fail(LexErrorKind::FStringComment, token.end, token.start),
            Tok::Continuation => {
                return self.fail(LexErrorKind::FStringBackslash, token.end, token.start);
            }
            Tok::Newline if !self.in_triple() => {
                return self.fail(LexErrorKind::FStringExpectingBrace, token.start, token.start);
            }
            Tok::Newline => return self.next_in_fstring(),
            Tok::Eof => {
                return self.fail(LexErrorKind::FStringExpectingBrace, token.start, token.start);
            }
            _ => {}
        }
        token
    }

    /// A colon at `at` begins the format specification. (So does the one of `:=`.)
    fn spec(&mut self, at: usize) -> Token {
        let enclosing = self.modes.iter().rev().find_map(|mode| match *mode {
            Mode::Text { opening, spec } => Some((opening, spec)),
            Mode::Field { .. } => None,
        });
        if let Some((opening, spec)) = enclosing {
            self.modes.push(Mode::Text { opening, spec: spec + 1 });
        }
        self.take(Tok::FieldColon, at, at + 1)
    }

    /// A `!` at `at` that is not `!=` is followed by one of three letters.
    fn conversion(&mut self, at: usize) -> Token {
        let bytes = self.source.as_bytes();
        match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(b's' | b'r' | b'a'), Some(b':' | b'}')) => self.take(Tok::FieldConversion, at, at + 2),
            _ => self.fail(LexErrorKind::FStringConversion, at as u32 + 1, at as u32),
        }
    }

    fn set_brackets(&mut self, count: u32) {
        if let Some(Mode::Field { brackets }) = self.modes.last_mut() {
            *brackets = count;
        }
    }

    /// Whether the innermost f-string may span lines.
    fn in_triple(&self) -> bool {
        self.modes
            .iter()
            .rev()
            .find_map(|mode| match mode {
                Mode::Text { opening, .. } => Some(opening.triple),
                Mode::Field { .. } => None,
            })
            .unwrap_or(false)
    }

    /// Whether the innermost f-string stands in an expression of another one.
    fn in_expression(&self) -> bool {
        let modes = self.modes.windows(2);
        modes.into_iter().any(|pair| matches!(pair, [Mode::Field { .. }, Mode::Text { spec: 0, .. }]))
    }

    /// Makes a token of `start..end` and continues after it.
    fn take(&mut self, tok: Tok, start: usize, end: usize) -> Token {
        if self.inner.span().end > end {
            self.inner = logos::Logos::lexer(self.source);
        }
        self.advance_to(end);
        Token { tok, start: start as u32, end: end as u32 }
    }

    fn unterminated(&mut self, opening: Opening, at: usize) -> Token {
        let kind = match opening.triple {
            true => LexErrorKind::UnterminatedTriple,
            false => LexErrorKind::UnterminatedString { end: at as u32 },
        };
        self.fail(kind, at as u32, at as u32)
    }
}

/// The offset past the backslash at `at` and what it escapes, as far as finding braces and quotes
/// is concerned.
fn escape_end(bytes: &[u8], at: usize, raw: bool) -> usize {
    let rest = &bytes[at + 1..];
    match rest.first() {
        // A backslash does not escape a brace.
        Some(b'{' | b'}') | None => at + 1,
        Some(b'N') if !raw && rest.get(1) == Some(&b'{') => {
            let name = rest.iter().position(|&byte| byte == b'}');
            at + 1 + name.map_or(rest.len(), |close| close + 1)
        }
        Some(b'\r') if rest.get(1) == Some(&b'\n') => at + 3,
        Some(_) => at + 2,
    }
}
