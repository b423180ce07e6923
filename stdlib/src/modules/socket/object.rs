//! `_socket.socket`: making and closing sockets, and what they are.

use std::cell::Cell;

use pausa_runtime::fd::{self, Fd};
use pausa_vm::exc::{type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::net::{self, AddressFamily, Protocol, Shutdown, SocketFlags, SocketType};

use super::{Defaults, address, connect, message, options, transfer, wait};
use crate::modules::time::seconds::{Rounding, nanoseconds};
use crate::modules::{arg, system};

/// A socket.
pub(super) struct Socket {
    /// -1 when closed.
    pub(super) fd: Cell<i32>,
    pub(super) family: Cell<i32>,
    pub(super) kind: Cell<i32>,
    pub(super) protocol: Cell<i32>,
    /// How long operations wait, in nanoseconds; None for ever.
    pub(super) timeout: Cell<Option<i64>>,
}

impl Payload for Socket {
    fn traverse(&self, _: &mut Visit<'_>) {}
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            // It may have been closed by its number.
            let _ = fd::close(self.fd.get());
        }
    }
}

impl Socket {
    /// The open descriptor.
    pub(super) fn handle(&self) -> R<Fd> {
        match self.fd.get() {
            -1 => Err(system::os_error(Errno::BADF)),
            number => wait::open(number),
        }
    }
}

/// `_socket.socket`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "socket",
    module: "_socket",
    layout: Socket::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOne end of a connection, or of an exchange of messages. With a fileno, what kind of socket it is is found out, unless it is said.",
    defs: &[
        pure("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, family: index=-1, type: index=-1, proto: index=-1, fileno=None)", init, ""),
        pure("__repr__(self, /)", |_, a| Ok(shown(this(a)?).into()), "Return repr(self)."),
        tail("__del__(self, /)", finalize, ""),
        getter("family(self, /)", |_, a| Ok(this::<Socket>(a)?.family.get().into()), "the socket family"),
        getter("type(self, /)", |_, a| Ok(this::<Socket>(a)?.kind.get().into()), "the socket type"),
        getter("proto(self, /)", |_, a| Ok(this::<Socket>(a)?.protocol.get().into()), "the socket protocol"),
        getter("timeout(self, /)", timeout, "the socket timeout"),
        pure("fileno(self, /)", |_, a| Ok(this::<Socket>(a)?.fd.get().into()), "Return the descriptor, or -1."),
        pure("close(self, /)", close, "Close the socket.  It cannot be used after this call."),
        pure("detach(self, /)", detach, "Close the socket object without closing the descriptor, which is returned."),
        pure("settimeout(self, timeout, /)", set_timeout, "Set a timeout on socket operations, in seconds, or None."),
        pure("gettimeout(self, /)", timeout, "Returns the timeout in seconds, or None."),
        pure("setblocking(self, flag: bool, /)", set_blocking, "Make the socket wait for what it does, or not."),
        pure(
            "getblocking(self, /)",
            |_, a| Ok(Value::bool(this::<Socket>(a)?.timeout.get() != Some(0))),
            "Whether operations wait.",
        ),
        BIND,
        pure("listen(self, backlog: index=128, /)", listen, "Enable a server to accept connections."),
        pure("shutdown(self, how: index, /)", shut_down, "Shut down one or both halves of the connection."),
        pure("getsockname(self, /)", own_name, "Return the address of the local endpoint."),
        pure("getpeername(self, /)", peer_name, "Return the address of the remote endpoint."),
        connect::CONNECT,
        connect::CONNECT_EX,
        connect::ACCEPT,
        transfer::RECV,
        transfer::RECV_INTO,
        transfer::RECVFROM,
        transfer::RECVFROM_INTO,
        transfer::SEND,
        transfer::SENDALL,
        transfer::SENDTO,
        message::SENDMSG,
        message::RECVMSG,
        message::RECVMSG_INTO,
        pure("setsockopt(self, level: index, option: index, /, *value)", options::set, "Set a socket option."),
        pure(
            "getsockopt(self, level: index, option: index, buflen: index=0, /)",
            options::get,
            "Get a socket option, as an int or, with a length, as bytes.",
        ),
    ],
};

