//! Iteration: `for` loops over built-in iterators in place, over others by their `__next__`.

use crate::bytecode::Instr;
use crate::bytecode::instr::KILL_1;
use crate::exc::{Exc, ExcKind, R, type_error};
use crate::frame::{FrameBlock, Stage, bit, generator_block};
use crate::heap::{Kind, separate};
use crate::interp::call;
use crate::interp::{Called, Flow, destination, generator, get, is_exact, payload, set, take};
use crate::object::*;
use crate::ops::iterate::{self, Pair, Step};
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// What the loop does with an iterator without leaving its function.
pub(crate) enum Fast {
    /// The next item.
    Item(Value),
    /// A generator is to be resumed.
    Generator(*mut FrameBlock),
    /// It is exhausted.
    Done,
    /// Anything else.
    Slow,
}

/// The next item of the commonest iterators.
#[inline(always)]
pub(crate) unsafe fn step_fast(it: &Value) -> Fast {
    // SAFETY: the kind is checked before the payload is looked at; no borrow is outstanding while the loop runs.
    unsafe {
        if !it.is_object() {
            return Fast::Slow;
        }
        let h = &*it.header_ptr();
        if h.is_exact(Kind::RangeIter) {
            let r: &RangeIter = payload(it);
            let left = r.left.get();
            if left == 0 {
                return Fast::Done;
            }
            r.left.set(left - 1);
            let v = r.next.get();
            r.next.set(v.wrapping_add(r.step));
            return Fast::Item(Value::small_int(v));
        }
        // Compared one after another: a table of all kinds would take a jump that is predicted less well.
        separate();
        if h.is_exact(Kind::Generator) {
            return Fast::Generator(generator_block(it));
        }
        separate();
        if h.is_exact(Kind::ListIter) {
            let l: &ListIter = payload(it);
            if l.reversed {
                return Fast::Slow;
            }
            if let Some(list) = &*l.list.as_ptr()
                && let Some(v) = (&*list.as_ptr()).get(l.pos.get())
            {
                l.pos.set(l.pos.get() + 1);
                return Fast::Item(v.clone());
            }
            return Fast::Slow;
        }
        if h.is_exact(Kind::TupleIter) {
            let t: &TupleIter = payload(it);
            let source = &*t.source.as_ptr();
            if source.is_object()
                && let Some(v) = payload::<Tuple>(source).items().get(t.pos.get())
            {
                t.pos.set(t.pos.get() + 1);
                return Fast::Item(v.clone());
            }
            // Others who hold the iterator find it exhausted.
            drop(std::ptr::replace(t.source.as_ptr(), Value::UNBOUND));
            return Fast::Done;
        }
        if h.is_exact(Kind::StrIter) {
            let s: &StrIter = payload(it);
            let source = &*s.source.as_ptr();
            if source.is_object()
                && let Some(&c) = payload::<Str>(source).bytes().get(s.pos.get())
                && c.is_ascii()
            {
                s.pos.set(s.pos.get() + 1);
                return Fast::Item(Str::from_char(c.into()).into());
            }
        }
        Fast::Slow
    }
}

