//! Sums, products, quotients, remainders and square roots.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};

use super::compare::magnitudes;
use super::context::{Context, Rounding, signal};
use super::{Decimal, digits, pow10, trailing_zeros};

/// The sign of a product.
fn crossed(a: &Decimal, b: &Decimal) -> bool {
    a.negative != b.negative
}

/// `+a`
pub fn plus(c: &mut Context, a: &Decimal) -> Decimal {
    signed(c, a, a.negative)
}

/// `-a`
pub fn minus(c: &mut Context, a: &Decimal) -> Decimal {
    signed(c, a, !a.negative)
}

/// `abs(a)`
pub fn abs(c: &mut Context, a: &Decimal) -> Decimal {
    signed(c, a, false)
}

fn signed(c: &mut Context, a: &Decimal, negative: bool) -> Decimal {
    if let Some(nan) = c.nans(&[a]) {
        return nan;
    }
    // As for 0 + a and 0 - a: a zero has no sign then, unless rounding goes downwards.
    let negative = negative && (!a.is_zero() || c.rounding == Rounding::Floor);
    c.finish(a.clone().with_sign(negative))
}

/// `a + b`
pub fn add(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    if a.is_infinite() || b.is_infinite() {
        return match (a.is_infinite(), b.is_infinite()) {
            (true, true) if crossed(a, b) => c.invalid(0),
            (true, _) => a.clone(),
            _ => b.clone(),
        };
    }
    sum(c, a, b)
}

/// `a - b`
pub fn subtract(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    add(c, a, &b.clone().with_sign(!b.negative))
}

/// The sum of finite numbers.
fn sum(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    let exponent = a.exponent.min(b.exponent);
    let zero_sign = if a.negative == b.negative { a.negative } else { c.rounding == Rounding::Floor };
    match (a.is_zero(), b.is_zero()) {
        (true, true) => return c.finish(Decimal::new(zero_sign, BigUint::ZERO, exponent)),
        (true, false) => return lowered(c, b, exponent),
        (false, true) => return lowered(c, a, exponent),
        _ => {}
    }
    // Where one is far below the other's last digit that counts, only that it is there matters.
    let (high, low) = if a.adjusted() >= b.adjusted() { (a, b) } else { (b, a) };
    let limit = high.exponent.min(high.adjusted().saturating_sub(c.prec)) - 2;
    let tiny;
    let low = if low.adjusted() < limit {
        tiny = Decimal::new(low.negative, BigUint::from(1u8), limit);
        &tiny
    } else {
        low
    };
    let exponent = high.exponent.min(low.exponent);
    let mut aligned = |d: &Decimal| c.scaled(&d.coefficient, (d.exponent - exponent) as u64);
    let (Some(x), Some(y)) = (aligned(high), aligned(low)) else {
        return Decimal::nan();
    };
    let result = if high.negative == low.negative {
        Decimal::new(high.negative, x + y, exponent)
    } else {
        match x.cmp(&y) {
            Ordering::Greater => Decimal::new(high.negative, x - y, exponent),
            Ordering::Less => Decimal::new(low.negative, y - x, exponent),
            Ordering::Equal => Decimal::new(zero_sign, BigUint::ZERO, exponent),
        }
    };
    c.finish(result)
}

/// A number plus a zero with this exponent: with zeros behind it, as many as the precision allows.
fn lowered(c: &mut Context, d: &Decimal, exponent: i64) -> Decimal {
    let exponent = exponent.max(d.exponent.saturating_add(d.digits()).saturating_sub(c.prec).saturating_sub(1));
    if exponent >= d.exponent {
        return c.finish(d.clone());
    }
    match c.scaled(&d.coefficient, (d.exponent - exponent) as u64) {
        Some(coefficient) => c.finish(Decimal::new(d.negative, coefficient, exponent)),
        None => Decimal::nan(),
    }
}

/// The exact product, or a special value.
fn product(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    let negative = crossed(a, b);
    if a.is_infinite() || b.is_infinite() {
        return if a.is_zero() || b.is_zero() { c.invalid(0) } else { Decimal::infinity(negative) };
    }
    Decimal::new(negative, &a.coefficient * &b.coefficient, a.exponent + b.exponent)
}

/// `a * b`
pub fn multiply(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    let exact = product(c, a, b);
    c.finish(exact)
}

/// `a * b + d`, rounded once.
pub fn fma(c: &mut Context, a: &Decimal, b: &Decimal, d: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b, d]) {
        return nan;
    }
    let exact = product(c, a, b);
    if exact.is_nan() { exact } else { add(c, &exact, d) }
}

