//! What lists do.

use crate::exc::{R, index_error, overflow_error, type_error, value_error};
use crate::heap::{self, Kind};
use crate::native::{Next, class_arg, this};
use crate::object::*;
use crate::ops::compare::{CompareOp, containers, native_eq};
use crate::ops::item::sequence;
use crate::ops::item::slice::{clamped, position};
use crate::ops::{self, arith, iterate, sort};
use crate::types::method::{check_class, compared, not_a, or_prelude, prelude, prelude_with};
use crate::types::{arg, class_name, of_kind};
use crate::value::Value;
use crate::vm::Vm;

/// `list(iterable)`
pub(super) fn make(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(source) = a[0].given() else {
        return Ok(Next::Value(List::new().into()));
    };
    match iterate::collect(source)? {
        Some(items) => Ok(Next::Value(List::from_vec(items).into())),
        None => prelude(vm, "list_from", [source.clone()]),
    }
}

pub(super) fn new(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    check_class(&class, &of_kind(Kind::List))?;
    Ok(heap::new_with_type(&class, List::default()).into())
}

pub(super) fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let list = this::<List>(a)?;
    // A class with a constructor of its own may have taken the keywords for itself.
    if a[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        let new = vm.special(&a[0], &vm.names.__new__);
        if new.is_none_or(|f| f.is_a::<NativeFunction>()) {
            return Err(type_error("list() takes no keyword arguments"));
        }
    }
    let old = std::mem::take(&mut *list.items_mut());
    drop(old);
    let Some(source) = a[1].given() else {
        return Ok(Next::Value(Value::NONE));
    };
    match iterate::collect(source)? {
        Some(items) => {
            arith::containers::extend(list, items)?;
            Ok(Next::Value(Value::NONE))
        }
        None => prelude(vm, "extend_list", [a[0].clone(), source.clone()]),
    }
}

pub(super) fn repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    crate::types::container::repr(vm, a, "list_repr")
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let list = this::<List>(a)?;
    let Some(other) = a[1].downcast::<List>() else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let outcome = match op {
        CompareOp::Eq | CompareOp::Ne => crate::types::container::sequences_equal(&list.items(), &other.items(), op),
        _ => containers::sequence_order(op, &list.items(), &other.items(), 0)?,
    };
    compared(vm, outcome, op, "compare_sequences", a)
}

macro_rules! comparisons {
    ($($name:ident $op:ident)*) => {
        $(pub(super) fn $name(vm: &mut Vm, a: &[Value]) -> R<Next> {
            compare(vm, a, CompareOp::$op)
        })*
    };
}
comparisons! { lt Lt le Le eq Eq ne Ne gt Gt ge Ge }

pub(super) fn iter(_: &mut Vm, a: &[Value]) -> R {
    match a[0].cast::<List>() {
        Some(list) => Ok(iterate::containers::list_iter(list).into()),
        None => Err(not_a("list", &a[0])),
    }
}

pub(super) fn reversed(_: &mut Vm, a: &[Value]) -> R {
    match a[0].cast::<List>() {
        Some(list) => Ok(iterate::containers::list_reversed(list)),
        None => Err(not_a("list", &a[0])),
    }
}

pub(super) fn len(_: &mut Vm, a: &[Value]) -> R {
    Ok(this::<List>(a)?.len().into())
}

pub(super) fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let outcome = sequence::list_get(this::<List>(a)?, &a[1])?;
    or_prelude(vm, outcome, "item_by_index", a)
}

pub(super) fn setitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let outcome = sequence::list_set(this::<List>(a)?, &a[1], &a[2])?;
    or_prelude(vm, outcome.map(Value::from), "set_item_by_index", a)
}

pub(super) fn delitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let outcome = sequence::list_delete(this::<List>(a)?, &a[1])?;
    or_prelude(vm, outcome.map(Value::from), "delete_item_by_index", a)
}

pub(super) fn add(_: &mut Vm, a: &[Value]) -> R {
    match a[1].downcast::<List>() {
        Some(other) => arith::containers::list_concat(this::<List>(a)?, other),
        None => {
            Err(crate::exc::type_error(format!("can only concatenate list (not \"{}\") to list", class_name(&a[1]))))
        }
    }
}

