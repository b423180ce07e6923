//! `chain`, `cycle`, `pairwise` and `zip_longest`: items of several iterators, or of one several times.

use pausa_vm::exc::{stop_iteration, type_error};
use pausa_vm::heap::{Kind, Payload};
use pausa_vm::native::{Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{Dict, List, Tuple, TypeFlags, TypeRef};
use pausa_vm::ops::iterate::{self, Drive, Nature, Step, nature};
use pausa_vm::types::class_name;
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{R, Value, Vm};

use super::adaptor::{Adaptor, next_or, no_keywords, reduced, state_items};
use super::{ITER, NEW, NEXT, REDUCE, SET_STATE, general};

/// `chain`. Values: the iterator of iterables, the iterator that is being gone over, a tuple of the iterable that is next if only
/// user code can make its iterator.
pub(super) static CHAIN: TypeSpec = TypeSpec {
    name: "chain",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.",
    defs: &[
        pure("__new__(cls, *iterables, **kwargs)", chain_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", chain_next, NEXT),
        pure(
            "from_iterable(cls, iterable: iter, /)",
            chain_from_iterable,
            "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
        )
        .class_method(),
        pure("__reduce__(self, /)", chain_reduce, REDUCE),
        pure("__setstate__(self, state, /)", chain_setstate, SET_STATE),
        pure("__class_getitem__(cls, item, /)", pausa_vm::types::alias::class_getitem, "See PEP 585").class_method(),
    ],
};

fn chain_new(vm: &mut Vm, a: &[Value]) -> R {
    no_keywords(vm, a, &a[2], "chain")?;
    let natures = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default().iter().map(iterable_nature);
    let nature = Nature::longest(natures);
    let sources = iterate::iter(&a[1])?.unwrap_or_default();
    Ok(Adaptor::new(chain_step, [sources]).driven(chain_drive).with_nature(nature).make(&class_arg(a)?))
}

/// What steps over an iterable need.
fn iterable_nature(v: &Value) -> Nature {
    let Some(h) = v.header() else {
        return Nature::USER;
    };
    let is_container = matches!(
        h.kind(),
        Kind::List
            | Kind::Tuple
            | Kind::Dict
            | Kind::DictView
            | Kind::Set
            | Kind::FrozenSet
            | Kind::Range
            | Kind::Str
            | Kind::Bytes
            | Kind::ByteArray
    );
    if is_container {
        return if h.is_subclass() || h.class_ref().is_heap_type() { Nature::USER } else { Nature::FINITE };
    }
    nature(v)
}

fn chain_from_iterable(_: &mut Vm, a: &[Value]) -> R {
    Ok(Adaptor::new(chain_step, [a[1].clone()]).driven(chain_drive).make(&class_arg(a)?))
}

fn chain_drive(c: &Adaptor, vm: &mut Vm, this: &Value) -> R<Option<Drive>> {
    if !c.has(0) {
        return Ok(None);
    }
    c.driver.drive(vm, "chain_steps", this.clone(), || [this.clone()])
}

fn chain_step(c: &Adaptor) -> R<Step> {
    // A driver goes over one of the iterators.
    if c.driver.is_active() {
        return Ok(Step::User);
    }
    loop {
        if c.has(2) {
            return Ok(Step::User);
        }
        if c.has(1) {
            match c.step_field(1)? {
                Step::Done => drop(c.take(1)),
                other => return Ok(other),
            }
        }
        match c.step_field(0) {
            Ok(Step::Item(iterable)) => match iterate::iter(&iterable)? {
                Some(it) => c.set(1, it),
                None => c.set(2, Tuple::from_array([iterable]).into()),
            },
            Ok(Step::Done) => {
                drop(c.take(0));
                return Ok(Step::Done);
            }
            Ok(Step::User) => return Ok(Step::User),
            Err(e) => {
                drop(c.take(0));
                return Err(e);
            }
        }
    }
}

fn chain_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let c = this::<Adaptor>(a)?;
    match c.step()? {
        Step::Item(v) => Ok(Next::Value(v)),
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::User => match chain_drive(c, vm, &a[0])? {
            Some(drive) => Ok(Next::Send { generator: drive.generator, value: drive.value }),
            None => general(vm, "chain_next", [a[0].clone()]),
        },
    }
}

fn chain_reduce(_: &mut Vm, a: &[Value]) -> R {
    let c = this::<Adaptor>(a)?;
    if !c.has(0) {
        return Ok(reduced(a, vec![], None));
    }
    let mut state = vec![c.get(0)];
    if c.has(1) {
        state.push(c.get(1));
    }
    Ok(reduced(a, vec![], Some(Tuple::from_vec(state).into())))
}

fn chain_setstate(_: &mut Vm, a: &[Value]) -> R {
    let c = this::<Adaptor>(a)?;
    let items = state_items(&a[1])?;
    if items.is_empty() || items.len() > 2 {
        return Err(type_error(format!("function takes at most 2 arguments ({} given)", items.len())));
    }
    let is_iterator =
        |v: &Value| pausa_vm::types::class_of(v).lookup(pausa_vm::names::cached::__next__().value()).is_some();
    if !items.iter().all(is_iterator) {
        return Err(type_error("Arguments must be iterators."));
    }
    c.reset();
    c.set(0, items[0].clone());
    c.set(1, items.get(1).cloned().unwrap_or_default());
    Ok(Value::NONE)
}

/// `cycle`. Values: the iterator until it has ended, the list of its items. Numbers: the next item, whether this is not the first
/// round.
pub(super) static CYCLE: TypeSpec = TypeSpec {
    name: "cycle",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
    defs: &[
        pure("__new__(cls, iterable: iter, /)", cycle_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", |vm, a| next_or(vm, a, "cycle_next", &[0, 1]), NEXT),
        pure("__reduce__(self, /)", cycle_reduce, REDUCE),
        pure("__setstate__(self, state, /)", cycle_setstate, SET_STATE),
    ],
};

fn cycle_new(_: &mut Vm, a: &[Value]) -> R {
    let nature = nature(&a[1]).over().endless();
    Ok(Adaptor::new(cycle_step, [a[1].clone(), List::new().into()]).with_nature(nature).make(&class_arg(a)?))
}

fn cycle_step(c: &Adaptor) -> R<Step> {
    let saved = c.get(1);
    let Some(saved) = saved.downcast::<List>() else {
        return Ok(Step::Done);
    };
    if c.has(0) {
        match c.step_field(0)? {
            Step::Item(v) => {
                if c.numbers[1].get() == 0 {
                    saved.push(v.clone());
                }
                return Ok(Step::Item(v));
            }
            Step::Done => drop(c.take(0)),
            Step::User => return Ok(Step::User),
        }
    }
    let at = c.numbers[0].get();
    let Some(v) = usize::try_from(at).ok().and_then(|i| saved.get(i)) else {
        return Ok(Step::Done);
    };
    c.numbers[0].set(if at as usize + 1 >= saved.len() { 0 } else { at + 1 });
    Ok(Step::Item(v))
}

fn cycle_reduce(_: &mut Vm, a: &[Value]) -> R {
    let c = this::<Adaptor>(a)?;
    let saved = c.get(1);
    if c.has(0) {
        let state = Tuple::from_array([saved, Value::bool(c.numbers[1].get() != 0)]).into();
        return Ok(reduced(a, vec![c.get(0)], Some(state)));
    }
    let it = iterate::iter(&saved)?.unwrap_or_default();
    for _ in 0..c.numbers[0].get() {
        iterate::step(&it)?;
    }
    Ok(reduced(a, vec![it], Some(Tuple::from_array([saved, Value::TRUE]).into())))
}

fn cycle_setstate(_: &mut Vm, a: &[Value]) -> R {
    let c = this::<Adaptor>(a)?;
    let [saved, first] = state_items(&a[1])? else {
        return Err(type_error("state must be a pair of a list and a bool"));
    };
    if !saved.is_a::<List>() {
        return Err(type_error(format!("cycle state must be a list, not {}", class_name(saved))));
    }
    let Some(first) = first.as_i64() else {
        return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(first))));
    };
    c.set(1, saved.clone());
    c.numbers[1].set(first);
    c.numbers[0].set(0);
    Ok(Value::NONE)
}

