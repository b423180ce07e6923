//! Membership: `item in container`.

pub mod containers;
pub mod text;

use crate::exc::R;
use crate::heap::Kind;
use crate::object::TypeFlags;
use crate::value::Value;

/// `item in container`. None: the methods have to say.
pub fn native(container: &Value, item: &Value) -> R<Option<bool>> {
    let Some(h) = container.header() else {
        return Ok(None);
    };
    if h.class_ref().any(TypeFlags::USER_CONTAINER) {
        return Ok(None);
    }
    match h.kind() {
        Kind::Str => text::in_str(container, item),
        Kind::Bytes | Kind::ByteArray => text::in_bytes(container, item),
        kind => containers::native(container, kind, item),
    }
}
