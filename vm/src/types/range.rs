//! `range`.

use num_bigint::BigInt;

use crate::exc::{R, overflow_error, type_error, value_error};
use crate::heap::{Kind, Payload};
use crate::native::{Def, Next, TypeSpec, getter, pure, tail, this};
use crate::object::*;
use crate::ops::compare::CompareOp;
use crate::ops::hash::Hashed;
use crate::ops::item::sequence::{make_range, range_get, range_has};
use crate::ops::item::slice::has_index;
use crate::ops::iterate::containers::range_iter;
use crate::types::method::{compared, or_prelude, prelude, prelude_with};
use crate::types::{class_name, container};
use crate::value::Value;
use crate::vm::Vm;

/// `range`
pub static SPEC: TypeSpec = TypeSpec {
    name: "range",
    module: "builtins",
    layout: Range::LAYOUT,
    flags: TypeFlags::SEQUENCE,
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of \
          integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults \
          to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen \
          step is given, it specifies the increment (or decrement).",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    tail("__new__(cls, /, *args)", new, "Create and return a new object.  See help(type) for accurate signature.")
        .constructor(),
    tail("__repr__(self, /)", |vm, a| container::repr(vm, a, "range_repr"), "Return repr(self)."),
    pure("__hash__(self, /)", hash, "Return hash(self)."),
    tail("__lt__(self, value, /)", unordered, "Return self<value."),
    tail("__le__(self, value, /)", unordered, "Return self<=value."),
    tail("__eq__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "Return self==value."),
    tail("__ne__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "Return self!=value."),
    tail("__gt__(self, value, /)", unordered, "Return self>value."),
    tail("__ge__(self, value, /)", unordered, "Return self>=value."),
    pure("__iter__(self, /)", iter, "Implement iter(self)."),
    pure(
        "__bool__(self, /)",
        |_, a| Ok(Value::bool(this::<Range>(a)?.length.as_i64() != Some(0))),
        "True if self else False",
    ),
    pure("__len__(self, /)", len, "Return len(self)."),
    tail("__getitem__(self, key, /)", getitem, "Return self[key]."),
    tail("__contains__(self, key, /)", contains, "Return key in self."),
    pure("__reversed__(self, /)", reversed, "Return a reverse iterator."),
    pure("__reduce__(self, /)", reduce, ""),
    tail(
        "count(self, value, /)",
        count,
        "rangeobject.count(value) -> integer -- return number of occurrences of value",
    ),
    tail(
        "index(self, value, /)",
        index,
        "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
    ),
    getter("start(self, /)", |_, a| Ok(this::<Range>(a)?.start.clone()), ""),
    getter("stop(self, /)", |_, a| Ok(this::<Range>(a)?.stop.clone()), ""),
    getter("step(self, /)", |_, a| Ok(this::<Range>(a)?.step.clone()), ""),
];

fn new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let given = a[1].downcast::<Tuple>().map_or(&[][..], |t| t.items());
    match given.len() {
        0 => return Err(type_error("range expected at least 1 argument, got 0")),
        1..=3 => {}
        n => {
            return Err(type_error(format!("range expected at most 3 arguments, got {n}")));
        }
    }
    if let Some(v) = given.iter().find(|v| !v.is_int()) {
        if has_index(v) {
            return prelude(vm, "range_of", [a[0].clone(), a[1].clone()]);
        }
        return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
    }
    let (start, stop, step) = match given {
        [stop] => (Value::small_int(0), plain(stop), Value::small_int(1)),
        [start, stop] => (plain(start), plain(stop), Value::small_int(1)),
        [start, stop, step, ..] => (plain(start), plain(stop), plain(step)),
        [] => (Value::NONE, Value::NONE, Value::NONE),
    };
    if step.as_i64() == Some(0) {
        return Err(value_error("range() arg 3 must not be zero"));
    }
    Ok(Next::Value(make_range(start, stop, step)))
}

/// An int itself; for a bool or an instance of a subclass, the equal plain int.
fn plain(v: &Value) -> Value {
    if v.is_small_int() || v.exact::<Int>().is_some() {
        return v.clone();
    }
    Value::from(big(v))
}

fn big(v: &Value) -> BigInt {
    v.as_bigint().map(|i| i.into_owned()).unwrap_or_default()
}

fn hash(_: &mut Vm, a: &[Value]) -> R {
    match crate::ops::hash::native(&a[0]) {
        Hashed::Known(h) => Ok(Value::from(h as i64)),
        Hashed::Unhashable(e) => Err(e),
        Hashed::User => Err(type_error("a range of ints has a hash")),
    }
}

fn unordered(_: &mut Vm, _: &[Value]) -> R<Next> {
    Ok(Next::Value(Value::NOT_IMPLEMENTED))
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    if !a[0].is_a::<Range>() || !a[1].is_a::<Range>() {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    let outcome = crate::ops::compare::rich(op, &a[0], &a[1])?;
    compared(vm, outcome, op, "compare_ranges", a)
}

fn iter(_: &mut Vm, a: &[Value]) -> R {
    range_iter(&a[0]).ok_or_else(|| crate::types::method::not_a("range", &a[0]))
}

fn len(_: &mut Vm, a: &[Value]) -> R {
    let length = &this::<Range>(a)?.length;
    match length.as_i64() {
        Some(_) => Ok(length.clone()),
        None => Err(overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let outcome = range_get(this::<Range>(a)?, &a[1])?;
    or_prelude(vm, outcome, "item_by_index", a)
}

fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    this::<Range>(a)?;
    let found = crate::ops::contains::containers::native(&a[0], Kind::Range, &a[1])?;
    or_prelude(vm, found.map(Value::bool), "is_item", a)
}

fn reversed(_: &mut Vm, a: &[Value]) -> R {
    let r = this::<Range>(a)?;
    let (start, step, length) = (big(&r.start), big(&r.step), big(&r.length));
    let last = &start + (length - 1) * &step;
    let range = make_range(Value::from(last), Value::from(start - &step), Value::from(-step));
    range_iter(&range).ok_or_else(|| crate::types::method::not_a("range", &a[0]))
}

fn reduce(vm: &mut Vm, a: &[Value]) -> R {
    let r = this::<Range>(a)?;
    let class = crate::types::class_of(&a[0]).into_value();
    let args = vm.tuple(vec![r.start.clone(), r.stop.clone(), r.step.clone()]);
    Ok(vm.tuple(vec![class, args]))
}

fn count(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if a[1].is_small_int() || a[1].is_bool() || a[1].exact::<Int>().is_some() {
        return Ok(Next::Value(Value::from(range_has(this::<Range>(a)?, &a[1]) as i64)));
    }
    prelude_with(vm, "count_items", a)
}

fn index(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let r = this::<Range>(a)?;
    if a[1].is_small_int() || a[1].is_bool() || a[1].exact::<Int>().is_some() {
        if range_has(r, &a[1]) {
            return Ok(Next::Value(Value::from((big(&a[1]) - big(&r.start)) / big(&r.step))));
        }
        return Err(value_error(format!("{} is not in range", big(&a[1]))));
    }
    prelude_with(vm, "range_index", a)
}
