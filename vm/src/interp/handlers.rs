//! `raise`, `except`, `with`.

use crate::bytecode::Instr;
use crate::bytecode::instr::{KILL_1, KILL_2};
use crate::exc::{Exc, ExcKind, R, runtime_error, type_error};
use crate::frame::{FrameBlock, Stage, allocate_generator};
use crate::heap::{self, Kind, Obj};
use crate::interp::call;
use crate::interp::names::args;
use crate::interp::{Flow, generator, get, is_exact, payload, set, take, unwind};
use crate::object::*;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// The `raise` statement.
pub(crate) unsafe fn raise(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::Raise { k, e, c } = instr else { unreachable!("{} raises nothing", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let count = k & 0xf;
        if count == 0 {
            let Some(handled) = vm.handled_exception().cast::<Exception>() else {
                return vm.raise(runtime_error("No active exception to reraise"));
            };
            vm.reraising = true;
            return vm.raise(Exc::new(handled));
        }
        let value = if k & 0x10 != 0 { take(frame, e) } else { get(frame, e).clone() };
        let value = match Exc::from_value(value) {
            Ok(e) if count == 1 => return unwind::raise(vm, frame, e, false),
            Ok(e) => e.into_value(),
            Err(other) => other,
        };
        let cause = match count {
            2 if k & 0x20 != 0 => take(frame, c),
            2 => get(frame, c).clone(),
            _ => Value::UNBOUND,
        };
        match (instance(&value), cause_of(&cause)) {
            (Err(e), _) | (_, Err(e)) => vm.raise(e),
            (Ok(Some(e)), Ok(Some(cause))) => {
                if let Some(cause) = cause {
                    let old = e.cause.replace(cause);
                    drop(old);
                    e.suppress_context.set(true);
                }
                vm.raise(Exc::new(e))
            }
            // A class with a constructor in Python: the prelude calls it and raises.
            _ => match cause.given() {
                None => call::prelude_ignoring(vm, frame, "raise_value", [value]),
                Some(cause) => call::prelude_ignoring(vm, frame, "raise_value_from", [value, cause.clone()]),
            },
        }
    }
}

/// The exception that `raise v` raises; None if making it takes user code.
fn instance(v: &Value) -> R<Option<Obj<Exception>>> {
    if let Some(e) = v.cast::<Exception>() {
        return Ok(Some(e));
    }
    match v.cast::<Type>() {
        Some(t) if t.layout.kind == Kind::Exception => {
            if t.is_heap_type() {
                return Ok(None);
            }
            let e = Exception::new(&t, Tuple::empty());
            crate::types::exception::fill_fields(&e);
            Ok(Some(e))
        }
        _ => Err(type_error("exceptions must derive from BaseException")),
    }
}

/// The cause of `raise ... from v`: nothing given, an exception, None; the outer None if making it takes user code.
fn cause_of(v: &Value) -> R<Option<Option<Value>>> {
    if v.is_unbound() {
        return Ok(Some(None));
    }
    if v.is_none() {
        return Ok(Some(Some(Value::NONE)));
    }
    match instance(v) {
        Ok(e) => Ok(e.map(|e| Some(e.into_value()))),
        Err(_) => Err(type_error("exception causes must derive from BaseException")),
    }
}

/// Raises `R[e]` again, as it is.
pub(crate) unsafe fn reraise(vm: &mut Vm, frame: *mut FrameBlock, e: u16) -> Flow {
    // SAFETY: the operand is a register of the current frame.
    let v = unsafe { take(frame, e) };
    vm.reraising = true;
    match Exc::from_value(v) {
        Ok(e) => vm.raise(e),
        Err(_) => vm.raise(crate::exc::system_error("reraise without an exception")),
    }
}

/// Whether the class of an exception is this very one.
#[inline(always)]
pub(super) fn is_of_class(e: &Value, t: &Value) -> bool {
    e.header().is_some_and(|h| std::ptr::eq(h.type_ptr(), t.header_ptr()))
}

/// Whether an exception is an instance of a class, or of one of a tuple's classes (`except` clauses).
pub(super) fn matches(e: &Value, t: &Value) -> R<bool> {
    if let Some(tuple) = t.downcast::<Tuple>() {
        // All are looked at, so that one that is no class does not go unnoticed.
        let mut hit = false;
        for t in tuple.items() {
            hit |= !t.is_a::<Tuple>() && matches(e, t)?;
            if t.is_a::<Tuple>() {
                return Err(not_an_exception_class());
            }
        }
        return Ok(hit);
    }
    // All exceptions, and they alone, have this layout.
    match t.cast::<Type>().filter(|t| t.layout.kind == Kind::Exception) {
        Some(class) => Ok(class_of(e).is_subtype_of(&class)),
        None => Err(not_an_exception_class()),
    }
}

#[cold]
fn not_an_exception_class() -> Exc {
    type_error("catching classes that do not inherit from BaseException is not allowed")
}

/// `except R[t]`: jumps if the exception does not match.
#[inline(never)]
pub(crate) unsafe fn match_exception(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::JNotMatch { k, e, t, off } = instr else { unreachable!("{} matches nothing", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        match matches(get(frame, e), get(frame, t)) {
            Ok(hit) => {
                super::kill(frame, k & KILL_2, [e, t, 0]);
                if hit {
                    return Flow::Next;
                }
                (*frame).payload.pc = (*frame).payload.pc.offset(off as isize);
                Flow::Reload
            }
            Err(e) => vm.raise(e),
        }
    }
}

/// The end of an `async for`.
pub(crate) unsafe fn end_async_for(vm: &mut Vm, frame: *mut FrameBlock, e: u16) -> Flow {
    // SAFETY: the operand is a register of the current frame.
    unsafe {
        if class_of(get(frame, e)).is_subtype_of(&ExcKind::StopAsyncIteration.class()) {
            drop(take(frame, e));
            return Flow::Next;
        }
        reraise(vm, frame, e)
    }
}

/// A special method of an object as LoadMethod leaves a method: a function and what it gets first, or nothing and what is called.
fn unbound_method(vm: &mut Vm, o: &Value, f: Value) -> R<(Value, Value)> {
    if call::takes_receiver(&f) {
        return Ok((f, o.clone()));
    }
    let class = class_of(o);
    let bound = match crate::ops::attr::bind(vm, f, Some(o), &class)? {
        crate::ops::attr::Attr::Value(v) => v,
        // A descriptor in Python: asked when it is called.
        crate::ops::attr::Attr::Call(getter, list) => {
            let list = Tuple::from_vec(list.into_vec()).into();
            let late = vm.prelude("late_bound")?;
            heap::new(BoundMethod { func: late, receiver: Tuple::from_vec(vec![getter, list]).into() }).into()
        }
        crate::ops::attr::Attr::Missing => return Err(type_error("special method vanished")),
    };
    Ok((Value::UNBOUND, bound))
}

/// An object without one of the methods of a `with` block.
#[cold]
fn no_context_manager(o: &Value, is_async: bool, has_enter: bool) -> Exc {
    let name = class_name(o);
    let protocol = if is_async { "asynchronous context manager" } else { "context manager" };
    let missed = match (has_enter, is_async) {
        (false, _) => "",
        (true, true) => " (missed __aexit__ method)",
        (true, false) => " (missed __exit__ method)",
    };
    type_error(format!("'{name}' object does not support the {protocol} protocol{missed}"))
}

/// Entering `with` blocks: `R[d - 2]` and `R[d - 1]` get the way out, `R[d]` what the way in returns.
#[inline(never)]
pub(crate) unsafe fn enter_with<const ASYNC: bool>(vm: &mut Vm, frame: *mut FrameBlock, k: u8, d: u16, s: u16) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let o = if k & KILL_1 != 0 { take(frame, s) } else { get(frame, s).clone() };
        let names = &vm.names;
        let (enter, exit) =
            if ASYNC { (&names.__aenter__, &names.__aexit__) } else { (&names.__enter__, &names.__exit__) };
        let (Some(enter), Some(exit)) = (vm.special(&o, enter), vm.special(&o, exit)) else {
            let e = no_context_manager(&o, ASYNC, vm.special(&o, enter).is_some());
            return vm.raise(e);
        };
        if is_exact(&exit, Kind::Function) {
            set(frame, d - 2, exit);
            set(frame, d - 1, o.clone());
        } else {
            match unbound_method(vm, &o, exit) {
                Ok((exit, receiver)) => {
                    set(frame, d - 2, exit);
                    set(frame, d - 1, receiver);
                }
                Err(e) => return vm.raise(e),
            }
        }
        if is_exact(&enter, Kind::Function) {
            let code: *const Code = payload::<Function>(&enter).code_ref();
            if (*code).generator_args.get() == 1 {
                let block = allocate_generator(enter, code);
                std::ptr::write(FrameBlock::reg(block, 0), o);
                generator::created(vm, block);
                set(frame, d, Value::from_header(block.cast_const().cast()));
                return Flow::Next;
            }
        } else if let Some(f) = enter.downcast::<NativeFunction>()
            && let Some(flow) = call::native::enter(vm, frame, d, f, &o)
        {
            return flow;
        }
        call::method(vm, frame, Stage::Store, enter, o, [])
    }
}

/// Leaving a `with` block by an exception.
#[inline(never)]
pub(crate) unsafe fn leave_with(vm: &mut Vm, frame: *mut FrameBlock, exit: u16, e: u16) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let (f, receiver) = (get(frame, exit).clone(), get(frame, exit + 1).clone());
        let e = get(frame, e).clone();
        let traceback = e.downcast::<Exception>().map(|e| e.traceback.borrow().clone()).unwrap_or(Value::NONE);
        let rest = [class_of(&e).into_value(), e, traceback];
        if f.is_unbound() {
            return call::value(vm, frame, Stage::Store, &receiver, args(rest));
        }
        call::method(vm, frame, Stage::Store, f, receiver, rest)
    }
}
