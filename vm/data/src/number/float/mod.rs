//! Python's `float`: an `f64`, with Python's division, powers, text and rounding.

mod arith;
mod hex;
mod parse;
mod parts;
mod round;
mod text;

pub use arith::{Power, div, divmod, floor_div, modulo, pow, real_pow};
pub use hex::{from_hex, to_hex};
pub(crate) use parse::literal;
pub use parse::{parse, parse_bytes};
pub(crate) use parts::{from_parts, parts};
pub use round::{as_integer_ratio, round};
pub use text::{Notation, Style, repr, to_text};
