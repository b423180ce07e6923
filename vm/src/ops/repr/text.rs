//! `repr` of `str`, `bytes` and `bytearray`.

use crate::exc::R;
use crate::object::{ByteArray, Bytes, Str};
use crate::text::repr;
use crate::types::class_name;
use crate::value::Value;

/// Appends the `repr` of a str or bytes.
pub fn write(v: &Value, out: &mut Vec<u8>) -> bool {
    if let Some(s) = v.downcast::<Str>() {
        repr::repr(s.text(), out);
        return true;
    }
    match v.downcast::<Bytes>() {
        Some(b) => {
            repr::bytes_repr(b.bytes(), out);
            true
        }
        None => false,
    }
}

/// Appends the `repr` of a bytearray, which shows the class's own name.
pub fn write_array(v: &Value, out: &mut Vec<u8>) -> R<bool> {
    let Some(b) = v.downcast::<ByteArray>() else {
        return Ok(false);
    };
    out.extend_from_slice(class_name(v).as_bytes());
    out.push(b'(');
    let from = out.len();
    repr::bytes_repr(&b.bytes(), out);
    // Unlike that of bytes, this one escapes single quotes even where double ones enclose it.
    if out.get(from + 1) == Some(&b'"') {
        let escaped = out.split_off(from);
        for byte in escaped {
            if byte == b'\'' {
                out.push(b'\\');
            }
            out.push(byte);
        }
    }
    out.push(b')');
    Ok(true)
}
