//! `_thread.RLock`: a lock whose owner can take it again.

use std::cell::Cell;

use pausa_vm::exc::{runtime_error, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Args, Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{Tuple, TypeFlags};
use pausa_vm::thread::ThreadId;
use pausa_vm::types::class_of;
use pausa_vm::{R, Value, Vm};

use super::ident;
use super::wait::{Queue, deadline, patience};

/// A lock, its owner, and how often that has taken it.
pub(crate) struct RLock {
    owner: Cell<ThreadId>,
    count: Cell<usize>,
    waiting: Queue,
}

impl Payload for RLock {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `_thread.RLock`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "RLock",
    module: "_thread",
    layout: RLock::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "",
    defs: DEFS,
};

const ACQUIRE: &str =
    "Lock the lock; its owner need not wait.  The return value tells whether it was obtained in time.";
const RELEASE: &str = "Release the lock, allowing another thread that is blocked waiting for\nthe lock to acquire it, when it was released as often as acquired.";

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    tail("acquire(self, /, blocking: index=True, timeout=-1)", acquire, ACQUIRE),
    pure("release(self, /)", release, RELEASE),
    tail("__enter__(self, /)", |vm, a| acquire(vm, &[a[0].clone(), Value::UNBOUND, Value::UNBOUND]), ACQUIRE),
    pure("__exit__(self, /, *args)", release, RELEASE).positional(|vm, a| release(vm, a).map(Next::Value)),
    pure("__repr__(self, /)", repr, "Return repr(self)."),
    pure(
        "_is_owned(self, /)",
        |vm, a| Ok(Value::bool(this::<RLock>(a)?.is_owned(vm))),
        "For internal use by `threading.Condition`.",
    ),
    pure("_recursion_count(self, /)", recursion_count, "For internal use by reentrancy checks."),
    pure("_release_save(self, /)", release_save, "For internal use by `threading.Condition`."),
    tail("_acquire_restore(self, state, /)", acquire_restore, "For internal use by `threading.Condition`."),
    pure("_at_fork_reinit(self, /)", reset, ""),
];

impl RLock {
    fn is_owned(&self, vm: &Vm) -> bool {
        self.count.get() > 0 && self.owner.get() == vm.thread()
    }

    /// The thread that holds it.
    pub(crate) fn holder(&self) -> Option<ThreadId> {
        if self.count.get() > 0 { Some(self.owner.get()) } else { None }
    }

    /// Takes it, `count` times, for the current thread; false if another one has it.
    fn take(&self, vm: &mut Vm, count: usize) -> bool {
        let thread = vm.thread();
        if self.count.get() > 0 && self.owner.get() != thread {
            return false;
        }
        self.owner.set(thread);
        self.count.set(self.count.get() + count);
        self.waiting.served(vm, thread);
        true
    }

    /// Nobody has it any more.
    fn free(&self, vm: &mut Vm, this: &Value) {
        self.count.set(0);
        self.waiting.wake(vm, this);
    }
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    let lock = RLock { owner: Cell::new(ThreadId::MAIN), count: Cell::new(0), waiting: Queue::default() };
    Ok(new_with_type(&class_arg(a)?, lock).into())
}

fn acquire(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let patience = patience(&a[1], &a[2])?;
    if this::<RLock>(a)?.take(vm, 1) {
        return Ok(Next::Value(Value::TRUE));
    }
    if patience == Some(0) {
        return Ok(Next::Value(Value::FALSE));
    }
    acquire_until(vm, &[a[0].clone(), deadline(patience), Value::small_int(1)])
}

static ACQUIRE_UNTIL: Def = tail("acquire(lock, until, count)", acquire_until, "");

fn acquire_until(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let lock = this::<RLock>(a)?;
    let count = a[2].as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
    if lock.take(vm, count) {
        return Ok(Next::Value(Value::TRUE));
    }
    let waits = lock.waiting.wait(vm, &ACQUIRE_UNTIL, Args::from(a))?;
    Ok(waits.unwrap_or(Next::Value(Value::FALSE)))
}

fn not_acquired() -> pausa_vm::Exc {
    runtime_error("cannot release un-acquired lock")
}

fn release(vm: &mut Vm, a: &[Value]) -> R {
    let lock = this::<RLock>(a)?;
    if !lock.is_owned(vm) {
        return Err(not_acquired());
    }
    match lock.count.get() {
        1 => lock.free(vm, &a[0]),
        n => lock.count.set(n - 1),
    }
    Ok(Value::NONE)
}

fn recursion_count(vm: &mut Vm, a: &[Value]) -> R {
    let lock = this::<RLock>(a)?;
    Ok(if lock.is_owned(vm) { lock.count.get() } else { 0 }.into())
}

fn release_save(vm: &mut Vm, a: &[Value]) -> R {
    let lock = this::<RLock>(a)?;
    if lock.count.get() == 0 {
        return Err(not_acquired());
    }
    let state = Tuple::from_vec(vec![lock.count.get().into(), ident(lock.owner.get()).into()]);
    lock.free(vm, &a[0]);
    Ok(state.into())
}

/// Takes the lock again as often as the current thread had it before `_release_save`.
fn acquire_restore(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let [count, _] = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default() else {
        return Err(type_error("_acquire_restore() argument 1 must be a tuple of a count and an owner"));
    };
    if count.as_i64().is_none_or(|n| n < 1) {
        return Err(type_error("an integer is required"));
    }
    let taken = acquire_until(vm, &[a[0].clone(), Value::NONE, count.clone()])?;
    // What it gives is nobody's business.
    Ok(if matches!(taken, Next::Value(_)) { Next::Value(Value::NONE) } else { taken })
}

fn shown(v: &Value, lock: &RLock) -> String {
    format!(
        "<{} {} object owner={} count={} at {:#x}>",
        if lock.count.get() > 0 { "locked" } else { "unlocked" },
        class_of(v).name(),
        lock.holder().map_or(0, ident),
        lock.count.get(),
        v.id()
    )
}

fn repr(_: &mut Vm, a: &[Value]) -> R {
    Ok(shown(&a[0], this(a)?).into())
}

fn reset(vm: &mut Vm, a: &[Value]) -> R {
    let lock = this::<RLock>(a)?;
    lock.count.set(0);
    lock.waiting.clear(vm);
    Ok(Value::NONE)
}
