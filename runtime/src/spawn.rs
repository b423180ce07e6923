//! Other programs in child processes.
//!
//! A child is made by `fork`, prepares itself as the request says, and becomes the program. Between the two it does nothing but
//! ask the system: other threads, whose locks the child could wait for in vain, are not there any more. What goes wrong in the child
//! comes back through a pipe that closes when the program starts.

use std::ffi::CString;
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};

use nix::unistd::{Gid, Uid};
use rustix::fs::Mode;
use rustix::io::{Errno, FdFlags};
use rustix::pipe::PipeFlags;
use rustix::process::{Pid, WaitOptions};

use crate::fd::Fd;
use crate::interrupt;

/// What is to be started, and how.
#[derive(Debug, Default)]
pub struct Request {
    /// The files to try, one after the other, until one is there.
    pub programs: Vec<CString>,
    /// The arguments; the first is the name that the program has for itself.
    pub arguments: Vec<CString>,
    /// The environment, each as `NAME=value`.
    pub environment: Vec<CString>,
    /// The current folder, if it is to be another one.
    pub folder: Option<CString>,
    /// What becomes descriptors 0, 1 and 2; those that are None stay.
    pub standard: [Option<Fd>; 3],
    /// Descriptors that the child keeps under their numbers.
    pub keep: Vec<(RawFd, Fd)>,
    /// Whether all other descriptors above 2 are closed. If not, those that can be inherited stay.
    pub close_others: bool,
    /// Whether the signals that this process ignores for itself do again what they do by default.
    pub restore_signals: bool,
    /// Whether the child begins a session of its own.
    pub new_session: bool,
    /// The process group to join; 0 begins one.
    pub process_group: Option<i32>,
    /// The permissions that new files do not get.
    pub mask: Option<u32>,
    /// The supplementary groups.
    pub groups: Option<Vec<u32>>,
    /// The group.
    pub group: Option<u32>,
    /// The user.
    pub user: Option<u32>,
}

/// Where it went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// There is no child.
    Fork,
    /// The child could not prepare itself.
    Prepare,
    /// What the program that asks for the child wants done in it failed.
    Hook,
    /// The program could not be started.
    Execute,
}

/// Starts the program. The answer is the child's number.
///
/// # Errors
/// What the system says, and where it said it.
pub fn spawn(request: &Request) -> Result<Pid, (Stage, Errno)> {
    let fork = |e| (Stage::Fork, e);
    let report = Report::new().map_err(fork)?;
    match fork::fork() {
        Ok(fork::Fork::Child) => match prepare(request) {
            Ok(()) => report.fail(Stage::Execute, execute(request)),
            Err(e) => report.fail(Stage::Prepare, e),
        },
        Ok(fork::Fork::Parent(pid)) => {
            let child = Pid::from_raw(pid).ok_or(fork(Errno::CHILD))?;
            report.read(child)
        }
        Err(e) => Err(fork(Errno::from_io_error(&e).unwrap_or(Errno::AGAIN))),
    }
}

/// The pipe through which a child tells what went wrong.
#[derive(Debug)]
pub struct Report {
    from_child: OwnedFd,
    to_parent: OwnedFd,
}

impl Report {
    /// A pipe, to be made before the fork.
    ///
    /// # Errors
    /// Those of `pipe`.
    pub fn new() -> Result<Report, Errno> {
        let (from_child, to_parent) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC)?;
        Ok(Report { from_child, to_parent })
    }

    /// In the child: tells what went wrong, and ends.
    pub fn fail(self, stage: Stage, e: Errno) -> ! {
        let number = e.raw_os_error().to_le_bytes();
        let report = [stage as u8, number[0], number[1], number[2], number[3]];
        // Without a reader there is nobody to tell.
        let _ = rustix::io::write(&self.to_parent, &report);
        crate::process::exit(255)
    }

    /// In the parent: waits until the child has become the program.
    ///
    /// # Errors
    /// What went wrong instead; the child is gone then.
    pub fn read(self, child: Pid) -> Result<Pid, (Stage, Errno)> {
        drop(self.to_parent);
        let mut report = [0; 5];
        let n = loop {
            match rustix::io::read(&self.from_child, &mut report) {
                Err(Errno::INTR) => {}
                other => break other.unwrap_or(0),
            }
        };
        if n < report.len() {
            return Ok(child);
        }
        // The child is about to end.
        while let Err(Errno::INTR) = rustix::process::waitpid(Some(child), WaitOptions::empty()) {}
        let stages = [Stage::Prepare, Stage::Hook, Stage::Execute];
        let stage = stages.into_iter().find(|s| *s as u8 == report[0]).unwrap_or(Stage::Prepare);
        let number = i32::from_le_bytes([report[1], report[2], report[3], report[4]]);
        Err((stage, Errno::from_raw_os_error(number)))
    }
}

