//! `format(number, spec)`.

use super::context::Context;
use super::steps::{at_exponent, round_to_digits};
use super::text::{special, with_point};
use super::{Decimal, MOST_DIGITS};

/// What a format specification says.
struct Spec {
    fill: String,
    align: u8,
    sign: u8,
    no_negative_zero: bool,
    width: usize,
    grouping: bool,
    precision: Option<i64>,
    kind: u8,
}

/// Why there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The specification is wrong.
    Invalid,
    /// The text would not fit in memory.
    TooLong,
}

impl Spec {
    fn parse(text: &str, capitals: bool) -> Option<Spec> {
        let plain = if capitals { b'G' } else { b'g' };
        let mut spec = Spec {
            fill: " ".to_owned(),
            align: b'>',
            sign: b'-',
            no_negative_zero: false,
            width: 0,
            grouping: false,
            precision: None,
            kind: plain,
        };
        let mut rest = text;
        let mut aligned = false;
        let is_align = |b: Option<&u8>| b.is_some_and(|b| b"<>=^".contains(b));
        if let Some(first) = rest.chars().next()
            && is_align(rest.as_bytes().get(first.len_utf8()))
        {
            spec.fill = first.to_string();
            spec.align = rest.as_bytes()[first.len_utf8()];
            rest = &rest[first.len_utf8() + 1..];
            aligned = true;
        } else if is_align(rest.as_bytes().first()) {
            spec.align = rest.as_bytes()[0];
            rest = &rest[1..];
            aligned = true;
        }
        if let Some(&b @ (b'+' | b'-' | b' ')) = rest.as_bytes().first() {
            spec.sign = b;
            rest = &rest[1..];
        }
        if let Some(after) = rest.strip_prefix('z') {
            spec.no_negative_zero = true;
            rest = after;
        }
        if let Some(after) = rest.strip_prefix('0') {
            if aligned {
                return None;
            }
            spec.align = b'z';
            rest = after;
        }
        spec.width = number(&mut rest)?.unwrap_or(0);
        if let Some(after) = rest.strip_prefix(',') {
            spec.grouping = true;
            rest = after;
        }
        if let Some(after) = rest.strip_prefix('.') {
            rest = after;
            spec.precision = Some(number(&mut rest)?? as i64);
        }
        if let Some(&b) = rest.as_bytes().first() {
            if !b"eEfFgGn%".contains(&b) {
                return None;
            }
            spec.kind = b;
            rest = &rest[1..];
        }
        if spec.kind == b'n' {
            if spec.grouping {
                return None;
            }
            spec.kind = b'g';
        }
        rest.is_empty().then_some(spec)
    }
}

/// The digits at the beginning; None if the number is too large for anything.
fn number(rest: &mut &str) -> Option<Option<usize>> {
    let end = rest.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
    if end == 0 {
        return Some(None);
    }
    let n = rest[..end].parse::<u32>().ok()?;
    *rest = &rest[end..];
    Some(Some(n as usize))
}

