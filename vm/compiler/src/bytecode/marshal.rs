//! Code units as bytes, to be kept on disk or in the binary.
//!
//! The header names the format and the opcode table: bytes of another version are refused, not misread. Then comes the table
//! of all strings, to which the units refer by number, then the units, each with its length in front. So bytes that are part
//! of the program can be read unit by unit, when each is needed: [`Image`] and [`Stub`]. [`unmarshal`] reads bytes from
//! anywhere; what it gives is verified, so damaged or malicious bytes are an error and nothing worse.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use num_bigint::BigInt;

use super::instr::TABLE_FINGERPRINT;
use super::varint::{put, put_signed, take, take_signed};
use super::{CodeFlags, CodeUnit, Const, ExcEntry, Instr, LocalKind, LocalVar, Positions, VerifyError, verify};

const MAGIC: [u8; 4] = *b"PAUS";
/// Grows with every change of the format; changes of the opcode table show in its fingerprint.
const VERSION: u8 = 3;
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
///
/// # Errors
/// Units that nest too deeply.
pub fn marshal(unit: &CodeUnit) -> Result<Vec<u8>> {
    let mut writer = Writer::default();
    writer.unit(unit, 0)?;
    let mut out = header().to_vec();
    let word = |n: usize| u32::try_from(n).map(u32::to_le_bytes).map_err(|_| MarshalError::TooDeep);
    out.extend(word(writer.texts.len())?);
    let mut end = 0;
    for text in &writer.texts {
        end += text.len();
        out.extend(word(end)?);
    }
    for text in &writer.texts {
        out.extend_from_slice(text.as_bytes());
    }
    out.append(&mut writer.out);
    Ok(out)
}

/// The unit that `marshal` has made these bytes of.
///
/// # Errors
/// Anything else than such bytes.
pub fn unmarshal(bytes: &[u8]) -> Result<CodeUnit> {
    let (strings, mut rest) = Strings::open(bytes)?;
    let mut reader = Reader::<Whole>::new(&mut rest, strings, vec![None; strings.count()]);
    let unit = reader.unit(0)?;
    if !rest.is_empty() {
        return Err(MarshalError::Damaged);
    }
    verify(&unit).map_err(MarshalError::Invalid)?;
    Ok(unit)
}

fn header() -> [u8; 13] {
    let mut header = [0; 13];
    header[..4].copy_from_slice(&MAGIC);
    header[4] = VERSION;
    header[5..].copy_from_slice(&TABLE_FINGERPRINT.to_le_bytes());
    header
}

// ---- bytes that are part of the program ----

/// What [`marshal`] has made, as part of the program. It is trusted: what it holds is not verified.
#[derive(Clone, Copy)]
pub struct Image {
    strings: Strings<'static>,
    root: &'static [u8],
}

impl Image {
    /// Looks at the bytes.
    ///
    /// # Errors
    /// Bytes of another version.
    pub fn open(bytes: &'static [u8]) -> Result<Image> {
        let (strings, root) = Strings::open(bytes)?;
        Ok(Image { strings, root })
    }

    /// The outermost unit.
    pub fn root(self) -> Stub {
        Stub { strings: self.strings, bytes: self.root }
    }

    /// The unit at a place that [`Stub::place`] has told.
    pub fn at(self, (start, length): (u32, u32)) -> Option<Stub> {
        let bytes = self.root.get(start as usize..)?.get(..length as usize)?;
        Some(Stub { strings: self.strings, bytes })
    }
}

/// A unit that is not read yet.
#[derive(Clone, Copy)]
pub struct Stub {
    strings: Strings<'static>,
    bytes: &'static [u8],
}

/// What is known of a unit without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StubHead {
    /// `co_name`
    pub name: &'static str,
    /// `co_qualname`
    pub qualname: &'static str,
    /// `co_filename`
    pub filename: &'static str,
    /// What kind of block it is.
    pub flags: CodeFlags,
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stub").field("head", &self.head()).finish_non_exhaustive()
    }
}

impl Stub {
    /// What is known without reading.
    ///
    /// # Errors
    /// Damaged bytes.
    pub fn head(self) -> Result<StubHead> {
        let mut rest = self.bytes;
        let mut reader = self.reader(&mut rest);
        Ok(StubHead {
            name: reader.text()?,
            qualname: reader.text()?,
            filename: reader.text()?,
            flags: CodeFlags(reader.number()?),
        })
    }

