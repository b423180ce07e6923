//! `_codecs`: the native half of `codecs`.
//!
//! Encodings with a native implementation are used directly; what programs register is asked for by the prelude.

mod charmap;
mod functions;
mod handlers;

pub use handlers::handler_function;

use crate::buffer;
use crate::exc::{ExcKind, R, type_error};
use crate::native::{Def, ModuleSpec, Next, pure, tail};
use crate::object::Str;
use crate::ops::codec::{self, Coding, Encoding, Registry};
use crate::types::arg;
use crate::value::Value;
use crate::vm::Vm;

/// `_codecs`
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_codecs",
    doc: "",
    defs: DEFS,
    init: |_, module| {
        functions::install(module);
        Ok(())
    },
};

/// The functions that concern all codecs.
static DEFS: &[Def] = &[
    tail(
        "register(search_function, /)",
        register,
        "Register a codec search function.\n\nSearch functions take one argument, the encoding name in all lower case \
         letters, and return a tuple of functions (encoder, decoder, stream_reader, stream_writer) (or a CodecInfo \
         object), or None.",
    ),
    pure(
        "unregister(search_function, /)",
        unregister,
        "Unregister a codec search function and clear the registry's cache.",
    ),
    tail(
        "lookup(encoding, /)",
        lookup,
        "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object.",
    ),
    tail(
        "encode(obj, encoding='utf-8', errors='strict')",
        encode,
        "Encodes obj using the codec registered for encoding.",
    ),
    tail(
        "decode(obj, encoding='utf-8', errors='strict')",
        decode,
        "Decodes obj using the codec registered for encoding.",
    ),
    pure(
        "register_error(errors, handler, /)",
        register_error,
        "Register the specified error handler under the name errors.\n\nhandler must be a callable object, that will be \
         called with an exception instance containing information about the location of the encoding/decoding error and \
         must return a (replacement, new position) tuple.",
    ),
    pure(
        "lookup_error(name, /)",
        lookup_error,
        "lookup_error(errors) -> handler\n\nReturn the error handler for the specified error handling name or raise a \
         LookupError, if no handler exists under this name.",
    ),
];

fn callable(vm: &Vm, v: &Value) -> bool {
    vm.special(v, &vm.names.__call__).is_some()
}

fn register(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !callable(vm, &a[0]) {
        return Err(type_error("argument must be callable"));
    }
    Ok(Next::call(vm.prelude("register_codec")?, [a[0].clone()]))
}

fn unregister(vm: &mut Vm, a: &[Value]) -> R {
    let registry = vm.state::<Registry>();
    if let Some(at) = registry.search.iter().position(|f| f.is(&a[0])) {
        let gone = registry.search.remove(at);
        let found = std::mem::take(&mut registry.found);
        drop((gone, found));
    }
    Ok(Value::NONE)
}

fn lookup(vm: &mut Vm, a: &[Value]) -> R<Next> {
    arg::c_str(&a[0], "lookup() argument")?;
    Ok(Next::call(vm.prelude("find_codec")?, [a[0].clone()]))
}

/// The encoding and error handler that `encode` and `decode` are given.
fn coding(a: &[Value], function: &str) -> R<(Coding, Value, Value)> {
    let name = |v: &Value, what: &str| -> R<Option<crate::Obj<Str>>> {
        match v.given() {
            None => Ok(None),
            Some(v) => {
                arg::c_str(v, &format!("{function}() argument '{what}'"))?;
                Ok(v.cast::<Str>())
            }
        }
    };
    let encoding = name(&a[1], "encoding")?;
    let errors = name(&a[2], "errors")?;
    let coding = Coding::new(encoding.as_deref(), errors.as_deref());
    let value = |s: Option<crate::Obj<Str>>| s.map_or(Value::NONE, Value::from);
    let encoding = encoding.map_or_else(|| "utf-8".into(), Value::from);
    Ok((coding, encoding, value(errors)))
}

fn is_text(encoding: &str) -> bool {
    matches!(codec::resolve(encoding), Encoding::Codec(_) | Encoding::Idna | Encoding::Punycode)
}

fn encode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (coding, encoding, errors) = coding(a, "encode")?;
    if is_text(&coding.encoding) {
        if a[0].is_a::<Str>() {
            return codec::encode(vm, &a[0], &coding);
        }
        let function = coding.encoding.replace('-', "_");
        let e = arg::wrong(&format!("{function}_encode() argument 1"), "str", &a[0]);
        return Err(codec::failed("encoding", &coding.encoding, ExcKind::TypeError, e));
    }
    Ok(Next::call(vm.prelude("encode_any")?, [a[0].clone(), encoding, errors]))
}

fn decode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (coding, encoding, errors) = coding(a, "decode")?;
    if is_text(&coding.encoding) {
        if let Some(bytes) = buffer::get(&a[0])? {
            return codec::decode(vm, &a[0], &bytes, &coding);
        }
        let escapes = coding.encoding.contains("unicode") && a[0].is_a::<Str>();
        if let (true, Some(s)) = (escapes, a[0].downcast::<Str>()) {
            let bytes = buffer::Buffer::Slice(s.bytes());
            return codec::decode(vm, &a[0], &bytes, &coding);
        }
        let e = buffer::not_a_buffer(&a[0]);
        return Err(codec::failed("decoding", &coding.encoding, ExcKind::TypeError, e));
    }
    Ok(Next::call(vm.prelude("decode_any")?, [a[0].clone(), encoding, errors]))
}

fn register_error(vm: &mut Vm, a: &[Value]) -> R {
    let name = arg::c_str(&a[0], "register_error() argument 1")?;
    if !callable(vm, &a[1]) {
        return Err(type_error("handler must be callable"));
    }
    let name = name.to_lossy().into_owned();
    let old = vm.state::<Registry>().handlers.insert(name, a[1].clone());
    drop(old);
    Ok(Value::NONE)
}

fn lookup_error(vm: &mut Vm, a: &[Value]) -> R {
    let name = arg::c_str(&a[0], "lookup_error() argument")?;
    handler_function(vm, &name.to_lossy())
}
