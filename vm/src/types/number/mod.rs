//! What the number types' methods have in common.

pub mod rows;

use crate::exc::{R, type_error};
use crate::heap::{self, Kind};
use crate::native::Next;
use crate::number::float;
use crate::number::int::{self, IntRef};
use crate::object::{Complex, Float, Int, NativeFunction, Str, Tuple, TypeRef};
use crate::ops;
use crate::ops::arith::number::{absolute, compute, compute_unary, divmod, plain};
use crate::ops::arith::{BinaryOp, UnaryOp};
use crate::ops::compare::CompareOp;
use crate::ops::compare::number::{equal, order};
use crate::ops::number::Number;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// The numbers that a type's methods take as operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tower {
    /// Ints.
    Int,
    /// Ints and floats.
    Real,
    /// All of them.
    Complex,
}

impl Tower {
    fn number<'a>(self, v: &'a Value) -> Option<Number<'a>> {
        let n = Number::of(v)?;
        let fits = match n {
            Number::Small(_) | Number::Big(_) => true,
            Number::Float(_) => self != Tower::Int,
            Number::Complex(_) => self == Tower::Complex,
        };
        fits.then_some(n)
    }

    fn pair<'a>(self, l: &'a Value, r: &'a Value) -> Option<(Number<'a>, Number<'a>)> {
        Some((self.number(l)?, self.number(r)?))
    }
}

/// A method of a binary operator.
pub fn operate(tower: Tower, op: BinaryOp, l: &Value, r: &Value) -> R {
    let Some((a, b)) = tower.pair(l, r) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(compute(op, a, b)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// A method of a comparison.
pub fn compare(tower: Tower, op: CompareOp, l: &Value, r: &Value) -> R {
    let Some((a, b)) = tower.pair(l, r) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(match op {
        CompareOp::Eq => Value::bool(equal(a, b)),
        CompareOp::Ne => Value::bool(!equal(a, b)),
        _ => match order(a, b) {
            Some(order) => Value::bool(order.is_some_and(|order| op.holds(order))),
            None => Value::NOT_IMPLEMENTED,
        },
    })
}

/// `__divmod__` and `__rdivmod__`
pub fn divide(tower: Tower, l: &Value, r: &Value) -> R {
    let Some((a, b)) = tower.pair(l, r) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(match divmod(a, b)? {
        Some((quotient, remainder)) => Tuple::from_vec(vec![quotient, remainder]).into(),
        None => Value::NOT_IMPLEMENTED,
    })
}

/// The number that a method's receiver is.
pub fn receiver(args: &[Value]) -> R<(&Value, Number<'_>)> {
    args.first().and_then(|v| Some((v, Number::of(v)?))).ok_or_else(|| type_error("descriptor requires a number"))
}

/// A method of a unary operator.
pub fn operate_unary(op: UnaryOp, args: &[Value]) -> R {
    let (v, n) = receiver(args)?;
    Ok(compute_unary(op, v, n).unwrap_or(Value::NOT_IMPLEMENTED))
}

/// `__abs__`
pub fn abs(_: &mut Vm, args: &[Value]) -> R {
    let (v, n) = receiver(args)?;
    absolute(v, n)
}

/// The receiver as an instance of the number type itself: `conjugate`, `__int__`, `numerator`, ...
pub fn itself(_: &mut Vm, args: &[Value]) -> R {
    let (v, n) = receiver(args)?;
    Ok(plain(v, n))
}

/// `round(v, digits)`: an int if there are no digits. None for a complex number, which cannot be rounded.
pub fn rounded(v: &Value, n: Number, digits: Option<&Value>) -> R<Option<Value>> {
    let digits = digits.and_then(ops::number::int);
    Ok(Some(match (n, digits) {
        (Number::Complex(_), _) => return Ok(None),
        (Number::Float(f), Some(digits)) => float::round(f, digits)?.into(),
        (Number::Float(f), None) => int::from_f64(f.round_ties_even())?.into(),
        (Number::Small(i), Some(digits)) if digits.is_negative() => int::round(IntRef::Small(i), digits)?.into(),
        (Number::Big(i), Some(digits)) if digits.is_negative() => int::round(IntRef::Big(i), digits)?.into(),
        (n, _) => plain(v, n),
    }))
}

/// `__round__`
pub fn round(_: &mut Vm, args: &[Value]) -> R {
    let (v, n) = receiver(args)?;
    Ok(rounded(v, n, args[1].given())?.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// `__bool__`
pub fn truth(_: &mut Vm, args: &[Value]) -> R {
    let (_, n) = receiver(args)?;
    Ok(Value::bool(match n {
        Number::Small(i) => i != 0,
        Number::Big(i) => i.sign() != num_bigint::Sign::NoSign,
        Number::Float(f) => f != 0.0,
        Number::Complex(c) => c.re != 0.0 || c.im != 0.0,
    }))
}

/// `__hash__`
pub fn hash(_: &mut Vm, args: &[Value]) -> R {
    let (v, n) = receiver(args)?;
    Ok(Value::from(ops::hash::number(v, n) as i64))
}

/// `__repr__`
pub fn repr(_: &mut Vm, args: &[Value]) -> R {
    let (_, n) = receiver(args)?;
    let mut out = Vec::new();
    ops::repr::number::write_number(n, &mut out)?;
    Ok(Str::from_wtf8(&out).into())
}

/// `__format__`
pub fn format(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let (v, n) = receiver(args)?;
    let Some(spec) = args[1].downcast::<Str>() else {
        let found = class_name(&args[1]);
        return Err(type_error(format!("__format__() argument must be str, not {found}")));
    };
    if spec.is_empty() {
        if v.header().is_none_or(|h| !h.is_subclass()) {
            return Ok(Next::Value(ops::repr::str_value(v)?.unwrap_or(Value::NONE)));
        }
        let f = vm.prelude("str_of")?;
        return Ok(Next::call(f, [v.clone()]));
    }
    let mut out = Vec::new();
    ops::format::number::write(v, n, spec.text(), &mut out)?;
    Ok(Next::Value(Str::from_wtf8(&out).into()))
}

/// Whether a number's class, being derived, has a method of this name in Python.
pub fn has_own(v: &Value, name: &Value) -> bool {
    v.header().is_some_and(|h| {
        let method = || h.class_ref().lookup(name);
        h.is_subclass() && method().is_some_and(|f| !f.is_a::<NativeFunction>())
    })
}

/// A number of the class itself as an instance of `cls`, which is it or derived from it.
pub fn of_class(cls: &TypeRef, v: Value) -> Value {
    if !cls.is_heap_type() {
        return v;
    }
    match (cls.layout.kind, Number::of(&v)) {
        (Kind::Int, Some(n)) => match n.int() {
            Some(i) => heap::new_with_type(cls, Int(i.to_big().into_owned())).into(),
            None => v,
        },
        (Kind::Float, Some(Number::Float(f))) => heap::new_with_type(cls, Float(f)).into(),
        (Kind::Complex, Some(Number::Complex(c))) => heap::new_with_type(cls, Complex { re: c.re, im: c.im }).into(),
        _ => v,
    }
}
