//! From the tree of a pattern to instructions.

use super::error::Error;
use super::flags::Flags;
use super::optimize;
use super::parse::Parsed;
use super::program::{Assert, Inst, Kind, Loop, NO_FILTER, Pc, Program, Run, Scan, Scope};
use super::search::Search;
use super::set::{Case, CharSet};
use super::tree::{At, Class, ClassItem, Greed, Node, NodeKind, UNBOUNDED};
use pausa_vm::text::wtf8;

/// Compiles a parsed pattern.
pub(super) fn compile(kind: Kind, parsed: Parsed) -> Result<Program, Error> {
    let Parsed { root, flags, groups, names } = parsed;
    let names = names.into_iter().map(|(name, at)| (super::error::encode(&name), at)).collect();
    let mut compiler = Compiler {
        program: Program {
            kind,
            flags,
            groups,
            names,
            code: Vec::new(),
            literals: Vec::new(),
            sets: Vec::new(),
            runs: Vec::new(),
            loops: Vec::new(),
            filters: Vec::new(),
            min_bytes: usize::try_from(root.width.min).unwrap_or(usize::MAX),
            search: Search::default(),
        },
        label: 0,
    };
    compiler.node(&root, flags)?;
    compiler.emit(Inst::Match);
    let mut program = compiler.program;
    optimize::add_filters(&mut program);
    program.search = Search::of(&program);
    Ok(program)
}

struct Compiler {
    program: Program,
    /// The last instruction that something jumps to: what is before it and
    /// after it cannot become one literal.
    label: Pc,
}

/// A jump whose target is not known yet.
const UNKNOWN: Pc = Pc::MAX;

impl Compiler {
    fn node(&mut self, node: &Node, flags: Flags) -> Result<(), Error> {
        if let Some(set) = self.as_set(node, flags) {
            self.set(set);
            return Ok(());
        }
        match &node.kind {
            // These are sets, handled above.
            NodeKind::Char(_) | NodeKind::Any | NodeKind::Class(_) => {}
            NodeKind::At(at) => self.at(*at, flags),
            NodeKind::Group { index, add, remove, body } => {
                let flags = flags.scoped(*add, *remove);
                let Some(index) = index else {
                    return self.node(body, flags);
                };
                self.emit(Inst::Save(2 * index));
                self.node(body, flags)?;
                self.emit(Inst::Save(2 * index + 1));
            }
            NodeKind::Atomic(body) => {
                self.scope(Scope::Atomic, |this| this.node(body, flags))?;
            }
            NodeKind::Look { behind, negate, body } => {
                if *behind && body.width.min > u64::from(u32::MAX) {
                    return Err(Error::Pattern { message: b"looks too much behind".to_vec(), at: None });
                }
                if *behind && !body.width.is_fixed() {
                    return Err(Error::Pattern {
                        message: b"look-behind requires fixed-width pattern".to_vec(),
                        at: None,
                    });
                }
                let scope = if *negate { Scope::NotLook } else { Scope::Look };
                let start = self.here();
                self.scope(scope, |this| {
                    if *behind && body.width.min > 0 {
                        let width = u32::try_from(body.width.min).unwrap_or(u32::MAX);
                        this.emit(Inst::Back(width));
                    }
                    this.node(body, flags)
                })?;
                self.simplify_look(start as usize, *behind, *negate);
            }
            NodeKind::Fail => self.emit(Inst::Fail),
            NodeKind::Backref(group) => {
                self.emit(Inst::Backref { group: *group, case: Case::of(flags) });
            }
            NodeKind::Conditional { group, yes, no } => {
                let condition = self.here();
                self.emit(Inst::IfGroup { group: *group, otherwise: UNKNOWN });
                self.node(yes, flags)?;
                let jump = self.here();
                if let Some(no) = no {
                    self.emit(Inst::Jump(UNKNOWN));
                    self.land(condition);
                    self.node(no, flags)?;
                    self.land(jump);
                } else {
                    self.land(condition);
                }
            }
            NodeKind::Repeat { min, max, greed, body } => {
                self.repeat(*min, *max, *greed, body, flags)?;
            }
            NodeKind::Sequence(parts) => {
                for part in parts {
                    self.node(part, flags)?;
                }
            }
            NodeKind::Alternation(branches) => self.alternation(branches, flags)?,
        }
        Ok(())
    }

