//! Text to float, as `float(text)` reads it.

use crate::number::around::{quoted, trim};
use crate::number::{Error, Result};
use crate::text::Text;
use crate::text::digits::to_ascii;

/// `float(text)`
pub fn parse(text: Text) -> Result<f64> {
    parse_bytes(&to_ascii(text), || quoted(text))
}

/// `float(bytes)`: as [`parse`], but only ASCII digits and spaces count. The error quotes the
/// `repr` of the object, which need not be a `bytes`.
pub fn parse_bytes(bytes: &[u8], repr: impl FnOnce() -> String) -> Result<f64> {
    let not_a_float = || Error::value(format!("could not convert string to float: {}", repr()));
    literal(trim(bytes)).ok_or_else(not_a_float)
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