/// Formats a number.
///
/// # Errors
/// When the specification is wrong, or there is no memory for what it asks for.
pub fn format(c: &Context, d: &Decimal, spec: &str) -> Result<String, Problem> {
    let spec = Spec::parse(spec, c.capitals).ok_or(Problem::Invalid)?;
    if spec.width as u64 > MOST_DIGITS || spec.precision.is_some_and(|p| p as u64 > MOST_DIGITS) {
        return Err(Problem::TooLong);
    }
    let was_zero = d.is_zero();
    let mut d = d.clone();
    let mut suffix = String::new();
    if spec.kind == b'%' {
        suffix.push('%');
    }
    let body = match special(&d) {
        Some(word) => word,
        None => {
            if spec.kind == b'%' {
                d.exponent += 2;
            }
            let digits = finite(c, &mut d, &spec)?;
            suffix = digits.1 + &suffix;
            digits.0
        }
    };
    // What rounding makes zero keeps its sign where CPython keeps it.
    if spec.no_negative_zero && d.is_zero() && (was_zero || spec.kind != b'F') {
        d.negative = false;
    }
    let sign = match (d.negative, spec.sign) {
        (true, _) => "-",
        (false, b'+') => "+",
        (false, b' ') => " ",
        _ => "",
    };
    let finite = d.is_finite();
    let (whole, fraction) = match body.find('.') {
        Some(at) if finite => body.split_at(at),
        _ => (&body[..], ""),
    };
    let taken = sign.len() + fraction.len() + suffix.len();
    let mut whole = whole.to_owned();
    // Zeros fill up between the sign and the digits, and are grouped with them; words are filled up with blanks.
    let zeros = spec.align == b'z' && finite;
    if finite && spec.grouping {
        whole = grouped(&whole, if zeros { spec.width.saturating_sub(taken) } else { 0 });
    } else if zeros {
        whole = format!("{}{whole}", "0".repeat(spec.width.saturating_sub(taken + whole.len())));
    }
    let text = format!("{whole}{fraction}{suffix}");
    let missing = spec.width.saturating_sub(sign.len() + text.chars().count());
    let fill = |n: usize| spec.fill.repeat(n);
    Ok(match spec.align {
        b'<' => format!("{sign}{text}{}", fill(missing)),
        b'^' => format!("{}{sign}{text}{}", fill(missing / 2), fill(missing - missing / 2)),
        b'=' => format!("{sign}{}{text}", fill(missing)),
        _ => format!("{}{sign}{text}", fill(missing)),
    })
}

/// The digits of a finite number and its exponent, as text.
fn finite(c: &Context, d: &mut Decimal, spec: &Spec) -> Result<(String, String), Problem> {
    let kind = spec.kind.to_ascii_lowercase();
    let mut point = None;
    if let Some(precision) = spec.precision {
        match kind {
            b'e' => {
                if d.is_zero() {
                    point = Some(1 - precision);
                } else {
                    *d = round_to_digits(c, d, precision + 1);
                }
            }
            b'f' | b'%' => {
                *d = at_exponent(c, d, -precision)
                    .filter(|d| d.digits() as u64 <= MOST_DIGITS)
                    .ok_or(Problem::TooLong)?;
            }
            _ => *d = round_to_digits(c, d, precision.max(1)),
        }
    }
    let digits = d.coefficient.to_string();
    let left = d.exponent + digits.len() as i64;
    let point = match kind {
        b'e' => match spec.precision {
            Some(precision) if point.is_some() => {
                // A zero with as many places as are asked for.
                let text = with_point(&"0".repeat(precision as usize + 1), 1);
                return Ok((text, exponent(spec.kind, d.exponent + precision)));
            }
            Some(precision) => {
                let padded = format!("{digits:0<width$}", width = precision as usize + 1);
                return Ok((with_point(&padded, 1), exponent(spec.kind, left - 1)));
            }
            None => 1,
        },
        b'f' | b'%' => left.max(if d.exponent > 0 { left } else { i64::MIN }),
        _ if d.exponent <= 0 && left > -6 => left,
        _ => 1,
    };
    if point.unsigned_abs() > MOST_DIGITS {
        return Err(Problem::TooLong);
    }
    if matches!(kind, b'f' | b'%') && d.exponent > 0 && d.is_zero() {
        return Ok(("0".to_owned(), String::new()));
    }
    let shown = if left == point && kind != b'e' { String::new() } else { exponent(spec.kind, left - point) };
    Ok((with_point(&digits, point), shown))
}

fn exponent(kind: u8, n: i64) -> String {
    format!("{}{n:+}", if kind.is_ascii_uppercase() { 'E' } else { 'e' })
}

/// Digits in groups of three, filled up with zeros to at least this width.
fn grouped(digits: &str, width: usize) -> String {
    // So many digits that, with their commas, the width is reached; a comma never comes first.
    let mut count = digits.len();
    while count + (count - 1) / 3 < width {
        count += 1;
    }
    let padded = format!("{digits:0>count$}");
    let mut out = String::new();
    for (i, digit) in padded.char_indices() {
        if i > 0 && (padded.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
