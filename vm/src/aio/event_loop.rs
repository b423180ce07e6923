//! The core of an event loop: what is ready, and what waits for its time.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use super::{Future, Handle, Slot, handle_flags};
use crate::heap::{self, Payload, Visit};
use crate::object::TypeRef;
use crate::thread::{Port, ThreadId};
use crate::value::Value;

/// Below this many timers it does not matter how many of them are cancelled.
const MANY: usize = 100;

/// What waits for its time: a handle, or a sleeping future.
pub struct Timer {
    when: f64,
    number: u64,
    what: Value,
}

impl PartialEq for Timer {
    fn eq(&self, other: &Timer) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Timer {}
impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Timer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Timer {
    /// The first to be due is the greatest; of one time, the one set first.
    fn cmp(&self, other: &Timer) -> Ordering {
        other.when.total_cmp(&self.when).then(other.number.cmp(&self.number))
    }
}

/// Whether what waits for its time does so in vain.
fn is_cancelled(what: &Value) -> bool {
    match what.downcast::<Handle>() {
        Some(h) => h.has(handle_flags::CANCELLED),
        None => what.downcast::<Future>().is_some_and(|f| !f.is_pending()),
    }
}

/// It is no longer among the timers.
fn leave(what: &Value) {
    if let Some(h) = what.downcast::<Handle>() {
        h.put(handle_flags::SCHEDULED, false);
    } else if let Some(f) = what.downcast::<Future>() {
        f.put(super::flags::SLEEP, false);
    }
}

/// Looks at what the task that waits for a sleeping future will need soon.
///
/// Of very many tasks, the one whose time has come is in no cache any more. The processor fetches what several of them need at the same
/// time if nothing else stands between them; between two steps far too much does.
fn read_ahead(future: &Value) {
    if let Some(future) = future.downcast::<Future>() {
        future.callback.with(|task| {
            if let Some(task) = task.downcast::<Future>() {
                task.coro.with(|coro| std::hint::black_box(coro.header().map(|h| h.kind())));
            }
        });
    }
}

/// The core of an event loop.
///
/// What is ready is a value and how it was made so: a handle; a task, with the future that woke it, or nothing; a sleeping future
/// (with True) whose time has come.
#[derive(Default)]
pub struct EventLoop {
    ready: RefCell<VecDeque<(Value, Value)>>,
    timers: RefCell<BinaryHeap<Timer>>,
    /// How many timers there have been.
    count: Cell<u64>,
    /// How many of those that wait are cancelled.
    cancelled: Cell<usize>,
    /// How many of the ready ones are to be run in this turn.
    pub todo: Cell<usize>,
    /// A turn has begun.
    pub turning: Cell<bool>,
    /// The loop is to end after this turn.
    pub stopping: Cell<bool>,
    /// It is closed.
    pub closed: Cell<bool>,
    /// Debug mode.
    pub debug: Cell<bool>,
    /// Its class does not replace what the core does.
    pub is_native: Cell<bool>,
    /// The thread that runs it.
    pub thread: Cell<Option<ThreadId>>,
    /// The events of the kernel's that are meant for it.
    pub port: Cell<Option<Port>>,
    /// The task that is running.
    pub task: Slot,
    /// The handle that is running.
    pub handle: Slot,
    /// The context of whoever runs the loop.
    pub context: Slot,
    /// What makes tasks, if the program has set that.
    pub task_factory: Slot,
    /// What is told of the kernel's events: a table of the module's own.
    pub watches: Slot,
    /// From how many seconds on a callback is slow, in debug mode.
    pub slow: Cell<f64>,
    /// When the handle that is running began, in debug mode.
    pub began: Cell<i64>,
}

thread_local! {
    static HANDLE: RefCell<Option<TypeRef>> = const { RefCell::new(None) };
}

impl EventLoop {
    /// Notes the class of handles.
    pub fn set_handle_class(class: TypeRef) {
        HANDLE.with_borrow_mut(|h| *h = Some(class));
    }

    /// The core of a native loop.
    #[inline(always)]
    pub fn native(v: &Value) -> Option<&EventLoop> {
        v.downcast::<EventLoop>().filter(|l| l.is_native.get())
    }

    /// This is ready.
    #[inline]
    pub fn push(&self, what: Value, how: Value) {
        crate::timeline::ready(&what, &how);
        self.ready.borrow_mut().push_back((what, how));
    }

    /// Takes the next that is ready.
    #[inline]
    pub fn pop(&self) -> Option<(Value, Value)> {
        self.ready.borrow_mut().pop_front()
    }

