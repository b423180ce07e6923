//! What somebody waits for, and who has it.
//!
//! A thread's want is the object that it is parked for; a task's is the future that it awaits. What that is for shows in the frames: the
//! library's function that the program called last waits on the program's behalf, and its object (`self`) is what the program
//! waits for: an event, a queue, a thread to end.

use pausa_vm::aio::{EventLoop, Future, flags};
use pausa_vm::frame::FrameRef;
use pausa_vm::greenlet::Greenlet;
use pausa_vm::object::{Cell, Dict, List, Str, Tuple, intern};
use pausa_vm::ops::attr::own_attr;
use pausa_vm::thread::Waiting;
use pausa_vm::types::class_name;
use pausa_vm::{Value, Vm};

use super::{Census, Kind, State, place};
use crate::modules::system;
use crate::modules::thread::{lock, rlock, thread_of_ident};

/// What is waited for.
pub(crate) struct Want {
    /// What it is: `Lock`, `Queue.get`, `the end of Thread-2`.
    pub(crate) what: String,
    /// The rows of those who have it, or who are to end.
    pub(crate) whom: Vec<usize>,
    /// How `whom` is put: they hold it, or they are it.
    pub(crate) relation: Relation,
}

/// What those have to do with it that are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// They hold it.
    Holds,
    /// They are what is waited for, and named by it.
    Is,
    /// They run in it: a thread's tasks.
    Runs,
    /// They are what the thread runs, and wait in its place.
    Stands,
    /// They are all there are: it is enough to know what each of them waits for.
    All,
}

/// Finds what each row waits for.
pub(super) fn fill(vm: &mut Vm, census: &mut Census, waiting: &[Waiting], tasks: &[Value], greenlets: &[Value]) {
    for w in waiting {
        let Some(row) = census.row_of_thread(w.thread) else { continue };
        let want = match w.what.downcast::<EventLoop>() {
            Some(_) => tasks_of(census, row),
            None => of_thread(vm, census, w),
        };
        // What waits is the task or the greenlet that its thread runs, if there is one.
        let runs = |r: &super::Row| r.kind == Kind::Task && r.host == Some(row) && r.state == State::Running;
        let inner = census.rows.iter().position(runs).filter(|_| !w.what.is_a::<EventLoop>());
        let inner = inner.or_else(|| vm.greenlet_of_thread(w.thread).and_then(|g| census.row_of(g.id())));
        census.rows[inner.unwrap_or(row)].want = Some(want);
        if let Some(inner) = inner {
            let (name, since) = (census.rows[inner].name.clone(), census.rows[row].since);
            census.rows[inner].state = State::Waiting;
            census.rows[inner].since = since;
            if census.rows[inner].stack.is_empty() {
                census.rows[inner].stack = census.rows[row].stack.clone();
            }
            census.rows[row].want = Some(Want { what: name, whom: vec![inner], relation: Relation::Stands });
        }
    }
    for task in tasks {
        let Some(row) = census
            .row_of(task.id())
            .filter(|r| census.rows[*r].state == State::Waiting && census.rows[*r].want.is_none())
        else {
            continue;
        };
        census.rows[row].want = of_task(census, task);
    }
    for g in greenlets {
        let Some(row) = census.row_of(g.id()).filter(|r| census.rows[*r].state == State::Suspended) else { continue };
        if let Some(payload) = g.downcast::<Greenlet>() {
            let frames: Vec<FrameRef> =
                vm.frame_of_greenlet(payload).map(|f| place::outwards(f).collect()).unwrap_or_default();
            let what = told_by_call(&frames).unwrap_or_else(|| match payload.job.get() {
                Some(_) => "its hub".into(),
                None => "a switch".into(),
            });
            census.rows[row].want = Some(Want { what, whom: Vec::new(), relation: Relation::Is });
        }
    }
}

