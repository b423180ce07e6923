//! Writers of streams, and the protocol between a transport and a reader. What is not hot of them is in Python (`asyncio.streams`).
//!
//! A server has one of each for each connection, and a reader: they have slots for what every connection has; all else is among their
//! attributes.

use std::cell::Cell;

use pausa_vm::aio::{self, Slot};
use pausa_vm::exc::type_error;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{TypeFlags, WeakRef};
use pausa_vm::types::method::prelude;
use pausa_vm::{R, Value, Vm};

use super::Natives;
use super::attributes::{flag, set_flag, set_slot, slot, some};
use super::reader::{Reader, feed, usual_reader};
use super::task::given;
use super::transport::{self, Transport};

/// Bits of `Protocol::flags`.
mod protocol_flags {
    /// The transport has too much in its buffer.
    pub(super) const PAUSED: u8 = 1;
    /// The connection is over.
    pub(super) const LOST: u8 = 2;
    /// The reader was dropped before there was a connection.
    pub(super) const REJECT: u8 = 4;
    /// The connection is encrypted.
    pub(super) const TLS: u8 = 8;
    /// The reader is the writer's.
    pub(super) const OF_WRITER: u8 = 16;
}

/// The protocol that fills a reader.
#[derive(Default)]
struct Protocol {
    event_loop: Slot,
    /// The reader; a weak reference to it, as soon as the program is to keep it.
    reader: Slot,
    callback: Slot,
    writer: Slot,
    task: Slot,
    transport: Slot,
    /// The future of the stream's end, or a tuple of what it ended with.
    end: Slot,
    flags: Cell<u8>,
}

impl Protocol {
    fn has(&self, flag: u8) -> bool {
        self.flags.get() & flag != 0
    }

    fn put(&self, flag: u8, on: bool) {
        let f = self.flags.get();
        self.flags.set(if on { f | flag } else { f & !flag });
    }

    fn slots(&self) -> [&Slot; 7] {
        [&self.event_loop, &self.reader, &self.callback, &self.writer, &self.task, &self.transport, &self.end]
    }

    /// The reader, if there is one still.
    fn reader(&self) -> Option<Value> {
        if self.has(protocol_flags::OF_WRITER) {
            return self.writer.with(|w| w.downcast::<Writer>().map(|w| w.reader.get()));
        }
        self.reader.with(|r| match r.downcast::<WeakRef>() {
            Some(weak) => weak.get(),
            None => r.given().cloned(),
        })
    }

    /// From now on the reader is the program's to keep.
    fn release(&self) {
        let reader = self.reader.get();
        if reader.is_unbound() || reader.is_a::<WeakRef>() {
            return;
        }
        if self.writer.with(|w| w.downcast::<Writer>().is_some_and(|w| w.reader.with(|r| r.is(&reader)))) {
            self.put(protocol_flags::OF_WRITER, true);
            drop(self.reader.take());
        } else if let Some(weak) = WeakRef::new(None, &reader, Value::UNBOUND) {
            self.reader.set(weak.into());
        }
    }
}

impl Payload for Protocol {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for slot in self.slots() {
            slot.with(&mut *visit);
        }
    }
    fn clear(&self) {
        for slot in self.slots() {
            drop(slot.take());
        }
    }
}

fn protocol(a: &[Value]) -> R<&Protocol> {
    a.first().and_then(Value::downcast).ok_or_else(|| type_error("descriptor requires a 'StreamReaderProtocol' object"))
}

/// `asyncio.StreamReaderProtocol`
pub(super) static PROTOCOL: TypeSpec = TypeSpec {
    name: "StreamReaderProtocol",
    module: "asyncio.streams",
    layout: Protocol::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::DICT,
    doc: "",
    defs: PROTOCOL_DEFS,
};

