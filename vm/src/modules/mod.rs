//! Native modules that belong to the built-in types: what they do is what the types' own methods do.

pub mod codecs;
pub mod string;

use crate::vm::Vm;

/// Makes the modules importable.
pub(crate) fn install(vm: &mut Vm) {
    vm.add_module(&codecs::SPEC);
    vm.add_module(&string::SPEC);
}
