//! What the budget is for: at calls, returns and back edges the loop looks up now and then.
//!
//! Pending finalisers and weak reference callbacks are run, a due collection is made, an interrupt from outside becomes
//! KeyboardInterrupt, and step limits are enforced.

use std::sync::atomic::Ordering;

use crate::age;
use crate::bytecode::instr::{Instr, Operand};
use crate::exc::{Exc, ExcKind};
use crate::frame::{FrameBlock, Stage};
use crate::heap::{gc, heap};
use crate::interp::{Flow, call, threads};
use crate::native::Args;
use crate::value::Value;
use crate::vm::Vm;

/// Calls and back edges between two looks at what comes from outside. The checked build looks at each of them.
const SLICE: i32 = if cfg!(feature = "checked") { 1 } else { 2000 };

/// The same while there are several threads: one whose calls take long is to make way for the others too.
const SHARED_SLICE: i32 = if cfg!(feature = "checked") { 1 } else { 1000 };

/// Attends to whatever is pending. The current frame is between two instructions, with its `pc` at the next one.
#[cold]
#[inline(never)]
pub(crate) unsafe fn attend(vm: &mut Vm, frame: *mut FrameBlock) -> Flow {
    pending(vm, frame, Stage::Ignore).unwrap_or(Flow::Reload)
}

/// The same at a jump that is taken, whose instruction is the one before `pc`: what is raised is raised by it, where its loop is, and
/// the jump is made when all is done.
#[cold]
#[inline(never)]
pub(crate) unsafe fn at_branch(vm: &mut Vm, frame: *mut FrameBlock) -> Flow {
    match pending(vm, frame, Stage::Branch) {
        Some(flow) => flow,
        // SAFETY: the frame's `pc` is after a jump.
        None => unsafe { branch(frame) },
    }
}

/// After an instruction that was at `from` and may have jumped, away from the fast path of the loop: a jump backward counts there too.
pub(crate) unsafe fn jumped(vm: &mut Vm, frame: *mut FrameBlock, from: *const Instr, flow: Flow) -> Flow {
    // SAFETY: the frame is current, and between two instructions.
    unsafe {
        if matches!(flow, Flow::Reload) && (*frame).payload.pc < from && super::tick() {
            return attend(vm, frame);
        }
    }
    flow
}

/// Makes the jump of the instruction before `pc`.
pub(crate) unsafe fn branch(frame: *mut FrameBlock) -> Flow {
    // SAFETY: the caller's promise; the verifier or the compiler saw to it that the target is within the code.
    unsafe {
        let instr = *(*frame).payload.pc.sub(1);
        let offset = instr.operands().into_iter().find_map(|(_, operand)| match operand {
            Operand::Jump(offset) => Some(offset),
            _ => None,
        });
        (*frame).payload.pc = (*frame).payload.pc.offset(offset.unwrap_or(0) as isize);
    }
    Flow::Reload
}

/// What is pending, or None. `stage` says what the frame does after a call that is made for it.
pub(crate) fn pending(vm: &mut Vm, frame: *mut FrameBlock, stage: Stage) -> Option<Flow> {
    vm.frame = frame;
    let slice = if vm.threads.are_several() { SHARED_SLICE } else { SLICE };
    let attention = heap(|h| {
        h.budget.set(slice);
        h.attention.replace(false)
    });
    if vm.tracing.on != vm.tracing.running {
        // The other copy of the loop goes on, and attends to the rest.
        heap(|h| h.call_attention());
        if stage == Stage::Branch {
            // SAFETY: the frame's `pc` is after a jump.
            unsafe { branch(frame) };
        }
        vm.tracing.switching = true;
        return Some(Flow::Halt);
    }
    if let Some(scheduler) = &vm.scheduler {
        age::tell(scheduler.glimpse());
    }
    if let Some(left) = &mut vm.steps_left {
        *left = left.saturating_sub(slice as u64);
        if *left == 0 {
            vm.steps_left = None;
            return Some(vm.raise(Exc::msg(ExcKind::RuntimeError, "the limit of steps is reached")));
        }
    }
    if vm.watchdog.is_some()
        && let Some(callee) = watchdog(vm, slice)
    {
        // What else is pending is attended to when it looks up.
        heap(|h| if attention { h.call_attention() } else { h.budget.set(0) });
        // SAFETY: the frame is between two instructions, so no other stage is set.
        return Some(unsafe { call::value(vm, frame, stage, &callee, Args::new()) });
    }
    if vm.interrupt.pending.load(Ordering::Relaxed)
        && let Some(report) = vm.on_report
        && report(vm)
    {
        vm.interrupt.pending.store(false, Ordering::Release);
    }
    if vm.threads.are_several()
        && let Some(flow) = share(vm, attention, stage)
    {
        return Some(flow);
    }
    if vm.threads.current == vm.threads.main
        && vm.interrupt.pending.load(Ordering::Relaxed)
        && vm.interrupt.pending.swap(false, Ordering::AcqRel)
    {
        // What else is pending is attended to after it.
        if attention {
            heap(|h| h.call_attention());
        }
        return interrupted(vm, frame, stage);
    }
    if attention {
        if heap(|h| h.gc.take_wanted()) {
            gc::collect(Some(frame.cast_const().cast()));
            super::sweep_names();
        }
        return finalizers(vm, frame, stage);
    }
    None
}

