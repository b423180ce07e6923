//! The `pausa` command: reads the command line, sets up a VM and runs the program in it.
//!
//! * [`options`]: the command line;
//! * [`run`]: running a program, and how it ends;
//! * [`repl`]: the prompt;
//! * [`completions`]: completions for shells;
//! * [`color`]: whether what is shown is in colour;
//! * [`inspect`]: `--check` and `--dis`.

mod color;
mod completions;
mod inspect;
mod options;
mod repl;
mod run;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use options::{Action, Request};

fn main() -> ExitCode {
    pausa_runtime::fd::note_inherited();
    let mut arguments = std::env::args_os().skip(1);
    match std::env::args_os().nth(1).as_ref().and_then(|word| word.to_str()) {
        Some("test") => {
            arguments.next();
            return test(arguments);
        }
        Some(command @ ("ps" | "tree")) => return report(command, arguments.skip(1)),
        Some("completions") => return completions(arguments.nth(1)),
        _ => {}
    }
    let stdin_is_terminal = std::io::stdin().is_terminal();
    let o = match options::parse(arguments, stdin_is_terminal) {
        Ok(Request::Help) => {
            print!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Ok(Request::Version) => {
            println!("Python 3.11.7");
            return ExitCode::SUCCESS;
        }
        Ok(Request::Start(o)) => o,
        Err(text) => {
            eprintln!(
                "{text}\nusage: pausa [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `pausa -h' for more information."
            );
            return ExitCode::from(2);
        }
    };
    color::choose(o.color);
    // A bug of ours must not look like a Rust panic: it is caught here and reported as what it is.
    std::panic::set_hook(Box::new(|info| {
        eprintln!("pausa: internal error: {info}");
    }));
    let ended = std::panic::catch_unwind(|| match o.action {
        Action::Run => run::run(&o),
        Action::Check => inspect::check(&o),
        Action::Disassemble => inspect::disassemble(&o),
    });
    match ended {
        Ok(code) => ExitCode::from(code),
        Err(_) => ExitCode::from(70),
    }
}

/// What is told about `pausa ps` and `pausa tree`.
const REPORT_HELP: &str = "\
usage: pausa ps PID [--json]
       pausa tree PID [--json]

Shows who is in a running program: its threads, tasks, greenlets and suspended generators, how far each is, how
old it is, what it waits for and who has that, and where. `ps' is a table, `tree' has the stacks too. The
program goes on; it answers at once, unless it is busy in something that is not Python.

--json    one object for each, for other programs

Examples:
pausa ps $(pgrep -n pausa)
pausa ps 4711 --json | jq '.[] | select(.age > 60)'
";

/// `pausa ps PID` and `pausa tree PID`, each with `--json`.
fn report(command: &str, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let words: Vec<String> = arguments.map(|w| w.to_string_lossy().into_owned()).collect();
    if words.iter().any(|w| w == "-h" || w == "--help") {
        print!("{REPORT_HELP}");
        return ExitCode::SUCCESS;
    }
    let (options, numbers): (Vec<&String>, Vec<&String>) = words.iter().partition(|w| w.starts_with('-'));
    let number = match numbers[..] {
        [one] => one.parse().ok(),
        _ => None,
    };
    let (Some(number), true) = (number, options.iter().all(|o| *o == "--json")) else {
        eprintln!("usage: pausa {command} PID [--json]");
        return ExitCode::from(2);
    };
    match pausa_runtime::report::ask(number, if options.is_empty() { command } else { "json" }) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("pausa {command}: {e}");
            ExitCode::FAILURE
        }
    }
}

/// `pausa test`
fn test(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let mut rest = Vec::new();
    for word in arguments {
        match word.to_str().and_then(color::option) {
            Some(color) => color::choose(color),
            None => rest.push(word),
        }
    }
    let colored = (color::on_stdout(), color::on_stderr());
    ExitCode::from(pausa_cli::testing::main(rest.into_iter(), &["--virtual-time"], colored))
}

/// `pausa completions SHELL`
fn completions(shell: Option<OsString>) -> ExitCode {
    let shell = shell.as_ref().and_then(|s| s.to_str());
    if let Some("-h" | "--help") = shell {
        print!("{}", completions::HELP);
        return ExitCode::SUCCESS;
    }
    match shell.and_then(completions::script) {
        Some(script) => {
            print!("{script}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("usage: pausa completions bash|zsh|fish");
            ExitCode::from(2)
        }
    }
}
