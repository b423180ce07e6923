//! Taking apart: `split`, `rsplit`, `splitlines`, `partition`, `rpartition`.
//!
//! The pieces come as bytes of the text, so those of an ASCII text are ASCII.
//! Splitting at a separator is the same for `str` and `bytes`; they differ in
//! what white space and the end of a line are.

use memchr::{memchr2, memmem};

use super::classify::{is_ascii_space, is_byte_space};
use super::find::{first, last};
use super::ucd::kinds;
use super::{Text, wtf8};

/// How the characters of a text are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Bytes, of which only ASCII ones can be white space.
    Bytes,
    /// The characters of a string that is ASCII.
    Ascii,
    /// The characters of any string.
    Wide,
}

impl Alphabet {
    /// The alphabet of a string.
    pub fn of(text: Text) -> Alphabet {
        if text.is_ascii() { Alphabet::Ascii } else { Alphabet::Wide }
    }

    /// How many bytes of white space `bytes` starts with.
    #[inline]
    pub(super) fn spaces_at_start(self, bytes: &[u8]) -> usize {
        self.run(bytes, true)
    }

    /// How many bytes of anything else `bytes` starts with.
    #[inline]
    fn word_at_start(self, bytes: &[u8]) -> usize {
        self.run(bytes, false)
    }

    /// The length of the run at the start that is white space, or is not.
    #[inline]
    fn run(self, bytes: &[u8], space: bool) -> usize {
        let end = match self {
            Alphabet::Bytes => bytes.iter().position(|&byte| is_byte_space(byte) != space),
            Alphabet::Ascii => bytes.iter().position(|&byte| is_ascii_space(byte) != space),
            Alphabet::Wide => {
                let mut at = 0;
                while let Some((cp, width)) = wtf8::decode(bytes, at)
                    && kinds::is_space(cp) == space
                {
                    at += width;
                }
                Some(at)
            }
        };
        end.unwrap_or(bytes.len())
    }

    /// How many bytes of white space `bytes` ends with.
    #[inline]
    pub(super) fn spaces_at_end(self, bytes: &[u8]) -> usize {
        self.run_back(bytes, true)
    }

    /// How many bytes of anything else `bytes` ends with.
    #[inline]
    fn word_at_end(self, bytes: &[u8]) -> usize {
        self.run_back(bytes, false)
    }

    #[inline]
    fn run_back(self, bytes: &[u8], space: bool) -> usize {
        let start = match self {
            Alphabet::Bytes => bytes.iter().rposition(|&byte| is_byte_space(byte) != space),
            Alphabet::Ascii => bytes.iter().rposition(|&byte| is_ascii_space(byte) != space),
            Alphabet::Wide => {
                let mut at = bytes.len();
                while let Some((cp, width)) = wtf8::decode_before(bytes, at)
                    && kinds::is_space(cp) == space
                {
                    at -= width;
                }
                return bytes.len() - at;
            }
        };
        start.map_or(bytes.len(), |at| bytes.len() - at - 1)
    }
}

/// The pieces between separators, from the left.
#[derive(Clone, Debug)]
pub struct Split<'a> {
    rest: Option<&'a [u8]>,
    separator: &'a [u8],
    finder: Option<memmem::Finder<'a>>,
    left: usize,
}

/// `split(separator, maxsplit)`; without a limit, `max` is none. The
/// separator must not be empty.
pub fn split<'a>(bytes: &'a [u8], separator: &'a [u8], max: Option<usize>) -> Split<'a> {
    let finder = (separator.len() > 1).then(|| memmem::Finder::new(separator));
    Split { rest: Some(bytes), separator, finder, left: max.unwrap_or(usize::MAX) }
}

impl<'a> Iterator for Split<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        if self.left > 0 {
            let at = match &self.finder {
                Some(finder) => finder.find(rest),
                None => first(rest, self.separator),
            };
            if let Some(at) = at {
                self.left -= 1;
                self.rest = Some(&rest[at + self.separator.len()..]);
                return Some(&rest[..at]);
            }
        }
        self.rest.take()
    }
}

/// The pieces between separators, from the right.
#[derive(Clone, Debug)]
pub struct RSplit<'a> {
    rest: Option<&'a [u8]>,
    separator: &'a [u8],
    left: usize,
}

