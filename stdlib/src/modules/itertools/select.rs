//! `compress`, `dropwhile`, `filterfalse`, `islice` and `takewhile`: some of the items of an iterator.

use pausa_vm::exc::{stop_iteration, type_error, value_error};
use pausa_vm::heap::{Kind, Payload};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{Tuple, TypeFlags};
use pausa_vm::ops::{
    self,
    iterate::{self, Drive, Nature, Step, nature},
};
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{Exc, ExcKind, R, Value, Vm};

use super::adaptor::{Adaptor, drive_source, ended, next_or, no_keywords, reduced, user_step};
use super::{ITER, NEW, NEXT, REDUCE, SET_STATE, general};

/// `compress`. Values: the data, the selectors.
pub(super) static COMPRESS: TypeSpec = TypeSpec {
    name: "compress",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data elements using the selectors to\nchoose the data elements.",
    defs: &[
        pure(
            "__new__(cls, data: iter, selectors: iter)",
            |_, a| Ok(Adaptor::new(user_step, [a[1].clone(), a[2].clone()]).make(&class_arg(a)?)),
            NEW,
        )
        .constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", compress_next, NEXT),
        pure("__reduce__(self, /)", |_, a| pair_reduce(a, false), REDUCE),
    ],
};

fn pair_reduce(a: &[Value], with_state: bool) -> R {
    let it = this::<Adaptor>(a)?;
    Ok(reduced(a, vec![it.get(0), it.get(1)], with_state.then(|| it.numbers[0].get().into())))
}

fn compress_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let c = this::<Adaptor>(a)?;
    let (data, selectors) = (c.get(0), c.get(1));
    if nature(&data).is_native() && nature(&selectors).is_native() {
        loop {
            let Step::Item(v) = iterate::step(&data)? else {
                return Err(stop_iteration(Value::NONE));
            };
            let Step::Item(s) = iterate::step(&selectors)? else {
                return Err(stop_iteration(Value::NONE));
            };
            match ops::truth(&s) {
                Some(true) => return Ok(Next::Value(v)),
                Some(false) => {}
                None => return general(vm, "compress_item", [data, selectors, v, s]),
            }
        }
    }
    general(vm, "compress_next", [data, selectors])
}

/// `dropwhile`. Values: the function, the iterator. Numbers: whether items are given.
pub(super) static DROPWHILE: TypeSpec = TypeSpec {
    name: "dropwhile",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.",
    defs: &[
        pure(
            "__new__(cls, predicate, iterable: iter, /)",
            |_, a| Ok(Adaptor::new(drop_step, [a[1].clone(), a[2].clone()]).driven(drop_drive).make(&class_arg(a)?)),
            NEW,
        )
        .constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", drop_next, NEXT),
        pure("__reduce__(self, /)", |_, a| pair_reduce(a, true), REDUCE),
        tail("__setstate__(self, state: bool, /)", flag_setstate, SET_STATE),
    ],
};

fn flag_setstate(_: &mut Vm, a: &[Value]) -> R<Next> {
    this::<Adaptor>(a)?.numbers[0].set(a[1].is_true().into());
    Ok(Next::Value(Value::NONE))
}

fn drop_step(d: &Adaptor) -> R<Step> {
    if d.numbers[0].get() == 0 { Ok(Step::User) } else { d.step_field(1) }
}

fn drop_drive(d: &Adaptor, _: &mut Vm, _: &Value) -> R<Option<Drive>> {
    Ok(if d.numbers[0].get() == 0 { None } else { drive_source(d.get(1)) })
}

fn drop_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = this::<Adaptor>(a)?;
    if d.numbers[0].get() != 0 {
        return advance(vm, &d.get(1));
    }
    general(vm, "dropwhile_next", [a[0].clone(), d.get(0), d.get(1)])
}

/// `next(it)` in the caller's place.
pub(super) fn advance(vm: &mut Vm, it: &Value) -> R<Next> {
    match iterate::step(it)? {
        Step::Item(v) => Ok(Next::Value(v)),
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::User if it.header().is_some_and(|h| h.is_exact(Kind::Generator)) => {
            Ok(Next::Send { generator: it.clone(), value: Value::NONE })
        }
        Step::User => general(vm, "next_general", [it.clone()]),
    }
}

/// `takewhile`. Values: the function, the iterator. Numbers: whether it has ended.
pub(super) static TAKEWHILE: TypeSpec = TypeSpec {
    name: "takewhile",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
    defs: &[
        pure(
            "__new__(cls, predicate, iterable: iter, /)",
            |_, a| Ok(Adaptor::new(user_step, [a[1].clone(), a[2].clone()]).driven(take_drive).make(&class_arg(a)?)),
            NEW,
        )
        .constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", take_next, NEXT),
        pure("__reduce__(self, /)", |_, a| pair_reduce(a, true), REDUCE),
        tail("__setstate__(self, state: bool, /)", flag_setstate, SET_STATE),
    ],
};

