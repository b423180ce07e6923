//! `_asyncio.Future`.

use pausa_vm::aio::{self, Cancel, EventLoop, Future, Outcome, Slot, flags};
use pausa_vm::exc::{attribute_error, runtime_error, stop_iteration, type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail};
use pausa_vm::object::{Exception, NativeFunction, Tuple, Type, TypeFlags, TypeRef};
use pausa_vm::types::method::prelude;
use pausa_vm::types::{alias, class_of};
use pausa_vm::{Exc, ExcKind, R, Value, Vm};

use super::{invalid_state, task};
use crate::modules::contextvars;

/// `_asyncio.Future`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Future",
    module: "_asyncio",
    layout: Future::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "This class is *almost* compatible with concurrent.futures.Future.\n\n    Differences:\n\n    - result() and exception() do not take a timeout argument and\n      raise an exception when the future isn't done yet.\n\n    - Callbacks registered with add_done_callback() are always called\n      via the event loop's call_soon_threadsafe().\n\n    - This class is not compatible with the wait() and as_completed()\n      methods in the concurrent.futures package.",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    tail("__init__(self, *, loop=None)", init, "Initialize self."),
    pure(
        "result(self, /)",
        result,
        "Return the result this future represents.\n\nIf the future has been cancelled, raises CancelledError.  If the\nfuture's result isn't yet available, raises InvalidStateError.  If\nthe future is done and has an exception set, this exception is raised.",
    ),
    pure(
        "exception(self, /)",
        exception,
        "Return the exception that was set on this future.\n\nThe exception (or None if no exception was set) is returned only if\nthe future is done.  If the future has been cancelled, raises\nCancelledError.  If the future isn't done yet, raises\nInvalidStateError.",
    ),
    tail(
        "set_result(self, result, /)",
        set_result,
        "Mark the future done and set its result.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.",
    ),
    tail(
        "set_exception(self, exception, /)",
        set_exception,
        "Mark the future done and set an exception.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.",
    ),
    tail(
        "add_done_callback(self, fn, /, *, context=<absent>)",
        add_done_callback,
        "Add a callback to be run when the future becomes done.\n\nThe callback is called with a single argument - the future object. If\nthe future is already done when this is called, the callback is\nscheduled with call_soon.",
    ),
    tail(
        "remove_done_callback(self, fn, /)",
        remove_done_callback,
        "Remove all instances of a callback from the \"call when done\" list.\n\nReturns the number of callbacks removed.",
    ),
    tail(
        "cancel(self, /, msg=None)",
        cancel,
        "Cancel the future and schedule callbacks.\n\nIf the future is already done or cancelled, return False.  Otherwise,\nchange the future's state to cancelled, schedule the callbacks and\nreturn True.",
    ),
    pure(
        "cancelled(self, /)",
        |_, a| Ok(Value::bool(of(a)?.state() == aio::State::Cancelled)),
        "Return True if the future was cancelled.",
    ),
    pure(
        "done(self, /)",
        |_, a| Ok(Value::bool(!of(a)?.is_pending())),
        "Return True if the future is done.\n\nDone means either that a result / exception are available, or that the\nfuture was cancelled.",
    ),
    pure("get_loop(self, /)", |_, a| loop_of(&a[0], of(a)?), "Return the event loop the Future is bound to."),
    pure(
        "_make_cancelled_error(self, /)",
        |_, a| Ok(of(a)?.make_cancelled_error().into_value()),
        "Create the CancelledError to raise if the Future is cancelled.\n\nThis should only be called once when handling a cancellation since\nit erases the context exception value.",
    ),
    pure("__await__(self, /)", iterator, "Return an iterator to be used in await expression."),
    pure("__iter__(self, /)", iterator, "Implement iter(self)."),
    tail("__repr__(self, /)", |vm, a| prelude(vm, "future_repr", [a[0].clone()]), "Return repr(self)."),
    tail("__del__(self, /)", delete, ""),
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
    getter("_state(self, /)", state, ""),
    getter("_result(self, /)", shown_result, ""),
    getter("_exception(self, /)", shown_exception, ""),
    getter("_callbacks(self, /)", callbacks, ""),
    getter("_loop(self, /)", |_, a| Ok(of(a)?.event_loop.get().given().cloned().unwrap_or(Value::NONE)), ""),
    getter("_asyncio_future_blocking(self, /)", |_, a| Ok(Value::bool(of(a)?.has(flags::BLOCKING))), ""),
    setter("_asyncio_future_blocking(self, value, /)", set_blocking),
    getter("_log_traceback(self, /)", |_, a| Ok(Value::bool(of(a)?.has(flags::LOG_TRACEBACK))), ""),
    setter("_log_traceback(self, value, /)", set_log_traceback),
    getter("_cancel_message(self, /)", |_, a| Ok(of(a)?.cancel_message().unwrap_or(Value::NONE)), ""),
    setter("_cancel_message(self, value, /)", |_, a| {
        of(a)?.set_cancel_message(a[1].clone());
        Ok(Value::NONE)
    }),
    getter("_source_traceback(self, /)", source_traceback, ""),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_future_set_loop(future, loop, /)", set_loop, ""),
    pure("_future_set_source(future, source, /)", set_source, ""),
    pure("_future_set_callbacks(future, pairs, /)", set_callbacks, ""),
    tail("_future_set_exception(future, e, /)", put_exception, ""),
];

