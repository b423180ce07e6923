//! `if`, loops, and the statements that jump: `return`, `break`, `continue`.

use pausa_grammar::ast::{Expr, ExprKind, For, If, While};
use pausa_grammar::span::Span;

use super::block::{BlockKind, Nest};
use super::emit::{Label, NO_SPAN};
use super::registers::{Operand, Reg};
use super::{Compiler, Result, error, fold};
use crate::bytecode::instr::KILL_1;
use crate::bytecode::{CodeFlags, Const, Instr};

/// What a jump out of an `except*` body is told.
const IN_STAR: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

impl<'a> Compiler<'a> {
    pub(super) fn if_stmt(&mut self, node: &'a If) -> Result {
        let end = self.block.code.label();
        for (i, branch) in node.branches.iter().enumerate() {
            self.block.tested_at = branch.span;
            let last = i + 1 == node.branches.len() && node.orelse.is_empty();
            let next = if last { end } else { self.block.code.label() };
            self.jump_if(&branch.test, next, false)?;
            self.body(&branch.body)?;
            if !last {
                self.block.code.goto(end);
                self.block.code.bind(next);
            }
        }
        self.body(&node.orelse)?;
        self.block.code.bind(end);
        Ok(())
    }

    /// The test stands before the loop and again at its bottom, so that a round costs one jump.
    pub(super) fn while_stmt(&mut self, node: &'a While, span: Span) -> Result {
        let (orelse, end) = (self.block.code.label(), self.block.code.label());
        let bottom = self.block.code.label();
        self.jump_if(&node.test, orelse, false)?;
        let top = self.block.code.label_here();
        self.enter(Nest::While { head: bottom, end }, span)?;
        self.body(&node.body)?;
        self.leave();
        self.block.code.bind(bottom);
        self.block.tested_at = span;
        match self.fold(&node.test) {
            Some(value) if fold::truth(&value) => self.jump(Instr::Loop { off: 0 }, top, NO_SPAN),
            Some(_) => {}
            None => self.jump_if(&node.test, top, true)?,
        }
        self.block.code.bind(orelse);
        self.body(&node.orelse)?;
        self.block.code.bind(end);
        Ok(())
    }

    pub(super) fn for_stmt(&mut self, node: &'a For, span: Span) -> Result {
        if node.is_async {
            return self.async_for(node, span);
        }
        let mark = self.mark();
        let it = self.temp();
        self.iterator(it, &node.iter, span)?;
        let (next, end, orelse) = (self.block.code.label(), self.block.code.label(), self.block.code.label());
        self.enter(Nest::For { it, next, end }, span)?;
        let step = self.iterate(it, &node.target, orelse, span)?;
        self.body(&node.body)?;
        self.block.code.bind(next);
        self.iterate_again(step);
        self.leave();
        self.block.code.bind(orelse);
        self.release(mark);
        self.body(&node.orelse)?;
        self.block.code.bind(end);
        Ok(())
    }

    /// R[it] := iter(value). R[it] is a temporary.
    pub(super) fn iterator(&mut self, it: Reg, value: &'a Expr, span: Span) -> Result {
        if self.options.prelude
            && let Some(iterator) = marked(value, "_iterated")
        {
            return self.expr_to(it, iterator);
        }
        if self.options.prelude
            && let Some(taken) = marked(value, "_taken")
            && let ExprKind::Name(name) = &taken.kind
            && let Some(s) = self.fast(name)
        {
            self.emit(Instr::GetIter { k: KILL_1, d: it, s }, span);
            return Ok(());
        }
        let operand = match self.fold_display(value) {
            Some(constant) => {
                self.load_const(it, constant, value.span);
                Operand::temp(it)
            }
            None => self.operand_in(value, Some(it))?,
        };
        let k = operand.kill(KILL_1);
        self.emit(Instr::GetIter { k, d: it, s: operand.reg }, span);
        Ok(())
    }