    /// The set that a part is, if it is a single character always.
    fn as_set(&self, node: &Node, flags: Flags) -> Option<CharSet> {
        let kind = self.program.kind;
        match &node.kind {
            NodeKind::Char(c) => Some(CharSet::of_char(*c, flags, kind)),
            NodeKind::Any if flags.has(Flags::DOTALL) => Some(CharSet::everything(kind)),
            NodeKind::Any => Some(CharSet::not_newline(kind)),
            NodeKind::Class(class) => Some(CharSet::new(class, flags, kind)),
            NodeKind::Group { index: None, add, remove, body } => self.as_set(body, flags.scoped(*add, *remove)),
            NodeKind::Alternation(branches) => {
                let mut items: Vec<ClassItem> = Vec::new();
                for branch in branches {
                    match &branch.kind {
                        NodeKind::Char(c) => items.push(ClassItem::Char(*c)),
                        NodeKind::Class(class) if !class.negated => items.extend(&class.items),
                        _ => return None,
                    }
                }
                let class = Class { negated: false, items };
                Some(CharSet::new(&class, flags, kind))
            }
            _ => None,
        }
    }

    fn set(&mut self, set: CharSet) {
        let mut bytes = Vec::new();
        match (set.only(), self.program.kind) {
            (Some(cp), Kind::Str) => wtf8::push(&mut bytes, cp),
            (Some(byte), Kind::Bytes) => bytes.push(byte as u8),
            _ if set.all_but(self.program.kind) == Some(None) => return self.emit(Inst::AnyChar),
            _ => {
                let id = self.add_set(set);
                return self.emit(Inst::Set(id));
            }
        }
        self.literal(&bytes);
    }

