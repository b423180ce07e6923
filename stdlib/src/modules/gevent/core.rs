//! The core of a hub: what is ready, what waits for its time, and the step that runs the next.
//!
//! The hub is a greenlet that calls [`step`] again and again. A step takes what is ready in order and ends in running it: in switching
//! to a greenlet, or in a call. A greenlet that begins to wait looks itself whether another one is the next to run and switches there;
//! the hub, suspended in its step, need not be asked.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use pausa_vm::aio::{EventLoop, Slot};
use pausa_vm::exc::type_error;
use pausa_vm::greenlet::{Greenlet, Payload as Sent, State};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Args, Def, Next, TypeSpec, getter, pure, tail, this};
use pausa_vm::object::{Dict, List, Tuple, TypeFlags};
use pausa_vm::thread::{Events, Park, Port, ThreadId};
use pausa_vm::{Exc, Obj, R, Value, Vm};

use super::event::{Links, Told};
use super::queue::Queue;
use super::wait::{Latch, Waiter, end_wait, waits};
use super::watch::Watches;
use super::{greenlet, known};
use crate::modules::{arg, system};

/// How many things run before the world is looked at.
const BURST: u32 = 1000;

/// A call that waits for its turn or its time.
#[derive(Default)]
pub(super) struct Callback {
    /// What is called; empty once it was, or was stopped.
    pub(super) function: Slot,
    pub(super) args: Slot,
    /// It is called again and again.
    pub(super) stays: Cell<bool>,
}

impl Payload for Callback {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.function.with(&mut *visit);
        self.args.with(visit);
    }
    fn clear(&self) {
        self.stop();
    }
}

impl Callback {
    fn stop(&self) {
        drop((self.function.take(), self.args.take()));
    }
    pub(super) fn is_pending(&self) -> bool {
        self.function.is_set()
    }
}

/// `_gevent.callback`
pub(super) static CALLBACK: TypeSpec = TypeSpec {
    name: "callback",
    module: "gevent._gevent_c_callback",
    layout: Callback::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::WEAKREF,
    doc: "A call that waits for its turn.",
    defs: {
        static DEFS: &[Def] = &[
            pure(
                "stop(self, /)",
                |_, a| {
                    this::<Callback>(a)?.stop();
                    Ok(Value::NONE)
                },
                "Take the call back.",
            ),
            pure(
                "close(self, /)",
                |_, a| {
                    this::<Callback>(a)?.stop();
                    Ok(Value::NONE)
                },
                "Take the call back.",
            ),
            pure("__bool__(self, /)", |_, a| Ok(Value::bool(this::<Callback>(a)?.is_pending())), ""),
            tail("__repr__(self, /)", |vm, a| Ok(Next::call(known(vm, "callback_repr")?, [a[0].clone()])), ""),
            getter("pending(self, /)", |_, a| Ok(Value::bool(this::<Callback>(a)?.is_pending())), ""),
            getter("callback(self, /)", |_, a| Ok(given(this::<Callback>(a)?.function.get())), ""),
            getter("args(self, /)", |_, a| Ok(given(this::<Callback>(a)?.args.get())), ""),
        ];
        DEFS
    },
};

/// The value, or None in place of none.
pub(super) fn given(v: Value) -> Value {
    if v.is_unbound() { Value::NONE } else { v }
}

/// What a hub can run.
pub(super) enum Entry {
    /// A greenlet whose wait is over, which of its waits that is, and what the wait returns.
    Resume(Obj<Greenlet>, u32, Value),
    /// A greenlet whose wait ends in an exception.
    Raise(Obj<Greenlet>, u32, Exc),
    /// A greenlet that has not begun.
    Start(Obj<Greenlet>),
    /// A call.
    Call(Obj<Callback>),
    /// All who wait for something are to hear of it.
    Notify(Value),
    /// One who waits for something hears of it.
    Tell(Value, Value),
    /// A greenlet has ended with an error.
    Failed(Value, Value),
    /// A queue has something for those who wait at it.
    Unlock(Obj<Queue>),
}

