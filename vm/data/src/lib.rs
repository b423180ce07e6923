//! Python's numbers, text and formatting, on plain Rust data.
//!
//! Nothing here knows values or programs: the compiler folds constants with it, the machine's types are thin over it.
//!
//! * [`number`]: integers, floats, complex numbers: arithmetic, parsing, printing, hashing;
//! * [`text`]: strings as generalised UTF-8: case, search, splitting, codecs, the character database;
//! * [`format`]: format specifications, `%` and the fields of `str.format`.

#![forbid(unsafe_code)]

pub mod format;
pub mod number;
pub mod text;
