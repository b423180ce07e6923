//! `str.encode` and `bytes.decode`, as far as they need no user code.

use super::{Encoding, resolve};
use crate::buffer::Buffer;
use crate::exc::{Exc, ExcKind, R, lookup_error, type_error};
use crate::native::Next;
use crate::object::{Bytes, Str};
use crate::text::Text;
use crate::text::codec::idna::{self, IdnaError};
use crate::text::codec::punycode::{self, PunycodeError};
use crate::text::codec::{self, Codec, DecodeError, Decoder, EncodeError, Encoder, Handler, Stopped};
use crate::value::Value;
use crate::vm::Vm;

/// The name of an encoding and of an error handler, as given or by default.
#[derive(Clone, Debug)]
pub struct Coding {
    /// The encoding.
    pub encoding: String,
    /// The error handler.
    pub errors: String,
}

impl Coding {
    /// UTF-8 and `strict` where nothing is given.
    pub fn new(encoding: Option<&Str>, errors: Option<&Str>) -> Coding {
        let name = |s: Option<&Str>, default: &str| match s {
            Some(s) => s.to_lossy().into_owned(),
            None => default.to_owned(),
        };
        Coding { encoding: name(encoding, "utf-8"), errors: name(errors, "strict") }
    }

    /// A call of a prelude function that goes on with registered codecs or handlers.
    fn ask(&self, vm: &mut Vm, function: &'static str, object: Value) -> R<Next> {
        Ok(Next::call(vm.prelude(function)?, [object, self.encoding.as_str().into(), self.errors.as_str().into()]))
    }
}

/// The `UnicodeEncodeError` for a text.
#[cold]
pub fn encode_error(text: Value, e: &EncodeError) -> Exc {
    Exc::with_args(
        ExcKind::UnicodeEncodeError,
        vec![e.encoding.into(), text, e.start.into(), e.end.into(), e.reason.into()],
    )
}

/// The `UnicodeDecodeError` for bytes.
#[cold]
pub fn decode_error(input: &[u8], e: &DecodeError) -> Exc {
    Exc::with_args(
        ExcKind::UnicodeDecodeError,
        vec![e.encoding.into(), Bytes::new(input).into(), e.start.into(), e.end.into(), e.reason.into()],
    )
}

/// The error of a handler that is not for such errors.
#[cold]
pub fn handler_refused(kind: &str) -> Exc {
    type_error(format!("don't know how to handle {kind} in error callback"))
}

/// The error of a codec outside the core ones, which tells the codec and has the original as its cause.
#[cold]
pub fn failed(what: &str, encoding: &str, as_kind: ExcKind, e: Exc) -> Exc {
    let object = e.object();
    let kind = object.header().class_ref().name();
    let text = object
        .args
        .borrow()
        .items()
        .first()
        .and_then(|v| v.downcast::<Str>().map(|s| s.to_lossy().into_owned()))
        .unwrap_or_default();
    let outer = Exc::msg(as_kind, format!("{what} with '{encoding}' codec failed ({kind}: {text})"));
    let inner = e.into_value();
    outer.object().cause.replace(inner.clone());
    outer.object().context.replace(inner);
    outer.object().suppress_context.set(true);
    outer
}

fn not_text(encoding: &str, function: &str) -> Exc {
    lookup_error(format!("'{encoding}' is not a text encoding; use codecs.{function}() to handle arbitrary codecs"))
}

/// Encodes with a native codec and handler.
pub fn encode_with(codec: Codec, text: &Value, s: &Str, handler: Handler) -> R<Vec<u8>> {
    let mut out = Vec::new();
    match codec::encode(codec, s.text(), handler, &mut out) {
        Ok(()) => Ok(out),
        Err(Stopped::Error(e)) => Err(encode_error(text.clone(), &e)),
        Err(Stopped::Unable) => Err(handler_refused("UnicodeEncodeError")),
    }
}

/// `text.encode(encoding, errors)`
pub fn encode(vm: &mut Vm, text: &Value, coding: &Coding) -> R<Next> {
    let Some(s) = text.downcast::<Str>() else {
        return Err(type_error("only a str can be encoded"));
    };
    let errors = coding.errors.as_str();
    let bytes = match resolve(&coding.encoding) {
        Encoding::Codec(Codec::Utf8) if s.is_ascii() => {
            return Ok(Next::Value(Bytes::new(s.bytes()).into()));
        }
        Encoding::Codec(codec) => match Handler::named(errors) {
            Some(handler) => encode_with(codec, text, s, handler)?,
            None => {
                let mut out = Vec::new();
                if Encoder::new(codec).encode(s.text(), 0, &mut out).is_err() {
                    return coding.ask(vm, "encode_handled", text.clone());
                }
                out
            }
        },
        Encoding::Idna => encode_idna(s.text(), coding)?,
        Encoding::Punycode => {
            let mut out = Vec::new();
            punycode::encode(s.text(), &mut out);
            out
        }
        Encoding::Other => return Err(not_text(&coding.encoding, "encode")),
        Encoding::Unknown => return coding.ask(vm, "encode_registered", text.clone()),
    };
    Ok(Next::Value(Bytes::new(&bytes).into()))
}

