//! `enumerate`, `zip`, `map`, `filter` and `reversed`.
//!
//! Where the iterators below need no user code, a step is taken here or in `ops::iterate`; where they do, in the prelude.

use std::cell::{Cell, RefCell};

use crate::exc::{R, stop_iteration, type_error};
use crate::heap::{self, Kind, Payload};
use crate::native::{Args, Def, Next, TypeSpec, class_arg, pure, tail, this};
use crate::object::*;
use crate::ops::iterate::{self, Driver, Nature, Step, nature, step};
use crate::types::iterator::this_iterator;
use crate::types::method::{check_class, has_own_init, prelude};
use crate::types::{class_name, class_of, of_kind};
use crate::value::Value;
use crate::vm::Vm;

macro_rules! adaptor {
    ($(#[$doc:meta])* $spec:ident $name:literal $payload:ty, $text:literal, [$($def:expr),* $(,)?]) => {
        $(#[$doc])*
        pub static $spec: TypeSpec = TypeSpec {
            name: $name,
            module: "builtins",
            layout: <$payload>::LAYOUT,
            flags: TypeFlags::BASE,
            doc: $text,
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

const NEW: &str = "Create and return a new object.  See help(type) for accurate signature.";
const REDUCE: &str = "Return state information for pickling.";

adaptor! {
    /// `enumerate`
    ENUMERATE "enumerate" Enumerate,
    "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a \
     count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining \
     an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    [
        tail("__new__(cls, iterable, start=0)", enumerate_new, NEW).constructor(),
        tail("__next__(self, /)", enumerate_next, "Implement next(self)."),
        pure("__reduce__(self, /)", enumerate_reduce, REDUCE),
        pure("__class_getitem__(cls, item, /)", crate::types::alias::class_getitem, "See PEP 585").class_method(),
    ]
}
adaptor! {
    /// `zip`
    ZIP "zip" Zip,
    "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   \
     [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]\n\nThe zip object yields n-length tuples, where n is the number of iterables\npassed as \
     positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This \
     continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the \
     others,\nraise a ValueError.",
    [
        tail("__new__(cls, *iterables, strict=False)", zip_new, NEW).constructor(),
        tail("__next__(self, /)", zip_next, "Implement next(self)."),
        pure("__reduce__(self, /)", zip_reduce, REDUCE),
        pure("__setstate__(self, state, /)", zip_setstate, "Set state information for unpickling."),
    ]
}
adaptor! {
    /// `map`
    MAP "map" Map,
    "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments from\neach of the \
     iterables.  Stops when the shortest iterable is exhausted.",
    [
        tail("__new__(cls, *args, **kwargs)", map_new, NEW).constructor(),
        tail("__next__(self, /)", map_next, "Implement next(self)."),
        pure("__reduce__(self, /)", map_reduce, REDUCE),
    ]
}
adaptor! {
    /// `filter`
    FILTER "filter" Filter,
    "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of iterable for which \
     function(item)\nis true. If function is None, return the items that are true.",
    [
        tail("__new__(cls, function, iterable, /)", filter_new, NEW).constructor(),
        tail("__next__(self, /)", filter_next, "Implement next(self)."),
        pure("__reduce__(self, /)", filter_reduce, REDUCE),
    ]
}
adaptor! {
    /// `reversed`
    REVERSED "reversed" Reversed,
    "Return a reverse iterator over the values of the given sequence.",
    [
        tail("__new__(cls, sequence, /)", reversed_new, NEW).constructor(),
        tail("__next__(self, /)", reversed_next, "Implement next(self)."),
        tail("__length_hint__(self, /)", reversed_hint, "Private method returning an estimate of len(list(it))."),
        pure("__reduce__(self, /)", reversed_reduce, REDUCE),
        pure("__setstate__(self, state, /)", reversed_setstate, "Set state information for unpickling."),
    ]
}

fn class_below(a: &[Value], kind: Kind) -> R<TypeRef> {
    let class = class_arg(a)?;
    check_class(&class, &of_kind(kind))?;
    Ok(class)
}

/// A tuple `(class, args, state)`, without state if there is none.
fn reduced(a: &[Value], args: Vec<Value>, state: Option<Value>) -> Value {
    let mut out = vec![class_of(&a[0]).into_value(), Tuple::from_vec(args).into()];
    out.extend(state);
    Tuple::from_vec(out).into()
}

// enumerate

fn enumerate_new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_below(a, Kind::Enumerate)?;
    let start = a[2].given().cloned().unwrap_or(Value::small_int(0));
    if start.is_int()
        && let Some(it) = iterate::iter(&a[1])?
    {
        return Ok(Next::Value(make_enumerate(&class, it, start)));
    }
    prelude(vm, "enumerate_from", [class.into_value(), a[1].clone(), start])
}

/// `enumerate` over an iterator.
pub fn make_enumerate(class: &TypeRef, iterator: Value, start: Value) -> Value {
    let nature = nature(&iterator).over();
    let count = if start.is_bool() { Value::from(start.is_true() as i64) } else { start };
    heap::new_with_type(class, Enumerate { iterator, count: RefCell::new(count), nature, driver: Driver::default() })
        .into()
}

fn enumerate_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let e = this::<Enumerate>(a)?;
    match step(&e.iterator)? {
        Step::Item(v) => Ok(Next::Value(iterate::adaptors::numbered(e, v))),
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::User => prelude(vm, "enumerate_next", [a[0].clone(), e.iterator.clone()]),
    }
}

fn enumerate_reduce(_: &mut Vm, a: &[Value]) -> R {
    let e = this::<Enumerate>(a)?;
    let count = e.count.borrow().clone();
    Ok(reduced(a, vec![e.iterator.clone(), count], None))
}

// zip

/// The iterators of iterables; None if making one needs user code.
fn iterators(iterables: &[Value]) -> R<Option<Vec<Value>>> {
    iterables.iter().map(iterate::iter).collect()
}

fn zip_new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_below(a, Kind::Zip)?;
    // Slots: the class, `strict`, the iterables.
    let strict = match a[1].given() {
        None => Some(false),
        Some(v) => crate::ops::truth(v),
    };
    if let Some(strict) = strict
        && let Some(list) = iterators(this::<Tuple>(&a[2..])?.items())?
    {
        return Ok(Next::Value(make_zip(&class, list, strict)));
    }
    let strict = a[1].given().cloned().unwrap_or(Value::FALSE);
    prelude(vm, "zip_from", [class.into_value(), a[2].clone(), strict])
}

/// `zip` over iterators.
pub fn make_zip(class: &TypeRef, iterators: Vec<Value>, strict: bool) -> Value {
    let nature = Nature::shortest(iterators.iter().map(nature));
    heap::new_with_type(class, Zip { iterators, strict: Cell::new(strict), nature, driver: Driver::default() }).into()
}

fn zip_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let z = this::<Zip>(a)?;
    if z.nature.is_native() {
        return match iterate::adaptors::zip_step(z)? {
            Step::Item(v) => Ok(Next::Value(v)),
            _ => Err(stop_iteration(Value::NONE)),
        };
    }
    let list = Tuple::from_slice(&z.iterators).into();
    prelude(vm, "zip_next", [list, Value::bool(z.strict.get())])
}

