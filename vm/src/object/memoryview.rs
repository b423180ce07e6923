//! `memoryview`: a window on the bytes of another object.

use std::cell::{Cell, Ref, RefCell};

use crate::buffer;
use crate::heap::{Kind, Payload, Visit};
use crate::value::Value;

/// A memoryview.
pub struct MemoryView {
    /// The object it looks at, which is no memoryview itself; None when released.
    owner: RefCell<Option<Value>>,
    /// The byte of the owner at which the first item starts.
    pub start: usize,
    /// Items in each dimension.
    pub shape: Vec<usize>,
    /// Bytes from one item to the next, in each dimension.
    pub strides: Vec<isize>,
    /// The item's format, as in `struct`.
    pub format: String,
    /// Bytes of one item.
    pub item_size: usize,
    /// Whether it may not be written through.
    pub readonly: bool,
    /// The hash, once computed; it outlives a release.
    pub hash: Cell<Option<u64>>,
}

impl Payload for MemoryView {
    const KIND: Kind = Kind::MemoryView;
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some(v) = &*self.owner.borrow() {
            visit(v);
        }
    }
}

impl Drop for MemoryView {
    fn drop(&mut self) {
        self.release();
    }
}

impl MemoryView {
    /// A window with this geometry on `owner`, which is an exporter and no memoryview.
    pub fn new(
        owner: Value,
        start: usize,
        shape: Vec<usize>,
        strides: Vec<isize>,
        format: String,
        item_size: usize,
        readonly: bool,
    ) -> MemoryView {
        buffer::add_export(&owner, 1);
        MemoryView {
            owner: RefCell::new(Some(owner)),
            start,
            shape,
            strides,
            format,
            item_size,
            readonly,
            hash: Cell::new(None),
        }
    }

    /// The object it looks at; None when released.
    pub fn owner(&self) -> Option<Value> {
        self.owner.borrow().clone()
    }

    /// The object it looks at, borrowed.
    pub fn owner_ref(&self) -> Ref<'_, Option<Value>> {
        self.owner.borrow()
    }

    /// Lets go of the object.
    pub fn release(&self) {
        let owner = self.owner.take();
        if let Some(v) = &owner {
            buffer::add_export(v, -1);
        }
    }

    /// The length of the first dimension, if there is one and the view is not released.
    pub fn length(&self) -> Option<usize> {
        if self.owner.borrow().is_none() {
            return None;
        }
        self.shape.first().copied()
    }

    /// How many items there are in all dimensions.
    pub fn count(&self) -> usize {
        self.shape.iter().product()
    }

    /// How many bytes the items take.
    pub fn nbytes(&self) -> usize {
        self.count() * self.item_size
    }

    /// Whether the items follow each other, the last dimension's the closest.
    pub fn is_c_contiguous(&self) -> bool {
        self.is_contiguous_in(self.shape.iter().zip(&self.strides).rev())
    }

    /// Whether the items follow each other, the first dimension's the closest.
    pub fn is_f_contiguous(&self) -> bool {
        self.is_contiguous_in(self.shape.iter().zip(&self.strides))
    }

    fn is_contiguous_in<'a>(&self, dimensions: impl Iterator<Item = (&'a usize, &'a isize)>) -> bool {
        if self.count() == 0 {
            return true;
        }
        let mut step = self.item_size;
        for (&n, &stride) in dimensions {
            if n > 1 && stride != step as isize {
                return false;
            }
            step *= n;
        }
        true
    }

    /// Where each item starts in the owner's bytes, in order.
    pub fn offsets(&self) -> Vec<usize> {
        let mut at = vec![self.start];
        for (&n, &stride) in self.shape.iter().zip(&self.strides) {
            at = at
                .iter()
                .flat_map(|&base| (0..n).map(move |i| base.wrapping_add_signed(stride.wrapping_mul(i as isize))))
                .collect();
        }
        at
    }
}
