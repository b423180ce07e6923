//! What may be wrong within string literals, and the code inside f-strings.
//!
//! CPython 3.11 sees an f-string as one token and parses the code of each field on its own, in
//! parentheses. So does this: places in such an error count from that text.

use super::recognizer::{Match, Recognizer};
use super::{Origin, StartRule, first_error};
use crate::actions::literal::decode_escapes;
use crate::error::{ErrorKind, Locator, SyntaxError};
use crate::lexer::{Opening, Tok, Token};
use crate::limit::{is_short_enough, max_int_digits};

/// What is wrong with the text of an f-string.
enum Fault {
    /// Something to say at the last token read.
    Said(String),
    /// An error in the code of a field.
    Code(Box<SyntaxError>),
    /// Not to be told.
    GaveUp,
}

type Check<T> = Result<T, Fault>;

fn say<T>(message: impl Into<String>) -> Check<T> {
    Err(Fault::Said(message.into()))
}

impl<'s> Recognizer<'s> {
    /// Checks adjacent literals; says whether one of them is an f-string.
    pub(super) fn check_strings(&mut self, tokens: &[Token]) -> Match<bool> {
        let (mut bytes, mut format) = (None, false);
        for &token in tokens {
            let text = token.text(self.locator.source);
            let opening = Opening::of(text);
            let body = &text[opening.len..text.len() - opening.close_len()];
            format |= opening.format;
            if opening.bytes && !body.is_ascii() {
                let message = "bytes can only contain ASCII literal characters";
                return Err(self.raise(message, token.span()));
            }
            let wrong = match opening.format {
                _ if token.start < self.trusted => None,
                true => self.check_format(token, body, opening.raw).err(),
                false => check_escapes(body, opening.raw, opening.bytes).err(),
            };
            match wrong {
                None => {}
                Some(Fault::Said(message)) => return Err(self.raise_at_last(message)),
                Some(Fault::Code(error)) => {
                    self.in_field = true;
                    return Err(self.raise_error(*error));
                }
                Some(Fault::GaveUp) => return Err(self.give_up()),
            }
            if *bytes.get_or_insert(opening.bytes) != opening.bytes {
                return Err(self.raise_at_last("cannot mix bytes and nonbytes literals"));
            }
        }
        Ok(format)
    }

    /// Checks an integer's length.
    pub(super) fn check_number(&mut self, token: Token) -> Match<()> {
        let text = token.text(self.locator.source);
        let digits = match token.tok {
            Tok::Int if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') => {
                text.bytes().filter(u8::is_ascii_digit).count()
            }
            _ => 0,
        };
        if is_short_enough(digits) {
            return Ok(());
        }
        let mut error = self.locator.error(ErrorKind::Syntax, too_many_digits(digits), token.span());
        (error.offset, error.end_offset) = (0, 0);
        Err(self.raise_error(error))
    }

    fn check_format(&mut self, token: Token, body: &str, raw: bool) -> Check<()> {
        let offset = body.as_ptr() as usize - self.locator.source.as_ptr() as usize;
        let mut scan = FormatScan { r: self, token, body_start: offset, body, at: 0, raw };
        scan.parts(0)
    }
}

/// What CPython says of an integer literal with too many digits.
pub(crate) fn too_many_digits(digits: usize) -> String {
    let limit = max_int_digits();
    format!(
        "Exceeds the limit ({limit} digits) for integer string conversion: value has \
         {digits} digits; use sys.set_int_max_str_digits() to increase the limit - Consider \
         hexadecimal for huge integer literals to avoid decimal conversion limits."
    )
}

fn check_escapes(text: &str, raw: bool, bytes: bool) -> Check<()> {
    if raw || !text.contains('\\') {
        return Ok(());
    }
    match decode_escapes(text, bytes, &mut Vec::new(), &mut None) {
        Ok(()) => Ok(()),
        Err(error) => say(error.message(text, bytes)),
    }
}

