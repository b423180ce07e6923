//! `match`: the cases. What is inside a pattern is in `pattern`.

use pausa_grammar::ast::{Expr, ExprKind, Match, MatchCase, PatternKind};

use super::emit::Label;
use super::pattern::Matching;
use super::registers::Operand;
use super::{Compiler, Result};
use crate::bytecode::Instr;

impl<'a> Compiler<'a> {
    pub(super) fn match_stmt(&mut self, node: &'a Match) -> Result {
        let mark = self.mark();
        let end = self.block.code.label();
        let guards: Vec<&'a Expr> = node.cases.iter().filter_map(|case| case.guard.as_ref()).collect();
        let mut subject = self.operand(&node.subject)?;
        if !subject.temp && !guards.is_empty() {
            // A case whose guard fails has already bound its names, and the subject may be one of them.
            let copy = self.temp();
            self.emit(Instr::Move { d: copy, s: subject.reg }, node.subject.span);
            subject = Operand::temp(copy);
        }
        for (i, case) in node.cases.iter().enumerate() {
            self.case(case, subject, i + 1 == node.cases.len(), end)?;
        }
        self.discard(subject);
        self.release(mark);
        self.block.code.bind(end);
        Ok(())
    }

    /// One case: falls through if it does not match.
    fn case(&mut self, case: &'a MatchCase, subject: Operand, last: bool, end: Label) -> Result {
        let next = self.block.code.label();
        let mark = self.mark();
        let may_be_irrefutable = last || case.guard.is_some();
        let fails = match &case.pattern.kind {
            // The commonest patterns need no temporaries.
            PatternKind::Capture(name) if may_be_irrefutable => {
                self.block.tested_at = case.pattern.span;
                self.store_name(name, Operand::kept(subject.reg), case.pattern.span)?;
                Vec::new()
            }
            _ => {
                let mut matching = Matching::new(next, may_be_irrefutable);
                self.pattern(&case.pattern, Operand::kept(subject.reg), &mut matching)?;
                let (captures, fails) = matching.finish();
                for (name, reg) in captures {
                    self.store_name(name, Operand::temp(reg), case.pattern.span)?;
                }
                fails
            }
        };
        self.release(mark);
        if let Some(guard) = &case.guard {
            self.jump_if(guard, next, false)?;
        }
        self.discard(subject);
        self.body(&case.body)?;
        self.block.code.goto(end);
        for (live, label) in fails {
            self.block.code.bind(label);
            for s in live {
                self.discard(Operand::temp(s));
            }
            self.block.code.goto(next);
        }
        self.block.code.bind(next);
        Ok(())
    }
}

/// Whether a value in a pattern is a literal or a dotted name.
pub(super) fn is_pattern_value(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Constant(_) | ExprKind::Attribute(_) => true,
        ExprKind::UnaryOp { operand, .. } => is_pattern_value(operand),
        ExprKind::BinOp { left, right, .. } => is_pattern_value(left) && is_pattern_value(right),
        _ => false,
    }
}
