//! Reading arguments, with CPython's words for what is wrong with them.

use pausa_vm::exc::{overflow_error, type_error};
use pausa_vm::number::int::IntRef;
use pausa_vm::object::Dict;
use pausa_vm::types::class_name;
use pausa_vm::{Exc, ExcKind, R, Value};

/// The argument, or None where it was not given or is `None`.
pub(crate) fn some(v: &Value) -> Option<&Value> {
    v.given().filter(|v| !v.is_none())
}

/// The TypeError for an argument of a wrong type: `open() argument 'mode' must be str, not int`.
#[cold]
pub(crate) fn wrong(what: &str, expected: &str, v: &Value) -> Exc {
    let found = if v.is_none() { "None".to_owned() } else { class_name(v) };
    type_error(format!("{what} must be {expected}, not {found}"))
}

/// An int as C's `int`; the argument has been converted by `index`.
pub(crate) fn c_int(v: &Value) -> R<i32> {
    let Some(n) = v.as_i64() else {
        return Err(overflow_error("Python int too large to convert to C int"));
    };
    i32::try_from(n).map_err(|_| {
        overflow_error(if n > 0 {
            "signed integer is greater than maximum"
        } else {
            "signed integer is less than minimum"
        })
    })
}

/// An int as C's `long`.
pub(crate) fn c_long(v: &Value) -> R<i64> {
    v.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C long"))
}

/// The truth of an argument that was converted by `bool`; `default` if it was not given.
pub(crate) fn flag(v: &Value, default: bool) -> bool {
    v.given().map_or(default, Value::is_true)
}

/// A float or int as a float; the argument has been converted by `float`.
pub(crate) fn float(v: &Value) -> R<f64> {
    if let Some(f) = v.as_float() {
        return Ok(f);
    }
    match v.as_bigint() {
        Some(i) => pausa_vm::number::int::to_f64(IntRef::Big(&i))
            .map_err(|_| overflow_error("int too large to convert to float")),
        None => Err(type_error(format!("must be real number, not {}", class_name(v)))),
    }
}

/// The error for what Pausa does not do.
#[cold]
pub(crate) fn unsupported(what: &str) -> Exc {
    Exc::msg(ExcKind::NotImplementedError, format!("{what} is not supported by Pausa"))
}

/// Sets several names at once.
pub(crate) fn put(dict: &Dict, entries: impl IntoIterator<Item = (&'static str, Value)>) {
    for (name, v) in entries {
        dict.insert_str(name, v);
    }
}

/// The lowest 32 bits of an int of any size, as a checksum takes it.
pub(crate) fn low_bits(v: &Value) -> u32 {
    match (v.as_i64(), v.as_bigint()) {
        (Some(n), _) => n as u32,
        (_, Some(n)) => {
            let low = n.iter_u32_digits().next().unwrap_or(0);
            // Of a negative number the bits are those of its two's complement.
            if n.sign() == num_bigint::Sign::Minus { low.wrapping_neg() } else { low }
        }
        _ => 0,
    }
}
