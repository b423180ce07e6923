//! The timeline of a program: who ran when, who waited for what, and who woke whom.
//!
//! * this file: recording, which happens where one thread, greenlet or task takes over from another;
//! * [`drawing`]: the record as lanes, spans and arrows;
//! * [`text`], [`trace`], [`picture`], [`page`]: the four forms in which it is written.
//!
//! What runs is always the innermost: while a task takes a step its lane runs, and so do those of the greenlet and the thread in which the
//! loop is; when the thread has to wait in the middle of the step, all of them wait.

mod drawing;
mod page;
mod picture;
mod text;
mod trace;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use pausa_runtime::clock::Clock;
use pausa_vm::aio::Future;
use pausa_vm::frame::FrameRef;
use pausa_vm::greenlet::Greenlet;
use pausa_vm::thread::ThreadId;
use pausa_vm::timeline::{Moment, note_wakes, take_wakes};
use pausa_vm::{Value, Vm};

use crate::modules::census::{place, task_name, wants};
use crate::modules::gevent::greenlet::function_of;

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

/// The record.
struct Record {
    file: PathBuf,
    form: Form,
    /// The process whose record it is: the children of a fork have none.
    process: u32,
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
/// The ending says none.
pub fn record(vm: &mut Vm, file: &Path) -> Result<(), String> {
    let form = match file.extension().and_then(|e| e.to_str()) {
        Some("html") => Form::Page,
        Some("svg") => Form::Picture,
        Some("txt") => Form::Text,
        Some("json") => Form::Trace,
        _ => return Err(format!("--timeline: {} does not end in .html, .svg, .txt or .json", file.display())),
    };
    // The program may change its folder.
    let file = std::path::absolute(file).unwrap_or_else(|_| file.into());
    let mut record = Record {
        file,
        form,
        process: std::process::id(),
        began: now(),
        lanes: Vec::new(),
        threads: HashMap::new(),
        objects: HashMap::new(),
        events: Vec::new(),
        current: None,
    };
    let main = record.thread(vm, vm.thread(), None);
    record.run(main, 0);
    vm.state::<Timeline>().0 = Some(Box::new(record));
    vm.on_turn = Some(turned);
    note_wakes(Some(now));
    Ok(())
}

/// Ends the record, if there is one, and writes the timeline.
pub fn write(vm: &mut Vm) {
    let Some(mut record) = vm.state::<Timeline>().0.take() else { return };
    vm.on_turn = None;
    if record.process == std::process::id() {
        record.wakes(vm);
        let drawing = drawing::Drawing::of(&record, now() - record.began);
        let text = match record.form {
            Form::Page => page::page(&drawing),
            Form::Picture => picture::picture(&drawing),
            Form::Text => text::text(&record, &drawing),
            Form::Trace => trace::trace(&drawing),
        };
        if let Err(e) = std::fs::write(&record.file, text) {
            eprintln!("pausa: the timeline cannot be written to {}: {e}", record.file.display());
        }
    }
    note_wakes(None);
    drop(take_wakes());
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
                self.wait(lane, time, &wait(want, frames));
            }
        }
        self.current = None;
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
                r.put(time, lane, What::Waits(wait.clone()));
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
        self.lanes.push(Lane { kind, name, host, state: State::Ready, inner: None, again: false, is_hub: false });
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
    Wait { what, place: place::of_frames(frames.into_iter()).into_iter().next() }
}
