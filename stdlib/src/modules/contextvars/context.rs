//! `Context`: what variables are set to. A copy shares its entries until either is changed.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{key_error, runtime_error, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{Dict, Found, List, Tuple, TypeFlags};
use pausa_vm::ops::compare::CompareOp;
use pausa_vm::ops::{hash, iterate};
use pausa_vm::types::method::prelude;
use pausa_vm::{Obj, R, Value, Vm};

use super::var::ContextVar;

/// A context.
pub(in crate::modules) struct Context {
    map: RefCell<Obj<Dict>>,
    /// Another context may have the same map: it is copied before it is changed.
    shared: Cell<bool>,
    /// `run` is running.
    entered: Cell<bool>,
}

impl Payload for Context {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.map.borrow().value());
    }
    fn clear(&self) {
        drop(self.map.replace(Dict::new()));
    }
    fn length(&self) -> Option<usize> {
        Some(self.map.borrow().len())
    }
}

/// `_contextvars.Context`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Context",
    module: "_contextvars",
    layout: Context::LAYOUT,
    flags: TypeFlags::WEAKREF,
    doc: "",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    tail("run(self, /, *args, **kwargs)", run, "Call the function in this context: what it sets is seen in it only."),
    pure("copy(self, /)", |vm, a| this::<Context>(a)?.copy(vm), "Return a shallow copy of the context object."),
    tail(
        "get(self, key, default=None, /)",
        get,
        "Return the value for `key` if `key` has the value in the context object.\n\nIf `key` does not exist, return `default`. If `default` is not given,\nreturn None.",
    ),
    tail("__getitem__(self, key, /)", getitem, "Return self[key]."),
    tail("__contains__(self, key, /)", contains, "Return key in self."),
    pure("__len__(self, /)", |_, a| Ok(this::<Context>(a)?.map.borrow().len().into()), "Return len(self)."),
    pure("__iter__(self, /)", keys, "Implement iter(self)."),
    pure("keys(self, /)", keys, "Return a list of all variables in the context object."),
    pure("values(self, /)", values, "Return a list of all variables' values in the context object."),
    pure(
        "items(self, /)",
        items,
        "Return all variables and their values in the context object.\n\nThe result is returned as a list of 2-tuples (variable, value).",
    ),
    tail("__eq__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "Return self==value."),
    tail("__ne__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "Return self!=value."),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] =
    &[pure("_context_enter(context, /)", enter, ""), pure("_context_leave(context, previous, /)", leave, "")];

impl Context {
    fn payload(map: Obj<Dict>, shared: bool) -> Context {
        Context { map: RefCell::new(map), shared: Cell::new(shared), entered: Cell::new(false) }
    }

    /// The context of what is running. A greenlet gets one when it is first asked for.
    pub(in crate::modules) fn current(vm: &mut Vm) -> R<Obj<Context>> {
        if let Some(context) = vm.context().cast::<Context>() {
            return Ok(context);
        }
        // What a task or callback was given is no more than the variables, until a context is asked for.
        let payload = match vm.context().cast::<Dict>() {
            Some(map) => Context::payload(map, true),
            None => Context::payload(Dict::new(), false),
        };
        let context = vm.new_native(payload)?;
        vm.set_context(context.value().clone());
        Ok(context)
    }

    /// The variables as they are now, for a copy that may never be asked for.
    pub(super) fn share(&self) -> Obj<Dict> {
        self.shared.set(true);
        self.map.borrow().clone()
    }

    /// A context with these variables, which others may share.
    pub(super) fn of(vm: &Vm, map: Obj<Dict>) -> R {
        Ok(vm.new_native(Context::payload(map, true))?.into())
    }

    pub(super) fn copy(&self, vm: &Vm) -> R {
        self.shared.set(true);
        Ok(vm.new_native(Context::payload(self.map.borrow().clone(), true))?.into())
    }

    /// The value of a variable.
    pub(in crate::modules) fn value(&self, var: &Value) -> Option<Value> {
        Context::look_up(&self.map.borrow(), var)
    }

    /// The value of a variable among these.
    pub(super) fn look_up(map: &Dict, var: &Value) -> Option<Value> {
        let table = map.table();
        match table.find(hash::native(var).known()?, None, |k| Some(k.is(var))) {
            Found::At(i) => Some(table.entries()[i].value.clone()),
            _ => None,
        }
    }

    fn own_map(&self) -> Obj<Dict> {
        if self.shared.replace(false) {
            let copy = Dict::from_table(self.map.borrow().table().duplicate());
            drop(self.map.replace(copy));
        }
        self.map.borrow().clone()
    }

    /// Sets a variable, or unsets it; returns the value that it had.
    pub(in crate::modules) fn set(&self, var: &Value, value: Option<Value>) -> Option<Value> {
        let hash = hash::native(var).known()?;
        let map = self.own_map();
        let mut table = map.table_mut();
        let found = table.find(hash, None, |k| Some(k.is(var)));
        match (found, value) {
            (Found::At(i), Some(value)) => Some(std::mem::replace(table.value_mut(i), value)),
            (Found::At(i), None) => Some(table.remove_at(i).1),
            (_, Some(value)) => {
                table.insert_new(hash, var.clone(), value);
                None
            }
            (_, None) => None,
        }
    }

    fn entries(&self) -> Vec<(Value, Value)> {
        self.map.borrow().pairs()
    }
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    let given = a[1].downcast::<Tuple>().is_some_and(|t| !t.is_empty());
    if given || a[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error("Context() does not accept any arguments"));
    }
    Ok(new_with_type(&class_arg(a)?, Context::payload(Dict::new(), false)).into())
}

fn run(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let given = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let Some((f, args)) = given.split_first() else {
        return Err(type_error("run() missing 1 required positional argument"));
    };
    prelude(vm, "context_run", [a[0].clone(), f.clone(), Tuple::from_slice(args).into(), a[2].clone()])
}

/// Makes a context current; returns the one that was.
fn enter(vm: &mut Vm, a: &[Value]) -> R {
    if this::<Context>(a)?.entered.replace(true) {
        let text =
            format!("cannot enter context: <_contextvars.Context object at {:#x}> is already entered", a[0].id());
        return Err(runtime_error(text));
    }
    let previous = vm.context().clone();
    vm.set_context(a[0].clone());
    Ok(previous)
}

fn leave(vm: &mut Vm, a: &[Value]) -> R {
    this::<Context>(a)?.entered.set(false);
    vm.set_context(a[1].clone());
    Ok(Value::NONE)
}

/// The value of a key, which has to be a variable: a call that says so if it is not.
fn look_up(vm: &mut Vm, a: &[Value]) -> R<Result<Option<Value>, Next>> {
    if !a[1].is_a::<ContextVar>() {
        return Ok(Err(prelude(vm, "no_context_var", [a[1].clone()])?));
    }
    Ok(Ok(this::<Context>(a)?.value(&a[1])))
}

fn get(vm: &mut Vm, a: &[Value]) -> R<Next> {
    Ok(match look_up(vm, a)? {
        Ok(found) => Next::Value(found.unwrap_or_else(|| a[2].given().cloned().unwrap_or(Value::NONE))),
        Err(next) => next,
    })
}

fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match look_up(vm, a)? {
        Ok(found) => found.map(Next::Value).ok_or_else(|| key_error(a[1].clone())),
        Err(next) => Ok(next),
    }
}

fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    Ok(match look_up(vm, a)? {
        Ok(found) => Next::Value(Value::bool(found.is_some())),
        Err(next) => next,
    })
}

fn iterator(items: Vec<Value>) -> R {
    Ok(iterate::containers::list_iter(List::from_vec(items)).into())
}

fn keys(_: &mut Vm, a: &[Value]) -> R {
    iterator(this::<Context>(a)?.entries().into_iter().map(|(var, _)| var).collect())
}

fn values(_: &mut Vm, a: &[Value]) -> R {
    iterator(this::<Context>(a)?.entries().into_iter().map(|(_, value)| value).collect())
}

fn items(_: &mut Vm, a: &[Value]) -> R {
    let pairs = this::<Context>(a)?.entries().into_iter();
    iterator(pairs.map(|(var, value)| Tuple::from_array([var, value]).into()).collect())
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let Some(other) = a[1].downcast::<Context>() else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let (x, y) = (this::<Context>(a)?.map.borrow().clone(), other.map.borrow().clone());
    prelude(vm, "compare_by", [x.into(), y.into(), op.symbol().into()])
}
