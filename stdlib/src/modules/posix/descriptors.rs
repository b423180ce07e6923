//! Open files by number.

use pausa_runtime::fd;
use pausa_runtime::io as runtime_io;
use pausa_vm::exc::{memory_error, overflow_error, value_error};
use pausa_vm::native::{Def, Next, pure, tail};
use pausa_vm::object::{Bytes, Tuple};
use pausa_vm::thread::Descriptor;
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::{R, Value, Vm, buffer};
use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec};
use rustix::fs::{FallocateFlags, OFlags, SeekFrom};
use rustix::io::Errno;
use rustix::pipe::PipeFlags;

use super::files::mode;
use super::target::{Folder, Target, descriptor};
use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    pure(
        "open(path: file, flags: index, mode: index=511, *, dir_fd: index=None)",
        open,
        "Open a file for low level IO.  Returns a file descriptor (integer).",
    ),
    pure("close(fd: index)", close, "Close a file descriptor."),
    pure(
        "closerange(fd_low: index, fd_high: index, /)",
        closerange,
        "Closes all file descriptors in [fd_low, fd_high), ignoring errors.",
    ),
    tail("read(fd: index, length: index, /)", read, "Read from a file descriptor.  Returns a bytes object."),
    pure(
        "eventfd(initval: index, flags: index=524288)",
        eventfd,
        "Creates and returns an event notification file descriptor.",
    ),
    EVENTFD_READ,
    pure("eventfd_write(fd: index, value: index)", eventfd_write, "Write eventfd value."),
    pure("write(fd: index, data, /)", write, "Write a bytes object to a file descriptor."),
    pure(
        "pread(fd: index, length: index, offset: index, /)",
        pread,
        "Read a number of bytes from a file descriptor starting at a particular offset.",
    ),
    pure(
        "pwrite(fd: index, buffer, offset: index, /)",
        pwrite,
        "Write bytes to a file descriptor starting at a particular offset.",
    ),
    pure("readv(fd: index, buffers: list, /)", readv, "Read from a file descriptor fd into an iterable of buffers."),
    pure(
        "writev(fd: index, buffers: list, /)",
        writev,
        "Iterate over buffers, and write the contents of each to a file descriptor.",
    ),
    pure(
        "lseek(fd: index, position: index, whence: index, /)",
        lseek,
        "Set the position of a file descriptor.  Return the new position.",
    ),
    pure("dup(fd: index, /)", dup, "Return a duplicate of a file descriptor."),
    pure("dup2(fd: index, fd2: index, inheritable: bool=True)", dup2, "Duplicate file descriptor."),
    pure(
        "pipe()",
        |_, _| pipe(PipeFlags::CLOEXEC),
        "Create a pipe.  Returns a tuple of two file descriptors: (read_fd, write_fd)",
    ),
    pure("pipe2(flags: index, /)", pipe2, "Create a pipe with flags set atomically."),
    pure("isatty(fd: index, /)", isatty, "Return True if the fd is connected to a terminal."),
    pure("ttyname(fd: index, /)", ttyname, "Return the name of the terminal device connected to 'fd'."),
    pure("fsync(fd: index)", |_, a| done(rustix::fs::fsync(descriptor(&a[0])?)), "Force write of fd to disk."),
    pure(
        "fdatasync(fd: index)",
        |_, a| done(rustix::fs::fdatasync(descriptor(&a[0])?)),
        "Force write of fd to disk without forcing update of metadata.",
    ),
    pure(
        "ftruncate(fd: index, length: index, /)",
        ftruncate,
        "Truncate a file, specified by file descriptor, to a specific length.",
    ),
    pure(
        "posix_fallocate(fd: index, offset: index, length: index, /)",
        fallocate,
        "Ensure a file has allocated at least a particular number of bytes on disk.",
    ),
    pure(
        "sendfile(out_fd: index, in_fd: index, offset: index=None, count: index=0)",
        sendfile,
        "Copy count bytes from file descriptor in_fd to file descriptor out_fd.",
    ),
    pure("get_blocking(fd: index, /)", get_blocking, "Get the blocking mode of the file descriptor."),
    pure(
        "set_blocking(fd: index, blocking: bool, /)",
        set_blocking,
        "Set the blocking mode of the specified file descriptor.",
    ),
    pure(
        "get_inheritable(fd: index, /)",
        |_, a| Ok(Value::bool(fd::is_inheritable(arg::c_int(&a[0])?).map_err(system::os_error)?)),
        "Get the close-on-exe flag of the specified file descriptor.",
    ),
    pure(
        "set_inheritable(fd: index, inheritable: bool, /)",
        |_, a| done(fd::set_inheritable(arg::c_int(&a[0])?, a[1].is_true())),
        "Set the inheritable flag of the specified file descriptor.",
    ),
    pure(
        "device_encoding(fd: index)",
        device_encoding,
        "Return a string describing the encoding of a terminal's file descriptor.",
    ),
    pure(
        "get_terminal_size(fd: index=1, /)",
        terminal_size,
        "Return the size of the terminal window as (columns, lines).",
    ),
    pure(
        "urandom(size: index, /)",
        urandom,
        "Return a bytes object containing random bytes suitable for cryptographic use.",
    ),
    pure("getrandom(size: index, flags: index=0)", getrandom, "Obtain a series of random bytes."),
    pure(
        "tcgetpgrp(fd: index, /)",
        tcgetpgrp,
        "Return the process group associated with the terminal specified by fd.",
    ),
];