/// `rsplit(separator, maxsplit)`, the last piece first. The separator must
/// not be empty.
pub fn rsplit<'a>(bytes: &'a [u8], separator: &'a [u8], max: Option<usize>) -> RSplit<'a> {
    RSplit { rest: Some(bytes), separator, left: max.unwrap_or(usize::MAX) }
}

impl<'a> Iterator for RSplit<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        if self.left > 0
            && let Some(at) = last(rest, self.separator)
        {
            self.left -= 1;
            self.rest = Some(&rest[..at]);
            return Some(&rest[at + self.separator.len()..]);
        }
        self.rest.take()
    }
}

/// The words between white space, from the left.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    rest: &'a [u8],
    alphabet: Alphabet,
    left: usize,
}

/// `split(None, maxsplit)`.
pub fn words(bytes: &[u8], alphabet: Alphabet, max: Option<usize>) -> Words<'_> {
    Words { rest: bytes, alphabet, left: max.unwrap_or(usize::MAX) }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = &self.rest[self.alphabet.spaces_at_start(self.rest)..];
        if rest.is_empty() {
            self.rest = rest;
            return None;
        }
        let end = match self.left {
            0 => rest.len(),
            _ => self.alphabet.word_at_start(rest),
        };
        self.left = self.left.saturating_sub(1);
        self.rest = &rest[end..];
        Some(&rest[..end])
    }
}

/// The words between white space, from the right.
#[derive(Clone, Debug)]
pub struct RWords<'a> {
    rest: &'a [u8],
    alphabet: Alphabet,
    left: usize,
}

/// `rsplit(None, maxsplit)`, the last word first.
pub fn rwords(bytes: &[u8], alphabet: Alphabet, max: Option<usize>) -> RWords<'_> {
    RWords { rest: bytes, alphabet, left: max.unwrap_or(usize::MAX) }
}

impl<'a> Iterator for RWords<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let end = self.rest.len() - self.alphabet.spaces_at_end(self.rest);
        let rest = &self.rest[..end];
        if rest.is_empty() {
            self.rest = rest;
            return None;
        }
        let start = match self.left {
            0 => 0,
            _ => rest.len() - self.alphabet.word_at_end(rest),
        };
        self.left = self.left.saturating_sub(1);
        self.rest = &rest[..start];
        Some(&rest[start..])
    }
}

/// The lines of a text.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    rest: &'a [u8],
    alphabet: Alphabet,
    keep_ends: bool,
}

/// `splitlines(keepends)`.
pub fn lines(bytes: &[u8], alphabet: Alphabet, keep_ends: bool) -> Lines<'_> {
    Lines { rest: bytes, alphabet, keep_ends }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let rest = self.rest;
        let (end, width) = line_end(rest, self.alphabet);
        self.rest = &rest[end + width..];
        Some(&rest[..if self.keep_ends { end + width } else { end }])
    }
}

/// Where the first line ends, and the width of what ends it.
fn line_end(bytes: &[u8], alphabet: Alphabet) -> (usize, usize) {
    let end = match alphabet {
        Alphabet::Bytes => memchr2(b'\n', b'\r', bytes),
        Alphabet::Ascii => bytes.iter().position(|&byte| is_ascii_line_end(byte)),
        Alphabet::Wide => bytes.iter().enumerate().position(|(at, &byte)| match byte {
            0..0x80 => is_ascii_line_end(byte),
            // U+0085, U+2028 and U+2029.
            0xC2 => bytes.get(at + 1) == Some(&0x85),
            0xE2 => matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])),
            _ => false,
        }),
    };
    match end {
        None => (bytes.len(), 0),
        Some(at) if bytes[at..].starts_with(b"\r\n") => (at, 2),
        Some(at) => (at, wtf8::width(bytes[at])),
    }
}

#[inline]
fn is_ascii_line_end(byte: u8) -> bool {
    matches!(byte, b'\n'..=b'\r' | 0x1C..=0x1E)
}

/// `partition(separator)`: what is before and after its first place.
pub fn partition<'a>(bytes: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = first(bytes, separator)?;
    Some((&bytes[..at], &bytes[at + separator.len()..]))
}

/// `rpartition(separator)`: what is before and after its last place.
pub fn rpartition<'a>(bytes: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = last(bytes, separator)?;
    Some((&bytes[..at], &bytes[at + separator.len()..]))
}
