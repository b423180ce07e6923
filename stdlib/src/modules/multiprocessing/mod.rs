//! `_multiprocessing`: what processes share. `semaphore` has their locks, `memory` their memory, `message` what they
//! tell each other.

mod memory;
mod message;
mod semaphore;

use pausa_vm::native::{Def, ModuleSpec, pure, tail};
use pausa_vm::object::{Function, List, Module, Tuple};
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Value, Vm, buffer};

/// `_multiprocessing`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "_multiprocessing", doc: "What processes share.", defs: DEFS, init };

const DEFS: &[Def] = &[
    tail(
        "receive(fd: index, most: index=-1, /)",
        message::receive,
        "Return the next message; more than `most` bytes are none.",
    ),
    tail("send(fd: index, data, /)", message::send_message, "Send bytes as a message."),
    tail("send_framed(fd: index, data, /)", message::send_framed, "Send bytes that are messages already."),
    pure("slot(data, /)", message::slot, "Return the bytes of a message of a queue."),
    tail(
        "take(fd: index, lock, /)",
        message::take,
        "Return the next message of a queue, whose lock is held meanwhile and counts it.",
    ),
    tail("take_held(fd: index, lock, /)", message::take_held, "The same for who holds the lock, which is released."),
    pure(
        "load(*functions)",
        load,
        "Load the code of functions that only children call: else each of them would do it, in pages of its own.",
    ),
    pure(
        "timeline_options()",
        timeline_options,
        "Return more options for a new interpreter, so that a timeline that is being recorded shows it too.",
    ),
];

fn load(_: &mut Vm, a: &[Value]) -> R {
    for f in a[0].downcast::<Tuple>().map(|t| t.items()).unwrap_or_default() {
        if let Some(f) = f.downcast::<Function>() {
            f.code().load_all();
        }
    }
    Ok(Value::NONE)
}

fn timeline_options(vm: &mut Vm, _: &[Value]) -> R {
    let option = crate::timeline::option_for_child(vm);
    Ok(List::from_vec(option.into_iter().map(Value::from).collect()).into())
}

fn init(_: &mut Vm, m: &Obj<Module>) -> R<()> {
    buffer::register::<memory::Memory>();
    m.dict.insert_str("SemLock", define(&semaphore::SPEC, None).into());
    m.dict.insert_str("Memory", define(&memory::SPEC, None).into());
    Ok(())
}
