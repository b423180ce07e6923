//! Generators, coroutines and async generators: resuming, yielding, delegating, finishing, throwing.
//!
//! A *root* is a generator that was resumed directly (`next`, `send`, `for`); `vm.running` is the innermost one. Under it hangs its
//! delegation chain: each generator waits in an `Await` for the next one, down to the *leaf*, which runs. A yield goes from the leaf
//! straight to the root's resumer, and resuming goes straight to the leaf, however long the chain is.
//!
//! A program may also drive a generator directly while another one delegates to it. Then it is marked `BORROWED` for that time, and
//! the root's idea of the leaf is void: it is found anew (`find_leaf`).

use crate::aio::{Future, Outcome, Pause, flags};
use crate::bytecode::instr::{KILL_1, UNREAD};
use crate::bytecode::{CodeFlags, Instr};
use crate::exc::{Exc, ExcKind, R, runtime_error, stop_iteration, type_error, value_error};
use crate::frame::{
    FrameBlock, FrameKind, FrameState, Stage, allocate_generator, bit, clear_registers, generator_block, handler,
    is_generator,
};
use crate::heap::{self, Header, Kind};
use crate::interp::call::{self, Called};
use crate::interp::{Flow, body, destination, fold, get, is_exact, payload, set, take};
use crate::object::{Code, Function, Traceback};
use crate::ops::iterate;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// Bits of a root that make its yield go the slow way.
pub(crate) const SPECIAL: u8 = bit::BORROWED | bit::CLOSING;

/// What a generator's kind is called in messages.
fn word(h: &Header) -> &'static str {
    match h.kind() {
        Kind::Coroutine => "coroutine",
        Kind::AsyncGenerator => "async generator",
        _ => "generator",
    }
}

fn header<'a>(g: *mut FrameBlock) -> &'a Header {
    // SAFETY: `g` is a live generator.
    unsafe { &(*g).header }
}

fn already_executing(g: *mut FrameBlock) -> Exc {
    value_error(format!("{} already executing", word(header(g))))
}

/// A generator was made by a call: a coroutine remembers where, if the program asks for that.
#[inline(always)]
pub(crate) fn created(vm: &mut Vm, g: *mut FrameBlock) {
    if vm.origin_depth > 0 && header(g).is_kind(Kind::Coroutine) {
        crate::types::generator::note_origin(vm, g);
    }
}

/// Makes `g` a running root under the current frame.
#[inline(always)]
pub(crate) unsafe fn link_root(vm: &mut Vm, frame: *mut FrameBlock, g: *mut FrameBlock) {
    // SAFETY: both are live; the root owns a reference to itself while it runs.
    unsafe {
        heap::increment(g.cast_const().cast());
        link_kept_root(vm, frame, g);
    }
}

/// The same with a reference to the generator that the caller gives up.
#[inline(always)]
pub(crate) unsafe fn link_kept_root(vm: &mut Vm, frame: *mut FrameBlock, g: *mut FrameBlock) {
    // SAFETY: both are live.
    unsafe {
        (*g).payload.parent = frame;
        (*g).payload.state = FrameState::Running;
        (*g).payload.bits |= bit::RUNNING_ROOT;
        FrameBlock::set_outer(g, vm.running);
    }
    vm.running = g;
}

/// Undoes `link_root`, except for the reference; returns the resumer's frame.
unsafe fn unlink_root(vm: &mut Vm, g: *mut FrameBlock) -> *mut FrameBlock {
    // SAFETY: `g` is the innermost running root.
    unsafe {
        debug_assert!(vm.running == g);
        vm.running = FrameBlock::outer(g);
        let receiver = std::mem::replace(&mut (*g).payload.parent, std::ptr::null_mut());
        (*g).payload.bits &= !bit::RUNNING_ROOT;
        if (*g).payload.bits & bit::BORROWED != 0 {
            // It goes back to the one that delegates to it.
            (*g).payload.bits &= !bit::BORROWED;
            (*g).payload.parent = FrameBlock::delegator(g);
        }
        receiver
    }
}

/// Gives None to the innermost frame of a chain, which is about to be resumed.
#[inline(always)]
pub(crate) unsafe fn give_none(leaf: *mut FrameBlock) {
    // SAFETY: `leaf` was left with `pc` after the instruction that waits.
    unsafe {
        let pc = (*leaf).payload.pc;
        match *pc.sub(1) {
            Instr::Yield { k, .. } if k & UNREAD != 0 => (*leaf).payload.pc = pc.add(1),
            _ => set(leaf, destination(pc), Value::NONE),
        }
    }
}

/// The innermost frame of a generator that can be resumed by a loop without anything unusual; it has got None.
#[inline(always)]
pub(crate) unsafe fn resumable(vm: &Vm, frame: *mut FrameBlock, g: *mut FrameBlock) -> Option<*mut FrameBlock> {
    // SAFETY: `g` is a live generator, `frame` the current frame with its `pc` set.
    unsafe {
        if (*g).payload.bits & bit::UNUSUAL != 0 || (*frame).payload.depth >= vm.recursion_limit {
            return None;
        }
        match (*g).payload.state {
            FrameState::Suspended => {
                let leaf = FrameBlock::leaf(g);
                if leaf.is_null() {
                    return None;
                }
                give_none(leaf);
                Some(leaf)
            }
            FrameState::Created => Some(g),
            _ => None,
        }
    }
}

/// Whether a generator that has not begun can start under `frame` with nothing unusual.
#[inline(always)]
pub(crate) unsafe fn can_be_awaited(vm: &Vm, frame: *mut FrameBlock, inner: *mut FrameBlock) -> bool {
    // SAFETY: both are live frames.
    unsafe { (*inner).payload.bits == 0 && (*frame).payload.depth < vm.recursion_limit }
}