    /// The head of a loop over R[it]: takes an item, or jumps to `exhausted`, and stores the item in the
    /// target.
    pub(super) fn iterate(&mut self, it: Reg, target: &'a Expr, exhausted: Label, span: Span) -> Result<Step> {
        let mark = self.mark();
        let local = match &target.kind {
            ExprKind::Name(name) => {
                self.forbid_binding(name, target.span)?;
                self.fast(name)
            }
            _ => None,
        };
        let d = local.unwrap_or_else(|| self.temp());
        self.jump(Instr::ForIter { d, it, off: 0 }, exhausted, span);
        let body = self.block.code.label_here();
        match (&target.kind, local) {
            (ExprKind::Name(name), Some(_)) => self.assigned(name),
            _ => self.store(target, Operand::temp(d))?,
        }
        self.release(mark);
        Ok(Step { d, it, body, span })
    }

    /// The bottom of the loop: goes on after it when the iterator is exhausted.
    pub(super) fn iterate_again(&mut self, step: Step) {
        let Step { d, it, body, span } = step;
        self.jump(Instr::NextIter { d, it, off: 0 }, body, span);
    }

    pub(super) fn break_stmt(&mut self, span: Span) -> Result {
        self.refuse_in_star(span)?;
        let Some(at) = self.innermost_loop() else {
            return error("'break' outside loop", span);
        };
        self.jump_out(at, true, span)
    }

    pub(super) fn continue_stmt(&mut self, span: Span) -> Result {
        self.refuse_in_star(span)?;
        let Some(at) = self.innermost_loop() else {
            return error("'continue' not properly in loop", span);
        };
        self.jump_out(at, false, span)
    }

    /// No jump leaves an `except*` body; whether there is a loop around it does not matter.
    fn refuse_in_star(&self, span: Span) -> Result {
        let inner =
            self.block.nests.iter().rfind(|n| matches!(n, Nest::For { .. } | Nest::While { .. } | Nest::StarHandler));
        match inner {
            Some(Nest::StarHandler) => error(IN_STAR, span),
            _ => Ok(()),
        }
    }

    fn innermost_loop(&self) -> Option<usize> {
        self.block.nests.iter().rposition(|nest| matches!(nest, Nest::For { .. } | Nest::While { .. }))
    }

    fn jump_out(&mut self, at: usize, leave_loop: bool, span: Span) -> Result {
        let region = self.block.code.region();
        let unwound = self.unwind(at + 1, None, span)?;
        match self.block.nests[at] {
            Nest::While { end, .. } if leave_loop => self.block.code.goto(end),
            Nest::For { it, end, .. } if leave_loop => {
                self.emit(Instr::Kill { s: it }, NO_SPAN);
                self.block.code.goto(end);
            }
            Nest::While { head: next, .. } | Nest::For { next, .. } => self.block.code.goto(next),
            _ => {}
        }
        self.block.nests.extend(unwound.into_iter().rev());
        self.block.code.set_region(region);
        Ok(())
    }

    pub(super) fn return_stmt(&mut self, value: Option<&'a Expr>, span: Span) -> Result {
        if matches!(self.block.kind, BlockKind::Module | BlockKind::Class) {
            return error("'return' outside function", span);
        }
        if value.is_some() && self.block.flags & CodeFlags::ASYNC_GENERATOR != 0 {
            return error("'return' with value in async generator", span);
        }
        let constant = match value {
            None => Some(Const::None),
            Some(value) => self.fold(value),
        };
        let region = self.block.code.region();
        let mark = self.mark();
        let value = match (value, &constant) {
            (Some(value), None) => {
                let operand = self.operand(value)?;
                Some(self.keep_through_exits(operand, value.span))
            }
            _ => None,
        };
        let waiting = value.filter(|value| value.temp).map(|value| value.reg);
        let unwound = self.unwind(0, waiting, span)?;
        // As in CPython, what follows a `finally` that runs on the way out counts as its end.
        let through_finally = unwound.iter().any(|nest| matches!(nest, Nest::TryFinally { .. }));
        self.return_value(value, constant, if through_finally { NO_SPAN } else { span });
        self.block.nests.extend(unwound.into_iter().rev());
        self.block.code.set_region(region);
        self.release(mark);
        Ok(())
    }

