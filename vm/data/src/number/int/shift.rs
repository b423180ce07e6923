//! Shifts, with counts of any size.

use num_bigint::BigInt;

use super::{Int, IntRef, MAX_BITS, bit_length};
use crate::number::{Error, Result};

/// `a << count`
pub fn shl(a: IntRef, count: IntRef) -> Result<Int> {
    if count.is_negative() {
        return Err(Error::value("negative shift count"));
    }
    if a.is_zero() {
        return Ok(Int::Small(0));
    }
    // CPython counts in digits of 30 bits in four bytes, whose size has to fit a signed word.
    let Some(bits) = count.to_i128().filter(|bits| bits / 30 <= i128::from(i64::MAX / 4)) else {
        return Err(Error::overflow("too many digits in integer"));
    };
    if bits as u128 > u128::from(MAX_BITS) || bits as u64 + bit_length(a) > MAX_BITS {
        return Err(Error::memory());
    }
    if let IntRef::Small(a) = a
        && bits < 64
    {
        return Ok((i128::from(a) << bits).into());
    }
    Ok((a.to_big().as_ref() << bits as u64).into())
}

/// `a >> count`, rounding down.
pub fn shr(a: IntRef, count: IntRef) -> Result<Int> {
    if count.is_negative() {
        return Err(Error::value("negative shift count"));
    }
    let all = Int::Small(if a.is_negative() { -1 } else { 0 });
    Ok(match (a, count.to_u64()) {
        (_, None) => all,
        (IntRef::Small(a), Some(bits)) => Int::Small(a >> bits.min(63)),
        (IntRef::Big(a), Some(bits)) if bits >= a.bits() => all,
        (IntRef::Big(a), Some(bits)) => BigInt::into(a >> bits),
    })
}
