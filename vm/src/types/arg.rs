//! Reading the arguments of native functions, with CPython's words for what is wrong with them.

use crate::exc::{Exc, R, overflow_error, type_error};
use crate::heap::Obj;
use crate::object::Str;
use crate::ops::item::slice;
use crate::types::class_name;
use crate::value::Value;

/// The argument, or None where it was not given or is `None`.
pub fn some(v: &Value) -> Option<&Value> {
    if v.is_unbound() || v.is_none() { None } else { Some(v) }
}

/// An int as a size.
pub fn size(v: &Value) -> R<isize> {
    v.as_i64()
        .and_then(|n| isize::try_from(n).ok())
        .ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))
}

/// An int as a size; `default` if it was not given.
pub fn size_or(v: &Value, default: isize) -> R<isize> {
    match v.given() {
        Some(v) => size(v),
        None => Ok(default),
    }
}

/// An int as C's `int`; `default` if it was not given.
pub fn c_int_or(v: &Value, default: i32) -> R<i32> {
    match v.given() {
        Some(v) => v
            .as_i64()
            .and_then(|n| i32::try_from(n).ok())
            .ok_or_else(|| overflow_error("Python int too large to convert to C int")),
        None => Ok(default),
    }
}

/// A bound of a slice; none if it is not given or None. What is beyond any sequence is put at its limit.
pub fn bound(v: &Value) -> Option<isize> {
    slice::clamped(some(v)?)
}

/// `split()`'s count: none if there is no limit.
pub fn limit(v: &Value) -> R<Option<usize>> {
    Ok(usize::try_from(size_or(v, -1)?).ok())
}

/// The TypeError for an argument of a wrong type: `replace() argument 1 must be str, not int`.
#[cold]
pub fn wrong(what: &str, expected: &str, v: &Value) -> Exc {
    let found = if v.is_none() { "None".to_owned() } else { class_name(v) };
    type_error(format!("{what} must be {expected}, not {found}"))
}

/// A str; `what` names the argument in the error.
pub fn str<'a>(v: &'a Value, what: &str) -> R<&'a Str> {
    v.downcast::<Str>().ok_or_else(|| wrong(what, "str", v))
}

/// A str that C code reads up to a null character, which it therefore must not contain.
pub fn c_str<'a>(v: &'a Value, what: &str) -> R<&'a Str> {
    let s = str(v, what)?;
    if s.bytes().contains(&0) {
        return Err(crate::exc::value_error("embedded null character"));
    }
    Ok(s)
}

/// Refuses text that cannot be written as UTF-8.
pub fn utf8(s: &Obj<Str>) -> R<()> {
    let Err(e) = std::str::from_utf8(s.bytes()) else { return Ok(()) };
    let at = String::from_utf8_lossy(&s.bytes()[..e.valid_up_to()]).chars().count();
    Err(Exc::with_args(
        crate::exc::ExcKind::UnicodeEncodeError,
        vec!["utf-8".into(), s.value().clone(), at.into(), (at + 1).into(), "surrogates not allowed".into()],
    ))
}
