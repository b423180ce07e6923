//! `_thread`: locks and the identity of threads. There is one thread as yet: who waits for a lock that nobody can release is told so.

mod lock;
mod rlock;

use pausa_vm::exc::{overflow_error, runtime_error, type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Dict, Module, Tuple};
use pausa_vm::types::{class_name, define};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::arg;
use crate::modules::time::seconds::{Rounding, nanoseconds};

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
        |_, _| Ok(Value::small_int(0)),
        "_count() -> integer\n\nReturn the number of currently running Python threads, excluding\nthe main thread.",
    ),
    pure("allocate()", allocate_lock, ALLOCATE),
    pure("allocate_lock()", allocate_lock, ALLOCATE),
    pure("exit()", exit, EXIT),
    pure("exit_thread()", exit, EXIT),
    pure(
        "get_ident()",
        |_, _| Ok(ident().into()),
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
    tail("start_new(function, args, kwargs=<absent>, /)", start, START),
    tail("start_new_thread(function, args, kwargs=<absent>, /)", start, START),
];

/// The longest time, in seconds, that can be waited for a lock.
const TIMEOUT_MAX: f64 = 9223372036.0;

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let lock = define(&lock::SPEC, None);
    vm.register_native_type::<lock::Lock>(lock.clone());
    m.dict.insert_str("LockType", lock.into());
    m.dict.insert_str("RLock", define(&rlock::SPEC, None).into());
    m.dict.insert_str("TIMEOUT_MAX", TIMEOUT_MAX.into());
    m.dict.insert_str("error", ExcKind::RuntimeError.class().into());
    Ok(())
}

thread_local! {
    static HERE: u64 = const { 0 };
}

/// A number of this thread, which no other has at the same time.
pub(super) fn ident() -> usize {
    HERE.with(|here| std::ptr::from_ref(here).addr())
}

fn native_id(_: &mut Vm, _: &[Value]) -> R {
    Ok(Value::from(rustix::thread::gettid().as_raw_nonzero().get()))
}

fn allocate_lock(vm: &mut Vm, _: &[Value]) -> R {
    lock::make(vm)
}

fn exit(_: &mut Vm, _: &[Value]) -> R {
    Err(Exc::with_args(ExcKind::SystemExit, Vec::new()))
}

fn interrupt_main(vm: &mut Vm, a: &[Value]) -> R {
    match a[0].given().map_or(Ok(libc::SIGINT), arg::c_int)? {
        libc::SIGINT => {
            vm.interrupt_handle().interrupt();
            Ok(Value::NONE)
        }
        1..=64 => Err(arg::unsupported("interrupting the main thread by another signal than SIGINT")),
        _ => Err(value_error("signal number out of range")),
    }
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
    Err(arg::unsupported("starting a thread"))
}

/// How long `acquire` may wait, in nanoseconds; None for ever. The arguments are `blocking` and `timeout`.
fn patience(blocking: &Value, timeout: &Value) -> R<Option<i64>> {
    let blocking = blocking.given().is_none_or(|v| v.as_i64() != Some(0));
    let forever = timeout.given().is_none_or(|v| v.as_i64() == Some(-1) || v.as_float() == Some(-1.0));
    if !blocking && !forever {
        return Err(value_error("can't specify a timeout for a non-blocking call"));
    }
    if !blocking {
        return Ok(Some(0));
    }
    if forever {
        return Ok(None);
    }
    if !timeout.is_int() && timeout.as_float().is_none() {
        let class = class_name(timeout);
        return Err(type_error(format!("'{class}' object cannot be interpreted as an integer")));
    }
    let wait = nanoseconds(timeout, Rounding::Ceiling)?;
    if wait < 0 {
        return Err(value_error("timeout value must be positive"));
    }
    if wait as f64 / 1e9 > TIMEOUT_MAX {
        return Err(overflow_error("timeout value is too large"));
    }
    Ok(Some(wait))
}

/// Waits for something that is held and that nobody else can release. Returns when the time is over.
fn wait_in_vain(vm: &Vm, what: &str, patience: Option<i64>) -> R<()> {
    match patience {
        None => Err(runtime_error(format!("deadlock: {what} is held, and there is no other thread to release it"))),
        Some(0) => Ok(()),
        Some(time) => pausa_runtime::clock::sleep(time, &mut super::system::watch(vm))
            .map_err(|e| super::system::interrupted(vm, e)),
    }
}
