//! `weakref.ref` and the proxies: weak references that stand for their object.
//!
//! A proxy hands whatever is done with it to the object (`prelude/weakrefs.py`); its class has all operators, which fail as they do on
//! the object if that lacks them.

use crate::exc::{Exc, ExcKind, R, type_error};
use crate::heap::{Obj, Payload};
use crate::native::{Args, Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use crate::object::*;
use crate::ops::attr::{Assign, Attr};
use crate::ops::compare::{CompareOp, rich};
use crate::ops::hash::{self, Hashed};
use crate::types::method::{TypeCell, prelude, prelude_with};
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// `weakref.ReferenceType`, also known as `weakref.ref`
pub static SPEC: TypeSpec = TypeSpec {
    name: "ReferenceType",
    module: "weakref",
    layout: WeakRef::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, *args, **kwargs)", init, "Initialize self."),
        pure("__call__(self, *args)", call, "Call self as a function."),
        tail("__hash__(self, /)", hash_of, "Return hash(self)."),
        tail("__repr__(self, /)", repr, "Return repr(self)."),
        tail("__lt__(self, value, /)", unordered, "Return self<value."),
        tail("__le__(self, value, /)", unordered, "Return self<=value."),
        tail("__eq__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "Return self==value."),
        tail("__ne__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "Return self!=value."),
        tail("__gt__(self, value, /)", unordered, "Return self>value."),
        tail("__ge__(self, value, /)", unordered, "Return self>=value."),
        getter(
            "__callback__(self, /)",
            |_, a| Ok(this::<WeakRef>(a)?.callback().given().cloned().unwrap_or(Value::NONE)),
            "",
        ),
        pure("__class_getitem__(cls, item, /)", crate::types::alias::class_getitem, "See PEP 585").class_method(),
    ],
};

/// `weakref.ProxyType`
pub static PROXY: TypeSpec = TypeSpec {
    name: "ProxyType",
    module: "weakref",
    layout: WeakRef::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::GETATTRIBUTE | TypeFlags::SETATTR,
    doc: "",
    defs: PROXY_DEFS,
};

/// `weakref.CallableProxyType`
pub static CALLABLE_PROXY: TypeSpec = TypeSpec {
    name: "CallableProxyType",
    module: "weakref",
    layout: WeakRef::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::GETATTRIBUTE | TypeFlags::SETATTR,
    doc: "",
    defs: CALLABLE_PROXY_DEFS,
};

/// A method of proxies that hands its operands, in this or the other order, to a function of the prelude.
macro_rules! forward {
    ($sig:literal, $function:literal) => {
        tail($sig, |vm, a| forward(vm, a, $function), "")
    };
    ($sig:literal, reflected $function:literal) => {
        tail($sig, |vm, a| forward(vm, &[a[1].clone(), a[0].clone()], $function), "")
    };
}

macro_rules! proxy_defs {
    ($name:ident, $($more:expr),*) => {
        static $name: &[Def] = &[
            tail("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
            tail("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
            tail("__delattr__(self, name, /)", setattr, "Implement delattr(self, name)."),
            pure("__repr__(self, /)", proxy_repr, "Return repr(self)."),
            forward!("__str__(self, /)", "weak_proxy_str"),
            tail("__lt__(self, value, /)", |vm, a| proxy_compare(vm, a, CompareOp::Lt), ""),
            tail("__le__(self, value, /)", |vm, a| proxy_compare(vm, a, CompareOp::Le), ""),
            tail("__eq__(self, value, /)", |vm, a| proxy_compare(vm, a, CompareOp::Eq), ""),
            tail("__ne__(self, value, /)", |vm, a| proxy_compare(vm, a, CompareOp::Ne), ""),
            tail("__gt__(self, value, /)", |vm, a| proxy_compare(vm, a, CompareOp::Gt), ""),
            tail("__ge__(self, value, /)", |vm, a| proxy_compare(vm, a, CompareOp::Ge), ""),
            forward!("__bool__(self, /)", "proxy_bool"),
            forward!("__len__(self, /)", "proxy_len"),
            forward!("__getitem__(self, key, /)", "proxy_getitem_of"),
            forward!("__setitem__(self, key, value, /)", "proxy_setitem_of"),
            forward!("__delitem__(self, key, /)", "proxy_delitem_of"),
            forward!("__contains__(self, key, /)", "proxy_contains"),
            forward!("__iter__(self, /)", "proxy_iter"),
            forward!("__next__(self, /)", "proxy_next"),
            forward!("__abs__(self, /)", "operate_abs"),
            forward!("__neg__(self, /)", "operate_neg"),
            forward!("__pos__(self, /)", "operate_pos"),
            forward!("__invert__(self, /)", "operate_invert"),
            forward!("__int__(self, /)", "proxy_int"),
            forward!("__float__(self, /)", "proxy_float"),
            forward!("__index__(self, /)", "proxy_index"),
            forward!("__add__(self, value, /)", "operate_add"),
            forward!("__radd__(self, value, /)", reflected "operate_add"),
            forward!("__iadd__(self, value, /)", "operate_iadd"),
            forward!("__sub__(self, value, /)", "operate_sub"),
            forward!("__rsub__(self, value, /)", reflected "operate_sub"),
            forward!("__isub__(self, value, /)", "operate_isub"),
            forward!("__mul__(self, value, /)", "operate_mul"),
            forward!("__rmul__(self, value, /)", reflected "operate_mul"),
            forward!("__imul__(self, value, /)", "operate_imul"),
            forward!("__matmul__(self, value, /)", "operate_matmul"),
            forward!("__rmatmul__(self, value, /)", reflected "operate_matmul"),
            forward!("__imatmul__(self, value, /)", "operate_imatmul"),
            forward!("__truediv__(self, value, /)", "operate_truediv"),
            forward!("__rtruediv__(self, value, /)", reflected "operate_truediv"),
            forward!("__itruediv__(self, value, /)", "operate_itruediv"),
            forward!("__floordiv__(self, value, /)", "operate_floordiv"),
            forward!("__rfloordiv__(self, value, /)", reflected "operate_floordiv"),
            forward!("__ifloordiv__(self, value, /)", "operate_ifloordiv"),
            forward!("__mod__(self, value, /)", "operate_mod"),
            forward!("__rmod__(self, value, /)", reflected "operate_mod"),
            forward!("__imod__(self, value, /)", "operate_imod"),
            forward!("__divmod__(self, value, /)", "proxy_divmod"),
            forward!("__rdivmod__(self, value, /)", reflected "proxy_divmod"),
            forward!("__pow__(self, value, mod=None, /)", "proxy_pow"),
            tail(
                "__rpow__(self, value, mod=None, /)",
                |vm, a| forward(vm, &[a[1].clone(), a[0].clone(), a[2].clone()], "proxy_pow"),
                "",
            ),
            forward!("__ipow__(self, value, /)", "operate_ipow"),
            forward!("__lshift__(self, value, /)", "operate_lshift"),
            forward!("__rlshift__(self, value, /)", reflected "operate_lshift"),
            forward!("__ilshift__(self, value, /)", "operate_ilshift"),
            forward!("__rshift__(self, value, /)", "operate_rshift"),
            forward!("__rrshift__(self, value, /)", reflected "operate_rshift"),
            forward!("__irshift__(self, value, /)", "operate_irshift"),
            forward!("__and__(self, value, /)", "operate_and"),
            forward!("__rand__(self, value, /)", reflected "operate_and"),
            forward!("__iand__(self, value, /)", "operate_iand"),
            forward!("__or__(self, value, /)", "operate_or"),
            forward!("__ror__(self, value, /)", reflected "operate_or"),
            forward!("__ior__(self, value, /)", "operate_ior"),
            forward!("__xor__(self, value, /)", "operate_xor"),
            forward!("__rxor__(self, value, /)", reflected "operate_xor"),
            forward!("__ixor__(self, value, /)", "operate_ixor"),
            $($more),*
        ];
    };
}

proxy_defs!(
    PROXY_DEFS,
    tail("__bytes__(self, /)", |vm, a| call_method(vm, a, "__bytes__"), ""),
    tail("__reversed__(self, /)", |vm, a| call_method(vm, a, "__reversed__"), "")
);
proxy_defs!(CALLABLE_PROXY_DEFS, tail("__call__(self, *args, **kwargs)", proxy_call, "Call self as a function."));

/// The object and callback that a reference is made with; `function` names the caller in the error.
fn referents(function: &str, a: &[Value]) -> R<(Value, Value)> {
    let given = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    match given {
        [target] => Ok((target.clone(), Value::UNBOUND)),
        [target, callback] if callback.is_none() => Ok((target.clone(), Value::UNBOUND)),
        [target, callback] => Ok((target.clone(), callback.clone())),
        [] => Err(type_error(format!("{function} expected at least 1 argument, got 0"))),
        more => Err(type_error(format!("{function} expected at most 2 arguments, got {}", more.len()))),
    }
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    let (target, callback) = referents("__new__", a)?;
    check_target(&target)?;
    let built_in = !class.is_heap_type();
    if built_in
        && callback.is_unbound()
        && let Some(shared) = WeakRef::shared(&target, false)
    {
        return Ok(shared);
    }
    let class = if built_in { None } else { Some(&class) };
    WeakRef::new(class, &target, callback).map(Value::from).ok_or_else(|| cannot_refer(&target))
}

fn init(_: &mut Vm, a: &[Value]) -> R {
    if a[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error("ref() takes no keyword arguments"));
    }
    referents("__init__", a).map(|_| Value::NONE)
}

fn cannot_refer(v: &Value) -> Exc {
    type_error(format!("cannot create weak reference to '{}' object", class_name(v)))
}

fn check_target(v: &Value) -> R<()> {
    if v.is_object() && class_of(v).any(TypeFlags::WEAKREF) { Ok(()) } else { Err(cannot_refer(v)) }
}

/// `weakref.proxy(object, callback)`
pub fn proxy(vm: &mut Vm, target: &Value, callback: Value) -> R {
    thread_local! {
        static PLAIN: TypeCell = const { TypeCell::new(&PROXY) };
        static CALLABLE: TypeCell = const { TypeCell::new(&CALLABLE_PROXY) };
    }
    check_target(target)?;
    if callback.is_unbound()
        && let Some(shared) = WeakRef::shared(target, true)
    {
        return Ok(shared);
    }
    let class = if vm.special(target, &vm.names.__call__).is_some() { &CALLABLE } else { &PLAIN };
    let made = class.with(|c| c.with(|class| WeakRef::new_proxy(class, target, callback)));
    made.map(Value::from).ok_or_else(|| cannot_refer(target))
}

fn call(_: &mut Vm, a: &[Value]) -> R {
    let given = a[1].downcast::<Tuple>().map_or(0, |t| t.len());
    if given > 0 {
        return Err(type_error(format!("weakref expected 0 arguments, got {given}")));
    }
    Ok(this::<WeakRef>(a)?.get().unwrap_or(Value::NONE))
}

/// The hash of the object, which is kept for when it is gone.
fn hash_of(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let w = this::<WeakRef>(a)?;
    if let Some(h) = w.hash.get() {
        return Ok(Next::Value(h.into()));
    }
    let target = w.get().ok_or_else(|| type_error("weak object has gone away"))?;
    match hash::native(&target) {
        Hashed::Known(h) => {
            w.hash.set(Some(h as i64));
            Ok(Next::Value((h as i64).into()))
        }
        Hashed::Unhashable(e) => Err(e),
        Hashed::User => prelude(vm, "weakref_hash", [a[0].clone(), target]),
    }
}

fn repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match this::<WeakRef>(a)?.get() {
        Some(target) => prelude(vm, "weakref_repr", [a[0].clone(), target]),
        None => Ok(Next::Value(format!("<weakref at {:#x}; dead>", a[0].id()).into())),
    }
}

fn unordered(_: &mut Vm, _: &[Value]) -> R<Next> {
    Ok(Next::Value(Value::NOT_IMPLEMENTED))
}

/// References to objects that are there are equal as the objects are; others only to themselves.
fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let Some(other) = a[1].downcast::<WeakRef>() else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let (Some(x), Some(y)) = (this::<WeakRef>(a)?.get(), other.get()) else {
        return Ok(Next::Value(Value::bool(a[0].is(&a[1]) == (op == CompareOp::Eq))));
    };
    match rich(op, &x, &y)? {
        Some(outcome) => Ok(Next::Value(Value::bool(outcome))),
        None => prelude(vm, "compare_by", [x, y, op.symbol().into()]),
    }
}

