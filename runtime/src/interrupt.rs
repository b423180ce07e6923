//! Signals. A signal that the program handles is noted and sets the flag that the interpreter loop looks at; what is to be done
//! about it is decided there.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use signal_hook::consts::SIGINT;
use signal_hook::{flag, low_level};

/// One more than the highest number of a signal.
pub const COUNT: usize = 65;

/// What is known of one signal.
struct Signal {
    /// It has come and nobody has looked at it yet.
    pending: AtomicBool,
    /// It does what it does by default.
    default: AtomicBool,
}

static SIGNALS: [Signal; COUNT] =
    [const { Signal { pending: AtomicBool::new(false), default: AtomicBool::new(true) } }; COUNT];

/// The signals that are caught.
static CAUGHT: Mutex<[bool; COUNT]> = Mutex::new([false; COUNT]);

/// Whether SIGINT ends whatever waits, for it raises KeyboardInterrupt.
static SIGINT_RAISES: AtomicBool = AtomicBool::new(true);

/// Whether somebody may be waiting for a SIGINT that does not end waits.
static SIGINT_IS_AWAITED: AtomicBool = AtomicBool::new(true);

/// Both ends of the pipe into which each signal that is caught writes a byte, so that it ends a wait for events that begins just after.
static PIPE: OnceLock<Option<(OwnedFd, OwnedFd)>> = OnceLock::new();

fn signal(number: i32) -> Option<&'static Signal> {
    SIGNALS.get(usize::try_from(number).ok().filter(|n| *n > 0)?)
}

/// From now on SIGINT sets `flag` instead of ending the process.
///
/// # Errors
/// What the system says if the handler cannot be installed.
pub fn on_interrupt(flag: Arc<AtomicBool>) -> io::Result<()> {
    catch(SIGINT, flag)
}

/// From now on the signal is noted, and sets `flag`.
///
/// # Errors
/// EINVAL for what cannot be caught.
pub fn catch(number: i32, flag: Arc<AtomicBool>) -> io::Result<()> {
    let invalid = || io::Error::from_raw_os_error(rustix::io::Errno::INVAL.raw_os_error());
    let state = signal(number).ok_or_else(invalid)?;
    if signal_hook::consts::FORBIDDEN.contains(&number) || signal_hook::low_level::signal_name(number).is_none() {
        return Err(invalid());
    }
    let mut caught = CAUGHT.lock().unwrap_or_else(PoisonError::into_inner);
    let is_caught = &mut caught[number.unsigned_abs() as usize];
    if !*is_caught {
        flag::register_conditional_default(number, &state.default)?;
        flag::register(number, &state.pending)?;
        flag::register(number, flag)?;
        if let Some(Some((_, end))) = PIPE.get() {
            low_level::pipe::register(number, end.try_clone()?)?;
        }
        *is_caught = true;
    }
    state.default.store(false, Ordering::SeqCst);
    Ok(())
}

/// The end of a pipe that is readable when a signal has come; None where there is no pipe to be had. It is made when first asked for.
pub(crate) fn pipe() -> Option<&'static OwnedFd> {
    use rustix::pipe::{PipeFlags, pipe_with};
    let caught = CAUGHT.lock().unwrap_or_else(PoisonError::into_inner);
    let made = PIPE.get_or_init(|| {
        let (read, write) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).ok()?;
        for (number, _) in caught.iter().enumerate().filter(|(_, caught)| **caught) {
            low_level::pipe::register(i32::try_from(number).ok()?, write.try_clone().ok()?).ok()?;
        }
        Some((read, write))
    });
    made.as_ref().map(|(read, _)| read)
}

/// Empties the pipe.
pub(crate) fn drain() {
    if let Some(Some((read, _))) = PIPE.get() {
        while rustix::io::read(read, &mut [0; 64]).is_ok_and(|n| n > 0) {}
    }
}

/// Lets the signal do again what it does by default.
pub fn release(number: i32) {
    if let Some(state) = signal(number) {
        state.default.store(true, Ordering::SeqCst);
    }
}

/// Says whether SIGINT is to end whatever waits.
pub fn set_sigint_raises(yes: bool) {
    SIGINT_RAISES.store(yes, Ordering::SeqCst);
    SIGINT_IS_AWAITED.store(true, Ordering::SeqCst);
}

/// The program handles SIGINT, but only to end in an orderly way: nobody waits for it.
pub fn do_not_await_sigint() {
    SIGINT_IS_AWAITED.store(false, Ordering::SeqCst);
}

/// Whether what waits is to end, for the program is interrupted.
pub fn ends_waits() -> bool {
    SIGINT_RAISES.load(Ordering::SeqCst) && SIGNALS[SIGINT.unsigned_abs() as usize].pending.load(Ordering::SeqCst)
}

/// Whether a signal has come.
pub fn is_pending() -> bool {
    SIGNALS.iter().any(|s| s.pending.load(Ordering::SeqCst))
}

/// Whether the program handles a signal in a way of its own: whoever waits may then be waiting for that.
pub fn is_awaited() -> bool {
    let caught = *CAUGHT.lock().unwrap_or_else(PoisonError::into_inner);
    let sigint = SIGINT.unsigned_abs() as usize;
    let handled = |n: usize| caught[n] && !SIGNALS[n].default.load(Ordering::SeqCst);
    let sigint_is_awaited = || !SIGINT_RAISES.load(Ordering::SeqCst) && SIGINT_IS_AWAITED.load(Ordering::SeqCst);
    (1..COUNT).any(|n| n != sigint && handled(n) && !crate::report::is_ours(n as i32))
        || handled(sigint) && sigint_is_awaited()
}

/// Notes a signal as if it had come.
pub fn simulate(number: i32) {
    if let Some(state) = signal(number) {
        state.pending.store(true, Ordering::SeqCst);
    }
}

/// A signal that has come, lowest numbers first; it counts as seen.
pub fn take() -> Option<i32> {
    let found = SIGNALS.iter().position(|s| s.pending.swap(false, Ordering::SeqCst))?;
    i32::try_from(found).ok()
}

/// Whether this signal has come.
pub(crate) fn has_come(number: i32) -> bool {
    signal(number).is_some_and(|s| s.pending.load(Ordering::SeqCst))
}

/// Whether this signal has come; it counts as seen.
pub(crate) fn take_one(number: i32) -> bool {
    signal(number).is_some_and(|s| s.pending.swap(false, Ordering::SeqCst))
}

/// The signal was seen otherwise.
pub fn clear(number: i32) {
    if let Some(state) = signal(number) {
        state.pending.store(false, Ordering::SeqCst);
    }
}

/// Ends the process as SIGINT does that nobody handles.
pub fn end_by_interrupt() {
    // If that fails, the caller ends the process with the status that stands for it.
    let _ = signal_hook::low_level::emulate_default_handler(SIGINT);
}
