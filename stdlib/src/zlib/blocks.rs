//! Blocks: what was found is collected, and written with the codes that make it shortest.

use super::bits::Bits;
use super::tables::{DISTANCE_CODES, DISTANCES, END, LENGTH_ORDER, LENGTHS, LITERAL_CODES, distance_code, length_code};
use super::tree::Tree;

/// A literal, or a match.
#[derive(Clone, Copy, Debug)]
enum Symbol {
    Literal(u8),
    /// The length, less the shortest, and the distance, less one.
    Match(u8, u16),
}

/// The codes for code lengths, beside the lengths themselves.
const REPEAT: usize = 16;
const ZEROS: usize = 17;
const MANY_ZEROS: usize = 18;

/// The extra bits of the codes for code lengths.
fn length_extra(code: usize) -> u32 {
    match code {
        REPEAT => 2,
        ZEROS => 3,
        MANY_ZEROS => 7,
        _ => 0,
    }
}

/// What has not been written of a stream.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    pub(super) bits: Bits,
    symbols: Vec<Symbol>,
    /// So many symbols end a block.
    most: usize,
    literals: [u32; LITERAL_CODES],
    distances: [u32; DISTANCE_CODES],
}

impl Blocks {
    pub(super) fn new(most: usize) -> Blocks {
        let mut blocks = Blocks {
            bits: Bits::default(),
            symbols: Vec::new(),
            most,
            literals: [0; LITERAL_CODES],
            distances: [0; DISTANCE_CODES],
        };
        blocks.clear();
        blocks
    }

    fn clear(&mut self) {
        self.symbols.clear();
        self.literals = [0; LITERAL_CODES];
        self.distances = [0; DISTANCE_CODES];
        self.literals[END] = 1;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// Adds a literal, and says whether the block is full.
    pub(super) fn literal(&mut self, byte: u8) -> bool {
        self.literals[usize::from(byte)] += 1;
        self.symbols.push(Symbol::Literal(byte));
        self.symbols.len() == self.most
    }

    /// Adds a match, and says whether the block is full.
    pub(super) fn found(&mut self, length: usize, distance: usize) -> bool {
        let (length, distance) = ((length - super::tables::MIN_MATCH) as u8, (distance - 1) as u16);
        self.literals[END + 1 + length_code(length)] += 1;
        self.distances[distance_code(distance)] += 1;
        self.symbols.push(Symbol::Match(length, distance));
        self.symbols.len() == self.most
    }

    /// Writes what was collected as a block. `stored` are the bytes it stands
    /// for, if they are still there, and `length` is how many they are.
    pub(super) fn write(&mut self, stored: Option<&[u8]>, length: usize, fixed: bool, last: bool) {
        let literals = Tree::new(&self.literals, 15);
        let distances = Tree::new(&self.distances, 15);
        let lengths = CodeLengths::new(&literals, &distances);
        let to_bytes = |bits: usize| (bits + 3 + 7) >> 3;
        let (fixed_literals, fixed_distances) = (Tree::fixed_literals(), Tree::fixed_distances());
        let fixed_size = to_bytes(self.size(&fixed_literals, &fixed_distances));
        let own_size = to_bytes(self.size(&literals, &distances) + lengths.size());
        let is_fixed = fixed || fixed_size <= own_size;
        let size = if is_fixed { fixed_size } else { own_size };
        match stored {
            Some(bytes) if length + 4 <= size => self.store(bytes, last),
            _ if is_fixed => {
                self.bits.push(1 << 1 | u32::from(last), 3);
                self.write_symbols(&fixed_literals, &fixed_distances);
            }
            _ => {
                self.bits.push(2 << 1 | u32::from(last), 3);
                lengths.write(&literals, &distances, &mut self.bits);
                self.write_symbols(&literals, &distances);
            }
        }
        self.clear();
        if last {
            self.bits.align();
        }
    }

    /// Writes bytes as they are; at most 65535.
    pub(super) fn store(&mut self, bytes: &[u8], last: bool) {
        self.bits.push(u32::from(last), 3);
        self.bits.align();
        let length = bytes.len() as u16;
        self.bits.extend(&length.to_le_bytes());
        self.bits.extend(&(!length).to_le_bytes());
        self.bits.extend(bytes);
    }

    /// Writes an empty block with fixed codes, which brings what is before it out.
    pub(super) fn write_empty(&mut self) {
        self.bits.push(1 << 1, 3);
        self.bits.push(0, 7);
    }

    /// The bits of all symbols with these codes.
    fn size(&self, literals: &Tree, distances: &Tree) -> usize {
        let literal = |(symbol, &count): (usize, &u32)| {
            let extra = symbol.checked_sub(END + 1).map_or(0, |code| LENGTHS[code].1);
            count as usize * usize::from(literals.lengths[symbol] + extra)
        };
        let distance =
            |(code, &count): (usize, &u32)| count as usize * usize::from(distances.lengths[code] + DISTANCES[code].1);
        self.literals.iter().enumerate().map(literal).sum::<usize>()
            + self.distances.iter().enumerate().map(distance).sum::<usize>()
    }

    fn write_symbols(&mut self, literals: &Tree, distances: &Tree) {
        let Blocks { bits, symbols, .. } = self;
        let mut code = |tree: &Tree, symbol: usize, base: u16, extra: u8, value: u16| {
            bits.push(u32::from(tree.codes[symbol]), u32::from(tree.lengths[symbol]));
            bits.push(u32::from(value - base), u32::from(extra));
        };
        for &symbol in symbols.iter() {
            match symbol {
                Symbol::Literal(byte) => code(literals, usize::from(byte), 0, 0, 0),
                Symbol::Match(length, distance) => {
                    let at = length_code(length);
                    let (base, extra) = LENGTHS[at];
                    code(literals, END + 1 + at, base, extra, length.into());
                    let at = distance_code(distance);
                    let (base, extra) = DISTANCES[at];
                    code(distances, at, base, extra, distance);
                }
            }
        }
        code(literals, END, 0, 0, 0);
    }
}

/// The lengths of a block's codes, themselves coded.
struct CodeLengths {
    /// Each with the value of its extra bits.
    codes: Vec<(usize, u32)>,
    tree: Tree,
    /// How many of the lengths of the code's own codes are written.
    written: usize,
}

impl CodeLengths {
    fn new(literals: &Tree, distances: &Tree) -> CodeLengths {
        let mut codes = Vec::new();
        // The two lists do not share repetitions.
        for tree in [literals, distances] {
            run_lengths(&tree.lengths[..=tree.last], &mut codes);
        }
        let mut counts = [0u32; 19];
        codes.iter().for_each(|&(code, _)| counts[code] += 1);
        let tree = Tree::new(&counts, 7);
        let has_code = |&at: &usize| tree.lengths[LENGTH_ORDER[at]] > 0;
        let written = (3..19).rev().find(has_code).unwrap_or(3) + 1;
        CodeLengths { codes, tree, written }
    }

