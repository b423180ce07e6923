//! The kernel: which thread runs, which are ready, and which wait for their time or for descriptors.
//!
//! Threads that are ready take turns in the order in which they became so. A thread that waits for time has a timer; timers that are due
//! make their threads ready by their deadlines, and those of one deadline in the order in which they were set. Threads that wait for
//! descriptors are made ready by the reactor. When nothing is ready the process sleeps, and nowhere else, until the first timer, an
//! event or a signal. When there is nothing to wait for either, nothing can ever happen: a deadlock.
//!
//! In virtual time the process does not sleep until a timer: the clock is moved on to it, unless something outside of the process may
//! still bring news ([`crate::outside`]); then real time passes until it comes, or until the timer would be due.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pausa_vm::age;
use pausa_vm::thread::{Events, Port, Scheduler, ThreadId, Turn};

use crate::clock::{self, Clock};
use crate::interrupt;
use crate::oracle;
use crate::outside;
use crate::reactor::{Event, Reactor};

/// A thread's share before another one gets its turn, at first.
const SHARE: i64 = 5_000_000;

/// The longest sleep: a signal that comes just before one begins does not end it.
const NAP: i64 = 250_000_000;

/// How long threads may take turns before the reactor is asked for news.
const GLANCE: i64 = 1_000_000;

/// How long a thread waits that looks again at something nothing tells of, as at a descriptor that the system, short of resources, does
/// not watch.
const MOMENT: i64 = 1_000_000;

/// When a timer is due, and its number.
type Due = (i64, u64);

/// What a thread waits for.
struct Parked {
    due: Option<Due>,
    events: Events,
    /// Since when.
    since: i64,
}

/// The kernel.
pub struct Kernel {
    ready: VecDeque<ThreadId>,
    timers: BTreeMap<Due, ThreadId>,
    parked: HashMap<ThreadId, Parked>,
    /// How many of them look again in a moment.
    moments: usize,
    reactor: Reactor,
    /// When the reactor was asked last.
    asked: i64,
    /// How many timers there have been.
    count: u64,
    /// When the running thread's turn began.
    began: i64,
    share: i64,
    /// The turn is over after so many questions whether it is; None: after its share of time.
    left: Option<u32>,
    /// The first of those that are ready is the next, whatever the oracle says.
    hurry: bool,
    /// A timer that real time passes for, and when that is over by the system's clock.
    real_wait: Option<(Due, i64)>,
    /// Set by whoever notes a signal.
    signal: Arc<AtomicBool>,
}

impl Kernel {
    /// A kernel with no threads but the one that runs; `signal` is set when a signal has come.
    pub fn new(signal: Arc<AtomicBool>) -> Kernel {
        let began = Clock::Monotonic.now();
        age::tell(began);
        Kernel {
            ready: VecDeque::new(),
            timers: BTreeMap::new(),
            parked: HashMap::new(),
            moments: 0,
            reactor: Reactor::default(),
            asked: 0,
            count: 0,
            began,
            share: SHARE,
            left: (clock::is_virtual() || oracle::seeded().is_some()).then(oracle::share),
            hurry: false,
            real_wait: None,
            signal,
        }
    }

