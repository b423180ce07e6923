//! Waiting for child processes, and what their status means.

use pausa_runtime::io::Failure;
use pausa_vm::exc::value_error;
use pausa_vm::native::{Def, Next, pure, tail};
use pausa_vm::object::Tuple;
use pausa_vm::{R, Value, Vm};
use rustix::io::Errno;
use rustix::process::{Pid, WaitOptions, WaitStatus};

use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    tail("wait()", |vm, _| wait_for(vm, -1, WaitOptions::empty()), "Wait for completion of a child process."),
    WAITPID,
    #[cfg(target_os = "linux")]
    pure(
        "pidfd_open(pid: index, flags: index=0)",
        pidfd_open,
        "Return a file descriptor referring to the process *pid*.\n\nThe descriptor can be used to perform process management without races and\nsignals.",
    ),
    pure("waitstatus_to_exitcode(status: index)", exitcode, "Convert a wait status to an exit code."),
    pure(
        "WCOREDUMP(status: index, /)",
        |_, a| Ok(Value::bool(status(a)? & 0x80 != 0)),
        "Return True if the process returning status was dumped to a core file.",
    ),
    pure(
        "WIFCONTINUED(status: index)",
        |_, a| Ok(Value::bool(status(a)? == 0xffff)),
        "Return True if a particular process was continued from a job control stop.",
    ),
    pure(
        "WIFSTOPPED(status: index)",
        |_, a| Ok(Value::bool(stopped(status(a)?))),
        "Return True if the process returning status was stopped.",
    ),
    pure(
        "WIFSIGNALED(status: index)",
        |_, a| Ok(Value::bool(signaled(status(a)?))),
        "Return True if the process returning status was terminated by a signal.",
    ),
    pure(
        "WIFEXITED(status: index)",
        |_, a| Ok(Value::bool(exited(status(a)?))),
        "Return True if the process returning status exited via the exit() system call.",
    ),
    pure(
        "WEXITSTATUS(status: index)",
        |_, a| Ok((status(a)? >> 8 & 0xff).into()),
        "Return the process return code from status.",
    ),
    pure(
        "WTERMSIG(status: index)",
        |_, a| Ok((status(a)? & 0x7f).into()),
        "Return the signal that terminated the process that provided the status value.",
    ),
    pure(
        "WSTOPSIG(status: index)",
        |_, a| Ok((status(a)? >> 8 & 0xff).into()),
        "Return the signal that stopped the process that provided the status value.",
    ),
];

const WAITPID: Def =
    tail("waitpid(pid: index, options: index, /)", waitpid, "Wait for completion of a given child process.");

static AGAIN: Def = WAITPID;

fn status(args: &[Value]) -> R<i32> {
    arg::c_int(&args[0])
}

fn exited(status: i32) -> bool {
    status & 0x7f == 0
}

fn stopped(status: i32) -> bool {
    status & 0xff == 0x7f
}

fn signaled(status: i32) -> bool {
    !exited(status) && status & 0x7f != 0x7f
}

fn exitcode(_: &mut Vm, args: &[Value]) -> R {
    let status = status(args)?;
    if exited(status) {
        return Ok((status >> 8 & 0xff).into());
    }
    if signaled(status) {
        return Ok((-(status & 0x7f)).into());
    }
    if stopped(status) {
        return Err(value_error(format!("process stopped by delivery of signal {}", status >> 8 & 0xff)));
    }
    Err(value_error(format!("invalid wait status: {status}")))
}

#[cfg(target_os = "linux")]
fn pidfd_open(_: &mut Vm, args: &[Value]) -> R {
    use rustix::process::PidfdFlags;
    let flags = args[1].given().map_or(Ok(0), arg::c_int)?;
    let (pid, flags) = (Pid::from_raw(arg::c_int(&args[0])?), PidfdFlags::from_bits(flags.cast_unsigned()));
    let (Some(pid), Some(flags)) = (pid, flags) else { return Err(system::os_error(Errno::INVAL)) };
    let handle = rustix::process::pidfd_open(pid, flags).map_err(system::os_error)?;
    Ok(pausa_runtime::fd::insert(handle).map_err(system::os_error)?.into())
}

fn waitpid(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let options = WaitOptions::from_bits_retain(arg::c_int(&args[1])?.cast_unsigned());
    wait_for(vm, arg::c_int(&args[0])?, options)
}

/// Whoever records who ran when hears of a child's end.
fn note_end(vm: &mut Vm, (pid, status): (Pid, WaitStatus)) {
    if status.exited() || status.signaled() {
        crate::timeline::child_ended(vm, pid.as_raw_pid().cast_unsigned());
    }
}

/// Waits for a child: that with a number, any (-1), any of this process's group (0) or of another one.
fn wait_for(vm: &mut Vm, pid: i32, options: WaitOptions) -> R<Next> {
    let ask = |options| -> Result<Option<(Pid, WaitStatus)>, Errno> {
        match pid {
            -1 => rustix::process::wait(options),
            n if n < 0 => match n.checked_neg().and_then(Pid::from_raw) {
                Some(group) => rustix::process::waitpgid(group, options),
                None => Err(Errno::CHILD),
            },
            n => rustix::process::waitpid(Pid::from_raw(n), options),
        }
    };
    let ended = |found: Option<(Pid, WaitStatus)>| {
        let (pid, status) = found.map_or((0, 0), |(pid, status)| (pid.as_raw_pid(), status.as_raw()));
        Next::Value(Tuple::from_vec(vec![pid.into(), status.into()]).into())
    };
    let now = options | WaitOptions::NOHANG;
    // A signal may have come to the child and to this process. If its handler raises an exception, nobody has waited for the child yet.
    if system::is_signalled(vm) && !options.contains(WaitOptions::NOHANG) {
        return system::call_again(vm, &AGAIN, "posix", &[pid.into(), options.bits().cast_signed().into()]);
    }
    if let Some(found) = ask(now).map_err(system::os_error)? {
        note_end(vm, found);
        return Ok(ended(Some(found)));
    }
    if options.contains(WaitOptions::NOHANG) {
        return Ok(ended(None));
    }
    if system::has_other_threads(vm) {
        let options = options.bits().cast_signed();
        return Ok(system::look_again(&AGAIN, &[pid.into(), options.into()], None));
    }
    let mut watch = system::watch_all(vm);
    let handle = Pid::from_raw(pid).filter(|_| pid > 0).and_then(pausa_runtime::process::handle);
    let mut pause = 200_000;
    loop {
        // The system's own wait would not end for a signal whose handler is the program's.
        let waited = match (&handle, options.contains(WaitOptions::UNTRACED)) {
            (Some(handle), false) => pausa_runtime::io::wait_readable(handle, &mut watch),
            _ => pausa_runtime::clock::sleep(pause, &mut watch).map_err(Failure::from),
        };
        if waited.is_err() || watch() {
            let options = options.bits().cast_signed();
            return system::call_again(vm, &AGAIN, "posix", &[pid.into(), options.into()]);
        }
        if let Some(found) = ask(now).map_err(system::os_error)? {
            note_end(vm, found);
            return Ok(ended(Some(found)));
        }
        pause = (pause * 2).min(10_000_000);
    }
}
