//! Futures, and tasks, which are futures that drive a coroutine.

use std::cell::{Cell, RefCell};

use super::{EventLoop, Slot};
use crate::age::Birth;
use crate::exc::Exc;
use crate::heap::{Kind, Payload, Visit};
use crate::object::TypeRef;
use crate::value::Value;

/// How far a future is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// It has neither result nor exception.
    Pending,
    /// It was cancelled.
    Cancelled,
    /// It has a result or an exception.
    Finished,
}

/// Bits of `Future::flags`.
pub mod flags {
    /// A task has just been given the future to wait for (`_asyncio_future_blocking`).
    pub const BLOCKING: u8 = 1;
    /// Nobody has looked at the exception yet.
    pub const LOG_TRACEBACK: u8 = 2;
    /// It is an error if the task goes while it is pending.
    pub const LOG_DESTROY: u8 = 4;
    /// The task is to get CancelledError in its next step.
    pub const MUST_CANCEL: u8 = 8;
    /// A timer will set the result.
    pub const SLEEP: u8 = 16;
    /// `result` is an exception.
    pub const EXCEPTION: u8 = 32;
    /// It is a task.
    pub const TASK: u8 = 64;
    /// It is an instance of a class that replaces the methods by which futures are awaited: only their user code knows how.
    pub const CUSTOM: u8 = 128;
}

/// What a future ended with.
pub enum Outcome {
    /// It has not ended.
    Pending,
    /// Its result.
    Result(Value),
    /// The exception to raise.
    Raised(Exc),
}

/// What is left to do for a cancellation.
pub enum Cancel {
    /// Nothing: this is the answer.
    Done(bool),
    /// The future is cancelled; its loop is to be told of these callbacks.
    Schedule {
        /// The future.
        future: Value,
        /// Callbacks with their contexts.
        callbacks: Vec<(Value, Value)>,
    },
    /// The waiter is to be cancelled by its own method; if it refuses, the task gets CancelledError in its next step.
    Ask {
        /// The task that waits for it.
        task: Value,
        /// What it waits for.
        waiter: Value,
    },
    /// Tasks wait for each other in a circle: there is nothing that a cancellation could end.
    Circle,
}

/// What few futures have.
#[derive(Default)]
pub struct Cold {
    /// Callbacks after the first, each with its context.
    pub more: RefCell<Vec<(Value, Value)>>,
    /// The message of the cancellation.
    pub cancel_message: Slot,
    /// The traceback that the exception had when it was set.
    pub traceback: Slot,
    /// Where the future was made, in debug mode.
    pub source_traceback: Slot,
    /// The number of requests to cancel that are open, where it is too great for its place in the future.
    cancel_requests: Cell<u32>,
}

/// A future or task. An empty slot stands for what is not there.
#[derive(Default)]
pub struct Future {
    /// How far it is.
    pub state: Cell<u8>,
    /// See [`flags`].
    pub flags: Cell<u8>,
    /// How often the cancellation of the task was asked for and not taken back, if that is not too often: see `cancel_requests()`.
    pub few_cancel_requests: Cell<u16>,
    /// When the task was made.
    pub born: Cell<Birth>,
    /// The loop.
    pub event_loop: Slot,
    /// The result or exception; of one that was cancelled the CancelledError, if there is one already.
    pub result: Slot,
    /// The first callback; a task that waits, if `callback_context` is empty.
    pub callback: Slot,
    /// The context of the first callback.
    pub callback_context: Slot,
    /// What few have.
    pub cold: Cell<Option<Box<Cold>>>,
    /// The coroutine of a task.
    pub coro: Slot,
    /// The context of a task: a context, what one is made of, or nothing.
    pub context: Slot,
    /// What the task waits for.
    pub waiter: Slot,
    /// The name of a task: a str, or a number for one that was given none. What a sleeping future will have as its result.
    pub name: Slot,
}

thread_local! {
    static CANCELLED_ERROR: RefCell<Option<TypeRef>> = const { RefCell::new(None) };
}

/// Notes the class `CancelledError`.
pub fn set_classes(cancelled: TypeRef) {
    CANCELLED_ERROR.with_borrow_mut(|c| *c = Some(cancelled));
}

/// A CancelledError with this message, or without one.
pub fn cancelled_error(message: Option<Value>) -> Exc {
    let args = message.into_iter().collect();
    match CANCELLED_ERROR.with_borrow(Clone::clone) {
        Some(class) => Exc::of_class(&class, args),
        None => Exc::with_args(crate::exc::ExcKind::BaseException, args),
    }
}

/// Whether an exception is a CancelledError.
pub(crate) fn is_cancelled_error(e: &Exc) -> bool {
    let class = crate::types::class_of(e.object().value());
    CANCELLED_ERROR.with_borrow(|c| c.as_ref().is_some_and(|c| class.is_subtype_of(c)))
}

