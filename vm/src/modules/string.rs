//! `_string`: the parts of `str.format` that `string.Formatter` is made of.

use crate::exc::{R, type_error};
use crate::native::{Def, ModuleSpec, Next, tail};
use crate::object::Str;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// `_string`
pub static SPEC: ModuleSpec =
    ModuleSpec { name: "_string", doc: "string helper module", defs: DEFS, init: |_, _| Ok(()) };

static DEFS: &[Def] = &[
    tail("formatter_field_name_split(field_name, /)", split, "split the argument as a field name"),
    tail("formatter_parser(format_string, /)", parser, "parse the argument as a format string"),
];

fn text(v: &Value) -> R<()> {
    if v.is_a::<Str>() {
        return Ok(());
    }
    Err(type_error(format!("expected str, got {}", class_name(v))))
}

fn split(vm: &mut Vm, a: &[Value]) -> R<Next> {
    text(&a[0])?;
    Ok(Next::call(vm.prelude("field_name_split")?, [a[0].clone()]))
}

fn parser(vm: &mut Vm, a: &[Value]) -> R<Next> {
    text(&a[0])?;
    Ok(Next::call(vm.prelude("template_parts")?, [a[0].clone()]))
}
