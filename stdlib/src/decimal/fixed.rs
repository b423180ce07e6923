//! Numbers with a fixed binary point: the constants and series that exponentials and logarithms are made of.
//!
//! A number `x` with `bits` places stands for `x / 2**bits`. Every function is exact but for a few units of the last place; who
//! calls them asks for some more places than are needed.

use num_bigint::BigInt;

/// One.
pub(super) fn one(bits: u64) -> BigInt {
    BigInt::from(1) << bits
}

/// `atanh(1 / n)`, by its series.
fn atanh_of_inverse(n: u32, bits: u64) -> BigInt {
    let square = n * n;
    let mut power = one(bits) / n;
    let mut sum = power.clone();
    let mut k = 1u32;
    while power != BigInt::ZERO {
        power /= square;
        k += 2;
        sum += &power / k;
    }
    sum
}

/// The logarithm of ten.
pub(super) fn ln10(bits: u64) -> BigInt {
    // 10 is 2**3 * 5/4, and 5/4 is (1 + 1/9) / (1 - 1/9).
    let guard = bits + 16;
    ((atanh_of_inverse(3, guard) * 3 + atanh_of_inverse(9, guard)) << 1u8) >> 16u8
}

/// `e ** x` for an `x` that is not large.
pub(super) fn exp(x: &BigInt, bits: u64) -> BigInt {
    // e**x is (e**(x / 2**halvings)) ** (2**halvings), and the series is short for small x. Each squaring doubles the error.
    let halvings = (bits as f64).sqrt() as u64 / 2 + 4;
    let guard = bits + 2 * halvings + 16;
    let reduced = (x << (guard - bits)) >> halvings;
    let mut term = one(guard);
    let mut sum = term.clone();
    let mut n = 1u32;
    loop {
        term = ((&term * &reduced) >> guard) / n;
        // The shift rounds downwards, so a negative term ends at -1 or 0.
        if term == BigInt::ZERO || term == BigInt::from(-1) {
            break;
        }
        sum += &term;
        n += 1;
    }
    for _ in 0..halvings {
        sum = (&sum * &sum) >> guard;
    }
    sum >> (guard - bits)
}

/// The logarithm of a positive number that is neither large nor very small.
pub(super) fn ln(x: &BigInt, bits: u64) -> BigInt {
    // Each step y += 2 (x - e**y) / (x + e**y) makes the number of correct places three times as large. The first ones are a
    // float's, and each step is made with no more places than come out right.
    const START: u64 = 64;
    let top = x.bits() as i64;
    let lead: u64 =
        if top > 62 { u64::try_from(x >> (top - 62) as u64).unwrap_or(0) } else { u64::try_from(x).unwrap_or(0) };
    let shift = (top - 62).max(0) - bits as i64;
    let guess = (lead as f64).ln() + shift as f64 * std::f64::consts::LN_2;
    let mut y = BigInt::from((guess * (1u64 << 52) as f64) as i64);
    let mut places = 52;
    let mut right = 40;
    loop {
        let work = (right * 3).min(bits) + START;
        y = if work >= places { y << (work - places) } else { y >> (places - work) };
        places = work;
        let target = if work >= bits { x << (work - bits) } else { x >> (bits - work) };
        let e = exp(&y, work);
        y += ((&target - &e) << (work + 1)) / (&target + &e);
        if right * 3 >= bits + 8 {
            break;
        }
        right *= 3;
    }
    if places >= bits { y >> (places - bits) } else { y << (bits - places) }
}