    /// The docstring of a function as generalised UTF-8, if it has one.
    ///
    /// # Errors
    /// Damaged bytes.
    pub fn doc(self) -> Result<Option<&'static [u8]>> {
        let mut rest = self.bytes;
        let mut reader = self.reader(&mut rest);
        for _ in 0..4 {
            reader.number::<u64>()?;
        }
        let consts: usize = reader.number()?;
        if consts == 0 || reader.byte()? != STR { Ok(None) } else { reader.bytes().map(Some) }
    }

    /// The unit; those among its constants stay stubs.
    ///
    /// # Errors
    /// Damaged bytes.
    pub fn load(self) -> Result<CodeUnit> {
        let mut rest = self.bytes;
        let unit = self.reader(&mut rest).unit(0)?;
        if rest.is_empty() { Ok(unit) } else { Err(MarshalError::Damaged) }
    }

    /// Where it is in its image.
    pub fn place(self, image: Image) -> Option<(u32, u32)> {
        let start = (self.bytes.as_ptr() as usize).checked_sub(image.root.as_ptr() as usize)?;
        Some((u32::try_from(start).ok()?, u32::try_from(self.bytes.len()).ok()?))
    }

    fn reader<'r>(self, rest: &'r mut &'static [u8]) -> Reader<'r, 'static, Lazy> {
        Reader::new(rest, self.strings, Vec::new())
    }
}

/// The strings of all units: how many there are, where each ends, and their text.
#[derive(Clone, Copy)]
struct Strings<'b> {
    ends: &'b [u8],
    text: &'b [u8],
}

impl<'b> Strings<'b> {
    /// The strings, and the bytes after them.
    fn open(bytes: &'b [u8]) -> Result<(Strings<'b>, &'b [u8])> {
        let header = header();
        let rest = match bytes.split_at_checked(header.len()) {
            Some((start, rest)) if start == header => rest,
            _ if bytes.starts_with(&MAGIC) => return Err(MarshalError::Version),
            _ => return Err(MarshalError::Foreign),
        };
        let (count, rest) = rest.split_first_chunk().ok_or(MarshalError::Damaged)?;
        let size = (u32::from_le_bytes(*count) as usize).checked_mul(4).ok_or(MarshalError::Damaged)?;
        let (ends, rest) = rest.split_at_checked(size).ok_or(MarshalError::Damaged)?;
        let length = ends.last_chunk().map_or(0, |end| u32::from_le_bytes(*end) as usize);
        let (text, rest) = rest.split_at_checked(length).ok_or(MarshalError::Damaged)?;
        Ok((Strings { ends, text }, rest))
    }

    fn count(self) -> usize {
        self.ends.len() / 4
    }

    fn end(self, number: usize) -> Option<usize> {
        let end = self.ends.get(number.checked_mul(4)?..)?.first_chunk()?;
        Some(u32::from_le_bytes(*end) as usize)
    }

    fn get(self, number: usize) -> Result<&'b str> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.end(before));
        let range = start.zip(self.end(number)).ok_or(MarshalError::Damaged)?;
        let bytes = self.text.get(range.0..range.1).ok_or(MarshalError::Damaged)?;
        str::from_utf8(bytes).map_err(|_| MarshalError::Damaged)
    }
}

// ---- writing ----

const STR: u8 = 8;

#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    texts: Vec<Rc<str>>,
    numbers: HashMap<Rc<str>, u64>,
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

    fn string(&mut self, text: &Rc<str>) {
        let next = self.texts.len() as u64;
        let number = *self.numbers.entry(Rc::clone(text)).or_insert(next);
        if number == next {
            self.texts.push(Rc::clone(text));
        }
        self.number(number);
    }

    fn strings(&mut self, texts: &[Rc<str>]) {
        self.length(texts.len());
        texts.iter().for_each(|text| self.string(text));
    }

    fn unit(&mut self, unit: &CodeUnit, depth: usize) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(MarshalError::TooDeep);
        }
        // What stubs are asked for stands in front.
        self.string(&unit.name);
        self.string(&unit.qualname);
        self.string(&unit.filename);
        self.number(unit.flags.0);
        self.consts(&unit.consts, depth)?;
        self.number(unit.first_line);
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
        self.bytes(unit.positions.packed());
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
        Ok(())
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
            Const::Str(_) => STR,
            Const::Bytes(_) => 9,
            Const::Tuple(_) => 10,
            Const::FrozenSet(_) => 11,
            Const::Code(_) | Const::Stub(_) => 12,
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
            Const::Code(unit) => self.inner(unit, depth)?,
            Const::Stub(stub) => self.inner(&stub.load()?, depth)?,
        }
        Ok(())
    }

    /// A unit with its length in front.
    fn inner(&mut self, unit: &CodeUnit, depth: usize) -> Result<()> {
        let before = std::mem::take(&mut self.out);
        self.unit(unit, depth)?;
        let bytes = std::mem::replace(&mut self.out, before);
        self.bytes(&bytes);
        Ok(())
    }

    fn float(&mut self, value: f64) {
        self.out.extend_from_slice(&value.to_bits().to_le_bytes());
    }
}

