//! What works on exponents, digits and neighbours: quantize, whole numbers, next numbers, shifts, logic.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::compare::values;
use super::context::{Context, Rounding, signal};
use super::{Decimal, Kind, arith, digits, pow10, trailing_zeros};

/// A finite number with another exponent; None where there is no memory for its digits.
fn rescale(c: &mut Context, d: &Decimal, exponent: i64) -> Option<Decimal> {
    if d.is_zero() {
        return Some(Decimal { exponent, ..d.clone() });
    }
    if d.exponent >= exponent {
        let coefficient = c.scaled(&d.coefficient, (d.exponent - exponent) as u64)?;
        return Some(Decimal { coefficient, exponent, ..d.clone() });
    }
    let (coefficient, inexact) = c.shorten(d.negative, &d.coefficient, exponent - d.exponent);
    c.raise(signal::ROUNDED | if inexact { signal::INEXACT } else { 0 });
    Some(Decimal { coefficient, exponent, ..d.clone() })
}

/// `a` with the exponent of `b`.
pub fn quantize(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    match (a.is_infinite(), b.is_infinite()) {
        (true, true) => return a.clone(),
        (false, false) => {}
        _ => return c.invalid(0),
    }
    quantize_to(c, a, b.exponent)
}

/// A finite number with this exponent, if the context has room for its digits.
pub(super) fn quantize_to(c: &mut Context, a: &Decimal, exponent: i64) -> Decimal {
    if exponent < c.etiny() || exponent > c.emax {
        return c.invalid(0);
    }
    if !a.is_zero() && (a.adjusted() > c.emax || a.adjusted() - exponent + 1 > c.prec) {
        return c.invalid(0);
    }
    let mut quiet = Context { raised: 0, ..*c };
    let Some(result) = rescale(&mut quiet, a, exponent) else { return c.no_memory() };
    if result.adjusted() > c.emax || result.digits() > c.prec {
        return c.invalid(0);
    }
    if !result.is_zero() && result.adjusted() < c.emin {
        c.raise(signal::SUBNORMAL);
    }
    c.raise(quiet.raised);
    c.finish(result)
}

/// A whole number; reports what was cut off.
pub fn to_integral_exact(c: &mut Context, a: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a]) {
        return nan;
    }
    if !a.is_finite() || a.exponent >= 0 {
        return a.clone();
    }
    rescale(c, a, 0).unwrap_or_else(Decimal::nan)
}

/// A whole number; reports nothing but signaling NaNs.
pub fn to_integral_value(c: &mut Context, a: &Decimal) -> Decimal {
    let before = c.raised;
    let result = to_integral_exact(c, a);
    c.raised = before | c.raised & (signal::INVALID_OPERATION | signal::NO_MEMORY);
    result
}

/// Without zeros at the end.
pub fn normalize(c: &mut Context, a: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a]) {
        return nan;
    }
    let d = c.finish(a.clone());
    if !d.is_finite() {
        return d;
    }
    if d.is_zero() {
        return Decimal { exponent: 0, ..d };
    }
    let most = if c.clamp { c.etop() } else { c.emax };
    let count = trailing_zeros(&d.coefficient).min((most - d.exponent).max(0) as u64);
    let coefficient = d.coefficient / pow10(count).unwrap_or(BigUint::from(1u8));
    Decimal { coefficient, exponent: d.exponent + count as i64, kind: d.kind, negative: d.negative }
}

/// The exponent of the first digit, as a number.
pub fn logb(c: &mut Context, a: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a]) {
        return nan;
    }
    if a.is_infinite() {
        return Decimal::infinity(false);
    }
    if a.is_zero() {
        c.raise(signal::DIVISION_BY_ZERO);
        return Decimal::infinity(true);
    }
    c.finish(Decimal::whole(a.adjusted()))
}

/// A small whole number, written as one.
fn small_integer(d: &Decimal) -> Option<i64> {
    (d.is_finite() && d.exponent == 0).then(|| d.truncated())?.and_then(|n| i64::try_from(&n).ok())
}

