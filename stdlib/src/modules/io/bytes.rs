//! `BytesIO`: bytes in memory as a file.

use std::cell::{Cell, RefCell};

use pausa_vm::buffer::{self, Export, Exporter};
use pausa_vm::exc::{buffer_error, memory_error, type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{TypeSpec, class_arg, getter, pure, this};
use pausa_vm::object::{Bytes, Dict, List, Tuple, TypeFlags};
use pausa_vm::ops::{attr, iterate};
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};

use crate::modules::arg;

/// Bytes, and a position in them, which may be beyond their end.
pub(super) struct BytesIo {
    /// None when closed.
    data: RefCell<Option<Vec<u8>>>,
    at: Cell<usize>,
    exports: Cell<usize>,
}

impl Payload for BytesIo {
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `getbuffer()` shows the bytes themselves.
impl Exporter for BytesIo {
    fn export(&self) -> Export {
        let count = self.data.borrow().as_ref().map_or(0, Vec::len);
        Export { format: "B".to_owned(), item_size: 1, count, readonly: false }
    }
    fn read(&self, f: &mut dyn FnMut(&[u8])) {
        f(self.data.borrow().as_deref().unwrap_or_default());
    }
    fn write(&self, f: &mut dyn FnMut(&mut [u8])) {
        f(self.data.borrow_mut().as_deref_mut().unwrap_or_default());
    }
    fn exports(&self) -> &Cell<usize> {
        &self.exports
    }
}

/// `_io.BytesIO`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "BytesIO",
    module: "_io",
    layout: BytesIo::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, initial_bytes=b'')", init, "Initialize self."),
        pure("__next__(self, /)", next, "Implement next(self)."),
        pure("close(self, /)", close, "Disable all I/O operations."),
        getter(
            "closed(self, /)",
            |_, a| Ok(Value::bool(this::<BytesIo>(a)?.is_closed())),
            "True if the file is closed.",
        ),
        pure("flush(self, /)", opened, "Does nothing."),
        pure("getbuffer(self, /)", getbuffer, "Get a read-write view over the contents of the BytesIO object."),
        pure("getvalue(self, /)", getvalue, "Retrieve the entire contents of the BytesIO object."),
        pure("isatty(self, /)", |_, a| this::<BytesIo>(a)?.open().map(|()| Value::FALSE), "Always returns False."),
        pure("read(self, size: count=-1, /)", read, "Read at most size bytes, returned as a bytes object."),
        pure("read1(self, size: count=-1, /)", read, "Read at most size bytes, returned as a bytes object."),
        pure(
            "readable(self, /)",
            |_, a| this::<BytesIo>(a)?.open().map(|()| Value::TRUE),
            "Returns True if the IO object can be read.",
        ),
        pure("readinto(self, buffer, /)", readinto, "Read bytes into buffer."),
        pure("readline(self, size: count=-1, /)", readline, "Next line from the file, as a bytes object."),
        pure("readlines(self, size=None, /)", readlines, "List of bytes objects, each a line from the file."),
        pure("seek(self, pos: index, whence: index=0, /)", seek, "Change stream position."),
        pure(
            "seekable(self, /)",
            |_, a| this::<BytesIo>(a)?.open().map(|()| Value::TRUE),
            "Returns True if the IO object can be seeked.",
        ),
        pure("tell(self, /)", |_, a| Ok(this::<BytesIo>(a)?.tell()?.into()), "Current file position, an integer."),
        pure("truncate(self, size: count=None, /)", truncate, "Truncate the file to at most size bytes."),
        pure(
            "writable(self, /)",
            |_, a| this::<BytesIo>(a)?.open().map(|()| Value::TRUE),
            "Returns True if the IO object can be written.",
        ),
        pure("write(self, b, /)", write, "Write bytes to file."),
        pure("writelines(self, lines: list, /)", writelines, "Write lines to the file."),
        pure("__getstate__(self, /)", getstate, ""),
        pure("__setstate__(self, state, /)", setstate, ""),
    ],
};

fn new(_: &mut Vm, args: &[Value]) -> R {
    Ok(new_with_type(&class_arg(args)?, BytesIo::payload(Vec::new())).into())
}

impl BytesIo {
    fn payload(data: Vec<u8>) -> BytesIo {
        BytesIo { data: RefCell::new(Some(data)), at: Cell::new(0), exports: Cell::new(0) }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.data.borrow().is_none()
    }

