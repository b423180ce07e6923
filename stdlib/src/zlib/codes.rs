//! The codes of a block, to be read.

use super::input::{Input, Missing};

/// How many bits the table goes by.
const TABLE: u32 = 9;

/// The symbols of codes by their bits.
#[derive(Clone, Debug)]
pub(super) struct Codes {
    /// For the next bits, a symbol and the length of its code, if that is so short.
    table: Vec<(u16, u8)>,
    /// For each length, how many codes there are.
    counts: [u16; 16],
    /// The symbols by the order of their codes.
    symbols: Vec<u16>,
}

/// The lengths do not make codes: too many, or too few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrong;

/// Why no symbol could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    Missing,
    /// There is no such code.
    Invalid,
}

impl From<Missing> for Unread {
    fn from(_: Missing) -> Unread {
        Unread::Missing
    }
}

impl Codes {
    /// Codes of these lengths. With `may_be_single` one code of one bit may be all, or none.
    pub(super) fn new(lengths: &[u8], may_be_single: bool) -> Result<Codes, Wrong> {
        let mut counts = [0u16; 16];
        lengths.iter().for_each(|&length| counts[usize::from(length)] += 1);
        counts[0] = 0;
        let mut left = 1i32;
        for count in &counts[1..] {
            left = (left << 1) - i32::from(*count);
            if left < 0 {
                return Err(Wrong);
            }
        }
        let total: u16 = counts.iter().sum();
        if left > 0 && total > 0 && !(may_be_single && total == 1 && counts[1] == 1) {
            return Err(Wrong);
        }
        let mut starts = [0u16; 16];
        for bits in 1..15 {
            starts[bits + 1] = starts[bits] + counts[bits];
        }
        let mut symbols = vec![0; usize::from(total)];
        for (symbol, &length) in lengths.iter().enumerate().filter(|(_, length)| **length > 0) {
            let place = &mut starts[usize::from(length)];
            symbols[usize::from(*place)] = symbol as u16;
            *place += 1;
        }
        let mut codes = Codes { table: vec![(0, 0); 1 << TABLE], counts, symbols };
        codes.fill_table();
        Ok(codes)
    }

    fn fill_table(&mut self) {
        let (mut code, mut at) = (0u32, 0);
        for bits in 1..=TABLE {
            code <<= 1;
            for _ in 0..self.counts[bits as usize] {
                let turned = code.reverse_bits() >> (32 - bits);
                let entry = (self.symbols[at], bits as u8);
                let places = (turned as usize..1 << TABLE).step_by(1 << bits);
                places.for_each(|place| self.table[place] = entry);
                code += 1;
                at += 1;
            }
        }
    }

    /// Whether there are no codes at all.
    pub(super) fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// Reads a symbol.
    #[inline]
    pub(super) fn read(&self, input: &mut Input) -> Result<u16, Unread> {
        let bits = input.peek();
        let (symbol, length) = self.table[bits as usize & ((1 << TABLE) - 1)];
        if length > 0 {
            input.skip(length.into())?;
            return Ok(symbol);
        }
        let (mut code, mut first, mut at) = (0i32, 0i32, 0i32);
        for length in 1..16 {
            code |= (bits >> (length - 1) & 1) as i32;
            let count = i32::from(self.counts[length as usize]);
            if code - first < count {
                input.skip(length)?;
                return Ok(self.symbols[(at + code - first) as usize]);
            }
            at += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        // An incomplete set of codes has one bit.
        input.skip(1)?;
        Err(Unread::Invalid)
    }
}
