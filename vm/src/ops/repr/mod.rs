//! `repr`, `str` and `ascii`.

pub mod containers;
pub mod number;
pub mod text;

use crate::exc::R;
use crate::heap::Kind;
use crate::object::{Str, TypeFlags};
use crate::text::{Text, repr::escape_wide};
use crate::value::Value;

/// Whether the class has a `__repr__` or `__str__` in Python.
pub fn is_user(v: &Value) -> bool {
    v.header().is_some_and(|h| h.class_ref().any(TypeFlags::USER_STR))
}

/// `repr(v)` in generalised UTF-8. None: user code has to say.
pub fn repr(v: &Value) -> R<Option<Vec<u8>>> {
    let mut out = Vec::new();
    Ok(write(v, &mut out)?.then_some(out))
}

/// Appends `repr(v)`; false if user code has to say, and then what is appended means nothing.
pub fn write(v: &Value, out: &mut Vec<u8>) -> R<bool> {
    if is_user(v) {
        return Ok(false);
    }
    write_builtin(v, out)
}

/// As `write`, whatever the class of `v` itself says: what the built-in type's `__repr__` gives.
pub fn write_builtin(v: &Value, out: &mut Vec<u8>) -> R<bool> {
    match v.header().map(|h| h.kind()) {
        Some(Kind::Str | Kind::Bytes) => Ok(text::write(v, out)),
        Some(Kind::ByteArray) => text::write_array(v, out),
        None | Some(Kind::Int | Kind::Float | Kind::Complex) => number::write(v, out),
        Some(kind) if containers::is_container(kind) => containers::write_container(v, kind, out),
        Some(Kind::Range | Kind::Slice) => containers::write_structure(v, out),
        _ => Ok(false),
    }
}

/// `str(v)` in generalised UTF-8. None: user code has to say.
pub fn str(v: &Value) -> R<Option<Vec<u8>>> {
    if is_user(v) {
        return Ok(None);
    }
    match v.downcast::<Str>() {
        Some(s) => Ok(Some(s.bytes().to_vec())),
        None => repr(v),
    }
}

/// `str(v)` as an object: an exact str itself. None: user code has to say.
pub fn str_value(v: &Value) -> R<Option<Value>> {
    if v.exact::<Str>().is_some() {
        return Ok(Some(v.clone()));
    }
    if let Some(text) = number::text(v) {
        return Ok(Some(text));
    }
    Ok(str(v)?.map(|b| Str::from_wtf8(&b).into()))
}

/// `ascii(v)`. None: user code has to say.
pub fn ascii(v: &Value) -> R<Option<Vec<u8>>> {
    Ok(repr(v)?.map(|repr| {
        let mut out = Vec::with_capacity(repr.len());
        escape_wide(Text::counted(&repr), &mut out);
        out
    }))
}
