//! `float.__format__`

use super::MAX_PRECISION;
use super::layout::Number;
use super::spec::{Align, Defaults, Spec};
use crate::number::float::{Notation, Style, to_text};
use crate::number::{Error, Result};
use crate::text::Text;

/// Appends `format(value, spec)`.
pub fn float(value: f64, spec: Text, type_name: &str, out: &mut Vec<u8>) -> Result<()> {
    let spec = Spec::parse(spec, Defaults { kind: None, align: Align::Right, type_name })?;
    match spec.kind_byte() {
        None | Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%') => with_spec(value, &spec, out),
        _ => Err(spec.unknown_kind(type_name)),
    }
}

/// Appends a float in a way whose presentation type floats know.
pub(super) fn with_spec(value: f64, spec: &Spec, out: &mut Vec<u8>) -> Result<()> {
    let percent = spec.kind_byte() == Some(b'%');
    let value = if percent { value * 100.0 } else { value };
    let mut text = digits(value, spec, true)?;
    if percent {
        text.push('%');
    }
    Number::of_float(&text).write(spec, out)
}

/// The text of a float, with its precision and notation but without its sign's and width's
/// treatment. Without a presentation type, `point_zero` asks for the `.0` of a whole number.
pub(super) fn digits(value: f64, spec: &Spec, point_zero: bool) -> Result<String> {
    let precision = checked_precision(spec.precision)?;
    let kind = spec.kind_byte();
    let notation = match (kind, precision) {
        (None, None) => Notation::Shortest,
        (None, Some(precision)) => Notation::General(precision),
        (Some(b'e' | b'E'), precision) => Notation::Exponent(precision.unwrap_or(6)),
        (Some(b'g' | b'G' | b'n'), precision) => Notation::General(precision.unwrap_or(6)),
        (Some(_), precision) => Notation::Fixed(precision.unwrap_or(6)),
    };
    let mut text = to_text(
        value,
        Style {
            notation,
            alternate: spec.alternate,
            point_zero: point_zero && kind.is_none(),
            upper: kind.is_some_and(|kind| kind.is_ascii_uppercase()),
        },
    );
    if spec.no_negative_zero && value.is_finite() && text.starts_with('-') {
        let mantissa = text.bytes().skip(1).take_while(|byte| byte.is_ascii_digit() || *byte == b'.');
        if mantissa.into_iter().all(|byte| matches!(byte, b'0' | b'.')) {
            text.remove(0);
        }
    }
    Ok(text)
}

fn checked_precision(precision: Option<usize>) -> Result<Option<usize>> {
    match precision {
        Some(precision) if precision > i32::MAX as usize => Err(Error::value("precision too big")),
        Some(precision) if precision > MAX_PRECISION => Err(Error::memory()),
        precision => Ok(precision),
    }
}
