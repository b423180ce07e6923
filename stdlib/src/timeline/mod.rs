//! The timeline of a program: who ran when, who waited for what, and who woke whom.
//!
//! * this file: recording, which happens where one thread, greenlet or task takes over from another;
//! * [`parts`]: what children write, and putting it together;
//! * [`drawing`]: the record as lanes, spans and arrows;
//! * [`text`], [`trace`], [`picture`], [`page`]: the four forms in which it is written.
//!
//! What runs is always the innermost: while a task takes a step its lane runs, and so do those of the greenlet and the thread in which the
//! loop is; when the thread has to wait in the middle of the step, all of them wait.

mod drawing;
mod page;
mod parts;
mod picture;
mod text;
mod trace;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use pausa_runtime::clock::Clock;
use pausa_vm::aio::Future;
use pausa_vm::frame::FrameRef;
use pausa_vm::greenlet::Greenlet;
use pausa_vm::object::{Module, Str, intern};
use pausa_vm::ops::attr::own_attr;
use pausa_vm::thread::ThreadId;
use pausa_vm::timeline::{Moment, note_wakes, take_wakes};
use pausa_vm::{Value, Vm};

use crate::modules::census::{place, task_name, wants};
use crate::modules::gevent::greenlet::function_of;
use crate::modules::system;

/// So many events are recorded. What happens after that is not shown, and it is said so.
const MOST: usize = 1_000_000;

/// The form of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Page,
    Picture,
    Text,
    Trace,
}

/// What a lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Thread,
    Task,
    Greenlet,
    /// A child process, and its main thread.
    Process,
}

/// One that runs and waits.
#[derive(Debug)]
struct Lane {
    kind: Kind,
    name: String,
    /// The lane of the thread in which it is.
    host: Option<usize>,
    state: State,
    /// The task whose step is under way in it.
    inner: Option<usize>,
    /// A task has become ready during its own step.
    again: bool,
    /// It is a hub, which runs other greenlets.
    is_hub: bool,
    /// What it waited for last.
    waited: Option<Wait>,
    /// The process in which it is: 0 is the one in which recording began.
    process: usize,
}

impl Lane {
    fn new(kind: Kind, name: String, host: Option<usize>) -> Lane {
        Lane {
            kind,
            name,
            host,
            state: State::Ready,
            inner: None,
            again: false,
            is_hub: false,
            waited: None,
            process: 0,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ready,
    Runs,
    Waits,
    Ended,
}

/// A wait: for what, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wait {
    what: String,
    place: Option<place::Place>,
    /// Whoever waits looks again and again whether it is over, and does not run for that.
    looks: bool,
}

/// What has happened to a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// It was made, by this lane.
    Made(Option<usize>),
    /// It can go on, because of this lane or because its time has come.
    Woken(Option<usize>),
    Runs,
    Waits(Wait),
    /// It lets others go first.
    MakesWay,
    Ends,
}

#[derive(Clone, Debug)]
struct Event {
    /// Nanoseconds since the beginning.
    time: i64,
    lane: usize,
    what: What,
}

/// What is to become of a record.
enum Role {
    /// It is written to this file in the end, with those of all children.
    Whole(PathBuf, Form),
    /// It is that of a child, which leaves it to be put together.
    Part(parts::Writer),
}

/// The record.
struct Record {
    role: Role,
    /// The folder in which children leave their records.
    parts: Option<PathBuf>,
    /// Children that have ended, and when.
    ended: Vec<(u32, i64)>,
    /// In a child of a fork: the `multiprocessing` process that its parent was.
    parent_process: i64,
    /// Lanes that have another name since the record was written to the parts last.
    renamed: Vec<usize>,
    began: i64,
    lanes: Vec<Lane>,
    /// The lanes of those that are alive.
    threads: HashMap<ThreadId, usize>,
    objects: HashMap<i64, usize>,
    events: Vec<Event>,
    /// The innermost of those that run.
    current: Option<usize>,
}

/// The record of a VM, if there is one.
#[derive(Default)]
struct Timeline(Option<Box<Record>>);

/// From now on who runs and who waits is recorded. [`write()`] writes the timeline to this file, in the form that its name's ending says.
///
/// # Errors
/// The ending says none, or a timeline is being recorded already.
pub fn record(vm: &mut Vm, file: &Path) -> Result<(), String> {
    if is_recording(vm) {
        return Err("a timeline is being recorded already".into());
    }
    if file.extension().is_some_and(|e| e == parts::ENDING) {
        return record_part(vm, file);
    }
    let form = match file.extension().and_then(|e| e.to_str()) {
        Some("html") => Form::Page,
        Some("svg") => Form::Picture,
        Some("txt") => Form::Text,
        Some("json") => Form::Trace,
        _ => return Err(format!("timeline: {} does not end in .html, .svg, .txt or .json", file.display())),
    };
    // The program may change its folder.
    let file = std::path::absolute(file).unwrap_or_else(|_| file.into());
    let mut record = Record::new(Role::Whole(file, form), now());
    let main = record.thread(vm, vm.thread(), None);
    record.run(main, 0);
    record.start(vm);
    Ok(())
}

