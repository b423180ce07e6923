//! Numbers as Python defines them, without the VM's values: integers without bound, floats, complex
//! numbers, hashes.
//!
//! Each function takes and returns plain Rust (`i64`, `BigInt`, `f64`, `&str`), and says what
//! CPython would raise with an [`Error`]. The types' native methods, `math`, `json` and the
//! formatting code are built on these.
//!
//! | module | what is in it |
//! |---|---|
//! | [`int`] | arithmetic, bits, powers, text, bytes, exact conversions from and to floats |
//! | [`float`] | arithmetic, shortest and rounded text, parsing, `hex`, `round` |
//! | [`complex`] | arithmetic, text, parsing |
//! | [`hash`] | the documented numeric hash, strings and bytes under a key, tuples and sets |

mod around;
pub mod complex;
mod error;
pub mod float;
pub mod hash;
pub mod int;

pub use error::{Error, ErrorKind, Result};
