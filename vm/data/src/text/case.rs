//! Upper, lower and title case of `str`, with the full mappings of Unicode, and of `bytes`.
//!
//! A character may become up to three. The one mapping that looks at its
//! surroundings is that of the capital sigma, which has another small letter
//! at the end of a word.

use super::Text;
use super::ucd::kinds::{self, Mapping};
use super::wtf8;

const CAPITAL_SIGMA: u32 = 0x3A3;
const SMALL_SIGMA: u32 = 0x3C3;
const FINAL_SIGMA: u32 = 0x3C2;

#[inline]
fn push(out: &mut Vec<u8>, mapping: Mapping) {
    match mapping {
        Mapping::One(cp) => wtf8::push(out, cp),
        Mapping::Many(points) => points.iter().for_each(|&cp| wtf8::push(out, cp)),
    }
}

/// Calls `each` with every character and its place.
#[inline]
fn each(bytes: &[u8], mut each: impl FnMut(usize, u32)) {
    let mut at = 0;
    while let Some((cp, width)) = wtf8::decode(bytes, at) {
        each(at, cp);
        at += width;
    }
}

/// The lower case of the character at `at`.
#[inline]
fn lower_at(bytes: &[u8], at: usize, cp: u32) -> Mapping {
    if cp == CAPITAL_SIGMA { Mapping::One(small_sigma(bytes, at)) } else { kinds::to_lower(cp) }
}

/// The small letter of the capital sigma at `at`: final if a cased character
/// is before it and none after it, not counting those that case ignores.
fn small_sigma(bytes: &[u8], at: usize) -> u32 {
    let counts = |cp: &u32| !kinds::is_case_ignorable(*cp);
    let before = wtf8::code_points(&bytes[..at]).rev().find(counts);
    let after = wtf8::code_points(&bytes[at..]).skip(1).find(counts);
    let is_final = before.is_some_and(kinds::is_cased) && !after.is_some_and(kinds::is_cased);
    if is_final { FINAL_SIGMA } else { SMALL_SIGMA }
}

/// `str.upper`.
pub fn upper(text: Text, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return bytes_upper(text.bytes(), out);
    }
    out.reserve(text.bytes().len());
    each(text.bytes(), |_, cp| match cp {
        0..0x80 => out.push((cp as u8).to_ascii_uppercase()),
        _ => push(out, kinds::to_upper(cp)),
    });
}

/// `str.lower`.
pub fn lower(text: Text, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return bytes_lower(text.bytes(), out);
    }
    out.reserve(text.bytes().len());
    each(text.bytes(), |at, cp| match cp {
        0..0x80 => out.push((cp as u8).to_ascii_lowercase()),
        _ => push(out, lower_at(text.bytes(), at, cp)),
    });
}

/// `str.casefold`.
pub fn casefold(text: Text, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return bytes_lower(text.bytes(), out);
    }
    out.reserve(text.bytes().len());
    each(text.bytes(), |_, cp| push(out, kinds::to_folded(cp)));
}

/// `str.swapcase`.
pub fn swapcase(text: Text, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return bytes_swapcase(text.bytes(), out);
    }
    out.reserve(text.bytes().len());
    each(text.bytes(), |at, cp| {
        if kinds::is_upper(cp) {
            push(out, lower_at(text.bytes(), at, cp));
        } else if kinds::is_lower(cp) {
            push(out, kinds::to_upper(cp));
        } else {
            wtf8::push(out, cp);
        }
    });
}

/// `str.capitalize`.
pub fn capitalize(text: Text, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return bytes_capitalize(text.bytes(), out);
    }
    out.reserve(text.bytes().len());
    each(text.bytes(), |at, cp| match at {
        0 => push(out, kinds::to_title(cp)),
        _ => push(out, lower_at(text.bytes(), at, cp)),
    });
}

/// `str.title`.
pub fn title(text: Text, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return bytes_title(text.bytes(), out);
    }
    out.reserve(text.bytes().len());
    let mut within = false;
    each(text.bytes(), |at, cp| {
        let mapping = if within { lower_at(text.bytes(), at, cp) } else { kinds::to_title(cp) };
        push(out, mapping);
        within = kinds::is_cased(cp);
    });
}

/// `bytes.upper`.
pub fn bytes_upper(bytes: &[u8], out: &mut Vec<u8>) {
    let from = out.len();
    out.extend_from_slice(bytes);
    out[from..].make_ascii_uppercase();
}

/// `bytes.lower`.
pub fn bytes_lower(bytes: &[u8], out: &mut Vec<u8>) {
    let from = out.len();
    out.extend_from_slice(bytes);
    out[from..].make_ascii_lowercase();
}

/// `bytes.swapcase`.
pub fn bytes_swapcase(bytes: &[u8], out: &mut Vec<u8>) {
    // The case of an ASCII letter is one bit.
    out.extend(bytes.iter().map(|&byte| byte ^ (u8::from(byte.is_ascii_alphabetic()) << 5)));
}

/// `bytes.capitalize`.
pub fn bytes_capitalize(bytes: &[u8], out: &mut Vec<u8>) {
    let from = out.len();
    bytes_lower(bytes, out);
    if let Some(first) = out.get_mut(from) {
        first.make_ascii_uppercase();
    }
}

/// `bytes.title`.
pub fn bytes_title(bytes: &[u8], out: &mut Vec<u8>) {
    let mut within = false;
    out.extend(bytes.iter().map(|byte| {
        let cased = if within { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        within = byte.is_ascii_alphabetic();
        cased
    }));
}
