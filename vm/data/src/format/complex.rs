//! `complex.__format__`

use super::float::digits;
use super::layout::Number;
use super::spec::{Align, Defaults, Sign, Spec};
use super::str;
use crate::number::complex::Complex;
use crate::number::{Error, Result};
use crate::text::Text;

/// Appends `format(value, spec)`.
pub fn complex(value: Complex, spec: Text, type_name: &str, out: &mut Vec<u8>) -> Result<()> {
    let spec = Spec::parse(spec, Defaults { kind: None, align: Align::Right, type_name })?;
    let plain = match spec.kind_byte() {
        None => true,
        Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n') => false,
        _ => return Err(spec.unknown_kind(type_name)),
    };
    // Formatting both parts first finds a precision that is too big.
    let (re, im) = (digits(value.re, &spec, false), digits(value.im, &spec, false));
    let (re, im) = (re?, im?);
    if spec.fill == u32::from(b'0') {
        return Err(Error::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Error::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let imaginary_only = plain && value.re == 0.0 && value.re.is_sign_positive();
    let mut part = Spec { width: 0, ..spec };
    let mut text = Vec::new();
    if plain && !imaginary_only {
        text.push(b'(');
    }
    if !imaginary_only {
        Number::of_float(&re).write(&part, &mut text)?;
        part.sign = Some(Sign::Plus);
    }
    Number::of_float(&im).write(&part, &mut text)?;
    text.push(b'j');
    if plain && !imaginary_only {
        text.push(b')');
    }
    str::write(Text::counted(&text), &spec, out)
}