impl Future {
    /// How far it is.
    #[inline(always)]
    pub fn state(&self) -> State {
        match self.state.get() {
            0 => State::Pending,
            1 => State::Cancelled,
            _ => State::Finished,
        }
    }
    /// Whether a flag is set.
    #[inline(always)]
    pub fn has(&self, flag: u8) -> bool {
        self.flags.get() & flag != 0
    }
    /// Sets or unsets a flag.
    #[inline(always)]
    pub fn put(&self, flag: u8, on: bool) {
        let f = self.flags.get();
        self.flags.set(if on { f | flag } else { f & !flag });
    }
    /// How often the cancellation of the task was asked for and not taken back.
    pub fn cancel_requests(&self) -> u32 {
        match self.few_cancel_requests.get() {
            u16::MAX => self.if_cold(|c| c.cancel_requests.get()),
            few => few.into(),
        }
    }

    /// Sets this number.
    pub fn set_cancel_requests(&self, number: u32) {
        let few = u16::try_from(number).unwrap_or(u16::MAX);
        self.few_cancel_requests.set(few);
        if few == u16::MAX {
            self.with_cold(|c| c.cancel_requests.set(number));
        }
    }

    /// Whether it is pending.
    #[inline(always)]
    pub fn is_pending(&self) -> bool {
        self.state.get() == State::Pending as u8
    }

    /// Looks at what few futures have, which is made if need be.
    pub fn with_cold<T>(&self, f: impl FnOnce(&Cold) -> T) -> T {
        let cold = self.cold.take().unwrap_or_default();
        let answer = f(&cold);
        self.cold.set(Some(cold));
        answer
    }

    /// Looks at what few futures have, if this one has it.
    pub fn if_cold<T: Default>(&self, f: impl FnOnce(&Cold) -> T) -> T {
        let Some(cold) = self.cold.take() else { return T::default() };
        let answer = f(&cold);
        self.cold.set(Some(cold));
        answer
    }

    /// Adds a callback, or a task that waits (with an empty context).
    pub fn add_callback(&self, callback: Value, context: Value) {
        if self.callback.is_set() {
            self.with_cold(|c| c.more.borrow_mut().push((callback, context)));
        } else {
            self.callback.set(callback);
            self.callback_context.set(context);
        }
    }

    /// All callbacks.
    pub fn callbacks(&self) -> Vec<(Value, Value)> {
        if !self.callback.is_set() {
            return Vec::new();
        }
        let mut all = vec![(self.callback.get(), self.callback_context.get())];
        all.extend(self.if_cold(|c| c.more.borrow().clone()));
        all
    }

    /// Replaces all callbacks.
    pub fn set_callbacks(&self, all: Vec<(Value, Value)>) {
        let mut all = all.into_iter();
        let (callback, context) = all.next().unwrap_or_default();
        self.callback.set(callback);
        self.callback_context.set(context);
        let rest: Vec<_> = all.collect();
        if rest.is_empty() {
            let old = self.if_cold(|c| c.more.take());
            drop(old);
        } else {
            let old = self.with_cold(|c| c.more.replace(rest));
            drop(old);
        }
    }

    /// Ends it with a result.
    pub fn set_result(&self, v: Value) {
        self.result.set(v);
        self.state.set(State::Finished as u8);
    }

    /// Ends it with an exception, which somebody has to look at.
    pub fn set_exception(&self, e: &Exc) {
        let traceback = e.object().traceback.borrow().clone();
        if !traceback.is_none() {
            self.with_cold(|c| c.traceback.set(traceback));
        }
        self.result.set(e.object().value().clone());
        self.put(flags::EXCEPTION | flags::LOG_TRACEBACK, true);
        self.state.set(State::Finished as u8);
    }

    /// Marks it as cancelled; `error` is the CancelledError by which a task was ended.
    pub fn set_cancelled(&self, error: Value) {
        self.put(flags::LOG_TRACEBACK, false);
        self.result.set(error);
        self.state.set(State::Cancelled as u8);
    }

    /// The message of the cancellation.
    pub fn cancel_message(&self) -> Option<Value> {
        let message = self.if_cold(|c| Some(c.cancel_message.get()))?;
        if message.is_unbound() || message.is_none() { None } else { Some(message) }
    }

    /// Sets or forgets the message of the cancellation.
    pub fn set_cancel_message(&self, message: Value) {
        if message.is_none() || message.is_unbound() {
            self.if_cold(|c| c.cancel_message.set(Value::UNBOUND));
        } else {
            self.with_cold(|c| c.cancel_message.set(message));
        }
    }

    /// The CancelledError of one that was cancelled: the one by which it was ended, once, then others.
    pub fn make_cancelled_error(&self) -> Exc {
        let own = if self.state() == State::Cancelled { self.result.take() } else { Value::UNBOUND };
        match Exc::from_value(own) {
            Ok(e) => e,
            Err(_) => cancelled_error(self.cancel_message()),
        }
    }

    /// What it ended with; from then on its exception counts as looked at.
    pub fn outcome(&self) -> Outcome {
        match self.state() {
            State::Pending => Outcome::Pending,
            State::Cancelled => Outcome::Raised(self.make_cancelled_error()),
            State::Finished if self.has(flags::EXCEPTION) => {
                self.put(flags::LOG_TRACEBACK, false);
                let traceback = self.if_cold(|c| Some(c.traceback.get()));
                let traceback = traceback.filter(|t| !t.is_unbound()).unwrap_or(Value::NONE);
                match Exc::from_value(self.result.get()) {
                    Ok(e) => {
                        drop(e.object().traceback.replace(traceback));
                        Outcome::Raised(e)
                    }
                    Err(v) => Outcome::Result(v),
                }
            }
            State::Finished => Outcome::Result(self.result.get()),
        }
    }

