//! `int.__format__`

use super::float;
use super::layout::Number;
use super::spec::{Align, Defaults, Spec};
use crate::number::int::{IntRef, Radix, to_decimal, to_f64, to_radix};
use crate::number::{Error, Result};
use crate::text::{Text, wtf8};

/// Appends `format(value, spec)`. Decimal text has a limit of `max_digits` digits (0 for none).
pub fn int(value: IntRef, spec: Text, type_name: &str, max_digits: usize, out: &mut Vec<u8>) -> Result<()> {
    let spec = Spec::parse(spec, Defaults { kind: Some('d'), align: Align::Right, type_name })?;
    let radix = match spec.kind_byte() {
        Some(b'd' | b'n') => None,
        Some(b'b') => Some(Radix::Binary),
        Some(b'o') => Some(Radix::Octal),
        Some(b'x' | b'X') => Some(Radix::Hex),
        Some(b'c') => return character(value, &spec, out),
        Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%') => {
            return float::with_spec(to_f64(value)?, &spec, out);
        }
        _ => return Err(spec.unknown_kind(type_name)),
    };
    check(&spec)?;
    let mut digits = match radix {
        None => to_decimal(value, max_digits)?,
        Some(radix) => to_radix(value, radix),
    };
    let mut prefix = match radix {
        Some(radix) if spec.alternate => radix.prefix(),
        _ => "",
    };
    if spec.kind_byte() == Some(b'X') {
        digits.make_ascii_uppercase();
        prefix = if spec.alternate { "0X" } else { "" };
    }
    let negative = value.is_negative();
    let digits = digits.strip_prefix('-').unwrap_or(&digits);
    Number { negative, prefix, digits, rest: "" }.write(&spec, out)
}

fn check(spec: &Spec) -> Result<()> {
    if spec.precision.is_some() {
        return Err(Error::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Error::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    Ok(())
}

/// `c`: the character with this code point.
fn character(value: IntRef, spec: &Spec, out: &mut Vec<u8>) -> Result<()> {
    check(spec)?;
    if spec.sign.is_some() {
        return Err(Error::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Error::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let code = value.to_i64().ok_or_else(|| Error::overflow("Python int too large to convert to C long"))?;
    match u32::try_from(code) {
        Ok(code @ 0..=wtf8::MAX) => super::str::padded(code, spec, out),
        _ => Err(Error::overflow("%c arg not in range(0x110000)")),
    }
}
