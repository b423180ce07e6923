//! Text to integer, as `int(text, base)` reads it.

use std::borrow::Cow;

use num_bigint::{BigInt, BigUint, Sign};

use super::{Int, limbs};
use crate::number::around::{quoted, trim};
use crate::number::{Error, Result};
use crate::text::digits::to_ascii;
use crate::text::{Text, repr};

/// `int(text, base)`, with a limit of `max_digits` (0 for none) for the bases whose conversion is
/// not linear.
pub fn parse(text: Text, base: i64, max_digits: usize) -> Result<Int> {
    convert(&to_ascii(text), base, max_digits, || quoted(text))
}

/// `int(bytes, base)`: as [`parse`], but only ASCII digits and spaces count.
pub fn parse_bytes(bytes: &[u8], base: i64, max_digits: usize) -> Result<Int> {
    convert(bytes, base, max_digits, || {
        let mut quoted = Vec::new();
        repr::bytes_repr(bytes, &mut quoted);
        String::from_utf8_lossy(&quoted).into_owned()
    })
}

fn convert(text: &[u8], base: i64, max_digits: usize, quoted: impl FnOnce() -> String) -> Result<Int> {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(Error::value("int() base must be >= 2 and <= 36, or 0"));
    }
    literal(trim(text), base as u32, max_digits).map_err(|failure| match failure {
        Failure::TooLong(digits) => Error::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has \
             {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
        )),
        Failure::Invalid => {
            let start: String = quoted().chars().take(200).collect();
            Error::value(format!("invalid literal for int() with base {base}: {start}"))
        }
    })
}

enum Failure {
    Invalid,
    TooLong(usize),
}

fn literal(text: &[u8], base: u32, max_digits: usize) -> std::result::Result<Int, Failure> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let prefixed = match text {
        [b'0', b'x' | b'X', rest @ ..] => Some((16, rest)),
        [b'0', b'o' | b'O', rest @ ..] => Some((8, rest)),
        [b'0', b'b' | b'B', rest @ ..] => Some((2, rest)),
        _ => None,
    };
    let (radix, text) = match prefixed {
        Some((radix, rest)) if base == 0 || base == radix => (radix, rest.strip_prefix(b"_").unwrap_or(rest)),
        _ if base == 0 => (10, text),
        _ => (base, text),
    };
    let (digits, rest) = digits(text, radix).ok_or(Failure::Invalid)?;
    // CPython looks at the length before it looks at what follows the digits.
    if !radix.is_power_of_two() && max_digits != 0 && digits.len() > max_digits {
        return Err(Failure::TooLong(digits.len()));
    }
    if !rest.is_empty() || digits.is_empty() {
        return Err(Failure::Invalid);
    }
    // In source code 010 would be octal to a C programmer: base 0 refuses it, but accepts 00.
    let octal_like = base == 0 && prefixed.is_none() && digits[0] == b'0';
    if octal_like && digits.iter().any(|&digit| digit != b'0') {
        return Err(Failure::Invalid);
    }
    Ok(match magnitude(&digits, radix) {
        Magnitude::Word(word) if negative => (-i128::from(word)).into(),
        Magnitude::Word(word) => word.into(),
        Magnitude::Big(big) => BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, big).into(),
    })
}

/// The digits at the start of the text without the underscores between them, and what follows them.
fn digits(text: &[u8], radix: u32) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let is_digit = |byte: &u8| value(*byte) < radix;
    let end = text.iter().position(|byte| !is_digit(byte)).unwrap_or(text.len());
    let (first, mut rest) = text.split_at(end);
    if rest.first() != Some(&b'_') {
        return Some((Cow::Borrowed(first), rest));
    }
    // An underscore is one too many in front of the digits, behind them, or behind another.
    let mut digits = first.to_vec();
    while let [b'_', after @ ..] = rest {
        let end = after.iter().position(|byte| !is_digit(byte)).unwrap_or(after.len());
        if digits.is_empty() || end == 0 {
            return None;
        }
        digits.extend_from_slice(&after[..end]);
        rest = &after[end..];
    }
    Some((Cow::Owned(digits), rest))
}

/// The value of a digit in the largest radix; more than that for other bytes.
fn value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'a'..=b'z' | b'A'..=b'Z' => u32::from((byte | 0x20) - b'a') + 10,
        _ => u32::MAX,
    }
}

enum Magnitude {
    Word(u64),
    Big(BigUint),
}

fn magnitude(digits: &[u8], radix: u32) -> Magnitude {
    let chunk = digits_per_word(radix);
    if digits.len() <= chunk {
        return Magnitude::Word(word(digits, radix));
    }
    if radix.is_power_of_two() {
        let values: Vec<u8> = digits.iter().map(|&digit| value(digit) as u8).collect();
        return Magnitude::Big(BigUint::from_radix_be(&values, radix).unwrap_or_default());
    }
    Magnitude::Big(Splitter::new(digits.len(), radix).magnitude(digits))
}

/// How many digits always fit a word.
pub(super) fn digits_per_word(radix: u32) -> usize {
    u64::MAX.ilog(u64::from(radix)) as usize
}

fn word(digits: &[u8], radix: u32) -> u64 {
    if radix == 10 {
        return digits.iter().fold(0, |word, &digit| word * 10 + u64::from(digit - b'0'));
    }
    digits.iter().fold(0, |word, &digit| word * u64::from(radix) + u64::from(value(digit)))
}

/// Divide and conquer: a text is cut at a length for which the power of the radix is at hand, so
/// the work is that of a few large products, not of one pass over the number for each word of
/// digits.
struct Splitter {
    radix: u32,
    chunk: usize,
    /// `(digits, radix ** digits)`, each twice as long as the one before.
    powers: Vec<(usize, BigUint)>,
}

impl Splitter {
    /// Below this many digits the pass over the words is faster.
    const DIRECT: usize = 1000;

    fn new(length: usize, radix: u32) -> Splitter {
        let chunk = digits_per_word(radix);
        let mut powers = Vec::new();
        let mut digits = Self::DIRECT.div_ceil(chunk) * chunk;
        if length > digits {
            let mut power = BigUint::from(radix).pow(digits as u32);
            while length > 2 * digits {
                let square = &power * &power;
                powers.push((digits, std::mem::replace(&mut power, square)));
                digits *= 2;
            }
            powers.push((digits, power));
        }
        Splitter { radix, chunk, powers }
    }

    fn magnitude(&self, digits: &[u8]) -> BigUint {
        let below = self.powers.partition_point(|(length, _)| *length < digits.len());
        let Some((length, power)) = below.checked_sub(1).map(|index| &self.powers[index]) else {
            return self.direct(digits);
        };
        let (high, low) = digits.split_at(digits.len() - length);
        self.magnitude(high) * power + self.magnitude(low)
    }

    fn direct(&self, digits: &[u8]) -> BigUint {
        let full = u64::from(self.radix).pow(self.chunk as u32);
        let (first, rest) = digits.split_at(digits.len() % self.chunk);
        let mut words = Vec::with_capacity(digits.len() / self.chunk + 1);
        words.push(word(first, self.radix));
        for chunk in rest.chunks_exact(self.chunk) {
            limbs::mul_add(&mut words, full, word(chunk, self.radix));
        }
        limbs::trim(&mut words);
        limbs::to_magnitude(&words)
    }
}
