//! From slots with labels to the final instructions: jumps are threaded, what cannot be reached is dropped,
//! moves are joined with what follows them, offsets are filled in, and the exception table and the positions are written.

use pausa_grammar::span::{LineIndex, Span};

use super::emit::{Code, NO_LABEL, NO_SPAN, Region, Slot, UNBOUND};
use super::registers::Reg;
use crate::bytecode::effects::ends_flow;
use crate::bytecode::instr::NO_REG;
use crate::bytecode::{ExcEntry, Instr, Position};

/// The finished code of a block.
pub(super) struct Assembled {
    pub(super) instrs: Vec<Instr>,
    pub(super) positions: Vec<Position>,
    pub(super) exceptions: Vec<ExcEntry>,
}

/// Finishes the code of a block.
pub(super) fn assemble(code: Code, locals: Reg, lines: &LineIndex) -> Assembled {
    let mut assembler = Assembler::new(code);
    assembler.thread_jumps();
    assembler.find_reachable();
    assembler.drop_jumps_to_next();
    assembler.join_moves(locals, lines);
    let (starts, far) = assembler.layout();
    assembler.write(&starts, &far, lines)
}

struct Assembler {
    code: Code,
    /// For each slot the slot that it jumps to, or `NO_LABEL`.
    targets: Vec<u32>,
    /// Whether the slot becomes an instruction.
    keep: Vec<bool>,
}

impl Assembler {
    fn new(code: Code) -> Self {
        let target = |slot: &Slot| match slot.target {
            NO_LABEL => NO_LABEL,
            label => code.labels[label as usize].at,
        };
        let targets: Vec<u32> = code.slots.iter().map(target).collect();
        debug_assert!(code.slots.iter().zip(&targets).all(|(s, t)| s.target == NO_LABEL || *t != UNBOUND));
        let keep = vec![false; code.slots.len()];
        Self { code, targets, keep }
    }

    fn slots(&self) -> &[Slot] {
        &self.code.slots
    }

    /// A jump to a jump goes where that one goes; a jump to `return constant` returns itself.
    fn thread_jumps(&mut self) {
        for i in 0..self.slots().len() {
            let mut to = self.targets[i];
            if to == NO_LABEL {
                continue;
            }
            let iterates = matches!(self.slots()[i].instr, Instr::ForIter { .. } | Instr::NextIter { .. });
            // A chain of jumps that goes round is a program's endless loop: stop after some steps.
            for _ in 0..16 {
                let Some(next) = self.slots().get(to as usize) else {
                    break;
                };
                let is_jump = matches!(self.slots()[i].instr, Instr::Jump { .. });
                match next.instr {
                    Instr::Jump { .. } => to = self.targets[to as usize],
                    // `continue` at the end of a branch: the branch itself jumps back.
                    Instr::Loop { .. } if !iterates && self.targets[to as usize] <= i as u32 => {
                        if is_jump {
                            self.code.slots[i].instr = next.instr;
                        }
                        to = self.targets[to as usize];
                        break;
                    }
                    Instr::ReturnConst { .. } if is_jump => {
                        let (instr, span) = (next.instr, next.span);
                        self.code.slots[i].instr = instr;
                        self.code.slots[i].span = span;
                        to = NO_LABEL;
                        break;
                    }
                    _ => break,
                }
            }
            self.targets[i] = to;
        }
    }

    fn find_reachable(&mut self) {
        let mut work = vec![0];
        let mut handled = vec![false; self.code.handlers.len()];
        while let Some(start) = work.pop() {
            let mut at = start as usize;
            while at < self.keep.len() && !self.keep[at] {
                self.keep[at] = true;
                let slot = self.code.slots[at];
                if let Some(number) = (slot.region.0 as usize).checked_sub(1)
                    && !handled[number]
                {
                    handled[number] = true;
                    work.push(self.code.labels[self.code.handlers[number].label.0 as usize].at);
                }
                if self.targets[at] != NO_LABEL {
                    work.push(self.targets[at]);
                }
                if ends_flow(&slot.instr) {
                    break;
                }
                at += 1;
            }
        }
    }

