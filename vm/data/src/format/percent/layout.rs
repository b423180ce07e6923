//! The text of one conversion.

use super::{Conversion, Count, Flavor};
use crate::format::MAX_PRECISION;
use crate::number::float::{Notation, Style, to_text};
use crate::number::int::{IntRef, Radix, to_decimal, to_radix};
use crate::number::{Error, Result};
use crate::text::build::repeat;
use crate::text::{Text, wtf8};

/// How a conversion lays its value out, once all its numbers are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

/// The argument for a `*` that is a width.
pub fn star_width(value: IntRef) -> Result<i64> {
    value.to_i64().ok_or_else(|| Error::overflow("Python int too large to convert to C ssize_t"))
}

/// The argument for a `*` that is a precision.
pub fn star_precision(value: IntRef) -> Result<i64> {
    let value = value.to_i64().and_then(|value| i32::try_from(value).ok());
    value.map(i64::from).ok_or_else(|| Error::overflow("Python int too large to convert to C int"))
}

impl Conversion<'_> {
    /// The layout, with the arguments for the `*`s among width and precision. A negative width
    /// means the left, a negative precision means zero.
    pub fn layout(&self, star_width: Option<i64>, star_precision: Option<i64>) -> Layout {
        let (width, left) = match (self.width, star_width) {
            (Some(Count::Fixed(width)), _) => (width, false),
            (Some(Count::Argument), Some(width)) => (width.unsigned_abs() as usize, width < 0),
            _ => (0, false),
        };
        let precision = match (self.precision, star_precision) {
            (Some(Count::Fixed(precision)), _) => Some(precision),
            (Some(Count::Argument), precision) => Some(precision.unwrap_or(0).max(0) as usize),
            (None, _) => None,
        };
        Layout {
            left: self.left || left,
            plus: self.plus,
            space: self.space,
            alternate: self.alternate,
            zero: self.zero,
            width,
            precision,
        }
    }
}

impl Layout {
    /// Appends a text, cut to the precision: `%s`, `%r`, `%a`, `%b`.
    pub fn text(&self, text: Text, out: &mut Vec<u8>) -> Result<()> {
        self.padded(text.slice(0..self.precision.unwrap_or(usize::MAX)), out)
    }

    /// Appends a character: `%c` of a text or bytes of length one.
    pub fn single(&self, text: Text, out: &mut Vec<u8>) -> Result<()> {
        self.padded(text, out)
    }

    /// Appends a character, given by its number: `%c` of an integer.
    pub fn character(&self, code: IntRef, flavor: Flavor, out: &mut Vec<u8>) -> Result<()> {
        let code = code.to_i64().and_then(|code| u32::try_from(code).ok());
        let mut character = Vec::new();
        match (code, flavor) {
            (Some(code @ 0..=wtf8::MAX), Flavor::Str) => wtf8::push(&mut character, code),
            (Some(code @ 0..=0xff), Flavor::Bytes) => character.push(code as u8),
            (_, Flavor::Str) => return Err(Error::overflow("%c arg not in range(0x110000)")),
            (_, Flavor::Bytes) => return Err(Error::overflow("%c arg not in range(256)")),
        }
        self.padded(
            match flavor {
                Flavor::Str => Text::new(&character, 1),
                Flavor::Bytes => Text::of_bytes(&character),
            },
            out,
        )
    }

    /// Appends an integer: `%d` and, with the conversion's character as `radix`, `%o`, `%x`, `%X`.
    /// Decimal text has a limit of `max_digits` digits (0 for none).
    pub fn int(&self, value: IntRef, radix: Option<u8>, max_digits: usize, out: &mut Vec<u8>) -> Result<()> {
        let (mut digits, mut prefix) = match radix {
            None => (to_decimal(value, max_digits)?, ""),
            Some(b'o') => (to_radix(value, Radix::Octal), "0o"),
            Some(_) => (to_radix(value, Radix::Hex), "0x"),
        };
        if radix == Some(b'X') {
            digits.make_ascii_uppercase();
            prefix = "0X";
        }
        let digits = digits.strip_prefix('-').unwrap_or(&digits);
        let prefix = if self.alternate { prefix } else { "" };
        let zeros = self.checked_precision()?.map_or(0, |precision| precision.saturating_sub(digits.len()));
        self.number(value.is_negative(), prefix, zeros, digits, out)
    }

    /// Appends a float. `character` is the conversion's.
    pub fn float(&self, value: f64, character: u8, out: &mut Vec<u8>) -> Result<()> {
        let precision = self.checked_precision()?.unwrap_or(6);
        let text = to_text(
            value,
            Style {
                notation: match character.to_ascii_lowercase() {
                    b'e' => Notation::Exponent(precision),
                    b'f' => Notation::Fixed(precision),
                    _ => Notation::General(precision),
                },
                alternate: self.alternate,
                point_zero: false,
                upper: character.is_ascii_uppercase(),
            },
        );
        match text.strip_prefix('-') {
            Some(digits) => self.number(true, "", 0, digits, out),
            None => self.number(false, "", 0, &text, out),
        }
    }

    fn checked_precision(&self) -> Result<Option<usize>> {
        match self.precision {
            Some(precision) if precision > MAX_PRECISION => Err(Error::memory()),
            precision => Ok(precision),
        }
    }

    /// Padding zeros go between the sign and the digits, spaces around all of it.
    fn number(&self, negative: bool, prefix: &str, zeros: usize, digits: &str, out: &mut Vec<u8>) -> Result<()> {
        let sign = match negative {
            true => "-",
            false if self.plus => "+",
            false if self.space => " ",
            false => "",
        };
        let length = sign.len() + prefix.len() + zeros + digits.len();
        let padding = self.width.saturating_sub(length);
        let (spaces, zeros) = match (self.left, self.zero) {
            (true, _) => (0, zeros),
            (false, true) => (0, zeros + padding),
            (false, false) => (padding, zeros),
        };
        repeat(b" ", spaces, out)?;
        out.extend_from_slice(sign.as_bytes());
        out.extend_from_slice(prefix.as_bytes());
        repeat(b"0", zeros, out)?;
        out.extend_from_slice(digits.as_bytes());
        repeat(b" ", if self.left { padding } else { 0 }, out)?;
        Ok(())
    }

    fn padded(&self, text: Text, out: &mut Vec<u8>) -> Result<()> {
        let padding = self.width.saturating_sub(text.len());
        repeat(b" ", if self.left { 0 } else { padding }, out)?;
        out.extend_from_slice(text.bytes());
        repeat(b" ", if self.left { padding } else { 0 }, out)?;
        Ok(())
    }
}
