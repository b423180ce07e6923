//! Connecting, and accepting connections.

use pausa_runtime::fd::{self, Fd};
use pausa_vm::native::{Def, Next, tail, this};
use pausa_vm::object::Tuple;
use pausa_vm::{R, Value, Vm};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::net::{self, SocketAddrAny, SocketFlags};

use super::address;
use super::object::Socket;
use super::wait::{Interest, drive, end_of, outcome, wait};
use crate::modules::{arg, system};

pub(super) const CONNECT: Def = tail(
    "connect(self, address, /)",
    |vm, a| {
        static SELF: Def = CONNECT;
        begin(vm, a, &SELF, false)
    },
    "Connect the socket to a remote address.",
);

pub(super) const CONNECT_EX: Def = tail(
    "connect_ex(self, address, /)",
    |vm, a| {
        static SELF: Def = CONNECT_EX;
        begin(vm, a, &SELF, true)
    },
    "Like connect(), but returns an error code (the errno value) instead of raising an exception.",
);

/// Begins to connect without waiting.
fn start(s: &Socket, handle: &Fd, address: &SocketAddrAny) -> Result<(), Errno> {
    if s.timeout.get().is_some() {
        return net::connect(handle, address);
    }
    let flags = rustix::fs::fcntl_getfl(handle)?;
    rustix::fs::fcntl_setfl(handle, flags | OFlags::NONBLOCK)?;
    let outcome = net::connect(handle, address);
    rustix::fs::fcntl_setfl(handle, flags)?;
    outcome
}

fn begin(vm: &mut Vm, a: &[Value], def: &'static Def, gives_code: bool) -> R<Next> {
    let socket = this::<Socket>(a)?;
    let address = match address::read(vm, socket.family.get(), a, 1, def)? {
        Ok(address) => address,
        Err(next) => return Ok(next),
    };
    let handle = socket.handle()?;
    match start(socket, &handle, &address) {
        Err(e @ (Errno::INPROGRESS | Errno::INTR | Errno::AGAIN)) => match end_of(socket) {
            Some(end) => later(vm, a, gives_code, end, e == Errno::AGAIN),
            None => finish(gives_code, Err(e)),
        },
        other => finish(gives_code, other),
    }
}

/// Waits until the connection stands, or it is known why it does not. `is_full`: the queue of a server's Unix socket is full, and there is
/// nothing that tells when it is not.
fn later(vm: &mut Vm, a: &[Value], gives_code: bool, end: Option<i64>, is_full: bool) -> R<Next> {
    let args = [a[0].clone(), a[1].clone(), gives_code.into(), end.map_or(Value::NONE, Value::from)];
    let over = end.is_some_and(|end| pausa_runtime::clock::Clock::Monotonic.now() >= end);
    if over && gives_code {
        return finish(true, Err(Errno::AGAIN));
    }
    if is_full && !over && !system::is_signalled(vm) {
        return Ok(system::look_again(&AGAIN, &args, end));
    }
    wait(vm, this(a)?, Interest::Write, end, &AGAIN, &args)
}

static AGAIN: Def = tail("connect(self, address, gives_code, end, /)", again, "");

fn again(vm: &mut Vm, a: &[Value]) -> R<Next> {
    static CALLER: Def = CONNECT;
    let (socket, gives_code) = (this::<Socket>(a)?, a[2].is_true());
    let end = arg::some(&a[3]).map(arg::c_long).transpose()?;
    let handle = socket.handle()?;
    if socket.family.get() != libc::AF_UNIX && !is_ready(&handle, PollFlags::OUT)? {
        return later(vm, a, gives_code, end, false);
    }
    if socket.timeout.get().is_some() && socket.family.get() != libc::AF_UNIX {
        return finish(gives_code, net::sockopt::socket_error(&handle).map_err(system::os_error)?);
    }
    // To ask once more tells the outcome, and after a failure it makes the socket as good as new.
    let address = match address::read(vm, socket.family.get(), &a[..2], 1, &CALLER)? {
        Ok(address) => address,
        Err(next) => return Ok(next),
    };
    match start(socket, &handle, &address) {
        Err(Errno::ISCONN) => finish(gives_code, Ok(())),
        Err(Errno::ALREADY | Errno::INPROGRESS | Errno::INTR) => later(vm, a, gives_code, end, false),
        Err(Errno::AGAIN) => later(vm, a, gives_code, end, true),
        other => finish(gives_code, other),
    }
}

fn finish(gives_code: bool, result: Result<(), Errno>) -> R<Next> {
    match result {
        Err(e) if gives_code => Ok(Next::Value(e.raw_os_error().into())),
        Err(e) => Err(system::os_error(e)),
        Ok(()) if gives_code => Ok(Next::Value(0.into())),
        Ok(()) => Ok(Next::Value(Value::NONE)),
    }
}

/// Whether the descriptor is ready now.
fn is_ready(handle: &Fd, flags: PollFlags) -> R<bool> {
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    let ready = outcome(|| poll(&mut [PollFd::new(handle, flags)], Some(&now)))?;
    Ok(ready.is_some_and(|n| n > 0))
}

pub(super) const ACCEPT: Def = tail("_accept(self, /)", accept, "");

static ACCEPT_AGAIN: Def = tail("_accept(self, end, /)", accept, "");

/// Accepts a connection: its descriptor, and the peer's address.
fn accept(vm: &mut Vm, a: &[Value]) -> R<Next> {
    drive(vm, a, &ACCEPT_AGAIN, Interest::Read, &mut |_, s, handle| {
        // To the system a socket without timeout is one that waits, and it must not.
        if s.timeout.get().is_none() && !is_ready(handle, PollFlags::IN)? {
            return Ok(None);
        }
        let Some((made, address)) = outcome(|| net::acceptfrom_with(handle, SocketFlags::CLOEXEC))? else {
            return Ok(None);
        };
        let number = fd::insert(made).map_err(system::os_error)?;
        let address = match address {
            None if s.family.get() == libc::AF_UNIX => "".into(),
            address => address::make(address.as_ref()),
        };
        Ok(Some(Tuple::from_array([number.into(), address]).into()))
    })
}

/// `socketpair([family[, type[, proto]]])`: the two descriptors.
pub(super) fn pair(_: &mut Vm, a: &[Value]) -> R {
    let number = |v: &Value, default| v.given().map_or(Ok(default), arg::c_int);
    let family = number(&a[0], libc::AF_UNIX)?;
    let (kind, protocol) = (number(&a[1], libc::SOCK_STREAM)?, number(&a[2], 0)?);
    let family = u16::try_from(family).map_err(|_| system::os_error(Errno::AFNOSUPPORT))?;
    let protocol = u32::try_from(protocol).map_err(|_| system::os_error(Errno::PROTONOSUPPORT))?;
    let (one, other) = net::socketpair(
        net::AddressFamily::from_raw(family),
        net::SocketType::from_raw(kind.cast_unsigned()),
        SocketFlags::CLOEXEC,
        std::num::NonZeroU32::new(protocol).map(net::Protocol::from_raw),
    )
    .map_err(system::os_error)?;
    let one = fd::insert(one).map_err(system::os_error)?;
    let other = fd::insert(other).map_err(system::os_error)?;
    Ok(Tuple::from_array([one.into(), other.into()]).into())
}