/// Makes such a generator one that `frame` waits for.
#[inline(always)]
pub(crate) unsafe fn delegate_to(frame: *mut FrameBlock, inner: *mut FrameBlock) {
    // SAFETY: both are live frames.
    unsafe {
        (*inner).payload.parent = frame;
        (*inner).payload.bits = bit::DELEGATED;
        (*inner).payload.state = FrameState::Running;
        (*inner).payload.depth = (*frame).payload.depth + 1;
    }
}

/// Resumes a generator for a loop, if nothing is unusual; returns the frame that runs now.
#[inline(always)]
pub(crate) unsafe fn resume_fast(vm: &mut Vm, frame: *mut FrameBlock, g: *mut FrameBlock) -> Option<*mut FrameBlock> {
    // SAFETY: as in `resumable`.
    unsafe {
        let leaf = resumable(vm, frame, g)?;
        link_root(vm, frame, g);
        (*leaf).payload.depth = (*frame).payload.depth + 1;
        Some(leaf)
    }
}

/// Gives the innermost frame of a chain, which is resumed, the result of the future that it awaits, if it awaits one; the exception is to
/// be raised in it.
unsafe fn settle_await(leaf: *mut FrameBlock) -> Option<Result<(), Exc>> {
    // SAFETY: `leaf` is a suspended frame.
    unsafe {
        let waits = FrameBlock::delegate(leaf)?;
        let future = waits.downcast::<Future>()?;
        Some(match future.outcome() {
            Outcome::Result(v) => {
                finish_await(leaf, v);
                Ok(())
            }
            Outcome::Raised(e) => Err(e),
            Outcome::Pending => Err(runtime_error("await wasn't used with future")),
        })
    }
}

/// Notes where a chain waits.
unsafe fn note_leaf(root: *mut FrameBlock, leaf: *mut FrameBlock) {
    // SAFETY: both are live frames, and the leaf is suspended.
    unsafe {
        if FrameBlock::delegate(leaf).is_some_and(|v| v.is_a::<Future>()) {
            FrameBlock::set_awaiting_leaf(root, leaf);
        } else {
            FrameBlock::set_leaf(root, leaf);
        }
    }
}

/// The innermost frame of a suspended chain, found by following the delegations. `Ok(None)`: the generator delegated to is finished
/// already, and the leaf goes on without being sent anything.
unsafe fn find_leaf(g: *mut FrameBlock) -> R<(*mut FrameBlock, bool)> {
    // SAFETY: `g` is a suspended generator; delegates are held by registers of those that wait for them.
    unsafe {
        let known = FrameBlock::leaf(g);
        if !known.is_null() {
            return Ok((known, true));
        }
        let mut frame = g;
        while let Some(inner) = FrameBlock::delegate(frame) {
            if !is_generator(&inner) {
                break;
            }
            let inner = generator_block(&inner);
            match (*inner).payload.state {
                FrameState::Finished => {
                    finish_await(frame, Value::NONE);
                    return Ok((frame, false));
                }
                FrameState::Running if (*inner).payload.parent != frame && !rests(inner) => {
                    return Err(already_executing(inner));
                }
                FrameState::Running if (*inner).payload.bits & bit::RUNNING_ROOT != 0 => {
                    return Err(already_executing(inner));
                }
                _ => {
                    if (*inner).payload.parent != frame {
                        forget_leaf(inner);
                        (*inner).payload.parent = frame;
                        (*inner).payload.bits |= bit::DELEGATED;
                    }
                    (*inner).payload.state = FrameState::Running;
                    frame = inner;
                }
            }
        }
        Ok((frame, true))
    }
}

/// A delegation is over: the generator is released and its result stored.
unsafe fn finish_await(frame: *mut FrameBlock, v: Value) {
    // SAFETY: the frame waits in an `Await`.
    unsafe {
        if let Instr::Await { d, it } = *(*frame).payload.pc.sub(1) {
            drop(take(frame, it));
            set(frame, d, v);
        }
    }
}

/// A generator that another one delegates to is about to be driven directly: whoever caches the chain's leaf must look again.
unsafe fn borrow_delegate(g: *mut FrameBlock) {
    // SAFETY: the chain of delegators is alive: each holds the next one.
    unsafe {
        FrameBlock::set_delegator(g, (*g).payload.parent);
        (*g).payload.bits |= bit::BORROWED;
        forget_leaf(g);
    }
}

/// The root of the chain that a generator belongs to, if another one delegates to it.
unsafe fn chain_root(g: *mut FrameBlock) -> *mut FrameBlock {
    // SAFETY: the chain of delegators is alive: each holds the next one.
    unsafe {
        let mut up = g;
        while (*up).payload.bits & bit::DELEGATED != 0 && !(*up).payload.parent.is_null() {
            up = (*up).payload.parent;
        }
        up
    }
}

/// Whether a generator that another one delegates to waits in a suspended chain, though it counts as running there.
unsafe fn rests(g: *mut FrameBlock) -> bool {
    // SAFETY: `g` is a live generator.
    unsafe {
        (*g).payload.bits & (bit::DELEGATED | bit::RUNNING_ROOT) == bit::DELEGATED
            && (*chain_root(g)).payload.state == FrameState::Suspended
    }
}