/// What the watchdog calls if its steps have been made; else the loop looks up when they will have been.
fn watchdog(vm: &mut Vm, slice: i32) -> Option<Value> {
    let dog = vm.watchdog.as_mut()?;
    dog.left -= i64::from(dog.granted);
    // What the prelude does is one step, as far as programs can tell.
    // SAFETY: the current frame is alive.
    if dog.left <= 0 && !unsafe { (*vm.frame).payload.is_prelude() } {
        return vm.watchdog.take().map(|dog| dog.callee);
    }
    dog.granted = i32::try_from(dog.left).unwrap_or(slice).clamp(1, slice);
    heap(|h| h.budget.set(dog.granted));
    None
}

/// Lets another thread run if the current one has had its share, or if a signal has come, which the main thread attends to. None if the
/// current one goes on.
fn share(vm: &mut Vm, attention: bool, stage: Stage) -> Option<Flow> {
    // What the prelude does is one step, as far as programs can tell.
    // SAFETY: the current frame is alive.
    if unsafe { (*vm.frame).payload.is_atomic() } {
        return None;
    }
    let signal = vm.interrupt.pending.load(Ordering::Relaxed);
    if signal && vm.threads.current == vm.threads.main {
        // It attends to the signal first: the others would make way for it at once.
        return None;
    }
    if signal && let Err(e) = vm.summon_main() {
        return Some(vm.raise(e));
    }
    // The checked build makes way whenever nothing else is to be attended to.
    let is_over = cfg!(feature = "checked") && !attention || vm.scheduler.as_mut().is_some_and(|s| s.is_over());
    if !signal && !is_over {
        return None;
    }
    if attention {
        heap(|h| h.call_attention());
    }
    if stage == Stage::Branch {
        // SAFETY: the frame's `pc` is after a jump. It is made now, so that the thread goes on from there.
        unsafe { branch(vm.frame) };
    }
    Some(threads::preempt(vm))
}

/// An interrupt from outside: a call of a handler, or KeyboardInterrupt.
fn interrupted(vm: &mut Vm, frame: *mut FrameBlock, stage: Stage) -> Option<Flow> {
    let Some(decide) = vm.on_interrupt else {
        return Some(vm.raise(Exc::with_args(ExcKind::KeyboardInterrupt, Vec::new())));
    };
    match decide(vm) {
        // SAFETY: the frame is between two instructions, so no other stage is set.
        Ok(Some(call)) => Some(unsafe { call::prelude_staged(vm, frame, stage, "call_handler", call) }),
        Ok(None) => None,
        Err(e) => Some(vm.raise(e)),
    }
}

/// Runs the queued finalisers and callbacks, through the prelude.
fn finalizers(vm: &mut Vm, frame: *mut FrameBlock, stage: Stage) -> Option<Flow> {
    if heap(|h| h.finalizers.borrow().is_empty()) {
        return None;
    }
    let run = match vm.prelude("run_finalizers") {
        Ok(run) => run,
        Err(e) => return Some(vm.raise(e)),
    };
    // SAFETY: the frame is between two instructions, so no other stage is set.
    unsafe {
        if (*frame).payload.func.is(&run) {
            // It is just running them, and asks for those that have come since.
            return None;
        }
        Some(call::value(vm, frame, stage, &run, Args::new()))
    }
}
