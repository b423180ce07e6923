//! Runs a program under an interpreter, with a limit on its time, its memory and its output.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::program::{self, Program};

const TIME_LIMIT: Duration = Duration::from_secs(20);
const OUTPUT_LIMIT: u64 = 4 << 20;

/// The shell line that every program runs in: without the limit, a program that asks for a
/// terabyte would get it from an overcommitting kernel. `oracle.py` has the same line.
const LIMITS: &str = "ulimit -c 0; ulimit -v 4194304 2>/dev/null";

/// Something that runs Python programs.
pub(crate) struct Interpreter {
    pub(crate) path: PathBuf,
}

/// How a program ended.
pub(crate) struct Outcome {
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
    /// The exit code as a shell gives it: 128 + N after signal N.
    pub(crate) exit: i32,
}

impl Interpreter {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// CPython 3.11: what `PAUSA_ORACLE` names, else `python3.11` on `PATH`.
    pub(crate) fn cpython() -> Option<Self> {
        let name = std::env::var_os("PAUSA_ORACLE").unwrap_or_else(|| OsString::from("python3.11"));
        let script = "import sys; print(sys.executable) if sys.version_info[:2] == (3, 11) else 1/0";
        let output = Command::new(name).args(["-c", script]).output().ok()?;
        let path = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| Self::new(PathBuf::from(path.trim_end())))
    }

    pub(crate) fn has_module(&self, module: &str) -> bool {
        let import = format!("import {module}");
        let output = Command::new(&self.path).args(["-c", &import]).output();
        output.is_ok_and(|output| output.status.success())
    }

    /// Runs `program` from the root of the workspace to its end, or to the limit of time.
    pub(crate) fn run(&self, program: &Program) -> Result<Outcome, String> {
        let mut child =
            self.command(program).spawn().map_err(|error| format!("{} did not start: {error}", self.path.display()))?;
        let mut stdin = child.stdin.take().expect("piped");
        let stdout = collect(child.stdout.take().expect("piped"));
        let stderr = collect(child.stderr.take().expect("piped"));
        let input = program.directives.stdin.clone();
        // A program may end without reading its input: that is no error of the harness.
        thread::spawn(move || drop(stdin.write_all(input.as_bytes())));

        let deadline = Instant::now() + TIME_LIMIT;
        let status = loop {
            match child.try_wait().map_err(|error| error.to_string())? {
                Some(status) => break status,
                None if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
                None => {
                    kill_group(child.id());
                    return Err(format!("still running after {} s", TIME_LIMIT.as_secs()));
                }
            }
        };
        // A grandchild may hold the pipes open for longer than the program lives.
        let text = |pipe: mpsc::Receiver<Vec<u8>>| {
            pipe.recv_timeout(Duration::from_secs(2)).map_err(|_| "its output was not closed".to_owned())
        };
        Ok(Outcome { stdout: text(stdout)?, stderr: text(stderr)?, exit: exit_code(status) })
    }

    fn command(&self, program: &Program) -> Command {
        let directives = &program.directives;
        let line = if directives.shell.is_empty() {
            format!("exec \"$python\" {} \"$program\" {}", directives.options, directives.args)
        } else {
            directives.shell.join("\n")
        };
        let inherited = |name| std::env::var_os(name).unwrap_or_default();
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("{LIMITS}\n{line}")])
            .current_dir(program::workspace())
            .env_clear()
            .env("PATH", inherited("PATH"))
            .env("LC_ALL", "C.UTF-8")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("python", &self.path)
            .env("program", &program.file)
            .env("here", program.file.parent().unwrap_or(Path::new(".")))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0);
        command
    }
}

/// Reads a pipe to its end on a thread of its own, so that neither pipe blocks the program.
fn collect(pipe: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        // What was read before an error still tells what happened.
        let _ = pipe.take(OUTPUT_LIMIT).read_to_end(&mut text);
        let _ = sender.send(text);
    });
    receiver
}

/// Ends the program and whatever it started.
fn kill_group(leader: u32) {
    let _ = Command::new("kill").args(["-KILL", "--", &format!("-{leader}")]).status();
}

fn exit_code(status: ExitStatus) -> i32 {
    status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
}
