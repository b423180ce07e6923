//! Variables, flags and qualified names of code objects, compared with CPython's over its library.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use super::corpus::{library, python_files};
use super::{all_units, compile_text};
use crate::bytecode::{CodeFlags, CodeUnit, LocalKind};
use crate::compiler::CompileOptions;
use pausa_grammar::Mode;

/// A unit as `code_objects.py` shows it.
fn show(unit: &CodeUnit) -> String {
    let stars = [CodeFlags::VARARGS, CodeFlags::VARKEYWORDS];
    let stars = stars.iter().filter(|&&flag| unit.flags.has(flag)).count();
    let parameters = usize::from(unit.arg_count + unit.kwonly_count) + stars;
    let names = |wanted: &dyn Fn(usize, LocalKind) -> bool| {
        let locals = unit.locals.iter().enumerate();
        let wanted = locals.filter(|(i, local)| wanted(*i, local.kind));
        wanted.map(|(_, local)| &*local.name).collect::<Vec<_>>().join(",")
    };
    format!(
        "{}|{}|{}|{}|{}|{}|{}|{}|{}",
        unit.qualname,
        unit.first_line,
        unit.arg_count,
        unit.posonly_count,
        unit.kwonly_count,
        unit.flags.0 & 0x1002FF,
        names(&|i, kind| kind == LocalKind::Fast || i < parameters),
        names(&|_, kind| kind == LocalKind::Cell),
        unit.free.join(","),
    )
}

/// What CPython has for these files, in order.
fn oracle(files: &str) -> Option<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compiler/tests/code_objects.py");
    let mut child = Command::new("python3.11")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let files = files.to_owned();
    let feed = std::thread::spawn(move || input.write_all(files.as_bytes()).is_ok());
    let output = child.wait_with_output().ok()?;
    (feed.join().ok()? && output.status.success()).then(|| String::from_utf8(output.stdout).ok())?
}

#[test]
fn code_objects_have_the_variables_of_cpython() {
    let Some(library) = library() else { return };
    let mut files = python_files(&library);
    if std::env::var_os("PAUSA_TEST_ALL").is_some() {
        let folders = ["json", "email", "unittest", "idlelib", "concurrent/futures"];
        files.extend(folders.iter().flat_map(|folder| python_files(&library.join(folder))));
    }
    let list: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
    let Some(expected) = oracle(&list) else { return };
    let mut expected = expected.lines().peekable();
    for file in files {
        assert_eq!(expected.next(), file.to_str());
        let theirs: BTreeSet<String> = std::iter::from_fn(|| {
            expected.next_if(|line| line.contains('|')).map(str::to_owned)
        })
        .collect();
        let text = std::fs::read_to_string(&file).unwrap();
        let options = CompileOptions::new("file");
        let compiled = compile_text(&text, Mode::Module, &options).unwrap();
        let ours: BTreeSet<String> = all_units(&compiled.unit).into_iter().map(show).collect();
        let differences: Vec<&String> = theirs.symmetric_difference(&ours).collect();
        assert!(differences.is_empty(), "{}: {differences:#?}", file.display());
    }
}
