//! Conversions of native functions' arguments, as far as they need no user code.

use crate::exc::{R, overflow_error, type_error};
use crate::names::cached;
use crate::native::Convert;
use crate::object::{Bytes, List, Str, Tuple};
use crate::ops;
use crate::ops::item::slice;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// Converts an argument in place; false if user code is needed for it.
pub fn native(vm: &mut Vm, convert: Convert, v: &mut Value) -> R<bool> {
    let _ = &vm;
    match convert {
        Convert::None => Ok(true),
        Convert::Index => index(v),
        Convert::Count => count(v),
        Convert::Float => float(v),
        Convert::List => list(v),
        Convert::Iter => iter(v),
        Convert::Bool => replace(v, ops::truth(v).map(Value::bool)),
        Convert::Str => {
            let text = ops::repr::str_value(v)?;
            replace(v, text)
        }
        Convert::Path | Convert::File => path(v),
        Convert::FileOrFd if v.is_int() => Ok(true),
        Convert::FileOrFd if slice::has_index(v) && !has(v, cached::__fspath__().value()) => Ok(false),
        Convert::FileOrFd => path(v),
        Convert::Slice => bound(v),
        Convert::Place => place(v),
    }
}

fn replace(v: &mut Value, new: Option<Value>) -> R<bool> {
    match new {
        Some(new) => {
            *v = new;
            Ok(true)
        }
        None => Ok(false),
    }
}

fn has(v: &Value, name: &Value) -> bool {
    class_of(v).lookup(name).is_some()
}

fn index(v: &Value) -> R<bool> {
    if v.is_int() {
        return Ok(true);
    }
    if slice::has_index(v) {
        return Ok(false);
    }
    Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))))
}

fn count(v: &Value) -> R<bool> {
    if v.is_none() || v.is_int() {
        if v.is_int() && v.as_i64().is_none() {
            return Err(overflow_error("cannot fit 'int' into an index-sized integer"));
        }
        return Ok(true);
    }
    if slice::has_index(v) {
        return Ok(false);
    }
    Err(type_error(format!("argument should be integer or None, not '{}'", class_name(v))))
}

fn bound(v: &Value) -> R<bool> {
    if v.is_none() || v.is_int() {
        return Ok(true);
    }
    if slice::has_index(v) {
        return Ok(false);
    }
    Err(slice::not_a_bound())
}

fn place(v: &Value) -> R<bool> {
    if v.is_int() {
        return Ok(true);
    }
    if slice::has_index(v) {
        return Ok(false);
    }
    Err(type_error("slice indices must be integers or have an __index__ method"))
}

fn float(v: &Value) -> R<bool> {
    if v.as_float().is_some() || v.is_int() {
        return Ok(true);
    }
    if has(v, cached::__float__().value()) || slice::has_index(v) {
        return Ok(false);
    }
    Err(type_error(format!("must be real number, not {}", class_name(v))))
}

fn list(v: &mut Value) -> R<bool> {
    if v.exact::<List>().is_some() || v.exact::<Tuple>().is_some() {
        return Ok(true);
    }
    match ops::iterate::collect(v)? {
        Some(items) => replace(v, Some(List::from_vec(items).into())),
        None => iterable(v).map(|()| false),
    }
}

fn iter(v: &mut Value) -> R<bool> {
    match ops::iterate::iter(v)? {
        Some(it) => replace(v, Some(it)),
        None => iterable(v).map(|()| false),
    }
}

/// Whether a value can be iterated over at all, as far as its class tells.
pub fn is_iterable(v: &Value) -> bool {
    let class = class_of(v);
    match class.lookup(cached::__iter__().value()) {
        Some(f) => !f.is_none(),
        None => class.lookup(cached::__getitem__().value()).is_some(),
    }
}

fn iterable(v: &Value) -> R<()> {
    if is_iterable(v) {
        return Ok(());
    }
    Err(type_error(format!("'{}' object is not iterable", class_name(v))))
}

fn path(v: &Value) -> R<bool> {
    if v.is_a::<Str>() || v.is_a::<Bytes>() {
        return Ok(true);
    }
    if has(v, cached::__fspath__().value()) {
        return Ok(false);
    }
    Err(type_error(format!("expected str, bytes or os.PathLike object, not {}", class_name(v))))
}
