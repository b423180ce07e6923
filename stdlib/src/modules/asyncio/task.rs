//! `_asyncio.Task`, and which task runs.

use std::cell::Cell;

use pausa_vm::age::Birth;
use pausa_vm::aio::{self, EventLoop, Future, Slot, flags};
use pausa_vm::exc::{runtime_error, type_error};
use pausa_vm::heap::{Kind, Payload, Visit, new, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail};
use pausa_vm::object::{List, NativeFunction, Str, TypeFlags, TypeRef, WeakRef};
use pausa_vm::types::alias;
use pausa_vm::types::method::prelude;
use pausa_vm::{R, Value, Vm};

use super::future::{attach, finish_cancel, is_custom, of};
use crate::modules::contextvars;

/// `_asyncio.Task`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Task",
    module: "_asyncio",
    layout: Future::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "A coroutine wrapped in a Future.",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", make, "Create and return a new object.").constructor(),
    tail("__init__(self, coro, *, loop=None, name=None, context=None)", init, "Initialize self."),
    tail(
        "cancel(self, /, msg=None)",
        cancel,
        "Request that this task cancel itself.\n\nThis arranges for a CancelledError to be thrown into the\nwrapped coroutine on the next cycle through the event loop.\nThe coroutine then has a chance to clean up or even deny\nthe request using try/except/finally.\n\nUnlike Future.cancel, this does not guarantee that the\ntask will be cancelled: the exception might be caught and\nacted upon, delaying cancellation of the task or preventing\ncancellation completely.  The task may also return a value or\nraise a different exception.\n\nImmediately after this method is called, Task.cancelled() will\nnot return True (unless the task was already cancelled).  A\ntask will be marked as cancelled when the wrapped coroutine\nterminates with a CancelledError exception (even if cancel()\nwas not called).\n\nThis also increases the task's count of cancellation requests.",
    ),
    pure(
        "cancelling(self, /)",
        |_, a| Ok(i64::from(of(a)?.cancel_requests()).into()),
        "Return the count of the task's cancellation requests.\n\nThis count is incremented when .cancel() is called\nand may be decremented using .uncancel().",
    ),
    pure(
        "uncancel(self, /)",
        uncancel,
        "Decrement the task's count of cancellation requests.\n\nThis should be used by tasks that catch CancelledError\nand wish to continue indefinitely until they are cancelled again.\n\nReturns the remaining number of cancellation requests.",
    ),
    pure("get_name(self, /)", |_, a| Ok(of(a)?.name()), ""),
    tail("set_name(self, value, /)", set_name, ""),
    pure("get_coro(self, /)", coro, ""),
    tail(
        "get_stack(self, /, *, limit=None)",
        |vm, a| prelude(vm, "task_get_stack", [a[0].clone(), given(&a[1])]),
        "Return the list of stack frames for this task's coroutine.\n\nIf the coroutine is not done, this returns the stack where it is\nsuspended.  If the coroutine has completed successfully or was\ncancelled, this returns an empty list.  If the coroutine was\nterminated by an exception, this returns the list of traceback\nframes.",
    ),
    tail(
        "print_stack(self, /, *, limit=None, file=None)",
        |vm, a| prelude(vm, "task_print_stack", [a[0].clone(), given(&a[1]), given(&a[2])]),
        "Print the stack or traceback for this task's coroutine.",
    ),
    pure("set_result(self, result, /)", |_, _| Err(runtime_error("Task does not support set_result operation")), ""),
    pure(
        "set_exception(self, exception, /)",
        |_, _| Err(runtime_error("Task does not support set_exception operation")),
        "",
    ),
    tail("__repr__(self, /)", |vm, a| prelude(vm, "task_repr", [a[0].clone()]), "Return repr(self)."),
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
    getter("_coro(self, /)", coro, ""),
    getter("_fut_waiter(self, /)", |_, a| Ok(given(&of(a)?.waiter.get())), ""),
    getter("_must_cancel(self, /)", |_, a| Ok(Value::bool(of(a)?.has(flags::MUST_CANCEL))), ""),
    getter("_log_destroy_pending(self, /)", |_, a| Ok(Value::bool(of(a)?.has(flags::LOG_DESTROY))), ""),
    setter("_log_destroy_pending(self, value, /)", |_, a| {
        let yes = pausa_vm::ops::truth(&a[1]).unwrap_or(true);
        of(a)?.put(flags::LOG_DESTROY, yes);
        Ok(Value::NONE)
    }),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    tail("_task_start(task, coro, name, context, /)", |vm, a| start(vm, a, true), ""),
    pure("_task_await(task, future, /)", await_future, ""),
    pure("_task_context(task, /)", context, ""),
    pure("_real_context(context, /)", |vm, a| contextvars::materialize(vm, a[0].clone()), ""),
    pure("_task_wakeup_method(task, /)", |_, a| Ok(wakeup_method(&a[0])), ""),
    pure("_task_step_method(task, e, /)", |vm, a| step_method(vm, &a[0], &a[1]), ""),
    pure("_take_must_cancel(task, /)", take_must_cancel, ""),
    pure(
        "_task_name_set(task, name, /)",
        |_, a| {
            of(a)?.name.set(a[1].clone());
            Ok(Value::NONE)
        },
        "",
    ),
    pure("_current_task(loop, /)", |vm, a| Ok(current(vm, &a[0])), ""),
    pure(
        "_set_current_task(loop, task, /)",
        |vm, a| {
            set_current(vm, &a[0], a[1].clone());
            Ok(Value::NONE)
        },
        "",
    ),
    pure("_all_task_list()", all, ""),
    pure(
        "_task_swap_context(task, /)",
        |vm, a| {
            let context = of(a)?.context.take();
            let old = vm.context().clone();
            vm.set_context(given(&context));
            of(a)?.context.set(old);
            Ok(Value::NONE)
        },
        "",
    ),
];

