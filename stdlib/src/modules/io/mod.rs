//! `_io`: files and streams.
//!
//! * `base`: the abstract classes;
//! * `file`, `bytes`, `string`: `FileIO`, `BytesIO`, `StringIO`;
//! * `buffered`, `buffered_types`: the buffered streams;
//! * `text`, `text_type`, `newline`: text streams;
//! * `open`: `open()`; `standard`: the standard streams;
//! * `native`: which streams need no user code.
//!
//! A native stream on a native stream is worked natively. Whatever involves a class of the program's goes to the prelude, which
//! calls the program's methods: `prelude/io_base.py`, `io_buffered.py`, `io_text.py`.

mod base;
mod buffered;
mod buffered_types;
mod bytes;
mod file;
mod native;
mod newline;
mod open;
mod standard;
mod string;
mod text;
mod text_type;

use pausa_vm::buffer;
use pausa_vm::builtins::module_function;
use pausa_vm::exc::{system_error, type_error, value_error};
use pausa_vm::heap::Kind as HeapKind;
use pausa_vm::native::{Def, ModuleSpec, TypeSpec, pure, tail};
use pausa_vm::object::{Dict, Exception, Module, Str, Tuple, TypeRef, intern};
use pausa_vm::types::{class_name, define, of_kind, typ};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

pub(super) use standard::standard_streams;

const DEFAULT_BUFFER_SIZE: usize = 8192;

/// `open`, which is a built-in function too.
static OPEN: Def = tail(
    "open(file, mode='r', buffering: index=-1, encoding=None, errors=None, newline=None, closefd: bool=True, opener=None)",
    |vm, a| {
        // The classes of streams are made with their module.
        vm.native_module("_io")?;
        open::open(vm, a)
    },
    "Open file and return a stream.  Raise OSError upon failure.",
);

/// The built-in function `open`.
#[derive(Default)]
struct Open(Value);

/// Makes `open` known without an import.
pub(super) fn install(vm: &mut Vm) {
    let open = module_function(&OPEN, "io");
    vm.builtins.insert_str("open", open.clone());
    vm.state::<Open>().0 = open;
}

/// `_io`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_io",
    doc: "The io module provides the Python interfaces to stream handling.",
    defs: &[
        tail("open_code(path)", open::open_code, "Opens the provided file with the intent to import the contents."),
        pure(
            "text_encoding(encoding, stacklevel=2, /)",
            open::text_encoding,
            "A helper function to choose the text encoding.",
        ),
    ],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure(
        "_unsupported(text, /)",
        |vm, a| Err(unsupported(vm, &a[0].downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default())),
        "",
    ),
    pure("_iobase_closed(self, /)", iobase_closed, ""),
    pure("_iobase_set_closed(self, /)", iobase_set_closed, ""),
    pure("_fileio_adopt(self, name, mode, fd, /)", file::adopt, ""),
    pure("_fileio_close(self, /)", file::close_now, ""),
    pure("_newline_translate(self, text, is_last, /)", newline::translate, ""),
    pure("_newline_state(self, /)", newline::state, ""),
    pure("_newline_set(self, pending, /)", newline::set_state, ""),
    pure("_buffered_general(self, state, /)", buffered_types::set_general, ""),
    pure("_buffered_state(self, /)", buffered_types::state, ""),
    pure("_buffered_detach(self, /)", buffered_types::set_detached, ""),
    pure("_buffered_end(self, /)", buffered_types::end, ""),
    pure("_rwpair_set(self, reader, writer, /)", buffered_types::set_pair, ""),
    pure("_rwpair(self, /)", buffered_types::pair, ""),
    pure("_text_general(self, state, /)", text_type::set_general, ""),
    pure("_text_state(self, /)", text_type::state, ""),
    pure("_text_detach(self, /)", text_type::set_detached, ""),
    pure("_text_end(self, /)", text_type::end, ""),
    tail("_open_on(raw, mode, buffering, encoding, errors, newline, /)", open::open_on, ""),
];

