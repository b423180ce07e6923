//! `_abc`: what abstract base classes need of the machine.

use pausa_vm::exc::type_error;
use pausa_vm::native::{Def, ModuleSpec, pure};
use pausa_vm::object::{Module, Type, TypeFlags, TypeRef};
use pausa_vm::{Obj, R, Value, Vm};

/// `_abc`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_abc",
    doc: "What abstract base classes need of the machine.",
    defs: DEFS,
    init: |_: &mut Vm, _: &Obj<Module>| Ok(()),
};

const DEFS: &[Def] = &[pure(
    "_set_pattern_kind(cls, flags, /)",
    set_pattern_kind,
    "Let match statements take instances of a class, and of those derived from it, for sequences or mappings.",
)];

/// The bits of `type.__flags__` that say so, and what they are here.
const KINDS: [(i64, u32); 2] = [(1 << 5, TypeFlags::SEQUENCE), (1 << 6, TypeFlags::MAPPING)];

fn set_pattern_kind(_: &mut Vm, a: &[Value]) -> R {
    let (Some(class), Some(flags)) = (a[0].cast::<Type>(), a[1].as_i64()) else {
        return Err(type_error("expected a class and its flags"));
    };
    if let Some((_, kind)) = KINDS.iter().find(|(bit, _)| flags & bit != 0) {
        mark(&class, *kind);
    }
    Ok(Value::NONE)
}

/// Marks a class and those derived from it. Built-in classes know themselves what they are.
fn mark(class: &TypeRef, kind: u32) {
    if class.any(TypeFlags::IMMUTABLE) || class.any(kind) {
        return;
    }
    class.set_flag(TypeFlags::SEQUENCE | TypeFlags::MAPPING, false);
    class.set_flag(kind, true);
    let below: Vec<_> = class.subclasses.borrow().iter().filter_map(|w| w.get()).collect();
    for subclass in below.into_iter().filter_map(|v| v.cast::<Type>()) {
        mark(&subclass, kind);
    }
}
