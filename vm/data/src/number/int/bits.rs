//! The bits of an integer, whose negative values are an endless two's complement.

use num_bigint::BigInt;

use super::{Int, IntRef};

/// `a & b`
pub fn and(a: IntRef, b: IntRef) -> Int {
    bitwise(a, b, |a, b| a & b, |a, b| a & b)
}

/// `a | b`
pub fn or(a: IntRef, b: IntRef) -> Int {
    bitwise(a, b, |a, b| a | b, |a, b| a | b)
}

/// `a ^ b`
pub fn xor(a: IntRef, b: IntRef) -> Int {
    bitwise(a, b, |a, b| a ^ b, |a, b| a ^ b)
}

/// Most large operands of bitwise operators are 64-bit words that a program masks, so two machine
/// words are tried before a `BigInt` is allocated.
fn bitwise(a: IntRef, b: IntRef, words: impl Fn(i128, i128) -> i128, big: impl Fn(&BigInt, &BigInt) -> BigInt) -> Int {
    match (a.to_i128(), b.to_i128()) {
        (Some(a), Some(b)) => words(a, b).into(),
        _ => big(&a.to_big(), &b.to_big()).into(),
    }
}

/// `~a`
pub fn invert(a: IntRef) -> Int {
    match a {
        IntRef::Small(a) => Int::Small(!a),
        IntRef::Big(a) => Int::from(!a),
    }
}

/// `a.bit_length()`: how many bits the absolute value has.
pub fn bit_length(a: IntRef) -> u64 {
    match a {
        IntRef::Small(a) => u64::from(i64::BITS - a.unsigned_abs().leading_zeros()),
        IntRef::Big(a) => a.bits(),
    }
}

/// `a.bit_count()`: how many bits of the absolute value are set.
pub fn bit_count(a: IntRef) -> u64 {
    match a {
        IntRef::Small(a) => u64::from(a.unsigned_abs().count_ones()),
        IntRef::Big(a) => a.magnitude().count_ones(),
    }
}
