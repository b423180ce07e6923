//! The templates of `str.format`: text with replacement fields `{name!conversion:spec}`.
//!
//! The caller walks a [`Template`]'s parts. For each field it
//!
//! 1. splits the [`name`](Field::name) with [`split`], finds the first object by
//!    [`Numbering::position`] or by its name, and follows the [`Path`];
//! 2. applies the [`conversion`](Field::conversion);
//! 3. fills the [`spec`](Field::spec) in like a template, with the same numbering, if it is
//!    [`nested`](Field::nested), unless it is so within another (see [`too_deep`]);
//! 4. calls `__format__`.
//!
//! In this order, errors come when CPython raises them. `string.Formatter` is made of the same
//! parts.

use super::digits::number;
use super::spec::shown;
use crate::number::{Error, Result};
use crate::text::wtf8::{self, CodePoint};

/// A piece of literal text, and the field behind it, if there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<'a> {
    /// The text, in which double braces have become single ones.
    pub literal: &'a [u8],
    /// The field.
    pub field: Option<Field<'a>>,
}

/// A replacement field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// What names the object, perhaps nothing.
    pub name: &'a [u8],
    /// The character behind the exclamation mark.
    pub conversion: Option<CodePoint>,
    /// What stands behind the colon.
    pub spec: &'a [u8],
    /// Whether there are fields in that.
    pub nested: bool,
}

/// What to do with an object before it is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

impl Field<'_> {
    /// The conversion, if there is one; an error if its character is not known.
    pub fn conversion(&self) -> Result<Option<Conversion>> {
        match self.conversion {
            None => Ok(None),
            Some(0x73) => Ok(Some(Conversion::Str)),
            Some(0x72) => Ok(Some(Conversion::Repr)),
            Some(0x61) => Ok(Some(Conversion::Ascii)),
            Some(other) => Err(Error::value(format!("Unknown conversion specifier {}", shown(other)))),
        }
    }
}

/// A template, as an iterator over its parts. After an error there are no more.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Template<'a> {
    /// A template, from the bytes of a `str`.
    pub fn new(bytes: &'a [u8]) -> Template<'a> {
        Template { bytes, at: 0 }
    }

    /// The parts from a position on that [`Template::position`] has told.
    pub fn resumed(bytes: &'a [u8], at: usize) -> Template<'a> {
        Template { bytes, at }
    }

    /// How many bytes have been passed.
    pub fn position(&self) -> usize {
        self.at
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        byte
    }

    fn part(&mut self) -> Result<Part<'a>> {
        let rest = &self.bytes[self.at..];
        let Some(length) = memchr::memchr2(b'{', b'}', rest) else {
            self.at = self.bytes.len();
            return Ok(Part { literal: rest, field: None });
        };
        let (brace, next) = (rest[length], rest.get(length + 1).copied());
        if next == Some(brace) {
            self.at += length + 2;
            return Ok(Part { literal: &rest[..=length], field: None });
        }
        if brace == b'}' {
            return Err(Error::value("Single '}' encountered in format string"));
        }
        if next.is_none() {
            return Err(Error::value("Single '{' encountered in format string"));
        }
        self.at += length + 1;
        Ok(Part { literal: &rest[..length], field: Some(self.field()?) })
    }

    /// Reads a field up to and with its closing brace.
    fn field(&mut self) -> Result<Field<'a>> {
        let start = self.at;
        let end = loop {
            match self.take() {
                Some(b'{') => return Err(Error::value("unexpected '{' in field name")),
                // In brackets, anything else may be part of a key.
                Some(b'[') => {
                    let rest = &self.bytes[self.at..];
                    self.at += memchr::memchr(b']', rest).unwrap_or(rest.len());
                }
                Some(end @ (b'}' | b':' | b'!')) => break end,
                Some(_) => {}
                None => return Err(Error::value("expected '}' before end of string")),
            }
        };
        let mut field = Field { name: &self.bytes[start..self.at - 1], conversion: None, spec: &[], nested: false };
        match end {
            b'!' => {
                let (conversion, width) = wtf8::decode(self.bytes, self.at)
                    .ok_or_else(|| Error::value("end of string while looking for conversion specifier"))?;
                field.conversion = Some(conversion);
                self.at += width;
                match self.take() {
                    Some(b'}') => return Ok(field),
                    Some(b':') | None => self.spec(&mut field)?,
                    Some(_) => return Err(Error::value("expected ':' after conversion specifier")),
                }
            }
            b':' => self.spec(&mut field)?,
            _ => {}
        }
        Ok(field)
    }

    fn spec(&mut self, field: &mut Field<'a>) -> Result<()> {
        let start = self.at;
        let mut open = 1;
        while let Some(byte) = self.take() {
            match byte {
                b'{' => {
                    field.nested = true;
                    open += 1;
                }
                b'}' => open -= 1,
                _ => {}
            }
            if open == 0 {
                field.spec = &self.bytes[start..self.at - 1];
                return Ok(());
            }
        }
        Err(Error::value("unmatched '{' in format spec"))
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = Result<Part<'a>>;

    fn next(&mut self) -> Option<Result<Part<'a>>> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let part = self.part();
        if part.is_err() {
            self.at = self.bytes.len();
        }
        Some(part)
    }
}

