//! `functools.partial`.

use std::cell::RefCell;

use pausa_vm::exc::type_error;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Args, Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{Dict, Str, Tuple, TypeFlags};
use pausa_vm::ops::attr;
use pausa_vm::types::method::prelude;
use pausa_vm::types::{alias, class_name, class_of};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

/// What is to be called, with what.
struct Parts {
    func: Value,
    args: Obj<Tuple>,
    keywords: Obj<Dict>,
}

/// A function with its first arguments.
pub(super) struct Partial(RefCell<Parts>);

impl Payload for Partial {
    fn traverse(&self, visit: &mut Visit<'_>) {
        let parts = self.0.borrow();
        visit(&parts.func);
        visit(parts.args.value());
        visit(parts.keywords.value());
    }
    fn clear(&self) {
        drop(self.0.replace(Parts { func: Value::NONE, args: Tuple::empty(), keywords: Dict::new() }));
    }
}

/// `functools.partial`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "partial",
    module: "functools",
    layout: Partial::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT | TypeFlags::WEAKREF,
    doc: "partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and keywords.\n",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    tail("__call__(self, *args, **kwargs)", call, "Call self as a function.").positional(call_positional),
    tail("__repr__(self, /)", repr, "Return repr(self)."),
    pure("__reduce__(self, /)", reduce, ""),
    pure("__setstate__(self, state, /)", setstate, ""),
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
    getter(
        "func(self, /)",
        |_, a| Ok(this::<Partial>(a)?.0.borrow().func.clone()),
        "function object to use in future partial calls",
    ),
    setter("func(self, value, /)", read_only),
    getter(
        "args(self, /)",
        |_, a| Ok(this::<Partial>(a)?.0.borrow().args.value().clone()),
        "tuple of arguments to future partial calls",
    ),
    setter("args(self, value, /)", read_only),
    getter(
        "keywords(self, /)",
        |_, a| Ok(this::<Partial>(a)?.0.borrow().keywords.value().clone()),
        "dictionary of keyword arguments to future partial calls",
    ),
    setter("keywords(self, value, /)", read_only),
];

fn read_only(_: &mut Vm, _: &[Value]) -> R {
    Err(Exc::msg(ExcKind::AttributeError, "readonly attribute"))
}

/// Adds entries to a dict of keyword arguments.
fn add(to: &Dict, more: &Dict) {
    for (name, v) in more.pairs() {
        if let Some(name) = name.cast::<Str>() {
            to.insert_interned(&name, v);
        }
    }
}

fn copied(d: &Dict) -> Obj<Dict> {
    let copy = Dict::new();
    add(&copy, d);
    copy
}

fn new(vm: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    let given = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let Some((func, args)) = given.split_first() else {
        return Err(type_error("type 'partial' takes at least one argument"));
    };
    if vm.special(func, &vm.names.__call__).is_none() {
        return Err(type_error("the first argument must be callable"));
    }
    let named = a[2].cast::<Dict>().unwrap_or_else(Dict::new);
    let parts = match func.downcast::<Partial>() {
        // A partial of a partial is one partial, unless the inner one has attributes, which would be lost.
        Some(inner) if !has_attributes(func) => {
            let inner = inner.0.borrow();
            let all = inner.args.items().iter().chain(args).cloned().collect();
            let keywords = copied(&inner.keywords);
            add(&keywords, &named);
            Parts { func: inner.func.clone(), args: Tuple::from_vec(all), keywords }
        }
        _ => Parts { func: func.clone(), args: Tuple::from_slice(args), keywords: named },
    };
    Ok(new_with_type(&class, Partial(RefCell::new(parts))).into())
}

fn has_attributes(v: &Value) -> bool {
    v.header().and_then(|h| h.instance()).is_some_and(|inst| !inst.is_empty())
}

/// The call without keyword arguments.
fn call_positional(_: &mut Vm, a: &[Value]) -> R<Next> {
    let parts = this::<Partial>(a)?.0.borrow();
    let args: Args = parts.args.items().iter().chain(&a[1..]).cloned().collect();
    // The dict is only read by the call.
    let kwargs = if parts.keywords.is_empty() { None } else { Some(parts.keywords.clone()) };
    Ok(Next::Call { callee: parts.func.clone(), args, kwargs })
}

fn call(_: &mut Vm, a: &[Value]) -> R<Next> {
    let parts = this::<Partial>(a)?.0.borrow();
    let given = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let args: Args = parts.args.items().iter().chain(given).cloned().collect();
    let named = a[2].cast::<Dict>().filter(|d| !d.is_empty());
    let kwargs = match named {
        None if parts.keywords.is_empty() => None,
        None => Some(parts.keywords.clone()),
        Some(named) if parts.keywords.is_empty() => Some(named),
        Some(named) => {
            let all = copied(&parts.keywords);
            add(&all, &named);
            Some(all)
        }
    };
    Ok(Next::Call { callee: parts.func.clone(), args, kwargs })
}

fn repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let parts = this::<Partial>(a)?.0.borrow();
    let (func, args, keywords) = (parts.func.clone(), parts.args.value().clone(), parts.keywords.value().clone());
    prelude(vm, "partial_repr", [a[0].clone(), class_name(&a[0]).into(), func, args, keywords])
}

fn reduce(vm: &mut Vm, a: &[Value]) -> R {
    let parts = this::<Partial>(a)?.0.borrow();
    let attributes = if has_attributes(&a[0]) { attr::instance_dict(&a[0]) } else { None };
    let func = parts.func.clone();
    let state = vec![
        func.clone(),
        parts.args.value().clone(),
        parts.keywords.value().clone(),
        attributes.unwrap_or(Value::NONE),
    ];
    Ok(vm.tuple(vec![class_of(&a[0]).into(), vm.tuple(vec![func]), vm.tuple(state)]))
}

fn setstate(vm: &mut Vm, a: &[Value]) -> R {
    let invalid = || type_error("invalid partial state");
    let state = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let [func, args, keywords, attributes] = state else {
        return Err(invalid());
    };
    let callable = vm.special(func, &vm.names.__call__).is_some();
    let exact = args.exact::<Tuple>().is_some();
    let args = args.cast::<Tuple>().filter(|_| callable).ok_or_else(invalid)?;
    let args = if exact { args } else { Tuple::from_slice(args.items()) };
    let keywords = match keywords.downcast::<Dict>() {
        Some(d) if keywords.exact::<Dict>().is_none() => copied(d),
        Some(_) => keywords.cast::<Dict>().ok_or_else(invalid)?,
        None if keywords.is_none() => Dict::new(),
        None => return Err(invalid()),
    };
    drop(this::<Partial>(a)?.0.replace(Parts { func: func.clone(), args, keywords }));
    if let Some(inst) = a[0].header().and_then(|h| h.instance()) {
        inst.become_dict(attributes.cast::<Dict>().unwrap_or_else(Dict::new));
    }
    Ok(Value::NONE)
}
