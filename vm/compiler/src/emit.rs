//! The instructions of a block while it is compiled: labels, exception regions, reachability.
//!
//! Jumps name labels; `assemble` makes offsets of them. Each instruction remembers the region it
//! stands in, that is the handler an exception goes to, and the exception table is read off from
//! that at the end. Nothing is emitted where control cannot come.
//!
//! Along the way the emitter knows which locals surely hold a value (see [`Assigned`]). The set only
//! grows along a path, because variables that are ever deleted are never in it; so the state at the
//! head of a loop is the one on entry, and the state in a handler the one where its region begins.
//! Other labels get the intersection of the states of the jumps to them.

use pausa_grammar::span::Span;

use super::registers::{Assigned, Reg};
use crate::bytecode::Instr;
use crate::bytecode::effects::ends_flow;
use crate::bytecode::instr::UNREAD;

/// A place in the code to jump to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label(pub(super) u32);

/// An exception region: the number of a handler, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Region(pub(super) u32);

/// The span of instructions that stand for nothing in the source.
pub(crate) const NO_SPAN: Span = Span { start: u32::MAX, end: u32::MAX };

/// "Jumps nowhere".
pub(super) const NO_LABEL: u32 = u32::MAX;
/// "Not bound yet".
pub(super) const UNBOUND: u32 = u32::MAX;

/// An instruction with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) instr: Instr,
    pub(super) span: Span,
    pub(super) region: Region,
    /// The label that it jumps to.
    pub(super) target: u32,
}

#[derive(Debug)]
pub(super) struct LabelInfo {
    /// The slot that it stands before.
    pub(super) at: u32,
    /// Locals assigned at all jumps to it; `None` if there is none.
    assigned: Option<Assigned>,
}

/// A handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handler {
    pub(super) label: Label,
    /// First register that is released on the way to it.
    pub(super) keep: Reg,
    /// Register that receives the exception.
    pub(super) exc: Reg,
}

/// The code of a block.
#[derive(Debug)]
pub(crate) struct Code {
    pub(super) slots: Vec<Slot>,
    pub(super) labels: Vec<LabelInfo>,
    /// Handlers; region `n` is handled by number `n - 1`.
    pub(super) handlers: Vec<Handler>,
    region: Region,
    reachable: bool,
    assigned: Assigned,
}

impl Default for Code {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            labels: Vec::new(),
            handlers: Vec::new(),
            region: Region::default(),
            reachable: true,
            assigned: Assigned::default(),
        }
    }
}

impl Code {
    /// Whether control can come here.
    pub(crate) fn reachable(&self) -> bool {
        self.reachable
    }

    /// Adds an instruction that goes on to the next one, or leaves the block.
    pub(crate) fn emit(&mut self, instr: Instr, span: Span) {
        if self.reachable {
            // What dies is finalised where it was used last.
            let span = match (&instr, self.slots.last()) {
                (Instr::Kill { .. }, Some(last)) if span == NO_SPAN => last.span,
                _ => span,
            };
            self.slots.push(Slot { instr, span, region: self.region, target: NO_LABEL });
            self.reachable = !ends_flow(&instr);
        }
    }

    /// Nobody reads what is sent to a `Yield` that has just been added, for which register `d` is released next.
    pub(crate) fn answer_unread(&mut self, reg: Reg) {
        if self.reachable
            && let Some(Slot { instr: Instr::Yield { k, d, .. }, .. }) = self.slots.last_mut()
            && *d == reg
        {
            *k |= UNREAD;
        }
    }

    /// Adds an instruction that jumps to `label`.
    pub(crate) fn jump(&mut self, instr: Instr, label: Label, span: Span) {
        if !self.reachable {
            return;
        }
        self.slots.push(Slot { instr, span, region: self.region, target: label.0 });
        let Label(number) = label;
        self.meet(number);
        self.reachable = !ends_flow(&instr);
    }

    /// Jumps to `label`, which lies ahead.
    pub(crate) fn goto(&mut self, label: Label) {
        self.jump(Instr::Jump { off: 0 }, label, NO_SPAN);
    }

    fn meet(&mut self, label: u32) {
        let info = &mut self.labels[label as usize];
        match &mut info.assigned {
            _ if info.at != UNBOUND => {}
            Some(state) => state.intersect(&self.assigned),
            None => info.assigned = Some(self.assigned.clone()),
        }
    }

    /// A new label, not yet bound.
    pub(crate) fn label(&mut self) -> Label {
        self.labels.push(LabelInfo { at: UNBOUND, assigned: None });
        Label(self.labels.len() as u32 - 1)
    }

    /// Puts a label here.
    pub(crate) fn bind(&mut self, label: Label) {
        let info = &mut self.labels[label.0 as usize];
        info.at = self.slots.len() as u32;
        match info.assigned.take() {
            Some(state) if self.reachable => self.assigned.intersect(&state),
            Some(state) => {
                self.assigned = state;
                self.reachable = true;
            }
            None => {}
        }
    }

    /// A label that stands here, for jumps backwards.
    pub(crate) fn label_here(&mut self) -> Label {
        let label = self.label();
        self.bind(label);
        label
    }

    // ---- regions ----

    /// The region that is being emitted.
    pub(crate) fn region(&self) -> Region {
        self.region
    }

    /// Goes back to a region.
    pub(crate) fn set_region(&mut self, region: Region) {
        self.region = region;
    }

    /// Starts a new region: from here on exceptions go to `label`, after temporaries from `keep` on have
    /// been released and the exception put into `exc`.
    pub(crate) fn protect(&mut self, label: Label, keep: Reg, exc: Reg) {
        self.handlers.push(Handler { label, keep, exc });
        self.region = Region(self.handlers.len() as u32);
        if self.reachable {
            self.meet(label.0);
        }
    }

    // ---- locals ----

    /// Notes that a local holds a value from here on.
    pub(crate) fn assign(&mut self, local: Reg) {
        self.assigned.set(local);
    }

    /// Whether a local surely holds a value.
    pub(crate) fn is_assigned(&self, local: Reg) -> bool {
        self.assigned.has(local)
    }
}
