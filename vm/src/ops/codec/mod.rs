//! Encoding and decoding of values, and the registry of what programs add.
//!
//! The encodings that are native (`text::codec`) are found without a look at the registry, as CPython finds its own before those
//! of programs. An error handler in Python is called by the prelude, between steps of the native encoder or decoder
//! (`prelude/codec.py`).

mod convert;
mod registry;

pub use convert::{
    Coding, decode, decode_error, decode_with, encode, encode_error, encode_with, failed, handler_refused,
};
pub use registry::{Registry, normalized};

use crate::text::codec::{self, Codec};

/// What the name of an encoding stands for.
#[derive(Clone, Copy)]
pub enum Encoding {
    /// A native encoding of text.
    Codec(Codec),
    /// `idna`
    Idna,
    /// `punycode`
    Punycode,
    /// An encoding that is not one of text, such as `hex`.
    Other,
    /// None that is native.
    Unknown,
}

/// What a name stands for.
pub fn resolve(name: &str) -> Encoding {
    if let Some(c) = Codec::lookup(name) {
        return Encoding::Codec(c);
    }
    match codec::module(name) {
        Some("idna") => Encoding::Idna,
        Some("punycode") => Encoding::Punycode,
        Some(_) => Encoding::Other,
        None => Encoding::Unknown,
    }
}
