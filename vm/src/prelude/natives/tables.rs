//! Helpers of `tables.py`: dicts and sets, entry by entry.

use crate::exc::{Exc, R, system_error};
use crate::native::{Def, class_arg, pure, this};
use crate::object::*;
use crate::ops::compare::native_eq;
use crate::ops::hash::Hashed;
use crate::ops::repr::containers;
use crate::ops::sets;
use crate::ops::table::{self, member_hash, members};
use crate::types::set;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_find(table, key, hash, /)", |_, a| find(&a[0], &a[1], &a[2], None), ""),
    pure("_find_after(table, key, hash, entry, /)", |_, a| find(&a[0], &a[1], &a[2], Some(number(&a[3])?)), ""),
    pure("_stored(table, entry, /)", |_, a| Ok(entry(&a[0], number(&a[1])?)?.1), ""),
    pure("_slots(table, /)", |_, a| Ok(capacity(&a[0])?.into()), ""),
    pure("_holds(table, entry, key, slots, /)", holds, ""),
    pure("_member_hash(key, /)", hash_of_member, ""),
    pure("_value(d, entry, /)", value_at, ""),
    pure("_set_value(d, entry, value, /)", set_value, ""),
    pure("_insert(d, key, hash, value, /)", insert, ""),
    pure("_remove_entry(table, entry, /)", remove_entry, ""),
    pure("_dict_put(d, key, value, /)", dict_put, ""),
    pure("_dict_entries(d, /)", dict_entries, ""),
    pure("_is_plain_mapping(x, /)", |_, a| Ok(Value::bool(crate::types::dict::is_plain_mapping(&a[0]))), ""),
    pure("_table_size(table, /)", table_size, ""),
    pure("_view_dict(view, /)", |_, a| Ok(this::<DictView>(a)?.dict.clone().into()), ""),
    pure("_view_kind(view, /)", view_kind, ""),
    pure("_is_set_view(x, /)", |_, a| Ok(Value::bool(crate::types::dict::is_set_like(&a[0]))), ""),
    pure("_is_set(x, /)", |_, a| Ok(Value::bool(members(&a[0]).is_some())), ""),
    pure("_set_put(s, key, /)", set_put, ""),
    pure("_add(s, key, hash, /)", add, ""),
    pure("_set_merge(s, source, start, /)", set_merge, ""),
    pure("_entry(table, entry, /)", key_and_hash, ""),
    pure("_entries(table, /)", entries, ""),
    pure("_set_copy(s, /)", set_copy, ""),
    pure("_as_kind(like, s, /)", as_kind, ""),
    pure("_frozen(cls, s, /)", frozen, ""),
    pure("_replace_members(s, source, /)", replace_members, ""),
    pure("_tidy(s, /)", tidy, ""),
    pure("_repr_enter(x, /)", |_, a| Ok(Value::bool(containers::enter(&a[0]))), ""),
    pure("_repr_leave(x, /)", repr_leave, ""),
];

fn wrong() -> Exc {
    system_error("expected a dict or set")
}

fn number(v: &Value) -> R<usize> {
    v.as_i64().and_then(|n| usize::try_from(n).ok()).ok_or_else(|| system_error("expected the number of an entry"))
}

/// A hash as programs know it, as the tables keep it.
fn hash_word(v: &Value) -> R<u64> {
    v.as_i64().map(|h| h as u64).ok_or_else(|| system_error("expected a hash"))
}

/// The entry with an equal key; -1 if there is none, and `-2 - entry` if only user code can tell about an entry.
fn find(table: &Value, key: &Value, hash: &Value, after: Option<usize>) -> R {
    let hash = hash_word(hash)?;
    let equal = |k: &Value| native_eq(k, key);
    let found = if let Some(d) = table.downcast::<Dict>() {
        d.table().find(hash, after, equal)
    } else {
        members(table).ok_or_else(wrong)?.find(hash, after, equal)
    };
    Ok(Value::from(match found {
        Found::At(i) => i as i64,
        Found::Missing => -1,
        Found::Ask(i) => -2 - i as i64,
    }))
}

/// The hash and key of an entry; the key is `UNBOUND` where there is none.
fn entry(table: &Value, i: usize) -> R<(u64, Value)> {
    if let Some(d) = table.downcast::<Dict>() {
        let table = d.table();
        return Ok(table.entries().get(i).map(|e| (e.hash, e.key.clone())).unwrap_or_default());
    }
    let table = members(table).ok_or_else(wrong)?;
    Ok(table.slots().get(i).map(|s| (s.hash, s.key.clone())).unwrap_or_default())
}

/// How many slots a table has; another number means that the entries may have moved.
fn capacity(table: &Value) -> R<usize> {
    match table.downcast::<Dict>() {
        Some(d) => Ok(d.table().slots()),
        None => Ok(members(table).ok_or_else(wrong)?.slots().len()),
    }
}

fn holds(_: &mut Vm, a: &[Value]) -> R {
    let stored = entry(&a[0], number(&a[1])?)?.1;
    Ok(Value::bool(stored.is(&a[2]) && capacity(&a[0])? == number(&a[3])?))
}

fn hash_of_member(_: &mut Vm, a: &[Value]) -> R {
    match member_hash(&a[0]) {
        Hashed::Known(h) => Ok(Value::from(h as i64)),
        Hashed::User => Ok(Value::NONE),
        Hashed::Unhashable(e) => Err(e),
    }
}

fn value_at(_: &mut Vm, a: &[Value]) -> R {
    let i = number(&a[1])?;
    let table = this::<Dict>(a)?.table();
    table.entries().get(i).map(|e| e.value.clone()).ok_or_else(wrong)
}

