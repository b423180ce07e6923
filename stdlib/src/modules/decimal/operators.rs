//! What operators do with decimal numbers: those that are no numbers here get NotImplemented.

use std::cmp::Ordering;

use pausa_vm::native::{Next, this};
use pausa_vm::object::{Complex, Tuple};
use pausa_vm::ops::compare::CompareOp;
use pausa_vm::{R, Value, Vm};

use super::Parts;
use super::context::current;
use super::convert::operand;
use super::number::{Number, make};
use crate::decimal::{Context, Decimal, Kind, arith, compare, power, signal};

/// An operator with one operand.
pub(super) fn unary(vm: &mut Vm, a: &[Value], f: fn(&mut Context, &Decimal) -> Decimal) -> R {
    let d = &this::<Number>(a)?.0;
    let result = current(vm)?.run(vm, |c| f(c, d))?;
    make(vm, result)
}

fn apply(vm: &mut Vm, x: &Value, y: &Value, f: fn(&mut Context, &Decimal, &Decimal) -> Decimal) -> R {
    let (Some(x), Some(y)) = (operand(x), operand(y)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let result = current(vm)?.run(vm, |c| f(c, &x, &y))?;
    make(vm, result)
}

/// An operator whose left operand is the number.
pub(super) fn binary(vm: &mut Vm, a: &[Value], f: fn(&mut Context, &Decimal, &Decimal) -> Decimal) -> R {
    apply(vm, &a[0], &a[1], f)
}

/// An operator whose right operand is the number.
pub(super) fn reflected(vm: &mut Vm, a: &[Value], f: fn(&mut Context, &Decimal, &Decimal) -> Decimal) -> R {
    apply(vm, &a[1], &a[0], f)
}

/// `divmod(x, y)`
pub(super) fn divmod(vm: &mut Vm, x: &Value, y: &Value) -> R {
    let (Some(x), Some(y)) = (operand(x), operand(y)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (q, r) = current(vm)?.run(vm, |c| arith::divmod(c, &x, &y))?;
    Ok(Tuple::from_array([make(vm, q)?, make(vm, r)?]).into())
}

/// `pow(x, y, m)`
pub(super) fn pow(vm: &mut Vm, x: &Value, y: &Value, m: &Value) -> R {
    let (Some(x), Some(y)) = (operand(x), operand(y)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let result = if m.is_unbound() || m.is_none() {
        current(vm)?.run(vm, |c| power::power(c, &x, &y))?
    } else {
        let Some(m) = operand(m) else { return Ok(Value::NOT_IMPLEMENTED) };
        current(vm)?.run(vm, |c| power::power_modulo(c, &x, &y, &m))?
    };
    make(vm, result)
}

fn holds(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }
}

fn rich(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let d = &this::<Number>(a)?.0;
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let mut raised = 0;
    let converted;
    let other = if let Some(other) = operand(&a[1]) {
        converted = other;
        &*converted
    } else if let Some(x) = real(&a[1], equality) {
        // Whether a float is equal may be asked even where floats are trapped.
        if equality {
            current(vm)?.note(signal::FLOAT_OPERATION);
        } else {
            raised |= signal::FLOAT_OPERATION;
        }
        converted = std::borrow::Cow::Owned(Decimal::from_f64(x));
        &*converted
    } else if a[1].exact::<Complex>().is_some() {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    } else {
        let hook = vm.state::<Parts>().rational.clone();
        return Ok(Next::call(hook, [a[0].clone(), a[1].clone(), name(op).into()]));
    };
    let nan = d.is_nan() || other.is_nan();
    if d.kind == Kind::SignalingNan || other.kind == Kind::SignalingNan || nan && !equality {
        raised |= signal::INVALID_OPERATION;
    }
    if raised != 0 {
        current(vm)?.report(vm, raised)?;
    }
    Ok(Next::Value(Value::bool(if nan { op == CompareOp::Ne } else { holds(op, compare::values(d, other)) })))
}

/// The value of a float, or of a complex number without an imaginary part if that can be equal.
fn real(v: &Value, equality: bool) -> Option<f64> {
    let complex = || v.downcast::<Complex>().filter(|c| equality && c.im == 0.0).map(|c| c.re);
    v.as_float().or_else(complex)
}

fn name(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "eq",
        CompareOp::Ne => "ne",
        CompareOp::Lt => "lt",
        CompareOp::Le => "le",
        CompareOp::Gt => "gt",
        CompareOp::Ge => "ge",
    }
}

pub(super) fn eq(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rich(vm, a, CompareOp::Eq)
}
pub(super) fn ne(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rich(vm, a, CompareOp::Ne)
}
pub(super) fn lt(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rich(vm, a, CompareOp::Lt)
}
pub(super) fn le(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rich(vm, a, CompareOp::Le)
}
pub(super) fn gt(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rich(vm, a, CompareOp::Gt)
}
pub(super) fn ge(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rich(vm, a, CompareOp::Ge)
}
