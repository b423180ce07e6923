//! Bytes-like objects: reading and writing the memory of `bytes`, `bytearray`, `memoryview` and what modules add (`array.array`).
//!
//! A native type joins in by implementing [`Exporter`] and calling [`register`] once. Since no user code runs inside a native
//! function, memory is borrowed for the length of a closure or a [`Buffer`] and nothing has to be locked; only memoryviews, which
//! stay, count as exports that forbid a change of size.

use std::any::TypeId;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;
use std::ops::Deref;

use crate::exc::{Exc, R, buffer_error, type_error, value_error};
use crate::heap::{self, Kind, Obj, Payload};
use crate::object::{ByteArray, Bytes, MemoryView};
use crate::types::class_name;
use crate::value::Value;

/// How a memoryview of an object looks at first.
pub struct Export {
    /// The item's format, as in `struct`.
    pub format: String,
    /// Bytes of one item.
    pub item_size: usize,
    /// How many items there are.
    pub count: usize,
    /// Whether it may not be written.
    pub readonly: bool,
}

/// A native payload whose memory others may see.
pub trait Exporter: Payload {
    /// What a memoryview shows.
    fn export(&self) -> Export;
    /// The bytes.
    fn read(&self, f: &mut dyn FnMut(&[u8]));
    /// The bytes, to be written.
    fn write(&self, f: &mut dyn FnMut(&mut [u8]));
    /// How many memoryviews there are. While there are any, the length must not change.
    fn exports(&self) -> &Cell<usize>;
}

/// An exporter's functions, for any value of its type.
#[allow(clippy::type_complexity, reason = "callbacks that borrow")]
#[derive(Clone, Copy)]
struct Methods {
    export: fn(&Value) -> Option<Export>,
    read: fn(&Value, &mut dyn FnMut(&[u8])),
    write: fn(&Value, &mut dyn FnMut(&mut [u8])),
    count: fn(&Value, isize),
}

thread_local! {
    static EXPORTERS: RefCell<HashMap<TypeId, Methods>> = RefCell::new(HashMap::new());
}

/// Makes objects with payload `T` bytes-like.
pub fn register<T: Exporter>() {
    let methods = Methods {
        export: |v| Some(v.downcast::<T>()?.export()),
        read: |v, f| {
            if let Some(t) = v.downcast::<T>() {
                t.read(f);
            }
        },
        write: |v, f| {
            if let Some(t) = v.downcast::<T>() {
                t.write(f);
            }
        },
        count: |v, n| {
            if let Some(t) = v.downcast::<T>() {
                t.exports().set(t.exports().get().saturating_add_signed(n));
            }
        },
    };
    EXPORTERS.with_borrow_mut(|e| e.insert(TypeId::of::<T>(), methods));
}

fn methods(v: &Value) -> Option<Methods> {
    let h = v.header()?;
    if h.kind() != Kind::Native {
        return None;
    }
    EXPORTERS.with_borrow(|e| e.get(&h.layout().type_id).copied())
}

/// Whether `v` is bytes-like.
pub fn is_buffer(v: &Value) -> bool {
    match v.header().map(|h| h.kind()) {
        Some(Kind::Bytes | Kind::ByteArray | Kind::MemoryView) => true,
        Some(Kind::Native) => methods(v).is_some(),
        _ => false,
    }
}

/// Notes that a memoryview of `v` begins (1) or ends (-1).
pub(crate) fn add_export(v: &Value, n: isize) {
    if let Some(b) = v.downcast::<ByteArray>() {
        b.exports.set(b.exports.get().saturating_add_signed(n));
    } else if let Some(m) = methods(v) {
        (m.count)(v, n);
    }
}

/// The bytes of a bytes-like object, borrowed if that is possible.
pub enum Buffer<'a> {
    /// Of bytes.
    Slice(&'a [u8]),
    /// Of a bytearray, or of bytes behind a memoryview.
    Ref(Ref<'a, [u8]>),
    /// Collected.
    Owned(Vec<u8>),
}

impl Deref for Buffer<'_> {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Buffer::Slice(b) => b,
            Buffer::Ref(b) => b,
            Buffer::Owned(b) => b,
        }
    }
}

/// The error of everything that is tried with a released memoryview.
#[cold]
pub fn released() -> Exc {
    value_error("operation forbidden on released memoryview object")
}

fn contiguous(m: &MemoryView) -> R<()> {
    if m.owner_ref().is_none() {
        return Err(released());
    }
    if !m.is_c_contiguous() {
        return Err(buffer_error("memoryview: underlying buffer is not C-contiguous"));
    }
    Ok(())
}

