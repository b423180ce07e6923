//! Streams: readers, writers and the protocol between a transport and a reader. What is not hot is in Python (`asyncio.streams`).
//!
//! A server has three of these objects for each connection, so they have slots for what every connection has; all else is among their
//! attributes. A reader keeps what has come as the very bytes object that was received, as long as there is one such, and without a
//! copy where all of it is read at once.

use std::cell::Cell;

use memchr::memmem;
use pausa_vm::aio::{self, EventLoop, Future, Slot, State};
use pausa_vm::buffer;
use pausa_vm::exc::{buffer_error, runtime_error, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{ByteArray, Bytes, TypeFlags, WeakRef, intern};
use pausa_vm::types::method::prelude;
use pausa_vm::{Exc, ExcKind, R, Value, Vm};

use super::task::given;
use super::transport::{self, Transport};
use super::{Natives, invalid_state};
use crate::modules::arg;

/// Bits of `Reader::flags`.
mod reader_flags {
    /// No more data will come.
    pub(super) const EOF: u8 = 1;
    /// The transport was asked to pause.
    pub(super) const PAUSED: u8 = 2;
    /// The program has seen the buffer: it stays the same object.
    pub(super) const SHOWN: u8 = 4;
    /// The limit is among the attributes.
    pub(super) const ODD_LIMIT: u8 = 8;
}

/// The reading half of a stream.
#[derive(Default)]
struct Reader {
    event_loop: Slot,
    /// What has come and was not read: nothing, the rest of a bytes object, or a bytearray.
    buffer: Slot,
    /// The future of the task that waits for data: there can be one such task.
    waiter: Slot,
    /// What broke the stream.
    exception: Slot,
    transport: Slot,
    limit: Cell<u32>,
    /// Where the rest of the bytes object starts; the upper bits are flags.
    state: Cell<u32>,
}

/// The bits of `Reader::state` that are a place.
const PLACE: u32 = 0x0fff_ffff;

impl Payload for Reader {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for slot in [&self.event_loop, &self.buffer, &self.waiter, &self.exception, &self.transport] {
            slot.with(&mut *visit);
        }
    }
    fn clear(&self) {
        for slot in [&self.event_loop, &self.buffer, &self.waiter, &self.exception, &self.transport] {
            drop(slot.take());
        }
    }
}

impl Reader {
    fn has(&self, flag: u8) -> bool {
        self.state.get() >> 28 & u32::from(flag) != 0
    }

    fn put(&self, flag: u8, on: bool) {
        let bit = u32::from(flag) << 28;
        let s = self.state.get();
        self.state.set(if on { s | bit } else { s & !bit });
    }

    fn start(&self) -> usize {
        (self.state.get() & PLACE) as usize
    }

    fn set_start(&self, start: usize) {
        self.state.set(self.state.get() & !PLACE | start as u32 & PLACE);
    }

    /// Looks at what is buffered.
    fn with_bytes<T>(&self, f: impl FnOnce(&[u8]) -> T) -> T {
        self.buffer.with(|b| {
            if let Some(bytes) = b.downcast::<Bytes>() {
                f(bytes.bytes().get(self.start()..).unwrap_or_default())
            } else if let Some(array) = b.downcast::<ByteArray>() {
                f(&array.bytes())
            } else {
                f(&[])
            }
        })
    }

    fn len(&self) -> usize {
        self.with_bytes(<[u8]>::len)
    }

    /// Nothing is buffered any more. What the program has not seen goes.
    fn forget(&self) {
        if !self.has(reader_flags::SHOWN) {
            drop(self.buffer.take());
        }
        self.set_start(0);
    }

    /// The buffer as a bytearray.
    fn array(&self) -> Value {
        let known = self.buffer.get();
        if known.is_a::<ByteArray>() {
            return known;
        }
        let array: Value = ByteArray::new(self.with_bytes(<[u8]>::to_vec)).into();
        self.buffer.set(array.clone());
        self.set_start(0);
        array
    }

