//! `zlib`: compression, and its checksums.

use std::cell::{Cell, RefCell};

use pausa_vm::buffer;
use pausa_vm::exc::{memory_error, type_error, value_error};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, ModuleSpec, TypeSpec, getter, pure, this};
use pausa_vm::object::{Bytes, Exception, Module, Tuple, TypeFlags, TypeRef};
use pausa_vm::types::{define, define_exception};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::arg;
use crate::hashes;
use crate::zlib::{Compressor, Decompressor, Error, Flush, Strategy};

/// `zlib`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "zlib",
    doc: "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.",
    defs: DEFS,
    init,
};

const DEFS: &[Def] = &[
    pure("adler32(data, value: index=1, /)", adler32, "Compute an Adler-32 checksum of data."),
    pure(
        "compress(data, /, level: index=-1, wbits: index=15)",
        compress,
        "Returns a bytes object containing compressed data.",
    ),
    pure(
        "compressobj(level: index=-1, method: index=8, wbits: index=15, memLevel: index=8, strategy: index=0, zdict=None)",
        compressobj,
        "Return a compressor object.",
    ),
    pure("crc32(data, value: index=0, /)", crc32, "Compute a CRC-32 checksum of data."),
    pure(
        "decompress(data, /, wbits: index=15, bufsize: index=16384)",
        decompress,
        "Returns a bytes object containing the uncompressed data.",
    ),
    pure("decompressobj(wbits: index=15, zdict=b'')", decompressobj, "Return a decompressor object."),
];

/// What CPython was built with.
const VERSION: &str = "1.2.13";

/// The class `zlib.error`.
#[derive(Default)]
struct Class(Option<TypeRef>);

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let error = define_exception("error", "zlib", ExcKind::Exception);
    vm.state::<Class>().0 = Some(error.clone());
    vm.register_native_type::<Compress>(define(&COMPRESS, None));
    vm.register_native_type::<Decompress>(define(&DECOMPRESS, None));
    let numbers = [
        ("DEFLATED", 8),
        ("DEF_BUF_SIZE", 16384),
        ("DEF_MEM_LEVEL", 8),
        ("MAX_WBITS", 15),
        ("Z_BEST_COMPRESSION", 9),
        ("Z_BEST_SPEED", 1),
        ("Z_BLOCK", 5),
        ("Z_DEFAULT_COMPRESSION", -1),
        ("Z_DEFAULT_STRATEGY", 0),
        ("Z_FILTERED", 1),
        ("Z_FINISH", 4),
        ("Z_FIXED", 4),
        ("Z_FULL_FLUSH", 3),
        ("Z_HUFFMAN_ONLY", 2),
        ("Z_NO_COMPRESSION", 0),
        ("Z_NO_FLUSH", 0),
        ("Z_PARTIAL_FLUSH", 1),
        ("Z_RLE", 3),
        ("Z_SYNC_FLUSH", 2),
        ("Z_TREES", 6),
    ];
    arg::put(&m.dict, numbers.map(|(name, n)| (name, Value::from(n))));
    let others = [("error", error.into()), ("ZLIB_VERSION", VERSION.into()), ("ZLIB_RUNTIME_VERSION", VERSION.into())];
    arg::put(&m.dict, others);
    Ok(())
}

#[cold]
fn error(vm: &mut Vm, text: impl Into<String>) -> Exc {
    let text = text.into();
    match vm.state::<Class>().0.clone() {
        Some(class) => Exc::new(Exception::new(&class, Tuple::from_vec(vec![text.into()]))),
        None => value_error(text),
    }
}

fn made(bytes: &[u8]) -> R {
    Ok(Bytes::try_concat(&[bytes]).ok_or_else(memory_error)?.into())
}

fn int(v: &Value, default: i32) -> R<i64> {
    v.given().map_or(Ok(default), arg::c_int).map(i64::from)
}

fn adler32(_: &mut Vm, a: &[Value]) -> R {
    let before = a[1].given().map_or(1, arg::low_bits);
    Ok(hashes::adler32(&buffer::require(&a[0])?, before).into())
}

fn crc32(_: &mut Vm, a: &[Value]) -> R {
    let before = a[1].given().map_or(0, arg::low_bits);
    Ok(hashes::crc32(&buffer::require(&a[0])?, before).into())
}

