//! The transport of a connection: what it is, and what of it is hot. The rest is in Python (`asyncio.socket_transports`).
//!
//! There may be very many connections, most of which are idle. So a transport has what all of them need and no more: the socket object
//! that programs may ask for is made when they do, and what few transports have is allocated when they have it.
//!
//! A transport of a native loop is registered with the loop by itself, in place of handles: the loop hands it the kernel's events
//! ([`run`]). It reads until there is no more, which costs one call of the system where the data fit into its room.

use std::cell::Cell;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};

use pausa_runtime::fd;
use pausa_vm::aio::{self, EventLoop, Slot};
use pausa_vm::buffer;
use pausa_vm::exc::{runtime_error, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, tail_getter};
use pausa_vm::object::{ByteArray, Bytes, Function, MemoryView, Str, Tuple, TypeFlags, intern};
use pausa_vm::types::method::prelude;
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{R, Value, Vm};
use rustix::io::Errno;
use rustix::net::{self, RecvFlags, SendFlags, Shutdown};

use super::attributes::{flag, set_flag, set_slot, slot};
use super::task::given;
use super::{Natives, streams, watch};
use crate::modules::{arg, contextvars, socket, system};

/// How much is read at once.
const CHUNK: usize = 256 * 1024;

/// How many bytes may wait to be written before the protocol is paused, if the program does not say.
const HIGH: usize = 64 * 1024;

/// After so many writes to a connection that is lost there is a warning.
const WRITES_TO_NOBODY: u8 = 5;

/// Bits of `Transport::flags`.
pub(super) mod flags {
    /// It is closed, or will be when everything is written.
    pub(in super::super) const CLOSING: u16 = 1;
    /// The protocol wants no data.
    pub(in super::super) const PAUSED: u16 = 2;
    /// The writing half is closed, or will be when everything is written.
    pub(in super::super) const EOF: u16 = 4;
    /// There is a protocol.
    pub(in super::super) const CONNECTED: u16 = 8;
    /// The protocol was told to stop writing.
    pub(in super::super) const PROTOCOL_PAUSED: u16 = 0x10;
    /// The loop tells it of events itself, without handles.
    pub(in super::super) const NATIVE: u16 = 0x20;
    /// The protocol has a buffer of its own.
    pub(in super::super) const BUFFERED: u16 = 0x40;
    /// There was an event while it was not reading.
    pub(in super::super) const MISSED: u16 = 0x80;
    /// The end has come, behind what there is to read.
    pub(in super::super) const ENDS: u16 = 0x100;
    /// The loop calls the protocol's `data_received`.
    pub(in super::super) const DELIVERING: u16 = 0x200;
    /// The end was read.
    pub(in super::super) const ENDED: u16 = 0x400;
    /// It is registered for reading.
    pub(in super::super) const READS: u16 = 0x800;
    /// It is registered for writing.
    pub(in super::super) const WRITES: u16 = 0x1000;
    /// A file is sent past it.
    pub(in super::super) const PASSED: u16 = 0x2000;
}

/// What few transports have.
#[derive(Default)]
struct Cold {
    /// The dict of what is known about the connection.
    extra: Value,
    high: Value,
    low: Value,
    /// What waits to be written, from `start` on.
    buffer: Vec<u8>,
    start: usize,
}

impl Cold {
    fn is_empty(&self) -> bool {
        self.extra.is_unbound() && self.high.is_unbound() && self.low.is_unbound() && self.buffer.is_empty()
    }
}

/// A transport. An empty slot stands for what is not there.
#[derive(Default)]
pub(super) struct Transport {
    event_loop: Slot,
    /// The socket; empty if nobody has asked for it yet, None when it is closed.
    sock: Slot,
    protocol: Slot,
    server: Slot,
    /// The context in which the protocol is called.
    context: Slot,
    /// An address, that of an IPv4 connection as a number until somebody asks.
    peername: Slot,
    cold: Cell<Option<Box<Cold>>>,
    number: Cell<i32>,
    flags: Cell<u16>,
    /// How often something was written since the connection was lost, and one.
    lost: Cell<u8>,
    family: Cell<u8>,
}

impl Transport {
    pub(super) fn has(&self, flag: u16) -> bool {
        self.flags.get() & flag != 0
    }

