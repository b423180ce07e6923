//! Helpers of `sequences.py`: lists and tuples item by item, whatever their class says, and sorting.

use std::cell::RefCell;

use crate::exc::{Exc, R, system_error};
use crate::heap::{Kind, Payload, Visit};
use crate::native::{Def, TypeSpec, class_arg, pure, this};
use crate::number::hash::TupleHasher;
use crate::object::*;
use crate::ops::compare::{CompareOp, native_eq, rich};
use crate::ops::item::sequence;
use crate::ops::sort::{self, Sorter, arrange};
use crate::types;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_base_item(x, key, /)", base_item, ""),
    pure("_base_set_item(x, key, value, /)", base_set_item, ""),
    pure("_base_delete_item(x, key, /)", base_delete_item, ""),
    pure("_size(x, /)", |_, a| with_items(&a[0], |items| Ok(items.len().into())), ""),
    pure("_item(x, i, /)", |_, a| with_items(&a[0], |items| item(items, &a[1])), ""),
    pure("_items(x, /)", |_, a| with_items(&a[0], |items| Ok(List::from_vec(items.to_vec()).into())), ""),
    pure("_same_items(a, b, i, /)", same_items, ""),
    pure("_push(x, item, /)", push, ""),
    pure("_delete_items(x, i, /)", delete_items, ""),
    pure("_make_tuple(cls, items, /)", make_tuple, ""),
    pure("_tuple_hash(hashes, /)", tuple_hash, ""),
    pure("_take_items(x, /)", take_items, ""),
    pure("_put_items(x, items, /)", put_items, ""),
    pure("_sort_natively(keys, items, reverse, /)", sort_natively, ""),
    pure("_sort_start(keys, reverse, /)", sort_start, ""),
    pure("_sort_resume(sort, answer, /)", sort_resume, ""),
    pure("_sort_finish(sort, items, /)", sort_finish, ""),
];

fn wrong() -> Exc {
    system_error("expected a list or tuple")
}

fn with_items<T>(v: &Value, f: impl FnOnce(&[Value]) -> R<T>) -> R<T> {
    if let Some(l) = v.downcast::<List>() {
        return f(&l.items());
    }
    f(v.downcast::<Tuple>().ok_or_else(wrong)?.items())
}

fn number(v: &Value) -> R<usize> {
    v.as_i64().and_then(|n| usize::try_from(n).ok()).ok_or_else(wrong)
}

fn item(items: &[Value], i: &Value) -> R {
    items.get(number(i)?).cloned().ok_or_else(wrong)
}

/// `x[key]` as the built-in type does it; the key is an int, or a slice of ints.
fn base_item(_: &mut Vm, a: &[Value]) -> R {
    let found = if let Some(l) = a[0].downcast::<List>() {
        sequence::list_get(l, &a[1])?
    } else if let Some(r) = a[0].downcast::<Range>() {
        sequence::range_get(r, &a[1])?
    } else {
        sequence::tuple_get(&a[0], &a[1])?
    };
    found.ok_or_else(wrong)
}

fn base_set_item(_: &mut Vm, a: &[Value]) -> R {
    sequence::list_set(this::<List>(a)?, &a[1], &a[2])?.ok_or_else(wrong)?;
    Ok(Value::NONE)
}

fn base_delete_item(_: &mut Vm, a: &[Value]) -> R {
    sequence::list_delete(this::<List>(a)?, &a[1])?.ok_or_else(wrong)?;
    Ok(Value::NONE)
}

/// The first position from `i` on at which the items are not known to be equal.
fn same_items(_: &mut Vm, a: &[Value]) -> R {
    let from = number(&a[2])?;
    with_items(&a[0], |x| {
        with_items(&a[1], |y| {
            let pairs = x.iter().zip(y).skip(from);
            let same = pairs.take_while(|(v, w)| native_eq(v, w) == Some(true)).count();
            Ok(Value::from(from + same))
        })
    })
}

fn push(_: &mut Vm, a: &[Value]) -> R {
    this::<List>(a)?.push(a[1].clone());
    Ok(Value::NONE)
}

fn delete_items(_: &mut Vm, a: &[Value]) -> R {
    let i = number(&a[1])?;
    let list = this::<List>(a)?;
    let old = {
        let mut items = list.items_mut();
        if i < items.len() { Some(items.remove(i)) } else { None }
    };
    drop(old);
    Ok(Value::NONE)
}