    /// A value to be returned that is read in place is copied, if what is still to run may change it.
    fn keep_through_exits(&mut self, operand: Operand, span: Span) -> Operand {
        let changes = |nest: &Nest<'_>| matches!(nest, Nest::TryFinally { .. } | Nest::Handler { name: Some(_), .. });
        if operand.temp || !self.block.nests.iter().any(changes) {
            return operand;
        }
        let copy = self.temp();
        self.emit(Instr::Move { d: copy, s: operand.reg }, span);
        Operand::temp(copy)
    }

    fn return_value(&mut self, value: Option<Operand>, constant: Option<Const>, span: Span) {
        match (value, constant) {
            (Some(value), _) => {
                self.emit(Instr::Return { k: value.kill(KILL_1), s: value.reg }, span);
            }
            (None, constant) => self.return_const(constant.unwrap_or(Const::None), span),
        }
    }

    /// Returns a constant.
    pub(super) fn return_const(&mut self, value: Const, span: Span) {
        if self.block.code.reachable() {
            let c = self.block.consts.number(value);
            self.emit(Instr::ReturnConst { c }, span);
        }
    }

    /// Emits what has to happen on the way out of the constructs from number `down_to` on, innermost
    /// first, and takes them off the stack. A value to be returned waits in a temporary, which a jump
    /// out of a `finally` on the way has to release. They are given back, innermost first, to be put on again once the
    /// jump has been emitted.
    fn unwind(&mut self, down_to: usize, waiting: Option<Reg>, span: Span) -> Result<Vec<Nest<'a>>> {
        let mut unwound = Vec::new();
        while self.block.nests.len() > down_to {
            let Some(nest) = self.block.nests.pop() else {
                break;
            };
            unwound.push(nest);
            self.leave_nest(nest, waiting, span)?;
        }
        Ok(unwound)
    }

    fn leave_nest(&mut self, nest: Nest<'a>, waiting: Option<Reg>, span: Span) -> Result {
        match nest {
            Nest::While { .. } | Nest::Handlers { .. } => {}
            Nest::For { it, .. } => self.emit(Instr::Kill { s: it }, NO_SPAN),
            Nest::Value { reg } => self.emit(Instr::Kill { s: reg }, NO_SPAN),
            Nest::TryBody { outer } => self.block.code.set_region(outer),
            Nest::TryFinally { outer, finalbody } => {
                self.block.code.set_region(outer);
                let depth = self.block.nests.len();
                self.block.nests.extend(waiting.map(|reg| Nest::Value { reg }));
                self.body(finalbody)?;
                self.block.nests.truncate(depth);
            }
            Nest::FinallyHandler { outer, save, exc } => {
                self.block.code.set_region(outer);
                self.emit(Instr::PopExc { save }, NO_SPAN);
                self.emit(Instr::Kill { s: exc }, NO_SPAN);
            }
            Nest::Handler { outer, save, name } => {
                self.block.code.set_region(outer);
                self.emit(Instr::PopExc { save }, NO_SPAN);
                if let Some(name) = name {
                    self.forget_name(name)?;
                }
            }
            Nest::StarHandler => {
                return error(IN_STAR, span);
            }
            Nest::With { outer, exit, is_async, span } => {
                self.block.code.set_region(outer);
                let mark = self.mark();
                let mut result = self.call_exit_with_nones(exit, span);
                if is_async {
                    result = self.await_exit(result, span);
                }
                self.discard(result);
                self.release(mark);
            }
        }
        Ok(())
    }
}

/// What the bottom of a `for` loop has to know.
#[derive(Clone, Copy)]
pub(super) struct Step {
    d: Reg,
    it: Reg,
    body: Label,
    span: Span,
}

/// The argument of `mark(x)`: in the prelude, a loop over `_iterated(it)` takes `it` for an iterator and does not call its `__iter__`,
/// and one over `_taken(x)` moves what it iterates over out of the variable `x`.
fn marked<'a>(e: &'a Expr, mark: &str) -> Option<&'a Expr> {
    match &e.kind {
        ExprKind::Call(call) => match (&call.func.kind, &call.args[..]) {
            (ExprKind::Name(name), [it]) if **name == *mark => Some(it),
            _ => None,
        },
        _ => None,
    }
}
