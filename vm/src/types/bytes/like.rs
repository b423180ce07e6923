//! What `bytes` and `bytearray` have in common: their methods are the same, but give objects of the receiver's own kind.

use crate::buffer::{self, Buffer};
use crate::exc::{R, memory_error};
use crate::heap::Kind;
use crate::object::{ByteArray, Bytes};
use crate::types::of_kind;
use crate::value::Value;

/// The receiver's bytes.
pub(crate) fn receiver(a: &[Value]) -> R<Buffer<'_>> {
    buffer::require(&a[0])
}

/// An object of the kind of `like`, be it of a subclass.
pub(crate) fn make(like: &Value, bytes: &[u8]) -> R {
    if like.is_a::<ByteArray>() {
        return Ok(ByteArray::new(bytes.to_vec()).into());
    }
    Ok(Bytes::try_concat(&[bytes]).ok_or_else(memory_error)?.into())
}

/// As `make`, of bytes that are there to be taken.
pub(crate) fn make_of(like: &Value, bytes: Vec<u8>) -> R {
    if like.is_a::<ByteArray>() {
        return Ok(ByteArray::new(bytes).into());
    }
    make(like, &bytes)
}

/// An object with the same bytes: exact bytes themselves, else a copy.
pub(crate) fn same(v: &Value) -> R {
    if v.exact::<Bytes>().is_some() {
        return Ok(v.clone());
    }
    make(v, &buffer::require(v)?)
}

/// The built-in type of the receiver, for the prelude to find its methods in.
pub(crate) fn own_type(v: &Value) -> Value {
    let kind = if v.is_a::<ByteArray>() { Kind::ByteArray } else { Kind::Bytes };
    of_kind(kind).into()
}