/// The tasks that wait in the loop of this thread.
fn tasks_of(census: &Census, thread: usize) -> Want {
    let waits =
        |(_, r): &(usize, &super::Row)| r.kind == Kind::Task && r.host == Some(thread) && r.state == State::Waiting;
    let whom = census.rows.iter().enumerate().filter(waits).map(|(i, _)| i).collect();
    Want { what: "its tasks".into(), whom, relation: Relation::Runs }
}

fn of_thread(vm: &mut Vm, census: &Census, w: &Waiting) -> Want {
    let frames: Vec<FrameRef> = w.frame.clone().map(|f| place::outwards(f).collect()).unwrap_or_default();
    let by_library = library_call(&frames);
    let holders = holder(vm, census, &w.what);
    let lock = lock_name(&w.what);
    if let Some(call) = by_library {
        if let Some(name) = end_of(&call) {
            let ident = own(&call.this, "_ident").and_then(|v| v.as_i64());
            let row = ident.and_then(|n| thread_of_ident(vm, n)).and_then(|t| census.row_of_thread(t));
            return Want {
                what: format!("the end of {name}"),
                whom: row.into_iter().collect(),
                relation: Relation::Is,
            };
        }
        if call.function == "_shutdown" {
            let rest = census
                .rows
                .iter()
                .enumerate()
                .filter(|(i, r)| r.kind == Kind::Thread && Some(*i) != census.row_of_thread(w.thread));
            let whom = rest.map(|(i, _)| i).collect();
            return Want { what: "the end of all threads".into(), whom, relation: Relation::All };
        }
        let takes = matches!(&*call.function, "acquire" | "__enter__");
        let whom = if takes { holders } else { Vec::new() };
        return Want { what: call.shown(), whom, relation: Relation::Holds };
    }
    if let Some(name) = lock {
        let name =
            if holders.is_empty() && is_held(&w.what) { name + " held by a thread that has ended" } else { name };
        return Want { what: name, whom: holders, relation: Relation::Holds };
    }
    if let Some(module) = w.what.downcast::<Str>() {
        let what = format!("the import of '{}'", module.to_lossy());
        return Want { what, whom: Vec::new(), relation: Relation::Holds };
    }
    let events = system::kernel(vm).is_ok_and(|k| k.waits_for_events(w.thread));
    let what = match w.what.is_none() {
        true if events => "a descriptor".into(),
        true => "its time".into(),
        false => format!("a {} object", class_name(&w.what)),
    };
    Want { what, whom: Vec::new(), relation: Relation::Holds }
}

fn lock_name(what: &Value) -> Option<String> {
    if what.is_a::<lock::Lock>() {
        return Some("Lock".into());
    }
    what.is_a::<rlock::RLock>().then(|| "RLock".into())
}

fn is_held(what: &Value) -> bool {
    what.downcast::<lock::Lock>().is_some_and(|l| l.holder().is_some())
        || what.downcast::<rlock::RLock>().is_some_and(|l| l.holder().is_some())
}

/// The row of whoever holds a lock: a task or a greenlet, if one of them took it, else the thread.
fn holder(vm: &Vm, census: &Census, what: &Value) -> Vec<usize> {
    let found = match (what.downcast::<lock::Lock>(), what.downcast::<rlock::RLock>()) {
        (Some(l), _) => l.holder().map(|h| (h.thread, vec![h.task, h.greenlet])),
        (_, Some(l)) => l.holder().map(|t| (t, Vec::new())),
        _ => None,
    };
    let Some((thread, closer)) = found else { return Vec::new() };
    let row = closer.into_iter().filter(|id| *id != 0).find_map(|id| census.row_of(id));
    row.or_else(|| census.row_of_thread(thread).filter(|_| vm.is_alive(thread))).into_iter().collect()
}

/// A call of the library that the program made, and that has not returned.
struct Call {
    /// Its object; UNBOUND for a function.
    this: Value,
    class: String,
    function: String,
    frame: FrameRef,
}

