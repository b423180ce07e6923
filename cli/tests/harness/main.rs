//! Every Python program under `cli/tests/programs/`, `cli/tests/switch/` and `examples/` as one
//! trial: Pausa runs it, and its transcript must equal the snapshot beside it, which
//! `cli/tests/oracle.py` writes from CPython's answer. Dropping a `.py` file into a folder and
//! running the oracle makes a test.
//!
//! A second trial, `cpython/...`, compares each example with a live `python3.11` where there is one
//! (the environment variable `PAUSA_ORACLE`, or `PATH`); those that sleep for long only under `--include-ignored`.
//!
//! `cargo test --test programs strings/` runs the trials whose name contains that text.

mod expected;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Failed, Trial};

use expected::ExpectedFailures;
use pausa_cli::testing::program::{Program, entries, python_files};
use pausa_cli::testing::run::Interpreter;
use pausa_cli::testing::transcript::Filters;
use pausa_cli::testing::{snapshot, transcript};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);

    let expected = Arc::new(ExpectedFailures::read());
    let pausa = Arc::new(Interpreter::new(PathBuf::from(env!("CARGO_BIN_EXE_pausa"))));
    let programs = find_all();
    let mut trials = expected.trials(&programs);
    // The examples run as `pausa test` runs them.
    let clock = ["--virtual-time", "--seed", "0"].map(str::to_owned).to_vec();
    let timeless = Arc::new(Interpreter { clock, ..Interpreter::clone(&pausa) });
    trials.extend(programs.iter().map(|program| {
        let interpreter = if is_example(program) { &timeless } else { &pausa };
        snapshot_trial(program, interpreter, &expected)
    }));
    if let Some(cpython) = Interpreter::cpython().map(Arc::new) {
        let examples = programs.iter().filter(|program| is_example(program));
        trials.extend(examples.map(|program| live_trial(program, &pausa, &cpython, &expected)));
    }

    // libtest-mimic reports a panic with the trial it belongs to; a backtrace would hide it.
    std::panic::set_hook(Box::new(|_| {}));
    let conclusion = libtest_mimic::run(&arguments, trials);
    expected.rewrite_if_asked(&programs);
    conclusion.exit_code()
}

/// The root of the workspace: programs run there, so paths in their output are relative to it.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("cli/ is inside the workspace").into()
}

/// Every program, sorted. Folders deeper than an area hold what the area's programs import or run.
fn find_all() -> Vec<Program> {
    let root = workspace();
    let mut files = python_files(&root, Path::new("examples"));
    files.extend(python_files(&root, Path::new("cli/tests/switch")));
    for area in entries(&root, Path::new("cli/tests/programs")) {
        files.extend(python_files(&root, &area));
    }
    files.sort();
    files.into_iter().map(|file| Program::read(&root, file).expect("a program that was just found")).collect()
}

fn is_example(program: &Program) -> bool {
    program.file.starts_with("examples")
}

/// `programs/lists/sort.py`, `switch/sort_key.py`, `examples/hello.py`.
fn name_of(program: &Program) -> String {
    program.file.strip_prefix("cli/tests").unwrap_or(&program.file).to_string_lossy().into_owned()
}

/// A run as text, with nothing taken out that the program does not name.
fn transcript_of(program: &Program, interpreter: &Interpreter) -> Result<String, String> {
    transcript::of(program, interpreter, &Filters::default())
}

/// Pausa's answer against the snapshot.
fn snapshot_trial(program: &Program, pausa: &Arc<Interpreter>, expected: &Arc<ExpectedFailures>) -> Trial {
    let (program, pausa, expected) = (program.clone(), pausa.clone(), expected.clone());
    let (name, skipped) = (name_of(&program), program.directives.skip.is_some());
    Trial::test(name, move || {
        let answer = transcript_of(&program, &pausa);
        for _ in 1..program.directives.repeat {
            if transcript_of(&program, &pausa) != answer {
                return Err("another transcript when run again".into());
            }
        }
        let passes = answer.is_ok() && answer.as_ref().ok() == snapshot::read(&program.snapshot_file()).as_ref();
        match (passes, expected.note(&name_of(&program), passes)) {
            (true, true) => Err("passes now: take it off expected-failures.txt".into()),
            (true, false) | (false, true) => Ok(()),
            (false, false) => assert_snapshot(&program, &answer?),
        }
    })
    .with_ignored_flag(skipped)
}

/// Lets insta show the difference and leave a `.snap.new` for `cargo insta review`.
fn assert_snapshot(program: &Program, answer: &str) -> Result<(), Failed> {
    // One at a time: insta prints the difference as it goes.
    static PRINTING: Mutex<()> = Mutex::new(());
    let _guard = PRINTING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(program.snapshot_folder());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_input_file(&program.file);
    // A panic is how insta says no, and libtest-mimic takes it for that.
    settings.bind(|| insta::assert_snapshot!(program.stem(), answer));
    Ok(())
}

/// Pausa's answer against CPython's, now.
fn live_trial(
    program: &Program,
    pausa: &Arc<Interpreter>,
    cpython: &Arc<Interpreter>,
    expected: &Arc<ExpectedFailures>,
) -> Trial {
    let comparable = program.directives.differs.is_none()
        && program.directives.skip.is_none()
        && program.directives.sleeps.is_none()
        && !expected.excuses(&name_of(program))
        && program.directives.needs.iter().all(|module| cpython.has_module(module));
    let (program, pausa, cpython) = (program.clone(), pausa.clone(), cpython.clone());
    Trial::test(format!("cpython/{}", name_of(&program)), move || {
        let (ours, theirs) = (transcript_of(&program, &pausa)?, transcript_of(&program, &cpython)?);
        if ours == theirs {
            return Ok(());
        }
        Err(format!("CPython says:\n{theirs}\nPausa says:\n{ours}").into())
    })
    .with_ignored_flag(!comparable)
}
