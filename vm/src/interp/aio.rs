//! Running an event loop: taking what is ready in turn, and the steps of tasks.
//!
//! A loop runs in a frame of the prelude's (`run_event_loop`), whose first register holds it. That frame is the receiver of everything
//! that the loop runs, and its stage says what: the step of a task, or a callback. What arrives there is dealt with here, and then the
//! next one that is ready is run, so that between two steps no bytecode is executed. When nothing is ready the thread is parked.

use crate::aio::{
    Cancel, EventLoop, Future, Handle, Outcome, State, flags, handle_flags, has_own_class, is_cancelled_error,
    watch_end,
};
use crate::exc::{Exc, ExcKind};
use crate::frame::{FrameBlock, Stage};
use crate::heap::Kind;
use crate::interp::call::{Called, Kwargs, call_value};
use crate::interp::{Flow, attend, call, destination, generator, get, set, threads};
use crate::native::{Args, Def};
use crate::object::{Exception, Tuple};
use crate::prelude::natives::RUN_TURNS;
use crate::thread::{Events, Park};
use crate::timeline::Moment;
use crate::value::Value;
use crate::vm::Vm;

const SECOND: f64 = 1e9;

/// How finely the clock tells the time, in seconds: what is due within that is due.
const RESOLUTION: f64 = 1e-9;

/// The current frame runs the loop in its first register.
///
/// # Safety
/// The current frame is that of the prelude's function that runs loops.
pub(crate) unsafe fn begin(vm: &mut Vm) -> Called {
    // SAFETY: the caller's promise.
    match unsafe { run_next(vm, vm.frame) } {
        Flow::Raise => Called::Thrown,
        _ => Called::Pushed,
    }
}

/// Runs what is ready, one after the other, until something has a frame of its own, the loop ends, or there is nothing to do.
///
/// # Safety
/// `frame` is a frame that runs a loop; nothing that it called is left.
pub(crate) unsafe fn run_next(vm: &mut Vm, frame: *mut FrameBlock) -> Flow {
    // SAFETY: the caller's promise; the loop is kept by the clone of the register.
    unsafe {
        let this = get(frame, 0).clone();
        let Some(l) = this.downcast::<EventLoop>() else {
            return vm.raise(crate::exc::system_error("this is no event loop"));
        };
        vm.frame = frame;
        (*frame).payload.stage = Stage::Store;
        loop {
            if l.handle.is_set() {
                finish_handle(vm, l);
                if l.debug.get()
                    && let Some(flow) = report_slow(vm, frame, &this, l)
                {
                    return flow;
                }
                drop(l.handle.take());
            }
            if super::tick()
                && let Some(flow) = attend::pending(vm, frame, Stage::Loop)
            {
                return flow;
            }
            let todo = l.todo.get();
            if todo == 0 {
                match turn(vm, frame, &this, l) {
                    None => continue,
                    Some(flow) => return flow,
                }
            }
            l.todo.set(todo - 1);
            let Some((what, how)) = l.pop() else {
                l.todo.set(0);
                continue;
            };
            if l.debug.get() {
                l.began.set(vm.scheduler.as_ref().map_or(0, |s| s.now()));
            }
            let kind = what.header().map_or(Kind::Native, |h| h.kind());
            let flow = match kind {
                Kind::Future => step(vm, frame, &this, l, what, how),
                Kind::Handle => run_handle(vm, frame, &this, l, what),
                _ => dispatch(vm, frame, &this, l, what, how),
            };
            if let Some(flow) = flow {
                return flow;
            }
        }
    }
}

/// The stage is over: the loop's frame goes on with this answer of its call.
unsafe fn answer(vm: &mut Vm, frame: *mut FrameBlock, l: &EventLoop, again: bool) -> Flow {
    // SAFETY: the frame waits in the call that runs the loop.
    unsafe {
        restore_context(vm, l);
        (*frame).payload.stage = Stage::Store;
        set(frame, destination((*frame).payload.pc), Value::bool(again));
    }
    vm.frame = frame;
    Flow::Reload
}

fn restore_context(vm: &mut Vm, l: &EventLoop) {
    let outer = l.context.get();
    drop(std::mem::replace(&mut vm.context, if outer.is_unbound() { Value::NONE } else { outer }));
}