static PROTOCOL_DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", |_, a| Ok(new_with_type(&class_arg(a)?, Protocol::default()).into()), "")
        .constructor(),
    tail(
        "data_received(self, data, /)",
        |vm, a| match protocol(a)?.reader() {
            Some(r) => match usual_reader(vm, &r) {
                Some(known) => feed(vm, &r, known, &a[1]),
                None => prelude(vm, "reader_receive", [r, a[1].clone()]),
            },
            None => Ok(Next::Value(Value::NONE)),
        },
        "Called with bytes that have come.",
    ),
    pure(
        "_set_reader(self, reader, keeps: bool, /)",
        |_, a| {
            let p = protocol(a)?;
            p.put(protocol_flags::OF_WRITER, false);
            p.reader.set(some(&a[1]));
            if !a[2].is_true() {
                p.release();
            }
            Ok(Value::NONE)
        },
        "",
    ),
    getter("_stream_reader(self, /)", |_, a| Ok(protocol(a)?.reader().unwrap_or(Value::NONE)), ""),
    getter(
        "_stream_reader_wr(self, /)",
        |_, a| {
            let weak =
                |r: Value| WeakRef::shared(&r, false).or_else(|| Some(WeakRef::new(None, &r, Value::UNBOUND)?.into()));
            Ok(protocol(a)?.reader().and_then(weak).unwrap_or(Value::NONE))
        },
        "",
    ),
    setter("_stream_reader_wr(self, value, /)", |_, a| {
        let p = protocol(a)?;
        p.put(protocol_flags::OF_WRITER, false);
        p.reader.set(some(&a[1]));
        Ok(Value::NONE)
    }),
    getter(
        "_strong_reader(self, /)",
        |_, a| Ok(protocol(a)?.reader.with(|r| if r.is_a::<WeakRef>() { Value::NONE } else { given(r) })),
        "",
    ),
    setter("_strong_reader(self, value, /)", |_, a| {
        let p = protocol(a)?;
        if a[1].is_none() {
            p.release();
        } else {
            p.put(protocol_flags::OF_WRITER, false);
            p.reader.set(a[1].clone());
        }
        Ok(Value::NONE)
    }),
    slot!(protocol, "_loop", event_loop),
    set_slot!(protocol, "_loop", event_loop),
    slot!(protocol, "_client_connected_cb", callback),
    set_slot!(protocol, "_client_connected_cb", callback),
    slot!(protocol, "_stream_writer", writer),
    setter("_stream_writer(self, value, /)", |_, a| {
        let p = protocol(a)?;
        if p.has(protocol_flags::OF_WRITER) {
            // The reader is not kept by another writer.
            let reader = p.reader();
            p.put(protocol_flags::OF_WRITER, false);
            p.writer.set(some(&a[1]));
            p.reader.set(reader.unwrap_or_default());
            p.release();
        } else {
            p.writer.set(some(&a[1]));
        }
        Ok(Value::NONE)
    }),
    slot!(protocol, "_task", task),
    set_slot!(protocol, "_task", task),
    slot!(protocol, "_transport", transport),
    set_slot!(protocol, "_transport", transport),
    slot!(protocol, "_ending", end),
    set_slot!(protocol, "_ending", end),
    flag!(protocol, "_paused", protocol_flags::PAUSED),
    set_flag!(protocol, "_paused", protocol_flags::PAUSED),
    flag!(protocol, "_connection_lost", protocol_flags::LOST),
    set_flag!(protocol, "_connection_lost", protocol_flags::LOST),
    flag!(protocol, "_reject_connection", protocol_flags::REJECT),
    set_flag!(protocol, "_reject_connection", protocol_flags::REJECT),
    flag!(protocol, "_over_ssl", protocol_flags::TLS),
    set_flag!(protocol, "_over_ssl", protocol_flags::TLS),
];

/// The writing half of a stream.
#[derive(Default)]
struct Writer {
    transport: Slot,
    protocol: Slot,
    reader: Slot,
    event_loop: Slot,
}