/// The chain of a generator changes from here on inwards: its root looks for the leaf anew.
unsafe fn forget_leaf(g: *mut FrameBlock) {
    // SAFETY: `g` is a live generator, and so is the root of its chain.
    unsafe {
        let root = chain_root(g);
        // A running root has another use for the word.
        for g in [root, g] {
            if (*g).payload.kind == FrameKind::Generator && (*g).payload.bits & bit::RUNNING_ROOT == 0 {
                FrameBlock::set_leaf(g, std::ptr::null_mut());
            }
        }
    }
}

/// Checks that a generator can be resumed; `Some` is the result of trying anyway.
unsafe fn check_resumable(g: *mut FrameBlock) -> R<()> {
    // SAFETY: `g` is a live generator.
    unsafe {
        if (*g).payload.state == FrameState::Running && rests(g) {
            if header(g).is_kind(Kind::Coroutine) {
                return Err(runtime_error("coroutine is being awaited already"));
            }
            (*g).payload.state = FrameState::Suspended;
        }
        match (*g).payload.state {
            FrameState::Running => Err(already_executing(g)),
            FrameState::Finished if header(g).is_kind(Kind::Coroutine) => {
                Err(runtime_error("cannot reuse already awaited coroutine"))
            }
            FrameState::Finished if header(g).is_kind(Kind::AsyncGenerator) => {
                Err(Exc::with_args(ExcKind::StopAsyncIteration, Vec::new()))
            }
            FrameState::Finished => Err(stop_iteration(Value::NONE)),
            _ if (*g).payload.bits & bit::DELEGATED != 0 && header(g).is_kind(Kind::Coroutine) => {
                Err(runtime_error("coroutine is being awaited already"))
            }
            _ => Ok(()),
        }
    }
}

/// The error for a generator that cannot be resumed because the recursion is too deep. That ends one that had not begun.
unsafe fn never_begun(vm: &Vm, g: *mut FrameBlock) -> Exc {
    // SAFETY: the caller holds the generator, which is not running.
    unsafe {
        if (*g).payload.state == FrameState::Created {
            (*g).payload.state = FrameState::Finished;
            clear_registers(g);
        }
        call::too_deep(vm, &(*g).payload.func)
    }
}

/// Sends a value into a generator.
pub(crate) fn send(vm: &mut Vm, generator: &Value, v: Value) -> R<Called> {
    let g = generator_block(generator);
    let mut failed = None;
    // SAFETY: `generator` holds the block; the current frame waits with its `pc` set.
    unsafe {
        check_resumable(g)?;
        if (*vm.frame).payload.depth >= vm.recursion_limit {
            return Err(never_begun(vm, g));
        }
        if (*g).payload.state == FrameState::Created && !v.is_none() {
            return Err(type_error(format!("can't send non-None value to a just-started {}", word(header(g)))));
        }
        if (*g).payload.bits & bit::DELEGATED != 0 {
            borrow_delegate(g);
        }
        let frame = vm.frame;
        let leaf = if (*g).payload.state == FrameState::Created {
            g
        } else {
            let (leaf, wants_value) = find_leaf(g)?;
            match if wants_value { settle_await(leaf) } else { Some(Ok(())) } {
                None => set(leaf, destination((*leaf).payload.pc), v),
                Some(Ok(())) => {}
                Some(Err(e)) => failed = Some(e),
            }
            leaf
        };
        link_root(vm, frame, g);
        (*leaf).payload.depth = (*frame).payload.depth + 1;
        vm.frame = leaf;
    }
    if let Some(e) = failed {
        vm.raised = Some(e);
        return Ok(Called::Thrown);
    }
    Ok(Called::Pushed)
}

/// Raises an exception inside a generator.
pub(crate) fn throw(vm: &mut Vm, generator: &Value, exception: Exc) -> R<Called> {
    let g = generator_block(generator);
    // SAFETY: as in `send`.
    unsafe {
        match (*g).payload.state {
            FrameState::Finished if !header(g).is_kind(Kind::Coroutine) => {
                vm.unrelated = true;
                return Err(exception);
            }
            _ => check_resumable(g)?,
        }
        if (*g).payload.state == FrameState::Created {
            vm.unrelated = true;
            // None of its handlers is entered yet.
            super::unwind::add_entry(g, exception.object(), Traceback::NOT_BEGUN);
            (*g).payload.state = FrameState::Finished;
            (*g).payload.bits |= if header(g).is_kind(Kind::AsyncGenerator) { bit::AGEN_CLOSED } else { 0 };
            (*g).payload.bits &= !bit::AGEN_RUNNING;
            (*g).header.unset(heap::flag::FINALIZER);
            return Err(super::unwind::leave_generator_exception(g, exception));
        }
        if (*g).payload.bits & bit::DELEGATED != 0 {
            borrow_delegate(g);
        }
        let leaf = find_leaf(g)?.0;
        if exception.is(ExcKind::GeneratorExit) {
            let mut f = leaf;
            while f != g && !f.is_null() {
                // The root knows that there are such frames.
                (*f).payload.bits |= bit::CLOSING;
                (*g).payload.bits |= bit::CLOSING;
                f = (*f).payload.parent;
            }
        }
        vm.unrelated = handles_nothing(g, leaf);
        link_root(vm, vm.frame, g);
        enter_leaf(vm, leaf);
    }
    vm.raised = Some(exception);
    Ok(Called::Thrown)
}

