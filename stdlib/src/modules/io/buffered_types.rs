//! The classes `BufferedReader`, `BufferedWriter`, `BufferedRandom` and `BufferedRWPair`.

use std::cell::RefCell;

use pausa_vm::buffer;
use pausa_vm::exc::{memory_error, stop_iteration, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, tail_getter, this};
use pausa_vm::object::{Bytes, Tuple, TypeFlags};
use pausa_vm::types::class_of;
use pausa_vm::types::typ::full_name;
use pausa_vm::{Obj, R, Value, Vm};

use super::buffered::{Buffer, Buffered, Inner, Kind, unusable};
use super::native::{ByteStream, general};
use super::unsupported;
use crate::modules::arg;

const INIT: &str = "__init__(self, raw, buffer_size: index=8192)";
const NEW: &str = "__new__(cls, *args, **kwargs)";
const NEW_DOC: &str = "Create and return a new object.";

const REPR: Def = tail("__repr__(self, /)", repr, "Return repr(self).");
const CLOSE: Def = tail("close(self, /)", close, "Flush and close the stream.");
const CLOSED: Def =
    tail_getter("closed(self, /)", |vm, a| on_raw(vm, a, "closed", |s, _| Ok(Value::bool(s.is_closed()))), "");
const DETACH: Def = tail("detach(self, /)", detach, "Take away the stream below, which is returned.");
const FILENO: Def = tail("fileno(self, /)", |vm, a| on_raw(vm, a, "fileno", |s, vm| Ok(s.fileno(vm)?.into())), "");
const FLUSH: Def = tail("flush(self, /)", flush, "Write what is pending.");
const ISATTY: Def =
    tail("isatty(self, /)", |vm, a| on_raw(vm, a, "isatty", |s, vm| Ok(Value::bool(s.isatty(vm)?))), "");
const MODE: Def = tail_getter("mode(self, /)", |vm, a| raw_attribute(vm, a, b"mode"), "");
const NAME: Def = tail_getter("name(self, /)", |vm, a| raw_attribute(vm, a, b"name"), "");
const RAW: Def = getter("raw(self, /)", raw, "");
const SEEK: Def = tail("seek(self, target: index, whence: index=0, /)", seek, "Change the stream position.");
const SEEKABLE: Def =
    tail("seekable(self, /)", |vm, a| on_raw(vm, a, "seekable", |s, vm| Ok(Value::bool(s.seekable(vm)?))), "");
const TELL: Def = tail("tell(self, /)", tell, "The stream position.");
const TRUNCATE: Def = tail("truncate(self, pos=None, /)", truncate, "Set the length.");
const WARN: Def = pure("_dealloc_warn(self, source, /)", |_, _| Ok(Value::NONE), "");
const GETSTATE: Def = pure("__getstate__(self, /)", super::no_pickle, "");

const NEXT: Def = tail("__next__(self, /)", next, "Implement next(self).");
const PEEK: Def = tail("peek(self, size: index=0, /)", peek, "Bytes that will be read next, without moving on.");
const READ: Def = tail("read(self, size: count=-1, /)", read, "Read that many bytes, all without a size.");
const READ1: Def = tail(
    "read1(self, size: index=-1, /)",
    read1,
    "Read up to that many bytes, with one read of the stream below at most.",
);
const READABLE: Def =
    tail("readable(self, /)", |vm, a| on_raw(vm, a, "readable", |s, _| Ok(Value::bool(s.readable()))), "");
const READINTO: Def = tail("readinto(self, buffer, /)", |vm, a| readinto(vm, a, false), "");
const READINTO1: Def = tail("readinto1(self, buffer, /)", |vm, a| readinto(vm, a, true), "");
const READLINE: Def = tail("readline(self, size: count=-1, /)", readline, "Read a line.");

const WRITABLE: Def =
    tail("writable(self, /)", |vm, a| on_raw(vm, a, "writable", |s, _| Ok(Value::bool(s.writable()))), "");
const WRITE: Def = tail("write(self, buffer, /)", write, "Write bytes; they may be kept for a while.");

