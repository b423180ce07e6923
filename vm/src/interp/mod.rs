//! The interpreter loop, and the slow paths it leaves to.
//!
//! [`run`] is the only function that executes bytecode, and nothing that it calls ever calls it again. Native code that needs user
//! code pushes a frame and returns here (see `native::Next` and the prelude).
//!
//! * `mod.rs`: the loop;
//! * `arith`, `attr`, `names`, `item`, `build`, `iterate`, `handlers`, `import`: slow paths of instructions, by topic;
//! * `call`: calls of every kind, argument binding, construction of instances;
//! * `deliver`: what happens to a value that arrives in a frame;
//! * `direct`: resuming and switching in place of some native functions;
//! * `fold`: functions that go over a generator without suspending it;
//! * `generator`: resuming, yielding, finishing, throwing;
//! * `registers`: registers and frames, as all of these handle them;
//! * `stubs`: what the inline caches of attributes share;
//! * `switch`: greenlets;
//! * `threads`: threads;
//! * `trace`: trace and profile functions;
//! * `unwind`: exceptions;
//! * `aio`: event loops, and the steps of their tasks;
//! * `attend`: finalisers, signals, collection, limits: what the budget is for.
//!
//! The loop keeps two things in local variables: the current frame's block and the next instruction. Both are written back (`save!`)
//! before anything else may look at them, and loaded again (`Flow::Reload`) after anything that may have changed frames.

#![allow(unsafe_code)]

mod aio;
mod arith;
mod async_for;
mod attend;
mod attr;
mod build;
mod call;
mod deliver;
mod direct;
mod fold;
mod generator;
mod handlers;
mod import;
mod item;
mod iterate;
mod names;
mod registers;
mod stubs;
mod switch;
mod threads;
pub(crate) mod trace;
mod unwind;

pub use call::Called;
pub(crate) use call::{call_slots, construct_next, generator_with, pending_conversions};
pub(crate) use generator::close_at_once;
pub use names::locals;
pub use trace::{PROFILE, TRACE};
pub(crate) use unwind::handled_outside;

use registers::{
    body, both_floats, both_ints, destination, enter, enter_as, fill, get, is_exact, kill, leave, payload, same_text,
    set, take, tick, truth_at_once,
};

use std::ptr;

use crate::bytecode::Instr;
use crate::bytecode::instr::{KILL_1, KILL_2, KILL_3, NO_REG, UNREAD};
use crate::exc::Exc;
use crate::frame::{Frame, FrameBlock, FrameKind, FrameState, Stage};
use crate::heap::{Kind, heap, separate};
use crate::native::Direct;
use crate::object::*;
use crate::value::Value;
use crate::vm::Vm;

/// Drops the interned names that nothing refers to, and what the caches of names hold.
pub(crate) fn sweep_names() {
    stubs::forget();
    Str::sweep_interned();
}

/// What a slow path leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// The instruction is done; go on after it.
    Next,
    /// Another frame is current, or the frame's `pc` was changed.
    Reload,
    /// `vm.raised` is to be raised in the current frame.
    Raise,
    /// The main greenlet's root was reached: the loop ends.
    Halt,
}

impl Vm {
    /// Notes an exception to be raised, for a slow path that ends with it.
    #[inline]
    pub(crate) fn raise(&mut self, e: Exc) -> Flow {
        self.raised = Some(e);
        Flow::Raise
    }
}

/// The two copies of the loop: without trace functions, and with them.
pub(crate) const LOOPS: [unsafe fn(&mut Vm); 2] = [run::<false>, run::<true>];

