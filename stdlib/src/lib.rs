//! Python's standard modules.
//!
//! * [`embedded`]: the modules that are written in Python (`stdlib/py`);
//! * `modules`: the native modules, as programs import them;
//! * [`timeline`]: the record of who ran when;
//! * `prelude/`: Python that native modules call for what needs user code;
//! * the rest: what native modules do, without values and machine, each usable by itself.

#![forbid(unsafe_code)]

pub mod binascii;
pub mod cmath;
pub mod decimal;
pub mod embedded;
pub mod hashes;
pub mod json;
pub mod math;
mod modules;
pub mod random;
pub mod re;
pub mod struct_;
pub mod time;
pub mod timeline;
pub mod zlib;

/// Opens the standard streams and makes the built-in functions complete.
///
/// # Errors
/// What goes wrong with the standard streams.
pub fn start(vm: &mut pausa_vm::Vm) -> pausa_vm::R<()> {
    vm.native_module("sys")?;
    modules::site::install(vm)?;
    if let Some(open) = vm.native_module("_io")?.dict.get_str("open") {
        vm.builtins.insert_str("open", open);
    }
    vm.ready();
    Ok(())
}

/// From now on a deadlock is a RuntimeError of one of the threads, not the end of the process: for those who go on after it.
pub fn raise_deadlocks(vm: &mut pausa_vm::Vm) {
    vm.on_deadlock = Some(modules::census::exception);
}

/// Makes the standard library importable.
pub fn install(vm: &mut pausa_vm::Vm) {
    modules::install(vm);
    vm.embedded = Some(embedded::find);
    vm.stand_ins = &["aiofiles", "aiohttp", "multidict", "requests", "yarl"];
}
