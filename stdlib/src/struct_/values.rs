//! One value and its bytes.

use super::Error;
use super::format::{Code, Field};

/// A value that was unpacked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Packed<'a> {
    /// An integer with a sign.
    Int(i64),
    /// An integer without one.
    Unsigned(u64),
    /// A float.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// Packs an integer; one that does not fit into the type is as well any other
/// number that does not fit in.
pub fn pack_int(field: &Field, value: i128, out: &mut [u8]) -> Result<(), Error> {
    let bits = 8 * field.size as u32;
    let (low, high) = match field.code {
        Code::Pointer => (-1 << 63, (1 << 64) - 1),
        Code::Int { signed: true, .. } => (-1i128 << (bits - 1), (1i128 << (bits - 1)) - 1),
        _ => (0, (1i128 << bits) - 1),
    };
    if !(low..=high).contains(&value) {
        return Err(Error::Struct(out_of_range(field, value, low, high)));
    }
    let bytes = value.to_le_bytes();
    store(field, &bytes[..field.size], out);
    Ok(())
}

/// Which of its several messages CPython has for an integer that does not fit.
fn out_of_range(field: &Field, value: i128, low: i128, high: i128) -> String {
    let (letter, signed) = match field.code {
        Code::Int { letter, signed } => (char::from(letter), signed),
        _ => return "int too large to convert".to_owned(),
    };
    let fits_long = i64::try_from(value).is_ok();
    let fits_unsigned = u64::try_from(value).is_ok();
    let plain = match (field.size, field.big_endian) {
        (1, _) if fits_long => Some(if signed { "byte" } else { "ubyte" }),
        (2, false) if fits_long => Some(if signed { "short" } else { "ushort" }),
        _ => None,
    };
    let named = field.size == 4 || (field.size == 2 && field.big_endian);
    if let Some(name) = plain {
        format!("{name} format requires {low} <= number <= {high}")
    } else if named && if signed { fits_long } else { fits_unsigned } {
        format!("'{letter}' format requires {low} <= number <= {high}")
    } else if field.size == 8 && field.big_endian {
        "int too large to convert".to_owned()
    } else {
        "argument out of range".to_owned()
    }
}

/// Packs a float. `from_int` tells that the argument was an integer, which
/// changes the error.
pub fn pack_float(field: &Field, value: f64, from_int: bool, out: &mut [u8]) -> Result<(), Error> {
    let refuse = |message| match from_int {
        true => Err(Error::new("int too large to convert")),
        false => Err(Error::Overflow(message)),
    };
    match field.code {
        Code::Half => match half_from(value) {
            Some(bits) => store(field, &bits.to_le_bytes(), out),
            None => return refuse("float too large to pack with e format"),
        },
        Code::Float => {
            let narrow = value as f32;
            if narrow.is_infinite() && value.is_finite() && !field.native {
                return refuse("float too large to pack with f format");
            }
            store(field, &narrow.to_le_bytes(), out);
        }
        _ => store(field, &value.to_le_bytes(), out),
    }
    Ok(())
}

/// Packs a truth value.
pub fn pack_bool(value: bool, out: &mut [u8]) {
    out[0] = u8::from(value);
}

/// Packs bytes of length one.
pub fn pack_char(bytes: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let [byte] = *bytes else {
        return Err(Error::new("char format requires a bytes object of length 1"));
    };
    out[0] = byte;
    Ok(())
}

/// Packs bytes for `s` or `p`: cut off, or filled up with zeros.
pub fn pack_bytes(field: &Field, bytes: &[u8], out: &mut [u8]) {
    let room = match (field.code, &mut *out) {
        (Code::Pascal, [length, room @ ..]) => {
            *length = bytes.len().min(room.len()).min(255) as u8;
            room
        }
        (_, room) => room,
    };
    let (head, tail) = room.split_at_mut(bytes.len().min(room.len()));
    head.copy_from_slice(&bytes[..head.len()]);
    tail.fill(0);
}

/// Unpacks the value whose bytes these are.
pub fn unpack<'a>(field: &Field, bytes: &'a [u8]) -> Packed<'a> {
    match field.code {
        Code::Pad | Code::Char | Code::Bytes => Packed::Bytes(bytes),
        Code::Pascal => match bytes {
            [length, rest @ ..] => Packed::Bytes(&rest[..rest.len().min(usize::from(*length))]),
            [] => Packed::Bytes(bytes),
        },
        Code::Bool => Packed::Bool(bytes.iter().any(|&byte| byte != 0)),
        Code::Pointer => Packed::Unsigned(load(field, bytes)),
        Code::Int { signed: false, .. } => Packed::Unsigned(load(field, bytes)),
        Code::Int { signed: true, .. } => {
            let unused = 64 - 8 * field.size as u32;
            Packed::Int((load(field, bytes) << unused) as i64 >> unused)
        }
        Code::Half => Packed::Float(half_to(load(field, bytes) as u16)),
        Code::Float => Packed::Float(f64::from(f32::from_bits(load(field, bytes) as u32))),
        Code::Double => Packed::Float(f64::from_bits(load(field, bytes))),
    }
}

/// Stores bytes that have the lowest first.
fn store(field: &Field, bytes: &[u8], out: &mut [u8]) {
    out.copy_from_slice(bytes);
    if field.big_endian {
        out.reverse();
    }
}

fn load(field: &Field, bytes: &[u8]) -> u64 {
    let join = |sum: u64, &byte: &u8| sum << 8 | u64::from(byte);
    match field.big_endian {
        true => bytes.iter().fold(0, join),
        false => bytes.iter().rev().fold(0, join),
    }
}

/// The nearest float of two bytes, ties going to the even one; none if it is too large.
fn half_from(value: f64) -> Option<u16> {
    let bits = value.to_bits();
    let sign = (bits >> 48) as u16 & 0x8000;
    let magnitude = value.abs();
    if value.is_nan() {
        return Some(sign | 0x7E00);
    }
    if value.is_infinite() {
        return Some(sign | 0x7C00);
    }
    // In units of its last place the fraction is an integer below 2**11; both
    // scaling by a power of two and rounding to an integer are exact here.
    let exponent = ((bits >> 52 & 0x7FF) as i32 - 1023).max(-14);
    let fraction = (magnitude * 2f64.powi(10 - exponent)).round_ties_even() as u32;
    // A fraction that was rounded up to the next power carries into the exponent.
    let half = ((exponent + 14) as u32 * 0x400).saturating_add(fraction);
    (half < 0x7C00).then_some(sign | half as u16)
}

fn half_to(half: u16) -> f64 {
    let sign = if half & 0x8000 != 0 { -1.0 } else { 1.0 };
    let fraction = f64::from(half & 0x3FF);
    sign * match i32::from(half >> 10 & 0x1F) {
        0 => fraction * 2f64.powi(-24),
        0x1F if fraction == 0.0 => f64::INFINITY,
        0x1F => f64::NAN,
        exponent => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}
