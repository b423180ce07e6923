//! From slots with labels to the final instructions: jumps are threaded, what cannot be reached is dropped,
//! offsets are filled in, and the exception table and the positions are written.

use pausa_grammar::span::{LineIndex, Span};

use super::emit::{Code, NO_LABEL, NO_SPAN, Region, Slot, UNBOUND};
use crate::bytecode::effects::ends_flow;
use crate::bytecode::{ExcEntry, Instr, Position};

/// The finished code of a block.
pub(super) struct Assembled {
    pub(super) instrs: Vec<Instr>,
    pub(super) positions: Vec<Position>,
    pub(super) exceptions: Vec<ExcEntry>,
}

/// Finishes the code of a block.
pub(super) fn assemble(code: Code, lines: &LineIndex) -> Assembled {
    let mut assembler = Assembler::new(code);
    assembler.thread_jumps();
    assembler.find_reachable();
    assembler.drop_jumps_to_next();
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
        debug_assert!(
            code.slots
                .iter()
                .zip(&targets)
                .all(|(s, t)| s.target == NO_LABEL || *t != UNBOUND)
        );
        let keep = vec![false; code.slots.len()];
        Self {
            code,
            targets,
            keep,
        }
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
            let iterates = matches!(
                self.slots()[i].instr,
                Instr::ForIter { .. } | Instr::NextIter { .. }
            );
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
                if let Some(number) = (slot.region.0 as usize).checked_sub(1) {
                    if !handled[number] {
                        handled[number] = true;
                        work.push(self.code.labels[self.code.handlers[number].label.0 as usize].at);
                    }
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

    fn drop_jumps_to_next(&mut self) {
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
        let mut locate = Locator {
            lines,
            line: 0,
            start: 0,
            end: 0,
        };
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
                    if off < 0 {
                        Instr::Loop { off }
                    } else {
                        Instr::Jump { off }
                    }
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
        if let Some(entry) = out.exceptions.last_mut() {
            if entry.end == 0 {
                entry.end = at;
            }
        }
    }
}

/// `layout` has made sure that the offset fits.
fn with_jump(instr: Instr, offset: i32) -> Instr {
    instr.with_jump(offset).unwrap_or(instr)
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
        Position {
            line,
            end_line,
            col,
            end_col,
        }
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
