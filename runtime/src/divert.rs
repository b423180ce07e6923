//! What the program writes while somebody types at the terminal. It goes to whoever draws the line that is being typed, who shows it
//! above that line.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};

/// Where it goes.
struct Diversion {
    /// Which of 0, 1 and 2 are the terminal.
    terminal: [bool; 3],
    to: Sender<Vec<u8>>,
}

/// Whether there is a diversion. Every write looks at this, and only then takes the lock.
static ACTIVE: AtomicBool = AtomicBool::new(false);
static DIVERSION: Mutex<Option<Diversion>> = Mutex::new(None);

/// From now on what is written to those of 0, 1 and 2 that are the terminal goes to `to`.
pub fn begin(terminal: [bool; 3], to: Sender<Vec<u8>>) {
    *DIVERSION.lock().unwrap_or_else(PoisonError::into_inner) = Some(Diversion { terminal, to });
    ACTIVE.store(true, Ordering::Release);
}

/// From now on everything goes where it is written to.
pub fn end() {
    ACTIVE.store(false, Ordering::Release);
    *DIVERSION.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// Takes what is to be written to a descriptor, if it is diverted.
pub(crate) fn take(number: i32, bytes: &[u8]) -> bool {
    if !ACTIVE.load(Ordering::Acquire) {
        return false;
    }
    let diversion = DIVERSION.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(d) = &*diversion else { return false };
    let is_terminal = usize::try_from(number).ok().and_then(|n| d.terminal.get(n)).copied().unwrap_or(false);
    is_terminal && d.to.send(bytes.to_vec()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_the_terminal_is_diverted() {
        let (to, from) = std::sync::mpsc::channel();
        begin([true, true, false], to);
        assert!(take(1, b"a"));
        assert!(!take(2, b"b") && !take(7, b"c"));
        end();
        assert!(!take(1, b"d"));
        assert_eq!(from.try_iter().collect::<Vec<_>>(), [b"a".to_vec()]);
    }
}
