//! The error handlers that Python has built in.
//!
//! Each looks at the object and the part of it that the error is about, as the
//! functions that `codecs.lookup_error` returns do with an exception.

use super::{Codec, DecodeError, EncodeError, Endian};
use crate::text::repr::push_escape;
use crate::text::ucd::names;
use crate::text::{Text, wtf8};

/// A built-in error handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    /// `strict`: raise the error.
    Strict,
    /// `ignore`: leave out.
    Ignore,
    /// `replace`: a question mark, or U+FFFD.
    Replace,
    /// `backslashreplace`: escapes as in a literal.
    BackslashReplace,
    /// `xmlcharrefreplace`: `&#228;`.
    XmlCharRefReplace,
    /// `namereplace`: `\N{...}`.
    NameReplace,
    /// `surrogateescape`: bytes as surrogates, and back.
    SurrogateEscape,
    /// `surrogatepass`: surrogates as if they were characters.
    SurrogatePass,
}

/// What a handler has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// The replacement is appended; go on at this place.
    GoOn(usize),
    /// Raise the error.
    Raise,
    /// The handler is not for such errors: a `TypeError`.
    Unable,
}

impl Handler {
    const ALL: [Handler; 8] = [
        Handler::Strict,
        Handler::Ignore,
        Handler::Replace,
        Handler::BackslashReplace,
        Handler::XmlCharRefReplace,
        Handler::NameReplace,
        Handler::SurrogateEscape,
        Handler::SurrogatePass,
    ];

    /// The handler with this name.
    pub fn named(name: &str) -> Option<Handler> {
        Handler::ALL.into_iter().find(|handler| handler.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Handler::Strict => "strict",
            Handler::Ignore => "ignore",
            Handler::Replace => "replace",
            Handler::BackslashReplace => "backslashreplace",
            Handler::XmlCharRefReplace => "xmlcharrefreplace",
            Handler::NameReplace => "namereplace",
            Handler::SurrogateEscape => "surrogateescape",
            Handler::SurrogatePass => "surrogatepass",
        }
    }

    /// Appends the text that stands for the bytes that could not be decoded.
    pub fn decode(self, input: &[u8], error: &DecodeError, out: &mut Vec<u8>) -> Handled {
        let bad = input.get(error.start..error.end).unwrap_or(b"");
        match self {
            Handler::Strict => return Handled::Raise,
            Handler::Ignore => {}
            Handler::Replace => wtf8::push(out, 0xFFFD),
            Handler::BackslashReplace => bad.iter().for_each(|&byte| push_escape(out, byte.into())),
            Handler::XmlCharRefReplace | Handler::NameReplace => return Handled::Unable,
            Handler::SurrogateEscape => {
                // At most four bytes of a character, and never one that is ASCII.
                let escaped = bad.iter().take(4).take_while(|byte| !byte.is_ascii());
                let count = escaped.map(|&byte| wtf8::push(out, 0xDC00 + u32::from(byte))).count();
                return if count == 0 { Handled::Raise } else { Handled::GoOn(error.start + count) };
            }
            Handler::SurrogatePass => {
                let surrogate = Unit::of(error.encoding).and_then(|unit| unit.surrogate(input.get(error.start..)?));
                let Some((cp, width)) = surrogate else {
                    return Handled::Raise;
                };
                wtf8::push(out, cp);
                return Handled::GoOn(error.start + width);
            }
        }
        Handled::GoOn(error.end)
    }

    /// Appends what stands for the characters that could not be encoded: text
    /// to be encoded in turn, but bytes if the handler is for surrogates.
    pub fn encode(self, text: Text, error: &EncodeError, out: &mut Vec<u8>) -> Handled {
        let bad = text.slice(error.start..error.end);
        match self {
            Handler::Strict => return Handled::Raise,
            Handler::Ignore => {}
            Handler::Replace => out.extend(std::iter::repeat_n(b'?', bad.len())),
            Handler::BackslashReplace => bad.code_points().for_each(|cp| push_escape(out, cp)),
            Handler::XmlCharRefReplace => bad.code_points().for_each(|cp| {
                out.extend_from_slice(format!("&#{cp};").as_bytes());
            }),
            Handler::NameReplace => bad.code_points().for_each(|cp| match names::name(cp) {
                Some(name) => out.extend_from_slice(format!("\\N{{{name}}}").as_bytes()),
                None => push_escape(out, cp),
            }),
            Handler::SurrogateEscape => {
                for cp in bad.code_points() {
                    match cp {
                        0xDC80..=0xDCFF => out.push((cp - 0xDC00) as u8),
                        _ => return Handled::Raise,
                    }
                }
            }
            Handler::SurrogatePass => {
                let Some(unit) = Unit::of(error.encoding) else {
                    return Handled::Raise;
                };
                for cp in bad.code_points() {
                    if !wtf8::is_surrogate(cp) {
                        return Handled::Raise;
                    }
                    unit.push(cp, out);
                }
            }
        }
        Handled::GoOn(error.end)
    }

