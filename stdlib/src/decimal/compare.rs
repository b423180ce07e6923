//! The order of numbers, by value and in total; the largest and the smallest.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::context::Context;
use super::{Decimal, Kind, pow10};

/// Compares what finite or infinite numbers are without their signs.
pub(super) fn magnitudes(a: &Decimal, b: &Decimal) -> Ordering {
    match (a.is_infinite(), b.is_infinite()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        _ => {}
    }
    match (a.is_zero(), b.is_zero()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Less,
        (false, true) => return Ordering::Greater,
        _ => {}
    }
    // With first digits at the same place, the exponents differ by no more than there are digits.
    a.adjusted().cmp(&b.adjusted()).then_with(|| match a.exponent.cmp(&b.exponent) {
        Ordering::Equal => a.coefficient.cmp(&b.coefficient),
        Ordering::Greater => (&a.coefficient * difference(a, b)).cmp(&b.coefficient),
        Ordering::Less => a.coefficient.cmp(&(&b.coefficient * difference(b, a))),
    })
}

fn difference(higher: &Decimal, lower: &Decimal) -> BigUint {
    pow10((higher.exponent - lower.exponent) as u64).unwrap_or_default()
}

/// Compares two numbers that are no NaNs.
pub fn values(a: &Decimal, b: &Decimal) -> Ordering {
    if a.is_zero() && b.is_zero() {
        return Ordering::Equal;
    }
    match (a.negative && !a.is_zero(), b.negative && !b.is_zero()) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => magnitudes(a, b),
        (true, true) => magnitudes(b, a),
    }
}

fn as_number(order: Ordering) -> Decimal {
    Decimal::whole(order as i8)
}

/// -1, 0 or 1; a NaN if one of them is.
pub fn compare(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    c.nans(&[a, b]).unwrap_or_else(|| as_number(values(a, b)))
}

/// The same, where every NaN is an invalid operation.
pub fn compare_signal(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    match c.nans(&[a, b]) {
        Some(nan) => {
            c.invalid(0);
            nan
        }
        None => as_number(values(a, b)),
    }
}

/// The order of everything that can be written: NaNs have a place, and numbers with equal values are ordered by exponent.
pub fn total(a: &Decimal, b: &Decimal) -> Ordering {
    if a.negative != b.negative {
        return if a.negative { Ordering::Less } else { Ordering::Greater };
    }
    let order = total_magnitude(a, b);
    if a.negative { order.reverse() } else { order }
}

/// The same without the signs.
pub fn total_magnitude(a: &Decimal, b: &Decimal) -> Ordering {
    let rank = |d: &Decimal| match d.kind {
        Kind::Finite | Kind::Infinite => 0,
        Kind::SignalingNan => 1,
        Kind::Nan => 2,
    };
    rank(a).cmp(&rank(b)).then_with(|| {
        if a.is_nan() {
            a.coefficient.cmp(&b.coefficient)
        } else {
            magnitudes(a, b).then_with(|| a.exponent.cmp(&b.exponent))
        }
    })
}

/// `total` as a number.
pub fn compare_total(_: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    as_number(total(a, b))
}

/// `total_magnitude` as a number.
pub fn compare_total_mag(_: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    as_number(total_magnitude(a, b))
}

/// Chooses one of two: the first where `order` says Greater. A quiet NaN beside a number does not count.
fn choose(c: &mut Context, a: &Decimal, b: &Decimal, order: fn(&Decimal, &Decimal) -> Ordering) -> Decimal {
    match (a.kind, b.kind) {
        (Kind::Nan, Kind::Finite | Kind::Infinite) => return c.finish(b.clone()),
        (Kind::Finite | Kind::Infinite, Kind::Nan) => return c.finish(a.clone()),
        _ => {}
    }
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    let chosen = if order(a, b).is_lt() { b } else { a };
    c.finish(chosen.clone())
}

/// The larger one.
pub fn max(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    choose(c, a, b, |a, b| values(a, b).then_with(|| total(a, b)))
}

/// The smaller one.
pub fn min(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    choose(c, a, b, |a, b| values(b, a).then_with(|| total(b, a)))
}

/// The one that is larger without its sign.
pub fn max_mag(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    choose(c, a, b, |a, b| magnitudes(a, b).then_with(|| total(a, b)))
}

/// The one that is smaller without its sign.
pub fn min_mag(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    choose(c, a, b, |a, b| magnitudes(b, a).then_with(|| total(b, a)))
}
