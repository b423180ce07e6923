//! Native modules that belong to the machine itself: what they do is what the built-in types' own methods and the import
//! statements do.

pub mod codecs;
pub mod imp;
pub mod string;

use crate::vm::Vm;

/// Makes the modules importable.
pub(crate) fn install(vm: &mut Vm) {
    vm.add_module(&codecs::SPEC);
    vm.add_module(&imp::SPEC);
    vm.add_module(&string::SPEC);
}