/// The turn before is over, and the next begins: what has happened meanwhile is made ready. Some: the loop ends or waits.
unsafe fn turn(vm: &mut Vm, frame: *mut FrameBlock, this: &Value, l: &EventLoop) -> Option<Flow> {
    // SAFETY: as in `run_next`.
    unsafe {
        if l.turning.replace(false) {
            if l.stopping.get() {
                return Some(answer(vm, frame, l, false));
            }
            if vm.threads.are_several() && vm.scheduler.as_mut().is_some_and(|s| s.is_over()) {
                let flow = answer(vm, frame, l, true);
                debug_assert!(flow == Flow::Reload);
                return Some(threads::preempt(vm));
            }
            if let Some(flow) = wait_in_hub(vm, frame, this, l, Some(i64::MIN)) {
                return Some(flow);
            }
        }
        l.drop_cancelled();
        if let (Some(port), Some(look)) = (l.port.get(), vm.look_at_events)
            && let Err(e) = look(vm, this, port)
        {
            return Some(vm.raise(e));
        }
        let first = l.first_timer();
        if let Some(first) = first {
            let now = vm.scheduler.as_ref().map_or(0, |s| s.now());
            l.expire(now as f64 / SECOND + RESOLUTION);
            if l.ready_len() == 0 && !l.stopping.get() && l.first_timer().is_some() {
                let until = (first * SECOND).ceil().min(9e18) as i64;
                return Some(park(vm, frame, this, l, Some(until)));
            }
        } else if l.ready_len() == 0 && !l.stopping.get() {
            return Some(park(vm, frame, this, l, None));
        }
        l.turning.set(true);
        l.tidy();
        l.todo.set(l.ready_len());
        None
    }
}

/// The greenlets of the thread's hub run until there is something to do for the loop. None: there is no hub.
unsafe fn wait_in_hub(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    this: &Value,
    l: &EventLoop,
    until: Option<i64>,
) -> Option<Flow> {
    let wait = vm.on_loop_wait.filter(|_| !vm.hub.is_none())?;
    vm.frame = frame;
    restore_context(vm, l);
    // SAFETY: as in `run_next`; the frame waits in the call that runs the loop, and makes it again when that says True.
    unsafe {
        (*frame).payload.stage = Stage::Store;
        let called = match wait(vm, this, l.port.get(), until) {
            Ok(None) => return None,
            Ok(Some(next)) => call::perform(vm, next),
            Err(e) => Err(e),
        };
        Some(match called {
            Ok(Called::Done(v)) => {
                set(frame, destination((*frame).payload.pc), v);
                Flow::Reload
            }
            Ok(Called::Pushed) => Flow::Reload,
            Ok(Called::Thrown) => Flow::Raise,
            Err(e) => vm.raise(e),
        })
    }
}

/// Nothing is ready: the thread waits.
unsafe fn park(vm: &mut Vm, frame: *mut FrameBlock, this: &Value, l: &EventLoop, until: Option<i64>) -> Flow {
    // SAFETY: as in `run_next`; the call in which the frame waits is made again when the thread wakes.
    unsafe {
        if let Some(flow) = wait_in_hub(vm, frame, this, l, until) {
            return flow;
        }
        restore_context(vm, l);
        (*frame).payload.stage = Stage::Store;
    }
    let events = Events::of_ports(l.port.get());
    let again: &'static Def = &RUN_TURNS;
    match threads::park(vm, Park { what: this.clone(), events, until, again, args: Args::from_iter([this.clone()]) }) {
        Ok(Called::Thrown) => Flow::Raise,
        Ok(_) => Flow::Reload,
        Err(e) => vm.raise(e),
    }
}

/// What has just been run is over: the task's context is kept, which may be another one by now.
fn finish_handle(vm: &mut Vm, l: &EventLoop) {
    if !l.task.with(|task| l.handle.with(|handle| task.is(handle))) {
        return;
    }
    let task = l.task.take();
    if let Some(f) = task.downcast::<Future>() {
        f.context.set(std::mem::replace(&mut vm.context, Value::NONE));
        vm.turned(Moment::TaskStops(&task));
    }
}

