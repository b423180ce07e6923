//! What was read, and the search in it for what is to come.
//!
//! The window holds two halves; when the second one is nearly used up, it
//! becomes the first. Positions with the same three bytes (or at least the same
//! hash of them) are chained, the last one first.

use super::tables::{MAX_MATCH, MIN_MATCH};

/// So much should have been read ahead to search without regard to the end.
pub(super) const AHEAD: usize = MAX_MATCH + MIN_MATCH + 1;

/// How hard to search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// A match of this length before makes the search shorter.
    pub(super) good: usize,
    /// From this length on nothing better is looked for at the next position.
    pub(super) lazy: usize,
    /// A match of this length is taken at once.
    pub(super) nice: usize,
    /// So many positions are tried.
    pub(super) chain: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Window {
    pub(super) bytes: Vec<u8>,
    /// The size of a half.
    size: usize,
    /// The last position with each hash; 0 is none.
    heads: Vec<u16>,
    /// For each position of a half, the one before it with the same hash.
    before: Vec<u16>,
    hash: usize,
    shift: u32,
    /// The next position.
    pub(super) at: usize,
    /// How many bytes were read from there on.
    pub(super) ahead: usize,
    /// Where the current block begins; it may be out of the window.
    pub(super) block: isize,
    /// How many positions before `at` are not in the chains yet.
    pub(super) pending: usize,
    /// Where the last match that was found begins.
    pub(super) found: usize,
}

impl Window {
    pub(super) fn new(bits: u32, memory: u32) -> Window {
        let size = 1 << bits;
        let hash_bits = memory + 7;
        Window {
            bytes: vec![0; 2 * size],
            size,
            heads: vec![0; 1 << hash_bits],
            before: vec![0; size],
            hash: 0,
            shift: hash_bits.div_ceil(MIN_MATCH as u32),
            at: 0,
            ahead: 0,
            block: 0,
            pending: 0,
            found: 0,
        }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// How far back a match may begin.
    fn reach(&self) -> usize {
        self.size - AHEAD
    }

    fn roll(&mut self, at: usize) {
        let byte = usize::from(self.bytes[at]);
        self.hash = (self.hash << self.shift ^ byte) & (self.heads.len() - 1);
    }

    /// Starts the hash at a position that was jumped to.
    pub(super) fn restart_hash(&mut self) {
        self.hash = usize::from(self.bytes[self.at]);
        self.roll(self.at + 1);
    }

    /// Chains a position, and gives the one before it with the same hash.
    pub(super) fn insert(&mut self, at: usize) -> usize {
        self.roll(at + MIN_MATCH - 1);
        let head = std::mem::replace(&mut self.heads[self.hash], at as u16);
        self.before[at & (self.size - 1)] = head;
        usize::from(head)
    }

    /// Forgets all positions.
    pub(super) fn forget(&mut self) {
        self.heads.fill(0);
    }

    /// Reads from `input` until enough was read ahead, or all.
    pub(super) fn fill(&mut self, input: &mut &[u8]) {
        while self.ahead < AHEAD {
            if self.at >= self.size + self.reach() {
                self.slide();
            }
            if input.is_empty() {
                break;
            }
            let start = self.at + self.ahead;
            let count = input.len().min(self.bytes.len() - start);
            let (read, rest) = input.split_at(count);
            self.bytes[start..start + count].copy_from_slice(read);
            *input = rest;
            self.ahead += count;
            self.chain_pending();
        }
    }

    /// Chains what could not be chained for want of the bytes after it.
    fn chain_pending(&mut self) {
        if self.ahead + self.pending < MIN_MATCH {
            return;
        }
        let mut at = self.at - self.pending;
        self.hash = usize::from(self.bytes[at]);
        self.roll(at + 1);
        while self.pending > 0 {
            self.insert(at);
            at += 1;
            self.pending -= 1;
            if self.ahead + self.pending < MIN_MATCH {
                break;
            }
        }
    }

    fn slide(&mut self) {
        let size = self.size;
        self.bytes.copy_within(size.., 0);
        self.at -= size;
        self.found = self.found.saturating_sub(size);
        self.block -= size as isize;
        self.pending = self.pending.min(self.at);
        for position in self.heads.iter_mut().chain(&mut self.before) {
            *position = position.saturating_sub(size as u16);
        }
    }

    /// Moves on to the end of what was read, as a dictionary does.
    pub(super) fn take_as_dictionary(&mut self, mut dictionary: &[u8]) {
        self.fill(&mut dictionary);
        while self.ahead >= MIN_MATCH {
            let end = self.at + self.ahead - (MIN_MATCH - 1);
            (self.at..end).for_each(|at| _ = self.insert(at));
            self.at = end;
            self.ahead = MIN_MATCH - 1;
            self.fill(&mut dictionary);
        }
        self.at += self.ahead;
        self.block = self.at as isize;
        self.pending = self.ahead;
        self.ahead = 0;
    }

    /// Whether a match may begin at a position that a chain named.
    pub(super) fn is_near(&self, position: usize) -> bool {
        position != 0 && self.at - position <= self.reach()
    }

    /// The length of the longest match from `first` on back, if it is longer than
    /// `length`; `found` is then where it begins.
    pub(super) fn longest(&mut self, first: usize, length: usize, effort: Effort) -> usize {
        let limit = self.at.saturating_sub(self.reach());
        let nice = effort.nice.min(self.ahead);
        let most = self.ahead.min(MAX_MATCH);
        let mut tries = if length >= effort.good { effort.chain >> 2 } else { effort.chain };
        let mut best = length;
        let mut position = first;
        let next = &self.bytes[self.at..self.at + MAX_MATCH];
        loop {
            let old = &self.bytes[position..position + MAX_MATCH];
            // A longer match has the same bytes at the end of the best one so far.
            if old[best] == next[best] && old[best - 1] == next[best - 1] && old[..2] == next[..2] {
                let same = old[..most].iter().zip(&next[..most]).take_while(|(a, b)| a == b);
                let length = same.count();
                if length > best {
                    self.found = position;
                    best = length;
                    if best >= nice {
                        break;
                    }
                }
            }
            position = usize::from(self.before[position & (self.size - 1)]);
            tries -= 1;
            if position <= limit || tries == 0 {
                break;
            }
        }
        best.min(self.ahead)
    }
}
