//! Iterators over other things than one built-in container: what `enumerate`, `zip`, `map`, `filter`, `reversed` and
//! `iter(callable, sentinel)` make, and the iterator of the old protocol of `__getitem__`.

use std::cell::{Cell, RefCell};

use crate::heap::{Kind, Payload, Visit};
use crate::ops::iterate::{Driver, Nature};
use crate::value::Value;

/// Over a range with an int that does not fit in a machine word.
pub struct LongRangeIter {
    /// The range.
    pub range: Value,
    /// The next position, an int.
    pub next: RefCell<Value>,
}

impl Payload for LongRangeIter {
    const KIND: Kind = Kind::LongRangeIter;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.range);
        visit(&self.next.borrow());
    }
}

/// Over an object with `__getitem__` alone: asks for item 0, 1, 2, ... until there is an IndexError.
pub struct SequenceIter {
    /// The object; `UNBOUND` when exhausted.
    pub source: RefCell<Value>,
    /// The next position.
    pub pos: Cell<usize>,
}

impl Payload for SequenceIter {
    const KIND: Kind = Kind::SequenceIter;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.source.borrow());
    }
    fn clear(&self) {
        drop(self.source.take());
    }
}

/// Calls a function until it returns the sentinel.
pub struct CallableIter {
    /// The function; `UNBOUND` when exhausted.
    pub callable: RefCell<Value>,
    /// The sentinel.
    pub sentinel: RefCell<Value>,
}

impl Payload for CallableIter {
    const KIND: Kind = Kind::CallableIter;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.callable.borrow());
        visit(&self.sentinel.borrow());
    }
    fn clear(&self) {
        drop((self.callable.take(), self.sentinel.take()));
    }
}

/// `reversed(sequence)`: asks for the items from the last to the first.
pub struct Reversed {
    /// The sequence; `UNBOUND` when exhausted.
    pub source: RefCell<Value>,
    /// One beyond the next position.
    pub pos: Cell<usize>,
}

impl Payload for Reversed {
    const KIND: Kind = Kind::Reversed;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.source.borrow());
    }
    fn clear(&self) {
        drop(self.source.take());
    }
}

/// `enumerate(iterable, start)`
pub struct Enumerate {
    /// The iterator.
    pub iterator: Value,
    /// The next number, an int.
    pub count: RefCell<Value>,
    /// What its steps need.
    pub nature: Nature,
    /// Takes its steps if they need user code.
    pub driver: Driver,
}

impl Payload for Enumerate {
    const KIND: Kind = Kind::Enumerate;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.iterator);
        visit(&self.count.borrow());
        self.driver.visit(visit);
    }
}

/// `zip(*iterables)`
pub struct Zip {
    /// The iterators.
    pub iterators: Vec<Value>,
    /// Whether the iterators must be of one length.
    pub strict: Cell<bool>,
    /// What its steps need, those of the iterators at least.
    pub nature: Nature,
    /// Takes its steps if they need user code.
    pub driver: Driver,
}

impl Payload for Zip {
    const KIND: Kind = Kind::Zip;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in &self.iterators {
            visit(v);
        }
        self.driver.visit(visit);
    }
}

/// `map(function, *iterables)`
pub struct Map {
    /// The function.
    pub function: Value,
    /// The iterators.
    pub iterators: Vec<Value>,
    /// What its steps need, those of the iterators at least.
    pub nature: Nature,
    /// Takes its steps.
    pub driver: Driver,
}

impl Payload for Map {
    const KIND: Kind = Kind::Map;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.function);
        for v in &self.iterators {
            visit(v);
        }
        self.driver.visit(visit);
    }
}

/// `filter(function, iterable)`
pub struct Filter {
    /// The function, or None for the items' own truth.
    pub function: Value,
    /// The iterator.
    pub iterator: Value,
    /// Takes its steps.
    pub driver: Driver,
}

impl Payload for Filter {
    const KIND: Kind = Kind::Filter;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.function);
        visit(&self.iterator);
        self.driver.visit(visit);
    }
}
