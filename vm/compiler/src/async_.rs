//! `await`, `async for`, `yield`, `yield from`.

use pausa_grammar::ast::{Expr, ExprKind, For};
use pausa_grammar::span::Span;

use super::block::{BlockKind, Nest};
use super::emit::NO_SPAN;
use super::registers::{Operand, Reg};
use super::scope::ScopeKind;
use super::{Compiler, Result, error};
use crate::bytecode::instr::KILL_1;
use crate::bytecode::{CodeFlags, Const, Instr};

/// What an awaitable comes from, for the text of errors.
const FROM_AEXIT: u8 = 2;

impl<'a> Compiler<'a> {
    /// Adds an instruction that suspends the frame. In a handler, the exception handled here is not handled
    /// while the frame is suspended.
    fn suspend(&mut self, instr: Instr, span: Span) {
        let save = self.block.nests.iter().find_map(|nest| match *nest {
            Nest::Handlers { save } | Nest::FinallyHandler { save, .. } => Some(save),
            _ => None,
        });
        match save {
            None => self.emit(instr, span),
            Some(save) => {
                self.emit(Instr::SwapExc { save }, NO_SPAN);
                self.emit(instr, span);
                self.emit(Instr::SwapExc { save }, NO_SPAN);
            }
        }
    }

    // ---- await ----

    fn at_top_level_await(&self) -> bool {
        self.options.top_level_await && self.block.kind == BlockKind::Module
    }

    /// `async for` and `async with` need an async function.
    pub(super) fn check_async(&mut self, message: &'static str, span: Span) -> Result {
        if self.at_top_level_await() {
            self.block.flags |= CodeFlags::COROUTINE;
            return Ok(());
        }
        match self.block.kind {
            BlockKind::AsyncFunction => Ok(()),
            _ => error(message, span),
        }
    }

    #[inline(never)]
    pub(super) fn await_expr(&mut self, d: Reg, span: Span, value: &'a Expr) -> Result {
        if !self.at_top_level_await() {
            if !self.in_function() {
                return error("'await' outside function", span);
            }
            if !matches!(self.block.kind, BlockKind::AsyncFunction | BlockKind::Comprehension) {
                return error("'await' outside async function", span);
            }
        }
        let mark = self.mark();
        let hint = self.hint(d);
        let value = self.operand_in(value, hint)?;
        self.await_operand(d, value, 0, span);
        self.release(mark);
        Ok(())
    }

    /// R[d] := await an operand; `from` says what it comes from.
    pub(super) fn await_operand(&mut self, d: Reg, value: Operand, from: u8, span: Span) {
        let it = match (value.temp, self.hint(d)) {
            (true, _) => value.reg,
            (false, Some(d)) => d,
            (false, None) => self.temp(),
        };
        let k = value.kill(KILL_1) | from << 4;
        self.emit(Instr::GetAwaitable { k, d: it, s: value.reg }, span);
        self.suspend(Instr::Await { d, it }, span);
    }

    /// Awaits the result of `__aexit__`, in its register.
    pub(super) fn await_exit(&mut self, result: Operand, span: Span) -> Operand {
        self.await_operand(result.reg, result, FROM_AEXIT, span);
        result
    }

    // ---- async for ----

    pub(super) fn async_for(&mut self, node: &'a For, span: Span) -> Result {
        self.check_async("'async for' outside async function", span)?;
        let mark = self.mark();
        let it = self.temp();
        let iter = self.operand_in(&node.iter, Some(it))?;
        let get = Instr::GetAIter { k: iter.kill(KILL_1), d: it, s: iter.reg };
        self.emit(get, span);
        let (next, end) = (self.block.code.label(), self.block.code.label());
        self.enter(Nest::For { it, next, end }, span)?;
        let head = self.block.code.label_here();
        let exhausted = self.async_iterate(it, &node.target, span)?;
        self.body(&node.body)?;
        self.block.code.bind(next);
        self.jump(Instr::Loop { off: 0 }, head, NO_SPAN);
        self.leave();
        self.async_exhausted(exhausted, it, node.iter.span);
        self.release(mark);
        self.body(&node.orelse)?;
        self.block.code.bind(end);
        Ok(())
    }

