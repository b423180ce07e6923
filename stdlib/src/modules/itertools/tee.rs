//! `tee`: several iterators over the items of one. What was taken is kept in a chain of blocks, of which each iterator keeps those
//! that are still before it.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{Exc, ExcKind, overflow_error, runtime_error, stop_iteration, type_error, value_error};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{List, Tuple, TypeFlags};
use pausa_vm::ops::iterate::{self, Nature, Step, nature};
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{Obj, R, Value, Vm};

use super::adaptor::{reduced, state_items};
use super::{ITER, NEW, NEXT, REDUCE, SET_STATE, general};

/// How many items a block holds.
const BLOCK: usize = 57;

/// A block of items that were taken.
pub(super) struct Data {
    iterator: Value,
    items: RefCell<Vec<Value>>,
    next: RefCell<Option<Obj<Data>>>,
    /// The iterator is being asked for an item by user code.
    running: Cell<bool>,
}

impl Payload for Data {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.iterator);
        for v in self.items.borrow().iter() {
            visit(v);
        }
        if let Some(next) = &*self.next.borrow() {
            visit(next.value());
        }
    }
    fn clear(&self) {
        let items = self.items.take();
        let next = self.next.take();
        drop((items, next));
    }
}

/// One of the iterators.
pub(super) struct Tee {
    data: RefCell<Obj<Data>>,
    at: Cell<usize>,
    nature: Nature,
}

impl Payload for Tee {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.data.borrow().value());
    }
    fn step(&self) -> R<Step> {
        if self.at.get() == BLOCK {
            let next = self.following();
            drop(self.data.replace(next));
            self.at.set(0);
        }
        let data = self.data.borrow().clone();
        if let Some(v) = data.items.borrow().get(self.at.get()) {
            self.at.set(self.at.get() + 1);
            return Ok(Step::Item(v.clone()));
        }
        if data.running.get() {
            return Err(runtime_error("cannot re-enter the tee iterator"));
        }
        let step = iterate::step(&data.iterator)?;
        if let Step::Item(v) = &step {
            data.items.borrow_mut().push(v.clone());
            self.at.set(self.at.get() + 1);
        }
        Ok(step)
    }
    fn nature(&self) -> Nature {
        self.nature
    }
}

impl Tee {
    /// The block after this iterator's.
    fn following(&self) -> Obj<Data> {
        let data = self.data.borrow();
        let mut next = data.next.borrow_mut();
        next.get_or_insert_with(|| {
            let typ = data.header().class();
            heap::new_with_type(&typ, data_payload(data.iterator.clone(), Vec::new()))
        })
        .clone()
    }
}

fn data_payload(iterator: Value, items: Vec<Value>) -> Data {
    Data { iterator, items: RefCell::new(items), next: RefCell::new(None), running: Cell::new(false) }
}

