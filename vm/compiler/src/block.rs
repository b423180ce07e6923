//! The code block being compiled: a module, a class body or a function.

use std::rc::Rc;

use pausa_grammar::ast::Stmt;
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::assemble::assemble;
use super::emit::{Code, Label, NO_SPAN, Region};
use super::registers::{Operand, Reg, Registers};
use super::scope::{Place, ScopeId, ScopeKind, Scopes, mention};
use super::tables::{ConstTable, NameTable, QuickMap};
use super::variables::Variable;
use super::{Compiler, Result, error};
use crate::bytecode::{CodeFlags, CodeUnit, Const, Instr, LocalKind, LocalVar};

/// CPython's limit on loops, `try`s and `with`s inside each other.
const MAX_NESTING: usize = 20;

/// The kinds of block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BlockKind {
    #[default]
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
}

/// A construct around the statement being compiled that `return`, `break` or `continue` have to leave
/// in good order. `outer` is the region that the construct itself stands in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Nest<'a> {
    While {
        head: Label,
        end: Label,
    },
    /// The iterator is in a register of its own.
    For {
        it: Reg,
        next: Label,
        end: Label,
    },
    /// The body of `try` with `except`.
    TryBody {
        outer: Region,
    },
    /// All that a `finally` protects.
    TryFinally {
        outer: Region,
        finalbody: &'a [Stmt],
    },
    /// The `finally` body that runs because of an exception.
    FinallyHandler {
        outer: Region,
        save: Reg,
        exc: Reg,
    },
    /// The `except` clauses: the exception handled before is in `save`.
    Handlers {
        save: Reg,
    },
    /// The body of an `except` clause.
    Handler {
        outer: Region,
        save: Reg,
        name: Option<&'a Name>,
    },
    /// A `finally` body on the way out of a `return`, whose value waits in a register.
    Value {
        reg: Reg,
    },
    /// The body of an `except*` clause, which cannot be left by a jump.
    StarHandler,
    /// The body of a `with`.
    With {
        outer: Region,
        exit: Reg,
        is_async: bool,
        span: Span,
    },
}

/// The state of a block.
#[derive(Default)]
pub(super) struct Block<'a> {
    pub(super) kind: BlockKind,
    pub(super) scope: ScopeId,
    pub(super) name: Rc<str>,
    pub(super) qualname: Rc<str>,
    pub(super) first_line: u32,
    pub(super) flags: u32,
    pub(super) arg_count: u16,
    pub(super) posonly_count: u16,
    pub(super) kwonly_count: u16,
    /// The innermost class, for mangling.
    pub(super) class: Option<Name>,
    /// By number of the symbol: where it lives.
    pub(super) variables: Vec<Variable>,
    pub(super) locals: Vec<LocalVar>,
    pub(super) free: Vec<Rc<str>>,
    pub(super) code: Code,
    pub(super) registers: Registers,
    pub(super) names: NameTable,
    pub(super) consts: ConstTable,
    pub(super) caches: Vec<u32>,
    /// Caches that several instructions use, by what they are for.
    pub(super) shared_caches: QuickMap<(CacheUse, u32), u32>,
    pub(super) nests: Vec<Nest<'a>>,
    /// Where a test of truth is reported: the statement or expression that asks, or, as in CPython, the
    /// last comparison that stood in the same condition.
    pub(super) tested_at: Span,
    /// Some number does not fit its operand.
    pub(super) too_large: bool,
}

/// What a shared cache is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum CacheUse {
    Global,
    Name,
    Attribute,
}

/// How a block is opened.
pub(super) struct Opening<'n> {
    pub(super) kind: BlockKind,
    pub(super) scope: ScopeId,
    pub(super) name: &'n Name,
    pub(super) first_line: u32,
    /// The class whose names its body mangles, if it is a class body.
    pub(super) class: Option<&'n Name>,
}

impl<'a> Compiler<'a> {
    /// Starts a block inside the current one.
    #[inline(never)]
    pub(super) fn open(&mut self, opening: Opening<'_>) {
        let mut block = Block {
            kind: opening.kind,
            scope: opening.scope,
            name: Rc::from(opening.name),
            qualname: self.qualname(opening.kind, opening.name),
            first_line: opening.first_line,
            flags: self.block_flags(opening.kind, opening.scope) | self.hides(opening.name),
            class: opening.class.cloned().or_else(|| self.block.class.clone()),
            ..Block::default()
        };
        self.lay_out_variables(&mut block);
        let outer = std::mem::replace(&mut self.block, Box::new(block));
        self.outer.push(outer);
        self.make_cells();
    }

