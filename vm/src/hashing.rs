//! The keyed hash of strings and bytes.

use std::cell::Cell;
use std::hash::Hasher;

use siphasher::sip::SipHasher13;

thread_local! {
    static KEY: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

/// Sets the key of this thread's string hashes, once, before any string is hashed.
pub fn set_key(k0: u64, k1: u64) {
    KEY.set((k0, k1));
}

/// The hash of a string's or bytes object's contents; never 0.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let (k0, k1) = KEY.get();
    let mut h = SipHasher13::new_with_keys(k0, k1);
    h.write(bytes);
    match h.finish() {
        0 => 1,
        // -1 is not a hash value in Python.
        u64::MAX => u64::MAX - 1,
        h => h,
    }
}
