//! Methods of `int` that other numbers do not have, or not so.

use crate::exc::{R, type_error};
use crate::number::int::{self, IntRef};
use crate::object::Tuple;
use crate::ops::arith::BinaryOp;
use crate::ops::number;
use crate::types::number::{Tower, itself, operate};
use crate::value::Value;
use crate::vm::Vm;

/// The receiver.
pub(super) fn this(args: &[Value]) -> R<IntRef<'_>> {
    args.first().and_then(number::int).ok_or_else(|| type_error("descriptor requires an int"))
}

pub(super) fn pow(base: &Value, exponent: &Value, modulus: &Value) -> R {
    if modulus.is_unbound() || modulus.is_none() {
        return operate(Tower::Int, BinaryOp::Pow, base, exponent);
    }
    match (number::int(base), number::int(exponent), number::int(modulus)) {
        (Some(base), Some(exponent), Some(modulus)) => Ok(int::pow_mod(base, exponent, modulus)?.into()),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

pub(super) fn float(_: &mut Vm, args: &[Value]) -> R {
    Ok(int::to_f64(this(args)?)?.into())
}

pub(super) fn getnewargs(vm: &mut Vm, args: &[Value]) -> R {
    Ok(Tuple::from_vec(vec![itself(vm, args)?]).into())
}

/// As CPython counts: a head of 24 bytes, and four for each 30 bits.
pub(super) fn sizeof(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::from(24 + 4 * int::bit_length(this(args)?).div_ceil(30)))
}

pub(super) fn bit_length(_: &mut Vm, args: &[Value]) -> R {
    Ok(int::bit_length(this(args)?).into())
}

pub(super) fn bit_count(_: &mut Vm, args: &[Value]) -> R {
    Ok(int::bit_count(this(args)?).into())
}

pub(super) fn as_integer_ratio(vm: &mut Vm, args: &[Value]) -> R {
    Ok(Tuple::from_vec(vec![itself(vm, args)?, Value::small_int(1)]).into())
}
