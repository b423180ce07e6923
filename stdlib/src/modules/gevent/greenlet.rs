//! The greenlets that a hub runs: how they begin, and what is kept of their ends.

use std::any::Any;
use std::cell::Cell;

use pausa_vm::aio::Slot;
use pausa_vm::exc::type_error;
use pausa_vm::greenlet::{self, Greenlet, Payload as Sent, State};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{Dict, Tuple, TypeFlags, TypeRef, WeakRef};
use pausa_vm::types::class_of;
use pausa_vm::{Obj, R, Value, Vm};

use super::core::{Core, Entry, begin as begin_wait, current, due, given, make_way, with_hub};
use super::event::{Link, Links};
use super::known;
use crate::modules::arg;

/// Bits of `Job::state`.
mod bit {
    /// It is to be started.
    pub(super) const SCHEDULED: u8 = 1;
    /// It has ended.
    pub(super) const OVER: u8 = 2;
    /// It will not be started any more.
    pub(super) const CANCELLED: u8 = 4;
}

/// What a hub knows of a greenlet that it runs.
#[derive(Default)]
pub(super) struct Job {
    state: Cell<u8>,
    /// What is run; empty for a class that has a `_run` of its own, and in the end.
    function: Slot,
    args: Slot,
    kwargs: Slot,
    /// What it returned.
    value: Slot,
    /// The exception with which it ended.
    error: Slot,
    /// Who waits for its end.
    pub(super) links: Links,
    /// The greenlet that made it: a weak reference.
    spawner: Slot,
}

impl greenlet::Job for Job {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for slot in [&self.function, &self.args, &self.kwargs, &self.value, &self.error, &self.spawner] {
            slot.with(&mut *visit);
        }
        self.links.visit(visit);
    }
    fn clear(&self) {
        for slot in [&self.function, &self.args, &self.kwargs, &self.value, &self.error, &self.spawner] {
            drop(slot.take());
        }
        self.links.forget();
    }
}

impl Job {
    pub(super) fn is_over(&self) -> bool {
        self.has(bit::OVER)
    }
    fn has(&self, bit: u8) -> bool {
        self.state.get() & bit != 0
    }
    /// Forgets what was run.
    fn free(&self) {
        drop((self.function.take(), self.args.take(), self.kwargs.take()));
    }
    fn put(&self, bit: u8) {
        self.state.set(self.state.get() | bit);
    }
}

/// The class whose instances need no looking at before they begin.
#[derive(Default)]
pub(super) struct Plain(pub(super) Option<TypeRef>);

/// `_gevent.Greenlet`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Greenlet",
    module: "_gevent",
    layout: Greenlet::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::DICT,
    doc: "A light-weight cooperatively-scheduled execution unit.",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    tail("__init__(self, run=None, *args, **kwargs)", init, "Initialize self."),
    tail(
        "spawn(cls, *args, **kwargs)",
        spawn,
        "Create a new greenlet and schedule it to run ``function(*args, **kwargs)``.",
    )
    .class_method()
    .positional(spawn_positional),
    pure("start(self, /)", start, "Schedule the greenlet to run in this loop iteration"),
    tail(
        "join(self, timeout=None)",
        join,
        "Wait until the greenlet finishes or *timeout* expires. Return ``None``\nregardless.",
    ),
    pure(
        "ready(self, /)",
        |_, a| Ok(Value::bool(job(&a[0])?.is_over())),
        "Whether the greenlet has finished execution.",
    ),
    pure("successful(self, /)", successful, "Whether it has ended without an exception."),
    pure("rawlink(self, callback, /)", rawlink, "Have *callback* called in the hub when the greenlet has ended."),
    pure("unlink(self, callback, /)", unlink, "Remove a callback set with `rawlink`."),
    pure(
        "unlink_all(self, /)",
        |_, a| {
            job(&a[0])?.links.forget();
            Ok(Value::NONE)
        },
        "Remove all the callbacks.",
    ),
    pure(
        "has_links(self, /)",
        |_, a| Ok(Value::bool(!job(&a[0])?.links.is_empty())),
        "Whether anybody waits for its end.",
    ),
    pure("__bool__(self, /)", |_, a| Ok(Value::bool(is_started(&a[0])? && !job(&a[0])?.is_over())), ""),
    getter("started(self, /)", |_, a| Ok(Value::bool(is_started(&a[0])? && !job(&a[0])?.is_over())), ""),
    getter("dead(self, /)", dead, "Whether the greenlet is finished, or will never be started."),
    getter("value(self, /)", |_, a| Ok(given(job(&a[0])?.value.get())), "What the function returned."),
    getter("exception(self, /)", |_, a| Ok(given(job(&a[0])?.error.get())), "The exception that the function raised."),
    getter("args(self, /)", |_, a| Ok(or_else(job(&a[0])?.args.get(), || Tuple::empty().into())), ""),
    setter("args(self, value, /)", |_, a| {
        job(&a[0])?.args.set(a[1].clone());
        Ok(Value::NONE)
    }),
    getter("kwargs(self, /)", |_, a| Ok(or_else(job(&a[0])?.kwargs.get(), || Dict::new().into())), ""),
    setter("kwargs(self, value, /)", |_, a| {
        job(&a[0])?.kwargs.set(a[1].clone());
        Ok(Value::NONE)
    }),
    getter("_function(self, /)", |_, a| Ok(given(job(&a[0])?.function.get())), ""),
    getter("_spawner(self, /)", |_, a| Ok(given(job(&a[0])?.spawner.get())), ""),
    getter("_began(self, /)", |_, a| Ok(Value::bool(this::<Greenlet>(a)?.state.get() != State::Fresh)), ""),
    pure(
        "_free(self, /)",
        |_, a| {
            job(&a[0])?.free();
            Ok(Value::NONE)
        },
        "Forget what was run: nobody will ask any more.",
    ),
    pure("_cancel(self, e, /)", cancel, "It ends before it has begun: False if it has begun."),
];