impl Call {
    /// `Event`, `Queue.get`, `asyncio.wait`.
    fn shown(&self) -> String {
        let usual = matches!(&*self.function, "wait" | "acquire" | "__enter__" | "__aenter__");
        match (&*self.class, usual) {
            ("", _) => format!("{}()", self.function),
            (class, true) => class.to_owned(),
            (class, false) => format!("{class}.{}", self.function),
        }
    }
}

/// Whether a frame is the program's, or calls what the program has given a thread to run.
fn is_own(frame: &FrameRef) -> bool {
    let runs_target = |f: &FrameRef| {
        f.code().is_some_and(|c| {
            &*c.qualname.to_lossy() == "Thread.run" && c.unit.filename.starts_with("<pausa>/threading")
        })
    };
    !frame.is_prelude() && (!place::is_library(frame) || runs_target(frame))
}

/// The library's function that the program called, of frames that are given innermost first.
fn library_call(frames: &[FrameRef]) -> Option<Call> {
    let own = frames.iter().position(is_own);
    let called = frames[..own.unwrap_or(frames.len())].iter().rfind(|f| !f.is_prelude())?;
    let this = local(called, "self").unwrap_or(Value::UNBOUND);
    let class = if this.is_unbound() { String::new() } else { class_name(&this).to_string() };
    let function = called.code()?.name.to_lossy().into_owned();
    Some(Call { this, class, function, frame: called.clone() })
}

/// The value of a local variable.
fn local(frame: &FrameRef, name: &str) -> Option<Value> {
    let code = frame.code()?;
    let register = code.unit.locals.iter().position(|l| &*l.name == name)?;
    let v = frame.register(register);
    let v = v.downcast::<Cell>().map_or(v.clone(), Cell::get);
    v.given().cloned()
}

/// An attribute of the object's own.
fn own(o: &Value, name: &str) -> Option<Value> {
    if o.is_unbound() {
        return None;
    }
    own_attr(o, &intern(name.as_bytes()).into()).filter(|v| !v.is_none())
}

fn of_task(census: &Census, task: &Value) -> Option<Want> {
    let f = task.downcast::<Future>()?;
    let waiter = f.waiter.get();
    let mut frames = place::chain_of(&f.coro.get());
    frames.reverse();
    if let Some(call) = library_call(&frames) {
        if call.class == "Lock" || own(&call.this, "_holder").is_some() {
            let whom = own(&call.this, "_holder").and_then(|t| census.row_of(t.id()));
            return Some(Want { what: call.shown(), whom: whom.into_iter().collect(), relation: Relation::Holds });
        }
        let mut awaited = Vec::new();
        for name in ["fs", "fut", "tasks", "aw"] {
            awaited.extend(local(&call.frame, name).into_iter().flat_map(|v| items(&v)));
        }
        awaited.extend(own(&call.this, "_tasks").into_iter().flat_map(|v| items(&v)));
        awaited.extend(children(&waiter));
        awaited.push(waiter);
        let whom = rows(census, &awaited);
        return Some(Want { what: call.shown(), whom, relation: Relation::Holds });
    }
    let direct = rows(census, std::slice::from_ref(&waiter));
    if let [row] = direct[..] {
        return Some(Want { what: census.rows[row].name.clone(), whom: direct, relation: Relation::Is });
    }
    let children = children(&waiter);
    let what = if children.is_empty() { "a Future".into() } else { "gather()".into() };
    Some(Want { what, whom: rows(census, &children), relation: Relation::Holds })
}

/// What a future made by `gather` stands for.
fn children(waiter: &Value) -> Vec<Value> {
    own(waiter, "_children").map(|v| items(&v)).unwrap_or_default()
}

