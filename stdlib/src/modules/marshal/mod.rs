//! `marshal`: values as bytes. The format is CPython's, version 4 and those before; only code objects, whose bytecode is Pausa's own,
//! are written in another way and refused by other programs.

mod read;
mod write;

use pausa_vm::exc::{overflow_error, type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Bytes, Module, Tuple};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm, buffer};

/// `marshal`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "marshal",
    doc: "This module contains functions that can read and write Python values in\na binary format. The format is specific to Python, but independent of\nmachine architecture issues.\n\nNot all Python object types are supported; in general, only objects\nwhose value is independent from a particular invocation of Python can be\nwritten and read.",
    defs: &[
        tail(
            "dump(value, file, version: index=4, /)",
            |vm, a| {
                let bytes = dumps(vm, &[a[0].clone(), a[2].clone()])?;
                Ok(Next::call(vm.prelude("marshal_dump")?, [a[1].clone(), bytes]))
            },
            "Write the value on the open file.\n\n  value\n    Must be a supported type.\n  file\n    Must be a writeable binary file.\n  version\n    Indicates the data format that dump should use.\n\nIf the value has (or contains an object that has) an unsupported type, a\nValueError exception is raised.",
        ),
        pure(
            "dumps(value, version: index=4, /)",
            dumps,
            "Return the bytes object that would be written to a file by dump(value, file).\n\n  value\n    Must be a supported type.\n  version\n    Indicates the data format that dumps should use.\n\nRaise a ValueError exception if value has (or contains an object that has) an\nunsupported type.",
        ),
        tail(
            "load(file, /)",
            |vm, a| Ok(Next::call(vm.prelude("marshal_load")?, [a[0].clone()])),
            "Read one value from the open file and return it.\n\n  file\n    Must be readable binary file.\n\nIf no valid value is read (e.g. because the data has a different Python\nversion's incompatible marshal format), raise EOFError, ValueError or\nTypeError.",
        ),
        pure(
            "loads(bytes, /)",
            loads,
            "Convert the bytes-like object to a value.\n\nIf no valid value is found, raise EOFError, ValueError or TypeError.  Extra\nbytes in the input are ignored.",
        ),
    ],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure("_marshal_try(data, final, /)", try_load, "")];

const VERSION: i64 = 4;

/// How deep values may be nested.
const MAX_DEPTH: usize = 2000;

fn init(_: &mut Vm, m: &Obj<Module>) -> R<()> {
    m.dict.insert_str("version", VERSION.into());
    Ok(())
}

/// The bit of a type code which says that the value is numbered.
const NUMBERED: u8 = 0x80;

fn end_of_file(text: &str) -> Exc {
    Exc::msg(ExcKind::EOFError, text)
}

fn dumps(_: &mut Vm, a: &[Value]) -> R {
    let version = match a[1].given() {
        None => VERSION,
        Some(v) => v.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C int"))?,
    };
    let bytes = write::bytes(&a[0], version)?;
    Ok(Bytes::new(&bytes).into())
}

fn loads(_: &mut Vm, a: &[Value]) -> R {
    let bytes = buffer::require(&a[0])?;
    read::value(&bytes).map_err(|stop| match stop {
        read::Stop::Error(e) => e,
        read::Stop::Missing(_, text) => end_of_file(text),
    })
}

/// A tuple of the value that bytes begin with, or how many bytes more are needed at least.
fn try_load(_: &mut Vm, a: &[Value]) -> R {
    let Some(data) = a[0].downcast::<Bytes>() else {
        return Err(type_error("bytes are expected"));
    };
    match read::value(data.bytes()) {
        Ok(v) => Ok(Tuple::from_array([v]).into()),
        Err(read::Stop::Error(e)) => Err(e),
        Err(read::Stop::Missing(_, text)) if a[1].is_true() => Err(end_of_file(match text {
            "marshal data too short" => "EOF read where not expected",
            text => text,
        })),
        Err(read::Stop::Missing(n, _)) => Ok(n.max(1).into()),
    }
}

/// The ValueError for bytes that mean nothing.
#[cold]
fn bad(text: &str) -> Exc {
    value_error(format!("bad marshal data ({text})"))
}
