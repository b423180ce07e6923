//! What is behind `BufferedReader`, `BufferedWriter` and `BufferedRandom`: a buffer on a native stream. (On any other stream the
//! prelude does the work, `prelude/io_buffered.py`, and keeps its state in a dict.)

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{memory_error, value_error};
use pausa_vm::heap::{Obj, Payload, Visit};
use pausa_vm::object::Dict;
use pausa_vm::{Exc, ExcKind, R, Value, Vm};
use rustix::io::Errno;

use super::native::ByteStream;

/// Which of the classes it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Reader,
    Writer,
    Random,
}

/// A buffered stream.
pub(super) struct Buffered {
    pub(super) kind: Cell<Kind>,
    pub(super) inner: RefCell<Inner>,
}

/// How it works.
pub(super) enum Inner {
    /// `__init__` has not been called.
    Uninitialized,
    /// On a native stream.
    Native(Buffer),
    /// On any stream: the state of the prelude's functions.
    General(Obj<Dict>),
    /// The stream below was taken away.
    Detached,
}

impl Payload for Buffered {
    fn traverse(&self, visit: &mut Visit<'_>) {
        match &*self.inner.borrow() {
            Inner::Native(b) => visit(b.raw.value()),
            Inner::General(state) => visit(state.value()),
            Inner::Uninitialized | Inner::Detached => {}
        }
    }
    fn clear(&self) {
        drop(self.inner.replace(Inner::Detached));
    }
}

/// A buffer on a native stream. Either there are bytes that were read ahead, or bytes to be written, or neither.
pub(super) struct Buffer {
    pub(super) raw: ByteStream,
    size: usize,
    /// What was read; `ahead[at..]` has not been handed out.
    ahead: Vec<u8>,
    at: usize,
    /// What is to be written.
    pending: Vec<u8>,
}

impl Buffered {
    pub(super) fn new(kind: Kind) -> Buffered {
        Buffered { kind: Cell::new(kind), inner: RefCell::new(Inner::Uninitialized) }
    }

    pub(super) fn is_native(&self) -> bool {
        matches!(*self.inner.borrow(), Inner::Native(_))
    }

    /// Works with the native buffer.
    pub(super) fn with<T>(&self, f: impl FnOnce(&mut Buffer) -> R<T>) -> R<T> {
        match &mut *self.inner.borrow_mut() {
            Inner::Native(b) => f(b),
            other => Err(unusable(other)),
        }
    }

    /// The stream below.
    pub(super) fn stream(&self, _: &mut Vm) -> R<ByteStream> {
        self.with(|b| Ok(b.raw.clone()))
    }

    pub(super) fn is_closed(&self) -> bool {
        match &*self.inner.borrow() {
            Inner::Native(b) => b.raw.is_closed(),
            _ => false,
        }
    }

    pub(super) fn readable(&self) -> bool {
        self.kind.get() != Kind::Writer
    }

    pub(super) fn writable(&self) -> bool {
        self.kind.get() != Kind::Reader
    }

    pub(super) fn seekable(&self, vm: &mut Vm) -> R<bool> {
        self.stream(vm)?.seekable(vm)
    }

    pub(super) fn read1(&self, vm: &mut Vm, n: usize, out: &mut Vec<u8>) -> R<Option<usize>> {
        self.with(|b| b.read1(vm, n, out))
    }

    pub(super) fn read_all(&self, vm: &mut Vm, out: &mut Vec<u8>) -> R<Option<usize>> {
        self.with(|b| b.read_all(vm, out))
    }

    pub(super) fn write(&self, vm: &mut Vm, bytes: &[u8]) -> R<usize> {
        self.with(|b| b.write(vm, bytes))
    }

    pub(super) fn flush(&self, vm: &mut Vm) -> R<()> {
        self.with(|b| b.flush(vm))
    }

    pub(super) fn seek(&self, vm: &mut Vm, offset: i64, whence: i32) -> R<i64> {
        self.with(|b| b.seek(vm, offset, whence))
    }

    pub(super) fn tell(&self, vm: &mut Vm) -> R<i64> {
        self.with(|b| b.tell(vm))
    }

