//! `_multiprocessing.SemLock`: semaphores that processes share. One is a counter of the system's (an eventfd), which children inherit by
//! its descriptor; who holds it in this process, and how often, is noted beside it.

use std::cell::Cell;

use pausa_runtime::clock::Clock;
use pausa_runtime::{fd, io as runtime_io};
use pausa_vm::exc::value_error;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::thread::{Descriptor, ThreadId};
use pausa_vm::{Exc, ExcKind, R, Value, Vm};
use rustix::event::{EventfdFlags, PollFd, PollFlags};
use rustix::io::Errno;

use crate::modules::time::seconds::{Rounding, nanoseconds};
use crate::modules::{arg, system};

/// The greatest value of a semaphore.
const MOST: i64 = 0x7FFF_FFFF;

/// The kind of those that belong to the thread that has acquired them, which can do so again.
const RECURSIVE: i64 = 0;

/// The kind of locks that count: what the system counts is one more than how often something was taken while they were held, and who
/// holds one holds the number as well.
const COUNTING: i64 = 2;

/// A semaphore.
pub(super) struct SemLock {
    number: i32,
    kind: i64,
    most: i64,
    /// What the system counted when this process took a lock that counts.
    token: Cell<u64>,
    /// How often this process has acquired it, and the thread that did so last.
    count: Cell<i64>,
    owner: Cell<ThreadId>,
}

impl Payload for SemLock {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

impl Drop for SemLock {
    fn drop(&mut self) {
        // If the program has closed it already, there is nothing to do.
        let _ = fd::close(self.number);
    }
}

/// `_multiprocessing.SemLock`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "SemLock",
    module: "_multiprocessing",
    layout: SemLock::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Semaphore/Mutex type",
    defs: &[
        pure("__new__(cls, kind: index, value: index, maxvalue: index, /)", new, "Create a semaphore.").constructor(),
        pure(
            "_rebuild(cls, kind: index, maxvalue: index, handle: index, /)",
            rebuild,
            "The semaphore with an inherited descriptor.",
        )
        .class_method(),
        tail("acquire(self, /, block: bool=True, timeout=None)", acquire, "Acquire the semaphore/lock."),
        pure("release(self, /)", release, "Release the semaphore/lock."),
        tail("__enter__(self, /)", |vm, a| take(vm, &a[0], None), "Enter the semaphore/lock."),
        pure("__exit__(self, /, *args)", release, "Exit the semaphore/lock.")
            .positional(|vm, a| release(vm, a).map(Next::Value)),
        pure("_count(self, /)", |_, a| Ok(this::<SemLock>(a)?.count.get().into()), "How often this process holds it."),
        pure("_is_mine(self, /)", is_mine, "Whether the lock is owned by this thread."),
        pure("_get_value(self, /)", |_, a| Ok(this::<SemLock>(a)?.value()?.into()), "Get the value of the semaphore."),
        pure("_is_zero(self, /)", |_, a| Ok(Value::bool(this::<SemLock>(a)?.is_zero()?)), "Whether it has value zero."),
        pure("_add(self, n: index, /)", add, "Release it so often at once, whoever has acquired it."),
        pure("_after_fork(self, /)", after_fork, "Rezero the net acquisition count after fork()."),
        getter("handle(self, /)", |_, a| Ok(this::<SemLock>(a)?.number.into()), ""),
        getter("kind(self, /)", |_, a| Ok(this::<SemLock>(a)?.kind.into()), ""),
        getter("maxvalue(self, /)", |_, a| Ok(this::<SemLock>(a)?.most.into()), ""),
    ],
};

impl SemLock {
    fn handle(&self) -> R<fd::Fd> {
        fd::get(self.number).map_err(system::os_error)
    }

    /// Takes one, if there is one.
    pub(super) fn take(&self, thread: ThreadId) -> R<bool> {
        let mut token = [0u8; 8];
        match rustix::io::read(&self.handle()?, &mut token) {
            Ok(_) => {
                self.token.set(u64::from_ne_bytes(token));
                self.count.set(self.count.get() + 1);
                self.owner.set(thread);
                Ok(true)
            }
            Err(Errno::AGAIN) => Ok(false),
            Err(e) => Err(system::os_error(e)),
        }
    }

    fn is_zero(&self) -> R<bool> {
        let handle = self.handle()?;
        let mut fds = [PollFd::new(&handle, PollFlags::IN)];
        runtime_io::wait_any(&mut fds, Some(0), &mut || false).map_err(|e| match e {
            runtime_io::Failure::Errno(e) => system::os_error(e),
            runtime_io::Failure::Interrupted => system::os_error(Errno::INTR),
        })?;
        Ok(!fds[0].revents().contains(PollFlags::IN))
    }

    /// The counter, which the system tells in a text about the descriptor.
    fn value(&self) -> R<i64> {
        let text = std::fs::read_to_string(format!("/proc/self/fdinfo/{}", self.number))
            .map_err(|e| system::os_error(system::errno_of(&e)))?;
        let count = text.lines().find_map(|line| line.strip_prefix("eventfd-count:"));
        count.and_then(|hex| i64::from_str_radix(hex.trim(), 16).ok()).ok_or_else(|| system::os_error(Errno::OPNOTSUPP))
    }

    /// Gives one back; of a lock that counts, so much more is counted.
    pub(super) fn give(&self, more: u64) -> R<()> {
        let n = if self.kind == COUNTING { self.token.get() + more } else { 1 };
        rustix::io::write(&self.handle()?, &n.to_ne_bytes()).map_err(system::os_error)?;
        self.count.set(self.count.get() - 1);
        Ok(())
    }

