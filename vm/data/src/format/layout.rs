//! A formatted number put together: sign, prefix, grouped digits, and the padding that its width
//! asks for.

use super::spec::{Align, Grouping, Sign, Spec};
use crate::number::{Error, Result};
use crate::text::build::{NoRoom, repeat};
use crate::text::wtf8::{self, CodePoint};

impl From<NoRoom> for Error {
    fn from(_: NoRoom) -> Error {
        Error::memory()
    }
}

/// Appends padding.
pub(super) fn pad(fill: CodePoint, count: usize, out: &mut Vec<u8>) -> Result<()> {
    if count > 0 {
        let mut bytes = Vec::new();
        wtf8::push(&mut bytes, fill);
        repeat(&bytes, count, out)?;
    }
    Ok(())
}

/// The parts of a number's text.
pub(super) struct Number<'a> {
    pub(super) negative: bool,
    /// `0x` and the like.
    pub(super) prefix: &'a str,
    /// The digits in front of the point, which can be grouped and padded with zeros.
    pub(super) digits: &'a str,
    /// What follows them: point, fraction, exponent, percent sign; or a text without digits, such
    /// as `inf`.
    pub(super) rest: &'a str,
}

impl<'a> Number<'a> {
    /// The parts of a float's text.
    pub(super) fn of_float(text: &'a str) -> Number<'a> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (digits, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
        Number { negative, prefix: "", digits, rest }
    }

    /// Appends the number as the specification asks for.
    pub(super) fn write(&self, spec: &Spec, out: &mut Vec<u8>) -> Result<()> {
        let sign = self.sign(spec.sign);
        let fixed = sign.len() + self.prefix.len() + self.rest.len();
        let groups = Groups::new(self.digits, spec, spec.width.saturating_sub(fixed));
        let padding = spec.width.saturating_sub(fixed + groups.length());
        let (left, inside, right) = match spec.align {
            Align::Left => (0, 0, padding),
            Align::Right => (padding, 0, 0),
            Align::Center => (padding / 2, 0, padding - padding / 2),
            Align::AfterSign => (0, padding, 0),
        };
        pad(spec.fill, left, out)?;
        out.extend_from_slice(sign.as_bytes());
        out.extend_from_slice(self.prefix.as_bytes());
        pad(spec.fill, inside, out)?;
        groups.write(out)?;
        out.extend_from_slice(self.rest.as_bytes());
        pad(spec.fill, right, out)
    }

    fn sign(&self, sign: Option<Sign>) -> &'static str {
        match (self.negative, sign) {
            (true, _) => "-",
            (false, Some(Sign::Plus)) => "+",
            (false, Some(Sign::Space)) => " ",
            (false, _) => "",
        }
    }
}

/// Digits with zeros in front of them and separators between.
struct Groups<'a> {
    zeros: usize,
    digits: &'a str,
    /// The separator, and how many digits stand between two.
    separator: Option<(u8, usize)>,
}

impl<'a> Groups<'a> {
    /// If the padding is zeros behind the sign, these count as digits: as many are added as fill
    /// the width together with their separators, and one more if else a separator would come first.
    fn new(digits: &'a str, spec: &Spec, width: usize) -> Groups<'a> {
        let separator = spec.grouping.filter(|_| !digits.is_empty()).map(|grouping| {
            let four = grouping == Grouping::Underscore && matches!(spec.kind_byte(), Some(b'b' | b'o' | b'x' | b'X'));
            (grouping.character() as u8, if four { 4 } else { 3 })
        });
        let zero_padded = spec.fill == u32::from(b'0') && spec.align == Align::AfterSign;
        let wanted = match separator {
            _ if !zero_padded || digits.is_empty() => 0,
            None => width,
            Some((_, size)) => width - width.saturating_sub(1) / (size + 1),
        };
        Groups { zeros: wanted.saturating_sub(digits.len()), digits, separator }
    }

    fn length(&self) -> usize {
        let digits = self.zeros + self.digits.len();
        digits + self.separator.map_or(0, |(_, size)| (digits - 1) / size)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<()> {
        let Some((separator, size)) = self.separator else {
            repeat(b"0", self.zeros, out)?;
            out.extend_from_slice(self.digits.as_bytes());
            return Ok(());
        };
        out.try_reserve(self.length()).map_err(|_| NoRoom)?;
        let mut left = self.zeros + self.digits.len();
        for digit in std::iter::repeat_n(b'0', self.zeros).chain(self.digits.bytes()) {
            out.push(digit);
            left -= 1;
            if left > 0 && left.is_multiple_of(size) {
                out.push(separator);
            }
        }
        Ok(())
    }
}
