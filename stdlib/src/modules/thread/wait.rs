//! Waiting for a lock: how long, and in which order.

use std::cell::RefCell;
use std::collections::VecDeque;

use pausa_runtime::clock::Clock;
use pausa_vm::exc::{overflow_error, type_error, value_error};
use pausa_vm::native::{Args, Def, Next};
use pausa_vm::thread::{Events, Park, ThreadId};
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};

use crate::modules::system;
use crate::modules::time::seconds::{Rounding, nanoseconds};

/// The longest time, in seconds, that can be waited for a lock.
pub(super) const TIMEOUT_MAX: f64 = 9223372036.0;

/// How long `acquire` may wait, in nanoseconds; None for ever. The arguments are `blocking` and `timeout`.
pub(super) fn patience(blocking: &Value, timeout: &Value) -> R<Option<i64>> {
    let blocking = blocking.given().is_none_or(|v| v.as_i64() != Some(0));
    let forever = timeout.given().is_none_or(|v| v.as_i64() == Some(-1) || v.as_float() == Some(-1.0));
    if !blocking && !forever {
        return Err(value_error("can't specify a timeout for a non-blocking call"));
    }
    if !blocking {
        return Ok(Some(0));
    }
    if forever {
        return Ok(None);
    }
    if !timeout.is_int() && timeout.as_float().is_none() {
        let class = class_name(timeout);
        return Err(type_error(format!("'{class}' object cannot be interpreted as an integer")));
    }
    let wait = nanoseconds(timeout, Rounding::Ceiling)?;
    if wait < 0 {
        return Err(value_error("timeout value must be positive"));
    }
    if wait as f64 / 1e9 > TIMEOUT_MAX {
        return Err(overflow_error("timeout value is too large"));
    }
    Ok(Some(wait))
}

/// The point in time at which patience ends, as an argument: None for never.
pub(super) fn deadline(patience: Option<i64>) -> Value {
    patience.map_or(Value::NONE, |wait| Clock::Monotonic.now().saturating_add(wait).into())
}

/// The threads that wait for something, first come first.
#[derive(Default)]
pub(super) struct Queue(RefCell<VecDeque<ThreadId>>);

impl Queue {
    /// One of the threads that wait for `what` goes on: it looks again whether it can have it.
    pub(super) fn wake(&self, vm: &mut Vm, what: &Value) {
        loop {
            let first = self.0.borrow_mut().pop_front();
            match first {
                Some(thread) if vm.wake(thread, what) => return,
                Some(_) => {}
                None => return,
            }
        }
    }

    fn leave(&self, thread: ThreadId) {
        self.0.borrow_mut().retain(|t| *t != thread);
    }

    /// What a thread does that cannot have `args[0]` yet: it waits its turn to call `again`, whose second argument is the
    /// deadline. None: its time is over.
    pub(super) fn wait(&self, vm: &mut Vm, again: &'static Def, args: Args) -> R<Option<Next>> {
        let thread = vm.thread();
        let until = args.get(1).and_then(Value::as_i64);
        if until.is_some_and(|end| Clock::Monotonic.now() >= end) {
            self.leave(thread);
            return Ok(None);
        }
        if system::is_signalled(vm) {
            return system::call_again(vm, again, "_thread", &args).map(Some);
        }
        let mut waiting = self.0.borrow_mut();
        if !waiting.contains(&thread) {
            waiting.push_back(thread);
        }
        let what = args.first().cloned().unwrap_or(Value::NONE);
        Ok(Some(Next::Park(Box::new(Park { what, events: Events::None, until, again, args }))))
    }

    /// The thread has what it waited for.
    pub(super) fn served(&self, thread: ThreadId) {
        if !self.0.borrow().is_empty() {
            self.leave(thread);
        }
    }

    /// Nobody waits any more.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}
