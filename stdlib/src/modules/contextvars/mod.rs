//! `_contextvars`: variables whose values belong to a context. Each greenlet, and with that each thread, has one of its own.

mod context;
mod var;

use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, ModuleSpec, TypeSpec, pure};
use pausa_vm::object::{Dict, Module, TypeFlags};
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Value, Vm};

pub(super) use context::Context;
use var::{ContextVar, Token};

/// `_contextvars`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_contextvars",
    doc: "Context Variables",
    defs: &[pure("copy_context()", |vm, _| Context::current(vm)?.copy(vm), "")],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[&[Def]] = &[context::HELPERS, var::HELPERS];

/// A copy of the current context for a task or callback. As long as nobody asks for it, it is no more than the variables.
pub(super) fn snapshot(vm: &Vm) -> Value {
    let context = vm.context();
    match context.downcast::<Context>() {
        Some(context) => context.share().into(),
        None => context.clone(),
    }
}

/// The current context.
pub(super) fn current(vm: &mut Vm) -> R {
    Ok(Context::current(vm)?.into())
}

/// The context that such a copy stands for.
pub(super) fn materialize(vm: &mut Vm, copy: Value) -> R {
    if copy.is_unbound() || copy.is_none() {
        return Context::of(vm, Dict::new());
    }
    match copy.cast::<Dict>() {
        Some(map) => Context::of(vm, map),
        None => Ok(copy),
    }
}

/// What a token has as the old value of a variable that had none.
struct Missing;

impl Payload for Missing {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

static MISSING: TypeSpec = TypeSpec {
    name: "MISSING",
    module: "Token",
    layout: Missing::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: {
        static DEFS: &[Def] = &[pure("__repr__(self, /)", |_, _| Ok("<Token.MISSING>".into()), "Return repr(self).")];
        DEFS
    },
};

/// `Token.MISSING`
#[derive(Default)]
struct MissingValue(Value);

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let context = define(&context::SPEC, None);
    let var = define(&var::VAR, None);
    let token = define(&var::TOKEN, None);
    let missing: Value = new_with_type(&define(&MISSING, None), Missing).into();
    token.dict.insert_str("MISSING", missing.clone());
    vm.state::<MissingValue>().0 = missing;
    vm.register_native_type::<Context>(context.clone());
    vm.register_native_type::<ContextVar>(var.clone());
    vm.register_native_type::<Token>(token.clone());
    m.dict.insert_str("Context", context.into());
    m.dict.insert_str("ContextVar", var.into());
    m.dict.insert_str("Token", token.into());
    Ok(())
}
