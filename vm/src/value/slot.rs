//! A place for a value that is shared.

use std::cell::Cell;

use super::Value;

/// A value that can be replaced through a shared reference, in one word.
#[derive(Default)]
pub struct Slot(Cell<Value>);

impl Slot {
    /// With this value in it.
    pub fn new(v: Value) -> Slot {
        Slot(Cell::new(v))
    }
    /// The value.
    #[inline(always)]
    pub fn get(&self) -> Value {
        self.with(Value::clone)
    }
    /// Looks at the value.
    #[inline(always)]
    pub fn with<T>(&self, f: impl FnOnce(&Value) -> T) -> T {
        let v = std::mem::ManuallyDrop::new(self.0.take());
        let answer = f(&v);
        // The empty value that stood in meanwhile needs no drop.
        self.0.set(std::mem::ManuallyDrop::into_inner(v));
        answer
    }
    /// Takes the value out: the slot is empty then.
    #[inline(always)]
    pub fn take(&self) -> Value {
        self.0.take()
    }
    /// Replaces the value. The old one is dropped when the new one is in place.
    #[inline(always)]
    pub fn set(&self, v: Value) {
        drop(self.0.replace(v));
    }
    /// Puts a value in, and returns the one that was there.
    #[inline(always)]
    pub fn replace(&self, v: Value) -> Value {
        self.0.replace(v)
    }
    /// Exchanges the value with that in `other`.
    #[inline(always)]
    pub(crate) fn swap(&self, other: &mut Value) {
        self.0.swap(Cell::from_mut(other));
    }
    /// Whether there is a value.
    #[inline(always)]
    pub fn is_set(&self) -> bool {
        self.with(|v| !v.is_unbound())
    }
}