    /// Starts the outermost block.
    pub(super) fn open_module(&mut self) {
        let mut block = Block {
            name: Rc::from("<module>"),
            qualname: Rc::from("<module>"),
            first_line: 1,
            flags: self.block_flags(BlockKind::Module, Scopes::MODULE),
            ..Block::default()
        };
        self.lay_out_variables(&mut block);
        *self.block = block;
    }

    /// Ends a block and goes back to the one around it.
    pub(super) fn close(&mut self, span: Span) -> Result<CodeUnit> {
        let block = match self.outer.pop() {
            Some(outer) => std::mem::replace(&mut self.block, outer),
            None => std::mem::take(&mut self.block),
        };
        let Some(registers) = block.registers.count() else {
            return error("too many local variables or nested operands in one code block", span);
        };
        if block.too_large {
            return error("too many names in one code block", span);
        }
        let assembled = assemble(block.code, block.locals.len() as u16, self.lines);
        Ok(CodeUnit {
            name: block.name,
            qualname: block.qualname,
            filename: Rc::clone(&self.options.filename),
            first_line: block.first_line,
            flags: CodeFlags(block.flags),
            arg_count: block.arg_count,
            posonly_count: block.posonly_count,
            kwonly_count: block.kwonly_count,
            locals: block.locals,
            free: block.free,
            registers,
            instrs: assembled.instrs,
            positions: assembled.positions[..].into(),
            consts: block.consts.consts,
            names: block.names.names,
            caches: block.caches,
            exceptions: assembled.exceptions,
        })
    }

    /// Ends a block inside another one, of which it becomes a constant.
    #[inline(never)]
    pub(super) fn close_inner(&mut self, span: Span) -> Result<u32> {
        let unit = self.close(span)?;
        Ok(self.block.consts.code(unit))
    }

    fn block_flags(&self, kind: BlockKind, scope: ScopeId) -> u32 {
        let scope = self.scopes.get(scope);
        let mut flags = self.flags;
        if scope.kind == ScopeKind::Function {
            flags |= CodeFlags::NEWLOCALS | CodeFlags::OPTIMIZED;
            flags |= if scope.nested { CodeFlags::NESTED } else { 0 };
            flags |= match (scope.generator, scope.coroutine) {
                (true, true) => CodeFlags::ASYNC_GENERATOR,
                (true, false) => CodeFlags::GENERATOR,
                (false, true) => CodeFlags::COROUTINE,
                (false, false) => 0,
            };
        } else if kind == BlockKind::Module && self.options.top_level_await && scope.coroutine {
            flags |= CodeFlags::COROUTINE;
        }
        if self.options.prelude {
            flags |= CodeFlags::PRELUDE;
        }
        if self.options.atomic {
            flags |= CodeFlags::ATOMIC;
        }
        flags
    }

    /// What is to be invisible in the library: the functions that make modules' names when they are asked for.
    fn hides(&self, name: &str) -> u32 {
        let hidden = self.options.library && self.outer.is_empty() && name == "__getattr__";
        if hidden { CodeFlags::HIDDEN } else { 0 }
    }

    /// `co_qualname`: the path of names from the module down.
    fn qualname(&self, kind: BlockKind, name: &Name) -> Rc<str> {
        if self.outer.is_empty() {
            return Rc::from(name);
        }
        let named = matches!(kind, BlockKind::Function | BlockKind::AsyncFunction | BlockKind::Class);
        if named {
            let symbol = self.scopes.get(self.block.scope).get(&self.mangle(name));
            if symbol.is_some_and(|symbol| symbol.place == Place::GlobalExplicit) {
                return Rc::from(name);
            }
        }
        let base = &self.block.qualname;
        match self.block.kind {
            BlockKind::Function | BlockKind::AsyncFunction | BlockKind::Lambda => {
                format!("{base}.<locals>.{name}").into()
            }
            _ => format!("{base}.{name}").into(),
        }
    }

