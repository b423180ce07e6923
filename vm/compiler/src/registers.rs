//! Registers while a block is compiled: which temporaries are in use, which locals surely hold a value.

use crate::bytecode::instr::NO_REG;

/// Registers a block may have: fewer than an operand can name, so that the numbers of the next few registers
/// can always be computed.
const MAX_REGISTERS: Reg = NO_REG - 64;

/// Number of a register.
pub(crate) type Reg = u16;

/// Register number `i` of the range that starts at `base`. In a block that has too many registers, which
/// `close` refuses, it is any.
pub(crate) fn nth(base: Reg, i: usize) -> Reg {
    base.saturating_add(i as Reg)
}

/// Where the value of an expression can be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operand {
    /// The register.
    pub(crate) reg: Reg,
    /// Whether it is a temporary, which its one reader has to release.
    pub(crate) temp: bool,
}

impl Operand {
    /// A temporary.
    pub(crate) fn temp(reg: Reg) -> Self {
        Self { reg, temp: true }
    }

    /// A local variable, or a temporary that lives on.
    pub(crate) fn kept(reg: Reg) -> Self {
        Self { reg, temp: false }
    }

    /// The kill bit to set for this operand.
    pub(crate) fn kill(self, bit: u8) -> u8 {
        if self.temp { bit } else { 0 }
    }
}

/// The temporaries of a block, handed out like a stack.
#[derive(Debug, Default)]
pub(crate) struct Registers {
    locals: Reg,
    next: Reg,
    most: Reg,
    overflow: bool,
}

impl Registers {
    /// Temporaries start after this many locals.
    pub(crate) fn new(locals: usize) -> Self {
        let overflow = locals >= usize::from(MAX_REGISTERS);
        let locals = if overflow { 0 } else { locals as Reg };
        Self { locals, next: locals, most: locals, overflow }
    }

    /// Hands out the next temporary.
    pub(crate) fn temp(&mut self) -> Reg {
        let reg = self.next;
        if reg >= MAX_REGISTERS {
            self.overflow = true;
            return reg;
        }
        self.next += 1;
        self.most = self.most.max(self.next);
        reg
    }

    /// How far temporaries are in use: the register that `temp` hands out next.
    pub(crate) fn mark(&self) -> Reg {
        self.next
    }

    /// Takes back all temporaries from `mark` on.
    pub(crate) fn release(&mut self, mark: Reg) {
        self.next = mark;
    }

    /// Hands out the next `n` temporaries.
    pub(crate) fn reserve_range(&mut self, n: usize) {
        for _ in 0..n {
            self.temp();
        }
    }

    /// Whether this is a temporary.
    pub(crate) fn is_temp(&self, reg: Reg) -> bool {
        reg >= self.locals
    }

    /// How many registers the block needs; `None` if there are too many.
    pub(crate) fn count(&self) -> Option<Reg> {
        (!self.overflow).then_some(self.most)
    }
}

/// A set of locals: those that surely hold a value at some point of the code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Assigned {
    first: u64,
    more: Vec<u64>,
}

impl Assigned {
    /// Adds a local.
    pub(crate) fn set(&mut self, local: Reg) {
        let (word, bit) = (usize::from(local) / 64, local % 64);
        if word == 0 {
            self.first |= 1 << bit;
            return;
        }
        if self.more.len() < word {
            self.more.resize(word, 0);
        }
        self.more[word - 1] |= 1 << bit;
    }

    /// Whether a local is in it.
    pub(crate) fn has(&self, local: Reg) -> bool {
        let (word, bit) = (usize::from(local) / 64, local % 64);
        let word = match word {
            0 => self.first,
            _ => self.more.get(word - 1).copied().unwrap_or(0),
        };
        word & 1 << bit != 0
    }

    /// Keeps only what is also in `other`: the state where two paths meet.
    pub(crate) fn intersect(&mut self, other: &Assigned) {
        self.first &= other.first;
        self.more.truncate(other.more.len());
        for (mine, theirs) in self.more.iter_mut().zip(&other.more) {
            *mine &= theirs;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporaries_are_reused() {
        let mut registers = Registers::new(3);
        let mark = registers.mark();
        assert_eq!((registers.temp(), registers.temp()), (3, 4));
        registers.release(mark);
        assert_eq!(registers.temp(), 3);
        assert_eq!(registers.count(), Some(5));
    }

    #[test]
    fn assigned_sets_meet() {
        let (mut a, mut b) = (Assigned::default(), Assigned::default());
        for local in [1, 70, 200] {
            a.set(local);
        }
        for local in [1, 2, 70] {
            b.set(local);
        }
        a.intersect(&b);
        assert_eq!([1, 2, 70, 200].map(|local| a.has(local)), [true, false, true, false]);
    }
}
