//! `try` with `except*`.
//!
//! The clauses share the exception group among them: each takes the part that it matches. What they raise is
//! collected in a list, together with the part that nobody took, and raised at the end.

use pausa_grammar::ast::{ExceptHandler, Try};
use pausa_grammar::span::Span;

use super::block::Nest;
use super::emit::{NO_SPAN, Region};
use super::registers::{Operand, Reg};
use super::{Compiler, Result};
use crate::bytecode::instr::{KILL_1, KILL_2};
use crate::bytecode::{Instr, Intrinsic};

impl<'a> Compiler<'a> {
    pub(super) fn try_star(&mut self, node: &'a Try, span: Span) -> Result {
        if node.finalbody.is_empty() {
            return self.try_except_star(node, span);
        }
        self.try_finally(node, span, |this| this.try_except_star(node, span))
    }

    fn try_except_star(&mut self, node: &'a Try, span: Span) -> Result {
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
        self.enter(Nest::Handlers { save }, span)?;
        let raised = self.temp();
        self.emit(Instr::BuildList { d: raised, base: raised, n: 0 }, NO_SPAN);
        let (matched, rest) = (self.temp(), self.temp());
        self.emit(Instr::Move { d: rest, s: exc }, NO_SPAN);
        let inside = self.block.code.region();
        for clause in &node.handlers {
            self.star_clause(clause, StarClause { inside, raised, matched, rest })?;
        }
        let all_taken = self.block.code.label();
        self.jump(Instr::JNone { k: 0, s: rest, off: 0 }, all_taken, NO_SPAN);
        self.emit(Instr::ListAppend { k: 0, l: raised, v: rest }, NO_SPAN);
        self.block.code.bind(all_taken);
        self.emit(Instr::Kill { s: rest }, NO_SPAN);
        let base = matched;
        self.emit(Instr::Take { d: base, s: exc }, NO_SPAN);
        self.emit(Instr::Take { d: base + 1, s: raised }, NO_SPAN);
        self.intrinsic(base, Intrinsic::ExceptStarEnd, 2, NO_SPAN);
        self.emit(Instr::Take { d: exc, s: base }, NO_SPAN);
        self.jump(Instr::JNotNone { k: 0, s: exc, off: 0 }, cleanup, NO_SPAN);
        self.leave();
        self.block.code.set_region(outer);
        self.emit(Instr::Kill { s: exc }, NO_SPAN);
        self.emit(Instr::PopExc { save }, NO_SPAN);
        self.block.code.goto(end);
        self.raise_again(save, exc, cleanup, outer, None);
        self.release(mark);
        self.block.code.bind(end);
        Ok(())
    }

    fn star_clause(&mut self, clause: &'a ExceptHandler, state: StarClause) -> Result {
        let StarClause { inside, raised, matched, rest } = state;
        let Some(kind) = &clause.kind else {
            return Ok(());
        };
        let mark = self.mark();
        let base = self.temp();
        self.emit(Instr::Take { d: base, s: rest }, NO_SPAN);
        let class = self.temp();
        self.expr_to(class, kind)?;
        self.intrinsic(base, Intrinsic::ExceptStarMatch, 2, clause.span);
        let split = Instr::UnpackSeq { k: KILL_1, s: base, base: matched, n: 2 };
        self.emit(split, NO_SPAN);
        self.release(mark);
        let (next, no_match, failed) = (self.block.code.label(), self.block.code.label(), self.block.code.label());
        self.jump(Instr::JNone { k: 0, s: matched, off: 0 }, no_match, NO_SPAN);

        let save = self.temp();
        self.emit(Instr::PushExc { save, e: matched }, NO_SPAN);
        let name = clause.name.as_ref().map(|ident| &ident.name);
        match name {
            Some(name) => self.store_name(name, Operand::temp(matched), clause.span)?,
            None => self.emit(Instr::Kill { s: matched }, NO_SPAN),
        }
        let exc = self.mark();
        self.block.code.protect(failed, exc, exc);
        self.enter(Nest::StarHandler, clause.span)?;
        self.body(&clause.body)?;
        self.leave();
        self.block.code.set_region(inside);
        self.emit(Instr::PopExc { save }, NO_SPAN);
        if let Some(name) = name {
            self.forget_name(name)?;
        }
        self.block.code.goto(next);

        self.block.code.bind(failed);
        let exc = self.temp();
        self.emit(Instr::PopExc { save }, NO_SPAN);
        if let Some(name) = name {
            self.forget_name(name)?;
        }
        self.emit(Instr::ListAppend { k: KILL_2, l: raised, v: exc }, NO_SPAN);
        self.block.code.goto(next);

        self.block.code.bind(no_match);
        self.emit(Instr::Kill { s: matched }, NO_SPAN);
        self.block.code.bind(next);
        self.release(mark);
        Ok(())
    }
}

/// What the clauses share: the list of what was raised, and the two parts of the group, in consecutive
/// registers.
struct StarClause {
    inside: Region,
    raised: Reg,
    matched: Reg,
    rest: Reg,
}
