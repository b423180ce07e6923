//! What the loop does itself in place of some native functions: resuming generators and switching greenlets, in the usual case.
//!
//! The functions' own implementations handle everything; here are only the cases in which nothing has to be checked further, without
//! the general passing of arguments.

use crate::frame::{FrameBlock, FrameState, Stage, bit, generator_block};
use crate::greenlet::{Greenlet, State};
use crate::heap::Kind;
use crate::interp::call::{new_frame, push};
use crate::interp::{Flow, destination, fold, generator, get, is_exact, payload, set, switch, take, unwind};
use crate::native::Direct;
use crate::object::*;
use crate::thread::of_greenlet;
use crate::value::Value;
use crate::vm::Vm;

/// Makes the call of a native function in register `base` with the `n` arguments behind it: another frame is current then. None: it has
/// to be called.
#[inline(never)]
pub(crate) unsafe fn call(vm: &mut Vm, frame: *mut FrameBlock, base: u16, n: usize) -> Option<Flow> {
    // SAFETY: the operands are registers of the current frame, whose `pc` is set.
    unsafe {
        let f: &NativeFunction = payload(get(frame, base));
        // A bound function (`send = g.send`) has its receiver with it.
        let (receiver, first, count) = if f.receiver.is_unbound() {
            if n == 0 {
                return None;
            }
            (get(frame, base + 1), base + 2, n - 1)
        } else {
            (&f.receiver, base + 1, n)
        };
        let resumed = match f.def.direct {
            Direct::Next if count == 0 => resume::<false>(vm, frame, base, n, receiver),
            Direct::Send if count == 1 => resume::<true>(vm, frame, base, n, receiver),
            Direct::Fold(what) if count == 0 => fold::begin(vm, frame, base, what).map(|leaf| vm.frame = leaf),
            Direct::Throw if count == 1 => return throw(vm, frame, base),
            Direct::Switch if count <= 1 => switch_to(vm, frame, base, n, receiver, first, count),
            _ => None,
        };
        if resumed.is_some() { Some(Flow::Reload) } else { None }
    }
}

/// Calls the function in register `base` with the `n` arguments behind it if it has a way for usual arguments ([`Direct::Unary`],
/// [`Direct::Binary`]), and these are. False: it has to be called.
#[inline(always)]
pub(crate) unsafe fn at_once(frame: *mut FrameBlock, direct: &Direct, d: u16, base: u16, n: usize) -> bool {
    // SAFETY: the operands are registers of the current frame, which these functions do not touch.
    unsafe {
        // A bound one (`get = d.get`) has its first argument with it.
        let receiver = &payload::<NativeFunction>(get(frame, base)).receiver;
        let bound = !receiver.is_unbound();
        let outcome = match direct {
            Direct::Unary(f) if n + bound as usize == 1 => f(if bound { receiver } else { get(frame, base + 1) }),
            Direct::Binary(f) if n + bound as usize == 2 => {
                let (l, r) = if bound { (receiver, base + 1) } else { (get(frame, base + 1), base + 2) };
                let outcome = f(l, get(frame, r));
                if outcome.is_some() {
                    drop(take(frame, r));
                }
                outcome
            }
            _ => return false,
        };
        let Some(v) = outcome else { return false };
        if !bound {
            drop(take(frame, base + 1));
        }
        drop(take(frame, base));
        set(frame, d, v);
        true
    }
}

/// A generator or (SEND) coroutine that is suspended, or (FRESH) was not begun, and can be resumed with nothing unusual; and its innermost
/// frame, which has got the value sent: the one in the register `sent`, or None.
#[inline(always)]
unsafe fn resumable<const SEND: bool, const FRESH: bool>(
    vm: &Vm,
    frame: *mut FrameBlock,
    receiver: &Value,
    sent: u16,
) -> Option<(*mut FrameBlock, *mut FrameBlock)> {
    // SAFETY: the operands are registers of the current frame; the receiver is alive.
    unsafe {
        let is_resumable = is_exact(receiver, Kind::Generator) || SEND && is_exact(receiver, Kind::Coroutine);
        if !is_resumable {
            return None;
        }
        let g = generator_block(receiver);
        if (*g).payload.bits & bit::UNUSUAL != 0 || (*frame).payload.depth >= vm.recursion_limit {
            return None;
        }
        let leaf = match (*g).payload.state {
            FrameState::Suspended => {
                let leaf = FrameBlock::leaf(g);
                if leaf.is_null() {
                    return None;
                }
                // A None that stays in its register needs no dropping.
                if SEND && !get(frame, sent).is_none() {
                    set(leaf, destination((*leaf).payload.pc), take(frame, sent));
                } else {
                    generator::give_none(leaf);
                }
                leaf
            }
            // The value is None, which needs no dropping.
            FrameState::Created if FRESH && (!SEND || get(frame, sent).is_none()) => g,
            _ => return None,
        };
        Some((g, leaf))
    }
}

