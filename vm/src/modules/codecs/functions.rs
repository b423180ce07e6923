//! The functions of single encodings: `utf_8_encode`, `utf_8_decode` and so on.

use super::charmap;
use crate::buffer::{self, Buffer};
use crate::exc::{R, memory_error, type_error, value_error};
use crate::native::{Def, Next, pure, tail};
use crate::object::{Bytes, Dict, Module, Str};
use crate::ops;
use crate::ops::codec::{decode_error, handler_refused};
use crate::text::codec::escape::{self, BytesEscapeError};
use crate::text::codec::{self as native, Codec, Decoder, Endian, Handler, Stopped};
use crate::types::{arg, class_name};
use crate::value::Value;
use crate::vm::Vm;

const LITTLE: Option<Endian> = Some(Endian::Little);
const BIG: Option<Endian> = Some(Endian::Big);

macro_rules! functions {
    ($($encode:ident $encode_sig:literal $decode:ident $decode_sig:literal $codec:expr;)*) => {
        $(
            fn $encode(vm: &mut Vm, a: &[Value]) -> R<Next> {
                encode(vm, a, $codec, stringify!($encode))
            }
            fn $decode(vm: &mut Vm, a: &[Value]) -> R<Next> {
                decode(vm, a, $codec, stringify!($decode))
            }
        )*

        static SINGLE: &[Def] = &[$(tail($encode_sig, $encode, ""), tail($decode_sig, $decode, "")),*];
    };
}

functions! {
    utf_8_encode "utf_8_encode(str, errors=None, /)" utf_8_decode "utf_8_decode(data, errors=None, final: bool=False, /)"
        Codec::Utf8;
    utf_7_encode "utf_7_encode(str, errors=None, /)" utf_7_decode "utf_7_decode(data, errors=None, final: bool=False, /)"
        Codec::Utf7;
    utf_16_le_encode "utf_16_le_encode(str, errors=None, /)"
        utf_16_le_decode "utf_16_le_decode(data, errors=None, final: bool=False, /)" Codec::Utf16(LITTLE);
    utf_16_be_encode "utf_16_be_encode(str, errors=None, /)"
        utf_16_be_decode "utf_16_be_decode(data, errors=None, final: bool=False, /)" Codec::Utf16(BIG);
    utf_32_le_encode "utf_32_le_encode(str, errors=None, /)"
        utf_32_le_decode "utf_32_le_decode(data, errors=None, final: bool=False, /)" Codec::Utf32(LITTLE);
    utf_32_be_encode "utf_32_be_encode(str, errors=None, /)"
        utf_32_be_decode "utf_32_be_decode(data, errors=None, final: bool=False, /)" Codec::Utf32(BIG);
    latin_1_encode "latin_1_encode(str, errors=None, /)" latin_1_decode "latin_1_decode(data, errors=None, /)" Codec::Latin1;
    ascii_encode "ascii_encode(str, errors=None, /)" ascii_decode "ascii_decode(data, errors=None, /)" Codec::Ascii;
    unicode_escape_encode "unicode_escape_encode(str, errors=None, /)"
        unicode_escape_decode "unicode_escape_decode(data, errors=None, final: bool=True, /)" Codec::UnicodeEscape;
    raw_unicode_escape_encode "raw_unicode_escape_encode(str, errors=None, /)"
        raw_unicode_escape_decode "raw_unicode_escape_decode(data, errors=None, final: bool=True, /)" Codec::RawUnicodeEscape;
}

static OTHER: &[Def] = &[
    tail("utf_16_encode(str, errors=None, byteorder: index=0, /)", utf_16_encode, ""),
    tail("utf_16_decode(data, errors=None, final: bool=False, /)", utf_16_decode, ""),
    tail("utf_16_ex_decode(data, errors=None, byteorder: index=0, final: bool=False, /)", utf_16_ex_decode, ""),
    tail("utf_32_encode(str, errors=None, byteorder: index=0, /)", utf_32_encode, ""),
    tail("utf_32_decode(data, errors=None, final: bool=False, /)", utf_32_decode, ""),
    tail("utf_32_ex_decode(data, errors=None, byteorder: index=0, final: bool=False, /)", utf_32_ex_decode, ""),
    pure("escape_encode(data, errors=None, /)", escape_encode, ""),
    pure("escape_decode(data, errors=None, /)", escape_decode, ""),
    tail("charmap_encode(str, errors=None, mapping=None, /)", charmap_encode, ""),
    tail("charmap_decode(data, errors=None, mapping=None, /)", charmap_decode, ""),
    tail("charmap_build(map, /)", charmap_build, ""),
    pure("readbuffer_encode(data, errors=None, /)", readbuffer_encode, ""),
];

