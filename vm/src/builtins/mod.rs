//! The module `builtins`: the built-in types, the exceptions, and the functions.
//!
//! * `objects`: functions about objects and their attributes;
//! * `iteration`: functions over iterables;
//! * `values`: functions on numbers and text;
//! * `evaluate`: `compile`, `exec`, `eval`, namespaces;
//! * `output`: `print`, `input`.

pub(crate) mod evaluate;
mod iteration;
mod objects;
mod output;
mod values;

use crate::exc::ExcKind;
use crate::heap;
use crate::native::Def;
use crate::object::{Module, NativeFunction};
use crate::value::Value;
use crate::vm::Vm;

/// The types that the namespace shows; other built-in types are reached otherwise.
const TYPES: &[&str] = &[
    "object",
    "type",
    "bool",
    "bytearray",
    "bytes",
    "classmethod",
    "complex",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "int",
    "list",
    "map",
    "memoryview",
    "property",
    "range",
    "reversed",
    "set",
    "slice",
    "staticmethod",
    "str",
    "super",
    "tuple",
    "zip",
];

/// A native function as an attribute of a module.
pub fn module_function(def: &'static Def, module: &str) -> Value {
    heap::new(NativeFunction { def, owner: None, receiver: Value::UNBOUND, module: module.into() }).into()
}

/// Fills the namespace.
pub(crate) fn install(vm: &mut Vm) {
    let m = Module::new("builtins");
    m.dict.insert_str(
        "__doc__",
        "Built-in functions, exceptions, and other objects.\n\nNoteworthy: None is the `nil' object; Ellipsis represents `...' in slices."
            .into(),
    );
    for table in [objects::DEFS, iteration::DEFS, values::DEFS, evaluate::DEFS, output::DEFS] {
        for def in table {
            m.dict.insert_str(def.name(), module_function(def, "builtins"));
        }
    }
    for name in TYPES {
        if let Some(t) = crate::types::built_in(name) {
            m.dict.insert_str(name, t.into());
        }
    }
    for &(kind, name, ..) in ExcKind::ALL {
        m.dict.insert_str(name, kind.class().into());
    }
    m.dict.insert_str("EnvironmentError", ExcKind::OSError.class().into());
    m.dict.insert_str("IOError", ExcKind::OSError.class().into());
    m.dict.insert_str("None", Value::NONE);
    m.dict.insert_str("True", Value::TRUE);
    m.dict.insert_str("False", Value::FALSE);
    m.dict.insert_str("NotImplemented", Value::NOT_IMPLEMENTED);
    m.dict.insert_str("Ellipsis", Value::ELLIPSIS);
    m.dict.insert_str("__debug__", Value::TRUE);
    vm.builtins = m.dict.clone();
    vm.modules.insert_str("builtins", m.into());
}
