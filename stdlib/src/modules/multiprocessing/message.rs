//! Messages over a stream: the length in four bytes, most significant first, then the bytes. Where the length does not fit, it is -1, and
//! eight bytes follow with the length itself.
//!
//! Nothing is read beyond the message, for the next one may be somebody else's. How far a message has come is an argument of the
//! function that goes on with it.
//!
//! Messages of queues are taken while a lock is held, by whoever comes first, and padded if they are short.

use pausa_runtime::{fd, io as runtime_io};
use pausa_vm::exc::{memory_error, type_error};
use pausa_vm::native::{Def, Next, tail};
use pausa_vm::object::{ByteArray, Bytes};
use pausa_vm::thread::Descriptor;
use pausa_vm::{Exc, ExcKind, R, Value, Vm, buffer};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, recv, send};

use super::semaphore::SemLock;
use crate::modules::{arg, system};

/// What a function does that cannot go on with the descriptor yet.
fn wait(vm: &mut Vm, number: i32, writable: bool, again: &'static Def, args: &[Value]) -> R<Option<Next>> {
    if system::is_signalled(vm) {
        return system::call_again(vm, again, "_multiprocessing", args).map(Some);
    }
    if system::has_other_threads(vm) {
        let wanted = Descriptor { number, readable: !writable, writable, priority: false };
        return Ok(Some(system::await_ready(vec![wanted], None, again, args)));
    }
    let handle = fd::get(number).map_err(system::os_error)?;
    let flags = if writable { PollFlags::OUT } else { PollFlags::IN };
    let mut fds = [PollFd::new(&handle, flags)];
    match runtime_io::wait_any(&mut fds, None, &mut system::watch_all(vm)) {
        Ok(()) | Err(runtime_io::Failure::Interrupted) => Ok(None),
        Err(e) => Err(system::failure(vm, e)),
    }
}

fn broken(text: &str) -> Exc {
    Exc::msg(ExcKind::OSError, text)
}

fn ended() -> Exc {
    Exc::with_args(ExcKind::EOFError, Vec::new())
}

pub(super) fn receive(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let part: Value = ByteArray::new(Vec::new()).into();
    let most = a[1].given().cloned().unwrap_or(Value::small_int(-1));
    receive_rest(vm, &[a[0].clone(), most, part])
}

static RECEIVE_REST: Def = tail("receive(fd, most, part, /)", receive_rest, "");

/// How long the message is with its head, as far as `part`, its beginning, tells.
fn whole(part: &[u8]) -> usize {
    let Some((head, rest)) = part.split_first_chunk::<4>() else { return 4 };
    match usize::try_from(i32::from_be_bytes(*head)) {
        Ok(n) => 4 + n,
        Err(_) => match rest.first_chunk::<8>() {
            Some(long) => usize::try_from(u64::from_be_bytes(*long)).unwrap_or(usize::MAX).saturating_add(12),
            None => 12,
        },
    }
}

/// How many bytes the head has.
fn head(part: &[u8]) -> usize {
    if part.first().is_some_and(|b| *b >= 0x80) { 12 } else { 4 }
}

/// How far a message has come.
enum Come {
    /// All of it.
    Whole(Value),
    /// It has to be waited for.
    Not(Next),
}

fn receive_rest(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let most = a[1].as_i64().and_then(|n| usize::try_from(n).ok());
    let Some(part) = a[2].cast::<ByteArray>() else { return Err(ended()) };
    match read_on(vm, arg::c_int(&a[0])?, &part, most, 0, &RECEIVE_REST, a)? {
        Come::Whole(v) => Ok(Next::Value(v)),
        Come::Not(next) => Ok(next),
    }
}

/// Reads on until the message is there, which takes at least `least` bytes; waits in a call of `again`.
fn read_on(
    vm: &mut Vm,
    number: i32,
    part: &ByteArray,
    most: Option<usize>,
    least: usize,
    again: &'static Def,
    args: &[Value],
) -> R<Come> {
    // The largest piece for which room is made before it has come.
    const PIECE: usize = 1 << 20;
    loop {
        let (have, end, head) = {
            let part = part.bytes();
            (part.len(), whole(&part), head(&part))
        };
        let want = end.max(least);
        if have >= 4 && have >= want {
            let part = part.bytes();
            return Ok(Come::Whole(Bytes::new(part.get(head..end).unwrap_or_default()).into()));
        }
        if have >= head && most.is_some_and(|most| end - head > most) {
            return Err(broken("bad message length"));
        }
        let room = (want - have).min(PIECE);
        let got = {
            let handle = fd::get(number).map_err(system::os_error)?;
            let mut part = part.bytes_mut();
            part.try_reserve(room).map_err(|_| memory_error())?;
            part.resize(have + room, 0);
            let got = recv(&handle, &mut part[have..], RecvFlags::DONTWAIT).map(|(n, _)| n);
            part.truncate(have + *got.as_ref().unwrap_or(&0));
            got
        };
        match got {
            Ok(0) if have == 0 => return Err(ended()),
            Ok(0) => return Err(broken("got end of file during message")),
            Ok(_) => {}
            Err(Errno::AGAIN) => {
                if let Some(next) = wait(vm, number, false, again, args)? {
                    return Ok(Come::Not(next));
                }
            }
            Err(Errno::INTR) => {}
            Err(Errno::CONNRESET) if have == 0 => return Err(ended()),
            Err(e) => return Err(system::os_error(e)),
        }
    }
}

