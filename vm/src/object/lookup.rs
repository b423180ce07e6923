//! The cache of class attribute look-ups.
//!
//! One table for all classes, indexed by a class's version and an interned name. A version belongs to one state of one class
//! for ever, so entries need no invalidation: what a changed class finds gets entries of its new version.

use std::cell::Cell;

use crate::value::Value;

/// How many entries there are; a power of two.
const ENTRIES: usize = 2048;

/// What a look-up found: the borrowed word of the value, or that of `UNBOUND`. The class, in the state of that version,
/// keeps the value alive.
struct Entry {
    version: Cell<u32>,
    name: Cell<u64>,
    found: Cell<u64>,
}

thread_local! {
    static TABLE: [Entry; ENTRIES] = const {
        [const { Entry { version: Cell::new(0), name: Cell::new(0), found: Cell::new(0) } }; ENTRIES]
    };
}

#[inline(always)]
fn place(version: u32, name: u64) -> usize {
    (version as usize).wrapping_mul(41).wrapping_add((name >> 4) as usize) & (ENTRIES - 1)
}

/// What the class of this version has under an interned name: None if that is not in the cache, `UNBOUND` for no such attribute.
#[inline(always)]
#[allow(unsafe_code)]
pub(super) fn recall(version: u32, name: u64) -> Option<Value> {
    TABLE.with(|t| {
        let e = &t[place(version, name)];
        if e.version.get() != version || e.name.get() != name {
            return None;
        }
        // SAFETY: the class still has this version, so it still holds the value; the clone has a reference of its own.
        Some(unsafe { (*std::mem::ManuallyDrop::new(Value::from_bits(e.found.get()))).clone() })
    })
}

/// Notes what a look-up found.
#[inline]
pub(super) fn note(version: u32, name: u64, found: Option<&Value>) {
    TABLE.with(|t| {
        let e = &t[place(version, name)];
        e.version.set(version);
        e.name.set(name);
        e.found.set(found.map_or(Value::UNBOUND.into_bits(), Value::bits));
    });
}

/// Forgets everything: names may go.
pub(super) fn forget() {
    TABLE.with(|t| t.iter().for_each(|e| e.version.set(0)));
}
