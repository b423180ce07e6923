//! `_signal`: handlers of signals, which the interpreter calls between two instructions, and timers.

use std::cell::RefCell;
use std::sync::atomic::Ordering;

use nix::sys::signal::{SigSet, SigmaskHow, Signal};
use nix::sys::time::TimeSpec;
use nix::sys::timer::{Expiration, Timer, TimerSetTimeFlags};
use pausa_runtime::interrupt;
use pausa_vm::exc::{not_implemented_error, type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Module, NativeFunction, Set, SetTable, Tuple, TypeRef};
use pausa_vm::types::code::view;
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};
use rustix::io::Errno;

use super::posix::nix_error;
use super::{arg, system};

#[cfg(target_os = "linux")]
mod wait;

/// `_signal`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_signal",
    doc: "This module provides mechanisms to use signal handlers in Python.",
    defs: &[
        pure("signal(signalnum: index, handler, /)", set_handler, "Set the action for the given signal."),
        pure(
            "_do_not_await_sigint()",
            |_, _| {
                interrupt::do_not_await_sigint();
                Ok(Value::NONE)
            },
            "The handler of SIGINT only ends the program in order: nobody waits for it.",
        ),
        pure("getsignal(signalnum: index, /)", getsignal, "Return the current action for the given signal."),
        DEFAULT_INT_HANDLER,
        pure("raise_signal(signalnum: index, /)", raise_signal, "Send a signal to the executing process."),
        pure("strsignal(signalnum: index, /)", strsignal, "Return the system description of the given signal."),
        pure("valid_signals()", |_, _| set_of(valid()), "Return a set of valid signal numbers on this platform."),
        pure("alarm(seconds: index, /)", alarm, "Arrange for SIGALRM to arrive after the given number of seconds."),
        pure(
            "setitimer(which: index, seconds: float, interval: float=0.0, /)",
            setitimer,
            "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).",
        ),
        pure("getitimer(which: index, /)", getitimer, "Returns current value of given itimer."),
        PAUSE,
        pure(
            "pthread_sigmask(how: index, mask: list, /)",
            sigmask,
            "Fetch and/or change the signal mask of the calling thread.",
        ),
        pure("sigpending()", sigpending, "Examine pending signals."),
        #[cfg(target_os = "linux")]
        wait::SIGWAIT,
        #[cfg(target_os = "linux")]
        wait::SIGWAITINFO,
        #[cfg(target_os = "linux")]
        wait::SIGTIMEDWAIT,
        #[cfg(not(target_os = "linux"))]
        pure("sigwait(sigset: list, /)", sigwait, "Wait for a signal."),
        pure(
            "set_wakeup_fd(fd: index, /, *, warn_on_full_buffer: bool=True)",
            set_wakeup_fd,
            "Sets the fd to be written to (with the signal number) when a signal comes in.",
        ),
        pure("siginterrupt(signalnum: index, flag: index, /)", siginterrupt, "Change system call restart behaviour."),
        tail("pthread_kill(thread_id: index, signalnum: index, /)", pthread_kill, "Send a signal to a thread."),
    ],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure("_next_signal()", next_signal, "")];

const DEFAULT_INT_HANDLER: Def = pure(
    "default_int_handler(signalnum: index, frame, /)",
    |_, _| Err(Exc::with_args(ExcKind::KeyboardInterrupt, Vec::new())),
    "The default handler for SIGINT installed by Python.",
);

const DEFAULT: i64 = 0;
const IGNORE: i64 = 1;

/// The state of the module.
#[derive(Default)]
struct State {
    /// What `signal()` has set, by number; unbound where it never has.
    handlers: Vec<Value>,
    itimer_error: Option<TypeRef>,
    /// Timers of the system: real time and processor time.
    timers: RefCell<[Option<Timer>; 2]>,
    wakeup: Option<i32>,
}

macro_rules! numbers {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name)),*] };
}

const NUMBERS: &[(&str, i32)] = numbers! {
    SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGIOT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM
    SIGTERM SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO
    SIGSYS SIG_BLOCK SIG_UNBLOCK SIG_SETMASK
};

