//! Helpers of `codec.py`.

use crate::exc::{Exc, R, index_error, system_error, type_error};
use crate::native::{Def, pure, this};
use crate::object::{ByteArray, Bytes, Exception, List, Str, Tuple};
use crate::ops::codec::{self, Encoding, Registry, decode_error, encode_error};
use crate::text::codec::{Codec, Decoder, Encoder, Endian};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_codec_found(encoding, /)", found, ""),
    pure("_codec_remember(encoding, codec, /)", remember, ""),
    pure("_codec_register(function, /)", register, ""),
    pure("_codec_name(encoding, /)", name, ""),
    pure("_codec_searches()", searches, ""),
    pure("_codec_failure(error, role, encoding, /)", failure, ""),
    pure("_encode_from(text, encoding, at, out, /)", encode_from, ""),
    pure("_encode_answer(text, encoding, out, error, answer, /)", encode_answer, ""),
    pure("_decode_from(data, encoding, at, pieces, state, final, /)", decode_from, ""),
    pure("_decode_answer(data, pieces, answer, /)", decode_answer, ""),
    pure("_check_answer(answer, length, /)", check_answer, ""),
    pure("_error_handler(name, /)", error_handler, ""),
];

fn text(v: &Value) -> R<String> {
    v.downcast::<Str>().map(|s| s.to_lossy().into_owned()).ok_or_else(|| system_error("a name is a str"))
}

fn found(vm: &mut Vm, a: &[Value]) -> R {
    let name = codec::normalized(&text(&a[0])?);
    let found = vm.state::<Registry>().found.get(&name).cloned();
    Ok(found.unwrap_or(Value::NONE))
}

fn remember(vm: &mut Vm, a: &[Value]) -> R {
    let name = codec::normalized(&text(&a[0])?);
    vm.state::<Registry>().found.insert(name, a[1].clone());
    Ok(Value::NONE)
}

fn register(vm: &mut Vm, a: &[Value]) -> R {
    vm.state::<Registry>().search.push(a[0].clone());
    Ok(Value::NONE)
}

fn name(_: &mut Vm, a: &[Value]) -> R {
    Ok(codec::normalized(&text(&a[0])?).into())
}

fn searches(vm: &mut Vm, _: &[Value]) -> R {
    let search = vm.state::<Registry>().search.clone();
    Ok(vm.tuple(search))
}

/// The exception that says which codec failed, of the same class as `error`; None if that one has more to say than a text.
fn failure(_: &mut Vm, a: &[Value]) -> R {
    let error = this::<Exception>(a)?;
    let header = a[0].header().ok_or_else(|| system_error("an exception is an object"))?;
    let class = header.class();
    let args = error.args.borrow().clone();
    let plain = match args.items() {
        [] => Some(String::new()),
        [one] => one.exact::<Str>().map(|s| s.to_lossy().into_owned()),
        _ => None,
    };
    let has_attributes = header.instance().is_some_and(|i| !i.is_empty());
    let has_fields = !class.field_names.is_empty();
    let Some(plain) = plain.filter(|_| !has_attributes && !has_fields) else {
        return Ok(Value::NONE);
    };
    let role = match text(&a[1])?.as_str() {
        "encode" => "encoding",
        _ => "decoding",
    };
    let message = format!("{role} with '{}' codec failed ({}: {plain})", text(&a[2])?, class.name());
    Ok(Exception::new(&class, Tuple::from_vec(vec![message.into()])).into())
}

fn native(encoding: &Value) -> R<Codec> {
    match codec::resolve(&text(encoding)?) {
        Encoding::Codec(codec) => Ok(codec),
        _ => Err(system_error("only a native codec goes on after an error")),
    }
}

