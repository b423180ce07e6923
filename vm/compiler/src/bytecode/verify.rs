//! Checks code that does not come from our own compiler: read from a cache, or made by hand.
//!
//! Verified code keeps to the conventions of the opcode table: operands are in range, jumps stay inside,
//! control does not run off the end, cells are where they are expected, and a temporary that is read holds a
//! value on every way there. Locals may be read unassigned: the loop finds that out. What a register
//! holds is not known here, so the loop checks the types of what it takes from one.

use std::fmt;
use std::rc::Rc;

use super::effects::{Effect, consumed_range, effects, ends_flow, jump_target, on_fall, on_jump, written_range};
use super::instr::{KILL_1, NO_REG, UNREAD};
use super::{CodeFlags, CodeUnit, Const, Instr, Intrinsic, LocalKind, Operand};

/// Code units inside each other, at most.
const MAX_DEPTH: usize = 3000;
/// Words of memory for the states of one unit, at most.
const MAX_STATE: usize = 1 << 24;

/// What is wrong with a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// The unit's qualified name.
    pub unit: Rc<str>,
    /// The instruction, if it is one.
    pub at: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The tables of the unit do not fit each other: parameters, locals, positions, caches.
    Tables,
    /// Units nest too deeply, or there is too much to check.
    TooLarge,
    /// Control runs off the end.
    NoEnd,
    /// A register that the frame does not have.
    Register(u16),
    /// A range of registers that the frame does not have, or of a wrong length.
    Range(u16),
    /// An index into the constants, names, caches or closure, or a constant of the wrong type.
    Index(u32),
    /// A jump to nowhere.
    Jump(i64),
    /// A number in `k` or an immediate that means nothing.
    Number(u16),
    /// A cell that is none, or that is overwritten.
    Cell(u16),
    /// A temporary that may hold nothing is read.
    Empty(u16),
    /// An entry of the exception table.
    Handler(usize),
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid bytecode in {}", self.unit)?;
        if let Some(at) = self.at {
            write!(f, " at {at}")?;
        }
        write!(f, ": {:?}", self.problem)
    }
}

impl std::error::Error for VerifyError {}

/// Checks a unit and the units among its constants.
pub fn verify(unit: &CodeUnit) -> Result<(), VerifyError> {
    let mut work = vec![(unit, 0)];
    while let Some((unit, depth)) = work.pop() {
        if depth > MAX_DEPTH {
            return Err(VerifyError { unit: Rc::clone(&unit.qualname), at: None, problem: Problem::TooLarge });
        }
        Verifier { unit, at: None }.unit()?;
        let mut consts: Vec<&Const> = unit.consts.iter().collect();
        while let Some(value) = consts.pop() {
            match value {
                Const::Code(inner) => work.push((inner, depth + 1)),
                Const::Tuple(items) | Const::FrozenSet(items) => consts.extend(items),
                _ => {}
            }
        }
    }
    Ok(())
}

struct Verifier<'u> {
    unit: &'u CodeUnit,
    at: Option<usize>,
}

type Check<T = ()> = Result<T, VerifyError>;

impl<'u> Verifier<'u> {
    fn fail<T>(&self, problem: Problem) -> Check<T> {
        Err(VerifyError { unit: Rc::clone(&self.unit.qualname), at: self.at, problem })
    }

    fn require(&self, holds: bool, problem: Problem) -> Check {
        if holds { Ok(()) } else { self.fail(problem) }
    }

    fn unit(&mut self) -> Check {
        self.tables()?;
        self.cells()?;
        for (at, instr) in self.unit.instrs.iter().enumerate() {
            self.at = Some(at);
            self.instruction(at, instr)?;
        }
        let last = self.unit.instrs.last();
        self.require(last.is_some_and(ends_flow), Problem::NoEnd)?;
        self.at = None;
        self.handlers()?;
        self.temporaries()
    }