#[cfg(target_os = "linux")]
const LINUX: &[(&str, i32)] = numbers! { SIGPOLL SIGPWR SIGSTKFLT };
#[cfg(not(target_os = "linux"))]
const LINUX: &[(&str, i32)] = &[];

const OTHERS: &[(&str, i32)] = &[
    ("SIGCLD", libc::SIGCHLD),
    ("SIGRTMIN", FIRST_REAL_TIME),
    ("SIGRTMAX", 64),
    ("NSIG", interrupt::COUNT as i32),
    ("SIG_DFL", DEFAULT as i32),
    ("SIG_IGN", IGNORE as i32),
    ("ITIMER_REAL", 0),
    ("ITIMER_VIRTUAL", 1),
    ("ITIMER_PROF", 2),
];

/// Those before it belong to the C library.
const FIRST_REAL_TIME: i32 = 34;

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    for (name, number) in NUMBERS.iter().chain(LINUX).chain(OTHERS) {
        m.dict.insert_str(name, Value::from(*number));
    }
    let error = pausa_vm::types::define_exception("itimer_error", "signal", ExcKind::OSError);
    m.dict.insert_str("ItimerError", error.clone().into());
    #[cfg(target_os = "linux")]
    wait::init(m);
    // What came before was dealt with otherwise.
    while interrupt::take().is_some() {}
    let ignored = ignored_at_start();
    let mut handlers: Vec<Value> = (0..interrupt::COUNT)
        .map(|n| Value::small_int(if n > 0 && ignored >> (n - 1) & 1 == 1 { IGNORE } else { DEFAULT }))
        .collect();
    if let Some(f) = m.dict.get_str("default_int_handler") {
        handlers[libc::SIGINT as usize] = f;
    }
    // CPython ignores what comes of a limit of sizes too.
    handlers[libc::SIGXFSZ as usize] = Value::small_int(IGNORE);
    let state = vm.state::<State>();
    state.handlers = handlers;
    state.itimer_error = Some(error);
    vm.on_interrupt = Some(next_call);
    Ok(())
}

/// The signals that the process ignores, as bits.
fn ignored_at_start() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|text| u64::from_str_radix(text.trim(), 16).ok()).unwrap_or(1 << (libc::SIGPIPE - 1))
}

/// What is to be called for a signal that has come: its handler and the arguments.
fn next_call(vm: &mut Vm) -> R<Option<Vec<Value>>> {
    while let Some(number) = interrupt::take() {
        if let Some(fd) = vm.state::<State>().wakeup
            && let Ok(fd) = pausa_runtime::fd::get(fd)
        {
            // A full pipe wakes up as well as one that has room.
            let _ = rustix::io::write(fd, &[number.unsigned_abs() as u8]);
        }
        let handlers = &vm.state::<State>().handlers;
        if handlers.is_empty() {
            // The module has not been imported: only SIGINT is caught.
            return Err(Exc::with_args(ExcKind::KeyboardInterrupt, Vec::new()));
        }
        let handler = handlers.get(number.unsigned_abs() as usize).cloned();
        let Some(handler) = handler.filter(|h| !h.is_int()) else {
            continue;
        };
        if interrupt::is_pending() {
            vm.interrupt_handle().interrupt();
        }
        if is_default_int_handler(&handler) {
            return Err(Exc::with_args(ExcKind::KeyboardInterrupt, Vec::new()));
        }
        let frame = vm.visible_frame().map_or(Value::NONE, |f| view(&f));
        return Ok(Some(vec![handler, number.into(), frame]));
    }
    Ok(None)
}

/// The next signal for the prelude: `(handler, number, frame)` or None.
fn next_signal(vm: &mut Vm, _: &[Value]) -> R {
    vm.interrupt_handle().flag().store(false, Ordering::Release);
    match next_call(vm)? {
        Some(call) => Ok(Tuple::from_vec(call).into()),
        None => Ok(Value::NONE),
    }
}

fn is_default_int_handler(v: &Value) -> bool {
    v.downcast::<NativeFunction>().is_some_and(|f| f.def.name() == "default_int_handler")
}