/// `_io.BufferedReader`
pub(super) static READER: TypeSpec = TypeSpec {
    name: "BufferedReader",
    module: "_io",
    layout: Buffered::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Create a new buffered reader using the given readable raw IO object.",
    defs: &[
        pure(NEW, |_, a| new(a, Kind::Reader), NEW_DOC).constructor(),
        tail(INIT, init, "Initialize self."),
        REPR,
        CLOSE,
        CLOSED,
        DETACH,
        FILENO,
        FLUSH,
        ISATTY,
        MODE,
        NAME,
        RAW,
        SEEK,
        SEEKABLE,
        TELL,
        TRUNCATE,
        WARN,
        GETSTATE,
        NEXT,
        PEEK,
        READ,
        READ1,
        READABLE,
        READINTO,
        READINTO1,
        READLINE,
    ],
};

/// `_io.BufferedWriter`
pub(super) static WRITER: TypeSpec = TypeSpec {
    name: "BufferedWriter",
    module: "_io",
    layout: Buffered::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "A buffer for a writeable sequential RawIO object.",
    defs: &[
        pure(NEW, |_, a| new(a, Kind::Writer), NEW_DOC).constructor(),
        tail(INIT, init, "Initialize self."),
        REPR,
        CLOSE,
        CLOSED,
        DETACH,
        FILENO,
        FLUSH,
        ISATTY,
        MODE,
        NAME,
        RAW,
        SEEK,
        SEEKABLE,
        TELL,
        TRUNCATE,
        WARN,
        GETSTATE,
        WRITABLE,
        WRITE,
    ],
};

/// `_io.BufferedRandom`
pub(super) static RANDOM: TypeSpec = TypeSpec {
    name: "BufferedRandom",
    module: "_io",
    layout: Buffered::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "A buffered interface to random access streams.",
    defs: &[
        pure(NEW, |_, a| new(a, Kind::Random), NEW_DOC).constructor(),
        tail(INIT, init, "Initialize self."),
        REPR,
        CLOSE,
        CLOSED,
        DETACH,
        FILENO,
        FLUSH,
        ISATTY,
        MODE,
        NAME,
        RAW,
        SEEK,
        SEEKABLE,
        TELL,
        TRUNCATE,
        WARN,
        GETSTATE,
        NEXT,
        PEEK,
        READ,
        READ1,
        READABLE,
        READINTO,
        READINTO1,
        READLINE,
        WRITABLE,
        WRITE,
    ],
};

fn new(args: &[Value], kind: Kind) -> R {
    Ok(new_with_type(&class_arg(args)?, Buffered::new(kind)).into())
}

/// Puts a buffer on a stream that is native and open for what is needed.
pub(super) fn on_native(vm: &mut Vm, kind: Kind, raw: ByteStream, size: usize) -> R<Buffer> {
    if raw.is_closed() {
        return Err(super::closed_file());
    }
    let lacks = |what: &str| format!("File or stream is not {what}.");
    if kind == Kind::Random && !raw.seekable(vm)? {
        return Err(unsupported(vm, &lacks("seekable")));
    }
    if kind != Kind::Writer && !raw.readable() {
        return Err(unsupported(vm, &lacks("readable")));
    }
    if kind != Kind::Reader && !raw.writable() {
        return Err(unsupported(vm, &lacks("writable")));
    }
    Ok(Buffer::new(raw, size))
}

/// A new buffered stream on a native one.
pub(super) fn make(vm: &mut Vm, kind: Kind, raw: ByteStream, size: usize) -> R<Obj<Buffered>> {
    let buffer = on_native(vm, kind, raw, size)?;
    let object = Buffered::new(kind);
    object.inner.replace(Inner::Native(buffer));
    let class = super::class_of_kind(vm, kind)?;
    Ok(new_with_type(&class, object))
}

/// Larger buffers than this may not find room.
const HUGE: isize = 1 << 30;

