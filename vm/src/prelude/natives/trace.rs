//! Helpers of tracing.

use crate::exc::R;
use crate::native::{Def, pure};
use crate::types::code::FrameView;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_set_trace_function(which, function, /)", set_function, ""),
    pure("_set_local_trace(frame, function, /)", set_local, ""),
];

fn set_function(vm: &mut Vm, args: &[Value]) -> R {
    vm.set_trace_function(usize::from(args[0].as_i64() != Some(0)), args[1].clone());
    Ok(Value::NONE)
}

fn set_local(_: &mut Vm, args: &[Value]) -> R {
    if let Some(v) = args[0].downcast::<FrameView>() {
        drop(v.trace.replace(args[1].clone()));
    }
    Ok(Value::NONE)
}
