//! Waiting for a lock: how long, in which order, and what is said when nobody can ever release it.

use std::cell::RefCell;
use std::collections::VecDeque;

use pausa_runtime::clock::Clock;
use pausa_vm::exc::{overflow_error, runtime_error, type_error, value_error};
use pausa_vm::frame::FrameRef;
use pausa_vm::native::{Args, Def, Next};
use pausa_vm::object::{Dict, Module, Str};
use pausa_vm::ops::attr::instance_dict_if_any;
use pausa_vm::thread::{Events, Park, ThreadId};
use pausa_vm::types::class_name;
use pausa_vm::{Exc, R, Value, Vm};

use super::{lock, rlock};
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

/// The name of a thread, as `threading` knows it.
fn name(vm: &Vm, thread: ThreadId) -> String {
    let threading = vm.modules.get_str("threading").and_then(|m| m.cast::<Module>());
    let active = threading.and_then(|m| m.dict.get_str("_active")).and_then(|v| v.cast::<Dict>());
    let ident = super::ident(thread) as i64;
    let object = active.and_then(|d| d.pairs().into_iter().find(|(k, _)| k.as_i64() == Some(ident))).map(|(_, v)| v);
    let name = object.and_then(|o| instance_dict_if_any(&o)).and_then(|d| d.get_str("_name"));
    match name.as_ref().and_then(|v| v.downcast::<Str>()) {
        Some(s) => s.to_lossy().into_owned(),
        None if thread == ThreadId::MAIN => "MainThread".into(),
        None => format!("thread {ident}"),
    }
}

/// What a thread waits for.
fn thing(vm: &Vm, what: &Value) -> String {
    if let Some(l) = what.downcast::<lock::Lock>() {
        return lock::shown(what, l);
    }
    if let Some(l) = what.downcast::<rlock::RLock>() {
        let holder = l.holder().map(|t| format!(", which {} holds", name(vm, t))).unwrap_or_default();
        return rlock::shown(what, l) + &holder;
    }
    if let Some(module) = what.downcast::<Str>() {
        return format!("the import of '{}'", module.to_lossy());
    }
    format!("a {} object", class_name(what))
}

/// The place in the program where a thread waits: not in what the library does for it.
fn place(innermost: FrameRef) -> Option<String> {
    let code = |f: &FrameRef| f.code().map(|c| c.unit.filename.to_string());
    let mut frame = innermost.clone();
    while code(&frame)?.starts_with("<pausa>") {
        match frame.visible_parent() {
            Some(f) => frame = f,
            None => return Some(format!(" (File \"{}\", line {})", code(&innermost)?, innermost.position().line)),
        }
    }
    Some(format!(" (File \"{}\", line {})", code(&frame)?, frame.position().line))
}

/// All threads wait: who, for what, and where.
pub(super) fn deadlock(vm: &mut Vm) -> Exc {
    let mut text = "deadlock: every thread waits for something that no other can release".to_owned();
    for w in vm.waiting() {
        let place = w.frame.and_then(place).unwrap_or_default();
        text += &format!("\n  {} waits for {}{place}", name(vm, w.thread), thing(vm, &w.what));
    }
    runtime_error(text)
}
