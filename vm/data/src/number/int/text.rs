//! Integer to text.

use num_bigint::{BigUint, Sign};

use super::{IntRef, bit_length, limbs};
use crate::number::{Error, Result};

/// A radix that is a power of two. Text in these has no length limit, since its cost is linear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Radix {
    /// `bin()`
    Binary,
    /// `oct()`
    Octal,
    /// `hex()`
    Hex,
}

impl Radix {
    /// The radix as a number.
    pub fn value(self) -> u32 {
        match self {
            Radix::Binary => 2,
            Radix::Octal => 8,
            Radix::Hex => 16,
        }
    }

    /// The prefix that marks it in source code.
    pub fn prefix(self) -> &'static str {
        match self {
            Radix::Binary => "0b",
            Radix::Octal => "0o",
            Radix::Hex => "0x",
        }
    }
}

/// `str(value)`, refused with a `ValueError` if it has more than `max_digits` digits (0 for no
/// limit).
pub fn to_decimal(value: IntRef, max_digits: usize) -> Result<String> {
    let big = match value {
        IntRef::Small(value) => return Ok(value.to_string()),
        IntRef::Big(value) => value,
    };
    // The exact count is known only afterwards, but a number that is surely too long is not worth
    // the work.
    let surely = ((bit_length(value).saturating_sub(1)) as f64 * std::f64::consts::LOG10_2) as usize;
    if max_digits != 0 && surely > max_digits {
        return Err(too_long(max_digits));
    }
    let text = decimal(big.magnitude());
    if max_digits != 0 && text.len() > max_digits {
        return Err(too_long(max_digits));
    }
    Ok(if big.sign() == Sign::Minus { format!("-{text}") } else { text })
}

#[cold]
fn too_long(max_digits: usize) -> Error {
    Error::value(format!(
        "Exceeds the limit ({max_digits} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// The digits of the absolute value, without a prefix or a sign.
pub fn to_radix(value: IntRef, radix: Radix) -> String {
    match (value, radix) {
        (IntRef::Small(value), Radix::Binary) => format!("{:b}", value.unsigned_abs()),
        (IntRef::Small(value), Radix::Octal) => format!("{:o}", value.unsigned_abs()),
        (IntRef::Small(value), Radix::Hex) => format!("{:x}", value.unsigned_abs()),
        (IntRef::Big(value), radix) => value.magnitude().to_str_radix(radix.value()),
    }
}

fn decimal(magnitude: &BigUint) -> String {
    /// From this many words on, dividing by large powers of ten, as `num-bigint` does, is faster.
    const DIRECT: u64 = 50;
    if magnitude.bits() <= 64 * DIRECT { decimal_of_words(&mut limbs::of(magnitude)) } else { magnitude.to_string() }
}

/// Divides by 10**19 until nothing is left.
fn decimal_of_words(words: &mut Vec<u64>) -> String {
    const CHUNK: usize = 19;
    let mut chunks = Vec::with_capacity(words.len() + words.len() / 32 + 1);
    while !words.is_empty() {
        let mut remainder = 0;
        for word in words.iter_mut().rev() {
            (*word, remainder) = divide_by_chunk(remainder, *word);
        }
        limbs::trim(words);
        chunks.push(remainder);
    }
    let mut text = chunks.pop().unwrap_or(0).to_string().into_bytes();
    text.reserve(chunks.len() * CHUNK);
    for chunk in chunks.iter().rev() {
        push_padded(&mut text, *chunk);
    }
    String::from_utf8(text).expect("digits are ASCII")
}

/// `(high * 2**64 + low)` divided by 10**19: quotient and remainder. `high` must be below 10**19.
///
/// Möller and Granlund, "Improved division by invariant integers" (2011): 10**19 has its highest
/// bit set, as the method wants, so two products replace a division of two words, which no compiler
/// makes cheap.
fn divide_by_chunk(high: u64, low: u64) -> (u64, u64) {
    const DIVISOR: u64 = 10u64.pow(19);
    const RECIPROCAL: u64 = (u128::MAX / DIVISOR as u128 - (1 << 64)) as u64;
    let estimate = u128::from(RECIPROCAL) * u128::from(high) + (u128::from(high) << 64 | u128::from(low));
    let mut quotient = ((estimate >> 64) as u64).wrapping_add(1);
    let mut remainder = low.wrapping_sub(quotient.wrapping_mul(DIVISOR));
    if remainder > estimate as u64 {
        quotient = quotient.wrapping_sub(1);
        remainder = remainder.wrapping_add(DIVISOR);
    }
    if remainder >= DIVISOR {
        quotient = quotient.wrapping_add(1);
        remainder -= DIVISOR;
    }
    (quotient, remainder)
}

/// Appends 19 digits.
fn push_padded(text: &mut Vec<u8>, mut chunk: u64) {
    let mut digits = [0; 19];
    for pair in digits.rchunks_exact_mut(2) {
        pair.copy_from_slice(&PAIRS[(chunk % 100) as usize]);
        chunk /= 100;
    }
    digits[0] = b'0' + chunk as u8;
    text.extend_from_slice(&digits);
}

/// The digits of the numbers below a hundred.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
};