    fn tables(&self) -> Check {
        let unit = self.unit;
        let flags = unit.flags;
        let function = flags.has(CodeFlags::OPTIMIZED);
        let stars = u16::from(flags.has(CodeFlags::VARARGS)) + u16::from(flags.has(CodeFlags::VARKEYWORDS));
        let parameters: usize = [unit.arg_count, unit.kwonly_count, stars].iter().map(|n| usize::from(*n)).sum();
        let hidden = |local: &super::LocalVar| local.kind == LocalKind::Hidden;
        let fits = unit.positions.len() == unit.instrs.len()
            && unit.instrs.len() < i32::MAX as usize
            && unit.registers < NO_REG
            && unit.locals.len() <= usize::from(unit.registers)
            && unit.posonly_count <= unit.arg_count
            && unit.locals.len() >= parameters
            && unit.free.len() < usize::from(NO_REG)
            && unit.caches.iter().all(|name| (*name as usize) < unit.names.len());
        let namespace = match function {
            // Functions have no other one than the place of the dict of `locals()`.
            true => unit.locals.iter().enumerate().all(|(i, l)| !hidden(l) || i >= parameters && &*l.name == ".locals"),
            false => unit.locals.first().is_some_and(hidden) && parameters == 0,
        };
        self.require(fits && namespace, Problem::Tables)
    }

    /// The code starts by making all cells.
    fn cells(&self) -> Check {
        let cells: Vec<u16> = (0..self.unit.locals.len())
            .filter(|&i| self.unit.locals[i].kind == LocalKind::Cell)
            .map(|i| i as u16)
            .collect();
        for (i, cell) in cells.iter().enumerate() {
            let made = matches!(self.unit.instrs.get(i), Some(Instr::MakeCell { r }) if r == cell);
            self.require(made, Problem::Cell(*cell))?;
        }
        let more = self.unit.instrs.iter().skip(cells.len());
        let again = more.filter(|instr| matches!(instr, Instr::MakeCell { .. })).count();
        self.require(again == 0, Problem::Cell(0))
    }

    fn instruction(&self, at: usize, instr: &Instr) -> Check {
        let unit = self.unit;
        for (name, operand) in instr.operands() {
            match operand {
                Operand::K(_) | Operand::Imm(_) | Operand::Count(_) | Operand::Base(_) => {}
                Operand::Last(NO_REG) => {}
                Operand::Last(reg) => {
                    let given = matches!(instr, Instr::Call { k, .. } | Instr::CallMethod { k, .. } if *k > 0);
                    self.require(given && reg < unit.registers, Problem::Register(reg))?;
                }
                Operand::Src(NO_REG) => {
                    let absent = may_be_absent(instr, name) && !dies(instr, name);
                    self.require(absent, Problem::Register(NO_REG))?;
                }
                Operand::Dst(reg) | Operand::Src(reg) => {
                    self.require(reg < unit.registers, Problem::Register(reg))?;
                }
                Operand::Const(index) => {
                    self.require((index as usize) < unit.consts.len(), Problem::Index(index))?;
                }
                Operand::Name(index) => {
                    self.require((index as usize) < unit.names.len(), Problem::Index(index))?;
                }
                Operand::Cache(index) => {
                    self.require((index as usize) < unit.caches.len(), Problem::Index(index))?;
                }
                Operand::Free(index) => {
                    let fits = usize::from(index) < unit.free.len();
                    self.require(fits, Problem::Index(u32::from(index)))?;
                }
                Operand::Jump(_) => {
                    let target = jump_target(at, instr).unwrap_or(-1);
                    let inside = (0..unit.instrs.len() as i64).contains(&target);
                    self.require(inside, Problem::Jump(target))?;
                }
            }
        }
        for (base, n) in [consumed_range(instr), written_range(instr)].into_iter().flatten() {
            let fits = u32::from(base) + u32::from(n) <= u32::from(unit.registers);
            self.require(fits, Problem::Range(base))?;
        }
        if let Some((base, n)) = consumed_range(instr) {
            let temporaries = usize::from(base) >= unit.locals.len() || n == 0;
            self.require(temporaries, Problem::Range(base))?;
        }
        self.numbers(at, instr)?;
        self.respects_cells(instr)
    }