    fn put(&self, flag: u16, on: bool) {
        let f = self.flags.get();
        self.flags.set(if on { f | flag } else { f & !flag });
    }

    fn with_cold<T>(&self, f: impl FnOnce(&mut Cold) -> T) -> T {
        let mut cold = self.cold.take().unwrap_or_default();
        let answer = f(&mut cold);
        if !cold.is_empty() {
            self.cold.set(Some(cold));
        }
        answer
    }

    fn if_cold<T: Default>(&self, f: impl FnOnce(&mut Cold) -> T) -> T {
        let Some(mut cold) = self.cold.take() else { return T::default() };
        let answer = f(&mut cold);
        self.cold.set(Some(cold));
        answer
    }

    /// How many bytes wait to be written.
    fn waiting(&self) -> usize {
        self.if_cold(|c| c.buffer.len() - c.start)
    }

    fn high(&self) -> usize {
        let high = self.if_cold(|c| c.high.clone());
        match high.as_i64() {
            Some(n) => usize::try_from(n).unwrap_or(0),
            None => high.as_float().map_or(HIGH, |f| f as usize),
        }
    }

    /// Whether the descriptor is open and is this transport's to close.
    fn owns_number(&self) -> bool {
        self.number.get() >= 0 && !self.sock.is_set()
    }
}

impl Payload for Transport {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for slot in [&self.event_loop, &self.sock, &self.protocol, &self.server, &self.context, &self.peername] {
            slot.with(&mut *visit);
        }
        let cold = self.cold.take();
        if let Some(cold) = &cold {
            visit(&cold.extra);
            visit(&cold.high);
            visit(&cold.low);
        }
        self.cold.set(cold);
    }
    fn clear(&self) {
        for slot in [&self.event_loop, &self.protocol, &self.server, &self.context] {
            drop(slot.take());
        }
    }
}

impl Drop for Transport {
    fn drop(&mut self) {
        if self.owns_number() {
            // It may have been closed by its number.
            let _ = fd::close(self.number.get());
        }
    }
}

fn of(a: &[Value]) -> R<&Transport> {
    a.first().and_then(Value::downcast).ok_or_else(|| type_error("descriptor requires a transport"))
}

/// The row of an attribute that few transports have.
macro_rules! cold {
    ($name:literal, $field:ident, $default:expr) => {
        getter(
            concat!($name, "(self, /)"),
            |_, a| {
                let v = of(a)?.if_cold(|c| c.$field.clone());
                Ok(if v.is_unbound() { $default } else { v })
            },
            "",
        )
    };
}

/// The row by which such an attribute is set.
macro_rules! set_cold {
    ($name:literal, $field:ident) => {
        setter(concat!($name, "(self, value, /)"), |_, a| {
            let old = of(a)?.with_cold(|c| std::mem::replace(&mut c.$field, a[1].clone()));
            drop(old);
            Ok(Value::NONE)
        })
    };
}

