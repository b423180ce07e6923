//! Exceptions: from the frame that raises to the one that handles.

use std::cell::Cell;

use crate::bytecode::{ExcEntry, Instr};
use crate::exc::{Exc, ExcKind};
use crate::frame::{FrameBlock, FrameKind, FrameState, Stage, bit, handler};
use crate::heap::{self, Kind, Obj};
use crate::interp::{Flow, body, generator, iterate, leave, set, switch, take, trace};
use crate::object::{Exception, Traceback};
use crate::value::Value;
use crate::vm::Vm;

/// Raises `vm.raised` in the current frame, and finds the frame and handler where execution goes on.
#[cold]
#[inline(never)]
pub(crate) unsafe fn unwind(vm: &mut Vm) -> Flow {
    let Some(exc) = vm.raised.take() else {
        return Flow::Reload;
    };
    let again = std::mem::replace(&mut vm.reraising, false);
    let unrelated = std::mem::replace(&mut vm.unrelated, false);
    // SAFETY: `vm.frame` is the frame that raised.
    unsafe {
        if again {
            return propagate(vm, exc, true);
        }
        raise(vm, vm.frame, exc, unrelated)
    }
}

/// Raises an exception in the current frame, where it was not raised before. `unrelated`: what is being handled is not its context.
#[inline(always)]
pub(crate) unsafe fn raise(vm: &mut Vm, frame: *mut FrameBlock, exc: Exc, unrelated: bool) -> Flow {
    // SAFETY: `frame` is the current frame, with its `pc` after the instruction that raised.
    unsafe {
        if (*frame).payload.kind == FrameKind::Root {
            return propagate(vm, exc, false);
        }
        enter(vm, frame, &exc, unrelated);
        // Most handlers are in the frame that raises.
        let at = FrameBlock::instr_index(frame);
        if vm.tracing.is_idle()
            && let Some(entry) = handler(body(frame), at)
        {
            if !(*frame).payload.is_hidden() {
                add_entry(frame, exc.object(), at);
            }
            catch(frame, entry, exc);
            return Flow::Reload;
        }
        propagate(vm, exc, false)
    }
}

/// An exception that is raised anew comes to a frame: it gets its context.
#[inline(always)]
unsafe fn enter(vm: &mut Vm, frame: *mut FrameBlock, exc: &Exc, unrelated: bool) {
    // SAFETY: `frame` is the current frame, with its `pc` after the instruction that raised.
    unsafe {
        swap_handled(vm, frame);
        if !unrelated && (!vm.handled.is_none() || vm.handling_awaits > 0) {
            add_context(vm, exc.object());
        }
    }
}

/// A frame goes on at its handler.
#[inline(always)]
unsafe fn catch(frame: *mut FrameBlock, entry: &ExcEntry, exc: Exc) {
    // SAFETY: `entry` is one of the frame's code, whose registers and instructions it names.
    unsafe {
        let code = &*(*frame).payload.code;
        for r in entry.keep..code.registers.get() {
            drop(take(frame, r));
        }
        set(frame, entry.exc, exc.into_value());
        (*frame).payload.pc = code.entry.get().add(entry.target as usize);
        (*frame).payload.stage = Stage::Store;
    }
}

