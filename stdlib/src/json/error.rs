//! What is wrong with a document.

use pausa_vm::text::wtf8;

/// Why a document was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `JSONDecodeError`, at a byte of the document.
    Syntax {
        /// The message without the position.
        message: &'static str,
        /// The byte.
        at: usize,
    },
    /// `RecursionError`: more containers inside each other than the caller allows.
    TooDeep {
        /// Whether the one too many is an object, and not an array.
        object: bool,
    },
}

impl Error {
    pub(super) fn new(message: &'static str, at: usize) -> Error {
        Error::Syntax { message, at }
    }

    /// What `str()` of the exception says.
    pub fn describe(&self, document: &[u8]) -> String {
        match *self {
            Error::Syntax { message, at } => {
                let Position { char, line, column } = Position::of(document, at);
                format!("{message}: line {line} column {column} (char {char})")
            }
            Error::TooDeep { object } => {
                let what = if object { "object" } else { "array" };
                format!("maximum recursion depth exceeded while decoding a JSON {what} from a unicode string")
            }
        }
    }
}

/// `pos`, `lineno` and `colno` of a `JSONDecodeError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The character, from zero.
    pub char: usize,
    /// The line, from one.
    pub line: usize,
    /// The column in characters, from one.
    pub column: usize,
}

impl Position {
    /// The position of a byte of a document.
    pub fn of(document: &[u8], at: usize) -> Position {
        let before = &document[..at.min(document.len())];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        Position {
            char: wtf8::count(before),
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            column: wtf8::count(&before[line_start..]) + 1,
        }
    }
}
