//! The greenlets that a hub runs: how they begin, and what is kept of their ends.

use std::any::Any;

use pausa_vm::aio::Slot;
use pausa_vm::exc::type_error;
use pausa_vm::greenlet::{self, Ended, Greenlet, Payload as Sent, State};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{Dict, Function, Tuple, Type, TypeFlags, TypeRef, WeakRef};
use pausa_vm::types::class_of;
use pausa_vm::{Obj, R, Value, Vm};

use super::core::{Core, Entry, begin as begin_wait, current, due, given, make_way, next_greenlet, with_hub};
use super::event::{Link, Links};
use super::known;
use crate::modules::arg;

/// Bits of a job, beside that of its links.
mod bit {
    /// It is to be started.
    pub(super) const SCHEDULED: u8 = 1;
    /// It has ended.
    pub(super) const OVER: u8 = 2;
    /// It will not be started any more.
    pub(super) const CANCELLED: u8 = 4;
    /// It has ended with an exception.
    pub(super) const FAILED: u8 = 8;
    /// There is one argument, which is kept as it is.
    pub(super) const ONE: u8 = 16;
    /// There are keywords: kept are a tuple of arguments and a dict, in a tuple.
    pub(super) const KEYWORDS: u8 = 32;
}

/// What a hub knows of a greenlet that it runs.
#[derive(Default)]
pub(super) struct Job {
    /// What is run; empty for a class that has a `_run` of its own, and in the end.
    function: Slot,
    /// A tuple of arguments, or what the bits say; empty for none.
    args: Slot,
    /// What it returned, or the exception with which it ended.
    outcome: Slot,
    /// Who waits for its end.
    pub(super) links: Links,
    /// The greenlet that made it: a weak reference.
    spawner: Slot,
}

impl greenlet::Job for Job {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for slot in [&self.function, &self.args, &self.outcome, &self.spawner] {
            slot.with(&mut *visit);
        }
        self.links.visit(visit);
    }
    fn clear(&self) {
        for slot in [&self.function, &self.args, &self.outcome, &self.spawner] {
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
        self.links.bits.get() & bit != 0
    }
    /// Forgets what was run.
    fn free(&self) {
        drop((self.function.take(), self.args.take()));
        self.unset(bit::ONE | bit::KEYWORDS);
    }
    fn put(&self, bit: u8) {
        self.links.bits.set(self.links.bits.get() | bit);
    }
    fn unset(&self, bit: u8) {
        self.links.bits.set(self.links.bits.get() & !bit);
    }

    /// Keeps arguments and keywords.
    fn keep(&self, args: &[Value], kwargs: Option<Obj<Dict>>) {
        self.unset(bit::ONE | bit::KEYWORDS);
        let kwargs = kwargs.filter(|d| !d.is_empty());
        self.args.set(match (args, kwargs) {
            ([], None) => Value::UNBOUND,
            ([one], None) => {
                self.put(bit::ONE);
                one.clone()
            }
            (args, None) => Tuple::from_slice(args).into(),
            (args, Some(kwargs)) => {
                self.put(bit::KEYWORDS);
                Tuple::from_array([Tuple::from_slice(args).into(), kwargs.into()]).into()
            }
        });
    }

    /// The arguments and keywords.
    fn kept(&self) -> (Value, Option<Obj<Dict>>) {
        let kept = self.args.get();
        if kept.is_unbound() {
            return (Tuple::empty().into(), None);
        }
        if self.has(bit::ONE) {
            return (Tuple::from_array([kept]).into(), None);
        }
        match kept.downcast::<Tuple>().map(|t| t.items()) {
            Some([args, kwargs]) if self.has(bit::KEYWORDS) => (args.clone(), kwargs.cast()),
            _ => (kept, None),
        }
    }
}

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
    getter("value(self, /)", |_, a| outcome(a, false), "What the function returned."),
    getter("exception(self, /)", |_, a| outcome(a, true), "The exception that the function raised."),
    getter("args(self, /)", |_, a| Ok(job(&a[0])?.kept().0), ""),
    setter("args(self, value, /)", set_args),
    getter("kwargs(self, /)", |_, a| Ok(job(&a[0])?.kept().1.unwrap_or_else(Dict::new).into()), ""),
    setter("kwargs(self, value, /)", set_kwargs),
    getter("_is_scheduled(self, /)", |_, a| Ok(Value::bool(job(&a[0])?.has(bit::SCHEDULED))), ""),
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

