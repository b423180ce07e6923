//! Reports on a program that runs: somebody else asks for one by leaving a file and sending SIGQUIT, and finds the answer in another
//! file. Without a file that asks, the report is for the standard error, as a terminal's Ctrl-\ wants it.
//!
//! The files are in a folder of the user's own; a request is named after the process, and says in which form the answer is to be.

use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, geteuid, kill_process};

use crate::interrupt;

/// The signal that asks for a report.
const SIGNAL: i32 = signal_hook::consts::SIGQUIT;

/// Whether the signal is for this, not for the program.
static OURS: AtomicBool = AtomicBool::new(false);

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// From now on SIGQUIT asks for a report, and sets `flag`.
///
/// # Errors
/// What the system says if the signal cannot be handled.
pub fn listen(flag: std::sync::Arc<AtomicBool>) -> io::Result<()> {
    interrupt::catch(SIGNAL, flag)?;
    OURS.store(true, Ordering::SeqCst);
    Ok(())
}

/// The program handles SIGQUIT itself from now on, or wants nothing done about it.
pub fn leave_to_program(number: i32) {
    if number == SIGNAL {
        OURS.store(false, Ordering::SeqCst);
    }
}

/// Whether the signal of this number asks for reports, and is none of the program's business.
pub(crate) fn is_ours(number: i32) -> bool {
    number == SIGNAL && OURS.load(Ordering::SeqCst)
}

/// Whether a report is asked for.
pub fn is_wanted() -> bool {
    OURS.load(Ordering::SeqCst) && interrupt::has_come(SIGNAL)
}

/// Whether a report is asked for; the question counts as answered.
pub fn is_asked() -> bool {
    OURS.load(Ordering::SeqCst) && interrupt::take_one(SIGNAL)
}

/// The folder of requests and answers; made if need be, and refused if it is somebody else's.
fn folder() -> io::Result<PathBuf> {
    let user = geteuid().as_raw();
    let folder = match std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|p| p.is_absolute()) {
        Some(own) => own.join("pausa"),
        None => std::env::temp_dir().join(format!("pausa-{user}")),
    };
    match std::fs::DirBuilder::new().mode(0o700).create(&folder) {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(e),
        _ => {}
    }
    let status = std::fs::symlink_metadata(&folder)?;
    if !status.is_dir() || status.uid() != user {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("{} is not yours", folder.display())));
    }
    Ok(folder)
}

/// The form in which somebody asks for a report, if somebody does; the request is taken.
pub fn request() -> Option<String> {
    let file = folder().ok()?.join(format!("{}.request", std::process::id()));
    let form = std::fs::read_to_string(&file).ok()?;
    std::fs::remove_file(file).ok()?;
    Some(form)
}

/// Answers the request.
///
/// # Errors
/// What kept the file from being written.
pub fn answer(text: &str) -> io::Result<()> {
    let folder = folder()?;
    let unfinished = folder.join(format!("{}.part", std::process::id()));
    std::fs::write(&unfinished, text)?;
    std::fs::rename(unfinished, folder.join(format!("{}.answer", std::process::id())))
}

/// Asks another process for a report.
///
/// # Errors
/// There is no such process, it is not Pausa, or it does not answer.
pub fn ask(number: i32, form: &str) -> io::Result<String> {
    let missing = || io::Error::new(io::ErrorKind::NotFound, format!("there is no process {number}"));
    let pid = Pid::from_raw(number).filter(|_| number > 0).ok_or_else(missing)?;
    // To any other program the signal means its end.
    #[cfg(target_os = "linux")]
    {
        let theirs = std::fs::read_link(format!("/proc/{number}/exe")).map_err(|_| missing())?;
        let name = |p: &std::path::Path| p.file_name().map(|n| n.to_string_lossy().replace(" (deleted)", ""));
        if name(&theirs) != name(&std::env::current_exe()?) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("process {number} is no pausa")));
        }
    }
    let folder = folder()?;
    let (request, answer) = (folder.join(format!("{number}.request")), folder.join(format!("{number}.answer")));
    let _ = std::fs::remove_file(&answer);
    std::fs::write(&request, form)?;
    kill_process(pid, Signal::QUIT)?;
    let end = Instant::now() + PATIENCE;
    loop {
        match std::fs::read_to_string(&answer) {
            Ok(text) => {
                let _ = std::fs::remove_file(&answer);
                return Ok(text);
            }
            Err(_) if Instant::now() < end => std::thread::sleep(Duration::from_millis(1)),
            Err(_) => {
                let _ = std::fs::remove_file(&request);
                return Err(io::Error::new(io::ErrorKind::TimedOut, format!("process {number} does not answer")));
            }
        }
    }
}