/// Takes an exception from the current frame outwards, to the handler where execution goes on. `again`: the frame is in its traceback
/// already.
#[cold]
#[inline(never)]
unsafe fn propagate(vm: &mut Vm, mut exc: Exc, again: bool) -> Flow {
    // SAFETY: `vm.frame` is the frame that raised, with its `pc` after the instruction; frames above the handler's are popped one by
    // one, each by the rules of its kind.
    unsafe {
        let mut frame = vm.frame;
        let mut first = again;
        let mut told = trace::unwinding(vm, frame, again);
        loop {
            vm.frame = frame;
            if (*frame).payload.kind == FrameKind::Root {
                match switch::root_result(vm, frame, Err(exc)) {
                    Flow::Raise => {
                        // Another greenlet is current, and the exception is raised in it.
                        let Some(e) = vm.raised.take() else {
                            return Flow::Reload;
                        };
                        exc = e;
                        vm.unrelated = false;
                        frame = vm.frame;
                        if (*frame).payload.kind != FrameKind::Root {
                            arrive(frame);
                            swap_handled(vm, frame);
                        }
                        continue;
                    }
                    flow => return flow,
                }
            }
            let at = FrameBlock::instr_index(frame);
            if !std::mem::replace(&mut first, false) && !(*frame).payload.is_hidden() {
                add_entry(frame, exc.object(), at);
            }
            if vm.tracing.on {
                exc = match trace::raised(vm, frame, exc, told) {
                    Ok(exc) => exc,
                    Err(flow) => return flow,
                };
            }
            let code = &*(*frame).payload.code;
            if let Some(entry) = handler(code, at) {
                catch(frame, entry, exc);
                return Flow::Reload;
            }
            if vm.tracing.on {
                exc = match trace::left(vm, frame, exc, told) {
                    Ok(exc) => exc,
                    Err(flow) => return flow,
                };
            }
            told = 0;
            settle(frame, at, exc.object());
            // The prelude's generators that take an iterator's steps end as a `__next__` does.
            let is_generator = (*frame).payload.kind == FrameKind::Generator;
            let is_driver = is_generator && (*frame).payload.is_prelude();
            if is_generator && !is_driver {
                exc = leave_generator_exception(frame, exc);
                if (*frame).payload.bits & bit::CLOSING != 0 && frame != vm.running && exc.is(ExcKind::GeneratorExit) {
                    forget_entries(frame, exc.object());
                }
            }
            frame = pop(vm, frame);
            vm.frame = frame;
            if (*frame).payload.kind == FrameKind::Root {
                continue;
            }
            match std::mem::replace(&mut (*frame).payload.stage, Stage::Store) {
                Stage::Next if exc.is(ExcKind::StopIteration) => return iterate::exhausted(frame),
                Stage::Store if is_driver && iterate::is_loop(frame) && exc.is(ExcKind::StopIteration) => {
                    return iterate::exhausted(frame);
                }
                Stage::Close if exc.is(ExcKind::StopIteration) || exc.is(ExcKind::GeneratorExit) => {
                    return super::deliver::deliver(vm, frame, Value::NONE);
                }
                Stage::Traced | Stage::TracedRaise => {
                    trace::failed(vm);
                    continue;
                }
                stage @ (Stage::Task | Stage::Callback) => match super::aio::raised(vm, frame, stage, exc) {
                    Ok(Flow::Raise) => {
                        // What was run next has raised in its turn.
                        let Some(e) = vm.raised.take() else {
                            return Flow::Reload;
                        };
                        exc = e;
                        first = std::mem::replace(&mut vm.reraising, false);
                        let unrelated = std::mem::replace(&mut vm.unrelated, false);
                        frame = vm.frame;
                        if !first {
                            enter(vm, frame, &exc, unrelated);
                        }
                        continue;
                    }
                    Ok(flow) => return flow,
                    Err(e) => exc = e,
                },
                _ => {}
            }
            blame_attribute(frame, exc.object());
            swap_handled(vm, frame);
        }
    }
}

/// An AttributeError that arrives from the code behind an attribute says which one, unless it says so already.
unsafe fn blame_attribute(frame: *mut FrameBlock, e: &Obj<Exception>) {
    // SAFETY: the frame waits with its `pc` after an instruction; operands are registers of the frame.
    unsafe {
        let (Instr::GetAttr { s, cache, .. } | Instr::LoadMethod { s, cache, .. }) = *(*frame).payload.pc.sub(1) else {
            return;
        };
        if !e.header().class_ref().is_subtype_of(&ExcKind::AttributeError.class())
            || [0, 1].iter().any(|&i| !(e.field(i).is_none() || e.field(i).is_unbound()))
        {
            return;
        }
        let code = &*(*frame).payload.code;
        let object = (*FrameBlock::reg(frame, s as usize)).clone();
        if object.is_unbound() {
            return;
        }
        let name = code.unit.caches.get(cache as usize).and_then(|&n| code.names.get(n as usize));
        if let Some(name) = name {
            e.set_field(0, name.value().clone());
            e.set_field(1, object);
        }
    }
}

