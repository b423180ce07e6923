//! What stands between an `await` and a coroutine or async generator: `coro.__await__()`, `agen.asend()`, `agen.athrow()`,
//! `agen.aclose()`, `anext(it, default)`.

use std::cell::Cell;

use crate::heap::{Payload, Visit};
use crate::value::Value;

/// What a step does with its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Drives a coroutine.
    Coroutine,
    /// Sends a value into an async generator.
    Send,
    /// Raises an exception in an async generator.
    Throw,
    /// Closes an async generator.
    Close,
    /// Awaits another awaitable; the end of the iteration becomes a default.
    Next,
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Not awaited yet.
    Fresh,
    /// Being awaited.
    Started,
    /// Over: it cannot be awaited again.
    Over,
}

/// An awaitable that drives something else.
pub struct AwaitStep {
    /// What it does.
    pub kind: StepKind,
    /// The coroutine, async generator or awaitable.
    pub target: Value,
    /// The value to send, a tuple of what to throw, or the default; `UNBOUND` if there is none.
    pub argument: Value,
    /// How far it has come.
    pub state: Cell<StepState>,
}

impl AwaitStep {
    /// A step that has not begun.
    pub fn new(kind: StepKind, target: Value, argument: Value) -> AwaitStep {
        AwaitStep { kind, target, argument, state: Cell::new(StepState::Fresh) }
    }
}

impl Payload for AwaitStep {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.target);
        visit(&self.argument);
    }
}