    /// Refuses to go on if it is closed.
    pub(super) fn open(&self) -> R<()> {
        if self.is_closed() { Err(super::closed_file()) } else { Ok(()) }
    }

    fn check_exports(&self) -> R<()> {
        if self.exports.get() > 0 {
            return Err(buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        Ok(())
    }

    /// Calls `f` with the bytes from the position on, and moves the position by what it says.
    fn take<T>(&self, f: impl FnOnce(&[u8]) -> (usize, T)) -> R<T> {
        let data = self.data.borrow();
        let Some(data) = &*data else {
            return Err(super::closed_file());
        };
        let rest = data.get(self.at.get()..).unwrap_or_default();
        let (n, result) = f(rest);
        self.at.set(self.at.get() + n);
        Ok(result)
    }

    /// Appends up to `n` bytes from the position on.
    pub(super) fn read_some(&self, n: usize, out: &mut Vec<u8>) -> R<usize> {
        self.take(|rest| {
            let n = n.min(rest.len());
            out.extend_from_slice(&rest[..n]);
            (n, n)
        })
    }

    pub(super) fn write(&self, bytes: &[u8]) -> R<usize> {
        self.open()?;
        self.check_exports()?;
        if bytes.is_empty() {
            return Ok(0);
        }
        let at = self.at.get();
        let mut data = self.data.borrow_mut();
        let Some(data) = &mut *data else {
            return Err(super::closed_file());
        };
        let end = at.checked_add(bytes.len()).ok_or_else(memory_error)?;
        if end > data.len() {
            data.try_reserve(end - data.len()).map_err(|_| memory_error())?;
            data.resize(end, 0);
        }
        data[at..end].copy_from_slice(bytes);
        self.at.set(end);
        Ok(bytes.len())
    }

    pub(super) fn seek(&self, offset: i64, whence: i32) -> R<i64> {
        self.open()?;
        let length = self.data.borrow().as_ref().map_or(0, Vec::len);
        let base = match whence {
            0 if offset < 0 => return Err(value_error(format!("negative seek value {offset}"))),
            0 => 0,
            1 => self.at.get(),
            2 => length,
            _ => {
                return Err(value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
            }
        };
        let at = (base as i64)
            .checked_add(offset)
            .ok_or_else(|| pausa_vm::exc::overflow_error("new position too large"))?
            .max(0);
        self.at.set(at as usize);
        Ok(at)
    }

    pub(super) fn tell(&self) -> R<i64> {
        self.open()?;
        Ok(self.at.get() as i64)
    }

    pub(super) fn truncate(&self, size: Option<i64>) -> R<i64> {
        self.open()?;
        self.check_exports()?;
        let size = size.unwrap_or(self.at.get() as i64);
        let Ok(length) = usize::try_from(size) else {
            return Err(value_error(format!("negative size value {size}")));
        };
        if let Some(data) = &mut *self.data.borrow_mut() {
            data.truncate(length);
        }
        Ok(size)
    }

    pub(super) fn close(&self) -> R<()> {
        if !self.is_closed() {
            self.check_exports()?;
            drop(self.data.take());
        }
        Ok(())
    }

    /// The next line, of at most `limit` bytes.
    fn line(&self, limit: Option<usize>) -> R<Vec<u8>> {
        self.take(|rest| {
            let rest = &rest[..limit.unwrap_or(rest.len()).min(rest.len())];
            let n = memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1);
            (n, rest[..n].to_vec())
        })
    }
}

fn init(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    b.check_exports()?;
    let data = match arg::some(&args[1]) {
        Some(v) => buffer::require(v)?.to_vec(),
        None => Vec::new(),
    };
    b.data.replace(Some(data));
    b.at.set(0);
    Ok(Value::NONE)
}

fn opened(_: &mut Vm, args: &[Value]) -> R {
    this::<BytesIo>(args)?.open()?;
    Ok(Value::NONE)
}

fn close(_: &mut Vm, args: &[Value]) -> R {
    this::<BytesIo>(args)?.close()?;
    Ok(Value::NONE)
}

fn getvalue(_: &mut Vm, args: &[Value]) -> R {
    match &*this::<BytesIo>(args)?.data.borrow() {
        Some(data) => Ok(Bytes::try_concat(&[data]).ok_or_else(memory_error)?.into()),
        None => Err(super::closed_file()),
    }
}

fn getbuffer(_: &mut Vm, args: &[Value]) -> R {
    this::<BytesIo>(args)?.open()?;
    match buffer::view(&args[0])? {
        Some(view) => Ok(view.into()),
        None => Err(buffer::not_a_buffer(&args[0])),
    }
}

/// A count of bytes; None for no limit.
fn limit(v: &Value) -> R<Option<usize>> {
    match arg::some(v) {
        None => Ok(None),
        Some(v) if v.is_int() => Ok(usize::try_from(pausa_vm::types::arg::size(v)?).ok()),
        Some(v) => Err(type_error(format!("argument should be integer or None, not '{}'", class_name(v)))),
    }
}

fn read(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    let n = limit(&args[1])?.unwrap_or(usize::MAX);
    b.take(|rest| {
        let n = n.min(rest.len());
        (n, Bytes::try_concat(&[&rest[..n]]))
    })?
    .map(Value::from)
    .ok_or_else(memory_error)
}

fn readinto(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    b.open()?;
    // The target may be a view of these very bytes.
    let mut piece = Vec::new();
    let room = super::into_buffer(&args[1], "readinto", |out| out.len())?;
    b.read_some(room, &mut piece)?;
    super::into_buffer(&args[1], "readinto", |out| out[..piece.len()].copy_from_slice(&piece))?;
    Ok(piece.len().into())
}

fn readline(_: &mut Vm, args: &[Value]) -> R {
    let line = this::<BytesIo>(args)?.line(limit(&args[1])?)?;
    Ok(Bytes::new(&line).into())
}

fn readlines(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    let most = limit(&args[1])?.filter(|n| *n > 0).unwrap_or(usize::MAX);
    let (mut lines, mut length) = (Vec::new(), 0);
    loop {
        let line = b.line(None)?;
        if line.is_empty() {
            break;
        }
        length += line.len();
        lines.push(Bytes::new(&line).into());
        if length >= most {
            break;
        }
    }
    Ok(List::from_vec(lines).into())
}

fn next(_: &mut Vm, args: &[Value]) -> R {
    let line = this::<BytesIo>(args)?.line(None)?;
    if line.is_empty() {
        return Err(pausa_vm::exc::stop_iteration(Value::NONE));
    }
    Ok(Bytes::new(&line).into())
}

fn seek(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    let whence = args[2].given().map_or(Ok(0), arg::c_int)?;
    Ok(b.seek(arg::c_long(&args[1])?, whence)?.into())
}

fn truncate(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    let size = match arg::some(&args[1]) {
        None => None,
        Some(v) if v.is_int() => Some(arg::c_long(v)?),
        Some(v) => {
            return Err(type_error(format!("argument should be integer or None, not '{}'", class_name(v))));
        }
    };
    Ok(b.truncate(size)?.into())
}

fn write(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    b.open()?;
    // A view of these very bytes counts as an export, which writing refuses.
    b.check_exports()?;
    let bytes = buffer::require(&args[1])?;
    Ok(b.write(&bytes)?.into())
}

fn writelines(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    b.open()?;
    for line in iterate::collect(&args[1])?.unwrap_or_default() {
        b.write(&buffer::require(&line)?)?;
    }
    Ok(Value::NONE)
}

fn getstate(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    let data = match &*b.data.borrow() {
        Some(data) => Bytes::new(data),
        None => return Err(super::closed_file()),
    };
    let attributes = attr::instance_dict_if_any(&args[0]).filter(|d| !d.is_empty());
    let attributes = attributes.map_or(Value::NONE, Value::from);
    Ok(Tuple::from_vec(vec![data.into(), b.at.get().into(), attributes]).into())
}

fn setstate(_: &mut Vm, args: &[Value]) -> R {
    let b = this::<BytesIo>(args)?;
    b.open()?;
    b.check_exports()?;
    let state = args[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let [data, at, attributes] = state else {
        return Err(type_error(format!(
            "{}.__setstate__ argument should be 3-tuple, got {}",
            class_name(&args[0]),
            class_name(&args[1])
        )));
    };
    b.data.replace(Some(buffer::require(data)?.to_vec()));
    let Some(at) = at.as_i64() else {
        return Err(type_error(format!("second item of state must be an integer, not {}", class_name(at))));
    };
    let at = usize::try_from(at).map_err(|_| value_error("position value cannot be negative"))?;
    b.at.set(at);
    super::restore_attributes(&args[0], attributes.downcast::<Dict>());
    Ok(Value::NONE)
}