/// `a * 10 ** b`
pub fn scaleb(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    let limit = 2i64.saturating_mul(c.emax.saturating_add(c.prec));
    let Some(n) = small_integer(b).filter(|n| n.unsigned_abs() <= limit.unsigned_abs()) else {
        return c.invalid(0);
    };
    if a.is_infinite() {
        return a.clone();
    }
    c.finish(Decimal { exponent: a.exponent.saturating_add(n), ..a.clone() })
}

/// The last `count` digits.
fn last_digits(n: &BigUint, count: i64) -> BigUint {
    match pow10(count as u64) {
        Some(power) => n % power,
        // There are not as many digits as that.
        None => n.clone(),
    }
}

/// How far to shift or rotate.
fn places(c: &mut Context, a: &Decimal, b: &Decimal) -> Result<i64, Decimal> {
    if let Some(nan) = c.nans(&[a, b]) {
        return Err(nan);
    }
    match small_integer(b).filter(|n| n.unsigned_abs() <= c.prec.unsigned_abs()) {
        None => Err(c.invalid(0)),
        Some(_) if a.is_infinite() => Err(a.clone()),
        Some(n) => Ok(n),
    }
}

/// The digits shifted to the left, or the right.
pub fn shift(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    let n = match places(c, a, b) {
        Ok(n) => n,
        Err(result) => return result,
    };
    let digits = last_digits(&a.coefficient, c.prec);
    let moved = if n < 0 {
        pow10(n.unsigned_abs()).map_or(BigUint::ZERO, |power| digits / power)
    } else {
        // What leaves at the left needs no memory.
        let stay = last_digits(&digits, c.prec - n);
        if stay == BigUint::ZERO {
            stay
        } else {
            match c.scaled(&stay, n as u64) {
                Some(moved) => moved,
                None => return Decimal::nan(),
            }
        }
    };
    Decimal { coefficient: moved, ..a.clone() }
}

/// The digits rotated to the left, or the right, in as many places as the precision has.
pub fn rotate(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    let n = match places(c, a, b) {
        Ok(n) => n,
        Err(result) => return result,
    };
    let left = n.rem_euclid(c.prec);
    let (Some(power), Some(up)) = (pow10((c.prec - left) as u64), pow10(left as u64)) else {
        return c.no_memory();
    };
    let digits = last_digits(&a.coefficient, c.prec);
    let head = &digits / &power;
    let tail = digits - &head * power;
    Decimal { coefficient: tail * up + head, ..a.clone() }
}

/// The next larger number.
pub fn next_plus(c: &mut Context, a: &Decimal) -> Decimal {
    next(c, a, Rounding::Ceiling)
}

/// The next smaller number.
pub fn next_minus(c: &mut Context, a: &Decimal) -> Decimal {
    next(c, a, Rounding::Floor)
}

fn next(c: &mut Context, a: &Decimal, rounding: Rounding) -> Decimal {
    if let Some(nan) = c.nans(&[a]) {
        return nan;
    }
    let up = rounding == Rounding::Ceiling;
    if a.is_infinite() {
        return if a.negative == up { c.largest(a.negative) } else { a.clone() };
    }
    let mut quiet = Context { rounding, ..*c };
    quiet.raised = 0;
    let rounded = quiet.finish(a.clone());
    if !rounded.is_finite() || values(&rounded, a).is_ne() {
        return rounded;
    }
    quiet.raised = 0;
    let least = Decimal::new(!up, BigUint::from(1u8), c.etiny() - 1);
    let result = arith::add(&mut quiet, a, &least);
    c.raise(quiet.raised & signal::NO_MEMORY);
    result
}

/// The number beside `a` in the direction of `b`.
pub fn next_toward(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    let result = match values(a, b) {
        Ordering::Equal => return a.clone().with_sign(b.negative),
        Ordering::Less => next_plus(c, a),
        Ordering::Greater => next_minus(c, a),
    };
    if result.is_infinite() {
        c.raise(signal::OVERFLOW | signal::ROUNDED | signal::INEXACT);
    } else if result.adjusted() < c.emin {
        c.raise(signal::UNDERFLOW | signal::SUBNORMAL | signal::ROUNDED | signal::INEXACT);
        if result.is_zero() {
            c.raise(signal::CLAMPED);
        }
    }
    result
}

