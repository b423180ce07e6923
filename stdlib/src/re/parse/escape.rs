//! What a backslash begins.

use super::super::error::{Error, encode, repr};
use super::super::tree::{At, Category, Class, ClassItem, Node, NodeKind};
use super::Parser;
use pausa_vm::text::ucd::names::{Named, lookup};

/// The escapes that are the same in patterns, sets and replacements.
pub(in super::super) fn control(letter: u32) -> Option<u32> {
    Some(match char::from_u32(letter)? {
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0C,
        'n' => 0x0A,
        'r' => 0x0D,
        't' => 0x09,
        'v' => 0x0B,
        '\\' => 0x5C,
        _ => return None,
    })
}

pub(in super::super) fn is_octal(c: char) -> bool {
    matches!(c, '0'..='7')
}

/// The value of digits, if they are fewer than the type can hold.
pub(in super::super) fn number(digits: &[u32], base: u32) -> Option<u32> {
    digits.iter().try_fold(0u32, |value, &digit| {
        let digit = char::from_u32(digit)?.to_digit(base)?;
        value.checked_mul(base)?.checked_add(digit)
    })
}

fn is_ascii_letter(cp: u32) -> bool {
    u8::try_from(cp).is_ok_and(|b| b.is_ascii_alphabetic())
}

impl Parser<'_> {
    /// An escape outside of sets, whose two characters were taken.
    pub(super) fn escape(&mut self, letter: u32) -> Result<Node, Error> {
        if let Some(category) = Category::from_letter(letter) {
            let items = vec![ClassItem::Category(category)];
            return Ok(Node::new(NodeKind::Class(Class { negated: false, items })));
        }
        let at = match char::from_u32(letter) {
            Some('A') => Some(At::BeginString),
            Some('b') => Some(At::Boundary),
            Some('B') => Some(At::NotBoundary),
            Some('Z') => Some(At::EndString),
            _ => None,
        };
        if let Some(at) = at {
            return Ok(Node::new(NodeKind::At(at)));
        }
        let cp = match char::from_u32(letter) {
            Some('0') => {
                let mut escape = vec!['\\' as u32, letter];
                self.scanner.take_while(2, is_octal, &mut escape)?;
                number(&escape[1..], 8).unwrap_or(0)
            }
            Some('1'..='9') => return self.numbered(letter),
            _ => match control(letter) {
                Some(cp) => cp,
                None => self.character(letter)?,
            },
        };
        Ok(Node::new(NodeKind::Char(cp)))
    }

    /// `\1` to `\99`, or three octal digits.
    fn numbered(&mut self, first: u32) -> Result<Node, Error> {
        let mut escape = vec!['\\' as u32, first];
        self.scanner.take_while(1, |c| c.is_ascii_digit(), &mut escape)?;
        if escape.len() == 3 && number(&escape[1..], 8).is_some() {
            self.scanner.take_while(1, is_octal, &mut escape)?;
            if escape.len() == 4 {
                return Ok(Node::new(NodeKind::Char(self.octal(&escape)?)));
            }
        }
        let group = number(&escape[1..], 10).unwrap_or(0);
        if (group as usize) < self.widths.len() {
            return self.backref(group, escape.len());
        }
        let message = format!("invalid group reference {group}");
        Err(self.scanner.error(message, escape.len() - 1))
    }

    /// An escape inside a set, whose two characters were taken.
    pub(super) fn class_escape(&mut self, letter: u32) -> Result<ClassItem, Error> {
        if let Some(category) = Category::from_letter(letter) {
            return Ok(ClassItem::Category(category));
        }
        if let Some(cp) = control(letter) {
            return Ok(ClassItem::Char(cp));
        }
        let mut escape = vec!['\\' as u32, letter];
        Ok(ClassItem::Char(match char::from_u32(letter) {
            Some(c) if is_octal(c) => {
                self.scanner.take_while(2, is_octal, &mut escape)?;
                self.octal(&escape)?
            }
            Some('8' | '9') => return Err(self.bad_escape(&escape)),
            _ => self.character(letter)?,
        }))
    }

    /// `\x`, `\u`, `\U`, `\N{}`, or a character that stands for itself.
    fn character(&mut self, letter: u32) -> Result<u32, Error> {
        let is_str = self.scanner.is_str();
        match char::from_u32(letter) {
            Some('x') => self.hexadecimal(letter, 2),
            Some('u') if is_str => self.hexadecimal(letter, 4),
            Some('U') if is_str => self.hexadecimal(letter, 8),
            Some('N') if is_str => self.named(),
            _ if is_ascii_letter(letter) => Err(self.bad_escape(&['\\' as u32, letter])),
            _ => Ok(letter),
        }
    }

    fn hexadecimal(&mut self, letter: u32, digits: usize) -> Result<u32, Error> {
        let mut escape = vec!['\\' as u32, letter];
        self.scanner.take_while(digits, |c| c.is_ascii_hexdigit(), &mut escape)?;
        if escape.len() != digits + 2 {
            let message = [b"incomplete escape ", &encode(&escape)[..]].concat();
            return Err(self.scanner.error(message, escape.len()));
        }
        match number(&escape[2..], 16) {
            Some(cp) if cp <= 0x10_FFFF => Ok(cp),
            // From there on it is `chr` that objects.
            Some(cp) if cp > i32::MAX as u32 => Err(Error::Overflow("Python int too large to convert to C int")),
            _ => Err(self.bad_escape(&escape)),
        }
    }

    fn named(&mut self) -> Result<u32, Error> {
        if !self.scanner.accept('{')? {
            return Err(self.scanner.error("missing {", 0));
        }
        let name = self.scanner.take_until('}', "character name")?;
        // A name with a surrogate cannot even be looked up.
        let Ok(text) = String::from_utf8(encode(&name)) else {
            return Err(self.bad_escape(&['\\' as u32, 'N' as u32]));
        };
        if let Some(Named::Character(cp)) = lookup(&text) {
            return Ok(cp);
        }
        let message = [b"undefined character name ", &repr(&name, false)[..]].concat();
        Err(self.scanner.error(message, name.len() + r"\N{}".len()))
    }

    /// The value of a backslash and octal digits.
    fn octal(&self, escape: &[u32]) -> Result<u32, Error> {
        match number(&escape[1..], 8) {
            Some(value) if value <= 0o377 => Ok(value),
            _ => {
                let text = String::from_utf8_lossy(&encode(escape)).into_owned();
                let message = format!("octal escape value {text} outside of range 0-0o377");
                Err(self.scanner.error(message, escape.len()))
            }
        }
    }

    fn bad_escape(&self, escape: &[u32]) -> Error {
        let message = [b"bad escape ", &encode(escape)[..]].concat();
        self.scanner.error(message, escape.len())
    }
}
