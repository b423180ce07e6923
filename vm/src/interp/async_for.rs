//! Turns of an `async for` over an async generator, in the usual case: nobody else drives it, and it does not await anything between
//! two of its yields, or only what goes on by itself.
//!
//! Each turn is a `GetANext` with its `Await`, which start the generator under the frame of the loop, and an `AsyncYield`, which goes back
//! there. No object stands for the turn. `iterate::async_iter`, `generator::await_slow` and `generator::async_yield` take care of
//! everything else.

use crate::bytecode::Instr;
use crate::frame::{FrameBlock, FrameState, bit, generator_block};
use crate::heap::Kind;
use crate::interp::{destination, get, is_exact, set, take};
use crate::value::Value;
use crate::vm::Vm;

/// The bits of an async generator that runs for an `async for`.
const IN_TURN: u8 = bit::HOOKED | bit::DELEGATED | bit::AGEN_RUNNING;

/// Resumes the async generator in register `s` for the Await at `pc`, which finds it in register `d`; returns its frame. None: there is
/// something unusual, and nothing was done.
#[inline(always)]
pub(super) unsafe fn begin_turn(
    vm: &Vm,
    frame: *mut FrameBlock,
    pc: *const Instr,
    d: u16,
    s: u16,
) -> Option<*mut FrameBlock> {
    // SAFETY: the operands are registers of the current frame, and `pc` is after its GetANext. A suspended frame was left with `pc` after
    // the instruction that waits.
    unsafe {
        let v = get(frame, s);
        if !is_exact(v, Kind::AsyncGenerator) {
            return None;
        }
        let g = generator_block(v);
        let awaited = matches!(*pc, Instr::Await { it, .. } if it == d);
        if !awaited
            || (*g).payload.bits != bit::HOOKED
            || (*g).payload.state != FrameState::Suspended
            || FrameBlock::leaf(g) != g
            || (*frame).payload.depth >= vm.recursion_limit
        {
            return None;
        }
        set(frame, d, v.clone());
        (*frame).payload.pc = pc.add(1);
        (*g).payload.parent = frame;
        (*g).payload.bits = IN_TURN;
        (*g).payload.state = FrameState::Running;
        (*g).payload.depth = (*frame).payload.depth + 1;
        let waits = (*g).payload.pc;
        let answer = destination(waits);
        match *waits {
            // Nobody reads the answer.
            Instr::Kill { s } if s == answer => (*g).payload.pc = waits.add(1),
            _ => set(g, answer, Value::NONE),
        }
        Some(g)
    }
}

/// Whether an async generator that yields runs for an `async for` or another Await of it, with nothing unusual.
#[inline(always)]
pub(super) unsafe fn is_in_turn(g: *mut FrameBlock) -> bool {
    // SAFETY: `g` is the current frame, an async generator's, whose parent waits in an instruction.
    unsafe { (*g).payload.bits == IN_TURN && matches!(*(*(*g).payload.parent).payload.pc.sub(1), Instr::Await { .. }) }
}

/// Hands what such a generator yields to the frame that awaits it, and returns that one.
#[inline(always)]
pub(super) unsafe fn end_turn(g: *mut FrameBlock, v: Value) -> *mut FrameBlock {
    // SAFETY: as in `is_in_turn`; the generator is alive until the register that holds it is cleared, which is the last thing.
    unsafe {
        let receiver = std::mem::replace(&mut (*g).payload.parent, std::ptr::null_mut());
        (*g).payload.bits = bit::HOOKED;
        (*g).payload.state = FrameState::Suspended;
        FrameBlock::set_leaf(g, g);
        if let Instr::Await { d, it } = *(*receiver).payload.pc.sub(1) {
            drop(take(receiver, it));
            set(receiver, d, v);
        }
        receiver
    }
}