    /// The head of a loop over the async iterator R[it]: awaits an item and stores it in the target. Gives
    /// the label of the handler for the end.
    pub(super) fn async_iterate(&mut self, it: Reg, target: &'a Expr, span: Span) -> Result<Exhausted> {
        let outer = self.block.code.region();
        let exhausted = self.block.code.label();
        let mark = self.mark();
        let item = self.temp();
        self.block.code.protect(exhausted, item, item);
        let local = match &target.kind {
            ExprKind::Name(name) => {
                self.forbid_binding(name, target.span)?;
                self.fast(name)
            }
            _ => None,
        };
        self.emit(Instr::GetANext { d: item, s: it }, span);
        self.suspend(Instr::Await { d: local.unwrap_or(item), it: item }, span);
        self.block.code.set_region(outer);
        match (&target.kind, local) {
            (ExprKind::Name(name), Some(_)) => self.assigned(name),
            _ => self.store(target, Operand::temp(item))?,
        }
        self.release(mark);
        Ok(Exhausted { label: exhausted, exc: item })
    }

    /// The end of a loop over the async iterator R[it].
    pub(super) fn async_exhausted(&mut self, exhausted: Exhausted, it: Reg, span: Span) {
        self.block.code.bind(exhausted.label);
        self.emit(Instr::EndAsyncFor { e: exhausted.exc }, span);
        self.emit(Instr::Kill { s: it }, NO_SPAN);
    }

    // ---- yield ----

    pub(super) fn in_function(&self) -> bool {
        self.scopes.get(self.block.scope).kind == ScopeKind::Function
    }

    #[inline(never)]
    pub(super) fn yield_expr(&mut self, d: Reg, span: Span, value: Option<&'a Expr>) -> Result {
        if !self.in_function() {
            return error("'yield' outside function", span);
        }
        let mark = self.mark();
        let hint = self.hint(d);
        let value = match value {
            Some(value) => {
                let operand = self.operand_in(value, hint)?;
                // In the prelude a yield moves a variable: a suspended generator there keeps nothing alive that the program has got.
                if self.options.prelude { Operand::temp(operand.reg) } else { operand }
            }
            None => {
                let reg = hint.unwrap_or_else(|| self.temp());
                self.load_const(reg, Const::None, span);
                Operand::temp(reg)
            }
        };
        self.yield_operand(d, value, span);
        self.release(mark);
        Ok(())
    }

    /// Yields an operand; R[d] := what is sent.
    pub(super) fn yield_operand(&mut self, d: Reg, value: Operand, span: Span) {
        let (k, s) = (value.kill(KILL_1), value.reg);
        let instr = match self.block.flags & CodeFlags::ASYNC_GENERATOR != 0 {
            true => Instr::AsyncYield { k, d, s },
            false => Instr::Yield { k, d, s },
        };
        self.suspend(instr, span);
    }

    #[inline(never)]
    pub(super) fn yield_from(&mut self, d: Reg, span: Span, value: &'a Expr) -> Result {
        if !self.in_function() {
            return error("'yield' outside function", span);
        }
        if self.block.kind == BlockKind::AsyncFunction {
            return error("'yield from' inside async function", span);
        }
        let mark = self.mark();
        let it = match self.hint(d) {
            Some(d) => d,
            None => self.temp(),
        };
        let value = self.operand_in(value, Some(it))?;
        let k = value.kill(KILL_1);
        self.emit(Instr::GetYieldFromIter { k, d: it, s: value.reg }, span);
        self.suspend(Instr::Await { d, it }, span);
        self.release(mark);
        Ok(())
    }
}

/// Where an async iteration goes when it is exhausted, and the register of the exception that says so.
pub(super) struct Exhausted {
    label: super::emit::Label,
    exc: Reg,
}