    fn size(&self) -> usize {
        let code = |&(code, _): &(usize, u32)| usize::from(self.tree.lengths[code]) + length_extra(code) as usize;
        5 + 5 + 4 + 3 * self.written + self.codes.iter().map(code).sum::<usize>()
    }

    fn write(&self, literals: &Tree, distances: &Tree, bits: &mut Bits) {
        bits.push(literals.last as u32 + 1 - 257, 5);
        bits.push(distances.last as u32, 5);
        bits.push(self.written as u32 - 4, 4);
        for &symbol in &LENGTH_ORDER[..self.written] {
            bits.push(u32::from(self.tree.lengths[symbol]), 3);
        }
        for &(code, extra) in &self.codes {
            bits.push(u32::from(self.tree.codes[code]), u32::from(self.tree.lengths[code]));
            bits.push(extra, length_extra(code));
        }
    }
}

/// Appends the codes for a list of lengths, in which repetitions are shortened.
fn run_lengths(lengths: &[u8], codes: &mut Vec<(usize, u32)>) {
    let mut before = None;
    let mut rest = lengths;
    while let Some(&length) = rest.first() {
        let most = match length {
            0 => 138,
            _ if before == Some(length) => 6,
            _ => 7,
        };
        let run = rest.iter().take(most).take_while(|&&next| next == length).count();
        let symbol = usize::from(length);
        let count = run as u32;
        match run {
            // A repetition of a new length is preceded by the length itself.
            _ if length > 0 && before != Some(length) && run >= 4 => {
                codes.extend([(symbol, 0), (REPEAT, count - 4)]);
            }
            _ if length > 0 && before == Some(length) && run >= 3 => {
                codes.push((REPEAT, count - 3));
            }
            3..=10 if length == 0 => codes.push((ZEROS, count - 3)),
            11.. if length == 0 => codes.push((MANY_ZEROS, count - 11)),
            _ => codes.extend(std::iter::repeat_n((symbol, 0), run)),
        }
        before = Some(length);
        rest = &rest[run..];
    }
}
