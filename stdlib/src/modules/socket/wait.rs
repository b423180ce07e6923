//! Waiting for a socket: an operation is tried, and if it would block, the thread waits until it is worth trying again.
//!
//! Sockets without timeout block for the program only: to the system every operation is one that does not wait, so that the other
//! threads of the program run meanwhile.

use pausa_runtime::clock::Clock;
use pausa_runtime::fd::{self, Fd};
use pausa_vm::native::{Args, Def, Next, this};
use pausa_vm::thread::Descriptor;
use pausa_vm::{Exc, ExcKind, R, Value, Vm};
use rustix::io::Errno;

use super::object::Socket;
use crate::modules::{arg, system};

/// What an operation waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Interest {
    Read,
    Write,
}

/// `TimeoutError('timed out')`
#[cold]
pub(super) fn timed_out() -> Exc {
    Exc::msg(ExcKind::TimeoutError, "timed out")
}

/// When the wait ends that begins now: never, or at some time. None: the socket does not block.
pub(super) fn end_of(s: &Socket) -> Option<Option<i64>> {
    match s.timeout.get() {
        Some(0) => None,
        Some(patience) => Some(Some(Clock::Monotonic.now().saturating_add(patience))),
        None => Some(None),
    }
}

fn end_from(v: &Value) -> R<Option<i64>> {
    arg::some(v).map(arg::c_long).transpose()
}

/// Waits until the socket is ready, or until `end`, and then calls `again`. Whoever calls this has tried already.
pub(super) fn wait(
    vm: &mut Vm,
    socket: &Socket,
    interest: Interest,
    end: Option<i64>,
    again: &'static Def,
    args: &[Value],
) -> R<Next> {
    if end.is_some_and(|end| Clock::Monotonic.now() >= end) {
        return Err(timed_out());
    }
    if system::is_signalled(vm) {
        return system::call_again(vm, again, "_socket", args);
    }
    let wanted = Descriptor {
        number: socket.fd.get(),
        readable: interest == Interest::Read,
        writable: interest == Interest::Write,
        priority: false,
    };
    Ok(system::await_ready(vec![wanted], end, again, args))
}

/// What is done with a socket: None where it would block.
type Operation<'a> = dyn FnMut(&mut Vm, &Socket, &Fd) -> R<Option<Value>> + 'a;

/// Does an operation on the socket `args[0]`. It answers None where it would block; then the thread waits, and tries again. `again` is a
/// function with the same parameters and one more, the end of the wait, and does the same.
pub(super) fn drive(
    vm: &mut Vm,
    args: &[Value],
    again: &'static Def,
    interest: Interest,
    operation: &mut Operation<'_>,
) -> R<Next> {
    let socket = this::<Socket>(args)?;
    let handle = socket.handle()?;
    if let Some(v) = operation(vm, socket, &handle)? {
        return Ok(Next::Value(v));
    }
    let place = again.sig.slots() - 1;
    let end = match args.get(place) {
        Some(end) => end_from(end)?,
        None => end_of(socket).ok_or_else(|| system::os_error(Errno::AGAIN))?,
    };
    let all: Args = args[..place].iter().cloned().chain([end.map_or(Value::NONE, Value::from)]).collect();
    wait(vm, socket, interest, end, again, &all)
}

/// The outcome of a system call that does not wait: None if it would.
pub(super) fn outcome<T>(mut call: impl FnMut() -> Result<T, Errno>) -> R<Option<T>> {
    loop {
        match call() {
            Ok(v) => return Ok(Some(v)),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => return Ok(None),
            Err(e) => return Err(system::os_error(e)),
        }
    }
}

/// The open descriptor with a number.
pub(super) fn open(number: i32) -> R<Fd> {
    fd::get(number).map_err(system::os_error)
}
