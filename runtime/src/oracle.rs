//! The one source of every choice that a program leaves open: which of several threads that are ready goes first, where one makes way
//! for another, and what chance is made of. With a seed it always chooses the same; without one, order is first come first served and
//! chance is the system's.
//!
//! Seed 0 leaves the order of things as it is and repeats the rest; any other one also mixes what may come in any order.

use std::sync::{Mutex, PoisonError};

/// What is drawn from a seed. Schedules have a row of numbers of their own: how much chance a program uses does not change them.
struct Seeded {
    seed: u64,
    schedule: u64,
    chance: u64,
}

static SEEDED: Mutex<Option<Seeded>> = Mutex::new(None);

fn with<T>(f: impl FnOnce(&mut Seeded) -> T) -> Option<T> {
    SEEDED.lock().unwrap_or_else(PoisonError::into_inner).as_mut().map(f)
}

/// From now on all comes from this seed. To be called before the program starts.
pub fn seed(seed: u64) {
    let schedule = mixed(seed.wrapping_add(1));
    let chance = mixed(schedule);
    *SEEDED.lock().unwrap_or_else(PoisonError::into_inner) = Some(Seeded { seed, schedule, chance });
}

/// The seed, if there is one.
pub fn seeded() -> Option<u64> {
    with(|s| s.seed)
}

/// The next number of a row (splitmix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed(*state)
}

fn mixed(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// One of so many, for a schedule: the first, unless a seed says otherwise.
pub(crate) fn choose(among: usize) -> usize {
    if among < 2 {
        return 0;
    }
    let drawn = with(|s| if s.seed == 0 { 0 } else { next(&mut s.schedule) });
    drawn.map_or(0, |n| (n % among as u64) as usize)
}

/// How many looks a thread's share of time is worth where shares are counted.
pub(crate) fn share() -> u32 {
    const USUAL: u32 = 10;
    with(|s| if s.seed == 0 { USUAL } else { (next(&mut s.schedule) % u64::from(2 * USUAL)) as u32 + 1 })
        .unwrap_or(USUAL)
}

/// Fills `bytes` with what is chance to the program; false: there is no seed, and the system is to be asked.
pub fn fill(bytes: &mut [u8]) -> bool {
    let filled = with(|s| {
        for chunk in bytes.chunks_mut(8) {
            let n = next(&mut s.chance).to_le_bytes();
            chunk.copy_from_slice(&n[..chunk.len()]);
        }
    });
    filled.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats() {
        let draw = || {
            seed(7);
            let mut bytes = [0; 11];
            assert!(fill(&mut bytes));
            (bytes, choose(1000), share())
        };
        assert_eq!(draw(), draw());
    }
}