    /// Which slots control comes to from elsewhere than the slot before.
    fn referenced(&self) -> Vec<bool> {
        let mut referenced = vec![false; self.keep.len() + 1];
        for (i, &target) in self.targets.iter().enumerate() {
            if self.keep[i] && target != NO_LABEL {
                referenced[target as usize] = true;
            }
        }
        for handler in &self.code.handlers {
            let at = self.code.labels[handler.label.0 as usize].at;
            if at != UNBOUND {
                referenced[at as usize] = true;
            }
        }
        referenced
    }

    /// A call reads its last argument where that is; and two values that are moved to temporaries side by side are moved at once.
    fn join_moves(&mut self, locals: Reg, lines: &LineIndex) {
        let referenced = self.referenced();
        // The move that may be joined with what follows it.
        let mut before: Option<usize> = None;
        for (i, from_elsewhere) in referenced.into_iter().enumerate().take(self.keep.len()) {
            if from_elsewhere {
                before = None;
            }
            if !self.keep[i] {
                continue;
            }
            let slot = self.slots()[i];
            let mut joined = None;
            if let Some(first) = before
                && let Slot { instr: moved, span, region, .. } = self.slots()[first]
                && region == slot.region
                && let Some(instr) = join(moved, slot.instr)
                && on_one_line(span, slot.span, lines)
            {
                self.code.slots[i].instr = instr;
                self.keep[first] = false;
                joined = Some(instr);
            }
            let last = joined.unwrap_or(slot.instr);
            before = matches!(last, Instr::Move { d, .. } | Instr::MovePair { d, .. } if d >= locals).then_some(i);
        }
    }

    /// Drops jumps to what follows, and turns `if c: goto a` around where it stands before `goto b` and
    /// a follows.
    fn drop_jumps_to_next(&mut self) {
        let referenced = self.referenced();
        // From the end, so that dropping a jump lets one before it go too.
        let mut kept_from = vec![0; self.keep.len() + 1];
        kept_from[self.keep.len()] = self.keep.len();
        for i in (0..self.keep.len()).rev() {
            let to = self.targets[i] as usize;
            let drops = match self.slots()[i].instr {
                Instr::Nop {} => true,
                Instr::Jump { .. } => to > i && kept_from[to] == kept_from[i + 1],
                _ => false,
            };
            self.keep[i] &= !drops;
            kept_from[i] = if self.keep[i] { i } else { kept_from[i + 1] };
            let Some(inverse) = inverse(self.slots()[i].instr).filter(|_| self.keep[i]) else {
                continue;
            };
            let next = i + 1;
            let leaves =
                matches!(self.slots().get(next).map(|slot| slot.instr), Some(Instr::Jump { .. } | Instr::Loop { .. }));
            let skips = leaves && self.keep[next] && !referenced[next];
            if skips && to > next && kept_from[to] == kept_from[next + 1] {
                self.code.slots[i].instr = inverse;
                self.targets[i] = self.targets[next];
                self.keep[next] = false;
                kept_from[next] = kept_from[next + 1];
            }
        }
    }

    /// The instruction number of each slot, and which conditional jumps reach too far for their operand.
    /// Such a jump is followed by `Jump +1` and a long jump, and jumps to the latter.
    fn layout(&self) -> (Vec<u32>, Vec<bool>) {
        let count = self.keep.len();
        let mut far = vec![false; count];
        let mut starts = vec![0; count + 1];
        loop {
            let mut at = 0;
            for i in 0..count {
                starts[i] = at;
                at += if far[i] { 3 } else { u32::from(self.keep[i]) };
            }
            starts[count] = at;
            // Short code has no far jumps, which spares nearly everyone the second look.
            if at <= i16::MAX as u32 {
                return (starts, far);
            }
            let mut changed = false;
            for i in 0..count {
                if self.keep[i] && !far[i] && self.targets[i] != NO_LABEL {
                    let offset = starts[self.targets[i] as usize] as i32 - starts[i] as i32 - 1;
                    far[i] = self.slots()[i].instr.with_jump(offset).is_none();
                    changed |= far[i];
                }
            }
            if !changed {
                return (starts, far);
            }
        }
    }

