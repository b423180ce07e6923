//! The compressor.

use super::blocks::Blocks;
use super::tables::{MAX_MATCH, MIN_MATCH};
use super::window::{AHEAD, Effort, Window};
use super::{Wrap, Wrapping};
use crate::hashes::{adler32, crc32};

/// How to look for matches: zlib's `strategy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strategy {
    /// As the level says.
    Default,
    /// Without short matches.
    Filtered,
    /// Without matches.
    HuffmanOnly,
    /// Only with repetitions of one byte.
    Rle,
    /// With the fixed codes.
    Fixed,
}

impl Strategy {
    /// The strategy of a number, such as `zlib.Z_FILTERED`.
    pub fn from_number(number: i64) -> Option<Strategy> {
        Some(match number {
            0 => Strategy::Default,
            1 => Strategy::Filtered,
            2 => Strategy::HuffmanOnly,
            3 => Strategy::Rle,
            4 => Strategy::Fixed,
            _ => return None,
        })
    }
}

/// What is to be finished, in zlib's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flush {
    /// `Z_NO_FLUSH`
    None,
    /// `Z_PARTIAL_FLUSH`
    Partial,
    /// `Z_SYNC_FLUSH`
    Sync,
    /// `Z_FULL_FLUSH`
    Full,
    /// `Z_FINISH`
    Finish,
    /// `Z_BLOCK`
    Block,
}

impl Flush {
    /// The flush of a number, such as `zlib.Z_SYNC_FLUSH`.
    pub fn from_number(number: i64) -> Option<Flush> {
        Some(match number {
            0 => Flush::None,
            1 => Flush::Partial,
            2 => Flush::Sync,
            3 => Flush::Full,
            4 => Flush::Finish,
            5 => Flush::Block,
            _ => return None,
        })
    }

    /// A flush brings out nothing that one of at least its rank did before.
    fn rank(self) -> u32 {
        match self {
            Flush::None => 0,
            Flush::Block => 1,
            Flush::Partial => 2,
            Flush::Sync => 4,
            Flush::Full => 6,
            Flush::Finish => 8,
        }
    }
}

/// Compresses a stream piece by piece. A copy goes on by itself.
#[derive(Clone, Debug)]
pub struct Compressor {
    wrapping: Wrapping,
    level: u8,
    strategy: Strategy,
    window: Window,
    blocks: Blocks,
    /// The length of the match at the last position.
    last: usize,
    /// Whether the byte at the last position waits to see if a match begins there.
    waiting: bool,
    /// What level 0 has not written yet.
    held: Vec<u8>,
    checksum: u32,
    total: u32,
    has_header: bool,
    flushed: Option<Flush>,
    /// The checksum of the dictionary.
    dictionary: Option<u32>,
}

impl Compressor {
    /// A compressor with zlib's parameters; nothing if they are not valid. A level
    /// of -1 is 6.
    pub fn new(level: i64, wbits: i64, memory: i64, strategy: Strategy) -> Option<Compressor> {
        let wrapping = Wrapping::to_write(wbits)?;
        let level = if level == -1 { 6 } else { level };
        if !(0..=9).contains(&level) || !(1..=9).contains(&memory) {
            return None;
        }
        let memory = memory as u32;
        Some(Compressor {
            wrapping,
            level: level as u8,
            strategy,
            window: Window::new(wrapping.bits, memory),
            // One place is never used, so that a full block can be told.
            blocks: Blocks::new((1 << (memory + 6)) - 1),
            last: MIN_MATCH - 1,
            held: Vec::new(),
            waiting: false,
            checksum: u32::from(wrapping.kind == Wrap::Zlib),
            total: 0,
            has_header: false,
            flushed: None,
            dictionary: None,
        })
    }

