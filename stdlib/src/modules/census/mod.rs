//! A census of a program: its threads, tasks, greenlets and suspended generators; how far each is, where, and what it waits for.
//!
//! * `place`: places in the source, and the frames that show them;
//! * `wants`: what somebody waits for, and who has it;
//! * `listing`: the census as text and JSON;
//! * `deadlock`: the report when all of the program waits for ever.
//!
//! Nothing of the program runs for it: all is read from frames, locks, futures and the kernel's registry of waits.

mod deadlock;
pub(crate) mod listing;
pub(crate) mod place;
pub(crate) mod wants;

use std::collections::HashMap;

use pausa_runtime::kernel::Kernel;
use pausa_vm::age::Birth;
use pausa_vm::aio::{EventLoop, Future, flags};
use pausa_vm::frame::{FrameRef, FrameState};
use pausa_vm::greenlet::{Greenlet, State as GreenletState};
use pausa_vm::heap::{Kind as HeapKind, gc};
use pausa_vm::object::Str;
use pausa_vm::thread::{ThreadId, Waiting};
use pausa_vm::{Value, Vm};

pub(crate) use deadlock::{exception, report_and_exit};
use listing::Form;
use place::Place;
use wants::Want;

/// What kind of thing a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Thread,
    Task,
    Greenlet,
    /// A greenlet that stackless runs.
    Tasklet,
    Generator,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Running,
    Ready,
    Waiting,
    Suspended,
    New,
}

/// One of those that can run.
pub(crate) struct Row {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) state: State,
    /// Its frames that belong to the program, innermost first.
    pub(crate) stack: Vec<Place>,
    pub(crate) want: Option<Want>,
    /// Since when it waits, by the monotonic clock.
    pub(crate) since: Option<i64>,
    /// When it was made.
    pub(crate) born: Option<Birth>,
    /// The row of the thread in which it is.
    pub(crate) host: Option<usize>,
}

/// All rows: threads first, then tasks, greenlets and generators, each kind in the order in which they were made, as far as that is known.
pub(crate) struct Census {
    pub(crate) rows: Vec<Row>,
    /// The row of an object.
    by_id: HashMap<i64, usize>,
}

impl Census {
    /// Takes a census while the current thread waits in a native function for something of the system.
    fn take_while_waiting(vm: &mut Vm) -> Census {
        let mut census = Census::take(vm);
        let frames: Vec<FrameRef> = vm.visible_frame().map(|f| place::outwards(f).collect()).unwrap_or_default();
        let what = wants::told_by_call(&frames).unwrap_or_else(|| "the system".into());
        if let Some(row) = census.row_of_thread(vm.thread()).map(|row| &mut census.rows[row])
            && row.state == State::Running
        {
            row.state = State::Waiting;
            row.want = Some(Want { what, whom: Vec::new(), relation: wants::Relation::Holds });
        }
        census
    }

    /// Takes a census.
    pub(crate) fn take(vm: &mut Vm) -> Census {
        let mut census = Census { rows: Vec::new(), by_id: HashMap::new() };
        let objects = gc::objects();
        let waiting = vm.waiting();
        census.threads(vm, &waiting);
        let tasks = census.tasks(vm, &objects);
        let greenlets = census.greenlets(vm, &objects);
        census.generators(&objects);
        wants::fill(vm, &mut census, &waiting, &tasks, &greenlets);
        census
    }

    fn add(&mut self, key: i64, row: Row) {
        self.by_id.insert(key, self.rows.len());
        self.rows.push(row);
    }

    /// The row of an object.
    pub(crate) fn row_of(&self, id: i64) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The row of a thread.
    pub(crate) fn row_of_thread(&self, thread: ThreadId) -> Option<usize> {
        self.row_of(thread_key(thread))
    }

    fn threads(&mut self, vm: &mut Vm, waiting: &[Waiting]) {
        for thread in vm.thread_ids() {
            let waits = waiting.iter().any(|w| w.thread == thread);
            let state = match () {
                () if thread == vm.thread() && !waits => State::Running,
                () if waits => State::Waiting,
                () => State::Ready,
            };
            let since = super::system::kernel(vm).ok().and_then(|k: &mut Kernel| k.since(thread));
            let row = Row {
                kind: Kind::Thread,
                name: super::thread::name(vm, thread),
                state,
                stack: vm.frame_of_thread(thread).map(place::stack).unwrap_or_default(),
                want: None,
                since: since.filter(|_| waits),
                born: vm.birth_of_thread(thread),
                host: None,
            };
            self.add(thread_key(thread), row);
        }
    }

    /// The tasks that have not ended.
    fn tasks(&mut self, vm: &mut Vm, objects: &[Value]) -> Vec<Value> {
        let is_task = |v: &&Value| {
            v.downcast::<Future>().is_some_and(|f| f.has(flags::TASK) && f.is_pending() && f.event_loop.is_set())
        };
        let mut tasks: Vec<Value> = objects.iter().filter(is_task).cloned().collect();
        // Those without a name of their own are numbered as they were made.
        tasks.sort_by_key(|t| (t.downcast::<Future>().and_then(|f| f.name.with(Value::as_i64)), t.id()));
        let ready = ready_in_loops(vm, objects);
        for task in &tasks {
            let Some(f) = task.downcast::<Future>() else { continue };
            let chain = place::chain_of(&f.coro.get());
            let runs = f.event_loop.with(|l| l.downcast::<EventLoop>().is_some_and(|l| l.task.with(|t| t.is(task))));
            let state = match () {
                () if runs => State::Running,
                () if chain.first().is_some_and(|f| f.state() == FrameState::Created) => State::New,
                () if f.waiter.is_set() => State::Waiting,
                () if ready.contains(&task.id()) => State::Ready,
                () => State::Suspended,
            };
            let host = f.event_loop.with(|l| l.downcast::<EventLoop>().and_then(|l| l.thread.get()));
            let row = Row {
                kind: Kind::Task,
                name: task_name(f),
                state,
                stack: place::of_frames(chain.into_iter().rev()),
                want: None,
                since: None,
                born: Some(f.born.get()),
                host: host.and_then(|t| self.row_of_thread(t)),
            };
            self.add(task.id(), row);
        }
        tasks
    }