fn or_else(v: Value, default: impl FnOnce() -> Value) -> Value {
    if v.is_unbound() { default() } else { v }
}

/// The job of a greenlet.
pub(super) fn job(g: &Value) -> R<&Job> {
    let job = g.downcast::<Greenlet>().and_then(job_of);
    job.ok_or_else(|| type_error("this is no greenlet of a hub"))
}

/// The job of a greenlet, if it has one.
pub(super) fn job_of(g: &Greenlet) -> Option<&Job> {
    let job: &dyn Any = g.job.get()?.as_ref();
    job.downcast_ref()
}

/// What a hub's greenlet runs, if that is a function that it was given.
pub(crate) fn function_of(g: &Greenlet) -> Option<Value> {
    job_of(g).map(|job| job.function.get()).filter(|f| !f.is_unbound())
}

/// The core of the hub that a greenlet is.
fn core_of(hub: &Greenlet) -> Option<Obj<Core>> {
    let job: &dyn Any = hub.job.get()?.as_ref();
    job.downcast_ref::<HubJob>()?.0.with(Value::cast)
}

/// The job of a hub: to run its core.
pub(super) struct HubJob(pub(super) Slot);

impl greenlet::Job for HubJob {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.0.with(visit);
    }
    fn clear(&self) {
        drop(self.0.take());
    }
}

/// Whether it is to be started, or was.
fn is_started(g: &Value) -> R<bool> {
    Ok(job(g)?.has(bit::SCHEDULED) || g.downcast::<Greenlet>().is_some_and(|g| g.state.get() != State::Fresh))
}

fn dead(_: &mut Vm, a: &[Value]) -> R {
    let job = job(&a[0])?;
    Ok(Value::bool(job.is_over() || job.has(bit::CANCELLED) || this::<Greenlet>(a)?.state.get() == State::Dead))
}

fn new(vm: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    Ok(make(vm, &class, Job::default()).into())
}

/// The weak reference that was made last: whoever spawns one greenlet spawns others.
#[derive(Default)]
struct Spawner(Slot);

/// A weak reference to a greenlet.
fn reference(vm: &mut Vm, g: &Value) -> Value {
    let last = vm.state::<Spawner>().0.get();
    if last.downcast::<WeakRef>().and_then(WeakRef::get).is_some_and(|v| v.is(g)) {
        return last;
    }
    let made = WeakRef::shared(g, false).or_else(|| WeakRef::new(None, g, Value::UNBOUND).map(Value::from));
    let made = made.unwrap_or(Value::UNBOUND);
    vm.state::<Spawner>().0.set(made.clone());
    made
}

