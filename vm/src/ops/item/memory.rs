//! Items of memoryviews.

use super::slice::{self, Key};
use crate::buffer;
use crate::exc::{Exc, ExcKind, R, index_error, type_error, value_error};
use crate::heap;
use crate::object::{MemoryView, Tuple};
use crate::types::memoryview::format;
use crate::value::Value;

fn not_implemented(text: &str) -> Exc {
    Exc::msg(ExcKind::NotImplementedError, text)
}

/// What a key means to a memoryview.
enum Place {
    /// The byte of the owner at which an item starts.
    Item(usize),
    /// The whole view, which has no dimension.
    Whole,
    /// A part of the view.
    Part(MemoryView),
    /// User code has to say what the key is.
    Ask,
}

fn place(m: &MemoryView, key: &Value, sub_views: &'static str) -> R<Place> {
    let owner = m.owner().ok_or_else(buffer::released)?;
    if m.shape.is_empty() {
        return match key.downcast::<Tuple>() {
            Some(t) if t.is_empty() => Ok(Place::Item(m.start)),
            _ if key.is(&Value::ELLIPSIS) => Ok(Place::Whole),
            _ => Err(type_error("invalid indexing of 0-dim memory")),
        };
    }
    if let Some(t) = key.downcast::<Tuple>() {
        return indexes(m, t.items());
    }
    match slice::key(key, m.shape[0])? {
        Key::Int(n) if m.shape.len() == 1 => Ok(Place::Item(step(m, 0, n, m.start)?)),
        Key::Int(_) => Err(not_implemented(sub_views)),
        Key::Slice(b) => {
            let start = m.start as isize + if b.count > 0 { m.strides[0] * b.start } else { 0 };
            let mut shape = m.shape.clone();
            let mut strides = m.strides.clone();
            shape[0] = b.count;
            strides[0] = m.strides[0].wrapping_mul(b.step);
            Ok(Place::Part(MemoryView::new(
                owner,
                start.max(0) as usize,
                shape,
                strides,
                m.format.clone(),
                m.item_size,
                m.readonly,
            )))
        }
        Key::Ask => Ok(Place::Ask),
        Key::Other => Err(type_error("memoryview: invalid slice key")),
    }
}

/// Moves `at` to item `n` of a dimension.
fn step(m: &MemoryView, dimension: usize, n: i64, at: usize) -> R<usize> {
    let n = slice::position(n, m.shape[dimension])
        .ok_or_else(|| index_error(format!("index out of bounds on dimension {}", dimension + 1)))?;
    Ok(at.wrapping_add_signed(m.strides[dimension] * n as isize))
}

fn indexes(m: &MemoryView, keys: &[Value]) -> R<Place> {
    let is_slice = |k: &Value| k.is_a::<crate::object::Slice>();
    if keys.iter().any(|k| !k.is_int() && !is_slice(k) && !slice::has_index(k)) {
        return Err(type_error("memoryview: invalid slice key"));
    }
    if !keys.is_empty() && keys.iter().all(is_slice) {
        return Err(not_implemented("multi-dimensional slicing is not implemented"));
    }
    if keys.iter().any(is_slice) {
        return Err(type_error("memoryview: invalid slice key"));
    }
    if keys.len() < m.shape.len() {
        return Err(not_implemented("sub-views are not implemented"));
    }
    if keys.len() > m.shape.len() {
        return Err(type_error(format!(
            "cannot index {}-dimension view with {}-element tuple",
            m.shape.len(),
            keys.len()
        )));
    }
    let mut at = m.start;
    for (dimension, key) in keys.iter().enumerate() {
        if !key.is_int() {
            return Ok(Place::Ask);
        }
        let n = key.as_i64().ok_or_else(|| slice::too_big(key))?;
        at = step(m, dimension, n, at)?;
    }
    Ok(Place::Item(at))
}

/// The item that starts at a byte of the owner.
fn item(m: &MemoryView, at: usize) -> R {
    let owner = m.owner().ok_or_else(buffer::released)?;
    buffer::read_all(&owner, |all| match all.get(at..at + m.item_size) {
        Some(item) => format::unpack(&m.format, item),
        None => Err(index_error("index out of bounds")),
    })
    .unwrap_or_else(|| Err(buffer::released()))
}