/// Whether no frame of a suspended chain is in a handler: what whoever throws is handling is not what the generator handles, or one that
/// delegates to it.
#[inline(always)]
unsafe fn handles_nothing(g: *mut FrameBlock, leaf: *mut FrameBlock) -> bool {
    // SAFETY: the frames from the leaf up to the root are alive and wait, each with an instruction after its `pc`.
    unsafe {
        let mut f = leaf;
        loop {
            if let Instr::SwapExc { save } = *(*f).payload.pc
                && get(f, save).is_a::<crate::object::Exception>()
            {
                return false;
            }
            let delegator = (*f).payload.parent;
            if f == g || delegator.is_null() {
                return true;
            }
            f = delegator;
        }
    }
}

/// Makes the innermost frame of a chain, which a root under the current frame was made of, the current one.
#[inline(always)]
unsafe fn enter_leaf(vm: &mut Vm, leaf: *mut FrameBlock) {
    // SAFETY: both frames are alive.
    unsafe { (*leaf).payload.depth = (*vm.frame).payload.depth + 1 };
    vm.frame = leaf;
}

/// Makes ready for `throw()` into a suspended generator or coroutine if nothing is unusual. The reference in `held`, a register of the
/// current frame, passes to it as a running root, if one is named; the exception is taken from the register `thrown`, and is to be raised in
/// the frame that is current then. Whether it is unrelated to what is handled comes with it. None: there is more to do.
#[inline(always)]
pub(crate) unsafe fn throw_fast(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    g: *mut FrameBlock,
    held: Option<u16>,
    thrown: u16,
) -> Option<(Exc, bool)> {
    // SAFETY: `g` is a live generator, `frame` the current frame with its `pc` set.
    unsafe {
        if (*g).payload.bits & bit::UNUSUAL != 0 || (*g).payload.state != FrameState::Suspended {
            return None;
        }
        let leaf = FrameBlock::leaf(g);
        if leaf.is_null() {
            return None;
        }
        let v = get(frame, thrown);
        if !v.is_a::<crate::object::Exception>() || ExcKind::GeneratorExit.is_class_of(v) {
            return None;
        }
        let exception = Exc::from_value(take(frame, thrown)).ok()?;
        let unrelated = handles_nothing(g, leaf);
        match held {
            Some(r) => {
                std::mem::forget(take(frame, r));
                link_kept_root(vm, frame, g);
            }
            None => link_root(vm, frame, g),
        }
        enter_leaf(vm, leaf);
        Some((exception, unrelated))
    }
}

/// Closes a generator or coroutine if none of its code would see the exit. None: there is more to do, or it is something else.
pub(crate) fn close_at_once(v: &Value) -> Option<Value> {
    let is_one = is_exact(v, Kind::Generator) || is_exact(v, Kind::Coroutine);
    // SAFETY: it is a live generator.
    (is_one && unsafe { end_unseen(generator_block(v)) }).then_some(Value::NONE)
}

/// Ends a generator that is finished already, was not begun, or waits at a yield without a handler. False: it is something else.
#[inline(always)]
unsafe fn end_unseen(g: *mut FrameBlock) -> bool {
    // SAFETY: `g` is a live generator.
    unsafe {
        match (*g).payload.state {
            FrameState::Finished => true,
            FrameState::Created => {
                (*g).payload.state = FrameState::Finished;
                clear_registers(g);
                true
            }
            FrameState::Suspended
                if (*g).payload.bits == 0
                    && FrameBlock::leaf(g) == g
                    && FrameBlock::delegate(g).is_none()
                    && handler(body(g), FrameBlock::instr_index(g)).is_none() =>
            {
                (*g).payload.state = FrameState::Finished;
                (*g).header.unset(heap::flag::FINALIZER);
                clear_registers(g);
                true
            }
            _ => false,
        }
    }
}

/// Closes a generator: raises GeneratorExit in it and expects it to end.
pub(crate) fn close(vm: &mut Vm, generator: &Value) -> R<Called> {
    let g = generator_block(generator);
    // SAFETY: as in `send`.
    unsafe {
        if end_unseen(g) {
            return Ok(Called::Done(Value::NONE));
        }
        check_resumable(g)?;
        (*vm.frame).payload.stage = Stage::Close;
        let frame = vm.frame;
        let thrown = throw(vm, generator, Exc::with_args(ExcKind::GeneratorExit, Vec::new()));
        if thrown.is_err() {
            (*frame).payload.stage = Stage::Store;
        }
        thrown
    }
}

/// Suspends the chain of the innermost root, whose leaf is `frame`, and hands `v` to the resumer.
pub(crate) unsafe fn yield_slow(vm: &mut Vm, frame: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: `frame` is the running leaf of `vm.running`.
    unsafe {
        let root = vm.running;
        if (*root).payload.bits & bit::CLOSING != 0 {
            (*root).payload.bits &= !bit::CLOSING;
            if let Some(flow) = refuse_close(vm, root, frame) {
                return flow;
            }
        }
        if (*(*root).payload.parent).payload.stage == Stage::Close {
            let e = ignored_exit(root);
            (*root).payload.state = FrameState::Suspended;
            let receiver = unlink_root(vm, root);
            note_leaf(root, frame);
            vm.frame = receiver;
            let flow = resumer_raises(vm, receiver, e);
            heap::decrement(root.cast_const().cast());
            return flow;
        }
        let borrowed = (*root).payload.bits & bit::BORROWED != 0;
        (*root).payload.state = FrameState::Suspended;
        let receiver = unlink_root(vm, root);
        // The chain above one that was borrowed does not know this leaf.
        if borrowed {
            FrameBlock::set_leaf(root, std::ptr::null_mut());
        } else {
            note_leaf(root, frame);
        }
        let flow = if fold::is_waiting(receiver) {
            fold::go_on(vm, receiver, root, v)
        } else {
            super::deliver::deliver(vm, receiver, v)
        };
        heap::decrement(root.cast_const().cast());
        flow
    }
}

