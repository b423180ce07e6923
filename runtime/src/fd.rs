//! The file descriptors that belong to the program.
//!
//! Programs name a descriptor by its number. A number means something here only if the program opened it, or if it was there when
//! the process began; what Pausa itself has open (event queues, sockets of its own) cannot be reached, let alone closed.
//! Descriptors 0, 1 and 2 are always taken: closing one puts the null device in its place, and the next one that is opened gets
//! its number, as the system would have it.

use std::collections::BTreeSet;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::io::{Errno, FdFlags};

use crate::pages::Pages;

/// A descriptor in use; it stays open at least as long as this lives.
#[derive(Clone, Debug)]
pub enum Fd {
    /// 0, 1 or 2.
    Standard(RawFd),
    /// Any other.
    Open(Arc<OwnedFd>),
}

impl AsFd for Fd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Fd::Standard(0) => rustix::stdio::stdin(),
            Fd::Standard(1) => rustix::stdio::stdout(),
            Fd::Standard(_) => rustix::stdio::stderr(),
            Fd::Open(fd) => fd.as_fd(),
        }
    }
}

struct Table {
    open: Pages<Option<Arc<OwnedFd>>>,
    /// Those of 0, 1 and 2 that the program has closed.
    closed: BTreeSet<RawFd>,
    /// What was open when the process began and has not been used yet.
    inherited: BTreeSet<RawFd>,
}

static TABLE: Mutex<Table> =
    Mutex::new(Table { open: Pages::new(), closed: BTreeSet::new(), inherited: BTreeSet::new() });

fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
}

const STANDARD: std::ops::RangeInclusive<RawFd> = 0..=2;

/// Notes which descriptors the process was started with, for the program to use. To be called before anything is opened.
pub fn note_inherited() {
    let listing = if cfg!(target_os = "linux") { "/proc/self/fd" } else { "/dev/fd" };
    let Ok(entries) = std::fs::read_dir(listing) else {
        return;
    };
    let numbers: Vec<RawFd> =
        entries.flatten().filter_map(|e| e.file_name().to_str()?.parse().ok()).filter(|n| *n > 2).collect();
    // The folder's own descriptor is among them and is gone by now.
    table().inherited = numbers.into_iter().filter(|n| std::fs::metadata(format!("{listing}/{n}")).is_ok()).collect();
}

/// The descriptor with this number.
///
/// # Errors
/// EBADF if the program has no such descriptor.
pub fn get(number: RawFd) -> Result<Fd, Errno> {
    let mut table = table();
    if STANDARD.contains(&number) {
        return if table.closed.contains(&number) { Err(Errno::BADF) } else { Ok(Fd::Standard(number)) };
    }
    if let Some(Some(fd)) = table.open.get(number) {
        return Ok(Fd::Open(fd.clone()));
    }
    if !table.inherited.remove(&number) {
        return Err(Errno::BADF);
    }
    let fd = Arc::new(adopt(number)?);
    *table.open.entry(number) = Some(fd.clone());
    Ok(Fd::Open(fd))
}

/// All descriptors that the program has used or opened.
pub(crate) fn all() -> Vec<Fd> {
    let table = table();
    let standard = STANDARD.filter(|n| !table.closed.contains(n)).map(Fd::Standard);
    standard.chain(table.open.iter().filter_map(|(_, fd)| fd.clone()).map(Fd::Open)).collect()
}

/// Another descriptor for what the inherited descriptor `number` refers to.
#[cfg(target_os = "linux")]
fn adopt(number: RawFd) -> Result<OwnedFd, Errno> {
    use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};
    let copy = match pidfd_open(getpid(), PidfdFlags::empty()) {
        Ok(this) => pidfd_getfd(this, number, PidfdGetfdFlags::empty()),
        Err(e) => Err(e),
    };
    copy.or_else(|_| reopen(number))
}

#[cfg(not(target_os = "linux"))]
fn adopt(number: RawFd) -> Result<OwnedFd, Errno> {
    reopen(number)
}

fn reopen(number: RawFd) -> Result<OwnedFd, Errno> {
    use rustix::fs::{Mode, OFlags, open};
    let path = format!("/dev/fd/{number}");
    let with = |flags| open(&*path, flags | OFlags::CLOEXEC | OFlags::NOCTTY, Mode::empty());
    with(OFlags::RDWR).or_else(|_| with(OFlags::WRONLY)).or_else(|_| with(OFlags::RDONLY))
}

