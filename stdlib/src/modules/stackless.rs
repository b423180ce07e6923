//! `_stackless`: the watchdog of `stackless.run`. The rest of `stackless` is Python over greenlets.

use pausa_vm::native::{Def, ModuleSpec, pure};
use pausa_vm::object::Module;
use pausa_vm::{Obj, R, Value, Vm};

/// `_stackless`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_stackless",
    doc: "The watchdog of tasklets.",
    defs: DEFS,
    init: |_: &mut Vm, _: &Obj<Module>| Ok(()),
};

const DEFS: &[Def] = &[pure(
    "watch(steps: index, callee, /)",
    watch,
    "Has `callee` called, in the middle of whatever runs then, when about so many calls and turns of loops have been made.\n\nNone: nothing is called any more.",
)];

fn watch(vm: &mut Vm, a: &[Value]) -> R {
    let callee = a[1].clone();
    vm.watch(a[0].as_i64().unwrap_or(i64::MAX), (!callee.is_none()).then_some(callee));
    Ok(Value::NONE)
}
