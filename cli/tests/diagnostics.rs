//! What is said about mistakes to somebody at a terminal: each program of `cli/tests/diagnostics/` under `--explain`, against the
//! snapshot beside it. Without `--explain`, what is said is CPython's.

use std::path::{Path, PathBuf};

use pausa_cli::testing::program::{Program, python_files};
use pausa_cli::testing::run::{Interpreter, Outcome};
use pausa_cli::testing::transcript::{self, Filters};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("cli/ is inside the workspace").into()
}

fn programs() -> Vec<Program> {
    let root = workspace();
    let files = python_files(&root, Path::new("cli/tests/diagnostics"));
    files.into_iter().map(|file| Program::read(&root, file).expect("a program that was just found")).collect()
}

#[test]
fn mistakes_are_explained() {
    let mut pausa = Interpreter::new(PathBuf::from(env!("CARGO_BIN_EXE_pausa")));
    pausa.clock = vec!["--explain".into()];
    // Where something stands in the library is no part of what is said.
    let mut filters = Filters::default();
    filters.add("(<pausa>/[a-z_/]+\\.py)(\", line |:)[0-9]+", "${1}${2}N").expect("a pattern");
    for program in programs() {
        let answer = transcript::of(&program, &pausa, &filters).unwrap_or_else(|e| e);
        assert!(answer.contains("help: "), "{}: no help in\n{answer}", program.name());
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(program.snapshot_folder());
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_input_file(&program.file);
        settings.bind(|| insta::assert_snapshot!(program.stem(), answer));
    }
}

#[test]
fn nothing_is_added_where_nobody_reads() {
    let pausa = Interpreter::new(PathBuf::from(env!("CARGO_BIN_EXE_pausa")));
    for program in programs().iter().filter(|p| p.directives.shell.is_empty()) {
        let answer = transcript::of(program, &pausa, &Filters::default()).unwrap_or_else(|e| e);
        assert!(!answer.contains("help: ") && !answer.contains("\\x1b"), "{}:\n{answer}", program.name());
    }
}

#[test]
fn colours_change_no_word() {
    let interpreter = Interpreter::new(PathBuf::from(env!("CARGO_BIN_EXE_pausa")));
    let colored = Interpreter { clock: vec!["--color=always".into()], ..interpreter.clone() };
    for program in programs().iter().filter(|p| p.directives.shell.is_empty()) {
        let (plain, colored) = match (interpreter.run(program), colored.run(program)) {
            (Ok(plain), Ok(colored)) => (plain, colored),
            other => panic!("{}: {other:?}", program.name()),
        };
        let text = String::from_utf8_lossy(&colored.stderr);
        let mut words = String::new();
        let mut rest = text.split('\x1b');
        words.push_str(rest.next().unwrap_or_default());
        for part in rest {
            words.push_str(part.split_once('m').map_or("", |(_, after)| after));
        }
        let text = |stderr: Vec<u8>| {
            let outcome = Outcome { stdout: Vec::new(), stderr, exit: 0, leftovers: Vec::new() };
            transcript::text_of(program, &outcome, &interpreter, &Filters::default())
        };
        assert_eq!(text(words.into_bytes()), text(plain.stderr), "{}", program.name());
    }
}