fn items(v: &Value) -> Vec<Value> {
    if let Some(l) = v.downcast::<List>() {
        return l.items().to_vec();
    }
    if let Some(t) = v.downcast::<Tuple>() {
        return t.items().to_vec();
    }
    if let Some(d) = v.downcast::<Dict>() {
        return d.pairs().into_iter().map(|(k, _)| k).collect();
    }
    match pausa_vm::ops::iterate::collect(v) {
        Ok(Some(all)) => all,
        _ => vec![v.clone()],
    }
}

/// The rows of the tasks among these, in the rows' order.
fn rows(census: &Census, objects: &[Value]) -> Vec<usize> {
    let mut found: Vec<usize> = objects.iter().filter_map(|v| census.row_of(v.id())).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The library's function in which somebody waits, or what it waits for, if there is one.
pub(crate) fn told_by_call(frames: &[FrameRef]) -> Option<String> {
    let call = library_call(frames)?;
    Some(end_of(&call).map_or_else(|| call.shown(), |name| format!("the end of {name}")))
}

/// The name of the thread or process whose end a call waits for.
fn end_of(call: &Call) -> Option<String> {
    let is_thread = call.class == "Thread" || call.function == "join" && own(&call.this, "_tstate_lock").is_some();
    let is_process = call.function == "join" && own(&call.this, "_popen").is_some();
    if call.function == "start" || !is_thread && !is_process {
        return None;
    }
    let name = own(&call.this, "_name").and_then(|v| v.cast::<Str>()).map(|s| s.to_lossy().into_owned());
    Some(name.unwrap_or_else(|| if is_thread { "a thread".into() } else { "a process".into() }))
}

/// What whoever is in these frames waits for, as far as they and the object tell: nobody else is looked at. The frames are given
/// innermost first.
pub(crate) fn told_by_frames(vm: &mut Vm, frames: &[FrameRef], what: &Value) -> String {
    if what.is_a::<EventLoop>() {
        return "its tasks".into();
    }
    // Where there is nothing but the library, the function that waits says more than the one in which all began.
    let told = if frames.iter().any(is_own) { frames } else { &frames[..frames.len().min(1)] };
    if let Some(call) = library_call(told) {
        if call.function == "start" && own(&call.this, "_started").is_some() {
            let name = own(&call.this, "_name").and_then(|v| v.cast::<Str>()).map(|s| s.to_lossy().into_owned());
            return format!("the start of {}", name.unwrap_or_else(|| "a thread".into()));
        }
        if let Some(name) = end_of(&call) {
            return format!("the end of {name}");
        }
        return if call.function == "_shutdown" { "the end of all threads".into() } else { call.shown() };
    }
    if let Some(module) = what.downcast::<Str>() {
        return format!("the import of '{}'", module.to_lossy());
    }
    let thread = vm.thread();
    match lock_name(what) {
        Some(name) => name,
        None if !what.is_none() => format!("a {} object", class_name(what)),
        None if system::kernel(vm).is_ok_and(|k| k.waits_for_events(thread)) => "a descriptor".into(),
        None => "its time".into(),
    }
}

/// What a task waits for, told by its frames (innermost first) and its future.
pub(crate) fn told_by_task(f: &Future, frames: &[FrameRef]) -> String {
    let waiter = f.waiter.get();
    if let Some(call) = library_call(frames) {
        return call.shown();
    }
    match waiter.downcast::<Future>() {
        Some(f) if f.has(flags::TASK) => super::task_name(f),
        Some(f) if f.has(flags::SLEEP) => "its time".into(),
        _ if children(&waiter).is_empty() => "a Future".into(),
        _ => "gather()".into(),
    }
}

/// The name of a function, bound or not.
pub(crate) fn name_of(callee: &Value) -> Option<String> {
    use pausa_vm::object::{BoundMethod, Function};
    let function = callee.downcast::<BoundMethod>().map_or(callee.clone(), |m| m.func.clone());
    let name = function.downcast::<Function>()?.qualname();
    name.downcast::<Str>().map(|s| s.to_lossy().into_owned())
}