/// The value, or None if there is none.
pub(super) fn given(v: &Value) -> Value {
    v.given().cloned().unwrap_or(Value::NONE)
}

fn make(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    let f = new_with_type(&class, Future::default());
    f.flags.set(flags::TASK | if is_custom(&class) { flags::CUSTOM } else { 0 });
    Ok(f.into())
}

/// How many tasks were given no name.
#[derive(Default)]
struct Names(i64);

fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    f.state.set(0);
    f.flags.set(f.flags.get() & (flags::CUSTOM | flags::TASK));
    let (coro, event_loop, name, context) = (&a[1], &a[2], given(&a[3]), given(&a[4]));
    if let Some(next) = attach(vm, &a[0], event_loop)? {
        // The rest is done when the loop is known.
        drop(next);
        let args = [a[0].clone(), coro.clone(), given(event_loop), name, context];
        return prelude(vm, "task_init", args);
    }
    start(vm, &[a[0].clone(), coro.clone(), name, context], false)
}

/// Whether this is a coroutine that tasks can drive, as far as its kind tells.
fn is_coroutine(v: &Value) -> bool {
    v.header().is_some_and(|h| h.is_kind(Kind::Coroutine) || h.is_kind(Kind::Generator))
}

/// A task begins. Its loop is set; `checked`: that it is given a coroutine has been looked at.
fn start(vm: &mut Vm, a: &[Value], checked: bool) -> R<Next> {
    let (this, coro, name, context) = (&a[0], &a[1], &a[2], &a[3]);
    let f = of(a)?;
    if !checked && !is_coroutine(coro) || !name.is_none() && !name.is_a::<Str>() {
        return prelude(vm, "task_check", [this.clone(), coro.clone(), name.clone(), context.clone()]);
    }
    if name.is_none() {
        let names = vm.state::<Names>();
        names.0 += 1;
        f.name.set(names.0.into());
    } else {
        f.name.set(name.clone());
    }
    f.context.set(if context.is_none() { contextvars::snapshot(vm) } else { context.clone() });
    f.coro.set(coro.clone());
    f.put(flags::LOG_DESTROY, true);
    f.born.set(Birth::now());
    aio::watch_end(this, true);
    let event_loop = f.event_loop.get();
    match EventLoop::native(&event_loop) {
        Some(l) => {
            l.push(this.clone(), Value::UNBOUND);
            Ok(Next::Value(Value::NONE))
        }
        None => prelude(vm, "step_soon", [this.clone(), Value::NONE]),
    }
}

/// Makes a task of the very class for a native loop, if nothing is unusual.
pub(super) fn create(vm: &mut Vm, event_loop: &Value, l: &EventLoop, coro: &Value, context: &Value) -> Option<Value> {
    if !is_coroutine(coro) || l.debug.get() || l.closed.get() || !l.is_native.get() {
        return None;
    }
    let names = vm.state::<Names>();
    names.0 += 1;
    let name = names.0.into();
    let context = if context.given().is_none_or(Value::is_none) { contextvars::snapshot(vm) } else { context.clone() };
    let f = Future {
        event_loop: Slot::new(event_loop.clone()),
        coro: Slot::new(coro.clone()),
        context: Slot::new(context),
        name: Slot::new(name),
        flags: Cell::new(flags::TASK | flags::LOG_DESTROY),
        born: Cell::new(Birth::now()),
        ..Future::default()
    };
    let class = vm.state::<TaskClass>().0.clone()?;
    let task: Value = new_with_type(&class, f).into();
    aio::watch_end(&task, true);
    l.push(task.clone(), Value::UNBOUND);
    Some(task)
}

