//! What the budget is for: at calls, returns and back edges the loop looks up now and then.
//!
//! Pending finalisers and weak reference callbacks are run, a due collection is made, an interrupt from outside becomes
//! KeyboardInterrupt, and step limits are enforced.

use std::sync::atomic::Ordering;

use crate::exc::{Exc, ExcKind};
use crate::frame::{FrameBlock, Stage};
use crate::heap::{gc, heap};
use crate::interp::{Flow, call};
use crate::native::Args;
use crate::vm::Vm;

/// Calls and back edges between two looks at what comes from other threads.
const SLICE: i32 = 2000;

/// Attends to whatever is pending. The current frame is between two instructions, with its `pc` at the next one.
#[cold]
#[inline(never)]
pub(crate) unsafe fn attend(vm: &mut Vm, frame: *mut FrameBlock) -> Flow {
    vm.frame = frame;
    let attention = heap(|h| {
        h.budget.set(SLICE);
        h.attention.replace(false)
    });
    if let Some(left) = &mut vm.steps_left {
        *left = left.saturating_sub(SLICE as u64);
        if *left == 0 {
            vm.steps_left = None;
            return vm.raise(Exc::msg(ExcKind::RuntimeError, "the limit of steps is reached"));
        }
    }
    if vm.interrupt.pending.load(Ordering::Relaxed) && vm.interrupt.pending.swap(false, Ordering::AcqRel) {
        // What else is pending is attended to after it.
        if attention {
            heap(|h| h.attention.set(true));
        }
        return interrupted(vm, frame);
    }
    if attention {
        if heap(|h| h.gc.take_wanted()) {
            gc::collect(Some(frame.cast_const().cast()));
            super::sweep_names();
        }
        return finalizers(vm, frame);
    }
    // SAFETY: the frame's `pc` is set.
    Flow::Reload
}

/// An interrupt from outside: a call of a handler, or KeyboardInterrupt.
fn interrupted(vm: &mut Vm, frame: *mut FrameBlock) -> Flow {
    let Some(decide) = vm.on_interrupt else {
        return vm.raise(Exc::with_args(ExcKind::KeyboardInterrupt, Vec::new()));
    };
    match decide(vm) {
        // SAFETY: the frame is between two instructions, so no other stage is set.
        Ok(Some(call)) => unsafe { call::prelude_staged(vm, frame, Stage::Ignore, "call_handler", call) },
        // SAFETY: the frame's `pc` is set.
        Ok(None) => Flow::Reload,
        Err(e) => vm.raise(e),
    }
}

/// Runs the queued finalisers and callbacks, through the prelude.
fn finalizers(vm: &mut Vm, frame: *mut FrameBlock) -> Flow {
    if heap(|h| h.finalizers.borrow().is_empty()) {
        return Flow::Reload;
    }
    let run = match vm.prelude("run_finalizers") {
        Ok(run) => run,
        Err(e) => return vm.raise(e),
    };
    // SAFETY: the frame is between two instructions, so no other stage is set.
    unsafe {
        if (*frame).payload.func.is(&run) {
            // It is just running them, and asks for those that have come since.
            return Flow::Reload;
        }
        call::value(vm, frame, Stage::Ignore, &run, Args::new())
    }
}
