//! Integer arithmetic. Division rounds down, and a remainder has its divisor's sign.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;

use super::{Int, IntRef, MAX_BITS, bit_length};
use crate::number::{Error, Result};

/// `a + b`
pub fn add(a: IntRef, b: IntRef) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => match a.checked_add(b) {
            Some(sum) => Int::Small(sum),
            None => Int::from(i128::from(a) + i128::from(b)),
        },
        (IntRef::Big(a), IntRef::Small(b)) | (IntRef::Small(b), IntRef::Big(a)) => (a + b).into(),
        (IntRef::Big(a), IntRef::Big(b)) => (a + b).into(),
    }
}

/// `a - b`
pub fn sub(a: IntRef, b: IntRef) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => match a.checked_sub(b) {
            Some(difference) => Int::Small(difference),
            None => Int::from(i128::from(a) - i128::from(b)),
        },
        (IntRef::Big(a), IntRef::Small(b)) => (a - b).into(),
        (IntRef::Small(a), IntRef::Big(b)) => (a - b).into(),
        (IntRef::Big(a), IntRef::Big(b)) => (a - b).into(),
    }
}

/// `a * b`; a product beyond [`MAX_BITS`] is a `MemoryError`.
pub fn mul(a: IntRef, b: IntRef) -> Result<Int> {
    Ok(match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => match a.checked_mul(b) {
            Some(product) => Int::Small(product),
            None => Int::from(i128::from(a) * i128::from(b)),
        },
        (IntRef::Big(a), IntRef::Small(b)) | (IntRef::Small(b), IntRef::Big(a)) => (a * b).into(),
        (IntRef::Big(a), IntRef::Big(b)) if a.bits() + b.bits() > MAX_BITS => {
            return Err(Error::memory());
        }
        (IntRef::Big(a), IntRef::Big(b)) => (a * b).into(),
    })
}

/// `-a`
pub fn neg(a: IntRef) -> Int {
    match a {
        IntRef::Small(a) => match a.checked_neg() {
            Some(a) => Int::Small(a),
            None => Int::from(-i128::from(a)),
        },
        IntRef::Big(a) => Int::from(-a),
    }
}

/// `abs(a)`
pub fn abs(a: IntRef) -> Int {
    if a.is_negative() { neg(a) } else { a.to_int() }
}

/// `a // b`
pub fn floor_div(a: IntRef, b: IntRef) -> Result<Int> {
    const BY_ZERO: &str = "integer division or modulo by zero";
    match (a, b) {
        (_, b) if b.is_zero() => Err(Error::zero_division(BY_ZERO)),
        (IntRef::Small(a), IntRef::Small(b)) => Ok(floor_div_small(a, b)),
        // A word as the divisor needs neither a `BigInt` of it nor the remainder of a long
        // division.
        (IntRef::Big(a), IntRef::Small(b)) if b > 0 => Ok(floor_div_word(a, b)),
        (a, b) if bit_length(a) < bit_length(b) => {
            Ok(Int::Small(if a.is_zero() || a.is_negative() == b.is_negative() { 0 } else { -1 }))
        }
        (a, b) => {
            let (a, b) = (a.to_big(), b.to_big());
            Ok(match near_div_rem(a.magnitude(), b.magnitude()) {
                Some((quotient, _)) if a.sign() == b.sign() => Int::from(i128::from(quotient)),
                Some((quotient, remainder)) => {
                    Int::from(-i128::from(quotient) - i128::from(remainder != BigUint::ZERO))
                }
                None => a.div_floor(&b).into(),
            })
        }
    }
}

/// `a % b`
pub fn modulo(a: IntRef, b: IntRef) -> Result<Int> {
    const BY_ZERO: &str = "integer modulo by zero";
    match (a, b) {
        (_, b) if b.is_zero() => Err(Error::zero_division(BY_ZERO)),
        (IntRef::Small(a), IntRef::Small(b)) => Ok(Int::Small(mod_small(a, b))),
        (IntRef::Big(a), IntRef::Small(b)) if b > 0 => Ok(Int::Small(mod_word(a, b))),
        (a, b) if bit_length(a) < bit_length(b) => {
            let aside = a.is_zero() || a.is_negative() == b.is_negative();
            Ok(if aside { a.to_int() } else { add(a, b) })
        }
        (a, b) => Ok(a.to_big().mod_floor(&b.to_big()).into()),
    }
}

/// `divmod(a, b)`
pub fn divmod(a: IntRef, b: IntRef) -> Result<(Int, Int)> {
    const BY_ZERO: &str = "integer division or modulo by zero";
    match (a, b) {
        (_, b) if b.is_zero() => Err(Error::zero_division(BY_ZERO)),
        (IntRef::Small(a), IntRef::Small(b)) => Ok((floor_div_small(a, b), Int::Small(mod_small(a, b)))),
        (a, b) => {
            let (quotient, remainder) = a.to_big().div_mod_floor(&b.to_big());
            Ok((quotient.into(), remainder.into()))
        }
    }
}

