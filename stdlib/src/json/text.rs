//! Strings and their escapes.

use super::error::Error;
use pausa_vm::text::wtf8;
use std::borrow::Cow;

/// A string of a document: a part of it, or new if it had escapes.
pub type Text<'a> = Cow<'a, [u8]>;

/// Reads the string whose first byte after the quotation mark is at `start`; the
/// answer goes with where the document goes on. If `strict`, no control
/// characters are allowed in it.
pub fn read_text(document: &[u8], start: usize, strict: bool) -> Result<(Text<'_>, usize), Error> {
    let unterminated = || Error::new("Unterminated string starting at", start.saturating_sub(1));
    let mut text: Text<'_> = Cow::Borrowed(&[]);
    let mut at = start;
    loop {
        let rest = document.get(at..).ok_or_else(unterminated)?;
        let found = memchr::memchr2(b'"', b'\\', rest);
        let plain = &rest[..found.unwrap_or(rest.len())];
        if strict && let Some(control) = plain.iter().position(|&byte| byte < 0x20) {
            return Err(Error::new("Invalid control character at", at + control));
        }
        let end = at + found.ok_or_else(unterminated)?;
        if text.is_empty() {
            text = Cow::Borrowed(plain);
        } else {
            text.to_mut().extend_from_slice(plain);
        }
        if document[end] == b'"' {
            return Ok((text, end + 1));
        }
        at = read_escape(document, end, text.to_mut(), unterminated)?;
    }
}

/// Reads the escape whose backslash is at `at`, onto `out`.
fn read_escape(
    document: &[u8],
    at: usize,
    out: &mut Vec<u8>,
    unterminated: impl Fn() -> Error,
) -> Result<usize, Error> {
    out.push(match document.get(at + 1).ok_or_else(unterminated)? {
        plain @ (b'"' | b'\\' | b'/') => *plain,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => {
            let first = code_unit(document, at + 1)?;
            // Two escapes may make one character of the upper planes; anything
            // else after the first is read on its own.
            if first & 0xFC00 == 0xD800
                && document.get(at + 6..at + 8) == Some(b"\\u")
                && let second = code_unit(document, at + 7)?
                && second & 0xFC00 == 0xDC00
            {
                wtf8::push(out, 0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF));
                return Ok(at + 12);
            }
            wtf8::push(out, first);
            return Ok(at + 6);
        }
        _ => return Err(Error::new("Invalid \\escape", at)),
    });
    Ok(at + 2)
}

/// The number that follows the `u` at `at`. CPython wants something to come after it.
fn code_unit(document: &[u8], at: usize) -> Result<u32, Error> {
    let digits = document.get(at + 1..at + 5).filter(|_| document.len() > at + 5);
    digits
        .and_then(|digits| {
            digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
        })
        .ok_or_else(|| Error::new("Invalid \\uXXXX escape", at))
}

/// Appends a string in quotation marks, with escapes only where JSON demands
/// them: `dumps(ensure_ascii=False)`.
pub fn write_text(text: &[u8], out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    let mut done = 0;
    for (at, &byte) in text.iter().enumerate() {
        if byte < 0x20 || byte == b'"' || byte == b'\\' {
            out.extend_from_slice(&text[done..at]);
            write_escape(u32::from(byte), out);
            done = at + 1;
        }
    }
    out.extend_from_slice(&text[done..]);
    out.push(b'"');
}

/// Appends a string in quotation marks, in ASCII.
pub fn write_ascii(text: &[u8], out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    let (mut done, mut at) = (0, 0);
    while let Some(&byte) = text.get(at) {
        if (0x20..0x7F).contains(&byte) && byte != b'"' && byte != b'\\' {
            at += 1;
            continue;
        }
        out.extend_from_slice(&text[done..at]);
        let Some((cp, width)) = wtf8::decode(text, at) else {
            break;
        };
        write_escape(cp, out);
        at += width;
        done = at;
    }
    out.extend_from_slice(&text[done..]);
    out.push(b'"');
}

fn write_escape(cp: u32, out: &mut Vec<u8>) {
    let short = match cp {
        0x08 => b'b',
        0x09 => b't',
        0x0A => b'n',
        0x0C => b'f',
        0x0D => b'r',
        0x22 => b'"',
        0x5C => b'\\',
        0x10000.. => {
            let above = cp - 0x10000;
            write_escape(0xD800 | above >> 10, out);
            return write_escape(0xDC00 | above & 0x3FF, out);
        }
        _ => {
            let digit = |shift: u32| b"0123456789abcdef"[(cp >> shift & 0xF) as usize];
            return out.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}
