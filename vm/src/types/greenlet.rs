//! `greenlet.greenlet`.

use crate::exc::{Exc, ExcKind, R, attribute_error, type_error, value_error};
use crate::greenlet::{Greenlet, Payload, State};
use crate::heap::{self, Payload as HeapPayload};
use crate::native::{Direct, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use crate::object::*;
use crate::thread::of_greenlet;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// `greenlet.greenlet`
pub static SPEC: TypeSpec = TypeSpec {
    name: "greenlet",
    module: "greenlet",
    layout: Greenlet::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::DICT,
    doc: "greenlet(run=None, parent=None) -> greenlet\n\nCreates a new greenlet object (without running it).",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, run=None, parent=None)", init, "Initialize self."),
        // Errors call it as greenlet does.
        pure("green(run=None, parent=None)", make, "").maker(),
        pure("__bool__(self, /)", |_, a| Ok(Value::bool(is_active(this::<Greenlet>(a)?))), "True if self else False"),
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        tail("switch(self, *args, **kwargs)", switch, "Switch execution to this greenlet.").direct(Direct::Switch),
        tail(
            "throw(self, *args)",
            throw,
            "Switches execution to this greenlet, but immediately raises the given exception in it.",
        ),
        pure("__getstate__(self, /)", getstate, ""),
        getter("dead(self, /)", dead, ""),
        getter("parent(self, /)", |_, a| Ok(this::<Greenlet>(a)?.parent.get()), ""),
        setter("parent(self, value, /)", set_parent),
        getter("run(self, /)", run, ""),
        setter("run(self, value, /)", set_run),
        getter("gr_frame(self, /)", gr_frame, ""),
        getter("gr_context(self, /)", gr_context, ""),
        setter("gr_context(self, value, /)", set_gr_context),
        getter(
            "_stack_saved(self, /)",
            |_, a| Ok(Value::small_int((this::<Greenlet>(a)?.state.get() == State::Suspended) as i64)),
            "",
        ),
        getter(
            "__dict__(self, /)",
            |_, a| crate::ops::attr::instance_dict(&a[0]).ok_or_else(|| type_error("no __dict__")),
            "",
        ),
        setter("__dict__(self, value, /)", set_dict),
    ],
};

fn dead(vm: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    Ok(Value::bool(g.state.get() == State::Dead || in_ended_thread(vm, g)))
}

fn is_active(g: &Greenlet) -> bool {
    matches!(g.state.get(), State::Suspended | State::Current)
}

fn new(vm: &mut Vm, args: &[Value]) -> R {
    let class = class_arg(args)?;
    if class.any(TypeFlags::ABSTRACT) {
        return Err(crate::types::object::abstract_error(vm, &class));
    }
    Ok(Greenlet::of_class(&class, vm.greenlet.clone()).into())
}

/// `greenlet(run, parent)`, in one step.
fn make(vm: &mut Vm, args: &[Value]) -> R {
    let run = args[0].clone();
    let g = heap::new(Greenlet::payload(run, vm.greenlet.clone()));
    g.header().set(heap::flag::FINALIZER);
    let g: Value = g.into();
    if let Some(parent) = args[1].given()
        && !parent.is_none()
    {
        set_parent(vm, &[g.clone(), parent.clone()])?;
    }
    Ok(g)
}

fn init(vm: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    if let Some(run) = args[1].given() {
        g.run.set(run.clone());
    }
    if let Some(parent) = args[2].given()
        && !parent.is_none()
    {
        set_parent(vm, &[args[0].clone(), parent.clone()])?;
    }
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: &[Value]) -> R {
    this::<Greenlet>(args)?;
    Ok(shown(vm, &args[0]).into())
}

/// Whether the thread to which a greenlet belongs has ended: then it can never run.
fn in_ended_thread(vm: &Vm, g: &Greenlet) -> bool {
    g.state.get() != State::Fresh && !vm.is_alive(of_greenlet(g))
}

/// What a greenlet looks like.
pub(crate) fn shown(vm: &Vm, v: &Value) -> String {
    let class = crate::types::typ::full_name(&class_of(v));
    let Some(g) = v.downcast::<Greenlet>() else { return class };
    let (id, other) = (v.id(), vm.greenlet.id());
    match g.state.get() {
        _ if in_ended_thread(vm, g) => format!("<{class} object at {id:#x} (otid={other:#x}) (thread exited) dead>"),
        State::Dead => format!("<{class} object at {id:#x} (otid={other:#x}) dead>"),
        State::Current if v.is(&vm.greenlet) => {
            format!("<{class} object at {id:#x} (otid={other:#x}) current active started{}>", main_word(g))
        }
        State::Suspended | State::Current => {
            format!("<{class} object at {id:#x} (otid={other:#x}) suspended active started{}>", main_word(g))
        }
        State::Fresh => format!("<{class} object at {id:#x} (otid={other:#x}) pending>"),
    }
}

