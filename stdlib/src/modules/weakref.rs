//! `_weakref`: weak references and proxies. `weakref.py` builds its containers on them.

use pausa_vm::exc::{system_error, type_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Dict, List, Module, WeakRef};
use pausa_vm::types::{built_in, weakref};
use pausa_vm::{Obj, R, Value, Vm};

use super::arg;

/// `_weakref`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "_weakref", doc: "Weak-reference support module.", defs: DEFS, init };

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure("_is_dead_weakref(x, /)", is_dead, "")];

const DEFS: &[Def] = &[
    pure(
        "proxy(object, callback=None, /)",
        proxy,
        "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\nproxy when 'object' is about to be finalized.",
    ),
    pure(
        "getweakrefcount(object, /)",
        |_, a| Ok(WeakRef::all_to(&a[0]).len().into()),
        "Return the number of weak references to 'object'.",
    ),
    pure("getweakrefs(object, /)", getweakrefs, "Return a list of all weak reference objects pointing to 'object'."),
    tail(
        "_remove_dead_weakref(dct, key, /)",
        remove_dead,
        "Atomically remove key from dict if it points to a dead weakref.",
    ),
];

fn init(_: &mut Vm, m: &Obj<Module>) -> R<()> {
    for (name, class) in [
        ("ref", "ReferenceType"),
        ("ReferenceType", "ReferenceType"),
        ("ProxyType", "ProxyType"),
        ("CallableProxyType", "CallableProxyType"),
    ] {
        let class = built_in(class).ok_or_else(|| system_error(format!("there is no class {class}")))?;
        m.dict.insert_str(name, class.into());
    }
    Ok(())
}

fn proxy(vm: &mut Vm, a: &[Value]) -> R {
    weakref::proxy(vm, &a[0], arg::some(&a[1]).cloned().unwrap_or_default())
}

fn getweakrefs(_: &mut Vm, a: &[Value]) -> R {
    Ok(List::from_vec(WeakRef::all_to(&a[0])).into())
}

/// Removes a key whose value is a reference to an object that is gone.
fn remove_dead(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !a[0].is_a::<Dict>() {
        return Err(arg::wrong("_remove_dead_weakref() argument 1", "dict", &a[0]));
    }
    Ok(Next::call(vm.prelude("remove_dead_weakref")?, a.iter().cloned()))
}

fn is_dead(_: &mut Vm, a: &[Value]) -> R {
    match a[0].downcast::<WeakRef>() {
        Some(w) => Ok(Value::bool(w.get().is_none())),
        None => Err(type_error("not a weakref")),
    }
}