/// `asyncio.selector_events._SelectorSocketTransport`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_SelectorSocketTransport",
    module: "asyncio.selector_events",
    layout: Transport::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::DICT | TypeFlags::USER_STR,
    doc: "",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure(
        "__new__(cls, *args, **kwargs)",
        |_, a| {
            let made = Transport::default();
            made.number.set(-1);
            Ok(new_with_type(&class_arg(a)?, made).into())
        },
        "",
    )
    .constructor(),
    pure("_begin(self, loop, sock, fd: index, family: index, peername, server, /)", begin, ""),
    tail("write(self, data, /)", write, "Write bytes; what cannot be written at once is buffered."),
    pure(
        "is_closing(self, /)",
        |_, a| Ok(Value::bool(of(a)?.has(flags::CLOSING))),
        "Return whether the transport is closed, or about to be.",
    ),
    pure(
        "is_reading(self, /)",
        |_, a| Ok(Value::bool(!of(a)?.has(flags::CLOSING | flags::PAUSED))),
        "Return whether data are received.",
    ),
    pure("get_protocol(self, /)", |_, a| Ok(given(&of(a)?.protocol.get())), "Return the protocol that is called."),
    pure("get_write_buffer_size(self, /)", |_, a| Ok(of(a)?.waiting().into()), "Return how many bytes are buffered."),
    tail(
        "_read_ready(self, /)",
        |vm, a| {
            let t = of(a)?;
            read(vm, &a[0], t, false)
        },
        "",
    ),
    pure("_watch_reading(self, /)", watch_reading, ""),
    pure("_watch_writing(self, /)", watch_writing, ""),
    pure("_stop_watching(self, reading: bool, /)", stop_watching, ""),
    pure("_ask_again(self, /)", read_on, ""),
    pure("_flush(self, /)", flush, ""),
    pure(
        "_drop_buffer(self, /)",
        |_, a| {
            let gone = of(a)?.with_cold(|c| {
                c.start = 0;
                std::mem::take(&mut c.buffer)
            });
            drop(gone);
            Ok(Value::NONE)
        },
        "",
    ),
    pure("_shut_down_writing(self, /)", shut_down, ""),
    pure("_close_number(self, /)", close_number, ""),
    pure("_own_name(self, /)", |_, a| socket::name_of(of(a)?.number.get()), ""),
    pure(
        "_take_delivering(self, /)",
        |_, a| {
            let t = of(a)?;
            let was = t.has(flags::DELIVERING);
            t.put(flags::DELIVERING, false);
            Ok(Value::bool(was))
        },
        "",
    ),
    slot!(of, "_loop", event_loop),
    set_slot!(of, "_loop", event_loop),
    slot!(of, "_protocol", protocol),
    set_slot!(of, "_protocol", protocol),
    slot!(of, "_server", server),
    set_slot!(of, "_server", server),
    slot!(of, "_made_socket", sock),
    tail_getter("_sock(self, /)", sock, ""),
    setter("_sock(self, value, /)", |_, a| {
        // None is another thing than none yet.
        of(a)?.sock.set(a[1].clone());
        Ok(Value::NONE)
    }),
    getter("_peername(self, /)", peername, ""),
    getter("_sock_fd(self, /)", |_, a| Ok(of(a)?.number.get().into()), ""),
    getter("_family(self, /)", |_, a| Ok(i32::from(of(a)?.family.get()).into()), ""),
    getter("_owns_number(self, /)", |_, a| Ok(Value::bool(of(a)?.owns_number())), ""),
    getter("_conn_lost(self, /)", |_, a| Ok(i32::from(of(a)?.lost.get()).into()), ""),
    setter("_conn_lost(self, value, /)", |_, a| {
        of(a)?.lost.set(u8::try_from(arg::c_long(&a[1])?).unwrap_or(u8::MAX));
        Ok(Value::NONE)
    }),
    flag!(of, "_closing", flags::CLOSING),
    set_flag!(of, "_closing", flags::CLOSING),
    flag!(of, "_paused", flags::PAUSED),
    set_flag!(of, "_paused", flags::PAUSED),
    flag!(of, "_eof", flags::EOF),
    set_flag!(of, "_eof", flags::EOF),
    flag!(of, "_protocol_connected", flags::CONNECTED),
    set_flag!(of, "_protocol_connected", flags::CONNECTED),
    flag!(of, "_protocol_paused", flags::PROTOCOL_PAUSED),
    set_flag!(of, "_protocol_paused", flags::PROTOCOL_PAUSED),
    flag!(of, "_is_buffered", flags::BUFFERED),
    set_flag!(of, "_is_buffered", flags::BUFFERED),
    flag!(of, "_has_ended", flags::ENDED),
    set_flag!(of, "_has_ended", flags::ENDED),
    pure(
        "_is_registered(self, reading: bool, /)",
        |_, a| {
            let t = of(a)?;
            let yes = if a[1].is_true() {
                t.has(flags::READS) && !t.has(flags::CLOSING | flags::PAUSED | flags::ENDED)
            } else {
                t.has(flags::WRITES)
            };
            Ok(Value::bool(yes))
        },
        "",
    ),
    flag!(of, "_is_passed", flags::PASSED),
    set_flag!(of, "_is_passed", flags::PASSED),
    flag!(of, "_is_native", flags::NATIVE),
    cold!("_facts", extra, Value::NONE),
    set_cold!("_facts", extra),
    cold!("_high_water", high, HIGH.into()),
    set_cold!("_high_water", high),
    cold!("_low_water", low, (HIGH / 4).into()),
    set_cold!("_low_water", low),
    getter("_buffer(self, /)", |_, a| Ok(ByteArray::new(of(a)?.if_cold(|c| c.buffer[c.start..].to_vec())).into()), ""),
];