/// A greenlet whose parent is the hub, or nobody until there is one.
fn make(vm: &mut Vm, class: &TypeRef, job: Job) -> Obj<Greenlet> {
    let spawner = vm.current_greenlet().clone();
    job.spawner.set(reference(vm, &spawner));
    let parent = match current(vm) {
        Some(core) => core.greenlet.get(),
        None => spawner,
    };
    let g = Greenlet::of_class(class, parent);
    // It was just made, so it has none.
    let _ = g.job.set(Box::new(job));
    g
}

static INIT: Def = tail("__init__(self, run, args, kwargs, /)", init, "");

fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(core) = current(vm) else { return with_hub(vm, &INIT, a) };
    let job = job(&a[0])?;
    drop(this::<Greenlet>(a)?.parent.replace(core.greenlet.get()));
    let run = arg::some(&a[1]);
    let callable = match run {
        Some(f) => is_callable(f),
        None => {
            let name: Value = pausa_vm::object::intern(b"_run").into();
            class_of(&a[0]).lookup(&name).is_some()
        }
    };
    if !callable {
        return Err(type_error("The run argument or self._run must be callable"));
    }
    if let Some(f) = run {
        job.function.set(f.clone());
    }
    keep_args(job, &a[2], &a[3]);
    Ok(Next::Value(Value::NONE))
}

fn is_callable(f: &Value) -> bool {
    let name: Value = pausa_vm::object::intern(b"__call__").into();
    class_of(f).lookup(&name).is_some()
}

fn keep_args(job: &Job, args: &Value, kwargs: &Value) {
    if args.downcast::<Tuple>().is_some_and(|t| !t.is_empty()) {
        job.args.set(args.clone());
    }
    if kwargs.downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        job.kwargs.set(kwargs.clone());
    }
}

/// `Greenlet.spawn()`: for the very class, without calls of Python.
fn spawn(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let args = a[1].cast::<Tuple>().ok_or_else(|| type_error("spawn() takes arguments"))?;
    spawn_with(vm, &a[0], args.items(), &a[2])
}

fn spawn_positional(vm: &mut Vm, a: &[Value]) -> R<Next> {
    spawn_with(vm, &a[0], &a[1..], &Value::UNBOUND)
}

fn spawn_with(vm: &mut Vm, class: &Value, args: &[Value], kwargs: &Value) -> R<Next> {
    let plain = vm.state::<Plain>().0.clone().filter(|p| p.value().is(class));
    if let Some(core) = current(vm)
        && let Some(class) = plain
        && let Some((f, rest)) = args.split_first()
        && is_callable(f)
    {
        let job = Job { function: Slot::new(f.clone()), ..Job::default() };
        if !rest.is_empty() {
            job.args.set(Tuple::from_slice(rest).into());
        }
        if kwargs.downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
            job.kwargs.set(kwargs.clone());
        }
        job.put(bit::SCHEDULED);
        let g = make(vm, &class, job);
        core.push(Entry::Start(g.clone()));
        return Ok(Next::Value(g.into()));
    }
    let general = known(vm, "spawn_general")?;
    let kwargs = kwargs.given().cloned().unwrap_or_else(|| Dict::new().into());
    Ok(Next::call(general, [class.clone(), Tuple::from_slice(args).into(), kwargs]))
}

/// The greenlet is to be started; False if it was.
pub(super) fn schedule(g: &Obj<Greenlet>) -> bool {
    let Some(job) = job_of(g) else { return false };
    if g.state.get() != State::Fresh || job.state.get() != 0 {
        return false;
    }
    job.put(bit::SCHEDULED);
    true
}

fn start(_: &mut Vm, a: &[Value]) -> R {
    let g = a[0].cast::<Greenlet>().ok_or_else(|| type_error("this is no greenlet"))?;
    let hub = g.parent.borrow().cast::<Greenlet>();
    let core = hub.and_then(|h| core_of(&h));
    let core = core.ok_or_else(|| type_error("the parent of the greenlet is no hub"))?;
    if schedule(&g) {
        core.push(Entry::Start(g));
    }
    Ok(Value::NONE)
}

