//! Runs a program under an interpreter, with a limit on its time, its memory and its output.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::program::Program;

/// The limit of time where nothing else is said.
pub const TIME_LIMIT: Duration = Duration::from_secs(20);
const OUTPUT_LIMIT: u64 = 4 << 20;

/// How long a program that is over its limit may take to say what it waits for.
const LAST_WORDS: Duration = Duration::from_millis(1000);

/// The shell line that every program runs in: without the limit, a program that asks for a
/// terabyte would get it from an overcommitting kernel. `oracle.py` has the same line.
const LIMITS: &str = "ulimit -c 0; ulimit -v 4194304 2>/dev/null";

/// Something that runs Python programs.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// Its file.
    pub path: PathBuf,
    /// The options for a program whose clock may be virtual.
    pub clock: Vec<String>,
    /// Whether it can tell what a program leaves behind.
    pub tells_leftovers: bool,
}

/// How a program ended.
#[derive(Debug)]
pub struct Outcome {
    /// What it wrote to standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to standard error.
    pub stderr: Vec<u8>,
    /// The exit code as a shell gives it: 128 + N after signal N.
    pub exit: i32,
    /// What it left behind, if anything: lines for people.
    pub leftovers: Vec<String>,
}

impl Interpreter {
    /// An interpreter whose programs see the system's clock.
    pub fn new(path: PathBuf) -> Interpreter {
        Interpreter { path, clock: Vec::new(), tells_leftovers: false }
    }

    /// CPython 3.11: what `PAUSA_ORACLE` names, else `python3.11` on `PATH`.
    pub fn cpython() -> Option<Interpreter> {
        let name = std::env::var_os("PAUSA_ORACLE").unwrap_or_else(|| OsString::from("python3.11"));
        let script = "import sys; print(sys.executable) if sys.version_info[:2] == (3, 11) else 1/0";
        let output = Command::new(name).args(["-c", script]).output().ok()?;
        let path = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| Interpreter::new(PathBuf::from(path.trim_end())))
    }

    /// Whether a module can be imported.
    pub fn has_module(&self, module: &str) -> bool {
        let import = format!("import {module}");
        let output = Command::new(&self.path).args(["-c", &import]).output();
        output.is_ok_and(|output| output.status.success())
    }

    /// Runs `program` from its root to its end, or to the limit of time.
    ///
    /// # Errors
    /// Why it did not come to an end, as text.
    pub fn run(&self, program: &Program) -> Result<Outcome, String> {
        let leftovers = self.tells_leftovers.then(leftovers_file);
        let mut child = self
            .command(program, leftovers.as_deref())
            .spawn()
            .map_err(|error| format!("{} did not start: {error}", self.path.display()))?;
        let input = program.directives.stdin.clone();
        if let Some(mut stdin) = child.stdin.take() {
            // A program may end without reading its input: that is no error of the test.
            thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        }
        let stdout = collect(child.stdout.take());
        let stderr = collect(child.stderr.take());
        let limit = program.directives.timeout.unwrap_or(TIME_LIMIT);
        let deadline = Instant::now() + limit;
        let mut nap = Duration::from_micros(500);
        let status = loop {
            match child.try_wait().map_err(|error| error.to_string())? {
                Some(status) => break status,
                None if Instant::now() < deadline => {
                    thread::sleep(nap);
                    nap = (nap * 2).min(Duration::from_millis(4));
                }
                None => {
                    // Asked like this, Pausa tells who waits for what.
                    signal_group(child.id(), "QUIT");
                    thread::sleep(LAST_WORDS);
                    signal_group(child.id(), "KILL");
                    let _ = child.wait();
                    let words = stderr.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
                    let words = String::from_utf8_lossy(&words);
                    return Err(format!("still running after {} s\n{words}", limit.as_secs_f64()));
                }
            }
        };
        // A grandchild may hold the pipes open for longer than the program lives.
        let text = |pipe: mpsc::Receiver<Vec<u8>>| {
            pipe.recv_timeout(Duration::from_secs(2)).map_err(|_| "its output was not closed".to_owned())
        };
        let told = leftovers.as_ref().and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        if let Some(file) = leftovers {
            // There is one only if something was left.
            let _ = std::fs::remove_file(file);
        }
        let leftovers = told.lines().map(str::to_owned).collect();
        Ok(Outcome { stdout: text(stdout)?, stderr: text(stderr)?, exit: exit_code(status), leftovers })
    }

    fn command(&self, program: &Program, leftovers: Option<&Path>) -> Command {
        let directives = &program.directives;
        let told = leftovers.map(|_| "--left-behind=\"$leftovers\"").unwrap_or_default();
        let clock = if directives.real_time { String::new() } else { self.clock.join(" ") };
        let line = if directives.shell.is_empty() {
            format!("exec \"$python\" {clock} {told} {} \"$program\" {}", directives.options, directives.args)
        } else {
            directives.shell.join("\n")
        };
        let inherited = |name| std::env::var_os(name).unwrap_or_default();
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("{LIMITS}\n{line}")])
            .current_dir(&program.root)
            .env_clear()
            .env("PATH", inherited("PATH"))
            .env("LC_ALL", "C.UTF-8")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("python", &self.path)
            .env("program", &program.file)
            .envs(leftovers.map(|file| ("leftovers", file)))
            .env("here", program.file.parent().unwrap_or(Path::new(".")))
            .envs(directives.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0);
        command
    }
}

/// A file that no other run has.
fn leftovers_file() -> PathBuf {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let number = RUNS.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("pausa-left-{}-{number}", std::process::id()))
}

/// Reads a pipe to its end on a thread of its own, so that neither pipe blocks the program.
fn collect(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        if let Some(pipe) = pipe {
            // What was read before an error still tells what happened.
            let _ = pipe.take(OUTPUT_LIMIT).read_to_end(&mut text);
        }
        let _ = sender.send(text);
    });
    receiver
}

/// Sends a signal to the program and to whatever it started.
fn signal_group(leader: u32, name: &str) {
    let _ = Command::new("kill").args([&format!("-{name}"), "--", &format!("-{leader}")]).status();
}

fn exit_code(status: ExitStatus) -> i32 {
    status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
}
