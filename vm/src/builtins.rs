//! The module `builtins`: its namespace is made of the built-in types, the exceptions and the functions.

use crate::vm::Vm;

/// Fills the namespace.
pub(crate) fn install(vm: &mut Vm) {
    let _ = vm;
}
