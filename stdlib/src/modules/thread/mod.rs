//! `_thread`: starting threads, their identity, locks, and attributes of their own.
//!
//! * `lock`, `rlock`: the locks;
//! * `wait`: waiting for them;
//! * `local`: objects whose attributes each thread has for itself.

mod local;
pub(super) mod lock;
pub(super) mod rlock;
mod wait;

use std::collections::BTreeMap;

use pausa_runtime::interrupt;
use pausa_runtime::kernel::Kernel;
use pausa_vm::exc::{type_error, value_error};
use pausa_vm::native::{Args, Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Dict, Module, Str, Tuple};
use pausa_vm::ops::attr::instance_dict_if_any;
use pausa_vm::thread::ThreadId;
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::types::{define, method};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::arg;

/// `_thread`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
    defs: DEFS,
    init,
};

const ALLOCATE: &str = "allocate_lock() -> lock object\n(allocate() is an obsolete synonym)\n\nCreate a new lock object. See help(type(threading.Lock())) for\ninformation about locks.";
const START: &str = "start_new_thread(function, args[, kwargs])\n(start_new() is an obsolete synonym)\n\nStart a new thread and return its identifier.";
const EXIT: &str = "exit()\n(exit_thread() is an obsolete synonym)\n\nThis is synonymous to ``raise SystemExit''.";

const DEFS: &[Def] = &[
    pure(
        "_count()",
        |vm, _| Ok((vm.thread_ids().len() - 1).into()),
        "_count() -> integer\n\nReturn the number of currently running Python threads, excluding\nthe main thread.",
    ),
    pure("allocate()", allocate_lock, ALLOCATE),
    pure("allocate_lock()", allocate_lock, ALLOCATE),
    pure("exit()", exit, EXIT),
    pure("exit_thread()", exit, EXIT),
    pure(
        "get_ident()",
        |vm, _| Ok(ident(vm.thread()).into()),
        "get_ident() -> integer\n\nReturn a non-zero integer that uniquely identifies the current thread\namongst other threads that exist simultaneously.",
    ),
    pure(
        "get_native_id()",
        native_id,
        "get_native_id() -> integer\n\nReturn a non-negative integer identifying the thread as reported\nby the OS (kernel).",
    ),
    pure(
        "interrupt_main(signum: index=2, /)",
        interrupt_main,
        "Simulate the arrival of the given signal in the main thread,\nwhere the corresponding signal handler will be executed.",
    ),
    pure(
        "stack_size(size: index=0, /)",
        stack_size,
        "stack_size([size]) -> size\n\nReturn the thread stack size used when creating new threads.",
    ),
    pure(
        "_set_sentinel()",
        set_sentinel,
        "_set_sentinel() -> lock\n\nSet a sentinel lock that will be released when the current thread\nstate is finalized (after it is untied from the interpreter).\n\nThis is a private API for the threading module.",
    ),
    tail(
        "_excepthook(args, /)",
        |vm, a| method::prelude(vm, "thread_excepthook", [a[0].clone()]),
        "excepthook(exc_type, exc_value, exc_traceback, thread)\n\nHandle uncaught Thread.run() exception.",
    ),
    tail("start_new(function, args, kwargs=<absent>, /)", start, START),
    tail("start_new_thread(function, args, kwargs=<absent>, /)", start, START),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_thread_ended()", ended, ""),
    pure("_thread_ident()", |vm, _| Ok(ident(vm.thread()).into()), ""),
    pure("_local_forget(x, /)", local::forget, ""),
];

/// Makes threads possible: without this, nothing can wait.
pub(super) fn install(vm: &mut Vm) {
    vm.scheduler = Some(Box::new(Kernel::new(vm.interrupt_handle().flag())));
    vm.begin_thread_now();
    vm.on_report = Some(super::census::report);
    vm.on_deadlock = Some(super::census::report_and_exit);
}

static EXCEPT_HOOK_ARGS: StructSpec = StructSpec {
    name: "_ExceptHookArgs",
    module: "_thread",
    doc: "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    fields: &[
        ("exc_type", "Exception type"),
        ("exc_value", "Exception value"),
        ("exc_traceback", "Exception traceback"),
        ("thread", "Thread"),
    ],
    visible: 4,
    constructible: true,
};

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let lock = define(&lock::SPEC, None);
    vm.register_native_type::<lock::Lock>(lock.clone());
    m.dict.insert_str("LockType", lock.into());
    m.dict.insert_str("RLock", define(&rlock::SPEC, None).into());
    let local = define(&local::SPEC, None);
    vm.register_native_type::<local::Local>(local.clone());
    m.dict.insert_str("_local", local.into());
    m.dict.insert_str("_ExceptHookArgs", structseq::class(&EXCEPT_HOOK_ARGS).into());
    m.dict.insert_str("TIMEOUT_MAX", wait::TIMEOUT_MAX.into());
    m.dict.insert_str("error", ExcKind::RuntimeError.class().into());
    Ok(())
}

