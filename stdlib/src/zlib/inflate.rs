//! The decompressor.
//!
//! It may be given the data in pieces of any size. Where a piece ends within
//! something, that is begun anew with the next one.

use super::codes::{Codes, Unread};
use super::input::{Input, Missing};
use super::tables::{DISTANCES, END, LENGTH_ORDER, LENGTHS, MIN_MATCH, fixed_length};
use super::{Wrap, Wrapping};
use crate::hashes::{adler32, crc32};

/// Why data cannot be decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// They are not valid: zlib's error -3, with its message.
    Data(&'static str),
    /// They need a dictionary: zlib's error 2.
    NeedsDictionary,
    /// They need another dictionary.
    WrongDictionary,
}

impl Error {
    /// The message of the `zlib.error`.
    pub fn message(self) -> String {
        match self {
            Error::Data(message) => format!("Error -3 while decompressing data: {message}"),
            Error::NeedsDictionary => "Error 2 while decompressing data".to_owned(),
            Error::WrongDictionary => "Error -3 while setting zdict: invalid input data".to_owned(),
        }
    }
}

/// Why reading stops.
enum Stop {
    /// At the end of the data so far, or of the room for what comes out.
    Pause,
    Error(Error),
}

impl From<Missing> for Stop {
    fn from(_: Missing) -> Stop {
        Stop::Pause
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

fn invalid(message: &'static str) -> Stop {
    Stop::Error(Error::Data(message))
}

#[derive(Clone, Debug)]
enum State {
    Header,
    /// The checksum of the dictionary that is needed.
    Dictionary(u32),
    Block,
    /// Bytes as they are, and how many.
    Stored(usize),
    Symbols(Box<(Codes, Codes)>),
    /// A match of which so much is to be copied yet, from so far back.
    Copy(usize, usize, Box<(Codes, Codes)>),
    Trailer,
    Done,
}

/// Decompresses a stream piece by piece. A copy goes on by itself.
#[derive(Clone, Debug)]
pub struct Decompressor {
    wrapping: Wrapping,
    state: State,
    input: Input,
    /// What has come out lately, and then what is to be given.
    output: Vec<u8>,
    /// How much of it was given.
    given: usize,
    is_last: bool,
    is_gzip: bool,
    /// How much of a dictionary counts.
    window: usize,
    checksum: u32,
    total: u32,
}

/// As much of what has come out may be referred to.
const WINDOW: usize = 1 << 15;

impl Decompressor {
    /// A decompressor for zlib's `wbits`; nothing if they are not valid.
    pub fn new(wbits: i64) -> Option<Decompressor> {
        let wrapping = Wrapping::to_read(wbits)?;
        let bare = wrapping.kind == Wrap::None;
        Some(Decompressor {
            wrapping,
            state: if bare { State::Block } else { State::Header },
            input: Input::default(),
            output: Vec::new(),
            given: 0,
            is_last: false,
            is_gzip: false,
            window: if wrapping.bits == 0 { WINDOW } else { 1 << wrapping.bits },
            checksum: 1,
            total: 0,
        })
    }

    /// Makes known what the compressor was told the data would contain. It is
    /// for bare streams before anything else, for the others when they ask for it.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> Result<(), Error> {
        match self.state {
            State::Dictionary(wanted) if adler32(dictionary, 1) != wanted => {
                return Err(Error::WrongDictionary);
            }
            State::Dictionary(_) => self.state = State::Block,
            _ => {}
        }
        let start = dictionary.len().saturating_sub(self.window);
        self.output.extend_from_slice(&dictionary[start..]);
        self.given = self.output.len();
        Ok(())
    }

    /// Adds data, and appends up to `most` bytes of what they stand for to `out`.
    pub fn decompress(&mut self, data: &[u8], most: usize, out: &mut Vec<u8>) -> Result<(), Error> {
        self.input.extend(data);
        let limit = self.given.saturating_add(most);
        let result = loop {
            let before = self.input.position();
            match self.step(limit) {
                Ok(true) => {}
                Ok(false) => break Ok(()),
                Err(Stop::Error(error)) => break Err(error),
                Err(Stop::Pause) => {
                    // Within a long run everything whole was dealt with.
                    if !matches!(self.state, State::Stored(_) | State::Copy(..)) {
                        self.input.go_back(before);
                    }
                    break Ok(());
                }
            }
        };
        self.give(out);
        result
    }

    /// Whether the end of the stream was reached.
    pub fn is_done(&self) -> bool {
        matches!(self.state, State::Done)
    }

    /// Takes the data that were not used: after the end of the stream, or because
    /// there was no room for what they stand for.
    pub fn take_rest(&mut self) -> Vec<u8> {
        self.input.take_rest()
    }

    fn give(&mut self, out: &mut Vec<u8>) {
        let new = &self.output[self.given..];
        if self.is_gzip {
            self.checksum = crc32(new, self.checksum);
        } else if self.wrapping.kind != Wrap::None {
            self.checksum = adler32(new, self.checksum);
        }
        self.total = self.total.wrapping_add(new.len() as u32);
        out.extend_from_slice(new);
        self.given = self.output.len();
        if self.given > 4 * WINDOW {
            self.output.drain(..self.given - WINDOW);
            self.given = WINDOW;
        }
    }

    /// Does the next thing, and says whether there is another.
    fn step(&mut self, limit: usize) -> Result<bool, Stop> {
        match self.state {
            State::Header => self.header()?,
            State::Dictionary(_) => return Err(Error::NeedsDictionary.into()),
            State::Block if self.is_last => {
                self.input.align();
                self.state = State::Trailer;
            }
            State::Block => self.block()?,
            State::Stored(0) => self.state = State::Block,
            State::Stored(left) => {
                let room = limit - self.output.len();
                let bytes = self.input.take_bytes(left.min(room));
                self.output.extend_from_slice(bytes);
                self.state = State::Stored(left - bytes.len());
                if bytes.is_empty() {
                    return Err(Stop::Pause);
                }
            }
            State::Symbols(_) | State::Copy(..) => self.symbols(limit)?,
            State::Trailer => self.trailer()?,
            State::Done => return Ok(false),
        }
        Ok(true)
    }

    fn header(&mut self) -> Result<(), Stop> {
        let first = self.input.take(16)?;
        let kind = self.wrapping.kind;
        if first == 0x8B1F && kind != Wrap::Zlib {
            return self.gzip_header();
        }
        if kind == Wrap::Gzip || ((first & 0xFF) << 8 | first >> 8) % 31 != 0 {
            return Err(invalid("incorrect header check"));
        }
        if first & 0xF != 8 {
            return Err(invalid("unknown compression method"));
        }
        let bits = (first >> 4 & 0xF) + 8;
        if bits > 15 || (self.wrapping.bits != 0 && bits > self.wrapping.bits) {
            return Err(invalid("invalid window size"));
        }
        if self.wrapping.bits == 0 {
            self.window = 1 << bits;
        }
        self.state = match first & 0x2000 {
            0 => State::Block,
            _ => State::Dictionary(self.big_endian()?),
        };
        Ok(())
    }

    fn gzip_header(&mut self) -> Result<(), Stop> {
        let mut header = vec![0x1F, 0x8B];
        let take = |input: &mut Input, header: &mut Vec<u8>| -> Result<u8, Missing> {
            let byte = input.take(8)? as u8;
            header.push(byte);
            Ok(byte)
        };
        let input = &mut self.input;
        if take(input, &mut header)? != 8 {
            return Err(invalid("unknown compression method"));
        }
        let flags = take(input, &mut header)?;
        if flags & 0xE0 != 0 {
            return Err(invalid("unknown header flags set"));
        }
        for _ in 0..6 {
            take(input, &mut header)?;
        }
        if flags & 4 != 0 {
            let low = take(input, &mut header)?;
            let high = take(input, &mut header)?;
            for _ in 0..u16::from_le_bytes([low, high]) {
                take(input, &mut header)?;
            }
        }
        for text in [8, 16] {
            while flags & text != 0 && take(input, &mut header)? != 0 {}
        }
        if flags & 2 != 0 && input.take(16)? != crc32(&header, 0) & 0xFFFF {
            return Err(invalid("header crc mismatch"));
        }
        self.is_gzip = true;
        self.checksum = 0;
        self.state = State::Block;
        Ok(())
    }

    fn block(&mut self) -> Result<(), Stop> {
        let is_last = self.input.take(1)? == 1;
        self.state = match self.input.take(2)? {
            0 => {
                self.input.align();
                let length = self.input.take(16)?;
                if self.input.take(16)? != length ^ 0xFFFF {
                    return Err(invalid("invalid stored block lengths"));
                }
                State::Stored(length as usize)
            }
            1 => {
                let literals: Vec<u8> = (0..288).map(fixed_length).collect();
                let codes = (Codes::new(&literals, false), Codes::new(&[5; 32], false));
                match codes {
                    (Ok(literals), Ok(distances)) => State::Symbols(Box::new((literals, distances))),
                    _ => return Err(invalid("invalid block type")),
                }
            }
            2 => State::Symbols(Box::new(self.codes()?)),
            _ => return Err(invalid("invalid block type")),
        };
        self.is_last = is_last;
        Ok(())
    }

    /// The codes that a block brings with it.
    fn codes(&mut self) -> Result<(Codes, Codes), Stop> {
        let literals = self.input.take(5)? as usize + 257;
        let distances = self.input.take(5)? as usize + 1;
        let count = self.input.take(4)? as usize + 4;
        if literals > 286 || distances > 30 {
            return Err(invalid("too many length or distance symbols"));
        }
        let mut lengths = [0; 19];
        for &symbol in &LENGTH_ORDER[..count] {
            lengths[symbol] = self.input.take(3)? as u8;
        }
        let codes = Codes::new(&lengths, false).map_err(|_| invalid("invalid code lengths set"))?;
        let total = literals + distances;
        if codes.is_empty() {
            // Without codes each bit is taken for a length of 0.
            self.input.skip(total as u32)?;
            return Err(invalid("invalid code -- missing end-of-block"));
        }
        let mut lengths = Vec::with_capacity(total);
        while lengths.len() < total {
            let symbol = match codes.read(&mut self.input) {
                Ok(symbol) => symbol,
                Err(Unread::Missing) => return Err(Stop::Pause),
                Err(Unread::Invalid) => return Err(invalid("invalid code lengths set")),
            };
            let (value, count) = match symbol {
                0..16 => (symbol as u8, 1),
                16 => match lengths.last() {
                    Some(&last) => (last, 3 + self.input.take(2)?),
                    None => return Err(invalid("invalid bit length repeat")),
                },
                17 => (0, 3 + self.input.take(3)?),
                _ => (0, 11 + self.input.take(7)?),
            };
            lengths.extend(std::iter::repeat_n(value, count as usize));
            if lengths.len() > total {
                return Err(invalid("invalid bit length repeat"));
            }
        }
        if lengths[END] == 0 {
            return Err(invalid("invalid code -- missing end-of-block"));
        }
        let (literals, distances) = lengths.split_at(literals);
        Ok((
            Codes::new(literals, true).map_err(|_| invalid("invalid literal/lengths set"))?,
            Codes::new(distances, true).map_err(|_| invalid("invalid distances set"))?,
        ))
    }

    fn symbols(&mut self, limit: usize) -> Result<(), Stop> {
        let (codes, mut copy) = match std::mem::replace(&mut self.state, State::Block) {
            State::Symbols(codes) => (codes, (0, 0)),
            State::Copy(length, distance, codes) => (codes, (length, distance)),
            _ => return Ok(()),
        };
        let result = self.decode(&codes, &mut copy, limit);
        match result {
            Ok(()) => Ok(()),
            Err(stop) => {
                self.state = State::Copy(copy.0, copy.1, codes);
                Err(stop)
            }
        }
    }

    /// Decodes to the end of the block. `copy` is what is left of a match.
    fn decode(&mut self, codes: &(Codes, Codes), copy: &mut (usize, usize), limit: usize) -> Result<(), Stop> {
        loop {
            let room = limit - self.output.len();
            if copy.0 > 0 {
                let count = copy.0.min(room);
                let start = self.output.len() - copy.1;
                if copy.1 >= count {
                    self.output.extend_from_within(start..start + count);
                } else {
                    (start..start + count).for_each(|at| self.output.push(self.output[at]));
                }
                copy.0 -= count;
            }
            let before = self.input.position();
            if copy.0 > 0 {
                return Err(Stop::Pause);
            }
            if self.output.len() == limit {
                // The end of the block needs no room.
                return match codes.0.read(&mut self.input) {
                    Ok(symbol) if usize::from(symbol) == END => Ok(()),
                    _ => {
                        self.input.go_back(before);
                        Err(Stop::Pause)
                    }
                };
            }
            match self.symbol(codes) {
                Ok(Some(found)) => *copy = found,
                Ok(None) => return Ok(()),
                Err(stop) => {
                    self.input.go_back(before);
                    return Err(stop);
                }
            }
        }
    }

    /// Reads a literal, which comes out at once, or a match; or nothing, at the end.
    #[inline]
    fn symbol(&mut self, codes: &(Codes, Codes)) -> Result<Option<(usize, usize)>, Stop> {
        let input = &mut self.input;
        let read = |codes: &Codes, input: &mut Input, message| match codes.read(input) {
            Ok(symbol) => Ok(usize::from(symbol)),
            Err(Unread::Missing) => Err(Stop::Pause),
            Err(Unread::Invalid) => Err(invalid(message)),
        };
        let symbol = read(&codes.0, input, "invalid literal/length code")?;
        if symbol < END {
            self.output.push(symbol as u8);
            return Ok(Some((0, 0)));
        }
        if symbol == END {
            return Ok(None);
        }
        let Some(&(base, extra)) = LENGTHS.get(symbol - END - 1) else {
            return Err(invalid("invalid literal/length code"));
        };
        let length = usize::from(base) + MIN_MATCH + input.take(extra.into())? as usize;
        let code = read(&codes.1, input, "invalid distance code")?;
        let Some(&(base, extra)) = DISTANCES.get(code) else {
            return Err(invalid("invalid distance code"));
        };
        let distance = usize::from(base) + 1 + input.take(extra.into())? as usize;
        // As in zlib, a window that was announced smaller is not enforced.
        if distance > self.output.len() {
            return Err(invalid("invalid distance too far back"));
        }
        Ok(Some((length, distance)))
    }

    fn big_endian(&mut self) -> Result<u32, Missing> {
        Ok((self.input.take(16)? | self.input.take(16)? << 16).swap_bytes())
    }

    fn trailer(&mut self) -> Result<(), Stop> {
        if self.wrapping.kind != Wrap::None {
            // The checksum is over what is still to be given, too.
            let new = &self.output[self.given..];
            if self.is_gzip {
                let checksum = crc32(new, self.checksum);
                let total = self.total.wrapping_add(new.len() as u32);
                let found = self.big_endian()?.swap_bytes();
                if found != checksum {
                    return Err(invalid("incorrect data check"));
                }
                if self.big_endian()?.swap_bytes() != total {
                    return Err(invalid("incorrect length check"));
                }
            } else {
                let checksum = adler32(new, self.checksum);
                if self.big_endian()? != checksum {
                    return Err(invalid("incorrect data check"));
                }
            }
        }
        self.state = State::Done;
        Ok(())
    }
}
