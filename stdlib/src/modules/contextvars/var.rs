//! `ContextVar`, and `Token`, which knows what a variable was set to before.

use std::cell::Cell;

use pausa_vm::exc::{runtime_error, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{Dict, Str};
use pausa_vm::types::alias;
use pausa_vm::types::method::prelude;
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::MissingValue;
use super::context::Context;

/// A variable.
pub(super) struct ContextVar {
    name: Value,
    /// `UNBOUND` if there is none.
    default: Value,
}

impl Payload for ContextVar {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.name);
        visit(&self.default);
    }
}

/// What `set` returns.
pub(super) struct Token {
    var: Value,
    context: Obj<Context>,
    /// `UNBOUND` if the variable was not set.
    old: Value,
    used: Cell<bool>,
}

impl Payload for Token {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.var);
        visit(self.context.value());
        visit(&self.old);
    }
}

/// `_contextvars.ContextVar`
pub(super) static VAR: TypeSpec = TypeSpec {
    name: "ContextVar",
    module: "_contextvars",
    layout: ContextVar::LAYOUT,
    flags: 0,
    doc: "",
    defs: VAR_DEFS,
};

static VAR_DEFS: &[Def] = &[
    pure("__new__(cls, name, /, *, default=None)", new, "Create and return a new object.").constructor(),
    pure(
        "get(self, default=None, /)",
        get,
        "Return a value for the context variable for the current context.\n\nIf there is no value for the variable in the current context, the method will:\n * return the value of the default argument of the method, if provided; or\n * return the default value for the context variable, if it was created\n   with one; or\n * raise a LookupError.",
    ),
    pure(
        "set(self, value, /)",
        set,
        "Call to set a new value for the context variable in the current context.\n\nThe required value argument is the new value for the context variable.\n\nReturns a Token object that can be used to restore the variable to its previous\nvalue via the `ContextVar.reset()` method.",
    ),
    tail(
        "reset(self, token, /)",
        reset,
        "Reset the context variable.\n\nThe variable is reset to the value it had before the `ContextVar.set()` that\ncreated the token was used.",
    ),
    tail("__repr__(self, /)", |vm, a| prelude(vm, "context_var_repr", [a[0].clone()]), "Return repr(self)."),
    getter("name(self, /)", |_, a| Ok(this::<ContextVar>(a)?.name.clone()), ""),
    setter("name(self, value, /)", |_, _| Err(Exc::msg(ExcKind::AttributeError, "readonly attribute"))),
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
];

/// `_contextvars.Token`
pub(super) static TOKEN: TypeSpec =
    TypeSpec { name: "Token", module: "_contextvars", layout: Token::LAYOUT, flags: 0, doc: "", defs: TOKEN_DEFS };

static TOKEN_DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", refuse, "Create and return a new object.").constructor(),
    tail("__repr__(self, /)", |vm, a| prelude(vm, "token_repr", [a[0].clone()]), "Return repr(self)."),
    getter("var(self, /)", |_, a| Ok(this::<Token>(a)?.var.clone()), ""),
    getter("old_value(self, /)", old_value, ""),
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_context_default(var, /)", default_of, ""),
    pure("_token_used(token, /)", |_, a| Ok(Value::bool(this::<Token>(a)?.used.get())), ""),
];

fn new(_: &mut Vm, a: &[Value]) -> R {
    if !a[1].is_a::<Str>() {
        return Err(type_error("context variable name must be a str"));
    }
    let payload = ContextVar { name: a[1].clone(), default: a[2].clone() };
    Ok(new_with_type(&class_arg(a)?, payload).into())
}

fn get(vm: &mut Vm, a: &[Value]) -> R {
    let var = this::<ContextVar>(a)?;
    let found = match vm.context().downcast::<Context>() {
        Some(context) => context.value(&a[0]),
        None => vm.context().downcast::<Dict>().and_then(|map| Context::look_up(map, &a[0])),
    };
    let default = || a[1].given().or(var.default.given()).cloned();
    found.or_else(default).ok_or_else(|| Exc::with_args(ExcKind::LookupError, vec![a[0].clone()]))
}

fn set(vm: &mut Vm, a: &[Value]) -> R {
    let context = Context::current(vm)?;
    let old = context.set(&a[0], Some(a[1].clone())).unwrap_or_default();
    Ok(vm.new_native(Token { var: a[0].clone(), context, old, used: Cell::new(false) })?.into())
}

/// Gives the variable the value back that it had before the token.
fn reset(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(token) = a[1].downcast::<Token>() else {
        return prelude(vm, "no_token", [a[1].clone()]);
    };
    let problem = if token.used.get() {
        "has already been used once"
    } else if !token.var.is(&a[0]) {
        "was created by a different ContextVar"
    } else if !vm.context().is(token.context.value()) {
        "was created in a different Context"
    } else {
        token.used.set(true);
        let replaced = token.context.set(&a[0], token.old.given().cloned());
        drop(replaced);
        return Ok(Next::Value(Value::NONE));
    };
    prelude(vm, "bad_token", [a[1].clone(), problem.into()])
}

fn default_of(_: &mut Vm, a: &[Value]) -> R {
    let default = this::<ContextVar>(a)?.default.given().cloned();
    Ok(pausa_vm::object::Tuple::from_vec(default.into_iter().collect()).into())
}

fn refuse(_: &mut Vm, _: &[Value]) -> R {
    Err(runtime_error("Tokens can only be created by ContextVars"))
}

fn old_value(vm: &mut Vm, a: &[Value]) -> R {
    let missing = || vm.state::<MissingValue>().0.clone();
    Ok(this::<Token>(a)?.old.given().cloned().unwrap_or_else(missing))
}