    /// Appends as text what stands for a part of a string that could not be
    /// translated; the handler of a `UnicodeTranslateError`.
    pub fn translate(self, text: Text, start: usize, end: usize, out: &mut Vec<u8>) -> Handled {
        let bad = text.slice(start..end);
        match self {
            Handler::Strict => return Handled::Raise,
            Handler::Ignore => {}
            Handler::Replace => bad.code_points().for_each(|_| wtf8::push(out, 0xFFFD)),
            Handler::BackslashReplace => bad.code_points().for_each(|cp| push_escape(out, cp)),
            _ => return Handled::Unable,
        }
        Handled::GoOn(end)
    }

    /// In UTF-8, ASCII and Latin-1, `surrogateescape` takes the characters of
    /// an error one by one, so that a later one of them may still raise.
    /// Appends those that come first and counts them.
    pub fn escape_run(self, codec: Codec, text: Text, error: &EncodeError, out: &mut Vec<u8>) -> usize {
        let one_by_one = matches!(codec, Codec::Utf8 | Codec::Utf8Sig | Codec::Ascii | Codec::Latin1);
        if self != Handler::SurrogateEscape || !one_by_one {
            return 0;
        }
        let bad = text.slice(error.start..error.end);
        let escaped = bad.code_points().take_while(|cp| (0xDC80..=0xDCFF).contains(cp));
        escaped.map(|cp| out.push((cp - 0xDC00) as u8)).count()
    }
}

/// How a surrogate is written in an encoding that passes it.
#[derive(Clone, Copy)]
enum Unit {
    Utf8,
    Utf16(Endian),
    Utf32(Endian),
}

impl Unit {
    /// The unit of an encoding, by the name that its errors have.
    fn of(encoding: &str) -> Option<Unit> {
        Some(match Codec::lookup(encoding)? {
            Codec::Utf8 => Unit::Utf8,
            Codec::Utf16(order) => Unit::Utf16(order.unwrap_or(Endian::NATIVE)),
            Codec::Utf32(order) => Unit::Utf32(order.unwrap_or(Endian::NATIVE)),
            _ => return None,
        })
    }

    fn push(self, cp: u32, out: &mut Vec<u8>) {
        match self {
            Unit::Utf8 => wtf8::push(out, cp),
            Unit::Utf16(Endian::Little) => out.extend_from_slice(&(cp as u16).to_le_bytes()),
            Unit::Utf16(Endian::Big) => out.extend_from_slice(&(cp as u16).to_be_bytes()),
            Unit::Utf32(Endian::Little) => out.extend_from_slice(&cp.to_le_bytes()),
            Unit::Utf32(Endian::Big) => out.extend_from_slice(&cp.to_be_bytes()),
        }
    }

    /// The surrogate that `bytes` starts with, and its width.
    fn surrogate(self, bytes: &[u8]) -> Option<(u32, usize)> {
        let (cp, width) = match (self, bytes) {
            (Unit::Utf8, [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..]) => wtf8::decode(bytes, 0)?,
            (Unit::Utf16(Endian::Little), &[a, b, ..]) => (u16::from_le_bytes([a, b]).into(), 2),
            (Unit::Utf16(Endian::Big), &[a, b, ..]) => (u16::from_be_bytes([a, b]).into(), 2),
            (Unit::Utf32(Endian::Little), &[a, b, c, d, ..]) => (u32::from_le_bytes([a, b, c, d]), 4),
            (Unit::Utf32(Endian::Big), &[a, b, c, d, ..]) => (u32::from_be_bytes([a, b, c, d]), 4),
            _ => return None,
        };
        wtf8::is_surrogate(cp).then_some((cp, width))
    }
}