/// The error for a yield where a generator was to end.
fn ignored_exit(g: *mut FrameBlock) -> Exc {
    runtime_error(format!("{} ignored GeneratorExit", word(header(g))))
}

/// A yield inside a chain through which GeneratorExit is on its way: the innermost generator that was to end stays suspended, and the
/// one that waits for it gets an error. None if no generator below the root was to end.
unsafe fn refuse_close(vm: &mut Vm, root: *mut FrameBlock, leaf: *mut FrameBlock) -> Option<Flow> {
    // SAFETY: the frames from the leaf up to the root are alive and wait for each other.
    unsafe {
        let mut g = leaf;
        while (*g).payload.bits & bit::CLOSING == 0 {
            if g == root {
                return None;
            }
            g = (*g).payload.parent;
        }
        note_leaf(g, leaf);
        (*g).payload.state = FrameState::Suspended;
        (*g).payload.bits &= !(bit::CLOSING | bit::DELEGATED);
        let receiver = std::mem::replace(&mut (*g).payload.parent, std::ptr::null_mut());
        // Others further out may be in the same position.
        (*root).payload.bits |= bit::CLOSING;
        vm.frame = receiver;
        Some(vm.raise(ignored_exit(g)))
    }
}

/// Ends a generator or coroutine that was delegated to and that nothing but the register of the frame awaiting it refers to: frees it, and
/// returns that frame, whose destination is still to be set. None: there is more to do.
#[inline(always)]
pub(crate) unsafe fn end_fast(vm: &mut Vm, frame: *mut FrameBlock) -> Option<*mut FrameBlock> {
    // SAFETY: `frame` is the current frame. Its only reference is the one in the receiver's register, which is forgotten; registers and
    // function are dropped once, then the block is freed.
    unsafe {
        if (*frame).payload.bits != bit::DELEGATED
            || frame == vm.running
            || (*frame).header.references() != 1
            || (*frame).header.has(heap::flag::WEAK)
            || header(frame).is_kind(Kind::AsyncGenerator)
        {
            return None;
        }
        let receiver = (*frame).payload.parent;
        let Instr::Await { it, .. } = *(*receiver).payload.pc.sub(1) else { return None };
        if get(receiver, it).bits() != frame.expose_provenance() as u64 {
            return None;
        }
        std::ptr::write(FrameBlock::reg(receiver, it as usize), Value::UNBOUND);
        free(frame);
        Some(receiver)
    }
}

/// Frees the block of a generator that nothing refers to.
unsafe fn free(frame: *mut FrameBlock) {
    // SAFETY: the caller's promise; registers and function are dropped once, then the block is freed.
    unsafe {
        // The attributes stand behind the registers.
        let mut next = FrameBlock::reg(frame, 0);
        let end = next.add((*(*frame).payload.code).registers.get() as usize + 1);
        while next != end {
            std::ptr::drop_in_place(next);
            next = next.add(1);
        }
        std::ptr::drop_in_place(&raw mut (*frame).payload.func);
        heap::free_container(frame.cast(), (*frame).header.size_class());
    }
}

/// Ends a generator that a loop or a fold runs over and that nothing but the loop's register refers to: frees it, and returns the loop's
/// frame, which goes on after the loop. None: there is more to do.
#[inline(always)]
pub(crate) unsafe fn end_loop(vm: &mut Vm, frame: *mut FrameBlock) -> Option<*mut FrameBlock> {
    // SAFETY: `frame` is the current frame. It has its own reference as a running root and, in a loop, the one in the receiver's register;
    // both are forgotten.
    unsafe {
        if (*frame).payload.bits != bit::RUNNING_ROOT
            || frame != vm.running
            || (*frame).header.references() > 2
            || (*frame).header.has(heap::flag::WEAK)
        {
            return None;
        }
        let receiver = (*frame).payload.parent;
        if (*frame).header.references() == 1 {
            if !fold::is_waiting(receiver) {
                return None;
            }
            vm.running = FrameBlock::outer(frame);
            free(frame);
            fold::finish(receiver);
            return Some(receiver);
        }
        if (*receiver).payload.stage != Stage::Store || (*receiver).payload.kind == FrameKind::Root {
            return None;
        }
        let Instr::ForIter { it, off, .. } = *(*receiver).payload.pc.sub(1) else { return None };
        if get(receiver, it).bits() != frame.expose_provenance() as u64 {
            return None;
        }
        vm.running = FrameBlock::outer(frame);
        std::ptr::write(FrameBlock::reg(receiver, it as usize), Value::UNBOUND);
        free(frame);
        (*receiver).payload.pc = (*receiver).payload.pc.offset(off as isize);
        Some(receiver)
    }
}

/// A frame returns: a generator's, or a call's whose block lives on.
#[inline(never)]
pub(crate) unsafe fn return_slow(vm: &mut Vm, frame: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: `frame` is the current frame.
    unsafe {
        if (*frame).payload.kind != FrameKind::Generator {
            let receiver = super::unwind::abandon(frame);
            return super::deliver::deliver(vm, receiver, v);
        }
        let is_async = header(frame).is_kind(Kind::AsyncGenerator);
        if frame != vm.running {
            // The one that delegated gets the result.
            let closing = (*frame).payload.bits & bit::CLOSING != 0;
            let receiver = end_delegate(frame);
            vm.frame = receiver;
            if closing {
                return vm.raise(Exc::with_args(ExcKind::GeneratorExit, Vec::new()));
            }
            if is_async {
                return vm.raise(Exc::with_args(ExcKind::StopAsyncIteration, Vec::new()));
            }
            finish_await(receiver, v);
            return Flow::Reload;
        }
        if !is_async && (*frame).header.references() == 1 && !(*frame).header.has(heap::flag::WEAK) {
            // Nothing but the root's own reference is left.
            let receiver = unlink_root(vm, frame);
            free(frame);
            vm.frame = receiver;
            return finished(vm, receiver, v);
        }
        let receiver = end_root(vm, frame);
        vm.frame = receiver;
        let flow = if is_async {
            (*frame).payload.bits |= bit::AGEN_CLOSED;
            resumer_raises(vm, receiver, Exc::with_args(ExcKind::StopAsyncIteration, Vec::new()))
        } else {
            finished(vm, receiver, v)
        };
        heap::decrement(frame.cast_const().cast());
        flow
    }
}