    /// How many are ready.
    pub fn ready_len(&self) -> usize {
        self.ready.borrow().len()
    }

    /// Gives back memory that a burst has left.
    pub fn tidy(&self) {
        let mut ready = self.ready.borrow_mut();
        if ready.capacity() > 4096 && ready.len() * 8 < ready.capacity() {
            let n = ready.len() * 2;
            ready.shrink_to(n);
        }
    }

    /// A callback of a future that has ended is ready.
    pub fn schedule_callback(&self, future: &Value, callback: Value, context: Value) {
        if context.is_unbound() {
            self.push(callback, future.clone());
            return;
        }
        let handle = Handle {
            callback: Slot::new(callback),
            args: Slot::new(future.clone()),
            context: Slot::new(context),
            event_loop: Slot::default(),
            when: Cell::new(0.0),
            flags: Cell::new(handle_flags::ONE),
            cold: Cell::new(None),
        };
        self.push(heap::new(handle).into(), Value::UNBOUND);
    }

    /// Something waits for its time.
    pub fn add_timer(&self, when: f64, what: Value) {
        let number = self.count.get();
        self.count.set(number + 1);
        self.timers.borrow_mut().push(Timer { when, number, what });
    }

    /// A timer that waits was cancelled.
    pub fn timer_cancelled(&self) {
        self.cancelled.set(self.cancelled.get() + 1);
    }

    /// Drops timers that are cancelled: those that would be due first, and if most are, all.
    pub fn drop_cancelled(&self) {
        if self.cancelled.get() == 0 {
            return;
        }
        let mut gone = Vec::new();
        {
            let mut timers = self.timers.borrow_mut();
            if timers.len() > MANY && self.cancelled.get() * 2 > timers.len() {
                let all = std::mem::take(&mut *timers).into_vec();
                let (dead, alive): (Vec<_>, Vec<_>) = all.into_iter().partition(|t: &Timer| is_cancelled(&t.what));
                *timers = alive.into();
                gone = dead;
                self.cancelled.set(0);
            } else {
                while timers.peek().is_some_and(|t| is_cancelled(&t.what)) {
                    self.cancelled.set(self.cancelled.get().saturating_sub(1));
                    gone.extend(timers.pop());
                }
            }
        }
        gone.iter().for_each(|t| leave(&t.what));
    }

    /// When the first timer is due.
    pub fn first_timer(&self) -> Option<f64> {
        self.timers.borrow().peek().map(|t| t.when)
    }

    /// Makes those ready that are due before `end`.
    pub fn expire(&self, end: f64) {
        let mut ready = self.ready.borrow_mut();
        let first = ready.len();
        {
            let mut timers = self.timers.borrow_mut();
            while timers.peek().is_some_and(|t| t.when < end) {
                ready.extend(timers.pop().map(|t| (t.what, Value::UNBOUND)));
            }
        }
        for (what, how) in ready.range_mut(first..) {
            if is_cancelled(what) {
                self.cancelled.set(self.cancelled.get().saturating_sub(1));
            }
            leave(what);
            if !what.is_a::<Handle>() {
                *how = Value::TRUE;
                read_ahead(what);
            }
            crate::timeline::ready(what, how);
        }
    }

    /// All that is ready and all timers, for whoever wants to look.
    pub fn contents(&self) -> (Vec<Value>, Vec<Value>) {
        let ready = self.ready.borrow().iter().map(|(what, _)| what.clone()).collect();
        let mut timers: Vec<(f64, u64, Value)> =
            self.timers.borrow().iter().map(|t| (t.when, t.number, t.what.clone())).collect();
        timers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        (ready, timers.into_iter().map(|(_, _, v)| v).collect())
    }

    /// Forgets all that is ready and all timers.
    pub fn forget_all(&self) {
        let gone = (self.ready.take(), self.timers.take());
        drop(gone);
        self.cancelled.set(0);
        self.todo.set(0);
    }
}

impl Payload for EventLoop {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for (what, how) in self.ready.borrow().iter() {
            visit(what);
            visit(how);
        }
        for timer in self.timers.borrow().iter() {
            visit(&timer.what);
        }
        for slot in [&self.task, &self.handle, &self.context, &self.task_factory, &self.watches] {
            slot.with(&mut *visit);
        }
    }
    fn clear(&self) {
        self.forget_all();
        for slot in [&self.task, &self.handle, &self.context, &self.task_factory, &self.watches] {
            drop(slot.take());
        }
    }
}
