//! Threads: trees of greenlets that the interpreter runs in turn.
//!
//! A thread is data: its current greenlet with that one's frames, and how it goes on when its turn comes ([`Resume`]). Whose turn it
//! is decides a [`Scheduler`], which knows clocks and queues but nothing of values. A native function that has to wait returns
//! `Next::Park`: its thread is set aside until something wakes it or its time is over, and then the same function is called again
//! with the same arguments, to look whether it has what it waited for. So nobody who wakes a thread has to know what it does next.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::age::Birth;
use crate::exc::{Exc, R, runtime_error};
use crate::frame::FrameRef;
use crate::greenlet::{Greenlet, State};
use crate::native::{Args, Def};
use crate::timeline::Moment;
use crate::value::Value;
use crate::vm::Vm;

/// A thread's number. No two threads of one VM have the same, dead ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(u32);

impl ThreadId {
    /// The thread in which the program starts.
    pub const MAIN: ThreadId = ThreadId(0);

    /// The number; the main thread's is 0.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// A descriptor that a thread waits for, and what it wants to do with it. Whoever waits has tried first, and could not go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Descriptor {
    /// Its number.
    pub number: i32,
    /// Read from it.
    pub readable: bool,
    /// Write to it.
    pub writable: bool,
    /// Hear of something exceptional.
    pub priority: bool,
}

/// The number of a list of events, which the scheduler fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Port(pub u32);

/// What of the world outside can end a wait.
#[derive(Clone, Debug, Default)]
pub enum Events {
    /// Nothing.
    #[default]
    None,
    /// One of these descriptors can be used. It is not said which: who waits tries again.
    Descriptors(Vec<Descriptor>),
    /// An event for one of these ports.
    Ports(SmallVec<[Port; 2]>),
    /// Something that nothing tells of: who waits looks again in a moment.
    Moment,
}

/// What `Next::Park` waits for, and how it goes on.
pub struct Park {
    /// The object that is waited for; None for no more than time or events.
    pub what: Value,
    /// What of the world outside ends the wait.
    pub events: Events,
    /// When the wait is over in any case, by the scheduler's clock; None for never.
    pub until: Option<i64>,
    /// The native function that is called again when the thread wakes.
    pub again: &'static Def,
    /// Its arguments, one for each parameter.
    pub args: Args,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// This thread runs next.
    Run(ThreadId),
    /// A signal has come while all were waiting; the main thread attends to it.
    Signal,
    /// All threads wait, and nothing will ever wake one.
    Deadlock,
}

/// Decides which thread runs. It is told of threads that are ready and of those that wait.
pub trait Scheduler {
    /// The thread, which does not wait, can run: its turn comes after those of all that are ready already.
    fn ready(&mut self, thread: ThreadId);
    /// The thread is ready from now on, if it was waiting; says whether it was.
    fn wake(&mut self, thread: ThreadId) -> bool;
    /// The thread can run, and is the next to do so.
    fn ready_first(&mut self, thread: ThreadId);
    /// The thread waits until it is made ready, the time is over, or one of the events comes.
    fn park(&mut self, thread: ThreadId, until: Option<i64>, events: Events);
    /// The thread is gone.
    fn forget(&mut self, thread: ThreadId);
    /// Whose turn it is now that the running thread cannot go on; waits until there is one.
    fn next(&mut self) -> Turn;
    /// Whether the running thread has had its share while others are ready.
    fn is_over(&mut self) -> bool;
    /// Sets a thread's share, in nanoseconds.
    fn set_share(&mut self, share: i64);
    /// The time by the clock of the deadlines.
    fn now(&self) -> i64;
    /// About the same, at less cost, by a look that virtual time takes no notice of.
    fn glimpse(&self) -> i64;
    /// The scheduler itself, for those who know which one it is.
    fn as_any(&mut self) -> &mut dyn std::any::Any;
}

