//! What inline caches of attributes have learnt, for all instructions together.
//!
//! An instruction that meets objects of several classes in turn forgets one as it learns the next. Here it finds again what
//! it, or another instruction for the same name, knew about the other one.

use std::cell::Cell;

use crate::object::Cache;

/// How many entries there are; a power of two.
const ENTRIES: usize = 1024;

/// What an instruction wants with the attribute: the same name and shape give different finds.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Use {
    /// To read it.
    Get = 1,
    /// To call it.
    Method,
    /// To write it.
    Store,
}

struct Stub {
    name: Cell<u64>,
    key: Cell<u64>,
    value: Cell<u64>,
    version: Cell<u32>,
    index: Cell<u32>,
    kind: Cell<u8>,
    wanted: Cell<u8>,
}

thread_local! {
    static STUBS: [Stub; ENTRIES] = const {
        [const {
            Stub {
                name: Cell::new(0),
                key: Cell::new(0),
                value: Cell::new(0),
                version: Cell::new(0),
                index: Cell::new(0),
                kind: Cell::new(0),
                wanted: Cell::new(0),
            }
        }; ENTRIES]
    };
}

#[inline(always)]
fn place(name: u64, key: u64, wanted: Use) -> usize {
    ((name >> 4) as usize).wrapping_mul(31).wrapping_add((key >> 4) as usize).wrapping_add(wanted as usize)
        & (ENTRIES - 1)
}

/// Fills an instruction's cache with what is known for this key; false if nothing is.
#[inline]
pub(crate) fn recall(c: &Cache, key: u64, wanted: Use) -> bool {
    let name = c.name.value().bits();
    STUBS.with(|stubs| {
        let s = &stubs[place(name, key, wanted)];
        if s.name.get() != name || s.key.get() != key || s.wanted.get() != wanted as u8 {
            return false;
        }
        c.key.set(key);
        c.value.set(s.value.get());
        c.version.set(s.version.get());
        c.index.set(s.index.get());
        c.kind.set(s.kind.get());
        true
    })
}

/// Notes what an instruction's cache has learnt.
pub(crate) fn note(c: &Cache, wanted: Use) {
    let (name, key) = (c.name.value().bits(), c.key.get());
    STUBS.with(|stubs| {
        let s = &stubs[place(name, key, wanted)];
        s.name.set(name);
        s.key.set(key);
        s.wanted.set(wanted as u8);
        s.value.set(c.value.get());
        s.version.set(c.version.get());
        s.index.set(c.index.get());
        s.kind.set(c.kind.get());
    });
}

/// Forgets everything: names may go.
pub(crate) fn forget() {
    STUBS.with(|stubs| stubs.iter().for_each(|s| s.name.set(0)));
}