/// A signal's number, checked.
fn number(v: &Value) -> R<i32> {
    let n = arg::c_int(v)?;
    if n < 1 || n as usize >= interrupt::COUNT { Err(value_error("signal number out of range")) } else { Ok(n) }
}

fn set_handler(vm: &mut Vm, args: &[Value]) -> R {
    let handler = &args[1];
    let callable = !handler.is_int() && vm.special(handler, &vm.names.__call__).is_some();
    let kind = handler.as_i64();
    if !callable && kind != Some(DEFAULT) && kind != Some(IGNORE) {
        return Err(type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"));
    }
    let n = number(&args[0])?;
    if n == libc::SIGKILL || n == libc::SIGSTOP {
        return Err(system::os_error(Errno::INVAL));
    }
    pausa_runtime::report::leave_to_program(n);
    if kind == Some(DEFAULT) && !is_touched(vm, n) {
        // It does already what it is to do.
    } else if let Err(e) = interrupt::catch(n, vm.interrupt_handle().flag()) {
        if !signal_is_catchable(n) {
            return Err(not_implemented_error(format!("handling signal {n} is not supported by Pausa")));
        }
        return Err(system::os_error(system::errno_of(&e)));
    }
    if kind == Some(DEFAULT) {
        interrupt::release(n);
    }
    if n == libc::SIGINT {
        interrupt::set_sigint_raises(is_default_int_handler(handler));
    }
    let new = kind.map_or_else(|| handler.clone(), Value::small_int);
    let slot = vm.state::<State>().handlers.get_mut(n.unsigned_abs() as usize);
    Ok(slot.map_or(Value::NONE, |slot| std::mem::replace(slot, new)))
}

/// Whether the signal may do something else than by default.
fn is_touched(vm: &mut Vm, n: i32) -> bool {
    let current = vm.state::<State>().handlers.get(n.unsigned_abs() as usize);
    current.is_some_and(|v| v.as_i64() != Some(DEFAULT))
}

/// Faults of the process itself, and signals without a name, cannot be handled later.
fn signal_is_catchable(n: i32) -> bool {
    n < 32 && ![libc::SIGILL, libc::SIGFPE, libc::SIGSEGV].contains(&n)
}

fn getsignal(vm: &mut Vm, args: &[Value]) -> R {
    let n = number(&args[0])?;
    Ok(vm.state::<State>().handlers.get(n.unsigned_abs() as usize).cloned().unwrap_or(Value::NONE))
}

fn by_number(n: i32) -> R<Signal> {
    Signal::try_from(n).map_err(|_| {
        if (32..=64).contains(&n) {
            not_implemented_error("real-time signals are not supported by Pausa")
        } else {
            system::os_error(Errno::INVAL)
        }
    })
}

fn raise_signal(vm: &mut Vm, args: &[Value]) -> R {
    nix::sys::signal::raise(by_number(arg::c_int(&args[0])?)?).map_err(nix_error)?;
    vm.attend_soon();
    Ok(Value::NONE)
}

/// There is one thread of the system, whatever the program calls its own.
fn pthread_kill(vm: &mut Vm, args: &[Value]) -> R<Next> {
    raise_signal(vm, &args[1..]).map(Next::Value)
}

const DESCRIPTIONS: [&str; 31] = [
    "Hangup",
    "Interrupt",
    "Quit",
    "Illegal instruction",
    "Trace/breakpoint trap",
    "Aborted",
    "Bus error",
    "Floating point exception",
    "Killed",
    "User defined signal 1",
    "Segmentation fault",
    "User defined signal 2",
    "Broken pipe",
    "Alarm clock",
    "Terminated",
    "Stack fault",
    "Child exited",
    "Continued",
    "Stopped (signal)",
    "Stopped",
    "Stopped (tty input)",
    "Stopped (tty output)",
    "Urgent I/O condition",
    "CPU time limit exceeded",
    "File size limit exceeded",
    "Virtual timer expired",
    "Profiling timer expired",
    "Window changed",
    "I/O possible",
    "Power failure",
    "Bad system call",
];

fn strsignal(_: &mut Vm, args: &[Value]) -> R {
    let n = number(&args[0])?;
    Ok(match n {
        1..=31 => DESCRIPTIONS[n.unsigned_abs() as usize - 1].into(),
        32 | 33 => Value::NONE,
        _ => format!("Real-time signal {}", n - FIRST_REAL_TIME).into(),
    })
}

fn valid() -> Vec<i32> {
    (1..interrupt::COUNT as i32).filter(|n| *n != 32 && *n != 33).collect()
}

fn set_of(numbers: Vec<i32>) -> R {
    let mut table = SetTable::default();
    for n in numbers {
        pausa_vm::ops::set_add(&mut table, &n.into())?;
    }
    Ok(Set::from_table(table).into())
}

fn alarm(_: &mut Vm, args: &[Value]) -> R {
    let seconds = arg::c_int(&args[0])?.cast_unsigned();
    let before = if seconds == 0 { nix::unistd::alarm::cancel() } else { nix::unistd::alarm::set(seconds) };
    Ok(before.unwrap_or(0).into())
}

/// The exception of timers.
fn itimer_error(vm: &mut Vm, e: Errno) -> Exc {
    match vm.state::<State>().itimer_error.clone() {
        Some(class) => {
            let number = e.raw_os_error();
            Exc::of_class(&class, vec![number.into(), system::strerror(number).into()])
        }
        None => system::os_error(e),
    }
}

/// Which of the timers is meant.
fn which(vm: &mut Vm, v: &Value) -> R<usize> {
    match arg::c_int(v)? {
        0 => Ok(0),
        2 => Ok(1),
        1 => Err(not_implemented_error("ITIMER_VIRTUAL is not supported by Pausa")),
        _ => Err(itimer_error(vm, Errno::INVAL)),
    }
}

fn spec(vm: &mut Vm, v: &Value) -> R<TimeSpec> {
    let seconds = v.given().map_or(Ok(0.0), arg::float)?;
    if !(0.0..1e12).contains(&seconds) {
        return Err(itimer_error(vm, Errno::INVAL));
    }
    let whole = seconds.floor();
    Ok(TimeSpec::new(whole as i64, ((seconds - whole) * 1e9) as i64))
}

/// What is left of a timer, and its interval.
fn left(timer: Option<&Timer>) -> Value {
    let seconds = |t: TimeSpec| t.tv_sec() as f64 + t.tv_nsec() as f64 / 1e9;
    let (left, interval) = match timer.and_then(|t| t.get().ok()).flatten() {
        Some(Expiration::OneShot(t)) => (seconds(t), 0.0),
        Some(Expiration::IntervalDelayed(t, i)) => (seconds(t), seconds(i)),
        Some(Expiration::Interval(i)) => (seconds(i), seconds(i)),
        None => (0.0, 0.0),
    };
    Tuple::from_vec(vec![left.into(), interval.into()]).into()
}

fn setitimer(vm: &mut Vm, args: &[Value]) -> R {
    use nix::sys::signal::{SigEvent, SigevNotify};
    let i = which(vm, &args[0])?;
    let (first, interval) = (spec(vm, &args[1])?, spec(vm, &args[2])?);
    let zero = TimeSpec::new(0, 0);
    let (clock, signal) = match i {
        0 => (nix::time::ClockId::CLOCK_MONOTONIC, Signal::SIGALRM),
        _ => (nix::time::ClockId::CLOCK_PROCESS_CPUTIME_ID, Signal::SIGPROF),
    };
    let mut timers = vm.state::<State>().timers.borrow_mut();
    let before = left(timers[i].as_ref());
    if first == zero {
        timers[i] = None;
        return Ok(before);
    }
    let event = SigEvent::new(SigevNotify::SigevSignal { signal, si_value: 0 });
    let mut timer = Timer::new(clock, event).map_err(nix_error)?;
    let expiration =
        if interval == zero { Expiration::OneShot(first) } else { Expiration::IntervalDelayed(first, interval) };
    timer.set(expiration, TimerSetTimeFlags::empty()).map_err(nix_error)?;
    timers[i] = Some(timer);
    Ok(before)
}

fn getitimer(vm: &mut Vm, args: &[Value]) -> R {
    let i = which(vm, &args[0])?;
    Ok(left(vm.state::<State>().timers.borrow()[i].as_ref()))
}

const PAUSE: Def = tail("pause()", pause, "Wait until a signal arrives.");
static PAUSE_AGAIN: Def = PAUSE;

/// Other threads run meanwhile, if there are any.
fn pause(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !interrupt::is_pending() && !system::is_signalled(vm) {
        if system::has_other_threads(vm) {
            return Ok(system::look_again(&PAUSE_AGAIN, a, None));
        }
        nix::unistd::pause();
    }
    vm.attend_soon();
    Ok(Next::Value(Value::NONE))
}

/// The signals in a list of numbers.
fn signals(v: &Value) -> R<SigSet> {
    let mut set = SigSet::empty();
    for item in pausa_vm::ops::iterate::collect(v)?.unwrap_or_default() {
        if !item.is_int() {
            arg::c_long(&item)?;
        }
        // What does not fit is out of range like all else.
        let n = item.as_i64().unwrap_or(-1);
        if n < 1 || n as usize >= interrupt::COUNT {
            return Err(value_error(format!("signal number {n} out of range [1; {}]", interrupt::COUNT - 1)));
        }
        let n = n as i32;
        // All of them are allowed in a list, so that `valid_signals()` can be one.
        if let Ok(signal) = Signal::try_from(n) {
            set.add(signal);
        }
    }
    Ok(set)
}

fn sigmask(vm: &mut Vm, args: &[Value]) -> R {
    let how = match arg::c_int(&args[0])? {
        libc::SIG_BLOCK => SigmaskHow::SIG_BLOCK,
        libc::SIG_UNBLOCK => SigmaskHow::SIG_UNBLOCK,
        libc::SIG_SETMASK => SigmaskHow::SIG_SETMASK,
        _ => return Err(system::os_error(Errno::INVAL)),
    };
    let before = signals(&args[1])?.thread_swap_mask(how).map_err(nix_error)?;
    vm.attend_soon();
    set_of(before.iter().map(|s| s as i32).collect())
}

/// The kernel's masks of what is pending for the thread and the process.
fn sigpending(_: &mut Vm, _: &[Value]) -> R {
    let status = std::fs::read_to_string("/proc/thread-self/status").unwrap_or_default();
    let masks = status.lines().filter_map(|l| l.strip_prefix("SigPnd:").or_else(|| l.strip_prefix("ShdPnd:")));
    let mask = masks.filter_map(|t| u64::from_str_radix(t.trim(), 16).ok()).fold(0, |a, b| a | b);
    set_of((1..interrupt::COUNT as i32).filter(|n| mask >> (n - 1) & 1 == 1).collect())
}

#[cfg(not(target_os = "linux"))]
fn sigwait(_: &mut Vm, args: &[Value]) -> R {
    Ok((signals(&args[0])?.wait().map_err(nix_error)? as i32).into())
}

fn set_wakeup_fd(vm: &mut Vm, args: &[Value]) -> R {
    let n = arg::c_int(&args[0])?;
    if n >= 0 {
        let handle = pausa_runtime::fd::get(n).map_err(system::os_error)?;
        let flags = rustix::fs::fcntl_getfl(handle).map_err(system::os_error)?;
        if !flags.contains(rustix::fs::OFlags::NONBLOCK) {
            return Err(value_error(format!("the fd {n} must be in non-blocking mode")));
        }
    }
    let before = std::mem::replace(&mut vm.state::<State>().wakeup, Some(n).filter(|n| *n >= 0));
    Ok(before.unwrap_or(-1).into())
}

/// Calls are always taken up again after a signal, whatever the system would do.
fn siginterrupt(_: &mut Vm, args: &[Value]) -> R {
    number(&args[0])?;
    Ok(Value::NONE)
}
