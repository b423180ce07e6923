//! `_asyncio`: futures, tasks, handles, and the core of event loops.
//!
//! * `future`, `task`, `handle`, `event_loop`: what programs see of `pausa_vm::aio`;
//! * `watch`: the descriptors of a loop;
//! * `transport`, `reader`, `streams`: connections; `attributes` has what their tables have in common.
//!
//! Running a loop is the interpreter's work. What is cold or policy is in Python: the package `asyncio`, and `prelude/asyncio.py`.

mod attributes;
mod event_loop;
mod future;
mod handle;
mod reader;
mod streams;
mod task;
mod transport;
mod watch;

use pausa_vm::aio::{self, EventLoop, Pause};
use pausa_vm::exc::{runtime_error, type_error};
use pausa_vm::heap::{Kind, Layout, Payload, new_with_type};
use pausa_vm::native::{Def, ModuleSpec, Next, TypeSpec, pure, tail};
use pausa_vm::object::{Module, Str, Type, TypeFlags, TypeRef};
use pausa_vm::types::method::prelude;
use pausa_vm::types::{define, define_exception};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

/// `_asyncio`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "_asyncio", doc: "Accelerator module for asyncio", defs: FUNCTIONS, init };

const FUNCTIONS: &[Def] = &[
    pure(
        "_get_running_loop()",
        |vm, _| Ok(vm.running_loop.clone()),
        "Return the running event loop or None.\n\nThis is a low-level function intended to be used by event loops.\nThis function is thread-specific.",
    ),
    pure(
        "_set_running_loop(loop, /)",
        |vm, a| {
            drop(std::mem::replace(&mut vm.running_loop, a[0].clone()));
            Ok(Value::NONE)
        },
        "Set the running event loop.\n\nThis is a low-level function intended to be used by event loops.\nThis function is thread-specific.",
    ),
    pure(
        "_set_idle_loop(loop, /)",
        |vm, a| {
            drop(std::mem::replace(&mut vm.state::<IdleLoop>().0, a[0].clone()));
            Ok(Value::NONE)
        },
        "Set the loop that get_running_loop() returns in the main thread while no loop runs there, or None.",
    ),
    pure(
        "_task()",
        |vm, _| {
            let running = vm.running_loop.downcast::<EventLoop>();
            Ok(running.and_then(|l| l.task.with(|t| t.given().cloned())).unwrap_or(Value::NONE))
        },
        "The task that runs in this thread, or None.",
    ),
    pure(
        "get_running_loop()",
        |vm, _| running(vm),
        "Return the running event loop.  Raise a RuntimeError if there is none.\n\nThis function is thread-specific.",
    ),
    tail(
        "get_event_loop()",
        current_loop,
        "Return an asyncio event loop.\n\nWhen called from a coroutine or a callback (e.g. scheduled with\ncall_soon or similar API), this function will always return the\nrunning event loop.\n\nIf there is no running event loop set, the function will return\nthe result of `get_event_loop_policy().get_event_loop()` call.",
    ),
    tail("_get_event_loop(stacklevel=3)", current_loop, ""),
    pure("_define_transport(base, /)", |vm, a| define_native(vm, &transport::SPEC, Some(&a[0])), ""),
    pure("_define_protocol(base, /)", |vm, a| define_native(vm, &streams::PROTOCOL, Some(&a[0])), ""),
    pure("_define_reader()", |vm, _| define_native(vm, &reader::SPEC, None), ""),
    pure("_define_writer()", |vm, _| define_native(vm, &streams::WRITER, None), ""),
    pure("_complete(native, other, /)", complete, "Add what a class has to a native one, which is returned."),
];

/// A class that is native in part, in the state in which natives know it.
#[derive(Default)]
struct Native(Option<(TypeRef, u32)>);

impl Native {
    /// Whether this is an instance of the class itself, and the class is as it was made.
    fn is_class_of(&self, v: &Value) -> bool {
        let Some((class, version)) = &self.0 else { return false };
        v.header().is_some_and(|h| std::ptr::eq(h.class_ref(), &**class)) && class.version() == *version
    }
}

/// The classes that are native in part.
#[derive(Default)]
struct Natives {
    transport: Native,
    reader: Native,
    writer: Native,
    protocol: Native,
    /// The name of a protocol's method.
    data_received: Option<Obj<Str>>,
}

impl Natives {
    fn of(&mut self, layout: &'static Layout) -> Option<&mut Native> {
        let all = [
            (&transport::SPEC, &mut self.transport),
            (&reader::SPEC, &mut self.reader),
            (&streams::WRITER, &mut self.writer),
            (&streams::PROTOCOL, &mut self.protocol),
        ];
        all.into_iter().find(|(spec, _)| std::ptr::eq(spec.layout, layout)).map(|(_, known)| known)
    }
}

/// A class whose methods that are not hot will be added; programs may change it as any other.
fn define_native(_: &mut Vm, spec: &'static TypeSpec, base: Option<&Value>) -> R {
    let base = base.map(|b| b.cast::<Type>().ok_or_else(|| type_error("the base must be a class"))).transpose()?;
    let class = define(spec, base.as_ref());
    // Which of its instances have something to say at their end, they know themselves.
    class.set_flag(TypeFlags::IMMUTABLE | TypeFlags::FINALIZER, false);
    Ok(class.into())
}