/// `g.send(v)` to a generator or coroutine that is suspended, or not begun: `send` is in register `base`, `g` and `v` behind it; or (BOUND)
/// the bound `g.send` and `v`, of one that is suspended. The frame that runs now; None: it is something else.
#[inline(always)]
pub(crate) unsafe fn send<const BOUND: bool>(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    base: u16,
) -> Option<*mut FrameBlock> {
    // SAFETY: the operands are registers of the current frame, whose `pc` is set. The reference in the register of the generator passes to
    // it as a running root, or it gets one of its own.
    unsafe {
        let leaf = if BOUND {
            let receiver = &payload::<NativeFunction>(get(frame, base)).receiver;
            let (g, leaf) = resumable::<true, false>(vm, frame, receiver, base + 1)?;
            generator::link_root(vm, frame, g);
            leaf
        } else {
            let (g, leaf) = resumable::<true, true>(vm, frame, get(frame, base + 1), base + 2)?;
            std::mem::forget(take(frame, base + 1));
            generator::link_kept_root(vm, frame, g);
            leaf
        };
        (*leaf).payload.depth = (*frame).payload.depth + 1;
        drop(take(frame, base));
        Some(leaf)
    }
}

/// `next(g)` of a generator: `next` is in register `base`, `g` behind it. The frame that runs now; None: it is something else.
#[inline(always)]
pub(crate) unsafe fn next(vm: &mut Vm, frame: *mut FrameBlock, base: u16) -> Option<*mut FrameBlock> {
    // SAFETY: as in `send`.
    unsafe {
        // A bound `g.__next__` takes no argument.
        if !payload::<NativeFunction>(get(frame, base)).receiver.is_unbound() {
            return None;
        }
        let (g, leaf) = resumable::<false, true>(vm, frame, get(frame, base + 1), base + 1)?;
        std::mem::forget(take(frame, base + 1));
        generator::link_kept_root(vm, frame, g);
        (*leaf).payload.depth = (*frame).payload.depth + 1;
        drop(take(frame, base));
        Some(leaf)
    }
}

/// `send()` to a generator or coroutine (SEND: the value is in the last register of the call), or `next()` of a generator.
#[inline(always)]
unsafe fn resume<const SEND: bool>(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    base: u16,
    n: usize,
    receiver: &Value,
) -> Option<()> {
    // SAFETY: as in `call`; the generator is kept by the reference that a running root has to itself.
    unsafe {
        let (g, leaf) = resumable::<SEND, true>(vm, frame, receiver, base + n as u16)?;
        if std::ptr::eq(get(frame, base + 1), receiver) {
            // The reference in the register passes to the running root.
            std::mem::forget(take(frame, base + 1));
            generator::link_kept_root(vm, frame, g);
        } else {
            generator::link_root(vm, frame, g);
        }
        (*leaf).payload.depth = (*frame).payload.depth + 1;
        release(frame, base, if SEND { n - 1 } else { n });
        vm.frame = leaf;
        Some(())
    }
}

/// `throw()` of an exception into a suspended generator or coroutine: `throw` is in register `base`, the generator and the exception behind
/// it, or the bound `g.throw` and the exception.
#[inline(never)]
pub(crate) unsafe fn throw(vm: &mut Vm, frame: *mut FrameBlock, base: u16) -> Option<Flow> {
    // SAFETY: as in `call`; the generator is kept by the reference that a running root has to itself.
    unsafe {
        let bound = &payload::<NativeFunction>(get(frame, base)).receiver;
        let (receiver, held, thrown) =
            if bound.is_unbound() { (get(frame, base + 1), Some(base + 1), base + 2) } else { (bound, None, base + 1) };
        if !is_exact(receiver, Kind::Generator) && !is_exact(receiver, Kind::Coroutine) {
            return None;
        }
        let g = generator_block(receiver);
        let (exception, unrelated) = generator::throw_fast(vm, frame, g, held, thrown)?;
        drop(take(frame, base));
        Some(unwind::raise(vm, vm.frame, exception, unrelated))
    }
}

