//! `pow` with two and with three arguments.

use num_bigint::{BigInt, BigUint};
use num_traits::One;

use super::{Int, IntRef, MAX_BITS, bit_length, modulo, to_f64};
use crate::number::float;
use crate::number::{Error, Result};

/// What `a ** b` gives: an integer, or a float if `b` is negative.
#[derive(Clone, Debug, PartialEq)]
pub enum Power {
    /// The exponent was not negative.
    Int(Int),
    /// The exponent was negative.
    Float(f64),
}

/// `a ** b`; a power beyond [`MAX_BITS`] is a `MemoryError`.
pub fn pow(a: IntRef, b: IntRef) -> Result<Power> {
    if b.is_negative() {
        return float::real_pow(to_f64(a)?, to_f64(b)?).map(Power::Float);
    }
    Ok(Power::Int(match (a.to_i64(), b.to_u64()) {
        (_, Some(0)) | (Some(1), _) => Int::Small(1),
        (Some(0), _) => Int::Small(0),
        (Some(-1), _) => Int::Small(if b.is_odd() { -1 } else { 1 }),
        (_, Some(exponent)) => raise(a, exponent)?,
        (_, None) => return Err(Error::memory()),
    }))
}

/// A power; if it is beyond [`MAX_BITS`], or nearly so, a `MemoryError`.
pub(super) fn raise(a: IntRef, exponent: u64) -> Result<Int> {
    let bits = bit_length(a).saturating_sub(1).saturating_mul(exponent);
    let exponent = match u32::try_from(exponent) {
        Ok(exponent) if bits <= MAX_BITS => exponent,
        _ => return Err(Error::memory()),
    };
    if let IntRef::Small(a) = a
        && let Some(power) = a.checked_pow(exponent)
    {
        return Ok(Int::Small(power));
    }
    // Powers of two are shifts; the others are computed without their twos, which squaring would
    // drag along.
    let base = a.to_big();
    Ok(match base.trailing_zeros() {
        Some(twos) if twos > 0 => {
            let odd = base.as_ref() >> twos;
            (odd.pow(exponent) << (twos * u64::from(exponent))).into()
        }
        _ => base.pow(exponent).into(),
    })
}

/// `pow(a, b, modulus)`; the result has the sign of the modulus.
pub fn pow_mod(a: IntRef, b: IntRef, modulus: IntRef) -> Result<Int> {
    if modulus.is_zero() {
        return Err(Error::value("pow() 3rd argument cannot be 0"));
    }
    let signed_modulus = modulus;
    let modulus = modulus.to_big().magnitude().clone();
    if modulus.is_one() {
        return Ok(Int::Small(0));
    }
    let base = reduce(a, &modulus)?;
    let base = if b.is_negative() { inverse(&base, &modulus)? } else { base };
    let power: Int = match (word(&base), word(&modulus)) {
        (Some(base), Some(modulus)) => pow_mod_word(base, &exponent_words(b), modulus).into(),
        _ => BigInt::from(base.modpow(b.to_big().magnitude(), &modulus)).into(),
    };
    modulo(power.as_ref(), signed_modulus)
}

fn reduce(a: IntRef, modulus: &BigUint) -> Result<BigUint> {
    let reduced = modulo(a, IntRef::Big(&modulus.clone().into()))?;
    Ok(reduced.as_ref().to_big().magnitude().clone())
}

fn inverse(a: &BigUint, modulus: &BigUint) -> Result<BigUint> {
    a.modinv(modulus).ok_or_else(|| Error::value("base is not invertible for the given modulus"))
}

fn word(value: &BigUint) -> Option<u64> {
    let mut words = value.iter_u64_digits();
    match words.len() {
        0 => Some(0),
        1 => words.next(),
        _ => None,
    }
}

fn exponent_words(b: IntRef) -> Vec<u64> {
    match b {
        IntRef::Small(b) => vec![b.unsigned_abs()],
        IntRef::Big(b) => b.iter_u64_digits().collect(),
    }
}

/// Square and multiply in machine words: the usual case, a modulus such as `10**9 + 7`, needs no
/// allocation.
fn pow_mod_word(base: u64, exponent: &[u64], modulus: u64) -> u64 {
    if let Ok(modulus) = u32::try_from(modulus) {
        let modulus = u64::from(modulus);
        return square_and_multiply(base, exponent, |a, b| a * b % modulus);
    }
    let modulus = u128::from(modulus);
    square_and_multiply(base, exponent, |a, b| (u128::from(a) * u128::from(b) % modulus) as u64)
}

fn square_and_multiply(base: u64, exponent: &[u64], mul: impl Fn(u64, u64) -> u64) -> u64 {
    let mut power = None;
    for word in exponent.iter().rev() {
        for bit in (0..64).rev() {
            power = power.map(|power| mul(power, power));
            if word >> bit & 1 == 1 {
                power = Some(power.map_or(base, |power| mul(power, base)));
            }
        }
    }
    power.unwrap_or(1)
}