fn take_drive(t: &Adaptor, vm: &mut Vm, this: &Value) -> R<Option<Drive>> {
    if t.numbers[0].get() != 0 {
        return Ok(None);
    }
    t.driver.drive(vm, "takewhile_steps", this.clone(), || [this.clone(), t.get(0), t.get(1)])
}

fn take_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let t = this::<Adaptor>(a)?;
    if t.numbers[0].get() != 0 {
        return Err(stop_iteration(Value::NONE));
    }
    general(vm, "takewhile_next", [a[0].clone(), t.get(0), t.get(1)])
}

/// `filterfalse`. Values: the function or None, the iterator.
pub(super) static FILTERFALSE: TypeSpec = TypeSpec {
    name: "filterfalse",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.",
    defs: &[
        pure(
            "__new__(cls, function, iterable: iter, /)",
            |_, a| {
                Ok(Adaptor::new(user_step, [a[1].clone(), a[2].clone()]).driven(filterfalse_drive).make(&class_arg(a)?))
            },
            NEW,
        )
        .constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", filterfalse_next, NEXT),
        pure("__reduce__(self, /)", |_, a| pair_reduce(a, false), REDUCE),
    ],
};

fn filterfalse_drive(f: &Adaptor, vm: &mut Vm, _: &Value) -> R<Option<Drive>> {
    if f.get(0).is_none() {
        return Ok(None);
    }
    f.driver.drive(vm, "filterfalse_steps", Value::NONE, || [f.get(0), f.get(1)])
}

fn filterfalse_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = this::<Adaptor>(a)?;
    let (function, it) = (f.get(0), f.get(1));
    if !function.is_none() && !vm.builtins.get_str("bool").is_some_and(|b| b.is(&function)) {
        return general(vm, "filterfalse_next", [function, it]);
    }
    loop {
        match iterate::step(&it)? {
            Step::Item(v) => match ops::truth(&v) {
                Some(false) => return Ok(Next::Value(v)),
                Some(true) => {}
                None => return general(vm, "filterfalse_item", [v, it]),
            },
            Step::Done => return Err(stop_iteration(Value::NONE)),
            Step::User => return general(vm, "filterfalse_none", [it]),
        }
    }
}

