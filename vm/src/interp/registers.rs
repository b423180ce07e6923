//! Registers and frames, as the loop and its slow paths handle them.
//!
//! All of this is compiled into whoever uses it. Whoever uses it also keeps its promises: the bytecode names registers that the frame has, and
//! the frame is alive.

use std::ptr;

use crate::bytecode::Instr;
use crate::bytecode::instr::{KILL_1, KILL_2, KILL_3};
use crate::frame::FrameBlock;
use crate::heap::object::Block;
use crate::heap::{Kind, heap, separate};
use crate::object::*;
use crate::value::Value;

/// Stores a result in register `d`, dropping what was there.
///
/// # Safety
/// `frame` is a live frame with a register `d`.
#[inline(always)]
pub(super) unsafe fn set(frame: *mut FrameBlock, d: u16, v: Value) {
    // SAFETY: the caller's promise; the old value is dropped after the new one is in place.
    unsafe {
        let p = FrameBlock::reg(frame, d as usize);
        let old = ptr::read(p);
        ptr::write(p, v);
        drop(old);
        separate();
    }
}

/// Puts an argument in temporary `d`, which holds no object: a temporary is emptied by the instruction that uses it last, or when its frame
/// unwinds to a handler.
///
/// # Safety
/// `frame` is a live frame with a temporary `d`.
#[inline(always)]
pub(super) unsafe fn fill(frame: *mut FrameBlock, d: u16, v: Value) {
    // SAFETY: the caller's promise.
    unsafe {
        let p = FrameBlock::reg(frame, d as usize);
        #[cfg(feature = "checked")]
        assert!(!(*p).is_object(), "temporary {d} is filled while it holds an object");
        ptr::write(p, v);
        separate();
    }
}

/// A register, borrowed.
///
/// # Safety
/// `frame` is a live frame with a register `r`, which is not written while the reference lives.
#[inline(always)]
pub(super) unsafe fn get<'a>(frame: *mut FrameBlock, r: u16) -> &'a Value {
    // SAFETY: the caller's promise.
    unsafe { &*FrameBlock::reg(frame, r as usize) }
}

/// Takes the value out of a register.
///
/// # Safety
/// `frame` is a live frame with a register `r`.
#[inline(always)]
pub(super) unsafe fn take(frame: *mut FrameBlock, r: u16) -> Value {
    // SAFETY: the caller's promise.
    unsafe { ptr::replace(FrameBlock::reg(frame, r as usize), Value::UNBOUND) }
}

/// Releases the dying operands of an instruction.
///
/// # Safety
/// As for `take`.
#[inline(always)]
pub(super) unsafe fn kill(frame: *mut FrameBlock, k: u8, operands: [u16; 3]) {
    // SAFETY: the caller's promise.
    unsafe {
        if k & KILL_1 != 0 {
            drop(take(frame, operands[0]));
        }
        if k & KILL_2 != 0 {
            drop(take(frame, operands[1]));
        }
        if k & KILL_3 != 0 {
            drop(take(frame, operands[2]));
        }
    }
}

/// Counts down the budget; true if the loop should attend to something.
#[inline(always)]
pub(super) fn tick() -> bool {
    heap(|h| {
        let n = h.budget.get() - 1;
        h.budget.set(n);
        n < 0
    })
}

/// The payload of an object that is known to be of a kind.
#[inline(always)]
pub(super) unsafe fn payload<'a, T>(v: &Value) -> &'a T {
    // SAFETY: the caller has checked the kind; the object outlives the use.
    unsafe { &(*v.header_ptr().cast::<Block<T>>()).payload }
}

#[inline(always)]
pub(super) fn is_exact(v: &Value, kind: Kind) -> bool {
    // SAFETY: a pointer-tagged word points to a live object.
    v.is_object() && unsafe { (*v.header_ptr()).is_exact(kind) }
}

#[inline(always)]
pub(super) fn both_ints(a: &Value, b: &Value) -> bool {
    a.bits() & b.bits() & 3 == 3
}