    /// The greenlets that have begun and not ended, but for the main ones, which are the threads.
    fn greenlets(&mut self, vm: &mut Vm, objects: &[Value]) -> Vec<Value> {
        let mut found = Vec::new();
        for v in objects {
            let Some(g) = v.downcast::<Greenlet>() else { continue };
            if !matches!(g.state.get(), GreenletState::Suspended | GreenletState::Current) || vm.is_main_greenlet(v) {
                continue;
            }
            let current = vm.current_greenlet().is(v);
            let frame = if current { vm.visible_frame() } else { vm.frame_of_greenlet(g) };
            let outermost = frame.clone().and_then(|f| place::outermost(&f));
            let is_tasklet =
                frame.clone().is_some_and(|f| place::outwards(f).any(|f| place::is_of(&f, "stackless/_tasklet.py")));
            let (kind, word) = if is_tasklet { (Kind::Tasklet, "tasklet") } else { (Kind::Greenlet, "greenlet") };
            let function = outermost.and_then(|f| f.code()).map_or("?".into(), |c| c.name.to_lossy().into_owned());
            let host = self.row_of_thread(g.thread.get());
            let state = match g.state.get() {
                GreenletState::Current => host.map_or(State::Suspended, |h| self.rows[h].state),
                _ => State::Suspended,
            };
            let row = Row {
                kind,
                name: format!("{word} {function}"),
                state,
                stack: frame.map(place::stack).unwrap_or_default(),
                want: None,
                since: if state == State::Waiting { host.and_then(|h| self.rows[h].since) } else { None },
                born: Some(g.born),
                host,
            };
            self.add(v.id(), row);
            found.push(v.clone());
        }
        found
    }

    /// Generators and coroutines that are suspended, belong to the program, and that no other row shows.
    fn generators(&mut self, objects: &[Value]) {
        let in_tasks: std::collections::HashSet<i64> = objects
            .iter()
            .filter_map(|v| v.downcast::<Future>())
            .filter(|f| f.has(flags::TASK))
            .flat_map(|f| place::chain_of(&f.coro.get()))
            .map(|f| f.value().id())
            .collect();
        for v in objects.iter().filter(|v| is_generator(v) && !in_tasks.contains(&v.id())) {
            let Some(frame) = FrameRef::from_value(v) else { continue };
            if frame.state() != FrameState::Suspended || frame.is_prelude() || place::is_library(&frame) {
                continue;
            }
            let name = frame.function().map(|f| f.qualname());
            let name = name.as_ref().and_then(Value::downcast::<Str>).map_or("?".into(), |s| s.to_lossy().into_owned());
            let row = Row {
                kind: Kind::Generator,
                name: format!("generator {name}"),
                state: State::Suspended,
                stack: place::of_frames(std::iter::once(frame)),
                want: None,
                since: None,
                born: None,
                host: None,
            };
            self.add(v.id(), row);
        }
    }
}

/// Writes a report if somebody asks for one; says whether nothing else has come that is to be attended to.
pub(crate) fn report(vm: &mut Vm) -> bool {
    report_from(vm, Census::take)
}

/// The same while the current thread waits in a native function.
pub(crate) fn report_while_waiting(vm: &mut Vm) {
    if vm.is_interrupted() && pausa_runtime::report::is_wanted() {
        report_from(vm, Census::take_while_waiting);
    }
}

fn report_from(vm: &mut Vm, take: fn(&mut Vm) -> Census) -> bool {
    use pausa_runtime::{interrupt, report};
    if report::is_asked() {
        let census = take(vm);
        let answered = report::request().map(|form| {
            let form = match form.as_str() {
                "json" => Form::Json,
                "tree" => Form::Tree,
                _ => Form::Table,
            };
            report::answer(&listing::show(&census, form))
        });
        if !matches!(answered, Some(Ok(()))) {
            eprint!("{}", listing::show(&census, Form::Tree));
        }
    }
    let rest = interrupt::is_pending();
    vm.interrupt_handle().flag().store(rest, std::sync::atomic::Ordering::Release);
    !rest
}

/// Threads have numbers, which are no identities of objects: these are never negative.
fn thread_key(thread: ThreadId) -> i64 {
    -1 - i64::from(thread.number())
}

fn is_generator(v: &Value) -> bool {
    v.header().is_some_and(|h| matches!(h.kind(), HeapKind::Generator | HeapKind::Coroutine | HeapKind::AsyncGenerator))
}

/// What is ready in some loop.
fn ready_in_loops(_: &Vm, objects: &[Value]) -> std::collections::HashSet<i64> {
    let loops = objects.iter().filter_map(|v| v.downcast::<EventLoop>());
    loops.flat_map(|l| l.contents().0).map(|v| v.id()).collect()
}

/// A task's name, as `get_name()` gives it.
pub(crate) fn task_name(f: &Future) -> String {
    f.name.with(|name| match (name.downcast::<Str>(), name.as_i64()) {
        (Some(text), _) => text.to_lossy().into_owned(),
        (None, Some(number)) => format!("Task-{number}"),
        _ => "Task".into(),
    })
}
