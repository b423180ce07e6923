//! Waiting for signals that are held back: `sigwait`, `sigwaitinfo`, `sigtimedwait`. A descriptor of the system's (a signalfd) says
//! when one has come, so that other threads run while one waits.

use std::cell::RefCell;
use std::collections::HashMap;
use std::os::fd::{AsFd, AsRawFd};

use nix::sys::signal::SigSet;
use nix::sys::signalfd::{SfdFlags, SignalFd, siginfo};
use pausa_runtime::clock::Clock;
use pausa_runtime::io as runtime_io;
use pausa_vm::exc::value_error;
use pausa_vm::native::{Def, Next, tail};
use pausa_vm::object::{Module, Tuple};
use pausa_vm::thread::Descriptor;
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::{Obj, R, Value, Vm};
use rustix::event::{PollFd, PollFlags};

use super::signals;
use crate::modules::posix::nix_error;
use crate::modules::system;
use crate::modules::time::seconds::{Rounding, nanoseconds};

pub(super) const SIGWAIT: Def = tail("sigwait(sigset: list, /)", sigwait, "Wait for a signal.");
pub(super) const SIGWAITINFO: Def = tail(
    "sigwaitinfo(sigset: list, /)",
    sigwaitinfo,
    "Wait synchronously until one of the signals in *sigset* is delivered.\n\nReturns a struct_siginfo containing information about the signal.",
);
pub(super) const SIGTIMEDWAIT: Def = tail(
    "sigtimedwait(sigset: list, timeout, /)",
    sigtimedwait,
    "Like sigwaitinfo(), but with a timeout.\n\nThe timeout is specified in seconds, with floating point numbers allowed.",
);

/// What is called again when a thread wakes that waits: the signals as a list, the end as an int or None, whether the answer is
/// all that is known of the signal.
static WAIT: Def = tail("sigwait(sigset, end, full)", wait, "");

static SIGINFO: StructSpec = StructSpec {
    name: "struct_siginfo",
    module: "signal",
    doc: "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.",
    fields: &[
        ("si_signo", "signal number"),
        ("si_code", "signal code"),
        ("si_errno", "errno associated with this signal"),
        ("si_pid", "sending process ID"),
        ("si_uid", "real user ID of sending process"),
        ("si_status", "exit value or signal"),
        ("si_band", "band event for SIGPOLL"),
    ],
    visible: 7,
    constructible: true,
};

pub(super) fn init(m: &Obj<Module>) {
    m.dict.insert_str("struct_siginfo", structseq::class(&SIGINFO).into());
}

/// The descriptors, by the signals that they tell of. There are few, so they stay.
#[derive(Default)]
struct Watched(RefCell<HashMap<Vec<i32>, SignalFd>>);

fn sigwait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    wait(vm, &[numbers(&a[0])?, Value::NONE, Value::FALSE])
}

fn sigwaitinfo(vm: &mut Vm, a: &[Value]) -> R<Next> {
    wait(vm, &[numbers(&a[0])?, Value::NONE, Value::TRUE])
}

fn sigtimedwait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let patience = nanoseconds(&a[1], Rounding::Ceiling)?;
    if patience < 0 {
        return Err(value_error("timeout must be non-negative"));
    }
    wait(vm, &[numbers(&a[0])?, Clock::Monotonic.now().saturating_add(patience).into(), Value::TRUE])
}

/// The signals of a list as a tuple that nobody changes.
fn numbers(v: &Value) -> R {
    Ok(Tuple::from_vec(signals(v)?.iter().map(|s| (s as i32).into()).collect()).into())
}

fn set_of(v: &Value) -> R<(Vec<i32>, SigSet)> {
    let set = signals(v)?;
    Ok((set.iter().map(|s| s as i32).collect(), set))
}

fn wait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let until = a[1].as_i64();
    let full = a[2].as_i64() == Some(1);
    let (key, set) = set_of(&a[0])?;
    loop {
        let number = {
            let mut all = vm.state::<Watched>().0.borrow_mut();
            if !all.contains_key(&key) {
                let flags = SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC;
                all.insert(key.clone(), SignalFd::with_flags(&set, flags).map_err(nix_error)?);
            }
            let Some(fd) = all.get(&key) else { continue };
            if let Some(info) = fd.read_signal().map_err(nix_error)? {
                return Ok(Next::Value(if full { details(&info) } else { (info.ssi_signo as i32).into() }));
            }
            fd.as_raw_fd()
        };
        if until.is_some_and(|end| Clock::Monotonic.now() >= end) {
            return Ok(Next::Value(Value::NONE));
        }
        if system::is_signalled(vm) {
            return system::call_again(vm, &WAIT, "signal", a);
        }
        if system::has_other_threads(vm) {
            let wanted = Descriptor { number, readable: true, writable: false, priority: false };
            return Ok(system::await_ready(vec![wanted], until, &WAIT, a));
        }
        let mut watch = system::watch_all(vm);
        let all = vm.state::<Watched>().0.borrow();
        let Some(fd) = all.get(&key) else { continue };
        let mut fds = [PollFd::from_borrowed_fd(fd.as_fd(), PollFlags::IN)];
        let waited = runtime_io::wait_any(&mut fds, until, &mut watch);
        drop(all);
        match waited {
            Ok(()) | Err(runtime_io::Failure::Interrupted) => {}
            Err(e) => return Err(system::failure(vm, e)),
        }
    }
}

fn details(info: &siginfo) -> Value {
    let fields = vec![
        (info.ssi_signo as i32).into(),
        info.ssi_code.into(),
        info.ssi_errno.into(),
        (info.ssi_pid as i32).into(),
        i64::from(info.ssi_uid).into(),
        info.ssi_status.into(),
        i64::from(info.ssi_band).into(),
    ];
    structseq::make(&structseq::class(&SIGINFO), fields)
}