/// `R[d] := iter(R[s])`
#[inline(never)]
pub(crate) unsafe fn get_iter(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::GetIter { k, d, s } = instr else { unreachable!("{} makes no iterator", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let v = get(frame, s);
        if is_exact(v, Kind::Tuple) || is_exact(v, Kind::List) {
            let v = if k & KILL_1 != 0 { take(frame, s) } else { v.clone() };
            let it = match v.into_obj::<List>() {
                Ok(list) => iterate::containers::list_iter(list).into(),
                Err(tuple) => iterate::containers::tuple_iter(tuple),
            };
            set(frame, d, it);
            return Flow::Next;
        }
        match iterate::iter(v) {
            Ok(Some(it)) => {
                if k & KILL_1 != 0 && s != d {
                    drop(take(frame, s));
                }
                set(frame, d, it);
                Flow::Next
            }
            Ok(None) => {
                if v.is_unbound() {
                    return super::names::unbound_local(vm, frame, s);
                }
                let v = if k & KILL_1 != 0 { take(frame, s) } else { v.clone() };
                let iter = vm.special(&v, &vm.names.__iter__);
                if let Some(g) = iter.and_then(|f| call::generator_of(&f, &v))
                    && g.header().is_some_and(|h| h.is_kind(Kind::Generator))
                {
                    set(frame, d, g);
                    return Flow::Next;
                }
                call::prelude(vm, frame, "iter_general", [v])
            }
            Err(e) => vm.raise(e),
        }
    }
}

/// The loop's end: the iterator is released, and the frame goes on after the loop. Its `pc` is after the loop's ForIter.
pub(crate) unsafe fn exhausted(frame: *mut FrameBlock) -> Flow {
    // SAFETY: the frame's instruction is a ForIter.
    unsafe {
        (*frame).payload.stage = Stage::Store;
        if let Instr::ForIter { it, off, .. } = *(*frame).payload.pc.sub(1) {
            drop(take(frame, it));
            (*frame).payload.pc = (*frame).payload.pc.offset(off as isize);
        }
    }
    Flow::Reload
}

/// Whether the frame waits for the next item of a loop.
pub(crate) unsafe fn is_loop(frame: *mut FrameBlock) -> bool {
    // SAFETY: the frame waits with its `pc` after an instruction.
    unsafe { matches!(*(*frame).payload.pc.sub(1), Instr::ForIter { .. }) }
}

/// A native `__next__` raised.
pub(crate) unsafe fn next_raised(vm: &mut Vm, frame: *mut FrameBlock, e: Exc) -> Flow {
    if e.is(ExcKind::StopIteration) {
        // SAFETY: the frame waits in a ForIter.
        return unsafe { exhausted(frame) };
    }
    vm.raise(e)
}

/// `ForIter` on anything else; the frame's `pc` is after it.
#[inline(never)]
pub(crate) unsafe fn for_iter(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::ForIter { d, it, .. } = instr else { unreachable!("{} is no loop", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        if let Instr::UnpackSeq { k, s, base, n: 2 } = *(*frame).payload.pc
            && s == d
            && k & KILL_1 != 0
        {
            match iterate::pair_step(get(frame, it)) {
                Ok(Pair::Items(a, b)) => {
                    set(frame, base, a);
                    set(frame, base + 1, b);
                    (*frame).payload.pc = (*frame).payload.pc.add(1);
                    return Flow::Reload;
                }
                Ok(Pair::Done) => return exhausted(frame),
                Ok(Pair::Unknown) => {}
                Err(e) => return vm.raise(e),
            }
        }
        let v = get(frame, it).clone();
        match iterate::step(&v) {
            Ok(Step::Item(item)) => {
                set(frame, d, item);
                Flow::Reload
            }
            Ok(Step::Done) => exhausted(frame),
            Err(e) => vm.raise(e),
            Ok(Step::User) => {
                if v.header().is_some_and(|h| h.is_exact(Kind::Generator)) {
                    let sent = generator::send(vm, &v, Value::NONE);
                    return resumed(vm, frame, sent);
                }
                match iterate::drive(vm, &v) {
                    Ok(None) => {}
                    Ok(Some(drive)) => {
                        let g = generator_block(&drive.generator);
                        if let Some(leaf) = generator::resume_fast(vm, frame, g) {
                            if !drive.value.is_none() {
                                set(leaf, destination((*leaf).payload.pc), drive.value);
                            }
                            vm.frame = leaf;
                            return Flow::Reload;
                        }
                        let sent = generator::send(vm, &drive.generator, drive.value);
                        return resumed(vm, frame, sent);
                    }
                    Err(e) => return vm.raise(e),
                }
                match vm.special(&v, &vm.names.__next__) {
                    Some(f) => call::method(vm, frame, Stage::Next, f, v, []),
                    None => vm.raise(type_error(format!("'{}' object is not an iterator", class_name(&v)))),
                }
            }
        }
    }
}

/// What a loop does that has sent something into a generator.
unsafe fn resumed(vm: &mut Vm, frame: *mut FrameBlock, sent: R<Called>) -> Flow {
    // SAFETY: as for the caller.
    unsafe {
        match sent {
            Ok(Called::Thrown) => Flow::Raise,
            Ok(_) => Flow::Reload,
            Err(e) => next_raised(vm, frame, e),
        }
    }
}

/// `aiter` and `anext` of `async for`.
#[inline(never)]
pub(crate) unsafe fn async_iter(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        match instr {
            Instr::GetAIter { k, d, s } => {
                let v = if k & KILL_1 != 0 { take(frame, s) } else { get(frame, s).clone() };
                if v.header().is_some_and(|h| h.is_exact(Kind::AsyncGenerator)) {
                    set(frame, d, v);
                    return Flow::Next;
                }
                let Some(f) = vm.special(&v, &vm.names.__aiter__) else {
                    let text = format!("'async for' requires an object with __aiter__ method, got {}", class_name(&v));
                    return vm.raise(type_error(text));
                };
                let _ = f;
                call::prelude(vm, frame, "async_for_iter", [v])
            }
            Instr::GetANext { d, s } => {
                let v = get(frame, s).clone();
                if v.header().is_some_and(|h| h.is_exact(Kind::AsyncGenerator)) {
                    let g = generator_block(&v);
                    let hooks = &vm.asyncgen_hooks;
                    let unhooked = (*g).payload.bits & bit::HOOKED == 0;
                    if !unhooked || (hooks.0.is_none() && hooks.1.is_none()) {
                        (*g).payload.bits |= bit::HOOKED;
                        if (*g).payload.state == crate::frame::FrameState::Finished {
                            return vm.raise(Exc::with_args(ExcKind::StopAsyncIteration, Vec::new()));
                        }
                        // An Await drives the async generator itself: no object is needed in between.
                        set(frame, d, v);
                        return Flow::Next;
                    }
                }
                call::prelude(vm, frame, "async_for_next", [v])
            }
            other => unreachable!("{} iterates nothing", other.name()),
        }
    }
}
