//! Reading, writing and deleting names.

use std::rc::Rc;

use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::block::CacheUse;
use super::emit::NO_SPAN;
use super::registers::{Operand, Reg};
use super::{Compiler, Result, error, scope};
use crate::bytecode::instr::KILL_1;
use crate::bytecode::{Const, Instr};

/// Where a variable lives, for the code of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variable {
    /// In a register. `tracked` if it is never deleted, so that it keeps holding a value once it does.
    Fast { reg: Reg, tracked: bool },
    /// In a cell in a register.
    Cell(Reg),
    /// In a cell of the closure.
    Free(u16),
    /// The same in a class body, whose namespace comes first.
    ClassFree(u16),
    /// Among the globals.
    Global,
    /// In the namespace R[0].
    Namespace,
}

/// From how many caches on attributes of the same name share one: operands have 16 bits.
const SHARE_ATTRIBUTE_CACHES: usize = 30_000;

impl<'a> Compiler<'a> {
    /// The name as the innermost class mangles it.
    pub(super) fn mangle(&self, name: &Name) -> Name {
        scope::mangle(self.block.class.as_ref(), name)
    }

    /// Where a name that this block mentions lives.
    pub(super) fn variable(&self, name: &Name) -> Variable {
        let scope = self.scopes.get(self.block.scope);
        let number = match name.starts_with("__") {
            true => scope.number(&self.mangle(name)),
            false => scope.number(name),
        };
        number.map_or(Variable::Namespace, |number| self.block.variables[number])
    }

    /// The register of a plain local: what an instruction can write directly. The caller calls
    /// `assigned` after that instruction.
    pub(super) fn fast(&self, name: &Name) -> Option<Reg> {
        match self.variable(name) {
            Variable::Fast { reg, .. } => Some(reg),
            _ => None,
        }
    }

    /// Notes that a plain local has been written.
    pub(super) fn assigned(&mut self, name: &Name) {
        if let Variable::Fast { reg, tracked: true } = self.variable(name) {
            self.block.code.assign(reg);
        }
    }

    /// `__debug__` can be read only.
    pub(super) fn forbid_binding(&self, name: &Name, span: Span) -> Result {
        match name == "__debug__" {
            true => error("cannot assign to __debug__", span),
            false => Ok(()),
        }
    }

    /// R[d] := the value of a name.
    pub(super) fn load_name(&mut self, d: Reg, name: &Name, span: Span) {
        match self.variable(name) {
            Variable::Fast { reg, tracked } => {
                self.check_local(reg, tracked, span);
                self.emit(Instr::Move { d, s: reg }, span);
            }
            Variable::Cell(cell) => self.emit(Instr::LoadCell { d, cell }, span),
            Variable::Free(free) => self.emit(Instr::LoadFree { d, free }, span),
            Variable::ClassFree(free) => {
                let name = self.short_name(name);
                self.emit(Instr::LoadClassFree { d, free, name }, span);
            }
            Variable::Global => {
                let cache = self.shared_cache(CacheUse::Global, name);
                self.emit(Instr::LoadGlobal { d, cache }, span);
            }
            Variable::Namespace => {
                let cache = self.shared_cache(CacheUse::Name, name);
                self.emit(Instr::LoadName { d, cache }, span);
            }
        }
    }

    /// The value of a name: a plain local in place, anything else in the free temporary `hint`, or in a
    /// new one.
    pub(super) fn name_operand(&mut self, name: &Name, hint: Option<Reg>, span: Span) -> Operand {
        if let Variable::Fast { reg, tracked } = self.variable(name) {
            self.check_local(reg, tracked, span);
            return Operand::kept(reg);
        }
        let reg = hint.unwrap_or_else(|| self.temp());
        self.load_name(reg, name, span);
        Operand::temp(reg)
    }

    /// Makes sure that a plain local holds a value.
    fn check_local(&mut self, reg: Reg, tracked: bool, span: Span) {
        if !self.block.code.is_assigned(reg) {
            self.emit(Instr::CheckLocal { s: reg }, span);
            if tracked {
                self.block.code.assign(reg);
            }
        }
    }

