//! Helpers of generators and async generators.

use crate::exc::{Exc, R, type_error};
use crate::frame::FrameRef;
use crate::native::{Def, Next, pure, tail};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_asyncgen_needs_hooks(g, /)", |_, a| Ok(Value::bool(frame(&a[0])?.take_unhooked())), ""),
    pure("_asyncgen_firstiter(g, /)", |vm, _| Ok(vm.asyncgen_hooks.0.clone()), ""),
    pure("_asyncgen_finalizer(g, /)", |vm, _| Ok(vm.asyncgen_hooks.1.clone()), ""),
    pure("_asyncgen_send(g, value, /)", send, ""),
    pure("_asyncgen_throw(g, exception, /)", throw, ""),
    pure("_asyncgen_end(g, /)", end, ""),
    tail("_close(g, /)", |_, a| Ok(Next::Close { generator: a[0].clone() }), ""),
];

fn frame(v: &Value) -> R<FrameRef> {
    FrameRef::from_value(v).ok_or_else(|| type_error("expected a generator"))
}

/// What the `await` that follows sends.
fn send(vm: &mut Vm, args: &[Value]) -> R {
    vm.step = Some(Ok(args[1].clone()));
    Ok(args[0].clone())
}

/// What the `await` that follows raises.
fn throw(vm: &mut Vm, args: &[Value]) -> R {
    match Exc::from_value(args[1].clone()) {
        Ok(e) => vm.step = Some(Err(e)),
        Err(_) => return Err(type_error("exceptions must derive from BaseException")),
    }
    Ok(args[0].clone())
}

/// Ends a generator that has not started.
fn end(_: &mut Vm, args: &[Value]) -> R {
    frame(&args[0])?.abandon();
    Ok(Value::NONE)
}