impl Entry {
    /// Who waits goes on with this value.
    pub(super) fn resume(w: Waiter, v: Value) -> Entry {
        let (g, number, _) = w.into_parts();
        Entry::Resume(g, number, v)
    }

    /// Who waits goes on with this exception.
    pub(super) fn raise(w: Waiter, e: Exc) -> Entry {
        let (g, number, _) = w.into_parts();
        Entry::Raise(g, number, e)
    }

    fn visit(&self, visit: &mut Visit<'_>) {
        match self {
            Entry::Resume(g, _, v) => {
                visit(g.value());
                visit(v);
            }
            Entry::Raise(g, _, e) => {
                visit(g.value());
                visit(e.object().value());
            }
            Entry::Start(g) => visit(g.value()),
            Entry::Call(c) => visit(c.value()),
            Entry::Notify(v) => visit(v),
            Entry::Tell(a, b) | Entry::Failed(a, b) => {
                visit(a);
                visit(b);
            }
            Entry::Unlock(q) => visit(q.value()),
        }
    }

    /// Nothing is to be done any more.
    pub(super) fn is_stale(&self) -> bool {
        match self {
            Entry::Resume(g, number, _) | Entry::Raise(g, number, _) => !waits(g, *number),
            Entry::Call(c) => !c.is_pending(),
            Entry::Start(g) => g.state.get() != State::Fresh,
            _ => false,
        }
    }
}

/// What waits for its time.
struct Timer {
    due: i64,
    number: u64,
    /// Whether the hub goes on for its sake.
    counts: bool,
    entry: Entry,
}

impl PartialEq for Timer {
    fn eq(&self, other: &Timer) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Timer {}
impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Timer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Timer {
    /// The first to be due is the greatest; of one time, the one set first.
    fn cmp(&self, other: &Timer) -> Ordering {
        other.due.cmp(&self.due).then(other.number.cmp(&self.number))
    }
}

/// An event loop that waits in one of the greenlets.
struct Guest {
    event_loop: Value,
    port: Option<Port>,
    until: Option<i64>,
    waiter: Waiter,
}

impl Guest {
    /// Whether there is something to do for it.
    fn is_ready(&self, vm: &mut Vm, asks: bool) -> R<bool> {
        let has_ready = self.event_loop.downcast::<EventLoop>().is_some_and(|l| l.ready_len() > 0);
        if has_ready || self.until.is_some_and(|end| end <= now(vm)) {
            return Ok(true);
        }
        let Some(port) = self.port else { return Ok(false) };
        Ok(system::kernel(vm)?.has_events(port, asks))
    }
}

/// The core of a hub.
pub(super) struct Core {
    /// The hub's greenlet.
    pub(super) greenlet: Slot,
    ready: RefCell<VecDeque<Entry>>,
    idle: RefCell<VecDeque<Entry>>,
    timers: RefCell<BinaryHeap<Timer>>,
    count: Cell<u64>,
    /// With so many timers it is worth to look for those that are stale.
    many: Cell<usize>,
    /// Timers for whose sake the hub does not go on.
    uncounted: Cell<usize>,
    /// How much has run since the world was looked at.
    burst: Cell<u32>,
    /// The hub waits in its step for what that has switched to, and for nothing else.
    stepping: Cell<bool>,
    /// What else may bring news.
    refs: Cell<i64>,
    pub(super) port: Cell<Option<Port>>,
    pub(super) watches: Watches,
    guests: RefCell<Vec<Guest>>,
    thread: Cell<ThreadId>,
    /// What the step calls, for whoever tells of an error in it; empty when it calls nothing.
    calls: Slot,
    /// Is told of greenlets that end with an error.
    on_error: Slot,
    /// The class whose instances need no looking at before they begin.
    pub(super) plain: Slot,
    /// A weak reference to the greenlet that spawned last: it will spawn others.
    pub(super) spawner: Slot,
}

impl Payload for Core {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.greenlet.with(&mut *visit);
        self.on_error.with(&mut *visit);
        self.calls.with(&mut *visit);
        self.plain.with(&mut *visit);
        self.spawner.with(&mut *visit);
        for guest in self.guests.borrow().iter() {
            visit(&guest.event_loop);
            guest.waiter.visit(visit);
        }
        for e in self.ready.borrow().iter().chain(self.idle.borrow().iter()) {
            e.visit(visit);
        }
        for t in self.timers.borrow().iter() {
            t.entry.visit(visit);
        }
        self.watches.visit(visit);
    }
    fn clear(&self) {
        drop((self.ready.take(), self.idle.take(), self.timers.take()));
        self.watches.forget();
        drop(self.guests.take());
        drop((self.greenlet.take(), self.on_error.take(), self.calls.take(), self.spawner.take()));
    }
}