    fn append(&self, data: &Value) -> R<()> {
        let empty = self.len() == 0 && !self.has(reader_flags::SHOWN);
        if empty && data.exact::<Bytes>().is_some_and(|b| b.bytes().len() < PLACE as usize) {
            self.buffer.set(data.clone());
            self.set_start(0);
            return Ok(());
        }
        let array = self.array();
        let array = array.downcast::<ByteArray>().ok_or_else(|| type_error("this is no buffer"))?;
        if array.exports.get() != 0 {
            return Err(buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        if array.bytes_mut().try_reserve(buffer::require(data)?.len()).is_err() {
            return Err(pausa_vm::exc::memory_error());
        }
        array.bytes_mut().extend_from_slice(&buffer::require(data)?);
        Ok(())
    }

    /// Removes the first `n` bytes, or all if there are fewer.
    fn take(&self, n: usize) -> R {
        let known = self.buffer.get();
        if let Some(bytes) = known.downcast::<Bytes>() {
            let (start, all) = (self.start(), bytes.bytes());
            let rest = all.get(start..).unwrap_or_default();
            if n < rest.len() {
                self.set_start(start + n);
                return Ok(Bytes::new(&rest[..n]).into());
            }
            self.forget();
            return Ok(if start == 0 { known } else { Bytes::new(rest).into() });
        }
        let Some(array) = known.downcast::<ByteArray>() else { return Ok(Bytes::new(&[]).into()) };
        if array.exports.get() != 0 {
            return Err(buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        let mut bytes = array.bytes_mut();
        let n = n.min(bytes.len());
        let taken = Bytes::new(&bytes[..n]);
        if n == bytes.len() {
            // Few streams that wait have much to keep: the room goes with the bytes.
            *bytes = Vec::new();
            drop(bytes);
            self.forget();
        } else {
            bytes.drain(..n);
        }
        Ok(taken.into())
    }

    fn limit(&self) -> usize {
        if self.has(reader_flags::ODD_LIMIT) { usize::MAX / 4 } else { self.limit.get() as usize }
    }
}

fn reader(a: &[Value]) -> R<&Reader> {
    a.first().and_then(Value::downcast).ok_or_else(|| type_error("descriptor requires a 'StreamReader' object"))
}

/// The value of an attribute that is set to None where there is nothing.
fn some(v: &Value) -> Value {
    if v.is_none() { Value::UNBOUND } else { v.clone() }
}

/// The rows of an attribute that is a slot of `$of`.
macro_rules! slot {
    ($of:ident, $name:literal, $field:ident) => {
        getter(concat!($name, "(self, /)"), |_, a| Ok(given(&$of(a)?.$field.get())), "")
    };
}
macro_rules! set_slot {
    ($of:ident, $name:literal, $field:ident) => {
        setter(concat!($name, "(self, value, /)"), |_, a| {
            $of(a)?.$field.set(some(&a[1]));
            Ok(Value::NONE)
        })
    };
}

/// The rows of an attribute that is a flag of `$of`.
macro_rules! flag {
    ($of:ident, $name:literal, $flag:expr) => {
        getter(concat!($name, "(self, /)"), |_, a| Ok(Value::bool($of(a)?.has($flag))), "")
    };
}
macro_rules! set_flag {
    ($of:ident, $name:literal, $flag:expr) => {
        setter(concat!($name, "(self, value, /)"), |_, a| {
            $of(a)?.put($flag, pausa_vm::ops::truth(&a[1]).unwrap_or(true));
            Ok(Value::NONE)
        })
    };
}

/// `asyncio.StreamReader`
pub(super) static READER: TypeSpec = TypeSpec {
    name: "StreamReader",
    module: "asyncio.streams",
    layout: Reader::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::DICT | TypeFlags::USER_STR,
    doc: "",
    defs: READER_DEFS,
};

static READER_DEFS: &[Def] = &[
    pure(
        "__new__(cls, *args, **kwargs)",
        |_, a| Ok(new_with_type(&class_arg(a)?, Reader { limit: Cell::new(1 << 16), ..Reader::default() }).into()),
        "",
    )
    .constructor(),
    tail("feed_data(self, data, /)", |vm, a| feed(vm, &a[0], reader(a)?, &a[1]), "Add data that have come."),
    pure(
        "at_eof(self, /)",
        |_, a| {
            let r = reader(a)?;
            Ok(Value::bool(r.has(reader_flags::EOF) && r.len() == 0))
        },
        "Return whether everything has been read and no more will come.",
    ),
    pure("exception(self, /)", |_, a| Ok(given(&reader(a)?.exception.get())), "Return what broke the stream."),
    slot!(reader, "_loop", event_loop),
    set_slot!(reader, "_loop", event_loop),
    slot!(reader, "_waiter", waiter),
    set_slot!(reader, "_waiter", waiter),
    slot!(reader, "_exception", exception),
    set_slot!(reader, "_exception", exception),
    slot!(reader, "_transport", transport),
    set_slot!(reader, "_transport", transport),
    flag!(reader, "_eof", reader_flags::EOF),
    set_flag!(reader, "_eof", reader_flags::EOF),
    flag!(reader, "_paused", reader_flags::PAUSED),
    set_flag!(reader, "_paused", reader_flags::PAUSED),
    getter(
        "_buffer(self, /)",
        |_, a| {
            let r = reader(a)?;
            r.put(reader_flags::SHOWN, true);
            Ok(r.array())
        },
        "",
    ),
    setter("_buffer(self, value, /)", |_, a| {
        let r = reader(a)?;
        if !a[1].is_a::<ByteArray>() {
            return Err(type_error("the buffer of a stream must be a bytearray"));
        }
        r.put(reader_flags::SHOWN, true);
        r.set_start(0);
        r.buffer.set(a[1].clone());
        Ok(Value::NONE)
    }),
    getter("_limit(self, /)", limit, ""),
    setter("_limit(self, value, /)", set_limit),
];

fn limit(_: &mut Vm, a: &[Value]) -> R {
    let r = reader(a)?;
    if r.has(reader_flags::ODD_LIMIT)
        && let Some(odd) = a[0].header().and_then(|h| h.instance()).and_then(|i| i.get(intern(b"_odd_limit").value()))
    {
        return Ok(odd);
    }
    Ok(r.limit.get().into())
}

fn set_limit(_: &mut Vm, a: &[Value]) -> R {
    let r = reader(a)?;
    match a[1].as_i64().filter(|_| a[1].is_int()).and_then(|n| u32::try_from(n).ok()) {
        Some(n) => {
            r.put(reader_flags::ODD_LIMIT, false);
            r.limit.set(n);
        }
        None => {
            r.put(reader_flags::ODD_LIMIT, true);
            if let Some(i) = a[0].header().and_then(|h| h.instance()) {
                i.set(&intern(b"_odd_limit"), a[1].clone());
            }
        }
    }
    Ok(Value::NONE)
}

/// Data have come for a reader.
fn feed(vm: &mut Vm, this: &Value, r: &Reader, data: &Value) -> R<Next> {
    if r.has(reader_flags::EOF) {
        return Err(Exc::msg(ExcKind::AssertionError, "feed_data after feed_eof"));
    }
    let waiter = r.waiter.get();
    let wakes_itself = |w: &Value| {
        w.downcast::<Future>().is_some_and(|f| {
            !w.header().is_some_and(|h| h.is_subclass()) && f.event_loop.with(|l| EventLoop::native(l).is_some())
        })
    };
    let size = buffer::read(data, <[u8]>::len)?;
    let (Some(size), true) = (size, waiter.is_unbound() || wakes_itself(&waiter)) else {
        return prelude(vm, "reader_feed", [this.clone(), data.clone()]);
    };
    if size == 0 {
        return Ok(Next::Value(Value::NONE));
    }
    r.append(data)?;
    if let Some(f) = waiter.downcast::<Future>() {
        drop(r.waiter.take());
        match f.state() {
            State::Pending => {
                f.set_result(Value::NONE);
                f.schedule_callbacks(&waiter);
            }
            State::Cancelled => {}
            State::Finished => return Err(invalid_state(vm, "invalid state")),
        }
    }
    if !r.has(reader_flags::PAUSED)
        && r.transport.is_set()
        && (r.has(reader_flags::ODD_LIMIT) || r.len() > 2 * r.limit())
    {
        return prelude(vm, "reader_pause", [this.clone()]);
    }
    Ok(Next::Value(Value::NONE))
}

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

/// A reader whose class is as it was made.
fn usual_reader<'a>(vm: &mut Vm, v: &'a Value) -> Option<&'a Reader> {
    if vm.state::<Natives>().reader.is_class_of(v) { v.downcast() } else { None }
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

/// The module's functions about streams.
///
/// Those that read give bytes, or a future after which `..._on` is to be called, or None where there is more to be done.
pub(super) const FUNCTIONS: &[Def] = &[
    pure("_reader_size(reader, /)", |_, a| Ok(reader(a)?.len().into()), ""),
    pure(
        "_reader_forget(reader, /)",
        |_, a| reader(a)?.take(usize::MAX),
        "Remove all bytes, and return them.",
    ),
    pure(
        "_reader_take(reader, n: index, /)",
        |_, a| reader(a)?.take(usize::try_from(arg::c_long(&a[1])?).unwrap_or(0)),
        "Remove the first n bytes, or all if there are fewer, and return them.",
    ),
    pure("_reader_find(reader, separator, start: index, /)", find, ""),
    tail("_read(reader, n, /)", |vm, a| read(vm, a, false), ""),
    tail("_read_on(reader, n, /)", |vm, a| read(vm, a, true), ""),
    tail("_read_exactly(reader, n, /)", |vm, a| read_exactly(vm, a, false), ""),
    tail("_read_exactly_on(reader, n, /)", |vm, a| read_exactly(vm, a, true), ""),
    tail("_read_line(reader, /)", |vm, a| read_line(vm, a, false), ""),
    tail("_read_line_on(reader, /)", |vm, a| read_line(vm, a, true), ""),
    tail("_wait_for_data(reader, name, /)", wait_for_data, "The future to wait for until more data come."),
    pure("_is_drained(writer, /)", is_drained, "Whether nothing keeps a writer from writing on."),
    pure("_transport_at(loop, fd: index, /)", transport::at, ""),
];

fn find(_: &mut Vm, a: &[Value]) -> R {
    let r = reader(a)?;
    let separator = buffer::require(&a[1])?;
    let start = usize::try_from(arg::c_long(&a[2])?).unwrap_or(0);
    let found = r.with_bytes(|b| b.get(start..).and_then(|b| memmem::find(b, &separator)));
    Ok(found.map_or((-1).into(), |at| (at + start).into()))
}

/// What has been read is the answer. A transport that was asked to pause may be asked to go on.
fn done(vm: &mut Vm, this: &Value, r: &Reader, data: Value) -> R<Next> {
    if r.has(reader_flags::PAUSED) {
        return prelude(vm, "reader_resume", [this.clone(), data]);
    }
    Ok(Next::Value(data))
}

/// There is not enough yet: the future to wait for, if nothing is unusual.
fn later(r: &Reader) -> R<Next> {
    if r.waiter.is_set() || r.has(reader_flags::EOF | reader_flags::PAUSED) {
        return Ok(Next::Value(Value::NONE));
    }
    let event_loop = r.event_loop.get();
    if !EventLoop::native(&event_loop).is_some_and(|l| !l.debug.get()) {
        return Ok(Next::Value(Value::NONE));
    }
    let future = aio::new_future(event_loop);
    r.waiter.set(future.clone());
    Ok(Next::Value(future))
}

/// A positive number of bytes.
fn count(v: &Value) -> Option<usize> {
    v.as_i64().filter(|_| v.is_int()).and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0)
}

/// `on`: after a wait, so the exception of the stream is that of its future.
fn begin(a: &[Value], on: bool) -> R<(&Reader, bool)> {
    let r = reader(a)?;
    if on {
        drop(r.waiter.take());
    }
    Ok((r, on || !r.exception.is_set()))
}

fn read(vm: &mut Vm, a: &[Value], on: bool) -> R<Next> {
    let (r, usual) = begin(a, on)?;
    let (Some(n), true) = (count(&a[1]), usual) else { return Ok(Next::Value(Value::NONE)) };
    if !on && r.len() == 0 && !r.has(reader_flags::EOF) {
        return later(r);
    }
    let data = r.take(n)?;
    done(vm, &a[0], r, data)
}

fn read_exactly(vm: &mut Vm, a: &[Value], on: bool) -> R<Next> {
    let (r, usual) = begin(a, on)?;
    let (Some(n), true) = (count(&a[1]), usual) else { return Ok(Next::Value(Value::NONE)) };
    if r.len() < n {
        return later(r);
    }
    let data = r.take(n)?;
    done(vm, &a[0], r, data)
}

/// The longest lines that are searched for their end anew whenever more has come.
const SHORT: usize = 1 << 18;

fn read_line(vm: &mut Vm, a: &[Value], on: bool) -> R<Next> {
    let (r, usual) = begin(a, on)?;
    if !usual || r.has(reader_flags::ODD_LIMIT) {
        return Ok(Next::Value(Value::NONE));
    }
    match r.with_bytes(|b| memchr::memchr(b'\n', b)) {
        Some(at) if at <= r.limit() => {
            let data = r.take(at + 1)?;
            done(vm, &a[0], r, data)
        }
        None if r.len() <= r.limit().min(SHORT) => later(r),
        _ => Ok(Next::Value(Value::NONE)),
    }
}

fn wait_for_data(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let r = reader(a)?;
    if r.waiter.is_set() {
        let name = a[1].downcast::<pausa_vm::object::Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
        return Err(runtime_error(format!(
            "{name}() called while another coroutine is already waiting for incoming data"
        )));
    }
    if r.has(reader_flags::EOF) {
        return Err(Exc::msg(ExcKind::AssertionError, "_wait_for_data after EOF"));
    }
    let event_loop = r.event_loop.get();
    let usual = EventLoop::native(&event_loop).is_some_and(|l| !l.debug.get());
    if r.has(reader_flags::PAUSED) || !usual {
        return prelude(vm, "reader_wait", [a[0].clone()]);
    }
    let future = aio::new_future(event_loop);
    r.waiter.set(future.clone());
    Ok(Next::Value(future))
}

fn is_drained(vm: &mut Vm, a: &[Value]) -> R {
    let w = this::<Writer>(a)?;
    let natives = vm.state::<Natives>();
    let yes = w.reader.with(|r| {
        r.is_unbound() || natives.reader.is_class_of(r) && r.downcast::<Reader>().is_some_and(|r| !r.exception.is_set())
    }) && w.transport.with(|t| {
        natives.transport.is_class_of(t) && t.downcast::<Transport>().is_some_and(|t| !t.has(transport::flags::CLOSING))
    }) && w.protocol.with(|p| {
        natives.protocol.is_class_of(p)
            && p.downcast::<Protocol>().is_some_and(|p| !p.has(protocol_flags::PAUSED | protocol_flags::LOST))
    });
    Ok(Value::bool(yes))
}
