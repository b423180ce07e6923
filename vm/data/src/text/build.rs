//! Making longer text: `replace`, `join`, padding, `expandtabs`, repetition, `translate`.
//!
//! A short program can ask for a string of any length, so what can grow by
//! more than a factor first reserves the room, and says so when there is none.

use memchr::memmem;

use super::{Text, wtf8};

/// There is no room for a text of the length asked for: a `MemoryError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

fn reserve(out: &mut Vec<u8>, more: Option<usize>) -> Result<(), NoRoom> {
    out.try_reserve(more.ok_or(NoRoom)?).map_err(|_| NoRoom)
}

/// `replace(old, new, count)`: appends the changed text, or nothing if there
/// is nothing to change, and says which. Without a limit, `max` is none.
pub fn replace(text: Text, old: Text, new: Text, max: Option<usize>, out: &mut Vec<u8>) -> Result<bool, NoRoom> {
    let max = max.unwrap_or(usize::MAX);
    let (bytes, old, new) = (text.bytes(), old.bytes(), new.bytes());
    if max == 0 || old.len() > bytes.len() || old == new {
        return Ok(false);
    }
    if old.is_empty() {
        return insert_between(text, new, max, out).map(|()| true);
    }
    if let ([old], [new]) = (old, new) {
        return Ok(replace_byte(bytes, *old, *new, max, out));
    }
    let finder = memmem::Finder::new(old);
    let Some(first) = finder.find(bytes) else {
        return Ok(false);
    };
    let places = || {
        std::iter::once(first)
            .chain(finder.find_iter(&bytes[first + old.len()..]).map(|at| first + old.len() + at))
            .take(max)
    };
    let grown = if new.len() > old.len() { places().count().checked_mul(new.len() - old.len()) } else { Some(0) };
    reserve(out, grown.and_then(|grown| grown.checked_add(bytes.len())))?;
    let mut from = 0;
    for at in places() {
        out.extend_from_slice(&bytes[from..at]);
        out.extend_from_slice(new);
        from = at + old.len();
    }
    out.extend_from_slice(&bytes[from..]);
    Ok(true)
}

fn replace_byte(bytes: &[u8], old: u8, new: u8, max: usize, out: &mut Vec<u8>) -> bool {
    let Some(first) = memchr::memchr(old, bytes) else {
        return false;
    };
    let from = out.len() + first;
    out.extend_from_slice(bytes);
    let tail = &mut out[from..];
    if max == usize::MAX {
        for byte in tail {
            *byte = if *byte == old { new } else { *byte };
        }
    } else {
        tail.iter_mut().filter(|byte| **byte == old).take(max).for_each(|byte| *byte = new);
    }
    true
}

/// Inserts `new` before each character and at the end, as often as `max` allows.
fn insert_between(text: Text, new: &[u8], max: usize, out: &mut Vec<u8>) -> Result<(), NoRoom> {
    let count = max.min(text.len() + 1);
    let grown = count.checked_mul(new.len());
    reserve(out, grown.and_then(|grown| grown.checked_add(text.bytes().len())))?;
    let mut at = 0;
    for _ in 0..count {
        out.extend_from_slice(new);
        let end = match text.bytes().get(at) {
            Some(&first) if !text.is_ascii() => at + wtf8::width(first),
            Some(_) => at + 1,
            None => at,
        };
        out.extend_from_slice(&text.bytes()[at..end]);
        at = end;
    }
    out.extend_from_slice(&text.bytes()[at..]);
    Ok(())
}

/// `separator.join(parts)`.
pub fn join<'a>(
    separator: &[u8],
    parts: impl Iterator<Item = &'a [u8]> + Clone,
    out: &mut Vec<u8>,
) -> Result<(), NoRoom> {
    let mut lengths = parts.clone().map(|part| separator.len() + part.len());
    let total = lengths.try_fold(0usize, usize::checked_add);
    reserve(out, total.map(|total| total.saturating_sub(separator.len())))?;
    for (at, part) in parts.enumerate() {
        if at > 0 {
            out.extend_from_slice(separator);
        }
        out.extend_from_slice(part);
    }
    Ok(())
}

