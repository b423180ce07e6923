//! Compiles the prelude, so that nothing of it has to be compiled when the VM starts.

use std::path::PathBuf;

fn main() {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("src/prelude");
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo:rerun-if-changed={}", folder.display());
    if let Err(e) = pausa_compiler::library::write_functions(&folder, &target) {
        panic!("{e}");
    }
}