/// The error for a field in the specification of a field in a specification.
pub fn too_deep() -> Error {
    Error::value("Max string recursion exceeded")
}

/// The object that a field's name starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// No name: the next positional argument.
    Next,
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Name(&'a [u8]),
}

/// Takes a field's name apart: `0.attribute[key]`.
pub fn split(name: &[u8]) -> Result<(First<'_>, Path<'_>)> {
    let end = name.iter().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    let first = match index(first)? {
        Some(index) => First::Index(index),
        None if first.is_empty() => First::Next,
        None => First::Name(first),
    };
    Ok((first, Path { rest }))
}

/// The number that all of the bytes are, if they are one. More digits than a number can have are an
/// error whatever follows them.
fn index(bytes: &[u8]) -> Result<Option<usize>> {
    Ok(match number(bytes, 0)? {
        Some((value, end)) if end == bytes.len() => Some(value),
        _ => None,
    })
}

/// A step from an object to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// `.name`
    Attribute(&'a [u8]),
    /// `[3]`
    Index(usize),
    /// `[key]`, a `str`.
    Key(&'a [u8]),
}

/// The steps behind the first object, as an iterator.
#[derive(Clone, Debug)]
pub struct Path<'a> {
    rest: &'a [u8],
}

impl<'a> Path<'a> {
    /// What has not been passed, of which [`Path::resumed`] makes a path again.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// A path from what is left of another.
    pub fn resumed(rest: &'a [u8]) -> Path<'a> {
        Path { rest }
    }

    fn step(&mut self, kind: u8, behind: &'a [u8]) -> Result<Step<'a>> {
        let ends = |byte: &u8| match kind {
            b'.' => matches!(byte, b'.' | b'['),
            _ => *byte == b']',
        };
        let end = behind.iter().position(ends);
        let name = &behind[..end.unwrap_or(behind.len())];
        let step = match (kind, end) {
            (b'.', _) => Step::Attribute(name),
            (b'[', None) => return Err(Error::value("Missing ']' in format string")),
            (b'[', Some(_)) => match index(name)? {
                Some(index) => Step::Index(index),
                None => Step::Key(name),
            },
            _ => {
                return Err(Error::value("Only '.' or '[' may follow ']' in format field specifier"));
            }
        };
        if name.is_empty() {
            return Err(Error::value("Empty attribute in format string"));
        }
        self.rest = &behind[name.len() + usize::from(kind == b'[')..];
        Ok(step)
    }
}

impl<'a> Iterator for Path<'a> {
    type Item = Result<Step<'a>>;

    fn next(&mut self) -> Option<Result<Step<'a>>> {
        let (&kind, behind) = self.rest.split_first()?;
        self.rest = &[];
        Some(self.step(kind, behind))
    }
}

/// The numbers of the fields of a template, which are either all given in it or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    kind: NumberingKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum NumberingKind {
    #[default]
    Unknown,
    /// How many numbers have been given out.
    Automatic(usize),
    Manual,
}

impl Numbering {
    /// The numbering in a number, for a caller that is interrupted: zero at first, -1 if the numbers are given, or else one more
    /// than have been given out.
    pub fn state(self) -> i64 {
        match self.kind {
            NumberingKind::Unknown => 0,
            NumberingKind::Manual => -1,
            NumberingKind::Automatic(given) => given as i64 + 1,
        }
    }

    /// The numbering that [`Numbering::state`] has told.
    pub fn from_state(state: i64) -> Numbering {
        let kind = match state {
            0 => NumberingKind::Unknown,
            n => match usize::try_from(n - 1) {
                Ok(given) => NumberingKind::Automatic(given),
                Err(_) => NumberingKind::Manual,
            },
        };
        Numbering { kind }
    }

    /// The positional argument that a field starts with; nothing if it starts with a keyword
    /// argument.
    pub fn position(&mut self, first: First) -> Result<Option<usize>> {
        use NumberingKind::{Automatic, Manual, Unknown};
        let (kind, position) = match (first, self.kind) {
            (First::Name(_), _) => return Ok(None),
            (First::Next, Manual) => {
                return Err(Error::value("cannot switch from manual field specification to automatic field numbering"));
            }
            (First::Index(_), Automatic(_)) => {
                return Err(Error::value("cannot switch from automatic field numbering to manual field specification"));
            }
            (First::Next, Automatic(given)) => (Automatic(given + 1), given),
            (First::Next, Unknown) => (Automatic(1), 0),
            (First::Index(index), _) => (Manual, index),
        };
        self.kind = kind;
        Ok(Some(position))
    }
}