/// `text * times`.
pub fn repeat(bytes: &[u8], times: usize, out: &mut Vec<u8>) -> Result<(), NoRoom> {
    reserve(out, bytes.len().checked_mul(times))?;
    if let [byte] = bytes {
        out.resize(out.len() + times, *byte);
        return Ok(());
    }
    (0..times).for_each(|_| out.extend_from_slice(bytes));
    Ok(())
}

/// Where padded text is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `ljust`.
    Left,
    /// `rjust`.
    Right,
    /// `center`.
    Center,
}

/// `ljust`, `rjust` and `center`, with one fill character.
pub fn pad(text: Text, align: Align, width: usize, fill: &[u8], out: &mut Vec<u8>) -> Result<(), NoRoom> {
    let padding = width.saturating_sub(text.len());
    let left = match align {
        Align::Left => 0,
        Align::Right => padding,
        // Of an odd rest, the greater half is left if the width is odd too.
        Align::Center => padding / 2 + (padding & width & 1),
    };
    let fills = padding.checked_mul(fill.len());
    reserve(out, fills.and_then(|fills| fills.checked_add(text.bytes().len())))?;
    repeat(fill, left, out)?;
    out.extend_from_slice(text.bytes());
    repeat(fill, padding - left, out)
}

/// `zfill`: zeros after the sign.
pub fn zfill(text: Text, width: usize, out: &mut Vec<u8>) -> Result<(), NoRoom> {
    let sign = usize::from(matches!(text.bytes().first(), Some(b'+' | b'-')));
    let zeros = width.saturating_sub(text.len());
    reserve(out, zeros.checked_add(text.bytes().len()))?;
    out.extend_from_slice(&text.bytes()[..sign]);
    repeat(b"0", zeros, out)?;
    out.extend_from_slice(&text.bytes()[sign..]);
    Ok(())
}

/// `expandtabs`: spaces up to the next multiple of `size` in the line.
pub fn expand_tabs(text: Text, size: usize, out: &mut Vec<u8>) -> Result<(), NoRoom> {
    let mut rest = text.bytes();
    while let Some(at) = memchr::memchr3(b'\t', b'\n', b'\r', rest) {
        out.extend_from_slice(&rest[..at]);
        if rest[at] != b'\t' {
            out.push(rest[at]);
        } else if size > 0 {
            // What is before this piece ends in a multiple of the size.
            let chars = if text.is_ascii() { at } else { wtf8::count(&rest[..at]) };
            repeat(b" ", size - chars % size, out)?;
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    Ok(())
}

/// `str.translate`, whose `map` appends what a character becomes.
///
/// `map` stands for a look-up in an exact `dict`, which cannot run Python
/// code. What an ASCII character becomes is looked up once if it is short.
pub fn translate<E>(
    text: Text,
    out: &mut Vec<u8>,
    mut map: impl FnMut(u32, &mut Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    // The length of the replacement (255: not known yet) and its bytes.
    const UNKNOWN: u8 = 255;
    let mut known = [(UNKNOWN, [0u8; 3]); 128];
    for cp in text.code_points() {
        let Some(entry) = known.get_mut(cp as usize) else {
            map(cp, out)?;
            continue;
        };
        if entry.0 != UNKNOWN {
            out.extend_from_slice(&entry.1[..usize::from(entry.0)]);
            continue;
        }
        let from = out.len();
        map(cp, out)?;
        let made = &out[from..];
        if made.len() <= entry.1.len() {
            entry.0 = made.len() as u8;
            entry.1[..made.len()].copy_from_slice(made);
        }
    }
    Ok(())
}

/// `bytes.translate(table, delete)`.
pub fn bytes_translate(bytes: &[u8], table: Option<&[u8; 256]>, delete: &[u8], out: &mut Vec<u8>) {
    let mapped = |byte: u8| table.map_or(byte, |table| table[usize::from(byte)]);
    if delete.is_empty() {
        out.extend(bytes.iter().map(|&byte| mapped(byte)));
        return;
    }
    let mut deleted = [false; 256];
    delete.iter().for_each(|&byte| deleted[usize::from(byte)] = true);
    let kept = bytes.iter().filter(|&&byte| !deleted[usize::from(byte)]);
    out.extend(kept.map(|&byte| mapped(byte)));
}
