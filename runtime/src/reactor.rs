//! The reactor: which descriptors are waited for, by whom, and what the system says about them.
//!
//! Two kinds of waiters there are. A *thread* waits for some descriptors once, until one of them is ready. A *port* is a list of
//! events that somebody empties now and then, for descriptors that are watched for long: an event loop has one.
//!
//! The system reports edges: that a descriptor became ready, not that it is. So whoever waits has tried first and was told that the
//! operation would block; from then on every edge is reported. A descriptor stays registered when nobody waits for it any more, which
//! saves two calls of the system for each wait. Whether a number still stands for the file that was registered tells the handle that
//! [`fd`] gave out for it, and a token carries a generation, so that an event that comes late never reaches a descriptor of the same
//! number.

use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::sync::{Arc, Weak};
use std::time::Duration;

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use pausa_vm::thread::{Descriptor, Port, ThreadId};

use crate::fd::{self, Fd};
use crate::outside::Own;
use crate::pages::Pages;

/// How many events are taken at once.
const EVENTS: usize = 1024;

/// The token of the pipe that tells of signals.
const SIGNALS: Token = Token(usize::MAX);

/// What is true of a descriptor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// Reading will not block, be it that there is nothing more to come.
    pub readable: bool,
    /// Writing will not block, be it that it fails.
    pub writable: bool,
    /// Something exceptional.
    pub priority: bool,
    /// The other side sends no more, or something is broken: behind what there is to read comes the end.
    pub ends: bool,
}

/// What happened to a descriptor that a port watches.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Its number.
    pub number: RawFd,
    /// What is true of it.
    pub ready: Readiness,
}

/// The threads that wait for a descriptor.
struct Waiting(Vec<(ThreadId, Descriptor)>);

/// A descriptor that is registered. There may be very many, few of which a thread waits for.
struct Source {
    /// Tells it from others that had the same number.
    generation: u32,
    /// The file that was registered; None for 0, 1 and 2, which may change their file at any time.
    file: Option<Weak<OwnedFd>>,
    interest: Interest,
    threads: Option<Box<Waiting>>,
    /// The number of the port that is told, or `NO_PORT`.
    port: u32,
}

/// The number of no port.
const NO_PORT: u32 = u32::MAX;

impl Source {
    fn is_idle(&self) -> bool {
        self.threads().is_empty() && self.port == NO_PORT
    }

    fn threads(&self) -> &[(ThreadId, Descriptor)] {
        self.threads.as_ref().map_or(&[], |w| &w.0)
    }

    fn is_current(&self, fd: &Fd) -> bool {
        match (fd, &self.file) {
            (Fd::Standard(_), None) => true,
            (Fd::Open(file), Some(known)) => std::ptr::eq(Arc::as_ptr(file), known.as_ptr()),
            _ => false,
        }
    }
}

/// The part that exists once something has been waited for.
struct Queue {
    poll: Poll,
    events: Events,
}

/// The reactor.
#[derive(Default)]
pub(crate) struct Reactor {
    queue: Option<Queue>,
    /// Descriptors that are registered, by their numbers.
    sources: Pages<Option<Source>>,
    generation: u32,
    /// How many waits there are that an event can end.
    waits: usize,
    ports: Vec<Vec<Event>>,
}

fn interest_of(d: &Descriptor) -> Interest {
    let mut all = None::<Interest>;
    let mut add = |yes: bool, i: Interest| {
        if yes {
            all = Some(all.map_or(i, |a| a | i));
        }
    };
    add(d.readable, Interest::READABLE);
    add(d.writable, Interest::WRITABLE);
    #[cfg(any(target_os = "linux", target_os = "android"))]
    add(d.priority, Interest::PRIORITY);
    all.unwrap_or(Interest::READABLE)
}

fn covers(have: Interest, want: Interest) -> bool {
    (have | want) == have
}

