//! Futures, tasks, handles and event loops: their data, and what happens to them without user code.
//!
//! A task is a future that drives a coroutine; both have one payload, in which a plain future leaves the task's part empty. An event
//! loop is a queue of what is ready, a heap of timers, and a list of events of the kernel's. Running it is the interpreter's work
//! (`interp::aio`): a task's step moves pointers, as a generator's does. What programs see of all this is made by the standard
//! library's `_asyncio`.
//!
//! A loop is *native* if its class does not replace the methods by which callbacks are scheduled and run. Futures and tasks of a native
//! loop are put into its queue directly; those of any other loop go through its `call_soon`.

mod event_loop;
mod future;
mod handle;

pub use crate::value::Slot;
pub use event_loop::{EventLoop, Timer};
pub use future::{Cancel, Cold, Future, Outcome, State, cancelled_error, flags, set_classes};
pub(crate) use future::{has_own_class, is_cancelled_error, wants_finalizer};
pub use handle::{Handle, HandleCold, flags as handle_flags};

use crate::heap::{Payload, Visit};
use crate::object::{List, Tuple};
use crate::value::Value;

/// Whether the last reference to a future that goes is to be noticed: an exception that nobody looked at, or a task that did not come to
/// its end, is worth a word.
pub fn watch_end(v: &Value, on: bool) {
    if let Some(h) = v.header()
        && !h.is_subclass()
    {
        if on { h.set(crate::heap::flag::FINALIZER) } else { h.unset(crate::heap::flag::FINALIZER) }
    }
}

/// Makes the class of futures, or of handles, the one of its kind.
pub fn install_class(kind: crate::heap::Kind, class: &crate::object::TypeRef) {
    crate::heap::heap(|h| h.types[kind as usize].set(class.value().header_ptr()));
}

/// A future of a loop, of the very class.
pub fn new_future(event_loop: Value) -> Value {
    crate::heap::new(Future { event_loop: Slot::new(event_loop), ..Future::default() }).into()
}

/// Callbacks with their contexts as a list; where a task waits, the context is Ellipsis.
pub fn pairs(all: Vec<(Value, Value)>) -> Value {
    let context = |c: Value| if c.is_unbound() { Value::ELLIPSIS } else { c };
    let rows = all.into_iter().map(|(callback, c)| Tuple::from_array([callback, context(c)]).into());
    List::from_vec(rows.collect()).into()
}

/// What is awaited to let the loop turn once: `asyncio.sleep(0)`.
pub struct Pause;

impl Payload for Pause {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}