/// The object that a proxy stands for.
fn target(w: &WeakRef) -> R {
    w.get().ok_or_else(|| Exc::msg(ExcKind::ReferenceError, "weakly-referenced object no longer exists"))
}

/// An operand: the object, where it is a proxy.
fn operand(v: &Value) -> R {
    match v.downcast::<WeakRef>() {
        Some(w) if w.is_proxy() => target(w),
        _ => Ok(v.clone()),
    }
}

fn forward(vm: &mut Vm, a: &[Value], function: &'static str) -> R<Next> {
    let operands = a.iter().map(operand).collect::<R<Vec<Value>>>()?;
    prelude_with(vm, function, &operands)
}

fn proxy_compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    prelude(vm, "compare_by", [operand(&a[0])?, operand(&a[1])?, op.symbol().into()])
}

fn call_method(vm: &mut Vm, a: &[Value], name: &'static str) -> R<Next> {
    prelude(vm, "proxy_method", [target(this(a)?)?, name.into()])
}

fn proxy_call(_: &mut Vm, a: &[Value]) -> R<Next> {
    let args: Args = a[1].downcast::<Tuple>().map(|t| t.items().iter().cloned().collect()).unwrap_or_default();
    Ok(Next::Call { callee: target(this(a)?)?, args, kwargs: a[2].cast::<Dict>() })
}

