//! `count` and `repeat`.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{overflow_error, stop_iteration, type_error};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::ops::arith::BinaryOp;
use pausa_vm::ops::arith::number::compute;
use pausa_vm::ops::iterate::{Nature, Step};
use pausa_vm::ops::number::Number;
use pausa_vm::types::class_of;
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{R, Value, Vm};

use super::adaptor::reduced;
use super::{ITER, NEW, NEXT, REDUCE, general};

/// `count(start, step)`
pub(super) struct Count {
    next: RefCell<Value>,
    step: Value,
    /// Both are numbers, whose sum needs no user code.
    native: bool,
}

impl Payload for Count {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.next.borrow());
        visit(&self.step);
    }
    fn step(&self) -> R<Step> {
        if !self.native {
            return Ok(Step::User);
        }
        let sum = {
            let next = self.next.borrow();
            match (next.as_small_int(), self.step.as_small_int()) {
                (Some(a), Some(b)) => Some(Value::from(a + b)),
                _ => match (Number::of(&next), Number::of(&self.step)) {
                    (Some(a), Some(b)) => compute(BinaryOp::Add, a, b)?,
                    _ => None,
                },
            }
        };
        match sum {
            Some(sum) => Ok(Step::Item(self.next.replace(sum))),
            None => Ok(Step::User),
        }
    }
    fn nature(&self) -> Nature {
        if self.native { Nature::ENDLESS } else { Nature::USER }
    }
}

/// `count`
pub(super) static COUNT: TypeSpec = TypeSpec {
    name: "count",
    module: "itertools",
    layout: <Count as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return a count object whose .__next__() method returns consecutive values.\n\nEquivalent to:\n    def count(firstval=0, step=1):\n        x = firstval\n        while 1:\n            yield x\n            x += step",
    defs: &[
        pure("__new__(cls, start=0, step=1)", count_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", count_next, NEXT),
        tail("__repr__(self, /)", count_repr, "Return repr(self)."),
        pure("__reduce__(self, /)", count_reduce, REDUCE),
    ],
};

/// Whether a value is a number, as far as its class tells.
fn is_number(v: &Value) -> bool {
    let class = class_of(v);
    let has = |name: &pausa_vm::Obj<pausa_vm::object::Str>| class.lookup(name.value()).is_some();
    use pausa_vm::names::cached;
    Number::of(v).is_some() || has(&cached::__index__()) || has(&cached::__int__()) || has(&cached::__float__())
}

fn is_plain_number(v: &Value) -> bool {
    Number::of(v).is_some() && !class_of(v).is_heap_type()
}

fn count_new(_: &mut Vm, a: &[Value]) -> R {
    let start = a[1].given().cloned().unwrap_or(Value::small_int(0));
    let step = a[2].given().cloned().unwrap_or(Value::small_int(1));
    if !is_number(&start) || !is_number(&step) {
        return Err(type_error("a number is required"));
    }
    let plain = |v: Value| if v.is_bool() { Value::from(v.is_true() as i64) } else { v };
    let native = is_plain_number(&start) && is_plain_number(&step);
    let payload = Count { next: RefCell::new(plain(start)), step: plain(step), native };
    Ok(heap::new_with_type(&class_arg(a)?, payload).into())
}

fn count_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let c = this::<Count>(a)?;
    match c.step()? {
        Step::Item(v) => Ok(Next::Value(v)),
        _ => {
            let next = c.next.borrow().clone();
            general(vm, "count_next", [a[0].clone(), next, c.step.clone()])
        }
    }
}

/// Helper of the prelude: the next value.
pub(super) fn set_count(_: &mut Vm, a: &[Value]) -> R {
    drop(this::<Count>(a)?.next.replace(a[1].clone()));
    Ok(Value::NONE)
}

fn is_one(v: &Value) -> bool {
    v.as_small_int() == Some(1)
}

fn count_repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let c = this::<Count>(a)?;
    let name = class_of(&a[0]).plain_name();
    let mut args = vec![Value::from(name), c.next.borrow().clone()];
    if !is_one(&c.step) {
        args.push(c.step.clone());
        return general(vm, "repr_of_two", args);
    }
    general(vm, "repr_of_one", args)
}

fn count_reduce(_: &mut Vm, a: &[Value]) -> R {
    let c = this::<Count>(a)?;
    let mut args = vec![c.next.borrow().clone()];
    if !is_one(&c.step) {
        args.push(c.step.clone());
    }
    Ok(reduced(a, args, None))
}

/// `repeat(object, times)`
pub(super) struct Repeat {
    object: Value,
    /// How many times more; negative: without end.
    left: Cell<i64>,
}

impl Payload for Repeat {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.object);
    }
    fn step(&self) -> R<Step> {
        let left = self.left.get();
        if left == 0 {
            return Ok(Step::Done);
        }
        if left > 0 {
            self.left.set(left - 1);
        }
        Ok(Step::Item(self.object.clone()))
    }
    fn nature(&self) -> Nature {
        if self.left.get() < 0 { Nature::ENDLESS } else { Nature::FINITE }
    }
}

/// `repeat`
pub(super) static REPEAT: TypeSpec = TypeSpec {
    name: "repeat",
    module: "itertools",
    layout: <Repeat as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.",
    defs: &[
        pure("__new__(cls, object, times: index=0)", repeat_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        pure("__next__(self, /)", repeat_next, NEXT),
        tail("__repr__(self, /)", repeat_repr, "Return repr(self)."),
        pure("__length_hint__(self, /)", repeat_hint, "Private method returning an estimate of len(list(it))."),
        pure("__reduce__(self, /)", repeat_reduce, REDUCE),
    ],
};

fn repeat_new(_: &mut Vm, a: &[Value]) -> R {
    let left = match a[2].given() {
        None => -1,
        Some(n) => n.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?.max(0),
    };
    Ok(heap::new_with_type(&class_arg(a)?, Repeat { object: a[1].clone(), left: Cell::new(left) }).into())
}

fn repeat_next(_: &mut Vm, a: &[Value]) -> R {
    match this::<Repeat>(a)?.step()? {
        Step::Item(v) => Ok(v),
        _ => Err(stop_iteration(Value::NONE)),
    }
}

fn repeat_repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let r = this::<Repeat>(a)?;
    let name = Value::from(class_of(&a[0]).plain_name());
    match r.left.get() {
        left if left < 0 => general(vm, "repr_of_one", [name, r.object.clone()]),
        left => general(vm, "repr_of_two", [name, r.object.clone(), left.into()]),
    }
}

fn repeat_hint(_: &mut Vm, a: &[Value]) -> R {
    match this::<Repeat>(a)?.left.get() {
        left if left < 0 => Err(type_error("len() of unsized object")),
        left => Ok(left.into()),
    }
}

fn repeat_reduce(_: &mut Vm, a: &[Value]) -> R {
    let r = this::<Repeat>(a)?;
    let mut args = vec![r.object.clone()];
    if r.left.get() >= 0 {
        args.push(r.left.get().into());
    }
    Ok(reduced(a, args, None))
}

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure("_count_set(c, next, /)", set_count, "")];