/// `_gevent.Core`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Core",
    module: "_gevent",
    layout: Core::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::WEAKREF,
    doc: "What a hub runs.",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("make(greenlet, on_error, /)", make, "The core of the hub that is this greenlet.").static_method(),
    tail("step(self, /)", step, "Run the next that is ready; False if there is nothing to wait for."),
    tail("switch(self, /)", switch_to, "Let others run until the current greenlet is switched to."),
    pure("run_callback(self, function, /, *args)", run_callback, "Call this in the hub as soon as possible."),
    pure("run_callback_first(self, function, /, *args)", run_callback_first, "Call this in the hub before all else."),
    pure("run_callback_threadsafe(self, function, /, *args)", run_callback_threadsafe, "The same from another thread."),
    pure("call_later(self, seconds, function, args, ref, /)", call_later, "Call this in the hub in so many seconds."),
    pure("call_idle(self, function, args, /)", call_idle, "Call this in the hub when nothing else is ready."),
    pure("start_greenlet_later(self, g, seconds, /)", start_later, "Start a greenlet in so many seconds."),
    pure(
        "watch(self, fd, reading, writing, function, args, /)",
        super::watch::add,
        "Call this while a descriptor is ready.",
    ),
    pure("rewatch(self, /)", super::watch::renew, "Watch all descriptors again: this is the child of a fork."),
    pure("unwatch(self, callback, /)", super::watch::remove, "Do so no more."),
    pure(
        "cancel_waits(self, fd, exception, /)",
        super::watch::cancel,
        "Throw this into all that wait for a descriptor.",
    ),
    pure(
        "failed(self, /)",
        |_, a| Ok(given(this::<Core>(a)?.calls.take())),
        "What was called that has raised an exception, or None.",
    ),
    pure("now(self, /)", |vm, _| Ok((now(vm) as f64 / 1e9).into()), "The loop's time."),
    pure("ref(self, /)", |_, a| count_refs(a, 1), "Something more may bring news."),
    pure("unref(self, /)", |_, a| count_refs(a, -1), "Something less may bring news."),
    pure("contents(self, /)", contents, "How many are ready, wait for their time, and for descriptors."),
    getter("thread(self, /)", |_, a| Ok(super::super::thread::ident(this::<Core>(a)?.thread.get()).into()), ""),
    getter("hub(self, /)", |_, a| Ok(given(this::<Core>(a)?.greenlet.get())), ""),
];

fn make(vm: &mut Vm, a: &[Value]) -> R {
    let core = Core {
        greenlet: Slot::new(a[0].clone()),
        ready: RefCell::default(),
        idle: RefCell::default(),
        timers: RefCell::default(),
        count: Cell::new(0),
        many: Cell::new(64),
        uncounted: Cell::new(0),
        burst: Cell::new(0),
        stepping: Cell::new(false),
        refs: Cell::new(0),
        port: Cell::new(None),
        watches: Watches::default(),
        guests: RefCell::default(),
        thread: Cell::new(vm.thread()),
        calls: Slot::default(),
        on_error: Slot::new(a[1].clone()),
        plain: Slot::new(known(vm, "plain")?),
        spawner: Slot::default(),
    };
    let core: Value = vm.new_native(core)?.into();
    let _ = this::<Greenlet>(a)?.job.set(Box::new(greenlet::HubJob(Slot::new(core.clone()))));
    Ok(core)
}

