//! What modules that call the system share: its errors as exceptions, and being interrupted.

use std::sync::atomic::Ordering;

use pausa_runtime::io::Interrupted;
use pausa_vm::types::exception::os_error_class;
use pausa_vm::{Exc, ExcKind, Vm};
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
    Exc::with_args(
        os_error_class(number.into()),
        vec![number.into(), strerror(number).into()],
    )
}

/// KeyboardInterrupt; the interrupt is over with it.
#[cold]
pub(crate) fn interrupted(vm: &Vm, _: Interrupted) -> Exc {
    vm.interrupt_handle().flag().store(false, Ordering::Release);
    Exc::with_args(ExcKind::KeyboardInterrupt, Vec::new())
}

/// Tells, when called, whether the program is to be interrupted.
pub(crate) fn watch(vm: &Vm) -> impl FnMut() -> bool + use<> {
    let flag = vm.interrupt_handle().flag();
    move || flag.load(Ordering::Acquire)
}