/// What it returned, or the exception with which it ended.
fn outcome(a: &[Value], failed: bool) -> R {
    let job = job(&a[0])?;
    Ok(if job.has(bit::FAILED) == failed { given(job.outcome.get()) } else { Value::NONE })
}

fn set_args(_: &mut Vm, a: &[Value]) -> R {
    let job = job(&a[0])?;
    let args = a[1].downcast::<Tuple>();
    let args = args.ok_or_else(|| type_error(format!("Expected tuple, got {}", pausa_vm::types::class_name(&a[1]))))?;
    job.keep(args.items(), job.kept().1);
    Ok(Value::NONE)
}

fn set_kwargs(_: &mut Vm, a: &[Value]) -> R {
    let job = job(&a[0])?;
    let kwargs = a[1].cast::<Dict>();
    let kwargs =
        kwargs.ok_or_else(|| type_error(format!("Expected dict, got {}", pausa_vm::types::class_name(&a[1]))))?;
    let (args, _) = job.kept();
    job.keep(args.downcast::<Tuple>().map(|t| t.items()).unwrap_or_default(), Some(kwargs));
    Ok(Value::NONE)
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
    let core = current(vm);
    Ok(make(vm, core.as_deref(), &class, Job::default()).into())
}

/// A weak reference to a greenlet; the last one that was asked for stays with the hub.
fn reference(core: Option<&Core>, g: &Value) -> Value {
    if let Some(core) = core
        && core.spawner.with(|r| r.downcast::<WeakRef>().and_then(WeakRef::get).is_some_and(|v| v.is(g)))
    {
        return core.spawner.get();
    }
    let made = WeakRef::shared(g, false).or_else(|| WeakRef::new(None, g, Value::UNBOUND).map(Value::from));
    let made = made.unwrap_or(Value::UNBOUND);
    if let Some(core) = core {
        core.spawner.set(made.clone());
    }
    made
}

