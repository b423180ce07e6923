//! `groupby`: runs of items with the same key.

use pausa_vm::exc::{stop_iteration, system_error, type_error};
use pausa_vm::heap::Payload;
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{Tuple, TypeFlags};
use pausa_vm::ops::compare::native_eq;
use pausa_vm::ops::iterate::{self, Step};
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{R, Value, Vm};

use super::adaptor::{Adaptor, reduced, state_items, user_step};
use super::{Classes, ITER, NEW, NEXT, REDUCE, SET_STATE, general};

/// `groupby`. Values: the iterator, the function or None, the key of the group that was given last, the key and the value of the item
/// that was taken last. Numbers: which group was given last.
pub(super) static GROUPBY: TypeSpec = TypeSpec {
    name: "groupby",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to divide into groups according to the key function.\n  key\n    A function for computing the group category for each element.\n    If the key function is not specified or is None, the element itself\n    is used for grouping.",
    defs: &[
        pure("__new__(cls, iterable: iter, key=None)", groupby_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", groupby_next, NEXT),
        pure("__reduce__(self, /)", groupby_reduce, REDUCE),
        pure("__setstate__(self, state, /)", groupby_setstate, SET_STATE),
    ],
};

/// The iterator of a group. Values: the `groupby`, the key. Numbers: which group it is.
pub(super) static GROUPER: TypeSpec = TypeSpec {
    name: "_grouper",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: 0,
    doc: "",
    defs: &[
        pure("__new__(cls, parent, tgtkey, /)", |_, a| grouper(a, &a[1], &a[2]), NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", grouper_next, NEXT),
        pure("__reduce__(self, /)", grouper_reduce, REDUCE),
    ],
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_group_new(g, /)", |_, a| new_group(a).map(|()| Value::NONE), ""),
    pure("_grouper(g, key, /)", make_grouper, ""),
];

const ITERATOR: usize = 0;
const FUNCTION: usize = 1;
const TARGET: usize = 2;
const KEY: usize = 3;
const VALUE: usize = 4;

fn groupby_new(_: &mut Vm, a: &[Value]) -> R {
    let function = a[2].given().cloned().unwrap_or(Value::NONE);
    Ok(Adaptor::new(user_step, [a[1].clone(), function]).make(&class_arg(a)?))
}

/// What was given before is no current group any more.
fn new_group(a: &[Value]) -> R<()> {
    let n = &this::<Adaptor>(a)?.numbers[0];
    n.set(n.get() + 1);
    Ok(())
}

fn grouper(a: &[Value], parent: &Value, key: &Value) -> R {
    if !parent.is_a::<Adaptor>() {
        return Err(type_error("itertools._grouper() argument 1 must be itertools.groupby"));
    }
    new_group(std::slice::from_ref(parent))?;
    let n = this::<Adaptor>(std::slice::from_ref(parent))?.numbers[0].get();
    let it = Adaptor::new(user_step, [parent.clone(), key.clone()]).with_numbers([n, 0, 0, 0]);
    Ok(it.make(&class_arg(a)?))
}

fn make_grouper(vm: &mut Vm, a: &[Value]) -> R {
    let class = vm.state::<Classes>().grouper.clone().ok_or_else(|| system_error("itertools is not initialised"))?;
    grouper(&[class.into_value()], &a[0], &a[1])
}

fn groupby_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let g = this::<Adaptor>(a)?;
    new_group(a)?;
    let it = g.get(ITERATOR);
    let native = g.get(FUNCTION).is_none();
    loop {
        if g.has(KEY) {
            if !g.has(TARGET) {
                break;
            }
            let (target, key) = (g.get(TARGET), g.get(KEY));
            match if target.is(&key) { Some(true) } else { native_eq(&target, &key) } {
                Some(true) => {}
                Some(false) => break,
                None => return general(vm, "groupby_next", [a[0].clone(), it, g.get(FUNCTION)]),
            }
        }
        if !native {
            return general(vm, "groupby_forward", [a[0].clone(), it, g.get(FUNCTION)]);
        }
        match iterate::step(&it)? {
            Step::Item(v) => {
                g.set(KEY, v.clone());
                g.set(VALUE, v);
            }
            Step::Done => return Err(stop_iteration(Value::NONE)),
            Step::User => return general(vm, "groupby_forward", [a[0].clone(), it, g.get(FUNCTION)]),
        }
    }
    let key = g.get(KEY);
    g.set(TARGET, key.clone());
    let group = make_grouper(vm, &[a[0].clone(), key.clone()])?;
    Ok(Next::Value(Tuple::from_array([key, group]).into()))
}

fn grouper_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let s = this::<Adaptor>(a)?;
    let parent = s.get(0);
    let g = this::<Adaptor>(std::slice::from_ref(&parent))?;
    if g.numbers[0].get() != s.numbers[0].get() {
        return Err(stop_iteration(Value::NONE));
    }
    let (it, function, target) = (g.get(ITERATOR), g.get(FUNCTION), s.get(1));
    if !g.has(VALUE) {
        let step = if function.is_none() { iterate::step(&it)? } else { Step::User };
        match step {
            Step::Item(v) => {
                g.set(KEY, v.clone());
                g.set(VALUE, v);
            }
            Step::Done => return Err(stop_iteration(Value::NONE)),
            Step::User => return general(vm, "grouper_next", [parent, it, function, target]),
        }
    }
    let key = g.get(KEY);
    match if target.is(&key) { Some(true) } else { native_eq(&target, &key) } {
        Some(true) => Ok(Next::Value(g.take(VALUE))),
        Some(false) => Err(stop_iteration(Value::NONE)),
        None => general(vm, "grouper_given", [parent, target]),
    }
}

fn groupby_reduce(_: &mut Vm, a: &[Value]) -> R {
    let g = this::<Adaptor>(a)?;
    let args = vec![g.get(ITERATOR), g.get(FUNCTION)];
    if g.has(TARGET) && g.has(KEY) && g.has(VALUE) {
        let state = Tuple::from_array([g.get(KEY), g.get(VALUE), g.get(TARGET)]).into();
        return Ok(reduced(a, args, Some(state)));
    }
    Ok(reduced(a, args, None))
}

fn groupby_setstate(_: &mut Vm, a: &[Value]) -> R {
    let g = this::<Adaptor>(a)?;
    let [key, value, target] = state_items(&a[1])? else {
        return Err(type_error("state must be a triple"));
    };
    g.set(KEY, key.clone());
    g.set(VALUE, value.clone());
    g.set(TARGET, target.clone());
    Ok(Value::NONE)
}

fn grouper_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let s = this::<Adaptor>(a)?;
    let parent = s.get(0);
    if this::<Adaptor>(std::slice::from_ref(&parent))?.numbers[0].get() != s.numbers[0].get() {
        let iter = vm.builtins.get_str("iter").unwrap_or(Value::NONE);
        let args = Tuple::from_array([Tuple::empty().into()]).into();
        return Ok(Tuple::from_array([iter, args]).into());
    }
    Ok(reduced(a, vec![parent, s.get(1)], None))
}
