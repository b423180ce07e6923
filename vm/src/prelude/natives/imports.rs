//! Helpers of the import statements.

use crate::exc::R;
use crate::import::{embedded_code, file_code, find_module, strings};
use crate::native::{Def, pure};
use crate::object::{List, Str};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_modules()", |vm, _| Ok(vm.modules.clone().into()), ""),
    pure("_find_module(name, search, /)", find, ""),
    pure("_native_module(name, /)", |vm, a| Ok(vm.native_module(&text(&a[0]))?.into()), ""),
    pure("_embedded_code(name, /)", |vm, a| Ok(embedded_code(vm, &text(&a[0]))?.into()), ""),
    pure("_file_code(path, /)", |vm, a| Ok(file_code(vm, &text(&a[0]))?.into()), ""),
    pure(
        "_begin_import(name, /)",
        |vm, a| {
            vm.importing.push(text(&a[0]));
            Ok(Value::NONE)
        },
        "",
    ),
    pure("_end_import(name, /)", end, ""),
    pure("_is_importing(name, /)", |vm, a| Ok(Value::bool(vm.importing.contains(&text(&a[0])))), ""),
    pure("_new_module(name, /)", |_, a| Ok(crate::object::Module::new(&text(&a[0])).into()), ""),
];

fn text(v: &Value) -> String {
    v.downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default()
}

fn find(vm: &mut Vm, args: &[Value]) -> R {
    let search = args[1].downcast::<List>().map(strings);
    Ok(find_module(vm, &text(&args[0]), search))
}

fn end(vm: &mut Vm, args: &[Value]) -> R {
    let name = text(&args[0]);
    vm.importing.retain(|n| *n != name);
    Ok(Value::NONE)
}