fn position(v: &Value) -> usize {
    v.as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

/// Encodes from a character on; returns the error at which it stops, or None at the end.
fn encode_from(_: &mut Vm, a: &[Value]) -> R {
    let s = this::<Str>(a)?;
    let out = out(&a[3])?;
    let mut bytes = std::mem::take(&mut *out.bytes_mut());
    let mut encoder = Encoder::new(native(&a[1])?);
    encoder.at_start = position(&a[2]) == 0 && bytes.is_empty();
    let done = encoder.encode(s.text(), position(&a[2]), &mut bytes);
    *out.bytes_mut() = bytes;
    Ok(match done {
        Ok(()) => Value::NONE,
        Err(e) => encode_error(a[0].clone(), &e).into_value(),
    })
}

fn out(v: &Value) -> R<&ByteArray> {
    v.downcast::<ByteArray>().ok_or_else(|| system_error("what is encoded goes to a bytearray"))
}

/// The pair that an error handler has to return: a replacement, and where to go on in an object of `len` items.
fn answer(v: &Value, encoding: bool, len: usize) -> R<(&Value, usize)> {
    let wrong = || {
        type_error(if encoding {
            "encoding error handler must return (str/bytes, int) tuple"
        } else {
            "decoding error handler must return (str, int) tuple"
        })
    };
    let pair = v.downcast::<Tuple>().map(|t| t.items());
    let Some([replacement, at]) = pair else {
        return Err(wrong());
    };
    let fits = replacement.is_a::<Str>() || encoding && replacement.is_a::<Bytes>();
    if !fits || !at.is_int() {
        return Err(wrong());
    }
    let given = crate::types::arg::size(at)?;
    let at = if given < 0 { given + len as isize } else { given };
    match usize::try_from(at) {
        Ok(at) if at <= len => Ok((replacement, at)),
        _ => Err(index_error(format!("position {at} from error handler out of bounds"))),
    }
}

/// Appends what an error handler has answered; returns where to go on.
fn encode_answer(_: &mut Vm, a: &[Value]) -> R {
    let s = this::<Str>(a)?;
    let (replacement, at) = answer(&a[4], true, s.chars())?;
    let encoder = Encoder::new(native(&a[1])?);
    let out = out(&a[2])?;
    let mut bytes = std::mem::take(&mut *out.bytes_mut());
    let pushed = match replacement.downcast::<Str>() {
        Some(text) => encoder.push_text(text.text(), &mut bytes),
        None => match replacement.downcast::<Bytes>() {
            Some(b) => encoder.push_bytes(b.bytes(), &mut bytes),
            None => false,
        },
    };
    *out.bytes_mut() = bytes;
    if pushed {
        return Ok(at.into());
    }
    // The replacement cannot be encoded either: the error that it was for is raised after all.
    match Exc::from_value(a[3].clone()) {
        Ok(e) => Err(e),
        Err(_) => Err(system_error("an error handler is called with an exception")),
    }
}

/// What an encoding error handler has answered, checked: the replacement, and where to go on.
fn check_answer(vm: &mut Vm, a: &[Value]) -> R {
    let (replacement, at) = answer(&a[0], true, position(&a[1]))?;
    let replacement = replacement.clone();
    Ok(vm.tuple(vec![replacement, at.into()]))
}

fn order_number(order: Option<Endian>) -> i32 {
    match order {
        None => 0,
        Some(Endian::Little) => -1,
        Some(Endian::Big) => 1,
    }
}

/// Decodes from a byte on; returns the error at which it stops, or the number of bytes that are done with. `state` is a list of the
/// byte order (-1, 0, 1) and whether the signature was passed.
fn decode_from(_: &mut Vm, a: &[Value]) -> R {
    let data = this::<Bytes>(a)?;
    let codec = native(&a[1])?;
    let (pieces, state) = match (a[3].downcast::<List>(), a[4].downcast::<List>()) {
        (Some(p), Some(s)) => (p, s),
        _ => return Err(system_error("what is decoded goes to a list")),
    };
    let mut decoder = Decoder::new(codec);
    decoder.set_order(match state.get(0).and_then(|v| v.as_i64()) {
        Some(-1) => Some(Endian::Little),
        Some(1) => Some(Endian::Big),
        _ => None,
    });
    // The object that an error shows does not have the signature.
    let passed = state.get(1).is_some_and(|v| v.is_true());
    let skipped = if passed { 0 } else { codec.signature(data.bytes()) };
    let input = &data.bytes()[skipped..];
    let mut out = Vec::new();
    let done = decoder.decode(input, position(&a[2]).min(input.len()), a[5].is_true(), &mut out);
    if !out.is_empty() {
        pieces.push(Str::from_wtf8(&out).into());
    }
    let new = vec![order_number(decoder.order()).into(), Value::TRUE];
    let old = std::mem::replace(&mut *state.items_mut(), new);
    drop(old);
    Ok(match done {
        Ok(end) => (end + skipped).into(),
        Err(e) => decode_error(input, &e).into_value(),
    })
}

fn decode_answer(_: &mut Vm, a: &[Value]) -> R {
    let data = this::<Bytes>(a)?;
    let (replacement, at) = answer(&a[2], false, data.len())?;
    if let Some(pieces) = a[1].downcast::<List>() {
        pieces.push(replacement.clone());
    }
    Ok(at.into())
}

/// The error handler of this name: one that was registered, or a built-in one.
fn error_handler(vm: &mut Vm, a: &[Value]) -> R {
    let name = text(&a[0])?;
    crate::modules::codecs::handler_function(vm, &name)
}
