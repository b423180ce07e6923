//! `float.hex` and `float.fromhex`.

use super::{from_parts, parts};
use crate::number::around::trim;
use crate::number::{Error, Result};
use crate::text::Text;

/// `value.hex()`
pub fn to_hex(value: f64) -> String {
    if !value.is_finite() {
        return super::repr(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = parts(value);
    let (whole, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    format!("{sign}0x{whole}.{fraction:013x}p{:+}", exponent + 52)
}

/// `float.fromhex(text)`
pub fn from_hex(text: Text) -> Result<f64> {
    let invalid = || Error::value("invalid hexadecimal floating-point string");
    let text = String::from_utf8_lossy(trim(text.bytes())).to_ascii_lowercase();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let magnitude = match text {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        text => {
            let number = Number::scan(text).ok_or_else(invalid)?;
            let value = number.value();
            // CPython finds a value too large before it finds that the text goes on.
            let value = value.ok_or_else(|| Error::overflow("hexadecimal value too large to represent as a float"))?;
            if !number.rest.is_empty() {
                return Err(invalid());
            }
            value
        }
    };
    Ok(if negative { -magnitude } else { magnitude })
}

/// The parts of a text that starts with a hexadecimal number.
struct Number<'a> {
    whole: &'a str,
    fraction: &'a str,
    /// The exponent of two.
    exponent: i64,
    rest: &'a str,
}

impl<'a> Number<'a> {
    fn scan(text: &'a str) -> Option<Number<'a>> {
        let text = text.strip_prefix("0x").unwrap_or(text);
        let (whole, rest) = leading(text, u8::is_ascii_hexdigit);
        let (fraction, rest) = match rest.strip_prefix('.') {
            Some(rest) => leading(rest, u8::is_ascii_hexdigit),
            None => ("", rest),
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let (exponent, rest) = match rest.strip_prefix('p') {
            Some(rest) => scan_exponent(rest)?,
            None => (0, rest),
        };
        Some(Number { whole, fraction, exponent, rest })
    }

    /// The float nearest to the number; nothing if that is too large.
    fn value(&self) -> Option<f64> {
        let mut exponent = self.exponent - 4 * self.fraction.len() as i64;
        let (mut mantissa, mut more) = (0u128, false);
        for digit in self.whole.chars().chain(self.fraction.chars()).filter_map(|c| c.to_digit(16)) {
            if mantissa >> 124 == 0 {
                mantissa = mantissa << 4 | u128::from(digit);
            } else {
                // Beyond what the mantissa holds, all that counts is whether there is anything.
                more |= digit != 0;
                exponent += 4;
            }
        }
        from_parts(mantissa, exponent, more)
    }
}

/// An exponent that does not fit is as good as the largest or smallest that does.
fn scan_exponent(text: &str) -> Option<(i64, &str)> {
    const HUGE: i64 = i64::MAX / 4;
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, rest) = leading(text, u8::is_ascii_digit);
    if digits.is_empty() {
        return None;
    }
    let magnitude = digits.parse::<i64>().map_or(HUGE, |value| value.min(HUGE));
    Some((if negative { -magnitude } else { magnitude }, rest))
}

/// Splits off the characters of a class of ASCII characters that a text starts with.
fn leading(text: &str, class: impl Fn(&u8) -> bool) -> (&str, &str) {
    text.split_at(text.bytes().take_while(class).count())
}