static TERMINAL_SIZE: StructSpec = StructSpec {
    name: "terminal_size",
    module: "os",
    doc: "A tuple of (columns, lines) for holding terminal window size",
    fields: &[
        ("columns", "width of the terminal window in characters"),
        ("lines", "height of the terminal window in characters"),
    ],
    visible: 2,
    constructible: true,
};

/// `terminal_size`
pub(super) fn terminal_size_class() -> pausa_vm::object::TypeRef {
    structseq::class(&TERMINAL_SIZE)
}

/// Nothing, or an error.
pub(super) fn done(outcome: Result<(), Errno>) -> R {
    outcome.map(|()| Value::NONE).map_err(system::os_error)
}

fn open(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("open", "path", &args[0])?;
    let flags = OFlags::from_bits_retain(arg::c_int(&args[1])?.cast_unsigned()) | OFlags::CLOEXEC;
    let mode = mode(&args[2], 0o777)?;
    let folder = Folder::new(&args[3])?;
    let opened = loop {
        match rustix::fs::openat(&folder, &*target.path, flags, mode) {
            Err(Errno::INTR) => {}
            other => break other.map_err(|e| target.error(e))?,
        }
    };
    Ok(fd::insert(opened).map_err(system::os_error)?.into())
}

fn close(_: &mut Vm, args: &[Value]) -> R {
    done(fd::close(arg::c_int(&args[0])?))
}

fn closerange(_: &mut Vm, args: &[Value]) -> R {
    let (low, high) = (arg::c_int(&args[0])?, arg::c_int(&args[1])?);
    fd::close_range(low, high);
    Ok(Value::NONE)
}

/// Room for what a program wants to read.
fn room(n: i64) -> R<Vec<u8>> {
    let n = usize::try_from(n).map_err(|_| system::os_error(Errno::INVAL))?;
    let mut room = Vec::new();
    room.try_reserve_exact(n).map_err(|_| memory_error())?;
    room.resize(n, 0);
    Ok(room)
}

static READ: Def =
    tail("read(fd: index, length: index, /)", read, "Read from a file descriptor.  Returns a bytes object.");

fn read(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let handle = descriptor(&args[0])?;
    let mut room = room(arg::c_long(&args[1])?)?;
    if system::has_other_threads(vm) && !is_readable(&handle)? {
        let number = arg::c_int(&args[0])?;
        let wanted = Descriptor { number, readable: true, writable: false, priority: false };
        return Ok(system::await_ready(vec![wanted], None, &READ, args));
    }
    match runtime_io::read(&handle, &mut room, true, &mut system::watch_all(vm)) {
        Ok(n) => Ok(Next::Value(Bytes::new(&room[..n]).into())),
        Err(runtime_io::Failure::Interrupted) => system::call_again(vm, &READ, "posix", args),
        Err(e) => Err(system::failure(vm, e)),
    }
}

/// Whether reading would not wait.
fn is_readable(handle: &fd::Fd) -> R<bool> {
    if rustix::fs::fcntl_getfl(handle).map_err(system::os_error)?.contains(OFlags::NONBLOCK) {
        return Ok(true);
    }
    let mut asked = [PollFd::new(handle, PollFlags::IN)];
    match rustix::event::poll(&mut asked, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })) {
        Ok(ready) => Ok(ready > 0),
        Err(Errno::INTR) => Ok(false),
        Err(e) => Err(system::os_error(e)),
    }
}

fn eventfd(_: &mut Vm, args: &[Value]) -> R {
    let start = u32::try_from(arg::c_long(&args[0])?)
        .map_err(|_| overflow_error("value too large to convert to C unsigned int"))?;
    let flags = match args[1].given() {
        Some(flags) => EventfdFlags::from_bits_retain(arg::c_int(flags)?.cast_unsigned()),
        None => EventfdFlags::CLOEXEC,
    };
    let made = rustix::event::eventfd(start, flags).map_err(system::os_error)?;
    Ok(fd::insert(made).map_err(system::os_error)?.into())
}

