//! `set` and `frozenset`.

use std::cell::{Cell, Ref, RefCell, RefMut};

use super::SetTable;
use crate::heap::{self, Kind, Obj, Payload, Visit};

/// A set.
#[derive(Default)]
pub struct Set {
    table: RefCell<SetTable>,
}

impl Payload for Set {
    const KIND: Kind = Kind::Set;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for e in self.table.borrow().iter() {
            visit(&e.key);
        }
    }
    fn clear(&self) {
        let old = self.table.borrow_mut().take_all();
        drop(old);
    }
}

impl Set {
    /// An empty set.
    pub fn new() -> Obj<Set> {
        heap::new(Set::default())
    }
    /// The payload of a set with this table.
    pub fn payload(table: SetTable) -> Set {
        Set { table: RefCell::new(table) }
    }
    /// A set with this table.
    pub fn from_table(table: SetTable) -> Obj<Set> {
        heap::new(Set::payload(table))
    }
    /// The table, to read.
    pub fn table(&self) -> Ref<'_, SetTable> {
        self.table.borrow()
    }
    /// The table, to change.
    pub fn table_mut(&self) -> RefMut<'_, SetTable> {
        self.table.borrow_mut()
    }
    /// How many members there are.
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }
    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A frozenset: a table that does not change once the object is made.
pub struct FrozenSet {
    table: SetTable,
    /// The hash, once computed.
    pub hash: Cell<Option<u64>>,
}

impl Payload for FrozenSet {
    const KIND: Kind = Kind::FrozenSet;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for e in self.table.iter() {
            visit(&e.key);
        }
    }
}

impl FrozenSet {
    /// The payload of a frozenset with this table.
    pub fn payload(table: SetTable) -> FrozenSet {
        FrozenSet { table, hash: Cell::new(None) }
    }
    /// A frozenset with this table.
    pub fn from_table(table: SetTable) -> Obj<FrozenSet> {
        heap::new(FrozenSet::payload(table))
    }
    /// The table.
    pub fn table(&self) -> &SetTable {
        &self.table
    }
    /// How many members there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }
    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
}
