//! The keyed hash of strings and bytes.
//!
//! It is CPython's (`number::hash`), so under the key of the same `PYTHONHASHSEED` sets have the same order here and there.

use std::cell::Cell;

use crate::number::hash;
pub use crate::number::hash::HashKey;
use crate::text::Text;

thread_local! {
    static KEY: Cell<HashKey> = Cell::new(HashKey::from_seed(0));
}

/// Sets the key of this thread's string hashes, once, before any string is hashed.
pub fn set_key(key: HashKey) {
    KEY.set(key);
}

/// The hash of a string.
#[inline]
pub fn hash_str(text: Text) -> u64 {
    hash::str(KEY.get(), text) as u64
}

/// The hash of the contents of a bytes object.
#[inline]
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    hash::bytes(KEY.get(), bytes) as u64
}