/// `set_plain(class)`: greenlets of this class, or of none, are spawned without calls of Python; in all threads.
pub(super) fn set_plain(vm: &mut Vm, a: &[Value]) -> R {
    for thread in vm.thread_ids() {
        if let Some(core) = vm.hub_of_thread(thread).downcast::<Core>() {
            core.plain.set(a[0].clone());
        }
    }
    let names = Dict::new();
    names.insert_str("plain", a[0].clone());
    super::setup(vm, &[names.into()])
}

/// The time of timers.
pub(super) fn now(vm: &Vm) -> i64 {
    vm.scheduler.as_ref().map_or(0, |s| s.now())
}

/// When so many seconds will have gone by.
pub(super) fn due(vm: &Vm, seconds: &Value) -> R<i64> {
    let seconds = arg::float(seconds)?;
    Ok(now(vm).saturating_add((seconds.max(0.0) * 1e9).min(9e18) as i64))
}

impl Core {
    /// This is ready.
    #[inline]
    pub(super) fn push(&self, e: Entry) {
        match &e {
            Entry::Start(g) | Entry::Resume(g, ..) | Entry::Raise(g, ..) => {
                pausa_vm::timeline::ready(g.value(), &Value::NONE);
            }
            _ => {}
        }
        self.ready.borrow_mut().push_back(e);
    }

    /// These are ready, and come before all others.
    pub(super) fn push_first(&self, all: impl DoubleEndedIterator<Item = Entry>) {
        let mut ready = self.ready.borrow_mut();
        for e in all.rev() {
            ready.push_front(e);
        }
    }

    /// This is ready when nothing else is.
    pub(super) fn push_idle(&self, e: Entry) {
        self.idle.borrow_mut().push_back(e);
    }

    /// This waits for its time.
    pub(super) fn add_timer(&self, due: i64, counts: bool, entry: Entry) {
        let number = self.count.get();
        self.count.set(number + 1);
        let mut timers = self.timers.borrow_mut();
        let mut gone = Vec::new();
        if timers.len() >= self.many.get() {
            let (stale, alive): (Vec<_>, Vec<_>) =
                std::mem::take(&mut *timers).into_iter().partition(|t| t.entry.is_stale());
            self.many.set((alive.len() * 2).max(64));
            *timers = alive.into();
            self.uncounted.set(timers.iter().filter(|t| !t.counts).count());
            gone = stale;
        }
        if !counts {
            self.uncounted.set(self.uncounted.get() + 1);
        }
        timers.push(Timer { due, number, counts, entry });
        drop(timers);
        drop(gone);
    }

    /// Takes the first timer if it is due at `now`, or stale.
    fn take_timer(&self, now: i64) -> Option<Timer> {
        let mut timers = self.timers.borrow_mut();
        let first = timers.peek()?;
        if first.due > now && !first.entry.is_stale() {
            return None;
        }
        let t = timers.pop()?;
        if !t.counts {
            self.uncounted.set(self.uncounted.get() - 1);
        }
        Some(t)
    }

    /// Whether the hub may run another greenlet without being asked.
    fn is_stepping(&self) -> bool {
        self.stepping.get() && self.burst.get() < BURST
    }

    /// Wakes the thread of the hub, if it waits.
    pub(super) fn wake(vm: &mut Vm, core: &Obj<Core>) {
        if core.thread.get() != vm.thread() {
            vm.wake(core.thread.get(), core.value());
        }
    }

    fn is_hub(&self, g: &Value) -> bool {
        self.greenlet.with(|hub| hub.is(g))
    }
}

/// The core of the current thread's hub, which is made if there is none; then the function is to be called again.
pub(super) fn current(vm: &Vm) -> Option<Obj<Core>> {
    vm.hub.cast::<Core>()
}

