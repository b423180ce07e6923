//! Reading, assigning and deleting items: `o[i]`.

pub mod mapping;
pub mod memory;
pub mod sequence;
pub mod slice;
pub mod text;

use crate::exc::R;
use crate::heap::Kind;
use crate::object::{Dict, List, Range, TypeFlags};
use crate::value::Value;

/// The object's kind, if its class lets the built-in type handle items.
fn native_kind(o: &Value) -> Option<Kind> {
    let h = o.header()?;
    if h.class_ref().any(TypeFlags::USER_CONTAINER) { None } else { Some(h.kind()) }
}

/// `o[i]`. None: the methods have to say.
pub fn get(o: &Value, i: &Value) -> R<Option<Value>> {
    match native_kind(o) {
        Some(Kind::List) => match o.downcast::<List>() {
            Some(list) => sequence::list_get(list, i),
            None => Ok(None),
        },
        Some(Kind::Dict) => mapping::get(o, i),
        Some(Kind::Tuple) => sequence::tuple_get(o, i),
        Some(Kind::Str | Kind::Bytes | Kind::ByteArray) => text::get(o, i),
        Some(Kind::MemoryView) => memory::get(o, i),
        Some(Kind::Range) => match o.downcast::<Range>() {
            Some(range) => sequence::range_get(range, i),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// `o[i] = v`. None: the methods have to say.
pub fn set(o: &Value, i: &Value, v: &Value) -> R<Option<()>> {
    match native_kind(o) {
        Some(Kind::List) => match o.downcast::<List>() {
            Some(list) => sequence::list_set(list, i, v),
            None => Ok(None),
        },
        Some(Kind::Dict) => match o.downcast::<Dict>() {
            Some(dict) => mapping::set(dict, i, v),
            None => Ok(None),
        },
        Some(Kind::ByteArray) => text::set(o, i, Some(v)),
        Some(Kind::MemoryView) => memory::set(o, i, v),
        _ => Ok(None),
    }
}

/// `del o[i]`. None: the methods have to say.
pub fn delete(o: &Value, i: &Value) -> R<Option<()>> {
    match native_kind(o) {
        Some(Kind::List) => match o.downcast::<List>() {
            Some(list) => sequence::list_delete(list, i),
            None => Ok(None),
        },
        Some(Kind::Dict) => match o.downcast::<Dict>() {
            Some(dict) => mapping::delete(dict, i),
            None => Ok(None),
        },
        Some(Kind::ByteArray) => text::set(o, i, None),
        _ => Ok(None),
    }
}