    fn add_set(&mut self, set: CharSet) -> u32 {
        let sets = &mut self.program.sets;
        let at = sets.iter().position(|known| *known == set).unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        });
        at as u32
    }

    /// Literal bytes, joined to those before them.
    fn literal(&mut self, bytes: &[u8]) {
        let Program { code, literals, .. } = &mut self.program;
        let start = literals.len() as u32;
        let end = start + bytes.len() as u32;
        let is_target = self.label as usize == code.len();
        match code.last_mut() {
            Some(Inst::Literal { end: last, .. }) if !is_target && *last == start => {
                literals.extend_from_slice(bytes);
                *last = end;
            }
            Some(last @ Inst::Byte(_)) if !is_target => {
                if let Inst::Byte(byte) = *last {
                    literals.push(byte);
                }
                literals.extend_from_slice(bytes);
                *last = Inst::Literal { start, end: end + 1 };
            }
            _ => match *bytes {
                [byte] => code.push(Inst::Byte(byte)),
                _ => {
                    literals.extend_from_slice(bytes);
                    code.push(Inst::Literal { start, end });
                }
            },
        }
    }

    fn at(&mut self, at: At, flags: Flags) {
        let unicode = flags.has(Flags::UNICODE);
        let multiline = flags.has(Flags::MULTILINE);
        self.emit(Inst::Assert(match at {
            At::Begin if multiline => Assert::BeginLine,
            At::Begin | At::BeginString => Assert::BeginString,
            At::End if multiline => Assert::EndLine,
            At::End => Assert::End,
            At::EndString => Assert::EndString,
            At::Boundary => Assert::Boundary { unicode },
            At::NotBoundary => Assert::NotBoundary { unicode },
        }));
    }

    fn scope(&mut self, scope: Scope, body: impl FnOnce(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        let enter = self.here();
        self.emit(Inst::Enter { scope, after: UNKNOWN });
        body(self)?;
        self.emit(Inst::Leave(scope));
        self.land(enter);
        Ok(())
    }

    /// Turns a look at a single literal or character, begun at `start`, into a peek.
    fn simplify_look(&mut self, start: usize, behind: bool, negate: bool) {
        let code = &mut self.program.code;
        let simple = match code[start + 1..] {
            [Inst::Back(_), simple, Inst::Leave(_)] | [simple, Inst::Leave(_)] => simple,
            _ => return,
        };
        if matches!(simple, Inst::Byte(_) | Inst::Literal { .. } | Inst::Set(_)) {
            code.truncate(start);
            code.extend([Inst::Peek { behind, negate }, simple]);
            self.label = self.here();
        }
    }

    fn alternation(&mut self, branches: &[Node], flags: Flags) -> Result<(), Error> {
        let mut ends = Vec::with_capacity(branches.len());
        for (at, branch) in branches.iter().enumerate() {
            if at + 1 == branches.len() {
                self.node(branch, flags)?;
                break;
            }
            let split = self.split(UNKNOWN, false);
            self.node(branch, flags)?;
            ends.push(self.here());
            self.emit(Inst::Jump(UNKNOWN));
            self.land(split);
        }
        ends.into_iter().for_each(|end| self.land(end));
        Ok(())
    }

    fn repeat(&mut self, min: u32, max: u32, greed: Greed, body: &Node, flags: Flags) -> Result<(), Error> {
        if let Some(set) = self.as_set(body, flags) {
            self.run(min, max, greed, set);
            return Ok(());
        }
        if greed == Greed::Possessive {
            // Each time round is matched on its own, as well as the whole.
            return self.scope(Scope::Atomic, |this| {
                this.repeated(min, max, false, true, |this| this.scope(Scope::Atomic, |this| this.node(body, flags)))
            });
        }
        let may_be_empty = body.width.min == 0;
        self.repeated(min, max, greed == Greed::Lazy, may_be_empty, |this| this.node(body, flags))
    }

    fn run(&mut self, min: u32, max: u32, greed: Greed, set: CharSet) {
        if (min, max) == (1, 1) {
            return self.set(set);
        }
        let scan = match (set.all_but(self.program.kind), set.only()) {
            (Some(None), _) => Scan::All,
            (Some(Some(byte)), _) => Scan::AllBut(byte),
            (_, Some(cp)) if cp < 0x80 || self.program.kind == Kind::Bytes => Scan::Byte(cp as u8),
            _ => Scan::Set(self.add_set(set)),
        };
        let id = self.program.runs.len() as u32;
        self.program.runs.push(Run { scan, min, max, greed, follow: NO_FILTER });
        self.emit(Inst::Run(id));
    }

    fn repeated(
        &mut self,
        min: u32,
        max: u32,
        lazy: bool,
        may_be_empty: bool,
        body: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match (min, max) {
            (1, 1) => body(self)?,
            (0, 1) => {
                let split = self.split(UNKNOWN, lazy);
                body(self)?;
                self.land(split);
            }
            (0, UNBOUNDED) if !may_be_empty => {
                let split = self.split(UNKNOWN, lazy);
                body(self)?;
                self.emit(Inst::Jump(split));
                self.land(split);
            }
            (1, UNBOUNDED) if !may_be_empty => {
                let again = self.here();
                self.label = again;
                body(self)?;
                self.split(again, !lazy);
            }
            _ => {
                let id = self.program.loops.len() as u32;
                self.program.loops.push(Loop { min, max, lazy, after: UNKNOWN });
                self.emit(Inst::LoopStart(id));
                let next = self.here();
                self.emit(Inst::LoopNext(id));
                body(self)?;
                self.emit(Inst::Jump(next));
                self.land(next);
            }
        }
        Ok(())
    }

    fn split(&mut self, other: Pc, lazy: bool) -> Pc {
        let at = self.here();
        self.emit(Inst::Split { other, next_filter: NO_FILTER, other_filter: NO_FILTER, lazy });
        at
    }

    fn emit(&mut self, inst: Inst) {
        self.program.code.push(inst);
    }

    fn here(&self) -> Pc {
        self.program.code.len() as Pc
    }

    /// Lets the instruction at `from` lead here.
    fn land(&mut self, from: Pc) {
        let here = self.here();
        self.label = here;
        match &mut self.program.code[from as usize] {
            Inst::Jump(target)
            | Inst::Split { other: target, .. }
            | Inst::IfGroup { otherwise: target, .. }
            | Inst::Enter { after: target, .. } => *target = here,
            Inst::LoopNext(id) => self.program.loops[*id as usize].after = here,
            _ => unreachable!("only these lead elsewhere"),
        }
    }
}