/// The receiver.
pub(super) fn of(a: &[Value]) -> R<&Future> {
    a.first().and_then(Value::downcast).ok_or_else(|| type_error("descriptor requires a '_asyncio.Future' object"))
}

/// Methods that decide whether a class of the program's changes how its futures are awaited.
const DECISIVE: [&str; 3] = ["__await__", "__iter__", "add_done_callback"];

/// Whether a class replaces methods of futures.
pub(super) fn is_custom(class: &TypeRef) -> bool {
    class.is_heap_type()
        && DECISIVE.iter().any(|name| {
            let name: Value = pausa_vm::object::intern(name.as_bytes()).into();
            !class.lookup(&name).is_some_and(|v| v.is_a::<NativeFunction>())
        })
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    let f = new_with_type(&class, Future::default());
    f.put(flags::CUSTOM, is_custom(&class));
    Ok(f.into())
}

/// Sets a new future's loop: that which is given, or the current one.
pub(super) fn attach(vm: &mut Vm, this: &Value, event_loop: &Value) -> R<Option<Next>> {
    let f = of(std::slice::from_ref(this))?;
    let chosen = match event_loop.given().filter(|l| !l.is_none()) {
        Some(l) => l.clone(),
        None if !vm.running_loop.is_none() => vm.running_loop.clone(),
        None => return prelude(vm, "future_find_loop", [this.clone()]).map(Some),
    };
    match chosen.downcast::<EventLoop>() {
        Some(core) if !core.debug.get() => {
            f.event_loop.set(chosen.clone());
            Ok(None)
        }
        _ => prelude(vm, "future_set_loop", [this.clone(), chosen]).map(Some),
    }
}

fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    f.state.set(0);
    f.flags.set(f.flags.get() & flags::CUSTOM);
    f.set_callbacks(Vec::new());
    drop(f.result.take());
    Ok(attach(vm, &a[0], &a[1])?.unwrap_or(Next::Value(Value::NONE)))
}

fn set_loop(_: &mut Vm, a: &[Value]) -> R {
    of(a)?.event_loop.set(a[1].clone());
    Ok(Value::NONE)
}

fn set_source(_: &mut Vm, a: &[Value]) -> R {
    of(a)?.with_cold(|c| c.source_traceback.set(a[1].clone()));
    Ok(Value::NONE)
}

fn uninitialized() -> Exc {
    runtime_error("Future object is not initialized.")
}

/// The loop of a future; one that was not initialised has none.
pub(super) fn loop_of(_: &Value, f: &Future) -> R {
    f.event_loop.get().given().cloned().ok_or_else(uninitialized)
}

fn result(vm: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    match f.outcome() {
        Outcome::Result(v) => Ok(v),
        Outcome::Raised(e) => Err(e),
        Outcome::Pending if !f.event_loop.is_set() => Err(invalid_state(vm, "Future object is not initialized.")),
        Outcome::Pending => Err(invalid_state(vm, "Result is not set.")),
    }
}

fn exception(vm: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    match f.state() {
        aio::State::Pending if !f.event_loop.is_set() => Err(invalid_state(vm, "Future object is not initialized.")),
        aio::State::Pending => Err(invalid_state(vm, "Exception is not set.")),
        aio::State::Cancelled => Err(f.make_cancelled_error()),
        aio::State::Finished if f.has(flags::EXCEPTION) => {
            f.put(flags::LOG_TRACEBACK, false);
            Ok(f.result.get())
        }
        aio::State::Finished => Ok(Value::NONE),
    }
}

/// Tells the loop of the callbacks of a future that has ended.
pub(super) fn ended(vm: &mut Vm, this: &Value, f: &Future) -> R<Next> {
    match f.schedule_callbacks(this) {
        None => Ok(Next::Value(Value::NONE)),
        Some(all) => prelude(vm, "schedule_callbacks", [this.clone(), aio::pairs(all)]),
    }
}

fn check_pending(vm: &mut Vm, f: &Future) -> R<()> {
    if !f.event_loop.is_set() {
        return Err(uninitialized());
    }
    if f.is_pending() { Ok(()) } else { Err(invalid_state(vm, "invalid state")) }
}

