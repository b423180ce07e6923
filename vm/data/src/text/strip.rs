//! `strip`, `lstrip` and `rstrip`, of white space or of given characters.

use super::split::Alphabet;
use super::{Text, wtf8};

/// Which ends are stripped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// `strip`.
    Both,
    /// `lstrip`.
    Left,
    /// `rstrip`.
    Right,
}

/// `strip()`: what is left without the white space at these ends.
pub fn strip(bytes: &[u8], alphabet: Alphabet, ends: Ends) -> &[u8] {
    let mut bytes = bytes;
    if ends != Ends::Right {
        bytes = &bytes[alphabet.spaces_at_start(bytes)..];
    }
    if ends != Ends::Left {
        bytes = &bytes[..bytes.len() - alphabet.spaces_at_end(bytes)];
    }
    bytes
}

/// A set of characters to strip: a bit for each byte value, which is all that
/// `bytes` and ASCII need, and the wide characters to be searched.
struct Set<'a> {
    bytes: [u64; 4],
    wide: Option<&'a [u8]>,
}

impl<'a> Set<'a> {
    fn new(chars: Text<'a>) -> Self {
        let mut bytes = [0; 4];
        for &byte in chars.bytes() {
            bytes[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        Set { bytes, wide: (!chars.is_ascii()).then(|| chars.bytes()) }
    }

    #[inline]
    fn has_byte(&self, byte: u8) -> bool {
        self.bytes[usize::from(byte >> 6)] >> (byte & 63) & 1 != 0
    }

    fn has(&self, cp: u32) -> bool {
        match (u8::try_from(cp), self.wide) {
            (Ok(byte @ 0..0x80), _) => self.has_byte(byte),
            (_, Some(wide)) => wtf8::code_points(wide).any(|other| other == cp),
            _ => false,
        }
    }
}

/// `strip(chars)`: what is left of the bytes of `text` without these
/// characters at these ends.
pub fn strip_chars<'a>(text: Text<'a>, chars: Text, ends: Ends) -> &'a [u8] {
    let set = Set::new(chars);
    let mut bytes = text.bytes();
    if text.is_ascii() {
        if ends != Ends::Right {
            let kept = bytes.iter().position(|&byte| !set.has_byte(byte));
            bytes = &bytes[kept.unwrap_or(bytes.len())..];
        }
        if ends != Ends::Left {
            let kept = bytes.iter().rposition(|&byte| !set.has_byte(byte));
            bytes = &bytes[..kept.map_or(0, |at| at + 1)];
        }
        return bytes;
    }
    if ends != Ends::Right {
        let mut at = 0;
        while let Some((cp, width)) = wtf8::decode(bytes, at)
            && set.has(cp)
        {
            at += width;
        }
        bytes = &bytes[at..];
    }
    if ends != Ends::Left {
        let mut end = bytes.len();
        while let Some((cp, width)) = wtf8::decode_before(bytes, end)
            && set.has(cp)
        {
            end -= width;
        }
        bytes = &bytes[..end];
    }
    bytes
}