fn init(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let b = this::<Buffered>(args)?;
    let size = match args[2].given() {
        Some(v) => pausa_vm::types::arg::size(v)?,
        None => super::DEFAULT_BUFFER_SIZE as isize,
    };
    // Whatever comes of this, it is not the stream any more that it was.
    drop(b.inner.replace(Inner::Uninitialized));
    if size <= 0 {
        return Err(value_error("buffer size must be strictly positive"));
    }
    // The buffer grows as it is used; what could never be had is refused at once.
    if size > HUGE {
        Vec::<u8>::new().try_reserve_exact(size as usize).map_err(|_| memory_error())?;
    }
    if let Some(raw) = ByteStream::raw(&args[1]) {
        let buffer = on_native(vm, b.kind.get(), raw, size as usize)?;
        b.inner.replace(Inner::Native(buffer));
        return Ok(Next::Value(Value::NONE));
    }
    let name = match b.kind.get() {
        Kind::Reader => "reader",
        Kind::Writer => "writer",
        Kind::Random => "random",
    };
    let f = vm.prelude("buffered_init")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone(), size.unsigned_abs().into(), name.into()]))
}

/// Whether the native way is open; if the prelude's is, `Some` with its call.
fn elsewhere(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Option<Next>> {
    match &*this::<Buffered>(args)?.inner.borrow() {
        Inner::Native(_) => Ok(None),
        Inner::General(_) => general(vm, name, args).map(Some),
        other => Err(unusable(other)),
    }
}

macro_rules! native_or {
    ($vm:ident, $args:ident, $name:literal) => {
        if let Some(next) = elsewhere($vm, $args, $name)? {
            return Ok(next);
        }
    };
}

/// What is asked of the stream below: an attribute, or a method without arguments.
fn on_raw(vm: &mut Vm, args: &[Value], name: &'static str, f: fn(&ByteStream, &mut Vm) -> R) -> R<Next> {
    let b = this::<Buffered>(args)?;
    if b.is_native() {
        let raw = b.stream(vm)?;
        return f(&raw, vm).map(Next::Value);
    }
    let Some(raw) = raw_of(b)? else {
        return Err(unusable(&b.inner.borrow()));
    };
    let function = vm.prelude(if name == "closed" { "get_attribute" } else { "call_method" })?;
    Ok(Next::call(function, [raw, name.into()]))
}

/// The stream below.
fn raw_of(b: &Buffered) -> R<Option<Value>> {
    match &*b.inner.borrow() {
        Inner::Native(b) => Ok(Some(b.raw.value().clone())),
        Inner::General(state) => Ok(state.get_str("raw")),
        other => Err(unusable(other)),
    }
}

fn raw(_: &mut Vm, args: &[Value]) -> R {
    match &*this::<Buffered>(args)?.inner.borrow() {
        Inner::Native(b) => Ok(b.raw.value().clone()),
        Inner::General(state) => Ok(state.get_str("raw").unwrap_or(Value::NONE)),
        _ => Ok(Value::NONE),
    }
}

fn raw_attribute(vm: &mut Vm, args: &[Value], name: &[u8]) -> R<Next> {
    let raw = raw_of(this::<Buffered>(args)?)?.unwrap_or(Value::NONE);
    let name = pausa_vm::object::intern(name);
    let got = pausa_vm::ops::attr::get(vm, &raw, &name)?;
    pausa_vm::types::typ::attr_next(&raw, &name, got)
}

fn repr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let name = full_name(&class_of(&args[0]));
    Ok(Next::call(vm.prelude("stream_repr")?, [args[0].clone(), name.into()]))
}

/// A subclass may have a `flush` of its own.
fn close(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_close");
    let b = this::<Buffered>(args)?;
    if class_of(&args[0]).is_heap_type() && !b.is_closed() {
        return general(vm, "buffered_close", args);
    }
    b.close(vm).map(|()| Next::Value(Value::NONE))
}

fn flush(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_flush");
    this::<Buffered>(args)?.flush(vm).map(|()| Next::Value(Value::NONE))
}

fn detach(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_detach");
    let b = this::<Buffered>(args)?;
    b.flush(vm)?;
    match b.inner.replace(Inner::Detached) {
        Inner::Native(buffer) => Ok(Next::Value(buffer.raw.value().clone())),
        other => Err(unusable(&other)),
    }
}

