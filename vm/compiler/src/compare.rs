//! Comparisons: as values, and fused with a jump as conditions.

use pausa_grammar::ast::{CmpOp, Compare, Expr, ExprKind};
use pausa_grammar::span::Span;

use super::emit::Label;
use super::registers::{Operand, Reg};
use super::{Compiler, Result};
use crate::bytecode::instr::{KILL_1, KILL_2};
use crate::bytecode::{Const, Instr};

impl<'a> Compiler<'a> {
    /// R[d] := a comparison, or a chain of them.
    #[inline(never)]
    pub(super) fn compare(&mut self, d: Reg, span: Span, node: &'a Compare) -> Result {
        self.warn_compare(node, span);
        let Some(((op, right), first)) = node.rest.split_last() else {
            return Ok(());
        };
        let mark = self.mark();
        let hint = self.hint(d);
        if first.is_empty() {
            let left = self.operand_before(&node.left, hint, &[right])?;
            let right = self.right_operand(*op, right)?;
            self.emit(comparison(*op, d, left, right), span);
            self.release(mark);
            return Ok(());
        }
        let work = self.work_register(d);
        let (end, mut cleanups) = (self.block.code.label(), Vec::new());
        let later: Vec<&'a Expr> = node.rest.iter().map(|(_, e)| e).collect();
        let mut left = self.operand_before(&node.left, None, &later)?;
        for (i, (op, right)) in first.iter().enumerate() {
            let right = self.operand_before(right, None, &later[i + 1..])?;
            self.emit(comparison(*op, work, left, Operand::kept(right.reg)), span);
            let exit = if right.temp { self.block.code.label() } else { end };
            self.jump(Instr::JFalseKeep { s: work, off: 0 }, exit, span);
            if right.temp {
                cleanups.push((exit, right));
            }
            left = right;
        }
        let right = self.right_operand(*op, right)?;
        self.emit(comparison(*op, work, left, right), span);
        self.clean_up(cleanups, end);
        self.block.code.bind(end);
        self.deliver(d, work, span);
        self.release(mark);
        Ok(())
    }

    /// `not a in b` and `not a is b` are operators of their own; `None` for other comparisons.
    pub(super) fn negated_compare(&mut self, d: Reg, span: Span, node: &'a Compare) -> Option<Result> {
        let [(op, right)] = &*node.rest else {
            return None;
        };
        let op = match op {
            CmpOp::Is => CmpOp::IsNot,
            CmpOp::IsNot => CmpOp::Is,
            CmpOp::In => CmpOp::NotIn,
            CmpOp::NotIn => CmpOp::In,
            _ => return None,
        };
        self.warn_compare(node, span);
        Some(self.negated(d, span, op, &node.left, right))
    }

    fn negated(&mut self, d: Reg, span: Span, op: CmpOp, left: &'a Expr, right: &'a Expr) -> Result {
        let mark = self.mark();
        let hint = self.hint(d);
        let left = self.operand_before(left, hint, &[right])?;
        let right = self.right_operand(op, right)?;
        self.emit(comparison(op, d, left, right), span);
        self.release(mark);
        Ok(())
    }

