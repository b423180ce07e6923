//! Helpers of greenlets.

use crate::exc::{Exc, R, type_error};
use crate::greenlet::{Greenlet, Payload, State};
use crate::native::{Def, Next, pure, tail, this};
use crate::object::{Dict, Tuple, Type};
use crate::thread::of_greenlet;
use crate::types::class_of;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    tail("_switch_to(g, run, args, kwargs, /)", switch_to, ""),
    tail("_throw_into(g, exception, /)", throw_into, ""),
    pure("_greenlet_exit()", |vm, _| Ok(vm.greenlet_exit_class().into()), ""),
    pure(
        "_is_kind_of(x, t, /)",
        |_, a| Ok(Value::bool(a[1].cast::<Type>().is_some_and(|t| class_of(&a[0]).is_subtype_of(&t)))),
        "",
    ),
    pure("_adopt_greenlet(g, /)", adopt, ""),
    pure("_not_started(g, /)", not_started, ""),
    pure("_set_greenlet_trace(f, /)", |vm, a| Ok(vm.set_greenlet_trace(a[0].clone())), ""),
];

/// Switches; `run` is what a greenlet that has not started runs.
fn switch_to(_: &mut Vm, args: &[Value]) -> R<Next> {
    let g = this::<Greenlet>(args)?;
    if g.state.get() == State::Fresh && !args[1].is_none() {
        g.run.set(args[1].clone());
    }
    let values = args[2].downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    Ok(Next::Switch { target: args[0].clone(), what: Payload::Values(values, args[3].cast::<Dict>()) })
}

fn throw_into(_: &mut Vm, args: &[Value]) -> R<Next> {
    match Exc::from_value(args[1].clone()) {
        Ok(e) => Ok(Next::Switch { target: args[0].clone(), what: Payload::Throw(e) }),
        Err(_) => Err(type_error("exceptions must derive from BaseException")),
    }
}

/// A greenlet that is being ended goes back to whoever runs now; returns the parent it had. If it belongs to another thread it is ended
/// there, and if that thread has ended there is nobody to run it: then its frames go as they are. None: nothing is to be done here.
fn adopt(vm: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    let thread = of_greenlet(g);
    if thread == vm.thread() {
        return Ok(g.parent.replace(vm.greenlet.clone()));
    }
    match vm.threads.table.get_mut(&thread) {
        Some(t) => t.abandoned.push(args[0].clone()),
        None => crate::greenlet::drop_frames(g),
    }
    Ok(Value::NONE)
}

/// A greenlet had nothing to run: it is as if it had not been switched to.
fn not_started(_: &mut Vm, args: &[Value]) -> R {
    this::<Greenlet>(args)?.state.set(State::Fresh);
    Ok(Value::NONE)
}
