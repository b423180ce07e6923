//! Text to float, as `float(text)` reads it.

use crate::number::unicode::{to_ascii, trim};
use crate::number::{Error, Result};

/// `float(text)`. `repr` is asked for the text's `repr`, to quote it in an error.
pub fn parse(text: &str, repr: impl FnOnce() -> String) -> Result<f64> {
    parse_bytes(to_ascii(text).as_bytes(), repr)
}

/// `float(bytes)`: as [`parse`], but only ASCII digits and spaces count.
pub fn parse_bytes(text: &[u8], repr: impl FnOnce() -> String) -> Result<f64> {
    literal(trim(text))
        .ok_or_else(|| Error::value(format!("could not convert string to float: {}", repr())))
}

/// A float without spaces around it. Underscores may stand between digits.
pub(crate) fn literal(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text).ok()?;
    if !text.contains('_') {
        return text.parse().ok();
    }
    let bytes = text.as_bytes();
    let is_digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    for (at, _) in text.match_indices('_') {
        if !(is_digit(bytes[..at].last()) && is_digit(bytes.get(at + 1))) {
            return None;
        }
    }
    text.replace('_', "").parse().ok()
}
