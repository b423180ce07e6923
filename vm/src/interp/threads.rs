//! Switching between threads.
//!
//! To stop, a thread's current greenlet notes its frame as for any switch, but stays the thread's current one. To go on, that greenlet is
//! loaded again, and what the thread waited for is delivered to the frame that waits.

use crate::exc::R;
use crate::frame::{FrameBlock, Stage};
use crate::greenlet::{Greenlet, State};
use crate::heap::heap;
use crate::interp::call::{Called, Kwargs, call_value, perform};
use crate::interp::{Flow, deliver, destination, set, switch};
use crate::native::{Imp, Next};
use crate::thread::{Park, Resume, ThreadId, Turn};
use crate::timeline::Moment;
use crate::value::Value;
use crate::vm::Vm;

/// The current thread waits; another one goes on.
pub(crate) fn park(vm: &mut Vm, p: Park) -> R<Called> {
    set_aside(vm, p)?;
    next(vm)
}

/// Notes how the current thread goes on.
fn set_aside(vm: &mut Vm, p: Park) -> R<()> {
    let id = vm.threads.current;
    vm.scheduler()?.park(id, p.until, p.events);
    if let Some(t) = vm.threads.table.get_mut(&id) {
        t.resume = Resume::Again(p.again, p.args, p.what);
    }
    Ok(())
}

/// Another thread goes on, if there is one that can; the current one has its turn after those. It is between two instructions.
pub(crate) fn preempt(vm: &mut Vm) -> Flow {
    let id = vm.threads.current;
    match vm.scheduler() {
        Ok(s) => s.ready(id),
        Err(e) => return vm.raise(e),
    }
    if let Some(t) = vm.threads.table.get_mut(&id) {
        t.resume = Resume::Continue;
    }
    match next(vm) {
        Ok(called) => flow(called),
        Err(e) => vm.raise(e),
    }
}

/// What a call that went on elsewhere means for the loop.
fn flow(called: Called) -> Flow {
    match called {
        Called::Thrown => Flow::Raise,
        Called::Done(_) | Called::Pushed => Flow::Reload,
    }
}

/// The current thread's main greenlet has ended, and so has the thread; another one goes on.
pub(crate) fn end(vm: &mut Vm, root: *mut FrameBlock) -> Flow {
    let id = vm.threads.current;
    if let Some(g) = vm.greenlet.downcast::<Greenlet>() {
        g.state.set(State::Dead);
    }
    drop(std::mem::replace(&mut vm.handled, Value::NONE));
    drop(std::mem::replace(&mut vm.context, Value::NONE));
    vm.frame = std::ptr::null_mut();
    vm.running = std::ptr::null_mut();
    // SAFETY: the root frame is on no chain any more.
    unsafe { crate::heap::decrement(root.cast_const().cast()) };
    vm.tracing.forget(id);
    let gone = vm.threads.table.remove(&id);
    if let Ok(s) = vm.scheduler() {
        s.forget(id);
    }
    if vm.threads.table.is_empty() {
        // The child of a fork that another thread than the main one made ends with that.
        vm.outcome = Some(Ok(Value::small_int(0)));
        return Flow::Halt;
    }
    let called = next(vm);
    drop(gone);
    match called {
        Ok(called) => flow(called),
        Err(e) => vm.raise(e),
    }
}

