//! Chains of operators, and which of them bind more tightly.
//!
//! A grammar with a rule for every level of precedence reduces every operand, however simple,
//! through all of them: that was half of the parser's time. So the grammar takes in a chain of
//! operators and operands as it comes, and the precedence is applied here. The operands of a chain
//! wait on a stack that the context keeps; chains within operands are done with before, so a chain
//! is known by where its operands begin on the stack.

use super::expr::{binary, bool_op};
use super::{Action, Context};
use crate::ast::{BoolOp, Expr, Operator};

/// An operand, and where it begins and ends with the parentheses around it.
pub(crate) struct Operand {
    pub(crate) start: u32,
    pub(crate) expr: Expr,
    pub(crate) end: u32,
}

/// An operator with its right operand. (The first of a chain has none to its left.)
type Step<O> = (Option<O>, Operand);

/// Chains not yet built.
pub(crate) struct Pending<O>(Vec<Step<O>>);

/// Where a chain begins among the pending ones.
#[derive(Clone, Copy)]
pub(crate) struct Chain(usize);

impl<O> Default for Pending<O> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<O> Pending<O> {
    /// Begins a chain of two operands.
    pub(crate) fn begin(&mut self, first: Operand, op: O, second: Operand) -> Chain {
        let chain = Chain(self.0.len());
        self.0.push((None, first));
        self.0.push((Some(op), second));
        chain
    }

    /// Goes on with the last chain.
    pub(crate) fn push(&mut self, chain: Chain, op: O, operand: Operand) -> Chain {
        self.0.push((Some(op), operand));
        chain
    }
}

/// How tightly a binary operator binds. All are left-associative; `**` is not among them.
fn strength(op: Operator) -> u8 {
    match op {
        Operator::BitOr => 1,
        Operator::BitXor => 2,
        Operator::BitAnd => 3,
        Operator::LShift | Operator::RShift => 4,
        Operator::Add | Operator::Sub => 5,
        _ => 6,
    }
}

impl Context<'_> {
    /// The tree of a chain of binary operators.
    pub(crate) fn build_operations(&mut self, chain: Chain) -> Action<Expr> {
        let mut steps = self.operations.0.drain(chain.0..);
        // Left operands that wait for their right one, each binding more tightly than the one
        // before, so there are at most as many as there are strengths.
        let mut waiting: Vec<(Operand, Operator)> = Vec::new();
        let Some((_, mut current)) = steps.next() else { unreachable!("a chain has operands") };
        for (op, operand) in steps {
            let Some(op) = op else { unreachable!("only the first operand has no operator") };
            while let Some((left, inner)) = waiting.pop_if(|(_, inner)| strength(*inner) >= strength(op)) {
                current = join(left, inner, current)?;
            }
            waiting.push((current, op));
            current = operand;
        }
        while let Some((left, op)) = waiting.pop() {
            current = join(left, op, current)?;
        }
        Ok(current.expr)
    }

    /// The tree of a chain of `and` and `or`.
    pub(crate) fn build_conditions(&mut self, chain: Chain) -> Action<Expr> {
        let mut alternatives: Vec<Operand> = Vec::new();
        let mut all: Vec<Operand> = Vec::new();
        for (op, operand) in self.conditions.0.drain(chain.0..) {
            if op == Some(BoolOp::Or) {
                alternatives.push(combine(BoolOp::And, std::mem::take(&mut all))?);
            }
            all.push(operand);
        }
        alternatives.push(combine(BoolOp::And, all)?);
        Ok(combine(BoolOp::Or, alternatives)?.expr)
    }
}

/// `left op right`.
fn join(left: Operand, op: Operator, right: Operand) -> Action<Operand> {
    let (start, end) = (left.start, right.end);
    let expr = binary(start, end, left.expr, op, right.expr)?;
    Ok(Operand { start, expr, end })
}

/// Operands with `op` between them, or the only one.
fn combine(op: BoolOp, mut operands: Vec<Operand>) -> Action<Operand> {
    if operands.len() == 1
        && let Some(only) = operands.pop()
    {
        return Ok(only);
    }
    let start = operands.first().map_or(0, |operand| operand.start);
    let end = operands.last().map_or(0, |operand| operand.end);
    let values = operands.into_iter().map(|operand| operand.expr).collect();
    let expr = bool_op(start, end, op, values)?;
    Ok(Operand { start, expr, end })
}
