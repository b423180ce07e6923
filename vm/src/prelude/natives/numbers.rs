//! Helpers about numbers.

use crate::buffer;
use crate::exc::{R, type_error};
use crate::native::{Def, Next, pure, tail};
use crate::number::int::{ByteOrder, from_bytes};
use crate::object::{Str, Type};
use crate::ops::arith::number::plain;
use crate::ops::number::Number;
use crate::types::{complex, float, int, number};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_plain_number(x, /)", plain_number, ""),
    pure("_number_of_class(cls, x, /)", of_class, ""),
    pure("_int_with_base(x, base, /)", int_with_base, ""),
    pure("_read_int(x, /)", read_int, ""),
    tail("_int_from_buffer(cls, data, order, signed, /)", int_from_buffer, ""),
    pure("_read_float(x, /)", read_float, ""),
    pure("_check_complex_parts(real, imag, has_imag, /)", check_complex_parts, ""),
    pure("_complex_of_parts(cls, real, imag, has_imag, /)", complex_of_parts, ""),
];

fn plain_number(_: &mut Vm, args: &[Value]) -> R {
    Ok(match Number::of(&args[0]) {
        Some(n) => plain(&args[0], n),
        None => args[0].clone(),
    })
}

fn of_class(_: &mut Vm, args: &[Value]) -> R {
    match args[0].cast::<Type>() {
        Some(cls) => Ok(number::of_class(&cls, args[1].clone())),
        None => Err(type_error("expected a class")),
    }
}

fn int_with_base(_: &mut Vm, args: &[Value]) -> R {
    int::new::with_base(&args[0], args[1].as_i64().unwrap_or(-1))
}

fn read_int(_: &mut Vm, args: &[Value]) -> R {
    int::new::read(&args[0], 10)?.ok_or_else(|| int::new::not_a_number(&args[0]))
}

fn int_from_buffer(_: &mut Vm, args: &[Value]) -> R<Next> {
    let Some(cls) = args[0].cast::<Type>() else {
        return Err(type_error("expected a class"));
    };
    let order = args[2].downcast::<Str>().map(|s| s.to_lossy().into_owned());
    let order = ByteOrder::parse(&order.unwrap_or_default())?;
    let bytes = buffer::require(&args[1])?;
    Ok(int::bytes::made(&cls, from_bytes(&bytes, order, args[3].is_true()).into()))
}

fn read_float(_: &mut Vm, args: &[Value]) -> R {
    match float::new::read(&args[0])? {
        Some(f) => Ok(f.into()),
        None => Err(float::new::not_a_number(&args[0])),
    }
}

fn check_complex_parts(_: &mut Vm, args: &[Value]) -> R {
    if !complex::new::is_convertible(&args[0]) {
        return Err(complex::new::bad_first(&args[0]));
    }
    if args[2].is_true() && !complex::new::is_convertible(&args[1]) {
        return Err(complex::new::bad_second(&args[1]));
    }
    Ok(Value::NONE)
}

fn complex_of_parts(_: &mut Vm, args: &[Value]) -> R {
    let part = |v: &Value| complex::new::converted(v).ok_or_else(|| type_error("expected a float or complex"));
    let imag = if args[3].is_true() { Some(part(&args[2])?) } else { None };
    complex::new::joined(&args[0], part(&args[1])?, imag)
}
