//! `repr` and `ascii` of text, and `repr` of bytes.

use super::ucd::kinds;
use super::{Text, wtf8};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// The quote that needs the least escapes: the double one only if there are
/// single ones and no double ones.
fn quote_for(bytes: &[u8]) -> u8 {
    let doubled = memchr::memchr(b'\'', bytes).is_some() && memchr::memchr(b'"', bytes).is_none();
    if doubled { b'"' } else { b'\'' }
}

/// Appends `cp` as `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, whichever is the shortest.
pub(super) fn push_escape(out: &mut Vec<u8>, cp: u32) {
    let (letter, digits) = match cp {
        0..0x100 => (b'x', 2),
        0x100..0x10000 => (b'u', 4),
        _ => (b'U', 8),
    };
    out.extend_from_slice(&[b'\\', letter]);
    push_hex(out, cp, digits);
}

/// Appends the last `digits` hexadecimal digits of `number`.
pub(super) fn push_hex(out: &mut Vec<u8>, number: u32, digits: u32) {
    out.extend((0..digits).rev().map(|digit| HEX[(number >> (4 * digit) & 15) as usize]));
}

/// Appends an ASCII character as it is inside quotes.
#[inline]
fn push_ascii(out: &mut Vec<u8>, byte: u8, quote: u8) {
    match byte {
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        0..0x20 | 0x7F => push_escape(out, u32::from(byte)),
        _ => {
            if byte == quote || byte == b'\\' {
                out.push(b'\\');
            }
            out.push(byte);
        }
    }
}

/// How many bytes from the start need no escape between these quotes.
#[inline]
fn plain(bytes: &[u8], quote: u8) -> usize {
    let special = |&byte: &u8| !(0x20..0x7F).contains(&byte) || byte == quote || byte == b'\\';
    bytes.iter().position(special).unwrap_or(bytes.len())
}

fn quoted(bytes: &[u8], out: &mut Vec<u8>, mut push_wide: impl FnMut(&mut Vec<u8>, u32)) {
    let quote = quote_for(bytes);
    out.reserve(bytes.len() + 2);
    out.push(quote);
    let mut rest = bytes;
    loop {
        let (head, tail) = rest.split_at(plain(rest, quote));
        out.extend_from_slice(head);
        let Some((cp, width)) = wtf8::decode(tail, 0) else {
            break;
        };
        match cp {
            0..0x80 => push_ascii(out, cp as u8, quote),
            _ => push_wide(out, cp),
        }
        rest = &tail[width..];
    }
    out.push(quote);
}

/// Appends `repr(text)`.
pub fn repr(text: Text, out: &mut Vec<u8>) {
    quoted(
        text.bytes(),
        out,
        |out, cp| {
            if kinds::is_printable(cp) { wtf8::push(out, cp) } else { push_escape(out, cp) }
        },
    );
}

/// Appends `ascii(text)`.
pub fn ascii(text: Text, out: &mut Vec<u8>) {
    quoted(text.bytes(), out, push_escape);
}

/// Appends the `repr` of anything with what is not ASCII escaped, which is its
/// `ascii`.
pub fn escape_wide(text: Text, out: &mut Vec<u8>) {
    for cp in text.code_points() {
        match cp {
            0..0x80 => out.push(cp as u8),
            _ => push_escape(out, cp),
        }
    }
}

/// Appends `repr(bytes)`.
pub fn bytes_repr(bytes: &[u8], out: &mut Vec<u8>) {
    let quote = quote_for(bytes);
    out.reserve(bytes.len() + 3);
    out.extend_from_slice(&[b'b', quote]);
    let mut rest = bytes;
    loop {
        let (head, tail) = rest.split_at(plain(rest, quote));
        out.extend_from_slice(head);
        let Some((&byte, after)) = tail.split_first() else {
            break;
        };
        match byte {
            0..0x80 => push_ascii(out, byte, quote),
            _ => push_escape(out, u32::from(byte)),
        }
        rest = after;
    }
    out.push(quote);
}
