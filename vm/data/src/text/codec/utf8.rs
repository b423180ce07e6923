//! UTF-8, which in Python's `str` has no surrogates but in our strings may.

use super::{DecodeError, EncodeError};
use crate::text::{Text, wtf8};

/// The byte order mark that marks a file as UTF-8.
pub const SIGNATURE: &[u8] = b"\xEF\xBB\xBF";

const ENCODING: &str = "utf-8";

/// Appends what `input` says from `from` on, up to an error.
pub fn decode(input: &[u8], from: usize, is_last: bool, out: &mut Vec<u8>) -> Result<usize, DecodeError> {
    let rest = &input[from..];
    let Err(error) = std::str::from_utf8(rest) else {
        out.extend_from_slice(rest);
        return Ok(input.len());
    };
    let valid = error.valid_up_to();
    out.extend_from_slice(&rest[..valid]);
    let start = from + valid;
    let fail = |end, reason| Err(DecodeError { encoding: ENCODING, start, end, reason });
    match error.error_len() {
        None if !is_last => Ok(start),
        // A surrogate is waited for, since a handler may let it pass.
        _ if !is_last && matches!(rest[valid..], [0xED, 0xA0..=0xBF]) => Ok(start),
        None => fail(input.len(), "unexpected end of data"),
        // What could start a character is followed by what cannot go on with it.
        Some(len) if matches!(rest[valid], 0xC2..=0xF4) => fail(start + len, "invalid continuation byte"),
        Some(len) => fail(start + len, "invalid start byte"),
    }
}

/// Appends the characters from `from` on, up to a surrogate.
pub fn encode(text: Text, from: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    let first = text.byte_of(from);
    let rest = &text.bytes()[first..];
    let surrogate = if text.is_ascii() { None } else { wtf8::find_surrogate(rest) };
    let Some(at) = surrogate else {
        out.extend_from_slice(rest);
        return Ok(());
    };
    out.extend_from_slice(&rest[..at]);
    let start = text.char_of(first + at);
    let run = wtf8::code_points(&rest[at..]).take_while(|&cp| wtf8::is_surrogate(cp)).count();
    let reason = "surrogates not allowed";
    Err(EncodeError { encoding: ENCODING, start, end: start + run, reason })
}
