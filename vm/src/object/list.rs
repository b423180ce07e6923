//! `list`.

use std::cell::{Ref, RefCell, RefMut};

use crate::heap::{self, Kind, Obj, Payload, Visit};
use crate::value::Value;

/// A list.
#[derive(Default)]
pub struct List {
    items: RefCell<Vec<Value>>,
}

impl Payload for List {
    const KIND: Kind = Kind::List;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in self.items.borrow().iter() {
            visit(v);
        }
    }
    fn clear(&self) {
        let old = std::mem::take(&mut *self.items.borrow_mut());
        Self::drop_items(old);
    }
}

impl Drop for List {
    /// The last item goes first, as programs can see by their finalisers.
    fn drop(&mut self) {
        let items = self.items.get_mut();
        while items.pop().is_some() {}
    }
}

impl List {
    /// Drops what was in a list: the last item goes first.
    pub fn drop_items(mut items: Vec<Value>) {
        while items.pop().is_some() {}
    }

    /// An empty list.
    pub fn new() -> Obj<List> {
        heap::new(List::default())
    }

    /// The payload of a list of these values.
    pub fn payload(items: Vec<Value>) -> List {
        List { items: RefCell::new(items) }
    }

    /// A list of these values.
    pub fn from_vec(items: Vec<Value>) -> Obj<List> {
        heap::new(List::payload(items))
    }

    /// The items, to read.
    #[inline]
    pub fn items(&self) -> Ref<'_, Vec<Value>> {
        self.items.borrow()
    }

    /// The items, to change. Values taken out are best dropped after the borrow has ended.
    #[inline]
    pub fn items_mut(&self) -> RefMut<'_, Vec<Value>> {
        self.items.borrow_mut()
    }

    /// How many items there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an item at the end.
    #[inline]
    pub fn push(&self, v: Value) {
        self.items.borrow_mut().push(v);
    }

    /// The item at `index`, if there is one.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.borrow().get(index).cloned()
    }

    /// The vector's address, for the loop, in which no borrow is ever outstanding.
    #[inline(always)]
    pub(crate) fn as_ptr(&self) -> *mut Vec<Value> {
        self.items.as_ptr()
    }
}
