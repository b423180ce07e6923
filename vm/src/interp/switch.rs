//! Switching between greenlets, and the entry from Rust.
//!
//! A greenlet's frames are a chain whose bottom is a *root* frame. To switch is to note the current frame in the greenlet that stops
//! and to load the other's. What reaches a root frame is the greenlet's result, and goes to its parent.

use crate::exc::{Exc, ExcKind, R, runtime_error};
use crate::frame::{FrameBlock, FrameKind, Stage, allocate};
use crate::greenlet::{Ended, Greenlet, Payload, State};
use crate::heap::{Kind, Obj};
use crate::interp::call::{Called, Kwargs, call_value, kwargs_of};
use crate::interp::{Flow, deliver, destination, set, threads};
use crate::native::Args;
use crate::object::*;
use crate::thread::{ThreadId, of_greenlet};
use crate::timeline::Moment;
use crate::value::Value;
use crate::vm::Vm;

/// A frame at the bottom of a chain.
fn new_root() -> *mut FrameBlock {
    // SAFETY: a root frame has no code and one register, which is initialised.
    unsafe {
        let block = allocate(Kind::Frame, FrameKind::Root, Value::UNBOUND, std::ptr::null(), 1);
        std::ptr::write(FrameBlock::reg(block, 0), Value::UNBOUND);
        (*block).payload.stage = Stage::Root;
        block
    }
}

impl Vm {
    /// Calls `callee` and runs the program until it returns: the entry from Rust.
    ///
    /// # Errors
    /// The exception that `callee` raised, or RuntimeError if the VM is running already.
    pub fn run(&mut self, callee: &Value, args: Vec<Value>) -> R {
        if !self.frame.is_null() {
            return Err(runtime_error("the VM is running already"));
        }
        let thread = self.threads.current;
        let root = new_root();
        self.frame = root;
        self.outcome = None;
        let started = call_value(self, callee, args.into(), Kwargs::new());
        let outcome = match started {
            Ok(Called::Done(v)) => Ok(v),
            Err(e) => Err(e),
            Ok(Called::Pushed | Called::Thrown) => {
                // SAFETY: the chain of the current frame ends in the root frame made above. What calls the program is no call of
                // its own.
                unsafe {
                    (*self.frame).payload.depth = 0;
                    self.run_frames();
                }
                self.outcome.take().unwrap_or_else(|| Err(runtime_error("the program ended without a result")))
            }
        };
        self.frame = std::ptr::null_mut();
        self.running = std::ptr::null_mut();
        if self.threads.current == thread {
            // SAFETY: the root frame is on no chain any more. (In the child of a fork that another thread made, it is.)
            unsafe { crate::heap::decrement(root.cast_const().cast()) };
        }
        outcome
    }
}

impl Vm {
    /// Runs the current frames to their end, in the copy of the loop that tells trace functions what happens or in the one that does not.
    ///
    /// # Safety
    /// As for `super::run`.
    unsafe fn run_frames(&mut self) {
        loop {
            self.tracing.running = self.tracing.on;
            let run = super::LOOPS[usize::from(self.tracing.on)];
            // SAFETY: the caller's promise; a copy that is left for the other one leaves the current frame in `vm.frame`.
            unsafe { run(self) };
            if !std::mem::replace(&mut self.tracing.switching, false) {
                return;
            }
        }
    }
}

/// What the value of `switch()` is for these arguments.
fn result_of(mut values: Vec<Value>, kwargs: Option<Obj<Dict>>) -> Value {
    let kwargs = kwargs.filter(|d| !d.is_empty());
    let args = if values.len() == 1 { values.swap_remove(0) } else { Tuple::from_vec(values.clone()).into() };
    match kwargs {
        None => args,
        Some(d) if values.is_empty() && args.downcast::<Tuple>().is_some_and(|t| t.is_empty()) => d.into(),
        Some(d) => {
            let args = if args.is_a::<Tuple>() { args } else { Tuple::from_vec(vec![args]).into() };
            Tuple::from_vec(vec![args, d.into()]).into()
        }
    }
}

/// The greenlet itself, or if it is dead the nearest ancestor that is not.
fn alive(mut g: Obj<Greenlet>) -> Option<Obj<Greenlet>> {
    while g.state.get() == State::Dead {
        g = g.parent.with(Value::cast)?;
    }
    Some(g)
}

