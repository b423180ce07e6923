//! `select`: waiting for descriptors.
//!
//! * `poll`: `poll` objects;
//! * `epoll`: `epoll` objects, where the system has them.
//!
//! A signal whose handler is the program's interrupts a wait; the wait goes on when the handler has run.

#[cfg(target_os = "linux")]
mod epoll;
mod poll;

use pausa_runtime::clock::Clock;
use pausa_runtime::fd::{self, Fd};
use pausa_runtime::io as runtime_io;
use pausa_vm::builtins::module_function;
use pausa_vm::exc::{overflow_error, type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{List, Module, Tuple};
use pausa_vm::thread::Descriptor;
use pausa_vm::types::define;
use pausa_vm::{ExcKind, Obj, R, Value, Vm};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;

use super::time::seconds::{Rounding, nanoseconds};
use super::{arg, system};

/// `select`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "select",
    doc: "This module supports asynchronous I/O on multiple file descriptors.\n\n*** IMPORTANT NOTICE ***\nOn Windows, only sockets are supported; on Unix, all file descriptors.",
    defs: DEFS,
    init,
};

const DEFS: &[Def] = &[
    pure("poll()", poll::make, "Returns a polling object."),
    tail(
        "select(rlist, wlist, xlist, timeout=None, /)",
        |vm, a| {
            let timeout = a[3].given().cloned().unwrap_or(Value::NONE);
            Ok(Next::call(vm.prelude("select_any")?, [a[0].clone(), a[1].clone(), a[2].clone(), timeout]))
        },
        "Wait until one or more file descriptors are ready for some kind of I/O.",
    ),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[tail("_select_ready(readers, writers, others, timeout, /)", select_ready, "")];

macro_rules! flags {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i32)),*] };
}

const FLAGS: &[(&str, i32)] =
    flags! { POLLIN POLLPRI POLLOUT POLLERR POLLHUP POLLNVAL POLLRDNORM POLLRDBAND POLLWRNORM POLLWRBAND };
#[cfg(target_os = "linux")]
const MORE: &[(&str, i32)] = &[("POLLMSG", 0x400), ("POLLRDHUP", libc::POLLRDHUP as i32)];
#[cfg(not(target_os = "linux"))]
const MORE: &[(&str, i32)] = &[];

/// How many bytes a pipe takes at once.
#[cfg(target_os = "linux")]
const PIPE_BUF: usize = libc::PIPE_BUF;
#[cfg(not(target_os = "linux"))]
const PIPE_BUF: usize = 512;

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    for (name, number) in FLAGS.iter().chain(MORE) {
        m.dict.insert_str(name, Value::from(*number));
    }
    m.dict.insert_str("PIPE_BUF", PIPE_BUF.into());
    m.dict.insert_str("error", ExcKind::OSError.class().into());
    vm.register_native_type::<poll::Poll>(define(&poll::SPEC, None));
    #[cfg(target_os = "linux")]
    epoll::fill(vm, m);
    Ok(())
}

/// What a wait ended with.
enum Waited {
    /// What is true of each descriptor.
    Ready(Vec<PollFlags>),
    /// A signal, whose handler is to run.
    Signal,
    /// Nothing yet.
    Later,
}

/// Looks whether something that is asked for is true of a descriptor, in a wait until `end` in monotonic time.
fn wait(vm: &Vm, wanted: &[(i32, PollFlags)], end: Option<i64>) -> R<Waited> {
    let fds: Vec<Option<Fd>> = wanted.iter().map(|(number, _)| fd::get(*number).ok()).collect();
    let mut open: Vec<PollFd<'_>> =
        fds.iter().zip(wanted).filter_map(|(fd, (_, flags))| fd.as_ref().map(|fd| PollFd::new(fd, *flags))).collect();
    if system::is_signalled(vm) {
        return Ok(Waited::Signal);
    }
    match runtime_io::wait_any(&mut open, Some(0), &mut || false) {
        Ok(()) => {}
        Err(e) => return Err(system::failure(vm, e)),
    }
    // That there is no such descriptor is known at once.
    let patient = open.len() == wanted.len() && end.is_none_or(|end| Clock::Monotonic.now() < end);
    if patient && open.iter().all(|fd| fd.revents().is_empty()) {
        return Ok(Waited::Later);
    }
    let mut found = open.iter().map(PollFd::revents);
    let ready = fds.iter().map(|fd| match fd {
        Some(_) => found.next().unwrap_or(PollFlags::empty()),
        None => PollFlags::NVAL,
    });
    Ok(Waited::Ready(ready.collect()))
}

