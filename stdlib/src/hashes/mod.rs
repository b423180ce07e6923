//! The hash functions of `hashlib`, and what is built on them.
//!
//! * `hasher`: all functions behind one type that is fed in pieces;
//! * `keyed`: HMAC and the key derivation PBKDF2;
//! * `checksum`: CRC-32, Adler-32 and the CRC of HQX, as `zlib` and `binascii` have them.

mod checksum;
mod hasher;
mod keyed;

pub use checksum::{adler32, crc_hqx, crc32};
pub use hasher::{Algorithm, Blake2, Hasher};
pub use keyed::{Hmac, digests_equal, pbkdf2};
