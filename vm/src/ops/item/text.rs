//! Items of `str`, `bytes` and `bytearray`.

use super::slice::{self, Bounds, Key};
use crate::buffer;
use crate::exc::{R, buffer_error, index_error, memory_error, type_error, value_error};
use crate::object::{ByteArray, Bytes, List, Str, Tuple};
use crate::types::class_name;
use crate::value::Value;

/// `o[i]`
pub fn get(o: &Value, i: &Value) -> R<Option<Value>> {
    if let Some(s) = o.downcast::<Str>() {
        return get_str(o, s, i);
    }
    if let Some(b) = o.downcast::<Bytes>() {
        return get_bytes(o, b, i);
    }
    match o.downcast::<ByteArray>() {
        Some(b) => get_array(b, i),
        None => Ok(None),
    }
}

fn get_str(o: &Value, s: &Str, i: &Value) -> R<Option<Value>> {
    let text = s.text();
    match slice::key(i, text.len())? {
        Key::Int(n) => match slice::position(n, text.len()).and_then(|at| text.get(at)) {
            Some(cp) => Ok(Some(Str::from_char(cp).into())),
            None => Err(index_error("string index out of range")),
        },
        Key::Slice(b) if b.count == text.len() && b.step == 1 && o.exact::<Str>().is_some() => Ok(Some(o.clone())),
        Key::Slice(b) if b.step == 1 => {
            let part = text.slice(b.range()).bytes();
            Ok(Some(Str::try_concat(&[part]).ok_or_else(memory_error)?.into()))
        }
        Key::Slice(b) => {
            let mut out = Vec::with_capacity(b.count);
            text.slice_by_step(b.start.max(0) as usize, b.step, b.count, &mut out);
            Ok(Some(Str::from_wtf8(&out).into()))
        }
        Key::Ask => Ok(None),
        Key::Other => Err(type_error(format!("string indices must be integers, not '{}'", class_name(i)))),
    }
}

fn get_bytes(o: &Value, b: &Bytes, i: &Value) -> R<Option<Value>> {
    let bytes = b.bytes();
    match slice::key(i, bytes.len())? {
        Key::Int(n) => match slice::position(n, bytes.len()) {
            Some(at) => Ok(Some(Value::from(i32::from(bytes[at])))),
            None => Err(index_error("index out of range")),
        },
        Key::Slice(b) if b.count == bytes.len() && b.step == 1 && o.exact::<Bytes>().is_some() => Ok(Some(o.clone())),
        Key::Slice(b) if b.step == 1 => {
            let part = &bytes[b.range()];
            Ok(Some(Bytes::try_concat(&[part]).ok_or_else(memory_error)?.into()))
        }
        Key::Slice(b) => Ok(Some(Bytes::new(&pick(bytes, b)).into())),
        Key::Ask => Ok(None),
        Key::Other => Err(type_error(format!("byte indices must be integers or slices, not {}", class_name(i)))),
    }
}

fn get_array(b: &ByteArray, i: &Value) -> R<Option<Value>> {
    let bytes = b.bytes();
    match slice::key(i, bytes.len())? {
        Key::Int(n) => match slice::position(n, bytes.len()) {
            Some(at) => Ok(Some(Value::from(i32::from(bytes[at])))),
            None => Err(index_error("bytearray index out of range")),
        },
        Key::Slice(b) => Ok(Some(ByteArray::new(pick(&bytes, b)).into())),
        Key::Ask => Ok(None),
        Key::Other => Err(array_index(i)),
    }
}

fn array_index(i: &Value) -> crate::exc::Exc {
    type_error(format!("bytearray indices must be integers or slices, not {}", class_name(i)))
}

fn pick(bytes: &[u8], b: Bounds) -> Vec<u8> {
    if b.step == 1 {
        return bytes[b.range()].to_vec();
    }
    b.positions().map(|at| bytes[at]).collect()
}