/// Gives a descriptor to the program. The answer is its number.
///
/// # Errors
/// Those of `dup2`, where it takes the place of 0, 1 or 2.
pub fn insert(fd: OwnedFd) -> Result<RawFd, Errno> {
    let mut table = table();
    if let Some(&number) = table.closed.first() {
        replace_standard(number, fd.as_fd())?;
        table.closed.remove(&number);
        return Ok(number);
    }
    let number = fd.as_raw_fd();
    *table.open.entry(number) = Some(Arc::new(fd));
    Ok(number)
}

fn replace_standard(number: RawFd, fd: BorrowedFd<'_>) -> Result<(), Errno> {
    match number {
        0 => rustix::stdio::dup2_stdin(fd),
        1 => rustix::stdio::dup2_stdout(fd),
        _ => rustix::stdio::dup2_stderr(fd),
    }
}

/// Closes a descriptor.
///
/// # Errors
/// EBADF if the program has no such descriptor.
pub fn close(number: RawFd) -> Result<(), Errno> {
    let fd = get(number)?;
    let mut table = table();
    match fd {
        Fd::Standard(_) => {
            use rustix::fs::{Mode, OFlags, open};
            let null = open("/dev/null", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?;
            replace_standard(number, null.as_fd())?;
            table.closed.insert(number);
        }
        Fd::Open(_) => {
            table.open.get_mut(number).and_then(Option::take);
        }
    }
    Ok(())
}

/// Closes the program's descriptors from `low` up to, not including, `high`.
pub fn close_range(low: RawFd, high: RawFd) {
    let numbers: BTreeSet<RawFd> = {
        let table = table();
        let all = table
            .open
            .iter()
            .filter_map(|(number, fd)| fd.as_ref().map(|_| number))
            .chain(table.inherited.iter().copied())
            .chain(STANDARD);
        all.filter(|n| (low..high).contains(n)).collect()
    };
    for number in numbers {
        // One that is closed already is as it should be.
        let _ = close(number);
    }
}

/// Takes a descriptor away from the program, for something else to own. None for 0, 1 and 2, and where another
/// thread is using it.
pub fn take(number: RawFd) -> Option<OwnedFd> {
    let fd = table().open.get_mut(number).and_then(Option::take)?;
    Arc::try_unwrap(fd).ok()
}

/// Another number for the same open file.
///
/// # Errors
/// Those of `dup`.
pub fn duplicate(number: RawFd, inheritable: bool) -> Result<RawFd, Errno> {
    let fd = get(number)?;
    let number = insert(rustix::io::fcntl_dupfd_cloexec(&fd, 3)?)?;
    set_inheritable(number, inheritable)?;
    Ok(number)
}

/// Makes `target` refer to what `number` refers to.
///
/// # Errors
/// Those of `dup2`; EBUSY if Pausa itself uses the number.
pub fn duplicate_to(number: RawFd, target: RawFd, inheritable: bool) -> Result<(), Errno> {
    let fd = get(number)?;
    if number == target {
        return Ok(());
    }
    if target < 0 {
        return Err(Errno::BADF);
    }
    if STANDARD.contains(&target) {
        replace_standard(target, fd.as_fd())?;
        table().closed.remove(&target);
        return set_inheritable(target, inheritable);
    }
    // An inherited one with this number becomes the program's, so that it can be closed.
    drop(get(target));
    table().open.get_mut(target).and_then(Option::take);
    let copy = rustix::io::fcntl_dupfd_cloexec(&fd, target)?;
    if copy.as_raw_fd() != target {
        return Err(Errno::BUSY);
    }
    *table().open.entry(target) = Some(Arc::new(copy));
    set_inheritable(target, inheritable)
}

/// Whether child processes get the descriptor.
///
/// # Errors
/// EBADF if the program has no such descriptor.
pub fn is_inheritable(number: RawFd) -> Result<bool, Errno> {
    Ok(!rustix::io::fcntl_getfd(get(number)?)?.contains(FdFlags::CLOEXEC))
}

/// Decides whether child processes get the descriptor.
///
/// # Errors
/// EBADF if the program has no such descriptor.
pub fn set_inheritable(number: RawFd, inheritable: bool) -> Result<(), Errno> {
    let flags = if inheritable { FdFlags::empty() } else { FdFlags::CLOEXEC };
    rustix::io::fcntl_setfd(get(number)?, flags)
}
