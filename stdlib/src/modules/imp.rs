//! `_imp`: what `importlib` asks of the machine.

use pausa_vm::buffer;
use pausa_vm::exc::runtime_error;
use pausa_vm::import::{compile_module, embedded};
use pausa_vm::native::{ModuleSpec, Next, pure, tail};
use pausa_vm::number::hash::{self, HashKey};
use pausa_vm::object::{Bytes, List, Module, Str, Tuple};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::arg;

/// `_imp`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_imp",
    doc: "(Extremely) low-level import machinery bits as used by importlib.",
    defs: &[
        pure("is_builtin(name, /)", is_builtin, "Returns True if the module name corresponds to a built-in module."),
        tail(
            "create_builtin(spec, /)",
            |vm, a| Ok(Next::call(vm.prelude("imp_create_builtin")?, [a[0].clone()])),
            "Create an extension module.",
        ),
        pure("exec_builtin(mod, /)", |_, _| Ok(0.into()), "Initialize a built-in module."),
        pure(
            "find_frozen(name, /, *, withdata: bool=False)",
            find_frozen,
            "Return info about the corresponding frozen module (if there is one) or None.",
        ),
        pure("get_frozen_object(name, data=None, /)", frozen_code, "Create a code object for a frozen module."),
        pure("get_frozen_source(name, /)", frozen_source, "Return the source text of a frozen module."),
        pure(
            "is_frozen(name, /)",
            |vm, a| Ok(Value::bool(found(vm, &a[0])?.is_some())),
            "Returns True if the module name corresponds to a frozen module.",
        ),
        pure(
            "is_frozen_package(name, /)",
            is_frozen_package,
            "Returns True if the module name is of a frozen package.",
        ),
        pure("acquire_lock()", acquire, "Acquires the interpreter's import lock for the current thread."),
        pure("release_lock()", release, "Release the interpreter's import lock."),
        pure(
            "lock_held()",
            |vm, _| Ok(Value::bool(vm.state::<Lock>().0 > 0)),
            "Return True if the import lock is currently held, else False.",
        ),
        pure(
            "extension_suffixes()",
            |_, _| Ok(List::new().into()),
            "Returns the list of file suffixes used to identify extension modules.",
        ),
        pure(
            "create_dynamic(spec, file=None, /)",
            |_, _| Err(arg::unsupported("an extension module written in C")),
            "Create an extension module.",
        ),
        pure("source_hash(key: index, source)", source_hash, ""),
    ],
    init: |_, m: &Obj<Module>| {
        m.dict.insert_str("check_hash_based_pycs", "default".into());
        Ok(())
    },
};

/// How often the import lock is held.
#[derive(Default)]
struct Lock(usize);

fn acquire(vm: &mut Vm, _: &[Value]) -> R {
    vm.state::<Lock>().0 += 1;
    Ok(Value::NONE)
}

fn release(vm: &mut Vm, _: &[Value]) -> R {
    let lock = &mut vm.state::<Lock>().0;
    *lock = lock.checked_sub(1).ok_or_else(|| runtime_error("not holding the import lock"))?;
    Ok(Value::NONE)
}

fn text(v: &Value) -> R<String> {
    v.downcast::<Str>().map(|s| s.to_lossy().into_owned()).ok_or_else(|| arg::wrong("argument", "str", v))
}

/// 1 for a native module, -1 for one that cannot be made again.
fn is_builtin(vm: &mut Vm, args: &[Value]) -> R {
    let name = text(&args[0])?;
    Ok(Value::small_int(match &*name {
        "sys" | "builtins" => -1,
        _ => vm.is_native_module(&name).into(),
    }))
}

fn found(vm: &Vm, name: &Value) -> R<Option<pausa_vm::import::Embedded>> {
    Ok(embedded(vm, &text(name)?))
}

fn find_frozen(vm: &mut Vm, args: &[Value]) -> R {
    let Some(module) = found(vm, &args[0])? else {
        return Ok(Value::NONE);
    };
    Ok(Tuple::from_vec(vec![Value::NONE, Value::bool(module.is_package), args[0].clone()]).into())
}

fn required(vm: &Vm, name: &Value) -> R<pausa_vm::import::Embedded> {
    found(vm, name)?.ok_or_else(|| {
        let text = text(name).unwrap_or_default();
        let e = Exc::msg(ExcKind::ImportError, format!("No such frozen object named '{text}'"));
        e.object().set_field(1, name.clone());
        e
    })
}

fn frozen_code(vm: &mut Vm, args: &[Value]) -> R {
    let module = required(vm, &args[0])?;
    Ok(compile_module(vm, module.source, module.path)?.into())
}

fn frozen_source(vm: &mut Vm, args: &[Value]) -> R {
    Ok(required(vm, &args[0])?.source.into())
}

fn is_frozen_package(vm: &mut Vm, args: &[Value]) -> R {
    Ok(Value::bool(required(vm, &args[0])?.is_package))
}

/// What a compiled file says about the source that it was made from: the keyed hash of that.
fn source_hash(_: &mut Vm, args: &[Value]) -> R {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&arg::c_long(&args[0])?.to_le_bytes());
    let hash = hash::bytes(HashKey::new(key), &buffer::require(&args[1])?);
    Ok(Bytes::new(&hash.to_le_bytes()).into())
}