fn unicode_error(text: impl Into<String>) -> Exc {
    Exc::msg(ExcKind::UnicodeError, text)
}

fn idna_error(e: IdnaError) -> Exc {
    match e {
        IdnaError::Decode(e, bytes) => decode_error(&bytes, &e),
        IdnaError::Plain(text) => unicode_error(text),
        IdnaError::RoundTrip(a, b) => Exc::with_args(
            ExcKind::UnicodeError,
            vec!["IDNA does not round-trip".into(), Bytes::new(&a).into(), Bytes::new(&b).into()],
        ),
    }
}

/// Names the codec in an error, unless the error has more to say than a text.
fn naming(what: &str, coding: &Coding, e: Exc) -> Exc {
    if e.is(ExcKind::UnicodeDecodeError) || e.object().args.borrow().len() > 1 {
        return e;
    }
    failed(what, &coding.encoding, ExcKind::UnicodeError, e)
}

fn encode_idna(text: Text, coding: &Coding) -> R<Vec<u8>> {
    let mut out = Vec::new();
    let done = if coding.errors == "strict" {
        idna::encode(text, &mut out).map_err(idna_error)
    } else {
        let text = format!("unsupported error handling {}", coding.errors);
        Err(unicode_error(text))
    };
    done.map_err(|e| naming("encoding", coding, e))?;
    Ok(out)
}

/// Decodes with a native codec and handler.
pub fn decode_with(codec: Codec, input: &[u8], handler: Handler) -> R<Vec<u8>> {
    let input = &input[codec.signature(input)..];
    let mut out = Vec::new();
    match codec::decode(codec, input, handler, &mut out) {
        Ok(()) => Ok(out),
        Err(Stopped::Error(e)) => Err(decode_error(input, &e)),
        Err(Stopped::Unable) => Err(handler_refused("UnicodeDecodeError")),
    }
}

/// `bytes.decode(encoding, errors)`; `object` is what the bytes are from.
pub fn decode(vm: &mut Vm, object: &Value, input: &Buffer<'_>, coding: &Coding) -> R<Next> {
    let errors = coding.errors.as_str();
    let text = match resolve(&coding.encoding) {
        Encoding::Codec(Codec::Utf8 | Codec::Ascii) if input.is_ascii() => {
            return Ok(Next::Value(Str::from_wtf8(input).into()));
        }
        Encoding::Codec(codec) => match Handler::named(errors) {
            Some(handler) => decode_with(codec, input, handler)?,
            None => {
                let mut out = Vec::new();
                let rest = &input[codec.signature(input)..];
                if Decoder::new(codec).decode(rest, 0, true, &mut out).is_err() {
                    let bytes = Bytes::new(input).into();
                    return coding.ask(vm, "decode_handled", bytes);
                }
                out
            }
        },
        Encoding::Idna => decode_idna(input, coding)?,
        Encoding::Punycode => decode_punycode(input, coding)?,
        Encoding::Other => return Err(not_text(&coding.encoding, "decode")),
        Encoding::Unknown => return coding.ask(vm, "decode_registered", object.clone()),
    };
    Ok(Next::Value(Str::from_wtf8(&text).into()))
}

fn decode_idna(input: &[u8], coding: &Coding) -> R<Vec<u8>> {
    let mut out = Vec::new();
    let done = if coding.errors == "strict" {
        idna::decode(input, &mut out).map_err(idna_error)
    } else {
        let text = format!("Unsupported error handling {}", coding.errors);
        Err(unicode_error(text))
    };
    done.map_err(|e| naming("decoding", coding, e))?;
    Ok(out)
}

fn decode_punycode(input: &[u8], coding: &Coding) -> R<Vec<u8>> {
    let mut out = Vec::new();
    let done = match Handler::named(&coding.errors) {
        Some(handler) => punycode::decode(input, handler, &mut out).map_err(|e| match e {
            PunycodeError::Decode(e) => decode_error(input, &e),
            PunycodeError::Plain(text) => unicode_error(text),
        }),
        None => {
            let text = format!("Unsupported error handling {}", coding.errors);
            Err(unicode_error(text))
        }
    };
    done.map_err(|e| naming("decoding", coding, e))?;
    Ok(out)
}
