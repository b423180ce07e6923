//! `_multiprocessing`: what processes share. `semaphore` has their locks, `memory` their memory, `message` what they
//! tell each other.

mod memory;
mod message;
mod semaphore;

use pausa_vm::native::ModuleSpec;
use pausa_vm::object::Module;
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Vm, buffer};

/// `_multiprocessing`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "_multiprocessing", doc: "What processes share.", defs: message::DEFS, init };

fn init(_: &mut Vm, m: &Obj<Module>) -> R<()> {
    buffer::register::<memory::Memory>();
    m.dict.insert_str("SemLock", define(&semaphore::SPEC, None).into());
    m.dict.insert_str("Memory", define(&memory::SPEC, None).into());
    Ok(())
}
