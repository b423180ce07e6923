//! `_asyncio.Handle` and `_asyncio.TimerHandle`.

use std::cell::Cell;

use pausa_vm::aio::{EventLoop, Handle, Slot, handle_flags as flags};
use pausa_vm::exc::type_error;
use pausa_vm::heap::{Payload, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail};
use pausa_vm::object::{Tuple, TypeFlags};
use pausa_vm::types::method::prelude;
use pausa_vm::{R, Value, Vm};

use super::task::given;
use crate::modules::{arg, contextvars};

/// `_asyncio.Handle`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Handle",
    module: "asyncio.events",
    layout: Handle::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::PLAIN_NAME,
    doc: "Object returned by callback registration methods.",
    defs: DEFS,
};

/// `_asyncio.TimerHandle`
pub(super) static TIMER: TypeSpec = TypeSpec {
    name: "TimerHandle",
    module: "asyncio.events",
    layout: Handle::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::PLAIN_NAME,
    doc: "Object returned by timed callback registration methods.",
    defs: TIMER_DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", |_, a| Ok(new_with_type(&class_arg(a)?, empty(0)).into()), "").constructor(),
    tail("__init__(self, callback, args, loop, context=None)", |vm, a| init(vm, a, 0), "Initialize self."),
    tail("cancel(self, /)", cancel, ""),
    pure("cancelled(self, /)", |_, a| Ok(Value::bool(of(a)?.has(flags::CANCELLED))), ""),
    tail("_run(self, /)", |vm, a| prelude(vm, "handle_run", [a[0].clone()]), ""),
    tail("_repr_info(self, /)", |vm, a| prelude(vm, "handle_repr_info", [a[0].clone()]), ""),
    tail("__repr__(self, /)", |vm, a| prelude(vm, "handle_repr", [a[0].clone()]), "Return repr(self)."),
    getter("_callback(self, /)", |_, a| Ok(given(&of(a)?.callback.get())), ""),
    setter("_callback(self, value, /)", |_, a| {
        of(a)?.callback.set(a[1].clone());
        Ok(Value::NONE)
    }),
    getter("_args(self, /)", args, ""),
    setter("_args(self, value, /)", |_, a| {
        let h = of(a)?;
        h.put(flags::ONE, false);
        h.args.set(a[1].clone());
        Ok(Value::NONE)
    }),
    getter("_context(self, /)", context, ""),
    getter("_loop(self, /)", |_, a| Ok(given(&of(a)?.event_loop.get())), ""),
    getter("_cancelled(self, /)", |_, a| Ok(Value::bool(of(a)?.has(flags::CANCELLED))), ""),
    getter("_repr(self, /)", |_, a| Ok(cold(of(a)?, |c| &c.repr)), ""),
    getter("_source_traceback(self, /)", |_, a| Ok(cold(of(a)?, |c| &c.source_traceback)), ""),
    setter("_source_traceback(self, value, /)", |_, a| {
        of(a)?.with_cold(|c| c.source_traceback.set(a[1].clone()));
        Ok(Value::NONE)
    }),
];

static TIMER_DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", |_, a| Ok(new_with_type(&class_arg(a)?, empty(flags::TIMER)).into()), "")
        .constructor(),
    tail("__init__(self, when, callback, args, loop, context=None)", |vm, a| init(vm, a, 1), "Initialize self."),
    tail("cancel(self, /)", cancel, ""),
    pure(
        "when(self, /)",
        |_, a| Ok(of(a)?.when.get().into()),
        "Return a scheduled callback time.\n\nThe time is an absolute timestamp, using the same time\nreference as loop.time().",
    ),
    getter("_when(self, /)", |_, a| Ok(of(a)?.when.get().into()), ""),
    getter("_scheduled(self, /)", |_, a| Ok(Value::bool(of(a)?.has(flags::SCHEDULED))), ""),
    setter("_scheduled(self, value, /)", |_, a| {
        of(a)?.put(flags::SCHEDULED, a[1].is_true());
        Ok(Value::NONE)
    }),
    pure(
        "__hash__(self, /)",
        |_, a| Ok(pausa_vm::ops::hash::native(&of(a)?.when.get().into()).known().unwrap_or(0).into()),
        "",
    ),
    pure("__lt__(self, value, /)", |_, a| compare(a, |x, y| x < y), ""),
    pure("__gt__(self, value, /)", |_, a| compare(a, |x, y| x > y), ""),
    tail("__le__(self, value, /)", |vm, a| or_equal(vm, a, |x, y| x < y), ""),
    tail("__ge__(self, value, /)", |vm, a| or_equal(vm, a, |x, y| x > y), ""),
    tail("__eq__(self, value, /)", |vm, a| or_equal(vm, a, |_, _| false), ""),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure(
        "_is_kind_of_timer(handle, /)",
        |_, a| Ok(Value::bool(a[0].downcast::<Handle>().is_some_and(|h| h.has(flags::TIMER)))),
        "",
    ),
    pure(
        "_handle_cancel(handle, shown, /)",
        |_, a| {
            let h = of(a)?;
            if !a[1].is_none() {
                h.with_cold(|c| c.repr.set(a[1].clone()));
            }
            forget(h);
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_timer_set(handle, when, callback, args, loop, context, /)",
        |_, a| {
            let h = of(a)?;
            h.when.set(arg::float(&a[1])?);
            fill(h, &a[2], &a[3], &a[4], a[5].clone());
            Ok(Value::NONE)
        },
        "",
    ),
];

