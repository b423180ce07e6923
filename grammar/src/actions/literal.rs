//! The values of numbers and the decoding of escapes.

use super::{Action, Context, refuse};
use crate::ast::{BigIntLiteral, Constant};
use crate::diagnose::too_many_digits;
use crate::limit::is_short_enough;
use crate::span::Span;

impl Context<'_> {
    /// The value of an integer literal.
    pub(crate) fn int(&self, start: u32, end: u32) -> Action<Constant> {
        let text = self.text(start, end);
        if text.len() < 19
            && let Ok(value) = text.parse()
        {
            return Ok(Constant::Int(value));
        }
        let (radix, digits) = match text.as_bytes() {
            [b'0', b'x' | b'X', ..] => (16, &text[2..]),
            [b'0', b'o' | b'O', ..] => (8, &text[2..]),
            [b'0', b'b' | b'B', ..] => (2, &text[2..]),
            _ => (10, text),
        };
        let digits: String = digits.chars().filter(|&char| char != '_').collect();
        if radix == 10 && !is_short_enough(digits.len()) {
            return refuse(too_many_digits(digits.len()), Span::new(start, end));
        }
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Ok(Constant::Int(0));
        }
        Ok(match i64::from_str_radix(digits, radix) {
            Ok(value) => Constant::Int(value),
            Err(_) => {
                let digits = digits.into();
                Constant::BigInt(Box::new(BigIntLiteral { radix, digits }))
            }
        })
    }

    /// The value of a floating-point literal.
    pub(crate) fn float(&self, start: u32, end: u32) -> f64 {
        let text = self.text(start, end);
        let parsed = match text.contains('_') {
            true => text.replace('_', "").parse(),
            false => text.parse(),
        };
        // The lexer lets through only what Rust reads as well.
        parsed.unwrap_or(f64::NAN)
    }

    /// The value of an imaginary literal.
    pub(crate) fn imaginary(&self, start: u32, end: u32) -> f64 {
        self.float(start, end - 1)
    }
}

/// Why escapes could not be decoded: the message's inner part and where in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EscapeError {
    /// What CPython's codec says.
    pub(crate) reason: &'static str,
    /// First byte of the bad escape, from the start of the text.
    pub(crate) start: usize,
    /// Past the last byte of the bad escape.
    pub(crate) end: usize,
}

/// Decodes the text of a literal that is not raw into `out`. `invalid` receives the offset of the
/// first backslash that escapes nothing, or a number too large for a byte.
pub(crate) fn decode_escapes(
    text: &str,
    bytes: bool,
    out: &mut Vec<u8>,
    invalid: &mut Option<usize>,
) -> Result<(), EscapeError> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let plain = rest.iter().position(|&b| b == b'\\' || b == b'\r').unwrap_or(rest.len());
        out.extend_from_slice(&rest[..plain]);
        at += plain;
        let rest = &text[at..];
        let escape = match rest.as_bytes() {
            [] => break,
            [b'\r', b'\n', ..] => {
                out.push(b'\n');
                at += 2;
                continue;
            }
            [b'\r', ..] => {
                out.push(b'\n');
                at += 1;
                continue;
            }
            [b'\\', escape, ..] => *escape,
            _ => {
                // A backslash at the very end, before a field of an f-string.
                invalid.get_or_insert(at);
                out.push(b'\\');
                break;
            }
        };
        let simple = match escape {
            b'\\' | b'\'' | b'"' => Some(escape),
            b'a' => Some(7),
            b'b' => Some(8),
            b'f' => Some(12),
            b'n' => Some(10),
            b'r' => Some(13),
            b't' => Some(9),
            b'v' => Some(11),
            _ => None,
        };
        if let Some(byte) = simple {
            out.push(byte);
            at += 2;
            continue;
        }
        at += match escape {
            b'\n' => 2,
            b'\r' if rest.as_bytes().get(2) == Some(&b'\n') => 3,
            b'\r' => 2,
            b'0'..=b'7' => {
                let (len, value) = octal(rest);
                if value > 0o377 {
                    invalid.get_or_insert(at);
                }
                match bytes {
                    true => out.push(value as u8),
                    false => push_code_point(value, out),
                }
                len
            }
            b'x' if bytes => match hex(rest, 2) {
                Ok(value) => {
                    out.push(value as u8);
                    4
                }
                Err(len) => {
                    let end = at + 2 + len;
                    return Err(EscapeError { reason: "invalid \\x escape", start: at, end });
                }
            },
            b'x' | b'u' | b'U' if !bytes => {
                let (digits, reason) = match escape {
                    b'x' => (2, "truncated \\xXX escape"),
                    b'u' => (4, "truncated \\uXXXX escape"),
                    _ => (8, "truncated \\UXXXXXXXX escape"),
                };
                let value = hex(rest, digits).map_err(|len| EscapeError { reason, start: at, end: at + 2 + len })?;
                let end = at + 2 + digits;
                if value > 0x10FFFF {
                    let reason = "illegal Unicode character";
                    return Err(EscapeError { reason, start: at, end });
                }
                push_code_point(value, out);
                2 + digits
            }
            b'N' if !bytes => named(rest, at, out)?,
            _ => {
                invalid.get_or_insert(at);
                out.push(b'\\');
                1
            }
        };
    }
    Ok(())
}

