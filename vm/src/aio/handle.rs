//! Handles: callbacks that a loop will call.

use std::cell::Cell;

use super::Slot;
use crate::heap::{Kind, Payload, Visit};

/// Bits of `Handle::flags`.
pub mod flags {
    /// It is not to be called.
    pub const CANCELLED: u8 = 1;
    /// It stands in the loop's heap of timers.
    pub const SCHEDULED: u8 = 2;
    /// `args` is the one argument, not a tuple of them.
    pub const ONE: u8 = 4;
    /// It is a `TimerHandle`.
    pub const TIMER: u8 = 8;
}

/// A callback with its arguments and context.
pub struct Handle {
    /// What is called; empty once it was cancelled.
    pub callback: Slot,
    /// A tuple of arguments, or the only one (`flags::ONE`).
    pub args: Slot,
    /// The context in which it is called: a context, or what one is made of.
    pub context: Slot,
    /// The loop.
    pub event_loop: Slot,
    /// When it is due, by the loop's clock.
    pub when: Cell<f64>,
    /// See [`flags`].
    pub flags: Cell<u8>,
    /// What few handles have.
    pub cold: Cell<Option<Box<HandleCold>>>,
}

/// What few handles have.
#[derive(Default)]
pub struct HandleCold {
    /// How it was shown before it was cancelled, in debug mode.
    pub repr: Slot,
    /// Where it was made, in debug mode.
    pub source_traceback: Slot,
}

impl Handle {
    /// Whether a flag is set.
    pub fn has(&self, flag: u8) -> bool {
        self.flags.get() & flag != 0
    }
    /// Sets or unsets a flag.
    pub fn put(&self, flag: u8, on: bool) {
        let f = self.flags.get();
        self.flags.set(if on { f | flag } else { f & !flag });
    }
    /// Looks at what few handles have, which is made if need be.
    pub fn with_cold<T>(&self, f: impl FnOnce(&HandleCold) -> T) -> T {
        let cold = self.cold.take().unwrap_or_default();
        let answer = f(&cold);
        self.cold.set(Some(cold));
        answer
    }
}

impl Payload for Handle {
    const KIND: Kind = Kind::Handle;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for slot in [&self.callback, &self.args, &self.context, &self.event_loop] {
            slot.with(&mut *visit);
        }
        let cold = self.cold.take();
        if let Some(cold) = &cold {
            cold.repr.with(&mut *visit);
            cold.source_traceback.with(&mut *visit);
        }
        self.cold.set(cold);
    }
    fn clear(&self) {
        for slot in [&self.callback, &self.args, &self.context, &self.event_loop] {
            drop(slot.take());
        }
        drop(self.cold.take());
    }
}