impl Payload for Writer {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for slot in [&self.transport, &self.protocol, &self.reader, &self.event_loop] {
            slot.with(&mut *visit);
        }
    }
    fn clear(&self) {
        for slot in [&self.transport, &self.protocol, &self.reader, &self.event_loop] {
            drop(slot.take());
        }
    }
}

fn writer(a: &[Value]) -> R<&Writer> {
    a.first().and_then(Value::downcast).ok_or_else(|| type_error("descriptor requires a 'StreamWriter' object"))
}

/// `asyncio.StreamWriter`
pub(super) static WRITER: TypeSpec = TypeSpec {
    name: "StreamWriter",
    module: "asyncio.streams",
    layout: Writer::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::DICT | TypeFlags::USER_STR,
    doc: "",
    defs: WRITER_DEFS,
};

static WRITER_DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", |_, a| Ok(new_with_type(&class_arg(a)?, Writer::default()).into()), "")
        .constructor(),
    pure(
        "_begin(self, transport, protocol, reader, loop, /)",
        |_, a| {
            let w = writer(a)?;
            w.transport.set(a[1].clone());
            w.protocol.set(a[2].clone());
            w.reader.set(some(&a[3]));
            w.event_loop.set(a[4].clone());
            // One that goes closes its transport.
            aio::watch_end(&a[0], true);
            Ok(Value::NONE)
        },
        "",
    ),
    tail(
        "write(self, data)",
        write,
        "Write bytes, at once if possible; the rest is buffered. To be used with drain().",
    ),
    getter("transport(self, /)", |_, a| Ok(given(&writer(a)?.transport.get())), "The transport."),
    slot!(writer, "_transport", transport),
    set_slot!(writer, "_transport", transport),
    slot!(writer, "_protocol", protocol),
    set_slot!(writer, "_protocol", protocol),
    slot!(writer, "_reader", reader),
    set_slot!(writer, "_reader", reader),
    slot!(writer, "_loop", event_loop),
    set_slot!(writer, "_loop", event_loop),
];

fn write(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let transport = writer(a)?.transport.get();
    if vm.state::<Natives>().transport.is_class_of(&transport)
        && let Some(t) = transport.downcast::<Transport>()
    {
        return transport::write_to(vm, &transport, t, &a[1]);
    }
    prelude(vm, "transport_write", [transport, a[1].clone()])
}

/// Data have come for a protocol, if that is one whose reader is filled without a call.
pub(super) fn receive(vm: &mut Vm, to: &Value, data: &Value) -> Option<R<Next>> {
    if !vm.state::<Natives>().protocol.is_class_of(to) {
        return None;
    }
    let Some(reader) = to.downcast::<Protocol>()?.reader() else { return Some(Ok(Next::Value(Value::NONE))) };
    let known = usual_reader(vm, &reader)?;
    Some(feed(vm, &reader, known, data))
}

/// The module's functions about writers and transports.
pub(super) const FUNCTIONS: &[Def] = &[
    pure("_is_drained(writer, /)", is_drained, "Whether nothing keeps a writer from writing on."),
    pure("_transport_at(loop, fd: index, /)", transport::at, ""),
];

fn is_drained(vm: &mut Vm, a: &[Value]) -> R {
    let w = this::<Writer>(a)?;
    let natives = vm.state::<Natives>();
    let yes = w.reader.with(|r| {
        r.is_unbound() || natives.reader.is_class_of(r) && r.downcast::<Reader>().is_some_and(|r| !r.is_broken())
    }) && w.transport.with(|t| {
        natives.transport.is_class_of(t) && t.downcast::<Transport>().is_some_and(|t| !t.has(transport::flags::CLOSING))
    }) && w.protocol.with(|p| {
        natives.protocol.is_class_of(p)
            && p.downcast::<Protocol>().is_some_and(|p| !p.has(protocol_flags::PAUSED | protocol_flags::LOST))
    });
    Ok(Value::bool(yes))
}
