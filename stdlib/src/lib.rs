//! Python's standard modules.

pub mod binascii;
pub mod cmath;
pub mod embedded;
pub mod hashes;
pub mod json;
pub mod math;
mod modules;
pub mod random;
pub mod re;
pub mod struct_;
pub mod time;

/// Makes the standard library importable.
pub fn install(vm: &mut pausa_vm::Vm) {
    for spec in modules::ALL {
        vm.add_module(spec);
    }
    vm.embedded = Some(embedded::find);
}