/// `_tee`
pub(super) static TEE: TypeSpec = TypeSpec {
    name: "_tee",
    module: "itertools",
    layout: <Tee as Payload>::LAYOUT,
    flags: TypeFlags::WEAKREF,
    doc: "Iterator wrapped to make it copyable.",
    defs: &[
        pure("__new__(cls, iterable: iter, /)", |vm, a| over(vm, &a[1]), NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", next, NEXT),
        pure("__copy__(self, /)", copy, "Returns an independent iterator."),
        pure("__reduce__(self, /)", reduce, REDUCE),
        pure("__setstate__(self, state, /)", setstate, SET_STATE),
    ],
};

/// `_tee_dataobject`
pub(super) static DATA: TypeSpec = TypeSpec {
    name: "_tee_dataobject",
    module: "itertools",
    layout: <Data as Payload>::LAYOUT,
    flags: 0,
    doc: "teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.",
    defs: &[
        pure("__new__(cls, it, values, next, /)", data_new, NEW).constructor(),
        pure("__reduce__(self, /)", data_reduce, REDUCE),
    ],
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_tee_over(it, /)", |vm, a| over(vm, &a[0]), ""),
    pure("_tee_running(t, on, /)", set_running, ""),
    pure("_tee_push(t, v, /)", push, ""),
];

fn over(vm: &mut Vm, it: &Value) -> R {
    if let Some(t) = it.downcast::<Tee>() {
        return fork(vm, t);
    }
    let data = vm.new_native(data_payload(it.clone(), Vec::new()))?;
    let tee = Tee { data: RefCell::new(data), at: Cell::new(0), nature: nature(it).over() };
    Ok(vm.new_native(tee)?.into())
}

fn fork(vm: &mut Vm, t: &Tee) -> R {
    let data = t.data.borrow().clone();
    let tee = Tee { data: RefCell::new(data), at: t.at.clone(), nature: t.nature };
    Ok(vm.new_native(tee)?.into())
}

/// `tee(iterable, n)`
pub(super) fn tee(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let n = match a[1].given() {
        None => 2,
        Some(n) => n.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?,
    };
    let n = usize::try_from(n).map_err(|_| value_error("n must be >= 0"))?;
    if n == 0 {
        return Ok(Next::Value(Tuple::empty().into()));
    }
    let it = match iterate::iter(&a[0])? {
        // A copy made by user code is not for native code.
        Some(it) if !has_copy(vm, &it) || it.is_a::<Tee>() => it,
        _ => return general(vm, "tee_from", [a[0].clone(), n.into()]),
    };
    let first = if it.is_a::<Tee>() { it } else { over(vm, &it)? };
    let mut out = Vec::new();
    out.try_reserve_exact(n).map_err(|_| pausa_vm::exc::memory_error())?;
    out.push(first.clone());
    while out.len() < n {
        let next = copy(vm, std::slice::from_ref(&first))?;
        out.push(next);
    }
    Ok(Next::Value(Tuple::from_vec(out).into()))
}

fn has_copy(vm: &Vm, it: &Value) -> bool {
    vm.special(it, &vm.names.__copy__).is_some()
}

fn copy(vm: &mut Vm, a: &[Value]) -> R {
    fork(vm, this::<Tee>(a)?)
}

fn next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let t = this::<Tee>(a)?;
    match t.step()? {
        Step::Item(v) => Ok(Next::Value(v)),
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::User => {
            let it = t.data.borrow().iterator.clone();
            general(vm, "tee_next", [a[0].clone(), it])
        }
    }
}

fn set_running(_: &mut Vm, a: &[Value]) -> R {
    this::<Tee>(a)?.data.borrow().running.set(a[1].is_true());
    Ok(Value::NONE)
}

fn push(_: &mut Vm, a: &[Value]) -> R {
    let t = this::<Tee>(a)?;
    t.data.borrow().items.borrow_mut().push(a[1].clone());
    t.at.set(t.at.get() + 1);
    Ok(a[1].clone())
}

fn reduce(_: &mut Vm, a: &[Value]) -> R {
    let t = this::<Tee>(a)?;
    let state = Tuple::from_array([t.data.borrow().value().clone(), t.at.get().into()]).into();
    Ok(reduced(a, vec![Tuple::empty().into()], Some(state)))
}

fn setstate(_: &mut Vm, a: &[Value]) -> R {
    let t = this::<Tee>(a)?;
    let [data, at] = state_items(&a[1])? else {
        return Err(type_error(format!("function takes exactly 2 arguments ({} given)", state_items(&a[1])?.len())));
    };
    let Some(data) = data.cast::<Data>() else {
        return Err(type_error(format!("argument 1 must be itertools._tee_dataobject, not {}", class_name(data))));
    };
    let at = at.as_i64().and_then(|i| usize::try_from(i).ok()).filter(|i| *i <= BLOCK);
    t.at.set(at.ok_or_else(|| value_error("Index out of range"))?);
    drop(t.data.replace(data));
    Ok(Value::NONE)
}

fn data_new(_: &mut Vm, a: &[Value]) -> R {
    let Some(items) = a[2].downcast::<List>().map(|l| l.items().clone()) else {
        return Err(type_error(format!("teedataobject() argument 2 must be list, not {}", class_name(&a[2]))));
    };
    let invalid = || Exc::msg(ExcKind::ValueError, "Invalid arguments");
    if items.len() > BLOCK || items.len() < BLOCK && !a[3].is_none() {
        return Err(invalid());
    }
    let next = if a[3].is_none() { None } else { Some(a[3].cast::<Data>().ok_or_else(invalid)?) };
    let payload = Data { next: RefCell::new(next), ..data_payload(a[1].clone(), items) };
    Ok(heap::new_with_type(&class_arg(a)?, payload).into())
}

fn data_reduce(_: &mut Vm, a: &[Value]) -> R {
    let d = this::<Data>(a)?;
    let next = d.next.borrow().as_ref().map_or(Value::NONE, |n| n.value().clone());
    let args = vec![d.iterator.clone(), List::from_vec(d.items.borrow().clone()).into(), next];
    Ok(Tuple::from_array([class_of(&a[0]).into_value(), Tuple::from_vec(args).into()]).into())
}
