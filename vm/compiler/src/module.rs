//! The outermost block: a module, a statement typed at a prompt, or an expression.

use pausa_grammar::ast::Tree;

use super::class::has_annotations;
use super::emit::NO_SPAN;
use super::{Compiler, Result};
use crate::bytecode::instr::KILL_1;
use crate::bytecode::{CodeUnit, Const, Instr};
use pausa_grammar::span::Span;

impl<'a> Compiler<'a> {
    pub(super) fn module(&mut self, tree: &'a Tree) -> Result<CodeUnit> {
        self.open_module();
        let span = match tree {
            Tree::Module(body) => {
                self.documented_body(body)?;
                self.return_const(Const::None, NO_SPAN);
                body.last().map_or(Span::at(0), |stmt| stmt.span)
            }
            Tree::Interactive(body) => {
                if has_annotations(body) {
                    self.set_up_annotations();
                }
                self.body(body)?;
                self.return_const(Const::None, NO_SPAN);
                body.last().map_or(Span::at(0), |stmt| stmt.span)
            }
            Tree::Expression(value) => {
                let operand = self.operand(value)?;
                let k = operand.kill(KILL_1);
                self.emit(Instr::Return { k, s: operand.reg }, value.span);
                value.span
            }
        };
        self.close(span)
    }
}