fn zip_reduce(_: &mut Vm, a: &[Value]) -> R {
    let z = this::<Zip>(a)?;
    Ok(reduced(a, z.iterators.clone(), z.strict.get().then_some(Value::TRUE)))
}

fn zip_setstate(_: &mut Vm, a: &[Value]) -> R {
    match crate::ops::truth(&a[1]) {
        Some(b) => this::<Zip>(a)?.strict.set(b),
        None => return Err(type_error("the state of a zip is a bool")),
    }
    Ok(Value::NONE)
}

// map

fn map_new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_below(a, Kind::Map)?;
    if !has_own_init(vm, &class) && a[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error("map() takes no keyword arguments"));
    }
    let [function, iterables @ ..] = this::<Tuple>(&a[1..])?.items() else {
        return Err(type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(type_error("map() must have at least two arguments."));
    }
    match iterators(iterables)? {
        Some(list) => Ok(Next::Value(make_map(&class, function.clone(), list))),
        None => {
            let rest = Tuple::from_slice(iterables).into();
            prelude(vm, "map_from", [class.into_value(), function.clone(), rest])
        }
    }
}

/// `map` over iterators.
pub fn make_map(class: &TypeRef, function: Value, iterators: Vec<Value>) -> Value {
    let nature = Nature::shortest(iterators.iter().map(nature));
    heap::new_with_type(class, Map { function, iterators, nature, driver: Driver::default() }).into()
}

fn map_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let m = this::<Map>(a)?;
    if !m.nature.is_native() {
        let list = Tuple::from_slice(&m.iterators).into();
        return prelude(vm, "map_next", [m.function.clone(), list]);
    }
    let mut args = Args::new();
    for it in &m.iterators {
        match step(it)? {
            Step::Item(v) => args.push(v),
            _ => return Err(stop_iteration(Value::NONE)),
        }
    }
    Ok(Next::Call { callee: m.function.clone(), args, kwargs: None })
}

fn map_reduce(_: &mut Vm, a: &[Value]) -> R {
    let m = this::<Map>(a)?;
    let mut args = vec![m.function.clone()];
    args.extend(m.iterators.iter().cloned());
    Ok(reduced(a, args, None))
}

// filter