/// In debug mode, what has taken long is reported.
unsafe fn report_slow(vm: &mut Vm, frame: *mut FrameBlock, this: &Value, l: &EventLoop) -> Option<Flow> {
    let now = vm.scheduler.as_ref().map_or(0, |s| s.now());
    let took = (now - l.began.get()) as f64 / SECOND;
    if took < l.slow.get() {
        return None;
    }
    let what = l.handle.take();
    restore_context(vm, l);
    // SAFETY: as in `run_next`.
    Some(unsafe { user_code(vm, frame, "report_slow_callback", [this.clone(), what, took.into()]) })
}

/// Calls a function of the prelude, after which the loop goes on; what it raises ends the loop.
unsafe fn user_code<const N: usize>(vm: &mut Vm, frame: *mut FrameBlock, name: &'static str, args: [Value; N]) -> Flow {
    // SAFETY: as in `run_next`.
    unsafe { call::prelude_staged(vm, frame, Stage::Loop, name, args) }
}

/// Calls the callback of a handle. None: that is done already.
unsafe fn run_handle(vm: &mut Vm, frame: *mut FrameBlock, this: &Value, l: &EventLoop, handle: Value) -> Option<Flow> {
    // SAFETY: as in `run_next`.
    unsafe {
        let h = handle.downcast::<Handle>()?;
        if h.has(handle_flags::CANCELLED) {
            return None;
        }
        let callback = h.callback.get();
        let mut args = Args::new();
        h.args.with(|given| match given.downcast::<Tuple>() {
            Some(t) if !h.has(handle_flags::ONE) => args.extend(t.items().iter().cloned()),
            _ => args.push(given.clone()),
        });
        let context = h.context.get();
        drop(std::mem::replace(&mut vm.context, if context.is_unbound() { Value::NONE } else { context }));
        l.handle.set(handle);
        call_callback(vm, frame, this, l, &callback, args)
    }
}

unsafe fn call_callback(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    this: &Value,
    l: &EventLoop,
    callback: &Value,
    args: Args,
) -> Option<Flow> {
    // SAFETY: as in `run_next`; the stage is set before the call, which may hand control to another chain of frames.
    unsafe {
        (*frame).payload.stage = Stage::Callback;
        match call_value(vm, callback, args, Kwargs::new()) {
            Ok(Called::Done(v)) => {
                drop(v);
                (*frame).payload.stage = Stage::Store;
                None
            }
            Ok(Called::Pushed) => Some(Flow::Reload),
            Ok(Called::Thrown) => Some(Flow::Raise),
            Err(e) => {
                (*frame).payload.stage = Stage::Store;
                Some(callback_failed(vm, frame, this, l, e))
            }
        }
    }
}

/// Whether an exception ends the loop, and with that the program.
fn ends_loop(e: &Exc) -> bool {
    e.is(ExcKind::SystemExit) || e.is(ExcKind::KeyboardInterrupt)
}

unsafe fn callback_failed(vm: &mut Vm, frame: *mut FrameBlock, this: &Value, l: &EventLoop, e: Exc) -> Flow {
    let handle = l.handle.take();
    restore_context(vm, l);
    if ends_loop(&e) {
        return vm.raise(e);
    }
    // SAFETY: as in `run_next`.
    unsafe { user_code(vm, frame, "callback_failed", [this.clone(), handle, e.into_value()]) }
}

/// Something that only its own function can run: an object of a native module, which is told of an event.
unsafe fn dispatch(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    this: &Value,
    l: &EventLoop,
    what: Value,
    how: Value,
) -> Option<Flow> {
    // SAFETY: as in `run_next`.
    unsafe {
        let run = vm.run_event?;
        restore_context(vm, l);
        l.handle.set(what.clone());
        (*frame).payload.stage = Stage::Callback;
        let outcome = run(vm, &what, &how).and_then(|next| call::perform(vm, next));
        match outcome {
            Ok(Called::Done(v)) => {
                drop(v);
                (*frame).payload.stage = Stage::Store;
                None
            }
            Ok(Called::Pushed) => Some(Flow::Reload),
            Ok(Called::Thrown) => Some(Flow::Raise),
            Err(e) => {
                (*frame).payload.stage = Stage::Store;
                Some(callback_failed(vm, frame, this, l, e))
            }
        }
    }
}

