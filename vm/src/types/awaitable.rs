//! The types of what stands between an `await` and a coroutine or async generator. The states and errors are CPython's.

use crate::exc::{Exc, ExcKind, R, runtime_error, stop_iteration};
use crate::frame::{FrameRef, FrameState};
use crate::heap::{self, Payload};
use crate::native::{Def, Next, TypeSpec, pure, tail, this};
use crate::object::{AwaitStep, StepKind, StepState, Tuple, TypeFlags};
use crate::types::built_in;
use crate::types::method::prelude;
use crate::value::Value;
use crate::vm::Vm;

macro_rules! step_type {
    ($name:literal, $doc:literal, $defs:expr) => {
        TypeSpec {
            name: $name,
            module: "builtins",
            layout: AwaitStep::LAYOUT,
            flags: TypeFlags::NO_NEW,
            doc: $doc,
            defs: $defs,
        }
    };
}

/// `coroutine_wrapper`
pub static WRAPPER: TypeSpec =
    step_type!("coroutine_wrapper", "A wrapper object implementing __await__ for coroutines.", WRAPPER_DEFS);
/// `async_generator_asend`
pub static ASEND: TypeSpec = step_type!("async_generator_asend", "", GENERATOR_DEFS);
/// `async_generator_athrow`, which `aclose()` returns too
pub static ATHROW: TypeSpec = step_type!("async_generator_athrow", "", GENERATOR_DEFS);
/// `anext_awaitable`
pub static ANEXT: TypeSpec = step_type!("anext_awaitable", "", ANEXT_DEFS);

const WRAPPER_DEFS: &[Def] = &[
    tail(
        "send(self, value, /)",
        send,
        "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.",
    ),
    tail(
        "throw(self, value, traceback_or_value=None, traceback=None, /)",
        throw,
        "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration.",
    ),
    tail("close(self, /)", close, "close() -> raise GeneratorExit inside coroutine."),
    pure("__iter__(self, /)", |_, a| Ok(a[0].clone()), "Implement iter(self)."),
    tail("__next__(self, /)", next, "Implement next(self)."),
];

const GENERATOR_DEFS: &[Def] = &[
    tail(
        "send(self, value, /)",
        send,
        "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.",
    ),
    tail(
        "throw(self, value, traceback_or_value=None, traceback=None, /)",
        throw,
        "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.",
    ),
    tail("close(self, /)", close, "close() -> raise GeneratorExit inside generator."),
    pure("__await__(self, /)", |_, a| Ok(a[0].clone()), "Return an iterator to be used in await expression."),
    pure("__iter__(self, /)", |_, a| Ok(a[0].clone()), "Implement iter(self)."),
    tail("__next__(self, /)", next, "Implement next(self)."),
];

const ANEXT_DEFS: &[Def] = &[
    tail(
        "send(self, value, /)",
        send,
        "send(arg) -> send 'arg' into the wrapped iterator,\nreturn next yielded value or raise StopIteration.",
    ),
    tail(
        "throw(self, value, traceback_or_value=None, traceback=None, /)",
        throw,
        "throw(typ[,val[,tb]]) -> raise exception in the wrapped iterator,\nreturn next yielded value or raise StopIteration.",
    ),
    tail("close(self, /)", close, "close() -> raise GeneratorExit inside generator."),
    pure("__await__(self, /)", |_, a| Ok(a[0].clone()), "Return an iterator to be used in await expression."),
    pure("__iter__(self, /)", |_, a| Ok(a[0].clone()), "Implement iter(self)."),
    tail("__next__(self, /)", next, "Implement next(self)."),
];

/// A step of this kind.
pub fn make(kind: StepKind, target: &Value, argument: Value) -> R {
    let name = match kind {
        StepKind::Coroutine => "coroutine_wrapper",
        StepKind::Send => "async_generator_asend",
        StepKind::Throw | StepKind::Close => "async_generator_athrow",
        StepKind::Next => "anext_awaitable",
    };
    let class = built_in(name).ok_or_else(|| crate::exc::system_error(format!("there is no class {name}")))?;
    Ok(heap::new_with_type(&class, AwaitStep::new(kind, target.clone(), argument)).into())
}

fn next(vm: &mut Vm, a: &[Value]) -> R<Next> {
    advance(vm, &a[0], this::<AwaitStep>(a)?, Value::NONE, "step_next")
}

fn send(vm: &mut Vm, a: &[Value]) -> R<Next> {
    advance(vm, &a[0], this::<AwaitStep>(a)?, a[1].clone(), "step_send")
}