    /// Takes one of the threads that are ready.
    fn first(&mut self) -> Option<ThreadId> {
        if std::mem::take(&mut self.hurry) || self.left.is_none() {
            return self.ready.pop_front();
        }
        self.ready.remove(oracle::choose(self.ready.len()))
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
        match parked.events {
            Events::Descriptors(all) => all.iter().for_each(|d| self.reactor.leave(thread, d.number)),
            Events::Moment => self.moments -= 1,
            Events::None | Events::Ports(..) => {}
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
        let Ok((mut threads, mut ports)) = self.reactor.poll(timeout) else { return };
        if self.left.is_some() {
            // What came at once has no order.
            threads.sort_unstable();
            ports.sort_unstable_by_key(|p| p.0);
        }
        for thread in threads {
            self.wake(thread);
        }
        for port in ports {
            let waits = |p: &Parked| matches!(&p.events, Events::Ports(all) if all.contains(&port));
            let thread = self.parked.iter().find(|(_, p)| waits(p)).map(|(t, _)| *t);
            if let Some(thread) = thread {
                self.wake(thread);
            }
        }
    }

    /// Looks for events without waiting, if something waits for them and this was not done just now.
    fn glance(&mut self, now: i64) {
        if self.reactor.is_waited_for() && (now - self.asked >= GLANCE || clock::is_virtual()) {
            self.look(now, Some(Duration::ZERO));
        }
    }

    /// Sleeps until the first timer is due; without one, for as long as an event or a signal may come. False: nothing is to be waited for.
    fn sleep(&mut self, now: i64) -> bool {
        let first = self.timers.first_key_value().map(|(due, _)| *due);
        match first {
            Some(due) if clock::is_virtual() => self.pass(due, now),
            Some((time, _)) => self.rest(Some(time.saturating_sub(now))),
            None if self.reactor.is_waited_for() || self.has_moments() || interrupt::is_awaited() => self.rest(None),
            None => return false,
        }
        true
    }

    /// Whether a thread looks again in a moment.
    fn has_moments(&self) -> bool {
        self.moments > 0
    }

    /// Lets real time pass: so long at most, and no longer than until an event, a signal, or the moment in which somebody looks again.
    fn rest(&mut self, left: Option<i64>) {
        let left = if self.has_moments() { Some(left.map_or(MOMENT, |left| left.min(MOMENT))) } else { left };
        if self.reactor.is_waited_for() {
            let left = left.map(|left| Duration::from_nanos(u64::try_from(left).unwrap_or(0)));
            self.look(Clock::Monotonic.now(), left);
        } else {
            let signal = self.signal.clone();
            // Whether it was a signal that ended the sleep shows when it is looked for.
            let _ = clock::sleep(left.unwrap_or(NAP).min(NAP), &mut || signal.load(Ordering::Acquire));
        }
        if self.has_moments() && self.ready.is_empty() {
            self.end_moments();
        }
    }

    /// Who looks again in a moment does so now.
    fn end_moments(&mut self) {
        let looks = |(_, p): &(&ThreadId, &Parked)| matches!(p.events, Events::Moment);
        let mut threads: Vec<ThreadId> = self.parked.iter().filter(looks).map(|(t, _)| *t).collect();
        threads.sort_unstable();
        for thread in threads {
            self.wake(thread);
        }
    }

    /// Virtual time goes on to this timer; if others may bring news before, real time does.
    fn pass(&mut self, due: Due, now: i64) {
        if self.reactor.is_waited_for() {
            outside::push_what_is_held_back();
            self.look(now, Some(Duration::ZERO));
            if !self.ready.is_empty() {
                return;
            }
        }
        if self.has_moments() || outside::has_children() || self.reactor.awaits_others() {
            let real = Clock::Monotonic.system_now();
            let end = match self.real_wait {
                Some((known, end)) if known == due => end,
                _ => real.saturating_add(due.0.saturating_sub(now)),
            };
            self.real_wait = Some((due, end));
            if real < end {
                // A child's end may be told by nothing.
                return self.rest(Some((end - real).min(MOMENT)));
            }
        }
        self.real_wait = None;
        clock::advance_to(due.0);
    }
}

/// For event loops.
impl Kernel {
    /// A new list of events.
    pub fn open_port(&mut self) -> Port {
        self.reactor.open_port()
    }

    /// From now on the port gets an event whenever the descriptor becomes ready, and one if it is ready now.
    ///
    /// # Errors
    /// EBADF for a number that the program has not open, EPERM for what is always ready.
    pub fn watch(&mut self, port: Port, number: i32) -> std::io::Result<()> {
        self.reactor.watch(port, number)
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

    /// Whether events have come for the port. If there are none yet and `ask` says so, the system is asked.
    pub fn has_events(&mut self, port: Port, ask: bool) -> bool {
        if !self.reactor.has(port) && ask && self.reactor.is_waited_for() {
            self.look(Clock::Monotonic.now(), Some(Duration::ZERO));
        }
        self.reactor.has(port)
    }

    /// Since when a thread waits.
    pub fn since(&self, thread: ThreadId) -> Option<i64> {
        self.parked.get(&thread).map(|p| p.since)
    }

    /// Whether a thread waits for a descriptor, or an event of one.
    pub fn waits_for_events(&self, thread: ThreadId) -> bool {
        self.parked.get(&thread).is_some_and(|p| matches!(p.events, Events::Descriptors(_) | Events::Ports(..)))
    }

    /// Whether a thread waits for something that nothing tells of, and looks again in a moment.
    pub fn looks_again(&self, thread: ThreadId) -> bool {
        self.parked.get(&thread).is_some_and(|p| matches!(p.events, Events::Moment))
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
        self.hurry = true;
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
        if matches!(events, Events::Moment) {
            self.moments += 1;
        }
        let since = Clock::Monotonic.now();
        let due = until.map(|time| self.set_timer(thread, time));
        self.parked.insert(thread, Parked { due, events, since });
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
            if let Some(thread) = self.first() {
                age::tell(now);
                self.began = now;
                self.left = self.left.map(|_| oracle::share());
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
        let now = Clock::Monotonic.look();
        match &mut self.left {
            Some(left) if *left > 1 => {
                *left -= 1;
                return false;
            }
            Some(left) => *left = oracle::share(),
            None if now - self.began < self.share => return false,
            None => {}
        }
        self.glance(now);
        self.expire(now);
        if self.has_moments() {
            self.end_moments();
        }
        if self.ready.is_empty() {
            self.began = now;
        }
        !self.ready.is_empty()
    }

    fn set_share(&mut self, share: i64) {
        self.share = share;
    }

    fn now(&self) -> i64 {
        Clock::Monotonic.look()
    }

    fn glimpse(&self) -> i64 {
        Clock::Monotonic.glimpse()
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
        // Another test may have made the time virtual.
        k.left = None;
        k.set_share(0);
        assert!(!k.is_over());
        k.ready(thread());
        assert!(k.is_over());
    }
}
