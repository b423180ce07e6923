//! The kernel: which thread runs, which are ready, and which wait for their time or for descriptors.
//!
//! Threads that are ready take turns in the order in which they became so. A thread that waits for time has a timer; timers that are due
//! make their threads ready by their deadlines, and those of one deadline in the order in which they were set. Threads that wait for
//! descriptors are made ready by the reactor. When nothing is ready the process sleeps, and nowhere else, until the first timer, an
//! event or a signal. When there is nothing to wait for either, nothing can ever happen: a deadlock.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pausa_vm::thread::{Events, Port, Scheduler, ThreadId, Turn};

use crate::clock::{self, Clock};
use crate::interrupt;
use crate::reactor::{Event, Reactor};

/// A thread's share before another one gets its turn, at first.
const SHARE: i64 = 5_000_000;

/// The longest sleep: a signal that comes just before one begins does not end it.
const NAP: i64 = 250_000_000;

/// How long threads may take turns before the reactor is asked for news.
const GLANCE: i64 = 1_000_000;

/// How long a thread waits before it looks again at a descriptor that the system, short of resources, does not watch.
const MOMENT: i64 = 1_000_000;

/// When a timer is due, and its number.
type Due = (i64, u64);

/// What a thread waits for.
struct Parked {
    due: Option<Due>,
    events: Events,
}

/// The kernel.
pub struct Kernel {
    ready: VecDeque<ThreadId>,
    timers: BTreeMap<Due, ThreadId>,
    parked: HashMap<ThreadId, Parked>,
    reactor: Reactor,
    /// When the reactor was asked last.
    asked: i64,
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
            reactor: Reactor::default(),
            asked: 0,
            count: 0,
            began: Clock::Monotonic.now(),
            share: SHARE,
            signal,
        }
    }

    /// Makes the threads ready whose time has come.
    fn expire(&mut self, now: i64) {
        while let Some((&(due, _), &thread)) = self.timers.first_key_value()
            && due <= now
        {
            self.unpark(thread);
            self.ready.push_back(thread);
        }
    }

    /// The thread waits no more; says whether it did.
    fn unpark(&mut self, thread: ThreadId) -> bool {
        let Some(parked) = self.parked.remove(&thread) else { return false };
        if let Some(due) = parked.due {
            self.timers.remove(&due);
        }
        if let Events::Descriptors(all) = parked.events {
            for d in all {
                self.reactor.leave(thread, d.number);
            }
        }
        true
    }

    /// Sets a timer for a thread.
    fn set_timer(&mut self, thread: ThreadId, time: i64) -> Due {
        self.count += 1;
        let due = (time, self.count);
        self.timers.insert(due, thread);
        due
    }

    /// Makes the threads ready for which there are events, and waits for some as long as `timeout`, or for ever.
    fn look(&mut self, now: i64, timeout: Option<Duration>) {
        self.asked = now;
        // A wait that a signal ends has brought nothing; and what else may go wrong does so again, and is told, when somebody waits.
        let Ok((threads, ports)) = self.reactor.poll(timeout) else { return };
        for thread in threads {
            self.wake(thread);
        }
        for port in ports {
            let waits = |p: &Parked| matches!(p.events, Events::Port(other) if other == port);
            let thread = self.parked.iter().find(|(_, p)| waits(p)).map(|(t, _)| *t);
            if let Some(thread) = thread {
                self.wake(thread);
            }
        }
    }

    /// Looks for events without waiting, if something waits for them and this was not done just now.
    fn glance(&mut self, now: i64) {
        if self.reactor.is_waited_for() && now - self.asked >= GLANCE {
            self.look(now, Some(Duration::ZERO));
        }
    }

    /// Sleeps until the first timer is due; without one, for as long as an event or a signal may come. False: nothing is to be waited for.
    fn sleep(&mut self, now: i64) -> bool {
        let first = self.timers.first_key_value().map(|(due, _)| due.0);
        if self.reactor.is_waited_for() {
            let left = first.map(|time| Duration::from_nanos(u64::try_from(time - now).unwrap_or(0)));
            self.look(now, left);
            return true;
        }
        let until = match first {
            Some(time) => time,
            None if interrupt::is_awaited() => i64::MAX,
            None => return false,
        };
        let signal = self.signal.clone();
        // Whether it was a signal that ended the sleep shows when it is looked for.
        let _ = clock::sleep((until - now).min(NAP), &mut || signal.load(Ordering::Acquire));
        true
    }
}

