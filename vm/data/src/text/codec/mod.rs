//! Encodings: between strings and bytes.
//!
//! A [`Decoder`] or an [`Encoder`] works until it is done or meets what it
//! cannot convert, and then returns the error with its place; its own state is
//! plain data. Whoever called it asks an error handler, appends the
//! replacement and goes on from the place that the handler names: so a handler
//! may be one of ours ([`Handler`], which [`decode`] and [`encode`] apply) or
//! a function of the program's, called by the interpreter in between.
//!
//! | file | encodings |
//! |---|---|
//! | [`utf8`], [`utf16`], [`utf32`], [`utf7`] | the Unicode transformation formats |
//! | [`single`], `charmaps` | ASCII, Latin-1, and the others of one byte a character |
//! | [`escape`] | Python's escapes: `unicode_escape`, `raw_unicode_escape` |
//! | [`punycode`], [`idna`], `nameprep` | host names, which have no [`Codec`] of their own |

mod aliases;
mod charmaps;
mod error;
pub mod escape;
mod handler;
pub mod idna;
mod incremental;
mod nameprep;
pub mod punycode;
pub mod single;
pub mod utf16;
pub mod utf32;
pub mod utf7;
pub mod utf8;

pub use error::{DecodeError, EncodeError, Stopped};
pub use handler::{Handled, Handler};
pub use incremental::Incremental;
pub use single::Charmap;

use super::{Text, wtf8};

/// The order of bytes in a unit of UTF-16 and UTF-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    /// The least significant byte comes first.
    Little,
    /// The most significant byte comes first.
    Big,
}

impl Endian {
    /// This machine's.
    pub const NATIVE: Endian = if cfg!(target_endian = "big") { Endian::Big } else { Endian::Little };
}

/// An encoding of text.
#[derive(Clone, Copy, Debug)]
pub enum Codec {
    /// `utf-8`
    Utf8,
    /// `utf-8-sig`: with a byte order mark in front.
    Utf8Sig,
    /// `utf-16`, whose byte order a mark in front tells, or one that is fixed.
    Utf16(Option<Endian>),
    /// `utf-32`, whose byte order a mark in front tells, or one that is fixed.
    Utf32(Option<Endian>),
    /// `utf-7`
    Utf7,
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// An encoding of one byte a character, by a table.
    Charmap(&'static Charmap),
    /// `unicode_escape`
    UnicodeEscape,
    /// `raw_unicode_escape`
    RawUnicodeEscape,
}

/// The name as look-ups compare it: lower case, with one underscore for each
/// run of anything but letters, digits and points, and none at the ends.
pub fn normalize(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("_").to_ascii_lowercase()
}

/// The module of Python's `encodings` that an encoding of this name is in, of
/// those that we have.
pub fn module(name: &str) -> Option<&'static str> {
    let name = normalize(name);
    let find = |name: &str| {
        let at = aliases::ALIASES.binary_search_by_key(&name, |&(alias, _)| alias).ok()?;
        Some(aliases::ALIASES[at].1)
    };
    find(&name).or_else(|| find(&name.replace('.', "_")))
}

impl Codec {
    /// The encoding of text with this name, in any of its spellings.
    pub fn lookup(name: &str) -> Option<Codec> {
        // The spellings of nearly all look-ups.
        if name == "utf-8" || name == "utf8" {
            return Some(Codec::Utf8);
        }
        Some(match module(name)? {
            "utf_8" => Codec::Utf8,
            "utf_8_sig" => Codec::Utf8Sig,
            "utf_16" => Codec::Utf16(None),
            "utf_16_le" => Codec::Utf16(Some(Endian::Little)),
            "utf_16_be" => Codec::Utf16(Some(Endian::Big)),
            "utf_32" => Codec::Utf32(None),
            "utf_32_le" => Codec::Utf32(Some(Endian::Little)),
            "utf_32_be" => Codec::Utf32(Some(Endian::Big)),
            "utf_7" => Codec::Utf7,
            "ascii" => Codec::Ascii,
            "latin_1" => Codec::Latin1,
            "unicode_escape" => Codec::UnicodeEscape,
            "raw_unicode_escape" => Codec::RawUnicodeEscape,
            module => Codec::Charmap(Charmap::of_module(module)?),
        })
    }

