//! Makes the table of the Python modules in `py/`, which become part of the binary.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("py");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut rows = Vec::new();
    walk(&root, &root, &mut rows);
    rows.sort();
    let mut out = String::from("const TABLE: &[(&str, Embedded)] = &[\n");
    for (name, shown, is_package, file) in rows {
        writeln!(
            out,
            "    ({name:?}, Embedded {{ path: {shown:?}, is_package: {is_package}, source: include_str!({file:?}) }}),"
        )
        .expect("writing to a string");
    }
    out.push_str("];\n");
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it")).join("embedded.rs");
    std::fs::write(target, out).expect("the output folder can be written");
}

/// Collects (module name, shown path, is package, file) of all modules under `folder`.
fn walk(root: &Path, folder: &Path, rows: &mut Vec<(String, String, bool, String)>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            walk(root, &path, rows);
        } else if path.extension().is_some_and(|e| e == "py") {
            let inner = path.strip_prefix(root).expect("it is under the root").to_string_lossy().into_owned();
            let dotted = inner.trim_end_matches(".py").replace('/', ".");
            let package = dotted.strip_suffix(".__init__");
            let name = package.unwrap_or(&dotted).to_owned();
            rows.push((name, format!("<pausa>/{inner}"), package.is_some(), path.to_string_lossy().into_owned()));
        }
    }
}
