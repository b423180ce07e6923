//! Searching: `find`, `rfind`, `count`, `startswith`, `endswith`.
//!
//! All of it serves `bytes` too, whose characters are its bytes
//! ([`Text::of_bytes`]). `start` and `end` are Python's arguments.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem, memrchr};

use super::Text;
use super::view::clamp;

/// Where `needle` is first.
#[inline]
pub fn first(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr(*byte, bytes),
        _ => memmem::find(bytes, needle),
    }
}

/// Where `needle` is last.
#[inline]
pub fn last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memrchr(*byte, bytes),
        _ => memmem::rfind(bytes, needle),
    }
}

/// Whether `needle` is anywhere: the operator `in`.
#[inline]
pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    first(bytes, needle).is_some()
}

/// The bytes between `start` and `end`, where `needle` is to be looked for;
/// nothing if it cannot be there.
fn part(text: Text, needle: Text, start: Option<isize>, end: Option<isize>) -> Option<Range<usize>> {
    let part = clamp(start, end, text.len())?;
    // The second question also settles that what is wide is not in what is ASCII.
    let fits = needle.len() <= part.len() && needle.bytes().len() <= text.bytes().len();
    fits.then(|| text.byte_range(part))
}

/// `str.find`: the first place of `needle` within `start` and `end`.
pub fn find(text: Text, needle: Text, start: Option<isize>, end: Option<isize>) -> Option<usize> {
    let part = part(text, needle, start, end)?;
    let at = first(&text.bytes()[part.clone()], needle.bytes())?;
    Some(text.char_of(part.start + at))
}

/// `str.rfind`: the last place of `needle` within `start` and `end`.
pub fn rfind(text: Text, needle: Text, start: Option<isize>, end: Option<isize>) -> Option<usize> {
    let part = part(text, needle, start, end)?;
    let at = last(&text.bytes()[part.clone()], needle.bytes())?;
    Some(text.char_of(part.start + at))
}

/// `str.count`: how often `needle` occurs, not counting overlaps.
pub fn count(text: Text, needle: Text, start: Option<isize>, end: Option<isize>) -> usize {
    let Some(part) = part(text, needle, start, end) else {
        return 0;
    };
    let bytes = &text.bytes()[part];
    match needle.bytes() {
        [] if text.is_ascii() => bytes.len() + 1,
        [] => super::wtf8::count(bytes) + 1,
        [byte] => memchr_iter(*byte, bytes).count(),
        needle => memmem::find_iter(bytes, needle).count(),
    }
}

/// `str.startswith` for one prefix.
pub fn starts_with(text: Text, prefix: Text, start: Option<isize>, end: Option<isize>) -> bool {
    if start.is_none() && end.is_none() {
        return text.bytes().starts_with(prefix.bytes());
    }
    part(text, prefix, start, end).is_some_and(|part| text.bytes()[part].starts_with(prefix.bytes()))
}

/// `str.endswith` for one suffix.
pub fn ends_with(text: Text, suffix: Text, start: Option<isize>, end: Option<isize>) -> bool {
    if start.is_none() && end.is_none() {
        return text.bytes().ends_with(suffix.bytes());
    }
    part(text, suffix, start, end).is_some_and(|part| text.bytes()[part].ends_with(suffix.bytes()))
}