fn compress(vm: &mut Vm, a: &[Value]) -> R {
    let (level, wbits) = (int(&a[1], -1)?, int(&a[2], 15)?);
    let data = buffer::require(&a[0])?;
    let Some(mut c) = Compressor::new(level, wbits, 8, Strategy::Default) else {
        return Err(error(vm, "Bad compression level"));
    };
    let mut out = c.compress(&data);
    out.extend(c.flush(Flush::Finish));
    made(&out)
}

fn decompress(vm: &mut Vm, a: &[Value]) -> R {
    let wbits = int(&a[1], 15)?;
    let data = buffer::require(&a[0])?;
    if a[2].given().and_then(Value::as_i64).is_some_and(|n| n < 0) {
        return Err(value_error("bufsize must be non-negative"));
    }
    let Some(mut d) = Decompressor::new(wbits) else {
        return Err(error(vm, "Error -2 while preparing to decompress data: inconsistent stream state"));
    };
    let mut out = Vec::new();
    let result = d.decompress(&data, usize::MAX, &mut out);
    result.map_err(|e| error(vm, e.message()))?;
    if !d.is_done() {
        return Err(error(vm, "Error -5 while decompressing data: incomplete or truncated stream"));
    }
    made(&out)
}

/// `zlib.Compress`
struct Compress {
    /// None when it is finished.
    compressor: RefCell<Option<Compressor>>,
}

impl Payload for Compress {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

static COMPRESS: TypeSpec = TypeSpec {
    name: "Compress",
    module: "zlib",
    layout: Compress::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("__copy__(self, /)", compress_copy, ""),
        pure("__deepcopy__(self, memo, /)", compress_copy, ""),
        pure("compress(self, data, /)", compress_more, "Returns a bytes object containing compressed data."),
        pure("copy(self, /)", compress_copy, "Return a copy of the compression object."),
        pure(
            "flush(self, mode: index=4, /)",
            compress_flush,
            "Return a bytes object containing any remaining compressed data.",
        ),
    ],
};

fn compressobj(vm: &mut Vm, a: &[Value]) -> R {
    let [level, method, wbits] = [int(&a[0], -1)?, int(&a[1], 8)?, int(&a[2], 15)?];
    let (memory, strategy) = (int(&a[3], 8)?, int(&a[4], 0)?);
    let dictionary = arg::some(&a[5]).map(buffer::require).transpose()?;
    let made = Strategy::from_number(strategy)
        .filter(|_| method == 8)
        .and_then(|strategy| Compressor::new(level, wbits, memory, strategy));
    let Some(mut compressor) = made else {
        return Err(value_error("Invalid initialization option"));
    };
    if let Some(dictionary) = dictionary
        && !compressor.set_dictionary(&dictionary)
    {
        return Err(value_error("Invalid dictionary"));
    }
    Ok(vm.new_native(Compress { compressor: RefCell::new(Some(compressor)) })?.into())
}

fn compress_more(vm: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[1])?;
    match &mut *this::<Compress>(a)?.compressor.borrow_mut() {
        Some(c) => made(&c.compress(&data)),
        None => Err(error(vm, "Error -2 while compressing data: inconsistent stream state")),
    }
}

fn compress_flush(vm: &mut Vm, a: &[Value]) -> R {
    let mode = int(&a[1], 4)?;
    if mode == 0 {
        return made(b"");
    }
    let mut compressor = this::<Compress>(a)?.compressor.borrow_mut();
    let (Some(c), Some(flush)) = (&mut *compressor, Flush::from_number(mode)) else {
        return Err(error(vm, "Error -2 while flushing: inconsistent stream state"));
    };
    let out = c.flush(flush);
    if flush == Flush::Finish {
        *compressor = None;
    }
    made(&out)
}

fn compress_copy(vm: &mut Vm, a: &[Value]) -> R {
    let copy = this::<Compress>(a)?.compressor.borrow().clone();
    if copy.is_none() {
        return Err(value_error("Inconsistent stream state"));
    }
    Ok(vm.new_native(Compress { compressor: RefCell::new(copy) })?.into())
}

/// `zlib.Decompress`
struct Decompress {
    decompressor: RefCell<Decompressor>,
    dictionary: Option<Vec<u8>>,
    /// What came after the end of the stream.
    unused: RefCell<Vec<u8>>,
    /// What was not read because there was no room.
    tail: RefCell<Vec<u8>>,
    is_done: Cell<bool>,
}

