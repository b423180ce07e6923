//! `_thread.lock`: a lock without owner.

use std::cell::Cell;

use pausa_vm::exc::runtime_error;
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, TypeSpec, pure, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::{R, Value, Vm};

/// A lock.
pub(super) struct Lock {
    held: Cell<bool>,
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
    pure("acquire(self, /, blocking: index=True, timeout=-1)", acquire, ACQUIRE),
    pure("acquire_lock(self, /, blocking: index=True, timeout=-1)", acquire, ACQUIRE),
    pure("release(self, /)", release, RELEASE),
    pure("release_lock(self, /)", release, RELEASE),
    pure("locked(self, /)", locked, LOCKED),
    pure("locked_lock(self, /)", locked, LOCKED),
    pure("__enter__(self, /)", |vm, a| acquire(vm, &[a[0].clone(), Value::UNBOUND, Value::UNBOUND]), ACQUIRE),
    pure("__exit__(self, /, *args)", release, RELEASE),
    pure("__repr__(self, /)", repr, "Return repr(self)."),
    pure("_at_fork_reinit(self, /)", reset, ""),
];

/// A lock that nobody holds.
pub(super) fn make(vm: &Vm) -> R {
    Ok(vm.new_native(Lock { held: Cell::new(false) })?.into())
}

fn acquire(vm: &mut Vm, a: &[Value]) -> R {
    let patience = super::patience(&a[1], &a[2])?;
    let lock = this::<Lock>(a)?;
    if !lock.held.replace(true) {
        return Ok(Value::TRUE);
    }
    super::wait_in_vain(vm, &shown(&a[0], lock), patience)?;
    Ok(Value::FALSE)
}

fn release(_: &mut Vm, a: &[Value]) -> R {
    if this::<Lock>(a)?.held.replace(false) { Ok(Value::NONE) } else { Err(runtime_error("release unlocked lock")) }
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

fn reset(_: &mut Vm, a: &[Value]) -> R {
    this::<Lock>(a)?.held.set(false);
    Ok(Value::NONE)
}
