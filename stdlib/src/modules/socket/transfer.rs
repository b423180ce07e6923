//! Receiving and sending bytes.

use std::cell::RefCell;

use pausa_vm::buffer;
use pausa_vm::exc::{memory_error, type_error, value_error};
use pausa_vm::native::{Def, Next, tail, this};
use pausa_vm::object::{Bytes, Tuple};
use pausa_vm::types::class_name;
use pausa_vm::{Exc, R, Value, Vm};
use rustix::net::{self, RecvFlags, SendFlags};

use super::address;
use super::object::Socket;
use super::wait::{Interest, drive, end_of, outcome, wait};
use crate::modules::{arg, system};

/// Up to this size what is received goes through memory that is kept.
const KEPT: usize = 1 << 18;

thread_local! {
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Calls `f` with room for `n` bytes.
pub(super) fn with_room<T>(n: usize, f: impl FnOnce(&mut [u8]) -> R<T>) -> R<T> {
    if n > KEPT {
        let mut room = Vec::new();
        room.try_reserve_exact(n).map_err(|_| memory_error())?;
        room.resize(n, 0);
        return f(&mut room);
    }
    ROOM.with_borrow_mut(|room| {
        if room.len() < n {
            room.resize(n, 0);
        }
        f(&mut room[..n])
    })
}

/// The flags of a receiving call, which never waits.
pub(super) fn recv_flags(v: &Value) -> R<RecvFlags> {
    let flags = v.given().map_or(Ok(0), arg::c_int)?;
    Ok(RecvFlags::from_bits_retain(flags.cast_unsigned()) | RecvFlags::DONTWAIT)
}

/// The flags of a sending call, which never waits; a broken connection is an error and no signal.
pub(super) fn send_flags(v: &Value) -> R<SendFlags> {
    let flags = v.given().map_or(Ok(0), arg::c_int)?;
    Ok(SendFlags::from_bits_retain(flags.cast_unsigned()) | SendFlags::DONTWAIT | SendFlags::NOSIGNAL)
}

fn size(v: &Value, what: &str) -> R<usize> {
    usize::try_from(arg::c_long(v)?).map_err(|_| value_error(format!("negative buffersize in {what}")))
}

pub(super) const RECV: Def = tail(
    "recv(self, bufsize: index, flags: index=0, /)",
    recv,
    "Receive up to bufsize bytes. Without any, the peer has closed its end.",
);
static RECV_AGAIN: Def = tail("recv(self, bufsize, flags, end, /)", recv, "");

fn recv(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (n, flags) = (size(&a[1], "recv")?, recv_flags(&a[2])?);
    drive(vm, a, &RECV_AGAIN, Interest::Read, &mut |_, _, handle| {
        with_room(n, |room| {
            let got = outcome(|| net::recv(handle, &mut *room, flags).map(|(n, _)| n))?;
            Ok(got.map(|n| Bytes::new(&room[..n]).into()))
        })
    })
}

pub(super) const RECVFROM: Def = tail(
    "recvfrom(self, bufsize: index, flags: index=0, /)",
    recvfrom,
    "Like recv(), but also return the sender's address: (data, address).",
);
static RECVFROM_AGAIN: Def = tail("recvfrom(self, bufsize, flags, end, /)", recvfrom, "");

fn recvfrom(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (n, flags) = (size(&a[1], "recvfrom")?, recv_flags(&a[2])?);
    drive(vm, a, &RECVFROM_AGAIN, Interest::Read, &mut |_, _, handle| {
        with_room(n, |room| {
            let got = outcome(|| net::recvfrom(handle, &mut *room, flags).map(|(n, _, address)| (n, address)))?;
            Ok(got.map(|(n, address)| {
                Tuple::from_array([Bytes::new(&room[..n]).into(), address::make(address.as_ref())]).into()
            }))
        })
    })
}

/// Calls `f` with the first `n` bytes of a writable buffer, or with all.
fn into<T>(v: &Value, n: &Value, function: &str, f: impl FnOnce(&mut [u8]) -> R<T>) -> R<T> {
    let n = n.given().map_or(Ok(0), arg::c_long)?;
    let n = usize::try_from(n).map_err(|_| value_error(format!("negative buffersize in {function}")))?;
    let done = buffer::write(v, |all| {
        let n = if n == 0 { all.len() } else { n };
        match all.get_mut(..n) {
            Some(part) => f(part),
            None => Err(value_error("buffer too small for requested bytes")),
        }
    })?;
    done.unwrap_or_else(|| Err(not_writable(v, function)))
}

#[cold]
pub(super) fn not_writable(v: &Value, function: &str) -> Exc {
    type_error(format!("{function}() argument 1 must be read-write bytes-like object, not {}", class_name(v)))
}

pub(super) const RECV_INTO: Def = tail(
    "recv_into(self, buffer, nbytes: index=0, flags: index=0)",
    recv_into,
    "Like recv(), but stores the data in a buffer. Returns the number of bytes.",
);
static RECV_INTO_AGAIN: Def = tail("recv_into(self, buffer, nbytes, flags, end, /)", recv_into, "");

fn recv_into(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let flags = recv_flags(&a[3])?;
    drive(vm, a, &RECV_INTO_AGAIN, Interest::Read, &mut |_, _, handle| {
        into(&a[1], &a[2], "recv_into", |room| {
            let got = outcome(|| net::recv(handle, &mut *room, flags).map(|(n, _)| n))?;
            Ok(got.map(Value::from))
        })
    })
}

pub(super) const RECVFROM_INTO: Def = tail(
    "recvfrom_into(self, buffer, nbytes: index=0, flags: index=0)",
    recvfrom_into,
    "Like recv_into(), but also return the sender's address: (nbytes, address).",
);
static RECVFROM_INTO_AGAIN: Def = tail("recvfrom_into(self, buffer, nbytes, flags, end, /)", recvfrom_into, "");

fn recvfrom_into(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let flags = recv_flags(&a[3])?;
    drive(vm, a, &RECVFROM_INTO_AGAIN, Interest::Read, &mut |_, _, handle| {
        into(&a[1], &a[2], "recvfrom_into", |room| {
            let got = outcome(|| net::recvfrom(handle, &mut *room, flags).map(|(n, _, address)| (n, address)))?;
            Ok(got.map(|(n, address)| Tuple::from_array([n.into(), address::make(address.as_ref())]).into()))
        })
    })
}

pub(super) const SEND: Def = tail(
    "send(self, data, flags: index=0, /)",
    send,
    "Send data. Returns the number of bytes sent, which may be less than there are.",
);
static SEND_AGAIN: Def = tail("send(self, data, flags, end, /)", send, "");

fn send(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let flags = send_flags(&a[2])?;
    drive(vm, a, &SEND_AGAIN, Interest::Write, &mut |_, _, handle| {
        let data = buffer::require(&a[1])?;
        Ok(outcome(|| net::send(handle, &data, flags))?.map(Value::from))
    })
}

pub(super) const SENDALL: Def = tail(
    "sendall(self, data, flags: index=0, /)",
    |vm, a| sendall_from(vm, a, 0, None),
    "Send all data. After an error nobody knows how much of it has been sent.",
);
static SENDALL_AGAIN: Def = tail(
    "sendall(self, data, flags, sent, end, /)",
    |vm, a| {
        let sent = usize::try_from(arg::c_long(&a[3])?).unwrap_or(0);
        let end = arg::some(&a[4]).map(arg::c_long).transpose()?;
        sendall_from(vm, &a[..3], sent, Some(end))
    },
    "",
);

/// Sends all from byte `sent` on; the timeout is for the whole.
fn sendall_from(vm: &mut Vm, a: &[Value], mut sent: usize, end: Option<Option<i64>>) -> R<Next> {
    let flags = send_flags(&a[2])?;
    let socket = this::<Socket>(a)?;
    let handle = socket.handle()?;
    {
        let data = buffer::require(&a[1])?;
        loop {
            if sent >= data.len() {
                return Ok(Next::Value(Value::NONE));
            }
            match outcome(|| net::send(&handle, &data[sent..], flags))? {
                Some(n) => sent += n,
                None => break,
            }
        }
    }
    let end = match end {
        Some(end) => end,
        None => end_of(socket).ok_or_else(|| system::os_error(rustix::io::Errno::AGAIN))?,
    };
    let args = [a[0].clone(), a[1].clone(), a[2].clone(), sent.into(), end.map_or(Value::NONE, Value::from)];
    wait(vm, socket, Interest::Write, end, &SENDALL_AGAIN, &args)
}

pub(super) const SENDTO: Def = tail(
    "sendto(self, data, *rest)",
    sendto,
    "Send data to an address: sendto(data, address) or sendto(data, flags, address).",
);
static SENDTO_AGAIN: Def = tail("sendto(self, data, rest, end, /)", sendto, "");

fn sendto(vm: &mut Vm, a: &[Value]) -> R<Next> {
    static CALLER: Def = SENDTO;
    let socket = this::<Socket>(a)?;
    // The flags stand in the middle where there are any.
    let rest = a[2].downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    let flags = match &rest[..] {
        [_] => Value::UNBOUND,
        [flags, _] => flags.clone(),
        other => return Err(type_error(format!("sendto() takes 2 or 3 arguments ({} given)", other.len() + 1))),
    };
    if flags.given().is_some_and(|v| !v.is_int()) {
        return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(&flags))));
    }
    let flags = send_flags(&flags)?;
    buffer::require(&a[1])?;
    let all: Vec<Value> = a[..2].iter().cloned().chain(rest).collect();
    let to = match address::read(vm, socket.family.get(), &all, all.len() - 1, &CALLER)? {
        Ok(address) => address,
        Err(next) => return Ok(next),
    };
    drive(vm, a, &SENDTO_AGAIN, Interest::Write, &mut |_, _, handle| {
        let data = buffer::require(&a[1])?;
        Ok(outcome(|| net::sendto(handle, &data, flags, &to))?.map(Value::from))
    })
}
