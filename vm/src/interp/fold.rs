//! Functions that go over a generator (`sum(x * x for x in xs)`): it hands its items to them without being suspended.
//!
//! The generator is resumed by the frame that calls the function, whose stage is `Fold` then. In the registers of the call are the function
//! and, in place of the generator, what there is so far. A yield that arrives there is added, and the generator goes on at once. An item
//! that needs user code to be added goes to a function of the prelude, with the rest of the generator.

use crate::bytecode::Instr;
use crate::frame::{FrameBlock, FrameKind, Stage, generator_block};
use crate::heap::{Kind, increment};
use crate::interp::{Flow, call, destination, generator, get, is_exact, payload, set, take};
use crate::native::{Direct, Fold};
use crate::object::NativeFunction;
use crate::value::Value;
use crate::vm::Vm;

/// Begins to go over the generator behind the function in register `base`; returns the frame that runs now. None: it is no generator, or
/// there is something unusual.
#[inline(always)]
pub(super) unsafe fn begin(vm: &mut Vm, frame: *mut FrameBlock, base: u16, fold: &Fold) -> Option<*mut FrameBlock> {
    // SAFETY: the operands are registers of the current frame, whose `pc` is set; the reference to the generator becomes that of a running
    // root to itself.
    unsafe {
        let it = get(frame, base + 1);
        if !is_exact(it, Kind::Generator) || !matches!(*(*frame).payload.pc.sub(1), Instr::Call { .. }) {
            return None;
        }
        let g = generator_block(it);
        let leaf = generator::resumable(vm, frame, g)?;
        std::mem::forget(take(frame, base + 1));
        set(frame, base + 1, (fold.start)());
        generator::link_kept_root(vm, frame, g);
        (*leaf).payload.depth = (*frame).payload.depth + 1;
        (*frame).payload.stage = Stage::Fold;
        Some(leaf)
    }
}

/// The register of the function that a frame with the stage `Fold` waits for, and what it does.
unsafe fn waiting<'a>(frame: *mut FrameBlock) -> Option<(u16, &'a Fold)> {
    // SAFETY: the function is in a register of the frame, which waits with `pc` after the call.
    unsafe {
        let Instr::Call { base, .. } = *(*frame).payload.pc.sub(1) else { return None };
        let f: &NativeFunction = payload(get(frame, base));
        match f.def.direct {
            Direct::Fold(fold) => Some((base, fold)),
            _ => None,
        }
    }
}

/// Adds what the generator has yielded to what there is in `receiver`, whose stage is `Fold`. False: that takes more.
#[inline(always)]
pub(super) unsafe fn step(receiver: *mut FrameBlock, v: &Value) -> bool {
    // SAFETY: as in `waiting`.
    unsafe {
        match waiting(receiver) {
            Some((base, fold)) => (fold.step)(&mut *FrameBlock::reg(receiver, base as usize + 1), v),
            None => false,
        }
    }
}

/// The generator has come to its end: stores what there is.
pub(super) unsafe fn finish(frame: *mut FrameBlock) {
    // SAFETY: as in `waiting`.
    unsafe {
        (*frame).payload.stage = Stage::Store;
        if let Some((base, _)) = waiting(frame) {
            let v = take(frame, base + 1);
            drop(take(frame, base));
            set(frame, destination((*frame).payload.pc), v);
        }
    }
}

/// The prelude goes on with the item that the generator `root`, which is suspended, has yielded.
#[cold]
pub(super) unsafe fn go_on(vm: &mut Vm, frame: *mut FrameBlock, root: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: as in `waiting`; the value of the generator gets a reference of its own.
    unsafe {
        (*frame).payload.stage = Stage::Store;
        vm.frame = frame;
        let Some((base, fold)) = waiting(frame) else {
            return vm.raise(crate::exc::system_error("nothing goes over this generator"));
        };
        increment(root.cast_const().cast());
        let it = Value::from_header(root.cast_const().cast());
        let so_far = take(frame, base + 1);
        drop(take(frame, base));
        call::prelude_staged(vm, frame, Stage::Store, fold.more, [it, so_far, v])
    }
}

/// Whether the frame that resumed a generator goes over it with one of these functions.
#[inline(always)]
pub(super) unsafe fn is_waiting(receiver: *mut FrameBlock) -> bool {
    // SAFETY: the frame is alive.
    unsafe { (*receiver).payload.stage == Stage::Fold && (*receiver).payload.kind != FrameKind::Root }
}