fn complete(vm: &mut Vm, a: &[Value]) -> R {
    let class = |v: &Value| v.cast::<Type>().ok_or_else(|| type_error("this is no class"));
    let (native, other) = (class(&a[0])?, class(&a[1])?);
    for (name, v) in other.dict.pairs() {
        let Some(name) = name.cast::<Str>() else { continue };
        if !["__dict__", "__weakref__", "__module__"].contains(&&*name.to_lossy()) {
            native.dict.insert_interned(&name, v);
        }
    }
    native.modified();
    let version = native.version();
    if let Some(known) = vm.state::<Natives>().of(native.layout) {
        known.0 = Some((native.clone(), version));
    }
    Ok(native.into())
}

/// Helpers of the prelude.
pub(super) const HELPERS: &[&[Def]] = &[future::HELPERS, task::HELPERS, handle::HELPERS];

/// `_asyncio.Pause`
static PAUSE: TypeSpec = TypeSpec {
    name: "Pause",
    module: "_asyncio",
    layout: Pause::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "What is awaited to let the loop turn once.",
    defs: {
        static DEFS: &[Def] = &[tail(
            "__await__(self, /)",
            |vm, _| prelude(vm, "pause", []),
            "Return an iterator to be used in await expression.",
        )];
        DEFS
    },
};

/// The class of timers.
#[derive(Default)]
struct TimerClass(Option<TypeRef>);

/// The class `InvalidStateError`.
#[derive(Default)]
struct InvalidState(Option<TypeRef>);

/// The InvalidStateError with this message.
fn invalid_state(vm: &mut Vm, message: &str) -> Exc {
    match vm.state::<InvalidState>().0.clone() {
        Some(class) => Exc::of_class(&class, vec![message.into()]),
        None => runtime_error(message),
    }
}

/// The loop of a session at a prompt. It runs whenever the session waits for input; what is typed runs in between, and may make tasks
/// for it as if it ran, or run other loops.
struct IdleLoop(Value);

impl Default for IdleLoop {
    fn default() -> IdleLoop {
        IdleLoop(Value::NONE)
    }
}

/// The running loop; in the main thread, the idle one if none is running.
fn running(vm: &mut Vm) -> R {
    if !vm.running_loop.is_none() {
        return Ok(vm.running_loop.clone());
    }
    let idle = vm.state::<IdleLoop>().0.clone();
    if idle.is_none() || vm.thread() != vm.main_thread() {
        return Err(runtime_error("no running event loop"));
    }
    Ok(idle)
}

fn current_loop(vm: &mut Vm, _: &[Value]) -> R<Next> {
    if vm.running_loop.is_none() {
        return prelude(vm, "loop_of_policy", []);
    }
    Ok(Next::Value(vm.running_loop.clone()))
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    // Callbacks and tasks have contexts.
    vm.native_module("_contextvars")?;
    let cancelled = define_exception("CancelledError", "asyncio.exceptions", ExcKind::BaseException);
    cancelled.dict.insert_str("__doc__", "The Future or Task was cancelled.".into());
    let invalid = define_exception("InvalidStateError", "asyncio.exceptions", ExcKind::Exception);
    invalid.dict.insert_str("__doc__", "The operation is not allowed in this state.".into());
    aio::set_classes(cancelled.clone());
    vm.state::<InvalidState>().0 = Some(invalid.clone());
    m.dict.insert_str("CancelledError", cancelled.into());
    m.dict.insert_str("InvalidStateError", invalid.into());

    let future = define(&future::SPEC, None);
    aio::install_class(Kind::Future, &future);
    let task = define(&task::SPEC, Some(&future));
    vm.state::<task::TaskClass>().0 = Some(task.clone());
    let handle = define(&handle::SPEC, None);
    aio::install_class(Kind::Handle, &handle);
    let timer = define(&handle::TIMER, Some(&handle));
    vm.state::<TimerClass>().0 = Some(timer.clone());
    let core = define(&event_loop::SPEC, None);
    vm.register_native_type::<EventLoop>(core.clone());
    vm.register_native_type::<watch::Watches>(define(&watch::SPEC, None));
    vm.look_at_events = Some(watch::look);
    vm.run_event = Some(transport::run);
    vm.register_native_type::<future::FutureIter>(define(&future::ITER, None));
    vm.register_native_type::<task::TaskStep>(define(&task::STEP, None));
    m.dict.insert_str("Future", future.into());
    m.dict.insert_str("Task", task.into());
    m.dict.insert_str("Handle", handle.into());
    m.dict.insert_str("TimerHandle", timer.into());
    m.dict.insert_str("EventLoopCore", core.into());
    let pause = define(&PAUSE, None);
    m.dict.insert_str("_pause", new_with_type(&pause, Pause).into());
    for def in task::FUNCTIONS.iter().chain(event_loop::FUNCTIONS).chain(reader::FUNCTIONS).chain(streams::FUNCTIONS) {
        m.dict.insert_str(def.name(), pausa_vm::builtins::module_function(def, "_asyncio"));
    }
    Ok(())
}