/// A frame that an exception leaves from the end of a handler stays where it was raised, as far as anyone can see later.
unsafe fn settle(frame: *mut FrameBlock, at: u32, e: &Obj<Exception>) {
    // SAFETY: the frame and its code are alive; the entry's number is that of one of its instructions.
    unsafe {
        let code = &*(*frame).payload.code;
        if body(frame).unit.positions.get(at as usize).is_some_and(|p| p.line != 0) {
            return;
        }
        let traceback = e.traceback.borrow();
        if let Some(entry) = traceback.downcast::<Traceback>()
            && std::ptr::eq(entry.frame.header_ptr(), frame.cast_const().cast())
        {
            (*frame).payload.pc = code.entry.get().add(entry.instr as usize + 1);
        }
    }
}

/// A frame that waited in another greenlet gets an exception: its stage is void.
unsafe fn arrive(frame: *mut FrameBlock) {
    // SAFETY: `frame` is alive.
    unsafe { (*frame).payload.stage = Stage::Store };
}

/// An exception that arrives at a yield inside a handler first makes the frame's own handled exception current again.
#[inline(always)]
unsafe fn swap_handled(vm: &mut Vm, frame: *mut FrameBlock) {
    // SAFETY: the frame waits with its `pc` after an instruction, and after each yield stands at least a return.
    unsafe {
        let code = &*(*frame).payload.code;
        if (*frame).payload.kind != FrameKind::Generator || (*frame).payload.pc == code.entry.get() {
            return;
        }
        if let Instr::Yield { .. } | Instr::AsyncYield { .. } | Instr::Await { .. } = *(*frame).payload.pc.sub(1)
            && let Instr::SwapExc { save } = *(*frame).payload.pc
        {
            if let Instr::Await { .. } = *(*frame).payload.pc.sub(1) {
                vm.handling_awaits = vm.handling_awaits.saturating_sub(1);
            }
            core::ptr::swap(&mut vm.handled, FrameBlock::reg(frame, save as usize));
        }
    }
}

/// What is being handled by the generators that wait for the running frames, from the inside out: their handlers are set aside
/// while they wait, but what they wait for sees the exception.
#[cold]
pub(crate) fn handled_outside(vm: &Vm) -> Value {
    let mut frame = vm.frame;
    // SAFETY: the chain of parents consists of live frames; a frame that waits in an Await has an instruction after it.
    unsafe {
        while !frame.is_null() && (*frame).payload.kind != FrameKind::Root {
            let parent = (*frame).payload.parent;
            if (*frame).payload.kind == FrameKind::Generator
                && (*frame).payload.bits & bit::DELEGATED != 0
                && !parent.is_null()
                && let Instr::Await { .. } = *(*parent).payload.pc.sub(1)
                && let Instr::SwapExc { save } = *(*parent).payload.pc
            {
                let handled = &*FrameBlock::reg(parent, save as usize);
                if handled.is_a::<Exception>() {
                    return handled.clone();
                }
            }
            frame = parent;
        }
    }
    Value::NONE
}

/// The exception being handled becomes the context of a new one.
fn add_context(vm: &Vm, e: &Obj<Exception>) {
    let Some(handled) = vm.handled_exception().cast::<Exception>() else {
        return;
    };
    if handled.is(e) {
        return;
    }
    // Raising an exception from its own context must not make a ring.
    let mut link = handled.clone();
    let mut slow = handled.clone();
    let mut odd = false;
    loop {
        let next = link.context.borrow().cast::<Exception>();
        match next {
            None => break,
            Some(next) if next.is(e) => {
                let old = link.context.replace(Value::NONE);
                drop(old);
                break;
            }
            Some(next) => link = next,
        }
        let follow = if odd { slow.context.borrow().cast::<Exception>() } else { None };
        if let Some(follow) = follow {
            slow = follow;
            if slow.is(&link) {
                break;
            }
        }
        odd = !odd;
    }
    let old = e.context.replace(handled.into());
    drop(old);
}