/// What a task is to do next, or a future whose time has come. None: that is done already.
unsafe fn step(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    this: &Value,
    l: &EventLoop,
    what: Value,
    how: Value,
) -> Option<Flow> {
    // SAFETY: as in `run_next`.
    unsafe {
        let f = what.downcast::<Future>()?;
        if !f.has(flags::TASK) {
            if f.is_pending() {
                f.set_result(f.name.take());
                f.schedule_callbacks(&what);
            }
            return None;
        }
        if !f.is_pending() {
            return Some(user_code(vm, frame, "step_after_end", [this.clone(), what]));
        }
        drop(f.waiter.take());
        let mut exception = None;
        // What the future ended with is looked at here only if it is to be raised.
        if how.is_a::<Exception>() {
            exception = Exc::from_value(how.clone()).ok();
        }
        if let Some(woken_by) = how.downcast::<Future>()
            && (woken_by.state() == crate::aio::State::Cancelled || woken_by.has(flags::EXCEPTION))
            && let Outcome::Raised(e) = woken_by.outcome()
        {
            exception = Some(e);
        }
        if f.has(flags::MUST_CANCEL) {
            f.put(flags::MUST_CANCEL, false);
            if !exception.as_ref().is_some_and(is_cancelled_error) {
                exception = Some(f.make_cancelled_error());
            }
        }
        let coro = f.coro.get();
        let context = f.context.take();
        drop(std::mem::replace(&mut vm.context, if context.is_unbound() { Value::NONE } else { context }));
        l.task.set(what.clone());
        l.handle.set(what.clone());
        vm.turned(Moment::TaskRuns(&what));
        if !crate::frame::is_generator(&coro)
            || how.header().is_some_and(|h| h.is_kind(Kind::Future)) && is_custom(&how)
        {
            let e = exception.map_or(Value::NONE, Exc::into_value);
            let f = match vm.prelude("task_step") {
                Ok(f) => f,
                Err(e) => return Some(vm.raise(e)),
            };
            return call_callback(vm, frame, this, l, &f, Args::from_iter([what.clone(), e]));
        }
        let g = crate::frame::generator_block(&coro);
        (*frame).payload.stage = Stage::Task;
        let resumed = match exception {
            None if generator::resume_task(vm, frame, g, &how) => return Some(Flow::Reload),
            None => generator::send(vm, &coro, Value::NONE),
            Some(e) => generator::throw(vm, &coro, e),
        };
        match resumed {
            Ok(Called::Thrown) => Some(Flow::Raise),
            Ok(_) => Some(Flow::Reload),
            Err(e) => {
                // It is not raised in any frame.
                vm.unrelated = false;
                (*frame).payload.stage = Stage::Store;
                let outcome = if e.is(ExcKind::StopIteration) {
                    end_with_result(&what, f, e.object().field(0));
                    Ok(())
                } else {
                    end_with_exception(&what, f, e)
                };
                match outcome {
                    Ok(()) => None,
                    Err(e) => {
                        leave_task(vm, l);
                        Some(vm.raise(e))
                    }
                }
            }
        }
    }
}

fn is_custom(v: &Value) -> bool {
    v.downcast::<Future>().is_some_and(|f| f.has(flags::CUSTOM))
}

/// The step of the current task is over, and with it the loop.
fn leave_task(vm: &mut Vm, l: &EventLoop) {
    finish_handle(vm, l);
    drop(l.handle.take());
    restore_context(vm, l);
}

/// A task's coroutine returned.
fn end_with_result(task: &Value, f: &Future, v: Value) {
    if f.has(flags::MUST_CANCEL) {
        // It was cancelled just before it ended.
        f.put(flags::MUST_CANCEL, false);
        f.set_cancelled(Value::UNBOUND);
    } else {
        f.set_result(if v.is_unbound() { Value::NONE } else { v });
    }
    watch_end(task, false);
    f.schedule_callbacks(task);
}

/// Whether a task that was asked to end, and was not asked to go on after all, came to its end as if nothing had happened.
fn has_swallowed_cancel(f: &Future) -> bool {
    f.state() == State::Finished && f.cancel_requests() > 0
}

