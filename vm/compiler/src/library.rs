//! Code that is compiled while the program is built: what the build scripts of the crates with Python in them share.

use std::path::Path;
use std::rc::Rc;

use crate::CompileOptions;
use crate::bytecode::{CodeUnit, Const, Image, marshal};
use crate::source::{Mode, compile_prelude, compile_text};

/// Functions in one image, and where each is, in the order of their names.
pub struct Functions {
    /// What [`marshal`] gives for a unit with all of them as its constants.
    pub image: Vec<u8>,
    /// The names, and where in the image the functions are.
    pub places: Vec<(String, (u32, u32))>,
}

/// Compiles the files of a prelude, given with their names: the functions in them.
///
/// # Errors
/// What is wrong with a file; two functions of one name.
pub fn functions<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Functions, String> {
    let mut units: Vec<Rc<CodeUnit>> = Vec::new();
    for (name, text) in files {
        let unit = compile_prelude(name, text).map_err(|e| format!("{name}: {e}"))?;
        units.extend(unit.consts.iter().filter_map(|c| match c {
            Const::Code(unit) => Some(Rc::clone(unit)),
            _ => None,
        }));
    }
    units.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(twice) = units.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(format!("the prelude has two functions {}", twice[0].name));
    }
    let root =
        CodeUnit { consts: units.iter().map(|unit| Const::Code(Rc::clone(unit))).collect(), ..CodeUnit::default() };
    let image = marshal(&root).map_err(|e| e.to_string())?;
    // The script that asks ends soon.
    let opened = Image::open(Vec::leak(image.clone())).map_err(|e| e.to_string())?;
    let read = opened.root().load().map_err(|e| e.to_string())?;
    let places = read.consts.iter().zip(&units).filter_map(|(c, unit)| match c {
        Const::Stub(stub) => Some((unit.name.to_string(), stub.place(opened)?)),
        _ => None,
    });
    Ok(Functions { places: places.collect(), image })
}

/// Compiles the Python files in `folder` as [`functions`], and writes `prelude.bin`, the image, and `prelude.rs`, an array of
/// their names and places, to `target`.
///
/// # Errors
/// What is wrong with a file, or with reading and writing.
pub fn write_functions(folder: &Path, target: &Path) -> Result<(), String> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| e.to_string())? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.extension().is_some_and(|e| e == "py") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, read(&path)?));
        }
    }
    let functions = functions(files.iter().map(|(name, text)| (&**name, &**text)))?;
    let rows: Vec<String> =
        functions.places.iter().map(|(name, place)| format!("    ({name:?}, {place:?}),\n")).collect();
    let table = format!("&[\n{}]\n", rows.concat());
    std::fs::write(target.join("prelude.rs"), table).map_err(|e| e.to_string())?;
    std::fs::write(target.join("prelude.bin"), functions.image).map_err(|e| e.to_string())
}

/// Compiles a module of the library, to be seen under `path`.
///
/// # Errors
/// What is wrong with it, warnings included.
pub fn module(text: &str, path: &str) -> Result<Vec<u8>, String> {
    // Channels and rings of tasklets are native elsewhere: what is done to them is one step for other threads.
    let atomic = path.contains("/stackless/_");
    let options = CompileOptions { library: true, atomic, ..CompileOptions::new(path) };
    let compiled = compile_text(text, Mode::Module, &options).map_err(|e| format!("{path}: {}", e.error))?;
    if let Some(w) = compiled.warnings.first() {
        return Err(format!("{path}:{}: {}", w.line, w.message));
    }
    marshal(&compiled.unit).map_err(|e| format!("{path}: {e}"))
}
