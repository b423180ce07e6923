//! `_struct`: packing values into bytes.
//!
//! * `record`: the class `Struct`, and the iterator over many of its records;
//! * `values`: a format's values in and out of bytes.

mod record;
mod values;

use std::collections::HashMap;
use std::rc::Rc;

use pausa_vm::exc::type_error;
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Module, Tuple};
use pausa_vm::types::{define, define_exception};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use crate::struct_::{Error, Format};
use record::Struct;

/// `_struct`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_struct",
    doc: "Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data representing the C struct\nand also as format strings (explained below) to describe the layout of data\nin the C struct.\n\nThe optional first format char indicates byte order, size and alignment:\n  @: native order, size & alignment (default)\n  =: native order, std. size & alignment\n  <: little-endian, std. size & alignment\n  >: big-endian, std. size & alignment\n  !: same as >\n\nThe remaining chars indicate types of args and must match exactly;\nthese can be preceded by a decimal repeat count:\n  x: pad byte (no data); c:char; b:signed byte; B:unsigned byte;\n  ?: _Bool (requires C99; if not available, char is used instead)\n  h:short; H:unsigned short; i:int; I:unsigned int;\n  l:long; L:unsigned long; f:float; d:double; e:half-float.\nSpecial cases (preceding decimal count indicates length):\n  s:string (array of char); p: pascal string (with count byte).\nSpecial cases (only available in native format):\n  n:ssize_t; N:size_t;\n  P:an integer type that is wide enough to hold a pointer.\nSpecial case (not in native mode unless 'long long' in platform C):\n  q:long long; Q:unsigned long long\nWhitespace between formats is ignored.\n\nThe variable struct.error is an exception raised on errors.\n",
    defs: &[
        pure("_clearcache()", clear_cache, "Clear the internal cache."),
        pure(
            "calcsize(format, /)",
            |vm, a| Ok(format(vm, &a[0])?.size().into()),
            "Return size in bytes of the struct described by the format string.",
        ),
        tail(
            "iter_unpack(format, buffer, /)",
            |vm, a| with_struct(vm, a, record::iter_unpack),
            "Return an iterator yielding tuples unpacked from the given bytes.\n\nThe bytes are unpacked according to the format string, like\na repeated invocation of unpack_from().\n\nRequires that the bytes length be a multiple of the format struct size.",
        ),
        tail(
            "pack(*args)",
            pack,
            "pack(format, v1, v2, ...) -> bytes\n\nReturn a bytes object containing the values v1, v2, ... packed according\nto the format string.  See help(struct) for more on format strings.",
        ),
        tail(
            "pack_into(*args)",
            pack_into,
            "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string and write\nthe packed bytes into the writable buffer buf starting at offset.  Note\nthat the offset is a required argument.  See help(struct) for more\non format strings.",
        ),
        pure(
            "unpack(format, buffer, /)",
            |vm, a| {
                let f = format(vm, &a[0])?;
                values::unpack(vm, &f, &a[1])
            },
            "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size in bytes must be calcsize(format).\n\nSee help(struct) for more on format strings.",
        ),
        pure(
            "unpack_from(format, /, buffer, offset: index=0)",
            |vm, a| {
                let f = format(vm, &a[0])?;
                values::unpack_from(vm, &f, &a[1], &a[2])
            },
            "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size, minus offset, must be at least calcsize(format).\n\nSee help(struct) for more on format strings.",
        ),
    ],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = record::HELPERS;

/// What belongs to one machine.
#[derive(Default)]
struct State {
    error: Option<pausa_vm::object::TypeRef>,
    formats: HashMap<Vec<u8>, Rc<Format>>,
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let error = define_exception("error", "struct", ExcKind::Exception);
    m.dict.insert_str("error", error.clone().into());
    vm.state::<State>().error = Some(error);
    let class = define(&record::SPEC, None);
    m.dict.insert_str("Struct", class.clone().into());
    vm.register_native_type::<Struct>(class);
    let iterator = define(&record::ITERATOR, None);
    vm.register_native_type::<record::Unpacking>(iterator);
    Ok(())
}

/// `struct.error`
#[cold]
fn error(vm: &mut Vm, text: impl Into<String>) -> Exc {
    let text = text.into();
    match vm.state::<State>().error.clone() {
        Some(class) => Exc::new(pausa_vm::object::Exception::new(&class, Tuple::from_vec(vec![text.into()]))),
        None => pausa_vm::exc::value_error(text),
    }
}

/// The exception for what went wrong.
#[cold]
fn raised(vm: &mut Vm, e: Error) -> Exc {
    match e {
        Error::Struct(text) => error(vm, text),
        Error::Overflow(text) => pausa_vm::exc::overflow_error(text),
    }
}

/// How many formats are kept.
const CACHED: usize = 100;

/// The format that a text stands for.
fn format(vm: &mut Vm, text: &Value) -> R<Rc<Format>> {
    let bytes = values::format_text(text)?;
    if let Some(f) = vm.state::<State>().formats.get(&*bytes) {
        return Ok(f.clone());
    }
    let parsed = match Format::parse(&bytes) {
        Ok(f) => Rc::new(f),
        Err(e) => return Err(raised(vm, e)),
    };
    let formats = &mut vm.state::<State>().formats;
    if formats.len() >= CACHED {
        formats.clear();
    }
    formats.insert(bytes.to_vec(), parsed.clone());
    Ok(parsed)
}

fn clear_cache(vm: &mut Vm, _: &[Value]) -> R {
    vm.state::<State>().formats.clear();
    Ok(Value::NONE)
}

/// Calls a method of `Struct` for the format that is the first argument.
fn with_struct(vm: &mut Vm, a: &[Value], f: fn(&mut Vm, &[Value]) -> R<Next>) -> R<Next> {
    let record = record::make(vm, &a[0])?;
    let mut args = vec![record];
    args.extend_from_slice(&a[1..]);
    f(vm, &args)
}

/// The format, and the arguments after it.
fn split(a: &[Value]) -> R<(&Value, &[Value])> {
    match a[0].downcast::<Tuple>().map(Tuple::items) {
        Some([format, rest @ ..]) => Ok((format, rest)),
        _ => Err(type_error("missing format argument")),
    }
}

fn pack(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (text, rest) = split(a)?;
    let f = format(vm, text)?;
    match values::pack(vm, &f, rest)? {
        Some(v) => Ok(Next::Value(v)),
        None => {
            let rest = Tuple::from_slice(rest).into();
            Ok(Next::call(vm.prelude("struct_pack")?, [record::make(vm, text)?, rest]))
        }
    }
}

fn pack_into(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (text, rest) = split(a)?;
    let rest = Tuple::from_slice(rest).into();
    let record = record::make(vm, text)?;
    record::pack_into(vm, &[record, rest])
}
