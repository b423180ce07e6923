//! Equality and order of numbers, which are exact: an int is not rounded to be compared with a float.

use std::cmp::Ordering;

use super::CompareOp;
use crate::number::int::{self, IntRef};
use crate::object::TypeFlags;
use crate::ops::number::Number;
use crate::value::Value;

/// Two values as numbers whose classes leave the comparisons alone; none if one is something else.
#[inline]
pub(super) fn pair<'a>(l: &'a Value, r: &'a Value) -> Option<(Number<'a>, Number<'a>)> {
    const USER: u32 = TypeFlags::USER_EQ;
    Some((Number::unless(l, USER)?, Number::unless(r, USER)?))
}

/// `a op b`. None if the pair has no order.
#[inline]
pub fn rich(op: CompareOp, a: Number, b: Number) -> Option<bool> {
    match op {
        CompareOp::Eq => Some(equal(a, b)),
        CompareOp::Ne => Some(!equal(a, b)),
        // Nothing is less or greater than a NaN, or equal to it.
        _ => order(a, b).map(|order| order.is_some_and(|order| op.holds(order))),
    }
}

/// Whether two numbers are equal.
#[inline]
pub fn equal(a: Number, b: Number) -> bool {
    match (a, b) {
        (Number::Small(a), Number::Small(b)) => a == b,
        (Number::Float(a), Number::Float(b)) => a == b,
        (Number::Complex(a), Number::Complex(b)) => a.re == b.re && a.im == b.im,
        (Number::Complex(c), other) | (other, Number::Complex(c)) => c.im == 0.0 && equal(Number::Float(c.re), other),
        (a, b) => order(a, b) == Some(Some(Ordering::Equal)),
    }
}

/// The order of two numbers. None: one is complex, and there is no order; Some(None): one is a NaN.
#[inline]
pub fn order(a: Number, b: Number) -> Option<Option<Ordering>> {
    Some(match (a, b) {
        (Number::Small(a), Number::Small(b)) => Some(a.cmp(&b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Small(a), Number::Float(b)) => with_float(a, b),
        (Number::Float(a), Number::Small(b)) => with_float(b, a).map(Ordering::reverse),
        _ => return rest(a, b),
    })
}

#[inline(never)]
fn rest(a: Number, b: Number) -> Option<Option<Ordering>> {
    Some(match (a, b) {
        (Number::Complex(_), _) | (_, Number::Complex(_)) => return None,
        (Number::Big(a), Number::Float(b)) => int::cmp_float(IntRef::Big(a), b),
        (Number::Float(a), Number::Big(b)) => int::cmp_float(IntRef::Big(b), a).map(Ordering::reverse),
        (a, b) => Some(int::cmp(a.int()?, b.int()?)),
    })
}

fn with_float(a: i64, b: f64) -> Option<Ordering> {
    if a.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS {
        return (a as f64).partial_cmp(&b);
    }
    int::cmp_float(IntRef::Small(a), b)
}
