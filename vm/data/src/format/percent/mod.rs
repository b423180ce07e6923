//! `%`: templates in the manner of C's `printf`, for `str` and for `bytes`.
//!
//! The caller walks a [`Template`]'s parts. For each conversion it
//!
//! 1. looks its [`key`](Conversion::key) up, if it has one;
//! 2. takes an argument for each `*`, and makes a [`Layout`] of them with [`Conversion::layout`];
//! 3. raises the [`problem`](Conversion::problem) if there is one, and takes the value;
//! 4. asks for the [`Kind`], which is an error for an unknown character, makes a number or a text
//!    of the value accordingly, and hands it to the layout's function for it.
//!
//! In this order, errors come when CPython raises them.

mod layout;
mod template;

pub use layout::{Layout, star_precision, star_width};
pub use template::{Conversion, Count, Part, Template};

use super::spec::shown;
use crate::number::Error;
use crate::text::wtf8::CodePoint;

/// What a template makes, `str` or `bytes`. They differ in a few conversions and many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavor {
    /// `str % ...`
    Str,
    /// `bytes % ...` and `bytearray % ...`
    Bytes,
}

/// What a conversion makes of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `%s` of a `str` template.
    Str,
    /// `%b`, and `%s` of a `bytes` template.
    Bytes,
    /// `%r` of a `str` template.
    Repr,
    /// `%a`, and `%r` of a `bytes` template.
    Ascii,
    /// `%c`
    Char,
    /// `%d`, `%i` and `%u`, which take any number.
    Decimal,
    /// `%o`, `%x` and `%X`, which take only integers.
    Radix(u8),
    /// `%e`, `%f`, `%g` and their capitals.
    Float(u8),
}

impl Kind {
    fn new(character: CodePoint, flavor: Flavor) -> Option<Kind> {
        Some(match (u8::try_from(character).ok()?, flavor) {
            (b's', Flavor::Str) => Kind::Str,
            (b'r', Flavor::Str) => Kind::Repr,
            (b's' | b'b', Flavor::Bytes) => Kind::Bytes,
            (b'a', _) | (b'r', Flavor::Bytes) => Kind::Ascii,
            (b'c', _) => Kind::Char,
            (b'd' | b'i' | b'u', _) => Kind::Decimal,
            (character @ (b'o' | b'x' | b'X'), _) => Kind::Radix(character),
            (character @ (b'e' | b'f' | b'g' | b'E' | b'F' | b'G'), _) => Kind::Float(character),
            _ => return None,
        })
    }
}

/// The error if the template has a key, but the arguments are not a mapping.
pub fn not_a_mapping() -> Error {
    Error::type_error("format requires a mapping")
}

/// The error if the tuple of arguments is too short.
pub fn not_enough_arguments() -> Error {
    Error::type_error("not enough arguments for format string")
}

/// The error if the argument for a `*` is not an integer.
pub fn star_wants_int() -> Error {
    Error::type_error("* wants int")
}

impl Flavor {
    /// The error if arguments are left.
    pub fn not_all_converted(self) -> Error {
        Error::type_error(match self {
            Flavor::Str => "not all arguments converted during string formatting",
            Flavor::Bytes => "not all arguments converted during bytes formatting",
        })
    }

    /// The error if the value is not of a type that the conversion takes. `character` is the
    /// conversion's.
    pub fn wrong_type(self, kind: Kind, character: CodePoint, type_name: &str) -> Error {
        let character = match (character, self) {
            (0x69, Flavor::Bytes) => 0x64,
            _ => character,
        };
        Error::type_error(match (kind, self) {
            (Kind::Float(_), Flavor::Str) => format!("must be real number, not {type_name}"),
            (Kind::Float(_), Flavor::Bytes) => format!("float argument required, not {type_name}"),
            (Kind::Char, Flavor::Str) => "%c requires int or char".to_string(),
            (Kind::Char, Flavor::Bytes) => "%c requires an integer in range(256) or a single byte".to_string(),
            (Kind::Decimal, _) => {
                format!("%{} format: a real number is required, not {type_name}", shown(character))
            }
            (Kind::Radix(_), _) => {
                format!("%{} format: an integer is required, not {type_name}", shown(character))
            }
            _ => format!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not \
                 '{type_name}'"
            ),
        })
    }
}
