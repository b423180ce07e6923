//! The kernel: which thread runs, which are ready, and which wait for their time.
//!
//! Threads that are ready take turns in the order in which they became so. A thread that waits for time has a timer; timers that are due
//! make their threads ready by their deadlines, and those of one deadline in the order in which they were set. When nothing is ready the
//! process sleeps until the first timer, or until a signal comes. When there is no timer either, nothing can ever happen: a deadlock.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pausa_vm::thread::{Scheduler, ThreadId, Turn};

use crate::clock::{self, Clock};
use crate::interrupt;

/// A thread's share before another one gets its turn, at first.
const SHARE: i64 = 5_000_000;

/// The longest sleep: a signal that comes just before one begins does not end it.
const NAP: i64 = 250_000_000;

/// When a timer is due, and its number.
type Due = (i64, u64);

/// The kernel.
pub struct Kernel {
    ready: VecDeque<ThreadId>,
    timers: BTreeMap<Due, ThreadId>,
    /// The threads that wait, each with its timer if it has one.
    parked: HashMap<ThreadId, Option<Due>>,
    /// How many timers there have been.
    count: u64,
    /// When the running thread's turn began.
    began: i64,
    share: i64,
    /// Set by whoever notes a signal.
    signal: Arc<AtomicBool>,
}

impl Kernel {
    /// A kernel with no threads but the one that runs; `signal` is set when a signal has come.
    pub fn new(signal: Arc<AtomicBool>) -> Kernel {
        Kernel {
            ready: VecDeque::new(),
            timers: BTreeMap::new(),
            parked: HashMap::new(),
            count: 0,
            began: Clock::Monotonic.now(),
            share: SHARE,
            signal,
        }
    }

    /// Makes the threads ready whose time has come.
    fn expire(&mut self, now: i64) {
        while let Some(timer) = self.timers.first_entry()
            && timer.key().0 <= now
        {
            let thread = timer.remove();
            self.parked.remove(&thread);
            self.ready.push_back(thread);
        }
    }

    /// The thread waits no more; says whether it did.
    fn unpark(&mut self, thread: ThreadId) -> bool {
        let parked = self.parked.remove(&thread);
        if let Some(Some(due)) = parked {
            self.timers.remove(&due);
        }
        parked.is_some()
    }

    /// Sleeps until the first timer is due; without one, for as long as a signal may come. False: nothing is to be waited for.
    fn sleep(&mut self, now: i64) -> bool {
        let until = match self.timers.first_key_value() {
            Some((due, _)) => due.0,
            None if interrupt::is_awaited() => i64::MAX,
            None => return false,
        };
        let signal = self.signal.clone();
        // Whether it was a signal that ended the sleep shows when it is looked for.
        let _ = clock::sleep((until - now).min(NAP), &mut || signal.load(Ordering::Acquire));
        true
    }
}

impl Scheduler for Kernel {
    fn ready(&mut self, thread: ThreadId) {
        self.ready.push_back(thread);
    }

    fn wake(&mut self, thread: ThreadId) -> bool {
        let waited = self.unpark(thread);
        if waited {
            self.ready.push_back(thread);
        }
        waited
    }

    fn ready_first(&mut self, thread: ThreadId) {
        self.forget(thread);
        self.ready.push_front(thread);
    }

    fn park(&mut self, thread: ThreadId, until: Option<i64>) {
        self.unpark(thread);
        let due = until.map(|time| {
            self.count += 1;
            (time, self.count)
        });
        if let Some(due) = due {
            self.timers.insert(due, thread);
        }
        self.parked.insert(thread, due);
    }

    fn forget(&mut self, thread: ThreadId) {
        self.unpark(thread);
        self.ready.retain(|t| *t != thread);
    }

    fn next(&mut self) -> Turn {
        loop {
            // Who is ready already comes before those whose time has come meanwhile.
            let now = Clock::Monotonic.now();
            self.expire(now);
            if let Some(thread) = self.ready.pop_front() {
                self.began = now;
                return Turn::Run(thread);
            }
            if self.signal.load(Ordering::Acquire) {
                return Turn::Signal;
            }
            if !self.sleep(now) {
                return Turn::Deadlock;
            }
        }
    }

    fn is_over(&mut self) -> bool {
        let now = Clock::Monotonic.now();
        if now - self.began < self.share {
            return false;
        }
        self.expire(now);
        if self.ready.is_empty() {
            self.began = now;
        }
        !self.ready.is_empty()
    }

    fn set_share(&mut self, share: i64) {
        self.share = share;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kernel() -> Kernel {
        Kernel::new(Arc::default())
    }

    fn thread() -> ThreadId {
        ThreadId::MAIN
    }

    #[test]
    fn nothing_to_wait_for_is_a_deadlock() {
        let mut k = kernel();
        k.park(thread(), None);
        assert_eq!(k.next(), Turn::Deadlock);
    }

    #[test]
    fn a_signal_ends_a_wait() {
        let signal = Arc::new(AtomicBool::new(true));
        let mut k = Kernel::new(signal);
        k.park(thread(), None);
        assert_eq!(k.next(), Turn::Signal);
        k.ready_first(thread());
        assert_eq!(k.next(), Turn::Run(thread()));
    }

    #[test]
    fn a_timer_that_is_due_makes_ready() {
        let mut k = kernel();
        k.park(thread(), Some(Clock::Monotonic.now() + 1000));
        assert_eq!(k.next(), Turn::Run(thread()));
        assert!(k.timers.is_empty() && k.parked.is_empty());
    }

    #[test]
    fn who_is_woken_has_no_timer_any_more() {
        let mut k = kernel();
        k.park(thread(), Some(i64::MAX));
        assert!(k.wake(thread()));
        assert!(!k.wake(thread()));
        assert!(k.timers.is_empty());
        assert_eq!(k.next(), Turn::Run(thread()));
        assert_eq!(k.next(), Turn::Deadlock);
    }

    #[test]
    fn a_share_ends_only_for_others() {
        let mut k = kernel();
        k.set_share(0);
        assert!(!k.is_over());
        k.ready(thread());
        assert!(k.is_over());
    }
}
