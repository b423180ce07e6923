//! What changes a set.

use super::methods::{add_all, filtered, others};
use crate::exc::{R, key_error};
use crate::native::{Next, this};
use crate::object::*;
use crate::ops::compare::native_eq;
use crate::ops::hash::Hashed;
use crate::ops::sets;
use crate::ops::table::{self, member_hash, members};
use crate::types::method::{or_prelude, prelude_with};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn add(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let done = table::set_add(&mut this::<Set>(a)?.table_mut(), &a[1])?;
    or_prelude(vm, done.then_some(Value::NONE), "set_add", a)
}

pub(super) fn clear(_: &mut Vm, a: &[Value]) -> R {
    let old = this::<Set>(a)?.table_mut().take_all();
    drop(old);
    Ok(Value::NONE)
}

/// Removes a member; Some(false) if there is none, None if user code is needed.
fn take(set: &Set, key: &Value) -> R<Option<bool>> {
    let hash = match member_hash(key) {
        Hashed::Known(h) => h,
        Hashed::User => return Ok(None),
        Hashed::Unhashable(e) => return Err(e),
    };
    let found = set.table().find(hash, None, |k| native_eq(k, key));
    Ok(match found {
        Found::At(i) => {
            let old = set.table_mut().remove_at(i);
            drop(old);
            Some(true)
        }
        Found::Missing => Some(false),
        Found::Ask(_) => None,
    })
}

pub(super) fn discard(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let done = take(this::<Set>(a)?, &a[1])?;
    or_prelude(vm, done.map(|_| Value::NONE), "set_discard", a)
}

pub(super) fn remove(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match take(this::<Set>(a)?, &a[1])? {
        Some(true) => Ok(Next::Value(Value::NONE)),
        Some(false) => Err(key_error(a[1].clone())),
        None => prelude_with(vm, "set_remove", a),
    }
}

pub(super) fn pop(_: &mut Vm, a: &[Value]) -> R {
    let popped = this::<Set>(a)?.table_mut().pop();
    popped.ok_or_else(|| key_error("pop from an empty set".into()))
}

pub(super) fn update(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let set = this::<Set>(a)?;
    for other in others(&a[1]) {
        // An update may be done once more: a member that is there already is not added again.
        if !other.is(&a[0]) && !add_all(&mut set.table_mut(), &other)? {
            return prelude_with(vm, "set_update_all", a);
        }
    }
    Ok(Next::Value(Value::NONE))
}

fn replace(set: &Set, new: SetTable) {
    let old = std::mem::replace(&mut *set.table_mut(), new);
    drop(old);
}

pub(super) fn intersection_update(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let set = this::<Set>(a)?;
    let mut result = None;
    for other in others(&a[1]) {
        let next = match &result {
            Some(table) => filtered(table, &other, true)?,
            None => filtered(&set.table(), &other, true)?,
        };
        match next {
            Some(table) => result = Some(table),
            None => return prelude_with(vm, "set_intersection_update", a),
        }
    }
    if let Some(new) = result {
        replace(set, new);
    }
    Ok(Next::Value(Value::NONE))
}

/// Removes the members of another set; false if user code is needed. What is removed already stays so.
fn remove_members(set: &Set, other: &Value) -> Option<bool> {
    if other.downcast::<Set>().is_some_and(|s| std::ptr::eq(s, set)) {
        let old = set.table_mut().take_all();
        drop(old);
        return Some(true);
    }
    let b = members(other)?;
    let mut removed = Vec::new();
    let done = if b.len() >> 3 > set.len() {
        let common = sets::intersection(&set.table(), &b)?;
        sets::remove_all(&mut set.table_mut(), &common, 0, &mut removed)
    } else {
        sets::remove_all(&mut set.table_mut(), &b, 0, &mut removed)
    };
    drop(removed);
    Some(done.is_none())
}

pub(super) fn difference_update(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let set = this::<Set>(a)?;
    for other in others(&a[1]) {
        if remove_members(set, &other) != Some(true) {
            return prelude_with(vm, "set_difference_update", a);
        }
    }
    Ok(Next::Value(Value::NONE))
}

/// Adds the members of another set that are missing, and removes the others; false if user code is needed, and nothing is changed.
fn exchange(set: &Set, other: &Value) -> bool {
    if other.downcast::<Set>().is_some_and(|s| std::ptr::eq(s, set)) {
        let old = set.table_mut().take_all();
        drop(old);
        return true;
    }
    let Some(b) = members(other) else {
        return false;
    };
    if !sets::is_known(&set.table(), &b) {
        return false;
    }
    let mut removed = Vec::new();
    let stuck = sets::exchange_all(&mut set.table_mut(), &b, 0, &mut removed);
    drop(removed);
    stuck.is_none()
}

pub(super) fn symmetric_difference_update(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let done = exchange(this::<Set>(a)?, &a[1]);
    or_prelude(vm, done.then_some(Value::NONE), "set_symmetric_difference_update", a)
}

/// Whether the right operand of an augmented assignment is a set.
fn is_set(v: &Value) -> bool {
    v.is_a::<Set>() || v.is_a::<FrozenSet>()
}

pub(super) fn ior(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !is_set(&a[1]) {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    let done = a[0].is(&a[1]) || add_all(&mut this::<Set>(a)?.table_mut(), &a[1])?;
    or_prelude(vm, done.then(|| a[0].clone()), "set_update", a)
}

pub(super) fn iand(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !is_set(&a[1]) {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    let set = this::<Set>(a)?;
    let new = filtered(&set.table(), &a[1], true)?;
    match new {
        Some(new) => {
            replace(set, new);
            Ok(Next::Value(a[0].clone()))
        }
        None => prelude_with(vm, "set_iand", a),
    }
}

pub(super) fn isub(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !is_set(&a[1]) {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    let done = remove_members(this::<Set>(a)?, &a[1]) == Some(true);
    or_prelude(vm, done.then(|| a[0].clone()), "set_isub", a)
}

pub(super) fn ixor(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !is_set(&a[1]) {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    let done = exchange(this::<Set>(a)?, &a[1]);
    or_prelude(vm, done.then(|| a[0].clone()), "set_ixor", a)
}