/// The beginning of a connection: `sock` is None if there is only the descriptor.
fn begin(vm: &mut Vm, a: &[Value]) -> R {
    let t = of(a)?;
    let (event_loop, sock, number) = (&a[1], &a[2], arg::c_int(&a[3])?);
    t.event_loop.set(event_loop.clone());
    t.number.set(number);
    t.family.set(u8::try_from(arg::c_int(&a[4])?).unwrap_or(0));
    t.peername.set(compact(&a[5]));
    if !a[6].is_none() {
        t.server.set(a[6].clone());
    }
    let handle = fd::get(number).map_err(system::os_error)?;
    if sock.is_none() {
        rustix::io::ioctl_fionbio(&handle, true).map_err(system::os_error)?;
    } else {
        t.sock.set(sock.clone());
    }
    if [libc::AF_INET, libc::AF_INET6].contains(&i32::from(t.family.get())) {
        // Small writes are not held back: the program decides what it sends together.
        net::sockopt::set_tcp_nodelay(&handle, true).map_err(system::os_error)?;
    }
    t.put(flags::NATIVE, EventLoop::native(event_loop).is_some_and(|l| !l.debug.get()));
    let context = contextvars::snapshot(vm);
    t.context.set(if context.is_none() { Value::UNBOUND } else { context });
    // One that is not closed has something to say at its end.
    aio::watch_end(&a[0], true);
    Ok(Value::NONE)
}

/// An IPv4 address as a number; anything else as it is.
fn compact(address: &Value) -> Value {
    let number = || {
        let [host, port] = address.downcast::<Tuple>()?.items() else { return None };
        let text = host.downcast::<Str>()?.to_lossy();
        let ip: Ipv4Addr = text.parse().ok()?;
        let port = u16::try_from(port.as_i64()?).ok()?;
        Some(Value::from(i64::from(ip.to_bits()) << 16 | i64::from(port)))
    };
    number().unwrap_or_else(|| address.clone())
}

fn peername(_: &mut Vm, a: &[Value]) -> R {
    let t = of(a)?;
    let name = t.peername.get();
    let Some(packed) = name.as_i64() else { return Ok(given(&name)) };
    let ip = Ipv4Addr::from_bits((packed >> 16) as u32);
    let whole = socket::address_of(&SocketAddr::V4(SocketAddrV4::new(ip, packed as u16)));
    t.peername.set(whole.clone());
    Ok(whole)
}

/// The socket, which is made now if there is none yet.
fn sock(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let t = of(a)?;
    if t.owns_number() {
        return prelude(vm, "transport_make_socket", [a[0].clone()]);
    }
    Ok(Next::Value(given(&t.sock.get())))
}

fn close_number(_: &mut Vm, a: &[Value]) -> R {
    let t = of(a)?;
    if t.owns_number() {
        t.sock.set(Value::NONE);
        // It may have been closed by its number.
        let _ = fd::close(t.number.get());
    }
    Ok(Value::NONE)
}

fn shut_down(_: &mut Vm, a: &[Value]) -> R {
    let handle = fd::get(of(a)?.number.get()).map_err(system::os_error)?;
    net::shutdown(handle, Shutdown::Write).map_err(system::os_error)?;
    Ok(Value::NONE)
}

/// Has the loop tell of data that come. False: it is told by handles.
fn watch_reading(vm: &mut Vm, a: &[Value]) -> R {
    let t = of(a)?;
    if !t.has(flags::NATIVE) {
        return Ok(Value::FALSE);
    }
    if t.has(flags::READS) {
        return read_on(vm, a).map(|_| Value::TRUE);
    }
    register(vm, &a[0], t, flags::READS)
}

/// Has the loop tell when there is room to write. False: it is told by handles.
fn watch_writing(vm: &mut Vm, a: &[Value]) -> R {
    let t = of(a)?;
    if t.has(flags::NATIVE) { register(vm, &a[0], t, flags::WRITES) } else { Ok(Value::FALSE) }
}