/// `a / b`
pub fn divide(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    let negative = crossed(a, b);
    match (a.is_infinite(), b.is_infinite()) {
        (true, true) => return c.invalid(0),
        (true, false) => return Decimal::infinity(negative),
        (false, true) => {
            c.raise(signal::CLAMPED);
            return Decimal::new(negative, BigUint::ZERO, c.etiny());
        }
        _ => {}
    }
    if b.is_zero() {
        return divided_by_zero(c, a, negative);
    }
    let ideal = a.exponent - b.exponent;
    if a.is_zero() {
        return c.finish(Decimal::new(negative, BigUint::ZERO, ideal));
    }
    // One digit more than is kept, and the last one says whether there is a remainder.
    let shift = b.digits() - a.digits() + c.prec + 1;
    let scaled;
    let (top, bottom) = if shift >= 0 {
        let Some(top) = c.scaled(&a.coefficient, shift as u64) else { return Decimal::nan() };
        scaled = top;
        (&scaled, &b.coefficient)
    } else {
        let Some(bottom) = c.scaled(&b.coefficient, shift.unsigned_abs()) else { return Decimal::nan() };
        scaled = bottom;
        (&a.coefficient, &scaled)
    };
    let mut quotient = top / bottom;
    let mut exponent = ideal - shift;
    if &quotient * bottom != *top {
        if (&quotient % 5u32) == BigUint::ZERO {
            quotient += 1u8;
        }
    } else {
        let surplus = trailing_zeros(&quotient).min((ideal - exponent).max(0) as u64);
        quotient /= pow10(surplus).unwrap_or(BigUint::from(1u8));
        exponent += surplus as i64;
    }
    c.finish(Decimal::new(negative, quotient, exponent))
}

fn divided_by_zero(c: &mut Context, a: &Decimal, negative: bool) -> Decimal {
    if a.is_zero() {
        return c.invalid(signal::DIVISION_UNDEFINED);
    }
    c.raise(signal::DIVISION_BY_ZERO);
    Decimal::infinity(negative)
}

/// Quotient (cut off) and remainder of finite numbers, the divisor not zero; None if the quotient has too many digits.
fn quotient(c: &mut Context, a: &Decimal, b: &Decimal) -> Option<(BigUint, Decimal)> {
    let exponent = a.exponent.min(b.exponent);
    if a.is_zero() || a.adjusted() < b.adjusted() - 1 {
        let rest = rescaled_down(c, a, if a.is_zero() { exponent } else { a.exponent.min(b.exponent) });
        return Some((BigUint::ZERO, rest));
    }
    if a.adjusted() - b.adjusted() > c.prec {
        return None;
    }
    let x = c.scaled(&a.coefficient, (a.exponent - exponent) as u64)?;
    let y = c.scaled(&b.coefficient, (b.exponent - exponent) as u64)?;
    let q = &x / &y;
    let rest = x - &q * y;
    (digits(&q) as i64 <= c.prec).then(|| (q, Decimal::new(a.negative, rest, exponent)))
}

/// The same value with an exponent that is not larger than its own, as far as the context has room: a digit more says that it
/// has none.
fn rescaled_down(c: &Context, d: &Decimal, exponent: i64) -> Decimal {
    if d.is_zero() {
        return Decimal { exponent, ..d.clone() };
    }
    let exponent = exponent.max(d.exponent + d.digits() - 1 - c.prec.min(super::MOST_DIGITS as i64));
    match pow10((d.exponent - exponent).max(0) as u64) {
        Some(power) if exponent < d.exponent => Decimal::new(d.negative, &d.coefficient * power, exponent),
        _ => d.clone(),
    }
}

/// What `divide_int` and `divmod` give for operands of which one is special, or the divisor zero.
fn special_quotient(c: &mut Context, a: &Decimal, b: &Decimal) -> Option<(Decimal, Decimal)> {
    if let Some(nan) = c.nans(&[a, b]) {
        return Some((nan.clone(), nan));
    }
    if a.is_infinite() {
        let invalid = c.invalid(0);
        let q = if b.is_infinite() { invalid.clone() } else { Decimal::infinity(crossed(a, b)) };
        return Some((q, invalid));
    }
    if b.is_infinite() {
        return Some((Decimal::new(crossed(a, b), BigUint::ZERO, 0), c.finish(a.clone())));
    }
    if !b.is_zero() {
        return None;
    }
    if a.is_zero() {
        let nan = c.invalid(signal::DIVISION_UNDEFINED);
        return Some((nan.clone(), nan));
    }
    c.raise(signal::DIVISION_BY_ZERO | signal::INVALID_OPERATION);
    Some((Decimal::infinity(crossed(a, b)), Decimal::nan()))
}

fn impossible(c: &mut Context) -> Decimal {
    if c.raised & signal::NO_MEMORY != 0 { Decimal::nan() } else { c.invalid(signal::DIVISION_IMPOSSIBLE) }
}

