//! `types.MappingProxyType`: a read-only view of a mapping.

use crate::exc::{R, type_error};
use crate::heap::{self, Payload};
use crate::native::{Def, Next, TypeSpec, pure, tail, this};
use crate::object::*;
use crate::ops;
use crate::ops::compare::CompareOp;
use crate::types::class_name;
use crate::types::method::prelude;
use crate::value::Value;
use crate::vm::Vm;

/// `mappingproxy`
pub static SPEC: TypeSpec = TypeSpec {
    name: "mappingproxy",
    module: "builtins",
    layout: MappingProxy::LAYOUT,
    flags: TypeFlags::MAPPING,
    doc: "",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, mapping)", new, "Create and return a new object.").constructor(),
    tail("__repr__(self, /)", |vm, a| general(vm, a, "proxy_repr"), "Return repr(self)."),
    tail("__str__(self, /)", |vm, a| general(vm, a, "proxy_str"), "Return str(self)."),
    tail("__lt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "Return self<value."),
    tail("__le__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "Return self<=value."),
    tail("__eq__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "Return self==value."),
    tail("__ne__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "Return self!=value."),
    tail("__gt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "Return self>value."),
    tail("__ge__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "Return self>=value."),
    tail("__iter__(self, /)", iter, "Implement iter(self)."),
    tail("__len__(self, /)", len, "Return len(self)."),
    tail("__getitem__(self, key, /)", getitem, "Return self[key]."),
    tail("__contains__(self, key, /)", contains, "Return key in self."),
    tail("__or__(self, value, /)", |vm, a| general(vm, a, "proxy_or"), "Return self|value."),
    tail("__ror__(self, value, /)", |vm, a| general(vm, a, "proxy_ror"), "Return value|self."),
    pure("__ior__(self, value, /)", ior, "Return self|=value."),
    tail("__reversed__(self, /)", |vm, a| general(vm, a, "proxy_reversed"), "D.__reversed__() -> reverse iterator"),
    tail(
        "get(self, key, default=None, /)",
        |vm, a| general(vm, a, "proxy_get"),
        "Return the value for key if key is in the mapping, else default.",
    ),
    tail("keys(self, /)", |vm, a| general(vm, a, "proxy_keys"), "a set-like object providing a view on D's keys"),
    tail("values(self, /)", |vm, a| general(vm, a, "proxy_values"), "an object providing a view on D's values"),
    tail("items(self, /)", |vm, a| general(vm, a, "proxy_items"), "a set-like object providing a view on D's items"),
    tail("copy(self, /)", |vm, a| general(vm, a, "proxy_copy"), "D.copy() -> a shallow copy of D"),
    pure("__class_getitem__(cls, item, /)", crate::types::alias::class_getitem, "See PEP 585").class_method(),
];

fn new(_: &mut Vm, a: &[Value]) -> R {
    let v = &a[1];
    let class = crate::types::class_of(v);
    let is_mapping = class.lookup(crate::names::cached::__getitem__().value()).is_some();
    if !is_mapping || v.is_a::<List>() || v.is_a::<Tuple>() {
        return Err(type_error(format!("mappingproxy() argument must be a mapping, not {}", class_name(v))));
    }
    Ok(heap::new(MappingProxy { mapping: v.clone() }).into())
}

fn mapping(a: &[Value]) -> R<&Value> {
    Ok(&this::<MappingProxy>(a)?.mapping)
}

/// A prelude function that is given the mapping in place of the proxy.
fn general(vm: &mut Vm, a: &[Value], name: &'static str) -> R<Next> {
    let rest = a[1..].iter().map(|v| v.given().cloned().unwrap_or(Value::NONE));
    prelude(vm, name, std::iter::once(mapping(a)?.clone()).chain(rest))
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let m = mapping(a)?;
    match ops::compare::rich(op, m, &a[1])? {
        Some(b) => Ok(Next::Value(Value::bool(b))),
        None => prelude(vm, "compare_by", [m.clone(), a[1].clone(), op.symbol().into()]),
    }
}

fn iter(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match ops::iterate::iter(mapping(a)?)? {
        Some(it) => Ok(Next::Value(it)),
        None => general(vm, a, "iter_general"),
    }
}

fn len(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match ops::length(mapping(a)?) {
        Some(n) => Ok(Next::Value(n.into())),
        None => general(vm, a, "len_general"),
    }
}

fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match ops::item::get(mapping(a)?, &a[1])? {
        Some(v) => Ok(Next::Value(v)),
        None => general(vm, a, "proxy_getitem"),
    }
}

fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match ops::contains::native(mapping(a)?, &a[1])? {
        Some(b) => Ok(Next::Value(Value::bool(b))),
        None => general(vm, a, "contains"),
    }
}

fn ior(_: &mut Vm, _: &[Value]) -> R {
    Err(type_error("'|=' is not supported by mappingproxy; use '|' instead"))
}