/// Runs frames until the main greenlet's root frame gets a result or exception, which is left in `vm`; or until the other copy of
/// the loop is to go on, because tracing was switched on or off: it is compiled twice, so that nothing is asked while nothing is traced.
///
/// # Safety
/// `vm.frame` is a frame whose chain of parents ends in a root frame.
#[expect(
    clippy::pointers_in_nomem_asm_block,
    reason = "the blocks have no instructions, so they read and write nothing"
)]
unsafe fn run<const TRACED: bool>(vm: &mut Vm) {
    let mut frame: *mut FrameBlock = vm.frame;
    // SAFETY: here and for each unsafe operation below: the bytecode is the compiler's own or was verified, so register
    // operands are within the frame, constant and cache numbers within the code, and jumps within its instructions; `frame` is
    // the live current frame and `pc` points into its code.
    let mut pc: *const Instr = unsafe { (*frame).payload.pc };

    macro_rules! reg {
        ($i:expr) => {
            (*FrameBlock::reg(frame, $i as usize))
        };
    }
    macro_rules! jump {
        ($off:expr) => {
            pc = pc.offset($off as isize)
        };
    }

    loop {
        // SAFETY: as said at the top.
        let flow = unsafe {
            'dispatch: loop {
                // No instructions: both are in machine registers here, and stay there.
                std::arch::asm!("/* {0} {1} */", inout(reg) frame, inout(reg) pc, options(nomem, nostack, preserves_flags));
                if TRACED {
                    (*frame).payload.pc = pc;
                    vm.frame = frame;
                    if let Some(flow) = trace::step(vm, frame) {
                        break 'dispatch flow;
                    }
                }
                pc = pc.add(1);

                // On to the next instruction.
                macro_rules! next {
                    () => {{
                        separate();
                        continue 'dispatch;
                    }};
                }
                macro_rules! slow {
                    ($f:expr) => {{
                        (*frame).payload.pc = pc;
                        vm.frame = frame;
                        break 'dispatch $f;
                    }};
                }
                // The same for what usually has its result at once: then the next instruction follows from here.
                macro_rules! often {
                    ($f:expr) => {{
                        (*frame).payload.pc = pc;
                        vm.frame = frame;
                        match $f {
                            Flow::Next => next!(),
                            flow => break 'dispatch flow,
                        }
                    }};
                }
                // A taken jump: backward ones are loops, and count.
                macro_rules! branch {
                    ($off:expr) => {{
                        if $off < 0 && tick() {
                            slow!(attend::at_branch(vm, frame));
                        }
                        jump!($off);
                        next!();
                    }};
                }
                macro_rules! arith {
                    ($d:expr, $l:expr, $r:expr, |$a:ident, $b:ident| $int:expr, |$x:ident, $y:ident| $float:expr) => {{ arith!($d, $l, $r, |$a, $b| $int, |$x, $y| $float, arith::binary) }};
                    (
                        $d:expr, $l:expr, $r:expr, |$a:ident, $b:ident| $int:expr, |$x:ident, $y:ident| $float:expr,
                        $others:path
                    ) => {{
                        let (a, b) = (&reg!($l), &reg!($r));
                        if both_ints(a, b) {
                            let ($a, $b) = (a.bits() as i64, b.bits() as i64);
                            let (n, overflow) = $int;
                            if !overflow {
                                set(frame, $d, Value::from_bits(n as u64));
                                next!();
                            }
                        } else if both_floats(a, b) {
                            let ($x, $y) = (a.inline_float(), b.inline_float());
                            if let Some(bits) = Value::float_bits($float) {
                                set(frame, $d, Value::from_bits(bits));
                                next!();
                            }
                        }
                        often!($others(vm, frame, *pc.sub(1)))
                    }};
                }
                // An int, or the jump that asks whether it is zero.
                macro_rules! int_or_jump {
                    ($d:expr, $n:expr) => {{
                        let n = $n;
                        if !TRACED {
                            match *pc {
                                Instr::JTrue { k, s, off } if s == $d && k & KILL_1 != 0 => {
                                    pc = pc.add(1);
                                    if n != 0 {
                                        branch!(off);
                                    }
                                    next!();
                                }
                                Instr::JFalse { k, s, off } if s == $d && k & KILL_1 != 0 => {
                                    pc = pc.add(1);
                                    if n == 0 {
                                        branch!(off);
                                    }
                                    next!();
                                }
                                _ => {}
                            }
                        }
                        set(frame, $d, Value::small_int(n));
                        next!();
                    }};
                }
                // The same with a constant, where that takes no more; the instructions that take care of the rest follow.
                macro_rules! arith_const {
                    ($d:expr, $l:expr, $c:expr, |$a:ident, $b:ident| $int:expr, |$x:ident, $y:ident| $float:expr) => {{
                        let (a, b) = (&reg!($l), body(frame).consts.get_unchecked($c as usize));
                        if TRACED {
                            next!();
                        }
                        if both_ints(a, b) {
                            let ($a, $b) = (a.bits() as i64, b.bits() as i64);
                            if let Some(n) = $int {
                                set(frame, $d, Value::from_bits(n as u64));
                                pc = pc.add(2);
                            }
                        } else if both_floats(a, b) {
                            let ($x, $y) = (a.inline_float(), b.inline_float());
                            if let Some(bits) = $float.and_then(Value::float_bits) {
                                set(frame, $d, Value::from_bits(bits));
                                pc = pc.add(2);
                            }
                        }
                        next!();
                    }};
                }
                macro_rules! bits {
                    ($d:expr, $l:expr, $r:expr, |$a:ident, $b:ident| $int:expr) => {{
                        let (a, b) = (&reg!($l), &reg!($r));
                        if both_ints(a, b) {
                            let ($a, $b) = (a.bits(), b.bits());
                            set(frame, $d, Value::from_bits($int));
                            next!();
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }};
                }
                macro_rules! compare {
                    ($d:expr, $l:expr, $r:expr, $op:tt) => {{
                        let (a, b) = (&reg!($l), &reg!($r));
                        let v = if both_ints(a, b) {
                            (a.bits() as i64) $op (b.bits() as i64)
                        } else if both_floats(a, b) {
                            a.inline_float() $op b.inline_float()
                        } else {
                            slow!(arith::compare(vm, frame, *pc.sub(1)))
                        };
                        set(frame, $d, Value::bool(v));
                        next!();
                    }};
                }
                macro_rules! compare_jump {
                    ($l:expr, $r:expr, $off:expr, $op:tt, $sense:expr) => {{
                        let (a, b) = (&reg!($l), &reg!($r));
                        let v = if both_ints(a, b) {
                            (a.bits() as i64) $op (b.bits() as i64)
                        } else if both_floats(a, b) {
                            a.inline_float() $op b.inline_float()
                        } else {
                            slow!(arith::compare(vm, frame, *pc.sub(1)))
                        };
                        if v == $sense {
                            branch!($off);
                        }
                        next!();
                    }};
                }
                // As the two above, for `==` and `!=`, which strings have too.
                macro_rules! equal {
                    ($k:expr, $l:expr, $r:expr, $op:tt, |$v:ident| $then:expr) => {{
                        let (a, b) = (&reg!($l), &reg!($r));
                        let $v = if both_ints(a, b) {
                            a.bits() $op b.bits()
                        } else if both_floats(a, b) {
                            a.inline_float() $op b.inline_float()
                        } else if is_exact(a, Kind::Str) && is_exact(b, Kind::Str) {
                            let same = same_text(a, b);
                            kill(frame, $k, [$l, $r, 0]);
                            same $op true
                        } else {
                            slow!(arith::compare(vm, frame, *pc.sub(1)))
                        };
                        $then;
                        next!();
                    }};
                }
                // `==` and `!=` of something and a string among the constants.
                macro_rules! equal_const {
                    ($k:expr, $l:expr, $c:expr, $off:expr, $sense:expr) => {{
                        let (a, b) = (&reg!($l), body(frame).consts.get_unchecked($c as usize));
                        if !is_exact(a, Kind::Str) || !is_exact(b, Kind::Str) {
                            slow!(arith::compare(vm, frame, *pc.sub(1)));
                        }
                        let same = same_text(a, b);
                        if $k & KILL_1 != 0 {
                            drop(take(frame, $l));
                        }
                        if same == $sense {
                            branch!($off);
                        }
                        next!();
                    }};
                }
                // A generator goes on: after a yield at the end of a loop with the loop's head. The resumer's own loop is what counts.
                macro_rules! go_on {
                    ($leaf:expr) => {{
                        frame = $leaf;
                        pc = (*frame).payload.pc;
                        if !TRACED && let Instr::Loop { off } = *pc {
                            pc = pc.add(1);
                            jump!(off);
                        }
                        next!();
                    }};
                }
                // A coroutine that has not begun starts under this frame: its yields pass this frame by.
                macro_rules! start_awaited {
                    ($inner:expr) => {{
                        (*frame).payload.pc = pc;
                        generator::delegate_to(frame, $inner);
                        frame = $inner;
                        pc = (*frame).payload.pc;
                        next!();
                    }};
                }
                // What can be awaited is, if the Await is what comes next: in a handler something else does.
                macro_rules! await_next {
                    ($inner:expr) => {{
                        if !TRACED
                            && let Instr::Await { .. } = *pc
                            && generator::can_be_awaited(vm, frame, $inner)
                        {
                            pc = pc.add(1);
                            start_awaited!($inner);
                        }
                        next!();
                    }};
                }
                // What a call has made is awaited at once if it is a coroutine, and nothing comes before that.
                macro_rules! await_made {
                    ($d:expr) => {
                        if !TRACED
                            && let Instr::GetAwaitable { d, s, .. } = *pc
                            && (d, s) == ($d, $d)
                            && let Instr::Await { .. } = *pc.add(1)
                            && is_exact(&reg!(d), Kind::Coroutine)
                        {
                            let inner = crate::frame::generator_block(&reg!(d));
                            if generator::can_be_awaited(vm, frame, inner) {
                                pc = pc.add(2);
                                start_awaited!(inner);
                            }
                        }
                    };
                }
                // A call's last argument may still be where it was.
                macro_rules! last_argument {
                    ($last:expr, $to:expr) => {
                        if $last != NO_REG {
                            let v = reg!($last).clone();
                            if v.is_unbound() {
                                slow!(names::unbound_local(vm, frame, $last));
                            }
                            fill(frame, $to, v);
                        }
                    };
                }
                macro_rules! compare_imm_jump {
                    ($l:expr, $imm:expr, $off:expr, $op:tt, $sense:expr) => {{
                        let a = &reg!($l);
                        let v = if a.is_small_int() {
                            (a.bits() as i64 >> 2) $op ($imm as i64)
                        } else if a.is_inline_float() {
                            a.inline_float() $op ($imm as f64)
                        } else {
                            slow!(arith::compare(vm, frame, *pc.sub(1)))
                        };
                        if v == $sense {
                            branch!($off);
                        }
                        next!();
                    }};
                }

                match *pc.sub(1) {
                    Instr::Nop {} => next!(),
                    Instr::Move { d, s } => {
                        let v = reg!(s).clone();
                        if v.is_unbound() {
                            slow!(names::unbound_local(vm, frame, s));
                        }
                        set(frame, d, v);
                    }
                    Instr::MovePair { d, s, t } => {
                        let v = reg!(s).clone();
                        if v.is_unbound() {
                            slow!(names::unbound_local(vm, frame, s));
                        }
                        fill(frame, d, v);
                        let v = reg!(t).clone();
                        if v.is_unbound() {
                            slow!(names::unbound_local(vm, frame, t));
                        }
                        fill(frame, d + 1, v);
                    }
                    Instr::Take { d, s } => {
                        let v = take(frame, s);
                        set(frame, d, v);
                    }
                    Instr::LoadConst { d, c } => {
                        let v = body(frame).consts.get_unchecked(c as usize).clone();
                        set(frame, d, v);
                    }
                    Instr::Kill { s } => {
                        drop(take(frame, s));
                        // What dies with a statement is finalised with it, so that warnings name its line.
                        if heap(|h| h.budget.get() <= 0) {
                            slow!(attend::attend(vm, frame));
                        }
                    }
                    Instr::CheckLocal { s } => {
                        if reg!(s).is_unbound() {
                            slow!(names::unbound_local(vm, frame, s));
                        }
                    }
                    Instr::DelLocal { s } => slow!(names::del_local(vm, frame, s)),

                    Instr::LoadGlobal { d, cache } => {
                        let c = body(frame).caches.get_unchecked(cache as usize);
                        let f: &Function = payload(&(*frame).payload.func);
                        if c.kind.get() == 1 {
                            let table = &*f.globals.as_ptr();
                            if table.current_version() == c.version.get() {
                                let v = table.entries().get_unchecked(c.index.get() as usize).value.clone();
                                set(frame, d, v);
                                next!();
                            }
                        } else if c.kind.get() == 2 && (*f.globals.as_ptr()).current_version() == c.version.get() {
                            let table = &*f.builtins.as_ptr();
                            if table.current_version() as u64 == c.key.get() {
                                let v = table.entries().get_unchecked(c.index.get() as usize).value.clone();
                                set(frame, d, v);
                                next!();
                            }
                        }
                        slow!(names::load_global(vm, frame, d, cache))
                    }
                    Instr::StoreGlobal { k, s, name } => {
                        slow!(names::store_global(vm, frame, k, s, name))
                    }
                    Instr::DelGlobal { name } => slow!(names::del_global(vm, frame, name)),
                    Instr::LoadName { d, cache } => slow!(names::load_name(vm, frame, d, cache)),
                    Instr::StoreName { k, s, name } => {
                        slow!(names::store_name(vm, frame, k, s, name))
                    }
                    Instr::DelName { name } => slow!(names::del_name(vm, frame, name)),
                    Instr::LoadClassFree { d, free, name } => {
                        slow!(names::load_class_free(vm, frame, d, free, name))
                    }
                    Instr::LoadLocals { d } => slow!(names::load_locals(vm, frame, d)),

                    Instr::MakeCell { r } => {
                        let v = take(frame, r);
                        set(frame, r, Cell::new(v).into());
                    }
                    Instr::LoadCell { d, cell } => {
                        let c: &Cell = payload(&reg!(cell));
                        let v = (*c.as_ptr()).clone();
                        if v.is_unbound() {
                            slow!(names::unbound_local(vm, frame, cell));
                        }
                        set(frame, d, v);
                    }
                    Instr::StoreCell { k, s, cell } => {
                        let v = if k & KILL_1 != 0 { take(frame, s) } else { reg!(s).clone() };
                        let c: &Cell = payload(&reg!(cell));
                        let old = ptr::replace(c.as_ptr(), v);
                        drop(old);
                    }
                    Instr::DelCell { cell } => slow!(names::del_cell(vm, frame, cell)),
                    Instr::LoadFree { d, free } => {
                        let f: &Function = payload(&(*frame).payload.func);
                        let closure: &Tuple = payload(&f.closure);
                        let c: &Cell = payload(closure.items().get_unchecked(free as usize));
                        let v = (*c.as_ptr()).clone();
                        if v.is_unbound() {
                            slow!(names::unbound_free(vm, frame, free));
                        }
                        set(frame, d, v);
                    }
                    Instr::StoreFree { k, s, free } => {
                        let v = if k & KILL_1 != 0 { take(frame, s) } else { reg!(s).clone() };
                        let f: &Function = payload(&(*frame).payload.func);
                        let closure: &Tuple = payload(&f.closure);
                        let c: &Cell = payload(closure.items().get_unchecked(free as usize));
                        let old = ptr::replace(c.as_ptr(), v);
                        drop(old);
                    }
                    Instr::DelFree { free } => slow!(names::del_free(vm, frame, free)),
                    Instr::LoadClosure { d, free } => {
                        let f: &Function = payload(&(*frame).payload.func);
                        let closure: &Tuple = payload(&f.closure);
                        let v = closure.items().get_unchecked(free as usize).clone();
                        set(frame, d, v);
                    }

                    Instr::Add { d, l, r, .. } => {
                        arith!(d, l, r, |a, b| a.overflowing_add(b & !3), |x, y| x + y, arith::add)
                    }
                    Instr::Sub { d, l, r, .. } => {
                        arith!(d, l, r, |a, b| a.overflowing_sub(b & !3), |x, y| x - y)
                    }
                    Instr::Mul { d, l, r, .. } => {
                        arith!(
                            d,
                            l,
                            r,
                            |a, b| {
                                let (n, o) = (a >> 2).overflowing_mul(b & !3);
                                (n | 3, o)
                            },
                            |x, y| x * y
                        )
                    }
                    Instr::TrueDiv { d, l, r, .. } => {
                        let (a, b) = (&reg!(l), &reg!(r));
                        if both_floats(a, b) {
                            let y = b.inline_float();
                            if y != 0.0
                                && let Some(bits) = Value::float_bits(a.inline_float() / y)
                            {
                                set(frame, d, Value::from_bits(bits));
                                next!();
                            }
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::FloorDiv { d, l, r, .. } => {
                        let (a, b) = (&reg!(l), &reg!(r));
                        if both_ints(a, b) {
                            let (x, y) = (a.bits() as i64 >> 2, b.bits() as i64 >> 2);
                            if y > 0 {
                                set(frame, d, Value::small_int(x.div_euclid(y)));
                                next!();
                            }
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::Mod { d, l, r, .. } => {
                        let (a, b) = (&reg!(l), &reg!(r));
                        if both_ints(a, b) {
                            let (x, y) = (a.bits() as i64 >> 2, b.bits() as i64 >> 2);
                            if y > 0 {
                                int_or_jump!(d, x.rem_euclid(y));
                            }
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::LShift { d, l, r, .. } => {
                        let (a, b) = (&reg!(l), &reg!(r));
                        if both_ints(a, b) {
                            let (x, n) = (a.bits() as i64 >> 2, b.bits() as i64 >> 2);
                            if (0..60).contains(&n) && (x << (n + 2)) >> (n + 2) == x {
                                set(frame, d, Value::small_int(x << n));
                                next!();
                            }
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::RShift { d, l, r, .. } => {
                        let (a, b) = (&reg!(l), &reg!(r));
                        if both_ints(a, b) {
                            let (x, n) = (a.bits() as i64 >> 2, b.bits() as i64 >> 2);
                            if n >= 0 {
                                set(frame, d, Value::small_int(x >> n.min(63)));
                                next!();
                            }
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::And { d, l, r, .. } => bits!(d, l, r, |a, b| a & b),
                    Instr::Or { d, l, r, .. } => bits!(d, l, r, |a, b| a | b),
                    Instr::Xor { d, l, r, .. } => bits!(d, l, r, |a, b| (a ^ b) | 3),
                    Instr::Pow { .. } | Instr::MatMul { .. } => {
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }

                    Instr::AddI { d, l, imm, .. } => {
                        let a = &reg!(l);
                        if a.is_small_int() {
                            let (n, o) = (a.bits() as i64).overflowing_add((imm as i64) << 2);
                            if !o {
                                set(frame, d, Value::from_bits(n as u64));
                                next!();
                            }
                        } else if a.is_inline_float()
                            && let Some(bits) = Value::float_bits(a.inline_float() + imm as f64)
                        {
                            set(frame, d, Value::from_bits(bits));
                            next!();
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::SubI { d, l, imm, .. } => {
                        let a = &reg!(l);
                        if a.is_small_int() {
                            let (n, o) = (a.bits() as i64).overflowing_sub((imm as i64) << 2);
                            if !o {
                                set(frame, d, Value::from_bits(n as u64));
                                next!();
                            }
                        } else if a.is_inline_float()
                            && let Some(bits) = Value::float_bits(a.inline_float() - imm as f64)
                        {
                            set(frame, d, Value::from_bits(bits));
                            next!();
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::MulI { d, l, imm, .. } => {
                        let a = &reg!(l);
                        if a.is_small_int() {
                            let (n, o) = (a.bits() as i64 & !3).overflowing_mul(imm as i64);
                            if !o {
                                set(frame, d, Value::from_bits(n as u64 | 3));
                                next!();
                            }
                        } else if a.is_inline_float()
                            && let Some(bits) = Value::float_bits(a.inline_float() * imm as f64)
                        {
                            set(frame, d, Value::from_bits(bits));
                            next!();
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::FloorDivI { d, l, imm, .. } => {
                        let a = &reg!(l);
                        if a.is_small_int() && imm > 0 {
                            set(frame, d, Value::small_int((a.bits() as i64 >> 2).div_euclid(imm as i64)));
                            next!();
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::ModI { d, l, imm, .. } => {
                        let a = &reg!(l);
                        if a.is_small_int() && imm > 0 {
                            int_or_jump!(d, (a.bits() as i64 >> 2).rem_euclid(imm as i64));
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::AndI { d, l, imm, .. } => {
                        let a = &reg!(l);
                        if a.is_small_int() {
                            int_or_jump!(d, (a.bits() as i64 >> 2) & imm as i64);
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::LShiftI { d, l, imm, .. } => {
                        let a = &reg!(l);
                        if a.is_small_int() && (0..60).contains(&imm) {
                            let x = a.bits() as i64 >> 2;
                            if (x << (imm + 2)) >> (imm + 2) == x {
                                set(frame, d, Value::small_int(x << imm));
                                next!();
                            }
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::RShiftI { d, l, imm, .. } => {
                        let a = &reg!(l);
                        if a.is_small_int() && imm >= 0 {
                            set(frame, d, Value::small_int((a.bits() as i64 >> 2) >> imm.min(63)));
                            next!();
                        }
                        slow!(arith::binary(vm, frame, *pc.sub(1)))
                    }
                    Instr::Neg { d, s, .. } => {
                        let a = &reg!(s);
                        if a.is_inline_float()
                            && let Some(bits) = Value::float_bits(-a.inline_float())
                        {
                            set(frame, d, Value::from_bits(bits));
                            next!();
                        }
                        slow!(arith::unary(vm, frame, *pc.sub(1)))
                    }
                    Instr::Pos { .. } | Instr::Invert { .. } => {
                        slow!(arith::unary(vm, frame, *pc.sub(1)))
                    }
                    Instr::Not { d, s, .. } => match truth_at_once(&reg!(s)) {
                        Some(b) => set(frame, d, Value::bool(!b)),
                        None => often!(arith::truth(vm, frame, *pc.sub(1))),
                    },

                    Instr::AddC { d, l, c, .. } => {
                        arith_const!(d, l, c, |a, b| a.checked_add(b & !3), |x, y| Some(x + y))
                    }
                    Instr::SubC { d, l, c, .. } => {
                        arith_const!(d, l, c, |a, b| a.checked_sub(b & !3), |x, y| Some(x - y))
                    }
                    Instr::MulC { d, l, c, .. } => {
                        arith_const!(d, l, c, |a, b| (a >> 2).checked_mul(b & !3).map(|n| n | 3), |x, y| Some(x * y))
                    }
                    Instr::TrueDivC { d, l, c, .. } => {
                        arith_const!(d, l, c, |_a, _b| None::<i64>, |x, y| (y != 0.0).then(|| x / y))
                    }
                    Instr::ModC { d, l, c, .. } => {
                        arith_const!(d, l, c, |a, b| (b > 3).then(|| (a >> 2).rem_euclid(b >> 2) << 2 | 3), |_x, _y| {
                            None::<f64>
                        })
                    }

                    Instr::Lt { d, l, r, .. } => compare!(d, l, r, <),
                    Instr::Le { d, l, r, .. } => compare!(d, l, r, <=),
                    Instr::Gt { d, l, r, .. } => compare!(d, l, r, >),
                    Instr::Ge { d, l, r, .. } => compare!(d, l, r, >=),
                    Instr::Eq { k, d, l, r } => equal!(k, l, r, ==, |v| set(frame, d, Value::bool(v))),
                    Instr::Ne { k, d, l, r } => equal!(k, l, r, !=, |v| set(frame, d, Value::bool(v))),
                    Instr::Is { k, d, l, r } => {
                        let v = reg!(l).is(&reg!(r));
                        kill(frame, k, [l, r, 0]);
                        set(frame, d, Value::bool(v));
                    }
                    Instr::IsNot { k, d, l, r } => {
                        let v = !reg!(l).is(&reg!(r));
                        kill(frame, k, [l, r, 0]);
                        set(frame, d, Value::bool(v));
                    }
                    Instr::In { .. } | Instr::NotIn { .. } => {
                        slow!(arith::contains(vm, frame, *pc.sub(1)))
                    }

                    Instr::Jump { off } => jump!(off),
                    Instr::Loop { off } => branch!(off),
                    Instr::JTrue { s, off, .. } => match truth_at_once(&reg!(s)) {
                        Some(true) => branch!(off),
                        Some(false) => {}
                        None => often!(arith::truth(vm, frame, *pc.sub(1))),
                    },
                    Instr::JFalse { s, off, .. } => match truth_at_once(&reg!(s)) {
                        Some(false) => branch!(off),
                        Some(true) => {}
                        None => often!(arith::truth(vm, frame, *pc.sub(1))),
                    },
                    Instr::JTrueKeep { s, off } => match truth_at_once(&reg!(s)) {
                        Some(true) => jump!(off),
                        // What goes is no object.
                        Some(false) => set(frame, s, Value::UNBOUND),
                        None => often!(arith::truth(vm, frame, *pc.sub(1))),
                    },
                    Instr::JFalseKeep { s, off } => match truth_at_once(&reg!(s)) {
                        Some(false) => jump!(off),
                        Some(true) => set(frame, s, Value::UNBOUND),
                        None => often!(arith::truth(vm, frame, *pc.sub(1))),
                    },
                    Instr::JNone { k, s, off } => {
                        let v = reg!(s).is_none();
                        kill(frame, k, [s, 0, 0]);
                        if v {
                            branch!(off);
                        }
                    }
                    Instr::JNotNone { k, s, off } => {
                        let v = !reg!(s).is_none();
                        kill(frame, k, [s, 0, 0]);
                        if v {
                            branch!(off);
                        }
                    }
                    Instr::JLt { l, r, off, .. } => compare_jump!(l, r, off, <, true),
                    Instr::JLe { l, r, off, .. } => compare_jump!(l, r, off, <=, true),
                    Instr::JGt { l, r, off, .. } => compare_jump!(l, r, off, >, true),
                    Instr::JGe { l, r, off, .. } => compare_jump!(l, r, off, >=, true),
                    Instr::JEq { k, l, r, off } => equal!(k, l, r, ==, |v| if v {
                        branch!(off);
                    }),
                    Instr::JNe { k, l, r, off } => equal!(k, l, r, !=, |v| if v {
                        branch!(off);
                    }),
                    Instr::JNotLt { l, r, off, .. } => compare_jump!(l, r, off, <, false),
                    Instr::JNotLe { l, r, off, .. } => compare_jump!(l, r, off, <=, false),
                    Instr::JNotGt { l, r, off, .. } => compare_jump!(l, r, off, >, false),
                    Instr::JNotGe { l, r, off, .. } => compare_jump!(l, r, off, >=, false),
                    Instr::JNotEq { k, l, r, off } => equal!(k, l, r, ==, |v| if !v {
                        branch!(off);
                    }),
                    Instr::JNotNe { k, l, r, off } => equal!(k, l, r, !=, |v| if !v {
                        branch!(off);
                    }),
                    Instr::JLtI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, <, true),
                    Instr::JLeI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, <=, true),
                    Instr::JGtI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, >, true),
                    Instr::JGeI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, >=, true),
                    Instr::JEqI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, ==, true),
                    Instr::JNeI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, !=, true),
                    Instr::JNotLtI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, <, false),
                    Instr::JNotLeI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, <=, false),
                    Instr::JNotGtI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, >, false),
                    Instr::JNotGeI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, >=, false),
                    Instr::JNotEqI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, ==, false),
                    Instr::JNotNeI { l, imm, off, .. } => compare_imm_jump!(l, imm, off, !=, false),
                    Instr::JEqC { k, l, c, off } => equal_const!(k, l, c, off, true),
                    Instr::JNeC { k, l, c, off } => equal_const!(k, l, c, off, false),
                    Instr::JNotEqC { k, l, c, off } => equal_const!(k, l, c, off, false),
                    Instr::JNotNeC { k, l, c, off } => equal_const!(k, l, c, off, true),
                    Instr::JIs { k, l, r, off } => {
                        let v = reg!(l).is(&reg!(r));
                        kill(frame, k, [l, r, 0]);
                        if v {
                            branch!(off);
                        }
                    }
                    Instr::JIsNot { k, l, r, off } => {
                        let v = !reg!(l).is(&reg!(r));
                        kill(frame, k, [l, r, 0]);
                        if v {
                            branch!(off);
                        }
                    }
                    Instr::JNotMatch { k, e, t, .. }
                        if reg!(t).is_object() && handlers::is_of_class(&reg!(e), &reg!(t)) =>
                    {
                        kill(frame, k & KILL_2, [e, t, 0]);
                        next!();
                    }
                    Instr::JNotMatch { .. } => slow!(handlers::match_exception(vm, frame, *pc.sub(1))),

                    Instr::GetAttr { k, d, s, cache } => {
                        let v = &reg!(s);
                        if v.is_object() {
                            let c = body(frame).caches.get_unchecked(cache as usize);
                            if let Some(found) = attr::cached(v, c) {
                                if k & KILL_1 != 0 && s != d {
                                    drop(take(frame, s));
                                }
                                set(frame, d, found);
                                next!();
                            }
                        }
                        slow!(attr::get_attr(vm, frame, *pc.sub(1)))
                    }
                    Instr::SetAttr { k, o, v, cache } => {
                        let obj = &reg!(o);
                        if obj.is_object() {
                            let c = body(frame).caches.get_unchecked(cache as usize);
                            if attr::store_cached(obj, c, frame, k & KILL_2 != 0, v) {
                                if k & KILL_1 != 0 {
                                    drop(take(frame, o));
                                }
                                next!();
                            }
                        }
                        slow!(attr::set_attr(vm, frame, *pc.sub(1)))
                    }
                    Instr::DelAttr { .. } => slow!(attr::del_attr(vm, frame, *pc.sub(1))),
                    Instr::LoadMethod { k, d, s, cache } => {
                        let v = &reg!(s);
                        if v.is_object() {
                            let c = body(frame).caches.get_unchecked(cache as usize);
                            if let Some(method) = attr::cached_method(v, c) {
                                let receiver = if k & KILL_1 != 0 { take(frame, s) } else { v.clone() };
                                fill(frame, d, method);
                                fill(frame, d + 1, receiver);
                                next!();
                            }
                        }
                        slow!(attr::load_method(vm, frame, *pc.sub(1)))
                    }
                    Instr::GetItem { k, d, o, i } => {
                        let (obj, index) = (&reg!(o), &reg!(i));
                        if index.is_small_int() && obj.is_object() {
                            let n = index.bits() as i64 >> 2;
                            if is_exact(obj, Kind::List) {
                                let items = &*payload::<List>(obj).as_ptr();
                                let n = if n < 0 { n + items.len() as i64 } else { n };
                                if let Some(v) = items.get(n as usize) {
                                    let v = v.clone();
                                    if k & KILL_1 != 0 && o != d {
                                        drop(take(frame, o));
                                    }
                                    set(frame, d, v);
                                    next!();
                                }
                            } else if is_exact(obj, Kind::Tuple) {
                                let items = payload::<Tuple>(obj).items();
                                let n = if n < 0 { n + items.len() as i64 } else { n };
                                if let Some(v) = items.get(n as usize) {
                                    let v = v.clone();
                                    if k & KILL_1 != 0 && o != d {
                                        drop(take(frame, o));
                                    }
                                    set(frame, d, v);
                                    next!();
                                }
                            } else if is_exact(obj, Kind::Str) {
                                let s: &Str = payload(obj);
                                let n = if n < 0 { n + s.len() as i64 } else { n };
                                if s.is_ascii()
                                    && let Some(&c) = s.bytes().get(n as usize)
                                {
                                    let v = Str::from_char(c.into()).into();
                                    if k & KILL_1 != 0 && o != d {
                                        drop(take(frame, o));
                                    }
                                    set(frame, d, v);
                                    next!();
                                }
                            }
                        }
                        slow!(item::get_item(vm, frame, *pc.sub(1)))
                    }
                    Instr::GetItemI { k, d, o, imm } => {
                        let obj = &reg!(o);
                        let items: &[Value] = if is_exact(obj, Kind::List) {
                            &*payload::<List>(obj).as_ptr()
                        } else if is_exact(obj, Kind::Tuple) {
                            payload::<Tuple>(obj).items()
                        } else {
                            slow!(item::get_item(vm, frame, *pc.sub(1)))
                        };
                        let n = imm as i64;
                        let n = if n < 0 { n + items.len() as i64 } else { n };
                        if let Some(v) = items.get(n as usize) {
                            let v = v.clone();
                            if k & KILL_1 != 0 && o != d {
                                drop(take(frame, o));
                            }
                            set(frame, d, v);
                            next!();
                        }
                        slow!(item::get_item(vm, frame, *pc.sub(1)))
                    }
                    Instr::SetItem { k, o, i, v } => {
                        let (obj, index) = (&reg!(o), &reg!(i));
                        if index.is_small_int() && is_exact(obj, Kind::List) {
                            let n = index.bits() as i64 >> 2;
                            let items = &mut *payload::<List>(obj).as_ptr();
                            let n = if n < 0 { n + items.len() as i64 } else { n };
                            if let Some(slot) = items.get_mut(n as usize) {
                                let new = if k & KILL_3 != 0 { take(frame, v) } else { reg!(v).clone() };
                                let old = ptr::replace(slot, new);
                                drop(old);
                                if k & KILL_1 != 0 {
                                    drop(take(frame, o));
                                }
                                next!();
                            }
                        }
                        slow!(item::set_item(vm, frame, *pc.sub(1)))
                    }
                    Instr::DelItem { .. } => slow!(item::del_item(vm, frame, *pc.sub(1))),

                    Instr::BuildPair { d, s, t } => {
                        let (a, b) = (&reg!(s), &reg!(t));
                        if a.is_unbound() || b.is_unbound() {
                            slow!(names::unbound_local(vm, frame, if a.is_unbound() { s } else { t }));
                        }
                        let v = build::pair(a, b);
                        set(frame, d, v);
                    }
                    Instr::BuildTuple { d, base, n } => {
                        let v = build::tuple(frame, base, n);
                        set(frame, d, v);
                    }
                    Instr::BuildList { d, base, n } => {
                        let more = if let Instr::ListExtend { .. } = *pc { 4 } else { 0 };
                        if more > 0 && n > 0 && build::starred(frame, d, base, n, pc) {
                            pc = pc.add(2);
                            next!();
                        }
                        let v = build::list(frame, base, n, more);
                        set(frame, d, v);
                    }
                    Instr::ListAppend { k, l, v } => {
                        let value = if k & KILL_2 != 0 { take(frame, v) } else { reg!(v).clone() };
                        let items = &mut *payload::<List>(&reg!(l)).as_ptr();
                        items.push(value);
                    }
                    Instr::AppendTo { k, l, v, off } => {
                        if !TRACED && is_exact(&reg!(l), Kind::List) {
                            let value = if k & KILL_2 != 0 { take(frame, v) } else { reg!(v).clone() };
                            let items = &mut *payload::<List>(&reg!(l)).as_ptr();
                            items.push(value);
                            kill(frame, k & KILL_1, [l, 0, 0]);
                            jump!(off);
                        }
                        next!();
                    }
                    Instr::BuildSlice { .. } => {
                        if build::sliced(frame, *pc.sub(1), *pc) {
                            pc = pc.add(1);
                            next!();
                        }
                        slow!(build::build(vm, frame, *pc.sub(1)))
                    }
                    Instr::BuildStepSlice { .. }
                    | Instr::BuildSet { .. }
                    | Instr::BuildMap { .. }
                    | Instr::BuildString { .. }
                    | Instr::ListExtend { .. }
                    | Instr::SetAdd { .. }
                    | Instr::SetUpdate { .. }
                    | Instr::MapAdd { .. }
                    | Instr::DictUpdate { .. }
                    | Instr::DictMerge { .. }
                    | Instr::ListToTuple { .. }
                    | Instr::FormatValue { .. }
                    | Instr::StarArgs { .. } => slow!(build::build(vm, frame, *pc.sub(1))),
                    Instr::UnpackSeq { k, s, base, n } => {
                        let v = &reg!(s);
                        let items: &[Value] = if is_exact(v, Kind::Tuple) {
                            payload::<Tuple>(v).items()
                        } else if is_exact(v, Kind::List) {
                            &*payload::<List>(v).as_ptr()
                        } else {
                            slow!(build::unpack(vm, frame, *pc.sub(1)))
                        };
                        if items.len() != n as usize {
                            slow!(build::unpack(vm, frame, *pc.sub(1)));
                        }
                        // The source may be overwritten by the first store: it is held until the end.
                        let source = v.clone();
                        for (j, item) in items.iter().enumerate() {
                            set(frame, base + j as u16, item.clone());
                        }
                        if k & KILL_1 != 0 && !(base..base + n).contains(&s) {
                            drop(take(frame, s));
                        }
                        drop(source);
                    }
                    Instr::UnpackEx { .. } => slow!(build::unpack(vm, frame, *pc.sub(1))),

                    Instr::GetIter { k, d, s } => {
                        if is_exact(&reg!(s), Kind::Generator) {
                            if s != d {
                                let v = if k & KILL_1 != 0 { take(frame, s) } else { reg!(s).clone() };
                                set(frame, d, v);
                            }
                            next!();
                        }
                        slow!(iterate::get_iter(vm, frame, *pc.sub(1)))
                    }
                    Instr::ForIter { d, it, off } => {
                        let v = &reg!(it);
                        match iterate::step_fast(v) {
                            iterate::Fast::Item(item) => {
                                set(frame, d, item);
                                next!();
                            }
                            iterate::Fast::Generator(g) => {
                                (*frame).payload.pc = pc;
                                if let Some(next) = generator::resume_fast(vm, frame, g) {
                                    go_on!(next);
                                }
                            }
                            iterate::Fast::Done => {
                                drop(take(frame, it));
                                jump!(off);
                                next!();
                            }
                            iterate::Fast::Slow => {}
                        }
                        slow!(iterate::for_iter(vm, frame, *pc.sub(1)))
                    }
                    Instr::NextIter { d, it, off } => {
                        let v = &reg!(it);
                        match iterate::step_fast(v) {
                            iterate::Fast::Item(item) => {
                                set(frame, d, item);
                                branch!(off);
                            }
                            iterate::Fast::Generator(g) => {
                                // The loop's ForIter, before the body, says what to do with the result.
                                jump!(off);
                                (*frame).payload.pc = pc;
                                if tick() {
                                    pc = pc.offset(-(off as isize)).sub(1);
                                    slow!(attend::attend(vm, frame));
                                }
                                if let Some(next) = generator::resume_fast(vm, frame, g) {
                                    go_on!(next);
                                }
                                slow!(iterate::for_iter(vm, frame, *pc.sub(1)))
                            }
                            iterate::Fast::Done => {
                                drop(take(frame, it));
                                next!();
                            }
                            iterate::Fast::Slow => {}
                        }
                        jump!(off);
                        if tick() {
                            pc = pc.offset(-(off as isize)).sub(1);
                            slow!(attend::attend(vm, frame));
                        }
                        slow!(iterate::for_iter(vm, frame, *pc.sub(1)))
                    }
                    Instr::GetANext { d, s } => {
                        if !TRACED && let Some(g) = async_for::begin_turn(vm, frame, pc, d, s) {
                            frame = g;
                            pc = (*frame).payload.pc;
                            next!();
                        }
                        slow!(iterate::async_iter(vm, frame, *pc.sub(1)))
                    }
                    Instr::GetAIter { .. } => {
                        slow!(iterate::async_iter(vm, frame, *pc.sub(1)))
                    }
                    Instr::EndAsyncFor { e } => slow!(handlers::end_async_for(vm, frame, e)),

                    Instr::Yield { k, s, .. } => {
                        let v = if k & KILL_1 != 0 { take(frame, s) } else { reg!(s).clone() };
                        (*frame).payload.pc = pc;
                        let root = vm.running;
                        let receiver = (*root).payload.parent;
                        if (*receiver).payload.stage == Stage::Store && (*root).payload.bits & generator::SPECIAL == 0 {
                            // Suspend the whole delegation chain, and hand the value to whoever resumed it.
                            vm.running = FrameBlock::outer(root);
                            FrameBlock::set_leaf(root, frame);
                            (*root).payload.state = FrameState::Suspended;
                            (*root).payload.parent = ptr::null_mut();
                            (*root).payload.bits &= !crate::frame::bit::RUNNING_ROOT;
                            frame = receiver;
                            pc = (*frame).payload.pc;
                            let d = destination(pc);
                            set(frame, d, v);
                            // The resumer's reference: if it was the last one the generator goes.
                            crate::heap::decrement(root.cast_const().cast());
                            next!();
                        }
                        if !TRACED
                            && fold::is_waiting(receiver)
                            && (*root).payload.bits & generator::SPECIAL == 0
                            && fold::step(receiver, &v)
                        {
                            if k & UNREAD != 0 {
                                pc = pc.add(1);
                            } else {
                                set(frame, destination(pc), Value::NONE);
                            }
                            next!();
                        }
                        vm.frame = frame;
                        break 'dispatch generator::yield_slow(vm, frame, v);
                    }
                    Instr::AsyncYield { k, s, .. } => {
                        let v = if k & KILL_1 != 0 { take(frame, s) } else { reg!(s).clone() };
                        if !TRACED && async_for::is_in_turn(frame) {
                            (*frame).payload.pc = pc;
                            frame = async_for::end_turn(frame, v);
                            pc = (*frame).payload.pc;
                            next!();
                        }
                        slow!(generator::async_yield(vm, frame, v))
                    }
                    Instr::GetAwaitable { k, d, s } => {
                        let v = &reg!(s);
                        if is_exact(v, Kind::Coroutine) {
                            let inner = crate::frame::generator_block(v);
                            if (*inner).payload.state == FrameState::Created {
                                if s != d {
                                    let v = if k & KILL_1 != 0 { take(frame, s) } else { v.clone() };
                                    set(frame, d, v);
                                }
                                await_next!(inner);
                            }
                        }
                        if is_exact(v, Kind::Instance) && generator::await_instance(vm, frame, k, d, s) {
                            let inner = crate::frame::generator_block(&reg!(d));
                            await_next!(inner);
                        }
                        slow!(generator::get_awaitable(vm, frame, *pc.sub(1)))
                    }
                    Instr::GetYieldFromIter { .. } => {
                        slow!(generator::get_awaitable(vm, frame, *pc.sub(1)))
                    }
                    Instr::Await { it, .. } => {
                        let v = &reg!(it);
                        if crate::frame::is_generator(v) {
                            let inner = crate::frame::generator_block(v);
                            if (*inner).payload.state == FrameState::Created
                                && generator::can_be_awaited(vm, frame, inner)
                            {
                                start_awaited!(inner);
                            }
                        }
                        slow!(generator::await_slow(vm, frame, *pc.sub(1)))
                    }
                    Instr::Return { k, s } => {
                        if (*frame).payload.kind == FrameKind::Call && (*frame).header.references() == 1 {
                            // The frame dies here, so locals too are moved out.
                            let v = take(frame, s);
                            let _ = k;
                            let receiver = leave(frame);
                            frame = receiver;
                            pc = (*frame).payload.pc;
                            if (*frame).payload.stage == Stage::Store {
                                let d = destination(pc);
                                set(frame, d, v);
                                if heap(|h| h.budget.get() <= 0) {
                                    slow!(attend::attend(vm, frame));
                                }
                                next!();
                            }
                            vm.frame = frame;
                            break 'dispatch deliver::deliver(vm, frame, v);
                        }
                        let v = if k & KILL_1 != 0 { take(frame, s) } else { reg!(s).clone() };
                        if (*frame).payload.kind == FrameKind::Generator {
                            if let Some(receiver) = generator::end_fast(vm, frame) {
                                frame = receiver;
                                pc = (*frame).payload.pc;
                                let d = destination(pc);
                                set(frame, d, v);
                                next!();
                            }
                            if let Some(receiver) = generator::end_loop(vm, frame) {
                                frame = receiver;
                                pc = (*frame).payload.pc;
                                next!();
                            }
                        }
                        slow!(generator::return_slow(vm, frame, v))
                    }
                    Instr::ReturnConst { c } => {
                        let mut v = body(frame).consts.get_unchecked(c as usize).clone();
                        if (*frame).payload.kind == FrameKind::Call && (*frame).header.references() == 1 {
                            let receiver = leave(frame);
                            frame = receiver;
                            pc = (*frame).payload.pc;
                            if (*frame).payload.stage == Stage::Init
                                && v.is_none()
                                && let Instr::Call { base, .. } = *pc.sub(1)
                            {
                                (*frame).payload.stage = Stage::Store;
                                v = take(frame, base);
                            }
                            if (*frame).payload.stage == Stage::Store {
                                let d = destination(pc);
                                set(frame, d, v);
                                if heap(|h| h.budget.get() <= 0) {
                                    slow!(attend::attend(vm, frame));
                                }
                                next!();
                            }
                            vm.frame = frame;
                            break 'dispatch deliver::deliver(vm, frame, v);
                        }
                        if (*frame).payload.kind == FrameKind::Generator {
                            if let Some(receiver) = generator::end_fast(vm, frame) {
                                frame = receiver;
                                pc = (*frame).payload.pc;
                                let d = destination(pc);
                                set(frame, d, v);
                                next!();
                            }
                            if let Some(receiver) = generator::end_loop(vm, frame) {
                                frame = receiver;
                                pc = (*frame).payload.pc;
                                next!();
                            }
                        }
                        slow!(generator::return_slow(vm, frame, v))
                    }

                    Instr::Call { k, d, base, last } => {
                        if tick() {
                            pc = pc.sub(1);
                            slow!(attend::attend(vm, frame));
                        }
                        last_argument!(last, base + k as u16);
                        let callee = &reg!(base);
                        if is_exact(callee, Kind::Function) {
                            let code = payload::<Function>(callee).code_ref();
                            if code.simple_args.get() == k as i32 && (*frame).payload.depth < vm.recursion_limit {
                                (*frame).payload.pc = pc;
                                frame = enter(frame, code, base, base + 1, k as usize);
                                pc = code.entry.get();
                                next!();
                            }
                            if code.generator_args.get() == k as i32 {
                                (*frame).payload.pc = pc;
                                vm.frame = frame;
                                call::make_generator(vm, frame, d, base, k as usize);
                                await_made!(d);
                                next!();
                            }
                        }
                        (*frame).payload.pc = pc;
                        vm.frame = frame;
                        if is_exact(callee, Kind::NativeFunction) {
                            let direct = &payload::<NativeFunction>(callee).def.direct;
                            if matches!(direct, Direct::Send)
                                && k == 1
                                && let Some(leaf) = direct::send::<true>(vm, frame, base)
                            {
                                go_on!(leaf);
                            }
                            if matches!(direct, Direct::Next)
                                && k == 1
                                && let Some(leaf) = direct::next(vm, frame, base)
                            {
                                go_on!(leaf);
                            }
                            if direct::at_once(frame, direct, d, base, k as usize) {
                                next!();
                            }
                            if !matches!(direct, Direct::None) {
                                match direct::call(vm, frame, base, k as usize) {
                                    Some(Flow::Reload) => {
                                        frame = vm.frame;
                                        pc = (*frame).payload.pc;
                                        next!();
                                    }
                                    Some(flow) => break 'dispatch flow,
                                    None => {}
                                }
                            }
                            match call::call_native_function(vm, frame, d, base, k as usize) {
                                Flow::Next => next!(),
                                flow => break 'dispatch flow,
                            }
                        }
                        if is_exact(callee, Kind::Type)
                            && let Some(init) = call::construct::begin(vm, frame, base, k as usize)
                        {
                            frame = init;
                            pc = (*frame).payload.pc;
                            next!();
                        }
                        match call::call(vm, frame, d, base, k) {
                            Flow::Next => next!(),
                            flow => break 'dispatch flow,
                        }
                    }
                    Instr::CallMethod { k, d, base, last } => {
                        if tick() {
                            pc = pc.sub(1);
                            slow!(attend::attend(vm, frame));
                        }
                        last_argument!(last, base + 1 + k as u16);
                        let callee = &reg!(base);
                        if is_exact(callee, Kind::Function) {
                            let code = payload::<Function>(callee).code_ref();
                            if code.simple_args.get() == k as i32 + 1 && (*frame).payload.depth < vm.recursion_limit {
                                (*frame).payload.pc = pc;
                                frame = enter(frame, code, base, base + 1, k as usize + 1);
                                pc = code.entry.get();
                                next!();
                            }
                            if code.generator_args.get() == k as i32 + 1 {
                                (*frame).payload.pc = pc;
                                vm.frame = frame;
                                call::make_generator(vm, frame, d, base, k as usize + 1);
                                await_made!(d);
                                next!();
                            }
                        }
                        (*frame).payload.pc = pc;
                        vm.frame = frame;
                        if is_exact(callee, Kind::NativeFunction) {
                            let direct = &payload::<NativeFunction>(callee).def.direct;
                            if matches!(direct, Direct::Append) && k == 1 && is_exact(&reg!(base + 1), Kind::List) {
                                let item = take(frame, base + 2);
                                (*payload::<List>(&reg!(base + 1)).as_ptr()).push(item);
                                drop(take(frame, base + 1));
                                drop(take(frame, base));
                                // A statement looks at no result.
                                if d == base && !TRACED && *pc == (Instr::Kill { s: d }) && heap(|h| h.budget.get() > 0)
                                {
                                    pc = pc.add(1);
                                    next!();
                                }
                                set(frame, d, Value::NONE);
                                next!();
                            }
                            if matches!(direct, Direct::Switch)
                                && k <= 1
                                && let Some(next) = direct::switch(vm, frame, base, k)
                            {
                                frame = next;
                                pc = (*frame).payload.pc;
                                next!();
                            }
                            if matches!(direct, Direct::Send)
                                && k == 1
                                && let Some(leaf) = direct::send::<false>(vm, frame, base)
                            {
                                go_on!(leaf);
                            }
                            if matches!(direct, Direct::Throw)
                                && k == 1
                                && let Some(flow) = direct::throw(vm, frame, base)
                            {
                                break 'dispatch flow;
                            }
                            if direct::at_once(frame, direct, d, base, k as usize + 1) {
                                next!();
                            }
                            if !matches!(direct, Direct::None) {
                                match direct::call(vm, frame, base, k as usize + 1) {
                                    Some(Flow::Reload) => {
                                        frame = vm.frame;
                                        pc = (*frame).payload.pc;
                                        next!();
                                    }
                                    Some(flow) => break 'dispatch flow,
                                    None => {}
                                }
                            }
                            match call::call_native_function(vm, frame, d, base, k as usize + 1) {
                                Flow::Next => next!(),
                                flow => break 'dispatch flow,
                            }
                        }
                        let flow = if callee.is_unbound() {
                            call::call(vm, frame, d, base + 1, k)
                        } else {
                            call::call_wide(vm, frame, d, base, k as usize + 1)
                        };
                        match flow {
                            Flow::Next => next!(),
                            flow => break 'dispatch flow,
                        }
                    }
                    Instr::CallKw { .. } | Instr::CallMethodKw { .. } | Instr::CallEx { .. } => {
                        if tick() {
                            pc = pc.sub(1);
                            slow!(attend::attend(vm, frame));
                        }
                        slow!(call::call_keywords(vm, frame, *pc.sub(1)))
                    }
                    Instr::Intrinsic { .. } => slow!(call::intrinsic(vm, frame, *pc.sub(1))),
                    Instr::Comprehend { d, base, code } => {
                        if tick() {
                            pc = pc.sub(1);
                            slow!(attend::attend(vm, frame));
                        }
                        let inner: *const Code = payload::<Code>(body(frame).consts.get_unchecked(code as usize));
                        (*inner).ensure_loaded();
                        (*frame).payload.pc = pc;
                        vm.frame = frame;
                        if (*inner).simple_args.get() == 1 && (*frame).payload.depth < vm.recursion_limit {
                            frame = enter_as((*frame).payload.func.clone(), frame, inner, base, 1);
                            pc = (*inner).entry.get();
                            next!();
                        }
                        if (*inner).simple_args.get() == 1 {
                            break 'dispatch vm.raise(call::too_deep(vm, &(*frame).payload.func));
                        }
                        call::make_generator_as(vm, frame, d, (*frame).payload.func.clone(), inner, base, 1);
                    }
                    Instr::MakeFunction { .. } => slow!(build::make_function(vm, frame, *pc.sub(1))),

                    Instr::Raise { .. } => slow!(handlers::raise(vm, frame, *pc.sub(1))),
                    Instr::PushExc { save, e } => {
                        let old = std::mem::replace(&mut vm.handled, reg!(e).clone());
                        set(frame, save, old);
                    }
                    Instr::PopExc { save } => {
                        let old = std::mem::replace(&mut vm.handled, take(frame, save));
                        drop(old);
                    }
                    Instr::SwapExc { save } => {
                        if let Instr::Await { .. } = *pc {
                            vm.handling_awaits += 1;
                        } else if let Instr::Await { .. } = *pc.sub(2) {
                            vm.handling_awaits = vm.handling_awaits.saturating_sub(1);
                        }
                        core::ptr::swap(&mut vm.handled, FrameBlock::reg(frame, save as usize));
                    }
                    Instr::Reraise { e } => slow!(handlers::reraise(vm, frame, e)),
                    Instr::BeforeWith { k, d, s } => often!(handlers::enter_with::<false>(vm, frame, k, d, s)),
                    Instr::BeforeAsyncWith { k, d, s } => often!(handlers::enter_with::<true>(vm, frame, k, d, s)),
                    Instr::WithExcept { exit, e, .. } => slow!(handlers::leave_with(vm, frame, exit, e)),

                    Instr::ImportName { .. } | Instr::ImportFrom { .. } | Instr::ImportStar { .. } => {
                        slow!(import::import(vm, frame, *pc.sub(1)))
                    }
                }
            }
        };
        match flow {
            Flow::Next => {}
            Flow::Reload => {
                frame = vm.frame;
                // SAFETY: whoever says Reload leaves a live frame in `vm.frame` with its `pc` set.
                pc = unsafe { (*frame).payload.pc };
            }
            Flow::Raise => {
                // SAFETY: `vm.frame` is the frame that raised.
                if unsafe { unwind::unwind(vm) } == Flow::Halt {
                    return;
                }
                frame = vm.frame;
                // SAFETY: as above.
                pc = unsafe { (*frame).payload.pc };
            }
            Flow::Halt => return,
        }
    }
}

impl Frame {
    /// Whether tracebacks leave the frame out.
    pub(crate) fn is_hidden(&self) -> bool {
        use crate::bytecode::CodeFlags;
        // SAFETY: a frame's code outlives it.
        !self.code.is_null() && unsafe { (*self.code).flags.any(CodeFlags::PRELUDE | CodeFlags::HIDDEN) }
    }

    /// Whether no other thread's turn comes while this frame is the current one.
    pub(crate) fn is_atomic(&self) -> bool {
        use crate::bytecode::CodeFlags;
        // SAFETY: a frame's code outlives it.
        !self.code.is_null() && unsafe { (*self.code).flags.any(CodeFlags::PRELUDE | CodeFlags::ATOMIC) }
    }

    /// Whether the frame's code is the prelude's.
    pub(crate) fn is_prelude(&self) -> bool {
        // SAFETY: a frame's code outlives it.
        !self.code.is_null() && unsafe { (*self.code).flags.any(crate::bytecode::CodeFlags::PRELUDE) }
    }
}
