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

/// `pausa ps PID` and `pausa tree PID`, each with `--json`.
fn report(command: &str, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let words: Vec<String> = arguments.map(|w| w.to_string_lossy().into_owned()).collect();
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
    match shell.as_ref().and_then(|s| s.to_str()).and_then(completions::script) {
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
