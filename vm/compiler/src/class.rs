//! `class`.

use pausa_grammar::ast::{ClassDef, Stmt, StmtKind};
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::block::{BlockKind, Opening};
use super::emit::NO_SPAN;
use super::registers::{Operand, Reg};
use super::{Compiler, Result};
use crate::bytecode::instr::KILL_1;
use crate::bytecode::{Const, Instr, Intrinsic, LocalKind};

impl<'a> Compiler<'a> {
    pub(super) fn class_def(&mut self, node: &'a ClassDef, span: Span) -> Result {
        let mark = self.mark();
        let name = &node.name.name;
        let decorators = self.decorators(&node.decorators)?;
        let base = self.temp();
        let scope = self.scopes.of(node);
        let first_line = node.decorators.first().map_or(span, |decorator| decorator.span);
        let first_line = self.line(first_line);
        self.open(Opening { kind: BlockKind::Class, scope, name, first_line, class: Some(name) });
        self.class_body(node)?;
        let code = self.close_inner(span)?;
        self.make_function(base, code, scope, span);
        self.const_temp(Self::name_const(name), span);
        let bases = self.temp();
        self.tuple_of(bases, &node.bases, span)?;
        self.check_keywords(&node.keywords, span)?;
        let keywords = self.temp();
        if node.keywords.is_empty() {
            self.load_const(keywords, Const::None, span);
        } else {
            self.keyword_dict(keywords, base, &node.keywords, span)?;
        }
        let target = match decorators {
            None => self.fast(name),
            Some(_) => None,
        };
        let d = target.unwrap_or(base);
        let k = Intrinsic::BuildClass as u8;
        self.emit(Instr::Intrinsic { k, d, base, n: 4 }, span);
        self.release(base + 1);
        self.bind_decorated(decorators, &node.decorators, d, name, span)?;
        self.release(mark);
        Ok(())
    }

    fn class_body(&mut self, node: &'a ClassDef) -> Result {
        let mark = self.mark();
        let temp = self.temp();
        let start = self.lines.line_start(self.block.first_line).unwrap_or_default();
        self.load_name(temp, &Name::new("__name__"), Span::at(start));
        self.store_name(&Name::new("__module__"), Operand::temp(temp), NO_SPAN)?;
        let qualname = Const::Str(self.block.qualname.as_bytes().into());
        self.load_const(temp, qualname, NO_SPAN);
        self.store_name(&Name::new("__qualname__"), Operand::temp(temp), NO_SPAN)?;
        self.release(mark);
        self.documented_body(&node.body)?;
        let class_cell =
            self.block.locals.iter().position(|local| local.kind == LocalKind::Cell && &*local.name == "__class__");
        match class_cell {
            None => self.return_const(Const::None, NO_SPAN),
            Some(cell) => {
                let cell_copy = self.temp();
                self.emit(Instr::Move { d: cell_copy, s: cell as Reg }, NO_SPAN);
                let name = Name::new("__classcell__");
                self.store_name(&name, Operand::kept(cell_copy), NO_SPAN)?;
                self.emit(Instr::Return { k: KILL_1, s: cell_copy }, NO_SPAN);
            }
        }
        self.release(mark);
        Ok(())
    }

    /// The body of a class or module: its docstring goes into `__doc__`, and it has a dictionary of
    /// annotations if there are any.
    pub(super) fn documented_body(&mut self, body: &'a [Stmt]) -> Result {
        if has_annotations(body) {
            self.set_up_annotations();
        }
        let docstring = self.docstring(body);
        let rest = &body[usize::from(docstring.is_some())..];
        if let Some(text) = docstring {
            let mark = self.mark();
            let temp = self.const_temp(text, body[0].span);
            self.store_name(&Name::new("__doc__"), Operand::temp(temp), body[0].span)?;
            self.release(mark);
        }
        self.body(rest)
    }

    pub(super) fn set_up_annotations(&mut self) {
        let mark = self.mark();
        let base = self.temp();
        let none = self.intrinsic(base, Intrinsic::SetupAnnotations, 0, NO_SPAN);
        self.discard(none);
        self.release(mark);
    }
}

/// Whether a body annotates a variable, in this block.
pub(super) fn has_annotations(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::AnnAssign(_) => true,
        StmtKind::For(node) => has_annotations(&node.body) || has_annotations(&node.orelse),
        StmtKind::While(node) => has_annotations(&node.body) || has_annotations(&node.orelse),
        StmtKind::If(node) => {
            node.branches.iter().any(|branch| has_annotations(&branch.body)) || has_annotations(&node.orelse)
        }
        StmtKind::With(node) => has_annotations(&node.body),
        StmtKind::Match(node) => node.cases.iter().any(|case| has_annotations(&case.body)),
        StmtKind::Try(node) => {
            has_annotations(&node.body)
                || node.handlers.iter().any(|handler| has_annotations(&handler.body))
                || has_annotations(&node.orelse)
                || has_annotations(&node.finalbody)
        }
        _ => false,
    })
}