    fn write(self, starts: &[u32], far: &[bool], lines: &LineIndex) -> Assembled {
        let count = starts.last().copied().unwrap_or(0) as usize;
        let mut out = Assembled {
            instrs: Vec::with_capacity(count),
            positions: Vec::with_capacity(count),
            exceptions: Vec::new(),
        };
        let mut locate = Locator { lines, line: 0, start: 0, end: 0 };
        let mut region = Region::default();
        for (i, slot) in self.slots().iter().enumerate() {
            if !self.keep[i] {
                continue;
            }
            let at = starts[i];
            if slot.region != region {
                self.close_range(&mut out, at);
                region = slot.region;
                self.open_range(&mut out, at, region, starts);
            }
            let position = locate.position(slot.span);
            let instr = match self.targets[i] {
                NO_LABEL => slot.instr,
                target if far[i] => {
                    let there = starts[target as usize] as i32;
                    out.instrs.push(with_jump(slot.instr, 1));
                    out.instrs.push(Instr::Jump { off: 1 });
                    out.positions.extend([position; 2]);
                    let off = there - (at as i32 + 3);
                    if off < 0 { Instr::Loop { off } } else { Instr::Jump { off } }
                }
                target => with_jump(slot.instr, starts[target as usize] as i32 - (at as i32 + 1)),
            };
            out.instrs.push(instr);
            out.positions.push(position);
        }
        self.close_range(&mut out, count as u32);
        out
    }

    fn open_range(&self, out: &mut Assembled, at: u32, region: Region, starts: &[u32]) {
        if let Some(number) = (region.0 as usize).checked_sub(1) {
            let handler = self.code.handlers[number];
            let target = self.code.labels[handler.label.0 as usize].at;
            out.exceptions.push(ExcEntry {
                start: at,
                end: 0,
                target: starts[target as usize],
                keep: handler.keep,
                exc: handler.exc,
            });
        }
    }

    fn close_range(&self, out: &mut Assembled, at: u32) {
        if let Some(entry) = out.exceptions.last_mut()
            && entry.end == 0
        {
            entry.end = at;
        }
    }
}

/// What does the work of a move to temporaries and of the instruction that follows.
fn join(moved: Instr, next: Instr) -> Option<Instr> {
    Some(match (moved, next) {
        (Instr::Move { d, s }, Instr::Call { k, d: to, base, last: NO_REG }) if k > 0 && d == base + Reg::from(k) => {
            Instr::Call { k, d: to, base, last: s }
        }
        (Instr::Move { d, s }, Instr::CallMethod { k, d: to, base, last: NO_REG })
            if k > 0 && d == base + 1 + Reg::from(k) =>
        {
            Instr::CallMethod { k, d: to, base, last: s }
        }
        (Instr::Move { d, s }, Instr::Move { d: other, s: t }) if other == d + 1 && t != d => {
            Instr::MovePair { d, s, t }
        }
        (Instr::MovePair { d, s, t }, Instr::BuildTuple { d: to, base, n: 2 }) if base == d => {
            Instr::BuildPair { d: to, s, t }
        }
        _ => return None,
    })
}

/// Whether two instructions stand for something on the same line.
fn on_one_line(a: Span, b: Span, lines: &LineIndex) -> bool {
    a != NO_SPAN && b != NO_SPAN && lines.line_column(a.start).0 == lines.line_column(b.start).0
}

/// `layout` has made sure that the offset fits.
fn with_jump(instr: Instr, offset: i32) -> Instr {
    instr.with_jump(offset).unwrap_or(instr)
}

