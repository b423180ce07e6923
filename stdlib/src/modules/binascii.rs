//! `binascii`: bytes as text and back.

use std::borrow::Cow;

use pausa_vm::buffer::{self, Buffer};
use pausa_vm::exc::{type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, pure};
use pausa_vm::object::{Bytes, Exception, Module, Str, Tuple, TypeRef};
use pausa_vm::types::{class_name, define_exception};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::arg;
use crate::binascii::{self, Quoting};
use crate::hashes;

/// `binascii`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "binascii", doc: "Conversion between binary data and ASCII", defs: DEFS, init };

const DEFS: &[Def] = &[
    pure("a2b_base64(data, /, *, strict_mode: bool=False)", a2b_base64, "Decode a line of base64 data."),
    pure("a2b_hex(hexstr, /)", a2b_hex, "Binary data of hexadecimal representation."),
    pure("a2b_qp(data, header: bool=False)", a2b_qp, "Decode a string of qp-encoded data."),
    pure("a2b_uu(data, /)", a2b_uu, "Decode a line of uuencoded data."),
    pure("b2a_base64(data, /, *, newline: bool=True)", b2a_base64, "Base64-code line of data."),
    pure(
        "b2a_hex(data, sep=<unrepresentable>, bytes_per_sep: index=1)",
        hexlify,
        "Hexadecimal representation of binary data.",
    ),
    pure(
        "b2a_qp(data, quotetabs: bool=False, istext: bool=True, header: bool=False)",
        b2a_qp,
        "Encode a string using quoted-printable encoding.",
    ),
    pure("b2a_uu(data, /, *, backtick: bool=False)", b2a_uu, "Uuencode line of data."),
    pure("crc32(data, crc: index=0, /)", crc32, "Compute CRC-32 incrementally."),
    pure("crc_hqx(data, crc: index, /)", crc_hqx, "Compute CRC-CCITT incrementally."),
    pure(
        "hexlify(data, sep=<unrepresentable>, bytes_per_sep: index=1)",
        hexlify,
        "Hexadecimal representation of binary data.",
    ),
    pure("unhexlify(hexstr, /)", a2b_hex, "Binary data of hexadecimal representation."),
];

/// The class `binascii.Error`.
#[derive(Default)]
struct Class(Option<TypeRef>);

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let error = define_exception("Error", "binascii", ExcKind::ValueError);
    let incomplete = define_exception("Incomplete", "binascii", ExcKind::Exception);
    arg::put(&m.dict, [("Error", error.clone().into()), ("Incomplete", incomplete.into())]);
    vm.state::<Class>().0 = Some(error);
    Ok(())
}

#[cold]
fn error(vm: &mut Vm, text: Cow<'static, str>) -> Exc {
    match vm.state::<Class>().0.clone() {
        Some(class) => Exc::new(Exception::new(&class, Tuple::from_vec(vec![text.into_owned().into()]))),
        None => value_error(text),
    }
}

/// The bytes of an argument that may also be text.
fn ascii(v: &Value) -> R<Buffer<'_>> {
    if let Some(s) = v.downcast::<Str>() {
        return match s.is_ascii() {
            true => Ok(Buffer::Slice(s.bytes())),
            false => Err(value_error("string argument should contain only ASCII characters")),
        };
    }
    buffer::get(v)?
        .ok_or_else(|| type_error(format!("argument should be bytes, buffer or ASCII string, not '{}'", class_name(v))))
}

fn made(out: Vec<u8>) -> R {
    Ok(Bytes::new(&out).into())
}

fn a2b_base64(vm: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    let result = binascii::decode_base64(&ascii(&a[0])?, arg::flag(&a[1], false), &mut out);
    result.map_err(|e| error(vm, e))?;
    made(out)
}

fn b2a_base64(_: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    binascii::encode_base64(&buffer::require(&a[0])?, &mut out);
    if arg::flag(&a[1], true) {
        out.push(b'\n');
    }
    made(out)
}

fn a2b_hex(vm: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    let result = binascii::decode_hex(&ascii(&a[0])?, &mut out);
    result.map_err(|e| error(vm, e))?;
    made(out)
}

/// The one byte of a separator, which may also be text.
fn separator(v: &Value) -> R<u8> {
    let found = if let Some(s) = v.downcast::<Str>() {
        if s.chars() == 1 {
            let cp = s.text().get(0).unwrap_or_default();
            return u8::try_from(cp).map_err(|_| value_error("sep must be ASCII."));
        }
        None
    } else if let Some(b) = v.downcast::<Bytes>() {
        <[u8; 1]>::try_from(b.bytes()).ok()
    } else if pausa_vm::ops::length(v).is_some() {
        return Err(type_error("sep must be str or bytes."));
    } else {
        return Err(type_error(format!("object of type '{}' has no len()", class_name(v))));
    };
    found.map(|[byte]| byte).ok_or_else(|| value_error("sep must be length 1."))
}

fn hexlify(_: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    let data = buffer::require(&a[0])?;
    match a[1].given() {
        Some(sep) => {
            let group = a[2].given().map_or(Ok(1), arg::c_int)?;
            binascii::encode_hex_grouped(&data, separator(sep)?, group as isize, &mut out);
        }
        None => binascii::encode_hex(&data, &mut out),
    }
    made(out)
}

fn a2b_qp(_: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    binascii::decode_quoted(&ascii(&a[0])?, arg::flag(&a[1], false), &mut out);
    made(out)
}

fn b2a_qp(_: &mut Vm, a: &[Value]) -> R {
    let quoting =
        Quoting { tabs: arg::flag(&a[1], false), text: arg::flag(&a[2], true), header: arg::flag(&a[3], false) };
    let mut out = Vec::new();
    binascii::encode_quoted(&buffer::require(&a[0])?, quoting, &mut out);
    made(out)
}

fn a2b_uu(vm: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    let result = binascii::decode_uu(&ascii(&a[0])?, &mut out);
    result.map_err(|e| error(vm, e))?;
    made(out)
}

fn b2a_uu(vm: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    let result = binascii::encode_uu(&buffer::require(&a[0])?, arg::flag(&a[1], false), &mut out);
    result.map_err(|e| error(vm, e))?;
    made(out)
}

fn crc32(_: &mut Vm, a: &[Value]) -> R {
    let before = a[1].given().map_or(0, arg::low_bits);
    Ok(hashes::crc32(&buffer::require(&a[0])?, before).into())
}

fn crc_hqx(_: &mut Vm, a: &[Value]) -> R {
    Ok(hashes::crc_hqx(&buffer::require(&a[0])?, arg::low_bits(&a[1])).into())
}
