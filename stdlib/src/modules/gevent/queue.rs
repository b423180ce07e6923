//! Queues, first in first out or last in first out.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use pausa_vm::exc::type_error;
use pausa_vm::greenlet::Payload as Sent;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{List, TypeFlags};
use pausa_vm::{Exc, Obj, R, Value, Vm};

use super::core::{Core, Entry, begin, current, due, make_way, with_hub};
use super::known;
use super::wait::Waiter;
use crate::modules::arg;

/// A queue.
#[derive(Default)]
pub(super) struct Queue {
    items: RefCell<VecDeque<Value>>,
    /// How many items it holds at most.
    bound: Cell<Option<usize>>,
    lifo: Cell<bool>,
    /// Those who wait for an item, and whether they take it.
    getters: RefCell<VecDeque<(Waiter, bool)>>,
    putters: RefCell<VecDeque<(Waiter, Value)>>,
    /// Those who wait will be looked at.
    scheduled: Cell<bool>,
    /// Nothing more is put.
    shut: Cell<bool>,
    /// How many items were put for which nobody has said that they are done.
    unfinished: Cell<usize>,
}

impl Payload for Queue {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.items.borrow().iter().for_each(&mut *visit);
        for (w, _) in self.getters.borrow().iter() {
            w.visit(visit);
        }
        for (w, item) in self.putters.borrow().iter() {
            w.visit(visit);
            visit(item);
        }
    }
    fn clear(&self) {
        drop((self.items.take(), self.getters.take(), self.putters.take()));
    }
    fn length(&self) -> Option<usize> {
        Some(self.items.borrow().len())
    }
}

/// `_gevent.Queue`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Queue",
    module: "_gevent",
    layout: Queue::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "A queue at which greenlets wait.",
    defs: DEFS,
};

const GET: &str = "Remove and return an item from the queue, waiting until there is one, or for *timeout* seconds.";
const PUT: &str = "Put an item into the queue, waiting until there is room, or for *timeout* seconds.";

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    pure("_setup(self, maxsize, lifo, items, /)", setup, ""),
    tail("get(self, block=True, timeout=None)", |vm, a| get(vm, a, true), GET),
    tail("peek(self, block=True, timeout=None)", |vm, a| get(vm, a, false), "Return an item without removing it."),
    tail("put(self, item, block=True, timeout=None)", put, PUT),
    tail("get_nowait(self, /)", get_nowait, "Remove and return an item from the queue without blocking."),
    tail("peek_nowait(self, /)", peek_nowait, "Return an item from the queue without blocking."),
    tail("put_nowait(self, item, /)", put_nowait, "Put an item into the queue without blocking."),
    pure("qsize(self, /)", |_, a| Ok(this::<Queue>(a)?.len().into()), "Return the size of the queue."),
    pure("empty(self, /)", |_, a| Ok(Value::bool(this::<Queue>(a)?.len() == 0)), "Whether the queue is empty."),
    pure("full(self, /)", |_, a| Ok(Value::bool(this::<Queue>(a)?.is_full())), "Whether the queue is full."),
    pure("__len__(self, /)", |_, a| Ok(this::<Queue>(a)?.len().into()), "Return len(self)."),
    pure("__bool__(self, /)", |_, _| Ok(Value::TRUE), "A queue object is always true."),
    pure("_contents(self, /)", contents, ""),
    pure("_counts(self, /)", counts, "How many wait to get, and how many to put."),
    pure("_shut_down(self, immediate, /)", shut_down, ""),
    getter("unfinished_tasks(self, /)", |_, a| Ok(this::<Queue>(a)?.unfinished.get().into()), ""),
    pure("_task_done(self, /)", task_done, "One item is done: how many are not, or -1 if all were."),
    pure("_set_unfinished(self, n, /)", set_unfinished, ""),
    getter("is_shutdown(self, /)", |_, a| Ok(Value::bool(this::<Queue>(a)?.shut.get())), ""),
    getter("maxsize(self, /)", |_, a| Ok(this::<Queue>(a)?.bound.get().map_or(Value::NONE, Value::from)), ""),
    setter("maxsize(self, value, /)", set_bound),
];

fn new(_: &mut Vm, a: &[Value]) -> R {
    Ok(new_with_type(&class_arg(a)?, Queue::default()).into())
}