    /// A name := an operand, which is released if it is a temporary.
    pub(super) fn store_name(&mut self, name: &Name, value: Operand, span: Span) -> Result {
        self.forbid_binding(name, span)?;
        let (k, s) = (value.kill(KILL_1), value.reg);
        match self.variable(name) {
            Variable::Fast { reg, .. } => {
                if value.temp {
                    self.emit(Instr::Take { d: reg, s }, span);
                } else if reg != s {
                    self.emit(Instr::Move { d: reg, s }, span);
                }
                self.assigned(name);
            }
            Variable::Cell(cell) => self.emit(Instr::StoreCell { k, s, cell }, span),
            Variable::Free(free) | Variable::ClassFree(free) => {
                self.emit(Instr::StoreFree { k, s, free }, span);
            }
            Variable::Global => {
                let name = self.name_number(name);
                self.emit(Instr::StoreGlobal { k, s, name }, span);
            }
            Variable::Namespace => {
                let name = self.name_number(name);
                self.emit(Instr::StoreName { k, s, name }, span);
            }
        }
        Ok(())
    }

    /// `del` of a name.
    pub(super) fn delete_name(&mut self, name: &Name, span: Span) -> Result {
        if name == "__debug__" {
            return error("cannot delete __debug__", span);
        }
        let instr = match self.variable(name) {
            Variable::Fast { reg, .. } => Instr::DelLocal { s: reg },
            Variable::Cell(cell) => Instr::DelCell { cell },
            Variable::Free(free) | Variable::ClassFree(free) => Instr::DelFree { free },
            Variable::Global => Instr::DelGlobal { name: self.name_number(name) },
            Variable::Namespace => Instr::DelName { name: self.name_number(name) },
        };
        self.emit(instr, span);
        Ok(())
    }

    /// Unbinds the name of `except .. as name` at the end of the clause; it may be unbound already.
    pub(super) fn forget_name(&mut self, name: &Name) -> Result {
        if let Variable::Fast { reg, .. } = self.variable(name) {
            self.emit(Instr::Kill { s: reg }, NO_SPAN);
            return Ok(());
        }
        let mark = self.mark();
        let none = self.const_temp(Const::None, NO_SPAN);
        self.store_name(name, Operand::temp(none), NO_SPAN)?;
        self.release(mark);
        self.delete_name(name, NO_SPAN)
    }

    // ---- tables ----

    /// The number of a name (mangled here).
    pub(super) fn name_number(&mut self, name: &Name) -> u32 {
        match name.starts_with("__") {
            true => {
                let name = self.mangle(name);
                self.block.names.number(&name)
            }
            false => self.block.names.number(name),
        }
    }

    /// The number of a name for an operand of 16 bits.
    pub(super) fn short_name(&mut self, name: &Name) -> u16 {
        let number = self.name_number(name);
        self.short(number)
    }

    /// A number as an operand of 16 bits. If it does not fit, `close` refuses the block.
    pub(super) fn short(&mut self, number: u32) -> u16 {
        u16::try_from(number).unwrap_or_else(|_| {
            self.block.too_large = true;
            0
        })
    }

    fn new_cache(&mut self, name: u32) -> u32 {
        self.block.caches.push(name);
        self.block.caches.len() as u32 - 1
    }

    /// The one cache of the block for this use of this name.
    pub(super) fn shared_cache(&mut self, cache_use: CacheUse, name: &Name) -> u32 {
        let name = self.name_number(name);
        let key = (cache_use, name);
        if let Some(&cache) = self.block.shared_caches.get(&key) {
            return cache;
        }
        let cache = self.new_cache(name);
        self.block.shared_caches.insert(key, cache);
        cache
    }

    /// A cache for one access to an attribute.
    pub(super) fn attribute_cache(&mut self, name: &Name) -> u16 {
        if !self.block.code.reachable() {
            return 0;
        }
        if self.block.caches.len() < SHARE_ATTRIBUTE_CACHES {
            let name = self.name_number(name);
            return self.new_cache(name) as u16;
        }
        let cache = self.shared_cache(CacheUse::Attribute, name);
        self.short(cache)
    }

    /// The text of a name as a constant.
    pub(super) fn name_const(name: &Name) -> Const {
        Const::Str(Rc::from(name.as_bytes()))
    }
}
