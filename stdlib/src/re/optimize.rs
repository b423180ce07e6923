//! What can come next at each choice, so that most choices need not be made.
//!
//! A filter is an upper bound: the bytes it lacks cannot follow, the ones it has
//! might. Wherever the walk over the instructions gets too long or meets what
//! depends on the text, there is no filter.

use super::program::{Assert, Filter, FilterId, Inst, NO_FILTER, Pc, Program, Scan, Scope};
use super::set::{ByteSet, lead_byte};
use super::tree::Greed;

/// How many instructions to look at for one filter.
const MOST_STEPS: usize = 200;

/// Finds the filters of all splits and runs.
pub(super) fn add_filters(program: &mut Program) {
    for at in 0..program.code.len() {
        match program.code[at] {
            Inst::Split { other, lazy, .. } => {
                let next_filter = add(program, at as Pc + 1);
                let other_filter = add(program, other);
                program.code[at] = Inst::Split { other, next_filter, other_filter, lazy };
            }
            Inst::Run(id) => {
                let follow = add(program, at as Pc + 1);
                let taken = first_of_run(program, program.runs[id as usize].scan);
                let run = &mut program.runs[id as usize];
                run.follow = follow;
                // What follows cannot begin with what the run takes, so it
                // would be in vain to give anything back.
                if follow != NO_FILTER && program.filters[follow as usize].bytes.is_disjoint(&taken) {
                    run.greed = Greed::Possessive;
                }
            }
            _ => {}
        }
    }
}

fn add(program: &mut Program, pc: Pc) -> FilterId {
    match first(program, pc) {
        Some(filter) => {
            program.filters.push(filter);
            program.filters.len() as FilterId - 1
        }
        None => NO_FILTER,
    }
}

fn first_of_run(program: &Program, scan: Scan) -> ByteSet {
    let mut bytes = ByteSet::default();
    match scan {
        Scan::All => return ByteSet::ALL,
        Scan::AllBut(lacking) => {
            (0..=255).filter(|&b| b != lacking).for_each(|b| bytes.insert(b));
        }
        Scan::Byte(byte) => bytes.insert(byte),
        Scan::Set(id) => return program.sets[id as usize].first_bytes(program.kind),
    }
    bytes
}

/// What can come next when the instruction at `pc` is about to be carried out.
pub(super) fn first(program: &Program, pc: Pc) -> Option<Filter> {
    let mut filter = Filter { bytes: ByteSet::default(), at_end: false, only: None };
    let mut seen = vec![pc];
    let mut done = 0;
    while let Some(&pc) = seen.get(done) {
        if done > MOST_STEPS {
            return None;
        }
        done += 1;
        let mut visit = |pc: Pc| {
            if !seen.contains(&pc) {
                seen.push(pc);
            }
        };
        match program.code[pc as usize] {
            Inst::Byte(byte) => filter.bytes.insert(byte),
            Inst::Literal { start, .. } => filter.bytes.insert(program.literals[start as usize]),
            Inst::AnyChar => filter.bytes = ByteSet::ALL,
            Inst::Set(id) => {
                filter.bytes.union(&program.sets[id as usize].first_bytes(program.kind));
            }
            Inst::Assert(Assert::End | Assert::EndLine) => {
                filter.bytes.insert(lead_byte('\n' as u32));
                filter.at_end = true;
            }
            Inst::Assert(Assert::EndString) => filter.at_end = true,
            Inst::Assert(_) | Inst::Save(_) => visit(pc + 1),
            Inst::Jump(target) => visit(target),
            Inst::Split { other, .. } => {
                visit(pc + 1);
                visit(other);
            }
            Inst::Run(id) => {
                let run = &program.runs[id as usize];
                if run.max > 0 {
                    filter.bytes.union(&first_of_run(program, run.scan));
                }
                if run.min == 0 {
                    visit(pc + 1);
                }
            }
            Inst::LoopStart(id) => {
                let repeated = &program.loops[id as usize];
                if repeated.max > 0 {
                    visit(pc + 2);
                }
                if repeated.min == 0 {
                    visit(repeated.after);
                }
            }
            Inst::LoopNext(id) => {
                visit(pc + 1);
                visit(program.loops[id as usize].after);
            }
            Inst::IfGroup { otherwise, .. } => {
                visit(pc + 1);
                visit(otherwise);
            }
            Inst::Enter { scope: Scope::Atomic, .. } => visit(pc + 1),
            Inst::Enter { after, .. } => visit(after),
            Inst::Peek { .. } => visit(pc + 2),
            Inst::Fail => {}
            // A part matched on its own ends without regard to what comes after it.
            Inst::Leave(_) | Inst::Match => return None,
            Inst::Backref { .. } | Inst::Back(_) => return None,
        }
    }
    filter.only = filter.bytes.few(1).filter(|_| !filter.at_end).and_then(|few| few.first().copied());
    Some(filter)
}
