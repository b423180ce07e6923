//! `round(float, digits)` and the float as a ratio of integers.

use num_bigint::BigInt;

use super::parts;
use crate::number::int::{Int, IntRef};
use crate::number::{Error, Result};

/// `round(value, digits)`: the float nearest to the exact decimal value of `value` rounded to
/// `digits` places, a tie going to the even digit.
pub fn round(value: f64, digits: IntRef) -> Result<f64> {
    /// From this many places on, no float changes.
    const MOST: i64 = 323;
    /// Below this many, every float becomes zero.
    const LEAST: i64 = -308;
    /// From here on, no float has a fraction.
    const WHOLE: f64 = (1u64 << 52) as f64;
    if !value.is_finite() {
        return Ok(value);
    }
    let least = if digits.is_negative() { i64::MIN } else { i64::MAX };
    let rounded = match digits.to_i64().unwrap_or(least) {
        digits if digits > MOST => return Ok(value),
        digits if digits < LEAST => return Ok(0f64.copysign(value)),
        0.. if value.abs() >= WHOLE => return Ok(value),
        digits @ 0.. => format!("{value:.*}", digits as usize),
        digits => round_whole(value, digits.unsigned_abs() as usize),
    };
    match rounded.parse::<f64>() {
        Ok(rounded) if rounded.is_finite() => Ok(rounded),
        _ => Err(Error::overflow("rounded value too large to represent")),
    }
}

/// The text of a value rounded to a multiple of `10**places`.
fn round_whole(value: f64, places: usize) -> String {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let value = value.abs();
    let whole = format!("{:.0}", value.trunc());
    match whole.len().checked_sub(places) {
        None => format!("{sign}0"),
        Some(0) => {
            // Up to one unit: half of it is a tie, which goes down to zero.
            let half = format!("5{}", "0".repeat(places - 1));
            let above = whole > half || (whole == half && value.fract() != 0.0);
            format!("{sign}{}e{places}", u8::from(above))
        }
        Some(kept) => format!("{sign}{value:.*e}", kept - 1),
    }
}

/// `value.as_integer_ratio()`: numerator and denominator in lowest terms.
pub fn as_integer_ratio(value: f64) -> Result<(Int, Int)> {
    if value.is_nan() {
        return Err(Error::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(Error::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mantissa, exponent) = parts(value);
    if mantissa == 0 {
        return Ok((Int::Small(0), Int::Small(1)));
    }
    let twos = mantissa.trailing_zeros();
    let odd = (mantissa >> twos) as i64;
    let numerator = if value < 0.0 { -odd } else { odd };
    let exponent = exponent + twos as i32;
    let scale = exponent.unsigned_abs();
    Ok(if exponent >= 0 {
        ((BigInt::from(numerator) << scale).into(), Int::Small(1))
    } else {
        (Int::Small(numerator), (BigInt::from(1) << scale).into())
    })
}
