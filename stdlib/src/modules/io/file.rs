//! `FileIO`: files as the system has them, without a buffer.

use std::cell::Cell;
use std::os::fd::AsFd;

use pausa_runtime::{fd, io};
use pausa_vm::buffer;
use pausa_vm::exc::{type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{Bytes, Str, TypeFlags, intern};
use pausa_vm::types::class_name;
use pausa_vm::{Exc, Obj, R, Value, Vm};
use rustix::fs::{FileType, Mode, OFlags, SeekFrom};
use rustix::io::Errno;

use super::native::general;
use crate::modules::{arg, system};

/// A file.
pub(super) struct FileIo {
    /// -1 when closed.
    pub(super) fd: Cell<i32>,
    pub(super) readable: Cell<bool>,
    pub(super) writable: Cell<bool>,
    created: Cell<bool>,
    appending: Cell<bool>,
    /// Whether `close` closes the descriptor.
    closefd: Cell<bool>,
    seekable: Cell<Option<bool>>,
    /// Whether reading may have to wait: it is no plain file.
    waits: Cell<bool>,
    block_size: Cell<usize>,
}

impl Payload for FileIo {
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `_io.FileIO`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "FileIO",
    module: "_io",
    layout: FileIo::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Open a file.\n\nThe mode can be 'r' (default), 'w', 'x' or 'a' for reading,\nwriting, exclusive creation or appending.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        tail("__init__(self, file, mode='r', closefd: bool=True, opener=None)", init, "Initialize self."),
        tail("__repr__(self, /)", repr, "Return repr(self)."),
        tail("close(self, /)", close, "Close the file."),
        getter("closed(self, /)", |_, a| Ok(Value::bool(this::<FileIo>(a)?.is_closed())), "True if the file is closed"),
        getter(
            "closefd(self, /)",
            |_, a| Ok(Value::bool(this::<FileIo>(a)?.closefd.get())),
            "True if the file descriptor will be closed by close().",
        ),
        getter("mode(self, /)", |_, a| Ok(this::<FileIo>(a)?.mode().into()), "String giving the file mode"),
        getter("_blksize(self, /)", |_, a| Ok(this::<FileIo>(a)?.block_size.get().into()), ""),
        setter("_blksize(self, value, /)", set_block_size),
        pure("_dealloc_warn(self, source, /)", |_, _| Ok(Value::NONE), ""),
        pure(
            "fileno(self, /)",
            |_, a| Ok(this::<FileIo>(a)?.open()?.into()),
            "Return the underlying file descriptor (an integer).",
        ),
        pure(
            "isatty(self, /)",
            |_, a| Ok(Value::bool(this::<FileIo>(a)?.isatty()?)),
            "True if the file is connected to a TTY device.",
        ),
        tail("read(self, size: count=-1, /)", read, "Read at most size bytes, returned as bytes."),
        pure("readable(self, /)", readable, "True if file was opened in a read mode."),
        pure("readall(self, /)", readall, "Read all data from the file, returned as bytes."),
        pure("readinto(self, buffer, /)", readinto, "Same as RawIOBase.readinto()."),
        pure(
            "seek(self, pos: index, whence: index=0, /)",
            seek,
            "Move to new file position and return the file position.",
        ),
        pure(
            "seekable(self, /)",
            |_, a| Ok(Value::bool(this::<FileIo>(a)?.seekable()?)),
            "True if file supports random-access.",
        ),
        pure("tell(self, /)", |_, a| Ok(this::<FileIo>(a)?.seek(0, 1)?.into()), "Current file position."),
        pure(
            "truncate(self, size=None, /)",
            truncate,
            "Truncate the file to at most size bytes and return the truncated size.",
        ),
        pure("writable(self, /)", writable, "True if file was opened in a write mode."),
        pure("write(self, b, /)", write, "Write buffer b to file, return number of bytes written."),
        pure("__getstate__(self, /)", super::no_pickle, ""),
    ],
};

fn new(_: &mut Vm, args: &[Value]) -> R {
    Ok(new_with_type(&class_arg(args)?, FileIo::fresh()).into())
}

/// What a mode means.
#[derive(Clone, Copy)]
struct Access {
    readable: bool,
    writable: bool,
    created: bool,
    appending: bool,
    flags: OFlags,
}