fn seek(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let whence = args[2].given().map_or(Ok(0), arg::c_int)?;
    if !(0..=4).contains(&whence) {
        return Err(value_error(format!("whence value {whence} unsupported")));
    }
    native_or!(vm, args, "buffered_seek");
    let offset = arg::c_long(&args[1])?;
    let b = this::<Buffered>(args)?;
    b.with(|b| b.open("seek of"))?;
    if !b.seekable(vm)? {
        return Err(unsupported(vm, "File or stream is not seekable."));
    }
    Ok(Next::Value(b.seek(vm, offset, whence)?.into()))
}

fn tell(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_tell");
    Ok(Next::Value(this::<Buffered>(args)?.tell(vm)?.into()))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_truncate");
    let b = this::<Buffered>(args)?;
    b.with(|b| b.open("truncate of"))?;
    if !b.writable() {
        return Err(unsupported(vm, "truncate"));
    }
    let size = arg::some(&args[1]).map(arg::c_long).transpose()?;
    Ok(Next::Value(b.truncate(vm, size)?.into()))
}

/// A count of bytes; None for no limit.
fn limit(v: &Value) -> R<Option<usize>> {
    match arg::some(v) {
        None => Ok(None),
        Some(v) if v.is_int() => Ok(usize::try_from(pausa_vm::types::arg::size(v)?).ok()),
        Some(v) => Err(pausa_vm::exc::type_error(format!(
            "argument should be integer or None, not '{}'",
            pausa_vm::types::class_name(v)
        ))),
    }
}

fn bytes_or_none(n: Option<usize>, out: &[u8]) -> Next {
    Next::Value(match n {
        Some(_) => Bytes::new(out).into(),
        None => Value::NONE,
    })
}

fn read(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_read");
    if arg::some(&args[1]).and_then(Value::as_i64).is_some_and(|n| n < -1) {
        return Err(value_error("read length must be non-negative or -1"));
    }
    let n = limit(&args[1])?;
    let mut out = Vec::new();
    let got = this::<Buffered>(args)?.with(|b| {
        b.open("read of")?;
        match n {
            Some(n) => b.read(vm, n, &mut out),
            None => b.read_all(vm, &mut out),
        }
    })?;
    Ok(bytes_or_none(got, &out))
}

fn read1(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_read1");
    let n = limit(&args[1])?;
    let mut out = Vec::new();
    this::<Buffered>(args)?.with(|b| {
        b.open("read of")?;
        b.read1(vm, n.unwrap_or(b.size()), &mut out)
    })?;
    Ok(bytes_or_none(Some(0), &out))
}

fn peek(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_peek");
    this::<Buffered>(args)?.with(|b| {
        b.open("peek of")?;
        Ok(Next::Value(Bytes::new(b.peek(vm)?).into()))
    })
}

fn readinto(vm: &mut Vm, args: &[Value], once: bool) -> R<Next> {
    if let Some(next) = elsewhere(vm, args, if once { "buffered_readinto1" } else { "buffered_readinto" })? {
        return Ok(next);
    }
    let room = super::into_buffer(&args[1], "readinto", |out| out.len())?;
    let mut piece = Vec::new();
    let got = this::<Buffered>(args)?.with(|b| {
        b.open("readinto of")?;
        if once { b.read1(vm, room, &mut piece) } else { b.read(vm, room, &mut piece) }
    })?;
    super::into_buffer(&args[1], "readinto", |out| out[..piece.len()].copy_from_slice(&piece))?;
    Ok(Next::Value(got.map_or(Value::NONE, Value::from)))
}

fn line(vm: &mut Vm, args: &[Value], limit: Option<usize>) -> R<Vec<u8>> {
    let mut out = Vec::new();
    this::<Buffered>(args)?.with(|b| {
        b.open("readline of")?;
        b.read_line(vm, limit, &mut out)
    })?;
    Ok(out)
}

fn readline(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_readline");
    let n = limit(&args[1])?;
    Ok(Next::Value(Bytes::new(&line(vm, args, n)?).into()))
}

/// A subclass may have a `readline` of its own.
fn next(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if class_of(&args[0]).is_heap_type() || !this::<Buffered>(args)?.is_native() {
        return general(vm, "iobase_next", args);
    }
    let line = line(vm, args, None)?;
    if line.is_empty() {
        return Err(stop_iteration(Value::NONE));
    }
    Ok(Next::Value(Bytes::new(&line).into()))
}