fn new(_: &mut Vm, a: &[Value]) -> R {
    let closed = Socket {
        fd: Cell::new(-1),
        family: Cell::new(-1),
        kind: Cell::new(-1),
        protocol: Cell::new(-1),
        timeout: Cell::new(None),
    };
    Ok(new_with_type(&class_arg(a)?, closed).into())
}

fn family(number: i32) -> R<AddressFamily> {
    u16::try_from(number).map(AddressFamily::from_raw).map_err(|_| system::os_error(Errno::AFNOSUPPORT))
}

fn protocol(number: i32) -> R<Option<Protocol>> {
    let number = u32::try_from(number).map_err(|_| system::os_error(Errno::PROTONOSUPPORT))?;
    Ok(std::num::NonZeroU32::new(number).map(Protocol::from_raw))
}

fn init(vm: &mut Vm, a: &[Value]) -> R {
    let socket = this::<Socket>(a)?;
    let number = |v: &Value| v.given().map_or(Ok(-1), arg::c_int);
    let (mut family_number, mut kind, mut proto) = (number(&a[1])?, number(&a[2])?, number(&a[3])?);
    let opened = if let Some(fileno) = arg::some(&a[4]) {
        if !fileno.is_int() {
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(fileno))));
        }
        let number = arg::c_int(fileno)?;
        if number < 0 {
            return Err(value_error("negative file descriptor"));
        }
        let handle = wait::open(number)?;
        if family_number == -1 {
            let name = net::getsockname(&handle).map_err(system::os_error)?;
            family_number = i32::from(name.address_family().as_raw());
        }
        if kind == -1 {
            kind = net::sockopt::socket_type(&handle).map_err(system::os_error)?.as_raw().cast_signed();
        }
        if proto == -1 {
            proto = protocol_of(&handle);
        }
        number
    } else {
        family_number = if family_number == -1 { libc::AF_INET } else { family_number };
        kind = if kind == -1 { libc::SOCK_STREAM } else { kind };
        proto = if proto == -1 { 0 } else { proto };
        let made = net::socket_with(
            family(family_number)?,
            SocketType::from_raw(kind.cast_unsigned()),
            SocketFlags::CLOEXEC,
            protocol(proto)?,
        );
        fd::insert(made.map_err(system::os_error)?).map_err(system::os_error)?
    };
    close_quietly(socket);
    socket.fd.set(opened);
    adopt(vm, socket, family_number, kind, proto)?;
    Ok(Value::NONE)
}

/// What kind of socket an object has got, and the timeout that all new ones have.
fn adopt(vm: &mut Vm, socket: &Socket, family: i32, kind: i32, proto: i32) -> R<()> {
    socket.family.set(family);
    #[cfg(target_os = "linux")]
    let plain = kind & !(libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC);
    #[cfg(not(target_os = "linux"))]
    let plain = kind;
    socket.kind.set(plain);
    socket.protocol.set(proto);
    if plain != kind && kind & libc::O_NONBLOCK != 0 {
        socket.timeout.set(Some(0));
        return Ok(());
    }
    let timeout = vm.state::<Defaults>().timeout;
    socket.timeout.set(timeout);
    if timeout.is_some() { apply_blocking(socket) } else { Ok(()) }
}

#[cfg(target_os = "linux")]
fn protocol_of(handle: &Fd) -> i32 {
    let protocol = net::sockopt::socket_protocol(handle).ok().flatten();
    protocol.map_or(0, |p| p.as_raw().get().cast_signed())
}

#[cfg(not(target_os = "linux"))]
fn protocol_of(_: &Fd) -> i32 {
    0
}

/// Tells the system whether operations on the descriptor wait: only without a timeout.
fn apply_blocking(s: &Socket) -> R<()> {
    let handle = s.handle()?;
    let flags = rustix::fs::fcntl_getfl(&handle).map_err(system::os_error)?;
    let mut wanted = flags;
    wanted.set(OFlags::NONBLOCK, s.timeout.get().is_some());
    if wanted != flags {
        rustix::fs::fcntl_setfl(&handle, wanted).map_err(system::os_error)?;
    }
    Ok(())
}

fn shown(s: &Socket) -> String {
    format!(
        "<socket object, fd={}, family={}, type={}, proto={}>",
        s.fd.get(),
        s.family.get(),
        s.kind.get(),
        s.protocol.get()
    )
}

