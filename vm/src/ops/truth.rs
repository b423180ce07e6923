//! Truth and length.

use crate::heap::Kind;
use crate::object::*;
use crate::value::{Unpacked, Value};

/// `bool(v)`, if no user code is needed for it.
#[inline]
pub fn truth(v: &Value) -> Option<bool> {
    if v.is_bool() {
        return Some(v.is_true());
    }
    if let Some(i) = v.as_small_int() {
        return Some(i != 0);
    }
    slow(v)
}

fn slow(v: &Value) -> Option<bool> {
    if let Some(h) = v.header()
        && h.class_ref().any(TypeFlags::USER_CONTAINER)
    {
        return None;
    }
    match v.unpack() {
        Unpacked::None => Some(false),
        Unpacked::NotImplemented | Unpacked::Ellipsis | Unpacked::Type(_) => by_methods(v),
        Unpacked::Unbound => None,
        Unpacked::Bool(b) => Some(b),
        Unpacked::Int(i) => Some(i != 0),
        Unpacked::BigInt(i) => Some(i.sign() != num_bigint::Sign::NoSign),
        Unpacked::Float(f) => Some(f != 0.0),
        Unpacked::Complex(c) => Some(c.re != 0.0 || c.im != 0.0),
        _ => match length(v) {
            Some(n) => Some(n != 0),
            None => by_methods(v),
        },
    }
}

/// Objects of classes with neither `__bool__` nor `__len__` are true.
fn by_methods(v: &Value) -> Option<bool> {
    let class = crate::types::class_of(v);
    let has = |name: &Value| class.lookup(name).is_some();
    if has(crate::names::cached::__bool__().value()) || has(crate::names::cached::__len__().value()) {
        None
    } else {
        Some(true)
    }
}

/// `len(v)`, if no user code is needed for it. None also where there is no length.
pub fn length(v: &Value) -> Option<usize> {
    let h = v.header()?;
    if h.class_ref().any(TypeFlags::USER_CONTAINER) {
        return None;
    }
    match v.unpack() {
        Unpacked::Str(s) => Some(s.chars()),
        Unpacked::Bytes(b) => Some(b.len()),
        Unpacked::ByteArray(b) => Some(b.bytes().len()),
        Unpacked::Tuple(t) => Some(t.len()),
        Unpacked::List(l) => Some(l.len()),
        Unpacked::Dict(d) => Some(d.len()),
        Unpacked::Set(s) => Some(s.len()),
        Unpacked::FrozenSet(s) => Some(s.table().len()),
        Unpacked::Range(r) => usize::try_from(r.length.as_i64()?).ok(),
        Unpacked::Object(h) if h.kind() == Kind::DictView => Some(v.downcast::<DictView>()?.dict.len()),
        Unpacked::Object(h) if h.kind() == Kind::Native => h.native_length(),
        Unpacked::Object(h) if h.kind() == Kind::MemoryView => v.downcast::<MemoryView>()?.length(),
        _ => None,
    }
}