/// Calls a function of this module again once the current thread has a hub.
pub(super) fn with_hub(vm: &mut Vm, function: &'static Def, args: &[Value]) -> R<Next> {
    let retry = known(vm, "make_hub_and_call")?;
    let function = pausa_vm::builtins::module_function(function, "_gevent");
    Ok(Next::call(retry, [function].into_iter().chain(args.iter().map(|v| given(v.clone())))))
}

/// A wait begins in the current greenlet.
pub(super) fn begin(vm: &mut Vm, core: &Obj<Core>) -> R<Waiter> {
    let g = vm.current_greenlet().cast::<Greenlet>().ok_or_else(|| type_error("there is no current greenlet"))?;
    if core.is_hub(g.value()) {
        let class = known(vm, "BlockingSwitchOutError")?;
        let class = class.cast().ok_or_else(|| type_error("BlockingSwitchOutError is no class"))?;
        return Err(Exc::of_class(
            &class,
            vec!["Impossible to call blocking function in the event loop callback".into()],
        ));
    }
    Ok(Waiter::new(g, core.clone()))
}

/// What a wait returns that something has ended: `join()` returns nothing, and all else says True.
pub(super) fn told_by(source: &Value) -> Value {
    if source.is_a::<Greenlet>() { Value::NONE } else { Value::TRUE }
}

/// What the hub would run next, if it is suspended in its step and that is a greenlet. `frame`: only one that has frames to run, so that
/// however many end at once no native call is within another.
pub(super) fn next_greenlet(vm: &mut Vm, core: &Obj<Core>, frame: bool) -> R<Option<Next>> {
    while core.is_stepping() && vm.hub.is(core.value()) {
        let entry = {
            let mut ready = core.ready.borrow_mut();
            match ready.front() {
                Some(Entry::Call(_) | Entry::Failed(..)) | None => break,
                Some(Entry::Tell(link, _)) if !link.is_a::<Latch>() => break,
                Some(Entry::Start(g)) if frame && !greenlet::begins_with_frame(core, g) => break,
                Some(_) => ready.pop_front(),
            }
        };
        let Some(entry) = entry else { break };
        core.burst.set(core.burst.get() + 1);
        if let Some(next) = run(vm, core, entry)? {
            return Ok(Some(next));
        }
    }
    Ok(None)
}

/// The current greenlet, whose wait has begun, makes way. It runs itself what the hub would run next, unless that is a call.
pub(super) fn make_way(vm: &mut Vm, core: &Obj<Core>) -> R<Next> {
    let next = match next_greenlet(vm, core, false)? {
        // A greenlet that is switched to by itself gets the value as it is.
        Some(Next::Switch { target, what: Sent::One(v) }) if target.is(vm.current_greenlet()) => {
            return Ok(Next::Value(v));
        }
        Some(next) => next,
        None => Next::Switch { target: core.greenlet.get(), what: Sent::Values(Vec::new(), None) },
    };
    if !matches!(&next, Next::Switch { target, .. } if target.is(vm.current_greenlet())) {
        vm.set_loop_aside();
    }
    Ok(next)
}

/// `switch()` of a hub: raw switches back end this.
fn switch_to(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let core = a[0].cast::<Core>().ok_or_else(|| type_error("this is no hub"))?;
    begin(vm, &core)?;
    make_way(vm, &core)
}

static STEP: Def = tail("step(core, /)", step, "");

fn step(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let core = a[0].cast::<Core>().ok_or_else(|| type_error("this is no hub"))?;
    core.stepping.set(false);
    drop(core.calls.take());
    loop {
        if system::is_signalled(vm) {
            return Ok(Next::Value(Value::NONE));
        }
        if core.burst.get() >= BURST || core.ready.borrow().is_empty() {
            core.burst.set(0);
            look(vm, &core)?;
        }
        let next = core.ready.borrow_mut().pop_front();
        let Some(entry) = next else {
            if let Some(e) = core.idle.borrow_mut().pop_front() {
                core.push(e);
                continue;
            }
            return Ok(wait(&core));
        };
        core.burst.set(core.burst.get() + 1);
        if let Some(next) = run(vm, &core, entry)? {
            core.stepping.set(matches!(next, Next::Switch { .. }));
            return Ok(next);
        }
    }
}

