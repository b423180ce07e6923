//! Iteration over `str`, `bytes` and `bytearray`.

use std::cell::{Cell, RefCell};

use super::Step;
use crate::exc::R;
use crate::heap::{self, Payload};
use crate::object::{ByteArray, Bytes, BytesIter, Str, StrIter, TypeFlags};
use crate::text::wtf8;
use crate::types;
use crate::value::Value;

/// An iterator of the built-in type of this name, or of the kind's own type.
fn of_type<T: Payload>(name: &str, payload: T) -> Value {
    match types::built_in(name) {
        Some(t) => heap::new_with_type(&t, payload).into(),
        None => heap::new(payload).into(),
    }
}

/// `iter(s)` of a str.
pub fn str_iter(v: &Value) -> Value {
    let payload = StrIter { source: RefCell::new(v.clone()), pos: Cell::new(0) };
    if v.downcast::<Str>().is_none_or(Str::is_ascii) {
        heap::new(payload).into()
    } else {
        of_type(types::str::WIDE_ITERATOR.name, payload)
    }
}

/// `iter(b)` of bytes or a bytearray.
pub fn bytes_iter(v: &Value) -> Value {
    let payload = BytesIter { source: RefCell::new(v.clone()), pos: Cell::new(0) };
    if v.is_a::<Bytes>() { heap::new(payload).into() } else { of_type(types::bytearray::ITERATOR.name, payload) }
}

pub(super) fn str_step(it: &Value) -> Step {
    let Some(iter) = it.downcast::<StrIter>() else {
        return Step::User;
    };
    let source = iter.source.borrow();
    let Some(s) = source.downcast::<Str>() else {
        return Step::Done;
    };
    match wtf8::decode(s.bytes(), iter.pos.get()) {
        Some((cp, width)) => {
            iter.pos.set(iter.pos.get() + width);
            Step::Item(Str::from_char(cp).into())
        }
        None => {
            drop(source);
            drop(iter.source.take());
            Step::Done
        }
    }
}

pub(super) fn bytes_step(it: &Value) -> Step {
    let Some(iter) = it.downcast::<BytesIter>() else {
        return Step::User;
    };
    let source = iter.source.borrow();
    let at = iter.pos.get();
    let byte = if let Some(b) = source.downcast::<Bytes>() {
        b.bytes().get(at).copied()
    } else if let Some(b) = source.downcast::<ByteArray>() {
        b.bytes().get(at).copied()
    } else {
        return Step::Done;
    };
    match byte {
        Some(byte) => {
            iter.pos.set(at + 1);
            Step::Item(Value::from(i32::from(byte)))
        }
        None => {
            drop(source);
            drop(iter.source.take());
            Step::Done
        }
    }
}

/// All items at once.
pub(super) fn collect(v: &Value) -> R<Option<Vec<Value>>> {
    let user = v.header().is_some_and(|h| h.class_ref().any(TypeFlags::USER_CONTAINER));
    if user {
        return Ok(None);
    }
    let of_bytes = |bytes: &[u8]| bytes.iter().map(|&byte| Value::from(i32::from(byte))).collect();
    if let Some(s) = v.downcast::<Str>() {
        let points = s.text().code_points();
        return Ok(Some(points.map(|cp| Str::from_char(cp).into()).collect()));
    }
    if let Some(b) = v.downcast::<Bytes>() {
        return Ok(Some(of_bytes(b.bytes())));
    }
    Ok(v.downcast::<ByteArray>().map(|b| of_bytes(&b.bytes())))
}
