//! Python's standard modules.
//!
//! * [`embedded`]: the modules that are written in Python (`stdlib/py`);
//! * `modules`: the native modules, as programs import them;
//! * `prelude/`: Python that native modules call for what needs user code;
//! * the rest: what native modules do, without values and machine, each usable by itself.

#![forbid(unsafe_code)]

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
pub mod zlib;

/// Makes the standard library importable.
pub fn install(vm: &mut pausa_vm::Vm) {
    modules::install(vm);
    vm.embedded = Some(embedded::find);
}