    /// Rows whose operands have to fit each other.
    fn numbers(&self, at: usize, instr: &Instr) -> Check {
        let unit = self.unit;
        match *instr {
            Instr::CallKw { k, names, .. } | Instr::CallMethodKw { k, names, .. } => {
                let problem = Problem::Index(u32::from(names));
                let Some(Const::Tuple(names)) = unit.consts.get(usize::from(names)) else {
                    return self.fail(problem);
                };
                let strings = names.iter().all(|name| matches!(name, Const::Str(_)));
                self.require(strings && names.len() <= usize::from(k), problem)
            }
            Instr::CallEx { k, .. } => self.require(k <= 1, Problem::Number(k.into())),
            Instr::Comprehend { code, .. } => {
                let plain = match unit.consts.get(usize::from(code)) {
                    Some(Const::Code(inner)) => inner.free.is_empty() && inner.arg_count == 1,
                    _ => false,
                };
                self.require(plain, Problem::Index(code.into()))
            }
            Instr::MakeFunction { k, .. } => self.require(k < 16, Problem::Number(k.into())),
            Instr::Intrinsic { k, n, .. } => {
                let which = Intrinsic::ALL.get(usize::from(k));
                let fits = which.is_some_and(|which| which.arity() == usize::from(n));
                self.require(fits, Problem::Number(k.into()))
            }
            Instr::BuildMap { n, .. } => self.require(n % 2 == 0, Problem::Number(n)),
            Instr::Raise { k, e, c } => {
                let fits = match k & 0xF {
                    0 => true,
                    1 => e != NO_REG,
                    2 => e != NO_REG && c != NO_REG,
                    _ => false,
                };
                self.require(fits, Problem::Number(k.into()))
            }
            Instr::MovePair { d, .. } | Instr::LoadMethod { d, .. } => {
                let temporary = usize::from(d) >= unit.locals.len();
                self.require(temporary && d + 1 < unit.registers, Problem::Range(d))
            }
            Instr::BeforeWith { d, .. } | Instr::BeforeAsyncWith { d, .. } => {
                self.require(usize::from(d) >= unit.locals.len() + 2, Problem::Range(d))
            }
            Instr::WithExcept { exit, .. } => self.require(exit + 1 < unit.registers, Problem::Range(exit)),
            Instr::Loop { off } => self.require(off < 0, Problem::Jump(off.into())),
            Instr::ForIter { off, .. } => self.require(off >= 0, Problem::Jump(off.into())),
            Instr::LoadName { .. }
            | Instr::StoreName { .. }
            | Instr::DelName { .. }
            | Instr::LoadClassFree { .. }
            | Instr::ImportStar { .. } => {
                // R[0] has to be a namespace.
                self.require(!unit.flags.has(CodeFlags::OPTIMIZED), Problem::Register(0))
            }
            Instr::CheckLocal { s } | Instr::DelLocal { s } => {
                self.require(usize::from(s) < unit.locals.len(), Problem::Register(s))
            }
            Instr::Yield { k, d, .. } => {
                let releases = |next: &Instr| matches!(*next, Instr::Kill { s } if s == d);
                let fits = k & UNREAD == 0 || unit.instrs.get(at + 1).is_some_and(releases);
                self.require(fits, Problem::Number(k.into()))
            }
            Instr::AddC { k, d, l, c }
            | Instr::SubC { k, d, l, c }
            | Instr::MulC { k, d, l, c }
            | Instr::TrueDivC { k, d, l, c }
            | Instr::ModC { k, d, l, c } => {
                let (load, then) = (unit.instrs.get(at + 1), unit.instrs.get(at + 2));
                let fits = matches!(load, Some(Instr::LoadConst { c: other, .. }) if *other == u32::from(c))
                    && at + 3 < unit.instrs.len()
                    && then.is_some_and(|then| match (instr, *then) {
                        (Instr::AddC { .. }, Instr::Add { k: kills, d: to, l: left, .. })
                        | (Instr::SubC { .. }, Instr::Sub { k: kills, d: to, l: left, .. })
                        | (Instr::MulC { .. }, Instr::Mul { k: kills, d: to, l: left, .. })
                        | (Instr::TrueDivC { .. }, Instr::TrueDiv { k: kills, d: to, l: left, .. })
                        | (Instr::ModC { .. }, Instr::Mod { k: kills, d: to, l: left, .. }) => {
                            (to, left) == (d, l) && kills & KILL_1 == k
                        }
                        _ => false,
                    });
                self.require(fits, Problem::Number(c))
            }
            Instr::SwapExc { .. } => {
                let around = |other: Option<&Instr>| {
                    matches!(other, Some(Instr::Yield { .. } | Instr::AsyncYield { .. } | Instr::Await { .. }))
                };
                let before = at.checked_sub(1).and_then(|at| unit.instrs.get(at));
                self.require(around(before) || around(unit.instrs.get(at + 1)), Problem::Number(0))
            }
            _ => Ok(()),
        }
    }