/// Whether a timeline is being recorded.
pub fn is_recording(vm: &mut Vm) -> bool {
    vm.state::<Timeline>().0.is_some()
}

/// This process is a new program that a recorded one has started: its record goes to `FOLDER/BEGINNING.part`.
fn record_part(vm: &mut Vm, file: &Path) -> Result<(), String> {
    let began = file.file_stem().and_then(|s| s.to_str()?.parse().ok());
    let (Some(began), Some(folder)) = (began, file.parent()) else {
        return Err(format!("timeline: {} is no part of one", file.display()));
    };
    // Where the parent does not wait for the timeline any more, there is nothing to record.
    let parent = rustix::process::getppid().map_or(0, |p| p.as_raw_pid().cast_unsigned());
    let Ok(writer) = parts::Writer::begin(folder, parent, None) else { return Ok(()) };
    let mut record = Record::new(Role::Part(writer), began);
    record.parts = Some(folder.to_owned());
    record.begin_process(vm);
    record.start(vm);
    Ok(())
}

/// The option by which a new program that this one starts takes part in its timeline; None if none is recorded.
pub(crate) fn option_for_child(vm: &mut Vm) -> Option<String> {
    let record = vm.state::<Timeline>().0.as_mut()?;
    let start = record.began;
    let folder = record.folder()?;
    // The child's virtual time begins anew, if it has any: it goes on from here.
    let began = if pausa_runtime::clock::is_virtual() { pausa_runtime::clock::START - (now() - start) } else { start };
    Some(format!("--timeline={}", folder.join(format!("{began}.{}", parts::ENDING)).display()))
}

/// This process is about to fork.
pub(crate) fn before_fork(vm: &mut Vm) {
    if let Some(record) = vm.state::<Timeline>().0.as_mut() {
        record.folder();
    }
}

/// This process is the child of a fork: its record begins anew, and goes to its parent's.
pub(crate) fn forked(vm: &mut Vm, parent: u32) {
    let Some(old) = vm.state::<Timeline>().0.take() else { return };
    drop(take_wakes());
    let writer = old.parts.as_deref().and_then(|folder| parts::Writer::begin(folder, parent, old.current).ok());
    let Some(writer) = writer else {
        vm.on_turn = None;
        note_wakes(None);
        return;
    };
    let mut record = Record::new(Role::Part(writer), old.began);
    record.parts = old.parts;
    record.parent_process = process_object(vm).map_or(0, |p| p.id());
    record.begin_process(vm);
    record.start(vm);
}

/// A child has ended.
pub(crate) fn child_ended(vm: &mut Vm, child: u32) {
    if let Some(record) = vm.state::<Timeline>().0.as_mut() {
        let time = now() - record.began;
        match &mut record.role {
            Role::Whole(..) => record.ended.push((child, time)),
            Role::Part(writer) => drop(writer.child_ended(child, time)),
        }
    }
}

/// What `multiprocessing` has as the current process, if it is in use.
fn process_object(vm: &Vm) -> Option<Value> {
    let module = vm.modules.get_str("multiprocessing.process").and_then(|m| m.cast::<Module>())?;
    module.dict.get_str("_current_process")
}

/// Ends the record, if there is one, and writes the timeline; returns its file.
pub fn write(vm: &mut Vm) -> Option<PathBuf> {
    let mut record = vm.state::<Timeline>().0.take()?;
    vm.on_turn = None;
    record.wakes(vm);
    let end = now() - record.began;
    record.gather_if_whole();
    record.arrange();
    let written = match &record.role {
        Role::Whole(file, form) => {
            let (file, form) = (file.clone(), *form);
            let drawing = drawing::Drawing::of(&record, end);
            let text = match form {
                Form::Page => page::page(&drawing),
                Form::Picture => picture::picture(&drawing),
                Form::Text => text::text(&record, &drawing),
                Form::Trace => trace::trace(&drawing),
            };
            if let Err(e) = std::fs::write(&file, text) {
                eprintln!("pausa: the timeline cannot be written to {}: {e}", file.display());
            }
            Some(file)
        }
        Role::Part(_) => {
            record.end(0, end);
            record.flush(vm);
            None
        }
    };
    note_wakes(None);
    drop(take_wakes());
    written
}

