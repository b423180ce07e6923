//! What can be wrong with a pattern or a replacement, in CPython's words.
//!
//! Messages may quote the pattern, which may hold lone surrogates, so they are
//! generalised UTF-8 and not `String`s.

use super::program::Kind;
use pausa_vm::text::ucd::kinds::is_printable;
use pausa_vm::text::wtf8;

/// Why a pattern or a replacement was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// `re.error`, with its message and the position in characters, if it has one.
    Pattern {
        /// The message without the position.
        message: Vec<u8>,
        /// Where in the pattern, in characters.
        at: Option<usize>,
    },
    /// `ValueError`: flags that exclude each other or do not fit the pattern's type.
    Value(&'static str),
    /// `OverflowError`: a repeat count beyond all bounds.
    Overflow(&'static str),
    /// `IndexError`: a replacement names a group that the pattern does not have.
    Index(Vec<u8>),
    /// `RecursionError`: groups within groups beyond what the parser bears.
    TooDeep,
}

impl Error {
    pub(super) fn new(message: impl Into<Vec<u8>>, at: usize) -> Error {
        Error::Pattern { message: message.into(), at: Some(at) }
    }

    /// What `str()` of the exception says, given the pattern or the replacement.
    pub fn describe(&self, kind: Kind, pattern: &[u8]) -> Vec<u8> {
        match self {
            Error::Pattern { message, at: None } | Error::Index(message) => message.clone(),
            Error::Pattern { message, at: Some(at) } => {
                let mut out = message.clone();
                out.extend_from_slice(format!(" at position {at}").as_bytes());
                let (line, column) = line_and_column(kind, pattern, *at);
                if pattern.contains(&b'\n') {
                    out.extend_from_slice(format!(" (line {line}, column {column})").as_bytes());
                }
                out
            }
            Error::Value(message) | Error::Overflow(message) => message.as_bytes().to_vec(),
            Error::TooDeep => b"maximum recursion depth exceeded".to_vec(),
        }
    }
}

/// `lineno` and `colno` of a position: both count from one.
pub fn line_and_column(kind: Kind, pattern: &[u8], at: usize) -> (usize, usize) {
    let bytes = match kind {
        Kind::Str => wtf8::skip(pattern, at),
        Kind::Bytes => at.min(pattern.len()),
    };
    let before = &pattern[..bytes];
    let Some(newline) = before.iter().rposition(|&b| b == b'\n') else {
        return (1, at + 1);
    };
    let line = &before[newline + 1..];
    let column = match kind {
        Kind::Str => wtf8::count(line),
        Kind::Bytes => line.len(),
    };
    (before.iter().filter(|&&b| b == b'\n').count() + 1, column + 1)
}

/// A warning that compiling gives rise to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Which class of warning.
    pub category: Category,
    /// The whole message.
    pub message: Vec<u8>,
}

/// The classes of warning that compiling a pattern knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// `FutureWarning`
    Future,
    /// `DeprecationWarning`
    Deprecation,
}

/// Characters as the bytes of a string.
pub(super) fn encode(chars: &[u32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(chars.len());
    chars.iter().for_each(|&cp| wtf8::push(&mut out, cp));
    out
}

/// Python's `repr` of a string, or with `ascii` its `ascii`.
pub(super) fn repr(chars: &[u32], ascii: bool) -> Vec<u8> {
    let has = |quote: u8| chars.contains(&u32::from(quote));
    let quote = if has(b'\'') && !has(b'"') { b'"' } else { b'\'' };
    let mut out = vec![quote];
    for &cp in chars {
        match cp {
            0x0A => out.extend_from_slice(b"\\n"),
            0x0D => out.extend_from_slice(b"\\r"),
            0x09 => out.extend_from_slice(b"\\t"),
            _ if cp == u32::from(quote) || cp == u32::from(b'\\') => {
                out.push(b'\\');
                wtf8::push(&mut out, cp);
            }
            0x20..0x7F => wtf8::push(&mut out, cp),
            _ if !ascii && is_printable(cp) => wtf8::push(&mut out, cp),
            _ => out.extend_from_slice(&numeric_escape(cp)),
        }
    }
    out.push(quote);
    out
}

/// `\xe9`, `\u20ac` or `\U0001f600`.
pub(super) fn numeric_escape(cp: u32) -> Vec<u8> {
    match cp {
        0..0x100 => format!("\\x{cp:02x}"),
        0x100..0x10000 => format!("\\u{cp:04x}"),
        _ => format!("\\U{cp:08x}"),
    }
    .into_bytes()
}