impl Access {
    fn parse(mode: &str) -> R<Access> {
        let mut kind = None;
        let mut plus = false;
        let wrong = || value_error("Must have exactly one of create/read/write/append mode and at most one plus");
        for c in mode.chars() {
            match c {
                'r' | 'w' | 'x' | 'a' if kind.is_some() => return Err(wrong()),
                'r' | 'w' | 'x' | 'a' => kind = Some(c),
                '+' if plus => return Err(wrong()),
                '+' => plus = true,
                'b' => {}
                _ => return Err(value_error(format!("invalid mode: {mode:.200}"))),
            }
        }
        let kind = kind.ok_or_else(wrong)?;
        let readable = kind == 'r' || plus;
        let writable = kind != 'r' || plus;
        let access = match (readable, writable) {
            (true, true) => OFlags::RDWR,
            (true, false) => OFlags::RDONLY,
            _ => OFlags::WRONLY,
        };
        let more = match kind {
            'w' => OFlags::CREATE | OFlags::TRUNC,
            'x' => OFlags::CREATE | OFlags::EXCL,
            'a' => OFlags::CREATE | OFlags::APPEND,
            _ => OFlags::empty(),
        };
        Ok(Access {
            readable,
            writable,
            created: kind == 'x',
            appending: kind == 'a',
            flags: access | more | OFlags::CLOEXEC,
        })
    }
}

impl FileIo {
    fn fresh() -> FileIo {
        FileIo {
            fd: Cell::new(-1),
            readable: Cell::new(false),
            writable: Cell::new(false),
            created: Cell::new(false),
            appending: Cell::new(false),
            closefd: Cell::new(true),
            seekable: Cell::new(None),
            waits: Cell::new(false),
            block_size: Cell::new(super::DEFAULT_BUFFER_SIZE),
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.fd.get() < 0
    }

    pub(super) fn block_size(&self) -> usize {
        self.block_size.get()
    }

    /// The descriptor of an open file.
    pub(super) fn open(&self) -> R<i32> {
        if self.is_closed() { Err(value_error("I/O operation on closed file")) } else { Ok(self.fd.get()) }
    }

    fn handle(&self) -> R<fd::Fd> {
        fd::get(self.open()?).map_err(system::os_error)
    }

    fn mode(&self) -> &'static str {
        match () {
            () if self.created.get() && self.readable.get() => "xb+",
            () if self.created.get() => "xb",
            () if self.appending.get() && self.readable.get() => "ab+",
            () if self.appending.get() => "ab",
            () if self.readable.get() && self.writable.get() => "rb+",
            () if self.readable.get() => "rb",
            () => "wb",
        }
    }

    /// Makes an open descriptor the file's.
    fn adopt(&self, number: i32, access: Access, closefd: bool, name: &Value) -> R<()> {
        let handle = fd::get(number).map_err(system::os_error)?;
        let stat = rustix::fs::fstat(&handle).map_err(system::os_error)?;
        let kind = FileType::from_raw_mode(stat.st_mode);
        if kind == FileType::Directory {
            return Err(system::os_error_at(Errno::ISDIR, name, None));
        }
        self.fd.set(number);
        self.closefd.set(closefd);
        self.readable.set(access.readable);
        self.writable.set(access.writable);
        self.created.set(access.created);
        self.appending.set(access.appending);
        self.seekable.set(None);
        self.waits.set(kind != FileType::RegularFile);
        if stat.st_blksize > 1 {
            self.block_size.set(stat.st_blksize as usize);
        }
        if access.appending {
            // A pipe has no end to go to.
            let _ = rustix::fs::seek(&handle, SeekFrom::End(0));
        }
        Ok(())
    }

    /// Appends up to `n` bytes; None: there is nothing now, and it must not wait.
    pub(super) fn read_some(&self, vm: &mut Vm, n: usize, out: &mut Vec<u8>) -> R<Option<usize>> {
        let handle = self.handle()?;
        // A little at a time where the size is somebody's guess.
        let n = n.min(1 << 30);
        let start = out.len();
        out.try_reserve(n).map_err(|_| pausa_vm::exc::memory_error())?;
        out.resize(start + n, 0);
        let outcome = self.read_into(vm, &handle, &mut out[start..]);
        out.truncate(start + outcome.as_ref().map_or(0, |n| n.unwrap_or(0)));
        outcome
    }