/// For event loops.
impl Kernel {
    /// A new list of events.
    pub fn open_port(&mut self) -> Port {
        self.reactor.open_port()
    }

    /// From now on the port gets an event with this key whenever the descriptor becomes ready, and one if it is ready now.
    ///
    /// # Errors
    /// EBADF for a number that the program has not open, EPERM for what is always ready.
    pub fn watch(&mut self, port: Port, number: i32, key: u64) -> std::io::Result<()> {
        self.reactor.watch(port, number, key)
    }

    /// The port gets no more events of a descriptor.
    pub fn unwatch(&mut self, port: Port, number: i32) {
        self.reactor.unwatch(port, number);
    }

    /// The events that have come for the port. If there are none yet and `ask` says so, the system is asked.
    pub fn events(&mut self, port: Port, ask: bool) -> Vec<Event> {
        let events = self.reactor.take(port);
        if !events.is_empty() || !ask || !self.reactor.is_waited_for() {
            return events;
        }
        let now = Clock::Monotonic.now();
        self.look(now, Some(Duration::ZERO));
        self.reactor.take(port)
    }

    /// This process is the child of a fork: what the parent waits for is none of its business.
    pub fn forked(&mut self) {
        self.reactor.forked();
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

    fn park(&mut self, thread: ThreadId, until: Option<i64>, events: Events) {
        self.unpark(thread);
        let mut until = until;
        if let Events::Descriptors(all) = &events {
            for d in all {
                if let Err(e) = self.reactor.wait(thread, *d) {
                    // Files are always ready, and for what is closed the one who waits gets the error when it tries again. Without
                    // resources to watch a descriptor, it has to be looked at.
                    let exhausted = e.raw_os_error().is_some_and(|n| {
                        let e = rustix::io::Errno::from_raw_os_error(n);
                        [rustix::io::Errno::MFILE, rustix::io::Errno::NFILE, rustix::io::Errno::NOMEM].contains(&e)
                    });
                    let now = Clock::Monotonic.now();
                    let again = if exhausted { now.saturating_add(MOMENT) } else { now };
                    until = Some(until.map_or(again, |end| end.min(again)));
                }
            }
        }
        let due = until.map(|time| self.set_timer(thread, time));
        self.parked.insert(thread, Parked { due, events });
    }

    fn forget(&mut self, thread: ThreadId) {
        self.unpark(thread);
        self.ready.retain(|t| *t != thread);
    }

    fn next(&mut self) -> Turn {
        loop {
            // Who is ready already comes before those whose time has come meanwhile.
            let now = Clock::Monotonic.now();
            self.glance(now);
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
        self.glance(now);
        self.expire(now);
        if self.ready.is_empty() {
            self.began = now;
        }
        !self.ready.is_empty()
    }

    fn set_share(&mut self, share: i64) {
        self.share = share;
    }

    fn now(&self) -> i64 {
        Clock::Monotonic.now()
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
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
        k.park(thread(), None, Events::None);
        assert_eq!(k.next(), Turn::Deadlock);
    }

    #[test]
    fn a_signal_ends_a_wait() {
        let signal = Arc::new(AtomicBool::new(true));
        let mut k = Kernel::new(signal);
        k.park(thread(), None, Events::None);
        assert_eq!(k.next(), Turn::Signal);
        k.ready_first(thread());
        assert_eq!(k.next(), Turn::Run(thread()));
    }

    #[test]
    fn a_timer_that_is_due_makes_ready() {
        let mut k = kernel();
        k.park(thread(), Some(Clock::Monotonic.now() + 1000), Events::None);
        assert_eq!(k.next(), Turn::Run(thread()));
        assert!(k.timers.is_empty() && k.parked.is_empty());
    }

    #[test]
    fn who_is_woken_has_no_timer_any_more() {
        let mut k = kernel();
        k.park(thread(), Some(i64::MAX), Events::None);
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
