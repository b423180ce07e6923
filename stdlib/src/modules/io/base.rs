//! The abstract bases: `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`. They work by calling other methods of the
//! stream, which classes of programs may have made anew; so all of it is in the prelude (`prelude/io_base.py`).

use pausa_vm::heap::instance::Plain;
use pausa_vm::heap::{self, Payload};
use pausa_vm::native::{Next, TypeSpec, class_arg, getter, pure, tail};
use pausa_vm::object::TypeFlags;
use pausa_vm::{R, Value, Vm};

use super::native::{self, general};

const FLAGS: u32 = TypeFlags::BASE | TypeFlags::DICT | TypeFlags::WEAKREF;

/// `_io._IOBase`
pub(super) static IO: TypeSpec = TypeSpec {
    name: "_IOBase",
    module: "_io",
    layout: Plain::LAYOUT,
    flags: FLAGS,
    doc: "The abstract base class for all I/O classes.\n\nThis class provides dummy implementations for many methods that\nderived classes can override selectively; the default implementations\nrepresent a file that cannot be read, written or seeked.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        tail(
            "seek(self, offset, whence=0, /)",
            |vm, _| unsupported(vm, "seek"),
            "Change the stream position to the given byte offset.",
        ),
        tail("tell(self, /)", |vm, a| general(vm, "iobase_tell", a), "Return current stream position."),
        tail("truncate(self, pos=None, /)", |vm, _| unsupported(vm, "truncate"), "Truncate file to size bytes."),
        tail("flush(self, /)", |vm, a| general(vm, "iobase_flush", a), "Flush write buffers, if applicable."),
        tail("close(self, /)", |vm, a| general(vm, "iobase_close", a), "Flush and close the IO object."),
        getter("closed(self, /)", closed, ""),
        pure("seekable(self, /)", |_, _| Ok(Value::FALSE), "Return whether object supports random access."),
        pure("readable(self, /)", |_, _| Ok(Value::FALSE), "Return whether object was opened for reading."),
        pure("writable(self, /)", |_, _| Ok(Value::FALSE), "Return whether object was opened for writing."),
        tail("_checkClosed(self, msg=None, /)", |vm, a| general(vm, "iobase_check_closed", &a[..1]), ""),
        tail("_checkSeekable(self, msg=None, /)", |vm, a| general(vm, "iobase_check_seekable", &a[..1]), ""),
        tail("_checkReadable(self, msg=None, /)", |vm, a| general(vm, "iobase_check_readable", &a[..1]), ""),
        tail("_checkWritable(self, msg=None, /)", |vm, a| general(vm, "iobase_check_writable", &a[..1]), ""),
        tail("fileno(self, /)", |vm, _| unsupported(vm, "fileno"), "Returns underlying file descriptor if one exists."),
        tail(
            "isatty(self, /)",
            |vm, a| general(vm, "iobase_isatty", a),
            "Return whether this is an 'interactive' stream.",
        ),
        tail("__enter__(self, /)", enter, ""),
        tail("__exit__(self, /, *args)", exit, ""),
        tail("__iter__(self, /)", enter, "Implement iter(self)."),
        tail("__next__(self, /)", |vm, a| general(vm, "iobase_next", a), "Implement next(self)."),
        tail(
            "readline(self, size: count=-1, /)",
            |vm, a| general(vm, "iobase_readline", a),
            "Read and return a line from the stream.",
        ),
        tail(
            "readlines(self, hint: count=-1, /)",
            |vm, a| general(vm, "iobase_readlines", a),
            "Return a list of lines from the stream.",
        ),
        tail(
            "writelines(self, lines, /)",
            |vm, a| general(vm, "iobase_writelines", a),
            "Write a list of lines to stream.",
        ),
        tail("__del__(self, /)", delete, ""),
    ],
};

/// `_io._RawIOBase`
pub(super) static RAW: TypeSpec = TypeSpec {
    name: "_RawIOBase",
    module: "_io",
    layout: Plain::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Base class for raw binary I/O.",
    defs: &[
        tail("read(self, size=-1, /)", |vm, a| general(vm, "rawio_read", a), ""),
        tail(
            "readall(self, /)",
            |vm, a| general(vm, "rawio_readall", a),
            "Read until EOF, using multiple read() call.",
        ),
        tail("readinto(self, buffer, /)", |vm, _| unsupported(vm, "readinto"), ""),
        tail("write(self, b, /)", |vm, _| unsupported(vm, "write"), ""),
    ],
};

