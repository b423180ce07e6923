//! `_thread.lock`: a lock without owner.

use std::cell::Cell;

use pausa_vm::aio::EventLoop;
use pausa_vm::exc::runtime_error;
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Args, Def, Next, TypeSpec, pure, tail, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::thread::ThreadId;
use pausa_vm::{R, Value, Vm};

use super::wait::{Queue, deadline, patience};

/// Who took a lock last: the lock does not ask for it, reports of deadlocks do.
#[derive(Clone, Copy)]
pub(crate) struct Holder {
    pub(crate) thread: ThreadId,
    /// The identity of the task, or 0.
    pub(crate) task: i64,
    /// That of the greenlet.
    pub(crate) greenlet: i64,
}

impl Holder {
    fn now(vm: &Vm) -> Holder {
        let running = vm.running_loop.downcast::<EventLoop>();
        let task = running.map_or(0, |l| l.task.with(|t| t.given().map_or(0, Value::id)));
        Holder { thread: vm.thread(), task, greenlet: vm.current_greenlet().id() }
    }
}

/// A lock. Who releases it does not hand it over: it is free, and the thread that has waited longest goes on to take it, unless
/// another one, which may be the one that released it, comes first.
pub(crate) struct Lock {
    held: Cell<bool>,
    holder: Cell<Holder>,
    waiting: Queue,
}

impl Payload for Lock {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `_thread.lock`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "lock",
    module: "_thread",
    layout: Lock::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::WEAKREF,
    doc: "A lock object is a synchronization primitive.  To create a lock,\ncall threading.Lock().  Methods are:\n\nacquire() -- lock the lock, possibly blocking until it can be obtained\nrelease() -- unlock of the lock\nlocked() -- test whether the lock is currently locked\n\nA lock is not owned by the thread that locked it; another thread may\nunlock it.  A thread attempting to lock a lock that it has already locked\nwill block until another thread unlocks it.  Deadlocks may ensue.",
    defs: DEFS,
};

const ACQUIRE: &str = "acquire(blocking=True, timeout=-1) -> bool\n(acquire_lock() is an obsolete synonym)\n\nLock the lock.  The return value tells whether it was obtained in time.";
const RELEASE: &str = "release()\n(release_lock() is an obsolete synonym)\n\nRelease the lock, which need not be locked by the same thread.";
const LOCKED: &str =
    "locked() -> bool\n(locked_lock() is an obsolete synonym)\n\nReturn whether the lock is in the locked state.";

static DEFS: &[Def] = &[
    tail("acquire(self, /, blocking: index=True, timeout=-1)", acquire, ACQUIRE),
    tail("acquire_lock(self, /, blocking: index=True, timeout=-1)", acquire, ACQUIRE),
    pure("release(self, /)", release, RELEASE),
    pure("release_lock(self, /)", release, RELEASE),
    pure("locked(self, /)", locked, LOCKED),
    pure("locked_lock(self, /)", locked, LOCKED),
    tail("__enter__(self, /)", |vm, a| acquire(vm, &[a[0].clone(), Value::UNBOUND, Value::UNBOUND]), ACQUIRE),
    pure("__exit__(self, /, *args)", release, RELEASE).positional(|vm, a| release(vm, a).map(Next::Value)),
    pure("__repr__(self, /)", repr, "Return repr(self)."),
    pure("_at_fork_reinit(self, /)", reset, ""),
];

impl Lock {
    /// Who holds it.
    pub(crate) fn holder(&self) -> Option<Holder> {
        self.held.get().then(|| self.holder.get())
    }
}

/// A lock that nobody holds.
pub(super) fn make(vm: &Vm) -> R {
    let holder = Holder { thread: ThreadId::MAIN, task: 0, greenlet: 0 };
    Ok(vm.new_native(Lock { held: Cell::new(false), holder: Cell::new(holder), waiting: Queue::default() })?.into())
}

fn acquire(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let patience = patience(&a[1], &a[2])?;
    let lock = this::<Lock>(a)?;
    if !lock.held.replace(true) {
        lock.holder.set(Holder::now(vm));
        return Ok(Next::Value(Value::TRUE));
    }
    if patience == Some(0) {
        return Ok(Next::Value(Value::FALSE));
    }
    acquire_until(vm, &[a[0].clone(), deadline(patience)])
}

static ACQUIRE_UNTIL: Def = tail("acquire(lock, until)", acquire_until, "");

fn acquire_until(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let lock = this::<Lock>(a)?;
    if !lock.held.replace(true) {
        let thread = vm.thread();
        lock.waiting.served(vm, thread);
        lock.holder.set(Holder::now(vm));
        return Ok(Next::Value(Value::TRUE));
    }
    let waits = lock.waiting.wait(vm, &ACQUIRE_UNTIL, Args::from(a))?;
    Ok(waits.unwrap_or(Next::Value(Value::FALSE)))
}

fn release(vm: &mut Vm, a: &[Value]) -> R {
    let lock = this::<Lock>(a)?;
    if !lock.held.replace(false) {
        return Err(runtime_error("release unlocked lock"));
    }
    lock.waiting.wake(vm, &a[0]);
    Ok(Value::NONE)
}

/// Releases a lock if it is held: that of a thread that has ended.
pub(super) fn release_sentinel(vm: &mut Vm, v: &Value) {
    if let Some(lock) = v.downcast::<Lock>()
        && lock.held.replace(false)
    {
        lock.waiting.wake(vm, v);
    }
}

fn locked(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(this::<Lock>(a)?.held.get()))
}

fn shown(v: &Value, lock: &Lock) -> String {
    format!("<{} _thread.lock object at {:#x}>", if lock.held.get() { "locked" } else { "unlocked" }, v.id())
}

fn repr(_: &mut Vm, a: &[Value]) -> R {
    Ok(shown(&a[0], this(a)?).into())
}

fn reset(vm: &mut Vm, a: &[Value]) -> R {
    let lock = this::<Lock>(a)?;
    lock.held.set(false);
    lock.waiting.clear(vm);
    Ok(Value::NONE)
}
