//! `generator`, `coroutine`, `async_generator`, as programs see them. How they run is `interp::generator`'s business.

use crate::exc::{R, type_error};
use crate::frame::{FrameRef, FrameState, layout};
use crate::heap::{Kind, Layout};
use crate::native::{Direct, Next, TypeSpec, getter, pure, setter, tail};
use crate::object::*;
use crate::types::code::view;
use crate::types::method::prelude;
use crate::types::{awaitable, class_name};
use crate::value::Value;
use crate::vm::Vm;

static GENERATOR_LAYOUT: Layout = layout(Kind::Generator);
static COROUTINE_LAYOUT: Layout = layout(Kind::Coroutine);
static ASYNC_GENERATOR_LAYOUT: Layout = layout(Kind::AsyncGenerator);

/// `generator`
pub static GENERATOR: TypeSpec = TypeSpec {
    name: "generator",
    module: "builtins",
    layout: &GENERATOR_LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::WEAKREF,
    doc: "",
    defs: &[
        pure("__iter__(self, /)", |_, a| Ok(a[0].clone()), "Implement iter(self)."),
        tail("__next__(self, /)", next, "Implement next(self).").direct(Direct::Next),
        tail(
            "send(self, value, /)",
            send,
            "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.",
        )
        .direct(Direct::Send),
        tail(
            "throw(self, value, traceback_or_value=None, traceback=None, /)",
            throw,
            "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.",
        )
        .direct(Direct::Throw),
        tail("close(self, /)", close, "close() -> raise GeneratorExit inside generator.")
            .direct(Direct::Unary(crate::interp::close_at_once)),
        tail("__del__(self, /)", close, ""),
        pure("__repr__(self, /)", |_, a| repr("generator", a), "Return repr(self)."),
        getter("__name__(self, /)", name, "name of the generator"),
        setter("__name__(self, value, /)", |_, a| set_text(a, 0, "__name__")),
        getter("__qualname__(self, /)", qualname, "qualified name of the generator"),
        setter("__qualname__(self, value, /)", |_, a| set_text(a, 1, "__qualname__")),
        getter("gi_frame(self, /)", frame, ""),
        getter("gi_running(self, /)", running, ""),
        getter("gi_suspended(self, /)", suspended, ""),
        getter("gi_code(self, /)", code, ""),
        getter("gi_yieldfrom(self, /)", delegate, "object being iterated by yield from, or None"),
    ],
};

/// `coroutine`
pub static COROUTINE: TypeSpec = TypeSpec {
    name: "coroutine",
    module: "builtins",
    layout: &COROUTINE_LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::WEAKREF,
    doc: "",
    defs: &[
        tail(
            "send(self, value, /)",
            send,
            "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.",
        )
        .direct(Direct::Send),
        tail(
            "throw(self, value, traceback_or_value=None, traceback=None, /)",
            throw,
            "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration.",
        )
        .direct(Direct::Throw),
        tail("close(self, /)", close, "close() -> raise GeneratorExit inside coroutine.")
            .direct(Direct::Unary(crate::interp::close_at_once)),
        pure("__await__(self, /)", coroutine_await, "Return an iterator to be used in await expression."),
        tail("__del__(self, /)", close, ""),
        pure("__repr__(self, /)", |_, a| repr("coroutine", a), "Return repr(self)."),
        getter("__name__(self, /)", name, "name of the coroutine"),
        setter("__name__(self, value, /)", |_, a| set_text(a, 0, "__name__")),
        getter("__qualname__(self, /)", qualname, "qualified name of the coroutine"),
        setter("__qualname__(self, value, /)", |_, a| set_text(a, 1, "__qualname__")),
        getter("cr_frame(self, /)", frame, ""),
        getter("cr_running(self, /)", running, ""),
        getter("cr_suspended(self, /)", suspended, ""),
        getter("cr_code(self, /)", code, ""),
        getter("cr_await(self, /)", delegate, "object being awaited on, or None"),
        getter("cr_origin(self, /)", origin, ""),
    ],
};

