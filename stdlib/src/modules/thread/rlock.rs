//! `_thread.RLock`: a lock whose owner can take it again.

use std::cell::Cell;

use pausa_vm::exc::{runtime_error, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, TypeSpec, class_arg, pure, this};
use pausa_vm::object::{Tuple, TypeFlags};
use pausa_vm::types::class_of;
use pausa_vm::{R, Value, Vm};

use super::ident;

/// A lock, its owner, and how often that has taken it.
pub(super) struct RLock {
    owner: Cell<usize>,
    count: Cell<usize>,
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
    pure("acquire(self, /, blocking: index=True, timeout=-1)", acquire, ACQUIRE),
    pure("release(self, /)", release, RELEASE),
    pure("__enter__(self, /)", |vm, a| acquire(vm, &[a[0].clone(), Value::UNBOUND, Value::UNBOUND]), ACQUIRE),
    pure("__exit__(self, /, *args)", release, RELEASE),
    pure("__repr__(self, /)", repr, "Return repr(self)."),
    pure(
        "_is_owned(self, /)",
        |_, a| Ok(Value::bool(this::<RLock>(a)?.is_owned())),
        "For internal use by `threading.Condition`.",
    ),
    pure("_recursion_count(self, /)", recursion_count, "For internal use by reentrancy checks."),
    pure("_release_save(self, /)", release_save, "For internal use by `threading.Condition`."),
    pure("_acquire_restore(self, state, /)", acquire_restore, "For internal use by `threading.Condition`."),
    pure("_at_fork_reinit(self, /)", reset, ""),
];

impl RLock {
    fn is_owned(&self) -> bool {
        self.count.get() > 0 && self.owner.get() == ident()
    }

    fn set(&self, owner: usize, count: usize) {
        self.owner.set(owner);
        self.count.set(count);
    }
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    Ok(new_with_type(&class_arg(a)?, RLock { owner: Cell::new(0), count: Cell::new(0) }).into())
}

fn acquire(vm: &mut Vm, a: &[Value]) -> R {
    let patience = super::patience(&a[1], &a[2])?;
    let lock = this::<RLock>(a)?;
    if lock.count.get() == 0 || lock.is_owned() {
        lock.set(ident(), lock.count.get() + 1);
        return Ok(Value::TRUE);
    }
    super::wait_in_vain(vm, &shown(&a[0], lock), patience)?;
    Ok(Value::FALSE)
}

fn not_acquired() -> pausa_vm::Exc {
    runtime_error("cannot release un-acquired lock")
}

fn release(_: &mut Vm, a: &[Value]) -> R {
    let lock = this::<RLock>(a)?;
    if !lock.is_owned() {
        return Err(not_acquired());
    }
    let left = lock.count.get() - 1;
    lock.set(if left == 0 { 0 } else { ident() }, left);
    Ok(Value::NONE)
}

fn recursion_count(_: &mut Vm, a: &[Value]) -> R {
    let lock = this::<RLock>(a)?;
    Ok(if lock.is_owned() { lock.count.get() } else { 0 }.into())
}

fn release_save(_: &mut Vm, a: &[Value]) -> R {
    let lock = this::<RLock>(a)?;
    if lock.count.get() == 0 {
        return Err(not_acquired());
    }
    let state = Tuple::from_vec(vec![lock.count.get().into(), lock.owner.get().into()]);
    lock.set(0, 0);
    Ok(state.into())
}

fn acquire_restore(_: &mut Vm, a: &[Value]) -> R {
    let state = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let number = |v: &Value| v.as_i64().and_then(|n| usize::try_from(n).ok());
    match state {
        [count, owner] => match (number(count), number(owner)) {
            (Some(count), Some(owner)) => this::<RLock>(a)?.set(owner, count),
            _ => return Err(type_error("an integer is required")),
        },
        _ => return Err(type_error("_acquire_restore() argument 1 must be a tuple of a count and an owner")),
    }
    Ok(Value::NONE)
}

fn shown(v: &Value, lock: &RLock) -> String {
    format!(
        "<{} {} object owner={} count={} at {:#x}>",
        if lock.count.get() > 0 { "locked" } else { "unlocked" },
        class_of(v).name(),
        lock.owner.get(),
        lock.count.get(),
        v.id()
    )
}

fn repr(_: &mut Vm, a: &[Value]) -> R {
    Ok(shown(&a[0], this(a)?).into())
}

fn reset(_: &mut Vm, a: &[Value]) -> R {
    this::<RLock>(a)?.set(0, 0);
    Ok(Value::NONE)
}