/// Switches to a greenlet. The current frame waits for what the switch back brings.
pub(crate) fn switch(vm: &mut Vm, target: &Value, what: Payload) -> R<Called> {
    if let Some(target) = target.cast::<Greenlet>() {
        check_thread(vm, &target)?;
    }
    let Some(target) = target.cast::<Greenlet>().and_then(alive) else {
        return Err(Exc::msg(ExcKind::RuntimeError, "the greenlet has no living parent"));
    };
    let Some(current) = vm.greenlet.cast::<Greenlet>() else {
        return Err(crate::exc::system_error("there is no current greenlet"));
    };
    if target.is(&current) {
        return match what {
            Payload::Values(values, kwargs) => Ok(Called::Done(result_of(values, kwargs))),
            Payload::One(v) => Ok(Called::Done(v)),
            Payload::Throw(e) => Err(e),
        };
    }
    vm.turned(Moment::Switch(current.value(), target.value()));
    suspend(vm, &current);
    let event = if matches!(what, Payload::Throw(_)) { "throw" } else { "switch" };
    if event == "throw" {
        // Whatever it waited for, it does not any more.
        target.waits.set(target.waits.get().wrapping_add(1));
    }
    let traced = (event, current.into_value(), target.value().clone());
    let called = activate(vm, target, what)?;
    trace(vm, called, traced)
}

/// A greenlet belongs to the thread that started it.
fn check_thread(vm: &mut Vm, target: &Obj<Greenlet>) -> R<()> {
    let id = of_greenlet(target);
    if id == vm.threads.current {
        return Ok(());
    }
    let class = vm.greenlet_error_class();
    let mut text = "cannot switch to a different thread (which happens to have exited)".to_owned();
    if let Some(theirs) = vm.threads.table.get(&id).map(|t| t.main.clone()) {
        let own = vm.threads.table.get(&vm.threads.current).map(|t| t.main.clone()).unwrap_or_default();
        let shown = |v| crate::types::greenlet::shown(vm, v);
        text =
            format!("Cannot switch to a different thread\n\tCurrent:  {}\n\tExpected: {}", shown(&own), shown(&theirs));
    }
    Err(Exc::new(Exception::new(&class, Tuple::from_vec(vec![text.into()]))))
}

/// Tells the tracing function, if there is one, about a switch that has just been made: it runs first in the frame that
/// was switched to.
fn trace(vm: &mut Vm, called: Called, (event, origin, target): (&str, Value, Value)) -> R<Called> {
    if vm.greenlet_trace.is_none() {
        return Ok(called);
    }
    let raised = vm.raised.take();
    let f = vm.prelude("call_greenlet_trace")?;
    let hook = vm.greenlet_trace.clone();
    let pair = Tuple::from_vec(vec![origin, target]).into();
    let pending = raised.map_or(Value::NONE, Exc::into_value);
    let frame = vm.frame;
    // SAFETY: the frame is the current one; it has its result, or `pending` is raised in it by the prelude.
    unsafe {
        if (*frame).payload.stage == Stage::Store {
            (*frame).payload.stage = Stage::Ignore;
        }
    }
    call_value(vm, &f, Args::from_iter([hook, event.into(), pair, pending]), Kwargs::new())
}

/// Notes the running state in the current greenlet.
pub(crate) fn suspend(vm: &mut Vm, g: &Greenlet) {
    g.state.set(State::Suspended);
    g.frame.set(vm.frame);
    g.running.set(vm.running);
    g.handled.set(std::mem::replace(&mut vm.handled, Value::NONE));
    g.context.set(std::mem::replace(&mut vm.context, Value::NONE));
}

/// Suspends the current greenlet; its reference passes to the caller, who makes another one current.
#[inline(always)]
pub(crate) fn leave(vm: &mut Vm) -> Option<Value> {
    suspend(vm, vm.greenlet.clone().downcast::<Greenlet>()?);
    Some(std::mem::take(&mut vm.greenlet))
}