fn set_result(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    check_pending(vm, f)?;
    f.set_result(a[1].clone());
    ended(vm, &a[0], f)
}

fn set_exception(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    check_pending(vm, f)?;
    if a[1].is_a::<Exception>() {
        return put_exception(vm, a);
    }
    if a[1].cast::<Type>().is_some_and(|t| t.is_subtype_of(&ExcKind::BaseException.class())) {
        return prelude(vm, "future_set_exception_class", [a[0].clone(), a[1].clone()]);
    }
    Err(type_error("invalid exception object"))
}

fn put_exception(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    check_pending(vm, f)?;
    let Ok(e) = Exc::from_value(a[1].clone()) else {
        return Err(type_error("invalid exception object"));
    };
    if class_of(&a[1]).is_subtype_of(&ExcKind::StopIteration.class()) {
        return Err(type_error("StopIteration interacts badly with generators and cannot be raised into a Future"));
    }
    f.set_exception(&e);
    aio::watch_end(&a[0], true);
    ended(vm, &a[0], f)
}

fn add_done_callback(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    if !f.event_loop.is_set() {
        return Err(uninitialized());
    }
    let context = match a[2].given() {
        Some(c) if !c.is_none() => c.clone(),
        _ => contextvars::snapshot(vm),
    };
    if f.is_pending() {
        f.add_callback(a[1].clone(), context);
        return Ok(Next::Value(Value::NONE));
    }
    let event_loop = f.event_loop.get();
    match EventLoop::native(&event_loop) {
        Some(l) => {
            l.schedule_callback(&a[0], a[1].clone(), context);
            Ok(Next::Value(Value::NONE))
        }
        None => {
            let context = contextvars::materialize(vm, context)?;
            prelude(vm, "loop_call_soon", [event_loop, a[1].clone(), a[0].clone(), context])
        }
    }
}

fn remove_done_callback(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    if !f.event_loop.is_set() {
        return Err(uninitialized());
    }
    let all = f.callbacks();
    // Equality of functions of the program is identity; that of bound methods looks into them.
    let mut undecided = false;
    let kept: Vec<_> = all
        .iter()
        .filter(|(callback, context)| {
            context.is_unbound()
                || !pausa_vm::ops::compare::native_eq(callback, &a[1]).unwrap_or_else(|| {
                    undecided = true;
                    false
                })
        })
        .cloned()
        .collect();
    if undecided {
        return prelude(vm, "future_remove_callback", [a[0].clone(), a[1].clone()]);
    }
    let removed = all.len() - kept.len();
    f.set_callbacks(kept);
    Ok(Next::Value(removed.into()))
}

fn cancel(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    if !f.event_loop.is_set() {
        return Err(uninitialized());
    }
    let message = a[1].given().cloned().unwrap_or(Value::NONE);
    finish_cancel(vm, Future::cancel(&a[0], &message), message)
}

/// Does what is left to do for a cancellation.
pub(super) fn finish_cancel(vm: &mut Vm, outcome: Cancel, message: Value) -> R<Next> {
    match outcome {
        Cancel::Done(yes) => Ok(Next::Value(Value::bool(yes))),
        Cancel::Circle => {
            let text = "maximum recursion depth exceeded while calling a Python object";
            Err(pausa_vm::exc::recursion_error(text))
        }
        Cancel::Schedule { future, callbacks } => prelude(vm, "cancel_future", [future, aio::pairs(callbacks)]),
        Cancel::Ask { task, waiter } => prelude(vm, "cancel_waiter", [task, waiter, message]),
    }
}

/// What a future that nobody refers to any more has to say.
fn delete(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    if f.has(flags::TASK) && f.is_pending() && f.has(flags::LOG_DESTROY) && f.event_loop.is_set() {
        return prelude(vm, "task_destroyed", [a[0].clone()]);
    }
    if !f.has(flags::LOG_TRACEBACK) {
        return Ok(Next::Value(Value::NONE));
    }
    f.put(flags::LOG_TRACEBACK, false);
    prelude(vm, "exception_never_retrieved", [a[0].clone()])
}

fn state(_: &mut Vm, a: &[Value]) -> R {
    Ok(match of(a)?.state() {
        aio::State::Pending => "PENDING",
        aio::State::Cancelled => "CANCELLED",
        aio::State::Finished => "FINISHED",
    }
    .into())
}

fn shown_result(_: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    let has = f.state() == aio::State::Finished && !f.has(flags::EXCEPTION);
    Ok(if has { f.result.get() } else { Value::NONE })
}

fn shown_exception(_: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    let has = f.state() == aio::State::Finished && f.has(flags::EXCEPTION);
    Ok(if has { f.result.get() } else { Value::NONE })
}