fn write(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "buffered_write");
    let bytes = buffer::require(&args[1])?;
    Ok(Next::Value(this::<Buffered>(args)?.write(vm, &bytes)?.into()))
}

/// A reader and a writer as one stream.
pub(super) struct Pair(RefCell<[Value; 2]>);

impl Payload for Pair {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.0.borrow().iter().for_each(visit);
    }
}

/// `_io.BufferedRWPair`
pub(super) static PAIR: TypeSpec = TypeSpec {
    name: "BufferedRWPair",
    module: "_io",
    layout: Pair::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "A buffered reader and writer object together.",
    defs: &[
        pure(NEW, |_, a| Ok(new_with_type(&class_arg(a)?, Pair(RefCell::default())).into()), NEW_DOC).constructor(),
        tail(
            "__init__(self, reader, writer, buffer_size: index=8192, /)",
            |vm, a| general(vm, "rwpair_init", a),
            "Initialize self.",
        ),
        tail("close(self, /)", |vm, a| general(vm, "rwpair_close", a), ""),
        tail_getter("closed(self, /)", |vm, a| general(vm, "rwpair_closed", a), ""),
        tail("flush(self, /)", |vm, a| general(vm, "rwpair_flush", a), ""),
        tail("isatty(self, /)", |vm, a| general(vm, "rwpair_isatty", a), ""),
        tail("peek(self, size=0, /)", |vm, a| general(vm, "rwpair_peek", a), ""),
        tail("read(self, size=-1, /)", |vm, a| general(vm, "rwpair_read", a), ""),
        tail("read1(self, size=-1, /)", |vm, a| general(vm, "rwpair_read1", a), ""),
        tail("readable(self, /)", |vm, a| general(vm, "rwpair_readable", a), ""),
        tail("readinto(self, buffer, /)", |vm, a| general(vm, "rwpair_readinto", a), ""),
        tail("readinto1(self, buffer, /)", |vm, a| general(vm, "rwpair_readinto1", a), ""),
        tail("writable(self, /)", |vm, a| general(vm, "rwpair_writable", a), ""),
        tail("write(self, buffer, /)", |vm, a| general(vm, "rwpair_write", a), ""),
    ],
};

/// `_rwpair_set(self, reader, writer)`
pub(super) fn set_pair(_: &mut Vm, args: &[Value]) -> R {
    drop(this::<Pair>(args)?.0.replace([args[1].clone(), args[2].clone()]));
    Ok(Value::NONE)
}

/// `_rwpair(self)`: the reader and the writer.
pub(super) fn pair(_: &mut Vm, args: &[Value]) -> R {
    let both = this::<Pair>(args)?.0.borrow();
    if both[0].is_unbound() {
        return Err(value_error("I/O operation on uninitialized object"));
    }
    Ok(Tuple::from_slice(&both[..]).into())
}

/// `_buffered_general(self, state)`: from now on the prelude does the work.
pub(super) fn set_general(_: &mut Vm, args: &[Value]) -> R {
    if let Some(state) = args[1].cast() {
        drop(this::<Buffered>(args)?.inner.replace(Inner::General(state)));
    }
    Ok(Value::NONE)
}

/// `_buffered_state(self)`: what the prelude keeps, or None on a native stream.
pub(super) fn state(_: &mut Vm, args: &[Value]) -> R {
    match &*this::<Buffered>(args)?.inner.borrow() {
        Inner::General(state) => Ok(state.value().clone()),
        Inner::Native(_) => Ok(Value::NONE),
        other => Err(unusable(other)),
    }
}

/// `_buffered_detach(self)`
pub(super) fn set_detached(_: &mut Vm, args: &[Value]) -> R {
    drop(this::<Buffered>(args)?.inner.replace(Inner::Detached));
    Ok(Value::NONE)
}

/// `_buffered_end(self)`: closes the native stream below, without a flush.
pub(super) fn end(vm: &mut Vm, args: &[Value]) -> R {
    let raw = this::<Buffered>(args)?.stream(vm)?;
    raw.close(vm)?;
    Ok(Value::NONE)
}