pub(super) fn mul(_: &mut Vm, a: &[Value]) -> R {
    let count = arith::sequence::int_count(&a[1])?.unwrap_or(0);
    arith::containers::repeat(&a[0], count)
}

pub(super) fn imul(_: &mut Vm, a: &[Value]) -> R {
    let count = arith::sequence::int_count(&a[1])?.unwrap_or(0);
    arith::containers::repeat_in_place(this::<List>(a)?, count)?;
    Ok(a[0].clone())
}

pub(super) fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let found = ops::contains::containers::sequence(&this::<List>(a)?.items(), &a[1]);
    or_prelude(vm, found.map(Value::bool), "is_item", a)
}

pub(super) fn iadd(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match iterate::collect(&a[1])? {
        Some(items) => {
            arith::containers::extend(this::<List>(a)?, items)?;
            Ok(Next::Value(a[0].clone()))
        }
        None => prelude_with(vm, "extend_list", a),
    }
}

pub(super) fn extend(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match iterate::collect(&a[1])? {
        Some(items) => {
            arith::containers::extend(this::<List>(a)?, items)?;
            Ok(Next::Value(Value::NONE))
        }
        None => prelude_with(vm, "list_extend_by", a),
    }
}

pub(super) fn sizeof(_: &mut Vm, a: &[Value]) -> R {
    Ok((40 + 8 * this::<List>(a)?.items().capacity()).into())
}

pub(super) fn clear(_: &mut Vm, a: &[Value]) -> R {
    let old = std::mem::take(&mut *this::<List>(a)?.items_mut());
    List::drop_items(old);
    Ok(Value::NONE)
}

pub(super) fn copy(_: &mut Vm, a: &[Value]) -> R {
    let items = this::<List>(a)?.items().clone();
    Ok(List::from_vec(items).into())
}

pub(super) fn append(_: &mut Vm, a: &[Value]) -> R {
    this::<List>(a)?.push(a[1].clone());
    Ok(Value::NONE)
}

pub(super) fn insert(_: &mut Vm, a: &[Value]) -> R {
    let mut items = this::<List>(a)?.items_mut();
    let n = arg::size(&a[1])?;
    let len = items.len();
    let at = if n < 0 { (len as isize + n).max(0) as usize } else { (n as usize).min(len) };
    items.insert(at, a[2].clone());
    Ok(Value::NONE)
}

/// `l.pop()`, if there is something.
pub(super) fn known_pop(v: &Value) -> Option<Value> {
    v.downcast::<List>()?.items_mut().pop()
}

pub(super) fn pop(_: &mut Vm, a: &[Value]) -> R {
    let mut items = this::<List>(a)?.items_mut();
    let n = match a[1].given() {
        None => {
            return items.pop().ok_or_else(|| index_error("pop from empty list"));
        }
        Some(n) => n.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?,
    };
    if items.is_empty() {
        return Err(index_error("pop from empty list"));
    }
    match position(n, items.len()) {
        Some(at) => Ok(items.remove(at)),
        None => Err(index_error("pop index out of range")),
    }
}

/// Where a value is among items: `Err(())` if only user code can tell.
fn find(items: &[Value], value: &Value, from: usize, to: usize) -> Result<Option<usize>, ()> {
    for (i, v) in items.iter().enumerate().take(to).skip(from) {
        match native_eq(v, value) {
            Some(true) => return Ok(Some(i)),
            Some(false) => {}
            None => return Err(()),
        }
    }
    Ok(None)
}

pub(super) fn remove(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let list = this::<List>(a)?;
    let found = find(&list.items(), &a[1], 0, usize::MAX);
    match found {
        Ok(Some(at)) => {
            let old = list.items_mut().remove(at);
            drop(old);
            Ok(Next::Value(Value::NONE))
        }
        Ok(None) => Err(value_error("list.remove(x): x not in list")),
        Err(()) => prelude_with(vm, "list_remove", a),
    }
}

