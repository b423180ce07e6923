//! `import` and `from .. import`.

use pausa_grammar::ast::{Alias, ImportFrom};
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::emit::NO_SPAN;
use super::registers::{Operand, Reg};
use super::scope::first_part;
use super::{Compiler, Result, error, future};
use crate::bytecode::{Const, Instr};

impl<'a> Compiler<'a> {
    pub(super) fn import(&mut self, aliases: &'a [Alias], span: Span) -> Result {
        for alias in aliases {
            let mark = self.mark();
            match &alias.asname {
                Some(name) if alias.name.contains('.') => {
                    let module = self.temp();
                    self.import_name(module, &alias.name, 0, Const::None, span);
                    // `import a.b.c as x` binds c: walk down from a.
                    for part in alias.name.split('.').skip(1) {
                        let inner = self.temp();
                        let part = self.short_name(&Name::new(part));
                        self.emit(Instr::ImportFrom { d: inner, s: module, name: part }, span);
                        self.emit(Instr::Kill { s: module }, NO_SPAN);
                        self.emit(Instr::Take { d: module, s: inner }, span);
                        self.release(inner);
                    }
                    self.store_name(name, Operand::temp(module), span)?;
                }
                Some(name) => self.import_as(name, &alias.name, span)?,
                None => self.import_as(&first_part(&alias.name), &alias.name, span)?,
            }
            self.release(mark);
        }
        Ok(())
    }

    /// name := the module, into the variable's own register if it has one.
    fn import_as(&mut self, name: &Name, module: &Name, span: Span) -> Result {
        self.forbid_binding(name, span)?;
        let local = self.fast(name);
        let d = local.unwrap_or_else(|| self.temp());
        self.import_name(d, module, 0, Const::None, span);
        match local {
            Some(_) => {
                self.assigned(name);
                Ok(())
            }
            None => self.store_name(name, Operand::temp(d), span),
        }
    }

    fn import_name(&mut self, d: Reg, module: &Name, level: u32, fromlist: Const, span: Span) {
        let mark = self.mark();
        let base = self.const_temp(Const::Int(i64::from(level)), span);
        self.const_temp(fromlist, span);
        let name = self.short_name(module);
        self.emit(Instr::ImportName { d, base, name }, span);
        self.release(mark);
    }

    pub(super) fn import_from(&mut self, node: &'a ImportFrom, span: Span) -> Result {
        if future::is_future(node) && !self.future_imports.contains(&span) {
            return error(future::LATE, span);
        }
        let mark = self.mark();
        let module = self.temp();
        let empty = Name::new("");
        let name = node.module.as_ref().unwrap_or(&empty);
        let names = node.names.iter().map(|alias| Self::name_const(&alias.name)).collect();
        self.import_name(module, name, node.level, Const::Tuple(names), span);
        if let [Alias { name, .. }] = &*node.names
            && name == "*"
        {
            self.emit(Instr::ImportStar { s: module }, span);
            self.release(mark);
            return Ok(());
        }
        for alias in &node.names {
            let inner = self.mark();
            let target = alias.asname.as_ref().unwrap_or(&alias.name);
            self.forbid_binding(target, span)?;
            let local = self.fast(target);
            let d = local.unwrap_or_else(|| self.temp());
            let name = self.short_name(&alias.name);
            self.emit(Instr::ImportFrom { d, s: module, name }, span);
            match local {
                Some(_) => self.assigned(target),
                None => self.store_name(target, Operand::temp(d), span)?,
            }
            self.release(inner);
        }
        self.emit(Instr::Kill { s: module }, NO_SPAN);
        self.release(mark);
        Ok(())
    }
}
