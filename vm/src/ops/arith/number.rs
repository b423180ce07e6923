//! Operators on numbers.

use super::{BinaryOp, UnaryOp};
use crate::exc::R;
use crate::number::complex::{self, Complex};
use crate::number::int::{self, IntRef};
use crate::number::{Result, float};
use crate::object::TypeFlags;
use crate::ops::number::Number;
use crate::value::Value;

/// The integers up to here, on both sides of zero, are all floats.
const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;

/// `l op r` for two numbers whose classes leave the operators alone.
#[inline]
pub(super) fn binary(op: BinaryOp, l: &Value, r: &Value) -> R<Option<Value>> {
    const USER: u32 = TypeFlags::USER_OPERATOR;
    let (Some(a), Some(b)) = (Number::unless(l, USER), Number::unless(r, USER)) else {
        return Ok(None);
    };
    if l.is_bool() && r.is_bool() {
        return bools(op, l.is_true(), r.is_true());
    }
    compute(op, a, b)
}

/// `a op b`, where bools count as ints. None if the pair has no such operator.
#[inline]
pub fn compute(op: BinaryOp, a: Number, b: Number) -> R<Option<Value>> {
    match (a, b) {
        (Number::Small(a), Number::Small(b)) => words(op, a, b),
        (Number::Float(a), Number::Float(b)) => floats(op, a, b),
        (Number::Float(a), Number::Small(b)) => floats(op, a, b as f64),
        (Number::Small(a), Number::Float(b)) => floats(op, a as f64, b),
        _ => rest(op, a, b),
    }
}

/// `a op b` of two bools: bitwise operators give a bool.
fn bools(op: BinaryOp, a: bool, b: bool) -> R<Option<Value>> {
    match op {
        BinaryOp::And => Ok(Some(Value::bool(a & b))),
        BinaryOp::Or => Ok(Some(Value::bool(a | b))),
        BinaryOp::Xor => Ok(Some(Value::bool(a ^ b))),
        _ => words(op, a.into(), b.into()),
    }
}

/// Two inline ints, whose sum and difference cannot overflow a word.
fn words(op: BinaryOp, a: i64, b: i64) -> R<Option<Value>> {
    Ok(Some(match op {
        BinaryOp::Add => Value::from(a + b),
        BinaryOp::Sub => Value::from(a - b),
        BinaryOp::Mul => match a.checked_mul(b) {
            Some(product) => Value::from(product),
            None => int::Int::from(i128::from(a) * i128::from(b)).into(),
        },
        BinaryOp::TrueDiv if b != 0 && a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT => {
            Value::from(a as f64 / b as f64)
        }
        BinaryOp::And => Value::from(a & b),
        BinaryOp::Or => Value::from(a | b),
        BinaryOp::Xor => Value::from(a ^ b),
        _ => return ints(op, IntRef::Small(a), IntRef::Small(b)),
    }))
}

fn ints(op: BinaryOp, a: IntRef, b: IntRef) -> R<Option<Value>> {
    Ok(Some(match op {
        BinaryOp::Add => int::add(a, b).into(),
        BinaryOp::Sub => int::sub(a, b).into(),
        BinaryOp::Mul => int::mul(a, b)?.into(),
        BinaryOp::TrueDiv => int::true_div(a, b)?.into(),
        BinaryOp::FloorDiv => int::floor_div(a, b)?.into(),
        BinaryOp::Mod => int::modulo(a, b)?.into(),
        BinaryOp::Pow => int::pow(a, b)?.into(),
        BinaryOp::LShift => int::shl(a, b)?.into(),
        BinaryOp::RShift => int::shr(a, b)?.into(),
        BinaryOp::And => int::and(a, b).into(),
        BinaryOp::Or => int::or(a, b).into(),
        BinaryOp::Xor => int::xor(a, b).into(),
        BinaryOp::MatMul => return Ok(None),
    }))
}

fn floats(op: BinaryOp, a: f64, b: f64) -> R<Option<Value>> {
    Ok(Some(match op {
        BinaryOp::Add => Value::from(a + b),
        BinaryOp::Sub => Value::from(a - b),
        BinaryOp::Mul => Value::from(a * b),
        BinaryOp::TrueDiv => float::div(a, b)?.into(),
        BinaryOp::FloorDiv => float::floor_div(a, b)?.into(),
        BinaryOp::Mod => float::modulo(a, b)?.into(),
        BinaryOp::Pow => float::pow(a, b)?.into(),
        _ => return Ok(None),
    }))
}