/// A greenlet whose parent is the hub, or nobody until there is one.
fn make(vm: &mut Vm, core: Option<&Core>, class: &TypeRef, job: Job) -> Obj<Greenlet> {
    let spawner = vm.current_greenlet();
    job.spawner.set(reference(core, spawner));
    let parent = match core {
        Some(core) => core.greenlet.get(),
        None => spawner.clone(),
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
    this::<Greenlet>(a)?.parent.set(core.greenlet.get());
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
    job.keep(a[2].downcast::<Tuple>().map(|t| t.items()).unwrap_or_default(), a[3].cast());
    Ok(Next::Value(Value::NONE))
}

fn is_callable(f: &Value) -> bool {
    if f.is_a::<Function>() {
        return true;
    }
    let name: Value = pausa_vm::object::intern(b"__call__").into();
    class_of(f).lookup(&name).is_some()
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
    if let Some(core) = current(vm)
        && core.plain.with(|p| p.is(class))
        && let Some(class) = class.cast::<Type>()
        && let Some((f, rest)) = args.split_first()
        && is_callable(f)
    {
        let job = Job { function: Slot::new(f.clone()), links: Links::with_bits(bit::SCHEDULED), ..Job::default() };
        job.keep(rest, kwargs.cast());
        let g = make(vm, Some(&core), &class, job);
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
    if g.state.get() != State::Fresh || job.has(bit::SCHEDULED | bit::OVER | bit::CANCELLED) {
        return false;
    }
    job.put(bit::SCHEDULED);
    true
}

fn start(_: &mut Vm, a: &[Value]) -> R {
    let g = a[0].cast::<Greenlet>().ok_or_else(|| type_error("this is no greenlet"))?;
    let hub = g.parent.with(Value::cast::<Greenlet>);
    let core = hub.and_then(|h| core_of(&h));
    let core = core.ok_or_else(|| type_error("the parent of the greenlet is no hub"))?;
    if schedule(&g) {
        core.push(Entry::Start(g));
    }
    Ok(Value::NONE)
}

/// A greenlet that has not begun does so.
pub(super) fn begin(vm: &mut Vm, core: &Core, g: Obj<Greenlet>) -> Next {
    let Some(job) = job_of(&g) else { return Next::Value(Value::NONE) };
    let function = if is_plain(core, &g) { job.function.get() } else { Value::UNBOUND };
    if function.is_unbound() {
        let Ok(general) = known(vm, "run_general") else { return Next::Value(Value::NONE) };
        g.run.set(general);
        let what = Sent::One(g.value().clone());
        return Next::Switch { target: g.into(), what };
    }
    g.run.set(function);
    let what = if job.has(bit::ONE) {
        Sent::One(job.args.get())
    } else {
        let (args, kwargs) = job.kept();
        Sent::Values(args.downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default(), kwargs)
    };
    Next::Switch { target: g.into(), what }
}

/// Whether it is of the class whose instances need no looking at before they begin.
fn is_plain(core: &Core, g: &Obj<Greenlet>) -> bool {
    core.plain.with(|p| class_of(g.value()).value().is(p))
}

/// Whether to begin is certainly to run a frame of its own, in which it has not ended yet.
pub(super) fn begins_with_frame(core: &Core, g: &Obj<Greenlet>) -> bool {
    job_of(g).is_some_and(|job| {
        let count = match job.args.with(|args| args.downcast::<Tuple>().map(|t| t.len())) {
            _ if job.has(bit::ONE) => 1,
            Some(_) if job.has(bit::KEYWORDS) => return false,
            Some(n) => n,
            None => 0,
        };
        is_plain(core, g) && job.function.with(|f| f.exact::<Function>().is_some_and(|f| f.takes_simply(count)))
    })
}

/// A greenlet with a job has ended. Its parent gets nothing of it: who wants to know is told by the hub. When the hub does nothing but
/// wait for it, and would run a greenlet next, that one goes on at once.
pub(super) fn ended(vm: &mut Vm, g: &Obj<Greenlet>, result: R) -> Ended {
    let Some(job) = job_of(g) else { return Ended::Parent(result) };
    let hub = g.parent.with(Value::cast::<Greenlet>);
    let theirs = hub.and_then(|h| core_of(&h));
    let Some(core) = theirs else {
        let core = current(vm);
        finish(vm, g.value(), job, core.as_ref(), result);
        return Ended::Parent(Ok(Value::NONE));
    };
    finish(vm, g.value(), job, Some(&core), result);
    match next_greenlet(vm, &core, true) {
        Ok(Some(Next::Switch { target, what })) => Ended::Other(target, what),
        Ok(_) => Ended::Parent(Ok(Value::NONE)),
        Err(e) => Ended::Parent(Err(e)),
    }
}

fn finish(vm: &mut Vm, g: &Value, job: &Job, core: Option<&Obj<Core>>, result: R) {
    job.put(bit::OVER);
    let failure = match result {
        Ok(v) => {
            job.outcome.set(v);
            None
        }
        Err(e) => {
            let exit = vm.greenlet_exit_class();
            let v = e.into_value();
            job.outcome.set(v.clone());
            if class_of(&v).is_subtype_of(&exit) {
                None
            } else {
                job.put(bit::FAILED);
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
    Ok(Value::bool(job.is_over() && !job.has(bit::FAILED)))
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
    job.links.add(w.clone());
    if let Some(end) = end {
        core.add_timer(end, true, Entry::resume(w, Value::NONE));
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