/// The bounds given to `index`, against a length.
pub fn search_bounds(start: &Value, stop: &Value, len: usize) -> (usize, usize) {
    let place = |v: &Value, absent: usize| match v.given().and_then(clamped) {
        None => absent,
        Some(n) if n < 0 => n.saturating_add(len as isize).max(0) as usize,
        Some(n) => n as usize,
    };
    (place(start, 0), place(stop, usize::MAX))
}

pub(super) fn index(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let items = this::<List>(a)?.items();
    let (from, to) = search_bounds(&a[2], &a[3], items.len());
    match find(&items, &a[1], from, to) {
        Ok(Some(at)) => Ok(Next::Value(at.into())),
        Ok(None) => prelude(vm, "not_in_list", [a[1].clone()]),
        Err(()) => {
            let bounds = [Value::from(from), Value::from(to.min(isize::MAX as usize))];
            prelude(vm, "list_index", [a[0].clone(), a[1].clone()].into_iter().chain(bounds))
        }
    }
}

/// How many items are equal to a value; None if only user code can tell.
pub fn count_of(items: &[Value], value: &Value) -> Option<usize> {
    let mut n = 0;
    for v in items {
        n += native_eq(v, value)? as usize;
    }
    Some(n)
}

pub(super) fn count(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let n = count_of(&this::<List>(a)?.items(), &a[1]);
    or_prelude(vm, n.map(Value::from), "count_items", a)
}

pub(super) fn reverse(_: &mut Vm, a: &[Value]) -> R {
    this::<List>(a)?.items_mut().reverse();
    Ok(Value::NONE)
}

pub(super) fn sort(vm: &mut Vm, a: &[Value]) -> R<Next> {
    sort_receiver(vm, &a[0], &a[1], &a[2])
}

/// `list.sort(key=key, reverse=reverse)`
pub fn sort_receiver(vm: &mut Vm, list: &Value, key: &Value, reverse: &Value) -> R<Next> {
    let reverse = reverse.given().is_some_and(|v| v.as_i64() != Some(0));
    let key = key.given().cloned().unwrap_or(Value::NONE);
    if key.is_none() {
        let list = list.downcast::<List>().ok_or_else(|| not_a("list", list))?;
        // The items are taken out, since the list may be among them.
        let mut items = std::mem::take(&mut *list.items_mut());
        let done = sort::native(&mut items, reverse);
        *list.items_mut() = items;
        if done? {
            return Ok(Next::Value(Value::NONE));
        }
    }
    prelude(vm, "list_sort", [list.clone(), key, Value::bool(reverse)])
}

pub(super) fn length_hint(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<ListIter>(a)?;
    let list = it.list.borrow();
    let Some(list) = &*list else {
        return Ok(Value::small_int(0));
    };
    let (pos, len) = (it.pos.get(), list.len());
    Ok(if it.reversed { if pos > len { 0 } else { pos } } else { len.saturating_sub(pos) }.into())
}

pub(super) fn reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<ListIter>(a)?;
    let name = if it.reversed { "reversed" } else { "iter" };
    let function = vm.builtins.get_str(name).unwrap_or(Value::NONE);
    let list = it.list.borrow().clone();
    Ok(match list {
        Some(list) => {
            let position = if it.reversed { Value::from(it.pos.get() as i64 - 1) } else { Value::from(it.pos.get()) };
            Tuple::from_vec(vec![function, Tuple::from_vec(vec![list.into()]).into(), position]).into()
        }
        None => {
            let function = vm.builtins.get_str("iter").unwrap_or(Value::NONE);
            let empty = List::new().into();
            Tuple::from_vec(vec![function, Tuple::from_vec(vec![empty]).into()]).into()
        }
    })
}

pub(super) fn setstate(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<ListIter>(a)?;
    let n = a[1].as_i64().ok_or_else(|| crate::exc::type_error("an integer is required"))?;
    if let Some(list) = &*it.list.borrow() {
        let len = list.len() as i64;
        it.pos.set(if it.reversed { (n.clamp(-1, len - 1) + 1) as usize } else { n.clamp(0, len) as usize });
    }
    Ok(Value::NONE)
}
