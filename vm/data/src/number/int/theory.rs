//! What `math` offers for integers.

use num_bigint::BigInt;

use super::gcd::{gcd as gcd_magnitudes, gcd_words};
use super::{Int, IntRef, abs, floor_div, mul};
use crate::number::{Error, Result};

/// `math.isqrt(a)`: the largest integer whose square is at most `a`.
pub fn isqrt(a: IntRef) -> Result<Int> {
    if a.is_negative() {
        return Err(Error::value("isqrt() argument must be nonnegative"));
    }
    Ok(match a {
        IntRef::Small(a) => Int::Small(a.isqrt()),
        IntRef::Big(a) => a.sqrt().into(),
    })
}

/// `math.gcd(a, b)`, never negative.
pub fn gcd(a: IntRef, b: IntRef) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => gcd_words(a.unsigned_abs(), b.unsigned_abs()).into(),
        (a, b) if a.is_zero() => abs(b),
        (a, b) if b.is_zero() => abs(a),
        (IntRef::Big(big), IntRef::Small(word)) | (IntRef::Small(word), IntRef::Big(big)) => {
            let word = word.unsigned_abs();
            let remainder = big.magnitude() % word;
            gcd_words(word, remainder.iter_u64_digits().next().unwrap_or(0)).into()
        }
        (IntRef::Big(a), IntRef::Big(b)) => BigInt::from(gcd_magnitudes(a.magnitude(), b.magnitude())).into(),
    }
}

/// `math.lcm(a, b)`, never negative.
pub fn lcm(a: IntRef, b: IntRef) -> Result<Int> {
    if a.is_zero() || b.is_zero() {
        return Ok(Int::Small(0));
    }
    let quotient = floor_div(a, gcd(a, b).as_ref())?;
    Ok(abs(mul(quotient.as_ref(), b)?.as_ref()))
}