/// The whole part of `a / b`.
pub fn divide_int(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    match (a.is_infinite(), b.is_infinite()) {
        (true, true) => return c.invalid(0),
        (true, false) => return Decimal::infinity(crossed(a, b)),
        (false, true) => return Decimal::new(crossed(a, b), BigUint::ZERO, 0),
        _ if b.is_zero() => return divided_by_zero(c, a, crossed(a, b)),
        _ => {}
    }
    match quotient(c, a, b) {
        Some((q, _)) => c.finish(Decimal::new(crossed(a, b), q, 0)),
        None => impossible(c),
    }
}

/// `a % b`: what is left of `a`, with its sign.
pub fn remainder(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    if a.is_infinite() {
        return c.invalid(0);
    }
    if b.is_infinite() {
        return c.finish(a.clone());
    }
    if b.is_zero() {
        return c.invalid(if a.is_zero() { signal::DIVISION_UNDEFINED } else { 0 });
    }
    match quotient(c, a, b) {
        Some((_, rest)) => c.finish(rest),
        None => impossible(c),
    }
}

/// Whole quotient and remainder.
pub fn divmod(c: &mut Context, a: &Decimal, b: &Decimal) -> (Decimal, Decimal) {
    if let Some(pair) = special_quotient(c, a, b) {
        return pair;
    }
    match quotient(c, a, b) {
        Some((q, rest)) => (c.finish(Decimal::new(crossed(a, b), q, 0)), c.finish(rest)),
        None => {
            let nan = impossible(c);
            (nan.clone(), nan)
        }
    }
}

/// What is left of `a` after the multiple of `b` that is nearest to it.
pub fn remainder_near(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if a.is_nan() || b.is_nan() || a.is_infinite() || b.is_infinite() || b.is_zero() {
        return remainder(c, a, b);
    }
    let Some((mut q, mut rest)) = quotient(c, a, b) else {
        return impossible(c);
    };
    let mut twice = rest.clone();
    twice.coefficient <<= 1u8;
    let half = magnitudes(&twice, b);
    if half.is_gt() || half.is_eq() && q.bit(0) {
        q += 1u8;
        // |rest| - |b|, at an exponent that both have.
        let exponent = rest.exponent.min(b.exponent);
        let mut at = |d: &Decimal| c.scaled(&d.coefficient, (d.exponent - exponent) as u64).map(BigInt::from);
        let (Some(x), Some(y)) = (at(&rest), at(b)) else { return Decimal::nan() };
        let (sign, coefficient) = (x - y).into_parts();
        rest = Decimal::new(a.negative != (sign == Sign::Minus), coefficient, exponent);
    }
    if digits(&q) as i64 > c.prec {
        return impossible(c);
    }
    c.finish(rest)
}

/// The square root, rounded half to even.
pub fn sqrt(c: &mut Context, a: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a]) {
        return nan;
    }
    let ideal = a.exponent.div_euclid(2);
    if a.is_zero() {
        return c.finish(Decimal::new(a.negative, BigUint::ZERO, ideal));
    }
    if a.negative {
        return c.invalid(0);
    }
    if a.is_infinite() {
        return a.clone();
    }
    // The coefficient with an even exponent, long enough for one digit more than the precision.
    let odd = a.exponent.rem_euclid(2);
    let length = a.digits() + odd;
    let wanted = c.prec + 1;
    let shift = wanted - (length + 1) / 2;
    let (radicand, mut exact) = if shift >= 0 {
        let Some(radicand) = c.scaled(&a.coefficient, (odd + 2 * shift) as u64) else { return Decimal::nan() };
        (radicand, true)
    } else {
        let Some(full) = c.scaled(&a.coefficient, odd as u64) else { return Decimal::nan() };
        let power = pow10((-2 * shift) as u64).unwrap_or(BigUint::from(1u8));
        let cut = &full / &power;
        let exact = &cut * &power == full;
        (cut, exact)
    };
    let mut root = radicand.sqrt();
    exact = exact && &root * &root == radicand;
    let mut exponent = ideal - shift;
    if exact {
        let surplus = (ideal - exponent).max(0) as u64;
        let surplus = surplus.min(trailing_zeros(&root));
        root /= pow10(surplus).unwrap_or(BigUint::from(1u8));
        exponent += surplus as i64;
        if exponent > ideal
            && let Some(padded) = c.scaled(&root, (exponent - ideal) as u64)
            && digits(&padded) as i64 <= c.prec
        {
            (root, exponent) = (padded, ideal);
        }
    } else if (&root % 5u32) == BigUint::ZERO {
        root += 1u8;
    }
    let mut half_even = Context { rounding: Rounding::HalfEven, ..*c };
    let result = half_even.finish(Decimal::new(false, root, exponent));
    c.raised = half_even.raised;
    result
}