fn setup(_: &mut Vm, a: &[Value]) -> R {
    let q = this::<Queue>(a)?;
    q.bound.set(arg::some(&a[1]).and_then(Value::as_i64).and_then(|n| usize::try_from(n).ok()));
    q.lifo.set(a[2].is_true());
    let items = a[3].downcast::<List>().map(|l| l.items().iter().cloned().collect()).unwrap_or_default();
    drop(q.items.replace(items));
    q.unfinished.set(q.len());
    Ok(Value::NONE)
}

fn set_bound(vm: &mut Vm, a: &[Value]) -> R {
    let q = a[0].cast::<Queue>().ok_or_else(|| type_error("this is no queue"))?;
    let n = arg::some(&a[1]).map(arg::c_long).transpose()?;
    q.bound.set(n.and_then(|n| usize::try_from(n).ok()));
    Queue::schedule(vm, &q);
    Ok(Value::NONE)
}

fn contents(_: &mut Vm, a: &[Value]) -> R {
    let items = this::<Queue>(a)?.items.borrow().iter().cloned().collect();
    Ok(List::from_vec(items).into())
}

fn counts(_: &mut Vm, a: &[Value]) -> R {
    let q = this::<Queue>(a)?;
    let getters = q.getters.borrow().iter().filter(|(w, _)| w.waits()).count();
    let putters = q.putters.borrow().iter().filter(|(w, _)| w.waits()).count();
    Ok(List::from_vec(vec![getters.into(), putters.into()]).into())
}

fn task_done(_: &mut Vm, a: &[Value]) -> R {
    let unfinished = &this::<Queue>(a)?.unfinished;
    match unfinished.get().checked_sub(1) {
        Some(n) => {
            unfinished.set(n);
            Ok(n.into())
        }
        None => Ok(Value::small_int(-1)),
    }
}

fn set_unfinished(_: &mut Vm, a: &[Value]) -> R {
    this::<Queue>(a)?.unfinished.set(usize::try_from(arg::c_long(&a[1])?).unwrap_or(0));
    Ok(Value::NONE)
}

impl Queue {
    fn len(&self) -> usize {
        self.items.borrow().len()
    }

    fn is_full(&self) -> bool {
        self.bound.get().is_some_and(|n| self.len() >= n)
    }

    fn add(&self, item: Value) {
        self.items.borrow_mut().push_back(item);
        self.unfinished.set(self.unfinished.get() + 1);
    }

    fn take(&self) -> Option<Value> {
        let mut items = self.items.borrow_mut();
        if self.lifo.get() { items.pop_back() } else { items.pop_front() }
    }

    fn first(&self) -> Option<Value> {
        let items = self.items.borrow();
        if self.lifo.get() { items.back().cloned() } else { items.front().cloned() }
    }

    /// Those who wait are looked at soon, by a hub of theirs.
    fn schedule(vm: &mut Vm, q: &Obj<Queue>) {
        if q.scheduled.get() {
            return;
        }
        let waiter = q
            .getters
            .borrow()
            .front()
            .map(|(w, _)| w.clone())
            .or_else(|| q.putters.borrow().front().map(|(w, _)| w.clone()));
        let Some(waiter) = waiter else { return };
        q.scheduled.set(true);
        let core = waiter.core();
        core.push(Entry::Unlock(q.clone()));
        Core::wake(vm, core);
    }

    /// Serves the first of those who wait that can be served; None if there is nobody.
    pub(super) fn unlock(vm: &mut Vm, core: &Obj<Core>, q: Obj<Queue>) -> Option<Next> {
        loop {
            if !q.is_full() {
                let putter = q.putters.borrow_mut().pop_front();
                if let Some((w, item)) = putter {
                    if !w.waits() {
                        continue;
                    }
                    q.add(item);
                    return serve(vm, core, q, w, Value::NONE);
                }
            }
            if q.len() == 0 {
                break;
            }
            let getter = q.getters.borrow_mut().pop_front();
            let Some((w, takes)) = getter else { break };
            if !w.waits() {
                continue;
            }
            let v = if takes { q.take() } else { q.first() }.unwrap_or(Value::NONE);
            return serve(vm, core, q, w, v);
        }
        q.scheduled.set(false);
        None
    }
}

/// A greenlet goes on now, and the queue is looked at again afterwards.
fn serve(vm: &mut Vm, core: &Obj<Core>, q: Obj<Queue>, w: Waiter, v: Value) -> Option<Next> {
    if !w.core().is(core) {
        w.resume(vm, v);
        core.push_first(std::iter::once(Entry::Unlock(q)));
        return None;
    }
    core.push_first(std::iter::once(Entry::Unlock(q)));
    w.end();
    Some(Next::Switch { target: w.into_greenlet().into(), what: Sent::One(v) })
}

