//! `atexit`: functions that are called when the program ends. `finish` in the prelude has them called.

use pausa_vm::exc::type_error;
use pausa_vm::native::{Def, ModuleSpec, pure, tail};
use pausa_vm::object::{Module, Tuple};
use pausa_vm::types::method::prelude;
use pausa_vm::{Obj, R, Value, Vm};

/// `atexit`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "atexit",
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n",
    defs: DEFS,
    init: |_: &mut Vm, _: &Obj<Module>| Ok(()),
};

const DEFS: &[Def] = &[
    pure("_clear()", clear, "Clear the list of previously registered exit functions."),
    pure("_ncallbacks()", count, "Return the number of registered exit functions."),
    tail("_run_exitfuncs()", |vm, _| prelude(vm, "run_exit_functions", []), "Run all registered exit functions."),
    pure(
        "register(func, /, *args, **kwargs)",
        register,
        "Register a function to be executed upon normal program termination\n\n    func - function to be called at exit\n    args - optional arguments to pass to func\n    kwargs - optional keyword arguments to pass to func\n\n    func is returned to facilitate usage as a decorator.",
    )
    .parse_tuple(),
    tail(
        "unregister(func, /)",
        |vm, a| prelude(vm, "unregister_exit_function", [a[0].clone()]),
        "Unregister an exit function which was previously registered using\natexit.register\n\n    func - function to be unregistered",
    ),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_exit_function_count()", count, ""),
    pure("_exit_function(i, /)", |vm, a| Ok(place(vm, &a[0]).cloned().unwrap_or(Value::NONE)), ""),
    pure("_forget_exit_function(i, /)", forget, ""),
    pure("_forget_exit_functions()", clear, ""),
];

/// Function, arguments and keyword arguments as a tuple; None for those taken back.
#[derive(Default)]
struct Functions(Vec<Value>);

fn count(vm: &mut Vm, _: &[Value]) -> R {
    Ok(vm.state::<Functions>().0.len().into())
}

fn place<'a>(vm: &'a mut Vm, i: &Value) -> Option<&'a mut Value> {
    vm.state::<Functions>().0.get_mut(usize::try_from(i.as_i64()?).ok()?)
}

fn forget(vm: &mut Vm, a: &[Value]) -> R {
    let old = place(vm, &a[0]).map(|v| std::mem::replace(v, Value::NONE));
    drop(old);
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, _: &[Value]) -> R {
    let old = std::mem::take(&mut vm.state::<Functions>().0);
    drop(old);
    Ok(Value::NONE)
}

fn register(vm: &mut Vm, a: &[Value]) -> R {
    if vm.special(&a[0], &vm.names.__call__).is_none() {
        return Err(type_error("the first argument must be callable"));
    }
    let entry = Tuple::from_slice(a).into();
    vm.state::<Functions>().0.push(entry);
    Ok(a[0].clone())
}
