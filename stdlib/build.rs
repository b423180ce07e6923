//! Compiles the Python modules in `py/` and the prelude's functions, which become part of the binary, and makes the table of
//! the modules.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use pausa_compiler::library;

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let (modules, prelude) = (root.join("py"), root.join("src/prelude"));
    println!("cargo:rerun-if-changed={}", modules.display());
    println!("cargo:rerun-if-changed={}", prelude.display());
    if let Err(e) = library::write_functions(&prelude, &target) {
        panic!("{e}");
    }
    let mut rows = Vec::new();
    walk(&modules, &modules, &mut rows);
    rows.sort();
    // All code in one file, and all text in another: the modules of a start, and what else the program is made of, lie closer together in
    // memory than if each of these were a constant of its own among the others.
    let (mut codes, mut sources) = (Vec::new(), String::new());
    let mut table = String::from("static TABLE: &[(&str, Embedded)] = &[\n");
    for Row { name, shown, is_package, file } in rows {
        let text = std::fs::read_to_string(&file).expect("the file can be read");
        let image = library::module(&text, &shown).unwrap_or_else(|e| panic!("{e}"));
        writeln!(
            table,
            "    ({name:?}, Embedded {{ path: {shown:?}, is_package: {is_package}, source: text({}, {}), code: code({}, {}) }}),",
            sources.len(),
            text.len(),
            codes.len(),
            image.len(),
        )
        .expect("writing to a string");
        sources.push_str(&text);
        codes.extend(image);
    }
    table.push_str("];\n");
    std::fs::write(target.join("sources.txt"), sources).expect("the output folder can be written");
    std::fs::write(target.join("codes.bin"), codes).expect("the output folder can be written");
    std::fs::write(target.join("embedded.rs"), table).expect("the output folder can be written");
}

/// A module.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    name: String,
    /// The path that programs see.
    shown: String,
    is_package: bool,
    file: PathBuf,
}

/// Collects all modules under `folder`.
fn walk(root: &Path, folder: &Path, rows: &mut Vec<Row>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            walk(root, &path, rows);
        } else if path.extension().is_some_and(|e| e == "py") {
            let inner = path.strip_prefix(root).expect("it is under the root").to_string_lossy().into_owned();
            let dotted = inner.trim_end_matches(".py").replace('/', ".");
            let package = dotted.strip_suffix(".__init__");
            let name = package.unwrap_or(&dotted).to_owned();
            rows.push(Row { name, shown: format!("<pausa>/{inner}"), is_package: package.is_some(), file: path });
        }
    }
}