    /// Gives every variable its place: parameters, other locals, cells, closure.
    fn lay_out_variables(&self, block: &mut Block<'_>) {
        let scope = self.scopes.get(block.scope);
        let function = scope.kind == ScopeKind::Function;
        if !function {
            block.locals.push(LocalVar { name: Rc::from(".namespace"), kind: LocalKind::Hidden });
        }
        let free = scope.free();
        block.free = free.iter().map(Rc::from).collect();
        block.variables = vec![Variable::Global; scope.symbols.len()];
        // Parameters and plain locals first, then the cells of the other locals, sorted as in CPython.
        for (number, symbol) in scope.symbols.iter().enumerate() {
            let parameter = symbol.flags & mention::PARAM != 0;
            block.variables[number] = match symbol.place {
                Place::Local if !function => Variable::Namespace,
                Place::Local => {
                    let reg = block.add_local(&symbol.name, LocalKind::Fast);
                    let tracked = symbol.flags & mention::DELETED == 0;
                    if parameter && tracked {
                        block.code.assign(reg);
                    }
                    Variable::Fast { reg, tracked }
                }
                Place::Cell if parameter => Variable::Cell(block.add_local(&symbol.name, LocalKind::Cell)),
                // Below.
                Place::Cell => Variable::Cell(0),
                Place::Free => {
                    let index = free.binary_search(&symbol.name).unwrap_or_default() as u16;
                    if function { Variable::Free(index) } else { Variable::ClassFree(index) }
                }
                Place::GlobalImplicit if !function => Variable::Namespace,
                Place::GlobalImplicit | Place::GlobalExplicit => Variable::Global,
            };
        }
        for name in scope.plain_cells() {
            let reg = block.add_local(&name, LocalKind::Cell);
            if let Some(number) = scope.number(&name) {
                block.variables[number] = Variable::Cell(reg);
            }
        }
        let asks = ["locals", "exec", "eval", "vars", "dir"];
        if function && scope.symbols.iter().any(|s| s.place == Place::GlobalImplicit && asks.contains(&s.name.as_str()))
        {
            // Where `locals()` keeps its dict.
            block.locals.push(LocalVar { name: Rc::from(".locals"), kind: LocalKind::Hidden });
        }
        if scope.needs_class_cell {
            block.add_local(&Name::new("__class__"), LocalKind::Cell);
        }
        block.registers = Registers::new(block.locals.len());
    }

    /// Every local that inner blocks use gets its cell at the start.
    fn make_cells(&mut self) {
        for reg in 0..self.block.locals.len() {
            if self.block.locals[reg].kind == LocalKind::Cell {
                self.emit(Instr::MakeCell { r: reg as Reg }, NO_SPAN);
            }
        }
    }

    // ---- short names for what is needed everywhere ----

    /// Adds an instruction.
    pub(super) fn emit(&mut self, instr: Instr, span: Span) {
        self.block.code.emit(instr, span);
    }

    /// Adds a jump.
    pub(super) fn jump(&mut self, instr: Instr, label: Label, span: Span) {
        self.block.code.jump(instr, label, span);
    }

    /// Hands out a temporary.
    pub(super) fn temp(&mut self) -> Reg {
        self.block.registers.temp()
    }

    /// The next temporary.
    pub(super) fn mark(&self) -> Reg {
        self.block.registers.mark()
    }

    /// Takes back temporaries.
    pub(super) fn release(&mut self, mark: Reg) {
        self.block.registers.release(mark);
    }

    /// R[d] := a constant.
    pub(super) fn load_const(&mut self, d: Reg, value: Const, span: Span) {
        if self.block.code.reachable() {
            let c = self.block.consts.number(value);
            self.emit(Instr::LoadConst { d, c }, span);
        }
    }

    /// A constant in a new temporary.
    pub(super) fn const_temp(&mut self, value: Const, span: Span) -> Reg {
        let reg = self.temp();
        self.load_const(reg, value, span);
        reg
    }

    /// Releases an operand that nobody reads.
    pub(super) fn discard(&mut self, operand: Operand) {
        if operand.temp {
            self.block.code.answer_unread(operand.reg);
            self.emit(Instr::Kill { s: operand.reg }, NO_SPAN);
        }
    }

    /// Enters a construct, if that is not one too many.
    pub(super) fn enter(&mut self, nest: Nest<'a>, span: Span) -> Result {
        if self.block.nests.len() >= MAX_NESTING {
            return error("too many statically nested blocks", span);
        }
        self.block.nests.push(nest);
        Ok(())
    }

    /// Leaves the innermost construct.
    pub(super) fn leave(&mut self) {
        self.block.nests.pop();
    }

    /// Whether a span starts and ends on the same line. Remembers the line: the next question is usually
    /// about the same one.
    pub(super) fn on_one_line(&mut self, span: Span) -> bool {
        if !self.last_line.contains(&span.start) {
            let (line, column) = self.lines.line_column(span.start);
            let next = self.lines.line_start(line + 1).unwrap_or(u32::MAX);
            self.last_line = span.start - column..next;
        }
        self.last_line.contains(&span.end)
    }

    /// The first line of a span.
    pub(super) fn line(&self, span: Span) -> u32 {
        self.lines.line(span.start)
    }
}

impl Block<'_> {
    fn add_local(&mut self, name: &Name, kind: LocalKind) -> Reg {
        self.locals.push(LocalVar { name: Rc::from(name), kind });
        (self.locals.len() - 1) as Reg
    }
}
