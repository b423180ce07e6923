//! `pausa test`: programs under snapshot test.
//!
//! Each program runs in a process of its own, under virtual time and a fixed seed. What it wrote and how it ended is compared with the
//! snapshot beside it, in `snapshots/NAME.snap`.
//!
//! * [`config`]: `pausa.toml`; [`program`]: the programs and their directives;
//! * [`run`]: running one; [`transcript`]: a run as text; [`snapshot`]: insta's file format;
//! * `options`: the command line; `report`: what the command shows; `review`: accepting what changed; `junit`: results for machines;
//!   `watch`: once more, whenever something changed.

pub mod config;
mod junit;
mod options;
pub mod program;
mod report;
mod review;
pub mod run;
pub mod snapshot;
pub mod transcript;
mod watch;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use config::Config;
use options::{Mode, Options};
use program::Program;
use report::Reporter;
use run::Interpreter;

/// What became of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As the snapshot says.
    Passed,
    /// There is no snapshot yet; this would be it.
    New(String),
    /// Not as the snapshot says.
    Changed {
        /// What it says.
        expected: String,
        /// What happened.
        got: String,
    },
    /// It is no test as it stands.
    Failed(String),
    /// It was not run, for this reason.
    Skipped(String),
}

/// A program that has run.
#[derive(Debug)]
pub struct Tested {
    /// The program.
    pub program: Program,
    /// What became of it.
    pub verdict: Verdict,
    /// What it left behind: lines for people.
    pub leftovers: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

/// The command: reads its arguments, does what they say; returns the exit status. `clock` are the options under which `pausa` runs
/// programs with a virtual clock, but for the seed; `colored` tells whether standard output and standard error are in colour.
pub fn main(arguments: impl Iterator<Item = OsString>, clock: &[&str], colored: (bool, bool)) -> u8 {
    let options = match options::parse(arguments) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{}", options::HELP);
            return 0;
        }
        Err(text) => {
            eprintln!("pausa test: {text}\nTry `pausa test --help' for more information.");
            return 2;
        }
    };
    let mut reporter = Reporter::new(colored);
    match run_all(&options, clock, &mut reporter) {
        Ok(good) if !options.watch => u8::from(!good),
        Ok(_) => watch::run(&options, |changed| {
            let mut only = options.clone();
            only.paths = changed.to_vec();
            if let Err(text) = run_all(&only, clock, &mut reporter) {
                eprintln!("pausa test: {text}");
            }
        }),
        Err(text) => {
            eprintln!("pausa test: {text}");
            2
        }
    }
}