fn filter_new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_below(a, Kind::Filter)?;
    match iterate::iter(&a[2])? {
        Some(it) => Ok(Next::Value(make_filter(&class, a[1].clone(), it))),
        None => prelude(vm, "filter_from", [class.into_value(), a[1].clone(), a[2].clone()]),
    }
}

/// `filter` over an iterator.
pub fn make_filter(class: &TypeRef, function: Value, iterator: Value) -> Value {
    heap::new_with_type(class, Filter { function, iterator, driver: Driver::default() }).into()
}

fn filter_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = this::<Filter>(a)?;
    if f.function.is_none() || f.function.is(crate::types::class_of(&Value::TRUE).value()) {
        loop {
            match step(&f.iterator)? {
                Step::Item(v) => match crate::ops::truth(&v) {
                    Some(true) => return Ok(Next::Value(v)),
                    Some(false) => {}
                    None => {
                        let it = f.iterator.clone();
                        return prelude(vm, "filter_from_item", [v, it]);
                    }
                },
                Step::Done => return Err(stop_iteration(Value::NONE)),
                Step::User => return prelude(vm, "filter_true", [f.iterator.clone()]),
            }
        }
    }
    prelude(vm, "filter_next", [f.function.clone(), f.iterator.clone()])
}

fn filter_reduce(_: &mut Vm, a: &[Value]) -> R {
    let f = this::<Filter>(a)?;
    Ok(reduced(a, vec![f.function.clone(), f.iterator.clone()], None))
}

// reversed

/// Whether a value's items can be asked for by number without further ado.
fn is_plain_sequence(v: &Value) -> bool {
    v.header().is_some_and(|h| {
        !h.is_subclass() && matches!(h.kind(), Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray)
    })
}

fn reversed_new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_below(a, Kind::Reversed)?;
    let v = &a[1];
    if is_plain_sequence(v)
        && let Some(n) = crate::ops::length(v)
    {
        return Ok(Next::Value(make_reversed(&class, v.clone(), n)));
    }
    if let Some(f) = vm.special(v, &vm.names.__reversed__) {
        if f.is_none() {
            return Err(not_reversible(v));
        }
        if f.is_a::<Function>()
            || f.downcast::<NativeFunction>().is_some_and(|f| f.owner.is_some() && f.receiver.is_unbound())
        {
            return Ok(Next::call(f, [v.clone()]));
        }
        return prelude(vm, "call_reversed", [v.clone()]);
    }
    let is_sequence = vm.special(v, &vm.names.__getitem__).is_some() && !v.is_a::<Dict>();
    if !is_sequence || v.is_a::<Type>() {
        return Err(not_reversible(v));
    }
    prelude(vm, "reversed_from", [class.into_value(), v.clone()])
}

fn not_reversible(v: &Value) -> crate::exc::Exc {
    type_error(format!("'{}' object is not reversible", class_name(v)))
}

/// `reversed` of a sequence of `n` items.
pub fn make_reversed(class: &TypeRef, source: Value, n: usize) -> Value {
    let payload = Reversed { source: RefCell::new(source), pos: Cell::new(n) };
    heap::new_with_type(class, payload).into()
}

fn reversed_next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let r = this::<Reversed>(a)?;
    match iterate::adaptors::reversed_step(r)? {
        Step::Item(v) => Ok(Next::Value(v)),
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::User => {
            let source = r.source.borrow().clone();
            prelude(vm, "reversed_next", [a[0].clone(), source, (r.pos.get() - 1).into()])
        }
    }
}

fn reversed_hint(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let r = this::<Reversed>(a)?;
    let source = r.source.borrow().clone();
    if source.is_unbound() {
        return Ok(Next::Value(Value::small_int(0)));
    }
    match crate::ops::length(&source) {
        Some(n) => Ok(Next::Value(if n < r.pos.get() { 0 } else { r.pos.get() }.into())),
        None => prelude(vm, "reversed_hint", [source, r.pos.get().into()]),
    }
}

fn reversed_reduce(_: &mut Vm, a: &[Value]) -> R {
    let r = this::<Reversed>(a)?;
    let source = r.source.borrow().clone();
    if source.is_unbound() {
        return Ok(reduced(a, vec![Tuple::empty().into()], None));
    }
    Ok(reduced(a, vec![source], Some(Value::from(r.pos.get() as i64 - 1))))
}

fn reversed_setstate(_: &mut Vm, a: &[Value]) -> R {
    let r = this::<Reversed>(a)?;
    let n = a[1].as_i64().ok_or_else(|| type_error("an integer is required"))?;
    let source = r.source.borrow();
    if !source.is_unbound() {
        let len = crate::ops::length(&source).unwrap_or(usize::MAX >> 1) as i64;
        r.pos.set((n.clamp(-1, len - 1) + 1) as usize);
    }
    Ok(Value::NONE)
}
