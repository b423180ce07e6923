//! What went wrong in an encoding, as the exceptions of Python say it.

/// The arguments of a `UnicodeDecodeError` but for the bytes themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The encoding, as its decoder calls itself.
    pub encoding: &'static str,
    /// The first byte that cannot be decoded.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Why not.
    pub reason: &'static str,
}

/// The arguments of a `UnicodeEncodeError` but for the string itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// The encoding, as its encoder calls itself.
    pub encoding: &'static str,
    /// The first character that cannot be encoded.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// Why not.
    pub reason: &'static str,
}

/// Why an encoding with a built-in error handler has stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped<E> {
    /// The handler raises this error.
    Error(E),
    /// The handler knows no answer to this kind of error, a `TypeError`.
    Unable,
}