/// Drops what is left of a call's registers.
#[inline(always)]
unsafe fn release(frame: *mut FrameBlock, base: u16, n: usize) {
    // SAFETY: as in `call`.
    unsafe {
        for i in 0..=n as u16 {
            drop(take(frame, base + i));
        }
    }
}

/// `g.switch(v)` or, where `k` is 0, `g.switch()` to a suspended greenlet: `switch` is in register `base`, `g` and `v` behind it. The
/// frame that runs now; None: it is something else.
#[inline(always)]
pub(crate) unsafe fn switch(vm: &mut Vm, frame: *mut FrameBlock, base: u16, k: u8) -> Option<*mut FrameBlock> {
    // SAFETY: the operands are registers of the current frame, whose `pc` is set.
    unsafe {
        if !waits(vm, get(frame, base + 1).downcast::<Greenlet>()?) {
            return None;
        }
        let v = if k == 1 { take(frame, base + 2) } else { Tuple::empty().into() };
        let target = take(frame, base + 1);
        drop(take(frame, base));
        Some(exchange(vm, target, v))
    }
}

/// Whether a greenlet is one of this thread that waits in a call of `switch()`, and nobody listens.
#[inline(always)]
fn waits(vm: &Vm, target: &Greenlet) -> bool {
    target.state.get() == State::Suspended
        && target.thread.get() == vm.threads.current
        && vm.greenlet_trace.is_none()
        && vm.on_turn.is_none()
        && vm.loops_aside.is_empty()
        // SAFETY: a suspended greenlet has a frame.
        && unsafe { (*target.frame.get()).payload.stage == Stage::Store }
}

/// Switches to such a greenlet; returns the frame that runs now.
#[inline(always)]
unsafe fn exchange(vm: &mut Vm, target: Value, v: Value) -> *mut FrameBlock {
    // SAFETY: the target is kept by `vm.greenlet` from the switch on, and the frames of both are alive.
    unsafe {
        let to: *const Greenlet = payload(&target);
        let stopped = std::mem::replace(&mut vm.greenlet, target);
        let next = switch::exchange(vm, payload(&stopped), &*to);
        set(next, destination((*next).payload.pc), v);
        // The last reference may have been the one by which it was current.
        drop(stopped);
        next
    }
}

/// `switch()` with one argument or none.
unsafe fn switch_to(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    base: u16,
    n: usize,
    receiver: &Value,
    first: u16,
    count: usize,
) -> Option<()> {
    // SAFETY: as in `call`; the target is kept by `vm.greenlet` from the switch on, and the frames of both are alive.
    unsafe {
        let target = receiver.clone().into_obj::<Greenlet>().ok()?;
        match target.state.get() {
            State::Suspended => {
                if !waits(vm, &target) {
                    return None;
                }
                let v = if count == 1 { take(frame, first) } else { Tuple::empty().into() };
                release(frame, base, n - count);
                exchange(vm, target.into(), v);
                Some(())
            }
            State::Fresh if !vm.greenlet_trace.is_none() || vm.on_turn.is_some() => None,
            State::Fresh => {
                if of_greenlet(&target) != vm.threads.current {
                    return None;
                }
                let run = target.run.get();
                let code: *const Code = run.exact::<Function>()?.code_ref();
                if (*code).simple_args.get() != count as i32 || crate::types::class_of(target.value()).is_heap_type() {
                    return None;
                }
                drop(target.run.take());
                let block = new_frame(run, &*code);
                if count == 1 {
                    set(block, 0, take(frame, first));
                }
                release(frame, base, n);
                let stopped = switch::leave(vm)?;
                switch::start(vm, &target);
                push(vm, block);
                vm.greenlet = target.into();
                drop(stopped);
                Some(())
            }
            _ => None,
        }
    }
}