fn now() -> i64 {
    Clock::Monotonic.look()
}

fn turned(vm: &mut Vm, moment: Moment<'_>) {
    let Some(mut record) = vm.state::<Timeline>().0.take() else { return };
    if record.events.len() < MOST {
        record.take(vm, moment);
        vm.state::<Timeline>().0 = Some(record);
    } else {
        vm.state::<Timeline>().0 = Some(record);
        vm.on_turn = None;
        note_wakes(None);
    }
}

impl Record {
    fn new(role: Role, began: i64) -> Record {
        Record {
            role,
            parts: None,
            ended: Vec::new(),
            parent_process: 0,
            renamed: Vec::new(),
            began,
            lanes: Vec::new(),
            threads: HashMap::new(),
            objects: HashMap::new(),
            events: Vec::new(),
            current: None,
        }
    }

    /// From now on this is the record.
    fn start(self, vm: &mut Vm) {
        vm.state::<Timeline>().0 = Some(Box::new(self));
        vm.on_turn = Some(turned);
        note_wakes(Some(now));
    }

    /// The first lane of a child's record: the process, which gets its name later.
    fn begin_process(&mut self, vm: &Vm) {
        let lane = self.add(Kind::Process, String::new(), None, None);
        self.threads.insert(vm.thread(), lane);
        self.run(lane, now() - self.began);
    }

    /// The folder for the records of children, which is made when it is first asked for.
    fn folder(&mut self) -> Option<&Path> {
        if self.parts.is_none() {
            self.parts = parts::new_folder().ok();
        }
        self.parts.as_deref()
    }

    fn gather_if_whole(&mut self) {
        if matches!(self.role, Role::Whole(..)) {
            self.gather();
        }
    }