const EVENTFD_READ: Def = tail("eventfd_read(fd: index)", eventfd_read, "Read eventfd value");

fn eventfd_read(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let handle = descriptor(&args[0])?;
    if system::has_other_threads(vm) && !is_readable(&handle)? {
        let number = arg::c_int(&args[0])?;
        let wanted = Descriptor { number, readable: true, writable: false, priority: false };
        return Ok(system::await_ready(vec![wanted], None, &EVENTFD_READ, args));
    }
    let mut count = [0; 8];
    match runtime_io::read(&handle, &mut count, true, &mut system::watch_all(vm)) {
        Ok(_) => Ok(Next::Value(u64::from_ne_bytes(count).into())),
        Err(runtime_io::Failure::Interrupted) => system::call_again(vm, &EVENTFD_READ, "posix", args),
        Err(e) => Err(system::failure(vm, e)),
    }
}

fn eventfd_write(vm: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    let count = u64::try_from(&*args[1].as_bigint().unwrap_or_default())
        .map_err(|_| overflow_error("int too big to convert"))?;
    runtime_io::write(&handle, &count.to_ne_bytes(), &mut system::watch(vm)).map_err(|e| system::failure(vm, e))?;
    Ok(Value::NONE)
}

fn write(vm: &mut Vm, args: &[Value]) -> R {
    let number = &args[0];
    let bytes = buffer::require(&args[1])?;
    let handle = descriptor(number)?;
    let n = runtime_io::write(&handle, &bytes, &mut system::watch(vm)).map_err(|e| system::failure(vm, e))?;
    Ok(n.into())
}

fn offset(v: &Value) -> R<u64> {
    u64::try_from(arg::c_long(v)?).map_err(|_| system::os_error(Errno::INVAL))
}

fn pread(_: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    let mut room = room(arg::c_long(&args[1])?)?;
    let at = offset(&args[2])?;
    let n = rustix::io::pread(&handle, &mut *room, at).map_err(system::os_error)?;
    Ok(Bytes::new(&room[..n]).into())
}

fn pwrite(_: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    let bytes = buffer::require(&args[1])?;
    Ok(rustix::io::pwrite(&handle, &bytes, offset(&args[2])?).map_err(system::os_error)?.into())
}

fn items(v: &Value) -> Vec<Value> {
    pausa_vm::ops::iterate::collect(v).ok().flatten().unwrap_or_default()
}

fn readv(vm: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    let mut total = 0;
    for target in items(&args[1]) {
        let mut watch = system::watch(vm);
        let outcome =
            buffer::write(&target, |room| (room.len(), runtime_io::read(&handle, room, total == 0, &mut watch)))?;
        let Some((size, outcome)) = outcome else {
            return Err(buffer::not_a_buffer(&target));
        };
        match outcome {
            Ok(n) => {
                total += n;
                if n < size {
                    break;
                }
            }
            Err(e) if total == 0 => return Err(system::failure(vm, e)),
            Err(_) => break,
        }
    }
    Ok(total.into())
}

fn writev(vm: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    let mut all = Vec::new();
    for part in items(&args[1]) {
        all.extend_from_slice(&buffer::require(&part)?);
    }
    let n = runtime_io::write(&handle, &all, &mut system::watch(vm)).map_err(|e| system::failure(vm, e))?;
    Ok(n.into())
}

fn lseek(_: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    let position = arg::c_long(&args[1])?;
    let to = match arg::c_int(&args[2])? {
        0 => SeekFrom::Start(offset(&args[1])?),
        1 => SeekFrom::Current(position),
        2 => SeekFrom::End(position),
        #[cfg(target_os = "linux")]
        3 => SeekFrom::Data(offset(&args[1])?),
        #[cfg(target_os = "linux")]
        4 => SeekFrom::Hole(offset(&args[1])?),
        _ => return Err(system::os_error(Errno::INVAL)),
    };
    Ok(rustix::fs::seek(&handle, to).map_err(system::os_error)?.into())
}

fn dup(_: &mut Vm, args: &[Value]) -> R {
    Ok(fd::duplicate(arg::c_int(&args[0])?, false).map_err(system::os_error)?.into())
}

fn dup2(_: &mut Vm, args: &[Value]) -> R {
    let target = arg::c_int(&args[1])?;
    fd::duplicate_to(arg::c_int(&args[0])?, target, arg::flag(&args[2], true)).map_err(system::os_error)?;
    Ok(target.into())
}

