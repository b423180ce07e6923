//! The command line.

use std::ffi::OsString;

use crate::color::{self, Color};

/// What is to be run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// A file, or a folder with a `__main__.py`.
    File(String),
    /// `-c`: this text.
    Code(String),
    /// `-m`: a module found on the path.
    Module(String),
    /// Standard input, named by `-` or because nothing is named and it is no terminal.
    Stdin { named: bool },
    /// Nothing is named: there is a prompt.
    Prompt,
}

/// What to do instead of running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Run the program.
    Run,
    /// `--check`: report all syntax errors.
    Check,
    /// `--dis`: list the bytecode.
    Disassemble,
}

/// The options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) program: Program,
    pub(crate) action: Action,
    /// `sys.argv[1:]`
    pub(crate) arguments: Vec<OsString>,
    /// `-W`
    pub(crate) warnings: Vec<String>,
    /// `-u`
    pub(crate) unbuffered: bool,
    /// `-i`
    pub(crate) interactive: bool,
    /// `-x`: the first line of the program's file is no Python.
    pub(crate) skip_first_line: bool,
    /// `-O`, `-OO`
    pub(crate) optimize: u8,
    /// `-q`
    pub(crate) quiet: bool,
    /// `-v`
    pub(crate) verbose: u8,
    /// `-I`, `-E`, `-s`, `-S`, `-B`
    pub(crate) isolated: bool,
    pub(crate) ignore_environment: bool,
    pub(crate) no_bytecode: bool,
    pub(crate) no_site: bool,
    pub(crate) no_user_site: bool,
    /// `-P`
    pub(crate) safe_path: bool,
    /// `-d`
    pub(crate) debug: bool,
    /// `-b`
    pub(crate) bytes_warning: u8,
    /// `--virtual-time`
    pub(crate) virtual_time: bool,
    /// `--seed`
    pub(crate) seed: Option<u64>,
    /// `--color`
    pub(crate) color: Color,
    /// `--explain`
    pub(crate) explain: bool,
    /// `--warn-blocking`
    pub(crate) warn_blocking: bool,
    /// `--left-behind`
    pub(crate) left_behind: Option<String>,
    /// `--timeline`
    pub(crate) timeline: Option<String>,
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// To run something.
    Start(Box<Options>),
    /// `-h`
    Help,
    /// `-V`
    Version,
}

/// The text of `-h`.
pub(crate) const HELP: &str = "\
usage: pausa [option] ... [-c cmd | -m mod | file | -] [arg] ...
       pausa test [option] ... [PATH ...]
       pausa ps PID [--json]     who is in that running program, and what waits for what
       pausa tree PID [--json]   the same as a tree, with stacks; Ctrl-\\ shows it too
       pausa completions bash|zsh|fish
Runs a Python program; without one, and at a terminal, there is a prompt.
Options:
-c cmd   : run the program that is passed in as a string
-m mod   : run the module of that name as a script
-i       : go on with the prompt after the program
-u       : do not buffer standard output and error
-W arg   : control warnings; arg is action:message:category:module:lineno
-O, -OO  : drop assert statements; documentation too
-B, -E, -I, -q, -s, -S, -v : as in CPython
-V       : print the version and leave
-h       : print this text and leave
--virtual-time : all clocks jump to the next timer when the program only waits
--seed n : repeatable: chance, hashes, and which thread goes first come from n
--explain : say more about errors than CPython does; at a terminal it is so in any case
--warn-blocking : report what keeps an event loop from going on for more than 100 ms
--timeline=file : write who ran when and who woke whom: a page (.html), picture (.svg), text (.txt) or trace (.json)
--left-behind=file : write what tasks, threads, children and sockets the program leaves when it ends
--color[=when] : show errors in colour: always, auto or never; NO_COLOR and FORCE_COLOR are heeded
--check  : report the syntax errors of the program, all of them, and do not run it
--dis    : list the bytecode of the program and do not run it
file     : the program, a file or a folder with a __main__.py
-        : the program is read from standard input
arg ...  : what sys.argv[1:] gets
Examples:
pausa                       a prompt at which `await` works and tasks go on
pausa app.py --port 80      run a program with arguments
pausa -m http.server        run a module
pausa --virtual-time --timeline=out.html app.py
                            who ran when, without waiting for it
pausa test --help           about snapshot tests
pausa ps --help             about looking into running programs
";