thread_local! {
    static HERE: u64 = const { 0 };
}

/// How far apart the numbers of threads are: as if each had a little stack.
const APART: usize = 4096;

/// The number by which programs know a thread.
pub(super) fn ident(thread: ThreadId) -> usize {
    HERE.with(|here| std::ptr::from_ref(here).addr()) + thread.number() as usize * APART
}

/// The thread that programs know by this number.
pub(super) fn thread_of_ident(vm: &Vm, number: i64) -> Option<ThreadId> {
    vm.thread_ids().into_iter().find(|t| ident(*t) as i64 == number)
}

/// The name of a thread, as `threading` knows it.
pub(crate) fn name(vm: &Vm, thread: ThreadId) -> String {
    let threading = vm.modules.get_str("threading").and_then(|m| m.cast::<Module>());
    let active = threading.and_then(|m| m.dict.get_str("_active")).and_then(|v| v.cast::<Dict>());
    let number = ident(thread) as i64;
    let object = active.and_then(|d| d.pairs().into_iter().find(|(k, _)| k.as_i64() == Some(number))).map(|(_, v)| v);
    let name = object.and_then(|o| instance_dict_if_any(&o)).and_then(|d| d.get_str("_name"));
    match name.as_ref().and_then(|v| v.downcast::<Str>()) {
        Some(s) => s.to_lossy().into_owned(),
        None if thread == ThreadId::MAIN => "MainThread".into(),
        None => format!("thread {}", thread.number()),
    }
}

/// The system knows of one thread. The others' numbers are made up, so that each has one.
fn native_id(vm: &mut Vm, _: &[Value]) -> R {
    let number = i64::from(rustix::thread::gettid().as_raw_nonzero().get());
    Ok((number + i64::from(vm.thread().number())).into())
}

/// The locks that are released when their threads end.
#[derive(Default)]
struct Sentinels(BTreeMap<ThreadId, Value>);

fn set_sentinel(vm: &mut Vm, _: &[Value]) -> R {
    let lock = lock::make(vm)?;
    let thread = vm.thread();
    let old = vm.state::<Sentinels>().0.insert(thread, lock.clone());
    drop(old);
    Ok(lock)
}

/// The current thread is about to end: what belongs to it goes, and who waits for that goes on.
fn ended(vm: &mut Vm, _: &[Value]) -> R {
    let thread = vm.thread();
    local::end_thread(vm, thread);
    if let Some(lock) = vm.state::<Sentinels>().0.remove(&thread) {
        lock::release_sentinel(vm, &lock);
    }
    Ok(Value::NONE)
}

fn allocate_lock(vm: &mut Vm, _: &[Value]) -> R {
    lock::make(vm)
}

fn exit(_: &mut Vm, _: &[Value]) -> R {
    Err(Exc::with_args(ExcKind::SystemExit, Vec::new()))
}

fn interrupt_main(vm: &mut Vm, a: &[Value]) -> R {
    let number = a[0].given().map_or(Ok(libc::SIGINT), arg::c_int)?;
    if !(1..interrupt::COUNT as i32).contains(&number) {
        return Err(value_error("signal number out of range"));
    }
    // Without the module `signal`, nothing but SIGINT is handled.
    if number == libc::SIGINT || vm.on_interrupt.is_some() {
        interrupt::simulate(number);
        vm.interrupt_handle().interrupt();
        vm.attend_soon();
    }
    Ok(Value::NONE)
}

/// What was asked for the stacks of threads. They need none, so it is only remembered.
#[derive(Default)]
struct StackSize(i64);

fn stack_size(vm: &mut Vm, a: &[Value]) -> R {
    let wanted = a[0].given().map_or(Ok(0), arg::c_long)?;
    if wanted < 0 {
        return Err(value_error("size must be 0 or a positive value"));
    }
    if (1..32768).contains(&wanted) {
        return Err(value_error(format!("size not valid: {wanted} bytes")));
    }
    Ok(std::mem::replace(&mut vm.state::<StackSize>().0, wanted).into())
}

fn start(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if vm.special(&a[0], &vm.names.__call__).is_none() {
        return Err(type_error("first arg must be callable"));
    }
    if !a[1].is_a::<Tuple>() {
        return Err(type_error("2nd arg must be a tuple"));
    }
    if a[2].given().is_some_and(|v| !v.is_a::<Dict>()) {
        return Err(type_error("optional 3rd arg must be a dictionary"));
    }
    let kwargs = a[2].given().cloned().unwrap_or_else(|| Dict::new().into());
    let body = vm.prelude("thread_body")?;
    let thread = vm.spawn(body, Args::from_iter([a[0].clone(), a[1].clone(), kwargs]))?;
    Ok(Next::Value(ident(thread).into()))
}