fn pipe(flags: PipeFlags) -> R {
    let (read, write) = rustix::pipe::pipe_with(flags).map_err(system::os_error)?;
    let read = fd::insert(read).map_err(system::os_error)?;
    let write = fd::insert(write).map_err(system::os_error)?;
    Ok(Tuple::from_vec(vec![read.into(), write.into()]).into())
}

fn pipe2(_: &mut Vm, args: &[Value]) -> R {
    match PipeFlags::from_bits(arg::c_int(&args[0])?.cast_unsigned()) {
        Some(flags) => pipe(flags),
        None => Err(system::os_error(Errno::INVAL)),
    }
}

fn isatty(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::bool(fd::get(arg::c_int(&args[0])?).is_ok_and(rustix::termios::isatty)))
}

fn ttyname(_: &mut Vm, args: &[Value]) -> R {
    let name = rustix::termios::ttyname(descriptor(&args[0])?, Vec::new()).map_err(system::os_error)?;
    Ok(system::decode(name.as_bytes()))
}

fn ftruncate(_: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    done(rustix::fs::ftruncate(handle, offset(&args[1])?))
}

fn fallocate(_: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    done(rustix::fs::fallocate(handle, FallocateFlags::empty(), offset(&args[1])?, offset(&args[2])?))
}

#[cfg(target_os = "linux")]
fn sendfile(_: &mut Vm, args: &[Value]) -> R {
    let (out, from) = (descriptor(&args[0])?, descriptor(&args[1])?);
    let count =
        usize::try_from(args[3].given().map_or(Ok(0), arg::c_long)?).map_err(|_| system::os_error(Errno::INVAL))?;
    let mut at = arg::some(&args[2]).map(offset).transpose()?;
    Ok(rustix::fs::sendfile(out, from, at.as_mut(), count).map_err(system::os_error)?.into())
}

#[cfg(not(target_os = "linux"))]
fn sendfile(_: &mut Vm, _: &[Value]) -> R {
    Err(arg::unsupported("os.sendfile()"))
}

fn get_blocking(_: &mut Vm, args: &[Value]) -> R {
    let flags = rustix::fs::fcntl_getfl(descriptor(&args[0])?).map_err(system::os_error)?;
    Ok(Value::bool(!flags.contains(OFlags::NONBLOCK)))
}

fn set_blocking(_: &mut Vm, args: &[Value]) -> R {
    let handle = descriptor(&args[0])?;
    let mut flags = rustix::fs::fcntl_getfl(&handle).map_err(system::os_error)?;
    flags.set(OFlags::NONBLOCK, !args[1].is_true());
    done(rustix::fs::fcntl_setfl(&handle, flags))
}

fn device_encoding(_: &mut Vm, args: &[Value]) -> R {
    let is_terminal = fd::get(arg::c_int(&args[0])?).is_ok_and(rustix::termios::isatty);
    Ok(if is_terminal { "utf-8".into() } else { Value::NONE })
}

fn terminal_size(_: &mut Vm, args: &[Value]) -> R {
    let number = args[0].given().map_or(Ok(1), arg::c_int)?;
    let handle = fd::get(number).map_err(system::os_error)?;
    let size = rustix::termios::tcgetwinsize(handle).map_err(system::os_error)?;
    Ok(structseq::make(&terminal_size_class(), vec![i32::from(size.ws_col).into(), i32::from(size.ws_row).into()]))
}

fn random(n: i64, flags: rustix::rand::GetRandomFlags) -> R {
    let mut room = room(n)?;
    let mut filled = if pausa_runtime::oracle::fill(&mut room) { room.len() } else { 0 };
    while filled < room.len() {
        match rustix::rand::getrandom(&mut room[filled..], flags) {
            Ok(n) => filled += n,
            Err(Errno::INTR) => {}
            Err(e) => return Err(system::os_error(e)),
        }
    }
    Ok(Bytes::new(&room).into())
}

fn urandom(_: &mut Vm, args: &[Value]) -> R {
    let n = arg::c_long(&args[0])?;
    if n < 0 {
        return Err(value_error("negative argument not allowed"));
    }
    random(n, rustix::rand::GetRandomFlags::empty())
}

fn getrandom(_: &mut Vm, args: &[Value]) -> R {
    let n = arg::c_long(&args[0])?;
    let flags = args[1].given().map_or(Ok(0), arg::c_int)?;
    match rustix::rand::GetRandomFlags::from_bits(flags.cast_unsigned()) {
        Some(flags) => random(n, flags),
        None => Err(system::os_error(Errno::INVAL)),
    }
}

fn tcgetpgrp(_: &mut Vm, args: &[Value]) -> R {
    super::process::group_of(nix::unistd::tcgetpgrp(descriptor(&args[0])?))
}
