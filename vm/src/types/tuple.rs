//! `tuple`.

use crate::exc::{R, type_error, value_error};
use crate::heap::{Kind, Payload};
use crate::native::{Def, Next, TypeSpec, class_arg, pure, tail, this};
use crate::object::*;
use crate::ops::compare::{CompareOp, containers, native_eq};
use crate::ops::hash::Hashed;
use crate::ops::item::sequence;
use crate::ops::{self, arith, iterate};
use crate::types::list::{count_of, search_bounds};
use crate::types::method::{check_class, compared, or_prelude, prelude, prelude_with};
use crate::types::{class_name, container, of_kind};
use crate::value::Value;
use crate::vm::Vm;

/// `tuple`
pub static SPEC: TypeSpec = TypeSpec {
    name: "tuple",
    module: "builtins",
    layout: Tuple::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::SEQUENCE | TypeFlags::MATCH_SELF,
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the \
          tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    tail(
        "__new__(cls, iterable=(), /)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    tail("__repr__(self, /)", |vm, a| container::repr(vm, a, "tuple_repr"), "Return repr(self)."),
    tail("__hash__(self, /)", hash, "Return hash(self)."),
    tail("__lt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "Return self<value."),
    tail("__le__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "Return self<=value."),
    tail("__eq__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "Return self==value."),
    tail("__ne__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "Return self!=value."),
    tail("__gt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "Return self>value."),
    tail("__ge__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "Return self>=value."),
    pure("__iter__(self, /)", iter, "Implement iter(self)."),
    pure("__len__(self, /)", |_, a| Ok(this::<Tuple>(a)?.len().into()), "Return len(self)."),
    tail("__getitem__(self, key, /)", getitem, "Return self[key]."),
    pure("__add__(self, value, /)", add, "Return self+value."),
    pure("__mul__(self, value: index, /)", mul, "Return self*value."),
    pure("__rmul__(self, value: index, /)", mul, "Return value*self."),
    tail("__contains__(self, key, /)", contains, "Return key in self."),
    pure("__getnewargs__(self, /)", getnewargs, ""),
    tail(
        "index(self, value, start: place=0, stop: place=9223372036854775807, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    tail("count(self, value, /)", count, "Return number of occurrences of value."),
    pure("__class_getitem__(cls, item, /)", crate::types::alias::class_getitem, "See PEP 585").class_method(),
];

/// `tuple(iterable)`, and the same for subclasses.
fn new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    let base = of_kind(Kind::Tuple);
    check_class(&class, &base)?;
    let Some(source) = a[1].given() else {
        return Ok(Next::Value(make(&class, &base, Vec::new())));
    };
    if class.is(&base) && source.exact::<Tuple>().is_some() {
        return Ok(Next::Value(source.clone()));
    }
    match iterate::collect(source)? {
        Some(items) => Ok(Next::Value(make(&class, &base, items))),
        None => prelude(vm, "tuple_from", [class.into_value(), source.clone()]),
    }
}

fn make(class: &TypeRef, base: &TypeRef, items: Vec<Value>) -> Value {
    if class.is(base) { Tuple::from_vec(items).into() } else { Tuple::of_class(class, items).into() }
}

/// A tuple of a class, with these items.
pub fn of_class(class: &TypeRef, items: Vec<Value>) -> Value {
    make(class, &of_kind(Kind::Tuple), items)
}

fn hash(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match ops::hash::of_items(this::<Tuple>(a)?.items()) {
        Hashed::Known(h) => Ok(Next::Value(Value::from(h as i64))),
        Hashed::Unhashable(e) => Err(e),
        Hashed::User => prelude_with(vm, "tuple_hash", a),
    }
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let tuple = this::<Tuple>(a)?;
    let Some(other) = a[1].downcast::<Tuple>() else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let outcome = match op {
        CompareOp::Eq | CompareOp::Ne => container::sequences_equal(tuple.items(), other.items(), op),
        _ => containers::sequence_order(op, tuple.items(), other.items(), 0)?,
    };
    compared(vm, outcome, op, "compare_sequences", a)
}

fn iter(_: &mut Vm, a: &[Value]) -> R {
    this::<Tuple>(a)?;
    Ok(iterate::containers::tuple_iter(a[0].clone()))
}

fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let outcome = sequence::tuple_get(&a[0], &a[1])?;
    or_prelude(vm, outcome, "item_by_index", a)
}

fn add(_: &mut Vm, a: &[Value]) -> R {
    if a[1].downcast::<Tuple>().is_none() {
        return Err(type_error(format!("can only concatenate tuple (not \"{}\") to tuple", class_name(&a[1]))));
    }
    arith::containers::tuple_concat(&a[0], &a[1])
}

fn mul(_: &mut Vm, a: &[Value]) -> R {
    let count = arith::sequence::int_count(&a[1])?.unwrap_or(0);
    arith::containers::repeat(&a[0], count)
}

fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let found = ops::contains::containers::sequence(this::<Tuple>(a)?.items(), &a[1]);
    or_prelude(vm, found.map(Value::bool), "is_item", a)
}

fn getnewargs(_: &mut Vm, a: &[Value]) -> R {
    let copy = Tuple::from_slice(this::<Tuple>(a)?.items());
    Ok(Tuple::from_vec(vec![copy.into()]).into())
}

fn index(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let items = this::<Tuple>(a)?.items();
    let (from, to) = search_bounds(&a[2], &a[3], items.len());
    for (i, v) in items.iter().enumerate().take(to).skip(from) {
        match native_eq(v, &a[1]) {
            Some(true) => return Ok(Next::Value(i.into())),
            Some(false) => {}
            None => {
                let bounds = [Value::from(from), Value::from(to.min(items.len()))];
                return prelude(vm, "tuple_index", [a[0].clone(), a[1].clone()].into_iter().chain(bounds));
            }
        }
    }
    Err(value_error("tuple.index(x): x not in tuple"))
}

fn count(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let n = count_of(this::<Tuple>(a)?.items(), &a[1]);
    or_prelude(vm, n.map(Value::from), "count_items", a)
}
