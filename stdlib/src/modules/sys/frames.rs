//! Frames, exceptions and references.

use pausa_vm::exc::value_error;
use pausa_vm::native::Next;
use pausa_vm::object::{Dict, Exception, Tuple};
use pausa_vm::ops::dict_insert;
use pausa_vm::types::class_of;
use pausa_vm::types::code::view;
use pausa_vm::{Exc, ExcKind, R, Value, Vm};

use crate::modules::arg;
use crate::modules::thread::ident;

pub(super) fn current_frames(vm: &mut Vm, _: &[Value]) -> R {
    let frames = Dict::new();
    for thread in vm.thread_ids() {
        if let Some(f) = vm.frame_of_thread(thread) {
            dict_insert(&mut frames.table_mut(), &ident(thread).into(), view(&f))?;
        }
    }
    Ok(frames.into())
}

pub(super) fn current_exceptions(vm: &mut Vm, _: &[Value]) -> R {
    let exceptions = Dict::new();
    for thread in vm.thread_ids() {
        let info = info_of(vm.handled_in_thread(thread));
        dict_insert(&mut exceptions.table_mut(), &ident(thread).into(), info)?;
    }
    Ok(exceptions.into())
}

pub(super) fn getframe(vm: &mut Vm, args: &[Value]) -> R {
    let mut depth = match args[0].given() {
        Some(v) => arg::c_int(v)?.max(0),
        None => 0,
    };
    let mut frame = vm.visible_frame();
    while depth > 0 && frame.is_some() {
        frame = frame.and_then(|f| f.visible_parent());
        depth -= 1;
    }
    match frame {
        Some(f) => Ok(view(&f)),
        None => Err(value_error("call stack is not deep enough")),
    }
}

pub(super) fn call_tracing(_: &mut Vm, args: &[Value]) -> R<Next> {
    match args[1].downcast::<Tuple>() {
        Some(t) => Ok(Next::call(args[0].clone(), t.items().iter().cloned())),
        None => Err(arg::wrong("call_tracing() argument 2", "tuple", &args[1])),
    }
}

pub(super) fn exc_info(vm: &mut Vm, _: &[Value]) -> R {
    Ok(info_of(vm.handled_exception()))
}

/// An exception, or None, as `(type, value, traceback)`.
fn info_of(e: Value) -> Value {
    let parts = match e.downcast::<Exception>() {
        Some(payload) => {
            let traceback = payload.traceback.borrow().clone();
            vec![class_of(&e).into(), e.clone(), traceback]
        }
        None => vec![Value::NONE, Value::NONE, Value::NONE],
    };
    Tuple::from_vec(parts).into()
}

pub(super) fn exit(_: &mut Vm, args: &[Value]) -> R {
    let status = args[0].given().filter(|v| !v.is_none());
    let arguments = match status {
        None => Vec::new(),
        Some(v) => match v.exact::<Tuple>() {
            Some(t) => t.items().to_vec(),
            None => vec![v.clone()],
        },
    };
    Err(Exc::with_args(ExcKind::SystemExit, arguments))
}

/// The references to an object; values that are no objects have as many as fit.
pub(super) fn getrefcount(_: &mut Vm, args: &[Value]) -> R {
    Ok(args[0].header().map_or(u32::MAX, |h| h.references()).into())
}
