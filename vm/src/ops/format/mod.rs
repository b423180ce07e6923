//! Formatting of values: `format()` and f-strings, `%`, `str.format`.

pub mod number;
pub mod percent;
pub mod template;

use crate::exc::R;
use crate::format;
use crate::number::int::IntRef;
use crate::object::Str;
use crate::ops;
use crate::ops::number::Number;
use crate::text::Text;
use crate::types::class_name;
use crate::value::{Unpacked, Value};

/// Calls `f` with the int that `v` is.
pub fn with_int<T>(v: &Value, f: impl FnOnce(IntRef) -> T) -> Option<T> {
    ops::number::int(v).map(f)
}

/// Whether the class may have a `__format__` of its own.
fn is_subclass(v: &Value) -> bool {
    v.header().is_some_and(|h| h.is_subclass())
}

/// `format(v, spec)`. None: `__format__` has to be called. `spec` is a str.
fn format(v: &Value, spec: &Value) -> R<Option<Value>> {
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
    Ok(write(v, spec.text(), &mut out)?.then(|| Str::from_wtf8(&out).into()))
}

/// `format(v, spec)` after conversion 1 `str`, 2 `repr`, 3 `ascii`: what an f-string asks for. None: user code is needed.
pub fn value(v: &Value, conversion: u8, spec: Option<&Value>) -> R<Option<Value>> {
    let converted = match conversion {
        0 => v.clone(),
        1 => match ops::repr::str_value(v)? {
            Some(v) => v,
            None => return Ok(None),
        },
        n => {
            let text = if n == 2 { ops::repr::repr(v)? } else { ops::repr::ascii(v)? };
            match text {
                Some(text) => Str::from_wtf8(&text).into(),
                None => return Ok(None),
            }
        }
    };
    match spec {
        Some(spec) => format(&converted, spec),
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
fn write(v: &Value, spec: Text, out: &mut Vec<u8>) -> R<bool> {
    if let Some(n) = Number::of(v) {
        number::write(v, n, spec, out)?;
        return Ok(true);
    }
    match v.downcast::<Str>() {
        Some(s) => format::str(s.text(), spec, &class_name(v), out)?,
        None => return Ok(false),
    }
    Ok(true)
}