    fn read_into(&self, vm: &mut Vm, handle: &impl AsFd, out: &mut [u8]) -> R<Option<usize>> {
        match system::wait(vm, |ends| io::read(handle, out, self.waits.get(), ends)) {
            Ok(n) => Ok(Some(n)),
            Err(io::Failure::Errno(Errno::AGAIN)) => Ok(None),
            Err(e) => Err(system::failure(vm, e)),
        }
    }

    /// Appends all bytes up to the end; None: there is nothing now, and it must not wait.
    pub(super) fn read_all(&self, vm: &mut Vm, out: &mut Vec<u8>) -> R<Option<usize>> {
        let handle = self.handle()?;
        let start = out.len();
        let mut guess = 0;
        if !self.waits.get()
            && let Ok(stat) = rustix::fs::fstat(&handle)
            && let Ok(at) = rustix::fs::seek(&handle, SeekFrom::Current(0))
        {
            // One more byte, to see the end.
            guess = usize::try_from(stat.st_size).unwrap_or(0).saturating_sub(at as usize) + 1;
        }
        let mut piece = guess.max(super::DEFAULT_BUFFER_SIZE);
        loop {
            match self.read_some(vm, piece, out)? {
                Some(0) => return Ok(Some(out.len() - start)),
                // The system said how long the file is, and there is no more. A file of which it says nothing (`/proc`) gives what it has
                // in pieces of any size.
                Some(n) if n < piece && guess > 1 && out.len() - start + 1 == guess => {
                    return Ok(Some(out.len() - start));
                }
                Some(_) => piece = (piece * 2).min(1 << 24),
                None if out.len() == start => return Ok(None),
                None => return Ok(Some(out.len() - start)),
            }
        }
    }

    /// Writes some of the bytes; None: nothing now, and it must not wait.
    pub(super) fn write_some(&self, vm: &mut Vm, bytes: &[u8]) -> R<Option<usize>> {
        let handle = self.handle()?;
        match system::wait(vm, |ends| io::write(&handle, bytes, ends)) {
            Ok(n) => Ok(Some(n)),
            Err(io::Failure::Errno(Errno::AGAIN)) => Ok(None),
            Err(e) => Err(system::failure(vm, e)),
        }
    }

    pub(super) fn seek(&self, offset: i64, whence: i32) -> R<i64> {
        let handle = self.handle()?;
        let to = match whence {
            0 => SeekFrom::Start(u64::try_from(offset).map_err(|_| system::os_error(Errno::INVAL))?),
            1 => SeekFrom::Current(offset),
            2 => SeekFrom::End(offset),
            #[cfg(target_os = "linux")]
            3 => SeekFrom::Data(offset.unsigned_abs()),
            #[cfg(target_os = "linux")]
            4 => SeekFrom::Hole(offset.unsigned_abs()),
            _ => return Err(system::os_error(Errno::INVAL)),
        };
        let at = rustix::fs::seek(&handle, to).map_err(system::os_error)?;
        self.seekable.set(Some(true));
        Ok(at as i64)
    }

    pub(super) fn seekable(&self) -> R<bool> {
        if let Some(known) = self.seekable.get()
            && !self.is_closed()
        {
            return Ok(known);
        }
        let handle = self.handle()?;
        let can = rustix::fs::seek(&handle, SeekFrom::Current(0)).is_ok();
        self.seekable.set(Some(can));
        Ok(can)
    }

    pub(super) fn truncate(&self, vm: &mut Vm, size: Option<i64>) -> R<i64> {
        let handle = self.handle()?;
        if !self.writable.get() {
            return Err(not_open_for(vm, "writing"));
        }
        let size = match size {
            Some(n) => n,
            None => self.seek(0, 1)?,
        };
        let length = u64::try_from(size).map_err(|_| system::os_error(Errno::INVAL))?;
        rustix::fs::ftruncate(&handle, length).map_err(system::os_error)?;
        Ok(size)
    }

    pub(super) fn close(&self) -> R<()> {
        let number = self.fd.replace(-1);
        if number >= 0 && self.closefd.get() {
            fd::close(number).map_err(system::os_error)?;
        }
        Ok(())
    }

    /// Whether there is an open descriptor that `close` would close.
    pub(super) fn is_to_be_closed(&self) -> bool {
        self.fd.get() >= 0 && self.closefd.get()
    }

    pub(super) fn isatty(&self) -> R<bool> {
        Ok(rustix::termios::isatty(self.handle()?))
    }
}