/// How a thread goes on when its turn comes.
pub(crate) enum Resume {
    /// It is running.
    Running,
    /// It begins with a call of this function.
    Start(Value, Args),
    /// It was preempted between two instructions.
    Continue,
    /// It calls a native function again that had to wait for this object.
    Again(&'static Def, Args, Value),
    /// What it waited for ends in an exception.
    Raise(Exc),
}

/// A thread. What the VM keeps for the running one is here while it does not run.
pub(crate) struct Thread {
    pub(crate) resume: Resume,
    /// Its main greenlet.
    pub(crate) main: Value,
    /// Its current greenlet.
    pub(crate) greenlet: Value,
    pub(crate) asyncgen_hooks: (Value, Value),
    pub(crate) greenlet_trace: Value,
    /// The event loop that runs in it, or None.
    pub(crate) running_loop: Value,
    /// Its hub, or None.
    pub(crate) hub: Value,
    /// Greenlets that nobody refers to any more, and that have to be ended in this thread.
    pub(crate) abandoned: Vec<Value>,
    /// When it was made.
    pub(crate) born: Birth,
}

impl Events {
    /// An event for one of these ports, if there are any.
    pub fn of_ports(ports: impl IntoIterator<Item = Port>) -> Events {
        let ports: SmallVec<[Port; 2]> = ports.into_iter().collect();
        if ports.is_empty() { Events::None } else { Events::Ports(ports) }
    }
}

impl Thread {
    fn new(main: Value, resume: Resume) -> Thread {
        Thread {
            resume,
            greenlet: main.clone(),
            main,
            asyncgen_hooks: (Value::NONE, Value::NONE),
            greenlet_trace: Value::NONE,
            running_loop: Value::NONE,
            hub: Value::NONE,
            abandoned: Vec::new(),
            born: Birth::now(),
        }
    }

    fn is_waiting(&self) -> bool {
        matches!(self.resume, Resume::Again(..))
    }
}

/// The threads of a VM.
pub(crate) struct Threads {
    pub(crate) current: ThreadId,
    /// The one that attends to signals.
    pub(crate) main: ThreadId,
    pub(crate) table: BTreeMap<ThreadId, Thread>,
    last: ThreadId,
}

impl Threads {
    pub(crate) fn new(main: Value) -> Threads {
        let table = BTreeMap::from([(ThreadId::MAIN, Thread::new(main, Resume::Running))]);
        Threads { current: ThreadId::MAIN, main: ThreadId::MAIN, table, last: ThreadId::MAIN }
    }

    /// Whether there are others than the main thread.
    pub(crate) fn are_several(&self) -> bool {
        self.table.len() > 1
    }
}

/// A thread that waits, for whoever reports on it.
pub struct Waiting {
    /// The thread.
    pub thread: ThreadId,
    /// What it waits for; None for no more than time.
    pub what: Value,
    /// Where.
    pub frame: Option<FrameRef>,
    again: &'static Def,
}

impl Waiting {
    /// Whether this is the function that is called again when the thread wakes.
    pub(crate) fn again_is(&self, def: &'static Def) -> bool {
        std::ptr::eq(self.again, def)
    }
}

impl Vm {
    /// The thread that is running.
    pub fn thread(&self) -> ThreadId {
        self.threads.current
    }

    /// The thread that attends to signals.
    pub fn main_thread(&self) -> ThreadId {
        self.threads.main
    }

    /// The current thread counts as made now: there was no clock when it was.
    pub fn begin_thread_now(&mut self) {
        if let Some(t) = self.threads.table.get_mut(&self.threads.current) {
            t.born = Birth::now();
        }
    }

    /// When a thread was made.
    pub fn birth_of_thread(&self, thread: ThreadId) -> Option<Birth> {
        self.threads.table.get(&thread).map(|t| t.born)
    }

    /// All threads that are alive, oldest first.
    pub fn thread_ids(&self) -> Vec<ThreadId> {
        self.threads.table.keys().copied().collect()
    }

    /// Whether the thread has not ended.
    pub fn is_alive(&self, thread: ThreadId) -> bool {
        self.threads.table.contains_key(&thread)
    }

    /// Makes a thread that will call `callee`; its turn comes after those of all that are ready.
    ///
    /// # Errors
    /// RuntimeError if no threads can be made.
    pub fn spawn(&mut self, callee: Value, args: Args) -> R<ThreadId> {
        let id =
            self.threads.last.0.checked_add(1).map(ThreadId).ok_or_else(|| runtime_error("can't start new thread"))?;
        let main = crate::heap::new(Greenlet::payload(Value::UNBOUND, Value::NONE));
        main.thread.set(id);
        self.scheduler()?.ready(id);
        self.threads.last = id;
        self.threads.table.insert(id, Thread::new(main.into(), Resume::Start(callee, args)));
        self.turned(Moment::ThreadMade(id));
        // From now on the loop looks up more often.
        self.attend_soon();
        Ok(id)
    }

    /// Lets the thread go on, if it waits for this object; says whether it did.
    pub fn wake(&mut self, thread: ThreadId, what: &Value) -> bool {
        let waits = match self.threads.table.get(&thread).map(|t| &t.resume) {
            Some(Resume::Again(_, _, object)) => object.is(what),
            _ => false,
        };
        let woken = waits && self.scheduler().is_ok_and(|s| s.wake(thread));
        if woken {
            self.turned(Moment::ThreadWoken(thread));
        }
        woken
    }