fn register(vm: &mut Vm, this: &Value, t: &Transport, flag: u16) -> R {
    let event_loop = t.event_loop.get();
    let Some(l) = event_loop.downcast::<EventLoop>() else { return Ok(Value::FALSE) };
    if l.closed.get() {
        return Err(runtime_error("Event loop is closed"));
    }
    watch::replace(vm, l, t.number.get(), this.clone(), flag == flags::WRITES)?;
    t.put(flag, true);
    Ok(Value::TRUE)
}

/// It reads again: what came meanwhile is noticed in the next turn.
fn read_on(_: &mut Vm, a: &[Value]) -> R {
    let t = of(a)?;
    if t.has(flags::MISSED | flags::ENDS) {
        t.put(flags::MISSED, false);
        ask_again(t);
    }
    Ok(Value::NONE)
}

fn ask_again(t: &Transport) {
    t.event_loop.with(|l| l.downcast::<EventLoop>().map(|l| watch::ask_again(l, t.number.get())));
}

/// The loop tells no more of data, or of room.
fn stop_watching(vm: &mut Vm, a: &[Value]) -> R {
    let t = of(a)?;
    let flag = if a[1].is_true() { flags::READS } else { flags::WRITES };
    if t.has(flag) {
        t.put(flag, false);
        let event_loop = t.event_loop.get();
        if let Some(l) = event_loop.downcast::<EventLoop>().filter(|l| !l.closed.get()) {
            watch::replace(vm, l, t.number.get(), Value::UNBOUND, flag == flags::WRITES)?;
        }
    }
    Ok(Value::NONE)
}

/// Calls the system until no signal ends the call; None: it would block.
fn attempt<T>(mut call: impl FnMut() -> Result<T, Errno>) -> Result<Option<T>, Errno> {
    loop {
        match call() {
            Ok(v) => return Ok(Some(v)),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => return Ok(None),
            Err(e) => return Err(e),
        }
    }
}

fn send(number: i32, bytes: &[u8]) -> Result<usize, Errno> {
    let handle = fd::get(number)?;
    Ok(attempt(|| net::send(&handle, bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL))?.unwrap_or(0))
}

fn write(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let t = of(a)?;
    write_to(vm, &a[0], t, &a[1])
}

/// Writes to a transport.
pub(super) fn write_to(vm: &mut Vm, this: &Value, t: &Transport, data: &Value) -> R<Next> {
    if !data.is_a::<Bytes>() && !data.is_a::<ByteArray>() && !data.is_a::<MemoryView>() {
        return Err(type_error(format!("data argument must be a bytes-like object, not '{}'", class_name(data))));
    }
    if t.has(flags::EOF) {
        return Err(runtime_error("Cannot call write() after write_eof()"));
    }
    if t.has(flags::PASSED) {
        return Err(runtime_error("unable to write; sendfile is in progress"));
    }
    let bytes = buffer::require(data)?;
    if bytes.is_empty() {
        return Ok(Next::Value(Value::NONE));
    }
    if t.lost.get() > 0 {
        let warns = t.lost.get() >= WRITES_TO_NOBODY;
        t.lost.set(t.lost.get().saturating_add(1));
        return if warns { prelude(vm, "transport_lost", []) } else { Ok(Next::Value(Value::NONE)) };
    }
    let was_empty = t.waiting() == 0;
    let mut sent = 0;
    if was_empty {
        match send(t.number.get(), &bytes) {
            Ok(n) if n == bytes.len() => return Ok(Next::Value(Value::NONE)),
            Ok(n) => sent = n,
            Err(e) => {
                let message = "Fatal write error on socket transport".into();
                return prelude(vm, "transport_failed", [this.clone(), system::os_error(e).into_value(), message]);
            }
        }
    }
    t.with_cold(|c| c.buffer.extend_from_slice(&bytes[sent..]));
    drop(bytes);
    if was_empty && !watch_writing(vm, std::slice::from_ref(this))?.is_true() {
        return prelude(vm, "transport_waits", [this.clone()]);
    }
    if !t.has(flags::PROTOCOL_PAUSED) && t.waiting() > t.high() {
        return prelude(vm, "transport_full", [this.clone()]);
    }
    Ok(Next::Value(Value::NONE))
}

