//! Iterators: what all have in common, the iterators of tuples, ranges and sets, the iterator of the protocol of `__getitem__`, and
//! that of `iter(callable, sentinel)`.

use crate::exc::{R, stop_iteration, type_error};
use crate::heap::Payload;
use crate::native::{Def, Next, TypeSpec, pure, tail, this};
use crate::object::*;
use crate::ops::iterate::{Step, step};
use crate::ops::table::members;
use crate::types::class_name;
use crate::types::method::prelude;
use crate::value::Value;
use crate::vm::Vm;

/// `__iter__` of an iterator.
pub fn this_iterator(_: &mut Vm, a: &[Value]) -> R {
    Ok(a[0].clone())
}

/// `__next__` of an iterator that needs no user code.
pub fn next(_: &mut Vm, a: &[Value]) -> R {
    match step(&a[0])? {
        Step::Item(v) => Ok(v),
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::User => Err(type_error(format!("'{}' object is not an iterator", class_name(&a[0])))),
    }
}

macro_rules! iterator {
    ($(#[$doc:meta])* $spec:ident $name:literal $payload:ty, [$($def:expr),* $(,)?]) => {
        $(#[$doc])*
        pub static $spec: TypeSpec = TypeSpec {
            name: $name,
            module: "builtins",
            layout: <$payload>::LAYOUT,
            flags: TypeFlags::NO_NEW,
            doc: "",
            defs: {
                static DEFS: &[Def] = &[
                    pure("__iter__(self, /)", this_iterator, "Implement iter(self)."),
                    $($def),*
                ];
                DEFS
            },
        };
    };
}

const HINT: &str = "Private method returning an estimate of len(list(it)).";
const REDUCE: &str = "Return state information for pickling.";
const SET_STATE: &str = "Set state information for unpickling.";

iterator! {
    /// `iter(tuple)`
    TUPLE "tuple_iterator" TupleIter, [
        pure("__next__(self, /)", next, "Implement next(self)."),
        pure("__length_hint__(self, /)", tuple_hint, HINT),
        pure("__reduce__(self, /)", tuple_reduce, REDUCE),
        pure("__setstate__(self, state, /)", tuple_setstate, SET_STATE),
    ]
}
iterator! {
    /// `iter(range)`
    RANGE "range_iterator" RangeIter, [
        pure("__next__(self, /)", next, "Implement next(self)."),
        pure("__length_hint__(self, /)", |_, a| Ok(this::<RangeIter>(a)?.left.get().into()), HINT),
        pure("__reduce__(self, /)", range_reduce, REDUCE),
        pure("__setstate__(self, state, /)", range_setstate, SET_STATE),
    ]
}
iterator! {
    /// `iter(range)` with ints beyond a machine word
    LONG_RANGE "longrange_iterator" LongRangeIter, [
        pure("__next__(self, /)", next, "Implement next(self)."),
        pure("__length_hint__(self, /)", long_range_hint, HINT),
        pure("__reduce__(self, /)", long_range_reduce, REDUCE),
        pure("__setstate__(self, state, /)", long_range_setstate, SET_STATE),
    ]
}
iterator! {
    /// `iter(set)`
    SET "set_iterator" SetIter, [
        pure("__next__(self, /)", next, "Implement next(self)."),
        pure("__length_hint__(self, /)", set_hint, HINT),
        pure("__reduce__(self, /)", set_reduce, REDUCE),
    ]
}
iterator! {
    /// `iter(x)` where `x` has only `__getitem__`
    SEQUENCE "iterator" SequenceIter, [
        tail("__next__(self, /)", sequence_next, "Implement next(self)."),
        tail("__length_hint__(self, /)", sequence_hint, HINT),
        pure("__reduce__(self, /)", sequence_reduce, REDUCE),
        pure("__setstate__(self, state, /)", sequence_setstate, SET_STATE),
    ]
}
iterator! {
    /// `iter(callable, sentinel)`
    CALLABLE "callable_iterator" CallableIter, [
        tail("__next__(self, /)", callable_next, "Implement next(self)."),
        pure("__reduce__(self, /)", callable_reduce, REDUCE),
    ]
}

/// A tuple `(function, (source,), position)`, or without position for an exhausted iterator, as `pickle` wants it.
fn reduced(vm: &Vm, function: &str, args: Vec<Value>, position: Option<Value>) -> Value {
    let function = vm.builtins.get_str(function).unwrap_or(Value::NONE);
    let mut out = vec![function, Tuple::from_vec(args).into()];
    out.extend(position);
    Tuple::from_vec(out).into()
}

fn state(v: &Value) -> R<i64> {
    v.as_i64().ok_or_else(|| type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))))
}

fn tuple_hint(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<TupleIter>(a)?;
    let len = it.source.borrow().downcast::<Tuple>().map_or(0, |t| t.len());
    Ok(len.saturating_sub(it.pos.get()).into())
}

