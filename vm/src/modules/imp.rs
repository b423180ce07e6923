//! `_imp`: what `importlib` asks of the machine about native and embedded modules.

use crate::exc::{Exc, ExcKind, R, not_implemented_error, runtime_error, type_error};
use crate::hashing::HashKey;
use crate::heap::Obj;
use crate::import::{embedded, embedded_code};
use crate::native::{Def, ModuleSpec, pure};
use crate::object::{Bytes, List, Module, Str, Tuple};
use crate::ops::attr::{self, Attr};
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// `_imp`
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_imp",
    doc: "(Extremely) low-level import machinery bits as used by importlib.",
    defs: DEFS,
    init: |_, m| {
        m.dict.insert_str("check_hash_based_pycs", "default".into());
        Ok(())
    },
};

const DEFS: &[Def] = &[
    pure("acquire_lock()", acquire_lock, "Acquires the interpreter's import lock for the current thread."),
    pure("create_builtin(spec, /)", create_builtin, "Create an extension module."),
    pure("create_dynamic(spec, file=None, /)", create_dynamic, "Create an extension module."),
    pure("exec_builtin(mod, /)", |_, _| Ok(0.into()), "Initialize a built-in module."),
    pure(
        "extension_suffixes()",
        |_, _| Ok(List::new().into()),
        "Returns the list of file suffixes used to identify extension modules.",
    ),
    pure(
        "find_frozen(name, /)",
        find_frozen,
        "Return info about the corresponding frozen module (if there is one) or None.",
    ),
    pure("get_frozen_object(name, data=None, /)", get_frozen_object, "Create a code object for a frozen module."),
    pure("get_frozen_source(name, /)", get_frozen_source, "Return the source text of a frozen module."),
    pure("is_builtin(name, /)", is_builtin, "Returns True if the module name corresponds to a built-in module."),
    pure("is_frozen(name, /)", is_frozen, "Returns True if the module name corresponds to a frozen module."),
    pure("is_frozen_package(name, /)", is_frozen_package, "Returns True if the module name is of a frozen package."),
    pure(
        "lock_held()",
        |vm, _| Ok(Value::bool(vm.state::<Lock>().0 > 0)),
        "Return True if the import lock is currently held, else False.",
    ),
    pure("release_lock()", release_lock, "Release the interpreter's import lock."),
    pure("source_hash(key: index, source)", source_hash, ""),
];

/// How often the import lock is held.
#[derive(Default)]
struct Lock(usize);

fn acquire_lock(vm: &mut Vm, _: &[Value]) -> R {
    vm.state::<Lock>().0 += 1;
    Ok(Value::NONE)
}

fn release_lock(vm: &mut Vm, _: &[Value]) -> R {
    let held = &mut vm.state::<Lock>().0;
    *held = held.checked_sub(1).ok_or_else(|| runtime_error("not holding the import lock"))?;
    Ok(Value::NONE)
}

fn name_of(function: &str, v: &Value) -> R<String> {
    match v.downcast::<Str>() {
        Some(s) => Ok(s.to_lossy().into_owned()),
        None => Err(type_error(format!("{function}() argument must be str, not {}", class_name(v)))),
    }
}

/// An attribute that needs no user code.
fn plain_attr(vm: &mut Vm, v: &Value, name: &str) -> R {
    match attr::get(vm, v, &crate::object::intern(name.as_bytes()))? {
        Attr::Value(v) => Ok(v),
        _ => Err(type_error(format!("the {name} of a spec must be a plain attribute"))),
    }
}

fn create_builtin(vm: &mut Vm, a: &[Value]) -> R {
    let name = plain_attr(vm, &a[0], "name")?;
    let name = name_of("create_builtin", &name)?;
    let module: Obj<Module> = vm.native_module(&name)?;
    Ok(module.into())
}

fn create_dynamic(_: &mut Vm, _: &[Value]) -> R {
    Err(not_implemented_error("extension modules written in C are not supported by Pausa"))
}

fn is_builtin(vm: &mut Vm, a: &[Value]) -> R {
    let name = name_of("is_builtin", &a[0])?;
    Ok(match name.as_str() {
        "sys" | "builtins" => -1,
        name => i32::from(vm.module_specs.contains_key(name)),
    }
    .into())
}

fn find_frozen(vm: &mut Vm, a: &[Value]) -> R {
    let name = name_of("find_frozen", &a[0])?;
    Ok(match embedded(vm, &name) {
        Some(e) => Tuple::from_array([Value::NONE, Value::bool(e.is_package), name.into()]).into(),
        None => Value::NONE,
    })
}

#[cold]
fn no_such(name: &str) -> Exc {
    let e = Exc::msg(ExcKind::ImportError, format!("No such frozen object named '{name}'"));
    e.object().set_field(1, name.into());
    e
}

fn get_frozen_object(vm: &mut Vm, a: &[Value]) -> R {
    let name = name_of("get_frozen_object", &a[0])?;
    match embedded(vm, &name) {
        Some(_) => Ok(embedded_code(vm, &name)?.into()),
        None => Err(no_such(&name)),
    }
}

fn get_frozen_source(vm: &mut Vm, a: &[Value]) -> R {
    let name = name_of("get_frozen_source", &a[0])?;
    Ok(embedded(vm, &name).map_or(Value::NONE, |e| e.source.into()))
}

fn is_frozen(vm: &mut Vm, a: &[Value]) -> R {
    let name = name_of("is_frozen", &a[0])?;
    Ok(Value::bool(embedded(vm, &name).is_some()))
}

fn is_frozen_package(vm: &mut Vm, a: &[Value]) -> R {
    let name = name_of("is_frozen_package", &a[0])?;
    embedded(vm, &name).map(|e| Value::bool(e.is_package)).ok_or_else(|| no_such(&name))
}

fn source_hash(_: &mut Vm, a: &[Value]) -> R {
    let key = a[0].as_i64().ok_or_else(|| crate::exc::overflow_error("int too big to convert"))?;
    let source = crate::buffer::require(&a[1])?;
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&key.to_le_bytes());
    let hash = crate::number::hash::bytes(HashKey::new(bytes), &source);
    Ok(Bytes::new(&hash.to_le_bytes()).into())
}