/// A byte given by an int; None if `v` is no int but may become one by `__index__`.
pub fn byte(v: &Value) -> R<Option<u8>> {
    if v.is_int() {
        let byte = v.as_i64().and_then(|n| u8::try_from(n).ok());
        return byte.map(Some).ok_or_else(|| value_error("byte must be in range(0, 256)"));
    }
    if slice::has_index(v) {
        return Ok(None);
    }
    Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))))
}

/// `o[i] = v`, or `del o[i]` if there is no `v`.
pub fn set(o: &Value, i: &Value, v: Option<&Value>) -> R<Option<()>> {
    let Some(array) = o.downcast::<ByteArray>() else {
        return Ok(None);
    };
    let len = array.bytes().len();
    match slice::key(i, len)? {
        Key::Int(n) => {
            // The value is looked at before the position is.
            let byte = match v {
                Some(v) => match byte(v)? {
                    Some(b) => Some(b),
                    None => return Ok(None),
                },
                None => None,
            };
            let at = slice::position(n, len).ok_or_else(|| index_error("bytearray index out of range"))?;
            match byte {
                Some(b) => array.bytes_mut()[at] = b,
                None => {
                    resizable(array)?;
                    array.bytes_mut().remove(at);
                }
            }
            Ok(Some(()))
        }
        Key::Slice(bounds) => {
            let new = match v {
                None => Vec::new(),
                Some(v) => match slice_value(v)? {
                    Some(bytes) => bytes,
                    None => return Ok(None),
                },
            };
            set_slice(array, bounds, &new, v.is_none()).map(Some)
        }
        Key::Ask => Ok(None),
        Key::Other => Err(array_index(i)),
    }
}

/// The bytes to be put in the place of a slice; None if user code has to give them.
fn slice_value(v: &Value) -> R<Option<Vec<u8>>> {
    if let Some(b) = buffer::get(v)? {
        return Ok(Some(b.to_vec()));
    }
    if v.is_int() || v.is_a::<Str>() || slice::has_index(v) {
        return Err(type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    bytes_of_items(v)
}

/// The bytes that the ints of an exact list or tuple are; None if user code is needed to know.
pub fn bytes_of_items(v: &Value) -> R<Option<Vec<u8>>> {
    let collect = |items: &[Value]| -> R<Option<Vec<u8>>> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            match byte(item)? {
                Some(b) => out.push(b),
                None => return Ok(None),
            }
        }
        Ok(Some(out))
    };
    if let Some(l) = v.exact::<List>() {
        return collect(&l.items());
    }
    match v.exact::<Tuple>() {
        Some(t) => collect(t.items()),
        None => Ok(None),
    }
}

/// An error if the length of a bytearray must not change.
pub fn resizable(array: &ByteArray) -> R<()> {
    if array.exports.get() > 0 {
        return Err(buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}

/// Puts bytes in the place of a slice.
pub fn set_slice(array: &ByteArray, bounds: Bounds, new: &[u8], delete: bool) -> R<()> {
    if bounds.step == 1 {
        let range = bounds.range();
        if range.len() != new.len() {
            resizable(array)?;
        }
        let mut bytes = array.bytes_mut();
        let grown = new.len().saturating_sub(range.len());
        bytes.try_reserve(grown).map_err(|_| memory_error())?;
        bytes.splice(range, new.iter().copied());
        return Ok(());
    }
    if new.is_empty() || delete {
        if bounds.count == 0 {
            return Ok(());
        }
        resizable(array)?;
        let mut gone = bounds.ascending().positions().peekable();
        let mut at = 0;
        array.bytes_mut().retain(|_| {
            let keep = gone.next_if_eq(&at).is_none();
            at += 1;
            keep
        });
        return Ok(());
    }
    if new.len() != bounds.count {
        return Err(value_error(format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            bounds.count
        )));
    }
    let mut bytes = array.bytes_mut();
    for (at, &b) in bounds.positions().zip(new) {
        bytes[at] = b;
    }
    Ok(())
}
