//! Weak references: a table from objects to the weak references that point to them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Header, Heap, flag};
use crate::object::WeakRef;
use crate::value::Value;

/// For each object with weak references, by address: their addresses, oldest first.
pub(crate) struct WeakTable(RefCell<BTreeMap<usize, Vec<*const Header>>>);

#[allow(unsafe_code)]
impl WeakTable {
    pub(crate) const fn new() -> WeakTable {
        WeakTable(RefCell::new(BTreeMap::new()))
    }

    /// Notes that the weak reference `weak` points to `target`.
    pub(crate) fn add(&self, target: &Header, weak: &Header) {
        target.set(flag::WEAK);
        self.0.borrow_mut().entry(&raw const *target as usize).or_default().push(weak);
    }

    /// The weak reference `weak` is going away.
    pub(crate) fn remove(&self, target: *const Header, weak: *const Header) {
        let mut table = self.0.borrow_mut();
        if let Some(list) = table.get_mut(&(target as usize)) {
            list.retain(|&w| w != weak);
            if list.is_empty() {
                table.remove(&(target as usize));
                // SAFETY: a weak reference that still has its target points to a live object.
                unsafe { (*target).unset(flag::WEAK) };
            }
        }
    }

    /// The weak references to `target`, oldest first.
    pub(crate) fn refs(&self, target: &Header) -> Vec<Value> {
        let table = self.0.borrow();
        let Some(list) = table.get(&(&raw const *target as usize)) else {
            return Vec::new();
        };
        list.iter()
            // SAFETY: as below.
            .filter(|&&w| unsafe { (*w).references() } > 0)
            .map(|&w| {
                // SAFETY: listed weak references are alive: they take themselves off the list when they go.
                unsafe {
                    super::increment(w);
                    Value::from_header(w)
                }
            })
            .collect()
    }

    /// `target` is about to be freed: its weak references are dead, and their callbacks are queued, newest first, those that
    /// `is_wanted` says at least.
    pub(crate) fn object_dies(&self, heap: &Heap, target: *const Header, is_wanted: impl Fn(&Header) -> bool) {
        // SAFETY: the object is still intact.
        let header = unsafe { &*target };
        let weak = self.refs(header);
        self.0.borrow_mut().remove(&(target as usize));
        header.unset(flag::WEAK);
        for v in weak.into_iter().rev() {
            if let Some(w) = v.downcast::<WeakRef>() {
                w.target_died();
                if w.has_callback() && v.header().is_some_and(&is_wanted) {
                    heap.finalizers.borrow_mut().push(v);
                    heap.call_attention();
                }
            }
        }
    }
}
