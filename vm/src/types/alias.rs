//! `types.GenericAlias`: `list[int]`.

use std::cell::{Cell, RefCell};

use crate::exc::{R, type_error};
use crate::heap::{self, Obj, Payload};
use crate::native::{Def, Next, TypeSpec, getter, pure, tail, this};
use crate::object::*;
use crate::ops::attr::{self, Attr};
use crate::ops::compare::{CompareOp, rich};
use crate::ops::hash::{self, Hashed};
use crate::types::iterator::{next, this_iterator};
use crate::types::method::{prelude, prelude_with};
use crate::types::{built_in, class_of, typ};
use crate::value::Value;
use crate::vm::Vm;

/// `types.GenericAlias`
pub static SPEC: TypeSpec = TypeSpec {
    name: "GenericAlias",
    module: "types",
    layout: GenericAlias::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, origin, args, /)", new, "Create and return a new object.").constructor(),
    tail("__repr__(self, /)", repr, "Return repr(self)."),
    tail("__hash__(self, /)", hash_of, "Return hash(self)."),
    tail("__eq__(self, value, /)", equal, "Return self==value."),
    tail("__call__(self, *args, **kwargs)", |vm, a| prelude_with(vm, "alias_call", a), "Call self as a function."),
    tail("__getitem__(self, key, /)", |vm, a| prelude_with(vm, "alias_getitem", a), "Return self[key]."),
    tail("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
    pure("__iter__(self, /)", iter, "Implement iter(self)."),
    pure("__or__(self, value, /)", |_, a| crate::types::union::make(&a[0], &a[1]), "Return self|value."),
    pure("__ror__(self, value, /)", |_, a| crate::types::union::make(&a[1], &a[0]), "Return value|self."),
    pure("__mro_entries__(self, bases, /)", mro_entries, ""),
    pure("__instancecheck__(self, instance, /)", |_, _| refuse("isinstance"), ""),
    pure("__subclasscheck__(self, subclass, /)", |_, _| refuse("issubclass"), ""),
    tail("__reduce__(self, /)", |vm, a| prelude_with(vm, "alias_reduce", a), ""),
    tail("__dir__(self, /)", |vm, a| prelude_with(vm, "alias_dir", a), ""),
    getter("__origin__(self, /)", |_, a| Ok(this::<GenericAlias>(a)?.origin.clone()), ""),
    getter("__args__(self, /)", |_, a| Ok(this::<GenericAlias>(a)?.args.clone()), ""),
    getter("__unpacked__(self, /)", |_, a| Ok(Value::bool(this::<GenericAlias>(a)?.unpacked.is_true())), ""),
    tail("__parameters__(self, /)", parameters, "Type variables in the GenericAlias.").as_getter(),
    tail("__typing_unpacked_tuple_args__(self, /)", unpacked_args, "").as_getter(),
];

/// What `*list[int]` goes over: the alias, unpacked.
pub static ITERATOR: TypeSpec = TypeSpec {
    name: "generic_alias_iterator",
    module: "builtins",
    layout: TupleIter::LAYOUT,
    flags: 0,
    doc: "",
    defs: &[
        pure("__iter__(self, /)", this_iterator, "Implement iter(self)."),
        pure("__next__(self, /)", next, "Implement next(self)."),
        pure("__reduce__(self, /)", iterator_reduce, "Return state information for pickling."),
    ],
};

fn iter(_: &mut Vm, a: &[Value]) -> R {
    let x = this::<GenericAlias>(a)?;
    let items = Tuple::from_vec(vec![alias(x.origin.clone(), x.args.clone(), true).into()]);
    let iterator = TupleIter { source: RefCell::new(items.into()), pos: Cell::new(0) };
    Ok(match built_in(ITERATOR.name) {
        Some(class) => heap::new_with_type(&class, iterator).into(),
        None => heap::new(iterator).into(),
    })
}

fn iterator_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<TupleIter>(a)?;
    let source = it.source.borrow();
    let left = source.downcast::<Tuple>().and_then(|t| t.items().get(it.pos.get())?.cast::<GenericAlias>());
    let packed = left.map(|x| alias(x.origin.clone(), x.args.clone(), false).into());
    let iter = vm.builtins.get_str("iter").unwrap_or_default();
    let args = vm.tuple(vec![packed.unwrap_or_else(|| Tuple::empty().into())]);
    Ok(vm.tuple(vec![iter, args]))
}

/// The attributes of an alias that are its own and not its origin's.
const OWN: &[&str] = &[
    "__class__",
    "__bases__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
];

/// `__class_getitem__` of generic built-in types.
pub fn class_getitem(_: &mut Vm, a: &[Value]) -> R {
    make(&a[0], &a[1])
}