/// Item number `n` of the first dimension, for iteration; None beyond the end.
pub fn nth(m: &MemoryView, n: usize) -> R<Option<Value>> {
    match m.length().ok_or_else(buffer::released)? {
        len if n >= len => Ok(None),
        _ if m.shape.len() > 1 => Err(not_implemented("multi-dimensional sub-views are not implemented")),
        _ => item(m, step(m, 0, n as i64, m.start)?).map(Some),
    }
}

/// All items in order, whatever the dimensions.
pub fn items(m: &MemoryView) -> R<Vec<Value>> {
    m.offsets().into_iter().map(|at| item(m, at)).collect()
}

/// `m[key]`
pub fn get(o: &Value, key: &Value) -> R<Option<Value>> {
    let Some(m) = o.downcast::<MemoryView>() else {
        return Ok(None);
    };
    match place(m, key, "multi-dimensional sub-views are not implemented")? {
        Place::Item(at) => item(m, at).map(Some),
        Place::Whole => Ok(Some(o.clone())),
        Place::Part(part) => Ok(Some(heap::new(part).into())),
        Place::Ask => Ok(None),
    }
}

/// `m[key] = v`
pub fn set(o: &Value, key: &Value, v: &Value) -> R<Option<()>> {
    let Some(m) = o.downcast::<MemoryView>() else {
        return Ok(None);
    };
    if m.owner_ref().is_none() {
        return Err(buffer::released());
    }
    if m.readonly {
        return Err(type_error("cannot modify read-only memory"));
    }
    let whole = "memoryview slice assignments are currently restricted to ndim = 1";
    let all_slices = key
        .downcast::<Tuple>()
        .is_some_and(|t| !t.is_empty() && t.items().iter().all(|k| k.is_a::<crate::object::Slice>()));
    if all_slices {
        return Err(not_implemented(whole));
    }
    let at = match place(m, key, "sub-views are not implemented")? {
        Place::Item(at) => at,
        Place::Whole => m.start,
        Place::Part(_) if m.shape.len() != 1 => return Err(not_implemented(whole)),
        Place::Part(part) => return assign(&part, v).map(Some),
        Place::Ask => return Ok(None),
    };
    let Some(bytes) = format::pack(&m.format, v)? else {
        return Ok(None);
    };
    write(m, at, &bytes)?;
    Ok(Some(()))
}

fn write(m: &MemoryView, at: usize, bytes: &[u8]) -> R<()> {
    let owner = m.owner().ok_or_else(buffer::released)?;
    let done = buffer::write_all(&owner, |all| all.get_mut(at..at + bytes.len()).map(|to| to.copy_from_slice(bytes)));
    match done.flatten() {
        Some(()) => Ok(()),
        None => Err(index_error("index out of bounds")),
    }
}

/// Copies the items of a bytes-like object to a part of a view with one dimension.
fn assign(part: &MemoryView, v: &Value) -> R<()> {
    let source = buffer::view(v)?.ok_or_else(|| buffer::not_a_buffer(v))?;
    let same_format = format::character(&part.format) == format::character(&source.format);
    if !same_format || part.item_size != source.item_size || part.shape != source.shape {
        return Err(value_error("memoryview assignment: lvalue and rvalue have different structures"));
    }
    // All is read before anything is written, since both may look at the same memory.
    let bytes = gather(&source)?;
    if part.is_c_contiguous() {
        return write(part, part.start, &bytes);
    }
    for (at, item) in part.offsets().into_iter().zip(bytes.chunks(part.item_size)) {
        write(part, at, item)?;
    }
    Ok(())
}

/// The bytes of all items, in order.
pub fn gather(m: &MemoryView) -> R<Vec<u8>> {
    let owner = m.owner().ok_or_else(buffer::released)?;
    let mut out = Vec::new();
    out.try_reserve(m.nbytes()).map_err(|_| crate::exc::memory_error())?;
    buffer::read_all(&owner, |all| {
        if m.is_c_contiguous() {
            out.extend_from_slice(all.get(m.start..m.start + m.nbytes()).unwrap_or(&[]));
            return;
        }
        for at in m.offsets() {
            out.extend_from_slice(all.get(at..at + m.item_size).unwrap_or(&[]));
        }
    });
    Ok(out)
}