/// Runs an entry; None if there was nothing to do.
fn run(vm: &mut Vm, core: &Obj<Core>, entry: Entry) -> R<Option<Next>> {
    if entry.is_stale() {
        return Ok(None);
    }
    match entry {
        Entry::Resume(g, number, v) => {
            end_wait(&g, number);
            Ok(Some(Next::Switch { target: g.into(), what: Sent::One(v) }))
        }
        Entry::Raise(g, number, e) => {
            end_wait(&g, number);
            Ok(Some(Next::Switch { target: g.into(), what: Sent::Throw(e) }))
        }
        Entry::Start(g) => Ok(Some(greenlet::begin(vm, core, g))),
        Entry::Call(c) => {
            let (function, args) =
                if c.stays.get() { (c.function.get(), c.args.get()) } else { (c.function.take(), c.args.get()) };
            core.calls.set(c.into());
            let args = args.downcast::<Tuple>().map(|t| t.items().iter().cloned().collect()).unwrap_or_default();
            Ok(Some(Next::Call { callee: function, args, kwargs: None }))
        }
        Entry::Notify(source) => {
            let told = Links::of(&source)?.take_for(core);
            Ok(match told {
                Told::Nobody => None,
                Told::Greenlet(g) => {
                    end_wait(&g, g.waits.get());
                    Some(Next::Switch { target: g.into(), what: Sent::One(told_by(&source)) })
                }
                Told::Latch(latch) => Latch::count(vm, core, &latch, source),
                Told::All(links) => {
                    Links::tell(vm, core, &source, links, true);
                    None
                }
            })
        }
        Entry::Tell(link, source) => match link.cast::<Latch>() {
            Some(latch) => Ok(Latch::count(vm, core, &latch, source)),
            None => {
                core.calls.set(Tuple::from_array([link.clone(), source.clone()]).into());
                Ok(Some(Next::call(link, [source])))
            }
        },
        Entry::Failed(g, e) => Ok(Some(Next::call(core.on_error.get(), [g, e]))),
        Entry::Unlock(q) => Ok(Queue::unlock(vm, core, q)),
    }
}

/// Makes ready whatever is due, and what the kernel's events concern; before what is ready already.
fn look(vm: &mut Vm, core: &Obj<Core>) -> R<()> {
    let now = now(vm);
    let mut due = Vec::new();
    while let Some(t) = core.take_timer(now) {
        if !t.entry.is_stale() {
            due.push(t.entry);
        }
    }
    if core.port.get().is_some() {
        let asks = !due.is_empty() || !core.ready.borrow().is_empty() || !core.idle.borrow().is_empty();
        super::watch::look(vm, core, asks, &mut due)?;
    }
    if !core.guests.borrow().is_empty() {
        let asks = !due.is_empty() || !core.ready.borrow().is_empty();
        look_at_guests(vm, core, asks, &mut due)?;
    }
    core.push_first(due.into_iter());
    Ok(())
}

/// An event loop in the current greenlet has nothing to do: the others run until it has. None: there is no hub, or it is the hub's own.
pub(super) fn loop_waits(vm: &mut Vm, event_loop: &Value, port: Option<Port>, until: Option<i64>) -> R<Option<Next>> {
    let Some(core) = current(vm).filter(|core| !core.is_hub(vm.current_greenlet())) else { return Ok(None) };
    let waiter = begin(vm, &core)?;
    if until.is_some_and(|end| end <= now(vm)) {
        core.push(Entry::resume(waiter, Value::TRUE));
    } else {
        core.guests.borrow_mut().push(Guest { event_loop: event_loop.clone(), port, until, waiter });
    }
    make_way(vm, &core).map(Some)
}

