//! Methods of `float` that other numbers do not have, or not so.

use crate::exc::{R, type_error, value_error};
use crate::native::{Next, class_arg};
use crate::number::float;
use crate::number::int::from_f64;
use crate::object::Tuple;
use crate::ops::arith::BinaryOp;
use crate::types::number::{Tower, itself, operate};
use crate::types::{arg, of_kind};
use crate::value::Value;
use crate::vm::Vm;

/// The receiver.
fn this(args: &[Value]) -> R<f64> {
    args.first().and_then(Value::as_float).ok_or_else(|| type_error("descriptor requires a float"))
}

pub(super) fn pow(base: &Value, exponent: &Value, modulus: &Value) -> R {
    if !modulus.is_unbound() && !modulus.is_none() {
        return Err(no_modulus());
    }
    operate(Tower::Real, BinaryOp::Pow, base, exponent)
}

/// The TypeError for `pow` with three arguments of which one is a float.
pub(crate) fn no_modulus() -> crate::Exc {
    type_error("pow() 3rd argument not allowed unless all arguments are integers")
}

pub(super) fn trunc(_: &mut Vm, args: &[Value]) -> R {
    Ok(from_f64(this(args)?)?.into())
}

pub(super) fn floor(_: &mut Vm, args: &[Value]) -> R {
    Ok(from_f64(this(args)?.floor())?.into())
}

pub(super) fn ceil(_: &mut Vm, args: &[Value]) -> R {
    Ok(from_f64(this(args)?.ceil())?.into())
}

pub(super) fn getnewargs(vm: &mut Vm, args: &[Value]) -> R {
    Ok(Tuple::from_vec(vec![itself(vm, args)?]).into())
}

pub(super) fn is_integer(_: &mut Vm, args: &[Value]) -> R {
    let f = this(args)?;
    Ok(Value::bool(f.is_finite() && f.fract() == 0.0))
}

pub(super) fn as_integer_ratio(_: &mut Vm, args: &[Value]) -> R {
    let (numerator, denominator) = float::as_integer_ratio(this(args)?)?;
    Ok(Tuple::from_vec(vec![numerator.into(), denominator.into()]).into())
}

pub(super) fn hex(_: &mut Vm, args: &[Value]) -> R {
    Ok(float::to_hex(this(args)?).into())
}

pub(super) fn fromhex(_: &mut Vm, args: &[Value]) -> R<Next> {
    let cls = class_arg(args)?;
    let Ok(text) = arg::str(&args[1], "") else {
        return Err(type_error("bad argument type for built-in operation"));
    };
    let v = float::from_hex(text.text())?.into();
    if cls.is(&of_kind(crate::heap::Kind::Float)) {
        return Ok(Next::Value(v));
    }
    Ok(Next::call(cls.into(), [v]))
}

pub(super) fn getformat(_: &mut Vm, args: &[Value]) -> R {
    let name = arg::str(&args[1], "__getformat__() argument")?;
    match name.bytes() {
        b"double" | b"float" if cfg!(target_endian = "little") => Ok("IEEE, little-endian".into()),
        b"double" | b"float" => Ok("IEEE, big-endian".into()),
        _ => Err(value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}