    /// Cells and the namespace stay where they are; what is used as a cell is one.
    fn respects_cells(&self, instr: &Instr) -> Check {
        let kind = |reg: u16| self.unit.locals.get(usize::from(reg)).map(|local| local.kind);
        match *instr {
            Instr::MakeCell { r } => {
                return self.require(kind(r) == Some(LocalKind::Cell), Problem::Cell(r));
            }
            Instr::LoadCell { cell, .. } | Instr::StoreCell { cell, .. } | Instr::DelCell { cell } => {
                self.require(kind(cell) == Some(LocalKind::Cell), Problem::Cell(cell))?;
            }
            _ => {}
        }
        let fixed = |reg| matches!(kind(reg), Some(LocalKind::Cell | LocalKind::Hidden));
        let mut broken = None;
        let mut check = |effect| {
            let (Effect::Take(reg) | Effect::Clear(reg) | Effect::Write(reg)) = effect else {
                return;
            };
            // Locals do not die by being read, except for `.0`, which a loop releases at its end.
            let local = usize::from(reg) < self.unit.locals.len();
            if fixed(reg) || local && matches!(effect, Effect::Take(_)) {
                broken = Some(reg);
            }
        };
        effects(instr, &mut check);
        on_jump(instr).into_iter().chain([on_fall(instr)]).flatten().for_each(&mut check);
        match broken {
            Some(reg) => self.fail(Problem::Cell(reg)),
            None => Ok(()),
        }
    }

    fn handlers(&self) -> Check {
        let unit = self.unit;
        let count = unit.instrs.len();
        for (number, entry) in unit.exceptions.iter().enumerate() {
            let fits = entry.start < entry.end
                && entry.end as usize <= count
                && (entry.target as usize) < count
                && usize::from(entry.keep) >= unit.locals.len()
                && entry.keep <= entry.exc
                && entry.exc < unit.registers;
            self.require(fits, Problem::Handler(number))?;
        }
        Ok(())
    }

    /// No temporary is read that may be empty.
    fn temporaries(&mut self) -> Check {
        let unit = self.unit;
        let flow = Flow::new(unit, Meet::All);
        let Some(flow) = flow.run() else {
            return self.fail(Problem::TooLarge);
        };
        for (at, instr) in unit.instrs.iter().enumerate() {
            let Some(state) = flow.state(at) else {
                continue;
            };
            let mut empty = None;
            effects(instr, &mut |effect| {
                if let Effect::Read(reg) | Effect::Take(reg) = effect
                    && flow.is_temp(reg)
                    && !flow.has(state, reg)
                {
                    empty = Some(reg);
                }
            });
            self.at = Some(at);
            if let Some(reg) = empty {
                return self.fail(Problem::Empty(reg));
            }
        }
        Ok(())
    }
}

fn may_be_absent(instr: &Instr, operand: &str) -> bool {
    match instr {
        Instr::FormatValue { .. } => operand == "spec",
        Instr::Raise { .. } | Instr::BuildSlice { .. } => true,
        _ => false,
    }
}

/// Whether the kill bits say that a source operand dies. (Those of a `Raise` say something else.)
fn dies(instr: &Instr, operand: &str) -> bool {
    let sources = || instr.operands().into_iter().filter(|(_, operand)| matches!(operand, Operand::Src(_)));
    let number = sources().position(|(name, _)| name == operand);
    match (instr.operands().first(), number) {
        (Some(&(_, Operand::K(k))), Some(number)) => !matches!(instr, Instr::Raise { .. }) && k & KILL_1 << number != 0,
        _ => false,
    }
}

/// How states of several ways to an instruction are combined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meet {
    /// A register holds a value if it does on all ways.
    All,
    /// A register holds a value if it does on one of the ways. (For the compiler's tests.)
    #[cfg(test)]
    Any,
}

/// Which temporaries hold a value before each instruction.
struct Flow<'u> {
    unit: &'u CodeUnit,
    meet: Meet,
    locals: u16,
    /// Words of a state.
    words: usize,
    states: Vec<u64>,
    reached: Vec<bool>,
    /// The handler's entry for each instruction, or `u32::MAX`.
    entries: Vec<u32>,
    work: Vec<usize>,
}