/// `islice`. Values: the iterator until all was given. Numbers: the next item to give, the first one not to give (-1: none), the
/// step, how many items were taken.
pub(super) static ISLICE: TypeSpec = TypeSpec {
    name: "islice",
    module: "itertools",
    layout: <Adaptor as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.  If start is specified, will skip all preceding elements;\notherwise, start defaults to zero.  Step defaults to one.  If\nspecified as another value, step determines how many values are\nskipped between successive calls.  Works like a slice() on a list\nbut returns an iterator.",
    defs: &[
        tail("__new__(cls, *args, **kwargs)", islice_new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        tail("__next__(self, /)", islice_next, NEXT),
        pure("__reduce__(self, /)", islice_reduce, REDUCE),
        pure("__setstate__(self, state: index, /)", islice_setstate, SET_STATE),
    ],
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_islice(cls, it, start, stop, step, /)", make_islice, ""),
    pure("_islice_skip(s, /)", islice_skip, ""),
    pure("_islice_take(s, /)", islice_take, ""),
    pure(
        "_it_flag(it, /)",
        |_, a| {
            this::<Adaptor>(a)?.numbers[0].set(1);
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_it_count_down(it, /)",
        |_, a| {
            let n = &this::<Adaptor>(a)?.numbers[0];
            n.set(n.get() - 1);
            Ok(n.get().into())
        },
        "",
    ),
    pure(
        "_it_stop_count(it, /)",
        |_, a| {
            this::<Adaptor>(a)?.numbers[0].set(0);
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_zip_longest(cls, iterators, fill, /)",
        |_, a| {
            let list = this::<pausa_vm::object::List>(&a[1..])?.items().clone();
            Ok(super::join::make_longest(&class_arg(a)?, list, a[2].clone()))
        },
        "",
    ),
];

fn islice_new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    no_keywords(vm, a, &a[2], "islice")?;
    let args = this::<Tuple>(&a[1..])?.items();
    let none = Value::NONE;
    let (it, start, stop, step) = match args {
        [it, stop] => (it, &none, stop, &none),
        [it, start, stop] => (it, start, stop, &none),
        [it, start, stop, step] => (it, start, stop, step),
        [] | [_] => return Err(type_error(format!("islice expected at least 2 arguments, got {}", args.len()))),
        _ => return Err(type_error(format!("islice expected at most 4 arguments, got {}", args.len()))),
    };
    let plain = |v: &Value| v.is_none() || v.is_int();
    let whole = [a[0].clone(), it.clone(), start.clone(), stop.clone(), step.clone()];
    if plain(start) && plain(stop) && plain(step) {
        // The bounds are looked at before the iterable is.
        bounds(&whole)?;
        if let Some(it) = iterate::iter(it)? {
            let [class, _, start, stop, step] = whole;
            return make_islice(vm, &[class, it, start, stop, step]).map(Next::Value);
        }
    }
    general(vm, if args.len() == 2 { "islice_to" } else { "islice_from" }, whole)
}

/// Start, stop and step of the arguments of `_islice`.
fn bounds(a: &[Value]) -> R<(i64, i64, i64)> {
    let bound = |v: &Value, default: i64| {
        if v.is_none() { Some(default) } else { v.as_i64().filter(|n| *n >= 0) }
    };
    let range = "None or an integer: 0 <= x <= sys.maxsize.";
    let stop = bound(&a[3], -1);
    let Some(stop) = stop else {
        return Err(value_error(format!("Stop argument for islice() must be {range}")));
    };
    let Some(start) = bound(&a[2], 0) else {
        return Err(value_error(format!("Indices for islice() must be {range}")));
    };
    match bound(&a[4], 1).filter(|n| *n >= 1) {
        Some(step) => Ok((start, stop, step)),
        None => Err(value_error("Step for islice() must be a positive integer or None.")),
    }
}

fn make_islice(_: &mut Vm, a: &[Value]) -> R {
    let (start, stop, step) = bounds(a)?;
    let below = nature(&a[1]).over();
    let nature: Nature = if stop >= 0 { below.ending() } else { below };
    let it = Adaptor::new(islice_step, [a[1].clone()]).driven(islice_drive);
    Ok(it.with_nature(nature).with_numbers([start, stop, step, 0]).make(&class_arg(a)?))
}

fn islice_step(s: &Adaptor) -> R<Step> {
    let [next, stop, _, count] = &s.numbers;
    let end = || {
        drop(s.take(0));
        Ok(Step::Done)
    };
    if !s.has(0) {
        return Ok(Step::Done);
    }
    while count.get() < next.get() {
        match s.step_field(0)? {
            Step::Item(_) => count.set(count.get() + 1),
            Step::Done => return end(),
            Step::User => return Ok(Step::User),
        }
    }
    if stop.get() >= 0 && count.get() >= stop.get() {
        return end();
    }
    match s.step_field(0)? {
        Step::Item(v) => {
            taken(s);
            Ok(Step::Item(v))
        }
        Step::Done => end(),
        Step::User => Ok(Step::User),
    }
}

/// Notes that an item is given.
fn taken(s: &Adaptor) {
    let [next, stop, step, count] = &s.numbers;
    count.set(count.get() + 1);
    let after = next.get().checked_add(step.get()).unwrap_or(i64::MAX);
    next.set(if stop.get() >= 0 { after.min(stop.get()) } else { after });
}

fn islice_drive(s: &Adaptor, _: &mut Vm, _: &Value) -> R<Option<Drive>> {
    let [next, stop, _, count] = &s.numbers;
    if count.get() != next.get() || stop.get() >= 0 && count.get() >= stop.get() {
        return Ok(None);
    }
    let source = drive_source(s.get(0));
    if source.is_some() {
        taken(s);
    }
    Ok(source)
}

fn islice_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let s = this::<Adaptor>(a)?;
    let it = s.get(0);
    let [next, stop, _, count] = &s.numbers;
    let is_generator = it.header().is_some_and(|h| h.is_exact(Kind::Generator));
    if is_generator && count.get() == next.get() && (stop.get() < 0 || count.get() < stop.get()) {
        taken(s);
        return Ok(Next::Send { generator: it, value: Value::NONE });
    }
    next_or(vm, a, "islice_next", &[0])
}

/// Whether an item is to be skipped now; None if there is nothing more to take.
fn islice_skip(_: &mut Vm, a: &[Value]) -> R {
    let s = this::<Adaptor>(a)?;
    let [next, stop, _, count] = &s.numbers;
    if count.get() < next.get() {
        count.set(count.get() + 1);
        return Ok(Value::TRUE);
    }
    Ok(if stop.get() >= 0 && count.get() >= stop.get() { Value::NONE } else { Value::FALSE })
}

fn islice_take(_: &mut Vm, a: &[Value]) -> R {
    taken(this::<Adaptor>(a)?);
    Ok(Value::NONE)
}

fn islice_reduce(_: &mut Vm, a: &[Value]) -> R {
    let s = this::<Adaptor>(a)?;
    let zero = || Value::small_int(0);
    if !s.has(0) {
        return Ok(reduced(a, vec![ended()?, zero()], Some(zero())));
    }
    let [next, stop, step, count] = &s.numbers;
    let stop = if stop.get() < 0 { Value::NONE } else { stop.get().into() };
    Ok(reduced(a, vec![s.get(0), next.get().into(), stop, step.get().into()], Some(count.get().into())))
}

fn islice_setstate(_: &mut Vm, a: &[Value]) -> R {
    let n = a[1]
        .as_i64()
        .ok_or_else(|| Exc::msg(ExcKind::OverflowError, "Python int too large to convert to C ssize_t"))?;
    this::<Adaptor>(a)?.numbers[3].set(n);
    Ok(Value::NONE)
}
