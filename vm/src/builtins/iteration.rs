//! Functions over iterables.

use crate::exc::{R, type_error};
use crate::heap::Kind;
use crate::native::{Def, Direct, Fold, Next, tail};
use crate::object::*;
use crate::ops::arith::BinaryOp;
use crate::ops::compare::CompareOp;
use crate::ops::iterate::{self, Step};
use crate::ops::truth;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

static ALL: Fold = Fold { start: || Value::TRUE, step: |_, v| truth(v) == Some(true), more: "all_more" };
static ANY: Fold = Fold { start: || Value::FALSE, step: |_, v| truth(v) == Some(false), more: "any_more" };
static SUM: Fold = Fold { start: || Value::small_int(0), step: add_at_once, more: "sum_more" };

/// Adds an item to a sum, if these are numbers that can be added without user code.
fn add_at_once(total: &mut Value, v: &Value) -> bool {
    if let Some(sum) = total.plus_small(v) {
        *total = sum;
        return true;
    }
    add_others(total, v)
}

/// The same for floats, bools and ints that grow.
#[inline(never)]
fn add_others(total: &mut Value, v: &Value) -> bool {
    let int = v.as_small_int().or_else(|| v.is_bool().then(|| i64::from(v.is_true())));
    *total = match (total.as_small_int(), int) {
        // Two of 62 bits make one of 63.
        (Some(a), Some(b)) => (a + b).into(),
        (Some(a), None) if v.is_inline_float() => (a as f64 + v.inline_float()).into(),
        (None, Some(b)) if total.is_inline_float() => (total.inline_float() + b as f64).into(),
        (None, None) if total.is_inline_float() && v.is_inline_float() => {
            (total.inline_float() + v.inline_float()).into()
        }
        _ => return false,
    };
    true
}

pub(super) const DEFS: &[Def] = &[
    tail("iter(object, sentinel=<absent>, /)", iter, "Get an iterator from an object."),
    tail("next(iterator, default=<absent>, /)", next, "Return the next item from the iterator.").direct(Direct::Next),
    tail(
        "aiter(async_iterable, /)",
        |vm, a| general(vm, a, "aiter_general"),
        "Return an AsyncIterator for an AsyncIterable object.",
    ),
    tail("anext(async_iterator, default=<absent>, /)", anext, "Return the next item from the async iterator."),
    tail("all(iterable, /)", all, "Return True if bool(x) is True for all values x in the iterable.")
        .direct(Direct::Fold(&ALL)),
    tail("any(iterable, /)", any, "Return True if bool(x) is True for any x in the iterable.")
        .direct(Direct::Fold(&ANY)),
    tail(
        "sum(iterable, /, start=0)",
        sum,
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers",
    )
    .direct(Direct::Fold(&SUM)),
    tail("min(*args, key=None, default=<absent>)", |vm, a| extreme(vm, a, "min"), "Return the smallest item.")
        .positional(|vm, a| plain_extreme(vm, a, "min"))
        .direct(Direct::Binary(|a, b| is_less_at_once(b, a).map(|less| if less { b } else { a }.clone()))),
    tail("max(*args, key=None, default=<absent>)", |vm, a| extreme(vm, a, "max"), "Return the biggest item.")
        .positional(|vm, a| plain_extreme(vm, a, "max"))
        .direct(Direct::Binary(|a, b| is_less_at_once(a, b).map(|less| if less { b } else { a }.clone()))),
    tail(
        "sorted(iterable, /, *, key=None, reverse=False)",
        sorted,
        "Return a new list containing all items from the iterable in ascending order.",
    ),
];