impl Reactor {
    /// Whether anything could end a wait.
    pub(crate) fn is_waited_for(&self) -> bool {
        self.waits > 0
    }

    fn queue(&mut self) -> io::Result<&mut Queue> {
        if self.queue.is_none() {
            let poll = Poll::new()?;
            if let Some(pipe) = crate::interrupt::pipe() {
                poll.registry().register(&mut SourceFd(&pipe.as_raw_fd()), SIGNALS, Interest::READABLE)?;
            }
            self.queue = Some(Queue { poll, events: Events::with_capacity(EVENTS) });
        }
        self.queue.as_mut().ok_or_else(|| io::ErrorKind::Other.into())
    }

    /// Registers a descriptor for at least this. `rearm`: what it is ready for already is to be reported again.
    fn register(&mut self, number: RawFd, interest: Interest, rearm: bool) -> io::Result<()> {
        let fd = fd::get(number)?;
        match self.sources.get(number) {
            Some(Some(source)) if source.is_current(&fd) => return self.widen(number, interest, rearm),
            Some(Some(_)) => self.remove(number),
            _ => {}
        }
        self.generation = self.generation.wrapping_add(1);
        let generation = self.generation;
        let token = token(number, generation);
        let registry = self.queue()?.poll.registry();
        match registry.register(&mut SourceFd(&number), token, interest) {
            // Another number for it may have kept an old registration alive.
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                registry.reregister(&mut SourceFd(&number), token, interest)?;
            }
            other => other?,
        }
        let file = match &fd {
            Fd::Standard(_) => None,
            Fd::Open(file) => Some(Arc::downgrade(file)),
        };
        *self.sources.entry(number) = Some(Source { generation, file, interest, threads: None, port: NO_PORT });
        Ok(())
    }

    fn widen(&mut self, number: RawFd, interest: Interest, rearm: bool) -> io::Result<()> {
        let Some(source) = self.source(number) else { return Ok(()) };
        // What 0, 1 and 2 stand for may have changed.
        if covers(source.interest, interest) && !rearm && source.file.is_some() {
            return Ok(());
        }
        source.interest |= interest;
        let (interest, token) = (source.interest, token(number, source.generation));
        let registry = self.queue()?.poll.registry();
        match registry.reregister(&mut SourceFd(&number), token, interest) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => registry.register(&mut SourceFd(&number), token, interest),
            other => other,
        }
    }

    fn source(&mut self, number: RawFd) -> Option<&mut Source> {
        self.sources.get_mut(number)?.as_mut()
    }

    /// Forgets a descriptor, and does not tell the system.
    fn remove(&mut self, number: RawFd) {
        if let Some(source) = self.sources.get_mut(number).and_then(Option::take) {
            self.waits -= source.threads().len() + usize::from(source.port != NO_PORT);
        }
    }

    /// A thread waits for a descriptor. An error says that nothing can be waited for: it is ready, or will say itself what is wrong.
    pub(crate) fn wait(&mut self, thread: ThreadId, d: Descriptor) -> io::Result<()> {
        self.register(d.number, interest_of(&d), false)?;
        if let Some(source) = self.source(d.number) {
            source.threads.get_or_insert_with(|| Box::new(Waiting(Vec::new()))).0.push((thread, d));
            self.waits += 1;
        }
        Ok(())
    }

    /// The thread waits for this descriptor no more.
    pub(crate) fn leave(&mut self, thread: ThreadId, number: RawFd) {
        let Some(source) = self.source(number) else { return };
        let Some(waiting) = &mut source.threads else { return };
        let before = waiting.0.len();
        waiting.0.retain(|(t, _)| *t != thread);
        let gone = before - waiting.0.len();
        self.waits -= gone;
    }

    /// A new port.
    pub(crate) fn open_port(&mut self) -> Port {
        self.ports.push(Vec::new());
        Port(self.ports.len() as u32 - 1)
    }

    /// From now on the port gets an event whenever a descriptor becomes ready, and one if it is ready now.
    pub(crate) fn watch(&mut self, port: Port, number: RawFd) -> io::Result<()> {
        self.register(number, Interest::READABLE | Interest::WRITABLE, true)?;
        if let Some(source) = self.source(number)
            && std::mem::replace(&mut source.port, port.0) == NO_PORT
        {
            self.waits += 1;
        }
        Ok(())
    }

    /// The port gets no more events of a descriptor.
    pub(crate) fn unwatch(&mut self, port: Port, number: RawFd) {
        let Some(source) = self.source(number) else { return };
        let told = source.port == port.0;
        if told {
            source.port = NO_PORT;
        }
        let idle = source.is_idle();
        self.waits -= usize::from(told);
        if idle {
            if let Some(queue) = &self.queue {
                // A descriptor that is closed is not registered any more.
                let _ = queue.poll.registry().deregister(&mut SourceFd(&number));
            }
            self.remove(number);
        }
    }

    /// The events that have come for a port.
    pub(crate) fn take(&mut self, port: Port) -> Vec<Event> {
        self.ports.get_mut(port.0 as usize).map(std::mem::take).unwrap_or_default()
    }

    /// Whether events have come for a port.
    pub(crate) fn has(&self, port: Port) -> bool {
        self.ports.get(port.0 as usize).is_some_and(|events| !events.is_empty())
    }

    /// Waits for events as long as `timeout`; None for ever. The answer is whom they concern: threads, and ports.
    pub(crate) fn poll(&mut self, timeout: Option<Duration>) -> io::Result<(Vec<ThreadId>, Vec<Port>)> {
        let (mut threads, mut ports) = (Vec::new(), Vec::new());
        let queue = self.queue()?;
        queue.poll.poll(&mut queue.events, timeout)?;
        let Some(queue) = &self.queue else { return Ok((threads, ports)) };
        for event in &queue.events {
            let token = event.token();
            if token == SIGNALS {
                crate::interrupt::drain();
            }
            let number = (token.0 & NUMBERS) as RawFd;
            let Some(Some(source)) = self.sources.get(number) else { continue };
            if self::token(number, source.generation) != token {
                continue;
            }
            let failed = event.is_error();
            let ready = Readiness {
                readable: event.is_readable() || event.is_read_closed() || failed,
                writable: event.is_writable() || event.is_write_closed() || failed,
                priority: event.is_priority(),
                ends: event.is_read_closed() || failed,
            };
            for (thread, d) in source.threads() {
                if d.readable && ready.readable || d.writable && ready.writable || d.priority && ready.priority {
                    threads.push(*thread);
                }
            }
            if source.port != NO_PORT {
                let port = Port(source.port);
                if let Some(events) = self.ports.get_mut(port.0 as usize) {
                    events.push(Event { number, ready });
                }
                if !ports.contains(&port) {
                    ports.push(port);
                }
            }
        }
        Ok((threads, ports))
    }

    /// Whether what is waited for may come from another process.
    pub(crate) fn awaits_others(&self) -> bool {
        let mut own = None;
        let waited_for = self.sources.iter().filter(|(_, s)| s.as_ref().is_some_and(|s| !s.is_idle()));
        for (number, _) in waited_for {
            if let Ok(fd) = fd::get(number)
                && own.get_or_insert_with(Own::look).awaits_others(&fd)
            {
                return true;
            }
        }
        false
    }

    /// The child of a fork has a queue of its own: nothing is registered in it.
    pub(crate) fn forked(&mut self) {
        let ports = self.ports.len();
        *self = Reactor { generation: self.generation, ..Reactor::default() };
        self.ports.resize_with(ports, Vec::new);
    }
}

/// The bits of a token that are the number of a descriptor.
const NUMBERS: usize = 0xffff_ffff;

fn token(number: RawFd, generation: u32) -> Token {
    Token(number.unsigned_abs() as usize | (generation as usize) << 32)
}
