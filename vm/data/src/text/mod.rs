//! Text and bytes as Python sees them, without knowing what a value is.
//!
//! A `str` is held as *generalised UTF-8* ([`wtf8`]): UTF-8 in which a lone
//! surrogate is three bytes like any other code point of its size. Two
//! surrogates in a row stay two code points, as they do in CPython; nothing
//! here ever joins them. Because the encoding keeps the order of code points
//! and never starts one character's bytes inside another's, equality, order,
//! hashing and substring search work on the bytes as they are.
//!
//! Python counts in code points. A [`Text`] is a borrowed string that knows
//! its length in them; when that equals the length in bytes, it is ASCII and
//! the two kinds of position are the same. Otherwise an [`Index`] translates.
//!
//! What makes new text appends it to a `Vec<u8>` of the caller's, who can keep
//! one as scratch space. Nothing here calls back into Python: where a program
//! may interfere (an error handler, a mapping), the function can be left with
//! its progress as plain data and entered again.
//!
//! | files | what |
//! |---|---|
//! | [`wtf8`], [`index`], [`view`] | the encoding, positions, the borrowed string |
//! | [`case`], [`classify`] | cases and the `is...` questions |
//! | [`find`], [`split`], [`strip`], [`build`] | searching, taking apart, making longer |
//! | [`repr`] | what a program sees of text when it looks |
//! | [`codec`] | encodings, error handlers, escapes |
//! | [`binary`] | bytes in ASCII: hexadecimal, Base64, ... |
//! | [`digits`] | numbers in the digits of any script |
//! | [`ucd`] | the Unicode 14.0 database that CPython 3.11 has |

pub mod binary;
pub mod build;
pub mod case;
pub mod classify;
pub mod codec;
pub mod digits;
pub mod find;
pub mod index;
pub mod repr;
pub mod split;
pub mod strip;
pub mod ucd;
pub mod view;
pub mod wtf8;

pub use index::{Index, LazyIndex};
pub use view::Text;