/// A socket that was not closed: there is a warning, if the program wants to know.
fn finalize(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let socket = this::<Socket>(a)?;
    if socket.fd.get() < 0 || vm.finalizing {
        close_quietly(socket);
        return Ok(Next::Value(Value::NONE));
    }
    Ok(Next::call(vm.prelude("socket_unclosed")?, [a[0].clone()]))
}

fn close_quietly(s: &Socket) {
    let number = s.fd.replace(-1);
    if number >= 0 {
        let _ = fd::close(number);
    }
}

/// `_socket_close(self)`: the end of a socket that was not closed.
pub(super) fn close_now(_: &mut Vm, a: &[Value]) -> R {
    close_quietly(this(a)?);
    Ok(Value::NONE)
}

fn close(_: &mut Vm, a: &[Value]) -> R {
    let number = this::<Socket>(a)?.fd.replace(-1);
    if number >= 0 {
        match fd::close(number) {
            Ok(()) | Err(Errno::CONNRESET) => {}
            Err(e) => return Err(system::os_error(e)),
        }
    }
    Ok(Value::NONE)
}

fn detach(_: &mut Vm, a: &[Value]) -> R {
    Ok(this::<Socket>(a)?.fd.replace(-1).into())
}

/// A timeout argument in nanoseconds.
pub(super) fn parse_timeout(v: &Value) -> R<Option<i64>> {
    if v.is_none() {
        return Ok(None);
    }
    if v.as_float().is_none() && !v.is_int() {
        return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
    }
    let n = nanoseconds(v, Rounding::Ceiling)?;
    if n < 0 {
        return Err(value_error("Timeout value out of range"));
    }
    Ok(Some(n))
}

/// A timeout in seconds.
pub(super) fn in_seconds(timeout: Option<i64>) -> Value {
    timeout.map_or(Value::NONE, |n| Value::from(n as f64 / 1e9))
}

fn timeout(_: &mut Vm, a: &[Value]) -> R {
    Ok(in_seconds(this::<Socket>(a)?.timeout.get()))
}

fn set_timeout(_: &mut Vm, a: &[Value]) -> R {
    let socket = this::<Socket>(a)?;
    socket.timeout.set(parse_timeout(&a[1])?);
    apply_blocking(socket)?;
    Ok(Value::NONE)
}

fn set_blocking(_: &mut Vm, a: &[Value]) -> R {
    let socket = this::<Socket>(a)?;
    socket.timeout.set(if a[1].is_true() { None } else { Some(0) });
    apply_blocking(socket)?;
    Ok(Value::NONE)
}

const BIND: Def = tail("bind(self, address, /)", bind, "Bind the socket to a local address.");

fn bind(vm: &mut Vm, a: &[Value]) -> R<Next> {
    static SELF: Def = BIND;
    let socket = this::<Socket>(a)?;
    let address = match address::read(vm, socket.family.get(), a, 1, &SELF)? {
        Ok(address) => address,
        Err(next) => return Ok(next),
    };
    net::bind(socket.handle()?, &address).map_err(system::os_error)?;
    Ok(Next::Value(Value::NONE))
}

fn listen(_: &mut Vm, a: &[Value]) -> R {
    let backlog = a[1].given().map_or(Ok(128), arg::c_int)?.max(0);
    net::listen(this::<Socket>(a)?.handle()?, backlog).map_err(system::os_error)?;
    Ok(Value::NONE)
}

fn shut_down(_: &mut Vm, a: &[Value]) -> R {
    let how = match arg::c_int(&a[1])? {
        libc::SHUT_RD => Shutdown::Read,
        libc::SHUT_WR => Shutdown::Write,
        libc::SHUT_RDWR => Shutdown::Both,
        _ => return Err(system::os_error(Errno::INVAL)),
    };
    net::shutdown(this::<Socket>(a)?.handle()?, how).map_err(system::os_error)?;
    Ok(Value::NONE)
}

fn own_name(_: &mut Vm, a: &[Value]) -> R {
    let name = net::getsockname(this::<Socket>(a)?.handle()?).map_err(system::os_error)?;
    Ok(address::make(Some(&name)))
}

fn peer_name(_: &mut Vm, a: &[Value]) -> R {
    let socket = this::<Socket>(a)?;
    match net::getpeername(socket.handle()?).map_err(system::os_error)? {
        None if socket.family.get() == libc::AF_UNIX => Ok("".into()),
        name => Ok(address::make(name.as_ref())),
    }
}