fn make_tuple(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    with_items(&a[1], |items| Ok(types::tuple::of_class(&class, items.to_vec())))
}

/// The hash of a tuple whose items have these hashes.
fn tuple_hash(_: &mut Vm, a: &[Value]) -> R {
    let mut acc = TupleHasher::new();
    for h in this::<List>(a)?.items().iter() {
        acc.add(h.as_i64().ok_or_else(wrong)?);
    }
    Ok(Value::from(acc.finish()))
}

/// The items of a list, in another one; the list is empty then.
fn take_items(_: &mut Vm, a: &[Value]) -> R {
    let items = std::mem::take(&mut *this::<List>(a)?.items_mut());
    Ok(List::from_vec(items).into())
}

/// Gives a list its items back. False if it was changed meanwhile.
fn put_items(_: &mut Vm, a: &[Value]) -> R {
    let list = this::<List>(a)?;
    let items = std::mem::take(&mut *this::<List>(&a[1..])?.items_mut());
    let old = std::mem::replace(&mut *list.items_mut(), items);
    Ok(Value::bool(old.capacity() == 0))
}

/// Sorts items by their keys (which may be the items themselves); False if that needs user code.
fn sort_natively(_: &mut Vm, a: &[Value]) -> R {
    let reverse = a[2].is_true();
    let (keys, items) = (this::<List>(a)?, this::<List>(&a[1..])?);
    if a[0].is(&a[1]) {
        let mut taken = std::mem::take(&mut *items.items_mut());
        let done = sort::native(&mut taken, reverse);
        *items.items_mut() = taken;
        return done.map(Value::bool);
    }
    let values = std::mem::take(&mut *items.items_mut());
    let mut pairs: Vec<(Value, Value)> = keys.items().iter().cloned().zip(values).collect();
    let done = sort::native_pairs(&mut pairs, reverse);
    *items.items_mut() = pairs.into_iter().map(|(_, v)| v).collect();
    done.map(Value::bool)
}

/// A sort that asks for comparisons.
struct Sort {
    keys: Vec<Value>,
    reverse: bool,
    sorter: RefCell<Sorter>,
}

impl Payload for Sort {
    const KIND: Kind = Kind::Native;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in &self.keys {
            visit(v);
        }
    }
}

static SORT: TypeSpec =
    TypeSpec { name: "sort", module: "builtins", layout: Sort::LAYOUT, flags: TypeFlags::NO_NEW, doc: "", defs: &[] };

fn sort_start(vm: &mut Vm, a: &[Value]) -> R {
    let mut keys = this::<List>(a)?.items().clone();
    let reverse = a[1].is_true();
    if reverse {
        keys.reverse();
    }
    if vm.native_type::<Sort>().is_err() {
        let t = types::define(&SORT, None);
        vm.register_native_type::<Sort>(t);
    }
    let sorter = RefCell::new(Sorter::new(keys.len()));
    Ok(vm.new_native(Sort { keys, reverse, sorter })?.into())
}

/// Goes on with the answer to the last question: the next pair of which it has to be known whether the first is less than the second,
/// or None. What can be answered natively is.
fn sort_resume(_: &mut Vm, a: &[Value]) -> R {
    let sort = this::<Sort>(a)?;
    let mut sorter = sort.sorter.borrow_mut();
    let mut answer = a[1].is_true();
    while let Some((i, j)) = sorter.resume(answer) {
        let (x, y) = (&sort.keys[i], &sort.keys[j]);
        match rich(CompareOp::Lt, x, y) {
            Ok(Some(less)) => answer = less,
            _ => return Ok(Tuple::from_array([x.clone(), y.clone()]).into()),
        }
    }
    Ok(Value::NONE)
}

/// Arranges the items as far as the sort has come.
fn sort_finish(_: &mut Vm, a: &[Value]) -> R {
    let sort = this::<Sort>(a)?;
    let sorter = std::mem::replace(&mut *sort.sorter.borrow_mut(), Sorter::new(0));
    let list = this::<List>(&a[1..])?;
    let mut items = list.items_mut();
    let order = sorter.into_order();
    if order.len() == items.len() {
        if sort.reverse {
            items.reverse();
        }
        arrange(&mut items, &order);
        if sort.reverse {
            items.reverse();
        }
    }
    Ok(Value::NONE)
}