/// Does in a child what is to be done before the program starts.
///
/// # Errors
/// What the system says.
pub fn prepare(request: &Request) -> Result<(), Errno> {
    place_standard(&request.standard)?;
    for (_, fd) in &request.keep {
        rustix::io::fcntl_setfd(fd, FdFlags::empty())?;
    }
    if let Some(folder) = &request.folder {
        rustix::process::chdir(folder.as_c_str())?;
    }
    if let Some(mask) = request.mask {
        rustix::process::umask(Mode::from_raw_mode(mask));
    }
    if request.restore_signals {
        restore_signals();
    }
    if request.new_session {
        rustix::process::setsid()?;
    }
    if let Some(group) = request.process_group {
        rustix::process::setpgid(None, Pid::from_raw(group))?;
    }
    change_user(request)
}

/// Becomes the program; the answer is why that failed.
pub fn execute(request: &Request) -> Errno {
    if request.close_others {
        let mut keep: Vec<RawFd> = request.keep.iter().map(|(number, _)| *number).collect();
        keep.sort_unstable();
        close_fds::set_fds_cloexec(3, &keep);
    }
    let mut reason = None;
    let mut last = Errno::NOENT;
    for program in &request.programs {
        let Err(e) = nix::unistd::execve(program, &request.arguments, &request.environment);
        last = Errno::from_raw_os_error(e as i32);
        // A reason other than not being there is worth more, and the first one most.
        if last != Errno::NOENT && last != Errno::NOTDIR && reason.is_none() {
            reason = Some(last);
        }
    }
    reason.unwrap_or(last)
}

/// Puts descriptors in the places of 0, 1 and 2.
fn place_standard(standard: &[Option<Fd>; 3]) -> Result<(), Errno> {
    // One that is itself in such a place gets out of the way first.
    let mut moved: [Option<OwnedFd>; 3] = [None, None, None];
    for (place, fd) in (0..).zip(standard) {
        if let Some(fd @ Fd::Standard(number)) = fd
            && *number != place
        {
            moved[place as usize] = Some(rustix::io::fcntl_dupfd_cloexec(fd, 3)?);
        }
    }
    for (place, (fd, moved)) in standard.iter().zip(&moved).enumerate() {
        let Some(fd) = fd else {
            continue;
        };
        let fd = moved.as_ref().map_or(fd.as_fd(), OwnedFd::as_fd);
        if fd.as_raw_fd() == place as RawFd {
            rustix::io::fcntl_setfd(fd, FdFlags::empty())?;
            continue;
        }
        match place {
            0 => rustix::stdio::dup2_stdin(fd)?,
            1 => rustix::stdio::dup2_stdout(fd)?,
            _ => rustix::stdio::dup2_stderr(fd)?,
        }
    }
    Ok(())
}

/// A signal that is caught does again what it does by default once the program starts, and one that is ignored does not: so the
/// ignored ones are caught.
fn restore_signals() {
    for number in [signal_hook::consts::SIGPIPE, rustix::process::Signal::XFSZ.as_raw()] {
        // What cannot be caught is not ignored either.
        let _ = interrupt::catch(number, Default::default());
    }
}

fn change_user(request: &Request) -> Result<(), Errno> {
    let as_errno = |e| Errno::from_raw_os_error(e as i32);
    if let Some(groups) = &request.groups {
        set_groups(groups).map_err(as_errno)?;
    }
    if let Some(group) = request.group {
        set_group(Gid::from_raw(group)).map_err(as_errno)?;
    }
    if let Some(user) = request.user {
        set_user(Uid::from_raw(user)).map_err(as_errno)?;
    }
    Ok(())
}

#[cfg(not(target_vendor = "apple"))]
fn set_groups(groups: &[u32]) -> nix::Result<()> {
    let groups: Vec<Gid> = groups.iter().copied().map(Gid::from_raw).collect();
    nix::unistd::setgroups(&groups)
}

#[cfg(target_vendor = "apple")]
fn set_groups(_: &[u32]) -> nix::Result<()> {
    Err(nix::Error::ENOTSUP)
}

#[cfg(target_os = "linux")]
fn set_group(group: Gid) -> nix::Result<()> {
    nix::unistd::setresgid(group, group, group)
}

#[cfg(not(target_os = "linux"))]
fn set_group(group: Gid) -> nix::Result<()> {
    nix::unistd::setgid(group)
}

#[cfg(target_os = "linux")]
fn set_user(user: Uid) -> nix::Result<()> {
    nix::unistd::setresuid(user, user, user)
}

#[cfg(not(target_os = "linux"))]
fn set_user(user: Uid) -> nix::Result<()> {
    nix::unistd::setuid(user)
}
