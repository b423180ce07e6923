//! What an instruction does to registers: derived from the operand roles of the table, with the rows that
//! are special spelled out.

use super::instr::{KILL_1, KILL_2, NO_REG};
use super::{Instr, Operand};

/// One effect on one register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The value is read and stays.
    Read(u16),
    /// The value is read and gone.
    Take(u16),
    /// The value, if there is one, is gone.
    Clear(u16),
    /// A value is written.
    Write(u16),
}

/// Calls `visit` with each effect: first what is read or taken, then what is written.
///
/// What depends on whether the instruction jumps is left out: see [`on_jump`] and [`on_fall`].
pub(crate) fn effects(instr: &Instr, visit: &mut dyn FnMut(Effect)) {
    let mut writes: [Option<u16>; 3] = [None; 3];
    match *instr {
        Instr::Take { d, s } => {
            visit(Effect::Take(s));
            writes[0] = Some(d);
        }
        Instr::Kill { s } | Instr::DelLocal { s } => visit(Effect::Clear(s)),
        Instr::CheckLocal { .. } | Instr::MakeCell { .. } => {}
        Instr::ForIter { it, .. } | Instr::NextIter { it, .. } => visit(Effect::Read(it)),
        Instr::AddC { l, .. }
        | Instr::SubC { l, .. }
        | Instr::MulC { l, .. }
        | Instr::TrueDivC { l, .. }
        | Instr::ModC { l, .. } => visit(Effect::Read(l)),
        Instr::AppendTo { l, v, .. } => [l, v].into_iter().for_each(|reg| visit(Effect::Read(reg))),
        Instr::Await { d, it } => {
            visit(Effect::Take(it));
            writes[0] = Some(d);
        }
        Instr::PopExc { save: r }
        | Instr::Reraise { e: r }
        | Instr::EndAsyncFor { e: r }
        | Instr::ImportStar { s: r } => visit(Effect::Take(r)),
        Instr::ListToTuple { d, s } => {
            visit(Effect::Take(s));
            writes[0] = Some(d);
        }
        Instr::Raise { k, e, c } => {
            let count = k & 0xF;
            for (number, reg) in [(1, e), (2, c)] {
                if count >= number {
                    let dies = k & 0x10 << (number - 1) != 0;
                    visit(if dies { Effect::Take(reg) } else { Effect::Read(reg) });
                }
            }
        }
        Instr::UnpackSeq { .. } | Instr::UnpackEx { .. } => {
            sources(instr, visit);
            if let Some((base, n)) = written_range(instr) {
                (0..n).for_each(|i| visit(Effect::Write(base.wrapping_add(i))));
            }
        }
        Instr::MovePair { d, .. } | Instr::LoadMethod { d, .. } => {
            sources(instr, visit);
            writes[..2].copy_from_slice(&[Some(d), Some(d.wrapping_add(1))]);
        }
        Instr::BeforeWith { d, .. } | Instr::BeforeAsyncWith { d, .. } => {
            sources(instr, visit);
            writes = [2, 1, 0].map(|below| Some(d.wrapping_sub(below)));
        }
        Instr::WithExcept { d, exit, .. } => {
            sources(instr, visit);
            visit(Effect::Read(exit.wrapping_add(1)));
            writes[0] = Some(d);
        }
        _ => {
            sources(instr, visit);
            if let Some((base, n)) = consumed_range(instr) {
                let last = last_argument(instr);
                last.into_iter().for_each(|reg| visit(Effect::Read(reg)));
                (0..n - u16::from(last.is_some())).for_each(|i| visit(Effect::Take(base.wrapping_add(i))));
            }
            writes[0] = instr.operands().into_iter().find_map(|(_, operand)| match operand {
                Operand::Dst(reg) => Some(reg),
                _ => None,
            });
        }
    }
    writes.into_iter().flatten().for_each(|reg| visit(Effect::Write(reg)));
}

/// The source operands, which die as the kill bits say.
fn sources(instr: &Instr, visit: &mut dyn FnMut(Effect)) {
    let (mut k, mut number) = (0, 0);
    for (_, operand) in instr.operands() {
        match operand {
            Operand::K(value) => k = value,
            Operand::Src(reg) => {
                let dies = k & 1 << number != 0;
                number += 1;
                if reg != NO_REG {
                    visit(if dies { Effect::Take(reg) } else { Effect::Read(reg) });
                }
            }
            _ => {}
        }
    }
}