fn tuple_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<TupleIter>(a)?;
    let source = it.source.borrow().clone();
    if source.is_unbound() {
        return Ok(reduced(vm, "iter", vec![Tuple::empty().into()], None));
    }
    Ok(reduced(vm, "iter", vec![source], Some(it.pos.get().into())))
}

fn tuple_setstate(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<TupleIter>(a)?;
    let len = it.source.borrow().downcast::<Tuple>().map_or(0, |t| t.len());
    it.pos.set(state(&a[1])?.clamp(0, len as i64) as usize);
    Ok(Value::NONE)
}

/// The first value of the range, and how many have been produced.
fn range_start(it: &RangeIter) -> (i64, u64) {
    let done = it.length - it.left.get();
    (it.next.get().wrapping_sub((done as i64).wrapping_mul(it.step)), done)
}

fn range_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<RangeIter>(a)?;
    let (start, done) = range_start(it);
    let stop = start as i128 + it.length as i128 * it.step as i128;
    let stop = Value::from(num_bigint::BigInt::from(stop));
    let range = crate::ops::item::sequence::make_range(start.into(), stop, it.step.into());
    Ok(reduced(vm, "iter", vec![range], Some(done.into())))
}

fn range_setstate(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<RangeIter>(a)?;
    let n = state(&a[1])?.clamp(0, it.length as i64);
    it.next.set(range_start(it).0.wrapping_add(n.wrapping_mul(it.step)));
    it.left.set(it.length - n as u64);
    Ok(Value::NONE)
}

fn big(v: &Value) -> num_bigint::BigInt {
    v.as_bigint().map(|i| i.into_owned()).unwrap_or_default()
}

fn long_range_hint(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<LongRangeIter>(a)?;
    let length = it.range.downcast::<Range>().map(|r| big(&r.length)).unwrap_or_default();
    Ok(Value::from(length - big(&it.next.borrow())))
}

fn long_range_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<LongRangeIter>(a)?;
    let next = it.next.borrow().clone();
    Ok(reduced(vm, "iter", vec![it.range.clone()], Some(next)))
}

fn long_range_setstate(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<LongRangeIter>(a)?;
    let length = it.range.downcast::<Range>().map(|r| big(&r.length)).unwrap_or_default();
    let n = big(&a[1]).clamp(num_bigint::BigInt::ZERO, length);
    drop(it.next.replace(n.into()));
    Ok(Value::NONE)
}

fn set_hint(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<SetIter>(a)?;
    let source = it.source.borrow();
    let same = members(&source).is_some_and(|t| t.len() == it.expected.get());
    Ok(if same { it.left.get() } else { 0 }.into())
}

fn set_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<SetIter>(a)?;
    let items: Vec<Value> = {
        let source = it.source.borrow();
        match members(&source) {
            Some(t) => {
                t.slots().iter().skip(it.pos.get()).filter(|s| !s.key.is_unbound()).map(|s| s.key.clone()).collect()
            }
            None => Vec::new(),
        }
    };
    Ok(reduced(vm, "iter", vec![List::from_vec(items).into()], None))
}

/// Asks for the next item; the prelude sees to the end.
fn sequence_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let it = this::<SequenceIter>(a)?;
    let source = it.source.borrow().clone();
    if source.is_unbound() {
        return Err(stop_iteration(Value::NONE));
    }
    prelude(vm, "sequence_next", [a[0].clone(), source, it.pos.get().into()])
}

fn sequence_hint(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let it = this::<SequenceIter>(a)?;
    let source = it.source.borrow().clone();
    if source.is_unbound() {
        return Ok(Next::Value(Value::small_int(0)));
    }
    prelude(vm, "sequence_hint", [source, it.pos.get().into()])
}

fn sequence_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<SequenceIter>(a)?;
    let source = it.source.borrow().clone();
    if source.is_unbound() {
        return Ok(reduced(vm, "iter", vec![Tuple::empty().into()], None));
    }
    Ok(reduced(vm, "iter", vec![source], Some(it.pos.get().into())))
}

fn sequence_setstate(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<SequenceIter>(a)?;
    if !it.source.borrow().is_unbound() {
        it.pos.set(state(&a[1])?.max(0) as usize);
    }
    Ok(Value::NONE)
}

fn callable_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let it = this::<CallableIter>(a)?;
    let (callable, sentinel) = (it.callable.borrow().clone(), it.sentinel.borrow().clone());
    if callable.is_unbound() {
        return Err(stop_iteration(Value::NONE));
    }
    prelude(vm, "callable_next", [a[0].clone(), callable, sentinel])
}

fn callable_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<CallableIter>(a)?;
    let (callable, sentinel) = (it.callable.borrow().clone(), it.sentinel.borrow().clone());
    if callable.is_unbound() {
        return Ok(reduced(vm, "iter", vec![Tuple::empty().into()], None));
    }
    Ok(reduced(vm, "iter", vec![callable, sentinel], None))
}
