//! `format()` of numbers.

use std::borrow::Cow;

use crate::exc::R;
use crate::format;
use crate::number::int::IntRef;
use crate::ops::number::{Number, max_str_digits};
use crate::text::Text;
use crate::types::class_name;
use crate::value::Value;

/// Appends `format(v, spec)`, where `n` is the number that `v` was seen as. An empty specification is not for here.
pub fn write(v: &Value, n: Number, spec: Text, out: &mut Vec<u8>) -> R<()> {
    let name = type_name(v, n);
    match n {
        Number::Small(i) => format::int(IntRef::Small(i), spec, &name, max_str_digits(), out)?,
        Number::Big(i) => format::int(IntRef::Big(i), spec, &name, max_str_digits(), out)?,
        Number::Float(f) => format::float(f, spec, &name, out)?,
        Number::Complex(c) => format::complex(c, spec, &name, out)?,
    }
    Ok(())
}

/// The name of the class, which an error may need.
fn type_name(v: &Value, n: Number) -> Cow<'static, str> {
    if v.is_bool() || v.header().is_some_and(|h| h.is_subclass()) {
        return Cow::Owned(class_name(v));
    }
    Cow::Borrowed(match n {
        Number::Small(_) | Number::Big(_) => "int",
        Number::Float(_) => "float",
        Number::Complex(_) => "complex",
    })
}