/// Adds the functions to the module.
pub(super) fn install(module: &Module) {
    for def in SINGLE.iter().chain(OTHER) {
        let function = crate::builtins::module_function(def, super::SPEC.name);
        module.dict.insert_str(def.name(), function);
    }
}

/// The name of an error handler: `strict` if there is none.
fn errors(v: &Value, function: &str) -> R<String> {
    match arg::some(v) {
        None => Ok("strict".to_owned()),
        Some(v) => match v.downcast::<Str>() {
            Some(s) => Ok(s.to_lossy().into_owned()),
            None => Err(arg::wrong(&format!("{function}() argument 2"), "str or None", v)),
        },
    }
}

fn pair(vm: &Vm, a: impl Into<Value>, n: usize) -> Next {
    Next::Value(vm.tuple(vec![a.into(), n.into()]))
}

/// Encodes; the result is a tuple of the bytes and how many characters they are made of.
fn encode(vm: &mut Vm, a: &[Value], codec: Codec, function: &str) -> R<Next> {
    let s = arg::str(&a[0], &format!("{function}() argument 1"))?;
    let errors = errors(&a[1], function)?;
    match Handler::named(&errors) {
        Some(handler) => {
            let bytes = ops::codec::encode_with(codec, &a[0], s, handler)?;
            Ok(pair(vm, Bytes::new(&bytes), s.chars()))
        }
        None => Ok(Next::call(vm.prelude("encode_pair")?, [a[0].clone(), codec.name().into(), errors.into()])),
    }
}

/// The bytes to be decoded; the escapes may also be given as a str.
fn input(v: &Value, codec: Codec) -> R<Buffer<'_>> {
    match (codec, v.downcast::<Str>()) {
        (Codec::UnicodeEscape | Codec::RawUnicodeEscape, Some(s)) => Ok(Buffer::Slice(s.bytes())),
        _ => buffer::require(v),
    }
}

/// Decodes; the result is the text, how many bytes it is made of, and the byte order.
#[allow(clippy::type_complexity, reason = "the outcome, or what is to be done first")]
fn decoded(
    vm: &mut Vm,
    codec: Codec,
    data: &Value,
    errors: &str,
    order: Option<Endian>,
    is_last: bool,
) -> R<Result<(Value, usize, Option<Endian>), Next>> {
    let input = input(data, codec)?;
    let Some(handler) = Handler::named(errors) else {
        let order = match order {
            None => 0,
            Some(Endian::Little) => -1,
            Some(Endian::Big) => 1,
        };
        let args: [Value; 5] =
            [Bytes::new(&input).into(), codec.name().into(), errors.into(), is_last.into(), Value::from(order)];
        return Ok(Err(Next::call(vm.prelude("decode_steps")?, args)));
    };
    let mut decoder = Decoder::new(codec);
    decoder.set_order(order);
    let skipped = codec.signature(&input);
    let rest = &input[skipped..];
    let mut out = Vec::new();
    match native::decode_part(&mut decoder, rest, is_last, handler, &mut out) {
        Ok(end) => {
            let text = Str::try_concat(&[&out]).ok_or_else(memory_error)?;
            // A native order that no mark has told is not settled for the next piece.
            let order = decoder.order().filter(|_| end > 0);
            Ok(Ok((text.into(), skipped + end, order)))
        }
        Err(Stopped::Error(e)) => Err(decode_error(rest, &e)),
        Err(Stopped::Unable) => Err(handler_refused("UnicodeDecodeError")),
    }
}

fn decode(vm: &mut Vm, a: &[Value], codec: Codec, function: &str) -> R<Next> {
    let errors = errors(&a[1], function)?;
    let escapes = matches!(codec, Codec::UnicodeEscape | Codec::RawUnicodeEscape);
    let is_last = a.get(2).and_then(Value::given).map_or(escapes, Value::is_true);
    match decoded(vm, codec, &a[0], &errors, None, is_last)? {
        Ok((text, used, _)) => Ok(pair(vm, text, used)),
        Err(next) => first_two(vm, next),
    }
}

/// Has the prelude leave the byte order out of what `next` gives.
fn first_two(vm: &mut Vm, next: Next) -> R<Next> {
    match next {
        Next::Call { args, .. } => Ok(Next::call(vm.prelude("decode_pair")?, args)),
        next => Ok(next),
    }
}

/// The byte order that a number stands for.
fn order(v: &Value) -> R<Option<Endian>> {
    Ok(match arg::c_int_or(v, 0)? {
        0 => None,
        n if n < 0 => LITTLE,
        _ => BIG,
    })
}

fn utf_16_encode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let codec = Codec::Utf16(order(&a[2])?);
    encode(vm, a, codec, "utf_16_encode")
}

fn utf_32_encode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let codec = Codec::Utf32(order(&a[2])?);
    encode(vm, a, codec, "utf_32_encode")
}

