//! `greenlet`

use pausa_vm::exc::runtime_error;
use pausa_vm::native::{Def, ModuleSpec, pure};
use pausa_vm::object::{Module, Tuple};
use pausa_vm::types::of_kind;
use pausa_vm::{Obj, R, Value, Vm};

/// `greenlet`
pub(crate) static SPEC: ModuleSpec = ModuleSpec { name: "greenlet", doc: "", defs: DEFS, init };

const DEFS: &[Def] = &[
    pure("getcurrent()", getcurrent, "Return the current greenlet."),
    pure("gettrace()", |vm, _| Ok(vm.greenlet_trace().clone()), "Return the currently set tracing function, or None."),
    pure(
        "settrace(callback, /)",
        |vm, a| Ok(vm.set_greenlet_trace(a[0].clone())),
        "Set a new tracing function and return the previous one.",
    ),
];

fn getcurrent(vm: &mut Vm, _: &[Value]) -> R {
    if vm.finalizing {
        return Err(runtime_error("greenlet is being finalized"));
    }
    Ok(vm.current_greenlet().clone())
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let class = of_kind(pausa_vm::heap::Kind::Greenlet);
    let exit = vm.greenlet_exit_class();
    let error = vm.greenlet_error_class();
    m.dict.insert_str("GreenletExit", exit.into());
    m.dict.insert_str("error", error.into());
    // The class has what a program needs besides itself, for those who import no more than it.
    for name in ["getcurrent", "gettrace", "settrace", "GreenletExit", "error"] {
        if let Some(v) = m.dict.get_str(name) {
            class.dict.insert_str(name, v);
        }
    }
    class.modified();
    m.dict.insert_str("greenlet", class.into());
    m.dict.insert_str("GREENLET_USE_CONTEXT_VARS", Value::small_int(1));
    m.dict.insert_str("GREENLET_USE_GC", Value::small_int(1));
    m.dict.insert_str("GREENLET_USE_TRACING", Value::small_int(1));
    m.dict.insert_str("__version__", "3.5.6".into());
    let names = ["__version__", "_C_API", "GreenletExit", "error", "getcurrent", "greenlet", "gettrace", "settrace"];
    m.dict.insert_str("__all__", Tuple::from_vec(names.iter().map(|n| Value::from(*n)).collect()).into());
    m.dict.insert_str("_C_API", Value::NONE);
    Ok(())
}