/// `pairwise`. Values: the iterator, the item before.
pub(super) static PAIRWISE: TypeSpec = TypeSpec {
    name: "pairwise",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...",
    defs: &[
        pure("__new__(cls, iterable: iter, /)", pairwise_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", |vm, a| next_or(vm, a, "pairwise_next", &[0]), NEXT),
    ],
};

fn pairwise_new(_: &mut Vm, a: &[Value]) -> R {
    Ok(Adaptor::new(pairwise_step, [a[1].clone()]).with_nature(nature(&a[1]).over()).make(&class_arg(a)?))
}

fn pairwise_step(p: &Adaptor) -> R<Step> {
    let end = || {
        drop((p.take(0), p.take(1)));
        Ok(Step::Done)
    };
    if !p.has(0) {
        return Ok(Step::Done);
    }
    if !p.has(1) {
        match p.step_field(0)? {
            Step::Item(v) => p.set(1, v),
            Step::Done => return end(),
            Step::User => return Ok(Step::User),
        }
    }
    match p.step_field(0)? {
        Step::Item(new) => {
            let old = p.take(1);
            p.set(1, new.clone());
            Ok(Step::Item(Tuple::from_array([old, new]).into()))
        }
        Step::Done => end(),
        Step::User => Ok(Step::User),
    }
}

/// `zip_longest`. Values: the list of iterators, None for those that have ended; what is given in their place. Numbers: how many go
/// on.
pub(super) static ZIP_LONGEST: TypeSpec = TypeSpec {
    name: "zip_longest",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest object\n\nReturn a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.  The .__next__()\nmethod continues until the longest iterable in the argument sequence\nis exhausted and then it raises StopIteration.  When the shorter iterables\nare exhausted, the fillvalue is substituted in their place.  The fillvalue\ndefaults to None or can be specified by a keyword argument.\n",
    defs: &[
        tail("__new__(cls, *iterables, **kwargs)", longest_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", |vm, a| next_or(vm, a, "zip_longest_next", &[0, 1]), NEXT),
        pure("__reduce__(self, /)", longest_reduce, REDUCE),
        pure("__setstate__(self, state, /)", longest_setstate, SET_STATE),
    ],
};

fn longest_new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    let kwargs = a[2].downcast::<Dict>();
    let fill = kwargs.and_then(|d| d.get_str("fillvalue"));
    if kwargs.is_some_and(|d| d.len() > fill.is_some() as usize) {
        return Err(type_error("zip_longest() got an unexpected keyword argument"));
    }
    let fill = fill.unwrap_or(Value::NONE);
    let iterables = this::<Tuple>(&a[1..])?.items();
    match iterables.iter().map(iterate::iter).collect::<R<Option<Vec<Value>>>>()? {
        Some(list) => Ok(Next::Value(make_longest(&class, list, fill))),
        None => general(vm, "zip_longest_from", [class.into_value(), a[1].clone(), fill]),
    }
}

/// `zip_longest` over iterators.
pub(super) fn make_longest(class: &TypeRef, iterators: Vec<Value>, fill: Value) -> Value {
    let n = iterators.len() as i64;
    let nature = Nature::longest(iterators.iter().map(nature));
    let list = List::from_vec(iterators).into();
    Adaptor::new(longest_step, [list, fill]).with_nature(nature).with_numbers([n, 0, 0, 0]).make(class)
}

fn longest_step(z: &Adaptor) -> R<Step> {
    if !z.nature().is_native() {
        return Ok(Step::User);
    }
    let (list, fill) = (z.get(0), z.get(1));
    let Some(list) = list.downcast::<List>() else {
        return Ok(Step::Done);
    };
    if list.is_empty() || z.numbers[0].get() == 0 {
        return Ok(Step::Done);
    }
    let mut items = Vec::with_capacity(list.len());
    for i in 0..list.len() {
        let it = list.get(i).unwrap_or(Value::NONE);
        if it.is_none() {
            items.push(fill.clone());
            continue;
        }
        match iterate::step(&it) {
            Ok(Step::Item(v)) => items.push(v),
            Ok(_) => {
                let left = z.numbers[0].get() - 1;
                z.numbers[0].set(left);
                if left <= 0 {
                    return Ok(Step::Done);
                }
                let old = list.items_mut().get_mut(i).map(|slot| std::mem::replace(slot, Value::NONE));
                drop(old);
                items.push(fill.clone());
            }
            Err(e) => {
                z.numbers[0].set(0);
                return Err(e);
            }
        }
    }
    Ok(Step::Item(Tuple::from_vec(items).into()))
}

fn longest_reduce(_: &mut Vm, a: &[Value]) -> R {
    let z = this::<Adaptor>(a)?;
    let list = z.get(0);
    let items = list.downcast::<List>().map(|l| l.items().clone()).unwrap_or_default();
    let args = items.into_iter().map(|it| if it.is_none() { Tuple::empty().into() } else { it }).collect();
    Ok(reduced(a, args, Some(z.get(1))))
}

fn longest_setstate(_: &mut Vm, a: &[Value]) -> R {
    this::<Adaptor>(a)?.set(1, a[1].clone());
    Ok(Value::NONE)
}
