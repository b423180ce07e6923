//! Code units as bytes, to be kept on disk or in the binary.
//!
//! The header names the format and the opcode table: bytes of another version are refused, not misread. What
//! is read is verified, so damaged or malicious bytes are an error and nothing worse.

use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use num_bigint::BigInt;

use super::instr::TABLE_FINGERPRINT;
use super::varint::{put, put_signed, take, take_signed};
use super::{CodeFlags, CodeUnit, Const, ExcEntry, Instr, LocalKind, LocalVar, VerifyError, positions, verify};

const MAGIC: [u8; 4] = *b"PAUS";
/// Grows with every change of the format; changes of the opcode table show in its fingerprint.
const VERSION: u8 = 1;
/// Units and tuples inside each other, at most.
const MAX_DEPTH: usize = 250;

/// Why bytes are not taken, or a unit not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarshalError {
    /// The bytes are not code units at all.
    Foreign,
    /// They were written by another version.
    Version,
    /// They end early, or hold something impossible.
    Damaged,
    /// Units or tuples nest too deeply.
    TooDeep,
    /// They can be read, but the code breaks the rules.
    Invalid(VerifyError),
}

impl fmt::Display for MarshalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MarshalError::Foreign => f.write_str("not compiled code"),
            MarshalError::Version => f.write_str("code compiled by another version"),
            MarshalError::Damaged => f.write_str("damaged code"),
            MarshalError::TooDeep => f.write_str("code nested too deeply"),
            MarshalError::Invalid(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MarshalError {}

type Result<T> = std::result::Result<T, MarshalError>;

/// The bytes of a unit.
pub fn marshal(unit: &CodeUnit) -> Result<Vec<u8>> {
    let mut writer = Writer { out: header().to_vec(), strings: HashMap::new() };
    writer.unit(unit, 0)?;
    Ok(writer.out)
}

/// The unit that `marshal` has made these bytes of.
pub fn unmarshal(bytes: &[u8]) -> Result<CodeUnit> {
    let unit = unmarshal_trusted(bytes)?;
    verify(&unit).map_err(MarshalError::Invalid)?;
    Ok(unit)
}

/// The same without verifying: for bytes that are part of this program.
pub fn unmarshal_trusted(bytes: &[u8]) -> Result<CodeUnit> {
    let header = header();
    let mut rest = match bytes.split_at_checked(header.len()) {
        Some((start, rest)) if start == header => rest,
        _ if bytes.starts_with(&MAGIC) => return Err(MarshalError::Version),
        _ => return Err(MarshalError::Foreign),
    };
    let mut reader = Reader { bytes: &mut rest, strings: Vec::new() };
    let unit = reader.unit(0)?;
    if reader.bytes.is_empty() { Ok(unit) } else { Err(MarshalError::Damaged) }
}

fn header() -> [u8; 13] {
    let mut header = [0; 13];
    header[..4].copy_from_slice(&MAGIC);
    header[4] = VERSION;
    header[5..].copy_from_slice(&TABLE_FINGERPRINT.to_le_bytes());
    header
}

// ---- writing ----

struct Writer {
    out: Vec<u8>,
    /// Strings written so far, by number.
    strings: HashMap<Rc<str>, u64>,
}

impl Writer {
    fn number(&mut self, number: impl Into<u64>) {
        put(number.into(), &mut self.out);
    }

    fn length(&mut self, length: usize) {
        put(length as u64, &mut self.out);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.out.extend_from_slice(bytes);
    }

    /// A string; the second time its number is enough.
    fn string(&mut self, text: &Rc<str>) {
        let next = self.strings.len() as u64;
        match self.strings.get(text) {
            Some(&number) => self.number(number + 1),
            None => {
                self.strings.insert(Rc::clone(text), next);
                self.number(0u64);
                self.bytes(text.as_bytes());
            }
        }
    }

    fn strings(&mut self, texts: &[Rc<str>]) {
        self.length(texts.len());
        texts.iter().for_each(|text| self.string(text));
    }

    fn unit(&mut self, unit: &CodeUnit, depth: usize) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(MarshalError::TooDeep);
        }
        self.string(&unit.name);
        self.string(&unit.qualname);
        self.string(&unit.filename);
        for number in [unit.first_line, unit.flags.0] {
            self.number(number);
        }
        let counts = [unit.arg_count, unit.posonly_count, unit.kwonly_count, unit.registers];
        for number in counts {
            self.number(number);
        }
        self.length(unit.locals.len());
        for local in &unit.locals {
            self.string(&local.name);
            self.out.push(match local.kind {
                LocalKind::Fast => 0,
                LocalKind::Cell => 1,
                LocalKind::Hidden => 2,
            });
        }
        self.strings(&unit.free);
        self.length(unit.instrs.len());
        for instr in &unit.instrs {
            instr.write(&mut self.out);
        }
        positions::write(&unit.positions, &mut self.out);
        self.strings(&unit.names);
        self.length(unit.caches.len());
        for &name in &unit.caches {
            self.number(name);
        }
        self.length(unit.exceptions.len());
        for entry in &unit.exceptions {
            for number in [entry.start, entry.end - entry.start, entry.target] {
                self.number(number);
            }
            self.number(entry.keep);
            self.number(entry.exc);
        }
        self.consts(&unit.consts, depth)
    }

    fn consts(&mut self, consts: &[Const], depth: usize) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(MarshalError::TooDeep);
        }
        self.length(consts.len());
        consts.iter().try_for_each(|value| self.constant(value, depth + 1))
    }

    fn constant(&mut self, value: &Const, depth: usize) -> Result<()> {
        let tag = match value {
            Const::None => 0,
            Const::Bool(false) => 1,
            Const::Bool(true) => 2,
            Const::Ellipsis => 3,
            Const::Int(_) => 4,
            Const::BigInt(_) => 5,
            Const::Float(_) => 6,
            Const::Complex(..) => 7,
            Const::Str(_) => 8,
            Const::Bytes(_) => 9,
            Const::Tuple(_) => 10,
            Const::FrozenSet(_) => 11,
            Const::Code(_) => 12,
        };
        self.out.push(tag);
        match value {
            Const::None | Const::Bool(_) | Const::Ellipsis => {}
            Const::Int(i) => put_signed(*i, &mut self.out),
            Const::BigInt(i) => self.bytes(&i.to_signed_bytes_le()),
            Const::Float(f) => self.float(*f),
            Const::Complex(re, im) => {
                self.float(*re);
                self.float(*im);
            }
            Const::Str(bytes) | Const::Bytes(bytes) => self.bytes(bytes),
            Const::Tuple(items) | Const::FrozenSet(items) => self.consts(items, depth)?,
            Const::Code(unit) => self.unit(unit, depth)?,
        }
        Ok(())
    }

    fn float(&mut self, value: f64) {
        self.out.extend_from_slice(&value.to_bits().to_le_bytes());
    }
}

