//! Formatting of values: `format()` and f-strings, `%`, `str.format`.

pub mod percent;
pub mod template;

use crate::exc::R;
use crate::format;
use crate::number::complex;
use crate::number::int::IntRef;
use crate::object::Str;
use crate::ops;
use crate::text::Text;
use crate::types::class_name;
use crate::value::{Unpacked, Value};
use crate::vm::Vm;

/// Calls `f` with the int that `v` is.
pub fn with_int<T>(v: &Value, f: impl FnOnce(IntRef) -> T) -> Option<T> {
    match v.as_i64() {
        Some(i) => Some(f(IntRef::Small(i))),
        None => v.as_bigint().map(|i| f(IntRef::Big(&i))),
    }
}

/// Whether the class may have a `__format__` of its own.
fn is_subclass(v: &Value) -> bool {
    v.header().is_some_and(|h| h.is_subclass())
}

/// `format(v, spec)`. None: `__format__` has to be called. `spec` is a str.
pub fn format(vm: &Vm, v: &Value, spec: &Value) -> R<Option<Value>> {
    if is_subclass(v) {
        return Ok(None);
    }
    let Some(spec) = spec.downcast::<Str>() else {
        return Ok(None);
    };
    if spec.is_empty() {
        return plain(v);
    }
    let mut out = Vec::new();
    Ok(write(vm, v, spec.text(), &mut out)?.then(|| Str::from_wtf8(&out).into()))
}

/// `format(v, spec)` after conversion 1 `str`, 2 `repr`, 3 `ascii`: what an f-string asks for. None: user code is needed.
pub fn value(vm: &Vm, v: &Value, conversion: u8, spec: Option<&Value>) -> R<Option<Value>> {
    let converted = match conversion {
        0 => v.clone(),
        1 => match ops::repr::str_value(v)? {
            Some(v) => v,
            None => return Ok(None),
        },
        n => {
            let text = if n == 2 {
                ops::repr::repr(v)?
            } else {
                ops::repr::ascii(v)?
            };
            match text {
                Some(text) => Str::from_wtf8(&text).into(),
                None => return Ok(None),
            }
        }
    };
    match spec {
        Some(spec) => format(vm, &converted, spec),
        None => plain(&converted),
    }
}

/// `format(v, "")`, which for the built-in types is `str(v)`.
fn plain(v: &Value) -> R<Option<Value>> {
    if is_subclass(v) {
        return Ok(None);
    }
    match v.unpack() {
        Unpacked::Unbound | Unpacked::Object(_) | Unpacked::Type(_) => Ok(None),
        _ => ops::repr::str_value(v),
    }
}

/// Appends `format(v, spec)` of a str or number, of the type itself or a subclass; false for other values.
pub fn write(vm: &Vm, v: &Value, spec: Text, out: &mut Vec<u8>) -> R<bool> {
    match v.unpack() {
        Unpacked::Str(s) => format::str(s.text(), spec, &class_name(v), out)?,
        Unpacked::Int(_) | Unpacked::BigInt(_) | Unpacked::Bool(_) => {
            let limit = vm.int_max_str_digits;
            let name = class_name(v);
            match with_int(v, |i| format::int(i, spec, &name, limit, out)) {
                Some(done) => done?,
                None => return Ok(false),
            }
        }
        Unpacked::Float(f) => format::float(f, spec, &class_name(v), out)?,
        Unpacked::Complex(c) => {
            let value = complex::Complex { re: c.re, im: c.im };
            format::complex(value, spec, &class_name(v), out)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
