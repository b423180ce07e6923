//! `collections.deque`.
//!
//! What compares items, or takes them from any iterable, is in `prelude/deque.py` where user code may be involved.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use pausa_vm::exc::{index_error, memory_error, overflow_error, type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::{List, TypeFlags};
use pausa_vm::ops::iterate;
use pausa_vm::types::{alias, arg as size_arg, class_name, class_of};
use pausa_vm::{Exc, Obj, R, Value, Vm};

use super::deque_iter::DequeIter;
use super::deque_search as search;

/// A deque.
pub(super) struct Deque {
    items: RefCell<VecDeque<Value>>,
    /// How many items it holds at most.
    maxlen: Cell<Option<usize>>,
    /// Changes whenever items come, go or move: iterators and searches notice.
    state: Cell<u64>,
}

impl Payload for Deque {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in self.items.borrow().iter() {
            visit(v);
        }
    }
    fn clear(&self) {
        drop(self.items.take());
    }
    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

/// `collections.deque`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "deque",
    module: "collections",
    layout: Deque::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::SEQUENCE | TypeFlags::WEAKREF,
    doc: "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    tail("__init__(self, iterable=(), maxlen=None)", init, "Initialize self."),
    tail("__repr__(self, /)", |vm, a| general(vm, "deque_repr", a), "Return repr(self)."),
    tail("__lt__(self, value, /)", search::lt, "Return self<value."),
    tail("__le__(self, value, /)", search::le, "Return self<=value."),
    tail("__eq__(self, value, /)", search::eq, "Return self==value."),
    tail("__ne__(self, value, /)", search::ne, "Return self!=value."),
    tail("__gt__(self, value, /)", search::gt, "Return self>value."),
    tail("__ge__(self, value, /)", search::ge, "Return self>=value."),
    pure("__len__(self, /)", |_, a| Ok(this::<Deque>(a)?.len().into()), "Return len(self)."),
    pure("__iter__(self, /)", |vm, a| DequeIter::<false>::start(vm, &a[0]), "Implement iter(self)."),
    pure(
        "__reversed__(self, /)",
        |vm, a| DequeIter::<true>::start(vm, &a[0]),
        "D.__reversed__() -- return a reverse iterator over the deque",
    ),
    tail("__getitem__(self, key, /)", getitem, "Return self[key]."),
    tail("__setitem__(self, key, value, /)", setitem, "Set self[key] to value."),
    tail("__delitem__(self, key, /)", delitem, "Delete self[key]."),
    tail("__contains__(self, key, /)", search::contains, "Return key in self."),
    tail("__add__(self, value, /)", add, "Return self+value."),
    tail("__mul__(self, value: index, /)", mul, "Return self*value."),
    tail("__rmul__(self, value: index, /)", mul, "Return value*self."),
    tail("__iadd__(self, value, /)", iadd, "Implement self+=value."),
    pure("__imul__(self, value: index, /)", imul, "Implement self*=value."),
    tail("__copy__(self, /)", copy, "Return a shallow copy of a deque."),
    tail("__reduce__(self, /)", reduce, "Return state information for pickling."),
    pure("__sizeof__(self, /)", sizeof, "D.__sizeof__() -- size of D in memory, in bytes"),
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
    pure("append(self, item, /)", append, "Add an element to the right side of the deque."),
    pure("appendleft(self, item, /)", appendleft, "Add an element to the left side of the deque."),
    pure("clear(self, /)", clear, "Remove all elements from the deque."),
    tail("copy(self, /)", copy, "Return a shallow copy of a deque."),
    tail("count(self, value, /)", search::count, "D.count(value) -- return number of occurrences of value"),
    tail("extend(self, iterable, /)", extend, "Extend the right side of the deque with elements from the iterable"),
    tail("extendleft(self, iterable, /)", extendleft, "Extend the left side of the deque with elements from the iterable"),
    tail(
        "index(self, value, start: place=0, stop: place=9223372036854775807, /)",
        search::index,
        "D.index(value, [start, [stop]]) -- return first index of value.\nRaises ValueError if the value is not present.",
    )
    .parse_tuple(),
    pure("insert(self, index: index, object, /)", insert, "D.insert(index, object) -- insert object before index")
        .parse_tuple(),
    getter("maxlen(self, /)", maxlen, "maximum size of a deque or None if unbounded"),
    pure("pop(self, /)", |_, a| this::<Deque>(a)?.pop(), "Remove and return the rightmost element."),
    pure("popleft(self, /)", |_, a| this::<Deque>(a)?.pop_left(), "Remove and return the leftmost element."),
    tail("remove(self, value, /)", search::remove, "D.remove(value) -- remove first occurrence of value."),
    pure("reverse(self, /)", reverse, "D.reverse() -- reverse *IN PLACE*"),
    pure(
        "rotate(self, n: index=1, /)",
        rotate,
        "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.",
    ),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_deque_push(d, x, /)", append, ""),
    pure("_deque_push_left(d, x, /)", appendleft, ""),
    pure("_deque_state(d, /)", |_, a| Ok(Value::from(this::<Deque>(a)?.state.get())), ""),
    pure("_deque_size(d, /)", |_, a| Ok(this::<Deque>(a)?.len().into()), ""),
    pure("_deque_item(d, i, /)", item, ""),
    pure("_deque_delete(d, i, /)", delete_item, ""),
    pure("_deque_maxlen(d, /)", maxlen, ""),
    pure("_is_deque(x, /)", |_, a| Ok(Value::bool(a[0].is_a::<Deque>())), ""),
    tail("_deque_getitem(d, i, /)", getitem, ""),
    tail("_deque_setitem(d, i, x, /)", setitem, ""),
    tail("_deque_delitem(d, i, /)", delitem, ""),
    pure("_deque_repeat(d, n, /)", imul, ""),
];

