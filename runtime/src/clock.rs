//! Clocks, and waiting for time to pass. Durations and points in time are in nanoseconds.

use rustix::thread::{NanosleepRelativeResult, nanosleep};
use rustix::time::{ClockId, Timespec, clock_getres, clock_gettime};

use crate::io::Interrupted;

const SECOND: i64 = 1_000_000_000;

fn nanoseconds(t: Timespec) -> i64 {
    t.tv_sec.saturating_mul(SECOND).saturating_add(t.tv_nsec)
}

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The time of day, since 1970.
    Real,
    /// Time that only goes forward, since some point in the past.
    Monotonic,
    /// What this process has used of the processors.
    Process,
    /// What this thread has used of the processors.
    Thread,
}

impl Clock {
    fn id(self) -> ClockId {
        match self {
            Clock::Real => ClockId::Realtime,
            Clock::Monotonic => ClockId::Monotonic,
            Clock::Process => ClockId::ProcessCPUTime,
            Clock::Thread => ClockId::ThreadCPUTime,
        }
    }

    /// The time now.
    pub fn now(self) -> i64 {
        nanoseconds(clock_gettime(self.id()))
    }

    /// The shortest time that the clock can tell.
    pub fn resolution(self) -> i64 {
        nanoseconds(clock_getres(self.id()))
    }
}

/// Waits until `duration` nanoseconds have passed. `interrupted` is asked after each signal.
///
/// # Errors
/// The wait was interrupted.
pub fn sleep(duration: i64, interrupted: &mut dyn FnMut() -> bool) -> Result<(), Interrupted> {
    let end = Clock::Monotonic.now().saturating_add(duration.max(0));
    loop {
        let left = (end - Clock::Monotonic.now()).max(0);
        let request = Timespec { tv_sec: left / SECOND, tv_nsec: left % SECOND };
        match nanosleep(&request) {
            NanosleepRelativeResult::Interrupted(_) if interrupted() => return Err(Interrupted),
            NanosleepRelativeResult::Interrupted(_) => {}
            NanosleepRelativeResult::Ok | NanosleepRelativeResult::Err(_) => return Ok(()),
        }
    }
}