fn set_value(_: &mut Vm, a: &[Value]) -> R {
    let i = number(&a[1])?;
    let old = {
        let mut table = this::<Dict>(a)?.table_mut();
        if i >= table.entries().len() {
            return Err(wrong());
        }
        std::mem::replace(table.value_mut(i), a[2].clone())
    };
    drop(old);
    Ok(Value::NONE)
}

fn insert(_: &mut Vm, a: &[Value]) -> R {
    let hash = hash_word(&a[2])?;
    this::<Dict>(a)?.table_mut().insert_new(hash, a[1].clone(), a[3].clone());
    Ok(Value::NONE)
}

/// Removes an entry that is there; a dict's value is the result.
fn remove_entry(_: &mut Vm, a: &[Value]) -> R {
    let i = number(&a[1])?;
    if entry(&a[0], i)?.1.is_unbound() {
        return Err(wrong());
    }
    if let Some(d) = a[0].downcast::<Dict>() {
        let (key, value) = d.table_mut().remove_at(i);
        drop(key);
        return Ok(value);
    }
    let old = this::<Set>(a)?.table_mut().remove_at(i);
    drop(old);
    Ok(Value::NONE)
}

/// Sets an entry whose key needs no user code; False if it does.
fn dict_put(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(crate::ops::item::mapping::set(this::<Dict>(a)?, &a[1], &a[2])?.is_some()))
}

fn dict_entries(_: &mut Vm, a: &[Value]) -> R {
    let items = this::<Dict>(a)?
        .table()
        .iter()
        .map(|e| Tuple::from_array([e.key.clone(), Value::from(e.hash as i64), e.value.clone()]).into())
        .collect();
    Ok(List::from_vec(items).into())
}

fn table_size(_: &mut Vm, a: &[Value]) -> R {
    match a[0].downcast::<Dict>() {
        Some(d) => Ok(d.len().into()),
        None => Ok(members(&a[0]).ok_or_else(wrong)?.len().into()),
    }
}

fn view_kind(_: &mut Vm, a: &[Value]) -> R {
    Ok(match a[0].downcast::<DictView>().map(|v| v.kind) {
        Some(ViewKind::Keys) => "keys".into(),
        Some(ViewKind::Values) => "values".into(),
        Some(ViewKind::Items) => "items".into(),
        None => Value::NONE,
    })
}

/// Adds a member that needs no user code; False if it does.
fn set_put(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(table::set_add(&mut this::<Set>(a)?.table_mut(), &a[1])?))
}

fn add(_: &mut Vm, a: &[Value]) -> R {
    let hash = hash_word(&a[2])?;
    this::<Set>(a)?.table_mut().insert_new(hash, a[1].clone());
    Ok(Value::NONE)
}

/// Adds the members of a set or the keys of a dict, from an entry on: the entry that needs user code, or -1.
fn set_merge(_: &mut Vm, a: &[Value]) -> R {
    let set = this::<Set>(a)?;
    let from = number(&a[2])?;
    if a[1].is(&a[0]) {
        return Ok(Value::small_int(-1));
    }
    let stuck = match a[1].downcast::<Dict>() {
        Some(d) => sets::merge_keys(&mut set.table_mut(), &d.table(), from),
        None => sets::merge(&mut set.table_mut(), &*members(&a[1]).ok_or_else(wrong)?, from),
    };
    Ok(Value::from(stuck.map_or(-1, |i| i as i64)))
}

fn key_and_hash(_: &mut Vm, a: &[Value]) -> R {
    let (hash, key) = entry(&a[0], number(&a[1])?)?;
    if key.is_unbound() {
        return Err(wrong());
    }
    Ok(Tuple::from_array([key, Value::from(hash as i64)]).into())
}

fn entries(_: &mut Vm, a: &[Value]) -> R {
    let pair = |hash: u64, key: &Value| Tuple::from_array([key.clone(), Value::from(hash as i64)]).into();
    let items = match a[0].downcast::<Dict>() {
        Some(d) => d.table().iter().map(|e| pair(e.hash, &e.key)).collect(),
        None => members(&a[0]).ok_or_else(wrong)?.iter().map(|s| pair(s.hash, &s.key)).collect(),
    };
    Ok(List::from_vec(items).into())
}

fn set_copy(_: &mut Vm, a: &[Value]) -> R {
    Ok(Set::from_table(members(&a[0]).ok_or_else(wrong)?.duplicate()).into())
}

/// The members of a set that nobody else knows, as a set or frozenset as `like` is.
fn as_kind(_: &mut Vm, a: &[Value]) -> R {
    if a[0].is_a::<Set>() {
        return Ok(a[1].clone());
    }
    Ok(FrozenSet::from_table(take(&a[1])?).into())
}

fn take(v: &Value) -> R<SetTable> {
    match v.downcast::<Set>() {
        Some(s) => Ok(std::mem::take(&mut *s.table_mut())),
        None => Ok(members(v).ok_or_else(wrong)?.duplicate()),
    }
}

fn frozen(_: &mut Vm, a: &[Value]) -> R {
    Ok(set::of_class(&class_arg(a)?, take(&a[1])?))
}

fn replace_members(_: &mut Vm, a: &[Value]) -> R {
    let new = take(&a[1])?;
    let old = std::mem::replace(&mut *this::<Set>(a)?.table_mut(), new);
    drop(old);
    Ok(Value::NONE)
}

fn tidy(_: &mut Vm, a: &[Value]) -> R {
    this::<Set>(a)?.table_mut().tidy();
    Ok(Value::NONE)
}

fn repr_leave(_: &mut Vm, a: &[Value]) -> R {
    containers::leave(&a[0]);
    Ok(Value::NONE)
}