fn raised(vm: &mut Vm, name: &str) -> Exc {
    match known(vm, name).map(|v| v.cast()) {
        Ok(Some(class)) => Exc::of_class(&class, Vec::new()),
        Ok(None) => type_error(format!("{name} is no class")),
        Err(e) => e,
    }
}

static GET_AGAIN: Def = tail("get(self, block=True, timeout=None)", |vm, a| get(vm, a, true), "");
static PEEK_AGAIN: Def = tail("peek(self, block=True, timeout=None)", |vm, a| get(vm, a, false), "");
static PUT_AGAIN: Def = tail("put(self, item, block=True, timeout=None)", put, "");

fn get(vm: &mut Vm, a: &[Value], take: bool) -> R<Next> {
    let q = a[0].cast::<Queue>().ok_or_else(|| type_error("this is no queue"))?;
    let item = if take { q.take() } else { q.first() };
    if let Some(v) = item {
        if take && !q.putters.borrow().is_empty() {
            Queue::schedule(vm, &q);
        }
        return Ok(Next::Value(v));
    }
    if q.shut.get() {
        return Err(raised(vm, "ShutDown"));
    }
    if !arg::flag(&a[1], true) {
        return Err(raised(vm, "Empty"));
    }
    let again = if take { &GET_AGAIN } else { &PEEK_AGAIN };
    let Some(core) = current(vm) else { return with_hub(vm, again, a) };
    let end = arg::some(&a[2]).map(|s| due(vm, s)).transpose()?;
    let w = begin(vm, &core)?;
    {
        let mut getters = q.getters.borrow_mut();
        while getters.front().is_some_and(|(w, _)| !w.waits()) {
            getters.pop_front();
        }
        getters.push_back((w.clone(), take));
    }
    if !q.putters.borrow().is_empty() {
        Queue::schedule(vm, &q);
    }
    if let Some(end) = end {
        let e = raised(vm, "Empty");
        core.add_timer(end, true, Entry::raise(w, e));
    }
    make_way(vm, &core)
}

fn put(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let q = a[0].cast::<Queue>().ok_or_else(|| type_error("this is no queue"))?;
    if q.shut.get() {
        return Err(raised(vm, "ShutDown"));
    }
    if !q.is_full() {
        q.add(a[1].clone());
        if !q.getters.borrow().is_empty() {
            Queue::schedule(vm, &q);
        }
        return Ok(Next::Value(Value::NONE));
    }
    if !arg::flag(&a[2], true) {
        return Err(raised(vm, "Full"));
    }
    let Some(core) = current(vm) else { return with_hub(vm, &PUT_AGAIN, a) };
    let end = arg::some(&a[3]).map(|s| due(vm, s)).transpose()?;
    let w = begin(vm, &core)?;
    {
        let mut putters = q.putters.borrow_mut();
        while putters.front().is_some_and(|(w, _)| !w.waits()) {
            putters.pop_front();
        }
        putters.push_back((w.clone(), a[1].clone()));
    }
    if !q.getters.borrow().is_empty() {
        Queue::schedule(vm, &q);
    }
    if let Some(end) = end {
        let e = raised(vm, "Full");
        core.add_timer(end, true, Entry::raise(w, e));
    }
    make_way(vm, &core)
}

fn get_nowait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    get(vm, &[a[0].clone(), Value::FALSE, Value::NONE], true)
}

fn peek_nowait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    get(vm, &[a[0].clone(), Value::FALSE, Value::NONE], false)
}

fn put_nowait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    put(vm, &[a[0].clone(), a[1].clone(), Value::FALSE, Value::NONE])
}

/// Nothing more is put: who waits gets ShutDown, and what is there goes if `immediate` says so.
fn shut_down(vm: &mut Vm, a: &[Value]) -> R {
    let q = this::<Queue>(a)?;
    q.shut.set(true);
    if a[1].is_true() {
        drop(q.items.take());
    }
    let mut all: Vec<Waiter> = q.putters.take().into_iter().map(|(w, _)| w).collect();
    if q.len() == 0 {
        all.extend(q.getters.take().into_iter().map(|(w, _)| w));
    }
    for w in all.into_iter().filter(Waiter::waits) {
        let e = raised(vm, "ShutDown");
        let core = w.core().clone();
        core.push(Entry::raise(w, e));
        Core::wake(vm, &core);
    }
    Ok(Value::NONE)
}
