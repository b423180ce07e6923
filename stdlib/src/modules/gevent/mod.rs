//! `_gevent`: the hot half of the package `gevent`. The other half is Python, in `stdlib/py/gevent`.
//!
//! * `core`: what a hub runs: its queue, its timers, and the step that takes the next of them;
//! * `wait`: how greenlets wait, and who wakes them;
//! * `watch`: descriptors that are waited for;
//! * `greenlet`: the greenlets that a hub runs, and what is kept of their ends;
//! * `event`: events, and lists of those who wait for other things;
//! * `queue`: queues.
//!
//! A greenlet that waits is suspended in the call of a native function, which leaves nothing behind. Whoever is to wake it holds a
//! reference to it with the number of the wait. When the wait is over, in whatever way, the number has changed, and who comes late does
//! nothing. So an exception thrown into a greenlet needs no cleaning up.

mod core;
mod event;
pub(crate) mod greenlet;
mod queue;
mod wait;
mod watch;

use pausa_vm::aio::Slot;
use pausa_vm::exc::runtime_error;
use pausa_vm::native::{Def, ModuleSpec, pure, tail};
use pausa_vm::object::{Dict, Module};
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Value, Vm};

/// `_gevent`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "_gevent", doc: "What hubs of greenlets need to be quick.", defs: FUNCTIONS, init };

const FUNCTIONS: &[Def] = &[
    pure("setup(**names)", setup, "Tell what the package has that is needed here."),
    pure(
        "set_plain(class, /)",
        core::set_plain,
        "Greenlets of this class, and of no other, are spawned without calls of Python.",
    ),
    pure("current_hub()", |vm, _| Ok(vm.hub.clone()), "Return the core of this thread's hub, or None."),
    pure(
        "set_current_hub(core, /)",
        |vm, a| Ok(std::mem::replace(&mut vm.hub, a[0].clone())),
        "Make this the core of this thread's hub.",
    ),
    tail(
        "sleep(seconds=0, ref=True)",
        wait::sleep,
        "Put the current greenlet to sleep for at least *seconds*.\n\n*seconds* may be specified as an integer, or a float if fractional\nseconds are desired.",
    ),
    tail("idle(priority=0)", wait::idle, "Cause the calling greenlet to wait until the event loop is idle."),
    tail(
        "join_all(greenlets, timeout, count, /)",
        wait::join_all,
        "Wait for greenlets, and return those that have ended.",
    ),
    tail(
        "wait_descriptor(fd, reading, writing, timeout, /)",
        watch::wait,
        "Wait until a descriptor can be used: False if the time was over before.",
    ),
];

/// What the package tells.
#[derive(Default)]
struct Names(Slot);

/// Something that the package has told.
fn known(vm: &mut Vm, name: &str) -> R {
    let dict = vm.state::<Names>().0.get();
    let v = dict.downcast::<Dict>().and_then(|d| d.get_str(name));
    v.ok_or_else(|| runtime_error("the package gevent has not been imported"))
}

fn setup(vm: &mut Vm, a: &[Value]) -> R {
    let names = vm.state::<Names>();
    let old = names.0.get();
    match (old.downcast::<Dict>(), a[0].downcast::<Dict>()) {
        (Some(all), Some(more)) => {
            for (name, v) in more.pairs() {
                all.insert_interned(&name.cast().ok_or_else(|| runtime_error("names are strings"))?, v);
            }
        }
        _ => names.0.set(a[0].clone()),
    }
    Ok(Value::NONE)
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let core = define(&core::SPEC, None);
    vm.register_native_type::<core::Core>(core.clone());
    m.dict.insert_str("Core", core.into());
    let callback = define(&core::CALLBACK, None);
    vm.register_native_type::<core::Callback>(callback.clone());
    m.dict.insert_str("callback", callback.into());
    vm.register_native_type::<wait::Latch>(define(&wait::LATCH, None));
    let base = pausa_vm::types::of_kind(pausa_vm::heap::Kind::Greenlet);
    m.dict.insert_str("Greenlet", define(&greenlet::SPEC, Some(&base)).into());
    m.dict.insert_str("Linkable", define(&event::LINKABLE, None).into());
    m.dict.insert_str("Event", define(&event::SPEC, None).into());
    m.dict.insert_str("Queue", define(&queue::SPEC, None).into());
    vm.on_greenlet_end = Some(greenlet::ended);
    vm.on_loop_wait = Some(core::loop_waits);
    Ok(())
}
