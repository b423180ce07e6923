//! CPython's standard library, where it is found: everything compiles, and the code keeps to the rules.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{all_units, compile_text};
use crate::CompileOptions;
use crate::bytecode::verify::overwrites;
use crate::bytecode::{CodeUnit, Instr, disassemble, marshal, unmarshal, verify};
use pausa_grammar::Mode;

/// The folder of the standard library.
pub(super) fn library() -> Option<PathBuf> {
    let script = "import os; print(os.path.dirname(os.__file__))";
    let output = Command::new("python3.11").args(["-c", script]).output().ok()?;
    let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    path.is_dir().then_some(path)
}

pub(super) fn python_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    files.sort();
    files
}

/// What a script of this folder has to say about these files, in order; None where there is no `python3.11`.
fn ask_cpython(script: &str, files: &str) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests").join(script);
    let mut child =
        Command::new("python3.11").arg(&script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut input = child.stdin.take().unwrap();
    let files = files.to_owned();
    let feed = std::thread::spawn(move || input.write_all(files.as_bytes()).is_ok());
    let output = child.wait_with_output().unwrap();
    assert!(feed.join().unwrap() && output.status.success(), "{} fails under python3.11", script.display());
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Compares what a script of this folder prints for each file, lines with bars in any order, with what `ours`
/// gives for the units of that file.
pub(super) fn compare_with_cpython(files: &[PathBuf], script: &str, ours: impl Fn(&CodeUnit) -> Vec<String>) {
    let list: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
    let Some(expected) = ask_cpython(script, &list) else {
        return;
    };
    let mut expected = expected.lines().peekable();
    for file in files {
        assert_eq!(expected.next(), file.to_str());
        let lines = std::iter::from_fn(|| expected.next_if(|line| line.contains('|')));
        let theirs: BTreeSet<String> = lines.map(str::to_owned).collect();
        let text = std::fs::read_to_string(file).unwrap();
        let compiled = compile_text(&text, Mode::Module, &CompileOptions::new("file")).unwrap();
        let ours: BTreeSet<String> = all_units(&compiled.unit).into_iter().flat_map(&ours).collect();
        let missing: Vec<&String> = theirs.difference(&ours).collect();
        let added: Vec<&String> = ours.difference(&theirs).collect();
        let same = missing.is_empty() && added.is_empty();
        assert!(same, "{}: missing {missing:#?}, added {added:#?}", file.display());
    }
}

#[test]
fn the_standard_library_compiles_to_valid_code() {
    let Some(library) = library() else { return };
    let mut folders = vec![library.clone()];
    if std::env::var_os("PAUSA_TEST_ALL").is_some() {
        folders.extend(["test", "asyncio", "json", "email", "unittest", "idlelib"].map(|f| library.join(f)));
    }
    for file in folders.iter().flat_map(|folder| python_files(folder)) {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        let options = CompileOptions::new(file.to_string_lossy().as_ref());
        // Some files of the test suite are broken on purpose.
        let Ok(compiled) = compile_text(&text, Mode::Module, &options) else {
            continue;
        };
        if let Err(error) = verify(&compiled.unit) {
            panic!("{}: {error}\n{}", file.display(), disassemble(&compiled.unit));
        }
        let read = marshal(&compiled.unit).and_then(|bytes| unmarshal(&bytes));
        let same = read.is_ok_and(|unit| disassemble(&unit) == disassemble(&compiled.unit));
        assert!(same, "{} changes when it is written", file.display());
        for unit in all_units(&compiled.unit) {
            for (at, reg) in overwrites(unit) {
                // What is sent to a generator expression stays until the next round.
                let sent = |instr: &Instr| match instr {
                    Instr::Yield { d, .. } | Instr::AsyncYield { d, .. } => *d == reg,
                    _ => false,
                };
                if &*unit.name == "<genexpr>" && unit.instrs.iter().any(sent) {
                    continue;
                }
                let listing = disassemble(unit);
                panic!("{}: {at} overwrites register {reg}\n{listing}", file.display());
            }
        }
    }
}
