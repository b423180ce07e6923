//! Dicts and sets, as far as their keys need no user code.

use std::cell::Ref;
use std::ops::Deref;

use crate::exc::R;
use crate::object::{Dict, Found, FrozenSet, Probe, Set, SetTable, Table};
use crate::ops::compare::native_eq;
use crate::ops::hash::{self, Hashed};
use crate::types::class_of;
use crate::value::Value;

/// Where a key is in a table; None if its hash or a comparison needs user code.
#[inline]
pub fn find<V>(table: &Table<V>, key: &Value) -> R<Option<(u64, Option<usize>)>> {
    let hash = match hash::native(key) {
        Hashed::Known(h) => h,
        Hashed::User => return Ok(None),
        Hashed::Unhashable(e) => return Err(e),
    };
    Ok(match table.find(hash, None, |k| native_eq(k, key)) {
        Found::At(i) => Some((hash, Some(i))),
        Found::Missing => Some((hash, None)),
        Found::Ask(_) => None,
    })
}

/// Adds a member to a set's table; false if that needs user code.
#[inline]
pub fn set_add(table: &mut SetTable, key: &Value) -> R<bool> {
    let hash = match hash::native(key) {
        Hashed::Known(h) => h,
        Hashed::User => return Ok(false),
        Hashed::Unhashable(e) => return Err(e),
    };
    Ok(set_add_hashed(table, hash, key))
}

/// Adds a member whose hash is known; false if that needs user code.
#[inline]
pub fn set_add_hashed(table: &mut SetTable, hash: u64, key: &Value) -> bool {
    match table.probe(hash, None, |k| native_eq(k, key)) {
        Probe::At(_) => true,
        Probe::Free(at) => {
            table.occupy(at, hash, key.clone());
            true
        }
        Probe::Ask(_) => false,
    }
}

/// Whether a key with this hash is in a set's table; None if that needs user code.
#[inline]
pub fn set_has(table: &SetTable, hash: u64, key: &Value) -> Option<bool> {
    match table.find(hash, None, |k| native_eq(k, key)) {
        Found::At(_) => Some(true),
        Found::Missing => Some(false),
        Found::Ask(_) => None,
    }
}

/// Whether a key with this hash is in a dict's table; None if that needs user code.
#[inline]
pub fn dict_has(table: &Table<Value>, hash: u64, key: &Value) -> Option<bool> {
    match table.find(hash, None, |k| native_eq(k, key)) {
        Found::At(_) => Some(true),
        Found::Missing => Some(false),
        Found::Ask(_) => None,
    }
}

/// The hash of a key that is looked for in a set: a set, which has none, is looked for as the equal frozenset.
pub fn member_hash(key: &Value) -> Hashed {
    let has_none = |class: &crate::object::TypeRef| {
        class.lookup(crate::names::cached::__hash__().value()).is_none_or(|f| f.is_none())
    };
    match key.downcast::<Set>() {
        Some(s) if has_none(&class_of(key)) => Hashed::Known(hash::members(&s.table())),
        _ => hash::native(key),
    }
}

/// The members of a set or frozenset.
pub enum Members<'a> {
    /// Of a set.
    Set(Ref<'a, SetTable>),
    /// Of a frozenset.
    Frozen(&'a SetTable),
}

impl Deref for Members<'_> {
    type Target = SetTable;
    fn deref(&self) -> &SetTable {
        match self {
            Members::Set(t) => t,
            Members::Frozen(t) => t,
        }
    }
}

/// The members of a set or frozenset, or of an instance of a subclass.
pub fn members(v: &Value) -> Option<Members<'_>> {
    if let Some(s) = v.downcast::<Set>() {
        return Some(Members::Set(s.table()));
    }
    v.downcast::<FrozenSet>().map(|s| Members::Frozen(s.table()))
}

/// Sets an entry of a dict's table; false if that needs user code. An old value is dropped after the table is whole again.
#[inline]
pub fn dict_insert(table: &mut Table<Value>, key: &Value, v: Value) -> R<bool> {
    match find(table, key)? {
        None => return Ok(false),
        Some((_, Some(i))) => {
            let old = std::mem::replace(table.value_mut(i), v);
            drop(old);
        }
        Some((hash, None)) => table.insert_new(hash, key.clone(), v),
    }
    Ok(true)
}

/// Adds the entries of `from` to `to`; false if that needs user code (then nothing has changed).
pub fn dict_update(to: &Dict, from: &Dict) -> bool {
    if std::ptr::eq(to, from) {
        return true;
    }
    let source = from.table();
    let mut target = to.table_mut();
    if target.is_empty() {
        let old = std::mem::replace(&mut *target, source.duplicate());
        drop(target);
        drop(old);
        return true;
    }
    let mut places = Vec::with_capacity(source.len());
    for e in source.iter() {
        match target.find(e.hash, None, |k| native_eq(k, &e.key)) {
            Found::Ask(_) => return false,
            Found::At(i) => places.push(Some(i)),
            Found::Missing => places.push(None),
        }
    }
    let mut old = Vec::new();
    // New entries may move the others when the table is rebuilt, so the known ones are written first.
    for (e, place) in source.iter().zip(&places) {
        if let Some(i) = place {
            old.push(std::mem::replace(target.value_mut(*i), e.value.clone()));
        }
    }
    for (e, place) in source.iter().zip(&places) {
        if place.is_none() {
            target.insert_new(e.hash, e.key.clone(), e.value.clone());
        }
    }
    drop(target);
    drop(source);
    drop(old);
    true
}
