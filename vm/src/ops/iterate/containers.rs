//! Iteration over lists, tuples, ranges, dicts and sets.

use std::cell::{Cell, RefCell};

use num_bigint::BigInt;

use super::Step;
use crate::exc::{R, memory_error, runtime_error};
use crate::heap::{self, Kind, Obj};
use crate::object::*;
use crate::ops::item::sequence;
use crate::ops::table::members;
use crate::types::method::TypeCell;
use crate::types::{dict, list};
use crate::value::{INT_MAX, INT_MIN, Value};

/// `iter(v)` of a container of this kind.
pub(super) fn iter(v: &Value, kind: Kind) -> Option<Value> {
    Some(match kind {
        Kind::List => list_iter(v.cast()?).into(),
        Kind::Tuple => tuple_iter(v.clone()),
        Kind::Range => range_iter(v)?,
        Kind::Dict => dict_iter(v.cast()?, ViewKind::Keys, false),
        Kind::DictView => {
            let view = v.downcast::<DictView>()?;
            dict_iter(view.dict.clone(), view.kind, false)
        }
        Kind::Set | Kind::FrozenSet => set_iter(v)?,
        _ => return None,
    })
}

/// `iter(list)`
#[inline]
pub fn list_iter(list: Obj<List>) -> Obj<ListIter> {
    heap::new(ListIter { list: RefCell::new(Some(list)), pos: Cell::new(0), reversed: false })
}

/// `reversed(list)`
pub fn list_reversed(list: Obj<List>) -> Value {
    let pos = Cell::new(list.len());
    let payload = ListIter { list: RefCell::new(Some(list)), pos, reversed: true };
    LIST_REVERSED.with(|c| c.with(|t| heap::new_with_type(t, payload).into()))
}

/// `iter(tuple)`
pub fn tuple_iter(tuple: Value) -> Value {
    heap::new(TupleIter { source: RefCell::new(tuple), pos: Cell::new(0) }).into()
}

/// `iter(range)`
pub fn range_iter(v: &Value) -> Option<Value> {
    let r = v.downcast::<Range>()?;
    let small = |v: &Value| v.as_i64().filter(|i| (INT_MIN..=INT_MAX).contains(i));
    Some(match (small(&r.start), small(&r.stop), small(&r.step), small(&r.length)) {
        (Some(start), Some(_), Some(step), Some(length)) => {
            let length = length as u64;
            heap::new(RangeIter { next: Cell::new(start), step, left: Cell::new(length), length }).into()
        }
        _ => heap::new(LongRangeIter { range: v.clone(), next: RefCell::new(Value::small_int(0)) }).into(),
    })
}

thread_local! {
    static LIST_REVERSED: TypeCell = const { TypeCell::new(&list::REVERSE_ITERATOR) };
    static VALUE_ITERATOR: TypeCell = const { TypeCell::new(&dict::VALUE_ITERATOR) };
    static ITEM_ITERATOR: TypeCell = const { TypeCell::new(&dict::ITEM_ITERATOR) };
    static REVERSE_KEY_ITERATOR: TypeCell = const { TypeCell::new(&dict::REVERSE_KEY_ITERATOR) };
    static REVERSE_VALUE_ITERATOR: TypeCell = const { TypeCell::new(&dict::REVERSE_VALUE_ITERATOR) };
    static REVERSE_ITEM_ITERATOR: TypeCell = const { TypeCell::new(&dict::REVERSE_ITEM_ITERATOR) };
}

/// An iterator over a dict's keys, values or items.
pub fn dict_iter(dict: Obj<Dict>, kind: ViewKind, reversed: bool) -> Value {
    let (len, slots) = {
        let table = dict.table();
        (table.len(), table.entries().len())
    };
    let payload = DictIter {
        dict: RefCell::new(Some(dict)),
        kind,
        pos: Cell::new(if reversed { slots } else { 0 }),
        expected: Cell::new(len),
        left: Cell::new(len),
        reversed,
    };
    let cell = match (kind, reversed) {
        (ViewKind::Keys, false) => return heap::new(payload).into(),
        (ViewKind::Values, false) => &VALUE_ITERATOR,
        (ViewKind::Items, false) => &ITEM_ITERATOR,
        (ViewKind::Keys, true) => &REVERSE_KEY_ITERATOR,
        (ViewKind::Values, true) => &REVERSE_VALUE_ITERATOR,
        (ViewKind::Items, true) => &REVERSE_ITEM_ITERATOR,
    };
    cell.with(|c| c.with(|t| heap::new_with_type(t, payload).into()))
}