/// The class of tasks.
#[derive(Default)]
pub(super) struct TaskClass(pub(super) Option<TypeRef>);

fn coro(_: &mut Vm, a: &[Value]) -> R {
    Ok(given(&of(a)?.coro.get()))
}

fn cancel(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = of(a)?;
    if !f.event_loop.is_set() {
        return Err(runtime_error("Task object is not initialized."));
    }
    let message = given(&a[1]);
    finish_cancel(vm, Future::cancel(&a[0], &message), message)
}

fn uncancel(_: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    f.set_cancel_requests(f.cancel_requests().saturating_sub(1));
    Ok(i64::from(f.cancel_requests()).into())
}

fn set_name(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !a[1].is_a::<Str>() {
        return prelude(vm, "task_set_name", [a[0].clone(), a[1].clone()]);
    }
    of(a)?.name.set(a[1].clone());
    Ok(Next::Value(Value::NONE))
}

/// Lets a task of a native loop wait for a native future; says whether that is what they are.
fn await_future(_: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    let Some(future) = a[1].downcast::<Future>().filter(|f| !f.has(flags::CUSTOM)) else {
        return Ok(Value::FALSE);
    };
    Ok(Value::bool(f.event_loop.with(|l| {
        let Some(l) = EventLoop::native(l) else { return false };
        if future.is_pending() {
            future.add_callback(a[0].clone(), Value::UNBOUND);
        } else {
            l.push(a[0].clone(), a[1].clone());
        }
        true
    })))
}

fn context(vm: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    if !f.context.is_set() {
        // It is running, so its context is the current one.
        return contextvars::current(vm);
    }
    let context = contextvars::materialize(vm, f.context.get())?;
    f.context.set(context.clone());
    Ok(context)
}

/// The CancelledError that a task is to get in its next step, if it is to be cancelled; else None.
fn take_must_cancel(_: &mut Vm, a: &[Value]) -> R {
    let f = of(a)?;
    drop(f.waiter.take());
    if !f.has(flags::MUST_CANCEL) {
        return Ok(Value::NONE);
    }
    f.put(flags::MUST_CANCEL, false);
    Ok(f.make_cancelled_error().into_value())
}

static WAKEUP: Def = tail(
    "task_wakeup(self, future, /)",
    |vm, a| {
        let f = of(a)?;
        // In a native loop this is a step like any other, only that it was called.
        let _ = f;
        prelude(vm, "task_wakeup", [a[0].clone(), a[1].clone()])
    },
    "",
);

/// The bound method by which a future wakes a task, as programs see it.
pub(super) fn wakeup_method(task: &Value) -> Value {
    let owner = pausa_vm::types::class_of(task);
    new(NativeFunction { def: &WAKEUP, owner: Some(owner), receiver: task.clone(), module: Value::NONE }).into()
}

/// What makes a task take a step when it is called.
pub(super) struct TaskStep {
    task: Slot,
    exception: Slot,
}

impl Payload for TaskStep {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.task.with(&mut *visit);
        self.exception.with(visit);
    }
    fn clear(&self) {
        drop((self.task.take(), self.exception.take()));
    }
}

/// `TaskStepMethWrapper`
pub(super) static STEP: TypeSpec = TypeSpec {
    name: "TaskStepMethWrapper",
    module: "builtins",
    layout: TaskStep::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: STEP_DEFS,
};

static STEP_DEFS: &[Def] = &[
    tail(
        "__call__(self, /)",
        |vm, a| {
            let step = pausa_vm::native::this::<TaskStep>(a)?;
            prelude(vm, "task_step_called", [step.task.get(), step.exception.get()])
        },
        "Call self as a function.",
    ),
    getter("__self__(self, /)", |_, a| Ok(pausa_vm::native::this::<TaskStep>(a)?.task.get()), ""),
    getter("__qualname__(self, /)", |_, _| Ok("TaskStepMethWrapper".into()), ""),
];

fn step_method(vm: &mut Vm, task: &Value, e: &Value) -> R {
    Ok(vm.new_native(TaskStep { task: Slot::new(task.clone()), exception: Slot::new(e.clone()) })?.into())
}

/// The tasks that run in loops which are not native, by the loop.
#[derive(Default)]
struct Current(Vec<(Value, Value)>);

