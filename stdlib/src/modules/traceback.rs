//! `_traceback`: what the module `traceback` shares with the reports of uncaught exceptions.

use pausa_vm::native::{ModuleSpec, pure};
use pausa_vm::object::{Str, Tuple};
use pausa_vm::traceback::marks;
use pausa_vm::{R, Value, Vm};

/// `_traceback`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_traceback",
    doc: "What is to be stressed in a line of a traceback.",
    defs: &[
        pure(
            "anchors(segment, /)",
            anchors,
            "Return the span of the operator or the brackets in the source of an expression, or None.",
        ),
        pure(
            "explains()",
            |vm, _| Ok(Value::bool(vm.flags.explain)),
            "Return whether there is help about errors, beyond CPython's words.",
        ),
        pure(
            "warns_blocking()",
            |vm, _| Ok(Value::bool(vm.flags.warn_blocking)),
            "Return whether event loops report what keeps them from going on for long.",
        ),
        pure(
            "left_behind()",
            |vm, _| Ok(vm.flags.left_behind.as_deref().map_or(Value::NONE, Value::from)),
            "Return the file that is to tell what the program leaves behind when it ends, or None.",
        ),
        pure("is_colored()", |vm, _| Ok(Value::bool(vm.flags.colored)), "Return whether errors are shown in colour."),
    ],
    init: |_, _| Ok(()),
};

fn anchors(_: &mut Vm, args: &[Value]) -> R {
    let span = args[0].downcast::<Str>().and_then(Str::as_str).and_then(marks::anchors);
    Ok(span.map_or(Value::NONE, |(start, end)| Tuple::from_vec(vec![start.into(), end.into()]).into()))
}