/// Up to three octal digits after a backslash: how much of `rest` they take, and their value.
fn octal(rest: &str) -> (usize, u32) {
    let digits = rest.bytes().skip(1).take(3).take_while(|b| (b'0'..=b'7').contains(b));
    digits.fold((1, 0), |(len, value), byte| (len + 1, value * 8 + u32::from(byte - b'0')))
}

/// The value of `count` hexadecimal digits after a backslash and a letter, or how many there are.
fn hex(rest: &str, count: usize) -> Result<u32, usize> {
    let digits = rest.bytes().skip(2).take(count).take_while(u8::is_ascii_hexdigit).count();
    if digits < count {
        return Err(digits);
    }
    u32::from_str_radix(&rest[2..2 + count], 16).map_err(|_| digits)
}

/// `\N{NAME}`; returns how much of `rest` it takes.
fn named(rest: &str, at: usize, out: &mut Vec<u8>) -> Result<usize, EscapeError> {
    let malformed = "malformed \\N character escape";
    if rest.as_bytes().get(2) != Some(&b'{') {
        return Err(EscapeError { reason: malformed, start: at, end: at + 2 });
    }
    let Some(len) = rest[3..].find('}') else {
        return Err(EscapeError { reason: malformed, start: at, end: at + rest.len() });
    };
    let end = at + 4 + len;
    if len == 0 {
        return Err(EscapeError { reason: malformed, start: at, end: end - 1 });
    }
    match character_named(&rest[3..3 + len]) {
        Some(char) => {
            push_code_point(char as u32, out);
            Ok(4 + len)
        }
        None => {
            let reason = "unknown Unicode character name";
            Err(EscapeError { reason, start: at, end })
        }
    }
}

/// The character with this name or alias. Only case is ignored, unlike by the crate.
fn character_named(name: &str) -> Option<char> {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    // No name begins with a hyphen, and the crate subtracts from zero if asked for one.
    if name.starts_with('-') || !name.split(' ').all(is_word) {
        return None;
    }
    let char = unicode_names2::character(name)?;
    match unicode_names2::name(char) {
        Some(true_name) if !true_name.to_string().eq_ignore_ascii_case(name) => {
            // An alias, then, or the name with hyphens out of place.
            let squeeze = |text: &str| text.replace([' ', '-'], "").to_ascii_uppercase();
            let misspelt = squeeze(&true_name.to_string()) == squeeze(name);
            (!misspelt).then_some(char)
        }
        _ => Some(char),
    }
}

/// Appends a code point, which may be a surrogate, as WTF-8.
fn push_code_point(value: u32, out: &mut Vec<u8>) {
    match char::from_u32(value) {
        Some(char) => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
        // A lone surrogate, in the three bytes that UTF-8's scheme gives it. (Two that would form
        // a pair stay two: a literal's escapes are code points, not UTF-16.)
        None => out.extend_from_slice(&[
            0xE0 | (value >> 12) as u8,
            0x80 | (value >> 6 & 0x3F) as u8,
            0x80 | (value & 0x3F) as u8,
        ]),
    }
}

impl EscapeError {
    /// CPython's message for a literal whose text is `text`.
    pub(crate) fn message(&self, text: &str, bytes: bool) -> String {
        let Self { reason, start, end } = *self;
        if bytes {
            return format!("(value error) {reason} at position {start}");
        }
        let (start, end) = (codec_position(text, start), codec_position(text, end));
        let at = match end - start {
            0 | 1 => format!("byte 0x5c in position {start}"),
            _ => format!("bytes in position {start}-{}", end - 1),
        };
        format!("(unicode error) 'unicodeescape' codec can't decode {at}: {reason}")
    }
}

/// The offset that CPython's codec has for `offset` in `text`: it sees a text in which every
/// character beyond ASCII was replaced by a ten-byte escape, and a backslash before one by a
/// six-byte escape.
fn codec_position(text: &str, offset: usize) -> usize {
    let before = &text[..offset];
    let mut position = 0;
    for (i, char) in before.char_indices() {
        let escapes_wide = char == '\\' && text[i + 1..].starts_with(|next: char| !next.is_ascii());
        position += match char {
            _ if escapes_wide => 6,
            char if char.is_ascii() => 1,
            _ => 10,
        };
    }
    position
}
