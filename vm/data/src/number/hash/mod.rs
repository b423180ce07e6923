//! Python's hashes.
//!
//! Numbers that are equal hash alike, whatever their types: the hash of a number is its value
//! modulo the prime `2**61 - 1`, as the reference manual documents. Text is hashed with SipHash-1-3
//! under a key, so nobody who sends data to a program can choose colliding keys. With the key of
//! `PYTHONHASHSEED=n` every hash is CPython's.

mod containers;
mod numeric;
mod text;

pub use containers::{TupleHasher, frozenset};
pub use numeric::{complex, float, int};
pub use text::{HashKey, bytes, str};

/// -1 marks an error in CPython's C interface, so no hash has this value.
fn never_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}
