//! Readers of streams. What is not hot of them is in Python (`asyncio.streams`).
//!
//! A reader keeps what has come as the very bytes object that was received, as long as there is one such, and without a copy where all
//! of it is read at once.

use std::cell::Cell;

use memchr::memmem;
use pausa_vm::aio::{self, EventLoop, Future, Slot, State};
use pausa_vm::buffer;
use pausa_vm::exc::{buffer_error, runtime_error, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail};
use pausa_vm::object::{ByteArray, Bytes, Str, TypeFlags, intern};
use pausa_vm::types::method::prelude;
use pausa_vm::{Exc, ExcKind, R, Value, Vm};

use super::attributes::{flag, set_flag, set_slot, slot};
use super::task::given;
use super::{Natives, invalid_state};
use crate::modules::arg;

/// Bits of `Reader::state`.
mod flags {
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
pub(super) struct Reader {
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
        if !self.has(flags::SHOWN) {
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
        let empty = self.len() == 0 && !self.has(flags::SHOWN);
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

    /// Whether something has broken the stream.
    pub(super) fn is_broken(&self) -> bool {
        self.exception.is_set()
    }

    fn limit(&self) -> usize {
        if self.has(flags::ODD_LIMIT) { usize::MAX / 4 } else { self.limit.get() as usize }
    }
}

fn reader(a: &[Value]) -> R<&Reader> {
    a.first().and_then(Value::downcast).ok_or_else(|| type_error("descriptor requires a 'StreamReader' object"))
}

/// `asyncio.StreamReader`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "StreamReader",
    module: "asyncio.streams",
    layout: Reader::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::DICT | TypeFlags::USER_STR,
    doc: "",
    defs: DEFS,
};

static DEFS: &[Def] = &[
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
            Ok(Value::bool(r.has(flags::EOF) && r.len() == 0))
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
    flag!(reader, "_eof", flags::EOF),
    set_flag!(reader, "_eof", flags::EOF),
    flag!(reader, "_paused", flags::PAUSED),
    set_flag!(reader, "_paused", flags::PAUSED),
    getter(
        "_buffer(self, /)",
        |_, a| {
            let r = reader(a)?;
            r.put(flags::SHOWN, true);
            Ok(r.array())
        },
        "",
    ),
    setter("_buffer(self, value, /)", |_, a| {
        let r = reader(a)?;
        if !a[1].is_a::<ByteArray>() {
            return Err(type_error("the buffer of a stream must be a bytearray"));
        }
        r.put(flags::SHOWN, true);
        r.set_start(0);
        r.buffer.set(a[1].clone());
        Ok(Value::NONE)
    }),
    getter("_limit(self, /)", limit, ""),
    setter("_limit(self, value, /)", set_limit),
];

fn limit(_: &mut Vm, a: &[Value]) -> R {
    let r = reader(a)?;
    if r.has(flags::ODD_LIMIT)
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
            r.put(flags::ODD_LIMIT, false);
            r.limit.set(n);
        }
        None => {
            r.put(flags::ODD_LIMIT, true);
            if let Some(i) = a[0].header().and_then(|h| h.instance()) {
                i.set(&intern(b"_odd_limit"), a[1].clone());
            }
        }
    }
    Ok(Value::NONE)
}

/// Data have come for a reader.
pub(super) fn feed(vm: &mut Vm, this: &Value, r: &Reader, data: &Value) -> R<Next> {
    if r.has(flags::EOF) {
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
    if !r.has(flags::PAUSED) && r.transport.is_set() && (r.has(flags::ODD_LIMIT) || r.len() > 2 * r.limit()) {
        return prelude(vm, "reader_pause", [this.clone()]);
    }
    Ok(Next::Value(Value::NONE))
}

/// A reader whose class is as it was made.
pub(super) fn usual_reader<'a>(vm: &mut Vm, v: &'a Value) -> Option<&'a Reader> {
    if vm.state::<Natives>().reader.is_class_of(v) { v.downcast() } else { None }
}

/// The module's functions about readers.
///
/// Those that read give bytes, or a future after which `..._on` is to be called, or None where there is more to be done.
pub(super) const FUNCTIONS: &[Def] = &[
    pure("_reader_size(reader, /)", |_, a| Ok(reader(a)?.len().into()), ""),
    pure("_reader_forget(reader, /)", |_, a| reader(a)?.take(usize::MAX), "Remove all bytes, and return them."),
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
    if r.has(flags::PAUSED) {
        return prelude(vm, "reader_resume", [this.clone(), data]);
    }
    Ok(Next::Value(data))
}

/// There is not enough yet: the future to wait for, if nothing is unusual.
fn later(r: &Reader) -> R<Next> {
    if r.waiter.is_set() || r.has(flags::EOF | flags::PAUSED) {
        return Ok(Next::Value(Value::NONE));
    }
    let event_loop = r.event_loop.get();
    if EventLoop::native(&event_loop).is_none_or(|l| l.debug.get()) {
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
    if !on && r.len() == 0 && !r.has(flags::EOF) {
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
    if !usual || r.has(flags::ODD_LIMIT) {
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
        let name = a[1].downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
        return Err(runtime_error(format!(
            "{name}() called while another coroutine is already waiting for incoming data"
        )));
    }
    if r.has(flags::EOF) {
        return Err(Exc::msg(ExcKind::AssertionError, "_wait_for_data after EOF"));
    }
    let event_loop = r.event_loop.get();
    let usual = EventLoop::native(&event_loop).is_some_and(|l| !l.debug.get());
    if r.has(flags::PAUSED) || !usual {
        return prelude(vm, "reader_wait", [a[0].clone()]);
    }
    let future = aio::new_future(event_loop);
    r.waiter.set(future.clone());
    Ok(Next::Value(future))
}