/// Writes as much of what waits as the system takes.
fn flush(_: &mut Vm, a: &[Value]) -> R {
    let t = of(a)?;
    let number = t.number.get();
    let sent = t.with_cold(|c| {
        while c.start < c.buffer.len() {
            match send(number, &c.buffer[c.start..]) {
                Ok(0) => break,
                Ok(n) => c.start += n,
                Err(e) => return Err(e),
            }
        }
        if c.start == c.buffer.len() {
            c.buffer = Vec::new();
            c.start = 0;
        } else if c.start > c.buffer.len() / 2 {
            c.buffer.drain(..c.start);
            c.start = 0;
        }
        Ok(())
    });
    sent.map_err(system::os_error)?;
    Ok(Value::NONE)
}

/// The loop runs what the kernel told of: an event of a transport.
pub(super) fn run(vm: &mut Vm, this: &Value, how: &Value) -> R<Next> {
    let Some(t) = this.downcast::<Transport>() else { return Ok(Next::Value(Value::NONE)) };
    let what = how.as_i64().unwrap_or(0);
    t.put(flags::DELIVERING, false);
    if what & watch::event::ENDS != 0 {
        t.put(flags::ENDS, true);
    }
    if what & watch::event::WRITE != 0 {
        if t.waiting() == 0 {
            return Ok(Next::Value(Value::NONE));
        }
        set_context(vm, t);
        return prelude(vm, "transport_write_ready", [this.clone()]);
    }
    if t.has(flags::CLOSING | flags::PAUSED | flags::ENDED) {
        t.put(flags::MISSED, true);
        return Ok(Next::Value(Value::NONE));
    }
    read(vm, this, t, true)
}

fn set_context(vm: &mut Vm, t: &Transport) {
    let context = t.context.get();
    vm.set_context(given(&context));
}

/// There is something to be read. `told`: by the loop, which knows what to do if the protocol raises.
fn read(vm: &mut Vm, this: &Value, t: &Transport, told: bool) -> R<Next> {
    if t.lost.get() > 0 {
        return Ok(Next::Value(Value::NONE));
    }
    if told {
        set_context(vm, t);
    }
    if t.has(flags::BUFFERED) {
        if told {
            ask_again(t);
        }
        return prelude(vm, "transport_read_into_buffer", [this.clone()]);
    }
    let got = socket::with_room(CHUNK, |room| {
        let got = fd::get(t.number.get())
            .and_then(|handle| attempt(|| net::recv(&handle, &mut *room, RecvFlags::DONTWAIT).map(|(n, _)| n)));
        Ok(got.map(|n| n.map(|n| Bytes::new(&room[..n]))))
    })?;
    let data = match got {
        Ok(Some(data)) => data,
        Ok(None) => return Ok(Next::Value(Value::NONE)),
        Err(e) => {
            let message = "Fatal read error on socket transport".into();
            return prelude(vm, "transport_failed", [this.clone(), system::os_error(e).into_value(), message]);
        }
    };
    if data.bytes().is_empty() {
        return prelude(vm, "transport_read_eof", [this.clone()]);
    }
    if told && (data.bytes().len() == CHUNK || t.has(flags::ENDS)) {
        ask_again(t);
    }
    let protocol = t.protocol.get();
    if !told {
        return prelude(vm, "transport_deliver", [this.clone(), data.into()]);
    }
    t.put(flags::DELIVERING, true);
    if let Some(next) = streams::receive(vm, &protocol, data.value()) {
        return next;
    }
    let name: Value =
        vm.state::<Natives>().data_received.get_or_insert_with(|| intern(b"data_received")).clone().into();
    let class = class_of(&protocol);
    let shadowed = protocol.header().and_then(|h| h.instance()).is_some_and(|i| i.get(&name).is_some());
    match class.lookup(&name) {
        Some(f) if f.is_a::<Function>() && !shadowed && !class.any(TypeFlags::GETATTRIBUTE) => {
            Ok(Next::call(f, [protocol, data.into()]))
        }
        _ => prelude(vm, "protocol_receive", [protocol, data.into()]),
    }
}

/// The transport that has a descriptor of a loop, or None.
pub(super) fn at(_: &mut Vm, a: &[Value]) -> R {
    let l = a[0].downcast::<EventLoop>().ok_or_else(|| type_error("this is no event loop"))?;
    Ok(watch::transport_of(l, arg::c_int(&a[1])?).unwrap_or(Value::NONE))
}
