//! `MemoryBIO`: bytes on their way between TLS and whatever carries them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use pausa_vm::buffer;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{TypeSpec, class_arg, getter, pure, this};
use pausa_vm::object::{Bytes, TypeFlags};
use pausa_vm::{R, Value, Vm};

use crate::modules::arg;

/// The bytes.
pub(super) struct Memory {
    bytes: RefCell<VecDeque<u8>>,
    ended: Cell<bool>,
}

impl Payload for Memory {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `ssl.MemoryBIO`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "MemoryBIO",
    module: "_ssl",
    layout: Memory::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Bytes on their way between TLS and whatever carries them.",
    defs: &[
        pure("__new__(cls)", new, "").constructor(),
        pure("read(self, size: index=-1, /)", read, "Take up to size bytes out, or all."),
        pure("write(self, b, /)", write, "Put bytes in; their number is returned."),
        pure("write_eof(self, /)", write_eof, "Nothing more will come."),
        getter(
            "pending(self, /)",
            |_, a| Ok(this::<Memory>(a)?.bytes.borrow().len().into()),
            "How many bytes there are.",
        ),
        getter("eof(self, /)", eof, "Whether the bytes are at their end."),
    ],
};

fn new(_: &mut Vm, a: &[Value]) -> R {
    Ok(new_with_type(&class_arg(a)?, Memory { bytes: RefCell::default(), ended: Cell::new(false) }).into())
}

fn read(_: &mut Vm, a: &[Value]) -> R {
    let mut bytes = this::<Memory>(a)?.bytes.borrow_mut();
    let size = a[1].given().map_or(Ok(-1), arg::c_long)?;
    let n = usize::try_from(size).map_or(bytes.len(), |n| n.min(bytes.len()));
    let taken: Vec<u8> = bytes.drain(..n).collect();
    Ok(Bytes::new(&taken).into())
}

fn write(_: &mut Vm, a: &[Value]) -> R {
    let memory = this::<Memory>(a)?;
    let data = buffer::require(&a[1])?;
    if memory.ended.get() {
        return Err(pausa_vm::exc::value_error("cannot write() after write_eof()"));
    }
    memory.bytes.borrow_mut().extend(&*data);
    Ok(data.len().into())
}

fn write_eof(_: &mut Vm, a: &[Value]) -> R {
    this::<Memory>(a)?.ended.set(true);
    Ok(Value::NONE)
}

fn eof(_: &mut Vm, a: &[Value]) -> R {
    let memory = this::<Memory>(a)?;
    Ok(Value::bool(memory.ended.get() && memory.bytes.borrow().is_empty()))
}