fn complexes(op: BinaryOp, a: Complex, b: Complex) -> R<Option<Value>> {
    Ok(Some(match op {
        BinaryOp::Add => complex::add(a, b).into(),
        BinaryOp::Sub => complex::sub(a, b).into(),
        BinaryOp::Mul => complex::mul(a, b).into(),
        BinaryOp::TrueDiv => complex::div(a, b)?.into(),
        BinaryOp::Pow => complex::pow(a, b)?.into(),
        _ => return Ok(None),
    }))
}

/// Pairs with a large int or a complex number.
#[inline(never)]
fn rest(op: BinaryOp, a: Number, b: Number) -> R<Option<Value>> {
    if let (Some(a), Some(b)) = (a.int(), b.int()) {
        return ints(op, a, b);
    }
    // An operator that the pair does not have is refused before an int that is too large for a float.
    let complex = matches!(a, Number::Complex(_)) || matches!(b, Number::Complex(_));
    match op {
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::TrueDiv | BinaryOp::Pow => {}
        BinaryOp::FloorDiv | BinaryOp::Mod if !complex => {}
        _ => return Ok(None),
    }
    if complex {
        complexes(op, to_complex(a)?, to_complex(b)?)
    } else {
        floats(op, to_complex(a)?.re, to_complex(b)?.re)
    }
}

fn to_complex(n: Number) -> Result<Complex> {
    Ok(match n {
        Number::Small(i) => Complex::from(i as f64),
        Number::Big(i) => Complex::from(int::to_f64(IntRef::Big(i))?),
        Number::Float(f) => Complex::from(f),
        Number::Complex(c) => c,
    })
}

impl From<int::Power> for Value {
    fn from(power: int::Power) -> Value {
        match power {
            int::Power::Int(i) => i.into(),
            int::Power::Float(f) => f.into(),
        }
    }
}

impl From<float::Power> for Value {
    fn from(power: float::Power) -> Value {
        match power {
            float::Power::Float(f) => f.into(),
            float::Power::Complex(c) => c.into(),
        }
    }
}

/// `op v` for a number whose class leaves the operators alone.
#[inline]
pub(super) fn unary(op: UnaryOp, v: &Value) -> Option<Value> {
    let n = Number::unless(v, TypeFlags::USER_OPERATOR)?;
    compute_unary(op, v, n)
}

/// `op n`, where `v` is the value that was seen as `n`. None if the number has no such operator.
pub fn compute_unary(op: UnaryOp, v: &Value, n: Number) -> Option<Value> {
    Some(match (op, n) {
        (UnaryOp::Neg, Number::Small(i)) => Value::from(-i),
        (UnaryOp::Neg, Number::Big(i)) => int::neg(IntRef::Big(i)).into(),
        (UnaryOp::Neg, Number::Float(f)) => Value::from(-f),
        (UnaryOp::Neg, Number::Complex(c)) => complex::neg(c).into(),
        (UnaryOp::Pos, n) => plain(v, n),
        (UnaryOp::Invert, Number::Small(i)) => Value::from(!i),
        (UnaryOp::Invert, Number::Big(i)) => int::invert(IntRef::Big(i)).into(),
        (UnaryOp::Invert, Number::Float(_) | Number::Complex(_)) => return None,
    })
}

/// The same number as an instance of the number type itself: `v` if it is one.
pub fn plain(v: &Value, n: Number) -> Value {
    match n {
        Number::Small(i) => Value::small_int(i),
        _ if v.header().is_none_or(|h| !h.is_subclass()) => v.clone(),
        Number::Big(i) => i.clone().into(),
        Number::Float(f) => f.into(),
        Number::Complex(c) => c.into(),
    }
}

/// `abs(n)`
pub fn absolute(v: &Value, n: Number) -> R {
    Ok(match n {
        Number::Small(i) => Value::from(i.abs()),
        Number::Big(i) if i.sign() == num_bigint::Sign::Minus => int::neg(IntRef::Big(i)).into(),
        Number::Big(_) => plain(v, n),
        Number::Float(f) => f.abs().into(),
        Number::Complex(c) => complex::abs(c)?.into(),
    })
}

/// `divmod(a, b)`. None if the pair does not have it.
pub fn divmod(a: Number, b: Number) -> R<Option<(Value, Value)>> {
    if let (Some(a), Some(b)) = (a.int(), b.int()) {
        let (quotient, remainder) = int::divmod(a, b)?;
        return Ok(Some((quotient.into(), remainder.into())));
    }
    if matches!(a, Number::Complex(_)) || matches!(b, Number::Complex(_)) {
        return Ok(None);
    }
    let (quotient, remainder) = float::divmod(to_complex(a)?.re, to_complex(b)?.re)?;
    Ok(Some((quotient.into(), remainder.into())))
}
