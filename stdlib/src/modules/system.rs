//! What modules that call the system share: its errors as exceptions, and being interrupted.

use std::sync::atomic::Ordering;

use pausa_runtime::interrupt;
use pausa_runtime::io::{Failure, Interrupted};
use pausa_runtime::kernel::Kernel;
use pausa_vm::builtins::module_function;
use pausa_vm::exc::{runtime_error, type_error, value_error};
use pausa_vm::native::{Def, Next};
use pausa_vm::object::{Bytes, Str};
use pausa_vm::ops::codec::{decode_with, encode_with};
use pausa_vm::text::codec::{Codec, Handler};
use pausa_vm::thread::{Descriptor, Events, Park};
use pausa_vm::types::class_name;
use pausa_vm::types::exception::os_error_class;
use pausa_vm::{Exc, ExcKind, R, Value, Vm};
use rustix::io::Errno;

/// The system's text for an error's number.
pub(crate) fn strerror(number: i32) -> String {
    let text = std::io::Error::from_raw_os_error(number).to_string();
    match text.rfind(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The OSError for an error's number.
#[cold]
pub(crate) fn os_error(e: Errno) -> Exc {
    let number = e.raw_os_error();
    Exc::with_args(os_error_class(number.into()), vec![number.into(), strerror(number).into()])
}

/// The OSError that also names a file, or two.
#[cold]
pub(crate) fn os_error_at(e: Errno, path: &Value, other: Option<&Value>) -> Exc {
    let number = e.raw_os_error();
    let mut args = vec![number.into(), strerror(number).into(), path.clone()];
    if let Some(other) = other {
        args.push(Value::NONE);
        args.push(other.clone());
    }
    Exc::with_args(os_error_class(number.into()), args)
}

/// The number of an error of Rust's library.
pub(crate) fn errno_of(e: &std::io::Error) -> Errno {
    Errno::from_io_error(e).unwrap_or(Errno::IO)
}

/// The exception for what kept an operation from being done.
#[cold]
pub(crate) fn failure(vm: &Vm, f: Failure) -> Exc {
    match f {
        Failure::Errno(e) => os_error(e),
        Failure::Interrupted => interrupted(vm, Interrupted),
    }
}

/// KeyboardInterrupt; the interrupt is over with it.
#[cold]
pub(crate) fn interrupted(vm: &Vm, _: Interrupted) -> Exc {
    interrupt::clear(libc::SIGINT);
    vm.interrupt_handle().flag().store(interrupt::is_pending(), Ordering::Release);
    Exc::with_args(ExcKind::KeyboardInterrupt, Vec::new())
}

/// Whether the program is to be interrupted by KeyboardInterrupt.
pub(crate) fn is_interrupted(vm: &Vm) -> bool {
    vm.is_interrupted() && interrupt::ends_waits()
}

/// Tells, when called, whether the program is to be interrupted by KeyboardInterrupt.
pub(crate) fn watch(vm: &Vm) -> impl FnMut() -> bool + use<> {
    let flag = vm.interrupt_handle().flag();
    move || flag.load(Ordering::Acquire) && interrupt::ends_waits()
}

/// Waits in the system, for as long as it takes: KeyboardInterrupt ends the wait, and who asks for a report on the program gets it.
pub(crate) fn wait<T>(
    vm: &mut Vm,
    mut operation: impl FnMut(&mut dyn FnMut() -> bool) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let flag = vm.interrupt_handle().flag();
    loop {
        let ends = || flag.load(Ordering::Acquire) && (interrupt::ends_waits() || pausa_runtime::report::is_wanted());
        match operation(&mut { ends }) {
            Err(Failure::Interrupted) if !interrupt::ends_waits() => super::census::report_while_waiting(vm),
            other => return other,
        }
    }
}

/// Tells, when called, whether a signal has come that the program handles.
pub(crate) fn watch_all(vm: &Vm) -> impl FnMut() -> bool + use<> {
    let flag = vm.interrupt_handle().flag();
    move || flag.load(Ordering::Acquire)
}

/// Whether a signal has come that this thread is to attend to: the main thread attends to all.
pub(crate) fn is_signalled(vm: &Vm) -> bool {
    vm.is_interrupted() && vm.thread() == vm.main_thread()
}

/// What a function does whose wait was ended by a signal: its handler runs, and the function is called again.
#[cold]
pub(crate) fn call_again(vm: &mut Vm, def: &'static Def, module: &str, args: &[Value]) -> R<Next> {
    super::census::report_while_waiting(vm);
    let function = module_function(def, module);
    Ok(Next::call(vm.prelude("signal_and_again")?, [function].into_iter().chain(args.iter().cloned())))
}

/// Whether there are threads that could run while this one waits, or somebody records who waits.
pub(crate) fn has_other_threads(vm: &Vm) -> bool {
    vm.on_turn.is_some() || vm.thread_ids().iter().any(|t| *t != vm.thread())
}

/// What a function does that could not go on with a descriptor, having tried: other threads run, and it is called again when the
/// descriptor is ready, when it is `end`, or when a signal has come ([`is_signalled`]).
pub(crate) fn await_ready(wanted: Vec<Descriptor>, end: Option<i64>, again: &'static Def, args: &[Value]) -> Next {
    let events = Events::Descriptors(wanted);
    Next::Park(Box::new(Park { what: Value::NONE, events, until: end, again, args: args.iter().cloned().collect() }))
}

/// The kernel.
pub(crate) fn kernel(vm: &mut Vm) -> R<&mut Kernel> {
    let kernel = vm.scheduler.as_mut().and_then(|s| s.as_any().downcast_mut());
    kernel.ok_or_else(|| runtime_error("this program has no kernel, so nothing can wait"))
}

/// What a function does that has to wait for something of the system while other threads may run: it looks again in a moment, or
/// at `end`, if that is sooner.
pub(crate) fn look_again(def: &'static Def, args: &[Value], end: Option<i64>) -> Next {
    Next::Park(Box::new(Park {
        what: Value::NONE,
        events: Events::Moment,
        until: end,
        again: def,
        args: args.iter().cloned().collect(),
    }))
}

/// A path as the system takes it; the argument is a str or bytes.
pub(crate) fn path(v: &Value) -> R<Vec<u8>> {
    let bytes = if let Some(s) = v.downcast::<Str>() {
        encode_with(Codec::Utf8, v, s, Handler::SurrogateEscape)?
    } else if let Some(b) = v.downcast::<Bytes>() {
        b.bytes().to_vec()
    } else {
        return Err(type_error(format!("expected str, bytes or os.PathLike object, not {}", class_name(v))));
    };
    if bytes.contains(&0) {
        return Err(value_error("embedded null byte"));
    }
    Ok(bytes)
}

/// Bytes that the system calls a name as a str: what is no text survives as lone surrogates.
pub(crate) fn decode(bytes: &[u8]) -> Value {
    match decode_with(Codec::Utf8, bytes, Handler::SurrogateEscape) {
        Ok(text) => Str::from_wtf8(&text).into(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned().into(),
    }
}
