//! `_traceback`: what the module `traceback` shares with the reports of uncaught exceptions.

use pausa_vm::native::{ModuleSpec, pure};
use pausa_vm::object::{Str, Tuple};
use pausa_vm::traceback::marks;
use pausa_vm::{R, Value, Vm};

/// `_traceback`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_traceback",
    doc: "What is to be stressed in a line of a traceback.",
    defs: &[pure(
        "anchors(segment, /)",
        anchors,
        "Return the span of the operator or the brackets in the source of an expression, or None.",
    )],
    init: |_, _| Ok(()),
};

fn anchors(_: &mut Vm, args: &[Value]) -> R {
    let span = args[0].downcast::<Str>().and_then(Str::as_str).and_then(marks::anchors);
    Ok(span.map_or(Value::NONE, |(start, end)| Tuple::from_vec(vec![start.into(), end.into()]).into()))
}