/// Suspends one greenlet and loads the state of another, which is suspended; returns its frame.
#[inline(always)]
pub(crate) unsafe fn exchange(vm: &mut Vm, current: &Greenlet, target: &Greenlet) -> *mut FrameBlock {
    // One load of two words, which plain reads of neighbours may become, waits until both have reached memory, since they were stored one
    // by one.
    // SAFETY: fields that live.
    let (frame, next, running) = unsafe {
        (
            std::ptr::read_volatile(&raw const vm.frame),
            std::ptr::read_volatile(target.frame.as_ptr()),
            std::ptr::read_volatile(target.running.as_ptr()),
        )
    };
    current.state.set(State::Suspended);
    current.frame.set(frame);
    current.running.set(vm.running);
    target.state.set(State::Current);
    target.frame.set(std::ptr::null_mut());
    target.running.set(std::ptr::null_mut());
    vm.frame = next;
    vm.running = running;
    // Those of a greenlet that runs are None, so each pair of exchanges leaves None where the state was, and nothing is dropped.
    current.handled.swap(&mut vm.handled);
    target.handled.swap(&mut vm.handled);
    current.context.swap(&mut vm.context);
    target.context.swap(&mut vm.context);
    next
}

/// Loads the state of a suspended greenlet.
pub(crate) fn enter(vm: &mut Vm, g: &Greenlet) {
    g.state.set(State::Current);
    vm.frame = g.frame.replace(std::ptr::null_mut());
    vm.running = g.running.replace(std::ptr::null_mut());
    vm.handled = g.handled.replace(Value::NONE);
    vm.context = g.context.replace(Value::NONE);
}

/// Makes a fresh greenlet the running one, with nothing but its root frame.
#[inline(always)]
pub(crate) fn start(vm: &mut Vm, g: &Greenlet) {
    g.state.set(State::Current);
    g.thread.set(vm.threads.current);
    vm.frame = new_root();
    vm.running = std::ptr::null_mut();
    vm.handled = Value::NONE;
    vm.context = g.context.replace(Value::NONE);
}

/// The event loop that ran in the current greenlet when it began to wait runs in it again; `previous` was current before.
#[cold]
fn take_loop_up(vm: &mut Vm, previous: &Value) {
    let Some(i) = vm.loops_aside.iter().position(|(g, _)| g.is(&vm.greenlet)) else { return };
    let (_, event_loop) = vm.loops_aside.swap_remove(i);
    let other = std::mem::replace(&mut vm.running_loop, event_loop);
    if !other.is_none() {
        vm.loops_aside.push((previous.clone(), other));
    }
}

/// Makes a greenlet current and hands it what it is sent.
fn activate(vm: &mut Vm, g: Obj<Greenlet>, what: Payload) -> R<Called> {
    let fresh = g.state.get() == State::Fresh;
    g.state.set(State::Current);
    let previous = std::mem::replace(&mut vm.greenlet, g.clone().into());
    if !vm.loops_aside.is_empty() {
        take_loop_up(vm, &previous);
    }
    drop(previous);
    let context = g.context.replace(Value::NONE);
    vm.context = context;
    if fresh {
        let root = new_root();
        g.thread.set(vm.threads.current);
        vm.frame = root;
        vm.running = std::ptr::null_mut();
        vm.handled = Value::NONE;
        let run = g.run.take();
        let started = match what {
            Payload::Throw(e) => Err(e),
            Payload::One(v) if run.is_unbound() => start_general(vm, &g, vec![v], None),
            Payload::One(v) => call_value(vm, &run, Args::from_iter([v]), Kwargs::new()),
            Payload::Values(values, kwargs) if run.is_unbound() => start_general(vm, &g, values, kwargs),
            Payload::Values(values, kwargs) => {
                kwargs_of(kwargs).and_then(|kwargs| call_value(vm, &run, values.into_iter().collect::<Args>(), kwargs))
            }
        };
        return Ok(self::started(vm, started));
    }
    vm.frame = g.frame.replace(std::ptr::null_mut());
    vm.running = g.running.replace(std::ptr::null_mut());
    vm.handled = g.handled.replace(Value::NONE);
    let frame = vm.frame;
    match what {
        Payload::Throw(e) => {
            vm.raised = Some(e);
            vm.unrelated = true;
            Ok(Called::Thrown)
        }
        // SAFETY: the frame waited in the call that switched away.
        what => unsafe {
            let v = match what {
                Payload::Values(values, kwargs) => result_of(values, kwargs),
                Payload::One(v) => v,
                Payload::Throw(e) => e.into_value(),
            };
            if (*frame).payload.stage == Stage::Store {
                set(frame, destination((*frame).payload.pc), v);
                return Ok(Called::Pushed);
            }
            Ok(flow(deliver::deliver(vm, frame, v)))
        },
    }
}

