//! Making other bytes: `replace`, `join`, padding, `translate`, `hex` and `fromhex`.

use super::like::{make_of, receiver, same};
use crate::buffer::{self, Buffer};
use crate::exc::{R, memory_error, type_error, value_error};
use crate::heap::Kind;
use crate::native::{Next, class_arg};
use crate::object::{ByteArray, Bytes, List, Str, Tuple};
use crate::ops;
use crate::text::Text;
use crate::text::binary::hex as digits;
use crate::text::build::{self, Align};
use crate::types::{arg, class_name, of_kind};
use crate::value::{Unpacked, Value};
use crate::vm::Vm;

pub(crate) fn replace(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let (old, new) = (buffer::require(&a[1])?, buffer::require(&a[2])?);
    let max = arg::limit(&a[3])?;
    let mut out = Vec::new();
    let of = Text::of_bytes;
    match build::replace(of(&bytes), of(&old), of(&new), max, &mut out) {
        Ok(true) => make_of(&a[0], out),
        Ok(false) => same(&a[0]),
        Err(_) => Err(memory_error()),
    }
}

/// `separator.join(iterable)`; what user code gives is collected by the prelude.
pub(crate) fn join(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if let Some(list) = a[1].exact::<List>() {
        return joined(&a[0], &list.items()).map(Next::Value);
    }
    if let Some(tuple) = a[1].exact::<Tuple>() {
        return joined(&a[0], tuple.items()).map(Next::Value);
    }
    if let Some(items) = ops::iterate::collect(&a[1])? {
        return joined(&a[0], &items).map(Next::Value);
    }
    if !ops::convert::is_iterable(&a[1]) {
        return Err(type_error("can only join an iterable"));
    }
    Ok(Next::call(vm.prelude("join_iterable")?, [a[0].clone(), a[1].clone()]))
}

/// `separator.join(items)`
pub fn joined(separator: &Value, items: &[Value]) -> R {
    if let [one] = items
        && one.exact::<Bytes>().is_some()
        && separator.is_a::<Bytes>()
    {
        return Ok(one.clone());
    }
    let glue = buffer::require(separator)?;
    let mut parts: Vec<Buffer<'_>> = Vec::with_capacity(items.len());
    for (i, v) in items.iter().enumerate() {
        match buffer::get(v) {
            Ok(Some(b)) => parts.push(b),
            _ => {
                return Err(type_error(format!(
                    "sequence item {i}: expected a bytes-like object, {} found",
                    class_name(v)
                )));
            }
        }
    }
    if separator.is_a::<ByteArray>() {
        let mut out = Vec::new();
        build::join(&glue, parts.iter().map(|p| &**p), &mut out).map_err(|_| memory_error())?;
        return Ok(ByteArray::new(out).into());
    }
    let glued = parts.iter().enumerate().flat_map(|(i, p)| [if i == 0 { &[] } else { &*glue }, &**p]);
    Ok(Bytes::try_from_parts(glued).ok_or_else(memory_error)?.into())
}

/// The one fill byte of `ljust` and its kin.
fn fill(v: &Value, name: &str) -> R<u8> {
    let one = match v.unpack() {
        Unpacked::Unbound => Some(b' '),
        Unpacked::Bytes(b) if b.len() == 1 => b.bytes().first().copied(),
        Unpacked::ByteArray(b) if b.bytes().len() == 1 => b.bytes().first().copied(),
        _ => None,
    };
    one.ok_or_else(|| arg::wrong(&format!("{name}() argument 2"), "a byte string of length 1", v))
}

fn padded(a: &[Value], align: Align, name: &str) -> R {
    let bytes = receiver(a)?;
    let width = usize::try_from(arg::size(&a[1])?).unwrap_or(0);
    let fill = fill(&a[2], name)?;
    if width <= bytes.len() {
        return same(&a[0]);
    }
    let mut out = Vec::new();
    build::pad(Text::of_bytes(&bytes), align, width, &[fill], &mut out).map_err(|_| memory_error())?;
    make_of(&a[0], out)
}

pub(crate) fn ljust(_: &mut Vm, a: &[Value]) -> R {
    padded(a, Align::Left, "ljust")
}

pub(crate) fn rjust(_: &mut Vm, a: &[Value]) -> R {
    padded(a, Align::Right, "rjust")
}

