//! `+`, `*` and `%` of `str`, `bytes` and `bytearray`.

use super::BinaryOp;
use super::sequence::{self, Count};
use crate::buffer;
use crate::exc::{R, memory_error, type_error};
use crate::object::{ByteArray, Bytes, List, Str, Tuple};
use crate::ops::format::percent;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// The operation, if a text is the one to do it.
pub(super) fn binary(vm: &mut Vm, op: BinaryOp, l: &Value, r: &Value) -> R<Option<Value>> {
    match op {
        BinaryOp::Add => add(l, r),
        BinaryOp::Mul => {
            if is_text(l) {
                repeat_by(vm, l, r, false)
            } else if is_text(r) {
                repeat_by(vm, r, l, true)
            } else {
                Ok(None)
            }
        }
        BinaryOp::Mod if is_text(l) => percent::native(l, r),
        _ => Ok(None),
    }
}

fn is_text(v: &Value) -> bool {
    v.is_a::<Str>() || v.is_a::<Bytes>() || v.is_a::<ByteArray>()
}

/// `l + r`; None if `l` is no text, or `r` may have a method for it.
fn add(l: &Value, r: &Value) -> R<Option<Value>> {
    if let Some(a) = l.downcast::<Str>() {
        return match r.downcast::<Str>() {
            Some(b) => concat_str(l, a, r, b).map(Some),
            None => Ok(None),
        };
    }
    if (l.is_a::<Bytes>() || l.is_a::<ByteArray>()) && buffer::is_buffer(r) {
        return concat_bytes(l, r).map(Some);
    }
    Ok(None)
}

fn concat_str(l: &Value, a: &Str, r: &Value, b: &Str) -> R {
    if a.is_empty() && r.exact::<Str>().is_some() {
        return Ok(r.clone());
    }
    if b.is_empty() && l.exact::<Str>().is_some() {
        return Ok(l.clone());
    }
    let joined = Str::try_pair(a, b).ok_or_else(memory_error)?;
    Ok(joined.into())
}

/// `l + r` of strings whose left operand dies here: it is made longer in place if nothing else refers to it. Gives `l` back if that
/// does not apply.
pub fn append(l: Value, r: &Value) -> Result<Value, Value> {
    let Some(more) = r.exact::<Str>() else {
        return Err(l);
    };
    match l.into_obj::<Str>() {
        Ok(s) => Str::append(s, more).map(Value::from).map_err(Value::from),
        Err(l) => Err(l),
    }
}

/// `str.__add__`
pub fn str_add(l: &Value, r: &Value) -> R {
    match (l.downcast::<Str>(), r.downcast::<Str>()) {
        (Some(a), Some(b)) => concat_str(l, a, r, b),
        _ => Err(type_error(format!("can only concatenate str (not \"{}\") to str", class_name(r)))),
    }
}

/// `bytes.__add__` and `bytearray.__add__`
pub fn concat_bytes(l: &Value, r: &Value) -> R {
    let (Ok(Some(a)), Ok(Some(b))) = (buffer::get(l), buffer::get(r)) else {
        return Err(type_error(format!("can't concat {} to {}", class_name(r), class_name(l))));
    };
    if l.is_a::<ByteArray>() {
        let mut out = Vec::new();
        out.try_reserve(a.len() + b.len()).map_err(|_| memory_error())?;
        out.extend_from_slice(&a);
        out.extend_from_slice(&b);
        return Ok(ByteArray::new(out).into());
    }
    if a.is_empty() && r.exact::<Bytes>().is_some() {
        return Ok(r.clone());
    }
    if b.is_empty() && l.exact::<Bytes>().is_some() {
        return Ok(l.clone());
    }
    let joined = Bytes::try_concat(&[&a, &b]).ok_or_else(memory_error)?;
    Ok(joined.into())
}

fn repeat_by(vm: &Vm, text: &Value, other: &Value, reflected: bool) -> R<Option<Value>> {
    // Of two sequences the left one is to be repeated, by something that is no number.
    let (other, reflected) =
        if reflected && (other.is_a::<Tuple>() || other.is_a::<List>()) { (text, false) } else { (other, reflected) };
    match sequence::count(vm, other, reflected)? {
        Count::Times(n) => repeat(text, n).map(Some),
        Count::Ask => Ok(None),
    }
}

/// `text * n`
pub fn repeat(text: &Value, n: usize) -> R {
    if let Some(s) = text.downcast::<Str>() {
        if n == 1 && text.exact::<Str>().is_some() {
            return Ok(text.clone());
        }
        return Ok(s.try_repeat(n).ok_or_else(memory_error)?.into());
    }
    if let Some(b) = text.downcast::<Bytes>() {
        if n == 1 && text.exact::<Bytes>().is_some() {
            return Ok(text.clone());
        }
        return Ok(b.try_repeat(n).ok_or_else(memory_error)?.into());
    }
    match text.downcast::<ByteArray>() {
        Some(b) => {
            let mut out = Vec::new();
            crate::text::build::repeat(&b.bytes(), n, &mut out).map_err(|_| memory_error())?;
            Ok(ByteArray::new(out).into())
        }
        None => Err(type_error(format!("'{}' object cannot be repeated", class_name(text)))),
    }
}

/// `l += r` and `l *= r` of a bytearray, which change it.
pub(super) fn inplace(vm: &Vm, op: BinaryOp, l: &Value, r: &Value) -> R<Option<Value>> {
    let Some(array) = l.downcast::<ByteArray>() else {
        return Ok(None);
    };
    match op {
        BinaryOp::Add => {
            crate::types::bytearray::extend_by(array, l, r)?;
        }
        BinaryOp::Mul => match sequence::count(vm, r, false)? {
            Count::Times(n) => crate::types::bytearray::repeat_in_place(array, n)?,
            Count::Ask => return Ok(None),
        },
        _ => return Ok(None),
    }
    Ok(Some(l.clone()))
}