/// The truth of a value that is no object.
#[inline(always)]
pub(super) fn truth_at_once(v: &Value) -> Option<bool> {
    if v.is_true() {
        Some(true)
    } else if v.is_false() || v.is_none() {
        Some(false)
    } else if v.is_small_int() {
        Some(v.bits() != Value::small_int(0).bits())
    } else {
        None
    }
}

#[inline(always)]
pub(super) fn both_floats(a: &Value, b: &Value) -> bool {
    a.is_inline_float() && b.is_inline_float()
}

/// Whether two strings are equal.
#[inline(always)]
pub(super) unsafe fn same_text(a: &Value, b: &Value) -> bool {
    // SAFETY: the caller has checked that both are strings.
    unsafe {
        if a.bits() == b.bits() {
            return true;
        }
        payload::<Str>(a).is_equal_to_other(payload(b))
    }
}

/// The destination register of the instruction before `pc`: for all instructions that receive a result it stands at the same
/// place.
///
/// # Safety
/// `pc` is after an instruction that has a destination as its first 16-bit operand.
#[inline(always)]
pub(super) unsafe fn destination(pc: *const Instr) -> u16 {
    // SAFETY: the caller's promise; the layout of `Instr` is that of a C struct with a one-byte tag (`repr(u8)`), so the first
    // 16-bit operand is at byte 2.
    unsafe { *pc.sub(1).cast::<u16>().add(1) }
}

/// The body of the code that a frame runs.
///
/// # Safety
/// `frame` is a live frame with code.
#[inline(always)]
pub(super) unsafe fn body<'a>(frame: *mut FrameBlock) -> &'a crate::object::Body {
    // SAFETY: a frame's code outlives the instruction, and was loaded when the frame was made.
    unsafe { (*(*frame).payload.code).running().unwrap_unchecked() }
}

/// Makes the frame of a simple call: `n` arguments are moved from the caller's registers from `first` on, and the function from
/// register `callee`.
///
/// # Safety
/// The register `callee` holds a function whose code is `code` and takes exactly `n` simple arguments.
#[inline(always)]
pub(super) unsafe fn enter(
    caller: *mut FrameBlock,
    code: *const Code,
    callee: u16,
    first: u16,
    n: usize,
) -> *mut FrameBlock {
    // SAFETY: the caller's promise.
    unsafe { enter_as(take(caller, callee), caller, code, first, n) }
}

/// The same for a function that is in no register.
///
/// # Safety
/// The code is the function's, or a comprehension's among its constants, and takes exactly `n` simple arguments.
#[inline(always)]
pub(super) unsafe fn enter_as(
    func: Value,
    caller: *mut FrameBlock,
    code: *const Code,
    first: u16,
    n: usize,
) -> *mut FrameBlock {
    // SAFETY: the caller's promise; a frame for `code` has room for its arguments and all of its registers are initialised here.
    unsafe {
        let registers = (*code).registers.get() as usize;
        let new = crate::frame::allocate_call(func, code);
        (*new).payload.parent = caller;
        (*new).payload.depth = (*caller).payload.depth + 1;
        let from = FrameBlock::reg(caller, first as usize);
        let to = FrameBlock::reg(new, 0);
        for i in 0..n {
            ptr::write(to.add(i), ptr::replace(from.add(i), Value::UNBOUND));
            // A few words: what the compiler would do for many costs more.
            separate();
        }
        for i in n..registers {
            ptr::write(to.add(i), Value::UNBOUND);
            separate();
        }
        new
    }
}

/// Frees the frame of a plain call that nothing else refers to; returns the caller's.
///
/// # Safety
/// `frame` is such a frame, and will not be used again.
#[inline(always)]
pub(super) unsafe fn leave(frame: *mut FrameBlock) -> *mut FrameBlock {
    // SAFETY: the caller's promise; each register and the function are dropped once, then the block is freed.
    unsafe {
        let receiver = (*frame).payload.parent;
        let registers = (*(*frame).payload.code).registers.get() as usize;
        for i in 0..registers {
            ptr::drop_in_place(FrameBlock::reg(frame, i));
        }
        ptr::drop_in_place(&raw mut (*frame).payload.func);
        heap(|h| h.blocks.free(frame.cast(), (*frame).header.size_class()));
        receiver
    }
}