/// Goes on with a wait that has not ended yet.
fn go_on(
    vm: &mut Vm,
    waited: Waited,
    wanted: &[(i32, PollFlags)],
    def: &'static Def,
    args: &[Value],
    end: Option<i64>,
) -> R<Next> {
    match waited {
        Waited::Later => Ok(system::await_ready(wanted.iter().map(descriptor).collect(), end, def, args)),
        Waited::Signal | Waited::Ready(_) => system::call_again(vm, def, "select", args),
    }
}

fn descriptor((number, flags): &(i32, PollFlags)) -> Descriptor {
    Descriptor {
        number: *number,
        readable: flags.intersects(PollFlags::IN | PollFlags::RDNORM),
        writable: flags.intersects(PollFlags::OUT | PollFlags::WRNORM),
        priority: flags.contains(PollFlags::PRI),
    }
}

/// When a wait ends that takes so many units of `unit` nanoseconds; None for one without end.
fn end_of(timeout: &Value, unit: i64, wrong: &'static str) -> R<Option<i64>> {
    let Some(v) = arg::some(timeout) else {
        return Ok(None);
    };
    if v.as_float().is_none() && !v.is_int() {
        return Err(type_error(wrong));
    }
    let duration = if unit == 1_000_000_000 {
        nanoseconds(v, Rounding::Ceiling)?
    } else {
        let f = arg::float(v)?;
        if f.is_nan() {
            return Err(value_error("Invalid value NaN (not a number)"));
        }
        let n = (f * unit as f64).ceil();
        if n.abs() > 9.2e18 {
            return Err(overflow_error("timeout is too large"));
        }
        n as i64
    };
    if duration < 0 {
        return Ok(None);
    }
    Ok(Some(Clock::Monotonic.now().saturating_add(duration)))
}

/// The end of a wait as an argument of the call that goes on with it.
fn end_value(end: Option<i64>) -> Value {
    end.map_or(Value::NONE, Value::from)
}

fn end_from(v: &Value) -> R<Option<i64>> {
    arg::some(v).map(arg::c_long).transpose()
}

/// Calls `def` with the descriptor of a file, which user code may have to tell, in its place.
fn with_fileno(vm: &mut Vm, def: &'static Def, args: &[Value]) -> R<Next> {
    let function = module_function(def, "select");
    let rest = args.iter().filter(|v| v.given().is_some()).cloned();
    Ok(Next::call(vm.prelude("call_with_fileno")?, [function].into_iter().chain(rest)))
}

fn select_ready(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if let Some(v) = arg::some(&args[3])
        && (v.as_float().is_some_and(|f| f < 0.0) || v.as_i64().is_some_and(|n| n < 0))
    {
        return Err(value_error("timeout must be non-negative"));
    }
    let end = end_of(&args[3], 1_000_000_000, "timeout must be a float or None")?;
    select_until(vm, &args[..3], end)
}

static SELECT_UNTIL: Def = tail(
    "select(readers, writers, others, end, /)",
    |vm, a| {
        let end = end_from(&a[3])?;
        select_until(vm, &a[..3], end)
    },
    "",
);

/// What `select` understands by readable, writable and exceptional.
const MEANING: [(PollFlags, PollFlags); 3] = [
    (PollFlags::IN, PollFlags::IN.union(PollFlags::HUP).union(PollFlags::ERR)),
    (PollFlags::OUT, PollFlags::OUT.union(PollFlags::ERR)),
    (PollFlags::PRI, PollFlags::PRI),
];

/// The places, in three lists of descriptors, of those that are ready.
fn select_until(vm: &mut Vm, lists: &[Value], end: Option<i64>) -> R<Next> {
    let mut wanted = Vec::new();
    for (list, (flags, _)) in lists.iter().zip(MEANING) {
        for v in pausa_vm::ops::iterate::collect(list)?.unwrap_or_default() {
            let number = arg::c_int(&v)?;
            if number >= 1024 {
                return Err(value_error("filedescriptor out of range in select()"));
            }
            wanted.push((number, flags));
        }
    }
    let ready = match wait(vm, &wanted, end)? {
        Waited::Ready(ready) => ready,
        other => {
            let args: Vec<Value> = lists.iter().cloned().chain([end_value(end)]).collect();
            return go_on(vm, other, &wanted, &SELECT_UNTIL, &args, end);
        }
    };
    if ready.contains(&PollFlags::NVAL) {
        return Err(system::os_error(Errno::BADF));
    }
    let mut ready = ready.into_iter();
    let mut result = Vec::new();
    for (list, (_, meaning)) in lists.iter().zip(MEANING) {
        let n = list.downcast::<List>().map_or(0, |l| l.items().len());
        let places = ready.by_ref().take(n).enumerate().filter(|(_, found)| found.intersects(meaning));
        result.push(List::from_vec(places.map(|(place, _)| place.into()).collect()).into());
    }
    Ok(Next::Value(Tuple::from_vec(result).into()))
}
