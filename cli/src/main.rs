//! The `pausa` command: reads the command line, sets up a VM and runs the program in it.
//!
//! * [`options`]: the command line;
//! * [`run`]: running a program, and how it ends;
//! * [`repl`]: the prompt;
//! * [`color`]: whether what is shown is in colour;
//! * [`inspect`]: `--check` and `--dis`.

mod color;
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
    if std::env::args_os().nth(1).is_some_and(|word| word == "test") {
        arguments.next();
        return test(arguments);
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

/// `pausa test`
fn test(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let mut rest = Vec::new();
    for word in arguments {
        match word.to_str().and_then(color::option) {
            Some(color) => color::choose(color),
            None => rest.push(word),
        }
    }
    // Programs see a virtual clock where this binary has one.
    let clock: &[&str] = if options::HELP.contains("--virtual-time") { &["--virtual-time"] } else { &[] };
    ExitCode::from(pausa_cli::testing::main(rest.into_iter(), clock, (color::on_stdout(), color::on_stderr())))
}
