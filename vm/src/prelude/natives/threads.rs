//! Helpers of threads.

use crate::exc::R;
use crate::native::{Def, pure};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[pure("_end_other_threads()", end_others, "")];

fn end_others(vm: &mut Vm, _: &[Value]) -> R {
    vm.end_other_threads();
    Ok(Value::NONE)
}