    /// The name that `codecs.lookup` shows.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Utf8Sig => "utf-8-sig",
            Codec::Utf16(None) => "utf-16",
            Codec::Utf16(Some(Endian::Little)) => "utf-16-le",
            Codec::Utf16(Some(Endian::Big)) => "utf-16-be",
            Codec::Utf32(None) => "utf-32",
            Codec::Utf32(Some(Endian::Little)) => "utf-32-le",
            Codec::Utf32(Some(Endian::Big)) => "utf-32-be",
            Codec::Utf7 => "utf-7",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "iso8859-1",
            Codec::Charmap(charmap) => charmap.name,
            Codec::UnicodeEscape => "unicode-escape",
            Codec::RawUnicodeEscape => "raw-unicode-escape",
        }
    }

    /// How many bytes at the start of `input` are a signature that is no part
    /// of what is decoded, nor of the object that an error shows.
    pub fn signature(self, input: &[u8]) -> usize {
        match self {
            Codec::Utf8Sig if input.starts_with(utf8::SIGNATURE) => utf8::SIGNATURE.len(),
            _ => 0,
        }
    }
}

/// Decodes in one encoding, from one error to the next.
#[derive(Clone, Copy, Debug)]
pub struct Decoder {
    codec: Codec,
    /// The byte order, once a mark or its absence has settled it.
    order: Option<Endian>,
    /// Whether the order was found in a mark.
    pub marked: bool,
    /// Where the first escape was that is no escape, which is worth a warning.
    pub invalid_escape: Option<usize>,
}

impl Decoder {
    /// Before the first byte.
    pub fn new(codec: Codec) -> Self {
        let order = match codec {
            Codec::Utf16(order) | Codec::Utf32(order) => order,
            _ => None,
        };
        Decoder { codec, order, marked: false, invalid_escape: None }
    }

    /// The byte order, once it is settled.
    pub fn order(&self) -> Option<Endian> {
        self.order
    }

    /// Goes on in an order that was settled earlier.
    pub fn set_order(&mut self, order: Option<Endian>) {
        if order.is_some() {
            self.order = order;
        }
    }

    /// Decodes `input` from byte `from` on and tells where it stopped: at the
    /// end, or before an unfinished character if more may come (`is_last` false).
    pub fn decode(
        &mut self,
        input: &[u8],
        from: usize,
        is_last: bool,
        out: &mut Vec<u8>,
    ) -> Result<usize, DecodeError> {
        match self.codec {
            Codec::Utf8 | Codec::Utf8Sig => utf8::decode(input, from, is_last, out),
            Codec::Utf16(_) => {
                let Some((from, order)) = self.settle_order(input, from, is_last, utf16::mark) else {
                    return Ok(from);
                };
                utf16::decode(input, from, is_last, order, out)
            }
            Codec::Utf32(_) => {
                let Some((from, order)) = self.settle_order(input, from, is_last, utf32::mark) else {
                    return Ok(from);
                };
                utf32::decode(input, from, is_last, order, out)
            }
            Codec::Utf7 => utf7::decode(input, from, is_last, out),
            Codec::Ascii => single::decode_ascii(input, from, out),
            Codec::Latin1 => {
                single::decode_latin1(&input[from..], out);
                Ok(input.len())
            }
            Codec::Charmap(charmap) => charmap.decode(input, from, out),
            Codec::UnicodeEscape => escape::decode(input, from, is_last, &mut self.invalid_escape, out),
            Codec::RawUnicodeEscape => escape::decode_raw(input, from, is_last, out),
        }
    }

    /// The byte order, and where to go on; nothing as long as a mark may still come.
    fn settle_order(
        &mut self,
        input: &[u8],
        from: usize,
        is_last: bool,
        mark: fn(&[u8]) -> utf16::Mark,
    ) -> Option<(usize, Endian)> {
        if let Some(order) = self.order {
            return Some((from, order));
        }
        match mark(&input[from..]) {
            utf16::Mark::Unfinished if !is_last => None,
            utf16::Mark::Order(order, width) => {
                self.order = Some(order);
                self.marked = true;
                Some((from + width, order))
            }
            _ => {
                self.order = Some(Endian::NATIVE);
                Some((from, Endian::NATIVE))
            }
        }
    }
}

/// Encodes to one encoding, from one error to the next.
#[derive(Clone, Copy, Debug)]
pub struct Encoder {
    codec: Codec,
    /// Whether a byte order mark is still to be written.
    pub at_start: bool,
}

impl Encoder {
    /// Before the first character.
    pub fn new(codec: Codec) -> Self {
        Encoder { codec, at_start: true }
    }

