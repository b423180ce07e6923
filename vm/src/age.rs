//! How old tasks, greenlets and threads are, for whoever reports on them.
//!
//! Looking at a clock whenever one is made would cost more than making it. So those who look at the clock anyway tell what it shows, and what
//! is made notes what was told last: right to some hundredths of a second, in four bytes.

use std::cell::Cell;

/// A tick has so many nanoseconds, as a power of two: 8.4 ms, so that the number comes back after 417 days.
const TICK: u32 = 23;

thread_local! {
    static TOLD: Cell<u32> = const { Cell::new(0) };
}

/// When something was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Birth(u32);

/// The monotonic clock shows this time, in nanoseconds.
#[inline]
pub fn tell(now: i64) {
    TOLD.set((now >> TICK) as u32);
}

impl Birth {
    /// Something is made now.
    #[inline(always)]
    pub fn now() -> Birth {
        Birth(TOLD.get())
    }

    /// How old it is at this time, in nanoseconds.
    pub fn age(self, now: i64) -> i64 {
        i64::from(((now >> TICK) as u32).wrapping_sub(self.0)) << TICK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_right_to_a_tick_and_survive_the_end_of_the_count() {
        let tick = 1_i64 << TICK;
        for start in [5 * tick, (i64::from(u32::MAX) - 1) * tick] {
            tell(start);
            let birth = Birth::now();
            for later in [0, 3, 1000] {
                assert_eq!(birth.age(start + later * tick), later * tick);
            }
        }
    }
}
