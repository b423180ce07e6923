//! Punycode (RFC 3492): any text in the letters, digits and hyphens of host names.
//!
//! The ASCII characters come first, then a hyphen, then a number in base 36
//! for each other character: how far to count to the next of them, where one
//! step is a place in the text, and a round through all places is the next
//! code point.

use super::single;
use super::{DecodeError, Handler, Stopped};
use crate::text::{Text, wtf8};

const BASE: u64 = 36;
const T_MIN: u64 = 1;
const T_MAX: u64 = 26;
const FIRST_BIAS: u64 = 72;
const FIRST_CODE_POINT: u64 = 0x80;

/// What is wrong with text to be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PunycodeError {
    /// It is not ASCII.
    Decode(DecodeError),
    /// A `UnicodeError` with this message.
    Plain(String),
}

fn plain(message: impl Into<String>) -> PunycodeError {
    PunycodeError::Plain(message.into())
}

/// The threshold of the digit number `digit`: a digit below it ends the number.
fn threshold(digit: u64, bias: u64) -> u64 {
    (BASE * (digit + 1)).saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// The bias for the next number.
fn adapt(delta: u64, is_first: bool, chars: u64) -> u64 {
    const DAMP: u64 = 700;
    const SKEW: u64 = 38;
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / chars;
    let mut divisions = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        divisions += BASE;
    }
    divisions + BASE * delta / (delta + SKEW)
}

/// Appends `text` in Punycode.
pub fn encode(text: Text, out: &mut Vec<u8>) {
    let points: Vec<u64> = text.code_points().map(u64::from).collect();
    let basic: Vec<u8> = points.iter().filter(|cp| **cp < 0x80).map(|cp| *cp as u8).collect();
    out.extend_from_slice(&basic);
    if !basic.is_empty() {
        out.push(b'-');
    }
    let mut wide: Vec<u64> = points.iter().copied().filter(|cp| *cp >= 0x80).collect();
    wide.sort_unstable();
    wide.dedup();
    let mut done = basic.len() as u64;
    let (mut last, mut delta, mut bias, mut is_first) = (FIRST_CODE_POINT, 0, FIRST_BIAS, true);
    for cp in wide {
        delta += (cp - last) * (done + 1);
        for &other in &points {
            if other < cp {
                delta += 1;
            } else if other == cp {
                push_number(delta, bias, out);
                bias = adapt(delta, is_first, done + 1);
                is_first = false;
                delta = 0;
                done += 1;
            }
        }
        delta += 1;
        last = cp + 1;
    }
}

fn push_number(mut number: u64, bias: u64, out: &mut Vec<u8>) {
    let mut push = |digit: u64| out.push(b"abcdefghijklmnopqrstuvwxyz0123456789"[digit as usize]);
    for place in 0.. {
        let t = threshold(place, bias);
        if number < t {
            return push(number);
        }
        push(t + (number - t) % (BASE - t));
        number = (number - t) / (BASE - t);
    }
}

/// Appends what `input` says. Of the handlers, only `strict`, `replace` and
/// `ignore` are known; the last two are the same among the numbers.
pub fn decode(input: &[u8], handler: Handler, out: &mut Vec<u8>) -> Result<(), PunycodeError> {
    if !matches!(handler, Handler::Strict | Handler::Replace | Handler::Ignore) {
        return Err(plain(format!("Unsupported error handling {}", handler.name())));
    }
    let (base, extended) = match memchr::memrchr(b'-', input) {
        Some(at) => (&input[..at], &input[at + 1..]),
        None => (&b""[..], input),
    };
    let mut basic = Vec::new();
    match super::decode(super::Codec::Ascii, base, handler, &mut basic) {
        Ok(()) | Err(Stopped::Unable) => {}
        Err(Stopped::Error(error)) => return Err(PunycodeError::Decode(error)),
    }
    // The numbers must be ASCII whatever the handler is.
    single::decode_ascii(extended, 0, &mut Vec::new()).map_err(PunycodeError::Decode)?;
    let mut points: Vec<u32> = wtf8::code_points(&basic).collect();
    insert(&mut points, extended, handler == Handler::Strict)?;
    points.iter().for_each(|&cp| wtf8::push(out, cp));
    Ok(())
}

/// Inserts the characters that the numbers in `extended` tell.
fn insert(points: &mut Vec<u32>, extended: &[u8], strict: bool) -> Result<(), PunycodeError> {
    let (mut cp, mut place, mut bias) = (FIRST_CODE_POINT, 0u64, FIRST_BIAS);
    let mut at = 0;
    while at < extended.len() {
        let is_first = at == 0;
        let Some(delta) = read_number(extended, &mut at, bias, strict)? else {
            return Ok(());
        };
        let places = points.len() as u64 + 1;
        place = place.saturating_add(delta);
        cp = cp.saturating_add(place / places);
        let mut inserted = cp as u32;
        if cp > wtf8::MAX.into() {
            if strict {
                return Err(plain(format!("Invalid character U+{cp:x}")));
            }
            inserted = b'?'.into();
        }
        place %= places;
        points.insert(place as usize, inserted);
        bias = adapt(delta, is_first, places);
        place += 1;
    }
    Ok(())
}

/// The number at `at`; nothing if there is none and that is to be passed over.
fn read_number(extended: &[u8], at: &mut usize, bias: u64, strict: bool) -> Result<Option<u64>, PunycodeError> {
    let (mut number, mut weight) = (0u64, 1u64);
    for place in 0.. {
        let Some(&byte) = extended.get(*at) else {
            return if strict { Err(plain("incomplete punicode string")) } else { Ok(None) };
        };
        *at += 1;
        let digit = match byte.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => u64::from(letter - b'A'),
            digit @ b'0'..=b'9' => u64::from(digit - b'0') + 26,
            other if strict => {
                let shown = char::from(other);
                return Err(plain(format!("Invalid extended code point '{shown}'")));
            }
            _ => return Ok(None),
        };
        let t = threshold(place, bias);
        // A number beyond 64 bits stays the greatest: no character is there.
        number = number.saturating_add(digit.saturating_mul(weight));
        if digit < t {
            break;
        }
        weight = weight.saturating_mul(BASE - t);
    }
    Ok(Some(number))
}
