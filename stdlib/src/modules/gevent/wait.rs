//! How greenlets wait, and who wakes them.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::type_error;
use pausa_vm::greenlet::{Greenlet, Payload as Sent};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, tail};
use pausa_vm::object::{List, TypeFlags};
use pausa_vm::{Obj, R, Value, Vm};

use super::core::{Core, Entry, begin, current, due, make_way, with_hub};
use super::event::{Link, Links};
use crate::modules::arg;

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
        self.greenlet.waits.get() == self.number
    }

    /// The wait is over.
    #[inline]
    pub(super) fn end(&self) {
        self.greenlet.waits.set(self.number.wrapping_add(1));
    }

    pub(super) fn greenlet(&self) -> &Value {
        self.greenlet.value()
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
        core.push(Entry::Resume(self, v));
        Core::wake(vm, &core);
    }
}

/// What several greenlets count down: when it is at zero, the greenlet that waits goes on with the list of those that have ended.
pub(super) struct Latch {
    left: Cell<usize>,
    waiter: RefCell<Option<Waiter>>,
    done: Obj<List>,
}

impl Payload for Latch {
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some(w) = &*self.waiter.borrow() {
            w.visit(visit);
        }
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
        core.push(Entry::Resume(w, Value::NONE));
        return make_way(vm, &core);
    }
    let time = arg::float(&seconds)?;
    let w = begin(vm, &core)?;
    if time <= 0.0 {
        core.push(Entry::Resume(w, Value::NONE));
    } else {
        let due = due(vm, &seconds)?;
        core.add_timer(due, arg::flag(&a[1], true), Entry::Resume(w, Value::NONE));
    }
    make_way(vm, &core)
}

static IDLE: Def = tail("idle(priority=0)", idle, "");

/// `gevent.idle()`
pub(super) fn idle(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(core) = current(vm) else { return with_hub(vm, &IDLE, a) };
    let w = begin(vm, &core)?;
    core.push_idle(Entry::Resume(w, Value::NONE));
    make_way(vm, &core)
}

static JOIN_ALL: Def = tail("join_all(greenlets, timeout, count, /)", join_all, "");

/// Waits for a list of greenlets, as many of them as `count` says, and as long as `timeout` says.
pub(super) fn join_all(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(core) = current(vm) else { return with_hub(vm, &JOIN_ALL, a) };
    let list = a[0].downcast::<List>().ok_or_else(|| type_error("join_all() takes a list"))?;
    let all: Vec<Value> = list.items().clone();
    let mut done = Vec::new();
    let mut pending = Vec::new();
    for g in all {
        let over = super::greenlet::job(&g)?.is_over();
        if over { done.push(g) } else { pending.push(g) }
    }
    let wanted = match arg::some(&a[2]) {
        Some(n) => usize::try_from(arg::c_long(n)?).unwrap_or(0).min(done.len() + pending.len()),
        None => done.len() + pending.len(),
    };
    if done.len() >= wanted {
        done.truncate(wanted);
        return Ok(Next::Value(List::from_vec(done).into()));
    }
    let left = wanted - done.len();
    let w = begin(vm, &core)?;
    let done = List::from_vec(done);
    let latch = Latch { left: Cell::new(left), waiter: RefCell::new(Some(w.clone())), done: done.clone() };
    let latch = vm.new_native(latch)?;
    for g in &pending {
        Links::of(g)?.add(Link::Latch(latch.clone(), core.clone()));
    }
    if let Some(seconds) = arg::some(&a[1]) {
        let due = due(vm, seconds)?;
        core.add_timer(due, true, Entry::Resume(w, done.into()));
    }
    make_way(vm, &core)
}