    /// Jumps to `label` if the truth of the comparison is `want`, else goes on.
    pub(super) fn jump_if_compare(&mut self, span: Span, node: &'a Compare, label: Label, want: bool) -> Result {
        self.warn_compare(node, span);
        let Some(((op, right), first)) = node.rest.split_last() else {
            return Ok(());
        };
        let mark = self.mark();
        let later: Vec<&'a Expr> = match first.is_empty() {
            true => vec![right],
            false => node.rest.iter().map(|(_, e)| e).collect(),
        };
        let mut left = self.operand_before(&node.left, None, &later)?;
        let end = self.block.code.label();
        let failed = if want { end } else { label };
        let mut cleanups = Vec::new();
        for (i, (op, right)) in first.iter().enumerate() {
            let right = self.operand_before(right, None, &later[i + 1..])?;
            let exit = if right.temp { self.block.code.label() } else { failed };
            self.compare_and_jump(*op, left, Operand::kept(right.reg), exit, false, span);
            if right.temp {
                cleanups.push((exit, right));
            }
            left = right;
        }
        self.compare_expr_and_jump(*op, left, right, label, want, span)?;
        self.release(mark);
        if !cleanups.is_empty() {
            let past = self.block.code.label();
            self.block.code.goto(past);
            for (exit, right) in cleanups {
                self.block.code.bind(exit);
                self.discard(right);
                self.block.code.goto(failed);
            }
            self.block.code.bind(past);
        }
        self.block.code.bind(end);
        Ok(())
    }

    /// The exits of a chain that still hold an operand release it.
    fn clean_up(&mut self, cleanups: Vec<(Label, Operand)>, end: Label) {
        if cleanups.is_empty() {
            return;
        }
        self.block.code.goto(end);
        for (exit, right) in cleanups {
            self.block.code.bind(exit);
            self.discard(right);
            self.block.code.goto(end);
        }
    }

    /// The right operand; for `in`, a display of constants is a constant itself.
    fn right_operand(&mut self, op: CmpOp, right: &'a Expr) -> Result<Operand> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && let Some(value) = self.fold_display(right)
        {
            let reg = self.const_temp(value, right.span);
            return Ok(Operand::temp(reg));
        }
        self.operand(right)
    }

    fn compare_expr_and_jump(
        &mut self,
        op: CmpOp,
        left: Operand,
        right: &'a Expr,
        label: Label,
        want: bool,
        span: Span,
    ) -> Result {
        if let Some(imm) = self.small_int(right)
            && let Some(instr) = compare_imm_jump(op, left, imm, want)
        {
            self.jump(instr, label, span);
            return Ok(());
        }
        if matches!(op, CmpOp::Eq | CmpOp::NotEq)
            && let Some(text @ Const::Str(_)) = self.fold(right)
            && let Ok(c) = u16::try_from(self.block.consts.number(text))
        {
            self.jump(compare_const_jump(op, left, c, want), label, span);
            return Ok(());
        }
        let is = matches!(op, CmpOp::Is | CmpOp::IsNot);
        if is && matches!(self.fold(right), Some(Const::None)) {
            let (k, s) = (left.kill(KILL_1), left.reg);
            let instr = match (op == CmpOp::Is) == want {
                true => Instr::JNone { k, s, off: 0 },
                false => Instr::JNotNone { k, s, off: 0 },
            };
            self.jump(instr, label, span);
            return Ok(());
        }
        let right = self.right_operand(op, right)?;
        self.compare_and_jump(op, left, right, label, want, span);
        Ok(())
    }

    /// Jumps if the truth of `left op right` is `want`.
    pub(super) fn compare_and_jump(
        &mut self,
        op: CmpOp,
        left: Operand,
        right: Operand,
        label: Label,
        want: bool,
        span: Span,
    ) {
        let (l, r) = (left.reg, right.reg);
        let k = left.kill(KILL_1) | right.kill(KILL_2);
        let instr = match (op, want) {
            (CmpOp::Lt, true) => Instr::JLt { k, l, r, off: 0 },
            (CmpOp::LtE, true) => Instr::JLe { k, l, r, off: 0 },
            (CmpOp::Gt, true) => Instr::JGt { k, l, r, off: 0 },
            (CmpOp::GtE, true) => Instr::JGe { k, l, r, off: 0 },
            (CmpOp::Eq, true) => Instr::JEq { k, l, r, off: 0 },
            (CmpOp::NotEq, true) => Instr::JNe { k, l, r, off: 0 },
            (CmpOp::Lt, false) => Instr::JNotLt { k, l, r, off: 0 },
            (CmpOp::LtE, false) => Instr::JNotLe { k, l, r, off: 0 },
            (CmpOp::Gt, false) => Instr::JNotGt { k, l, r, off: 0 },
            (CmpOp::GtE, false) => Instr::JNotGe { k, l, r, off: 0 },
            (CmpOp::Eq, false) => Instr::JNotEq { k, l, r, off: 0 },
            (CmpOp::NotEq, false) => Instr::JNotNe { k, l, r, off: 0 },
            (CmpOp::Is, true) | (CmpOp::IsNot, false) => Instr::JIs { k, l, r, off: 0 },
            (CmpOp::Is, false) | (CmpOp::IsNot, true) => Instr::JIsNot { k, l, r, off: 0 },
            (CmpOp::In | CmpOp::NotIn, _) => {
                let mark = self.mark();
                let d = self.temp();
                self.emit(comparison(op, d, left, right), span);
                self.jump_if_operand(Operand::temp(d), label, want, span);
                self.release(mark);
                return;
            }
        };
        self.jump(instr, label, span);
    }

    /// A list or set display of constants that is only looked at, as a tuple or frozenset.
    pub(super) fn fold_display(&self, e: &Expr) -> Option<Const> {
        let items = match &e.kind {
            ExprKind::List(items) | ExprKind::Set(items) => items,
            _ => return None,
        };
        let items: Option<Vec<Const>> = items.iter().map(|item| self.fold(item)).collect();
        match &e.kind {
            ExprKind::Set(_) => Some(Const::FrozenSet(items?)),
            _ => Some(Const::Tuple(items?)),
        }
    }
}

