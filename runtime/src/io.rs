//! Reading and writing descriptors. A call that has to wait first lets the system wait for readiness, which a signal ends, so that
//! an interrupted program stops at once.

use std::os::fd::{AsFd, AsRawFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::clock::Clock;
use crate::divert;

/// The wait was interrupted: the program is to be told.
#[derive(Clone, Copy, Debug)]
pub struct Interrupted;

/// What kept an operation from being done.
#[derive(Clone, Copy, Debug)]
pub enum Failure {
    /// The system's error.
    Errno(Errno),
    /// See [`Interrupted`].
    Interrupted,
}

impl From<Errno> for Failure {
    fn from(e: Errno) -> Failure {
        Failure::Errno(e)
    }
}

impl From<Interrupted> for Failure {
    fn from(_: Interrupted) -> Failure {
        Failure::Interrupted
    }
}

/// Waits until there is something to read.
///
/// # Errors
/// The wait was interrupted.
pub fn wait_readable(fd: &impl AsFd, interrupted: &mut dyn FnMut() -> bool) -> Result<(), Failure> {
    ready(fd, PollFlags::IN, interrupted)
}

/// Waits until the descriptor can be read or written without waiting.
fn ready(fd: &impl AsFd, flags: PollFlags, interrupted: &mut dyn FnMut() -> bool) -> Result<(), Failure> {
    match wait_any(&mut [PollFd::new(fd, flags)], None, interrupted) {
        Err(Failure::Interrupted) => Err(Failure::Interrupted),
        // What cannot be waited for is always ready.
        Ok(()) | Err(Failure::Errno(_)) => Ok(()),
    }
}

/// The longest wait of which a signal that comes just before it begins does not end it.
const NAP: i64 = 250_000_000;

/// What is left until `end`, a point in monotonic time, as the system takes it.
pub fn time_left(end: i64) -> Timespec {
    timespec(end.saturating_sub(Clock::Monotonic.now()))
}

fn timespec(nanoseconds: i64) -> Timespec {
    let n = nanoseconds.max(0);
    Timespec { tv_sec: n / 1_000_000_000, tv_nsec: n % 1_000_000_000 }
}

/// Waits until something is true of one of the descriptors, or until `end` in monotonic time. What is true stands in them.
///
/// # Errors
/// Those of `poll`, or the wait was interrupted.
pub fn wait_any(
    fds: &mut [PollFd<'_>],
    end: Option<i64>,
    interrupted: &mut dyn FnMut() -> bool,
) -> Result<(), Failure> {
    // By the system's clock, which goes on while virtual time does not.
    let mut left = end.map_or(i64::MAX, |end| end.saturating_sub(Clock::Monotonic.now()));
    loop {
        if interrupted() {
            return Err(Failure::Interrupted);
        }
        let began = Clock::Monotonic.system_now();
        let until = began.saturating_add(left.min(NAP));
        let found = undisturbed(interrupted, || poll(fds, Some(&timespec(until - Clock::Monotonic.system_now()))))?;
        if found > 0 || left <= NAP {
            return Ok(());
        }
        left -= Clock::Monotonic.system_now() - began;
    }
}

/// Does `operation` again until no signal disturbs it.
///
/// # Errors
/// Those of the operation, or it was interrupted.
pub fn undisturbed<T>(
    interrupted: &mut dyn FnMut() -> bool,
    mut operation: impl FnMut() -> Result<T, Errno>,
) -> Result<T, Failure> {
    loop {
        match operation() {
            Err(Errno::INTR) if interrupted() => return Err(Failure::Interrupted),
            Err(Errno::INTR) => {}
            other => return Ok(other?),
        }
    }
}

/// Reads up to `buffer.len()` bytes; 0 at the end. `waits` tells that there may be a wait, as there is none for a plain file.
///
/// # Errors
/// Those of `read`; EAGAIN for a descriptor that does not block.
pub fn read(
    fd: &impl AsFd,
    buffer: &mut [u8],
    waits: bool,
    interrupted: &mut dyn FnMut() -> bool,
) -> Result<usize, Failure> {
    if waits && !is_nonblocking(fd) {
        ready(fd, PollFlags::IN, interrupted)?;
    }
    undisturbed(interrupted, || rustix::io::read(fd, &mut *buffer))
}

/// Writes at least one byte of `bytes`; the answer is how many.
///
/// # Errors
/// Those of `write`; EAGAIN for a descriptor that does not block.
pub fn write(fd: &impl AsFd, bytes: &[u8], interrupted: &mut dyn FnMut() -> bool) -> Result<usize, Failure> {
    if divert::take(fd.as_fd().as_raw_fd(), bytes) {
        return Ok(bytes.len());
    }
    undisturbed(interrupted, || rustix::io::write(fd, bytes))
}

fn is_nonblocking(fd: &impl AsFd) -> bool {
    rustix::fs::fcntl_getfl(fd).is_ok_and(|f| f.contains(rustix::fs::OFlags::NONBLOCK))
}