/// Adds a frame to an exception's traceback, at this instruction.
#[inline(always)]
pub(super) unsafe fn add_entry(frame: *mut FrameBlock, e: &Obj<Exception>, instr: u32) {
    // SAFETY: `frame` is alive; the traceback gets a reference of its own. Nothing has borrowed the exception's traceback.
    unsafe {
        heap::increment(frame.cast_const().cast());
        let place = e.traceback.as_ptr();
        let entry = heap::new(Traceback {
            next: Cell::new(std::ptr::replace(place, Value::NONE)),
            frame: Value::from_header(frame.cast_const().cast()),
            instr,
            line: None,
        });
        (*frame).payload.bits |= if (*frame).payload.kind == FrameKind::Generator { bit::KEPT } else { 0 };
        std::ptr::write(place, entry.into());
    }
}

/// The exit that closed a generator goes on in the one that delegates to it as if it came from there: PEP 380 closes the inner one first.
#[cold]
unsafe fn forget_entries(frame: *mut FrameBlock, e: &Obj<Exception>) {
    loop {
        let traceback = e.traceback.borrow().clone();
        match traceback.downcast::<Traceback>() {
            Some(entry) if std::ptr::eq(entry.frame.header_ptr(), frame.cast_const().cast()) => {
                drop(e.traceback.replace(entry.next()));
            }
            _ => return,
        }
    }
}

/// StopIteration may not leave a generator: it would look like its end.
pub(super) unsafe fn leave_generator_exception(frame: *mut FrameBlock, exc: Exc) -> Exc {
    // SAFETY: `frame` is a generator.
    let kind = unsafe { (*frame).header.kind() };
    let what = match kind {
        Kind::Coroutine => "coroutine",
        Kind::AsyncGenerator => "async generator",
        _ => "generator",
    };
    let stop = if exc.is(ExcKind::StopIteration) {
        "StopIteration"
    } else if kind == Kind::AsyncGenerator && exc.is(ExcKind::StopAsyncIteration) {
        "StopAsyncIteration"
    } else {
        return exc;
    };
    let new = crate::exc::runtime_error(format!("{what} raised {stop}"));
    let cause = exc.into_value();
    let e = new.object();
    e.cause.replace(cause.clone());
    e.context.replace(cause);
    e.suppress_context.set(true);
    new
}

/// Takes a frame off its chain; returns the one that waited for it.
unsafe fn pop(vm: &mut Vm, frame: *mut FrameBlock) -> *mut FrameBlock {
    // SAFETY: `frame` is the current frame.
    unsafe {
        if (*frame).payload.kind != FrameKind::Generator {
            if (*frame).header.references() == 1 {
                return leave(frame);
            }
            // Of a frame that something shows only the variables stay.
            let code = &*(*frame).payload.code;
            for r in code.unit.locals.len()..FrameBlock::registers(frame) {
                drop(take(frame, r as u16));
            }
            return abandon(frame);
        }
        if frame == vm.running {
            let receiver = generator::end_root(vm, frame);
            heap::decrement(frame.cast_const().cast());
            receiver
        } else {
            generator::end_delegate(frame)
        }
    }
}

/// Takes the frame of a call off its chain whose block something still refers to: its registers live as long as that, and so does its caller.
pub(crate) unsafe fn abandon(frame: *mut FrameBlock) -> *mut FrameBlock {
    // SAFETY: `frame` is the current frame; the chain's reference to it ends, the one to its parent passes to the current frame.
    unsafe {
        // It is an object like others from now on.
        heap::heap(|h| h.count_container());
        let receiver = (*frame).payload.parent;
        if !receiver.is_null() && (*receiver).payload.kind == FrameKind::Call {
            // Who looks at the frame later sees who called it.
            heap::increment(receiver.cast_const().cast());
        } else {
            (*frame).payload.parent = std::ptr::null_mut();
        }
        (*frame).payload.state = FrameState::Finished;
        heap::decrement(frame.cast_const().cast());
        receiver
    }
}
