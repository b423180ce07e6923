//! Runs: how far a repeated character goes, and where it may end.

use super::super::program::{FilterId, NO_FILTER, Run, Scan};
use super::super::tree::{Greed, UNBOUNDED};
use super::Task;
use pausa_vm::text::wtf8;

/// A run that has taken what it must, and, unless it is lazy, all that it can.
pub(super) struct Begun {
    /// Where it ends at the earliest.
    pub(super) low: usize,
    /// Where it ends at the latest; as `low` if it is lazy.
    pub(super) end: usize,
}

impl<const STR: bool> Task<'_, STR> {
    #[inline]
    pub(super) fn begin_run(&self, run: &Run, pos: usize) -> Option<Begun> {
        let mut low = pos;
        for _ in 0..run.min {
            low += self.one_of_run(&run.scan, low)?;
        }
        let end = match run.max {
            _ if run.greed == Greed::Lazy => low,
            UNBOUNDED => self.end_of_run(&run.scan, low),
            max => {
                let mut end = low;
                for _ in run.min..max {
                    match self.one_of_run(&run.scan, end) {
                        Some(width) => end += width,
                        None => break,
                    }
                }
                end
            }
        };
        Some(Begun { low, end })
    }

    /// The width of the character at `pos`, if it goes on with the run.
    #[inline]
    pub(super) fn one_of_run(&self, scan: &Scan, pos: usize) -> Option<usize> {
        let &byte = self.text.get(pos)?;
        match *scan {
            Scan::AllBut(lacking) if byte == lacking => None,
            Scan::All | Scan::AllBut(_) => Some(if STR { wtf8::width(byte) } else { 1 }),
            Scan::Byte(wanted) => (byte == wanted).then_some(1),
            Scan::Set(set) => self.one_of(set, pos),
        }
    }

    /// Where the run from `pos` ends if nothing bounds it.
    #[inline]
    pub(super) fn end_of_run(&self, scan: &Scan, pos: usize) -> usize {
        let rest = &self.text[pos..];
        let length = match *scan {
            Scan::All => None,
            Scan::AllBut(lacking) => memchr::memchr(lacking, rest),
            Scan::Byte(wanted) => rest.iter().position(|&byte| byte != wanted),
            Scan::Set(id) => {
                let set = &self.program.sets[id as usize];
                let mut at = pos;
                while let Some(&byte) = self.text.get(at) {
                    if !STR || byte < 0x80 {
                        if !set.contains_byte(byte) {
                            break;
                        }
                        at += 1;
                    } else {
                        match self.one_of(id, at) {
                            Some(width) => at += width,
                            None => break,
                        }
                    }
                }
                return at;
            }
        };
        length.map_or(self.text.len(), |length| pos + length)
    }

    /// The last place in `low..=high` between characters where `follow` can begin.
    #[inline]
    pub(super) fn last_end(&self, follow: FilterId, low: usize, high: usize) -> Option<usize> {
        if follow == NO_FILTER {
            return Some(high);
        }
        let filter = &self.program.filters[follow as usize];
        if let Some(only) = filter.only {
            let last = self.text.len().min(high + 1);
            let found = memchr::memrchr(only, self.text.get(low..last)?)?;
            return Some(low + found);
        }
        let mut at = high;
        while !filter.admits(self.text.get(at)) {
            if at <= low {
                return None;
            }
            at -= self.width_before(at);
        }
        Some(at)
    }

    /// The first end of a lazy run from `pos` on where what follows can begin,
    /// and how many characters it could still take after that.
    #[inline]
    pub(super) fn next_end(&self, run: &Run, pos: usize, left: u32) -> Option<(usize, u32)> {
        let (mut at, mut left) = (pos, left);
        while !self.admits(run.follow, self.text.get(at)) {
            if left == 0 {
                return None;
            }
            at += self.one_of_run(&run.scan, at)?;
            left = if left == UNBOUNDED { left } else { left - 1 };
        }
        Some((at, left))
    }
}