    pub(super) fn number(&self) -> i32 {
        self.number
    }

    fn is_mine(&self, vm: &Vm) -> bool {
        self.count.get() > 0 && self.owner.get() == vm.thread()
    }
}

fn made(class: &Value, number: i32, kind: i64, most: i64) -> R {
    let class = class_arg(std::slice::from_ref(class))?;
    let lock =
        SemLock { number, kind, most, token: Cell::new(1), count: Cell::new(0), owner: Cell::new(ThreadId::MAIN) };
    Ok(new_with_type(&class, lock).into())
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    let [kind, value, most] = [&a[1], &a[2], &a[3]].map(|v| v.as_i64().unwrap_or(-1));
    if !(0..=COUNTING).contains(&kind) {
        return Err(value_error("unrecognized kind"));
    }
    if !(0..=MOST).contains(&value) || !(value..=MOST).contains(&most) {
        return Err(value_error("invalid value"));
    }
    let mut flags = EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK;
    if kind != COUNTING {
        flags |= EventfdFlags::SEMAPHORE;
    }
    let made_fd = rustix::event::eventfd(u32::try_from(value).unwrap_or(0), flags).map_err(system::os_error)?;
    made(&a[0], fd::insert(made_fd).map_err(system::os_error)?, kind, most)
}

fn rebuild(_: &mut Vm, a: &[Value]) -> R {
    made(&a[0], arg::c_int(&a[3])?, a[1].as_i64().unwrap_or(1), a[2].as_i64().unwrap_or(1))
}

fn is_mine(vm: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(this::<SemLock>(a)?.is_mine(vm)))
}

fn after_fork(_: &mut Vm, a: &[Value]) -> R {
    this::<SemLock>(a)?.count.set(0);
    Ok(Value::NONE)
}

fn add(_: &mut Vm, a: &[Value]) -> R {
    let n = a[1].as_i64().and_then(|n| u64::try_from(n).ok()).ok_or_else(|| value_error("invalid value"))?;
    rustix::io::write(&this::<SemLock>(a)?.handle()?, &n.to_ne_bytes()).map_err(system::os_error)?;
    Ok(Value::NONE)
}

fn acquire(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let block = a[1].given().is_none_or(Value::is_true);
    let patience = match a[2].given().filter(|v| !v.is_none()) {
        _ if !block => Some(0),
        Some(v) => Some(nanoseconds(v, Rounding::Ceiling)?.max(0)),
        None => None,
    };
    take(vm, &a[0], patience)
}

/// Takes one; waits for it so long, in nanoseconds, or for ever.
fn take(vm: &mut Vm, v: &Value, patience: Option<i64>) -> R<Next> {
    let lock = this::<SemLock>(std::slice::from_ref(v))?;
    if lock.kind == RECURSIVE && lock.is_mine(vm) {
        lock.count.set(lock.count.get() + 1);
        return Ok(Next::Value(Value::TRUE));
    }
    if lock.take(vm.thread())? {
        return Ok(Next::Value(Value::TRUE));
    }
    if patience == Some(0) {
        return Ok(Next::Value(Value::FALSE));
    }
    let until = patience.map_or(Value::NONE, |wait| Clock::Monotonic.now().saturating_add(wait).into());
    take_until(vm, &[v.clone(), until])
}

static TAKE_UNTIL: Def = tail("acquire(lock, until, /)", take_until, "");

fn take_until(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let lock = this::<SemLock>(a)?;
    let until = a[1].as_i64();
    loop {
        if lock.take(vm.thread())? {
            return Ok(Next::Value(Value::TRUE));
        }
        if until.is_some_and(|end| Clock::Monotonic.now() >= end) {
            return Ok(Next::Value(Value::FALSE));
        }
        if system::is_signalled(vm) {
            return system::call_again(vm, &TAKE_UNTIL, "_multiprocessing", a);
        }
        if system::has_other_threads(vm) {
            let wanted = Descriptor { number: lock.number, readable: true, writable: false, priority: false };
            return Ok(system::await_ready(vec![wanted], until, &TAKE_UNTIL, a));
        }
        let handle = lock.handle()?;
        let mut fds = [PollFd::new(&handle, PollFlags::IN)];
        match runtime_io::wait_any(&mut fds, until, &mut system::watch_all(vm)) {
            Ok(()) | Err(runtime_io::Failure::Interrupted) => {}
            Err(e) => return Err(system::failure(vm, e)),
        }
    }
}

fn release(vm: &mut Vm, a: &[Value]) -> R {
    let lock = this::<SemLock>(a)?;
    let count = lock.count.get();
    if lock.kind == RECURSIVE {
        if !lock.is_mine(vm) {
            return Err(Exc::msg(ExcKind::AssertionError, "attempt to release recursive lock not owned by thread"));
        }
        if count > 1 {
            lock.count.set(count - 1);
            return Ok(Value::NONE);
        }
    } else if count <= 0 && lock.most < MOST {
        // What this process holds is missing in the counter; only else it has to be looked at.
        let is_full = if lock.most == 1 { !lock.is_zero()? } else { lock.value()? >= lock.most };
        if is_full {
            return Err(value_error("semaphore or lock released too many times"));
        }
    }
    lock.give(0)?;
    Ok(Value::NONE)
}