    pub(super) fn truncate(&self, vm: &mut Vm, size: Option<i64>) -> R<i64> {
        self.with(|b| b.truncate(vm, size))
    }

    /// Writes what is pending and closes the stream, even if the first fails.
    pub(super) fn close(&self, vm: &mut Vm) -> R<()> {
        self.with(|b| {
            if b.raw.is_closed() {
                return Ok(());
            }
            let flushed = b.flush(vm);
            b.pending.clear();
            b.ahead.clear();
            b.at = 0;
            let closed = b.raw.close(vm);
            flushed.and(closed)
        })
    }
}

/// Why the native way is not open.
#[cold]
pub(super) fn unusable(inner: &Inner) -> Exc {
    value_error(match inner {
        Inner::Detached => "raw stream has been detached",
        _ => "I/O operation on uninitialized object",
    })
}

/// What would have to wait, and must not: `written` bytes were taken.
#[cold]
fn would_block(written: usize) -> Exc {
    let number = Errno::AGAIN.raw_os_error();
    let e = Exc::with_args(
        ExcKind::BlockingIOError,
        vec![number.into(), "write could not complete without blocking".into(), written.into()],
    );
    let object = e.object();
    object.set_field(2, Value::UNBOUND);
    object.set_field(4, written.into());
    e
}

impl Buffer {
    pub(super) fn new(raw: ByteStream, size: usize) -> Buffer {
        Buffer { raw, size, ahead: Vec::new(), at: 0, pending: Vec::new() }
    }

    fn unread(&self) -> &[u8] {
        &self.ahead[self.at..]
    }

    /// Refuses to go on if the stream is closed.
    pub(super) fn open(&self, what: &str) -> R<()> {
        if self.raw.is_closed() { Err(value_error(format!("{what} closed file"))) } else { Ok(()) }
    }