/// An iterator over a set or frozenset.
pub fn set_iter(v: &Value) -> Option<Value> {
    let len = members(v)?.len();
    let payload =
        SetIter { source: RefCell::new(v.clone()), pos: Cell::new(0), expected: Cell::new(len), left: Cell::new(len) };
    Some(heap::new(payload).into())
}

/// The next item of an iterator of this kind.
#[inline]
pub(super) fn step(it: &Value, kind: Kind) -> R<Step> {
    match kind {
        Kind::ListIter => Ok(it.downcast().map_or(Step::User, list_step)),
        Kind::TupleIter => Ok(it.downcast().map_or(Step::User, tuple_step)),
        Kind::RangeIter => Ok(it.downcast().map_or(Step::User, range_step)),
        Kind::DictIter => it.downcast().map_or(Ok(Step::User), dict_step),
        Kind::SetIter => it.downcast().map_or(Ok(Step::User), set_step),
        Kind::LongRangeIter => it.downcast().map_or(Ok(Step::User), long_range_step),
        _ => Ok(Step::User),
    }
}

fn list_step(it: &ListIter) -> Step {
    let found = match &*it.list.borrow() {
        None => return Step::Done,
        Some(list) => {
            let items = list.items();
            let pos = it.pos.get();
            if it.reversed {
                // The list may have become shorter.
                match pos.checked_sub(1).and_then(|p| items.get(p).map(|v| (p, v.clone()))) {
                    Some((p, v)) => {
                        it.pos.set(p);
                        Some(v)
                    }
                    None => None,
                }
            } else {
                let v = items.get(pos).cloned();
                it.pos.set(pos + v.is_some() as usize);
                v
            }
        }
    };
    match found {
        Some(v) => Step::Item(v),
        None => {
            drop(it.list.take());
            Step::Done
        }
    }
}

fn tuple_step(it: &TupleIter) -> Step {
    let found = {
        let source = it.source.borrow();
        source.downcast::<Tuple>().and_then(|t| t.items().get(it.pos.get()).cloned())
    };
    match found {
        Some(v) => {
            it.pos.set(it.pos.get() + 1);
            Step::Item(v)
        }
        None => {
            drop(it.source.take());
            Step::Done
        }
    }
}

fn range_step(it: &RangeIter) -> Step {
    let left = it.left.get();
    if left == 0 {
        return Step::Done;
    }
    it.left.set(left - 1);
    let v = it.next.get();
    it.next.set(v.wrapping_add(it.step));
    Step::Item(Value::small_int(v))
}

fn long_range_step(it: &LongRangeIter) -> R<Step> {
    let Some(range) = it.range.downcast::<Range>() else {
        return Ok(Step::Done);
    };
    let at = it.next.borrow().as_bigint().map(|i| i.into_owned()).unwrap_or_default();
    if range.length.as_bigint().is_none_or(|length| at >= *length) {
        return Ok(Step::Done);
    }
    let item = sequence::range_get(range, &Value::from(at.clone()))?;
    drop(it.next.replace(Value::from(at + BigInt::from(1))));
    Ok(item.map_or(Step::Done, Step::Item))
}

/// What an iterator over a dict gives for an entry.
#[inline]
fn shown(kind: ViewKind, e: &Entry<Value>) -> Value {
    match kind {
        ViewKind::Keys => e.key.clone(),
        ViewKind::Values => e.value.clone(),
        ViewKind::Items => Tuple::from_array([e.key.clone(), e.value.clone()]).into(),
    }
}

