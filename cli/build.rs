//! How the binary is linked.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    if variable("CARGO_CFG_TARGET_OS") != "linux" || variable("CARGO_CFG_TARGET_ENV") != "gnu" {
        return;
    }
    // At a fixed address nothing has to be relocated at each start: tables of half a megabyte stay as they are in the file,
    // which saves a third of all page faults.
    println!("cargo:rustc-link-arg-bins=-no-pie");
    // Other linkers than the compiler's own need not know the commands of a linker script.
    let is_own_linker =
        std::env::var_os("RUSTC_LINKER").is_none() && !variable("CARGO_ENCODED_RUSTFLAGS").contains("-fuse-ld=");
    if variable("PROFILE") == "release" && variable("CARGO_CFG_TARGET_ARCH") == "x86_64" && is_own_linker {
        let root = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
        let script = PathBuf::from(variable("OUT_DIR")).join("start.ld");
        lay_together(&root.join("start-order.txt"), &script);
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", script.display());
    }
}

/// Writes a linker script that puts the functions of a list before all others: those that run at a start.
///
/// The system maps a file in windows of 64 kB. Strewn over eight megabytes of code, the functions of a start touch most of these; together,
/// a fourth, which is a third of the memory that a small program has. The list holds mangled names without the hash at their end, which
/// changes with the compiler; a name that no longer exists is without effect. `tools/start-order` makes it.
fn lay_together(list: &Path, script: &Path) {
    println!("cargo:rerun-if-changed={}", list.display());
    let names = std::fs::read_to_string(list).expect("the list can be read");
    let mut text = String::from("SECTIONS {\n  .text.start : {\n");
    for name in names.lines().filter(|line| !line.starts_with('#')) {
        writeln!(text, "    *(.text.{name}* .text.unlikely.{name}*)").expect("writing to a string");
    }
    text.push_str("  }\n}\nINSERT BEFORE .text;\n");
    std::fs::write(script, text).expect("the output folder can be written");
}