/// Quotient and remainder of numbers of about the same size, whose quotient is one word: it is estimated by the highest bits, so that
/// one multiplication and one subtraction are all that has to be done with the whole numbers. None: they are not such numbers.
fn near_div_rem(a: &BigUint, b: &BigUint) -> Option<(u64, BigUint)> {
    const WORD: u64 = u64::BITS as u64;
    let shift = b.bits().checked_sub(WORD)?;
    if a < b || a.bits() - b.bits() > 60 {
        return None;
    }
    // The first word of the divisor's bits and what stands over it in the dividend, which has at most 60 bits more.
    let (high_a, high_b) = (bits_from(a, shift), bits_from(b, shift));
    // As the divisor is cut off it is too small, and the quotient too large: by two at most, since the word's highest bit is set.
    let mut quotient = (high_a / high_b) as u64;
    let mut product = b * quotient;
    while product > *a {
        quotient -= 1;
        product -= b;
    }
    Some((quotient, a - product))
}

/// The bits of `n` from number `shift` on, of which there are at most 124.
fn bits_from(n: &BigUint, shift: u64) -> u128 {
    let mut words = n.iter_u64_digits().rev();
    let count = words.len() as u64;
    let below = count.saturating_sub(3) * u64::from(u64::BITS);
    let mut next = || u128::from(words.next().unwrap_or(0));
    // The highest word, and the two below it.
    let (high, low) = match count {
        0 => (0, 0),
        1 => (0, next()),
        2 => (0, next() << 64 | next()),
        _ => (next(), next() << 64 | next()),
    };
    match (shift - below) as u32 {
        0 => low,
        n @ 1..128 => high << (128 - n) | low >> n,
        n => high >> (n - 128),
    }
}

/// The order of two integers.
pub fn cmp(a: IntRef, b: IntRef) -> Ordering {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => a.cmp(&b),
        (IntRef::Big(a), IntRef::Big(b)) => a.cmp(b),
        (a, b) => a.to_big().cmp(&b.to_big()),
    }
}

fn floor_div_small(a: i64, b: i64) -> Int {
    match a.checked_div(b) {
        Some(quotient) => Int::Small(quotient - i64::from((a % b != 0) & ((a < 0) != (b < 0)))),
        None => Int::from(-i128::from(a)),
    }
}

fn mod_small(a: i64, b: i64) -> i64 {
    let remainder = a.wrapping_rem(b);
    if remainder != 0 && (remainder < 0) != (b < 0) { remainder + b } else { remainder }
}

fn floor_div_word(a: &BigInt, b: i64) -> Int {
    let quotient: BigInt = a / b;
    // The division rounds towards zero, so below zero an inexact quotient is one too high.
    let too_high = a.sign() == Sign::Minus && mod_word(a, b) != 0;
    Int::from(if too_high { quotient - 1 } else { quotient })
}

fn mod_word(a: &BigInt, b: i64) -> i64 {
    let remainder = a.magnitude() % b.unsigned_abs();
    let remainder = remainder.iter_u64_digits().next().unwrap_or(0) as i64;
    if a.sign() == Sign::Minus && remainder != 0 { b - remainder } else { remainder }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_of_one_word_are_exact() {
        let mut state = 7u64;
        let mut word = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            state >> (state >> 58)
        };
        let mut near = 0;
        for _ in 0..20_000 {
            let digits = 2 + word() % 5;
            let b = (0..digits).fold(BigUint::ZERO, |n, _| n << 64 | BigUint::from(word()));
            let q = word() >> (word() % 60);
            let r = if b == BigUint::ZERO { BigUint::ZERO } else { BigUint::from(word()) % &b };
            let a = &b * q + &r;
            if let Some((quotient, remainder)) = near_div_rem(&a, &b) {
                near += 1;
                assert_eq!((quotient, remainder), (q, r), "{a} / {b}");
            }
        }
        assert!(near > 5_000);
    }

    #[test]
    fn floors_whatever_the_signs() {
        let n = Int::from(BigInt::from(7) << 200u32);
        let m = Int::from((BigInt::from(2) << 200u32) + 1);
        let minus = |v: &Int| neg(v.as_ref());
        let div = |a: &Int, b: &Int| floor_div(a.as_ref(), b.as_ref()).ok();
        assert_eq!(div(&n, &m), Some(Int::Small(3)));
        assert_eq!(div(&minus(&n), &m), Some(Int::Small(-4)));
        assert_eq!(div(&n, &minus(&m)), Some(Int::Small(-4)));
        assert_eq!(div(&minus(&n), &minus(&m)), Some(Int::Small(3)));
    }
}
