//! Greenlets: chains of frames that hand control to each other.

use std::any::Any;
use std::cell::{Cell, OnceCell};

use crate::age::Birth;
use crate::exc::{Exc, R};
use crate::frame::FrameBlock;
use crate::heap::{Header, Kind, Obj, Payload as HeapPayload, Visit};
use crate::object::Dict;
use crate::thread::{ThreadId, Threads};
use crate::value::{Slot, Value};
use crate::vm::Vm;

/// What travels with a switch.
pub enum Payload {
    /// The arguments of `switch()`: positional ones, and keywords.
    Values(Vec<Value>, Option<Obj<Dict>>),
    /// The one argument of `switch()`, or what is to be its result.
    One(Value),
    /// An exception to raise in the target.
    Throw(Exc),
}

/// How far a greenlet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not started.
    Fresh,
    /// Waiting for a switch.
    Suspended,
    /// Running.
    Current,
    /// Finished.
    Dead,
}

/// What a hub knows of a greenlet that it runs.
pub trait Job: Any {
    /// Calls `visit` for each value it refers to.
    fn traverse(&self, visit: &mut Visit<'_>);
    /// Drops the references that may form cycles. Called on garbage only.
    fn clear(&self);
}

/// Who goes on when a greenlet with a job has ended.
pub enum Ended {
    /// Its parent, with this.
    Parent(R),
    /// This one in place of it, with this.
    Other(Value, Payload),
}

/// A greenlet.
pub struct Greenlet {
    /// How far it is.
    pub state: Cell<State>,
    /// The thread that started it.
    pub thread: Cell<ThreadId>,
    /// The innermost frame while suspended: a counted reference.
    pub(crate) frame: Cell<*mut FrameBlock>,
    /// The running generator while suspended.
    pub(crate) running: Cell<*mut FrameBlock>,
    /// The exception being handled while suspended.
    pub(crate) handled: Slot,
    /// The greenlet that gets the result.
    pub parent: Slot,
    /// The function to run, or `UNBOUND` once started.
    pub run: Slot,
    /// The context of context variables while suspended, or None.
    pub context: Slot,
    /// `__dict__`, or `UNBOUND`.
    pub dict: Slot,
    /// How many waits have begun and ended in it: whoever is to wake it notes the number, and comes too late when that has changed.
    pub waits: Cell<u32>,
    /// When it was made.
    pub born: Birth,
    /// What a hub that runs it knows of it besides, or nothing: `Vm::on_greenlet_end` is told of its end then.
    pub job: OnceCell<Box<dyn Job>>,
}

impl HeapPayload for Greenlet {
    const KIND: Kind = Kind::Greenlet;
    #[allow(unsafe_code)]
    fn traverse(&self, visit: &mut Visit<'_>) {
        let frame = self.frame.get();
        // SAFETY: the frame is alive; its word is looked at, its reference left alone.
        if unsafe { FrameBlock::is_owned_parent(frame) } {
            // SAFETY: as above.
            let word = unsafe { Value::from_header(frame.cast_const().cast()) };
            visit(&std::mem::ManuallyDrop::new(word));
        }
        for slot in [&self.handled, &self.parent, &self.run, &self.context, &self.dict] {
            slot.with(&mut *visit);
        }
        if let Some(job) = self.job.get() {
            job.traverse(visit);
        }
    }
    fn clear(&self) {
        if let Some(job) = self.job.get() {
            job.clear();
        }
    }
}

impl Greenlet {
    /// A greenlet of this class that has nothing to run yet.
    pub fn of_class(class: &crate::object::TypeRef, parent: Value) -> Obj<Greenlet> {
        let g = crate::heap::new_with_type(class, Greenlet::payload(Value::UNBOUND, parent));
        // When nobody refers to it any more while its frames wait, it gets GreenletExit.
        g.header().set(crate::heap::flag::FINALIZER);
        g
    }

    /// The payload of a greenlet that will run `run` (`UNBOUND` if that is not known yet).
    pub fn payload(run: Value, parent: Value) -> Greenlet {
        Greenlet {
            state: Cell::new(State::Fresh),
            thread: Cell::new(ThreadId::MAIN),
            frame: Cell::new(std::ptr::null_mut()),
            running: Cell::new(std::ptr::null_mut()),
            handled: Slot::new(Value::NONE),
            parent: Slot::new(parent),
            run: Slot::new(run),
            context: Slot::new(Value::NONE),
            dict: Slot::new(Value::UNBOUND),
            waits: Cell::new(0),
            born: Birth::now(),
            job: OnceCell::new(),
        }
    }
}

#[allow(unsafe_code)]
fn payload(h: &Header) -> &Greenlet {
    // SAFETY: only called for objects of this kind.
    unsafe { &(*(&raw const *h).cast::<crate::heap::object::Block<Greenlet>>()).payload }
}

/// Whether a greenlet object has frames waiting.
pub(crate) fn is_suspended(h: &Header) -> bool {
    payload(h).state.get() == State::Suspended
}

/// The innermost frame of a suspended greenlet; null if it has none.
pub(crate) fn suspended_frame(h: &Header) -> *mut FrameBlock {
    payload(h).frame.get()
}

/// Drops the frames of a suspended greenlet that can never go on. Nothing in them runs.
#[allow(unsafe_code)]
pub(crate) fn drop_frames(g: &Greenlet) {
    g.state.set(State::Dead);
    g.running.set(std::ptr::null_mut());
    let frame = g.frame.replace(std::ptr::null_mut());
    // SAFETY: the greenlet's reference to the frame, if it is a counted one, ends here; the frame's own keep, or release, the others.
    unsafe {
        if FrameBlock::is_owned_parent(frame) {
            crate::heap::decrement(frame.cast_const().cast());
        }
    }
    g.handled.set(Value::NONE);
    g.context.set(Value::NONE);
}

/// Whether an exception is `GreenletExit`.
pub(crate) fn is_exit(vm: &Vm, e: &Exc) -> bool {
    vm.greenlet_exit.as_ref().is_some_and(|t| e.object().header().class_ref().is_subtype_of(t))
}

/// Makes the main greenlet.
pub(crate) fn start(vm: &mut Vm) {
    let main = crate::heap::new(Greenlet::payload(Value::UNBOUND, Value::NONE));
    main.state.set(State::Current);
    vm.threads = Threads::new(main.value().clone());
    vm.greenlet = main.into();
}

/// The innermost frame of a suspended greenlet that programs may see.
pub(crate) fn visible_frame(g: &Greenlet) -> Option<crate::frame::FrameRef> {
    let frame = g.frame.get();
    if frame.is_null() {
        return None;
    }
    let f = crate::frame::FrameRef::from_block(frame);
    if f.is_prelude() { f.visible_parent() } else { Some(f) }
}