fn general(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Next> {
    let f = vm.prelude(name)?;
    Ok(Next::call(f, args.iter().cloned()))
}

fn iter(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if !args[1].is_unbound() {
        if vm.special(&args[0], &vm.names.__call__).is_none() {
            return Err(type_error("iter(v, w): v must be callable"));
        }
        return general(vm, args, "iter_with_sentinel");
    }
    match iterate::iter(&args[0])? {
        Some(it) => Ok(Next::Value(it)),
        None => general(vm, &args[..1], "iter_general"),
    }
}

fn next(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let it = &args[0];
    if it.header().is_some_and(|h| h.is_exact(Kind::Generator)) && args[1].is_unbound() {
        return Ok(Next::Send { generator: it.clone(), value: Value::NONE });
    }
    match iterate::step(it)? {
        Step::Item(v) => Ok(Next::Value(v)),
        Step::Done => match args[1].given() {
            Some(default) => Ok(Next::Value(default.clone())),
            None => Err(crate::exc::stop_iteration(Value::NONE)),
        },
        Step::User => {
            let Some(f) = vm.special(it, &vm.names.__next__) else {
                return Err(type_error(format!("'{}' object is not an iterator", class_name(it))));
            };
            match args[1].given() {
                None if f.is_a::<Function>() => Ok(Next::call(f, [it.clone()])),
                None if f.is_a::<NativeFunction>() => match iterate::drive(vm, it)? {
                    Some(drive) => Ok(Next::Send { generator: drive.generator, value: drive.value }),
                    None => general(vm, &args[..1], "next_general"),
                },
                None => general(vm, &args[..1], "next_general"),
                Some(_) => general(vm, args, "next_with_default"),
            }
        }
    }
}

fn anext(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match args[1].given() {
        Some(_) => general(vm, args, "anext_with_default"),
        None => general(vm, &args[..1], "anext_general"),
    }
}

/// The items of an exact list or tuple.
fn items(v: &Value) -> Option<Vec<Value>> {
    match (v.exact::<List>(), v.exact::<Tuple>()) {
        (Some(l), _) => Some(l.items().clone()),
        (_, Some(t)) => Some(t.items().to_vec()),
        _ => None,
    }
}

fn all(vm: &mut Vm, args: &[Value]) -> R<Next> {
    quantify(vm, args, false, "all_general")
}

fn any(vm: &mut Vm, args: &[Value]) -> R<Next> {
    quantify(vm, args, true, "any_general")
}

fn quantify(vm: &mut Vm, args: &[Value], wanted: bool, name: &'static str) -> R<Next> {
    if let Some(list) = items(&args[0]) {
        for v in &list {
            match crate::ops::truth(v) {
                Some(t) if t == wanted => return Ok(Next::Value(Value::bool(wanted))),
                Some(_) => {}
                None => return general(vm, args, name),
            }
        }
        return Ok(Next::Value(Value::bool(!wanted)));
    }
    general(vm, args, name)
}

fn sum(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let start = args[1].given().cloned().unwrap_or(Value::small_int(0));
    for (kind, text) in [
        (Kind::Str, "sum() can't sum strings [use ''.join(seq) instead]"),
        (Kind::Bytes, "sum() can't sum bytes [use b''.join(seq) instead]"),
        (Kind::ByteArray, "sum() can't sum bytearray [use b''.join(seq) instead]"),
    ] {
        if start.header().is_some_and(|h| h.is_kind(kind)) {
            return Err(type_error(text));
        }
    }
    if let Some(list) = args[0].exact::<List>() {
        // The items are looked at in place: no code of the program's runs meanwhile.
        return sum_of(vm, &list.items(), start);
    }
    if let Some(tuple) = args[0].exact::<Tuple>() {
        return sum_of(vm, tuple.items(), start);
    }
    let is_container = args[0].header().is_some_and(|h| {
        [Kind::Range, Kind::DictView, Kind::Set, Kind::FrozenSet].iter().any(|&kind| h.is_exact(kind))
    });
    if is_container && let Some(list) = iterate::collect(&args[0])? {
        return sum_of(vm, &list, start);
    }
    general(vm, &[args[0].clone(), start], "sum_general")
}

fn sum_of(vm: &mut Vm, items: &[Value], start: Value) -> R<Next> {
    let (mut total, done) = numbers_summed(items, start);
    for (i, v) in items.iter().enumerate().skip(done) {
        match crate::ops::arith::binary(vm, BinaryOp::Add, &total, v)? {
            Some(next) => total = next,
            None => {
                let rest = List::from_vec(items[i..].to_vec()).into();
                return general(vm, &[rest, total], "sum_general");
            }
        }
    }
    Ok(Next::Value(total))
}

/// The sum of as many of the first items as are small ints, or floats and small ints after a float, and how many these are.
fn numbers_summed(items: &[Value], start: Value) -> (Value, usize) {
    let mut rest = items.iter().enumerate().peekable();
    let mut total = start;
    if let Some(mut sum) = total.as_small_int() {
        while let Some((_, v)) = rest.peek()
            && let Some(more) = v.as_small_int()
            && let Some(next) = sum.checked_add(more)
        {
            sum = next;
            rest.next();
        }
        total = Value::from(sum);
    }
    let is_float = |v: &Value| v.exact::<Float>().is_some() || v.is_inline_float();
    // As a float, exactly.
    let float = |v: &Value| match v.as_small_int() {
        Some(n) if n.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS => Some(n as f64),
        None if is_float(v) => v.as_float(),
        _ => None,
    };
    if let Some((_, first)) = rest.peek()
        && (is_float(first) || is_float(&total))
        && let Some(mut sum) = float(&total)
    {
        while let Some((_, v)) = rest.peek()
            && let Some(more) = float(v)
        {
            sum += more;
            rest.next();
        }
        total = Value::from(sum);
    }
    let done = rest.peek().map_or(items.len(), |(i, _)| *i);
    (total, done)
}

/// Whether `a < b`, for two small integers or two floats.
fn is_less_at_once(a: &Value, b: &Value) -> Option<bool> {
    match (a.as_small_int(), b.as_small_int()) {
        (Some(x), Some(y)) => Some(x < y),
        _ if a.is_inline_float() && b.is_inline_float() => Some(a.inline_float() < b.inline_float()),
        _ => None,
    }
}

/// `min` or `max` without a key.
fn plain_extreme(vm: &mut Vm, args: &[Value], which: &'static str) -> R<Next> {
    let op = if which == "min" { CompareOp::Lt } else { CompareOp::Gt };
    let best = match args {
        [one] => match (one.exact::<List>(), one.exact::<Tuple>()) {
            (Some(list), _) => best(op, &list.items())?,
            (_, Some(tuple)) => best(op, tuple.items())?,
            _ => None,
        },
        several => best(op, several)?,
    };
    match best {
        Some(v) => Ok(Next::Value(v)),
        None => extreme(vm, &[Value::UNBOUND, Value::UNBOUND, Tuple::from_slice(args).into()], which),
    }
}

/// The least or greatest of the items. None if there are none, or only user code can tell.
fn best(op: CompareOp, items: &[Value]) -> R<Option<Value>> {
    let Some((mut best, rest)) = items.split_first() else {
        return Ok(None);
    };
    for v in rest {
        match crate::ops::compare::rich(op, v, best)? {
            Some(true) => best = v,
            Some(false) => {}
            None => return Ok(None),
        }
    }
    Ok(Some(best.clone()))
}

fn extreme(vm: &mut Vm, args: &[Value], which: &'static str) -> R<Next> {
    // Slots: key, default, then the tuple of positional arguments.
    let (key, default, list) = (&args[0], &args[1], &args[2]);
    let list = list.downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    let (source, is_args) = match list.len() {
        0 => return Err(type_error(format!("{which} expected at least 1 argument, got 0"))),
        1 => (list[0].clone(), false),
        _ => (Tuple::from_vec(list).into(), true),
    };
    if is_args && !default.is_unbound() {
        return Err(type_error(format!("Cannot specify a default for {which}() with multiple positional arguments")));
    }
    let op = if which == "min" { CompareOp::Lt } else { CompareOp::Gt };
    if key.given().is_none_or(Value::is_none)
        && let Some(values) = items(&source)
        && let Some(best) = best(op, &values)?
    {
        return Ok(Next::Value(best));
    }
    let key = key.given().cloned().unwrap_or(Value::NONE);
    let defaults = Tuple::from_vec(default.given().into_iter().cloned().collect()).into();
    general(vm, &[source, key, defaults], if which == "min" { "min_general" } else { "max_general" })
}

fn sorted(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let native = args[1].given().is_none_or(Value::is_none);
    if let Some(mut items) = iterate::collect(&args[0])? {
        let reverse = args[2].given().map_or(Some(false), crate::ops::truth);
        if native
            && let Some(reverse) = reverse
            && crate::ops::sort::native(&mut items, reverse)?
        {
            return Ok(Next::Value(List::from_vec(items).into()));
        }
        // What an iterator has given it does not give again.
        let f = vm.prelude("sorted_list")?;
        let part = |i: usize, v: Value| args[i].given().cloned().unwrap_or(v);
        return Ok(Next::call(f, [List::from_vec(items).into(), part(1, Value::NONE), part(2, Value::FALSE)]));
    }
    let f = vm.prelude("sorted_general")?;
    let part = |i: usize, v: Value| args[i].given().cloned().unwrap_or(v);
    Ok(Next::call(f, [args[0].clone(), part(1, Value::NONE), part(2, Value::FALSE)]))
}