// ---- reading ----

struct Reader<'r, 'b> {
    bytes: &'r mut &'b [u8],
    strings: Vec<Rc<str>>,
}

impl<'b> Reader<'_, 'b> {
    fn number<T: TryFrom<u64>>(&mut self) -> Result<T> {
        let number = take(self.bytes).ok_or(MarshalError::Damaged)?;
        T::try_from(number).map_err(|_| MarshalError::Damaged)
    }

    /// A length: never more than there are bytes, so that a wrong one does not take all memory.
    fn length(&mut self) -> Result<usize> {
        let length = self.number()?;
        if length > self.bytes.len() { Err(MarshalError::Damaged) } else { Ok(length) }
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let length = self.length()?;
        (0..length).map(|_| item(self)).collect()
    }

    fn byte(&mut self) -> Result<u8> {
        self.raw(1).map(|bytes| bytes[0])
    }

    fn raw(&mut self, length: usize) -> Result<&'b [u8]> {
        let (bytes, rest) = self.bytes.split_at_checked(length).ok_or(MarshalError::Damaged)?;
        *self.bytes = rest;
        Ok(bytes)
    }

    fn bytes(&mut self) -> Result<&'b [u8]> {
        let length = self.length()?;
        self.raw(length)
    }

    fn string(&mut self) -> Result<Rc<str>> {
        let number: usize = self.number()?;
        if let Some(known) = number.checked_sub(1) {
            return self.strings.get(known).cloned().ok_or(MarshalError::Damaged);
        }
        let text = str::from_utf8(self.bytes()?).map_err(|_| MarshalError::Damaged)?;
        let text: Rc<str> = Rc::from(text);
        self.strings.push(Rc::clone(&text));
        Ok(text)
    }

    fn unit(&mut self, depth: usize) -> Result<CodeUnit> {
        if depth > MAX_DEPTH {
            return Err(MarshalError::TooDeep);
        }
        let mut unit = CodeUnit {
            name: self.string()?,
            qualname: self.string()?,
            filename: self.string()?,
            first_line: self.number()?,
            flags: CodeFlags(self.number()?),
            arg_count: self.number()?,
            posonly_count: self.number()?,
            kwonly_count: self.number()?,
            registers: self.number()?,
            locals: self.list(Self::local)?,
            free: self.list(Self::string)?,
            instrs: self.list(|this| Instr::read(this.bytes).ok_or(MarshalError::Damaged))?,
            ..CodeUnit::default()
        };
        let positions = positions::read(unit.instrs.len(), self.bytes);
        unit.positions = positions.ok_or(MarshalError::Damaged)?;
        unit.names = self.list(Self::string)?;
        unit.caches = self.list(Self::number)?;
        unit.exceptions = self.list(Self::entry)?;
        unit.consts = self.consts(depth)?;
        Ok(unit)
    }

    fn local(&mut self) -> Result<LocalVar> {
        let name = self.string()?;
        let kind = match self.byte()? {
            0 => LocalKind::Fast,
            1 => LocalKind::Cell,
            2 => LocalKind::Hidden,
            _ => return Err(MarshalError::Damaged),
        };
        Ok(LocalVar { name, kind })
    }

    fn entry(&mut self) -> Result<ExcEntry> {
        let start: u32 = self.number()?;
        let length: u32 = self.number()?;
        Ok(ExcEntry {
            start,
            end: start.checked_add(length).ok_or(MarshalError::Damaged)?,
            target: self.number()?,
            keep: self.number()?,
            exc: self.number()?,
        })
    }

    fn consts(&mut self, depth: usize) -> Result<Vec<Const>> {
        if depth > MAX_DEPTH {
            return Err(MarshalError::TooDeep);
        }
        self.list(|this| this.constant(depth + 1))
    }

    fn constant(&mut self, depth: usize) -> Result<Const> {
        Ok(match self.byte()? {
            0 => Const::None,
            1 => Const::Bool(false),
            2 => Const::Bool(true),
            3 => Const::Ellipsis,
            4 => Const::Int(take_signed(self.bytes).ok_or(MarshalError::Damaged)?),
            5 => Const::BigInt(BigInt::from_signed_bytes_le(self.bytes()?)),
            6 => Const::Float(self.float()?),
            7 => Const::Complex(self.float()?, self.float()?),
            8 => {
                let bytes = self.bytes()?;
                if !is_generalized_utf8(bytes) {
                    return Err(MarshalError::Damaged);
                }
                Const::Str(Rc::from(bytes))
            }
            9 => Const::Bytes(Rc::from(self.bytes()?)),
            10 => Const::Tuple(self.consts(depth)?),
            11 => Const::FrozenSet(self.consts(depth)?),
            12 => Const::Code(Rc::new(self.unit(depth)?)),
            _ => return Err(MarshalError::Damaged),
        })
    }

    fn float(&mut self) -> Result<f64> {
        let bytes = self.raw(8)?.first_chunk().ok_or(MarshalError::Damaged)?;
        Ok(f64::from_bits(u64::from_le_bytes(*bytes)))
    }
}

/// Whether the bytes are UTF-8, in which surrogates may stand as well.
fn is_generalized_utf8(mut bytes: &[u8]) -> bool {
    loop {
        let valid = match str::from_utf8(bytes) {
            Ok(_) => return true,
            Err(error) => error.valid_up_to(),
        };
        match &bytes[valid..] {
            [0xED, 0xA0..=0xBF, 0x80..=0xBF, rest @ ..] => bytes = rest,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_may_hold_surrogates() {
        assert!(is_generalized_utf8("aé".as_bytes()));
        assert!(is_generalized_utf8(b"a\xED\xA0\x80b\xED\xB0\x80"));
        assert!(is_generalized_utf8(b"\xED\xA0\x80\xED\xB0\x80"));
        assert!(!is_generalized_utf8(b"\xED\xA0"));
        assert!(!is_generalized_utf8(b"\xFF"));
    }
}
