//! The format specification mini-language: `[[fill]align][sign]["z"]["#"]["0"][width][grouping]["."
//! precision][type]`.

use super::digits::number;
use crate::number::{Error, Result};
use crate::text::wtf8::CodePoint;
use crate::text::{Text, wtf8};

/// Where a value is put within its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: padding between the sign and the digits.
    AfterSign,
}

/// What stands in front of a number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`: nothing, as when no sign is specified.
    Minus,
    /// A space.
    Space,
}

/// What stands between groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// A comma every three digits.
    Comma,
    /// An underscore every three digits, or every four of a number in base 2, 8 or 16.
    Underscore,
}

impl Grouping {
    /// The character itself.
    pub fn character(self) -> char {
        match self {
            Grouping::Comma => ',',
            Grouping::Underscore => '_',
        }
    }
}

/// A format specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// What the padding consists of; a space if nothing is specified.
    pub fill: CodePoint,
    /// The alignment; if none is specified, that of the value's type.
    pub align: Align,
    /// The sign, if one is specified.
    pub sign: Option<Sign>,
    /// `z`: a negative number whose digits are all zero loses its sign.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// The least number of characters.
    pub width: usize,
    /// The separator of groups of digits.
    pub grouping: Option<Grouping>,
    /// The precision.
    pub precision: Option<usize>,
    /// The presentation type; if none is specified, the default of the value's type, if it has one.
    pub kind: Option<CodePoint>,
}

/// What a value's type chooses where the specification is silent, and its name for errors.
#[derive(Clone, Copy, Debug)]
pub struct Defaults<'a> {
    /// The presentation type.
    pub kind: Option<char>,
    /// The alignment.
    pub align: Align,
    /// The name of the value's type.
    pub type_name: &'a str,
}

impl Spec {
    /// Reads a specification.
    pub fn parse(text: Text, defaults: Defaults) -> Result<Spec> {
        let mut spec = Spec {
            fill: CodePoint::from(b' '),
            align: defaults.align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: defaults.kind.map(CodePoint::from),
        };
        let mut scanner = Scanner { bytes: text.bytes(), at: 0 };
        let aligned = spec.take_alignment(&mut scanner);
        spec.sign = match scanner.peek() {
            Some(b'+') => Some(Sign::Plus),
            Some(b'-') => Some(Sign::Minus),
            Some(b' ') => Some(Sign::Space),
            _ => None,
        };
        scanner.at += usize::from(spec.sign.is_some());
        spec.no_negative_zero = scanner.take(b'z');
        spec.alternate = scanner.take(b'#');
        // Behind an explicit fill, a zero is just the first digit of the width.
        if aligned != Aligned::WithFill && scanner.take(b'0') {
            spec.fill = CodePoint::from(b'0');
            if aligned == Aligned::No && spec.align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = scanner.number()?.unwrap_or(0);
        spec.grouping = scanner.grouping()?;
        if scanner.take(b'.') {
            let precision = scanner.number()?;
            spec.precision = Some(precision.ok_or_else(|| Error::value("Format specifier missing precision"))?);
        }
        let mut rest = wtf8::code_points(scanner.rest());
        if let Some(kind) = rest.next() {
            spec.kind = Some(kind);
        }
        if rest.next().is_some() {
            return Err(Error::value(format!(
                "Invalid format specifier '{}' for object of type '{}'",
                String::from_utf8_lossy(text.bytes()),
                defaults.type_name
            )));
        }
        spec.check_grouping()?;
        Ok(spec)
    }

    fn take_alignment(&mut self, scanner: &mut Scanner) -> Aligned {
        if let Some((fill, width)) = wtf8::decode(scanner.bytes, scanner.at)
            && let Some(align) = alignment(scanner.bytes.get(scanner.at + width))
        {
            (self.fill, self.align) = (fill, align);
            scanner.at += width + 1;
            return Aligned::WithFill;
        }
        match alignment(scanner.bytes.get(scanner.at)) {
            Some(align) => {
                self.align = align;
                scanner.at += 1;
                Aligned::WithoutFill
            }
            None => Aligned::No,
        }
    }

    fn check_grouping(&self) -> Result<()> {
        let Some(grouping) = self.grouping else {
            return Ok(());
        };
        match (self.kind_byte(), grouping) {
            (None | Some(b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F'), _) => Ok(()),
            (Some(b'b' | b'o' | b'x' | b'X'), Grouping::Underscore) => Ok(()),
            _ => Err(Error::value(format!(
                "Cannot specify '{}' with '{}'.",
                grouping.character(),
                shown(self.kind.unwrap_or(0))
            ))),
        }
    }

    /// The presentation type as an ASCII character. Those that are not ASCII, which no type knows,
    /// become a zero byte.
    pub(super) fn kind_byte(&self) -> Option<u8> {
        self.kind.map(|kind| if kind < 0x80 { kind as u8 } else { 0 })
    }

    /// The error for a presentation type that the value's type does not know.
    #[cold]
    pub(super) fn unknown_kind(&self, type_name: &str) -> Error {
        let kind = shown(self.kind.unwrap_or(0));
        Error::value(format!("Unknown format code '{kind}' for object of type '{type_name}'"))
    }
}

/// A character as errors show it: itself, or its number if it is not in printable ASCII.
pub(super) fn shown(cp: CodePoint) -> String {
    match cp {
        0x21..=0x7f => char::from(cp as u8).to_string(),
        _ => format!("\\x{cp:x}"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Aligned {
    No,
    WithoutFill,
    WithFill,
}

fn alignment(byte: Option<&u8>) -> Option<Align> {
    match byte? {
        b'<' => Some(Align::Left),
        b'>' => Some(Align::Right),
        b'^' => Some(Align::Center),
        b'=' => Some(Align::AfterSign),
        _ => None,
    }
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn number(&mut self) -> Result<Option<usize>> {
        let Some((value, end)) = number(self.bytes, self.at)? else {
            return Ok(None);
        };
        self.at = end;
        Ok(Some(value))
    }

    /// A second comma is left for the type, which cannot be one.
    fn grouping(&mut self) -> Result<Option<Grouping>> {
        let comma = self.take(b',');
        let underscore = self.take(b'_');
        if underscore && (comma || self.peek() == Some(b',')) {
            return Err(Error::value("Cannot specify both ',' and '_'."));
        }
        Ok(match (comma, underscore) {
            (true, _) => Some(Grouping::Comma),
            (_, true) => Some(Grouping::Underscore),
            _ => None,
        })
    }
}
