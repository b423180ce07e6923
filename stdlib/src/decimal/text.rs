//! Numbers as text, in both directions.

use std::fmt::Write;

use num_bigint::BigUint;

use super::{Decimal, Kind};

/// Reads a number. White space around it and underscores in it do not count.
pub fn parse(text: &str) -> Option<Decimal> {
    let text: String = text.trim_matches(char::is_whitespace).chars().filter(|&c| c != '_').collect();
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, &text[..]),
    };
    let lower = rest.to_ascii_lowercase();
    if lower == "inf" || lower == "infinity" {
        return Some(Decimal::infinity(negative));
    }
    for (word, kind) in [("nan", Kind::Nan), ("snan", Kind::SignalingNan)] {
        if let Some(payload) = lower.strip_prefix(word) {
            return Some(Decimal { kind, negative, coefficient: digits(payload)?, exponent: 0 });
        }
    }
    let (number, exponent) = match lower.split_once('e') {
        Some((number, exponent)) => (number, read_exponent(exponent)?),
        None => (&lower[..], 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let coefficient = digits(&format!("{whole}{fraction}"))?;
    Some(Decimal::new(negative, coefficient, exponent.saturating_sub(fraction.len() as i64)))
}

/// A number of decimal digits; nothing counts as zero.
fn digits(text: &str) -> Option<BigUint> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if text.len() < 20 {
        return Some(BigUint::from(text.bytes().fold(0u64, |n, b| n * 10 + u64::from(b - b'0'))));
    }
    BigUint::parse_bytes(text.as_bytes(), 10)
}

/// An exponent; one that is too large for every context is as large as another.
fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    const LIMIT: i64 = i64::MAX / 4;
    let size = digits.parse().unwrap_or(LIMIT).min(LIMIT);
    Some(if text.starts_with('-') { -size } else { size })
}

/// The words for numbers that are not finite.
pub(super) fn special(d: &Decimal) -> Option<String> {
    let word = match d.kind {
        Kind::Finite => return None,
        Kind::Infinite => return Some("Infinity".to_owned()),
        Kind::Nan => "NaN",
        Kind::SignalingNan => "sNaN",
    };
    Some(if d.coefficient == BigUint::ZERO { word.to_owned() } else { format!("{word}{}", d.coefficient) })
}

/// The number as `str` shows it, or with an exponent that is a multiple of three.
pub fn to_text(d: &Decimal, capitals: bool, engineering: bool) -> String {
    let sign = if d.negative { "-" } else { "" };
    if let Some(word) = special(d) {
        return format!("{sign}{word}");
    }
    let digits = d.coefficient.to_string();
    let length = digits.len() as i64;
    // The point stands before the digit with this number.
    let left = d.exponent + length;
    let point = if d.exponent <= 0 && left > -6 {
        left
    } else if !engineering {
        1
    } else if digits == "0" {
        (left + 1).rem_euclid(3) - 1
    } else {
        (left - 1).rem_euclid(3) + 1
    };
    let mut out = sign.to_owned();
    out.push_str(&with_point(&digits, point));
    if left != point {
        let mark = if capitals { 'E' } else { 'e' };
        // Writing to a string does not fail.
        let _ = write!(out, "{mark}{:+}", left - point);
    }
    out
}

/// Digits with a point before the one with this number, filled up with zeros.
pub(super) fn with_point(digits: &str, point: i64) -> String {
    let length = digits.len() as i64;
    if point <= 0 {
        format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
    } else if point >= length {
        format!("{digits}{}", "0".repeat((point - length) as usize))
    } else {
        let (whole, fraction) = digits.split_at(point as usize);
        format!("{whole}.{fraction}")
    }
}
