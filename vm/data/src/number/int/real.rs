//! Integers and floats: exact comparison, and conversions and quotients that are rounded once.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::ToPrimitive;

use super::{Int, IntRef, bit_length};
use crate::number::float::{from_parts, parts};
use crate::number::{Error, Result};

/// The integers up to here, on both sides of zero, are all floats.
const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;

/// `float(value)`
pub fn to_f64(value: IntRef) -> Result<f64> {
    let big = match value {
        IntRef::Small(value) => return Ok(value as f64),
        IntRef::Big(value) => value,
    };
    let mut words = big.iter_u64_digits().rev();
    let (high, low) = (words.next().unwrap_or(0), words.next().unwrap_or(0));
    let count = words.len();
    let exponent = i64::try_from(count).unwrap_or(i64::MAX / 64) * 64;
    let mantissa = u128::from(high) << 64 | u128::from(low);
    // A magnitude of a single word has nothing in the lower half of the pair.
    let exponent = if big.bits() <= 64 { exponent - 64 } else { exponent };
    match from_parts(mantissa, exponent, words.any(|word| word != 0)) {
        Some(float) if big.sign() == Sign::Minus => Ok(-float),
        Some(float) => Ok(float),
        None => Err(Error::overflow("int too large to convert to float")),
    }
}

/// `int(value)`: towards zero.
pub fn from_f64(value: f64) -> Result<Int> {
    if value.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(Error::overflow("cannot convert float infinity to integer"));
    }
    Ok(truncate(value))
}

fn truncate(value: f64) -> Int {
    let (mantissa, exponent) = parts(value);
    if exponent <= 0 {
        // A value of at most 53 bits.
        return Int::Small(value as i64);
    }
    let magnitude = BigUint::from(mantissa) << exponent.unsigned_abs();
    BigInt::from_biguint(if value < 0.0 { Sign::Minus } else { Sign::Plus }, magnitude).into()
}

/// The exact order of an integer and a float; nothing for a NaN.
pub fn cmp_float(a: IntRef, b: f64) -> Option<Ordering> {
    match a.to_i64() {
        Some(a) if a.unsigned_abs() <= EXACT => (a as f64).partial_cmp(&b),
        _ if b.is_nan() => None,
        _ if b.is_infinite() => Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater }),
        // Here the integer is so large that a float close to it has no fraction, so dropping one
        // changes nothing.
        _ => Some(super::cmp(a, truncate(b).as_ref())),
    }
}

/// `a / b`
pub fn true_div(a: IntRef, b: IntRef) -> Result<f64> {
    if b.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && a.unsigned_abs() <= EXACT
        && b.unsigned_abs() <= EXACT
    {
        return Ok(a as f64 / b as f64);
    }
    let negative = a.is_negative() != b.is_negative();
    let quotient = quotient(a, b).ok_or_else(|| Error::overflow("integer division result too large for a float"))?;
    Ok(if negative { -quotient } else { quotient })
}

/// The absolute value of the quotient, unless it is too large.
fn quotient(a: IntRef, b: IntRef) -> Option<f64> {
    /// At least so many bits of the quotient are computed: more than a float has, so that it is
    /// rounded only once, and so few that small operands need no `BigInt`.
    const BITS: i64 = 62;
    let difference = bit_length(a) as i64 - bit_length(b) as i64;
    if a.is_zero() || difference < -1100 {
        return Some(0.0);
    }
    if difference > 1100 {
        return None;
    }
    let shift = BITS - difference;
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && (0..64).contains(&shift)
    {
        let (dividend, divisor) = (u128::from(a.unsigned_abs()) << shift, u128::from(b.unsigned_abs()));
        return from_parts(dividend / divisor, -shift, dividend % divisor != 0);
    }
    let (a, b) = (a.to_big(), b.to_big());
    let (a, b) = (a.magnitude(), b.magnitude());
    let (quotient, remainder) =
        if shift >= 0 { (a << shift.unsigned_abs()).div_rem(b) } else { a.div_rem(&(b << shift.unsigned_abs())) };
    from_parts(quotient.to_u128()?, -shift, remainder != BigUint::ZERO)
}
