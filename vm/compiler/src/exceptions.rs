//! `try`: `except`, `else`, `finally`.
//!
//! A handler gets two temporaries: `save` for the exception that was handled before, and `exc` for the one
//! that arrived. While it runs, another exception goes to its *cleanup*, which restores what was handled
//! before and raises again; the code at the end of a handler that matched nothing does the same, so they
//! share it. A `finally` body is compiled once for each way of leaving the `try`.

use pausa_grammar::ast::{ExceptHandler, Try};
use pausa_grammar::span::Span;

use super::block::Nest;
use super::emit::{Label, NO_SPAN, Region};
use super::registers::{Operand, Reg};
use super::{Compiler, Result, error};
use crate::bytecode::Instr;
use crate::bytecode::instr::KILL_2;

impl<'a> Compiler<'a> {
    pub(super) fn try_stmt(&mut self, node: &'a Try, span: Span) -> Result {
        if node.finalbody.is_empty() {
            return self.try_except(node, span);
        }
        self.try_finally(node, span, |this| match node.handlers.is_empty() {
            true => this.body(&node.body),
            false => this.try_except(node, span),
        })
    }

    /// `finally` around what `protected` compiles.
    pub(super) fn try_finally(
        &mut self,
        node: &'a Try,
        span: Span,
        protected: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let outer = self.block.code.region();
        let mark = self.mark();
        let (handler, end) = (self.block.code.label(), self.block.code.label());
        self.enter(Nest::TryFinally { outer, finalbody: &node.finalbody }, span)?;
        self.block.code.protect(handler, mark, mark + 1);
        protected(self)?;
        self.leave();
        self.block.code.set_region(outer);
        self.body(&node.finalbody)?;
        self.block.code.goto(end);

        let (save, exc, cleanup) = self.enter_handler(handler);
        self.enter(Nest::FinallyHandler { outer, save, exc }, span)?;
        self.body(&node.finalbody)?;
        self.leave();
        self.raise_again(save, exc, cleanup, outer, node.finalbody.last().map(|s| s.span));
        self.release(mark);
        self.block.code.bind(end);
        Ok(())
    }

    fn try_except(&mut self, node: &'a Try, span: Span) -> Result {
        let outer = self.block.code.region();
        let mark = self.mark();
        let (handler, end) = (self.block.code.label(), self.block.code.label());
        self.block.code.protect(handler, mark, mark + 1);
        self.enter(Nest::TryBody { outer }, span)?;
        self.body(&node.body)?;
        self.leave();
        self.block.code.set_region(outer);
        self.body(&node.orelse)?;
        self.block.code.goto(end);

        let (save, exc, cleanup) = self.enter_handler(handler);
        let inside = self.block.code.region();
        self.enter(Nest::Handlers { save }, span)?;
        for (i, clause) in node.handlers.iter().enumerate() {
            if clause.kind.is_none() && i + 1 < node.handlers.len() {
                return error("default 'except:' must be last", clause.span);
            }
            let handler = Handler { outer, inside, save, exc, cleanup, end };
            self.except_clause(clause, handler)?;
        }
        self.leave();
        let last = node.handlers.last().filter(|clause| clause.kind.is_some());
        self.raise_again(save, exc, cleanup, outer, last.map(|clause| clause.span));
        self.release(mark);
        self.block.code.bind(end);
        Ok(())
    }

    /// Starts a handler at `label`: gives its registers and the label of its cleanup, which protects what
    /// follows.
    pub(super) fn enter_handler(&mut self, label: Label) -> (Reg, Reg, Label) {
        self.block.code.bind(label);
        let (save, exc) = (self.temp(), self.temp());
        self.emit(Instr::PushExc { save, e: exc }, NO_SPAN);
        let cleanup = self.block.code.label();
        self.block.code.protect(cleanup, exc, exc);
        (save, exc, cleanup)
    }

    /// Ends a handler that has done nothing about R[exc]; also its cleanup. Where the exception goes on from a line of its own, a
    /// frame that it leaves is in that line.
    pub(super) fn raise_again(&mut self, save: Reg, exc: Reg, cleanup: Label, outer: Region, line: Option<Span>) {
        self.block.code.set_region(outer);
        if let Some(span) = line {
            self.emit(Instr::PopExc { save }, NO_SPAN);
            self.emit(Instr::Reraise { e: exc }, span);
        }
        self.block.code.bind(cleanup);
        self.emit(Instr::PopExc { save }, NO_SPAN);
        self.emit(Instr::Reraise { e: exc }, NO_SPAN);
    }

    fn except_clause(&mut self, clause: &'a ExceptHandler, handler: Handler) -> Result {
        let Handler { outer, inside, save, exc, cleanup, end } = handler;
        let next = self.block.code.label();
        if let Some(kind) = &clause.kind {
            let mark = self.mark();
            let class = self.operand(kind)?;
            let k = class.kill(KILL_2);
            self.jump(Instr::JNotMatch { k, e: exc, t: class.reg, off: 0 }, next, clause.span);
            self.release(mark);
        }
        let name = clause.name.as_ref().map(|ident| &ident.name);
        match name {
            Some(name) => self.store_name(name, Operand::temp(exc), clause.span)?,
            None => self.emit(Instr::Kill { s: exc }, NO_SPAN),
        }
        // R[exc] is free: the body may use it.
        self.release(exc);
        let forget = self.block.code.label();
        if name.is_some() {
            self.block.code.protect(forget, exc, exc);
        }
        self.enter(Nest::Handler { outer, save, name }, clause.span)?;
        self.body(&clause.body)?;
        self.leave();
        self.block.code.set_region(outer);
        self.emit(Instr::PopExc { save }, NO_SPAN);
        if let Some(name) = name {
            self.forget_name(name)?;
        }
        self.block.code.goto(end);
        self.temp();
        if let Some(name) = name {
            self.block.code.set_region(inside);
            self.block.code.bind(forget);
            self.forget_name(name)?;
            self.block.code.goto(cleanup);
        }
        self.block.code.set_region(inside);
        self.block.code.bind(next);
        Ok(())
    }
}

/// What the clauses of a `try` share.
struct Handler {
    /// The region that the `try` stands in.
    outer: Region,
    /// The region of the clauses, which goes to `cleanup`.
    inside: Region,
    save: Reg,
    exc: Reg,
    cleanup: Label,
    end: Label,
}