/// Classes that are not found by their payload.
#[derive(Default)]
struct Classes {
    unsupported: Option<TypeRef>,
    reader: Option<TypeRef>,
    writer: Option<TypeRef>,
    random: Option<TypeRef>,
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    m.dict.insert_str("open", vm.state::<Open>().0.clone());
    let put = |spec: &'static TypeSpec, base: Option<&TypeRef>| {
        let t = define(spec, base);
        m.dict.insert_str(spec.name, t.clone().into());
        t
    };
    let io = put(&base::IO, None);
    let raw = put(&base::RAW, Some(&io));
    let buffered = put(&base::BUFFERED, Some(&io));
    let text = put(&base::TEXT, Some(&io));
    let file = put(&file::SPEC, Some(&raw));
    let bytes = put(&bytes::SPEC, Some(&buffered));
    let reader = put(&buffered_types::READER, Some(&buffered));
    let writer = put(&buffered_types::WRITER, Some(&buffered));
    let random = put(&buffered_types::RANDOM, Some(&buffered));
    put(&buffered_types::PAIR, Some(&buffered));
    let string = put(&string::SPEC, Some(&text));
    let wrapper = put(&text_type::SPEC, Some(&text));
    put(&newline::SPEC, None);
    vm.register_native_type::<file::FileIo>(file);
    vm.register_native_type::<bytes::BytesIo>(bytes);
    vm.register_native_type::<string::StringIo>(string);
    vm.register_native_type::<text::TextIo>(wrapper);
    buffer::register::<bytes::BytesIo>();

    let bases = [ExcKind::OSError, ExcKind::ValueError].map(|k| Value::from(k.class()));
    let namespace = Dict::new();
    namespace.insert_str("__module__", "io".into());
    let meta = of_kind(HeapKind::Type);
    let bases = Tuple::from_slice(&bases).into();
    let unsupported = typ::make::make(vm, &meta, &"UnsupportedOperation".into(), &bases, &namespace.into())?;
    m.dict.insert_str("UnsupportedOperation", unsupported.clone().into());
    m.dict.insert_str("BlockingIOError", ExcKind::BlockingIOError.class().into());
    m.dict.insert_str("DEFAULT_BUFFER_SIZE", DEFAULT_BUFFER_SIZE.into());
    *vm.state::<Classes>() =
        Classes { unsupported: Some(unsupported), reader: Some(reader), writer: Some(writer), random: Some(random) };
    vm.write_text = Some(standard::write_text);
    Ok(())
}

fn class_of_kind(vm: &mut Vm, kind: buffered::Kind) -> R<TypeRef> {
    let classes = vm.state::<Classes>();
    let class = match kind {
        buffered::Kind::Reader => &classes.reader,
        buffered::Kind::Writer => &classes.writer,
        buffered::Kind::Random => &classes.random,
    };
    class.clone().ok_or_else(|| system_error("_io is not initialised"))
}

/// `UnsupportedOperation`
#[cold]
fn unsupported(vm: &mut Vm, text: &str) -> Exc {
    match vm.state::<Classes>().unsupported.clone() {
        Some(class) => Exc::new(Exception::new(&class, Tuple::from_vec(vec![text.into()]))),
        None => value_error(text),
    }
}

/// The error of everything that is tried with a closed stream.
#[cold]
fn closed_file() -> Exc {
    value_error("I/O operation on closed file.")
}

/// `__getstate__` of streams that cannot be pickled.
fn no_pickle(_: &mut Vm, args: &[Value]) -> R {
    Err(type_error(format!("cannot pickle '{}' object", class_name(&args[0]))))
}

/// Works on the memory of an argument that is to be filled.
fn into_buffer<T>(v: &Value, function: &str, f: impl FnOnce(&mut [u8]) -> T) -> R<T> {
    buffer::write(v, f)?.ok_or_else(|| {
        type_error(format!("{function}() argument must be read-write bytes-like object, not {}", class_name(v)))
    })
}

/// The name of the attribute that says that `_IOBase.close` has been called.
fn closed_mark() -> Obj<Str> {
    intern(b"__IOBase_closed")
}

fn iobase_closed(_: &mut Vm, args: &[Value]) -> R {
    let inst = args[0].header().and_then(|h| h.instance());
    Ok(Value::bool(inst.is_some_and(|i| i.get(closed_mark().value()).is_some())))
}

fn iobase_set_closed(_: &mut Vm, args: &[Value]) -> R {
    if let Some(inst) = args[0].header().and_then(|h| h.instance()) {
        inst.set(&closed_mark(), Value::TRUE);
    }
    Ok(Value::NONE)
}

/// Gives an object back the attributes that its pickled state has.
fn restore_attributes(v: &Value, attributes: Option<&Dict>) {
    if let (Some(inst), Some(d)) = (v.header().and_then(|h| h.instance()), attributes) {
        for (name, value) in d.pairs() {
            if let Some(name) = name.cast::<Str>() {
                inst.set(&Str::interned(&name), value);
            }
        }
    }
}