/// The head of a message with so many bytes.
fn head_of(n: usize) -> Vec<u8> {
    match i32::try_from(n) {
        Ok(n) => n.to_be_bytes().to_vec(),
        Err(_) => {
            let mut head = (-1i32).to_be_bytes().to_vec();
            head.extend_from_slice(&(n as u64).to_be_bytes());
            head
        }
    }
}

fn frame(_: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[0])?;
    let head = head_of(data.len());
    Bytes::try_concat(&[&head, &data]).map(Value::from).ok_or_else(memory_error)
}

pub(super) fn send_message(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let framed = frame(vm, &a[1..])?;
    send_rest(vm, &[a[0].clone(), framed, Value::small_int(0)])
}

pub(super) fn send_framed(vm: &mut Vm, a: &[Value]) -> R<Next> {
    send_rest(vm, &[a[0].clone(), a[1].clone(), Value::small_int(0)])
}

/// Messages of queues take no less, so that one call of the system reads those that are short.
const SLOT: usize = 64;

/// `slot(data)`
pub(super) fn slot(_: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[0])?;
    let head = head_of(data.len());
    let rest = [0; SLOT];
    let rest = &rest[..SLOT.saturating_sub(head.len() + data.len())];
    Bytes::try_concat(&[&head, &data, rest]).map(Value::from).ok_or_else(memory_error)
}

static TAKE: Def = tail("take(fd, lock, /)", take, "");

/// `take(fd, lock)`: whoever calls it releases the lock if it raises an exception while it holds it.
pub(super) fn take(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let lock = a[1].downcast::<SemLock>().ok_or_else(|| type_error("take() needs a SemLock"))?;
    while !lock.take(vm.thread())? {
        if let Some(next) = wait(vm, lock.number(), false, &TAKE, a)? {
            return Ok(next);
        }
    }
    take_held(vm, a)
}

/// `take_held(fd, lock)`: the same for who holds the lock.
pub(super) fn take_held(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let lock = a[1].downcast::<SemLock>().ok_or_else(|| type_error("take() needs a SemLock"))?;
    let mut slot = [0; SLOT];
    let got = {
        let handle = fd::get(arg::c_int(&a[0])?).map_err(system::os_error)?;
        recv(&handle, &mut slot, RecvFlags::DONTWAIT).map(|(n, _)| n)
    };
    let have = match got {
        Ok(0) => return Err(ended()),
        Ok(n) => n,
        // What else there may be is met again.
        Err(_) => 0,
    };
    let end = whole(&slot);
    if have == SLOT && end <= SLOT {
        lock.give(1)?;
        return Ok(Next::Value(Bytes::new(&slot[4..end]).into()));
    }
    let part: Value = ByteArray::new(slot[..have].to_vec()).into();
    take_rest(vm, &[a[0].clone(), a[1].clone(), part])
}

static TAKE_REST: Def = tail("take(fd, lock, part, /)", take_rest, "");

fn take_rest(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let lock = a[1].downcast::<SemLock>().ok_or_else(|| type_error("take() needs a SemLock"))?;
    let Some(part) = a[2].cast::<ByteArray>() else { return Err(ended()) };
    match read_on(vm, arg::c_int(&a[0])?, &part, None, SLOT, &TAKE_REST, a)? {
        Come::Whole(v) => {
            lock.give(1)?;
            Ok(Next::Value(v))
        }
        Come::Not(next) => Ok(next),
    }
}

static SEND_REST: Def = tail("send(fd, data, done, /)", send_rest, "");

fn send_rest(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let number = arg::c_int(&a[0])?;
    let data = buffer::require(&a[1])?;
    let mut done = a[2].as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    while done < data.len() {
        let sent = {
            let handle = fd::get(number).map_err(system::os_error)?;
            send(&handle, &data[done..], SendFlags::DONTWAIT | SendFlags::NOSIGNAL)
        };
        match sent {
            Ok(n) => done += n,
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let args = [a[0].clone(), a[1].clone(), done.into()];
                if let Some(next) = wait(vm, number, true, &SEND_REST, &args)? {
                    return Ok(next);
                }
            }
            Err(e) => return Err(system::os_error(e)),
        }
    }
    Ok(Next::Value(Value::NONE))
}