/// `origin[item]`
pub fn make(origin: &Value, item: &Value) -> R {
    let args = match item.downcast::<Tuple>() {
        Some(_) => item.clone(),
        None => Tuple::from_vec(vec![item.clone()]).into(),
    };
    Ok(alias(origin.clone(), args, false).into())
}

/// An alias with these arguments; `unpacked` is for `*tuple[...]`.
pub fn alias(origin: Value, args: Value, unpacked: bool) -> Obj<GenericAlias> {
    heap::new(GenericAlias { origin, args, parameters: Value::UNBOUND, unpacked: Value::bool(unpacked) })
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    let class = crate::native::class_arg(a)?;
    let args = match a[2].downcast::<Tuple>() {
        Some(_) => a[2].clone(),
        None => Tuple::from_vec(vec![a[2].clone()]).into(),
    };
    let payload = GenericAlias { origin: a[1].clone(), args, parameters: Value::UNBOUND, unpacked: Value::FALSE };
    Ok(heap::new_with_type(&class, payload).into())
}

/// How a type expression is shown inside another; None if it is more than a class.
pub fn shown(v: &Value) -> Option<String> {
    if v.is(&Value::ELLIPSIS) {
        return Some("...".into());
    }
    if v.downcast::<Tuple>().is_some_and(|t| t.is_empty()) {
        return Some("()".into());
    }
    let t = v.downcast::<Type>()?;
    if class_of(v).is_heap_type() {
        return None;
    }
    Some(typ::full_name(t))
}

fn repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let alias = this::<GenericAlias>(a)?;
    let args = alias.args.downcast::<Tuple>().map_or(&[][..], |t| t.items());
    let parts: Option<Vec<String>> = args.iter().map(shown).collect();
    match (shown(&alias.origin), parts) {
        (Some(origin), Some(parts)) => {
            let star = if alias.unpacked.is_true() { "*" } else { "" };
            let inner = if parts.is_empty() { "()".to_owned() } else { parts.join(", ") };
            Ok(Next::Value(format!("{star}{origin}[{inner}]").into()))
        }
        _ => prelude_with(vm, "alias_repr", a),
    }
}

fn hash_of(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let alias = this::<GenericAlias>(a)?;
    match (hash::native(&alias.origin), hash::native(&alias.args)) {
        (Hashed::Known(x), Hashed::Known(y)) => {
            let h = (x ^ y) as i64;
            Ok(Next::Value(Value::from(if h == -1 { -2 } else { h })))
        }
        _ => prelude_with(vm, "alias_hash", a),
    }
}

fn equal(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !a[0].is_a::<GenericAlias>() || !a[1].is_a::<GenericAlias>() {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    match rich(CompareOp::Eq, &a[0], &a[1])? {
        Some(b) => Ok(Next::Value(Value::bool(b))),
        None => prelude_with(vm, "alias_eq", a),
    }
}

/// The attribute: that of the origin, but for a few.
pub fn get_attr(vm: &mut Vm, o: &Value, name: &Obj<Str>) -> R<Attr> {
    let own = name.as_str().is_some_and(|n| OWN.contains(&n));
    match o.downcast::<GenericAlias>() {
        Some(alias) if !own => {
            let origin = alias.origin.clone();
            match attr::get(vm, &origin, name)? {
                Attr::Missing => Err(attr::missing(&origin, name)),
                found => Ok(found),
            }
        }
        _ => attr::generic_get(vm, o, name),
    }
}

fn getattribute(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let name = typ::attr_name(&a[1])?;
    let got = get_attr(vm, &a[0], &name)?;
    typ::attr_next(&a[0], &name, got)
}

fn mro_entries(_: &mut Vm, a: &[Value]) -> R {
    Ok(Tuple::from_vec(vec![this::<GenericAlias>(a)?.origin.clone()]).into())
}

fn refuse(function: &str) -> R {
    Err(type_error(format!("{function}() argument 2 cannot be a parameterized generic")))
}

fn parameters(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let args = this::<GenericAlias>(a)?.args.clone();
    parameters_of(vm, args)
}

/// The type variables among the arguments of a type expression.
pub fn parameters_of(vm: &mut Vm, args: Value) -> R<Next> {
    let plain = |v: &Value| v.is_a::<Type>() || v.is(&Value::ELLIPSIS) || v.is_none() || v.is_a::<Str>();
    if args.downcast::<Tuple>().is_some_and(|t| t.items().iter().all(plain)) {
        return Ok(Next::Value(Tuple::empty().into()));
    }
    prelude(vm, "type_parameters", [args])
}

fn unpacked_args(_: &mut Vm, a: &[Value]) -> R<Next> {
    let alias = this::<GenericAlias>(a)?;
    let of_tuple = alias.origin.is(crate::types::of_kind(crate::heap::Kind::Tuple).value());
    Ok(Next::Value(if alias.unpacked.is_true() && of_tuple { alias.args.clone() } else { Value::NONE }))
}
