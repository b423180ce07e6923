//! The parts of a `%` template.

use super::{Flavor, Kind};
use crate::number::{Error, Result};
use crate::text::wtf8::{self, CodePoint};

/// A part of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<'a> {
    /// To be copied as it is.
    Literal(&'a [u8]),
    /// To be replaced by a value.
    Conversion(Conversion<'a>),
}

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Given in the template.
    Fixed(usize),
    /// `*`: given by the next argument.
    Argument,
}

/// A conversion.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion<'a> {
    /// The name in parentheses, to be looked up in the arguments, which have to be a mapping: that
    /// is the first thing to check, even if the name is an error because the parenthesis is not
    /// closed.
    pub key: Option<Result<&'a [u8]>>,
    /// `-`: at the left of the width.
    pub left: bool,
    /// `+`: a sign in any case.
    pub plus: bool,
    /// A space: at least a space for the sign.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`: zeros between the sign and the digits.
    pub zero: bool,
    /// The least number of characters.
    pub width: Option<Count>,
    /// The precision.
    pub precision: Option<Count>,
    /// The character that says what to make of the value.
    pub character: CodePoint,
    /// How the template goes wrong within the conversion: to be raised once the arguments for the
    /// `*`s are taken, if there are any, and before the value is.
    pub problem: Option<Error>,
    /// The position of the character, for errors.
    index: usize,
    flavor: Flavor,
}

impl Conversion<'_> {
    /// What to make of the value; an error if the character is none that is known.
    pub fn kind(&self) -> Result<Kind> {
        Kind::new(self.character, self.flavor).ok_or_else(|| self.unsupported())
    }

    #[cold]
    fn unsupported(&self) -> Error {
        let code = self.character;
        let shown = match (self.flavor, u8::try_from(code)) {
            (Flavor::Bytes, Ok(byte)) | (Flavor::Str, Ok(byte @ 0x1f..=0x7e)) => char::from(byte),
            _ => '?',
        };
        let index = self.index;
        Error::value(format!("unsupported format character '{shown}' (0x{code:x}) at index {index}"))
    }
}

/// A template, as an iterator over its parts. After a conversion with a problem there are no more.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    bytes: &'a [u8],
    at: usize,
    flavor: Flavor,
}

impl<'a> Template<'a> {
    /// A template, from the bytes of a `str` or a `bytes` object.
    pub fn new(bytes: &'a [u8], flavor: Flavor) -> Template<'a> {
        Template { bytes, at: 0, flavor }
    }

    /// The parts from a position on that [`Template::position`] has told.
    pub fn resumed(bytes: &'a [u8], flavor: Flavor, at: usize) -> Template<'a> {
        Template { bytes, at, flavor }
    }

    /// How many bytes have been passed.
    pub fn position(&self) -> usize {
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn conversion(&mut self) -> Conversion<'a> {
        let mut conversion = Conversion {
            key: None,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            width: None,
            precision: None,
            character: 0,
            problem: None,
            index: 0,
            flavor: self.flavor,
        };
        if let Err(problem) = self.scan(&mut conversion) {
            conversion.problem = Some(problem);
            self.at = self.bytes.len();
        }
        conversion
    }

    /// Reads what follows the percent sign.
    fn scan(&mut self, conversion: &mut Conversion<'a>) -> Result<()> {
        if self.peek() == Some(b'(') {
            self.at += 1;
            conversion.key = Some(self.key());
            if let Some(Err(_)) = conversion.key {
                self.at = self.bytes.len();
                return Ok(());
            }
        }
        loop {
            match self.peek() {
                Some(b'-') => conversion.left = true,
                Some(b'+') => conversion.plus = true,
                Some(b' ') => conversion.space = true,
                Some(b'#') => conversion.alternate = true,
                Some(b'0') => conversion.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        conversion.width = self.count(isize::MAX as usize, "width too big")?;
        if self.peek() == Some(b'.') {
            self.at += 1;
            let too_big = match self.flavor {
                Flavor::Str => "precision too big",
                Flavor::Bytes => "prec too big",
            };
            let count = self.count(i32::MAX as usize, too_big)?;
            conversion.precision = Some(count.unwrap_or(Count::Fixed(0)));
        }
        if matches!(self.peek(), Some(b'h' | b'l' | b'L')) {
            self.at += 1;
        }
        let character = match self.flavor {
            Flavor::Str => wtf8::decode(self.bytes, self.at),
            Flavor::Bytes => self.peek().map(|byte| (CodePoint::from(byte), 1)),
        };
        let (character, width) = character.ok_or_else(|| Error::value("incomplete format"))?;
        conversion.character = character;
        conversion.index = match self.flavor {
            Flavor::Str => wtf8::count(&self.bytes[..self.at]),
            Flavor::Bytes => self.at,
        };
        self.at += width;
        Ok(())
    }

    /// What stands between the parenthesis behind us and the one that closes it.
    fn key(&mut self) -> Result<&'a [u8]> {
        let start = self.at;
        let mut open = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Ok(&self.bytes[start..self.at - 1]);
            }
        }
        Err(Error::value("incomplete format key"))
    }

    fn count(&mut self, most: usize, too_big: &'static str) -> Result<Option<Count>> {
        if self.peek() == Some(b'*') {
            self.at += 1;
            return Ok(Some(Count::Argument));
        }
        let mut count = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let value = count
                .unwrap_or(0usize)
                .checked_mul(10)
                .and_then(|value| value.checked_add(usize::from(digit - b'0')))
                .filter(|&value| value <= most);
            count = Some(value.ok_or_else(|| Error::value(too_big))?);
            self.at += 1;
        }
        Ok(count.map(Count::Fixed))
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let rest = &self.bytes[self.at..];
        if rest.is_empty() {
            return None;
        }
        let literal = memchr::memchr(b'%', rest).unwrap_or(rest.len());
        // Of two percent signs, the first ends the literal in front of it.
        if rest.get(literal + 1) == Some(&b'%') {
            self.at += literal + 2;
            return Some(Part::Literal(&rest[..=literal]));
        }
        if literal > 0 {
            self.at += literal;
            return Some(Part::Literal(&rest[..literal]));
        }
        self.at += 1;
        Some(Part::Conversion(self.conversion()))
    }
}
