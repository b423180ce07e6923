//! Python's escapes as encodings: `unicode_escape`, `raw_unicode_escape`, and those of `bytes`.

use super::DecodeError;
use crate::text::repr::{push_escape, push_hex};
use crate::text::ucd::names::{self, Named};
use crate::text::{Text, wtf8};

/// An escape as it has been read.
enum Escape {
    /// It stands for this character, or for nothing, and ends here.
    Character(Option<u32>, usize),
    /// It is no escape: the backslash stands for itself.
    Literal,
    /// It cannot be read, and what is wrong with it ends here.
    Wrong(usize, &'static str),
    /// It is wrong because the input ends within it.
    Unfinished(&'static str),
}

/// Reads `digits` hexadecimal digits from `at` on.
fn hexadecimal(input: &[u8], at: usize, digits: usize, truncated: &'static str) -> Escape {
    let available = &input[at..input.len().min(at + digits)];
    let valid = available.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    if valid < digits {
        return match at + valid == input.len() {
            true => Escape::Unfinished(truncated),
            false => Escape::Wrong(at + valid, truncated),
        };
    }
    let value = available.iter().fold(0u32, |value, &byte| value << 4 | digit_value(byte));
    Escape::Character(Some(value), at + digits)
}

fn digit_value(byte: u8) -> u32 {
    char::from(byte).to_digit(16).unwrap_or(0)
}

/// An escape of one letter or up to three octal digits, the same in text and bytes.
fn simple(input: &[u8], at: usize) -> Option<Escape> {
    let simple = |byte: u8| Some(Escape::Character(Some(byte.into()), at + 1));
    match *input.get(at)? {
        b'\n' => Some(Escape::Character(None, at + 1)),
        byte @ (b'\\' | b'\'' | b'"') => simple(byte),
        b'a' => simple(7),
        b'b' => simple(8),
        b't' => simple(b'\t'),
        b'n' => simple(b'\n'),
        b'v' => simple(11),
        b'f' => simple(12),
        b'r' => simple(b'\r'),
        b'0'..=b'7' => {
            let digits = input[at..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
            let (mut value, mut end) = (0, at);
            for digit in digits {
                value = value << 3 | u32::from(digit - b'0');
                end += 1;
            }
            Some(Escape::Character(Some(value), end))
        }
        _ => None,
    }
}

/// Reads the escape that the backslash before `at` begins.
fn escape(input: &[u8], at: usize) -> Escape {
    if let Some(escape) = simple(input, at) {
        return escape;
    }
    match input.get(at) {
        None => Escape::Unfinished("\\ at end of string"),
        Some(b'x') => hexadecimal(input, at + 1, 2, "truncated \\xXX escape"),
        Some(b'u') => hexadecimal(input, at + 1, 4, "truncated \\uXXXX escape"),
        Some(b'U') => match hexadecimal(input, at + 1, 8, "truncated \\UXXXXXXXX escape") {
            Escape::Character(Some(cp), end) if cp > wtf8::MAX => Escape::Wrong(end, "illegal Unicode character"),
            escape => escape,
        },
        Some(b'N') => named(input, at + 1),
        Some(_) => Escape::Literal,
    }
}

/// Reads the name in braces at `at`.
fn named(input: &[u8], at: usize) -> Escape {
    const MALFORMED: &str = "malformed \\N character escape";
    let Some(b'{') = input.get(at) else {
        return match at == input.len() {
            true => Escape::Unfinished(MALFORMED),
            false => Escape::Wrong(at, MALFORMED),
        };
    };
    let name = at + 1;
    let Some(len) = memchr::memchr(b'}', &input[name..]) else {
        return Escape::Unfinished(MALFORMED);
    };
    if len == 0 {
        return Escape::Wrong(name, MALFORMED);
    }
    let end = name + len + 1;
    match wtf8::as_str(&input[name..end - 1]).and_then(names::lookup) {
        Some(Named::Character(cp)) => Escape::Character(Some(cp), end),
        _ => Escape::Wrong(end, "unknown Unicode character name"),
    }
}

/// Reads what `\u` or `\U` begins in raw text.
fn raw_escape(input: &[u8], at: usize) -> Escape {
    match input.get(at) {
        Some(b'u') => hexadecimal(input, at + 1, 4, "truncated \\uXXXX escape"),
        Some(b'U') => match hexadecimal(input, at + 1, 8, "truncated \\UXXXXXXXX escape") {
            Escape::Character(Some(cp), end) if cp > wtf8::MAX => Escape::Wrong(end, "\\Uxxxxxxxx out of range"),
            escape => escape,
        },
        _ => Escape::Literal,
    }
}

/// Decodes `unicode_escape` from `from` on, up to an error; `invalid` is where
/// the first backslash was that begins no escape.
pub fn decode(
    input: &[u8],
    from: usize,
    is_last: bool,
    invalid: &mut Option<usize>,
    out: &mut Vec<u8>,
) -> Result<usize, DecodeError> {
    let read = |at: usize| {
        let escape = escape(input, at + 1);
        if let Escape::Literal = escape {
            invalid.get_or_insert(at);
        }
        escape
    };
    decode_with(input, from, is_last, "unicodeescape", read, out)
}

/// Decodes `raw_unicode_escape` from `from` on, up to an error.
pub fn decode_raw(input: &[u8], from: usize, is_last: bool, out: &mut Vec<u8>) -> Result<usize, DecodeError> {
    let read = |at: usize| match input.get(at + 1) {
        // At the very end, a backslash stands for itself.
        None if !is_last => Escape::Unfinished(""),
        None => Escape::Literal,
        Some(b'\\') => Escape::Literal,
        Some(_) => raw_escape(input, at + 1),
    };
    decode_with(input, from, is_last, "rawunicodeescape", read, out)
}

fn decode_with(
    input: &[u8],
    from: usize,
    is_last: bool,
    encoding: &'static str,
    mut read: impl FnMut(usize) -> Escape,
    out: &mut Vec<u8>,
) -> Result<usize, DecodeError> {
    let mut at = from;
    while let Some(&byte) = input.get(at) {
        if byte != b'\\' {
            wtf8::push(out, byte.into());
            at += 1;
            continue;
        }
        let fail = |end, reason| Err(DecodeError { encoding, start: at, end, reason });
        match read(at) {
            Escape::Character(cp, end) => {
                cp.into_iter().for_each(|cp| wtf8::push(out, cp));
                at = end;
            }
            Escape::Literal => {
                // The character after the backslash is not looked at again.
                for &byte in input[at..].iter().take(2) {
                    wtf8::push(out, byte.into());
                    at += 1;
                }
            }
            Escape::Unfinished(_) if !is_last => return Ok(at),
            Escape::Unfinished(reason) => return fail(input.len(), reason),
            Escape::Wrong(end, reason) => return fail(end, reason),
        }
    }
    Ok(at)
}

/// Encodes `unicode_escape` from character `from` on.
pub fn encode(text: Text, from: usize, out: &mut Vec<u8>) {
    for cp in wtf8::code_points(&text.bytes()[text.byte_of(from)..]) {
        match cp {
            0x5C => out.extend_from_slice(b"\\\\"),
            0x0A => out.extend_from_slice(b"\\n"),
            0x0D => out.extend_from_slice(b"\\r"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x20..0x7F => out.push(cp as u8),
            _ => push_escape(out, cp),
        }
    }
}

/// Encodes `raw_unicode_escape` from character `from` on.
pub fn encode_raw(text: Text, from: usize, out: &mut Vec<u8>) {
    for cp in wtf8::code_points(&text.bytes()[text.byte_of(from)..]) {
        match cp {
            0..0x100 => out.push(cp as u8),
            _ => push_escape(out, cp),
        }
    }
}

/// What `codecs.escape_decode` cannot read: a `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BytesEscapeError {
    /// The text ends in a backslash.
    Trailing,
    /// There are no two digits after the `\x` at this place.
    Hexadecimal(usize),
}

/// Decodes the escapes of a `bytes` literal: `codecs.escape_decode`. What
/// stands for a wrong `\x` is given, if it is not an error.
pub fn decode_bytes(
    input: &[u8],
    wrong: Option<&[u8]>,
    invalid: &mut Option<usize>,
    out: &mut Vec<u8>,
) -> Result<(), BytesEscapeError> {
    let mut at = 0;
    while let Some(&byte) = input.get(at) {
        if byte != b'\\' {
            out.push(byte);
            at += 1;
            continue;
        }
        if at + 1 == input.len() {
            return Err(BytesEscapeError::Trailing);
        }
        let escape = match input[at + 1] {
            b'x' => hexadecimal(input, at + 2, 2, ""),
            _ => simple(input, at + 1).unwrap_or(Escape::Literal),
        };
        match escape {
            Escape::Character(cp, end) => {
                // Octal digits can say more than a byte holds; the rest is dropped.
                out.extend(cp.map(|cp| cp as u8));
                at = end;
            }
            Escape::Literal => {
                invalid.get_or_insert(at);
                out.push(b'\\');
                at += 1;
            }
            Escape::Wrong(..) | Escape::Unfinished(_) => {
                out.extend_from_slice(wrong.ok_or(BytesEscapeError::Hexadecimal(at))?);
                // One digit alone is passed with its escape.
                at += 2 + usize::from(input.get(at + 2).is_some_and(u8::is_ascii_hexdigit));
            }
        }
    }
    Ok(())
}

/// Encodes as inside a `bytes` literal: `codecs.escape_encode`.
pub fn encode_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    for &byte in bytes {
        match byte {
            b'\\' | b'\'' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x20..0x7F => out.push(byte),
            _ => {
                out.extend_from_slice(b"\\x");
                push_hex(out, byte.into(), 2);
            }
        }
    }
}
