//! `str.__format__`

use super::layout::pad;
use super::spec::{Align, Defaults, Sign, Spec};
use crate::number::{Error, Result};
use crate::text::Text;
use crate::text::wtf8::{self, CodePoint};

/// Appends `format(value, spec)`.
pub fn str(value: Text, spec: Text, type_name: &str, out: &mut Vec<u8>) -> Result<()> {
    let spec = Spec::parse(spec, Defaults { kind: Some('s'), align: Align::Left, type_name })?;
    if spec.kind_byte() != Some(b's') {
        return Err(spec.unknown_kind(type_name));
    }
    let unsuitable = match &spec {
        Spec { sign: Some(Sign::Space), .. } => "Space not allowed in string format specifier",
        Spec { sign: Some(_), .. } => "Sign not allowed in string format specifier",
        Spec { no_negative_zero: true, .. } => "Negative zero coercion (z) not allowed in string format specifier",
        Spec { alternate: true, .. } => "Alternate form (#) not allowed in string format specifier",
        Spec { align: Align::AfterSign, .. } => "'=' alignment not allowed in string format specifier",
        _ => {
            return write(value.slice(0..spec.precision.unwrap_or(usize::MAX)), &spec, out);
        }
    };
    Err(Error::value(unsuitable))
}

/// Appends one character within its width.
pub(super) fn padded(cp: CodePoint, spec: &Spec, out: &mut Vec<u8>) -> Result<()> {
    let mut bytes = Vec::new();
    wtf8::push(&mut bytes, cp);
    write(Text::new(&bytes, 1), spec, out)
}

/// Appends a text within its width.
pub(super) fn write(text: Text, spec: &Spec, out: &mut Vec<u8>) -> Result<()> {
    let padding = spec.width.saturating_sub(text.len());
    let left = match spec.align {
        Align::Left => 0,
        Align::Right | Align::AfterSign => padding,
        Align::Center => padding / 2,
    };
    pad(spec.fill, left, out)?;
    out.extend_from_slice(text.bytes());
    pad(spec.fill, padding - left, out)
}