/// The resumer of a generator that returned `v`.
unsafe fn finished(vm: &mut Vm, receiver: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: the receiver waits with its `pc` set.
    unsafe {
        match (*receiver).payload.stage {
            Stage::Close => {
                (*receiver).payload.stage = Stage::Store;
                super::deliver::deliver(vm, receiver, Value::NONE)
            }
            Stage::Next => super::iterate::exhausted(receiver),
            Stage::Store if matches!(*(*receiver).payload.pc.sub(1), Instr::ForIter { .. }) => {
                super::iterate::exhausted(receiver)
            }
            Stage::Task => super::aio::returned(vm, receiver, v),
            Stage::Fold => {
                fold::finish(receiver);
                Flow::Reload
            }
            _ => {
                (*receiver).payload.stage = Stage::Store;
                super::unwind::raise(vm, receiver, stop_iteration(v), false)
            }
        }
    }
}

/// Raises in a resumer, whose stage is void then.
unsafe fn resumer_raises(vm: &mut Vm, receiver: *mut FrameBlock, e: Exc) -> Flow {
    // SAFETY: the receiver is alive.
    unsafe { (*receiver).payload.stage = Stage::Store };
    vm.raise(e)
}

/// A generator that was delegated to has ended; returns the frame that waits for it.
pub(crate) unsafe fn end_delegate(frame: *mut FrameBlock) -> *mut FrameBlock {
    // SAFETY: `frame` is the current frame and was delegated to.
    unsafe {
        let receiver = std::mem::replace(&mut (*frame).payload.parent, std::ptr::null_mut());
        (*frame).payload.bits &= !(bit::DELEGATED | bit::CLOSING | bit::AGEN_RUNNING);
        (*frame).payload.state = FrameState::Finished;
        (*frame).header.unset(heap::flag::FINALIZER);
        if header(frame).is_kind(Kind::AsyncGenerator) {
            (*frame).payload.bits |= bit::AGEN_CLOSED;
        }
        if (*frame).payload.bits & bit::KEPT == 0 {
            clear_registers(frame);
        }
        receiver
    }
}

/// A root has ended; returns its resumer's frame. The root's reference to itself is still to be dropped.
pub(crate) unsafe fn end_root(vm: &mut Vm, frame: *mut FrameBlock) -> *mut FrameBlock {
    // SAFETY: `frame` is the current frame and the innermost root.
    unsafe {
        let receiver = unlink_root(vm, frame);
        (*frame).payload.parent = std::ptr::null_mut();
        (*frame).payload.bits &= !(bit::DELEGATED | bit::CLOSING | bit::AGEN_RUNNING);
        (*frame).payload.state = FrameState::Finished;
        (*frame).header.unset(heap::flag::FINALIZER);
        if (*frame).payload.bits & bit::KEPT == 0 {
            clear_registers(frame);
        }
        receiver
    }
}

/// `Await` of anything but a fresh generator.
#[inline(never)]
pub(crate) unsafe fn await_slow(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::Await { it, .. } = instr else { unreachable!("{} does not await", instr.name()) };
    // SAFETY: the operands are registers of the current frame, which waits with `pc` after the Await.
    unsafe {
        let mut failed = None;
        let v = get(frame, it).clone();
        if !is_generator(&v) {
            return await_native(vm, frame, it, v);
        }
        let inner = generator_block(&v);
        if (*inner).payload.bits & bit::AGEN_RUNNING != 0 {
            return vm.raise(runtime_error("anext(): asynchronous generator is already running"));
        }
        if (*inner).payload.state == FrameState::Finished {
            if header(inner).is_kind(Kind::Generator) {
                finish_await(frame, Value::NONE);
                return Flow::Reload;
            }
            let e = check_resumable(inner).err().unwrap_or_else(|| already_executing(inner));
            return vm.raise(e);
        }
        if let Err(e) = check_resumable(inner) {
            return vm.raise(e);
        }
        if (*inner).payload.bits & bit::DELEGATED != 0 {
            // Another one delegates to it too: from now on it works for this one.
            forget_leaf(inner);
        }
        if (*frame).payload.depth >= vm.recursion_limit {
            let e = never_begun(vm, inner);
            return vm.raise(e);
        }
        let leaf = if (*inner).payload.state == FrameState::Created {
            inner
        } else {
            match find_leaf(inner) {
                Ok((leaf, wants_value)) => {
                    match if wants_value { settle_await(leaf) } else { Some(Ok(())) } {
                        None => set(leaf, destination((*leaf).payload.pc), Value::NONE),
                        Some(Ok(())) => {}
                        Some(Err(e)) => failed = Some(e),
                    }
                    leaf
                }
                Err(e) => return vm.raise(e),
            }
        };
        (*inner).payload.parent = frame;
        (*inner).payload.bits |= bit::DELEGATED;
        if header(inner).is_kind(Kind::AsyncGenerator) {
            (*inner).payload.bits |= bit::AGEN_RUNNING;
        }
        (*inner).payload.state = FrameState::Running;
        (*leaf).payload.depth = (*frame).payload.depth + 1;
        vm.frame = leaf;
        match failed {
            Some(e) => vm.raise(e),
            None => Flow::Reload,
        }
    }
}