/// The digits of an operand of a logical function: zeros and ones only, of which the last ones count.
fn logical(c: &Context, d: &Decimal) -> Option<Vec<u8>> {
    if !d.is_finite() || d.negative || d.exponent != 0 {
        return None;
    }
    let mut digits = d.coefficient.to_radix_le(10);
    let valid = digits.iter().all(|&x| x <= 1);
    digits.truncate(usize::try_from(c.prec).unwrap_or(usize::MAX));
    valid.then_some(digits)
}

fn combine(c: &mut Context, a: &Decimal, b: &Decimal, f: fn(u8, u8) -> u8) -> Decimal {
    let (Some(x), Some(y)) = (logical(c, a), logical(c, b)) else {
        return c.invalid(0);
    };
    let at = |v: &[u8], i: usize| v.get(i).copied().unwrap_or(0);
    let bits: Vec<u8> = (0..x.len().max(y.len())).map(|i| f(at(&x, i), at(&y, i))).collect();
    Decimal::new(false, BigUint::from_radix_le(&bits, 10).unwrap_or_default(), 0)
}

/// Digit by digit: both.
pub fn logical_and(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    combine(c, a, b, |x, y| x & y)
}

/// Digit by digit: one at least.
pub fn logical_or(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    combine(c, a, b, |x, y| x | y)
}

/// Digit by digit: one of the two.
pub fn logical_xor(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    combine(c, a, b, |x, y| x ^ y)
}

/// Digit by digit, of all digits that the precision allows: the other one.
pub fn logical_invert(c: &mut Context, a: &Decimal) -> Decimal {
    let Some(digits) = logical(c, a) else {
        return c.invalid(0);
    };
    let own = BigUint::from_radix_le(&digits, 10).unwrap_or_default();
    match pow10(c.prec as u64) {
        Some(power) => Decimal::new(false, (power - 1u8) / 9u8 - own, 0),
        None => c.no_memory(),
    }
}

/// Whether both have the same exponent, or are both infinite, or both NaNs.
pub fn same_quantum(a: &Decimal, b: &Decimal) -> bool {
    if a.is_finite() && b.is_finite() {
        return a.exponent == b.exponent;
    }
    a.is_nan() && b.is_nan() || a.is_infinite() && b.is_infinite()
}

/// Whether it is not zero and has the full precision.
pub fn is_normal(c: &Context, a: &Decimal) -> bool {
    a.is_finite() && !a.is_zero() && a.adjusted() >= c.emin
}

/// Whether it is not zero and too small for the full precision.
pub fn is_subnormal(c: &Context, a: &Decimal) -> bool {
    a.is_finite() && !a.is_zero() && a.adjusted() < c.emin
}

/// What kind of number it is, in words.
pub fn class(c: &Context, a: &Decimal) -> &'static str {
    match (a.kind, a.negative) {
        (Kind::SignalingNan, _) => "sNaN",
        (Kind::Nan, _) => "NaN",
        (Kind::Infinite, true) => "-Infinity",
        (Kind::Infinite, false) => "+Infinity",
        (_, true) if a.is_zero() => "-Zero",
        (_, false) if a.is_zero() => "+Zero",
        (_, true) if is_subnormal(c, a) => "-Subnormal",
        (_, false) if is_subnormal(c, a) => "+Subnormal",
        (_, true) => "-Normal",
        (_, false) => "+Normal",
    }
}

/// Cuts a number to so many digits, by the way of rounding that the context has; nothing is reported.
pub(super) fn round_to_digits(c: &Context, d: &Decimal, count: i64) -> Decimal {
    let surplus = d.digits() - count;
    if surplus <= 0 {
        return d.clone();
    }
    let (coefficient, _) = c.shorten(d.negative, &d.coefficient, surplus);
    let exponent = d.exponent + surplus;
    if digits(&coefficient) as i64 > count {
        return Decimal { coefficient: coefficient / 10u8, exponent: exponent + 1, ..d.clone() };
    }
    Decimal { coefficient, exponent, ..d.clone() }
}

/// A number with this exponent, whatever the precision; nothing is reported. None if there is no memory for it.
pub(super) fn at_exponent(c: &Context, d: &Decimal, exponent: i64) -> Option<Decimal> {
    let mut quiet = *c;
    rescale(&mut quiet, d, exponent)
}