/// Refuses what the file was not opened for.
#[cold]
fn not_open_for(vm: &mut Vm, what: &str) -> Exc {
    super::unsupported(vm, &format!("File not open for {what}"))
}

fn set_block_size(_: &mut Vm, args: &[Value]) -> R {
    if let Some(n) = args[1].as_i64().and_then(|n| usize::try_from(n).ok()) {
        this::<FileIo>(args)?.block_size.set(n);
    }
    Ok(Value::NONE)
}

/// A new file object on an open descriptor, for the standard streams.
pub(super) fn standard(vm: &mut Vm, number: i32, name: &str) -> R<Obj<FileIo>> {
    let file = vm.new_native(FileIo::fresh())?;
    let access = Access::parse(if number == 0 { "r" } else { "w" })?;
    file.adopt(number, access, false, &name.into())?;
    set_name(file.value(), name.into());
    Ok(file)
}

/// A new file object, as `open` makes it.
pub(super) fn open_file(vm: &mut Vm, file: &Value, mode: &str, closefd: bool) -> R<Obj<FileIo>> {
    let object = vm.new_native(FileIo::fresh())?;
    open_into(object.value(), &object, file, mode, closefd)?;
    Ok(object)
}

fn set_name(v: &Value, name: Value) {
    if let Some(inst) = v.header().and_then(|h| h.instance()) {
        inst.set(&intern(b"name"), name);
    }
}

/// Opens `file`, a path or a descriptor, in an object.
fn open_into(object: &Value, payload: &FileIo, file: &Value, mode: &str, closefd: bool) -> R<()> {
    let access = Access::parse(mode)?;
    if let Some(number) = descriptor(file)? {
        payload.adopt(number, access, closefd, file)?;
        set_name(object, file.clone());
        return Ok(());
    }
    let path = system::path(file)?;
    if !closefd {
        return Err(value_error("Cannot use closefd=False with file name"));
    }
    let opened = loop {
        match rustix::fs::open(&*path, access.flags, Mode::from_raw_mode(0o666)) {
            Err(Errno::INTR) => {}
            other => break other.map_err(|e| system::os_error_at(e, file, None))?,
        }
    };
    let number = fd::insert(opened).map_err(system::os_error)?;
    if let Err(e) = payload.adopt(number, access, true, file) {
        let _ = fd::close(number);
        return Err(e);
    }
    set_name(object, file.clone());
    Ok(())
}

/// The descriptor that an argument names, if it is an int.
fn descriptor(file: &Value) -> R<Option<i32>> {
    if !file.is_int() {
        return Ok(None);
    }
    let number = arg::c_int(file)?;
    if number < 0 {
        return Err(value_error("negative file descriptor"));
    }
    Ok(Some(number))
}

fn init(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let payload = this::<FileIo>(args)?;
    let mode = match args[2].given() {
        None => "r".to_owned(),
        Some(v) => match v.downcast::<Str>() {
            Some(s) => s.to_lossy().into_owned(),
            None => return Err(arg::wrong("FileIO() argument 'mode'", "str", v)),
        },
    };
    let closefd = arg::flag(&args[3], true);
    payload.close()?;
    let is_path = args[1].is_a::<Str>() || args[1].is_a::<Bytes>();
    let opener = arg::some(&args[4]);
    if args[1].is_int() || is_path && opener.is_none() {
        open_into(&args[0], payload, &args[1], &mode, closefd)?;
        return Ok(Next::Value(Value::NONE));
    }
    let access = Access::parse(&mode)?;
    if !closefd {
        return Err(value_error("Cannot use closefd=False with file name"));
    }
    let flags = Value::from(access.flags.bits() as i64);
    let opener = opener.cloned().unwrap_or(Value::NONE);
    let f = vm.prelude("fileio_init")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone(), mode.into(), opener, flags]))
}

