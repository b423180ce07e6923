//! `round(int, digits)`.

use std::cmp::Ordering;

use super::power::raise;
use super::{Int, IntRef, add, bit_length, cmp, divmod, sub};
use crate::number::Result;

/// `round(value, digits)`: to the nearest multiple of `10 ** -digits`, a tie to the even one.
pub fn round(value: IntRef, digits: IntRef) -> Result<Int> {
    if !digits.is_negative() {
        return Ok(value.to_int());
    }
    // Every power of ten adds more than three bits, so this one exceeds twice the value, and needs
    // not be computed.
    let places = match digits.to_i64() {
        Some(digits) if digits.unsigned_abs() <= bit_length(value) / 3 + 2 => digits.unsigned_abs(),
        _ => return Ok(Int::Small(0)),
    };
    let unit = raise(IntRef::Small(10), places)?;
    let unit = unit.as_ref();
    let (quotient, remainder) = divmod(value, unit)?;
    let twice = add(remainder.as_ref(), remainder.as_ref());
    let odd = quotient.as_ref().is_odd();
    let down = sub(value, remainder.as_ref());
    Ok(match cmp(twice.as_ref(), unit) {
        Ordering::Less => down,
        Ordering::Equal if !odd => down,
        _ => add(down.as_ref(), unit),
    })
}
