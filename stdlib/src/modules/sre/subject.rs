//! What a pattern is matched on: a string or the memory of a bytes-like object, and positions in it.
//!
//! The engine counts in bytes, programs count in characters.

use std::ops::Range;

use pausa_vm::buffer::{self, Buffer};
use pausa_vm::exc::{memory_error, type_error};
use pausa_vm::object::{Bytes, Str};
use pausa_vm::types::class_name;
use pausa_vm::{R, Value};

use crate::re::Kind;

/// A text to match on.
pub(super) enum Subject<'a> {
    Text(&'a Str),
    Memory(Buffer<'a>),
}

impl<'a> Subject<'a> {
    /// The text that an object is, for a pattern of this kind.
    pub(super) fn of(v: &'a Value, kind: Kind) -> R<Subject<'a>> {
        if let Some(s) = v.downcast::<Str>() {
            return match kind {
                Kind::Str => Ok(Subject::Text(s)),
                Kind::Bytes => Err(type_error("cannot use a bytes pattern on a string-like object")),
            };
        }
        let Some(memory) = buffer::get(v)? else {
            return Err(type_error(format!("expected string or bytes-like object, got '{}'", class_name(v))));
        };
        match kind {
            Kind::Bytes => Ok(Subject::Memory(memory)),
            Kind::Str => Err(type_error("cannot use a string pattern on a bytes-like object")),
        }
    }

    /// The text for something that was matched on it before.
    pub(super) fn again(v: &'a Value) -> R<Subject<'a>> {
        Subject::of(v, if v.is_a::<Str>() { Kind::Str } else { Kind::Bytes })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Subject::Text(s) => s.bytes(),
            Subject::Memory(memory) => memory,
        }
    }

    /// Its length in characters.
    pub(super) fn chars(&self) -> usize {
        match self {
            Subject::Text(s) => s.chars(),
            Subject::Memory(memory) => memory.len(),
        }
    }

    /// The byte at which a character starts.
    pub(super) fn byte_of(&self, char: usize) -> usize {
        match self {
            Subject::Text(s) if !s.is_ascii() => s.text().byte_of(char),
            _ => char,
        }
    }

    /// The character that starts at a byte.
    pub(super) fn char_of(&self, byte: usize) -> usize {
        match self {
            Subject::Text(s) if !s.is_ascii() => s.text().char_of(byte.min(s.len())),
            _ => byte,
        }
    }

    /// The characters between two bounds as programs give them, which are put within the text.
    pub(super) fn clip(&self, start: i64, end: i64) -> Range<usize> {
        let clip = |at: i64| usize::try_from(at).unwrap_or(0).min(self.chars());
        clip(start)..clip(end)
    }

    /// A part, given in bytes, as an object; `whole` is the object that the text is of.
    pub(super) fn slice(&self, whole: &Value, part: Range<usize>) -> R {
        let bytes = self.bytes();
        let is_whole = part.start == 0 && part.end == bytes.len();
        // A bytearray may have become shorter since the match.
        let part = bytes.get(part.start..part.end.min(bytes.len())).unwrap_or_default();
        match self {
            Subject::Text(_) if is_whole && whole.exact::<Str>().is_some() => Ok(whole.clone()),
            Subject::Memory(_) if is_whole && whole.exact::<Bytes>().is_some() => Ok(whole.clone()),
            Subject::Text(_) => text(part),
            Subject::Memory(_) => memory(part),
        }
    }

    /// Bytes in its encoding as an object of its kind.
    pub(super) fn make(&self, bytes: &[u8]) -> R {
        match self {
            Subject::Text(_) => text(bytes),
            Subject::Memory(_) => memory(bytes),
        }
    }
}

fn text(bytes: &[u8]) -> R {
    if let &[byte @ 0..0x80] = bytes {
        return Ok(Str::from_char(byte.into()).into());
    }
    Ok(Str::try_concat(&[bytes]).ok_or_else(memory_error)?.into())
}

fn memory(bytes: &[u8]) -> R {
    Ok(Bytes::try_concat(&[bytes]).ok_or_else(memory_error)?.into())
}
