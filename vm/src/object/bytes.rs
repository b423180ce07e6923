//! `bytes` and `bytearray`.

use std::cell::{Cell, Ref, RefCell, RefMut};

use super::TypeRef;
use crate::heap::{self, Kind, Obj, Payload, Tail, TailHead, Visit, tail};

/// The fixed part of a bytes object: its hash, 0 if not yet computed.
pub struct BytesHead {
    hash: Cell<u64>,
}

impl TailHead for BytesHead {
    type Item = u8;
    const KIND: Kind = Kind::Bytes;
    const CONTAINER: bool = false;
    fn visit(_: &u8, _: &mut Visit<'_>) {}
}

/// A bytes object.
pub type Bytes = Tail<BytesHead, u8>;

fn head() -> BytesHead {
    BytesHead { hash: Cell::new(0) }
}

impl Bytes {
    /// A bytes object.
    pub fn new(bytes: &[u8]) -> Obj<Bytes> {
        Bytes::try_concat(&[bytes]).unwrap_or_else(|| std::alloc::handle_alloc_error(std::alloc::Layout::new::<u8>()))
    }
    /// The parts in one object; None if there is no memory for it.
    pub fn try_concat(parts: &[&[u8]]) -> Option<Obj<Bytes>> {
        Bytes::try_from_parts(parts.iter().copied())
    }
    /// The parts in one object; None if there is no memory for it.
    pub fn try_from_parts<'a>(parts: impl Iterator<Item = &'a [u8]> + Clone) -> Option<Obj<Bytes>> {
        tail::new_bytes(None, head(), parts)
    }
    /// `self * count`; None if there is no memory for it.
    pub fn try_repeat(&self, count: usize) -> Option<Obj<Bytes>> {
        tail::new_repeated(head(), self.items(), count)
    }
    /// A bytes object of `typ`, a subclass of `bytes`.
    pub fn of_class(typ: &TypeRef, bytes: &[u8]) -> Option<Obj<Bytes>> {
        tail::new_bytes(Some(typ), head(), std::iter::once(bytes))
    }
    /// The contents.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        self.items()
    }
    /// The hash; the same for equal contents.
    pub fn hash(&self) -> u64 {
        if self.head.hash.get() == 0 {
            self.head.hash.set(crate::hashing::hash_bytes(self.items()));
        }
        self.head.hash.get()
    }
}

/// A bytearray.
#[derive(Default)]
pub struct ByteArray {
    bytes: RefCell<Vec<u8>>,
    /// How many memoryviews look at it: while there are any, its length is fixed.
    pub exports: Cell<usize>,
}

impl Payload for ByteArray {
    const KIND: Kind = Kind::ByteArray;
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

impl ByteArray {
    /// The payload of a bytearray with this contents.
    pub fn payload(bytes: Vec<u8>) -> ByteArray {
        ByteArray { bytes: RefCell::new(bytes), exports: Cell::new(0) }
    }
    /// A bytearray.
    pub fn new(bytes: Vec<u8>) -> Obj<ByteArray> {
        heap::new(ByteArray::payload(bytes))
    }
    /// The contents, to read.
    pub fn bytes(&self) -> Ref<'_, Vec<u8>> {
        self.bytes.borrow()
    }
    /// The contents, to change.
    pub fn bytes_mut(&self) -> RefMut<'_, Vec<u8>> {
        self.bytes.borrow_mut()
    }
}
