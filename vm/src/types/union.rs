//! `types.UnionType`: `int | str`.

use crate::exc::R;
use crate::heap::{self, Kind, Payload};
use crate::native::{Def, Next, TypeSpec, getter, pure, tail, this};
use crate::object::*;
use crate::ops::compare::{CompareOp, rich};
use crate::ops::hash::{self, Hashed};
use crate::types::alias;
use crate::types::method::prelude_with;
use crate::value::Value;
use crate::vm::Vm;

/// `types.UnionType`
pub static SPEC: TypeSpec = TypeSpec {
    name: "UnionType",
    module: "types",
    layout: Union::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "Represent a PEP 604 union type\n\nE.g. for int | str",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    tail("__repr__(self, /)", repr, "Return repr(self)."),
    tail("__hash__(self, /)", hash_of, "Return hash(self)."),
    tail("__eq__(self, value, /)", equal, "Return self==value."),
    tail("__getitem__(self, key, /)", |vm, a| prelude_with(vm, "union_getitem", a), "Return self[key]."),
    pure("__or__(self, value, /)", |_, a| make(&a[0], &a[1]), "Return self|value."),
    pure("__ror__(self, value, /)", |_, a| make(&a[1], &a[0]), "Return value|self."),
    tail("__instancecheck__(self, instance, /)", |vm, a| prelude_with(vm, "union_instancecheck", a), ""),
    tail("__subclasscheck__(self, subclass, /)", |vm, a| prelude_with(vm, "union_subclasscheck", a), ""),
    getter("__args__(self, /)", |_, a| Ok(this::<Union>(a)?.args.clone()), ""),
    tail("__parameters__(self, /)", parameters, "Type variables in the types.UnionType.").as_getter(),
];

fn members(a: &[Value]) -> R<&[Value]> {
    Ok(this::<Union>(a)?.args.downcast::<Tuple>().map_or(&[][..], |t| t.items()))
}

fn repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let none = crate::types::class_of(&Value::NONE);
    let shown = |v: &Value| {
        if v.is(none.value()) { Some("None".to_owned()) } else { alias::shown(v) }
    };
    let parts: Option<Vec<String>> = members(a)?.iter().map(shown).collect();
    match parts {
        Some(parts) => Ok(Next::Value(parts.join(" | ").into())),
        None => prelude_with(vm, "union_repr", a),
    }
}

fn hash_of(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let mut table = SetTable::default();
    for v in members(a)? {
        match hash::native(v) {
            Hashed::Known(h) if crate::ops::table::set_add_hashed(&mut table, h, v) => {}
            _ => return prelude_with(vm, "union_hash", a),
        }
    }
    Ok(Next::Value(Value::from(hash::members(&table) as i64)))
}

fn equal(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !a[0].is_a::<Union>() || !a[1].is_a::<Union>() {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    match rich(CompareOp::Eq, &a[0], &a[1])? {
        Some(b) => Ok(Next::Value(Value::bool(b))),
        None => prelude_with(vm, "union_eq", a),
    }
}

fn parameters(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let args = this::<Union>(a)?.args.clone();
    alias::parameters_of(vm, args)
}

/// Whether a value may stand in a union without a `__or__` of its own.
fn is_member(v: &Value) -> bool {
    v.is_none() || v.header().is_some_and(|h| matches!(h.kind(), Kind::Type | Kind::GenericAlias | Kind::Union))
}

/// `a | b` of classes; NotImplemented if one is none.
pub fn make(a: &Value, b: &Value) -> R {
    if !is_member(a) || !is_member(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut members: Vec<Value> = Vec::new();
    let mut add = |v: Value| {
        let same = |m: &Value| m.is(&v) || crate::ops::compare::native_eq(m, &v) == Some(true);
        if !members.iter().any(same) {
            members.push(v);
        }
    };
    for v in [a, b] {
        match v.downcast::<Union>().and_then(|u| u.args.cast::<Tuple>()) {
            Some(t) => t.items().iter().cloned().for_each(&mut add),
            None if v.is_none() => add(crate::types::class_of(v).into_value()),
            None => add(v.clone()),
        }
    }
    if members.len() == 1 {
        return Ok(members.swap_remove(0));
    }
    let parameters = Tuple::empty().into();
    Ok(heap::new(Union { args: Tuple::from_vec(members).into(), parameters }).into())
}
