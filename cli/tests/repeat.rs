//! What is to be the same in each run is: programs in virtual time, deadlocks, explained mistakes, timelines and the examples, each run
//! several times, must write the same bytes.
//!
//! `PAUSA_REPEAT=100` runs each so often, in place of twice; `PAUSA_BINARY=target/release/pausa` runs that one.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use pausa_cli::testing::program::{Program, python_files};
use pausa_cli::testing::run::Interpreter;
use pausa_cli::testing::transcript::{self, Filters};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("cli/ is inside the workspace").into()
}

fn count() -> usize {
    std::env::var("PAUSA_REPEAT").ok().and_then(|n| n.parse().ok()).unwrap_or(2)
}

fn pausa(options: &[&str]) -> Interpreter {
    let binary = std::env::var_os("PAUSA_BINARY").map(|path| workspace().join(path));
    let mut pausa = Interpreter::new(binary.unwrap_or_else(|| env!("CARGO_BIN_EXE_pausa").into()));
    pausa.clock = options.iter().map(|&o| o.to_owned()).collect();
    pausa
}

/// The programs of a folder that are run at all.
fn programs(folder: &str) -> Vec<Program> {
    let root = workspace();
    let read = |file| Program::read(&root, file).expect("a program that was just found");
    let found: Vec<Program> = python_files(&root, Path::new(folder)).into_iter().map(read).collect();
    assert!(!found.is_empty(), "there are programs in {folder}");
    found.into_iter().filter(|p| p.directives.skip.is_none()).collect()
}

/// Runs each program so often, two at a time, and tells of those that were not the same each time.
fn repeat(programs: &[Program], run: impl Fn(&Program) -> Result<Vec<u8>, String> + Sync) {
    let next = AtomicUsize::new(0);
    let different = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let first = run(program);
                    for i in 1..count() {
                        let again = run(program);
                        if again != first {
                            let text = |r: &Result<Vec<u8>, String>| match r {
                                Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                                Err(text) => text.clone(),
                            };
                            let (first, again) = (text(&first), text(&again));
                            let report = format!("{} at run {i}:\n{first}\nand then\n{again}", program.name());
                            different.lock().expect("nobody panics").push(report);
                            break;
                        }
                    }
                }
            });
        }
    });
    let different = different.into_inner().expect("nobody panics");
    assert!(different.is_empty(), "{}", different.join("\n\n"));
}

/// What a program writes, and how it ends; without what it says itself to be different each time.
fn bytes(program: &Program, pausa: &Interpreter) -> Result<Vec<u8>, String> {
    let outcome = pausa.run(program)?;
    if !program.directives.filters.is_empty() {
        return transcript::text_of(program, &outcome, pausa, &Filters::default()).map(String::into_bytes);
    }
    Ok([outcome.stdout, outcome.stderr, outcome.exit.to_string().into_bytes()].join(&b"\n-----\n"[..]))
}

#[test]
fn virtual_time_and_deadlocks() {
    for folder in ["cli/tests/programs/virtual_time", "cli/tests/programs/deadlocks"] {
        let programs = programs(folder);
        let pausa = pausa(&[]);
        repeat(&programs, |program| bytes(program, &pausa));
    }
}

#[test]
fn explained_mistakes() {
    let pausa = pausa(&["--explain", "--seed=0"]);
    repeat(&programs("cli/tests/diagnostics"), |program| bytes(program, &pausa));
}

#[test]
fn examples() {
    let pausa = pausa(&["--virtual-time", "--seed=0"]);
    repeat(&programs("examples"), |program| bytes(program, &pausa));
}

#[test]
fn timelines() {
    let folder = std::env::temp_dir().join(format!("pausa-repeat-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    repeat(&programs("cli/tests/timeline"), |program| {
        let file = folder.join(program.stem()).with_extension("txt");
        let pausa = pausa(&["--virtual-time", "--seed=0", &format!("--timeline={}", file.display())]);
        let mut written = bytes(program, &pausa)?;
        written.extend(std::fs::read(&file).map_err(|e| e.to_string())?);
        Ok(written)
    });
    std::fs::remove_dir_all(folder).expect("the folder can be removed");
}
