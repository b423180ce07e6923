//! Taking bytes apart: `split`, `splitlines`, `partition`, `strip` and their kin.

use super::like::{make, receiver, same};
use crate::buffer::{self, Buffer};
use crate::exc::{R, value_error};
use crate::object::{ByteArray, List, Tuple};
use crate::text::Text;
use crate::text::split::{self, Alphabet};
use crate::text::strip::{self, Ends};
use crate::types::arg;
use crate::value::Value;
use crate::vm::Vm;

fn list<'a>(like: &Value, pieces: impl Iterator<Item = &'a [u8]>, reverse: bool) -> R {
    let mut items = pieces.map(|p| make(like, p)).collect::<R<Vec<Value>>>()?;
    if reverse {
        items.reverse();
    }
    Ok(List::from_vec(items).into())
}

/// The separator; none stands for white space.
fn separator(v: &Value) -> R<Option<Buffer<'_>>> {
    match arg::some(v) {
        None => Ok(None),
        Some(v) => nonempty(v).map(Some),
    }
}

fn nonempty(v: &Value) -> R<Buffer<'_>> {
    let bytes = buffer::require(v)?;
    if bytes.is_empty() {
        return Err(value_error("empty separator"));
    }
    Ok(bytes)
}

pub(crate) fn split(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let max = arg::limit(&a[2])?;
    match separator(&a[1])? {
        None => list(&a[0], split::words(&bytes, Alphabet::Bytes, max), false),
        Some(s) => list(&a[0], split::split(&bytes, &s, max), false),
    }
}

pub(crate) fn rsplit(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let max = arg::limit(&a[2])?;
    match separator(&a[1])? {
        None => list(&a[0], split::rwords(&bytes, Alphabet::Bytes, max), true),
        Some(s) => list(&a[0], split::rsplit(&bytes, &s, max), true),
    }
}

pub(crate) fn splitlines(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let keep = arg::c_int_or(&a[1], 0)? != 0;
    list(&a[0], split::lines(&bytes, Alphabet::Bytes, keep), false)
}

/// The separator as it is in the result of `partition`: that of a bytearray is a bytearray.
fn shown_separator(a: &[Value]) -> R {
    if a[0].is_a::<ByteArray>() {
        return make(&a[0], &buffer::require(&a[1])?);
    }
    Ok(a[1].clone())
}

fn whole(v: &Value) -> R {
    if v.is_a::<ByteArray>() { same(v) } else { Ok(v.clone()) }
}

pub(crate) fn partition(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let (like, separator) = (&a[0], nonempty(&a[1])?);
    let items = match split::partition(&bytes, &separator) {
        Some((before, after)) => {
            vec![make(like, before)?, shown_separator(a)?, make(like, after)?]
        }
        None => vec![whole(like)?, make(like, b"")?, make(like, b"")?],
    };
    Ok(Tuple::from_vec(items).into())
}

pub(crate) fn rpartition(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let (like, separator) = (&a[0], nonempty(&a[1])?);
    let items = match split::rpartition(&bytes, &separator) {
        Some((before, after)) => {
            vec![make(like, before)?, shown_separator(a)?, make(like, after)?]
        }
        None => vec![make(like, b"")?, make(like, b"")?, whole(like)?],
    };
    Ok(Tuple::from_vec(items).into())
}

/// A part of the receiver: exact bytes themselves if that is all of them.
fn part(a: &[Value], bytes: &[u8], part: &[u8]) -> R {
    if part.len() == bytes.len() { same(&a[0]) } else { make(&a[0], part) }
}

fn stripped(a: &[Value], ends: Ends) -> R {
    let bytes = receiver(a)?;
    match arg::some(&a[1]) {
        None => part(a, &bytes, strip::strip(&bytes, Alphabet::Bytes, ends)),
        Some(v) => {
            let chars = buffer::require(v)?;
            let rest = strip::strip_chars(Text::of_bytes(&bytes), Text::of_bytes(&chars), ends);
            part(a, &bytes, rest)
        }
    }
}

pub(crate) fn strip(_: &mut Vm, a: &[Value]) -> R {
    stripped(a, Ends::Both)
}

pub(crate) fn lstrip(_: &mut Vm, a: &[Value]) -> R {
    stripped(a, Ends::Left)
}

pub(crate) fn rstrip(_: &mut Vm, a: &[Value]) -> R {
    stripped(a, Ends::Right)
}

pub(crate) fn removeprefix(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let prefix = buffer::require(&a[1])?;
    part(a, &bytes, bytes.strip_prefix(&*prefix).unwrap_or(&bytes))
}

pub(crate) fn removesuffix(_: &mut Vm, a: &[Value]) -> R {
    let bytes = receiver(a)?;
    let suffix = buffer::require(&a[1])?;
    part(a, &bytes, bytes.strip_suffix(&*suffix).unwrap_or(&bytes))
}