/// Callbacks with their contexts, as programs see them.
fn callbacks(vm: &mut Vm, a: &[Value]) -> R {
    let all = of(a)?.callbacks();
    if all.is_empty() {
        return Ok(Value::NONE);
    }
    let mut rows = Vec::new();
    for (callback, context) in all {
        let row = if context.is_unbound() {
            let context = callback.downcast::<Future>().map_or(Value::UNBOUND, |f| f.context.get());
            [task::wakeup_method(&callback), contextvars::materialize(vm, context)?]
        } else {
            [callback, contextvars::materialize(vm, context)?]
        };
        rows.push(Tuple::from_array(row).into());
    }
    Ok(pausa_vm::object::List::from_vec(rows).into())
}

fn set_callbacks(_: &mut Vm, a: &[Value]) -> R {
    let rows = pausa_vm::ops::iterate::collect(&a[1])?.unwrap_or_default();
    let pair = |row: &Value| {
        let row = row.downcast::<Tuple>()?;
        Some((row.items().first()?.clone(), row.items().get(1)?.clone()))
    };
    of(a)?.set_callbacks(rows.iter().filter_map(pair).collect());
    Ok(Value::NONE)
}

fn set_blocking(_: &mut Vm, a: &[Value]) -> R {
    if a[1].is_unbound() {
        return Err(Exc::msg(ExcKind::AttributeError, "cannot delete attribute"));
    }
    let yes = pausa_vm::ops::truth(&a[1]).unwrap_or(true);
    of(a)?.put(flags::BLOCKING, yes);
    Ok(Value::NONE)
}

fn set_log_traceback(_: &mut Vm, a: &[Value]) -> R {
    if a[1].is_unbound() {
        return Err(attribute_error(&a[0], &"_log_traceback".into(), "cannot delete attribute".into()));
    }
    if pausa_vm::ops::truth(&a[1]).unwrap_or(true) {
        return Err(value_error("_log_traceback can only be set to False"));
    }
    of(a)?.put(flags::LOG_TRACEBACK, false);
    Ok(Value::NONE)
}

fn source_traceback(_: &mut Vm, a: &[Value]) -> R {
    let source = of(a)?.if_cold(|c| Some(c.source_traceback.get()));
    Ok(source.filter(|v| !v.is_unbound()).unwrap_or(Value::NONE))
}

/// What `await` of a future iterates over, where the loop does not do it itself.
pub(super) struct FutureIter {
    future: Slot,
    started: std::cell::Cell<bool>,
}

impl Payload for FutureIter {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.future.with(visit);
    }
    fn clear(&self) {
        drop(self.future.take());
    }
}

/// `_asyncio.FutureIter`
pub(super) static ITER: TypeSpec = TypeSpec {
    name: "FutureIter",
    module: "_asyncio",
    layout: FutureIter::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: ITER_DEFS,
};

static ITER_DEFS: &[Def] = &[
    pure("__iter__(self, /)", |_, a| Ok(a[0].clone()), "Implement iter(self)."),
    tail("__next__(self, /)", next, "Implement next(self)."),
    tail("send(self, value, /)", next, "send(arg) -> send 'arg' into coroutine."),
    tail("throw(self, type, val=None, tb=None, /)", throw, "throw(value)\nthrow(typ[,val[,tb]])"),
    pure("close(self, /)", close, "close() -> raise GeneratorExit inside generator."),
];

fn iterator(vm: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    if !f.event_loop.is_set() {
        return Err(uninitialized());
    }
    let it = FutureIter { future: Slot::new(a[0].clone()), started: std::cell::Cell::new(false) };
    Ok(vm.new_native(it)?.into())
}

fn next(_: &mut Vm, a: &[Value]) -> R<Next> {
    let it = pausa_vm::native::this::<FutureIter>(a)?;
    let future = it.future.get();
    let Some(f) = future.downcast::<Future>() else {
        return Err(stop_iteration(Value::NONE));
    };
    if f.is_pending() {
        if it.started.replace(true) {
            return Err(runtime_error("await wasn't used with future"));
        }
        f.put(flags::BLOCKING, true);
        return Ok(Next::Value(future));
    }
    drop(it.future.take());
    match f.outcome() {
        Outcome::Result(v) => Err(Exc::with_args(ExcKind::StopIteration, vec![v])),
        Outcome::Raised(e) => Err(e),
        Outcome::Pending => Err(stop_iteration(Value::NONE)),
    }
}

fn throw(vm: &mut Vm, a: &[Value]) -> R<Next> {
    drop(pausa_vm::native::this::<FutureIter>(a)?.future.take());
    let part = |i: usize| a[i].given().cloned().unwrap_or(Value::NONE);
    prelude(vm, "future_iter_throw", [part(1), part(2), part(3)])
}

fn close(_: &mut Vm, a: &[Value]) -> R {
    drop(pausa_vm::native::this::<FutureIter>(a)?.future.take());
    Ok(Value::NONE)
}
