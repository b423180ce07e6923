//! `repr` of numbers and of the constants.

use crate::exc::R;
use crate::number::int::{IntRef, to_decimal};
use crate::number::{complex, float};
use crate::object::Str;
use crate::ops::number::{Number, max_str_digits};
use crate::value::Value;

/// The longest decimal text of an inline int.
const LONGEST: usize = 20;

/// Appends the `repr` of a number, of the type itself or of a subclass, or of a constant; false for other values.
pub fn write(v: &Value, out: &mut Vec<u8>) -> R<bool> {
    if v.header().is_none()
        && let Some(name) = constant(v)
    {
        out.extend_from_slice(name.as_bytes());
        return Ok(true);
    }
    match Number::of(v) {
        Some(n) => write_number(n, out).map(|()| true),
        None => Ok(false),
    }
}

/// Appends the `repr` of a number.
pub fn write_number(n: Number, out: &mut Vec<u8>) -> R<()> {
    match n {
        Number::Small(i) => out.extend_from_slice(decimal(i, &mut [0; LONGEST])),
        Number::Big(i) => {
            let text = to_decimal(IntRef::Big(i), max_str_digits())?;
            out.extend_from_slice(text.as_bytes());
        }
        Number::Float(f) => out.extend_from_slice(float::repr(f).as_bytes()),
        Number::Complex(c) => out.extend_from_slice(complex::repr(c).as_bytes()),
    }
    Ok(())
}

/// `str(v)` of the numbers that are written most often.
#[inline]
pub fn text(v: &Value) -> Option<Value> {
    let i = v.as_small_int()?;
    Some(Str::try_ascii(decimal(i, &mut [0; LONGEST]))?.into())
}

fn constant(v: &Value) -> Option<&'static str> {
    Some(match () {
        () if v.is_none() => "None",
        () if v.is_true() => "True",
        () if v.is_false() => "False",
        () if v.is_not_implemented() => "NotImplemented",
        () if v.is(&Value::ELLIPSIS) => "Ellipsis",
        () => return None,
    })
}

/// The decimal digits of an int, written to the end of a buffer.
fn decimal(i: i64, buffer: &mut [u8; LONGEST]) -> &[u8] {
    let mut rest = i.unsigned_abs();
    let mut at = LONGEST;
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if i < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    &buffer[at..]
}