/// `async_generator`
pub static ASYNC_GENERATOR: TypeSpec = TypeSpec {
    name: "async_generator",
    module: "builtins",
    layout: &ASYNC_GENERATOR_LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::WEAKREF,
    doc: "",
    defs: &[
        pure(
            "__aiter__(self, /)",
            |_, a| Ok(a[0].clone()),
            "Return an awaitable, that resolves in asynchronous iterator.",
        ),
        tail(
            "__anext__(self, /)",
            |vm, a| step(vm, StepKind::Send, &a[0], Value::NONE),
            "Return a value or raise StopAsyncIteration.",
        ),
        tail(
            "asend(self, value, /)",
            |vm, a| step(vm, StepKind::Send, &a[0], a[1].clone()),
            "asend(v) -> send 'v' in generator.",
        ),
        tail(
            "athrow(self, value=<absent>, traceback_or_value=None, traceback=None, /)",
            |vm, a| {
                let given = usize::from(!a[1].is_unbound()) * (a.len() - 1);
                let parts = a[1..=given].iter().map(|v| v.given().cloned().unwrap_or(Value::NONE)).collect();
                step(vm, StepKind::Throw, &a[0], Tuple::from_vec(parts).into())
            },
            "athrow(typ[,val[,tb]]) -> raise exception in generator.",
        ),
        tail(
            "aclose(self, /)",
            |vm, a| step(vm, StepKind::Close, &a[0], Value::UNBOUND),
            "aclose() -> raise GeneratorExit inside generator.",
        ),
        pure("__repr__(self, /)", |_, a| repr("async_generator", a), "Return repr(self)."),
        pure("__class_getitem__(cls, item, /)", class_getitem, "See PEP 585").class_method(),
        getter("__name__(self, /)", name, "name of the async generator"),
        setter("__name__(self, value, /)", |_, a| set_text(a, 0, "__name__")),
        getter("__qualname__(self, /)", qualname, "qualified name of the async generator"),
        setter("__qualname__(self, value, /)", |_, a| set_text(a, 1, "__qualname__")),
        getter("ag_frame(self, /)", frame, ""),
        getter("ag_running(self, /)", async_running, ""),
        getter("ag_code(self, /)", code, ""),
        getter("ag_await(self, /)", delegate, "object being awaited on, or None"),
    ],
};

fn block(v: &Value) -> R<FrameRef> {
    FrameRef::from_value(v).ok_or_else(|| type_error(format!("expected a generator, got '{}'", class_name(v))))
}

fn next(_: &mut Vm, args: &[Value]) -> R<Next> {
    Ok(Next::Send { generator: args[0].clone(), value: Value::NONE })
}

fn send(_: &mut Vm, args: &[Value]) -> R<Next> {
    Ok(Next::Send { generator: args[0].clone(), value: args[1].clone() })
}

fn close(_: &mut Vm, args: &[Value]) -> R<Next> {
    Ok(Next::Close { generator: args[0].clone() })
}

fn throw(vm: &mut Vm, args: &[Value]) -> R<Next> {
    // The exception may have to be made by calling its class: the prelude does that, then throws.
    if let Some(e) = args[1].cast::<Exception>()
        && args[2].given().is_none_or(Value::is_none)
        && args[3].given().is_none_or(Value::is_none)
    {
        return Ok(Next::Throw { generator: args[0].clone(), exception: crate::exc::Exc::new(e) });
    }
    let f = vm.prelude("generator_throw")?;
    let part = |i: usize| args[i].given().cloned().unwrap_or(Value::NONE);
    Ok(Next::call(f, [part(0), part(1), part(2), part(3)]))
}

fn coroutine_await(_: &mut Vm, args: &[Value]) -> R {
    awaitable::make(StepKind::Coroutine, &args[0], Value::UNBOUND)
}

/// The hook that is to finalise an async generator, noted at its first step; where a coroutine was made.
pub(crate) fn finalizer(g: &FrameRef) -> Option<Value> {
    g.assigned_names().and_then(|t| t.items().get(2).cloned())
}