/// `Await` of a future, or of what lets the loop turn once.
unsafe fn await_native(vm: &mut Vm, frame: *mut FrameBlock, it: u16, v: Value) -> Flow {
    // SAFETY: the operand is a register of the current frame, a generator's, which waits with `pc` after the Await.
    unsafe {
        let Some(future) = v.downcast::<Future>() else {
            // A pause: it yields None once, and its result is None.
            drop(take(frame, it));
            return suspend(vm, frame, Value::NONE);
        };
        match future.outcome() {
            Outcome::Result(result) => {
                finish_await(frame, result);
                Flow::Reload
            }
            Outcome::Raised(e) => vm.raise(e),
            Outcome::Pending => {
                future.put(flags::BLOCKING, true);
                suspend(vm, frame, v)
            }
        }
    }
}

/// Suspends the chain whose leaf is `frame`, which waits in an `Await` for no generator, and hands `v` to the resumer.
unsafe fn suspend(vm: &mut Vm, frame: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: `frame` is the running leaf of `vm.running`.
    unsafe {
        let root = vm.running;
        let receiver = (*root).payload.parent;
        if (*receiver).payload.stage != Stage::Task || (*root).payload.bits & SPECIAL != 0 {
            return yield_slow(vm, frame, v);
        }
        vm.running = FrameBlock::outer(root);
        if v.is_none() {
            FrameBlock::set_leaf(root, frame);
        } else {
            FrameBlock::set_awaiting_leaf(root, frame);
        }
        (*root).payload.state = FrameState::Suspended;
        (*root).payload.parent = std::ptr::null_mut();
        (*root).payload.bits &= !bit::RUNNING_ROOT;
        vm.frame = receiver;
        // The task holds another reference.
        heap::decrement(root.cast_const().cast());
        super::aio::yielded(vm, receiver, v)
    }
}

/// Resumes the chain of a task's coroutine, if nothing is unusual. `future` is what it waited for, empty if it waited for nothing. True: the
/// innermost frame is current.
#[inline(always)]
pub(crate) unsafe fn resume_task(vm: &mut Vm, frame: *mut FrameBlock, g: *mut FrameBlock, future: &Value) -> bool {
    // SAFETY: `g` is a live generator, `frame` the current frame with its `pc` set.
    unsafe {
        if (*g).payload.bits != 0 || (*frame).payload.depth >= vm.recursion_limit {
            return false;
        }
        let leaf = match (*g).payload.state {
            FrameState::Created => g,
            FrameState::Suspended => {
                let leaf = FrameBlock::leaf(g);
                if !leaf.is_null() {
                    set(leaf, destination((*leaf).payload.pc), Value::NONE);
                    leaf
                } else {
                    let leaf = FrameBlock::awaiting_leaf(g);
                    if leaf.is_null() {
                        return false;
                    }
                    let Instr::Await { d, it } = *(*leaf).payload.pc.sub(1) else { return false };
                    if !get(leaf, it).is(future) {
                        return false;
                    }
                    let Some(Outcome::Result(v)) = future.downcast::<Future>().map(Future::outcome) else {
                        return false;
                    };
                    drop(take(leaf, it));
                    set(leaf, d, v);
                    leaf
                }
            }
            _ => return false,
        };
        link_root(vm, frame, g);
        (*leaf).payload.depth = (*frame).payload.depth + 1;
        vm.frame = leaf;
        true
    }
}

/// `yield` in an async generator.
#[inline(never)]
pub(crate) unsafe fn async_yield(vm: &mut Vm, frame: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: `frame` is the current frame, an async generator's.
    unsafe {
        let closing = (*frame).payload.bits & bit::CLOSING != 0;
        (*frame).payload.bits &= !(bit::CLOSING | bit::AGEN_RUNNING);
        (*frame).payload.state = FrameState::Suspended;
        if frame != vm.running {
            FrameBlock::set_leaf(frame, frame);
            let receiver = std::mem::replace(&mut (*frame).payload.parent, std::ptr::null_mut());
            (*frame).payload.bits &= !bit::DELEGATED;
            vm.frame = receiver;
            if closing {
                return vm.raise(runtime_error("async generator ignored GeneratorExit"));
            }
            finish_await(receiver, v);
            return Flow::Reload;
        }
        let receiver = unlink_root(vm, frame);
        FrameBlock::set_leaf(frame, frame);
        vm.frame = receiver;
        let closing = closing || (*receiver).payload.stage == Stage::Close;
        let e =
            if closing { runtime_error("async generator ignored GeneratorExit") } else { stop_iteration_exactly(v) };
        let flow = resumer_raises(vm, receiver, e);
        heap::decrement(frame.cast_const().cast());
        flow
    }
}

/// `StopIteration(v)` also for a tuple or exception, which would be taken for arguments otherwise.
fn stop_iteration_exactly(v: Value) -> Exc {
    Exc::with_args(ExcKind::StopIteration, vec![v])
}