impl Deque {
    fn payload(items: VecDeque<Value>, maxlen: Option<usize>) -> Deque {
        Deque { items: RefCell::new(items), maxlen: Cell::new(maxlen), state: Cell::new(0) }
    }

    pub(super) fn len(&self) -> usize {
        self.items.borrow().len()
    }

    pub(super) fn get(&self, index: usize) -> Option<Value> {
        self.items.borrow().get(index).cloned()
    }

    pub(super) fn state(&self) -> u64 {
        self.state.get()
    }

    fn changed(&self) {
        self.state.set(self.state.get().wrapping_add(1));
    }

    /// Calls `f` with the items in one piece.
    pub(super) fn with_items<T>(&self, f: impl FnOnce(&[Value]) -> T) -> T {
        let mut items = self.items.borrow_mut();
        f(items.make_contiguous())
    }

    fn push(&self, v: Value) {
        self.changed();
        let old = {
            let mut items = self.items.borrow_mut();
            items.push_back(v);
            if self.maxlen.get().is_some_and(|max| items.len() > max) { items.pop_front() } else { None }
        };
        drop(old);
    }

    fn push_left(&self, v: Value) {
        self.changed();
        let old = {
            let mut items = self.items.borrow_mut();
            items.push_front(v);
            if self.maxlen.get().is_some_and(|max| items.len() > max) { items.pop_back() } else { None }
        };
        drop(old);
    }

    fn pop(&self) -> R {
        let v = self.items.borrow_mut().pop_back().ok_or_else(|| index_error("pop from an empty deque"))?;
        self.changed();
        Ok(v)
    }

    fn pop_left(&self) -> R {
        let v = self.items.borrow_mut().pop_front().ok_or_else(|| index_error("pop from an empty deque"))?;
        self.changed();
        Ok(v)
    }

    pub(super) fn remove_at(&self, index: usize) {
        let old = self.items.borrow_mut().remove(index);
        self.changed();
        drop(old);
    }

    /// The position that a key means; None for one that is beyond the ends.
    fn position(&self, index: i64) -> Option<usize> {
        let len = self.len() as i64;
        usize::try_from(if index < 0 { index + len } else { index }).ok().filter(|i| (*i as i64) < len)
    }
}

fn general(vm: &mut Vm, name: &'static str, a: &[Value]) -> R<Next> {
    Ok(Next::call(vm.prelude(name)?, a.iter().cloned()))
}

fn make(vm: &Vm, items: VecDeque<Value>, maxlen: Option<usize>) -> R<Obj<Deque>> {
    vm.new_native(Deque::payload(items, maxlen))
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    Ok(new_with_type(&class_arg(a)?, Deque::payload(VecDeque::new(), None)).into())
}

fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = this::<Deque>(a)?;
    let maxlen = match crate::modules::arg::some(&a[2]) {
        None => None,
        Some(v) if v.is_int() => {
            let n = v.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?;
            Some(usize::try_from(n).map_err(|_| value_error("maxlen must be non-negative"))?)
        }
        Some(_) => return Err(type_error("an integer is required")),
    };
    d.maxlen.set(maxlen);
    if d.len() > 0 {
        d.changed();
        drop(d.items.take());
    }
    match a[1].given() {
        Some(source) => extend(vm, &[a[0].clone(), source.clone()]),
        None => Ok(Next::Value(Value::NONE)),
    }
}

fn append(_: &mut Vm, a: &[Value]) -> R {
    this::<Deque>(a)?.push(a[1].clone());
    Ok(Value::NONE)
}

fn appendleft(_: &mut Vm, a: &[Value]) -> R {
    this::<Deque>(a)?.push_left(a[1].clone());
    Ok(Value::NONE)
}

fn clear(_: &mut Vm, a: &[Value]) -> R {
    let d = this::<Deque>(a)?;
    let old = d.items.take();
    if !old.is_empty() {
        d.changed();
    }
    drop(old);
    Ok(Value::NONE)
}

/// The items of what a deque is extended by, if no user code is needed to get them.
fn source_items(source: &Value) -> R<Option<Vec<Value>>> {
    match source.downcast::<Deque>() {
        Some(other) if !class_of(source).any(TypeFlags::USER_CONTAINER) => {
            Ok(Some(other.items.borrow().iter().cloned().collect()))
        }
        _ => iterate::collect(source),
    }
}

fn extend(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match source_items(&a[1])? {
        Some(items) => {
            let d = this::<Deque>(a)?;
            d.items
                .borrow_mut()
                .try_reserve(items.len().min(d.maxlen.get().unwrap_or(usize::MAX)))
                .map_err(|_| memory_error())?;
            items.into_iter().for_each(|v| d.push(v));
            Ok(Next::Value(Value::NONE))
        }
        None => general(vm, "deque_extend", a),
    }
}

fn extendleft(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match source_items(&a[1])? {
        Some(items) => {
            let d = this::<Deque>(a)?;
            items.into_iter().for_each(|v| d.push_left(v));
            Ok(Next::Value(Value::NONE))
        }
        None => general(vm, "deque_extendleft", a),
    }
}

fn iadd(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match source_items(&a[1])? {
        Some(items) => {
            let d = this::<Deque>(a)?;
            items.into_iter().for_each(|v| d.push(v));
            Ok(Next::Value(a[0].clone()))
        }
        None => general(vm, "deque_iadd", a),
    }
}

/// A copy of an exact deque; None for subclasses, whose class has to make it.
fn copied(vm: &Vm, v: &Value) -> R<Option<Obj<Deque>>> {
    let d = this::<Deque>(std::slice::from_ref(v))?;
    if class_of(v).is_heap_type() {
        return Ok(None);
    }
    Ok(Some(make(vm, d.items.borrow().clone(), d.maxlen.get())?))
}

fn copy(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match copied(vm, &a[0])? {
        Some(d) => Ok(Next::Value(d.into())),
        None => general(vm, "deque_copy", a),
    }
}

fn add(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(other) = a[1].downcast::<Deque>() else {
        return Err(type_error(format!("can only concatenate deque (not \"{}\") to deque", class_name(&a[1]))));
    };
    match copied(vm, &a[0])? {
        Some(d) => {
            let items = other.items.borrow().clone();
            items.into_iter().for_each(|v| d.push(v));
            Ok(Next::Value(d.into()))
        }
        None => general(vm, "deque_add", a),
    }
}

fn mul(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match copied(vm, &a[0])? {
        Some(d) => imul(vm, &[d.into(), a[1].clone()]).map(Next::Value),
        None => general(vm, "deque_mul", a),
    }
}