/// A step of an async generator. The first one of all tells the hooks.
fn step(vm: &mut Vm, kind: StepKind, agen: &Value, argument: Value) -> R<Next> {
    let step = awaitable::make(kind, agen, argument)?;
    let g = block(agen)?;
    if g.take_unhooked() {
        let (first, finalizer) = vm.asyncgen_hooks.clone();
        if !finalizer.is_none() {
            g.assign_names(Tuple::from_vec(vec![text_attr(agen, 0)?, text_attr(agen, 1)?, finalizer]));
        }
        if !first.is_none() {
            return prelude(vm, "first_step", [first, agen.clone(), step]);
        }
    }
    Ok(Next::Value(step))
}

fn repr(kind: &str, args: &[Value]) -> R {
    let name = text_attr(&args[0], 1)?;
    let name = name.downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
    Ok(format!("<{kind} object {name} at {:#x}>", args[0].id()).into())
}

/// The name (0) or qualified name (1): assigned, else the function's.
fn text_attr(v: &Value, which: usize) -> R {
    let f = block(v)?;
    if let Some(t) = f.assigned_names()
        && let Some(name) = t.items().get(which)
    {
        return Ok(name.clone());
    }
    let (Some(func), Some(code)) = (f.function(), f.code()) else { return Ok(Value::NONE) };
    // A generator expression has no function of its own.
    Ok(match (func.code().is(&code), which) {
        (true, 0) => func.name(),
        (true, _) => func.qualname(),
        (false, 0) => code.name.clone().into(),
        (false, _) => code.qualname.clone().into(),
    })
}

fn name(_: &mut Vm, args: &[Value]) -> R {
    text_attr(&args[0], 0)
}

fn qualname(_: &mut Vm, args: &[Value]) -> R {
    text_attr(&args[0], 1)
}

fn set_text(args: &[Value], which: usize, attr: &str) -> R {
    if !args[1].is_a::<Str>() {
        return Err(type_error(format!("{attr} must be set to a string object")));
    }
    let mut names = vec![text_attr(&args[0], 0)?, text_attr(&args[0], 1)?];
    names[which] = args[1].clone();
    let g = block(&args[0])?;
    names.extend(finalizer(&g));
    g.assign_names(Tuple::from_vec(names));
    Ok(Value::NONE)
}

fn frame(_: &mut Vm, args: &[Value]) -> R {
    let f = block(&args[0])?;
    Ok(if f.state() == FrameState::Finished { Value::NONE } else { view(&f) })
}

fn running(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::bool(block(&args[0])?.state() == FrameState::Running))
}

fn async_running(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::bool(block(&args[0])?.is_async_running()))
}

fn suspended(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::bool(block(&args[0])?.state() == FrameState::Suspended))
}

fn code(_: &mut Vm, args: &[Value]) -> R {
    Ok(block(&args[0])?.code().map_or(Value::NONE, Value::from))
}

/// What the generator is waiting for: where the prelude stands in between, what that waits for.
fn delegate(_: &mut Vm, args: &[Value]) -> R {
    let Some(v) = block(&args[0])?.delegate() else {
        return Ok(Value::NONE);
    };
    if let Some(inner) = FrameRef::from_value(&v)
        && inner.is_prelude()
    {
        return Ok(inner.register(0));
    }
    Ok(v)
}

/// `cr_origin`
fn origin(_: &mut Vm, args: &[Value]) -> R {
    Ok(finalizer(&block(&args[0])?).unwrap_or(Value::NONE))
}

/// Notes where a coroutine was made: file, line and function of the frames that led to it, the innermost first.
#[cold]
pub(crate) fn note_origin(vm: &Vm, g: *mut crate::frame::FrameBlock) {
    let mut frames = Vec::new();
    let mut next = vm.visible_frame();
    while let Some(f) = next.filter(|_| frames.len() < vm.origin_depth as usize) {
        if let Some(code) = f.code() {
            let place = vec![code.filename.clone().into(), f.position().line.into(), code.name.clone().into()];
            frames.push(Tuple::from_vec(place).into());
        }
        next = f.visible_parent();
    }
    let g = FrameRef::from_block(g);
    if let (Ok(name), Ok(qualname)) = (text_attr(g.value(), 0), text_attr(g.value(), 1)) {
        g.assign_names(Tuple::from_vec(vec![name, qualname, Tuple::from_vec(frames).into()]));
    }
}

fn class_getitem(_: &mut Vm, args: &[Value]) -> R {
    crate::types::alias::make(&args[0], &args[1])
}
