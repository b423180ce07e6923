//! Statements: the dispatch over their kinds, and the simple ones.

use pausa_grammar::ast::{Constant, Expr, ExprKind, Stmt, StmtKind};
use pausa_grammar::span::Span;

use super::block::BlockKind;
use super::registers::{Operand, Reg};
use super::{Compiler, Result};
use crate::bytecode::instr::NO_REG;
use crate::bytecode::{Const, Instr, Intrinsic};

impl<'a> Compiler<'a> {
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Result {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Result {
        let span = stmt.span;
        self.block.tested_at = span;
        match &stmt.kind {
            StmtKind::Expr(value) => self.expr_stmt(value, span),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value, span),
            StmtKind::AnnAssign(node) => self.ann_assign(node, span),
            StmtKind::Return(value) => self.return_stmt(value.as_deref(), span),
            StmtKind::If(node) => self.if_stmt(node),
            StmtKind::For(node) => self.for_stmt(node, span),
            StmtKind::While(node) => self.while_stmt(node, span),
            StmtKind::Break => self.break_stmt(span),
            StmtKind::Continue => self.continue_stmt(span),
            StmtKind::FunctionDef(node) => self.function_def(node, span),
            StmtKind::ClassDef(node) => self.class_def(node, span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::With(node) => self.with_stmt(node, span),
            StmtKind::Try(node) if node.is_star => self.try_star(node, span),
            StmtKind::Try(node) => self.try_stmt(node, span),
            StmtKind::Raise { exc, cause } => self.raise(exc.as_deref(), cause.as_deref(), span),
            StmtKind::Assert { test, msg } => self.assert(test, msg.as_deref(), span),
            StmtKind::Import(aliases) => self.import(aliases, span),
            StmtKind::ImportFrom(node) => self.import_from(node, span),
            StmtKind::Match(node) => self.match_stmt(node),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::Pass => Ok(()),
        }
    }

    fn expr_stmt(&mut self, value: &'a Expr, span: Span) -> Result {
        if !self.interactive || self.block.kind != BlockKind::Module {
            return self.effect(value);
        }
        let mark = self.mark();
        let base = self.temp();
        self.expr_to(base, value)?;
        let d = self.intrinsic(base, Intrinsic::PrintExpr, 1, span);
        self.discard(d);
        self.release(mark);
        Ok(())
    }

    /// R[base] := the intrinsic applied to R[base]... n arguments.
    pub(super) fn intrinsic(&mut self, base: Reg, which: Intrinsic, n: u16, span: Span) -> Operand {
        debug_assert_eq!(usize::from(n), which.arity());
        self.emit(Instr::Intrinsic { k: which as u8, d: base, base, n }, span);
        Operand::temp(base)
    }

    fn raise(&mut self, exc: Option<&'a Expr>, cause: Option<&'a Expr>, span: Span) -> Result {
        let mark = self.mark();
        let (mut k, mut e, mut c) = (0, NO_REG, NO_REG);
        if let Some(exc) = exc {
            let later: Vec<&'a Expr> = cause.into_iter().collect();
            let exc = self.operand_before(exc, None, &later)?;
            (k, e) = (1 | exc.kill(0x10), exc.reg);
            if let Some(cause) = cause {
                let cause = self.operand(cause)?;
                k = 2 | (k & 0x10) | cause.kill(0x20);
                c = cause.reg;
            }
        }
        self.emit(Instr::Raise { k, e, c }, span);
        self.release(mark);
        Ok(())
    }

    fn assert(&mut self, test: &'a Expr, msg: Option<&'a Expr>, span: Span) -> Result {
        if let ExprKind::Tuple(items) = &test.kind
            && !items.is_empty()
        {
            self.warn("assertion is always true, perhaps remove parentheses?", span);
        }
        if self.options.optimize > 0 {
            return Ok(());
        }
        let end = self.block.code.label();
        self.jump_if(test, end, true)?;
        // What failed is the comparison, if there is one.
        let span = self.block.tested_at;
        let mark = self.mark();
        let base = self.temp();
        self.intrinsic(base, Intrinsic::AssertionError, 0, span);
        if let Some(msg) = msg {
            let arg = self.temp();
            self.expr_to(arg, msg)?;
            self.emit(Instr::Call { k: 1, d: base, base, last: NO_REG }, span);
        }
        self.emit(Instr::Raise { k: 1 | 0x10, e: base, c: NO_REG }, span);
        self.release(mark);
        self.block.code.bind(end);
        Ok(())
    }

    /// The docstring of a body, if there is one and it is kept.
    pub(super) fn docstring(&self, body: &'a [Stmt]) -> Option<Const> {
        let StmtKind::Expr(value) = &body.first()?.kind else {
            return None;
        };
        match &value.kind {
            ExprKind::Constant(text @ Constant::Str(_)) if self.options.optimize < 2 => {
                Some(super::fold::constant(text))
            }
            _ => None,
        }
    }
}