/// A task's coroutine raised. `Err`: the exception is to go on through the loop.
fn end_with_exception(task: &Value, f: &Future, e: Exc) -> Result<(), Exc> {
    if is_cancelled_error(&e) {
        f.set_cancelled(e.into_value());
        f.schedule_callbacks(task);
        return Ok(());
    }
    f.set_exception(&e);
    f.schedule_callbacks(task);
    if ends_loop(&e) { Err(e) } else { Ok(()) }
}

/// The coroutine of the current task yielded.
///
/// # Safety
/// `frame` is a frame that runs a loop and waited for the step.
pub(crate) unsafe fn yielded(vm: &mut Vm, frame: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: the caller's promise.
    unsafe {
        (*frame).payload.stage = Stage::Store;
        vm.frame = frame;
        let this = get(frame, 0).clone();
        let Some(l) = this.downcast::<EventLoop>() else {
            return vm.raise(crate::exc::system_error("this is no event loop"));
        };
        let task = l.task.get();
        let Some(f) = task.downcast::<Future>() else {
            return run_next(vm, frame);
        };
        if v.is_none() {
            l.push(task, Value::UNBOUND);
            return run_next(vm, frame);
        }
        if let Some(future) = v.downcast::<Future>()
            && future.has(flags::BLOCKING)
            && !future.has(flags::CUSTOM)
            && !v.is(&task)
            && future.event_loop.with(|l| l.is(&this))
        {
            future.put(flags::BLOCKING, false);
            f.waiter.set(v.clone());
            if future.is_pending() {
                future.add_callback(task.clone(), Value::UNBOUND);
            } else {
                l.push(task.clone(), v.clone());
            }
            if f.has(flags::MUST_CANCEL) {
                let message = f.cancel_message().unwrap_or(Value::NONE);
                if has_own_class(&v) {
                    return user_code(vm, frame, "cancel_yielded", [task.clone(), Value::NONE, v, message]);
                }
                match Future::cancel(&v, &message) {
                    Cancel::Done(cancelled) => f.put(flags::MUST_CANCEL, !cancelled),
                    Cancel::Schedule { .. } | Cancel::Circle => f.put(flags::MUST_CANCEL, false),
                    Cancel::Ask { task: innermost, waiter } => {
                        let innermost = innermost.given().cloned().unwrap_or(Value::NONE);
                        return user_code(vm, frame, "cancel_yielded", [task.clone(), innermost, waiter, message]);
                    }
                }
            }
            return run_next(vm, frame);
        }
        user_code(vm, frame, "task_yielded", [task.clone(), v])
    }
}

/// The coroutine of the current task returned.
///
/// # Safety
/// As for `yielded`.
pub(crate) unsafe fn returned(vm: &mut Vm, frame: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: the caller's promise.
    unsafe {
        (*frame).payload.stage = Stage::Store;
        vm.frame = frame;
        let this = get(frame, 0).clone();
        if let Some(l) = this.downcast::<EventLoop>() {
            let task = l.task.get();
            if let Some(f) = task.downcast::<Future>() {
                end_with_result(&task, f, v);
                if vm.flags.explain && has_swallowed_cancel(f) {
                    leave_task(vm, l);
                    return user_code(vm, frame, "report_swallowed_cancel", [task.clone()]);
                }
            }
        }
        run_next(vm, frame)
    }
}

/// What the loop ran raised: the exception is the task's, or a callback's that failed. `Err`: it goes on through the loop.
///
/// # Safety
/// `frame` is a frame that runs a loop; its stage was `stage`.
pub(crate) unsafe fn raised(vm: &mut Vm, frame: *mut FrameBlock, stage: Stage, e: Exc) -> Result<Flow, Exc> {
    // SAFETY: the caller's promise.
    unsafe {
        (*frame).payload.stage = Stage::Store;
        vm.frame = frame;
        let this = get(frame, 0).clone();
        let Some(l) = this.downcast::<EventLoop>() else { return Err(e) };
        if stage == Stage::Task {
            let task = l.task.get();
            let Some(f) = task.downcast::<Future>() else { return Err(e) };
            if let Err(e) = end_with_exception(&task, f, e) {
                leave_task(vm, l);
                return Err(e);
            }
            return Ok(run_next(vm, frame));
        }
        finish_handle(vm, l);
        if ends_loop(&e) {
            leave_task(vm, l);
            return Err(e);
        }
        Ok(callback_failed(vm, frame, &this, l, e))
    }
}
