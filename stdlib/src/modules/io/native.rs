//! Streams that need no user code: instances of the native classes themselves, on top of one another. Whatever involves a class
//! of the program's goes to the prelude.

use pausa_vm::heap::Payload;
use pausa_vm::native::Next;
use pausa_vm::{Obj, R, Value, Vm};

use super::buffered::Buffered;
use super::bytes::BytesIo;
use super::file::FileIo;
use super::string::StringIo;
use super::text::TextIo;

/// The payload of an object whose class is the native one itself.
pub(super) fn exact<T: Payload>(v: &Value) -> Option<Obj<T>> {
    if v.header()?.class_ref().is_heap_type() { None } else { v.cast::<T>() }
}

/// Hands a call to a prelude function; arguments that were not given become None.
pub(super) fn general(vm: &mut Vm, name: &'static str, args: &[Value]) -> R<Next> {
    let f = vm.prelude(name)?;
    Ok(Next::call(f, args.iter().map(|v| v.given().cloned().unwrap_or(Value::NONE))))
}

/// A native stream of bytes.
#[derive(Clone)]
pub(super) enum ByteStream {
    /// A file, unbuffered.
    File(Obj<FileIo>),
    /// Memory.
    Bytes(Obj<BytesIo>),
    /// A buffer on one of the others.
    Buffered(Obj<Buffered>),
}

impl ByteStream {
    /// The native stream that an object is.
    pub(super) fn of(v: &Value) -> Option<ByteStream> {
        if let Some(b) = exact::<Buffered>(v) {
            return b.is_native().then_some(ByteStream::Buffered(b));
        }
        Self::raw(v)
    }

    /// The native stream below a buffer that an object is.
    pub(super) fn raw(v: &Value) -> Option<ByteStream> {
        if let Some(f) = exact::<FileIo>(v) {
            return Some(ByteStream::File(f));
        }
        exact::<BytesIo>(v).map(ByteStream::Bytes)
    }

