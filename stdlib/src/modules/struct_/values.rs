//! A format's values in and out of bytes.

use std::borrow::Cow;

use pausa_vm::buffer;
use pausa_vm::exc::{memory_error, type_error};
use pausa_vm::number::int::{self, IntRef};
use pausa_vm::object::{ByteArray, Bytes, Str, Tuple};
use pausa_vm::ops::{self, number};
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{Exc, ExcKind, R, Value, Vm};

use super::{error, raised};
use crate::struct_::{self, Code, Field, Format, Packed, Task, locate};

/// The bytes of a format, given as str or bytes.
pub(super) fn format_text(v: &Value) -> R<Cow<'_, [u8]>> {
    if let Some(b) = v.downcast::<Bytes>() {
        return Ok(Cow::Borrowed(b.bytes()));
    }
    let Some(s) = v.downcast::<Str>() else {
        let found = if v.is_none() { "NoneType".to_owned() } else { class_name(v) };
        return Err(type_error(format!("Struct() argument 1 must be a str or bytes object, not {found}")));
    };
    if s.is_ascii() {
        return Ok(Cow::Borrowed(s.bytes()));
    }
    let points: Vec<u32> = s.text().code_points().collect();
    let from = points.iter().position(|c| *c > 127).unwrap_or(0);
    let to = points[from..].iter().position(|c| *c < 128).map_or(points.len(), |n| from + n);
    let args = vec!["ascii".into(), v.clone(), from.into(), to.into(), "ordinal not in range(128)".into()];
    Err(Exc::with_args(ExcKind::UnicodeEncodeError, args))
}

/// What a value has to be converted to by user code before it can be packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pending {
    Int,
    Float,
    Bool,
}

fn has(v: &Value, name: pausa_vm::Obj<Str>) -> bool {
    class_of(v).lookup(name.value()).is_some()
}

/// Which conversion of a value needs user code.
pub(super) fn pending(field: &Field, v: &Value) -> Option<Pending> {
    use pausa_vm::names::cached;
    match field.code {
        Code::Int { .. } | Code::Pointer if !v.is_int() && has(v, cached::__index__()) => Some(Pending::Int),
        Code::Half | Code::Float | Code::Double => {
            let plain = v.as_float().is_some() || v.is_int();
            (!plain && (has(v, cached::__float__()) || has(v, cached::__index__()))).then_some(Pending::Float)
        }
        Code::Bool if ops::truth(v).is_none() => Some(Pending::Bool),
        _ => None,
    }
}

/// The fields, one for each value, with its place.
pub(super) fn places(format: &Format) -> impl Iterator<Item = (&Field, usize)> {
    format.fields().iter().flat_map(|f| (0..f.count).map(move |i| (f, f.offset + i * f.size)))
}

/// The bytes of values; None if user code has to convert one.
pub(super) fn pack_bytes(vm: &mut Vm, format: &Format, values: &[Value]) -> R<Option<Vec<u8>>> {
    if places(format).zip(values).any(|((field, _), v)| pending(field, v).is_some()) {
        return Ok(None);
    }
    let mut out = Vec::new();
    out.try_reserve_exact(format.size()).map_err(|_| memory_error())?;
    out.resize(format.size(), 0);
    for ((field, at), v) in places(format).zip(values) {
        store(vm, field, v, &mut out[at..at + field.size])?;
    }
    Ok(Some(out))
}

fn store(vm: &mut Vm, field: &Field, v: &Value, out: &mut [u8]) -> R<()> {
    let done = match field.code {
        Code::Int { .. } | Code::Pointer => {
            let Some(i) = number::int(v) else {
                return Err(error(vm, "required argument is not an integer"));
            };
            let far = if i.is_negative() { i128::MIN } else { i128::MAX };
            struct_::pack_int(field, i.to_i128().unwrap_or(far), out)
        }
        Code::Half | Code::Float | Code::Double => {
            let x = match (v.as_float(), number::int(v)) {
                (Some(x), _) => Some(x),
                (_, Some(i)) => real(i),
                _ => None,
            };
            let Some(x) = x else {
                return Err(error(vm, "required argument is not a float"));
            };
            struct_::pack_float(field, x, v.is_int(), out)
        }
        Code::Bool => {
            struct_::pack_bool(ops::truth(v).unwrap_or(true), out);
            Ok(())
        }
        Code::Char => match v.downcast::<Bytes>() {
            Some(b) => struct_::pack_char(b.bytes(), out),
            None => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
        Code::Bytes | Code::Pascal | Code::Pad => {
            if let Some(b) = v.downcast::<Bytes>() {
                struct_::pack_bytes(field, b.bytes(), out);
            } else if let Some(b) = v.downcast::<ByteArray>() {
                struct_::pack_bytes(field, &b.bytes(), out);
            } else {
                let letter = if field.code == Code::Pascal { 'p' } else { 's' };
                return Err(error(vm, format!("argument for '{letter}' must be a bytes object")));
            }
            Ok(())
        }
    };
    done.map_err(|e| raised(vm, e))
}

fn real(i: IntRef<'_>) -> Option<f64> {
    int::to_f64(i).ok()
}

/// `pack`; None if user code has to convert a value.
pub(super) fn pack(vm: &mut Vm, format: &Format, values: &[Value]) -> R<Option<Value>> {
    if let Err(e) = format.check_count(values.len(), "pack") {
        return Err(raised(vm, e));
    }
    Ok(pack_bytes(vm, format, values)?.map(|bytes| Bytes::new(&bytes).into()))
}

/// The values in these bytes, which are as many as the format needs.
pub(super) fn load(format: &Format, bytes: &[u8]) -> Value {
    let values: Vec<Value> = places(format)
        .map(|(field, at)| match struct_::unpack(field, &bytes[at..at + field.size]) {
            Packed::Int(i) => i.into(),
            Packed::Unsigned(u) => u.into(),
            Packed::Float(x) => x.into(),
            Packed::Bool(b) => b.into(),
            Packed::Bytes(b) => Bytes::new(b).into(),
        })
        .collect();
    Tuple::from_vec(values).into()
}

/// `unpack`
pub(super) fn unpack(vm: &mut Vm, format: &Format, v: &Value) -> R {
    let bytes = buffer::require(v)?;
    match struct_::check_exact(format.size(), bytes.len()) {
        Ok(()) => Ok(load(format, &bytes)),
        Err(e) => Err(raised(vm, e)),
    }
}

/// `unpack_from`
pub(super) fn unpack_from(vm: &mut Vm, format: &Format, v: &Value, offset: &Value) -> R {
    let offset = offset.given().map_or(Ok(0), place)?;
    let bytes = buffer::require(v)?;
    match locate(Task::UnpackFrom, format.size(), offset, bytes.len()) {
        Ok(at) => Ok(load(format, &bytes[at..at + format.size()])),
        Err(e) => Err(raised(vm, e)),
    }
}

/// An offset.
pub(super) fn place(v: &Value) -> R<isize> {
    let i = v.as_i64().and_then(|i| isize::try_from(i).ok());
    i.ok_or_else(|| pausa_vm::exc::index_error(format!("cannot fit '{}' into an index-sized integer", class_name(v))))
}
