//! `raise`, `except`, `with`.

use crate::bytecode::Instr;
use crate::bytecode::instr::{KILL_1, KILL_2};
use crate::exc::{Exc, ExcKind, R, runtime_error, type_error};
use crate::frame::{FrameBlock, Stage};
use crate::heap::{self, Kind, Obj};
use crate::interp::call;
use crate::interp::names::args;
use crate::interp::{Flow, get, set, take, unwind};
use crate::native::Args;
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

/// A special method bound to its object, natively.
fn bound(vm: &mut Vm, o: &Value, f: Value) -> R<Value> {
    if f.is_a::<Function>() {
        return Ok(heap::new(BoundMethod { func: f, receiver: o.clone() }).into());
    }
    let class = class_of(o);
    match crate::ops::attr::bind(vm, f, Some(o), &class)? {
        crate::ops::attr::Attr::Value(v) => Ok(v),
        // A descriptor in Python: asked when it is called.
        crate::ops::attr::Attr::Call(getter, list) => {
            let list = Tuple::from_vec(list.into_vec()).into();
            let late = vm.prelude("late_bound")?;
            Ok(heap::new(BoundMethod { func: late, receiver: Tuple::from_vec(vec![getter, list]).into() }).into())
        }
        crate::ops::attr::Attr::Missing => Err(type_error("special method vanished")),
    }
}

/// Entering and leaving `with` blocks.
#[inline(never)]
pub(crate) unsafe fn with(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        match instr {
            Instr::BeforeWith { k, d, s } | Instr::BeforeAsyncWith { k, d, s } => {
                let is_async = matches!(instr, Instr::BeforeAsyncWith { .. });
                let o = if k & KILL_1 != 0 { take(frame, s) } else { get(frame, s).clone() };
                let (enter, exit) = if is_async {
                    (vm.special(&o, &vm.names.__aenter__), vm.special(&o, &vm.names.__aexit__))
                } else {
                    (vm.special(&o, &vm.names.__enter__), vm.special(&o, &vm.names.__exit__))
                };
                let protocol = if is_async { "asynchronous context manager" } else { "context manager" };
                let Some(enter) = enter else {
                    let name = class_name(&o);
                    let text = format!("'{name}' object does not support the {protocol} protocol");
                    return vm.raise(type_error(text));
                };
                let Some(exit) = exit else {
                    let name = class_name(&o);
                    let missed = if is_async { "__aexit__" } else { "__exit__" };
                    let text =
                        format!("'{name}' object does not support the {protocol} protocol (missed {missed} method)");
                    return vm.raise(type_error(text));
                };
                match bound(vm, &o, exit) {
                    Ok(exit) => set(frame, d, exit),
                    Err(e) => return vm.raise(e),
                }
                if let Some(f) = enter.downcast::<NativeFunction>()
                    && let Some(flow) = call::native::enter(vm, frame, d + 1, f, &o)
                {
                    return flow;
                }
                call::method(vm, frame, Stage::Enter, enter, o, [])
            }
            Instr::WithExcept { exit, e, .. } => {
                let f = get(frame, exit).clone();
                let e = get(frame, e).clone();
                let traceback = e.downcast::<Exception>().map(|e| e.traceback.borrow().clone()).unwrap_or(Value::NONE);
                let list: Args = args([class_of(&e).into_value(), e, traceback]);
                call::value(vm, frame, Stage::Store, &f, list)
            }
            other => unreachable!("{} is no part of a with statement", other.name()),
        }
    }
}
