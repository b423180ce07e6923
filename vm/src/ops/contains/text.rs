//! Membership in `str`, `bytes` and `bytearray`.

use crate::buffer;
use crate::exc::{R, type_error, value_error};
use crate::object::Str;
use crate::ops::item::slice::has_index;
use crate::text::find;
use crate::types::class_name;
use crate::value::Value;

/// `item in container`, a str.
pub fn in_str(container: &Value, item: &Value) -> R<Option<bool>> {
    let Some(text) = container.downcast::<Str>() else {
        return Ok(None);
    };
    match item.downcast::<Str>() {
        Some(part) => Ok(Some(find::contains(text.bytes(), part.bytes()))),
        None => Err(type_error(format!("'in <string>' requires string as left operand, not {}", class_name(item)))),
    }
}

/// `item in container`, bytes or a bytearray.
pub fn in_bytes(container: &Value, item: &Value) -> R<Option<bool>> {
    let Some(bytes) = buffer::get(container)? else {
        return Ok(None);
    };
    if item.is_int() {
        let byte = item.as_i64().and_then(|n| u8::try_from(n).ok());
        let byte = byte.ok_or_else(|| value_error("byte must be in range(0, 256)"))?;
        return Ok(Some(memchr::memchr(byte, &bytes).is_some()));
    }
    if has_index(item) {
        return Ok(None);
    }
    let part = buffer::require(item)?;
    Ok(Some(find::contains(&bytes, &part)))
}