/// `_fileio_adopt(self, name, mode, fd)`: what an opener has opened becomes the object's.
pub(super) fn adopt(_: &mut Vm, args: &[Value]) -> R {
    let payload = this::<FileIo>(args)?;
    let access = Access::parse(&args[2].downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default())?;
    let number = arg::c_int(&args[3])?;
    if number < 0 {
        return Err(value_error(format!("opener returned {number}")));
    }
    payload.adopt(number, access, true, &args[1])?;
    set_name(&args[0], args[1].clone());
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = this::<FileIo>(args)?;
    let class = pausa_vm::types::class_of(&args[0]);
    let name = pausa_vm::types::typ::full_name(&class);
    if f.is_closed() {
        return Ok(Next::Value(format!("<{name} [closed]>").into()));
    }
    let closefd = if f.closefd.get() { "True" } else { "False" };
    let (start, end) = (format!("<{name} "), format!(" mode='{}' closefd={closefd}>", f.mode()));
    let shown = args[0].header().and_then(|h| h.instance()).and_then(|i| i.get(intern(b"name").value()));
    match shown {
        None => Ok(Next::Value(format!("{start}fd={}{end}", f.fd.get()).into())),
        Some(shown) => {
            let join = vm.prelude("repr_between")?;
            Ok(Next::call(join, [format!("{start}name=").into(), shown, end.into()]))
        }
    }
}

/// A subclass may have a `flush` of its own, which is called before.
fn close(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = this::<FileIo>(args)?;
    let class = pausa_vm::types::class_of(&args[0]);
    if class.is_heap_type() && !f.is_closed() {
        return general(vm, "fileio_close", args);
    }
    f.close().map(|()| Next::Value(Value::NONE))
}

/// `_fileio_close(self)`
pub(super) fn close_now(_: &mut Vm, args: &[Value]) -> R {
    this::<FileIo>(args)?.close()?;
    Ok(Value::NONE)
}

fn check_readable(vm: &mut Vm, f: &FileIo) -> R<()> {
    f.open()?;
    if f.readable.get() { Ok(()) } else { Err(not_open_for(vm, "reading")) }
}

fn bytes_or_none(n: Option<usize>, out: &[u8]) -> Value {
    match n {
        Some(_) => Bytes::new(out).into(),
        None => Value::NONE,
    }
}

fn read(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = this::<FileIo>(args)?;
    check_readable(vm, f)?;
    let size = match arg::some(&args[1]) {
        Some(v) => pausa_vm::types::arg::size(v)?,
        None => -1,
    };
    let mut out = Vec::new();
    let Ok(size) = usize::try_from(size) else {
        let class = pausa_vm::types::class_of(&args[0]);
        if class.is_heap_type() {
            // A subclass may have a `readall` of its own.
            return general(vm, "fileio_readall", &args[..1]);
        }
        let n = f.read_all(vm, &mut out)?;
        return Ok(Next::Value(bytes_or_none(n, &out)));
    };
    let n = f.read_some(vm, size, &mut out)?;
    Ok(Next::Value(bytes_or_none(n, &out)))
}

fn readall(vm: &mut Vm, args: &[Value]) -> R {
    let f = this::<FileIo>(args)?;
    check_readable(vm, f)?;
    let mut out = Vec::new();
    let n = f.read_all(vm, &mut out)?;
    Ok(bytes_or_none(n, &out))
}

fn readinto(vm: &mut Vm, args: &[Value]) -> R {
    let f = this::<FileIo>(args)?;
    check_readable(vm, f)?;
    let handle = f.handle()?;
    let read = super::into_buffer(&args[1], "readinto", |out| f.read_into(vm, &handle, out))??;
    Ok(read.map_or(Value::NONE, Value::from))
}

fn readable(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<FileIo>(args)?;
    f.open()?;
    Ok(Value::bool(f.readable.get()))
}

fn writable(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<FileIo>(args)?;
    f.open()?;
    Ok(Value::bool(f.writable.get()))
}

fn write(vm: &mut Vm, args: &[Value]) -> R {
    let f = this::<FileIo>(args)?;
    f.open()?;
    if !f.writable.get() {
        return Err(not_open_for(vm, "writing"));
    }
    let bytes = buffer::require(&args[1])?;
    Ok(f.write_some(vm, &bytes)?.map_or(Value::NONE, Value::from))
}

fn seek(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<FileIo>(args)?;
    f.open()?;
    let offset = arg::c_long(&args[1])?;
    let whence = args[2].given().map_or(Ok(0), arg::c_int)?;
    Ok(f.seek(offset, whence)?.into())
}

fn truncate(vm: &mut Vm, args: &[Value]) -> R {
    let f = this::<FileIo>(args)?;
    f.open()?;
    let size = match arg::some(&args[1]) {
        None => None,
        Some(v) if v.is_int() => Some(arg::c_long(v)?),
        Some(v) => {
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
        }
    };
    Ok(f.truncate(vm, size)?.into())
}
