//! Helpers of event loops and tasks.

use crate::aio::{EventLoop, Future, flags};
use crate::exc::{Exc, R, type_error};
use crate::native::{Def, Next, pure, tail};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    RUN,
    pure("_loop_enter(loop, /)", enter, ""),
    pure("_loop_leave(loop, /)", leave, ""),
    pure("_task_coro(task, /)", |_, a| Ok(future(&a[0])?.coro.get()), ""),
    pure("_task_wait(task, future, /)", wait, ""),
    pure("_task_must_cancel(task, /)", |_, a| Ok(Value::bool(future(&a[0])?.has(flags::MUST_CANCEL))), ""),
    pure("_task_set_must_cancel(task, on, /)", set_must_cancel, ""),
    pure("_task_cancel_message(task, /)", |_, a| Ok(future(&a[0])?.cancel_message().unwrap_or(Value::NONE)), ""),
    pure("_task_set_cancel_message(task, message, /)", set_message, ""),
    pure("_task_step_soon(task, e, /)", step_soon, ""),
    pure("_task_end(task, kind, value, /)", end, ""),
];

const RUN: Def = tail("_run_turns(loop, /)", |_, _| Ok(Next::Loop), "");

/// Runs turns of the loop that is the first argument of the calling frame.
pub(crate) static RUN_TURNS: Def = RUN;

fn future(v: &Value) -> R<&Future> {
    v.downcast::<Future>().ok_or_else(|| type_error("this is no future"))
}

fn core(v: &Value) -> R<&EventLoop> {
    v.downcast::<EventLoop>().ok_or_else(|| type_error("this is no event loop"))
}

/// A loop begins to run.
fn enter(vm: &mut Vm, a: &[Value]) -> R {
    let l = core(&a[0])?;
    l.context.set(vm.context.clone());
    l.turning.set(false);
    l.todo.set(0);
    Ok(Value::NONE)
}

/// A loop has ended, or was ended by an exception.
fn leave(vm: &mut Vm, a: &[Value]) -> R {
    let l = core(&a[0])?;
    let outer = l.context.take();
    if !outer.is_unbound() {
        drop(std::mem::replace(&mut vm.context, outer));
    }
    drop((l.task.take(), l.handle.take()));
    Ok(Value::NONE)
}

/// The task waits for a future of any kind.
fn wait(_: &mut Vm, a: &[Value]) -> R {
    future(&a[0])?.waiter.set(a[1].clone());
    Ok(Value::NONE)
}

fn set_must_cancel(_: &mut Vm, a: &[Value]) -> R {
    future(&a[0])?.put(flags::MUST_CANCEL, a[1].is_true());
    Ok(Value::NONE)
}

/// The task takes its next step soon, if its loop is native; says whether it is.
fn step_soon(_: &mut Vm, a: &[Value]) -> R {
    let how = if a[1].is_none() { Value::UNBOUND } else { a[1].clone() };
    let native = future(&a[0])?.event_loop.with(|l| EventLoop::native(l).map(|l| l.push(a[0].clone(), how)).is_some());
    Ok(Value::bool(native))
}

fn set_message(_: &mut Vm, a: &[Value]) -> R {
    future(&a[0])?.set_cancel_message(a[1].clone());
    Ok(Value::NONE)
}

/// Ends a task: with a result (0), an exception (1) or a CancelledError or none (2). The callbacks, if its loop is to be told of them.
fn end(_: &mut Vm, a: &[Value]) -> R {
    let f = future(&a[0])?;
    match (a[1].as_i64(), Exc::from_value(a[2].clone())) {
        (Some(1), Ok(e)) => f.set_exception(&e),
        (Some(2), Ok(e)) => f.set_cancelled(e.into_value()),
        (Some(2), Err(_)) => f.set_cancelled(Value::UNBOUND),
        _ => f.set_result(a[2].clone()),
    }
    Ok(f.schedule_callbacks(&a[0]).map_or(Value::NONE, crate::aio::pairs))
}
