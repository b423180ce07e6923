//! This process as the system sees it.

use std::os::fd::OwnedFd;

use rustix::process::Pid;

/// Ends the process at once: nothing is flushed and no handler runs.
pub fn exit(status: i32) -> ! {
    signal_hook::low_level::exit(status)
}

/// Ends the process with SIGABRT.
pub fn abort() -> ! {
    signal_hook::low_level::abort()
}

/// How many threads of the system the process has, where the system tells.
pub fn threads() -> Option<usize> {
    Some(std::fs::read_dir("/proc/self/task").ok()?.count())
}

/// Something that becomes readable when a process ends.
#[cfg(target_os = "linux")]
pub fn handle(pid: Pid) -> Option<OwnedFd> {
    rustix::process::pidfd_open(pid, rustix::process::PidfdFlags::empty()).ok()
}

/// Something that becomes readable when a process ends: other systems have nothing of the kind.
#[cfg(not(target_os = "linux"))]
pub fn handle(_: Pid) -> Option<OwnedFd> {
    None
}
