//! A float as an integer times a power of two, and back.

/// The mantissa and exponent of the absolute value of a finite float, which is `mantissa *
/// 2**exponent` exactly. The mantissa has at most 53 bits, and all 53 unless the float is
/// subnormal.
pub(crate) fn parts(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = bits & (IMPLICIT - 1);
    match (bits >> 52) as i32 & 0x7ff {
        0 => (fraction, LOWEST),
        biased => (fraction | IMPLICIT, biased - 1 + LOWEST),
    }
}

/// The float nearest to `mantissa * 2**exponent`, a tie going to the even one; nothing if that is
/// too large.
///
/// `more` says that the true value is a little above that, by less than one unit of the mantissa's
/// lowest bit. The mantissa then needs more than 53 bits.
pub(crate) fn from_parts(mantissa: u128, exponent: i64, more: bool) -> Option<f64> {
    if mantissa == 0 {
        return Some(0.0);
    }
    let length = i64::from(u128::BITS - mantissa.leading_zeros());
    // The lowest bit of the result is 53 bits below the highest, but never below the smallest
    // float.
    let lowest = (exponent.saturating_add(length) - 53).max(i64::from(LOWEST));
    let dropped = lowest.saturating_sub(exponent);
    let (mut kept, half_or_more, above_half) = match dropped {
        ..=0 => (mantissa << -dropped, false, false),
        1..=127 => {
            let rest = mantissa & ((1 << dropped) - 1);
            let half = 1 << (dropped - 1);
            (mantissa >> dropped, rest >= half, rest > half || (rest == half && more))
        }
        128 => (0, mantissa >= 1 << 127, mantissa > 1 << 127 || (mantissa == 1 << 127 && more)),
        _ => (0, false, false),
    };
    if above_half || (half_or_more && kept & 1 == 1) {
        kept += 1;
    }
    let kept = kept as u64;
    let (kept, lowest) = if kept == IMPLICIT << 1 { (IMPLICIT, lowest + 1) } else { (kept, lowest) };
    let biased = lowest - i64::from(LOWEST) + 1;
    match kept {
        ..IMPLICIT => Some(f64::from_bits(kept)),
        _ if biased > 0x7fe => None,
        _ => Some(f64::from_bits((biased as u64) << 52 | (kept - IMPLICIT))),
    }
}

/// The bit that a normal float's stored fraction leaves out.
const IMPLICIT: u64 = 1 << 52;

/// The exponent of a subnormal float's lowest bit.
const LOWEST: i32 = -1074;
