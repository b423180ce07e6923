//! The positions of a unit, packed: runs of equal ones, each as differences to the one before.
//!
//! Neighbouring instructions come from the same or nearby places, so a position takes some three bytes
//! instead of sixteen. They are unpacked when somebody looks at them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::ops::Deref;

use super::Position;
use super::varint::{put, put_signed, take, take_signed};

/// Where the instructions of a unit come from, one position for each.
#[derive(Clone, Default)]
pub struct Positions {
    count: usize,
    packed: Cow<'static, [u8]>,
    unpacked: OnceCell<Box<[Position]>>,
}

impl Positions {
    /// Positions from anywhere; None if the bytes are not `count` positions.
    pub(super) fn checked(count: usize, packed: &[u8]) -> Option<Positions> {
        let mut rest = packed;
        read(count, &mut rest)?;
        rest.is_empty().then(|| Positions { count, packed: packed.to_vec().into(), unpacked: OnceCell::new() })
    }

    /// Positions that are part of the program.
    pub(super) fn trusted(count: usize, packed: &'static [u8]) -> Positions {
        Positions { count, packed: packed.into(), unpacked: OnceCell::new() }
    }

    pub(super) fn packed(&self) -> &[u8] {
        &self.packed
    }
}

impl From<&[Position]> for Positions {
    fn from(positions: &[Position]) -> Positions {
        let mut packed = Vec::new();
        write(positions, &mut packed);
        packed.shrink_to_fit();
        Positions { count: positions.len(), packed: packed.into(), unpacked: OnceCell::new() }
    }
}

impl Deref for Positions {
    type Target = [Position];
    fn deref(&self) -> &[Position] {
        self.unpacked.get_or_init(|| {
            // Those that were not checked are part of the program; were they damaged, there would be no positions.
            read(self.count, &mut &*self.packed).unwrap_or_default().into_boxed_slice()
        })
    }
}

impl fmt::Debug for Positions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Appends the positions.
fn write(positions: &[Position], out: &mut Vec<u8>) {
    let mut before = Position::default();
    for run in positions.chunk_by(|a, b| a == b) {
        let here = run[0];
        put(run.len() as u64, out);
        if here.line == 0 {
            put(0, out);
            continue;
        }
        // 0 says that there is no position; differences start at 1.
        let lines = i64::from(here.line) - i64::from(before.line);
        put((lines << 1 ^ lines >> 63) as u64 + 1, out);
        put_signed(i64::from(here.end_line) - i64::from(here.line), out);
        put_signed(i64::from(here.col) - i64::from(before.col), out);
        put_signed(i64::from(here.end_col) - i64::from(here.col), out);
        before = here;
    }
}

/// Reads `count` positions; `None` if the bytes are no positions.
fn read(count: usize, bytes: &mut &[u8]) -> Option<Vec<Position>> {
    let mut positions = Vec::with_capacity(count);
    let mut before = Position::default();
    while positions.len() < count {
        let run = usize::try_from(take(bytes)?).ok()?;
        if run == 0 || run > count - positions.len() {
            return None;
        }
        let here = match take(bytes)? {
            0 => Position::default(),
            lines => {
                let lines = lines - 1;
                let lines = (lines >> 1) as i64 ^ -((lines & 1) as i64);
                let line = offset(before.line, lines)?;
                let end_line = offset(line, take_signed(bytes)?)?;
                let col = offset(before.col, take_signed(bytes)?)?;
                let end_col = offset(col, take_signed(bytes)?)?;
                before = Position { line, end_line, col, end_col };
                before
            }
        };
        positions.resize(positions.len() + run, here);
    }
    Some(positions)
}

fn offset(base: u32, difference: i64) -> Option<u32> {
    u32::try_from(i64::from(base).checked_add(difference)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_survive() {
        let at = |line, end_line, col, end_col| Position { line, end_line, col, end_col };
        let none = Position::default();
        let positions =
            [at(3, 3, 4, 9), at(3, 3, 4, 9), none, at(1, 7, 0, 2), none, none, at(u32::MAX, u32::MAX, u32::MAX, 0)];
        let mut out = Vec::new();
        write(&positions, &mut out);
        assert_eq!(read(positions.len(), &mut &*out).as_deref(), Some(&positions[..]));
        for end in 0..out.len() {
            assert_eq!(read(positions.len(), &mut &out[..end]), None);
        }
    }
}