/// Key and value of the next entry of an iterator over a dict's items; None if it is over, or something is unusual.
pub(super) fn dict_pair(it: &DictIter) -> Option<(Value, Value)> {
    if it.kind != ViewKind::Items || it.reversed || it.left.get() == 0 {
        return None;
    }
    let dict = it.dict.borrow();
    let table = dict.as_ref()?.table();
    let at = it.pos.get();
    let entry = table.entries().get(at)?;
    if table.len() != it.expected.get() || entry.key.is_unbound() {
        return None;
    }
    it.pos.set(at + 1);
    it.left.set(it.left.get() - 1);
    Some((entry.key.clone(), entry.value.clone()))
}

fn dict_step(it: &DictIter) -> R<Step> {
    let found = {
        let dict = it.dict.borrow();
        let Some(dict) = &*dict else {
            return Ok(Step::Done);
        };
        let table = dict.table();
        if table.len() != it.expected.get() {
            // It stays so, however the dict changes.
            it.expected.set(usize::MAX);
            return Err(runtime_error("dictionary changed size during iteration"));
        }
        let entries = table.entries();
        let live = |i: &usize| entries.get(*i).is_some_and(|e| !e.key.is_unbound());
        let at = if it.reversed {
            (0..it.pos.get().min(entries.len())).rev().find(live)
        } else {
            (it.pos.get()..entries.len()).find(live)
        };
        match at {
            Some(_) if it.left.get() == 0 => {
                return Err(runtime_error("dictionary keys changed during iteration"));
            }
            Some(at) => {
                it.pos.set(if it.reversed { at } else { at + 1 });
                it.left.set(it.left.get() - 1);
                Some(shown(it.kind, &entries[at]))
            }
            None => None,
        }
    };
    match found {
        Some(v) => Ok(Step::Item(v)),
        None => {
            drop(it.dict.take());
            Ok(Step::Done)
        }
    }
}

fn set_step(it: &SetIter) -> R<Step> {
    let found = {
        let source = it.source.borrow();
        let Some(table) = members(&source) else {
            return Ok(Step::Done);
        };
        if table.len() != it.expected.get() {
            it.expected.set(usize::MAX);
            return Err(runtime_error("Set changed size during iteration"));
        }
        let slots = table.slots();
        match (it.pos.get()..slots.len()).find(|i| !slots[*i].key.is_unbound()) {
            Some(at) => {
                it.pos.set(at + 1);
                it.left.set(it.left.get().saturating_sub(1));
                Some(slots[at].key.clone())
            }
            None => None,
        }
    };
    match found {
        Some(v) => Ok(Step::Item(v)),
        None => {
            drop(it.source.take());
            Ok(Step::Done)
        }
    }
}

/// All items of a container at once.
pub(super) fn collect(v: &Value, kind: Kind) -> R<Option<Vec<Value>>> {
    Ok(match kind {
        Kind::List => v.downcast::<List>().map(|l| l.items().clone()),
        Kind::Tuple => v.downcast::<Tuple>().map(|t| t.items().to_vec()),
        Kind::Dict => v.downcast::<Dict>().map(|d| d.table().iter().map(|e| e.key.clone()).collect()),
        Kind::DictView => {
            v.downcast::<DictView>().map(|view| view.dict.table().iter().map(|e| shown(view.kind, e)).collect())
        }
        Kind::Set | Kind::FrozenSet => members(v).map(|t| t.iter().map(|s| s.key.clone()).collect()),
        Kind::Range => match v.downcast::<Range>() {
            Some(r) => Some(range_items(v, r)?),
            None => None,
        },
        _ => None,
    })
}

fn range_items(v: &Value, r: &Range) -> R<Vec<Value>> {
    let length = r.length.as_i64().and_then(|n| usize::try_from(n).ok());
    let mut out = Vec::new();
    out.try_reserve_exact(length.ok_or_else(memory_error)?).map_err(|_| memory_error())?;
    if let Some(it) = range_iter(v) {
        while let Step::Item(v) = super::step(&it)? {
            out.push(v);
        }
    }
    Ok(out)
}