fn utf_16_decode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    decode(vm, a, Codec::Utf16(None), "utf_16_decode")
}

fn utf_32_decode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    decode(vm, a, Codec::Utf32(None), "utf_32_decode")
}

fn ex_decode(vm: &mut Vm, a: &[Value], codec: Codec, function: &str) -> R<Next> {
    let errors = errors(&a[1], function)?;
    let order = order(&a[2])?;
    let is_last = a[3].is_true();
    match decoded(vm, codec, &a[0], &errors, order, is_last)? {
        Ok((text, used, order)) => Ok(three(vm, text, used, order)),
        Err(next) => Ok(next),
    }
}

fn three(vm: &Vm, text: Value, used: usize, order: Option<Endian>) -> Next {
    let order = match order {
        None => 0,
        Some(Endian::Little) => -1,
        Some(Endian::Big) => 1,
    };
    Next::Value(vm.tuple(vec![text, used.into(), Value::from(order)]))
}

fn utf_16_ex_decode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    ex_decode(vm, a, Codec::Utf16(None), "utf_16_ex_decode")
}

fn utf_32_ex_decode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    ex_decode(vm, a, Codec::Utf32(None), "utf_32_ex_decode")
}

fn escape_encode(vm: &mut Vm, a: &[Value]) -> R {
    let bytes = a[0].downcast::<Bytes>().ok_or_else(|| arg::wrong("escape_encode() argument 1", "bytes", &a[0]))?;
    let mut out = Vec::new();
    escape::encode_bytes(bytes.bytes(), &mut out);
    Ok(vm.tuple(vec![Bytes::new(&out).into(), bytes.len().into()]))
}

fn escape_decode(vm: &mut Vm, a: &[Value]) -> R {
    let data = match a[0].downcast::<Str>() {
        Some(s) => Buffer::Slice(s.bytes()),
        None => buffer::require(&a[0])?,
    };
    let errors = errors(&a[1], "escape_decode")?;
    let wrong: Option<&[u8]> = match errors.as_str() {
        "strict" => None,
        "replace" => Some(b"?"),
        "ignore" => Some(b""),
        _ => {
            return Err(value_error(format!("decoding error; unknown error handling code: {errors}")));
        }
    };
    let mut out = Vec::new();
    escape::decode_bytes(&data, wrong, &mut None, &mut out).map_err(|e| match e {
        BytesEscapeError::Trailing => value_error("Trailing \\ in string"),
        BytesEscapeError::Hexadecimal(at) => value_error(format!("invalid \\x escape at position {at}")),
    })?;
    Ok(vm.tuple(vec![Bytes::new(&out).into(), data.len().into()]))
}

fn charmap_encode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if arg::some(&a[2]).is_none() {
        return encode(vm, a, Codec::Latin1, "charmap_encode");
    }
    let s = arg::str(&a[0], "charmap_encode() argument 1")?;
    let errors = errors(&a[1], "charmap_encode")?;
    if let (Some(handler), Some(dict)) = (Handler::named(&errors), a[2].exact::<Dict>())
        && let Some(bytes) = charmap::encode(s, dict, handler)?
    {
        return Ok(pair(vm, Bytes::new(&bytes), s.chars()));
    }
    Ok(Next::call(vm.prelude("charmap_encode_by")?, [a[0].clone(), errors.into(), a[2].clone()]))
}

fn charmap_decode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if arg::some(&a[2]).is_none() {
        return decode(vm, &a[..2], Codec::Latin1, "charmap_decode");
    }
    let data = buffer::require(&a[0])?;
    let errors = errors(&a[1], "charmap_decode")?;
    if let (Some(handler), Some(table)) = (Handler::named(&errors), a[2].exact::<Str>()) {
        let text = charmap::decode(&data, table, handler)?;
        return Ok(pair(vm, Str::from_wtf8(&text), data.len()));
    }
    let data: Value = Bytes::new(&data).into();
    Ok(Next::call(vm.prelude("charmap_decode_by")?, [data, errors.into(), a[2].clone()]))
}

fn charmap_build(vm: &mut Vm, a: &[Value]) -> R<Next> {
    arg::str(&a[0], "charmap_build() argument")?;
    Ok(Next::call(vm.prelude("charmap_table")?, [a[0].clone()]))
}

fn readbuffer_encode(vm: &mut Vm, a: &[Value]) -> R {
    let bytes = match a[0].downcast::<Str>() {
        Some(s) => Buffer::Slice(s.bytes()),
        None => buffer::get(&a[0])?
            .ok_or_else(|| type_error(format!("a bytes-like object is required, not '{}'", class_name(&a[0]))))?,
    };
    Ok(vm.tuple(vec![Bytes::new(&bytes).into(), bytes.len().into()]))
}
