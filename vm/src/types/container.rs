//! What lists, tuples, dicts and sets have in common.

use crate::exc::R;
use crate::native::Next;
use crate::object::Str;
use crate::ops::compare::{CompareOp, native_eq};
use crate::ops::repr::{self, containers};
use crate::types::method::prelude;
use crate::value::Value;
use crate::vm::Vm;

/// `__repr__`, whatever the class of the receiver says about it.
pub fn repr(vm: &mut Vm, a: &[Value], general: &'static str) -> R<Next> {
    let mut out = Vec::new();
    if repr::write_builtin(&a[0], &mut out)? {
        return Ok(Next::Value(Str::from_wtf8(&out).into()));
    }
    if !containers::enter(&a[0]) {
        return Ok(Next::Value(containers::ellipsis(&a[0]).into()));
    }
    // The prelude's function notes the container itself.
    containers::leave(&a[0]);
    prelude(vm, general, [a[0].clone()])
}

/// Whether two sequences have equal items, for `==` and `!=`. None: only user code can tell.
pub fn sequences_equal(a: &[Value], b: &[Value], op: CompareOp) -> Option<bool> {
    let equal = op == CompareOp::Eq;
    if a.len() != b.len() {
        return Some(!equal);
    }
    for (x, y) in a.iter().zip(b) {
        if !native_eq(x, y)? {
            return Some(!equal);
        }
    }
    Some(equal)
}
