//! Text to complex number, as `complex(text)` reads it.

use std::borrow::Cow;

use super::Complex;
use crate::number::around::{quoted, trim};
use crate::number::float::literal;
use crate::number::{Error, Result};
use crate::text::Text;
use crate::text::digits::to_ascii;

/// `complex(text)`
pub fn parse(text: Text) -> Result<Complex> {
    let ascii = to_ascii(text);
    let Some(bare) = without_underscores(trim(&ascii)) else {
        return Err(Error::value(format!("could not convert string to complex: {}", quoted(text))));
    };
    let parsed = match bare.as_ref() {
        [b'(', inner @ .., b')'] => sum(trim(inner)),
        text => sum(text),
    };
    parsed.ok_or_else(|| Error::value("complex() arg is a malformed string"))
}

/// Underscores may stand between digits.
fn without_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(Cow::Borrowed(text));
    }
    let is_digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let misplaced =
        |(at, byte): (usize, &u8)| *byte == b'_' && !(is_digit(text[..at].last()) && is_digit(text.get(at + 1)));
    if text.iter().enumerate().any(misplaced) {
        return None;
    }
    Some(Cow::Owned(text.iter().copied().filter(|&byte| byte != b'_').collect()))
}

/// A real part, an imaginary part, or both.
fn sum(text: &[u8]) -> Option<Complex> {
    let (first, rest) = number(text)?;
    match (first, rest) {
        (Some(re), []) => Some(Complex::from(re)),
        (first, [b'j' | b'J']) => Some(Complex { re: 0.0, im: first.or_else(|| unit(text))? }),
        (Some(re), [b'+' | b'-', ..]) => {
            let (second, end) = number(rest)?;
            let im = second.or_else(|| unit(rest))?;
            matches!(end, [b'j' | b'J']).then_some(Complex { re, im })
        }
        _ => None,
    }
}

/// The float at the start of the text, and what follows it. Nothing stands for the number if the
/// text goes on after the sign with something else, as in `-j`.
fn number(text: &[u8]) -> Option<(Option<f64>, &[u8])> {
    let sign = usize::from(matches!(text, [b'+' | b'-', ..]));
    let length = sign + unsigned_length(&text[sign..]);
    if length == sign {
        return Some((None, &text[sign..]));
    }
    Some((Some(literal(&text[..length])?), &text[length..]))
}

/// The one that `j` alone stands for, with the sign in front of it.
fn unit(text: &[u8]) -> Option<f64> {
    match text.first()? {
        b'-' => Some(-1.0),
        _ => Some(1.0),
    }
}

/// How long the float at the start of the text is.
fn unsigned_length(text: &[u8]) -> usize {
    for name in ["infinity", "inf", "nan"] {
        if text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes())) {
            return name.len();
        }
    }
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(0);
    let mut end = whole;
    let mut fraction = 0;
    if text.get(end) == Some(&b'.') {
        fraction = digits(end + 1);
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return 0;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits((end + 1 + sign).min(text.len()));
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}
