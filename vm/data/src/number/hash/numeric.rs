//! The hash of numbers: the value modulo the prime `2**61 - 1`, with the value's sign.

use num_bigint::{BigInt, Sign};

use super::never_minus_one;
use crate::number::complex::Complex;
use crate::number::float::parts;
use crate::number::int::IntRef;

const BITS: u32 = 61;
const MODULUS: u64 = (1 << BITS) - 1;
const INFINITY: i64 = 314_159;
const IMAGINARY: i64 = 1_000_003;

/// `hash(int)`
pub fn int(value: IntRef) -> i64 {
    match value {
        IntRef::Small(value) if value.unsigned_abs() < MODULUS => never_minus_one(value),
        IntRef::Small(value) => signed(reduce(value.unsigned_abs()), value < 0),
        IntRef::Big(value) => big(value),
    }
}

fn big(value: &BigInt) -> i64 {
    // 2**64 is 8 modulo the prime, so to move up by a word is to move up by three bits.
    let hash = value.iter_u64_digits().rev().fold(0, |hash, word| {
        let sum = rotate(hash, 64) + reduce(word);
        reduce(sum)
    });
    signed(hash, value.sign() == Sign::Minus)
}

/// `hash(float)`; nothing for a NaN, whose hash is that of the object.
pub fn float(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { INFINITY } else { -INFINITY });
    }
    let (mantissa, exponent) = parts(value);
    Some(signed(rotate(mantissa, exponent.rem_euclid(BITS as i32) as u32), value < 0.0))
}

/// `hash(complex)`. `nan_hash` is used for a part that is a NaN.
pub fn complex(value: Complex, nan_hash: i64) -> i64 {
    let re = float(value.re).unwrap_or(nan_hash);
    let im = float(value.im).unwrap_or(nan_hash);
    never_minus_one(re.wrapping_add(im.wrapping_mul(IMAGINARY)))
}

fn signed(hash: u64, negative: bool) -> i64 {
    let hash = hash as i64;
    never_minus_one(if negative { -hash } else { hash })
}

/// A word modulo the prime.
fn reduce(word: u64) -> u64 {
    let folded = (word & MODULUS) + (word >> BITS);
    if folded >= MODULUS { folded - MODULUS } else { folded }
}

/// A residue times a power of two, which in this modulus is a rotation of its 61 bits.
fn rotate(residue: u64, by: u32) -> u64 {
    let by = by % BITS;
    (residue << by & MODULUS) | residue >> (BITS - by)
}
