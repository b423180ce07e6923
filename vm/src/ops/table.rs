//! Dicts and sets, as far as their keys need no user code.

use crate::exc::R;
use crate::object::{Dict, Found, Table};
use crate::ops::compare::native_eq;
use crate::ops::hash::{self, Hashed};
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
pub fn set_add(table: &mut Table<()>, key: &Value) -> R<bool> {
    match find(table, key)? {
        None => Ok(false),
        Some((_, Some(_))) => Ok(true),
        Some((hash, None)) => {
            table.insert_new(hash, key.clone(), ());
            Ok(true)
        }
    }
}

/// Sets an entry of a dict's table; false if that needs user code. An old value is dropped after the table is whole again.
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
    let mut places = Vec::with_capacity(source.len());
    for e in source.iter() {
        match target.find(e.hash, None, |k| native_eq(k, &e.key)) {
            Found::Ask(_) => return false,
            Found::At(i) => places.push(Some(i)),
            Found::Missing => places.push(None),
        }
    }
    let mut old = Vec::new();
    for (e, place) in source.iter().zip(places) {
        match place {
            Some(i) => old.push(std::mem::replace(target.value_mut(i), e.value.clone())),
            None => target.insert_new(e.hash, e.key.clone(), e.value.clone()),
        }
    }
    drop(target);
    drop(source);
    drop(old);
    true
}