    /// Makes known what the data are likely to contain, before anything is
    /// compressed. A gzip stream has no place for it.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> bool {
        if self.wrapping.kind == Wrap::Gzip || self.has_header {
            return false;
        }
        // An empty one is not even mentioned.
        self.dictionary = (!dictionary.is_empty()).then(|| adler32(dictionary, 1));
        let start = dictionary.len().saturating_sub(self.window.size());
        self.window.take_as_dictionary(&dictionary[start..]);
        true
    }

    /// Compresses data, and gives what has come out so far.
    pub fn compress(&mut self, data: &[u8]) -> Vec<u8> {
        self.go_on(data, Flush::None)
    }

    /// Brings out what is still held back. After [`Flush::Finish`] nothing may follow.
    pub fn flush(&mut self, flush: Flush) -> Vec<u8> {
        self.go_on(&[], flush)
    }

    fn go_on(&mut self, data: &[u8], flush: Flush) -> Vec<u8> {
        let before = self.flushed.replace(flush);
        let in_vain =
            data.is_empty() && flush != Flush::Finish && before.is_some_and(|before| flush.rank() <= before.rank());
        if before == Some(Flush::Finish) || in_vain {
            return Vec::new();
        }
        if !self.has_header {
            self.has_header = true;
            self.write_header();
        }
        match self.wrapping.kind {
            Wrap::Gzip => self.checksum = crc32(data, self.checksum),
            Wrap::Zlib => self.checksum = adler32(data, self.checksum),
            _ => {}
        }
        self.total = self.total.wrapping_add(data.len() as u32);
        if !data.is_empty() || self.window.ahead > 0 || flush != Flush::None {
            let mut input = data;
            match (self.level, self.strategy) {
                (0, _) => self.store(input, flush),
                (_, Strategy::HuffmanOnly) => self.huffman_only(&mut input, flush),
                (_, Strategy::Rle) => self.run_lengths(&mut input, flush),
                (1..=3, _) => self.greedy(&mut input, flush),
                _ => self.lazy(&mut input, flush),
            }
            self.finish_flush(flush);
        }
        self.blocks.bits.take()
    }

    fn write_header(&mut self) {
        let plain = self.strategy >= Strategy::HuffmanOnly || self.level < 2;
        match self.wrapping.kind {
            Wrap::Gzip => {
                let effort = match self.level {
                    9 => 2,
                    _ if plain => 4,
                    _ => 0,
                };
                // No name, no time, from Unix.
                self.blocks.bits.extend(&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, effort, 3]);
            }
            Wrap::Zlib => {
                let effort = match self.level {
                    _ if plain => 0,
                    ..6 => 1,
                    6 => 2,
                    _ => 3,
                };
                let mut header = (8 + ((self.wrapping.bits - 8) << 4)) << 8 | effort << 6;
                header |= if self.dictionary.is_some() { 0x20 } else { 0 };
                header += 31 - header % 31;
                self.blocks.bits.extend(&(header as u16).to_be_bytes());
                if let Some(checksum) = self.dictionary {
                    self.blocks.bits.extend(&checksum.to_be_bytes());
                }
            }
            _ => {}
        }
    }

    /// What a flush adds when all that was read is written.
    fn finish_flush(&mut self, flush: Flush) {
        match flush {
            Flush::None | Flush::Block => {}
            Flush::Partial => self.blocks.write_empty(),
            Flush::Sync => self.blocks.store(&[], false),
            Flush::Full => {
                self.blocks.store(&[], false);
                self.window.forget();
                self.window.at = 0;
                self.window.block = 0;
                self.window.pending = 0;
            }
            Flush::Finish => match self.wrapping.kind {
                Wrap::Gzip => {
                    self.blocks.bits.extend(&self.checksum.to_le_bytes());
                    self.blocks.bits.extend(&self.total.to_le_bytes());
                }
                Wrap::Zlib => self.blocks.bits.extend(&self.checksum.to_be_bytes()),
                _ => {}
            },
        }
    }

    fn end_block(&mut self, last: bool) {
        let window = &self.window;
        let length = (window.at as isize - window.block) as usize;
        let stored = usize::try_from(window.block).ok().map(|start| &window.bytes[start..window.at]);
        self.blocks.write(stored, length, self.strategy == Strategy::Fixed, last);
        self.window.block = self.window.at as isize;
    }

    /// Ends what a method has begun.
    fn end(&mut self, flush: Flush, pending: usize) {
        self.window.pending = self.window.at.min(pending);
        if flush == Flush::Finish {
            self.end_block(true);
        } else if !self.blocks.is_empty() {
            self.end_block(false);
        }
    }

    /// Reads on. Whether there is something to work on: at the end of the data
    /// only if they are to be flushed.
    fn has_work(&mut self, input: &mut &[u8], flush: Flush, enough: usize) -> Option<bool> {
        if self.window.ahead < enough {
            self.window.fill(input);
            if self.window.ahead < enough && flush == Flush::None {
                return None;
            }
        }
        Some(self.window.ahead > 0)
    }

    fn effort(&self) -> Effort {
        let (good, lazy, nice, chain) = match self.level {
            1 => (4, 4, 8, 4),
            2 => (4, 5, 16, 8),
            3 => (4, 6, 32, 32),
            4 => (4, 4, 16, 16),
            5 => (8, 16, 32, 32),
            6 => (8, 16, 128, 128),
            7 => (8, 32, 128, 256),
            8 => (32, 128, 258, 1024),
            _ => (32, 258, 258, 4096),
        };
        Effort { good, lazy, nice, chain }
    }

    /// Takes each match as it is found.
    fn greedy(&mut self, input: &mut &[u8], flush: Flush) {
        let effort = self.effort();
        loop {
            match self.has_work(input, flush, AHEAD) {
                None => return,
                Some(false) => break,
                Some(true) => {}
            }
            let at = self.window.at;
            let head = if self.window.ahead >= MIN_MATCH { self.window.insert(at) } else { 0 };
            let mut length = 0;
            if self.window.is_near(head) {
                length = self.window.longest(head, MIN_MATCH - 1, effort);
            }
            let full = if length >= MIN_MATCH {
                let full = self.blocks.found(length, at - self.window.found);
                self.window.ahead -= length;
                if length <= effort.lazy && self.window.ahead >= MIN_MATCH {
                    (at + 1..at + length).for_each(|at| _ = self.window.insert(at));
                    self.window.at += length;
                } else {
                    self.window.at += length;
                    self.window.restart_hash();
                }
                full
            } else {
                self.window.ahead -= 1;
                self.window.at += 1;
                self.blocks.literal(self.window.bytes[at])
            };
            if full {
                self.end_block(false);
            }
        }
        self.end(flush, MIN_MATCH - 1);
    }

    /// Takes a match only if none at the next position is longer.
    fn lazy(&mut self, input: &mut &[u8], flush: Flush) {
        // Of the shortest matches, those from afar do not pay.
        const TOO_FAR: usize = 4096;
        let effort = self.effort();
        loop {
            match self.has_work(input, flush, AHEAD) {
                None => return,
                Some(false) => break,
                Some(true) => {}
            }
            let at = self.window.at;
            let head = if self.window.ahead >= MIN_MATCH { self.window.insert(at) } else { 0 };
            let (length_before, found_before) = (self.last, self.window.found);
            let mut length = MIN_MATCH - 1;
            if length_before < effort.lazy && self.window.is_near(head) {
                length = self.window.longest(head, length_before, effort);
                let is_poor =
                    self.strategy == Strategy::Filtered || (length == MIN_MATCH && at - self.window.found > TOO_FAR);
                if length <= 5 && is_poor {
                    length = MIN_MATCH - 1;
                }
            }
            self.last = length;
            if length_before >= MIN_MATCH && length <= length_before {
                // The match at the last position is as good.
                let end = at + self.window.ahead - MIN_MATCH;
                let full = self.blocks.found(length_before, at - 1 - found_before);
                self.window.ahead -= length_before - 1;
                let next = at + length_before - 1;
                (at + 1..next).filter(|&at| at <= end).for_each(|at| _ = self.window.insert(at));
                self.window.at = next;
                self.waiting = false;
                self.last = MIN_MATCH - 1;
                if full {
                    self.end_block(false);
                }
            } else {
                let waited = std::mem::replace(&mut self.waiting, true);
                if waited && self.blocks.literal(self.window.bytes[at - 1]) {
                    self.end_block(false);
                }
                self.window.at += 1;
                self.window.ahead -= 1;
            }
        }
        if self.waiting {
            self.blocks.literal(self.window.bytes[self.window.at - 1]);
            self.waiting = false;
        }
        self.end(flush, MIN_MATCH - 1);
    }

    fn huffman_only(&mut self, input: &mut &[u8], flush: Flush) {
        loop {
            match self.has_work(input, flush, 1) {
                None => return,
                Some(false) => break,
                Some(true) => {}
            }
            let byte = self.window.bytes[self.window.at];
            self.window.ahead -= 1;
            self.window.at += 1;
            if self.blocks.literal(byte) {
                self.end_block(false);
            }
        }
        self.end(flush, 0);
    }

    fn run_lengths(&mut self, input: &mut &[u8], flush: Flush) {
        loop {
            match self.has_work(input, flush, MAX_MATCH + 1) {
                None => return,
                Some(false) => break,
                Some(true) => {}
            }
            let at = self.window.at;
            let most = self.window.ahead.min(MAX_MATCH);
            let mut run = 0;
            if self.window.ahead >= MIN_MATCH && at > 0 {
                let before = self.window.bytes[at - 1];
                let next = &self.window.bytes[at..at + most];
                run = next.iter().take_while(|&&byte| byte == before).count();
            }
            let full = if run >= MIN_MATCH {
                self.window.ahead -= run;
                self.window.at += run;
                self.blocks.found(run, 1)
            } else {
                self.window.ahead -= 1;
                self.window.at += 1;
                self.blocks.literal(self.window.bytes[at])
            };
            if full {
                self.end_block(false);
            }
        }
        self.end(flush, 0);
    }

    /// Level 0: the data as they are.
    fn store(&mut self, input: &[u8], flush: Flush) {
        const MOST: usize = 0xFFFF;
        self.held.extend_from_slice(input);
        if flush == Flush::None && self.held.len() < self.window.size() {
            return;
        }
        let held = std::mem::take(&mut self.held);
        let mut rest = &held[..];
        while rest.len() > MOST {
            let (block, after) = rest.split_at(MOST);
            self.blocks.store(block, false);
            rest = after;
        }
        if !rest.is_empty() || flush == Flush::Finish {
            self.blocks.store(rest, flush == Flush::Finish);
        }
    }
}
