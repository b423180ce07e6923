//! The items of a memoryview: between bytes and values, by a format character of `struct`.

use num_traits::ToPrimitive;

use crate::exc::{Exc, ExcKind, R, type_error, value_error};
use crate::number::int::{IntRef, to_f64};
use crate::object::Bytes;
use crate::ops;
use crate::ops::item::slice::has_index;
use crate::value::Value;

/// The format character, if this is a format that memoryviews understand: a native one, with or without an `@`.
pub fn character(format: &str) -> Option<u8> {
    let rest = format.strip_prefix('@').unwrap_or(format);
    match rest.as_bytes() {
        [c] if size_of_char(*c).is_some() => Some(*c),
        _ => None,
    }
}

fn size_of_char(c: u8) -> Option<usize> {
    Some(match c {
        b'c' | b'b' | b'B' | b'?' => 1,
        b'h' | b'H' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
        _ => return None,
    })
}

/// The size of an item of this format, if memoryviews understand it.
pub fn size(format: &str) -> Option<usize> {
    character(format).and_then(size_of_char)
}

#[cold]
fn unknown(format: &str) -> Exc {
    Exc::msg(ExcKind::NotImplementedError, format!("memoryview: format {format} not supported"))
}

/// The value of an item.
pub fn unpack(format: &str, item: &[u8]) -> R {
    let c = character(format).ok_or_else(|| unknown(format))?;
    let signed = || -> i64 {
        match *item {
            [a] => i64::from(a as i8),
            [a, b] => i64::from(i16::from_ne_bytes([a, b])),
            [a, b, c, d] => i64::from(i32::from_ne_bytes([a, b, c, d])),
            [a, b, c, d, e, f, g, h] => i64::from_ne_bytes([a, b, c, d, e, f, g, h]),
            _ => 0,
        }
    };
    let unsigned = || -> u64 {
        match item.len() {
            8 => signed() as u64,
            n => signed() as u64 & !(u64::MAX << (8 * n)),
        }
    };
    Ok(match c {
        b'c' => Bytes::new(item).into(),
        b'?' => Value::bool(unsigned() != 0),
        b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => Value::from(signed()),
        b'f' => Value::from(f64::from(f32::from_bits(unsigned() as u32))),
        b'd' => Value::from(f64::from_bits(unsigned())),
        _ => Value::from(unsigned()),
    })
}

/// The bytes of an item with this value; None if user code has to turn the value into a number first.
pub fn pack(format: &str, v: &Value) -> R<Option<Vec<u8>>> {
    let c = character(format).ok_or_else(|| unknown(format))?;
    let wrong_type = || type_error(format!("memoryview: invalid type for format '{format}'"));
    let wrong_value = || value_error(format!("memoryview: invalid value for format '{format}'"));
    match c {
        b'c' => match v.downcast::<Bytes>().map(Bytes::bytes) {
            Some([byte]) => Ok(Some(vec![*byte])),
            Some(_) => Err(wrong_value()),
            None => Err(wrong_type()),
        },
        b'?' => Ok(ops::truth(v).map(|b| vec![u8::from(b)])),
        b'f' | b'd' => {
            let f = match (v.as_float(), v.as_bigint()) {
                (Some(f), _) => f,
                (None, Some(i)) => to_f64(IntRef::Big(&i)).map_err(|_| wrong_value())?,
                (None, None) => {
                    let class = crate::types::class_of(v);
                    let name = crate::names::cached::__float__();
                    if class.lookup(name.value()).is_some() || has_index(v) {
                        return Ok(None);
                    }
                    return Err(wrong_type());
                }
            };
            Ok(Some(match c {
                b'f' => (f as f32).to_ne_bytes().to_vec(),
                _ => f.to_ne_bytes().to_vec(),
            }))
        }
        _ => {
            let Some(i) = v.as_bigint() else {
                return if has_index(v) { Ok(None) } else { Err(wrong_type()) };
            };
            let i = i.to_i128().ok_or_else(wrong_value)?;
            let size = size_of_char(c).unwrap_or(8);
            let bits = 8 * size as u32;
            let (low, high) = match c {
                b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => (-(1i128 << (bits - 1)), 1i128 << (bits - 1)),
                // A pointer may be given as a negative number.
                b'P' => (-(1i128 << 63), 1i128 << 64),
                _ => (0, 1i128 << bits),
            };
            if !(low..high).contains(&i) {
                return Err(wrong_value());
            }
            let bytes = (i as u64).to_ne_bytes();
            Ok(Some(if cfg!(target_endian = "big") { bytes[8 - size..].to_vec() } else { bytes[..size].to_vec() }))
        }
    }
}
