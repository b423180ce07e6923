//! Who begins to run, who stops and who is woken, for whoever records that (`Vm::on_turn`).
//!
//! Nothing is recorded here, and while nobody wants to know, each transition costs one look at a flag. Tasks and a hub's greenlets
//! become ready where no machine is at hand; they are noted with the time, and whoever records takes the notes with the next transition.

use std::cell::{Cell, RefCell};

use crate::aio::{Future, flags};
use crate::greenlet::Greenlet;
use crate::thread::ThreadId;
use crate::value::Value;
use crate::vm::Vm;

/// What has just happened, or is about to.
#[derive(Clone, Copy, Debug)]
pub enum Moment<'a> {
    /// This thread was made by who runs.
    ThreadMade(ThreadId),
    /// Who runs has woken this thread.
    ThreadWoken(ThreadId),
    /// The current thread goes on.
    ThreadRuns,
    /// The current thread stops, to wait for this object; None: it makes way for others, or has ended.
    ThreadStops(Option<&'a Value>),
    /// A step of this task begins.
    TaskRuns(&'a Value),
    /// The step is over.
    TaskStops(&'a Value),
    /// The first of these greenlets stops, and the second one goes on.
    Switch(&'a Value, &'a Value),
    /// The first of these greenlets has ended, and the second one goes on.
    GreenletEnds(&'a Value, &'a Value),
}

/// See [`Vm::on_turn`].
pub type OnTurn = fn(&mut Vm, Moment<'_>);

/// A task or a greenlet that was made ready.
pub struct Woken {
    /// When.
    pub time: i64,
    /// The task or the greenlet.
    pub who: Value,
    /// The future that it waited for has ended because its time had come.
    pub by_time: bool,
}

/// Tells the time while those who become ready are noted.
type Now = fn() -> i64;

thread_local! {
    static NOW: Cell<Option<Now>> = const { Cell::new(None) };
    static NOTED: RefCell<Vec<Woken>> = const { RefCell::new(Vec::new()) };
}

/// From now on those who become ready are noted, with the time by this clock.
pub fn note_wakes(now: Option<Now>) {
    NOW.set(now);
}

/// Those who have been noted since this was asked last.
pub fn take_wakes() -> Vec<Woken> {
    NOTED.with(RefCell::take)
}

/// This has become ready, by that. Only tasks and greenlets are noted.
#[inline(always)]
pub fn ready(what: &Value, how: &Value) {
    if let Some(now) = NOW.get() {
        note(now, what, how);
    }
}

#[cold]
fn note(now: Now, what: &Value, how: &Value) {
    if what.is_a::<Greenlet>() || what.downcast::<Future>().is_some_and(|f| f.has(flags::TASK)) {
        let by_time = how.downcast::<Future>().is_some_and(|f| f.has(flags::SLEEP));
        NOTED.with(|noted| noted.borrow_mut().push(Woken { time: now(), who: what.clone(), by_time }));
    }
}

impl Vm {
    /// Tells whoever records it.
    #[inline(always)]
    pub(crate) fn turned(&mut self, moment: Moment<'_>) {
        if let Some(record) = self.on_turn {
            tell(self, record, moment);
        }
    }
}

#[cold]
#[inline(never)]
fn tell(vm: &mut Vm, record: OnTurn, moment: Moment<'_>) {
    record(vm, moment);
}