/// The bytes of a bytes-like object; None if `v` is none.
pub fn get(v: &Value) -> R<Option<Buffer<'_>>> {
    if let Some(b) = v.downcast::<Bytes>() {
        return Ok(Some(Buffer::Slice(b.bytes())));
    }
    if let Some(b) = v.downcast::<ByteArray>() {
        return Ok(Some(Buffer::Ref(Ref::map(b.bytes(), |b| &b[..]))));
    }
    if let Some(m) = v.downcast::<MemoryView>() {
        contiguous(m)?;
        let part = m.start..m.start + m.nbytes();
        let behind_bytes = Ref::filter_map(m.owner_ref(), |o| o.as_ref()?.downcast::<Bytes>()?.bytes().get(part));
        if let Ok(slice) = behind_bytes {
            return Ok(Some(Buffer::Ref(slice)));
        }
    }
    Ok(read(v, <[u8]>::to_vec)?.map(Buffer::Owned))
}

/// The bytes of a bytes-like object, or the TypeError that one is needed.
pub fn require(v: &Value) -> R<Buffer<'_>> {
    get(v)?.ok_or_else(|| not_a_buffer(v))
}

/// The TypeError for an object that should be bytes-like.
#[cold]
pub fn not_a_buffer(v: &Value) -> Exc {
    type_error(format!("a bytes-like object is required, not '{}'", class_name(v)))
}

/// Calls `f` with the bytes of a bytes-like object, which are never copied; None if `v` is none.
pub fn read<T>(v: &Value, f: impl FnOnce(&[u8]) -> T) -> R<Option<T>> {
    if let Some(b) = v.downcast::<Bytes>() {
        return Ok(Some(f(b.bytes())));
    }
    if let Some(b) = v.downcast::<ByteArray>() {
        return Ok(Some(f(&b.bytes())));
    }
    if let Some(m) = v.downcast::<MemoryView>() {
        contiguous(m)?;
        let part = m.start..m.start + m.nbytes();
        return Ok(m.owner().and_then(|owner| read_all(&owner, |all| all.get(part).map(f)).flatten()));
    }
    Ok(read_all(v, f))
}

/// As `read`, for objects that are no memoryviews.
pub(crate) fn read_all<T>(v: &Value, f: impl FnOnce(&[u8]) -> T) -> Option<T> {
    if let Some(b) = v.downcast::<Bytes>() {
        return Some(f(b.bytes()));
    }
    if let Some(b) = v.downcast::<ByteArray>() {
        return Some(f(&b.bytes()));
    }
    let (mut f, mut out) = (Some(f), None);
    (methods(v)?.read)(v, &mut |bytes| {
        if let Some(f) = f.take() {
            out = Some(f(bytes));
        }
    });
    out
}

/// Calls `f` with the bytes of a writable bytes-like object; None if `v` is none.
pub fn write<T>(v: &Value, f: impl FnOnce(&mut [u8]) -> T) -> R<Option<T>> {
    let Some(m) = v.downcast::<MemoryView>() else {
        return Ok(write_all(v, f));
    };
    contiguous(m)?;
    if m.readonly {
        return Ok(None);
    }
    let part = m.start..m.start + m.nbytes();
    Ok(m.owner().and_then(|owner| write_all(&owner, |all| all.get_mut(part).map(f)).flatten()))
}

/// As `write`, for objects that are no memoryviews.
pub(crate) fn write_all<T>(v: &Value, f: impl FnOnce(&mut [u8]) -> T) -> Option<T> {
    if let Some(b) = v.downcast::<ByteArray>() {
        return Some(f(&mut b.bytes_mut()));
    }
    let methods = methods(v)?;
    if (methods.export)(v)?.readonly {
        return None;
    }
    let (mut f, mut out) = (Some(f), None);
    (methods.write)(v, &mut |bytes| {
        if let Some(f) = f.take() {
            out = Some(f(bytes));
        }
    });
    out
}

/// A memoryview of a bytes-like object; None if `v` is none.
pub fn view(v: &Value) -> R<Option<Obj<MemoryView>>> {
    if let Some(m) = v.downcast::<MemoryView>() {
        let owner = m.owner().ok_or_else(released)?;
        return Ok(Some(heap::new(MemoryView::new(
            owner,
            m.start,
            m.shape.clone(),
            m.strides.clone(),
            m.format.clone(),
            m.item_size,
            m.readonly,
        ))));
    }
    let export = if let Some(b) = v.downcast::<Bytes>() {
        plain(b.len(), true)
    } else if let Some(b) = v.downcast::<ByteArray>() {
        plain(b.bytes().len(), false)
    } else {
        match methods(v).and_then(|m| (m.export)(v)) {
            Some(e) => e,
            None => return Ok(None),
        }
    };
    Ok(Some(heap::new(MemoryView::new(
        v.clone(),
        0,
        vec![export.count],
        vec![export.item_size as isize],
        export.format,
        export.item_size,
        export.readonly,
    ))))
}

fn plain(count: usize, readonly: bool) -> Export {
    Export { format: "B".to_owned(), item_size: 1, count, readonly }
}