// ---- reading ----

/// What is done with the units inside a unit, and with its positions.
trait Mode<'b>: Sized {
    fn inner(reader: &mut Reader<'_, 'b, Self>, bytes: &'b [u8], depth: usize) -> Result<Const>;
    fn positions(count: usize, packed: &'b [u8]) -> Option<Positions>;
}

/// They are read and checked as well.
struct Whole;

impl<'b> Mode<'b> for Whole {
    fn inner(reader: &mut Reader<'_, 'b, Self>, bytes: &'b [u8], depth: usize) -> Result<Const> {
        let outer = std::mem::replace(reader.bytes, bytes);
        let unit = reader.unit(depth)?;
        let rest = std::mem::replace(reader.bytes, outer);
        if rest.is_empty() { Ok(Const::Code(Rc::new(unit))) } else { Err(MarshalError::Damaged) }
    }

    fn positions(count: usize, packed: &'b [u8]) -> Option<Positions> {
        Positions::checked(count, packed)
    }
}

/// They stay where they are: they are part of the program.
struct Lazy;

impl Mode<'static> for Lazy {
    fn inner(reader: &mut Reader<'_, 'static, Self>, bytes: &'static [u8], _: usize) -> Result<Const> {
        Ok(Const::Stub(Stub { strings: reader.strings, bytes }))
    }

    fn positions(count: usize, packed: &'static [u8]) -> Option<Positions> {
        Some(Positions::trusted(count, packed))
    }
}

struct Reader<'r, 'b, M> {
    bytes: &'r mut &'b [u8],
    strings: Strings<'b>,
    /// Strings that were used before, by number; empty if they are not kept.
    known: Vec<Option<Rc<str>>>,
    mode: PhantomData<M>,
}

impl<'r, 'b, M: Mode<'b>> Reader<'r, 'b, M> {
    fn new(bytes: &'r mut &'b [u8], strings: Strings<'b>, known: Vec<Option<Rc<str>>>) -> Self {
        Reader { bytes, strings, known, mode: PhantomData }
    }

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

    fn text(&mut self) -> Result<&'b str> {
        let number = self.number()?;
        self.strings.get(number)
    }

    fn string(&mut self) -> Result<Rc<str>> {
        let number: usize = self.number()?;
        if let Some(Some(known)) = self.known.get(number) {
            return Ok(Rc::clone(known));
        }
        let text = Rc::from(self.strings.get(number)?);
        if let Some(known) = self.known.get_mut(number) {
            *known = Some(Rc::clone(&text));
        }
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
            flags: CodeFlags(self.number()?),
            consts: self.consts(depth)?,
            first_line: self.number()?,
            arg_count: self.number()?,
            posonly_count: self.number()?,
            kwonly_count: self.number()?,
            registers: self.number()?,
            locals: self.list(Self::local)?,
            free: self.list(Self::string)?,
            instrs: self.list(|this| Instr::read(this.bytes).ok_or(MarshalError::Damaged))?,
            ..CodeUnit::default()
        };
        let packed = self.bytes()?;
        unit.positions = M::positions(unit.instrs.len(), packed).ok_or(MarshalError::Damaged)?;
        unit.names = self.list(Self::string)?;
        unit.caches = self.list(Self::number)?;
        unit.exceptions = self.list(Self::entry)?;
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
            STR => {
                let bytes = self.bytes()?;
                if !is_generalized_utf8(bytes) {
                    return Err(MarshalError::Damaged);
                }
                Const::Str(Rc::from(bytes))
            }
            9 => Const::Bytes(Rc::from(self.bytes()?)),
            10 => Const::Tuple(self.consts(depth)?),
            11 => Const::FrozenSet(self.consts(depth)?),
            12 => {
                let bytes = self.bytes()?;
                M::inner(self, bytes, depth)?
            }
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
