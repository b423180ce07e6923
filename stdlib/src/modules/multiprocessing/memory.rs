//! `_multiprocessing.Memory`: the bytes of a file in memory, which other processes see too. The system keeps them; what is read is taken
//! from there, and of what is written only the bytes that have changed are put back.

use std::cell::Cell;

use pausa_runtime::fd;
use pausa_vm::buffer::{Export, Exporter};
use pausa_vm::exc::value_error;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{TypeSpec, class_arg, pure, this};
use pausa_vm::{R, Value, Vm};
use rustix::io::{pread, pwrite};

use crate::modules::{arg, system};

/// So many bytes of a file.
pub(super) struct Memory {
    file: Cell<Option<fd::Fd>>,
    size: usize,
    exports: Cell<usize>,
}

impl Payload for Memory {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `_multiprocessing.Memory`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Memory",
    module: "_multiprocessing",
    layout: Memory::LAYOUT,
    flags: 0,
    doc: "The bytes of a file, which other processes see too.",
    defs: &[
        pure("__new__(cls, fd: index, size: index, /)", new, "The bytes of the file with this descriptor.")
            .constructor(),
        pure("release(self, /)", release, "Let go of the file. No memoryview may show it any more."),
        pure("__len__(self, /)", |_, a| Ok(this::<Memory>(a)?.size.into()), "Return len(self)."),
    ],
};

fn new(_: &mut Vm, a: &[Value]) -> R {
    let file = fd::get(arg::c_int(&a[1])?).map_err(system::os_error)?;
    let size = a[2].as_i64().and_then(|n| usize::try_from(n).ok()).ok_or_else(|| value_error("bad size"))?;
    let memory = Memory { file: Cell::new(Some(file)), size, exports: Cell::new(0) };
    Ok(new_with_type(&class_arg(a)?, memory).into())
}

fn release(_: &mut Vm, a: &[Value]) -> R {
    let memory = this::<Memory>(a)?;
    if memory.exports.get() > 0 {
        return Err(pausa_vm::exc::buffer_error("cannot close exported pointers exist"));
    }
    drop(memory.file.take());
    Ok(Value::NONE)
}

impl Memory {
    /// The bytes as they are now. Those that cannot be read, for nothing is there any more, are zero.
    fn now(&self) -> Vec<u8> {
        let mut bytes = vec![0; self.size];
        let file = self.file.take();
        let mut done = 0;
        while let Some(file) = &file
            && done < bytes.len()
        {
            match pread(file, &mut bytes[done..], done as u64) {
                Ok(0) | Err(_) => break,
                Ok(n) => done += n,
            }
        }
        self.file.set(file);
        bytes
    }

    /// Puts the bytes back that are no longer what they were.
    fn put(&self, before: &[u8], after: &[u8]) {
        let differs = |(a, b): (&u8, &u8)| a != b;
        let Some(mut at) = before.iter().zip(after).position(differs) else { return };
        let end = after.len() - before.iter().rev().zip(after.iter().rev()).position(differs).unwrap_or(0);
        let file = self.file.take();
        while let Some(file) = &file
            && at < end
        {
            match pwrite(file, &after[at..end], at as u64) {
                Ok(0) | Err(_) => break,
                Ok(n) => at += n,
            }
        }
        self.file.set(file);
    }
}

impl Exporter for Memory {
    fn export(&self) -> Export {
        Export { format: "B".to_owned(), item_size: 1, count: self.size, readonly: false }
    }
    fn read(&self, f: &mut dyn FnMut(&[u8])) {
        f(&self.now());
    }
    fn write(&self, f: &mut dyn FnMut(&mut [u8])) {
        let mut bytes = self.now();
        let before = bytes.clone();
        f(&mut bytes);
        self.put(&before, &bytes);
    }
    fn exports(&self) -> &Cell<usize> {
        &self.exports
    }
}
