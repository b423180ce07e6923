//! Integer arithmetic. Division rounds down, and a remainder has its divisor's sign.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
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
        (a, b) => Ok(a.to_big().div_floor(&b.to_big()).into()),
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