/// `_io._BufferedIOBase`
pub(super) static BUFFERED: TypeSpec = TypeSpec {
    name: "_BufferedIOBase",
    module: "_io",
    layout: Plain::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Base class for buffered IO objects.",
    defs: &[
        tail(
            "detach(self, /)",
            |vm, _| unsupported(vm, "detach"),
            "Disconnect this buffer from its underlying raw stream and return it.",
        ),
        tail("read(self, size=-1, /)", |vm, _| unsupported(vm, "read"), "Read and return up to n bytes."),
        tail(
            "read1(self, size=-1, /)",
            |vm, _| unsupported(vm, "read1"),
            "Read and return up to size bytes, with at most one read() call to the underlying raw stream.",
        ),
        tail("readinto(self, buffer, /)", |vm, a| general(vm, "bufferediobase_readinto", a), ""),
        tail("readinto1(self, buffer, /)", |vm, a| general(vm, "bufferediobase_readinto1", a), ""),
        tail("write(self, b, /)", |vm, _| unsupported(vm, "write"), "Write buffer b to the IO stream."),
    ],
};

/// `_io._TextIOBase`
pub(super) static TEXT: TypeSpec = TypeSpec {
    name: "_TextIOBase",
    module: "_io",
    layout: Plain::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Base class for text I/O.",
    defs: &[
        tail(
            "detach(self, /)",
            |vm, _| unsupported(vm, "detach"),
            "Separate the underlying buffer from the TextIOBase and return it.",
        ),
        tail("read(self, size=-1, /)", |vm, _| unsupported(vm, "read"), "Read at most size characters from stream."),
        tail("readline(self, size: count=-1, /)", |vm, _| unsupported(vm, "readline"), "Read until newline or EOF."),
        tail("write(self, s, /)", |vm, _| unsupported(vm, "write"), "Write string s to stream."),
        getter("encoding(self, /)", |_, _| Ok(Value::NONE), "Encoding of the text stream."),
        getter("newlines(self, /)", |_, _| Ok(Value::NONE), "Line endings translated so far."),
        getter("errors(self, /)", |_, _| Ok(Value::NONE), "The error setting of the decoder or encoder."),
    ],
};

fn new(_: &mut Vm, args: &[Value]) -> R {
    Ok(heap::new_with_type(&class_arg(args)?, Plain).into())
}

fn unsupported(vm: &mut Vm, name: &str) -> R<Next> {
    Err(super::unsupported(vm, name))
}

/// Whether `close` of this class has been called.
fn closed(_: &mut Vm, args: &[Value]) -> R {
    let inst = args[0].header().and_then(|h| h.instance());
    let name = pausa_vm::object::intern(b"__IOBase_closed");
    Ok(Value::bool(inst.is_some_and(|i| i.get(name.value()).is_some())))
}

/// `__enter__` and `__iter__`: the stream itself, if it is open.
fn enter(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match native::is_closed(vm, &args[0]) {
        Some(false) => Ok(Next::Value(args[0].clone())),
        Some(true) => Err(super::closed_file()),
        None => general(vm, "iobase_enter", args),
    }
}

fn exit(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match native::close(vm, &args[0]) {
        Some(done) => done.map(|()| Next::Value(Value::NONE)),
        None => general(vm, "iobase_exit", &args[..1]),
    }
}

/// What nobody closed is closed when it goes; what goes wrong then nobody hears.
fn delete(vm: &mut Vm, args: &[Value]) -> R<Next> {
    // Without the module `warnings` nobody has asked to hear of it.
    if !vm.finalizing && native::leaves_file_open(vm, &args[0]) && vm.modules.get_str("warnings").is_some() {
        return general(vm, "file_unclosed", args);
    }
    match native::close(vm, &args[0]) {
        Some(_) => Ok(Next::Value(Value::NONE)),
        None => general(vm, "iobase_del", args),
    }
}