/// What became of the first call of a greenlet.
pub(crate) fn started(vm: &mut Vm, outcome: R<Called>) -> Called {
    match outcome {
        Ok(Called::Pushed) => Called::Pushed,
        Ok(Called::Thrown) => Called::Thrown,
        // SAFETY: the root frame is current.
        Ok(Called::Done(v)) => flow(unsafe { root_result(vm, vm.frame, Ok(v)) }),
        // SAFETY: as above.
        Err(e) => flow(unsafe { root_result(vm, vm.frame, Err(e)) }),
    }
}

/// Starts a greenlet that asks for its `run` only now: a parent that was never switched to gets its child's result.
fn start_general(vm: &mut Vm, g: &Obj<Greenlet>, values: Vec<Value>, kwargs: Option<Obj<Dict>>) -> R<Called> {
    let f = vm.prelude("greenlet_run")?;
    let kwargs = kwargs.unwrap_or_else(Dict::new).into();
    let args = Args::from_iter([g.value().clone(), Tuple::from_vec(values).into(), kwargs]);
    call_value(vm, &f, args, Kwargs::new())
}

/// The outcome of a call that ended in another frame.
fn flow(f: Flow) -> Called {
    match f {
        Flow::Raise => Called::Thrown,
        _ => Called::Pushed,
    }
}

/// The current greenlet's root frame got a result: the greenlet is dead, and its parent goes on with the result.
pub(crate) unsafe fn root_result(vm: &mut Vm, root: *mut FrameBlock, mut result: R) -> Flow {
    let current = vm.greenlet.cast::<Greenlet>();
    let parent = current.as_ref().and_then(|g| g.parent.with(Value::cast::<Greenlet>));
    let (Some(current), Some(parent)) = (current, parent) else {
        if vm.threads.current != ThreadId::MAIN {
            return threads::end(vm, root);
        }
        vm.outcome = Some(result);
        return Flow::Halt;
    };
    if let Err(e) = &result
        && crate::greenlet::is_exit(vm, e)
    {
        // What the greenlet ends with is no error: the frames it came through go now.
        drop(e.object().traceback.replace(Value::NONE));
    }
    if crate::heap::heap(|h| !h.finalizers.borrow().is_empty()) {
        // What died with its last frames is finalised in the greenlet itself.
        let (v, raises) = match result {
            Ok(v) => (v, Value::FALSE),
            Err(e) => (e.into_value(), Value::TRUE),
        };
        // SAFETY: the root frame is the current one, and gets the outcome again.
        return unsafe { super::call::prelude_staged(vm, root, Stage::Root, "end_greenlet", [v, raises]) };
    }
    // One whose `run` could not be found was never started (`greenlet_run` in the prelude).
    if current.state.get() != State::Fresh {
        current.state.set(State::Dead);
    }
    let mut other = None;
    if let Some(ended) = vm.on_greenlet_end
        && current.job.get().is_some()
    {
        result = match ended(vm, &current, result) {
            Ended::Parent(result) => result,
            Ended::Other(target, what) => {
                other = target.cast::<Greenlet>().map(|target| (target, what));
                Ok(Value::NONE)
            }
        };
    }
    current.context.set(std::mem::replace(&mut vm.context, Value::NONE));
    // SAFETY: the root frame is on no chain any more.
    unsafe { crate::heap::decrement(root.cast_const().cast()) };
    let (target, what) = match (other, result) {
        (Some(other), _) => other,
        (None, Ok(v)) => (parent, Payload::One(v)),
        (None, Err(e)) if crate::greenlet::is_exit(vm, &e) => (parent, Payload::One(e.into_value())),
        (None, Err(e)) => (parent, Payload::Throw(e)),
    };
    let Some(target) = alive(target) else {
        vm.outcome = Some(Err(runtime_error("the greenlet has no living parent")));
        return Flow::Halt;
    };
    vm.turned(Moment::GreenletEnds(current.value(), target.value()));
    let event = if matches!(what, Payload::Throw(_)) { "throw" } else { "switch" };
    let traced = (event, current.into_value(), target.value().clone());
    match activate(vm, target, what).and_then(|called| trace(vm, called, traced)) {
        Ok(Called::Thrown) => Flow::Raise,
        Ok(_) => Flow::Reload,
        Err(e) => vm.raise(e),
    }
}
