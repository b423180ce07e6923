//! Packing values into bytes by a format, as Python's `struct` does.
//!
//! A [`Format`] knows where each value is; values go in and out one by one, as
//! integers, floats or bytes. Formats, alignment and messages are those of
//! CPython on a 64-bit machine.
//!
//! * `format`: reading a format, sizes and offsets;
//! * `values`: one value and its bytes;
//! * `buffer`: where in a buffer there is room.

mod buffer;
mod format;
mod values;

pub use buffer::{Task, check_exact, locate};
pub use format::{Code, Field, Format};
pub use values::{Packed, pack_bool, pack_bytes, pack_char, pack_float, pack_int, unpack};

/// Why something cannot be packed or unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// `struct.error`
    Struct(String),
    /// `OverflowError`
    Overflow(&'static str),
}

impl Error {
    pub(self) fn new(message: impl Into<String>) -> Error {
        Error::Struct(message.into())
    }
}