fn proxy_repr(_: &mut Vm, a: &[Value]) -> R {
    let target = this::<WeakRef>(a)?.get().unwrap_or(Value::NONE);
    Ok(format!("<weakproxy at {:#x} to {} at {:#x}>", a[0].id(), class_name(&target), target.id()).into())
}

fn getattribute(vm: &mut Vm, a: &[Value]) -> R<Next> {
    prelude(vm, "proxy_getattr", [target(this(a)?)?, a[1].clone()])
}

fn setattr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let function = if a.len() > 2 { "proxy_setattr" } else { "proxy_delattr" };
    let args = [target(this(a)?)?].into_iter().chain(a[1..].iter().cloned());
    prelude(vm, function, args)
}

/// The attribute of the object that a proxy stands for.
pub(crate) fn proxy_attr(vm: &mut Vm, w: &WeakRef, name: &Obj<Str>) -> R<Attr> {
    let function = vm.prelude("proxy_getattr")?;
    Ok(Attr::Call(function, Args::from_iter([target(w)?, name.value().clone()])))
}

/// Assigns to or deletes (`v` is `UNBOUND`) an attribute of the object that a proxy stands for.
pub(crate) fn set_proxy_attr(vm: &mut Vm, w: &WeakRef, name: &Obj<Str>, v: Value) -> R<Assign> {
    let delete = v.is_unbound();
    let function = vm.prelude(if delete { "proxy_delattr" } else { "proxy_setattr" })?;
    let mut args = Args::from_iter([target(w)?, name.value().clone()]);
    if !delete {
        args.push(v);
    }
    Ok(Assign::Call(function, args))
}