    /// Encodes `text` from character `from` on.
    pub fn encode(&mut self, text: Text, from: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        let at_start = std::mem::replace(&mut self.at_start, false);
        match self.codec {
            Codec::Utf8 => utf8::encode(text, from, out),
            Codec::Utf8Sig => {
                if at_start {
                    out.extend_from_slice(utf8::SIGNATURE);
                }
                utf8::encode(text, from, out)
            }
            Codec::Utf16(order) => utf16::encode(text, from, order, at_start, out),
            Codec::Utf32(order) => utf32::encode(text, from, order, at_start, out),
            Codec::Utf7 => {
                utf7::encode(text, from, out);
                Ok(())
            }
            Codec::Ascii => single::encode_ascii(text, from, out),
            Codec::Latin1 => single::encode_latin1(text, from, out),
            Codec::Charmap(charmap) => charmap.encode(text, from, out),
            Codec::UnicodeEscape => {
                escape::encode(text, from, out);
                Ok(())
            }
            Codec::RawUnicodeEscape => {
                escape::encode_raw(text, from, out);
                Ok(())
            }
        }
    }

    /// Appends the text that a handler puts in the place of what could not be
    /// encoded; `false` if it cannot be encoded either, and nothing is appended.
    pub fn push_text(&self, text: Text, out: &mut Vec<u8>) -> bool {
        let kept = out.len();
        let done = match self.codec {
            // CPython lets these formats take only ASCII from a handler.
            Codec::Utf8 | Codec::Utf8Sig | Codec::Utf16(_) | Codec::Utf32(_) if !text.is_ascii() => {
                return false;
            }
            codec => Encoder { codec, at_start: false }.encode(text, 0, out),
        };
        if done.is_err() {
            out.truncate(kept);
        }
        done.is_ok()
    }

    /// Appends the bytes that a handler puts there; `false` if they are not
    /// whole units of the encoding.
    pub fn push_bytes(&self, bytes: &[u8], out: &mut Vec<u8>) -> bool {
        let unit = match self.codec {
            Codec::Utf16(_) => 2,
            Codec::Utf32(_) => 4,
            _ => 1,
        };
        let whole = bytes.len().is_multiple_of(unit);
        if whole {
            out.extend_from_slice(bytes);
        }
        whole
    }
}

/// `bytes.decode` with one of the built-in error handlers.
pub fn decode(codec: Codec, input: &[u8], handler: Handler, out: &mut Vec<u8>) -> Result<(), Stopped<DecodeError>> {
    let mut decoder = Decoder::new(codec);
    decode_part(&mut decoder, input, true, handler, out).map(drop)
}

/// Decodes as far as `input` goes, with one of the built-in error handlers,
/// and tells where it stopped.
pub fn decode_part(
    decoder: &mut Decoder,
    input: &[u8],
    is_last: bool,
    handler: Handler,
    out: &mut Vec<u8>,
) -> Result<usize, Stopped<DecodeError>> {
    let mut from = 0;
    loop {
        match decoder.decode(input, from, is_last, out) {
            Ok(end) => return Ok(end),
            Err(error) => match handler.decode(input, &error, out) {
                Handled::GoOn(at) => from = at,
                Handled::Raise => return Err(Stopped::Error(error)),
                Handled::Unable => return Err(Stopped::Unable),
            },
        }
    }
}

/// `str.encode` with one of the built-in error handlers.
pub fn encode(codec: Codec, text: Text, handler: Handler, out: &mut Vec<u8>) -> Result<(), Stopped<EncodeError>> {
    encode_part(&mut Encoder::new(codec), text, handler, out)
}

/// Encodes all of `text`, perhaps not the first, with one of the built-in
/// error handlers.
pub fn encode_part(
    encoder: &mut Encoder,
    text: Text,
    handler: Handler,
    out: &mut Vec<u8>,
) -> Result<(), Stopped<EncodeError>> {
    let mut from = 0;
    let mut made = Vec::new();
    while let Err(mut error) = encoder.encode(text, from, out) {
        error.start += handler.escape_run(encoder.codec, text, &error, out);
        from = error.start;
        if from == error.end {
            continue;
        }
        made.clear();
        from = match handler.encode(text, &error, &mut made) {
            Handled::GoOn(at) => at,
            Handled::Raise => return Err(Stopped::Error(error)),
            Handled::Unable => return Err(Stopped::Unable),
        };
        let pushed = match handler {
            Handler::SurrogateEscape | Handler::SurrogatePass => encoder.push_bytes(&made, out),
            _ => encoder.push_text(Text::new(&made, wtf8::count(&made)), out),
        };
        if !pushed {
            return Err(Stopped::Error(error));
        }
    }
    Ok(())
}