    /// Hands out what was read ahead, up to `n` bytes.
    fn take(&mut self, n: usize, out: &mut Vec<u8>) -> R<usize> {
        let n = n.min(self.ahead.len() - self.at);
        out.try_reserve(n).map_err(|_| memory_error())?;
        out.extend_from_slice(&self.ahead[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }

    /// Reads ahead, when all that was has been handed out. 0: the end; None: nothing now, and it must not wait.
    fn fill(&mut self, vm: &mut Vm) -> R<Option<usize>> {
        self.flush_pending(vm)?;
        self.ahead.clear();
        self.at = 0;
        self.raw.read1(vm, self.size, &mut self.ahead)
    }

    /// Appends `n` bytes, fewer at the end.
    pub(super) fn read(&mut self, vm: &mut Vm, n: usize, out: &mut Vec<u8>) -> R<Option<usize>> {
        let mut done = self.take(n, out)?;
        while done < n {
            let left = n - done;
            let got = if left >= self.size {
                self.flush_pending(vm)?;
                // Whole buffers' worth goes past the buffer.
                self.raw.read1(vm, left - left % self.size, out)?
            } else {
                match self.fill(vm)? {
                    Some(0) => Some(0),
                    Some(_) => Some(self.take(left, out)?),
                    None => None,
                }
            };
            match got {
                Some(0) => break,
                Some(k) => done += k,
                None if done == 0 => return Ok(None),
                None => break,
            }
        }
        Ok(Some(done))
    }

    pub(super) fn read1(&mut self, vm: &mut Vm, n: usize, out: &mut Vec<u8>) -> R<Option<usize>> {
        if n == 0 || self.at < self.ahead.len() {
            return self.take(n, out).map(Some);
        }
        self.flush_pending(vm)?;
        self.raw.read1(vm, n, out)
    }

    /// What `read1` without a size asks for.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn read_all(&mut self, vm: &mut Vm, out: &mut Vec<u8>) -> R<Option<usize>> {
        let done = self.take(usize::MAX, out)?;
        self.flush_pending(vm)?;
        match self.raw.read_all(vm, out)? {
            Some(n) => Ok(Some(done + n)),
            None if done > 0 => Ok(Some(done)),
            None => Ok(None),
        }
    }

    /// What was read ahead, at least one byte unless it is the end.
    pub(super) fn peek(&mut self, vm: &mut Vm) -> R<&[u8]> {
        if self.unread().is_empty() {
            self.fill(vm)?;
        }
        Ok(self.unread())
    }

    /// Appends the next line, of at most `limit` bytes.
    pub(super) fn read_line(&mut self, vm: &mut Vm, limit: Option<usize>, out: &mut Vec<u8>) -> R<()> {
        let mut left = limit.unwrap_or(usize::MAX);
        loop {
            let rest = &self.unread()[..left.min(self.unread().len())];
            if let Some(i) = memchr::memchr(b'\n', rest) {
                self.take(i + 1, out)?;
                return Ok(());
            }
            let n = rest.len();
            self.take(n, out)?;
            left -= n;
            if left == 0 || !matches!(self.fill(vm)?, Some(1..)) {
                return Ok(());
            }
        }
    }

    /// The next byte will be written: what was read ahead is put back.
    fn begin_write(&mut self, vm: &mut Vm) -> R<()> {
        let unread = self.unread().len() as i64;
        if unread > 0 {
            self.raw.seek(vm, -unread, 1)?;
        }
        self.ahead.clear();
        self.at = 0;
        Ok(())
    }

    /// Takes all bytes, and writes at once what there is no room for.
    pub(super) fn write(&mut self, vm: &mut Vm, bytes: &[u8]) -> R<usize> {
        self.open("write to")?;
        self.begin_write(vm)?;
        if bytes.len() <= self.size - self.pending.len().min(self.size) {
            self.pending.extend_from_slice(bytes);
            return Ok(bytes.len());
        }
        let mut rest = bytes;
        if self.push(vm)? {
            while rest.len() > self.size {
                match self.raw.write(vm, rest)? {
                    Some(n) => rest = &rest[n..],
                    None => break,
                }
            }
        }
        let room = self.size - self.pending.len().min(self.size);
        let fits = rest.len().min(room);
        self.pending.extend_from_slice(&rest[..fits]);
        if fits < rest.len() {
            return Err(would_block(bytes.len() - rest.len() + fits));
        }
        Ok(bytes.len())
    }

    /// Writes what is pending; false if it could not all be written without waiting.
    fn push(&mut self, vm: &mut Vm) -> R<bool> {
        let mut done = 0;
        let outcome = loop {
            if done == self.pending.len() {
                break Ok(true);
            }
            match self.raw.write(vm, &self.pending[done..]) {
                Ok(Some(n)) => done += n,
                Ok(None) => break Ok(false),
                Err(e) => break Err(e),
            }
        };
        self.pending.drain(..done);
        outcome
    }

    fn flush_pending(&mut self, vm: &mut Vm) -> R<()> {
        if self.pending.is_empty() || self.push(vm)? { Ok(()) } else { Err(would_block(0)) }
    }

    pub(super) fn flush(&mut self, vm: &mut Vm) -> R<()> {
        self.open("flush of")?;
        self.flush_pending(vm)
    }

    pub(super) fn seek(&mut self, vm: &mut Vm, offset: i64, whence: i32) -> R<i64> {
        self.open("seek of")?;
        self.flush_pending(vm)?;
        let unread = self.unread().len() as i64;
        let offset = if whence == 1 { offset - unread } else { offset };
        let at = self.raw.seek(vm, offset, whence)?;
        self.ahead.clear();
        self.at = 0;
        Ok(at)
    }

    pub(super) fn tell(&mut self, vm: &mut Vm) -> R<i64> {
        let at = self.raw.tell(vm)?;
        Ok(at - self.unread().len() as i64 + self.pending.len() as i64)
    }

    pub(super) fn truncate(&mut self, vm: &mut Vm, size: Option<i64>) -> R<i64> {
        self.open("truncate of")?;
        self.flush_pending(vm)?;
        let size = match size {
            Some(n) => n,
            None => self.tell(vm)?,
        };
        self.raw.truncate(vm, Some(size))
    }
}