    pub(super) fn value(&self) -> &Value {
        match self {
            ByteStream::File(f) => f.value(),
            ByteStream::Bytes(b) => b.value(),
            ByteStream::Buffered(b) => b.value(),
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        match self {
            ByteStream::File(f) => f.is_closed(),
            ByteStream::Bytes(b) => b.is_closed(),
            ByteStream::Buffered(b) => b.is_closed(),
        }
    }

    pub(super) fn readable(&self) -> bool {
        match self {
            ByteStream::File(f) => f.readable.get(),
            ByteStream::Bytes(_) => true,
            ByteStream::Buffered(b) => b.readable(),
        }
    }

    pub(super) fn writable(&self) -> bool {
        match self {
            ByteStream::File(f) => f.writable.get(),
            ByteStream::Bytes(_) => true,
            ByteStream::Buffered(b) => b.writable(),
        }
    }

    pub(super) fn seekable(&self, vm: &mut Vm) -> R<bool> {
        match self {
            ByteStream::File(f) => f.seekable(),
            ByteStream::Bytes(b) => b.open().map(|()| true),
            ByteStream::Buffered(b) => b.seekable(vm),
        }
    }

    /// Appends up to `n` bytes with at most one call of the system. None: there is nothing now, and it must not wait.
    pub(super) fn read1(&self, vm: &mut Vm, n: usize, out: &mut Vec<u8>) -> R<Option<usize>> {
        match self {
            ByteStream::File(f) => f.read_some(vm, n, out),
            ByteStream::Bytes(b) => b.read_some(n, out).map(Some),
            ByteStream::Buffered(b) => b.read1(vm, n, out),
        }
    }

    /// Appends all bytes up to the end. None: there is nothing now, and it must not wait.
    pub(super) fn read_all(&self, vm: &mut Vm, out: &mut Vec<u8>) -> R<Option<usize>> {
        match self {
            ByteStream::File(f) => f.read_all(vm, out),
            ByteStream::Bytes(b) => b.read_some(usize::MAX, out).map(Some),
            ByteStream::Buffered(b) => b.read_all(vm, out),
        }
    }

    /// Writes some of the bytes; the answer is how many. None: nothing now, and it must not wait.
    pub(super) fn write(&self, vm: &mut Vm, bytes: &[u8]) -> R<Option<usize>> {
        match self {
            ByteStream::File(f) => f.write_some(vm, bytes),
            ByteStream::Bytes(b) => b.write(bytes).map(Some),
            ByteStream::Buffered(b) => b.write(vm, bytes).map(Some),
        }
    }

    pub(super) fn flush(&self, vm: &mut Vm) -> R<()> {
        match self {
            ByteStream::File(f) => f.open().map(drop),
            ByteStream::Bytes(b) => b.open(),
            ByteStream::Buffered(b) => b.flush(vm),
        }
    }

    pub(super) fn seek(&self, vm: &mut Vm, offset: i64, whence: i32) -> R<i64> {
        match self {
            ByteStream::File(f) => f.seek(offset, whence),
            ByteStream::Bytes(b) => b.seek(offset, whence),
            ByteStream::Buffered(b) => b.seek(vm, offset, whence),
        }
    }

    pub(super) fn tell(&self, vm: &mut Vm) -> R<i64> {
        match self {
            ByteStream::File(f) => f.seek(0, 1),
            ByteStream::Bytes(b) => b.tell(),
            ByteStream::Buffered(b) => b.tell(vm),
        }
    }

    /// Sets the length; without one, to the position.
    pub(super) fn truncate(&self, vm: &mut Vm, size: Option<i64>) -> R<i64> {
        match self {
            ByteStream::File(f) => f.truncate(vm, size),
            ByteStream::Bytes(b) => b.truncate(size),
            ByteStream::Buffered(b) => b.truncate(vm, size),
        }
    }

    pub(super) fn close(&self, vm: &mut Vm) -> R<()> {
        match self {
            ByteStream::File(f) => f.close(),
            ByteStream::Bytes(b) => b.close(),
            ByteStream::Buffered(b) => b.close(vm),
        }
    }

    /// The descriptor; memory has none.
    pub(super) fn fileno(&self, vm: &mut Vm) -> R<i32> {
        match self {
            ByteStream::File(f) => f.open(),
            ByteStream::Bytes(_) => Err(super::unsupported(vm, "fileno")),
            ByteStream::Buffered(b) => b.stream(vm)?.fileno(vm),
        }
    }

    pub(super) fn isatty(&self, vm: &mut Vm) -> R<bool> {
        match self {
            ByteStream::File(f) => f.isatty(),
            ByteStream::Bytes(b) => b.open().map(|()| false),
            ByteStream::Buffered(b) => b.stream(vm)?.isatty(vm),
        }
    }
}

/// Whether a stream is closed; None if only user code can tell.
pub(super) fn is_closed(_: &mut Vm, v: &Value) -> Option<bool> {
    if let Some(t) = exact::<TextIo>(v) {
        return t.is_closed();
    }
    if let Some(s) = exact::<StringIo>(v) {
        return Some(s.is_closed());
    }
    ByteStream::of(v).map(|s| s.is_closed())
}

/// Whether a file is open below a stream that nobody uses any more, and is closed with it.
pub(super) fn leaves_file_open(vm: &mut Vm, v: &Value) -> bool {
    let mut stream = match exact::<TextIo>(v) {
        Some(t) => t.stream(),
        None => ByteStream::of(v),
    };
    loop {
        match stream {
            Some(ByteStream::File(f)) => return f.is_to_be_closed(),
            Some(ByteStream::Buffered(b)) => stream = b.stream(vm).ok(),
            Some(ByteStream::Bytes(_)) | None => return false,
        }
    }
}

/// Closes a stream; None if that needs user code.
pub(super) fn close(vm: &mut Vm, v: &Value) -> Option<R<()>> {
    if let Some(t) = exact::<TextIo>(v) {
        return t.close(vm);
    }
    if let Some(s) = exact::<StringIo>(v) {
        s.close();
        return Some(Ok(()));
    }
    let stream = ByteStream::of(v)?;
    Some(stream.close(vm))
}
