//! Magnitudes as slices of 64-bit words, the least significant first, for the few loops that work
//! on words.

use num_bigint::BigUint;

/// The words of a magnitude, without leading zeros.
pub(super) fn of(magnitude: &BigUint) -> Vec<u64> {
    magnitude.iter_u64_digits().collect()
}

/// The magnitude that has these words.
pub(super) fn to_magnitude(words: &[u64]) -> BigUint {
    match words {
        [] => BigUint::ZERO,
        [word] => BigUint::from(*word),
        words => BigUint::new(words.iter().flat_map(|&word| [word as u32, (word >> 32) as u32]).collect()),
    }
}

/// Removes leading zeros.
pub(super) fn trim(words: &mut Vec<u64>) {
    while words.last() == Some(&0) {
        words.pop();
    }
}

/// `words = words * factor + addend`
pub(super) fn mul_add(words: &mut Vec<u64>, factor: u64, addend: u64) {
    let mut carry = u128::from(addend);
    for word in words.iter_mut() {
        carry += u128::from(*word) * u128::from(factor);
        *word = carry as u64;
        carry >>= 64;
    }
    if carry != 0 {
        words.push(carry as u64);
    }
}