/// A walk over the text of an f-string.
struct FormatScan<'r, 's, 't> {
    r: &'r mut Recognizer<'s>,
    token: Token,
    /// Where the text begins in the source.
    body_start: usize,
    body: &'t str,
    at: usize,
    raw: bool,
}

impl FormatScan<'_, '_, '_> {
    fn byte(&self) -> Option<u8> {
        self.body.as_bytes().get(self.at).copied()
    }

    /// The byte here, of which there must be one.
    fn need_byte(&self) -> Check<u8> {
        self.byte().map_or_else(|| say("f-string: expecting '}'"), Ok)
    }

    /// Text and fields, at the `level` of specifications within specifications.
    fn parts(&mut self, level: u32) -> Check<()> {
        loop {
            self.literal(level)?;
            match self.byte() {
                Some(b'{') => self.field(level)?,
                // The end of a specification; the caller looks at it.
                Some(_) => return Ok(()),
                None if level == 0 => return Ok(()),
                None => return say("f-string: expecting '}'"),
            }
        }
    }

    /// Text up to a brace that is not doubled, or the end.
    fn literal(&mut self, level: u32) -> Check<()> {
        let mut from = self.at;
        let bytes = self.body.as_bytes();
        while let Some(byte) = self.byte() {
            match byte {
                b'\\' if !self.raw && self.body[self.at..].starts_with("\\N{") => {
                    let rest = &self.body[self.at..];
                    self.at += rest.find('}').map_or(rest.len(), |close| close + 1);
                }
                b'\\' if !self.raw => match bytes.get(self.at + 1) {
                    Some(b'{' | b'}') => self.at += 1,
                    Some(_) => self.at += 2,
                    None => self.at += 1,
                },
                b'{' | b'}' if level == 0 && bytes.get(self.at + 1) == Some(&byte) => {
                    check_escapes(&self.body[from..=self.at], self.raw, false)?;
                    self.at += 2;
                    from = self.at;
                }
                b'}' if level == 0 => return say("f-string: single '}' is not allowed"),
                b'{' | b'}' => break,
                _ => self.at += 1,
            }
        }
        let text = self.body.get(from..self.at).unwrap_or("");
        check_escapes(text, self.raw, false)
    }

    /// From `{` to `}`.
    fn field(&mut self, level: u32) -> Check<()> {
        if level >= 2 {
            return say("f-string: expressions nested too deeply");
        }
        let open = self.at;
        self.at += 1;
        let start = self.at;
        self.find_code_end()?;
        let end = self.at;
        self.need_byte()?;
        self.code(open, start, end)?;
        if self.byte() == Some(b'=') {
            self.at += 1;
            while self.byte().is_some_and(|byte| byte.is_ascii_whitespace() || byte == 0x0b) {
                self.at += 1;
            }
            self.need_byte()?;
        }
        if self.byte() == Some(b'!') {
            self.at += 1;
            self.need_byte()?;
            let letter = self.body[self.at..].chars().next().unwrap_or(' ');
            self.at += letter.len_utf8();
            if !matches!(letter, 's' | 'r' | 'a') {
                return say("f-string: invalid conversion character: expected 's', 'r', or 'a'");
            }
        }
        if self.need_byte()? == b':' {
            self.at += 1;
            self.need_byte()?;
            self.parts(level + 1)?;
        }
        match self.byte() {
            Some(b'}') => {
                self.at += 1;
                Ok(())
            }
            _ => say("f-string: expecting '}'"),
        }
    }

    /// Moves to what ends the code of a field.
    fn find_code_end(&mut self) -> Check<()> {
        let bytes = self.body.as_bytes();
        let mut quote: Option<(u8, bool)> = None;
        let mut brackets: Vec<u8> = Vec::new();
        while let Some(byte) = self.byte() {
            let next = bytes.get(self.at + 1).copied();
            let tripled = |byte| next == Some(byte) && bytes.get(self.at + 2) == Some(&byte);
            if byte == b'\\' {
                return say("f-string expression part cannot include a backslash");
            }
            if let Some((open, triple)) = quote {
                if byte == open && (!triple || tripled(byte)) {
                    self.at += if triple { 3 } else { 1 };
                    quote = None;
                } else {
                    self.at += 1;
                }
                continue;
            }
            match byte {
                b'\'' | b'"' => {
                    let triple = tripled(byte);
                    self.at += if triple { 3 } else { 1 };
                    quote = Some((byte, triple));
                    continue;
                }
                b'[' | b'{' | b'(' if brackets.len() >= 200 => {
                    return say("f-string: too many nested parenthesis");
                }
                b'[' | b'{' | b'(' => brackets.push(byte),
                b'#' => return say("f-string expression part cannot include '#'"),
                b'!' | b'=' | b'<' | b'>' if brackets.is_empty() && next == Some(b'=') => {
                    self.at += 1;
                }
                b'<' | b'>' => {}
                b'!' | b':' | b'}' | b'=' if brackets.is_empty() => break,
                b']' | b'}' | b')' => {
                    let close = byte as char;
                    let Some(open) = brackets.pop() else {
                        return say(format!("f-string: unmatched '{close}'"));
                    };
                    if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                        return say(format!(
                            "f-string: closing parenthesis '{close}' does not match opening \
                             parenthesis '{}'",
                            open as char
                        ));
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        if quote.is_some() {
            return say("f-string: unterminated string");
        }
        match brackets.last() {
            Some(&open) => say(format!("f-string: unmatched '{}'", open as char)),
            None => Ok(()),
        }
    }

    /// Checks the code of a field.
    fn code(&mut self, open: usize, start: usize, end: usize) -> Check<()> {
        let code = &self.body[start..end];
        if code.bytes().all(|byte| byte.is_ascii_whitespace() || byte == 0x0b) {
            return match self.body.as_bytes().get(end) {
                Some(&byte @ (b'!' | b':' | b'=')) => {
                    say(format!("f-string: expression required before '{}'", byte as char))
                }
                _ => say("f-string: empty expression not allowed"),
            };
        }
        let text = format!("({code})");
        let locator = Locator::new(&text);
        match self.r.nested(|_| Ok(first_error(&locator, StartRule::Field, 0, &[]))) {
            Err(_) | Ok(None) => Err(Fault::GaveUp),
            Ok(Some(Ok(()))) => Ok(()),
            Ok(Some(Err((mut error, origin)))) => {
                self.relocate(&mut error, origin, open);
                Err(Fault::Code(Box::new(error)))
            }
        }
    }

    /// Changes the places of `error`, found in the code of the field whose brace is at `open`, to
    /// those that CPython gives.
    fn relocate(&self, error: &mut SyntaxError, origin: Origin, open: usize) {
        let locator = self.r.locator;
        let before = &locator.source[self.token.start as usize..self.body_start + open];
        let lines_before = before.matches('\n').count();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let after_brace = &self.body[open + 1..];
        let blank = after_brace.trim_start_matches([' ', '\t', '\x0c']);
        let column = match blank.starts_with('\n') {
            true => 0,
            false => before.len() - line_start,
        };
        let (line, token_column) = locator.lines.line_column(self.token.start);
        let shift = match lines_before {
            0 => token_column as i32 + column as i32,
            _ => column as i32,
        };
        if origin == Origin::Parser {
            error.message = format!("f-string: {}", error.message).into();
            // In the first line of the code columns are right, in the others they are shifted.
            if error.line > 1 {
                error.offset -= shift;
            }
            if error.end_line > 1 {
                error.end_offset -= shift;
            }
        }
        error.line += line - 1 + lines_before as u32;
        error.end_line += line - 1 + lines_before as u32;
        error.span = self.token.span();
    }
}