    /// Puts the callbacks of a future that has ended into its loop's queue. If the loop is not native they are returned.
    pub fn schedule_callbacks(&self, this: &Value) -> Option<Vec<(Value, Value)>> {
        if !self.callback.is_set() {
            return None;
        }
        let native = self.event_loop.with(|l| {
            let Some(l) = EventLoop::native(l) else { return false };
            let (first, context) = (self.callback.take(), self.callback_context.take());
            l.schedule_callback(this, first, context);
            for (callback, context) in self.if_cold(|c| c.more.take()) {
                l.schedule_callback(this, callback, context);
            }
            true
        });
        if native {
            return None;
        }
        let all = self.callbacks();
        self.set_callbacks(Vec::new());
        Some(all)
    }

    /// Cancels a future or task as far as that needs no user code.
    pub fn cancel(this: &Value, message: &Value) -> Cancel {
        let mut target = this.clone();
        // The tasks on the way to what cannot wait for anything else, each of which waits for the next one.
        let mut innermost = Value::UNBOUND;
        // One of those that were passed, chosen anew after twice as many steps each time: who comes back to it goes in a circle.
        let (mut passed, mut steps, mut most) = (Value::UNBOUND, 0_u64, 1);
        let cancelled = loop {
            let Some(f) = target.downcast::<Future>() else {
                return Cancel::Ask { task: innermost, waiter: target };
            };
            if !innermost.is_unbound() && has_own_class(&target) {
                return Cancel::Ask { task: innermost, waiter: target };
            }
            f.put(flags::LOG_TRACEBACK, false);
            if !f.is_pending() {
                break false;
            }
            if f.has(flags::TASK) {
                f.set_cancel_requests(f.cancel_requests().saturating_add(1));
                let waiter = f.waiter.get();
                innermost = std::mem::replace(&mut target, waiter);
                if target.is_unbound() {
                    break false;
                }
                if target.is(&passed) {
                    return Cancel::Circle;
                }
                steps += 1;
                if steps == most {
                    (passed, steps, most) = (target.clone(), 0, most.saturating_mul(2));
                }
                continue;
            }
            f.set_cancel_message(message.clone());
            f.set_cancelled(Value::UNBOUND);
            if f.has(flags::SLEEP) {
                f.event_loop.with(|l| EventLoop::native(l).map(EventLoop::timer_cancelled));
            }
            return match f.schedule_callbacks(&target) {
                None => Cancel::Done(true),
                Some(callbacks) => Cancel::Schedule { future: target, callbacks },
            };
        };
        if let Some(f) = innermost.downcast::<Future>() {
            // What it waits for cannot be cancelled: the task is, in its next step.
            f.put(flags::MUST_CANCEL, true);
            f.set_cancel_message(message.clone());
            return Cancel::Done(true);
        }
        Cancel::Done(cancelled)
    }

    /// The name of a task.
    pub fn name(&self) -> Value {
        let name = self.name.get();
        match name.as_i64() {
            Some(n) if name.is_int() => format!("Task-{n}").into(),
            _ => name,
        }
    }
}

/// Whether it is an instance of a class of the program's, which may have its own way of being cancelled.
pub(crate) fn has_own_class(v: &Value) -> bool {
    v.header().is_some_and(|h| h.is_subclass())
}

/// Whether a future that nobody refers to any more has something to say.
pub(crate) fn wants_finalizer(v: &Value) -> bool {
    let Some(f) = v.downcast::<Future>() else { return false };
    has_own_class(v) || f.has(flags::LOG_TRACEBACK) || f.has(flags::TASK) && f.is_pending() && f.has(flags::LOG_DESTROY)
}

impl Payload for Future {
    const KIND: Kind = Kind::Future;
    fn traverse(&self, visit: &mut Visit<'_>) {
        let slots = [
            &self.event_loop,
            &self.result,
            &self.callback,
            &self.callback_context,
            &self.coro,
            &self.context,
            &self.waiter,
            &self.name,
        ];
        for slot in slots {
            slot.with(&mut *visit);
        }
        let cold = self.cold.take();
        if let Some(cold) = &cold {
            for (callback, context) in cold.more.borrow().iter() {
                visit(callback);
                visit(context);
            }
            for slot in [&cold.cancel_message, &cold.traceback, &cold.source_traceback] {
                slot.with(&mut *visit);
            }
        }
        self.cold.set(cold);
    }
    fn clear(&self) {
        let slots = [
            &self.event_loop,
            &self.result,
            &self.callback,
            &self.callback_context,
            &self.coro,
            &self.context,
            &self.waiter,
            &self.name,
        ];
        for slot in slots {
            drop(slot.take());
        }
        drop(self.cold.take());
    }
}