fn of(a: &[Value]) -> R<&Handle> {
    a.first().and_then(Value::downcast).ok_or_else(|| type_error("descriptor requires a 'Handle' object"))
}

fn empty(flags: u8) -> Handle {
    Handle {
        callback: Slot::default(),
        args: Slot::default(),
        context: Slot::default(),
        event_loop: Slot::default(),
        when: Cell::new(0.0),
        flags: Cell::new(flags),
        cold: Cell::new(None),
    }
}

/// A handle for a native loop.
pub(super) fn make(callback: Value, args: Value, context: Value, event_loop: Value) -> Value {
    let h = empty(0);
    h.callback.set(callback);
    h.args.set(args);
    h.context.set(context);
    h.event_loop.set(event_loop);
    pausa_vm::heap::new(h).into()
}

fn fill(h: &Handle, callback: &Value, args: &Value, event_loop: &Value, context: Value) {
    h.callback.set(callback.clone());
    h.args.set(args.clone());
    h.event_loop.set(event_loop.clone());
    h.context.set(context);
}

/// The arguments are those of a handle after the first `skip`, which a timer has.
fn init(vm: &mut Vm, a: &[Value], skip: usize) -> R<Next> {
    let h = of(a)?;
    let rest = &a[1 + skip..];
    let context = if given(&rest[3]).is_none() { contextvars::snapshot(vm) } else { rest[3].clone() };
    if skip == 1 {
        if a[1].as_float().is_none() && !a[1].is_int() {
            return prelude(
                vm,
                "timer_init",
                [a[0].clone(), a[1].clone(), rest[0].clone(), rest[1].clone(), rest[2].clone(), context],
            );
        }
        h.when.set(arg::float(&a[1])?);
    }
    h.flags.set(if skip == 1 { flags::TIMER } else { 0 });
    fill(h, &rest[0], &rest[1], &rest[2], context);
    if rest[2].downcast::<EventLoop>().is_some_and(|l| !l.debug.get()) {
        return Ok(Next::Value(Value::NONE));
    }
    prelude(vm, "handle_note_source", [a[0].clone(), rest[2].clone()])
}

/// Makes a handle one that is not to be called.
fn forget(h: &Handle) {
    h.put(flags::CANCELLED, true);
    drop((h.callback.take(), h.args.take()));
}

fn cancel(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let h = of(a)?;
    if h.has(flags::CANCELLED) {
        return Ok(Next::Value(Value::NONE));
    }
    let usual = h.event_loop.with(|l| match l.downcast::<EventLoop>() {
        Some(l) if !l.debug.get() => {
            if h.has(flags::SCHEDULED) {
                l.timer_cancelled();
            }
            true
        }
        Some(_) => false,
        None => l.is_unbound(),
    });
    if usual {
        forget(h);
        return Ok(Next::Value(Value::NONE));
    }
    prelude(vm, "handle_cancel", [a[0].clone()])
}

fn args(_: &mut Vm, a: &[Value]) -> R {
    let h = of(a)?;
    let args = h.args.get();
    Ok(match args.given() {
        None => Value::NONE,
        Some(v) if h.has(flags::ONE) => Tuple::from_array([v.clone()]).into(),
        Some(v) => v.clone(),
    })
}

fn context(vm: &mut Vm, a: &[Value]) -> R {
    let h = of(a)?;
    let context = contextvars::materialize(vm, h.context.get())?;
    h.context.set(context.clone());
    Ok(context)
}

fn cold(h: &Handle, slot: fn(&pausa_vm::aio::HandleCold) -> &Slot) -> Value {
    let Some(cold) = h.cold.take() else { return Value::NONE };
    let v = given(&slot(&cold).get());
    h.cold.set(Some(cold));
    v
}

fn compare(a: &[Value], decide: fn(f64, f64) -> bool) -> R {
    let x = of(a)?.when.get();
    match a[1].downcast::<Handle>().filter(|h| h.has(flags::TIMER)) {
        Some(other) => Ok(Value::bool(decide(x, other.when.get()))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Compares by time; those that are of one time may be equal in all they are.
fn or_equal(vm: &mut Vm, a: &[Value], decide: fn(f64, f64) -> bool) -> R<Next> {
    let decided = compare(a, decide)?;
    if decided.is_true() || decided.is_not_implemented() {
        return Ok(Next::Value(decided));
    }
    prelude(vm, "timer_equal", [a[0].clone(), a[1].clone()])
}