/// The register that a call reads its last argument from, if that is not in the range.
fn last_argument(instr: &Instr) -> Option<u16> {
    match *instr {
        Instr::Call { last, .. } | Instr::CallMethod { last, .. } => Some(last).filter(|&reg| reg != NO_REG),
        _ => None,
    }
}

/// The range of registers that an instruction consumes: first and number.
pub(crate) fn consumed_range(instr: &Instr) -> Option<(u16, u16)> {
    Some(match *instr {
        Instr::BuildStepSlice { base, .. } => (base, 3),
        Instr::BuildTuple { base, n, .. }
        | Instr::BuildList { base, n, .. }
        | Instr::BuildSet { base, n, .. }
        | Instr::BuildMap { base, n, .. }
        | Instr::BuildString { base, n, .. }
        | Instr::Intrinsic { base, n, .. } => (base, n),
        Instr::Call { k, base, .. } | Instr::CallKw { k, base, .. } => (base, 1 + u16::from(k)),
        Instr::CallMethod { k, base, .. } | Instr::CallMethodKw { k, base, .. } | Instr::CallEx { k, base, .. } => {
            (base, 2 + u16::from(k))
        }
        Instr::MakeFunction { k, base, .. } => (base, 1 + k.count_ones() as u16),
        Instr::Comprehend { base, .. } => (base, 1),
        Instr::ImportName { base, .. } => (base, 2),
        _ => return None,
    })
}

/// The range of registers that an instruction writes: first and number.
pub(crate) fn written_range(instr: &Instr) -> Option<(u16, u16)> {
    match *instr {
        Instr::UnpackSeq { base, n, .. } => Some((base, n)),
        Instr::UnpackEx { base, n, .. } => Some((base, (n & 0xFF) + 1 + (n >> 8))),
        _ => None,
    }
}

/// What happens only if the instruction jumps.
pub(crate) fn on_jump(instr: &Instr) -> [Option<Effect>; 2] {
    match *instr {
        Instr::ForIter { it, .. } => [Some(Effect::Clear(it)), None],
        Instr::NextIter { d, .. } => [Some(Effect::Write(d)), None],
        Instr::AppendTo { k, l, v, .. } => {
            [(KILL_1, l), (KILL_2, v)].map(|(dies, reg)| (k & dies != 0).then_some(Effect::Clear(reg)))
        }
        Instr::AddC { k, d, l, .. }
        | Instr::SubC { k, d, l, .. }
        | Instr::MulC { k, d, l, .. }
        | Instr::TrueDivC { k, d, l, .. }
        | Instr::ModC { k, d, l, .. } => [(k & KILL_1 != 0).then_some(Effect::Clear(l)), Some(Effect::Write(d))],
        _ => [None; 2],
    }
}

/// How many instructions are passed over by one that may have done their work: that counts as a jump.
pub(crate) fn passes_over(instr: &Instr) -> Option<usize> {
    match instr {
        Instr::AddC { .. } | Instr::SubC { .. } | Instr::MulC { .. } | Instr::TrueDivC { .. } | Instr::ModC { .. } => {
            Some(2)
        }
        _ => None,
    }
}

/// What happens only if the instruction goes on to the next one.
pub(crate) fn on_fall(instr: &Instr) -> Option<Effect> {
    match *instr {
        Instr::ForIter { d, .. } => Some(Effect::Write(d)),
        Instr::NextIter { it, .. } => Some(Effect::Clear(it)),
        Instr::JTrueKeep { s, .. } | Instr::JFalseKeep { s, .. } => Some(Effect::Clear(s)),
        _ => None,
    }
}

/// Whether control never goes on to the next instruction.
pub(crate) fn ends_flow(instr: &Instr) -> bool {
    matches!(
        instr,
        Instr::Jump { .. }
            | Instr::Loop { .. }
            | Instr::Return { .. }
            | Instr::ReturnConst { .. }
            | Instr::Raise { .. }
            | Instr::Reraise { .. }
    )
}

/// Where an instruction may jump to, its own number being `at`; `None` if it does not jump or the target is
/// not a number.
pub(crate) fn jump_target(at: usize, instr: &Instr) -> Option<i64> {
    if let Some(more) = passes_over(instr) {
        return Some((at + 1 + more) as i64);
    }
    instr.operands().into_iter().find_map(|(_, operand)| match operand {
        Operand::Jump(offset) => Some(at as i64 + 1 + i64::from(offset)),
        _ => None,
    })
}
