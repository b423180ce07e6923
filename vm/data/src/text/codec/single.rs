//! Encodings of one byte a character: ASCII, Latin-1, and those given by a table.

use super::charmaps::CHARMAPS;
use super::{DecodeError, EncodeError};
use crate::text::{Text, wtf8};

/// An encoding of one byte a character.
#[derive(Debug)]
pub struct Charmap {
    /// Its module in Python's `encodings`.
    pub(super) module: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// Whether its lower half is ASCII, and not in the tables.
    pub(super) ascii: bool,
    /// The code points of the bytes in the tables.
    pub(super) decode: &'static [u16],
    /// The bytes that can be encoded to, in the order of their code points.
    pub(super) encode: &'static [u8],
}

/// The entry of a byte that stands for nothing.
const UNDEFINED: u16 = 0xFFFE;

impl Charmap {
    /// The encoding that is in this module of Python's `encodings`.
    pub fn of_module(module: &str) -> Option<&'static Charmap> {
        let at = CHARMAPS.binary_search_by_key(&module, |charmap| charmap.module).ok()?;
        Some(&CHARMAPS[at])
    }

    /// What a byte stands for.
    pub fn character(&self, byte: u8) -> Option<u32> {
        let at = match self.ascii {
            true if byte.is_ascii() => return Some(byte.into()),
            true => byte - 128,
            false => byte,
        };
        let cp = *self.decode.get(usize::from(at))?;
        (cp != UNDEFINED).then_some(cp.into())
    }

    /// The byte for a character.
    pub fn byte(&self, cp: u32) -> Option<u8> {
        if self.ascii && cp < 0x80 {
            return Some(cp as u8);
        }
        let of = |byte: &u8| self.character(*byte).unwrap_or(UNDEFINED.into());
        let at = self.encode.binary_search_by_key(&cp, of).ok()?;
        Some(self.encode[at])
    }

    /// Appends what `input` says from `from` on, up to an error.
    pub fn decode(&self, input: &[u8], from: usize, out: &mut Vec<u8>) -> Result<usize, DecodeError> {
        for (at, &byte) in input.iter().enumerate().skip(from) {
            let Some(cp) = self.character(byte) else {
                let reason = "character maps to <undefined>";
                return Err(DecodeError { encoding: "charmap", start: at, end: at + 1, reason });
            };
            wtf8::push(out, cp);
        }
        Ok(input.len())
    }

    /// Appends the characters from `from` on, up to one that has no byte.
    pub fn encode(&self, text: Text, from: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        if self.ascii && text.is_ascii() {
            out.extend_from_slice(&text.bytes()[from.min(text.len())..]);
            return Ok(());
        }
        let error = ("charmap", "character maps to <undefined>");
        encode_each(text, from, |cp| self.byte(cp), error, out)
    }
}

/// Appends the byte of each character, up to the first that has none; the
/// error is about all of those in a row.
fn encode_each(
    text: Text,
    from: usize,
    byte: impl Fn(u32) -> Option<u8>,
    (encoding, reason): (&'static str, &'static str),
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let mut points = wtf8::code_points(&text.bytes()[text.byte_of(from)..]);
    out.reserve(text.len().saturating_sub(from));
    let mut start = from;
    while let Some(cp) = points.next() {
        let Some(byte_of_cp) = byte(cp) else {
            let run = points.take_while(|&cp| byte(cp).is_none()).count();
            return Err(EncodeError { encoding, start, end: start + 1 + run, reason });
        };
        out.push(byte_of_cp);
        start += 1;
    }
    Ok(())
}

/// Appends what `input` says from `from` on, up to an error.
pub fn decode_ascii(input: &[u8], from: usize, out: &mut Vec<u8>) -> Result<usize, DecodeError> {
    let rest = &input[from..];
    let Some(bad) = rest.iter().position(|byte| !byte.is_ascii()) else {
        out.extend_from_slice(rest);
        return Ok(input.len());
    };
    out.extend_from_slice(&rest[..bad]);
    let start = from + bad;
    let reason = "ordinal not in range(128)";
    Err(DecodeError { encoding: "ascii", start, end: start + 1, reason })
}

/// Appends the characters from `from` on, up to one that is not ASCII.
pub fn encode_ascii(text: Text, from: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    if text.is_ascii() {
        out.extend_from_slice(&text.bytes()[from.min(text.len())..]);
        return Ok(());
    }
    let byte = |cp| u8::try_from(cp).ok().filter(u8::is_ascii);
    encode_each(text, from, byte, ("ascii", "ordinal not in range(128)"), out)
}

/// Appends the characters that the bytes are.
pub fn decode_latin1(input: &[u8], out: &mut Vec<u8>) {
    if input.is_ascii() {
        out.extend_from_slice(input);
    } else {
        out.reserve(input.len() * 2);
        input.iter().for_each(|&byte| wtf8::push(out, byte.into()));
    }
}

/// Appends the characters from `from` on, up to one beyond U+00FF.
pub fn encode_latin1(text: Text, from: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    if text.is_ascii() {
        out.extend_from_slice(&text.bytes()[from.min(text.len())..]);
        return Ok(());
    }
    let byte = |cp| u8::try_from(cp).ok();
    encode_each(text, from, byte, ("latin-1", "ordinal not in range(256)"), out)
}