impl Payload for Decompress {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

static DECOMPRESS: TypeSpec = TypeSpec {
    name: "Decompress",
    module: "zlib",
    layout: Decompress::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("__copy__(self, /)", decompress_copy, ""),
        pure("__deepcopy__(self, memo, /)", decompress_copy, ""),
        pure("copy(self, /)", decompress_copy, "Return a copy of the decompression object."),
        pure(
            "decompress(self, data, /, max_length: index=0)",
            decompress_more,
            "Return a bytes object containing the decompressed version of the data.",
        ),
        getter("eof(self, /)", |_, a| Ok(Value::bool(this::<Decompress>(a)?.is_done.get())), ""),
        pure(
            "flush(self, length: index=16384, /)",
            decompress_flush,
            "Return a bytes object containing any remaining decompressed data.",
        ),
        getter("unconsumed_tail(self, /)", |_, a| made(&this::<Decompress>(a)?.tail.borrow()), ""),
        getter("unused_data(self, /)", |_, a| made(&this::<Decompress>(a)?.unused.borrow()), ""),
    ],
};

fn decompressobj(vm: &mut Vm, a: &[Value]) -> R {
    let wbits = int(&a[0], 15)?;
    let dictionary = match a[1].given() {
        Some(v) => match buffer::read(v, <[u8]>::to_vec)? {
            Some(bytes) => Some(bytes),
            None => return Err(type_error("zdict argument must support the buffer protocol")),
        },
        None => None,
    };
    let Some(mut decompressor) = Decompressor::new(wbits) else {
        return Err(value_error("Invalid initialization option"));
    };
    if wbits < 0
        && let Some(dictionary) = &dictionary
    {
        // A bare stream does not say that it needs one.
        let result = decompressor.set_dictionary(dictionary);
        result.map_err(|e| error(vm, e.message()))?;
    }
    let object = Decompress {
        decompressor: RefCell::new(decompressor),
        dictionary,
        unused: RefCell::default(),
        tail: RefCell::default(),
        is_done: Cell::new(false),
    };
    Ok(vm.new_native(object)?.into())
}

impl Decompress {
    /// Decompresses more data, up to `most` bytes.
    fn go_on(&self, vm: &mut Vm, data: &[u8], most: usize) -> R {
        if self.is_done.get() {
            self.unused.borrow_mut().extend_from_slice(data);
            self.tail.borrow_mut().clear();
            return made(b"");
        }
        let mut decompressor = self.decompressor.borrow_mut();
        let mut out = Vec::new();
        let mut result = decompressor.decompress(data, most, &mut out);
        if result == Err(Error::NeedsDictionary)
            && let Some(dictionary) = &self.dictionary
        {
            result = decompressor
                .set_dictionary(dictionary)
                .and_then(|()| decompressor.decompress(&[], most - out.len(), &mut out));
        }
        result.map_err(|e| error(vm, e.message()))?;
        self.tail.borrow_mut().clear();
        if decompressor.is_done() {
            self.is_done.set(true);
            self.unused.borrow_mut().extend(decompressor.take_rest());
        } else if out.len() >= most {
            *self.tail.borrow_mut() = decompressor.take_rest();
        }
        made(&out)
    }
}

fn decompress_more(vm: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[1])?.to_vec();
    let most = match a[2].given().and_then(Value::as_i64) {
        Some(n) if n < 0 => return Err(value_error("max_length must be non-negative")),
        Some(n) if n > 0 => usize::try_from(n).unwrap_or(usize::MAX),
        _ => usize::MAX,
    };
    this::<Decompress>(a)?.go_on(vm, &data, most)
}

fn decompress_flush(vm: &mut Vm, a: &[Value]) -> R {
    if a[1].given().and_then(Value::as_i64).is_some_and(|n| n <= 0) {
        return Err(value_error("length must be greater than zero"));
    }
    let d = this::<Decompress>(a)?;
    let rest = d.tail.take();
    d.go_on(vm, &rest, usize::MAX)
}

fn decompress_copy(vm: &mut Vm, a: &[Value]) -> R {
    let d = this::<Decompress>(a)?;
    let copy = Decompress {
        decompressor: d.decompressor.clone(),
        dictionary: d.dictionary.clone(),
        unused: d.unused.clone(),
        tail: d.tail.clone(),
        is_done: d.is_done.clone(),
    };
    Ok(vm.new_native(copy)?.into())
}
