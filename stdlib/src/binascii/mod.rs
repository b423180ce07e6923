//! Bytes as text and back, as `binascii` does it.
//!
//! Everything appends to the caller's buffer. An error is the message of a
//! `binascii.Error`.

mod base64;
mod hex;
mod quoted;
mod uu;

pub use base64::{decode_base64, encode_base64};
pub use hex::{decode_hex, encode_hex, encode_hex_grouped};
pub use quoted::{Quoting, decode_quoted, encode_quoted};
pub use uu::{decode_uu, encode_uu};

/// The message of a `binascii.Error`.
pub type Error = std::borrow::Cow<'static, str>;