fn main_word(g: &Greenlet) -> &'static str {
    if g.parent.with(Value::is_none) { " main" } else { "" }
}

/// What is run: assigned, or the `run` of a subclass.
fn switch(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let g = this::<Greenlet>(args)?;
    let values = args[1].downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    let kwargs = args[2].cast::<Dict>();
    let needs_run = g.state.get() == State::Fresh && (!g.run.is_set() || class_of(&args[0]).is_heap_type());
    if needs_run {
        let f = vm.prelude("greenlet_start")?;
        return Ok(Next::call(f, [args[0].clone(), args[1].clone(), args[2].clone()]));
    }
    Ok(Next::Switch { target: args[0].clone(), what: Payload::Values(values, kwargs) })
}

fn throw(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let list = args[1].downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    if list.len() > 3 {
        return Err(type_error(format!("throw() takes at most 3 arguments ({} given)", list.len())));
    }
    let f = vm.prelude("greenlet_throw")?;
    let part = |i: usize| list.get(i).cloned().unwrap_or(Value::NONE);
    Ok(Next::call(f, [args[0].clone(), part(0), part(1), part(2), list.is_empty().into()]))
}

fn getstate(_: &mut Vm, _: &[Value]) -> R {
    Err(type_error("cannot serialize 'greenlet' object"))
}

fn set_parent(_: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    if args[1].is_unbound() {
        return Err(Exc::msg(ExcKind::AttributeError, "can't delete attribute"));
    }
    if g.parent.with(Value::is_none) {
        return Err(Exc::msg(ExcKind::AttributeError, "cannot set the parent of a main greenlet"));
    }
    let Some(parent) = args[1].cast::<Greenlet>() else {
        return Err(type_error(format!(
            "GreenletChecker: Expected any type of greenlet, not {}",
            class_name(&args[1])
        )));
    };
    let mut link = Some(parent);
    while let Some(p) = link {
        if p.value().is(&args[0]) {
            return Err(value_error("cyclic parent chain"));
        }
        link = p.parent.with(Value::cast);
    }
    if let Some(parent) = args[1].downcast::<Greenlet>()
        && g.state.get() != State::Fresh
        && of_greenlet(parent) != g.thread.get()
    {
        return Err(value_error("parent cannot be on a different thread"));
    }
    g.parent.set(args[1].clone());
    Ok(Value::NONE)
}

fn run(_: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    let v = g.run.get();
    if v.is_unbound() || g.state.get() != State::Fresh {
        return Err(attribute_error(&args[0], &"run".into(), "run".into()));
    }
    Ok(v)
}

fn set_run(_: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    if g.state.get() != State::Fresh {
        return Err(Exc::msg(ExcKind::AttributeError, "run cannot be set after the start of the greenlet"));
    }
    g.run.set(args[1].clone());
    Ok(Value::NONE)
}

fn set_dict(_: &mut Vm, args: &[Value]) -> R {
    let Some(d) = args[1].cast::<Dict>() else {
        return Err(type_error("__dict__ must be a dictionary"));
    };
    match args[0].header().and_then(|h| h.instance()) {
        Some(instance) => instance.become_dict(d),
        None => {
            // The object's dict exists from here on, so that caches know of it.
            crate::ops::attr::instance_dict(&args[0]);
            this::<Greenlet>(args)?.dict.set(d.into());
        }
    }
    Ok(Value::NONE)
}

/// The innermost visible frame of a suspended greenlet.
fn gr_frame(vm: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    let frame = match g.state.get() {
        State::Suspended => crate::greenlet::visible_frame(g),
        State::Current if args[0].is(&vm.greenlet) => None,
        State::Current => crate::greenlet::visible_frame(g),
        _ => None,
    };
    Ok(frame.map_or(Value::NONE, |f| crate::types::code::view(&f)))
}

fn gr_context(vm: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    if g.state.get() == State::Current {
        check_running(vm, &args[0], "get")?;
        return Ok(vm.context().clone());
    }
    Ok(g.context.get())
}

/// The context of what runs in another thread is out of reach.
fn check_running(vm: &Vm, g: &Value, verb: &str) -> R<()> {
    if g.is(&vm.greenlet) {
        return Ok(());
    }
    Err(value_error(format!("cannot {verb} context of a greenlet that is running in a different thread")))
}

fn set_gr_context(vm: &mut Vm, args: &[Value]) -> R {
    let g = this::<Greenlet>(args)?;
    if args[1].is_unbound() {
        return Err(Exc::msg(ExcKind::AttributeError, "can't delete context attribute"));
    }
    if !args[1].is_none() && class_name(&args[1]) != "_contextvars.Context" {
        return Err(type_error("greenlet context must be a contextvars.Context or None"));
    }
    if g.state.get() == State::Current {
        check_running(vm, &args[0], "set")?;
        vm.set_context(args[1].clone());
    } else {
        g.context.set(args[1].clone());
    }
    Ok(Value::NONE)
}
