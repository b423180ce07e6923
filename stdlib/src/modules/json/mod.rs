//! `_json`: reading and writing JSON.
//!
//! * `scan`: `make_scanner`, which reads values; `encode`: `make_encoder`, which writes them.
//!
//! Both do all the work natively on built-in types. Where a function of the program's has its say (`object_hook`, `default`), what was
//! done so far becomes an object, and the prelude (`prelude/json.py`) calls the function and goes on.

mod encode;
mod scan;

use pausa_vm::exc::{stop_iteration, type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Module, Str, Tuple};
use pausa_vm::types::{class_name, define};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::arg;
use crate::json::{self, Error, read_text};

/// `_json`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_json",
    doc: "json speedups\n",
    defs: &[
        pure(
            "encode_basestring(string, /)",
            |_, a| quoted(a, json::write_text),
            "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string",
        ),
        pure(
            "encode_basestring_ascii(string, /)",
            |_, a| quoted(a, json::write_ascii),
            "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string",
        ),
        tail(
            "scanstring(string, end: index, strict: bool=True, /)",
            scanstring,
            "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON string. End is the index of the\ncharacter in s after the quote that started the JSON string.\nUnescapes all valid JSON string escape sequences and raises ValueError\non attempt to decode an invalid string. If strict is False then literal\ncontrol characters are allowed in the string.\n\nReturns a tuple of the decoded string and the index of the character in s\nafter the end quote.",
        ),
    ],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[&[Def]] = &[scan::HELPERS, encode::HELPERS];

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let scanner = define(&scan::SPEC, None);
    m.dict.insert_str("make_scanner", scanner.clone().into());
    vm.register_native_type::<scan::Scanner>(scanner);
    vm.register_native_type::<scan::Reading>(define(&scan::READING, None));
    let encoder = define(&encode::SPEC, None);
    m.dict.insert_str("make_encoder", encoder.clone().into());
    vm.register_native_type::<encode::Encoder>(encoder);
    vm.register_native_type::<encode::Writing>(define(&encode::WRITING, None));
    Ok(())
}

fn quoted(a: &[Value], write: fn(&[u8], &mut Vec<u8>)) -> R {
    let Some(s) = a[0].downcast::<Str>() else {
        return Err(type_error(format!("first argument must be a string, not {}", class_name(&a[0]))));
    };
    let mut out = Vec::new();
    write(s.bytes(), &mut out);
    Ok(Str::from_wtf8(&out).into())
}

/// What a document that was refused raises. For a `JSONDecodeError` the prelude has to import its class.
fn refused(vm: &mut Vm, document: &Obj<Str>, e: Error) -> R<Next> {
    match e {
        Error::Syntax { message: "Expecting value", at } => Err(stop_iteration(document.text().char_of(at).into())),
        Error::Syntax { message, at } => {
            let at = document.text().char_of(at).into();
            Ok(Next::call(vm.prelude("json_refuse")?, [message.into(), document.value().clone(), at]))
        }
        Error::TooDeep { .. } => Err(Exc::msg(ExcKind::RecursionError, e.describe(document.bytes()))),
    }
}

fn scanstring(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(document) = a[0].cast::<Str>() else {
        return Err(type_error(format!("first argument must be a string, not {}", class_name(&a[0]))));
    };
    let end = a[1]
        .as_i64()
        .ok_or_else(|| Exc::msg(ExcKind::OverflowError, "Python int too large to convert to C ssize_t"))?;
    let at = usize::try_from(end).ok().filter(|at| *at <= document.chars());
    let at = at.ok_or_else(|| value_error("end is out of bounds"))?;
    let text = document.text();
    match read_text(document.bytes(), text.byte_of(at), arg::flag(&a[2], true)) {
        Ok((found, end)) => {
            let found = Str::from_wtf8(&found).into();
            Ok(Next::Value(Tuple::from_array([found, text.char_of(end).into()]).into()))
        }
        Err(e) => refused(vm, &document, e),
    }
}
