//! Helpers of `bytes.py`.

use crate::buffer;
use crate::exc::{R, system_error, type_error};
use crate::native::{Def, class_arg, pure, this};
use crate::object::{ByteArray, Bytes, List, Str};
use crate::types::bytearray;
use crate::types::bytes::methods;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_bytes_new(cls, contents, /)", bytes_new, ""),
    pure("_bytearray_set(array, contents, /)", bytearray_set, ""),
    pure("_zeros(count, /)", zeros, ""),
    pure("_items_to_bytes(items, name, /)", items_to_bytes, ""),
    pure("_is_buffer(v, /)", is_buffer, ""),
];

/// An object of `bytes` or a class derived from it.
fn bytes_new(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    let exact = class.is(&crate::types::of_kind(crate::heap::Kind::Bytes));
    if exact && a[1].is_a::<Bytes>() {
        return Ok(a[1].clone());
    }
    methods::of_class(&class, &buffer::require(&a[1])?)
}

fn bytearray_set(_: &mut Vm, a: &[Value]) -> R {
    let contents = buffer::require(&a[1])?.to_vec();
    bytearray::set_all(this::<ByteArray>(a)?, contents)?;
    Ok(Value::NONE)
}

fn zeros(_: &mut Vm, a: &[Value]) -> R {
    Ok(Bytes::new(&methods::zeros(&a[0])?).into())
}

/// The bytes that the ints in a list are, for the type of this name.
fn items_to_bytes(_: &mut Vm, a: &[Value]) -> R {
    let items = this::<List>(a)?.items();
    let name =
        a[1].downcast::<Str>().and_then(Str::as_str).ok_or_else(|| system_error("the name of a type is a str"))?;
    match methods::items_to_bytes(&items, name)? {
        Some(bytes) => Ok(Bytes::new(&bytes).into()),
        None => Err(type_error("an integer is required")),
    }
}

fn is_buffer(_: &mut Vm, a: &[Value]) -> R {
    Ok(buffer::is_buffer(&a[0]).into())
}