/// Makes the event loops ready that wait in greenlets and for which there is something to do.
fn look_at_guests(vm: &mut Vm, core: &Core, asks: bool, ready: &mut Vec<Entry>) -> R<()> {
    for guest in core.guests.take() {
        if !guest.waiter.waits() {
            continue;
        }
        if guest.is_ready(vm, asks)? {
            ready.push(Entry::resume(guest.waiter, Value::TRUE));
        } else {
            core.guests.borrow_mut().push(guest);
        }
    }
    Ok(())
}

/// Nothing is ready: the thread waits for what may come, if anything may.
fn wait(core: &Obj<Core>) -> Next {
    let timers = core.timers.borrow();
    let counted = timers.len() > core.uncounted.get();
    let mut until = timers.peek().map(|t| t.due);
    drop(timers);
    let guests = core.guests.borrow();
    for guest in guests.iter() {
        until = [until, guest.until].into_iter().flatten().min();
    }
    let has_guest = !guests.is_empty();
    let events = Events::of_ports(guests.iter().filter_map(|guest| guest.port).chain(core.port.get()));
    drop(guests);
    if !counted && !has_guest && core.refs.get() <= 0 && !core.watches.are_any() {
        // Nothing that is called returns this, so the hub knows.
        return Next::Value(core.value().clone());
    }
    let args = Args::from_iter([core.value().clone()]);
    Next::Park(Box::new(Park { what: core.value().clone(), events, until, again: &STEP, args }))
}

/// A call as a callback object.
pub(super) fn callback(vm: &Vm, function: &Value, args: &Value) -> R<Obj<Callback>> {
    vm.new_native(Callback {
        function: Slot::new(function.clone()),
        args: Slot::new(args.clone()),
        stays: Cell::new(false),
    })
}

fn run_callback(vm: &mut Vm, a: &[Value]) -> R {
    let c = callback(vm, &a[1], &a[2])?;
    this::<Core>(a)?.push(Entry::Call(c.clone()));
    Ok(c.into())
}

fn run_callback_first(vm: &mut Vm, a: &[Value]) -> R {
    let c = callback(vm, &a[1], &a[2])?;
    this::<Core>(a)?.push_first(std::iter::once(Entry::Call(c.clone())));
    Ok(c.into())
}

fn run_callback_threadsafe(vm: &mut Vm, a: &[Value]) -> R {
    let c = run_callback(vm, a)?;
    if let Some(core) = a[0].cast::<Core>() {
        Core::wake(vm, &core);
    }
    Ok(c)
}

fn call_later(vm: &mut Vm, a: &[Value]) -> R {
    let core = this::<Core>(a)?;
    let due = due(vm, &a[1])?;
    let c = callback(vm, &a[2], &a[3])?;
    core.add_timer(due, a[4].is_true(), Entry::Call(c.clone()));
    Ok(c.into())
}

fn call_idle(vm: &mut Vm, a: &[Value]) -> R {
    let c = callback(vm, &a[1], &a[2])?;
    this::<Core>(a)?.push_idle(Entry::Call(c.clone()));
    Ok(c.into())
}

fn start_later(vm: &mut Vm, a: &[Value]) -> R {
    let core = this::<Core>(a)?;
    let g = a[1].cast::<Greenlet>().ok_or_else(|| type_error("this is no greenlet"))?;
    let due = due(vm, &a[2])?;
    if greenlet::schedule(&g) {
        core.add_timer(due, true, Entry::Start(g));
    }
    Ok(Value::NONE)
}

fn count_refs(a: &[Value], more: i64) -> R {
    let refs = &this::<Core>(a)?.refs;
    refs.set(refs.get() + more);
    Ok(Value::NONE)
}

fn contents(_: &mut Vm, a: &[Value]) -> R {
    let core = this::<Core>(a)?;
    let timers = core.timers.borrow().iter().filter(|t| !t.entry.is_stale()).count();
    let all = [core.ready.borrow().len(), timers, core.watches.len()];
    Ok(List::from_vec(all.into_iter().map(Value::from).collect()).into())
}
