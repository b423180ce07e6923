//! How greenlets wait, and who wakes them.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::type_error;
use pausa_vm::greenlet::{Greenlet, Payload as Sent};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, tail};
use pausa_vm::object::{List, TypeFlags};
use pausa_vm::{Obj, R, Value, Vm};

use super::core::{Core, Entry, begin, current, due, make_way, with_hub};
use super::event::Link;
use super::greenlet::job;
use crate::modules::arg;

/// Whether this is the number of the wait in which a greenlet is.
#[inline(always)]
pub(super) fn waits(g: &Greenlet, number: u32) -> bool {
    g.waits.get() == number
}

/// That wait of a greenlet is over.
#[inline(always)]
pub(super) fn end_wait(g: &Greenlet, number: u32) {
    g.waits.set(number.wrapping_add(1));
}

/// A greenlet that waits, and which of its waits it is.
#[derive(Clone)]
pub(super) struct Waiter {
    greenlet: Obj<Greenlet>,
    number: u32,
    core: Obj<Core>,
}

impl Waiter {
    /// A new wait of a greenlet.
    pub(super) fn new(greenlet: Obj<Greenlet>, core: Obj<Core>) -> Waiter {
        let number = greenlet.waits.get().wrapping_add(1);
        greenlet.waits.set(number);
        Waiter { greenlet, number, core }
    }

    /// Whether it still waits.
    #[inline]
    pub(super) fn waits(&self) -> bool {
        waits(&self.greenlet, self.number)
    }

    /// The wait is over.
    #[inline]
    pub(super) fn end(&self) {
        end_wait(&self.greenlet, self.number);
    }

    pub(super) fn of_parts(greenlet: Obj<Greenlet>, number: u32, core: Obj<Core>) -> Waiter {
        Waiter { greenlet, number, core }
    }

    pub(super) fn into_parts(self) -> (Obj<Greenlet>, u32, Obj<Core>) {
        (self.greenlet, self.number, self.core)
    }

    pub(super) fn into_greenlet(self) -> Obj<Greenlet> {
        self.greenlet
    }

    pub(super) fn core(&self) -> &Obj<Core> {
        &self.core
    }

    pub(super) fn visit(&self, visit: &mut Visit<'_>) {
        visit(self.greenlet.value());
        visit(self.core.value());
    }

    /// Its hub resumes it with this value, when its turn comes.
    pub(super) fn resume(self, vm: &mut Vm, v: Value) {
        let core = self.core.clone();
        core.push(Entry::resume(self, v));
        Core::wake(vm, &core);
    }
}

/// What several greenlets count down: when it is at zero, the greenlet that waits goes on with the list of those that have ended.
pub(super) struct Latch {
    left: Cell<usize>,
    waiter: RefCell<Option<Waiter>>,
    core: Obj<Core>,
    done: Obj<List>,
}

impl Payload for Latch {
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some(w) = &*self.waiter.borrow() {
            w.visit(visit);
        }
        visit(self.core.value());
        visit(self.done.value());
    }
    fn clear(&self) {
        drop(self.waiter.take());
    }
}

/// The class of latches, which programs do not see.
pub(super) static LATCH: TypeSpec =
    TypeSpec { name: "Latch", module: "_gevent", layout: Latch::LAYOUT, flags: TypeFlags::NO_NEW, doc: "", defs: &[] };

impl Latch {
    /// Whether nobody waits for it any more.
    pub(super) fn is_stale(&self) -> bool {
        self.waiter.borrow().as_ref().is_none_or(|w| !w.waits())
    }

    /// The hub of the greenlet that waits.
    pub(super) fn core(&self) -> &Obj<Core> {
        &self.core
    }

    /// One more has ended.
    pub(super) fn count(vm: &mut Vm, core: &Obj<Core>, latch: &Obj<Latch>, source: Value) -> Option<Next> {
        if latch.is_stale() {
            return None;
        }
        latch.done.push(source);
        let left = latch.left.get().saturating_sub(1);
        latch.left.set(left);
        if left > 0 {
            return None;
        }
        let w = latch.waiter.take()?;
        let v: Value = latch.done.clone().into();
        if !w.core().is(core) {
            w.resume(vm, v);
            return None;
        }
        w.end();
        Some(Next::Switch { target: w.into_greenlet().into(), what: Sent::One(v) })
    }
}

static SLEEP: Def = tail("sleep(seconds=0, ref=True)", sleep, "");

/// `gevent.sleep()`
pub(super) fn sleep(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(core) = current(vm) else {
        return with_hub(
            vm,
            &SLEEP,
            &[a[0].given().cloned().unwrap_or(Value::small_int(0)), Value::bool(arg::flag(&a[1], true))],
        );
    };
    let seconds = a[0].given().cloned().unwrap_or(Value::small_int(0));
    if seconds.as_i64() == Some(0) {
        let w = begin(vm, &core)?;
        core.push(Entry::resume(w, Value::NONE));
        return make_way(vm, &core);
    }
    let time = arg::float(&seconds)?;
    let w = begin(vm, &core)?;
    if time <= 0.0 {
        core.push(Entry::resume(w, Value::NONE));
    } else {
        let due = due(vm, &seconds)?;
        core.add_timer(due, arg::flag(&a[1], true), Entry::resume(w, Value::NONE));
    }
    make_way(vm, &core)
}

static IDLE: Def = tail("idle(priority=0)", idle, "");

/// `gevent.idle()`
pub(super) fn idle(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(core) = current(vm) else { return with_hub(vm, &IDLE, a) };
    let w = begin(vm, &core)?;
    core.push_idle(Entry::resume(w, Value::NONE));
    make_way(vm, &core)
}

static JOIN_ALL: Def = tail("join_all(greenlets, timeout, count, /)", join_all, "");

/// Waits for a list of greenlets, as many of them as `count` says, and as long as `timeout` says. None if there is something else in
/// the list.
pub(super) fn join_all(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(core) = current(vm) else { return with_hub(vm, &JOIN_ALL, a) };
    let list = a[0].downcast::<List>().ok_or_else(|| type_error("join_all() takes a list"))?;
    let all = list.items();
    let mut done = Vec::with_capacity(all.len());
    for g in all.iter() {
        let Ok(job) = job(g) else { return Ok(Next::Value(Value::NONE)) };
        if job.is_over() {
            done.push(g.clone());
        }
    }
    let wanted = match arg::some(&a[2]) {
        Some(n) => usize::try_from(arg::c_long(n)?).unwrap_or(0).min(all.len()),
        None => all.len(),
    };
    if done.len() >= wanted {
        done.truncate(wanted);
        return Ok(Next::Value(List::from_vec(done).into()));
    }
    let end = arg::some(&a[1]).map(|s| due(vm, s)).transpose()?;
    let left = wanted - done.len();
    let w = begin(vm, &core)?;
    let done = List::from_vec(done);
    let waiter = RefCell::new(Some(w.clone()));
    let latch = vm.new_native(Latch { left: Cell::new(left), waiter, core: core.clone(), done: done.clone() })?;
    for g in all.iter() {
        let job = job(g)?;
        if !job.is_over() {
            job.links.add(Link::Latch(latch.clone()));
        }
    }
    drop(all);
    if let Some(end) = end {
        core.add_timer(end, true, Entry::resume(w, done.into()));
    }
    make_way(vm, &core)
}
