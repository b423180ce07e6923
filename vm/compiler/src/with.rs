//! `with` and `async with`.

use pausa_grammar::ast::With;
use pausa_grammar::span::Span;

use super::block::Nest;
use super::emit::NO_SPAN;
use super::registers::Operand;
use super::{Compiler, Result};
use crate::bytecode::Instr;
use crate::bytecode::instr::KILL_1;

impl<'a> Compiler<'a> {
    pub(super) fn with_stmt(&mut self, node: &'a With, span: Span) -> Result {
        if node.is_async {
            self.check_async("'async with' outside async function", span)?;
        }
        self.with_item(node, 0, span)
    }

    fn with_item(&mut self, node: &'a With, number: usize, span: Span) -> Result {
        let Some(item) = node.items.get(number) else {
            return self.body(&node.body);
        };
        let is_async = node.is_async;
        let mark = self.mark();
        let exit = self.temp();
        // What `__exit__` is called on.
        self.temp();
        let manager = self.operand_in(&item.context, Some(exit))?;
        let (k, s) = (manager.kill(KILL_1), manager.reg);
        let value = self.temp();
        if is_async {
            self.emit(Instr::BeforeAsyncWith { k, d: value, s }, span);
            self.await_operand(value, Operand::temp(value), 1, span);
        } else {
            self.emit(Instr::BeforeWith { k, d: value, s }, span);
        }
        let outer = self.block.code.region();
        let (handler, end) = (self.block.code.label(), self.block.code.label());
        self.block.code.protect(handler, exit + 2, exit + 3);
        self.enter(Nest::With { outer, exit, is_async, span }, span)?;
        match &item.target {
            Some(target) => self.store(target, Operand::temp(value))?,
            None => self.emit(Instr::Kill { s: value }, NO_SPAN),
        }
        self.release(value);
        self.with_item(node, number + 1, span)?;
        self.leave();
        self.block.code.set_region(outer);
        let mut result = self.call_exit_with_nones(exit, span);
        if is_async {
            result = self.await_exit(result, span);
        }
        self.discard(result);
        self.block.code.goto(end);

        // An exception: `__exit__` sees it, and may suppress it.
        self.release(value);
        let (save, exc, cleanup) = self.enter_handler(handler);
        self.block.nests.push(Nest::Handlers { save });
        let verdict = self.temp();
        self.emit(Instr::WithExcept { d: verdict, exit, e: exc }, span);
        let mut verdict = Operand::temp(verdict);
        if is_async {
            verdict = self.await_exit(verdict, span);
        }
        let suppressed = self.block.code.label();
        self.jump_if_operand(verdict, suppressed, true, span);
        self.block.nests.pop();
        self.raise_again(save, exc, cleanup, outer, None);
        self.block.code.bind(suppressed);
        self.emit(Instr::Kill { s: exc }, NO_SPAN);
        self.emit(Instr::PopExc { save }, NO_SPAN);
        self.emit(Instr::Kill { s: exit }, NO_SPAN);
        self.emit(Instr::Kill { s: exit + 1 }, NO_SPAN);
        self.release(mark);
        self.block.code.bind(end);
        Ok(())
    }
}