    /// Puts each lane below the one in which it is. A part is left as it is: its order is known elsewhere.
    fn arrange(&mut self) {
        if matches!(self.role, Role::Part(_)) {
            return;
        }
        let mut inside: Vec<Vec<usize>> = self.lanes.iter().map(|_| Vec::new()).collect();
        let mut open = Vec::new();
        for (i, lane) in self.lanes.iter().enumerate() {
            match lane.host {
                Some(host) => inside[host].push(i),
                None => open.push(i),
            }
        }
        open.reverse();
        let mut order = Vec::new();
        while let Some(lane) = open.pop() {
            order.push(lane);
            open.extend(inside[lane].iter().rev());
        }
        let mut place = vec![0; self.lanes.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        let mut lanes: Vec<Option<Lane>> = self.lanes.drain(..).map(Some).collect();
        self.lanes.extend(order.iter().filter_map(|&old| lanes[old].take()));
        for lane in &mut self.lanes {
            lane.host = lane.host.map(|host| place[host]);
        }
        for e in &mut self.events {
            e.lane = place[e.lane];
            if let What::Made(Some(by)) | What::Woken(Some(by)) = &mut e.what {
                *by = place[*by];
            }
        }
    }

    /// A child writes down what is new, since it may be killed while it waits.
    fn flush(&mut self, vm: &Vm) {
        let Role::Part(writer) = &mut self.role else { return };
        if self.lanes[0].name.is_empty()
            && let Some(process) = process_object(vm).filter(|p| p.id() != self.parent_process)
            && let Some(name) = own_attr(&process, &intern(b"_name").into()).and_then(|n| n.cast::<Str>())
        {
            self.lanes[0].name = name.to_lossy().into_owned();
            self.renamed.push(0);
        }
        // What cannot be written is missing in the timeline.
        let _ = writer.flush(&self.lanes, &mut self.renamed, &self.events);
    }

    fn take(&mut self, vm: &mut Vm, moment: Moment<'_>) {
        let time = now() - self.began;
        self.wakes(vm);
        match moment {
            Moment::ThreadMade(thread) => {
                self.thread(vm, thread, self.current);
            }
            Moment::ThreadWoken(thread) => {
                let lane = self.thread(vm, thread, None);
                let lane = self.innermost(lane);
                self.woken(lane, time, self.current);
            }
            Moment::ThreadRuns => {
                let lane = self.running(vm);
                self.run(lane, time);
            }
            Moment::ThreadStops(what) => self.thread_stops(vm, time, what),
            Moment::TaskRuns(task) => {
                let outer = self.running(vm);
                let lane = self.task(task, Some(outer), None);
                self.lanes[outer].inner = Some(lane);
                self.run(outer, time);
            }
            Moment::TaskStops(task) => {
                let outer = self.running(vm);
                let lane = self.task(task, Some(outer), None);
                self.lanes[outer].inner = None;
                self.task_stops(lane, time, task);
                self.current = Some(outer);
            }
            Moment::Switch(from, to) => {
                let own = has_hub(from);
                let from = self.greenlet(vm, from);
                let by = Some(from).filter(|_| !has_hub(to));
                self.greenlet_made_by(vm, to, by);
                let frames: Vec<FrameRef> =
                    vm.visible_frame().map(|f| place::outwards(f).collect()).unwrap_or_default();
                let what = wants::told_by_frames(vm, &frames, &Value::NONE);
                let what = match own {
                    _ if what != "its time" => what,
                    true => "its hub".into(),
                    false => "a switch".into(),
                };
                self.wait(from, time, &wait(what, frames));
                self.switch_to(vm, to, time, by);
            }
            Moment::GreenletEnds(from, to) => {
                let lane = self.greenlet(vm, from);
                self.objects.remove(&from.id());
                self.end(lane, time);
                let by = Some(lane).filter(|_| !has_hub(to));
                self.switch_to(vm, to, time, by);
            }
        }
        self.learn_name(vm);
    }

    /// Takes note of those who have become ready meanwhile.
    fn wakes(&mut self, vm: &Vm) {
        for woken in take_wakes() {
            let by = self.current.filter(|_| !woken.by_time);
            let is_greenlet = woken.who.is_a::<Greenlet>();
            let lane =
                if is_greenlet { self.greenlet_made_by(vm, &woken.who, by) } else { self.task(&woken.who, None, by) };
            // What a loop or a hub does of its own is no reason.
            let by = by.filter(|by| self.lanes[lane].host != Some(*by) && !self.lanes[*by].is_hub);
            if self.lanes[lane].state == State::Runs {
                self.lanes[lane].again = true;
            }
            self.woken(lane, woken.time - self.began, by);
        }
    }

    fn switch_to(&mut self, vm: &mut Vm, to: &Value, time: i64, by: Option<usize>) {
        let lane = self.greenlet(vm, to);
        self.woken(self.innermost(lane), time, by);
        self.run(lane, time);
    }

    fn thread_stops(&mut self, vm: &mut Vm, time: i64, what: Option<&Value>) {
        let thread = vm.thread();
        if !vm.is_alive(thread) {
            if let Some(lane) = self.threads.remove(&thread) {
                self.end(lane, time);
            }
            self.current = None;
            return;
        }
        let lane = self.running(vm);
        match what {
            None => self.each(lane, |r, lane| {
                if r.lanes[lane].state == State::Runs {
                    r.lanes[lane].state = State::Ready;
                    r.put(time, lane, What::MakesWay);
                }
            }),
            Some(what) => {
                let frames: Vec<FrameRef> =
                    vm.visible_frame().map(|f| place::outwards(f).collect()).unwrap_or_default();
                let want = wants::told_by_frames(vm, &frames, what);
                let looks = system::kernel(vm).is_ok_and(|k| k.looks_again(thread));
                self.wait(lane, time, &Wait { looks, ..wait(want, frames) });
            }
        }
        self.current = None;
        self.flush(vm);
    }

    fn task_stops(&mut self, lane: usize, time: i64, task: &Value) {
        let Some(f) = task.downcast::<Future>() else { return };
        let again = std::mem::take(&mut self.lanes[lane].again);
        if !f.is_pending() {
            self.objects.remove(&task.id());
            self.end(lane, time);
        } else if again || !f.waiter.is_set() {
            self.lanes[lane].state = State::Ready;
            self.put(time, lane, What::MakesWay);
        } else {
            let mut frames = place::chain_of(&f.coro.get());
            frames.reverse();
            let what = wants::told_by_task(f, &frames);
            self.wait(lane, time, &wait(what, frames));
        }
    }

    fn put(&mut self, time: i64, lane: usize, what: What) {
        // What one transition brings about is recorded while the clock goes on.
        let time = self.events.last().map_or(time, |e| e.time.max(time));
        self.events.push(Event { time, lane, what });
    }

    /// Does something to a lane, and to that of the task whose step is under way in it.
    fn each(&mut self, lane: usize, mut act: impl FnMut(&mut Record, usize)) {
        act(self, lane);
        if let Some(inner) = self.lanes[lane].inner {
            act(self, inner);
        }
    }

    fn innermost(&self, lane: usize) -> usize {
        self.lanes[lane].inner.unwrap_or(lane)
    }

    fn run(&mut self, lane: usize, time: i64) {
        self.current = Some(self.innermost(lane));
        self.each(lane, |r, lane| {
            if r.lanes[lane].state != State::Runs {
                r.lanes[lane].state = State::Runs;
                r.put(time, lane, What::Runs);
            }
        });
    }

    fn wait(&mut self, lane: usize, time: i64, wait: &Wait) {
        self.each(lane, |r, lane| {
            if r.lanes[lane].state == State::Runs {
                r.lanes[lane].state = State::Waits;
                let has_looked = wait.looks && r.events.last().is_some_and(|e| e.lane == lane && e.what == What::Runs);
                if has_looked && r.lanes[lane].waited.as_ref() == Some(wait) {
                    r.events.pop();
                } else {
                    r.lanes[lane].waited = Some(wait.clone());
                    r.put(time, lane, What::Waits(wait.clone()));
                }
            }
        });
    }

    fn woken(&mut self, lane: usize, time: i64, by: Option<usize>) {
        if self.lanes[lane].state == State::Waits && by != Some(lane) {
            self.lanes[lane].state = State::Ready;
            self.put(time, lane, What::Woken(by));
        }
    }

    fn end(&mut self, lane: usize, time: i64) {
        if self.lanes[lane].state != State::Ended {
            self.lanes[lane].state = State::Ended;
            self.put(time, lane, What::Ends);
        }
    }

    fn add(&mut self, kind: Kind, name: String, host: Option<usize>, by: Option<usize>) -> usize {
        let lane = self.lanes.len();
        self.lanes.push(Lane::new(kind, name, host));
        self.put(now() - self.began, lane, What::Made(by));
        lane
    }

    fn thread(&mut self, vm: &Vm, thread: ThreadId, by: Option<usize>) -> usize {
        if let Some(&lane) = self.threads.get(&thread) {
            return lane;
        }
        let lane = self.add(Kind::Thread, crate::modules::thread::name(vm, thread), None, by);
        self.threads.insert(thread, lane);
        lane
    }

    /// A thread gets its name when it has begun.
    fn learn_name(&mut self, vm: &Vm) {
        let thread = vm.thread();
        if let Some(&lane) = self.threads.get(&thread)
            && self.lanes[lane].name.starts_with("thread ")
        {
            self.lanes[lane].name = crate::modules::thread::name(vm, thread);
            self.renamed.push(lane);
        }
    }

    /// The lane of the current greenlet; that of the thread, if it is its main one.
    fn running(&mut self, vm: &Vm) -> usize {
        let g = vm.current_greenlet().clone();
        self.greenlet(vm, &g)
    }

    fn greenlet(&mut self, vm: &Vm, v: &Value) -> usize {
        self.greenlet_made_by(vm, v, None)
    }

    fn greenlet_made_by(&mut self, vm: &Vm, v: &Value, by: Option<usize>) -> usize {
        let thread = self.thread(vm, vm.thread(), None);
        if vm.is_main_greenlet(v) || !v.is_a::<Greenlet>() {
            return thread;
        }
        if let Some(&lane) = self.objects.get(&v.id()) {
            return lane;
        }
        let function = |g: &Greenlet| function_of(g).unwrap_or_else(|| g.run.get());
        let run = v.downcast::<Greenlet>().map(function);
        let name = run.filter(|run| !run.is_unbound()).and_then(|run| wants::name_of(&run));
        let name = name.unwrap_or_else(|| pausa_vm::types::class_name(v).to_string());
        let count = self.lanes.iter().filter(|l| l.kind == Kind::Greenlet).count() + 1;
        let lane = self.add(Kind::Greenlet, format!("greenlet {count} {name}"), Some(thread), by);
        self.lanes[lane].is_hub = vm.hub.is(v);
        self.objects.insert(v.id(), lane);
        lane
    }

    fn task(&mut self, task: &Value, host: Option<usize>, by: Option<usize>) -> usize {
        let name = task.downcast::<Future>().map(task_name).unwrap_or_default();
        if let Some(&lane) = self.objects.get(&task.id()) {
            // Another one may stand where one was that never ended.
            if self.lanes[lane].kind == Kind::Task && self.lanes[lane].name == name {
                self.lanes[lane].host = self.lanes[lane].host.or(host);
                return lane;
            }
        }
        let lane = self.add(Kind::Task, name, host, by);
        self.objects.insert(task.id(), lane);
        lane
    }
}

/// Whether a hub runs this greenlet: it is resumed by whoever happens to run before it.
fn has_hub(v: &Value) -> bool {
    v.downcast::<Greenlet>().is_some_and(|g| g.job.get().is_some())
}

fn wait(what: String, frames: Vec<FrameRef>) -> Wait {
    Wait { what, place: place::of_frames(frames.into_iter()).into_iter().next(), looks: false }
}