/// The thread whose turn it is goes on: it becomes the current one, and gets what it waited for.
fn next(vm: &mut Vm) -> R<Called> {
    loop {
        if vm.on_turn.is_some() {
            tell_stop(vm);
        }
        let id = match vm.scheduler()?.next() {
            Turn::Run(id) => id,
            Turn::Signal if vm.on_report.is_some_and(|report| report(vm)) => continue,
            Turn::Signal => {
                vm.summon_main()?;
                continue;
            }
            Turn::Deadlock => {
                vm.break_deadlock()?;
                continue;
            }
        };
        if id != vm.threads.current {
            leave(vm);
            enter(vm, id);
        }
        vm.turned(Moment::ThreadRuns);
        if vm.is_interrupted() {
            vm.attend_soon();
        }
        let resume = vm.threads.table.get_mut(&id).map(|t| std::mem::replace(&mut t.resume, Resume::Running));
        match resume {
            None | Some(Resume::Running | Resume::Continue) => return Ok(Called::Pushed),
            Some(Resume::Start(callee, args)) => {
                let started = call_value(vm, &callee, args, Kwargs::new());
                return Ok(switch::started(vm, started));
            }
            Some(Resume::Raise(e)) => {
                vm.raised = Some(e);
                return Ok(Called::Thrown);
            }
            Some(Resume::Again(def, args, _)) => {
                let outcome = match def.imp {
                    Imp::Pure(f) => f(vm, &args).map(Next::Value),
                    Imp::Tail(f) => f(vm, &args),
                };
                drop(args);
                let called = match outcome {
                    Ok(Next::Park(p)) => {
                        set_aside(vm, *p)?;
                        continue;
                    }
                    Ok(next) => perform(vm, next),
                    Err(e) => Err(e),
                };
                return Ok(match called {
                    Ok(Called::Done(v)) => hand(vm, v),
                    Ok(other) => other,
                    Err(e) => {
                        vm.raised = Some(e);
                        Called::Thrown
                    }
                });
            }
        }
    }
}

/// Tells whoever records it that the current thread stops.
#[cold]
fn tell_stop(vm: &mut Vm) {
    let what = match vm.threads.table.get(&vm.threads.current).map(|t| &t.resume) {
        Some(Resume::Again(_, _, what)) => Some(what.clone()),
        _ => None,
    };
    vm.turned(Moment::ThreadStops(what.as_ref()));
}

/// The current frame gets the result of the call in which it waits.
fn hand(vm: &mut Vm, v: Value) -> Called {
    let frame = vm.frame;
    // SAFETY: the frame waited in the call that parked the thread.
    let flow = unsafe {
        if (*frame).payload.stage == Stage::Store {
            set(frame, destination((*frame).payload.pc), v);
            return Called::Pushed;
        }
        deliver::deliver(vm, frame, v)
    };
    match flow {
        Flow::Raise => Called::Thrown,
        _ => Called::Pushed,
    }
}

/// Notes the running state in the current thread, if that still exists.
fn leave(vm: &mut Vm) {
    let id = vm.threads.current;
    let greenlet = std::mem::take(&mut vm.greenlet);
    let hooks = std::mem::take(&mut vm.asyncgen_hooks);
    let trace = std::mem::take(&mut vm.greenlet_trace);
    let running_loop = std::mem::replace(&mut vm.running_loop, Value::NONE);
    let hub = std::mem::replace(&mut vm.hub, Value::NONE);
    if vm.threads.table.contains_key(&id)
        && let Some(g) = greenlet.downcast::<Greenlet>()
    {
        switch::suspend(vm, g);
        // It is still the one that its thread runs.
        g.state.set(State::Current);
    }
    if let Some(t) = vm.threads.table.get_mut(&id) {
        t.greenlet = greenlet;
        t.asyncgen_hooks = hooks;
        t.greenlet_trace = trace;
        t.running_loop = running_loop;
        t.hub = hub;
        if matches!(t.resume, Resume::Continue) {
            // What has died in a thread that makes way is finalised there: the others, which may be in a finaliser themselves, would
            // go deeper and deeper.
            t.abandoned.extend(heap(|h| h.finalizers.take()));
        }
    }
}

/// Loads the state of a thread.
fn enter(vm: &mut Vm, id: ThreadId) {
    vm.threads.current = id;
    let Some(t) = vm.threads.table.get_mut(&id) else { return };
    vm.greenlet = std::mem::replace(&mut t.greenlet, Value::NONE);
    vm.asyncgen_hooks = std::mem::replace(&mut t.asyncgen_hooks, (Value::NONE, Value::NONE));
    vm.greenlet_trace = std::mem::replace(&mut t.greenlet_trace, Value::NONE);
    vm.running_loop = std::mem::replace(&mut t.running_loop, Value::NONE);
    vm.hub = std::mem::replace(&mut t.hub, Value::NONE);
    let abandoned = std::mem::take(&mut t.abandoned);
    if !abandoned.is_empty() {
        heap(|h| {
            h.finalizers.borrow_mut().extend(abandoned);
            h.call_attention();
        });
    }
    if let Some(g) = vm.greenlet.clone().downcast::<Greenlet>() {
        if g.state.get() == State::Fresh {
            switch::start(vm, g);
        } else {
            switch::enter(vm, g);
        }
    }
}