fn imul(_: &mut Vm, a: &[Value]) -> R {
    let d = this::<Deque>(a)?;
    let count = size_arg::size(&a[1])?;
    let old = {
        let mut items = d.items.borrow_mut();
        let len = items.len();
        if count <= 0 || len == 0 {
            std::mem::take(&mut *items)
        } else {
            let total = len.checked_mul(count as usize).ok_or_else(memory_error)?;
            // Of a bounded deque only the last items remain.
            let wanted = total.min(d.maxlen.get().unwrap_or(usize::MAX));
            let mut more = VecDeque::new();
            more.try_reserve_exact(wanted).map_err(|_| memory_error())?;
            more.extend((total - wanted..total).map(|i| items[i % len].clone()));
            std::mem::replace(&mut *items, more)
        }
    };
    d.changed();
    drop(old);
    Ok(a[0].clone())
}

fn key(d: &Deque, v: &Value) -> R<Option<usize>> {
    if !v.is_int() {
        return Ok(None);
    }
    let Some(n) = v.as_i64() else {
        return Err(index_error("cannot fit 'int' into an index-sized integer"));
    };
    d.position(n).map(Some).ok_or_else(|| index_error("deque index out of range"))
}

fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = this::<Deque>(a)?;
    match key(d, &a[1])? {
        Some(i) => d.get(i).map(Next::Value).ok_or_else(|| index_error("deque index out of range")),
        None => general(vm, "deque_getitem", a),
    }
}

fn setitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = this::<Deque>(a)?;
    let Some(i) = key(d, &a[1])? else {
        return general(vm, "deque_setitem", a);
    };
    let old = d.items.borrow_mut().get_mut(i).map(|place| std::mem::replace(place, a[2].clone()));
    drop(old);
    Ok(Next::Value(Value::NONE))
}

fn delitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = this::<Deque>(a)?;
    match key(d, &a[1])? {
        Some(i) => {
            d.remove_at(i);
            Ok(Next::Value(Value::NONE))
        }
        None => general(vm, "deque_delitem", a),
    }
}

fn number(v: &Value) -> usize {
    v.as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX)
}

fn item(_: &mut Vm, a: &[Value]) -> R {
    this::<Deque>(a)?.get(number(&a[1])).ok_or_else(out_of_range)
}

fn delete_item(_: &mut Vm, a: &[Value]) -> R {
    this::<Deque>(a)?.remove_at(number(&a[1]));
    Ok(Value::NONE)
}

fn out_of_range() -> Exc {
    index_error("deque index out of range")
}

fn insert(_: &mut Vm, a: &[Value]) -> R {
    let d = this::<Deque>(a)?;
    let n = size_arg::size(&a[1])?;
    let mut items = d.items.borrow_mut();
    let len = items.len();
    if d.maxlen.get().is_some_and(|max| len >= max) {
        return Err(index_error("deque already at its maximum size"));
    }
    let at = if n < 0 { (len as isize).saturating_add(n).max(0) as usize } else { (n as usize).min(len) };
    items.insert(at, a[2].clone());
    d.changed();
    Ok(Value::NONE)
}

fn maxlen(_: &mut Vm, a: &[Value]) -> R {
    Ok(this::<Deque>(a)?.maxlen.get().map_or(Value::NONE, Value::from))
}

fn reverse(_: &mut Vm, a: &[Value]) -> R {
    this::<Deque>(a)?.with_reversed();
    Ok(Value::NONE)
}

impl Deque {
    fn with_reversed(&self) {
        self.items.borrow_mut().make_contiguous().reverse();
    }
}

fn rotate(_: &mut Vm, a: &[Value]) -> R {
    let d = this::<Deque>(a)?;
    let n = a[1].given().map_or(Ok(1), size_arg::size)?;
    let mut items = d.items.borrow_mut();
    let len = items.len();
    if len > 1 {
        items.rotate_right((n as i64).rem_euclid(len as i64) as usize);
        d.changed();
    }
    Ok(Value::NONE)
}

fn reduce(vm: &mut Vm, a: &[Value]) -> R<Next> {
    general(vm, "deque_reduce", a)
}

fn sizeof(_: &mut Vm, a: &[Value]) -> R {
    let capacity = this::<Deque>(a)?.items.borrow().capacity();
    Ok((size_of::<Deque>() + 16 + 8 * capacity).into())
}

/// The items as a list, for those that look at all of them.
pub(super) fn as_list(d: &Deque) -> Obj<List> {
    List::from_vec(d.items.borrow().iter().cloned().collect())
}
