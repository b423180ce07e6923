//! The algebra of sets whose members need no user code to be compared.
//!
//! What makes a new set gives None if user code is needed, and the prelude starts over; what changes a set says how far it came, and
//! the prelude does that step and lets it go on.
//!
//! The order in which members are added and the moments at which tables grow are CPython's, since they decide the order in which
//! the result shows its members.

use crate::object::{Found, SetTable, Slot, Table};
use crate::ops::compare::native_eq;
use crate::ops::table::{dict_has, set_add_hashed, set_has};
use crate::value::Value;

/// Adds the members of `other` from slot `from` on. The slot at which user code is needed, if there is one.
pub fn merge(table: &mut SetTable, other: &SetTable, from: usize) -> Option<usize> {
    if from == 0 {
        if table.is_unused() {
            table.merge_into_empty(other);
            return None;
        }
        table.make_room(other.len());
    }
    let rest = other.slots().iter().enumerate().skip(from);
    for (i, slot) in rest.filter(|(_, s)| !s.key.is_unbound()) {
        if !set_add_hashed(table, slot.hash, &slot.key) {
            return Some(i);
        }
    }
    None
}

/// Adds the keys of a dict from entry `from` on. The entry at which user code is needed, if there is one.
pub fn merge_keys(table: &mut SetTable, dict: &Table<Value>, from: usize) -> Option<usize> {
    if from == 0 {
        table.make_room(dict.len());
    }
    let rest = dict.entries().iter().enumerate().skip(from);
    for (i, e) in rest.filter(|(_, e)| !e.key.is_unbound()) {
        if !set_add_hashed(table, e.hash, &e.key) {
            return Some(i);
        }
    }
    None
}

/// `a & b`
pub fn intersection(a: &SetTable, b: &SetTable) -> Option<SetTable> {
    if std::ptr::eq(a, b) {
        return Some(a.duplicate());
    }
    let (small, large) = if b.len() > a.len() { (a, b) } else { (b, a) };
    select(small, |s| set_has(large, s.hash, &s.key))
}

/// `a - b`
pub fn difference(a: &SetTable, b: &SetTable) -> Option<SetTable> {
    if a.len() >> 2 > b.len() {
        let mut result = a.duplicate();
        return match remove_all(&mut result, b, 0, &mut Vec::new()) {
            Some(_) => None,
            None => Some(result),
        };
    }
    select(a, |s| Some(!set_has(b, s.hash, &s.key)?))
}

/// The members of `a` that are no keys of `dict`.
pub fn difference_keys(a: &SetTable, dict: &Table<Value>) -> Option<SetTable> {
    select(a, |s| Some(!dict_has(dict, s.hash, &s.key)?))
}

/// The members for which `wanted` holds.
fn select(table: &SetTable, wanted: impl Fn(&Slot) -> Option<bool>) -> Option<SetTable> {
    let mut result = SetTable::default();
    for slot in table.iter() {
        if wanted(slot)? {
            // The result's members are members of one set, so none is equal to another.
            result.insert_new(slot.hash, slot.key.clone());
        }
    }
    Some(result)
}

/// `table -= other`, from slot `from` of `other` on; what is removed goes to `removed`, to be dropped when no borrow is left.
pub fn remove_all(table: &mut SetTable, other: &SetTable, from: usize, removed: &mut Vec<Value>) -> Option<usize> {
    let rest = other.slots().iter().enumerate().skip(from);
    for (i, slot) in rest.filter(|(_, s)| !s.key.is_unbound()) {
        match table.find(slot.hash, None, |k| native_eq(k, &slot.key)) {
            Found::At(at) => removed.push(table.remove_at(at)),
            Found::Missing => {}
            Found::Ask(_) => return Some(i),
        }
    }
    table.tidy();
    None
}

/// `table ^= other`, likewise.
pub fn exchange_all(table: &mut SetTable, other: &SetTable, from: usize, removed: &mut Vec<Value>) -> Option<usize> {
    let rest = other.slots().iter().enumerate().skip(from);
    for (i, slot) in rest.filter(|(_, s)| !s.key.is_unbound()) {
        match table.find(slot.hash, None, |k| native_eq(k, &slot.key)) {
            Found::At(at) => removed.push(table.remove_at(at)),
            Found::Missing => table.insert_new(slot.hash, slot.key.clone()),
            Found::Ask(_) => return Some(i),
        }
    }
    None
}

/// `a ^ b`
pub fn symmetric_difference(a: &SetTable, b: &SetTable) -> Option<SetTable> {
    let mut result = b.duplicate();
    match exchange_all(&mut result, a, 0, &mut Vec::new()) {
        Some(_) => None,
        None => Some(result),
    }
}

/// `a | b`
pub fn union(a: &SetTable, b: &SetTable) -> Option<SetTable> {
    let mut result = a.duplicate();
    match merge(&mut result, b, 0) {
        Some(_) => None,
        None => Some(result),
    }
}

/// `a <= b`
pub fn is_subset(a: &SetTable, b: &SetTable) -> Option<bool> {
    if a.len() > b.len() {
        return Some(false);
    }
    for slot in a.iter() {
        if !set_has(b, slot.hash, &slot.key)? {
            return Some(false);
        }
    }
    Some(true)
}

/// `a == b`
pub fn equal(a: &SetTable, b: &SetTable) -> Option<bool> {
    if a.len() != b.len() { Some(false) } else { is_subset(a, b) }
}

/// Whether no member of `a` is one of `b`.
pub fn is_disjoint(a: &SetTable, b: &SetTable) -> Option<bool> {
    let (small, large) = if b.len() > a.len() { (a, b) } else { (b, a) };
    for slot in small.iter() {
        if set_has(large, slot.hash, &slot.key)? {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether the members of `b` can be looked for in `a` without user code.
pub fn is_known(a: &SetTable, b: &SetTable) -> bool {
    b.iter().all(|s| set_has(a, s.hash, &s.key).is_some())
}