/// Runs what the options name, once; returns whether everything is as it should be.
fn run_all(options: &Options, clock: &[&str], reporter: &mut Reporter) -> Result<bool, String> {
    let began = Instant::now();
    let mut programs = Vec::new();
    let mut filters = Vec::new();
    let mut interpreter = Vec::new();
    let this = std::env::current_exe().map_err(|e| format!("where pausa is cannot be told: {e}"))?;
    for (config, files) in find(options)? {
        let mut pausa = Interpreter { tells_leftovers: true, ..Interpreter::new(this.clone()) };
        if config.virtual_time && !options.real_time && !clock.is_empty() {
            let seed = options.seed.unwrap_or(config.seed);
            pausa.clock = clock.iter().map(|&w| w.to_owned()).chain(["--seed".to_owned(), seed.to_string()]).collect();
        }
        for file in files {
            let mut program =
                Program::read(&config.root, file.clone()).map_err(|e| format!("{}: {e}", file.display()))?;
            if options.pattern.as_ref().is_some_and(|p| !program.name().contains(p.as_str())) {
                continue;
            }
            program.directives.timeout.get_or_insert(options.timeout.unwrap_or(config.timeout));
            programs.push(program);
            filters.push(config.filters.clone());
            interpreter.push(pausa.clone());
        }
    }
    if programs.is_empty() {
        return Err("there are no programs".into());
    }
    let oracle = options.oracle.as_ref().map(|path| Interpreter::new(PathBuf::from(path)));
    let jobs = options.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from));
    let mut tested = Vec::new();
    let next = AtomicUsize::new(0);
    let total = programs.len();
    std::thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        let (programs, filters, interpreter, oracle, next) =
            (&programs, &filters, &interpreter, oracle.as_ref(), &next);
        for _ in 0..jobs.clamp(1, total) {
            let sender = sender.clone();
            scope.spawn(move || {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(program) = programs.get(i) else { return };
                    let began = Instant::now();
                    let (verdict, leftovers) = test(program, &interpreter[i], oracle, &filters[i]);
                    let done = Tested { program: program.clone(), verdict, leftovers, took: began.elapsed() };
                    if sender.send((i, done)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (i, done) in results {
            reporter.progress(tested.len() + 1, total, &done);
            tested.push((i, done));
        }
    });
    reporter.end_progress();
    // The report does not depend on who was first.
    tested.sort_by_key(|(i, _)| *i);
    let mut tested: Vec<Tested> = tested.into_iter().map(|(_, done)| done).collect();
    settle(options, &mut tested, reporter)?;
    let orphans = snapshot::orphans(&programs);
    for file in &orphans {
        if options.update_removed {
            std::fs::remove_file(file).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        reporter.orphan(file, options.update_removed);
    }
    reporter.summary(&tested, began.elapsed());
    if let Some(file) = &options.junit {
        std::fs::write(file, junit::report(&tested)).map_err(|e| format!("{file}: {e}"))?;
    }
    Ok(tested.iter().all(|t| matches!(t.verdict, Verdict::Passed | Verdict::Skipped(_))))
}

/// The programs that the options name, with their configurations.
fn find(options: &Options) -> Result<Vec<(Config, BTreeSet<PathBuf>)>, String> {
    let here = std::env::current_dir().map_err(|e| e.to_string())?;
    let mut found: Vec<(Config, BTreeSet<PathBuf>)> = Vec::new();
    let paths = if options.paths.is_empty() { vec![PathBuf::from(".")] } else { options.paths.clone() };
    for path in paths {
        let full = here.join(&path).canonicalize().map_err(|e| format!("{}: {e}", path.display()))?;
        let folder = if full.is_dir() { full.as_path() } else { full.parent().unwrap_or(&full) };
        let mut config = Config::find(folder, &here)?;
        // What is above the root or beside it has the folder itself as its root.
        let root = if full.starts_with(&config.root) { config.root.clone() } else { folder.to_owned() };
        config.root.clone_from(&root);
        let relative = full.strip_prefix(&root).unwrap_or(Path::new("")).to_owned();
        let files: Vec<PathBuf> = if full.is_dir() {
            let all = program::python_files_below(&root, &relative);
            all.into_iter().filter(|file| config.includes(file)).collect()
        } else {
            vec![relative]
        };
        match found.iter_mut().find(|(c, _)| c.root == root) {
            Some((_, known)) => known.extend(files),
            None => found.push((config, files.into_iter().collect())),
        }
    }
    Ok(found)
}

/// Runs a program, and compares; tells also what it left behind.
fn test(
    program: &Program,
    interpreter: &Interpreter,
    oracle: Option<&Interpreter>,
    filters: &transcript::Filters,
) -> (Verdict, Vec<String>) {
    if let Some(reason) = &program.directives.skip {
        return (Verdict::Skipped(reason.clone()), Vec::new());
    }
    let run = |interpreter: &Interpreter| {
        let outcome = interpreter.run(program)?;
        if program.directives.exit.is_some_and(|code| code != outcome.exit) {
            let (wanted, got) = (program.directives.exit.unwrap_or(0), outcome.exit);
            let words = String::from_utf8_lossy(&outcome.stderr).into_owned();
            return Err(format!("ended with {got}, and is to end with {wanted}\n{words}"));
        }
        Ok((transcript::text_of(program, &outcome, interpreter, filters)?, outcome.leftovers))
    };
    let expected = match oracle {
        Some(_) if program.directives.differs.is_some() => {
            return (Verdict::Skipped(program.directives.differs.clone().unwrap_or_default()), Vec::new());
        }
        Some(oracle) => match run(oracle) {
            Ok((text, _)) => Some(text),
            Err(text) => return (Verdict::Failed(format!("{}: {text}", oracle.path.display())), Vec::new()),
        },
        None => snapshot::read(&program.snapshot_file()),
    };
    match (run(interpreter), expected) {
        (Err(text), _) => (Verdict::Failed(text), Vec::new()),
        (Ok((got, left)), Some(expected)) if snapshot::are_equal(&got, &expected) => (Verdict::Passed, left),
        (Ok((got, left)), Some(expected)) => (Verdict::Changed { expected, got }, left),
        (Ok((got, left)), None) => (Verdict::New(got), left),
    }
}

/// Accepts what is to be accepted, leaves the rest to be reviewed, and shows it.
fn settle(options: &Options, tested: &mut [Tested], reporter: &mut Reporter) -> Result<(), String> {
    let mut accepts_all = options.mode == Mode::Accept;
    let mut skips_all = false;
    for t in tested {
        reporter.leftovers(t);
        let got = match &t.verdict {
            Verdict::Passed => {
                if options.mode != Mode::Check && options.oracle.is_none() {
                    snapshot::forget_pending(&t.program);
                }
                continue;
            }
            Verdict::Skipped(_) => continue,
            Verdict::Failed(_) => {
                reporter.show(t);
                continue;
            }
            Verdict::New(got) | Verdict::Changed { got, .. } => got.clone(),
        };
        let failed = |e: std::io::Error| format!("{}: {e}", t.program.snapshot_file().display());
        if !accepts_all {
            reporter.show(t);
        }
        if options.mode == Mode::Check || options.oracle.is_some() {
            continue;
        }
        let mut accepted = accepts_all;
        if options.mode == Mode::Review && !accepts_all && !skips_all {
            match review::ask() {
                review::Answer::Accept => accepted = true,
                review::Answer::AcceptAll => (accepted, accepts_all) = (true, true),
                review::Answer::Reject => {
                    snapshot::forget_pending(&t.program);
                    continue;
                }
                review::Answer::Skip => {}
                review::Answer::SkipAll => skips_all = true,
            }
        }
        if accepted {
            snapshot::accept(&t.program, &got).map_err(failed)?;
            reporter.accepted(&t.program);
            t.verdict = Verdict::Passed;
        } else {
            snapshot::propose(&t.program, &got).map_err(failed)?;
        }
    }
    Ok(())
}