fn current(vm: &mut Vm, event_loop: &Value) -> Value {
    if let Some(l) = event_loop.downcast::<EventLoop>() {
        return given(&l.task.get());
    }
    vm.state::<Current>().0.iter().find(|(l, _)| l.is(event_loop)).map_or(Value::NONE, |(_, task)| task.clone())
}

fn set_current(vm: &mut Vm, event_loop: &Value, task: Value) {
    if let Some(l) = event_loop.downcast::<EventLoop>() {
        l.task.set(if task.is_none() { Value::UNBOUND } else { task });
        return;
    }
    let all = &mut vm.state::<Current>().0;
    let old: Vec<_> = all.extract_if(.., |(l, _)| l.is(event_loop)).collect();
    if !task.is_none() {
        all.push((event_loop.clone(), task));
    }
    drop(old);
}

/// Tasks that are no native ones, as they were registered.
#[derive(Default)]
struct Registered(Vec<pausa_vm::Obj<WeakRef>>);

/// All tasks that there are, done ones included.
fn all(vm: &mut Vm, _: &[Value]) -> R {
    let is_task = |v: &Value| v.downcast::<Future>().is_some_and(|f| f.has(flags::TASK) && f.event_loop.is_set());
    let mut tasks: Vec<Value> = pausa_vm::heap::gc::objects().into_iter().filter(is_task).collect();
    tasks.extend(vm.state::<Registered>().0.iter().filter_map(|w| w.get()));
    Ok(List::from_vec(tasks).into())
}

/// The module's functions about tasks.
pub(super) const FUNCTIONS: &[Def] = &[
    pure(
        "_register_task(task)",
        |vm, a| {
            if !a[0].is_a::<Future>() {
                let weak = WeakRef::new(None, &a[0], Value::UNBOUND)
                    .ok_or_else(|| type_error("cannot create weak reference to the task"))?;
                let all = &mut vm.state::<Registered>().0;
                all.retain(|w| w.get().is_some());
                all.push(weak);
            }
            Ok(Value::NONE)
        },
        "Register a new task in asyncio as executed by loop.\n\nReturns None.",
    ),
    pure(
        "_unregister_task(task)",
        |vm, a| {
            vm.state::<Registered>().0.retain(|w| w.get().is_some_and(|t| !t.is(&a[0])));
            Ok(Value::NONE)
        },
        "Unregister a task.\n\nReturns None.",
    ),
    tail(
        "_enter_task(loop, task)",
        |vm, a| match current(vm, &a[0]) {
            now if now.is_none() => {
                set_current(vm, &a[0], a[1].clone());
                Ok(Next::Value(Value::NONE))
            }
            now => prelude(vm, "cannot_enter_task", [a[1].clone(), now]),
        },
        "Enter into task execution or resume suspended task.\n\nTask belongs to loop.\n\nReturns None.",
    ),
    tail(
        "_leave_task(loop, task)",
        |vm, a| match current(vm, &a[0]) {
            now if now.is(&a[1]) => {
                set_current(vm, &a[0], Value::NONE);
                Ok(Next::Value(Value::NONE))
            }
            now => prelude(vm, "cannot_leave_task", [a[1].clone(), now]),
        },
        "Leave task execution or suspend a task.\n\nTask belongs to loop.\n\nReturns None.",
    ),
    pure(
        "current_task(loop=None)",
        |vm, a| {
            let event_loop = match a[0].given().filter(|l| !l.is_none()) {
                Some(l) => l.clone(),
                None => super::running(vm)?,
            };
            Ok(current(vm, &event_loop))
        },
        "Return a currently executed task.",
    ),
    tail(
        "all_tasks(loop=None)",
        |vm, a| {
            let event_loop = match a[0].given().filter(|l| !l.is_none()) {
                Some(l) => l.clone(),
                None => super::running(vm)?,
            };
            prelude(vm, "all_tasks_of", [event_loop])
        },
        "Return a set of all tasks for the loop.",
    ),
    tail(
        "create_task(coro, *, name=None, context=None)",
        create_task,
        "Schedule the execution of a coroutine object in a spawn task.\n\nReturn a Task object.",
    ),
];

fn create_task(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let event_loop = super::running(vm)?;
    if let Some(l) = event_loop.downcast::<EventLoop>()
        && a[1].given().is_none_or(Value::is_none)
        && !l.task_factory.is_set()
        && super::event_loop::creates_tasks(&event_loop)
        && let Some(task) = create(vm, &event_loop, l, &a[0], &a[2])
    {
        return Ok(Next::Value(task));
    }
    prelude(vm, "create_task_general", [event_loop, a[0].clone(), given(&a[1]), given(&a[2])])
}
