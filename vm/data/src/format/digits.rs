//! Decimal numbers within templates and specifications, in the digits of any script.

use crate::number::{Error, Result};
use crate::text::ucd::kinds;
use crate::text::wtf8;

/// The number that the bytes from `at` on start with, and where it ends; nothing if there is none.
pub(super) fn number(bytes: &[u8], at: usize) -> Result<Option<(usize, usize)>> {
    let (mut value, mut end) = (0usize, at);
    while let Some((cp, width)) = wtf8::decode(bytes, end)
        && let Some(digit) = kinds::decimal(cp)
    {
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(usize::from(digit)))
            .filter(|&value| value <= isize::MAX as usize)
            .ok_or_else(|| Error::value("Too many decimal digits in format string"))?;
        end += width;
    }
    Ok((end > at).then_some((value, end)))
}