/// The conditional jump that jumps when this one does not.
fn inverse(instr: Instr) -> Option<Instr> {
    Some(match instr {
        Instr::JTrue { k, s, .. } => Instr::JFalse { k, s, off: 0 },
        Instr::JFalse { k, s, .. } => Instr::JTrue { k, s, off: 0 },
        Instr::JNone { k, s, .. } => Instr::JNotNone { k, s, off: 0 },
        Instr::JNotNone { k, s, .. } => Instr::JNone { k, s, off: 0 },
        Instr::JIs { k, l, r, .. } => Instr::JIsNot { k, l, r, off: 0 },
        Instr::JIsNot { k, l, r, .. } => Instr::JIs { k, l, r, off: 0 },
        Instr::JLt { k, l, r, .. } => Instr::JNotLt { k, l, r, off: 0 },
        Instr::JNotLt { k, l, r, .. } => Instr::JLt { k, l, r, off: 0 },
        Instr::JLe { k, l, r, .. } => Instr::JNotLe { k, l, r, off: 0 },
        Instr::JNotLe { k, l, r, .. } => Instr::JLe { k, l, r, off: 0 },
        Instr::JGt { k, l, r, .. } => Instr::JNotGt { k, l, r, off: 0 },
        Instr::JNotGt { k, l, r, .. } => Instr::JGt { k, l, r, off: 0 },
        Instr::JGe { k, l, r, .. } => Instr::JNotGe { k, l, r, off: 0 },
        Instr::JNotGe { k, l, r, .. } => Instr::JGe { k, l, r, off: 0 },
        Instr::JEq { k, l, r, .. } => Instr::JNotEq { k, l, r, off: 0 },
        Instr::JNotEq { k, l, r, .. } => Instr::JEq { k, l, r, off: 0 },
        Instr::JNe { k, l, r, .. } => Instr::JNotNe { k, l, r, off: 0 },
        Instr::JNotNe { k, l, r, .. } => Instr::JNe { k, l, r, off: 0 },
        Instr::JLtI { k, l, imm, .. } => Instr::JNotLtI { k, l, imm, off: 0 },
        Instr::JNotLtI { k, l, imm, .. } => Instr::JLtI { k, l, imm, off: 0 },
        Instr::JLeI { k, l, imm, .. } => Instr::JNotLeI { k, l, imm, off: 0 },
        Instr::JNotLeI { k, l, imm, .. } => Instr::JLeI { k, l, imm, off: 0 },
        Instr::JGtI { k, l, imm, .. } => Instr::JNotGtI { k, l, imm, off: 0 },
        Instr::JNotGtI { k, l, imm, .. } => Instr::JGtI { k, l, imm, off: 0 },
        Instr::JGeI { k, l, imm, .. } => Instr::JNotGeI { k, l, imm, off: 0 },
        Instr::JNotGeI { k, l, imm, .. } => Instr::JGeI { k, l, imm, off: 0 },
        Instr::JEqI { k, l, imm, .. } => Instr::JNotEqI { k, l, imm, off: 0 },
        Instr::JNotEqI { k, l, imm, .. } => Instr::JEqI { k, l, imm, off: 0 },
        Instr::JNeI { k, l, imm, .. } => Instr::JNotNeI { k, l, imm, off: 0 },
        Instr::JNotNeI { k, l, imm, .. } => Instr::JNeI { k, l, imm, off: 0 },
        Instr::JEqC { k, l, c, .. } => Instr::JNotEqC { k, l, c, off: 0 },
        Instr::JNotEqC { k, l, c, .. } => Instr::JEqC { k, l, c, off: 0 },
        Instr::JNeC { k, l, c, .. } => Instr::JNotNeC { k, l, c, off: 0 },
        Instr::JNotNeC { k, l, c, .. } => Instr::JNeC { k, l, c, off: 0 },
        _ => return None,
    })
}

/// Lines and columns, remembering the last line: most instructions are on the same one.
struct Locator<'a> {
    lines: &'a LineIndex,
    line: u32,
    start: u32,
    end: u32,
}

impl Locator<'_> {
    fn position(&mut self, span: Span) -> Position {
        if span == NO_SPAN {
            return Position::default();
        }
        let (line, col) = self.line_column(span.start);
        let (end_line, end_col) = self.line_column(span.end);
        Position { line, end_line, col, end_col }
    }

    fn line_column(&mut self, offset: u32) -> (u32, u32) {
        if self.line == 0 || offset < self.start || offset >= self.end {
            let (line, column) = self.lines.line_column(offset);
            self.line = line;
            self.start = offset - column;
            self.end = self.lines.line_start(line + 1).unwrap_or(u32::MAX);
        }
        (self.line, offset - self.start)
    }
}
