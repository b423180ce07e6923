//! `types.SimpleNamespace`.

use pausa_vm::exc::type_error;
use pausa_vm::heap::instance::Plain;
use pausa_vm::heap::{self, Payload};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, pure, tail};
use pausa_vm::object::{Dict, Str, TypeFlags, TypeRef};
use pausa_vm::ops::attr;
use pausa_vm::{R, Value, Vm};

/// `types.SimpleNamespace`
pub(crate) static SPEC: TypeSpec = TypeSpec {
    name: "SimpleNamespace",
    module: "types",
    layout: Plain::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT,
    doc: "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, *args, **kwargs)", init, "Initialize self."),
        tail("__repr__(self, /)", |vm, a| general(vm, a, "namespace_repr"), "Return repr(self)."),
        tail("__eq__(self, other, /)", |vm, a| general(vm, a, "namespace_eq"), "Return self==value."),
        tail("__ne__(self, other, /)", |vm, a| general(vm, a, "namespace_ne"), "Return self!=value."),
        tail("__lt__(self, other, /)", |vm, a| general(vm, a, "namespace_lt"), "Return self<value."),
        tail("__le__(self, other, /)", |vm, a| general(vm, a, "namespace_le"), "Return self<=value."),
        tail("__gt__(self, other, /)", |vm, a| general(vm, a, "namespace_gt"), "Return self>value."),
        tail("__ge__(self, other, /)", |vm, a| general(vm, a, "namespace_ge"), "Return self>=value."),
        tail(
            "__reduce__(self, /)",
            |vm, a| general(vm, a, "namespace_reduce"),
            "Return state information for pickling",
        ),
    ],
};

/// Helpers of the prelude.
pub(crate) const HELPERS: &[Def] = &[pure("_is_namespace(x, /)", is_namespace, "")];

/// The class, which is made when it is first asked for.
pub(crate) fn class(vm: &mut Vm) -> TypeRef {
    if let Some(t) = &vm.state::<Class>().0 {
        return t.clone();
    }
    let t = pausa_vm::types::define(&SPEC, None);
    vm.state::<Class>().0 = Some(t.clone());
    t
}

#[derive(Default)]
struct Class(Option<TypeRef>);

/// A namespace with these attributes.
pub(crate) fn make(vm: &mut Vm, attributes: Vec<(&str, Value)>) -> Value {
    let v: Value = heap::new_with_type(&class(vm), Plain).into();
    if let Some(inst) = v.header().and_then(|h| h.instance()) {
        for (name, value) in attributes {
            inst.set(&pausa_vm::object::intern(name.as_bytes()), value);
        }
    }
    v
}

fn general(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Next> {
    Ok(Next::call(vm.prelude(name)?, args.iter().cloned()))
}

fn new(_: &mut Vm, args: &[Value]) -> R {
    Ok(heap::new_with_type(&class_arg(args)?, Plain).into())
}

fn init(_: &mut Vm, args: &[Value]) -> R {
    if args[1].downcast::<pausa_vm::object::Tuple>().is_some_and(|t| !t.is_empty()) {
        return Err(type_error("no positional arguments expected"));
    }
    let inst = args[0].header().and_then(|h| h.instance());
    if let (Some(inst), Some(given)) = (inst, args[2].downcast::<Dict>()) {
        for (name, v) in given.pairs() {
            if let Some(name) = name.cast::<Str>() {
                inst.set(&Str::interned(&name), v);
            }
        }
    }
    Ok(Value::NONE)
}

fn is_namespace(vm: &mut Vm, args: &[Value]) -> R {
    let class = class(vm);
    let t = pausa_vm::types::class_of(&args[0]);
    Ok(Value::bool(t.is_subtype_of(&class) && attr::instance_dict_if_any(&args[0]).is_some()))
}
