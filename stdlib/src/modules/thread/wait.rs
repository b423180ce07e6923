//! Waiting for a lock: how long, and in which order.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};

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

/// In which queue each thread stands, if it stands in one: then nobody has to look for it. A thread that was torn from its wait by an
/// exception still stands where it waited, and is passed over there.
#[derive(Default)]
struct Places {
    of: HashMap<ThreadId, u64>,
    /// How many queues have a number.
    queues: u64,
}

/// The threads that wait for something, first come first.
#[derive(Default)]
pub(super) struct Queue {
    threads: RefCell<VecDeque<ThreadId>>,
    /// Which queue it is; 0 until somebody waits.
    number: Cell<u64>,
}

impl Queue {
    /// One of the threads that wait for `what` goes on: it looks again whether it can have it.
    pub(super) fn wake(&self, vm: &mut Vm, what: &Value) {
        loop {
            let Some(thread) = self.threads.borrow_mut().pop_front() else { return };
            self.forget(vm, thread);
            if vm.wake(thread, what) {
                return;
            }
        }
    }

    /// The thread does not stand here any more; says whether it did.
    fn forget(&self, vm: &mut Vm, thread: ThreadId) -> bool {
        let places = &mut vm.state::<Places>().of;
        let is_here = places.get(&thread) == Some(&self.number.get());
        if is_here {
            places.remove(&thread);
        }
        is_here
    }

    fn leave(&self, vm: &mut Vm, thread: ThreadId) {
        if self.forget(vm, thread) {
            self.threads.borrow_mut().retain(|t| *t != thread);
        }
    }

    fn join(&self, vm: &mut Vm, thread: ThreadId) {
        let places = vm.state::<Places>();
        if self.number.get() == 0 {
            places.queues += 1;
            self.number.set(places.queues);
        }
        if places.of.insert(thread, self.number.get()) != Some(self.number.get()) {
            self.threads.borrow_mut().push_back(thread);
        }
    }

    /// What a thread does that cannot have `args[0]` yet: it waits its turn to call `again`, whose second argument is the
    /// deadline. None: its time is over.
    pub(super) fn wait(&self, vm: &mut Vm, again: &'static Def, args: Args) -> R<Option<Next>> {
        let thread = vm.thread();
        let until = args.get(1).and_then(Value::as_i64);
        if until.is_some_and(|end| Clock::Monotonic.now() >= end) {
            self.leave(vm, thread);
            return Ok(None);
        }
        if system::is_signalled(vm) {
            return system::call_again(vm, again, "_thread", &args).map(Some);
        }
        self.join(vm, thread);
        let what = args.first().cloned().unwrap_or(Value::NONE);
        Ok(Some(Next::Park(Box::new(Park { what, events: Events::None, until, again, args }))))
    }

    /// The thread has what it waited for.
    pub(super) fn served(&self, vm: &mut Vm, thread: ThreadId) {
        if !self.threads.borrow().is_empty() {
            self.leave(vm, thread);
        }
    }

    /// Nobody waits any more.
    pub(super) fn clear(&self, vm: &mut Vm) {
        for thread in self.threads.take() {
            self.forget(vm, thread);
        }
    }
}
