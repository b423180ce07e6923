//! Float to text. The digits are those of Rust's formatting, which is exact: the shortest that read
//! back as the same float, or correctly rounded ones. Where they are put, and when an exponent is
//! used, is Python's choice.

use super::parts;

/// How many digits can follow the point of a float before only zeros follow, and at least as many
/// as it has significant digits. Asked for more, the rest is filled up: Rust's formatting has a
/// limit.
const MAX_DIGITS: usize = 1100;

/// Where the point goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `repr`: the shortest digits, with an exponent from `1e16` and below `1e-4`.
    Shortest,
    /// `e`: one digit, the point, `precision` digits, and an exponent.
    Exponent(usize),
    /// `f`: `precision` digits after the point.
    Fixed(usize),
    /// `g`: `precision` significant digits without trailing zeros, with an exponent where that is
    /// shorter.
    General(usize),
}

/// How to write a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Where the point goes.
    pub notation: Notation,
    /// `#`: keep the point even if nothing follows it, and the trailing zeros of `g`.
    pub alternate: bool,
    /// Write a whole number that needs no exponent with `.0`.
    pub point_zero: bool,
    /// `E`, `F`, `G`: capitals in the exponent, `INF` and `NAN`.
    pub upper: bool,
}

/// `repr(value)`
pub fn repr(value: f64) -> String {
    if !value.is_finite() {
        return special(value).to_string();
    }
    if can_tie(value) {
        let style = Style { notation: Notation::Shortest, alternate: false, point_zero: true, upper: false };
        return to_text(value, style);
    }
    // Rust's debug format switches to exponents at the same bounds.
    let text = format!("{value:?}");
    match text.split_once('e') {
        None => text,
        Some((mantissa, exponent)) => with_exponent(mantissa, exponent.parse().unwrap_or(0)),
    }
}

/// Whether the float can lie half way between two texts of the shortest length that both read back
/// as it. Rust then takes the one above, Python the even one.
///
/// With some bits behind the point, the exact value has as many decimal digits there. Both its
/// neighbours with one digit less are five units of the last digit away, and yet within half the
/// distance to the next float, which is at most `2**-52` of the value. So the value is at least `10
/// * 2**52` units, and less than `10**18`, as 17 digits are enough.
fn can_tie(value: f64) -> bool {
    let (mantissa, exponent) = parts(value);
    let twos = mantissa.trailing_zeros();
    match -(exponent + twos as i32) {
        bits @ 1..=25 => {
            let units = u128::from(mantissa >> twos) * 5u128.pow(bits as u32);
            (10 << 52..10u128.pow(18)).contains(&units)
        }
        _ => false,
    }
}

/// The text of a float in a given style. It starts with `-` if the sign bit is set, except for a
/// NaN.
pub fn to_text(value: f64, style: Style) -> String {
    let text = if !value.is_finite() {
        special(value).to_string()
    } else {
        match style.notation {
            Notation::Exponent(precision) => exponent(value, precision, style.alternate),
            Notation::Fixed(precision) => fixed(value, precision, style.alternate),
            Notation::Shortest => placed(value, Decimal::shortest(value), 16, style),
            Notation::General(precision) => {
                let precision = precision.max(1);
                let bound = precision - usize::from(style.point_zero);
                placed(value, Decimal::significant(value, precision), bound as i32, style)
            }
        }
    };
    if style.upper { text.to_ascii_uppercase() } else { text }
}

fn special(value: f64) -> &'static str {
    match value {
        f64::INFINITY => "inf",
        f64::NEG_INFINITY => "-inf",
        _ => "nan",
    }
}

/// The exponent has a sign and at least two digits.
fn with_exponent(mantissa: &str, exponent: i32) -> String {
    format!("{mantissa}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs())
}

fn fixed(value: f64, precision: usize, alternate: bool) -> String {
    let mut text = format!("{value:.*}", precision.min(MAX_DIGITS));
    fill(&mut text, precision);
    if precision == 0 && alternate {
        text.push('.');
    }
    text
}

fn exponent(value: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{value:.*e}", precision.min(MAX_DIGITS));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut mantissa = mantissa.to_string();
    fill(&mut mantissa, precision);
    if precision == 0 && alternate {
        mantissa.push('.');
    }
    with_exponent(&mantissa, exponent.parse().unwrap_or(0))
}

/// Appends the zeros that Rust was not asked for.
fn fill(text: &mut String, precision: usize) {
    text.extend(std::iter::repeat_n('0', precision.saturating_sub(MAX_DIGITS)));
}

/// The significant digits of a float's absolute value, without trailing zeros. The value is
/// `0.DIGITS * 10**point`.
struct Decimal {
    digits: String,
    point: i32,
}

impl Decimal {
    fn shortest(value: f64) -> Decimal {
        let shortest = Decimal::new(format!("{:e}", value.abs()));
        if can_tie(value) {
            let even = format!("{:.*e}", shortest.digits.len() - 1, value.abs());
            if even.parse() == Ok(value.abs()) {
                return Decimal::new(even);
            }
        }
        shortest
    }

    fn significant(value: f64, digits: usize) -> Decimal {
        Decimal::new(format!("{:.*e}", digits.min(MAX_DIGITS) - 1, value.abs()))
    }

    fn new(text: String) -> Decimal {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let mut digits = mantissa.replace('.', "");
        digits.truncate(digits.trim_end_matches('0').len().max(1));
        Decimal { digits, point: exponent.parse().unwrap_or(0) + 1 }
    }
}

/// Puts the point among the digits, or in front of or behind them with zeros between, or uses an
/// exponent if there would be more than `bound` digits in front of the point or more than three
/// zeros behind it.
fn placed(value: f64, decimal: Decimal, bound: i32, style: Style) -> String {
    let Decimal { mut digits, point } = decimal;
    if let (Notation::General(precision), true) = (style.notation, style.alternate) {
        let missing = precision.max(1).saturating_sub(digits.len());
        digits.extend(std::iter::repeat_n('0', missing));
    }
    let mut text = String::with_capacity(digits.len() + 8);
    if value.is_sign_negative() {
        text.push('-');
    }
    let uses_exponent = point <= -4 || point > bound;
    let before = if uses_exponent { 1 } else { point };
    match usize::try_from(before) {
        Ok(before @ 1..) => {
            let split = before.min(digits.len());
            text.push_str(&digits[..split]);
            text.extend(std::iter::repeat_n('0', before - split));
            text.push('.');
            text.push_str(&digits[split..]);
        }
        _ => {
            text.push_str("0.");
            text.extend(std::iter::repeat_n('0', before.unsigned_abs() as usize));
            text.push_str(&digits);
        }
    }
    if text.ends_with('.') {
        if style.point_zero && !uses_exponent {
            text.push('0');
        } else if !style.alternate {
            text.pop();
        }
    }
    if uses_exponent { with_exponent(&text, point - 1) } else { text }
}