/// `GetAwaitable` of an instance whose class has a generator function for `__await__`: makes the generator. False: there is more to do.
#[inline(never)]
pub(crate) unsafe fn await_instance(vm: &Vm, frame: *mut FrameBlock, k: u8, d: u16, s: u16) -> bool {
    // SAFETY: the operands are registers of the current frame, and there is an object in `s`. The generator's one parameter is its first
    // register, which is empty.
    unsafe {
        let v = get(frame, s);
        let Some(method) = (*v.header_ptr()).class_ref().lookup(vm.names.__await__.value()) else { return false };
        if !is_exact(&method, Kind::Function) {
            return false;
        }
        let code: *const Code = payload::<Function>(&method).code_ref();
        if (*code).generator_args.get() != 1
            || (*code).generator_kind != Kind::Generator
            || (*code).flags.any(CodeFlags::ITERABLE_COROUTINE)
        {
            return false;
        }
        let receiver = if k & KILL_1 != 0 { take(frame, s) } else { v.clone() };
        let block = allocate_generator(method, code);
        std::ptr::write(FrameBlock::reg(block, 0), receiver);
        set(frame, d, Value::from_header(block.cast_const().cast()));
        true
    }
}

/// `GetYieldFromIter` and `GetAwaitable`: the generator to delegate to.
#[inline(never)]
pub(crate) unsafe fn get_awaitable(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        match instr {
            Instr::GetYieldFromIter { k, d, s } => {
                let v = get(frame, s).clone();
                if v.header().is_some_and(|h| h.is_kind(Kind::Coroutine)) {
                    let allowed = CodeFlags::COROUTINE | CodeFlags::ITERABLE_COROUTINE;
                    if !(*(*frame).payload.code).flags.any(allowed) {
                        let text = "cannot 'yield from' a coroutine object in a non-coroutine generator";
                        return vm.raise(type_error(text));
                    }
                    return moved(frame, k, d, s, v);
                }
                if v.header().is_some_and(|h| h.is_kind(Kind::Generator) || h.is_kind(Kind::Future))
                    && !is_custom_future(&v)
                {
                    return moved(frame, k, d, s, v);
                }
                match iterate::iter(&v) {
                    Ok(Some(it)) => {
                        super::kill(frame, k & KILL_1, [s, 0, 0]);
                        call::prelude(vm, frame, "delegate", [it])
                    }
                    Ok(None) => {
                        let iter = vm.special(&v, &vm.names.__iter__);
                        if let Some(g) = iter.and_then(|f| call::generator_of(&f, &v))
                            && header(generator_block(&g)).is_kind(Kind::Generator)
                        {
                            return moved(frame, k, d, s, g);
                        }
                        super::kill(frame, k & KILL_1, [s, 0, 0]);
                        call::prelude(vm, frame, "yield_from_iter", [v])
                    }
                    Err(e) => vm.raise(e),
                }
            }
            Instr::GetAwaitable { k, d, s } => {
                let v = get(frame, s).clone();
                let is_plain = is_exact(&v, Kind::Instance);
                if !is_plain && (v.is_a::<Future>() && !is_custom_future(&v) || v.is_a::<Pause>()) {
                    return moved(frame, k, d, s, v);
                }
                if !is_plain && is_generator(&v) {
                    let g = generator_block(&v);
                    match header(g).kind() {
                        Kind::Coroutine => {
                            let waits = (*g).payload.bits & bit::DELEGATED != 0
                                || (*g).payload.state == FrameState::Suspended && FrameBlock::delegate(g).is_some();
                            if waits && (*g).payload.state != FrameState::Finished {
                                return vm.raise(runtime_error("coroutine is being awaited already"));
                            }
                            return moved(frame, k, d, s, v);
                        }
                        // The prelude awaits an async generator to make it take a step.
                        Kind::AsyncGenerator if (*frame).payload.is_prelude() => {
                            return moved(frame, k, d, s, v);
                        }
                        Kind::Generator if (*(*g).payload.code).flags.any(CodeFlags::ITERABLE_COROUTINE) => {
                            return moved(frame, k, d, s, v);
                        }
                        _ => {}
                    }
                }
                let why = Value::small_int((k as i64 >> 4) & 3);
                let method = vm.special(&v, &vm.names.__await__);
                if let Some(g) = method.as_ref().and_then(|f| call::generator_of(f, &v))
                    && header(generator_block(&g)).is_kind(Kind::Generator)
                    && !(*(*generator_block(&g)).payload.code).flags.any(CodeFlags::ITERABLE_COROUTINE)
                {
                    return moved(frame, k, d, s, g);
                }
                if method.is_none() {
                    let name = class_name(&v);
                    let text = match k >> 4 & 3 {
                        1 => format!(
                            "'async with' received an object from __aenter__ that does not implement __await__: {name}"
                        ),
                        2 => format!(
                            "'async with' received an object from __aexit__ that does not implement __await__: {name}"
                        ),
                        _ => format!("object {name} can't be used in 'await' expression"),
                    };
                    return vm.raise(type_error(text));
                }
                super::kill(frame, k & KILL_1, [s, 0, 0]);
                call::prelude(vm, frame, "get_awaitable", [v, why])
            }
            other => unreachable!("{} does not delegate", other.name()),
        }
    }
}

/// Whether only a future's own class knows how it is awaited.
fn is_custom_future(v: &Value) -> bool {
    v.downcast::<Future>().is_some_and(|f| f.has(flags::CUSTOM))
}

unsafe fn moved(frame: *mut FrameBlock, k: u8, d: u16, s: u16, v: Value) -> Flow {
    // SAFETY: the operands are registers of the frame.
    unsafe {
        if k & KILL_1 != 0 && s != d {
            drop(take(frame, s));
        }
        set(frame, d, v);
    }
    Flow::Next
}
