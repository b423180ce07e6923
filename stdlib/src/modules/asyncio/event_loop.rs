//! `_asyncio.EventLoopCore`: the half of an event loop that is hot. `asyncio.base_events` has the other.

use pausa_vm::aio::{self, EventLoop, Future, Slot, flags, handle_flags};
use pausa_vm::exc::{runtime_error, type_error};
use pausa_vm::heap::{Payload, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail};
use pausa_vm::object::{List, NativeFunction, Tuple, TypeFlags};
use pausa_vm::thread::{Events, Park};
use pausa_vm::types::class_of;
use pausa_vm::types::method::prelude;
use pausa_vm::{R, Value, Vm};

use super::handle;
use super::task::{create, given};
use crate::modules::{arg, contextvars};

/// `_asyncio.EventLoopCore`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "EventLoopCore",
    module: "_asyncio",
    layout: EventLoop::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "What is ready, and what waits for its time.",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", |_, a| Ok(new_with_type(&class_arg(a)?, EventLoop::default()).into()), "")
        .constructor(),
    tail(
        "call_soon(self, callback, *args, context=None)",
        |vm, a| call_soon(vm, a, false),
        "Arrange for a callback to be called as soon as possible.\n\nThis operates as a FIFO queue: callbacks are called in the order in\nwhich they are registered.  Each callback will be called exactly once.",
    ),
    tail(
        "call_soon_threadsafe(self, callback, *args, context=None)",
        |vm, a| call_soon(vm, a, true),
        "Like call_soon(), but thread-safe.",
    ),
    tail(
        "call_later(self, delay, callback, *args, context=None)",
        call_later,
        "Arrange for a callback to be called at a given time.\n\nReturn a Handle: an opaque object with a cancel() method that can be\nused to cancel the call.",
    ),
    tail(
        "call_at(self, when, callback, *args, context=None)",
        call_at,
        "Like call_later(), but uses an absolute time.\n\nAbsolute time corresponds to the event loop's time() method.",
    ),
    pure(
        "time(self, /)",
        |vm, _| Ok(now(vm).into()),
        "Return the time according to the event loop's clock.\n\nThis is a float expressed in seconds since an epoch, but the\nepoch, precision, accuracy and drift are unspecified and may\ndiffer per event loop.",
    ),
    tail("create_future(self, /)", create_future, "Create a Future object attached to the loop."),
    tail(
        "create_task(self, coro, *, name=None, context=None)",
        create_task,
        "Schedule a coroutine object.\n\nReturn a task object.",
    ),
    pure(
        "stop(self, /)",
        |_, a| {
            of(a)?.stopping.set(true);
            Ok(Value::NONE)
        },
        "Stop running the event loop.\n\nEvery callback already scheduled will still run.  This simply informs\nrun_forever to stop looping after a complete iteration.",
    ),
    pure(
        "is_closed(self, /)",
        |_, a| Ok(Value::bool(of(a)?.closed.get())),
        "Returns True if the event loop was closed.",
    ),
    pure("get_debug(self, /)", |_, a| Ok(Value::bool(of(a)?.debug.get())), ""),
    pure(
        "get_task_factory(self, /)",
        |_, a| Ok(given(&of(a)?.task_factory.get())),
        "Return a task factory, or None if the default one is in use.",
    ),
    tail("_run_turns_until_stopped(self, /)", |vm, a| prelude(vm, "run_event_loop", [a[0].clone()]), ""),
    pure("_core_init(self, native, /)", init, ""),
    pure("_core_close(self, /)", close, ""),
    pure("_core_started(self, /)", started, ""),
    pure("_core_ended(self, /)", ended, ""),
    pure("_core_contents(self, /)", contents, ""),
    pure("_core_pop(self, /)", pop, ""),
    pure(
        "_core_expire(self, end, /)",
        |_, a| {
            let l = of(a)?;
            l.expire(arg::float(&a[1])?);
            Ok(l.ready_len().into())
        },
        "",
    ),
    pure(
        "_core_first(self, /)",
        |_, a| {
            let l = of(a)?;
            l.drop_cancelled();
            let first = l.first_timer().map_or(Value::NONE, Value::from);
            Ok(Tuple::from_array([l.ready_len().into(), first]).into())
        },
        "",
    ),
    pure("_core_set_reader(self, fd: index, handle, /)", |vm, a| super::watch::set(vm, a, false), ""),
    pure("_core_set_writer(self, fd: index, handle, /)", |vm, a| super::watch::set(vm, a, true), ""),
    pure(
        "_core_look(self, /)",
        |vm, a| {
            if let Some(port) = of(a)?.port.get() {
                super::watch::look(vm, &a[0], port)?;
            }
            Ok(Value::NONE)
        },
        "",
    ),
    tail("_core_wait(self, timeout, /)", wait, ""),
    pure(
        "_core_add_ready(self, handle, /)",
        |_, a| {
            of(a)?.push(a[1].clone(), Value::UNBOUND);
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_core_add_timer(self, handle, /)",
        |_, a| {
            let h = a[1].downcast::<aio::Handle>().ok_or_else(|| type_error("this is no timer"))?;
            h.put(handle_flags::SCHEDULED, true);
            of(a)?.add_timer(h.when.get(), a[1].clone());
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_core_wake(self, /)",
        |vm, a| {
            wake(vm, &a[0]);
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_core_set_debug(self, on, /)",
        |_, a| {
            of(a)?.debug.set(a[1].is_true());
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_core_set_task_factory(self, factory, /)",
        |_, a| {
            of(a)?.task_factory.set(if a[1].is_none() { Value::UNBOUND } else { a[1].clone() });
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_timer_handle_cancelled(self, handle, /)",
        |_, a| {
            if a[1].downcast::<aio::Handle>().is_some_and(|h| h.has(handle_flags::SCHEDULED)) {
                of(a)?.timer_cancelled();
            }
            Ok(Value::NONE)
        },
        "Notification that a TimerHandle has been cancelled.",
    ),
    getter("_stopping(self, /)", |_, a| Ok(Value::bool(of(a)?.stopping.get())), ""),
    setter("_stopping(self, value, /)", |_, a| {
        of(a)?.stopping.set(a[1].is_true());
        Ok(Value::NONE)
    }),
    getter("_is_native(self, /)", |_, a| Ok(Value::bool(of(a)?.is_native.get())), ""),
    getter("_debug(self, /)", |_, a| Ok(Value::bool(of(a)?.debug.get())), ""),
    setter("_debug(self, value, /)", |_, a| {
        of(a)?.debug.set(a[1].is_true());
        Ok(Value::NONE)
    }),
    getter("slow_callback_duration(self, /)", |_, a| Ok(of(a)?.slow.get().into()), ""),
    setter("slow_callback_duration(self, value, /)", |_, a| {
        of(a)?.slow.set(arg::float(&a[1])?);
        Ok(Value::NONE)
    }),
];

/// The module's functions about waiting.
pub(super) const FUNCTIONS: &[Def] =
    &[tail("_sleep(delay, result, /)", sleep, "A future that has this result in so many seconds.")];

fn of(a: &[Value]) -> R<&EventLoop> {
    a.first().and_then(Value::downcast).ok_or_else(|| type_error("descriptor requires an event loop"))
}

fn now(vm: &Vm) -> f64 {
    vm.scheduler.as_ref().map_or(0, |s| s.now()) as f64 / 1e9
}

fn init(_: &mut Vm, a: &[Value]) -> R {
    let l = of(a)?;
    l.is_native.set(a[1].is_true());
    l.slow.set(0.1);
    Ok(Value::NONE)
}

fn close(_: &mut Vm, a: &[Value]) -> R {
    let l = of(a)?;
    l.closed.set(true);
    l.forget_all();
    Ok(Value::NONE)
}

fn started(vm: &mut Vm, a: &[Value]) -> R {
    let l = of(a)?;
    l.thread.set(Some(vm.thread()));
    Ok(Value::NONE)
}

fn ended(_: &mut Vm, a: &[Value]) -> R {
    let l = of(a)?;
    l.thread.set(None);
    l.stopping.set(false);
    Ok(Value::NONE)
}

/// What is ready and what waits, as handles.
fn contents(_: &mut Vm, a: &[Value]) -> R {
    let (ready, timers) = of(a)?.contents();
    Ok(Tuple::from_array([List::from_vec(ready).into(), List::from_vec(timers).into()]).into())
}

/// The next that is ready: a handle, or what the prelude runs in its place, with how it was made ready.
fn pop(_: &mut Vm, a: &[Value]) -> R {
    let Some((what, how)) = of(a)?.pop() else { return Ok(Value::NONE) };
    Ok(Tuple::from_array([what, given(&how)]).into())
}

fn closed_error() -> pausa_vm::Exc {
    runtime_error("Event loop is closed")
}

/// The loop's thread goes on, if it waits.
fn wake(vm: &mut Vm, this: &Value) {
    if let Some(thread) = this.downcast::<EventLoop>().and_then(|l| l.thread.get()) {
        // It waits in a hub if its thread has one.
        let hub = vm.hub_of_thread(thread);
        if !vm.wake(thread, this) && !hub.is_none() {
            vm.wake(thread, &hub);
        }
    }
}

fn context_of(vm: &mut Vm, context: &Value) -> Value {
    if given(context).is_none() { contextvars::snapshot(vm) } else { context.clone() }
}

// Keyword-only parameters come before `*args`.
fn call_soon(vm: &mut Vm, a: &[Value], threadsafe: bool) -> R<Next> {
    let l = of(a)?;
    if l.closed.get() {
        return Err(closed_error());
    }
    let (callback, context, args) = (&a[1], &a[2], &a[3]);
    if l.debug.get() {
        let args = [a[0].clone(), callback.clone(), args.clone(), given(context), Value::bool(threadsafe)];
        return prelude(vm, "call_soon_checked", args);
    }
    let context = context_of(vm, context);
    let handle = handle::make(callback.clone(), args.clone(), context, a[0].clone());
    l.push(handle.clone(), Value::UNBOUND);
    if threadsafe {
        wake(vm, &a[0]);
    }
    Ok(Next::Value(handle))
}

fn call_later(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let l = of(a)?;
    if a[1].is_none() {
        return Err(type_error("delay must not be None"));
    }
    let (delay, callback, context, args) = (&a[1], &a[2], &a[3], &a[4]);
    if l.debug.get() || !l.is_native.get() || delay.as_float().is_none() && !delay.is_int() {
        let args = [a[0].clone(), delay.clone(), callback.clone(), args.clone(), given(context)];
        return prelude(vm, "call_later_checked", args);
    }
    if l.closed.get() {
        return Err(closed_error());
    }
    let when = now(vm) + arg::float(delay)?;
    schedule(vm, l, &a[0], when, callback, args, context)
}

fn call_at(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let l = of(a)?;
    if a[1].is_none() {
        return Err(type_error("when cannot be None"));
    }
    if l.closed.get() {
        return Err(closed_error());
    }
    let (when, callback, context, args) = (&a[1], &a[2], &a[3], &a[4]);
    if l.debug.get() || when.as_float().is_none() && !when.is_int() {
        let args = [a[0].clone(), when.clone(), callback.clone(), args.clone(), given(context)];
        return prelude(vm, "call_at_checked", args);
    }
    schedule(vm, l, &a[0], arg::float(when)?, callback, args, context)
}

fn schedule(
    vm: &mut Vm,
    l: &EventLoop,
    this: &Value,
    when: f64,
    callback: &Value,
    args: &Value,
    context: &Value,
) -> R<Next> {
    let context = context_of(vm, context);
    let h = aio::Handle {
        callback: Slot::new(callback.clone()),
        args: Slot::new(args.clone()),
        context: Slot::new(context),
        event_loop: Slot::new(this.clone()),
        when: std::cell::Cell::new(when),
        flags: std::cell::Cell::new(handle_flags::TIMER | handle_flags::SCHEDULED),
        cold: std::cell::Cell::new(None),
    };
    let class = vm.state::<super::TimerClass>().0.clone();
    let Some(class) = class else {
        return Err(runtime_error("the module _asyncio is not there"));
    };
    let handle: Value = new_with_type(&class, h).into();
    l.add_timer(when, handle.clone());
    Ok(Next::Value(handle))
}

fn create_future(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let l = of(a)?;
    let f = aio::new_future(a[0].clone());
    if l.debug.get() {
        return prelude(vm, "future_set_loop", [f.clone(), a[0].clone()]).map(|_| Next::Value(f));
    }
    Ok(Next::Value(f))
}

fn create_task(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let l = of(a)?;
    if given(&a[2]).is_none()
        && !l.task_factory.is_set()
        && let Some(task) = create(vm, &a[0], l, &a[1], &a[3])
    {
        return Ok(Next::Value(task));
    }
    prelude(vm, "loop_create_task", [a[0].clone(), a[1].clone(), given(&a[2]), given(&a[3])])
}

/// Whether the loop's class makes tasks as the core does.
pub(super) fn creates_tasks(event_loop: &Value) -> bool {
    let name: Value = pausa_vm::object::intern(b"create_task").into();
    class_of(event_loop).lookup(&name).is_some_and(|f| f.is_a::<NativeFunction>())
}

/// A future of the running loop that a timer ends.
fn sleep(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let event_loop = super::running(vm)?;
    let (delay, result) = (&a[0], &a[1]);
    let usual = EventLoop::native(&event_loop).filter(|l| !l.debug.get() && !l.closed.get());
    let Some(l) = usual.filter(|_| delay.as_float().is_some() || delay.is_int()) else {
        return prelude(vm, "sleep_general", [event_loop.clone(), delay.clone(), result.clone()]);
    };
    let when = now(vm) + arg::float(delay)?;
    let f = aio::new_future(event_loop.clone());
    if let Some(future) = f.downcast::<Future>() {
        future.name.set(result.clone());
        future.put(flags::SLEEP, true);
    }
    l.add_timer(when, f.clone());
    Ok(Next::Value(f))
}

static WAIT_AGAIN: Def = tail("_core_wait(self, /)", |_, _| Ok(Next::Value(Value::NONE)), "");

/// Lets the thread wait for events, as long as is said; None for ever.
fn wait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let l = of(a)?;
    let until = match arg::some(&a[1]) {
        None => None,
        Some(v) => Some(system_time(vm, arg::float(v)?)),
    };
    if !vm.hub.is_none()
        && let Some(wait) = vm.on_loop_wait
        && let Some(next) = wait(vm, &a[0], l.port.get(), until)?
    {
        return Ok(next);
    }
    let events = Events::of_ports(l.port.get());
    let park =
        Park { what: a[0].clone(), events, until, again: &WAIT_AGAIN, args: [a[0].clone()].into_iter().collect() };
    Ok(Next::Park(Box::new(park)))
}

fn system_time(vm: &Vm, seconds: f64) -> i64 {
    let now = vm.scheduler.as_ref().map_or(0, |s| s.now());
    now.saturating_add((seconds.max(0.0) * 1e9).min(9e18) as i64)
}
