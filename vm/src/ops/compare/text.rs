//! The order of `str`, `bytes` and `bytearray`.

use std::cmp::Ordering;

use crate::value::{Unpacked, Value};

/// The order of two texts of kinds that have one between them.
pub(super) fn order(l: &Value, r: &Value) -> Option<Ordering> {
    Some(match (l.unpack(), r.unpack()) {
        (Unpacked::Str(a), Unpacked::Str(b)) => a.bytes().cmp(b.bytes()),
        (Unpacked::Bytes(a), Unpacked::Bytes(b)) => a.bytes().cmp(b.bytes()),
        (Unpacked::Bytes(a), Unpacked::ByteArray(b)) => a.bytes().cmp(&b.bytes()[..]),
        (Unpacked::ByteArray(a), Unpacked::Bytes(b)) => a.bytes()[..].cmp(b.bytes()),
        (Unpacked::ByteArray(a), Unpacked::ByteArray(b)) => a.bytes().cmp(&b.bytes()),
        _ => return None,
    })
}
