//! Clocks, and waiting for time to pass. Durations and points in time are in nanoseconds.
//!
//! Time can be *virtual*: then the clocks stand still while the program works, and the kernel moves them on when all of it waits. A
//! program that looks at the clock again and again without ever waiting would look for ever; so from some number of looks on each
//! one takes a little time.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};

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
    #[inline]
    pub fn now(self) -> i64 {
        if is_virtual() { self.virtual_now() } else { self.system_now() }
    }

    /// The system's time now, be the program's virtual or not.
    pub fn system_now(self) -> i64 {
        nanoseconds(clock_gettime(self.id()))
    }

    /// The time now, for a program that looks at the clock.
    #[inline]
    pub fn look(self) -> i64 {
        if is_virtual() {
            note_look();
        }
        self.now()
    }

    /// About the time now, to a few milliseconds where that costs less.
    pub fn glimpse(self) -> i64 {
        #[cfg(target_os = "linux")]
        if self == Clock::Monotonic && !is_virtual() {
            return nanoseconds(clock_gettime(ClockId::MonotonicCoarse));
        }
        self.now()
    }

    #[cold]
    fn virtual_now(self) -> i64 {
        match self {
            Clock::Monotonic => START.saturating_add(PASSED.load(Ordering::Relaxed)),
            Clock::Real => EPOCH.load(Ordering::Relaxed).saturating_add(PASSED.load(Ordering::Relaxed)),
            // What was waited for has cost the processor nothing.
            Clock::Process | Clock::Thread => LOOKED.load(Ordering::Relaxed),
        }
    }

    /// The shortest time that the clock can tell.
    pub fn resolution(self) -> i64 {
        nanoseconds(clock_getres(self.id()))
    }
}

/// Whether time is virtual.
static VIRTUAL: AtomicBool = AtomicBool::new(false);

/// The virtual time that has passed, all in all.
static PASSED: AtomicI64 = AtomicI64::new(0);

/// The part of it that looking at the clock has taken.
static LOOKED: AtomicI64 = AtomicI64::new(0);

/// The time of day at which virtual time begins.
static EPOCH: AtomicI64 = AtomicI64::new(0);

/// How often the clock was looked at since all of the program waited.
static LOOKS: AtomicU32 = AtomicU32::new(0);

/// What the monotonic clock shows at the beginning of virtual time.
pub const START: i64 = 1000 * SECOND;

/// So many looks at the clock are free.
const FREE_LOOKS: u32 = 20_000;

/// A look that is not free takes so long at first, twice as long after some more, and in the end so long.
const LOOK: i64 = 1_000;
const MORE_LOOKS: u32 = 1_000;
const LONGEST_LOOK: i64 = 1_000_000;

/// From now on time is virtual. It begins at this time of day.
pub fn make_virtual(time_of_day: i64) {
    EPOCH.store(time_of_day, Ordering::Relaxed);
    VIRTUAL.store(true, Ordering::Relaxed);
}

/// Whether time is virtual.
#[inline(always)]
pub fn is_virtual() -> bool {
    VIRTUAL.load(Ordering::Relaxed)
}

/// Virtual time goes on to this point of the monotonic clock.
pub(crate) fn advance_to(time: i64) {
    let passed = time.saturating_sub(START);
    if passed > PASSED.load(Ordering::Relaxed) {
        PASSED.store(passed, Ordering::Relaxed);
        LOOKS.store(0, Ordering::Relaxed);
    }
}

#[cold]
fn note_look() {
    let looks = LOOKS.load(Ordering::Relaxed).saturating_add(1);
    LOOKS.store(looks, Ordering::Relaxed);
    if let Some(beyond) = looks.checked_sub(FREE_LOOKS) {
        let step = (LOOK << (beyond / MORE_LOOKS).min(16)).min(LONGEST_LOOK);
        PASSED.fetch_add(step, Ordering::Relaxed);
        LOOKED.fetch_add(step, Ordering::Relaxed);
    }
}

/// Waits until `duration` nanoseconds of the system's time have passed. `interrupted` is asked after each signal.
///
/// # Errors
/// The wait was interrupted.
pub fn sleep(duration: i64, interrupted: &mut dyn FnMut() -> bool) -> Result<(), Interrupted> {
    let end = Clock::Monotonic.system_now().saturating_add(duration.max(0));
    loop {
        let left = (end - Clock::Monotonic.system_now()).max(0);
        let request = Timespec { tv_sec: left / SECOND, tv_nsec: left % SECOND };
        match nanosleep(&request) {
            NanosleepRelativeResult::Interrupted(_) if interrupted() => return Err(Interrupted),
            NanosleepRelativeResult::Interrupted(_) => {}
            NanosleepRelativeResult::Ok | NanosleepRelativeResult::Err(_) => return Ok(()),
        }
    }
}