pub(crate) fn center(_: &mut Vm, a: &[Value]) -> R {
    padded(a, Align::Center, "center")
}

pub(crate) fn zfill(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let width = usize::try_from(arg::size(&a[1])?).unwrap_or(0);
    if width <= bytes.len() {
        return same(&a[0]);
    }
    let mut out = Vec::new();
    build::zfill(Text::of_bytes(&bytes), width, &mut out).map_err(|_| memory_error())?;
    make_of(&a[0], out)
}

pub(crate) fn expandtabs(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let size = usize::try_from(arg::c_int_or(&a[1], 8)?).unwrap_or(0);
    let mut out = Vec::new();
    build::expand_tabs(Text::of_bytes(&bytes), size, &mut out).map_err(|_| memory_error())?;
    make_of(&a[0], out)
}

pub(crate) fn translate(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let table = match arg::some(&a[1]) {
        None => None,
        Some(v) => Some(buffer::require(v)?),
    };
    let table: Option<&[u8; 256]> = match &table {
        None => None,
        Some(t) => Some((&**t).try_into().map_err(|_| value_error("translation table must be 256 characters long"))?),
    };
    let delete = match a[2].given() {
        Some(v) => buffer::require(v)?,
        None => Buffer::Slice(b""),
    };
    let mut out = Vec::new();
    build::bytes_translate(&bytes, table, &delete, &mut out);
    if out == *bytes {
        return same(&a[0]);
    }
    make_of(&a[0], out)
}

pub(crate) fn maketrans(_: &mut Vm, a: &[Value]) -> R {
    let (from, to) = (buffer::require(&a[0])?, buffer::require(&a[1])?);
    if from.len() != to.len() {
        return Err(value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&from, &to) in from.iter().zip(to.iter()) {
        table[usize::from(from)] = to;
    }
    Ok(Bytes::new(&table).into())
}

/// `hex(sep, bytes_per_sep)` of any bytes.
pub(crate) fn hex_of(bytes: &[u8], separator: &Value, group: &Value) -> R {
    let mut out = Vec::new();
    let group = isize::try_from(arg::c_int_or(group, 1)?).unwrap_or(1);
    match separator.given() {
        None => digits::encode(bytes, &mut out),
        Some(v) => {
            let separator = match v.unpack() {
                Unpacked::Str(s) if s.chars() != 1 => None,
                Unpacked::Str(s) => Some(s.bytes()[0]),
                Unpacked::Bytes(b) if b.len() == 1 => Some(b.bytes()[0]),
                Unpacked::Bytes(_) => None,
                _ if ops::length(v).is_some() => {
                    return Err(type_error("sep must be str or bytes."));
                }
                _ => {
                    return Err(type_error(format!("object of type '{}' has no len()", class_name(v))));
                }
            };
            let separator = separator.ok_or_else(|| value_error("sep must be length 1."))?;
            if !separator.is_ascii() {
                return Err(value_error("sep must be ASCII."));
            }
            digits::encode_in_groups(bytes, separator, group, &mut out).map_err(|_| memory_error())?;
        }
    }
    Ok(Str::from_wtf8(&out).into())
}

pub(crate) fn hex(_: &mut Vm, a: &[Value]) -> R {
    hex_of(&receiver(a)?, &a[1], &a[2])
}

/// The bytes that hexadecimal digits stand for.
fn from_digits(v: &Value) -> R<Vec<u8>> {
    let text = arg::str(v, "fromhex() argument")?;
    let mut out = Vec::new();
    // All before the error is ASCII, so its place in bytes is that in characters.
    digits::decode_spaced(text.bytes(), &mut out)
        .map_err(|at| value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}")))?;
    Ok(out)
}

pub(crate) fn fromhex(_: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    let bytes: Value = Bytes::new(&from_digits(&a[1])?).into();
    if class.is(&of_kind(Kind::Bytes)) {
        return Ok(Next::Value(bytes));
    }
    Ok(Next::call(class.into(), [bytes]))
}

pub(crate) fn fromhex_array(_: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    let array: Value = ByteArray::new(from_digits(&a[1])?).into();
    if class.is(&of_kind(Kind::ByteArray)) {
        return Ok(Next::Value(array));
    }
    Ok(Next::call(class.into(), [array]))
}