/// R[d] := left op right
fn comparison(op: CmpOp, d: Reg, left: Operand, right: Operand) -> Instr {
    let (l, r) = (left.reg, right.reg);
    let k = left.kill(KILL_1) | right.kill(KILL_2);
    match op {
        CmpOp::Eq => Instr::Eq { k, d, l, r },
        CmpOp::NotEq => Instr::Ne { k, d, l, r },
        CmpOp::Lt => Instr::Lt { k, d, l, r },
        CmpOp::LtE => Instr::Le { k, d, l, r },
        CmpOp::Gt => Instr::Gt { k, d, l, r },
        CmpOp::GtE => Instr::Ge { k, d, l, r },
        CmpOp::Is => Instr::Is { k, d, l, r },
        CmpOp::IsNot => Instr::IsNot { k, d, l, r },
        CmpOp::In => Instr::In { k, d, l, r },
        CmpOp::NotIn => Instr::NotIn { k, d, l, r },
    }
}

/// `==` or `!=` with a constant, fused with a jump.
fn compare_const_jump(op: CmpOp, left: Operand, c: u16, want: bool) -> Instr {
    let (k, l) = (left.kill(KILL_1), left.reg);
    match (op == CmpOp::Eq, want) {
        (true, true) => Instr::JEqC { k, l, c, off: 0 },
        (true, false) => Instr::JNotEqC { k, l, c, off: 0 },
        (false, true) => Instr::JNeC { k, l, c, off: 0 },
        (false, false) => Instr::JNotNeC { k, l, c, off: 0 },
    }
}

/// A comparison with a small int, fused with a jump.
pub(super) fn compare_imm_jump(op: CmpOp, left: Operand, imm: i16, want: bool) -> Option<Instr> {
    let (k, l) = (left.kill(KILL_1), left.reg);
    Some(match (op, want) {
        (CmpOp::Lt, true) => Instr::JLtI { k, l, imm, off: 0 },
        (CmpOp::LtE, true) => Instr::JLeI { k, l, imm, off: 0 },
        (CmpOp::Gt, true) => Instr::JGtI { k, l, imm, off: 0 },
        (CmpOp::GtE, true) => Instr::JGeI { k, l, imm, off: 0 },
        (CmpOp::Eq, true) => Instr::JEqI { k, l, imm, off: 0 },
        (CmpOp::NotEq, true) => Instr::JNeI { k, l, imm, off: 0 },
        (CmpOp::Lt, false) => Instr::JNotLtI { k, l, imm, off: 0 },
        (CmpOp::LtE, false) => Instr::JNotLeI { k, l, imm, off: 0 },
        (CmpOp::Gt, false) => Instr::JNotGtI { k, l, imm, off: 0 },
        (CmpOp::GtE, false) => Instr::JNotGeI { k, l, imm, off: 0 },
        (CmpOp::Eq, false) => Instr::JNotEqI { k, l, imm, off: 0 },
        (CmpOp::NotEq, false) => Instr::JNotNeI { k, l, imm, off: 0 },
        (CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn, _) => return None,
    })
}
