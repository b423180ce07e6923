//! The iterators of the built-in containers. What "next" does is in `ops::iterate`.

use std::cell::{Cell, RefCell};

use super::{Dict, List, ViewKind};
use crate::heap::{Kind, Obj, Payload, Visit};
use crate::value::Value;

/// Over a list; looks at the list afresh each time.
pub struct ListIter {
    /// The list; None when exhausted.
    pub list: RefCell<Option<Obj<List>>>,
    /// The next position.
    pub pos: Cell<usize>,
    /// `reversed(list)`: `pos` is one beyond the next item.
    pub reversed: bool,
}

impl Payload for ListIter {
    const KIND: Kind = Kind::ListIter;
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some(l) = &*self.list.borrow() {
            visit(l.value());
        }
    }
    fn clear(&self) {
        let old = self.list.take();
        drop(old);
    }
}

macro_rules! sequence_iter {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name {
            /// The sequence; `UNBOUND` when exhausted.
            pub source: RefCell<Value>,
            /// The next position (for str: the next byte).
            pub pos: Cell<usize>,
        }
        impl Payload for $name {
            const KIND: Kind = Kind::$name;
            fn traverse(&self, visit: &mut Visit<'_>) {
                visit(&self.source.borrow());
            }
            fn clear(&self) {
                let old = self.source.take();
                drop(old);
            }
        }
    };
}
sequence_iter! {
    /// Over a tuple.
    TupleIter
}
sequence_iter! {
    /// Over a str.
    StrIter
}
sequence_iter! {
    /// Over bytes or a bytearray.
    BytesIter
}

/// Over a range whose values fit in an inline int.
pub struct RangeIter {
    /// The next value.
    pub next: Cell<i64>,
    /// Added each time.
    pub step: i64,
    /// How many values are left.
    pub left: Cell<u64>,
    /// How many there were at first.
    pub length: u64,
}

impl Payload for RangeIter {
    const KIND: Kind = Kind::RangeIter;
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// Over a dict's keys, values or items.
pub struct DictIter {
    /// The dict; None when exhausted.
    pub dict: RefCell<Option<Obj<Dict>>>,
    /// What is produced.
    pub kind: ViewKind,
    /// The number of the next entry (reversed: one beyond).
    pub pos: Cell<usize>,
    /// How many entries the dict had at the start: a change of size is an error.
    pub expected: Cell<usize>,
    /// How many items are left.
    pub left: Cell<usize>,
    /// `reversed(...)`
    pub reversed: bool,
}

impl Payload for DictIter {
    const KIND: Kind = Kind::DictIter;
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some(d) = &*self.dict.borrow() {
            visit(d.value());
        }
    }
    fn clear(&self) {
        let old = self.dict.take();
        drop(old);
    }
}

/// Over a set or frozenset.
pub struct SetIter {
    /// The set; `UNBOUND` when exhausted.
    pub source: RefCell<Value>,
    /// The number of the next entry.
    pub pos: Cell<usize>,
    /// How many members the set had at the start.
    pub expected: Cell<usize>,
    /// How many items are left.
    pub left: Cell<usize>,
}

impl Payload for SetIter {
    const KIND: Kind = Kind::SetIter;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.source.borrow());
    }
    fn clear(&self) {
        let old = self.source.take();
        drop(old);
    }
}
