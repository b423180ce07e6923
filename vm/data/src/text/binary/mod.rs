//! Bytes in ASCII: what `binascii` and the encodings named `hex`, `base64`, `quopri`, `uu` do.
//!
//! An error is the message of a `binascii.Error`, if not said otherwise.

pub mod base64;
pub mod hex;
pub mod quopri;
pub mod rot13;
pub mod uu;