/// A greenlet that has not begun does so.
pub(super) fn begin(vm: &mut Vm, g: Obj<Greenlet>) -> Next {
    let Some(job) = job_of(&g) else { return Next::Value(Value::NONE) };
    let plain = vm.state::<Plain>().0.as_ref().is_some_and(|p| class_of(g.value()).is(p));
    let function = if plain { job.function.get() } else { Value::UNBOUND };
    if function.is_unbound() {
        let Ok(general) = known(vm, "run_general") else { return Next::Value(Value::NONE) };
        drop(g.run.replace(general));
        let what = Sent::One(g.value().clone());
        return Next::Switch { target: g.into(), what };
    }
    drop(g.run.replace(function));
    let args = job.args.get();
    let args = args.downcast::<Tuple>().map(|t| t.items()).unwrap_or_default();
    let what = match (args, job.kwargs.get().cast::<Dict>()) {
        ([one], None) => Sent::One(one.clone()),
        (args, kwargs) => Sent::Values(args.to_vec(), kwargs),
    };
    Next::Switch { target: g.into(), what }
}

/// A greenlet with a job has ended. Its parent gets nothing of it: who wants to know is told by the hub.
pub(super) fn ended(vm: &mut Vm, g: &Obj<Greenlet>, result: R) -> R {
    let Some(job) = job_of(g) else { return result };
    let hub = g.parent.borrow().cast::<Greenlet>();
    let core = hub.and_then(|h| core_of(&h)).or_else(|| current(vm));
    finish(vm, g.value(), job, core.as_ref(), result);
    Ok(Value::NONE)
}

fn finish(vm: &mut Vm, g: &Value, job: &Job, core: Option<&Obj<Core>>, result: R) {
    job.put(bit::OVER);
    let failure = match result {
        Ok(v) => {
            job.value.set(v);
            None
        }
        Err(e) => {
            let exit = vm.greenlet_exit_class();
            let v = e.into_value();
            if class_of(&v).is_subtype_of(&exit) {
                job.value.set(v);
                None
            } else {
                job.error.set(v.clone());
                Some(v)
            }
        }
    };
    if failure.is_none() {
        job.free();
    }
    let Some(core) = core else { return };
    if !job.links.is_empty() && job.links.schedule() {
        core.push(Entry::Notify(g.clone()));
    }
    if let Some(e) = failure {
        core.push_first(std::iter::once(Entry::Failed(g.clone(), e)));
    }
}

/// `_cancel(e)`: a greenlet that has not begun ends with this exception.
fn cancel(vm: &mut Vm, a: &[Value]) -> R {
    let g = this::<Greenlet>(a)?;
    let job = job(&a[0])?;
    if g.state.get() != State::Fresh || job.is_over() {
        return Ok(Value::FALSE);
    }
    g.state.set(State::Dead);
    job.put(bit::CANCELLED);
    let e = pausa_vm::Exc::from_value(a[1].clone()).map_err(|_| type_error("this is no exception"))?;
    let core = current(vm);
    finish(vm, &a[0], job, core.as_ref(), Err(e));
    Ok(Value::TRUE)
}

fn successful(_: &mut Vm, a: &[Value]) -> R {
    let job = job(&a[0])?;
    Ok(Value::bool(job.is_over() && !job.error.is_set()))
}

static JOIN: Def = tail("join(self, timeout=None)", join, "");

fn join(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let job = job(&a[0])?;
    if job.is_over() {
        return Ok(Next::Value(Value::NONE));
    }
    let Some(core) = current(vm) else { return with_hub(vm, &JOIN, a) };
    let end = arg::some(&a[1]).map(|s| due(vm, s)).transpose()?;
    let w = begin_wait(vm, &core)?;
    job.links.add(Link::Greenlet(w.clone()));
    if let Some(end) = end {
        core.add_timer(end, true, Entry::Resume(w, Value::NONE));
    }
    make_way(vm, &core)
}

fn rawlink(vm: &mut Vm, a: &[Value]) -> R {
    let job = job(&a[0])?;
    if !is_callable(&a[1]) {
        return Err(type_error(format!("Expected callable: {}", pausa_vm::types::class_name(&a[1]))));
    }
    let core = current(vm).ok_or_else(|| type_error("this thread has no hub"))?;
    job.links.add(Link::Call(a[1].clone(), core.clone()));
    if job.is_over() && job.links.schedule() {
        core.push(Entry::Notify(a[0].clone()));
    }
    Ok(Value::NONE)
}

fn unlink(vm: &mut Vm, a: &[Value]) -> R {
    job(&a[0])?.links.remove(vm, &a[1])
}