    /// The threads that wait, oldest first.
    pub fn waiting(&self) -> Vec<Waiting> {
        let row = |(id, t): (&ThreadId, &Thread)| match &t.resume {
            Resume::Again(again, _, what) => {
                Some(Waiting { thread: *id, what: what.clone(), frame: self.frame_of_thread(*id), again })
            }
            _ => None,
        };
        self.threads.table.iter().filter_map(row).collect()
    }

    /// The innermost frame of a thread that programs may see.
    pub fn frame_of_thread(&self, thread: ThreadId) -> Option<FrameRef> {
        if thread == self.threads.current && !self.frame.is_null() {
            return self.visible_frame();
        }
        let t = self.threads.table.get(&thread)?;
        t.greenlet.downcast::<Greenlet>().and_then(crate::greenlet::visible_frame)
    }

    /// The hub of a thread, or None.
    pub fn hub_of_thread(&self, thread: ThreadId) -> Value {
        if thread == self.threads.current {
            return self.hub.clone();
        }
        self.threads.table.get(&thread).map_or(Value::NONE, |t| t.hub.clone())
    }

    /// The greenlet that a thread runs.
    pub fn greenlet_of_thread(&self, thread: ThreadId) -> Option<Value> {
        if thread == self.threads.current {
            return Some(self.greenlet.clone());
        }
        self.threads.table.get(&thread).map(|t| t.greenlet.clone())
    }

    /// The innermost frame of a suspended greenlet that programs may see.
    pub fn frame_of_greenlet(&self, g: &Greenlet) -> Option<FrameRef> {
        crate::greenlet::visible_frame(g)
    }

    /// Whether a greenlet is that in which a thread began.
    pub fn is_main_greenlet(&self, g: &Value) -> bool {
        self.threads.table.values().any(|t| t.main.is(g))
    }

    /// The exception that a thread is handling, or None.
    pub fn handled_in_thread(&self, thread: ThreadId) -> Value {
        if thread == self.threads.current {
            return self.handled_exception();
        }
        let t = self.threads.table.get(&thread);
        t.and_then(|t| t.greenlet.downcast::<Greenlet>()).map_or(Value::NONE, |g| g.handled.get())
    }

    /// Ends all threads but the running one, without running anything in them: the child of a fork has no others, and at the end of
    /// the program nobody waits for them. The running thread becomes the main thread.
    pub fn end_other_threads(&mut self) {
        let current = self.threads.current;
        self.threads.main = current;
        let mut gone = std::mem::take(&mut self.threads.table);
        if let Some(own) = gone.remove(&current) {
            self.threads.table.insert(current, own);
        }
        for (id, t) in gone {
            if let Ok(s) = self.scheduler() {
                s.forget(id);
            }
            // The frames are not unwound. They are kept, for what refers to them may still look at them.
            std::mem::forget(t.greenlet);
        }
    }

    /// The scheduler.
    ///
    /// # Errors
    /// RuntimeError if the VM has none.
    pub(crate) fn scheduler(&mut self) -> R<&mut (dyn Scheduler + 'static)> {
        match &mut self.scheduler {
            Some(s) => Ok(&mut **s),
            None => Err(runtime_error("this VM has no scheduler, so nothing can wait")),
        }
    }

    /// A signal has come and another thread than the main one runs: that one is to be next.
    pub(crate) fn summon_main(&mut self) -> R<()> {
        let main = self.threads.main;
        if self.threads.table.get(&main).is_some_and(|t| !matches!(t.resume, Resume::Running)) {
            self.scheduler()?.ready_first(main);
        }
        Ok(())
    }

    /// All threads wait for ever: the main one, or the oldest, gets an exception that says so.
    pub(crate) fn break_deadlock(&mut self) -> R<()> {
        let e = match self.on_deadlock {
            Some(describe) => describe(self),
            None => runtime_error("deadlock: all threads wait"),
        };
        let waiting = self.threads.table.iter_mut().find(|(_, t)| t.is_waiting());
        let Some((&id, t)) = waiting else {
            return Err(e);
        };
        t.resume = Resume::Raise(e);
        self.scheduler()?.ready_first(id);
        Ok(())
    }
}

/// The thread to which a greenlet belongs: that in which it runs, or that of the nearest ancestor which does.
pub(crate) fn of_greenlet(g: &Greenlet) -> ThreadId {
    let runs = |g: &Greenlet| matches!(g.state.get(), State::Suspended | State::Current);
    if runs(g) {
        return g.thread.get();
    }
    let mut thread = g.thread.get();
    let mut link = g.parent.with(Value::cast::<Greenlet>);
    while let Some(p) = link {
        thread = p.thread.get();
        if runs(&p) {
            break;
        }
        link = p.parent.with(Value::cast);
    }
    thread
}