/// The error for a step that is over.
fn check_reuse(step: &AwaitStep) -> R<()> {
    if step.state.get() != StepState::Over {
        return Ok(());
    }
    let what = if step.kind == StepKind::Send { "__anext__()/asend()" } else { "aclose()/athrow()" };
    Err(runtime_error(format!("cannot reuse already awaited {what}")))
}

fn advance(vm: &mut Vm, this: &Value, step: &AwaitStep, value: Value, anext: &'static str) -> R<Next> {
    let target = step.target.clone();
    match step.kind {
        StepKind::Coroutine => Ok(Next::Send { generator: target, value }),
        StepKind::Next => prelude(vm, anext, [target, step.argument.clone(), value]),
        StepKind::Send => {
            check_reuse(step)?;
            let mut value = value;
            let agen = async_generator(&target)?;
            if step.state.get() == StepState::Fresh {
                if agen.in_step() {
                    return Err(already_running("anext"));
                }
                if value.is_none() {
                    value = step.argument.clone();
                }
                step.state.set(StepState::Started);
            }
            agen.set_in_step(true);
            prelude(vm, "asend_resume", [this.clone(), target, value])
        }
        StepKind::Throw | StepKind::Close => {
            check_reuse(step)?;
            let agen = async_generator(&target)?;
            if agen.state() == FrameState::Finished {
                step.state.set(StepState::Over);
                return Err(stop_iteration(Value::NONE));
            }
            let is_close = step.kind == StepKind::Close;
            let how = if is_close { "aclose" } else { "athrow" };
            if step.state.get() == StepState::Started {
                let resume = if is_close { "aclose_resume" } else { "athrow_resume" };
                return prelude(vm, resume, [this.clone(), target, value]);
            }
            if agen.in_step() {
                step.state.set(StepState::Over);
                return Err(already_running(how));
            }
            if agen.is_async_closed() {
                step.state.set(StepState::Over);
                return Err(Exc::with_args(ExcKind::StopAsyncIteration, Vec::new()));
            }
            if !value.is_none() {
                return Err(runtime_error("can't send non-None value to a just-started coroutine"));
            }
            let no_arguments = step.argument.downcast::<Tuple>().is_some_and(|t| t.is_empty());
            if !is_close && no_arguments {
                step.state.set(StepState::Over);
                return Err(crate::exc::type_error("athrow expected at least 1 argument, got 0"));
            }
            step.state.set(StepState::Started);
            agen.set_in_step(true);
            if is_close {
                agen.set_async_closed();
                return prelude(vm, "aclose_start", [this.clone(), target]);
            }
            let parts = step.argument.downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
            prelude(vm, "athrow_start", [this.clone(), target].into_iter().chain(parts))
        }
    }
}

fn already_running(how: &str) -> Exc {
    runtime_error(format!("{how}(): asynchronous generator is already running"))
}

fn async_generator(v: &Value) -> R<FrameRef> {
    FrameRef::from_value(v).ok_or_else(|| crate::exc::system_error("the step of an async generator has none"))
}

fn throw(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let step = this::<AwaitStep>(a)?;
    let name = match step.kind {
        StepKind::Coroutine => "generator_throw",
        StepKind::Next => "step_throw",
        StepKind::Send => "asend_throw",
        StepKind::Throw => "athrow_throw",
        StepKind::Close => "aclose_throw",
    };
    let part = |i: usize| a[i].given().cloned().unwrap_or(Value::NONE);
    let what = [part(1), part(2), part(3)];
    match step.kind {
        StepKind::Coroutine => prelude(vm, name, [step.target.clone()].into_iter().chain(what)),
        StepKind::Next => prelude(vm, name, [step.target.clone(), step.argument.clone()].into_iter().chain(what)),
        _ => {
            check_reuse(step)?;
            prelude(vm, name, [a[0].clone(), step.target.clone()].into_iter().chain(what))
        }
    }
}

fn close(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let step = this::<AwaitStep>(a)?;
    match step.kind {
        StepKind::Coroutine => Ok(Next::Close { generator: step.target.clone() }),
        StepKind::Next => prelude(vm, "step_close", [step.target.clone()]),
        _ => {
            step.state.set(StepState::Over);
            Ok(Next::Value(Value::NONE))
        }
    }
}

/// A step is over, and the async generator in none any more.
pub(crate) fn finish(v: &Value) {
    if let Some(step) = v.downcast::<AwaitStep>() {
        step.state.set(StepState::Over);
        if let Some(agen) = FrameRef::from_value(&step.target) {
            agen.set_in_step(false);
        }
    }
}
