//! The errors of the number and formatting code: which exception to raise, and with what words.
//!
//! The code here does not know exception objects. It says what CPython would raise; the caller
//! makes the object.

use std::borrow::Cow;
use std::fmt;

/// The exception type an [`Error`] asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `TypeError`
    TypeError,
    /// `ValueError`
    ValueError,
    /// `OverflowError`
    OverflowError,
    /// `ZeroDivisionError`
    ZeroDivisionError,
    /// `MemoryError`, which CPython raises without a message.
    MemoryError,
}

impl ErrorKind {
    /// The name of the exception's class.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::TypeError => "TypeError",
            ErrorKind::ValueError => "ValueError",
            ErrorKind::OverflowError => "OverflowError",
            ErrorKind::ZeroDivisionError => "ZeroDivisionError",
            ErrorKind::MemoryError => "MemoryError",
        }
    }
}

/// An exception to raise: its type and CPython's message for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The exception's type.
    pub kind: ErrorKind,
    /// The text of the exception; empty for a `MemoryError`.
    pub message: Cow<'static, str>,
    /// Set where the exception's arguments are a pair `(errno, message)`, as for an overflow in
    /// `2.0 ** 5000`.
    pub errno: Option<i32>,
}

/// What the functions here return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An exception of the given type with the given message.
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Error {
        Error { kind, message: message.into(), errno: None }
    }

    /// A `TypeError`.
    #[cold]
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::TypeError, message)
    }

    /// A `ValueError`.
    #[cold]
    pub fn value(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::ValueError, message)
    }

    /// An `OverflowError`.
    #[cold]
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::OverflowError, message)
    }

    /// A `ZeroDivisionError`.
    #[cold]
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::ZeroDivisionError, message)
    }

    /// A `MemoryError`: the result would be larger than anything Pausa is ready to allocate.
    #[cold]
    pub fn memory() -> Error {
        Error::new(ErrorKind::MemoryError, "")
    }

    /// The `OverflowError` of C's math library, whose arguments are `(34, 'Numerical result out of
    /// range')`.
    #[cold]
    pub fn out_of_range() -> Error {
        const ERANGE: i32 = 34;
        Error {
            kind: ErrorKind::OverflowError,
            message: Cow::Borrowed("Numerical result out of range"),
            errno: Some(ERANGE),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.errno {
            Some(errno) => write!(f, "{}: ({errno}, '{}')", self.kind.name(), self.message),
            None if self.message.is_empty() => f.write_str(self.kind.name()),
            None => write!(f, "{}: {}", self.kind.name(), self.message),
        }
    }
}

impl std::error::Error for Error {}