impl<'u> Flow<'u> {
    fn new(unit: &'u CodeUnit, meet: Meet) -> Self {
        let locals = unit.locals.len() as u16;
        let words = usize::from(unit.registers - locals).div_ceil(64);
        let count = unit.instrs.len();
        let mut entries = vec![u32::MAX; count];
        // The first entry that covers an instruction counts: paint it last.
        for (number, entry) in unit.exceptions.iter().enumerate().rev() {
            entries[entry.start as usize..entry.end as usize].fill(number as u32);
        }
        Self { unit, meet, locals, words, states: Vec::new(), reached: vec![false; count], entries, work: Vec::new() }
    }

    fn run(mut self) -> Option<Self> {
        let size = self.unit.instrs.len().checked_mul(self.words.max(1))?;
        if size > MAX_STATE {
            return None;
        }
        self.states = vec![0; size];
        let mut state = vec![0; self.words];
        self.reach(0, &state);
        while let Some(at) = self.work.pop() {
            let instr = &self.unit.instrs[at];
            state.copy_from_slice(self.state(at)?);
            let mut written = state.clone();
            effects(instr, &mut |effect| match effect {
                Effect::Take(reg) | Effect::Clear(reg) => {
                    self.set(&mut state, reg, false);
                    self.set(&mut written, reg, false);
                }
                Effect::Write(reg) => self.set(&mut written, reg, true),
                Effect::Read(_) => {}
            });
            if let Some(entry) = self.unit.exceptions.get(self.entries[at] as usize) {
                for reg in entry.keep..self.unit.registers {
                    self.set(&mut state, reg, false);
                }
                self.set(&mut state, entry.exc, true);
                self.reach(entry.target as usize, &state);
            }
            if let Some(target) = jump_target(at, instr) {
                state.copy_from_slice(&written);
                for effect in on_jump(instr) {
                    self.apply(&mut state, effect);
                }
                self.reach(target as usize, &state);
            }
            if !ends_flow(instr) {
                self.apply(&mut written, on_fall(instr));
                self.reach(at + 1, &written);
            }
        }
        Some(self)
    }

    fn apply(&self, state: &mut [u64], effect: Option<Effect>) {
        match effect {
            Some(Effect::Write(reg)) => self.set(state, reg, true),
            Some(Effect::Clear(reg)) => self.set(state, reg, false),
            _ => {}
        }
    }

    fn reach(&mut self, at: usize, state: &[u64]) {
        let known = &mut self.states[at * self.words..][..self.words];
        let mut changed = !self.reached[at];
        if changed {
            self.reached[at] = true;
            known.copy_from_slice(state);
        } else {
            for (known, new) in known.iter_mut().zip(state) {
                let met = match self.meet {
                    Meet::All => *known & new,
                    #[cfg(test)]
                    Meet::Any => *known | new,
                };
                changed |= met != *known;
                *known = met;
            }
        }
        if changed {
            self.work.push(at);
        }
    }

    /// The state before an instruction, if it can be reached.
    fn state(&self, at: usize) -> Option<&[u64]> {
        self.reached[at].then(|| &self.states[at * self.words..][..self.words])
    }

    fn is_temp(&self, reg: u16) -> bool {
        reg >= self.locals
    }

    fn has(&self, state: &[u64], reg: u16) -> bool {
        let bit = usize::from(reg - self.locals);
        state[bit / 64] & 1 << (bit % 64) != 0
    }

    fn set(&self, state: &mut [u64], reg: u16, value: bool) {
        if self.is_temp(reg) {
            let bit = usize::from(reg - self.locals);
            match value {
                true => state[bit / 64] |= 1 << (bit % 64),
                false => state[bit / 64] &= !(1 << (bit % 64)),
            }
        }
    }
}

/// The instructions of a unit that overwrite a temporary which may still hold a value: a value that dies
/// later than it should.
#[cfg(test)]
pub(crate) fn overwrites(unit: &CodeUnit) -> Vec<(usize, u16)> {
    let Some(flow) = Flow::new(unit, Meet::Any).run() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, instr) in unit.instrs.iter().enumerate() {
        let Some(state) = flow.state(at) else {
            continue;
        };
        let mut state = state.to_vec();
        let mut apply = |effect| match effect {
            Effect::Take(reg) | Effect::Clear(reg) => flow.set(&mut state, reg, false),
            Effect::Write(reg) if flow.is_temp(reg) && flow.has(&state, reg) => found.push((at, reg)),
            _ => {}
        };
        effects(instr, &mut apply);
        on_jump(instr).into_iter().chain([on_fall(instr)]).flatten().for_each(&mut apply);
    }
    found
}
