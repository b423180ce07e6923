//! Messages with ancillary data: `sendmsg` and `recvmsg`. The ancillary data that there is: open files, and who sends.

use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd};

use pausa_runtime::fd::{self, Fd};
use pausa_vm::buffer;
use pausa_vm::exc::{type_error, value_error};
use pausa_vm::native::{Def, Next, tail, this};
use pausa_vm::object::{Bytes, List, Tuple};
use pausa_vm::ops::iterate;
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};
use rustix::io::Errno;
use rustix::net::{
    self, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, RecvMsg, ReturnFlags, SendAncillaryBuffer,
    SendAncillaryMessage,
};

use super::address;
use super::object::Socket;
use super::transfer::{not_writable, recv_flags, send_flags, with_room};
use super::wait::{Interest, drive, open, outcome};
use crate::modules::{arg, system};

/// The most descriptors that one message carries.
const MOST: usize = 253;

pub(super) const SENDMSG: Def = tail(
    "sendmsg(self, buffers: list, ancdata: list=(), flags: index=0, address=None, /)",
    sendmsg,
    "Send normal and ancillary data. Returns the number of bytes of normal data sent.",
);
static SENDMSG_AGAIN: Def = tail("sendmsg(self, buffers, ancdata, flags, address, end, /)", sendmsg, "");

/// The items of an argument that was converted by `list`.
fn items(v: &Value) -> R<Vec<Value>> {
    v.given().map_or(Ok(Vec::new()), |v| Ok(iterate::collect(v)?.unwrap_or_default()))
}

fn sendmsg(vm: &mut Vm, a: &[Value]) -> R<Next> {
    static CALLER: Def = SENDMSG;
    let socket = this::<Socket>(a)?;
    let buffers = items(&a[1])?;
    let flags = send_flags(&a[3])?;
    let ancillary = Ancillary::parse(&items(&a[2])?)?;
    let to = match arg::some(&a[4]) {
        None => None,
        Some(_) => match address::read(vm, socket.family.get(), &a[..5], 4, &CALLER)? {
            Ok(address) => Some(address),
            Err(next) => return Ok(next),
        },
    };
    drive(vm, a, &SENDMSG_AGAIN, Interest::Write, &mut |_, _, handle| {
        let parts: Vec<buffer::Buffer<'_>> = buffers.iter().map(buffer::require).collect::<R<_>>()?;
        let parts: Vec<IoSlice<'_>> = parts.iter().map(|b| IoSlice::new(b)).collect();
        let rights: Vec<BorrowedFd<'_>> = ancillary.rights.iter().map(Fd::as_fd).collect();
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST), ScmCredentials(1))];
        let sent = outcome(|| {
            let mut control = SendAncillaryBuffer::new(&mut space);
            if !rights.is_empty() && !control.push(SendAncillaryMessage::ScmRights(&rights)) {
                return Err(Errno::INVAL);
            }
            #[cfg(target_os = "linux")]
            if let Some(who) = ancillary.credentials {
                control.push(SendAncillaryMessage::ScmCredentials(who));
            }
            match &to {
                Some(to) => net::sendmsg_addr(handle, to, &parts, &mut control, flags),
                None => net::sendmsg(handle, &parts, &mut control, flags),
            }
        })?;
        Ok(sent.map(Value::from))
    })
}

/// What goes along with a message.
struct Ancillary {
    rights: Vec<Fd>,
    #[cfg(target_os = "linux")]
    credentials: Option<net::UCred>,
}

impl Ancillary {
    fn parse(rows: &[Value]) -> R<Ancillary> {
        let mut found = Ancillary {
            rights: Vec::new(),
            #[cfg(target_os = "linux")]
            credentials: None,
        };
        for row in rows {
            let wrong = || type_error("[sendmsg() ancillary data items] must be sequences of length 3");
            let row = iterate::collect(row)?.filter(|r| r.len() == 3).ok_or_else(wrong)?;
            let (level, kind) = (arg::c_int(&row[0])?, arg::c_int(&row[1])?);
            let data = buffer::require(&row[2])?;
            let numbers = data.chunks_exact(4).map(|c| i32::from_ne_bytes([c[0], c[1], c[2], c[3]]));
            match (level, kind) {
                (libc::SOL_SOCKET, libc::SCM_RIGHTS) => {
                    for number in numbers {
                        found.rights.push(open(number)?);
                    }
                    if found.rights.len() > MOST {
                        return Err(system::os_error(Errno::INVAL));
                    }
                }
                #[cfg(target_os = "linux")]
                (libc::SOL_SOCKET, libc::SCM_CREDENTIALS) => {
                    let numbers: Vec<i32> = numbers.collect();
                    let pid = numbers.first().and_then(|n| rustix::process::Pid::from_raw(*n));
                    let (Some(pid), [_, uid, gid]) = (pid, &numbers[..]) else {
                        return Err(system::os_error(Errno::INVAL));
                    };
                    found.credentials = Some(net::UCred {
                        pid,
                        uid: rustix::process::Uid::from_raw(uid.cast_unsigned()),
                        gid: rustix::process::Gid::from_raw(gid.cast_unsigned()),
                    });
                }
                _ => return Err(arg::unsupported("sendmsg() with ancillary data of this kind")),
            }
        }
        Ok(found)
    }
}

pub(super) const RECVMSG: Def = tail(
    "recvmsg(self, bufsize: index, ancbufsize: index=0, flags: index=0, /)",
    recvmsg,
    "Receive normal data and ancillary data: (data, ancdata, msg_flags, address).",
);
static RECVMSG_AGAIN: Def = tail("recvmsg(self, bufsize, ancbufsize, flags, end, /)", recvmsg, "");