/// Reads the command line.
///
/// # Errors
/// What is wrong with it, as text.
pub(crate) fn parse(arguments: impl Iterator<Item = OsString>, stdin_is_terminal: bool) -> Result<Request, String> {
    let mut o = Options {
        program: Program::Stdin { named: false },
        action: Action::Run,
        arguments: Vec::new(),
        warnings: Vec::new(),
        unbuffered: false,
        interactive: false,
        skip_first_line: false,
        optimize: 0,
        quiet: false,
        verbose: 0,
        isolated: false,
        ignore_environment: false,
        no_bytecode: false,
        no_site: false,
        no_user_site: false,
        safe_path: false,
        debug: false,
        bytes_warning: 0,
        virtual_time: false,
        seed: None,
        color: Color::Auto,
        explain: false,
        warn_blocking: false,
        left_behind: None,
        timeline: None,
    };
    let mut rest = arguments;
    let mut program = None;
    'words: while let Some(word) = rest.next().map(lossy) {
        match word.as_str() {
            "--help" => return Ok(Request::Help),
            "--version" => return Ok(Request::Version),
            "--check" => o.action = Action::Check,
            "--dis" => o.action = Action::Disassemble,
            "--virtual-time" => o.virtual_time = true,
            w if w == "--seed" || w.starts_with("--seed=") => {
                let number = match w.strip_prefix("--seed=") {
                    Some(number) => number.to_owned(),
                    None => rest.next().map(lossy).ok_or("Argument expected for the --seed option")?,
                };
                let seed =
                    number.parse().map_err(|_| format!("--seed: {number:?} is no number from 0 to {}", u64::MAX));
                o.seed = Some(seed?);
            }
            "--explain" => o.explain = true,
            w if let Some(file) = w.strip_prefix("--left-behind=") => o.left_behind = Some(file.to_owned()),
            w if let Some(file) = w.strip_prefix("--timeline=") => o.timeline = Some(file.to_owned()),
            "--warn-blocking" => o.warn_blocking = true,
            w if let Some(color) = color::option(w) => o.color = color,
            "-" => {
                program = Some(Program::Stdin { named: true });
                break;
            }
            w if w.starts_with("--") => return Err(format!("unknown option {w}")),
            w if w.starts_with('-') => {
                for (i, letter) in w[1..].char_indices() {
                    // An option's argument is the rest of the word, or the next one.
                    let mut argument = || {
                        let tail = &w[1 + i + letter.len_utf8()..];
                        if tail.is_empty() {
                            rest.next().map(lossy).ok_or_else(|| format!("Argument expected for the -{letter} option"))
                        } else {
                            Ok(tail.to_owned())
                        }
                    };
                    match letter {
                        'c' => {
                            program = Some(Program::Code(argument()? + "\n"));
                            break 'words;
                        }
                        'm' => {
                            program = Some(Program::Module(argument()?));
                            break 'words;
                        }
                        'W' => {
                            let a = argument()?;
                            o.warnings.push(a);
                            continue 'words;
                        }
                        'X' => {
                            argument()?;
                            continue 'words;
                        }
                        'h' | '?' => return Ok(Request::Help),
                        'V' => return Ok(Request::Version),
                        'u' => o.unbuffered = true,
                        'i' => o.interactive = true,
                        'O' => o.optimize = (o.optimize + 1).min(2),
                        'q' => o.quiet = true,
                        'v' => o.verbose += 1,
                        'I' => {
                            o.isolated = true;
                            o.ignore_environment = true;
                        }
                        'E' => o.ignore_environment = true,
                        'B' => o.no_bytecode = true,
                        's' => o.no_user_site = true,
                        'S' => o.no_site = true,
                        'P' => o.safe_path = true,
                        'd' => o.debug = true,
                        'b' => o.bytes_warning = o.bytes_warning.saturating_add(1),
                        'x' => o.skip_first_line = true,
                        'R' => {}
                        _ => return Err(format!("Unknown option: -{letter}")),
                    }
                }
            }
            _ => {
                program = Some(Program::File(word));
                break;
            }
        }
    }
    o.arguments = rest.collect();
    o.program = match program {
        Some(p) => p,
        None if stdin_is_terminal || o.interactive => Program::Prompt,
        None => Program::Stdin { named: false },
    };
    Ok(Request::Start(Box::new(o)))
}

/// An argument that is to be text.
fn lossy(argument: OsString) -> String {
    argument.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(words: &[&str]) -> Options {
        match parse(words.iter().map(OsString::from), false) {
            Ok(Request::Start(o)) => *o,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn options_end_where_the_program_is_named() {
        let o = start(&["-uOO", "-W", "error", "-Wignore", "a.py", "-c", "x"]);
        assert_eq!(o.program, Program::File("a.py".into()));
        assert_eq!((o.unbuffered, o.optimize), (true, 2));
        assert_eq!(o.warnings, ["error", "ignore"]);
        assert_eq!(o.arguments, ["-c", "x"]);
    }

    #[test]
    fn code_and_module_take_the_rest_of_the_word_or_the_next() {
        assert_eq!(start(&["-cpass", "a"]).program, Program::Code("pass\n".into()));
        assert_eq!(start(&["-m", "m", "-V"]).arguments, ["-V"]);
        assert!(parse(["-c"].iter().map(OsString::from), false).is_err());
        assert!(parse(["-k"].iter().map(OsString::from), false).is_err());
    }
}
