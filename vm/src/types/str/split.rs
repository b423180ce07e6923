//! Taking a str apart: `split`, `splitlines`, `partition`, `strip` and their kin.

use crate::exc::{R, type_error, value_error};
use crate::native::this;
use crate::object::{List, Str, Tuple};
use crate::text::split::{self, Alphabet};
use crate::text::strip::{self, Ends};
use crate::types::{arg, class_name};
use crate::value::Value;
use crate::vm::Vm;

fn piece(bytes: &[u8]) -> Value {
    match bytes {
        [byte] => Str::from_char(u32::from(*byte)).into(),
        _ => Str::from_wtf8(bytes).into(),
    }
}

fn list<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Value {
    List::from_vec(pieces.map(piece).collect()).into()
}

fn reversed<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Value {
    let mut items: Vec<Value> = pieces.map(piece).collect();
    items.reverse();
    List::from_vec(items).into()
}

/// The separator; none stands for white space.
fn separator(v: &Value) -> R<Option<&[u8]>> {
    let Some(v) = arg::some(v) else {
        return Ok(None);
    };
    match v.downcast::<Str>() {
        Some(s) if s.is_empty() => Err(value_error("empty separator")),
        Some(s) => Ok(Some(s.bytes())),
        None => Err(type_error(format!("must be str or None, not {}", class_name(v)))),
    }
}

pub(super) fn split(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.text();
    let max = arg::limit(&a[2])?;
    Ok(match separator(&a[1])? {
        None => list(split::words(text.bytes(), Alphabet::of(text), max)),
        Some(s) => list(split::split(text.bytes(), s, max)),
    })
}

pub(super) fn rsplit(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.text();
    let max = arg::limit(&a[2])?;
    Ok(match separator(&a[1])? {
        None => reversed(split::rwords(text.bytes(), Alphabet::of(text), max)),
        Some(s) => reversed(split::rsplit(text.bytes(), s, max)),
    })
}

pub(super) fn splitlines(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.text();
    let keep = arg::c_int_or(&a[1], 0)? != 0;
    Ok(list(split::lines(text.bytes(), Alphabet::of(text), keep)))
}

/// The separator of `partition`.
fn point(v: &Value) -> R<&Str> {
    let s = v.downcast::<Str>().ok_or_else(|| type_error(format!("must be str, not {}", class_name(v))))?;
    if s.is_empty() {
        return Err(value_error("empty separator"));
    }
    Ok(s)
}

fn three(a: Value, b: Value, c: Value) -> Value {
    Tuple::from_vec(vec![a, b, c]).into()
}

/// The text itself, as an exact str.
pub(super) fn plain(v: &Value) -> R {
    if v.exact::<Str>().is_some() {
        return Ok(v.clone());
    }
    Ok(Str::from_wtf8(this::<Str>(std::slice::from_ref(v))?.bytes()).into())
}

pub(super) fn partition(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.bytes();
    match split::partition(text, point(&a[1])?.bytes()) {
        Some((before, after)) => Ok(three(piece(before), a[1].clone(), piece(after))),
        None => Ok(three(a[0].clone(), "".into(), "".into())),
    }
}

pub(super) fn rpartition(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.bytes();
    match split::rpartition(text, point(&a[1])?.bytes()) {
        Some((before, after)) => Ok(three(piece(before), a[1].clone(), piece(after))),
        None => Ok(three("".into(), "".into(), a[0].clone())),
    }
}

/// A part of the text: the text itself if that is all of it.
fn part(whole: &Value, part: &[u8]) -> R {
    if part.len() == this::<Str>(std::slice::from_ref(whole))?.bytes().len() { plain(whole) } else { Ok(piece(part)) }
}

fn stripped(a: &[Value], ends: Ends, name: &str) -> R {
    let text = this::<Str>(a)?.text();
    let rest = match arg::some(&a[1]) {
        None => strip::strip(text.bytes(), Alphabet::of(text), ends),
        Some(v) => match v.downcast::<Str>() {
            Some(chars) => strip::strip_chars(text, chars.text(), ends),
            None => return Err(type_error(format!("{name} arg must be None or str"))),
        },
    };
    part(&a[0], rest)
}

pub(super) fn strip(_: &mut Vm, a: &[Value]) -> R {
    stripped(a, Ends::Both, "strip")
}

pub(super) fn lstrip(_: &mut Vm, a: &[Value]) -> R {
    stripped(a, Ends::Left, "lstrip")
}

pub(super) fn rstrip(_: &mut Vm, a: &[Value]) -> R {
    stripped(a, Ends::Right, "rstrip")
}

pub(super) fn removeprefix(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.bytes();
    let prefix = arg::str(&a[1], "removeprefix() argument")?;
    part(&a[0], text.strip_prefix(prefix.bytes()).unwrap_or(text))
}

pub(super) fn removesuffix(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.bytes();
    let suffix = arg::str(&a[1], "removesuffix() argument")?;
    part(&a[0], text.strip_suffix(suffix.bytes()).unwrap_or(text))
}
