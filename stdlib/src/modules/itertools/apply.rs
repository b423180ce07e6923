//! `accumulate` and `starmap`: what a function makes of an iterator's items.

use pausa_vm::exc::{stop_iteration, system_error};
use pausa_vm::heap::Payload;
use pausa_vm::native::{Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{List, Tuple, TypeFlags};
use pausa_vm::ops::arith::{self, BinaryOp};
use pausa_vm::ops::iterate::{self, Drive, Step};
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{R, Value, Vm};

use super::adaptor::{Adaptor, reduced, user_step};
use super::{Classes, ITER, NEW, NEXT, REDUCE, SET_STATE, general};

/// `accumulate`. Values: the iterator, the function or None, the total so far, the first total until it was given.
pub(super) static ACCUMULATE: TypeSpec = TypeSpec {
    name: "accumulate",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return series of accumulated sums.",
    defs: &[
        pure("__new__(cls, iterable: iter, func=None, *, initial=None)", accumulate_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", accumulate_next, NEXT),
        tail("__reduce__(self, /)", accumulate_reduce, REDUCE),
        pure("__setstate__(self, state, /)", accumulate_setstate, SET_STATE),
    ],
};

fn accumulate_new(_: &mut Vm, a: &[Value]) -> R {
    let function = a[2].given().cloned().unwrap_or(Value::NONE);
    let initial = if a[3].is_none() { Value::UNBOUND } else { a[3].clone() };
    let values = [a[1].clone(), function, Value::UNBOUND, initial];
    Ok(Adaptor::new(user_step, values).driven(accumulate_drive).make(&class_arg(a)?))
}

fn accumulate_drive(it: &Adaptor, vm: &mut Vm, this: &Value) -> R<Option<Drive>> {
    if it.has(3) || !it.has(2) {
        return Ok(None);
    }
    if it.get(1).is_none() {
        return it.driver.drive(vm, "accumulate_sums", this.clone(), || [this.clone(), it.get(0)]);
    }
    it.driver.drive(vm, "accumulate_steps", this.clone(), || [this.clone(), it.get(0), it.get(1)])
}

fn accumulate_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let it = this::<Adaptor>(a)?;
    if it.has(3) {
        let initial = it.take(3);
        it.set(2, initial.clone());
        return Ok(Next::Value(initial));
    }
    let (source, function) = (it.get(0), it.get(1));
    let has_total = it.has(2);
    match iterate::step(&source)? {
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::Item(v) if !has_total => {
            it.set(2, v.clone());
            Ok(Next::Value(v))
        }
        Step::Item(v) => {
            let total = it.get(2);
            if function.is_none()
                && let Some(sum) = arith::binary(vm, BinaryOp::Add, &total, &v)?
            {
                it.set(2, sum.clone());
                return Ok(Next::Value(sum));
            }
            general(vm, "accumulate_item", [a[0].clone(), function, total, v])
        }
        Step::User if has_total => general(vm, "accumulate_next", [a[0].clone(), source, function]),
        Step::User => general(vm, "accumulate_first", [a[0].clone(), source]),
    }
}

fn accumulate_reduce(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let it = this::<Adaptor>(a)?;
    let classes = vm.state::<Classes>();
    let (Some(chain), Some(islice)) = (classes.chain.clone(), classes.islice.clone()) else {
        return Err(system_error("itertools is not initialised"));
    };
    if it.has(3) {
        let first = List::from_vec(vec![it.get(3)]).into();
        let args = [chain.into_value(), a[0].clone(), first, it.get(0), it.get(1)];
        return general(vm, "accumulate_reduce_initial", args);
    }
    let total = it.get(2);
    if total.is_none() {
        let first = List::from_vec(vec![Value::NONE]).into();
        let args = [chain.into_value(), islice.into_value(), a[0].clone(), first, it.get(0), it.get(1)];
        return general(vm, "accumulate_reduce_none", args);
    }
    let state = if total.is_unbound() { Value::NONE } else { total };
    Ok(Next::Value(reduced(a, vec![it.get(0), it.get(1)], Some(state))))
}

fn accumulate_setstate(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<Adaptor>(a)?;
    it.driver.forget();
    it.set(2, if a[1].is_none() { Value::UNBOUND } else { a[1].clone() });
    Ok(Value::NONE)
}

/// `starmap`. Values: the function, the iterator.
pub(super) static STARMAP: TypeSpec = TypeSpec {
    name: "starmap",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
    defs: &[
        pure(
            "__new__(cls, function, iterable: iter, /)",
            |_, a| Ok(Adaptor::new(user_step, [a[1].clone(), a[2].clone()]).driven(starmap_drive).make(&class_arg(a)?)),
            NEW,
        )
        .constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", starmap_next, NEXT),
        pure(
            "__reduce__(self, /)",
            |_, a| {
                let it = this::<Adaptor>(a)?;
                Ok(reduced(a, vec![it.get(0), it.get(1)], None))
            },
            REDUCE,
        ),
    ],
};

fn starmap_drive(it: &Adaptor, vm: &mut Vm, _: &Value) -> R<Option<Drive>> {
    it.driver.drive(vm, "starmap_steps", Value::NONE, || [it.get(0), it.get(1)])
}

fn starmap_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let it = this::<Adaptor>(a)?;
    let (function, source) = (it.get(0), it.get(1));
    match iterate::step(&source)? {
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::Item(args) => {
            if let Some(args) = args.downcast::<Tuple>() {
                return Ok(Next::call(function, args.items().iter().cloned()));
            }
            general(vm, "starmap_item", [function, args])
        }
        Step::User => general(vm, "starmap_next", [function, source]),
    }
}
