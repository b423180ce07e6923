//! One item: a value as the bytes of a machine type, and back.

use pausa_vm::exc::{overflow_error, type_error, value_error};
use pausa_vm::names::cached;
use pausa_vm::number::int::{self, IntRef};
use pausa_vm::object::Str;
use pausa_vm::ops::number;
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{R, Value};

/// What the items are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Signed,
    Unsigned,
    Real,
    Char,
}

/// A type code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// The letter.
    pub(super) letter: u8,
    /// Bytes of one item.
    pub(super) size: usize,
    /// What the items are.
    pub(super) kind: Kind,
}

/// `array.typecodes`
pub(super) const LETTERS: &str = "bBuhHiIlLqQfd";

/// The type code of a letter.
pub(super) fn code(letter: u8) -> R<Code> {
    use Kind::{Char, Real, Signed, Unsigned};
    let (size, kind) = match letter {
        b'b' => (1, Signed),
        b'B' => (1, Unsigned),
        b'u' => (4, Char),
        b'h' => (2, Signed),
        b'H' => (2, Unsigned),
        b'i' => (4, Signed),
        b'I' => (4, Unsigned),
        b'l' | b'q' => (8, Signed),
        b'L' | b'Q' => (8, Unsigned),
        b'f' => (4, Real),
        b'd' => (8, Real),
        _ => return Err(value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")),
    };
    Ok(Code { letter, size, kind })
}

/// The bytes of an item, of which the first `Code::size` count.
pub(super) type Bytes = [u8; 8];

impl Code {
    /// The item that these bytes are.
    pub(super) fn load(self, bytes: &[u8]) -> R {
        let mut word = [0; 8];
        word[..self.size].copy_from_slice(&bytes[..self.size]);
        let unsigned = u64::from_le_bytes(word);
        let unused = 64 - 8 * self.size as u32;
        Ok(match self.kind {
            Kind::Signed => ((unsigned << unused) as i64 >> unused).into(),
            Kind::Unsigned => unsigned.into(),
            Kind::Real if self.size == 4 => f64::from(f32::from_bits(unsigned as u32)).into(),
            Kind::Real => f64::from_bits(unsigned).into(),
            Kind::Char if unsigned <= 0x0010_FFFF => Str::from_char(unsigned as u32).into(),
            Kind::Char => {
                return Err(value_error(format!("character U+{unsigned:x} is not in range [U+0000; U+10ffff]")));
            }
        })
    }

    /// Whether user code has to convert a value first.
    pub(super) fn asks(self, v: &Value) -> bool {
        let has = |name: pausa_vm::Obj<Str>| class_of(v).lookup(name.value()).is_some();
        match self.kind {
            Kind::Char => false,
            Kind::Real => {
                v.as_float().is_none() && !v.is_int() && (has(cached::__float__()) || has(cached::__index__()))
            }
            Kind::Signed | Kind::Unsigned => !v.is_int() && has(cached::__index__()),
        }
    }

    /// A value as bytes; user code is not needed for it.
    pub(super) fn store(self, v: &Value) -> R<Bytes> {
        match self.kind {
            Kind::Char => match v.downcast::<Str>().filter(|s| s.chars() == 1).and_then(|s| s.text().get(0)) {
                Some(c) => Ok(u64::from(c).to_le_bytes()),
                None => Err(type_error("array item must be unicode character")),
            },
            Kind::Real => {
                let x = match (v.as_float(), number::int(v)) {
                    (Some(x), _) => x,
                    (_, Some(i)) => int::to_f64(i)?,
                    _ => return Err(type_error(format!("must be real number, not {}", class_name(v)))),
                };
                Ok(match self.size {
                    4 => u64::from((x as f32).to_bits()).to_le_bytes(),
                    _ => x.to_bits().to_le_bytes(),
                })
            }
            Kind::Signed | Kind::Unsigned => match number::int(v) {
                Some(i) => self.integer(i),
                None => {
                    let found = class_name(v);
                    Err(type_error(format!("'{found}' object cannot be interpreted as an integer")))
                }
            },
        }
    }

    /// An int as bytes. The errors are those of the conversions that CPython has for each type.
    fn integer(self, i: IntRef<'_>) -> R<Bytes> {
        let (letter, negative) = (self.letter, i.is_negative());
        let too_wide = |what: &str| Err(overflow_error(format!("Python int too large to convert to C {what}")));
        match letter {
            b'q' => return i.to_i64().map(i64::to_le_bytes).ok_or_else(|| overflow_error("int too big to convert")),
            b'Q' if negative => return Err(overflow_error("can't convert negative int to unsigned")),
            b'Q' => return i.to_u64().map(u64::to_le_bytes).ok_or_else(|| overflow_error("int too big to convert")),
            b'I' | b'L' if negative => return Err(overflow_error("can't convert negative value to unsigned int")),
            b'I' | b'L' => {
                return match i.to_u64() {
                    None => too_wide("unsigned long"),
                    Some(n) if letter == b'I' && n > u64::from(u32::MAX) => {
                        Err(overflow_error("unsigned int is greater than maximum"))
                    }
                    Some(n) => Ok(n.to_le_bytes()),
                };
            }
            _ => {}
        }
        let Some(n) = i.to_i64() else {
            return too_wide("long");
        };
        let check = |low: i64, high: i64, name: &str| match n {
            n if n < low => Err(overflow_error(format!("{name} is less than minimum"))),
            n if n > high => Err(overflow_error(format!("{name} is greater than maximum"))),
            _ => Ok(()),
        };
        let (short, word) = ("signed short integer", "signed integer");
        match letter {
            b'b' => {
                check(i16::MIN.into(), i16::MAX.into(), short)?;
                check(i8::MIN.into(), i8::MAX.into(), "signed char")?;
            }
            b'B' => check(0, u8::MAX.into(), "unsigned byte integer")?,
            b'h' => check(i16::MIN.into(), i16::MAX.into(), short)?,
            b'H' => {
                check(i32::MIN.into(), i32::MAX.into(), word)?;
                check(0, u16::MAX.into(), "unsigned short")?;
            }
            b'i' => check(i32::MIN.into(), i32::MAX.into(), word)?,
            _ => {}
        }
        Ok(n.to_le_bytes())
    }
}
