//! `module`.

use crate::exc::{R, attribute_error, type_error};
use crate::heap::{self, Payload};
use crate::native::{Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use crate::object::*;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// `module`
pub static SPEC: TypeSpec = TypeSpec {
    name: "module",
    module: "builtins",
    layout: Module::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT | TypeFlags::WEAKREF,
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, name, doc=None)", init, "Initialize self."),
        tail("__repr__(self, /)", repr, "Return repr(self)."),
        tail("__dir__(self, /)", dir, "__dir__() -> list"),
        getter("__dict__(self, /)", |_, a| Ok(this::<Module>(a)?.dict.clone().into()), ""),
        getter("__annotations__(self, /)", annotations, ""),
        setter("__annotations__(self, value, /)", set_annotations),
    ],
};

fn new(_: &mut Vm, args: &[Value]) -> R {
    Ok(heap::new_with_type(&class_arg(args)?, Module { dict: Dict::new() }).into())
}

fn init(_: &mut Vm, args: &[Value]) -> R {
    let m = this::<Module>(args)?;
    if !args[1].is_a::<Str>() {
        return Err(type_error(format!("module() argument 'name' must be str, not {}", class_name(&args[1]))));
    }
    m.dict.insert_str("__name__", args[1].clone());
    m.dict.insert_str("__doc__", args[2].given().cloned().unwrap_or(Value::NONE));
    for name in ["__package__", "__loader__", "__spec__"] {
        m.dict.insert_str(name, Value::NONE);
    }
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let m = this::<Module>(args)?;
    let f = vm.prelude("module_repr")?;
    Ok(Next::call(f, [args[0].clone(), m.dict.clone().into()]))
}

/// A function `__dir__` in the module has the say. Modules that nobody has described yet have those names too.
fn dir(_: &mut Vm, args: &[Value]) -> R<Next> {
    let m = this::<Module>(args)?;
    if let Some(own) = m.dict.get_str("__dir__") {
        return Ok(Next::call(own, []));
    }
    let mut names: Vec<Value> = m.dict.pairs().into_iter().map(|(k, _)| k).collect();
    let has = |name: &str| m.dict.get_str(name).is_some();
    if !has("__spec__") && !names.is_empty() {
        names.extend(["__loader__", "__spec__"].map(Value::from));
        if has("__file__") && !has("__cached__") {
            names.push("__cached__".into());
        }
    }
    Ok(Next::Value(List::from_vec(names).into()))
}

fn annotations(vm: &mut Vm, args: &[Value]) -> R {
    let m = this::<Module>(args)?;
    let name = vm.names.__annotations__.clone();
    if let Some(v) = m.dict.get_interned(name.value()) {
        return Ok(v);
    }
    let d: Value = Dict::new().into();
    m.dict.insert_interned(&name, d.clone());
    Ok(d)
}

/// Sets the annotations, to anything; `UNBOUND` deletes them.
fn set_annotations(vm: &mut Vm, args: &[Value]) -> R {
    let m = this::<Module>(args)?;
    let name = vm.names.__annotations__.clone();
    if !args[1].is_unbound() {
        m.dict.insert_interned(&name, args[1].clone());
    } else if m.dict.remove_interned(name.value()).is_none() {
        return Err(attribute_error(&args[0], name.value(), "__annotations__".to_owned()));
    }
    Ok(Value::NONE)
}