fn recvmsg(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let n = usize::try_from(arg::c_long(&a[1])?).map_err(|_| value_error("negative buffer size in recvmsg()"))?;
    let (space, flags) = (ancillary_size(&a[2], "recvmsg")?, recv_flags(&a[3])?);
    drive(vm, a, &RECVMSG_AGAIN, Interest::Read, &mut |_, _, handle| {
        with_room(n, |room| {
            let Some((message, rows)) = receive(handle, &mut [IoSliceMut::new(room)], space, flags)? else {
                return Ok(None);
            };
            let data = Bytes::new(&room[..message.bytes.min(n)]).into();
            Ok(Some(result(data, &message, rows)))
        })
    })
}

pub(super) const RECVMSG_INTO: Def = tail(
    "recvmsg_into(self, buffers: list, ancbufsize: index=0, flags: index=0, /)",
    recvmsg_into,
    "Like recvmsg(), but scatters the data into buffers: (nbytes, ancdata, msg_flags, address).",
);
static RECVMSG_INTO_AGAIN: Def = tail("recvmsg_into(self, buffers, ancbufsize, flags, end, /)", recvmsg_into, "");

fn recvmsg_into(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (space, flags) = (ancillary_size(&a[2], "recvmsg_into")?, recv_flags(&a[3])?);
    let targets = items(&a[1])?;
    let mut sizes = Vec::with_capacity(targets.len());
    for target in &targets {
        let size = buffer::write(target, |b| b.len())?;
        sizes.push(size.ok_or_else(|| {
            type_error(format!(
                "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers, not {}",
                class_name(target)
            ))
        })?);
    }
    drive(vm, a, &RECVMSG_INTO_AGAIN, Interest::Read, &mut |_, _, handle| {
        with_room(sizes.iter().sum(), |room| {
            let Some((message, rows)) = receive(handle, &mut [IoSliceMut::new(room)], space, flags)? else {
                return Ok(None);
            };
            let mut rest = &room[..message.bytes.min(room.len())];
            for target in &targets {
                let taken = buffer::write(target, |b| {
                    let n = b.len().min(rest.len());
                    b[..n].copy_from_slice(&rest[..n]);
                    n
                })?;
                rest = &rest[taken.ok_or_else(|| not_writable(target, "recvmsg_into"))?..];
            }
            Ok(Some(result(message.bytes.into(), &message, rows)))
        })
    })
}

fn ancillary_size(v: &Value, function: &str) -> R<usize> {
    let n = v.given().map_or(Ok(0), arg::c_long)?;
    usize::try_from(n)
        .ok()
        .filter(|n| *n <= 0x7fff_ffff)
        .ok_or_else(|| value_error(format!("invalid ancillary data buffer length in {function}()")))
}

fn result(data: Value, message: &RecvMsg, rows: Vec<Value>) -> Value {
    let flags = message.flags.bits().cast_signed();
    let address = address::make(message.address.as_ref());
    Tuple::from_array([data, List::from_vec(rows).into(), flags.into(), address]).into()
}

/// Receives a message, with room for `space` bytes of ancillary data. None: there is none yet.
fn receive(
    handle: &Fd,
    parts: &mut [IoSliceMut<'_>],
    space: usize,
    flags: RecvFlags,
) -> R<Option<(RecvMsg, Vec<Value>)>> {
    let flags = if space > 0 { flags | RecvFlags::CMSG_CLOEXEC } else { flags };
    let mut room = vec![MaybeUninit::uninit(); space];
    let mut control = RecvAncillaryBuffer::new(&mut room);
    let Some(mut message) = outcome(|| net::recvmsg(handle, parts, &mut control, flags))? else {
        return Ok(None);
    };
    // That descriptors are closed when another program starts is the system's own flag.
    message.flags.remove(ReturnFlags::CMSG_CLOEXEC);
    let mut rows = Vec::new();
    for part in control.drain() {
        let (kind, data): (i32, Vec<u8>) = match part {
            RecvAncillaryMessage::ScmRights(descriptors) => {
                let mut data = Vec::new();
                for descriptor in descriptors {
                    data.extend(fd::insert(descriptor).map_err(system::os_error)?.to_ne_bytes());
                }
                (libc::SCM_RIGHTS, data)
            }
            #[cfg(target_os = "linux")]
            RecvAncillaryMessage::ScmCredentials(who) => (libc::SCM_CREDENTIALS, credentials(&who)),
            _ => continue,
        };
        rows.push(Tuple::from_array([libc::SOL_SOCKET.into(), kind.into(), Bytes::new(&data).into()]).into());
    }
    Ok(Some((message, rows)))
}

/// Who is at the other end, as the system lays it out.
#[cfg(target_os = "linux")]
pub(super) fn credentials(who: &net::UCred) -> Vec<u8> {
    let numbers = [who.pid.as_raw_nonzero().get().cast_unsigned(), who.uid.as_raw(), who.gid.as_raw()];
    numbers.iter().flat_map(|n| n.to_ne_bytes()).collect()
}

/// `CMSG_LEN` and `CMSG_SPACE`: how much a message of `n` bytes takes, without or with the padding behind it.
pub(super) fn space(v: &Value, padded: bool) -> R<Value> {
    let word = size_of::<usize>();
    // The header is a length and two ints.
    let head = (word + 8).next_multiple_of(word);
    let n = usize::try_from(arg::c_long(v)?).ok().filter(|n| *n <= 0x7fff_ffff - 2 * head);
    let n = n.ok_or_else(|| pausa_vm::exc::overflow_error("CMSG_LEN() argument out of range"))?;
    Ok((head + if padded { n.next_multiple_of(word) } else { n }).into())
}
