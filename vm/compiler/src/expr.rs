//! Expressions: the dispatch over their kinds, and the simple ones.

use pausa_grammar::ast::{Attribute, BoolOp, Constant, Expr, ExprKind, IfExp, Operator, UnaryOp};
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::emit::{Label, NO_SPAN};
use super::fold;
use super::registers::{Operand, Reg};
use super::{Compiler, Result, error};
use crate::bytecode::instr::{INPLACE, KILL_1, KILL_2, NO_REG};
use crate::bytecode::{Const, Instr};

impl<'a> Compiler<'a> {
    /// R[d] := the value. A temporary `d` is free; a local `d` is written by the last instruction only.
    ///
    /// Expressions nest thousands deep, so what this calls is never inlined: its frame has to stay small.
    pub(super) fn expr_to(&mut self, d: Reg, e: &'a Expr) -> Result {
        match &e.kind {
            ExprKind::Constant(value) => {
                self.load_const(d, fold::constant(value), e.span);
                Ok(())
            }
            ExprKind::Name(name) => {
                self.name_to(d, name, e.span);
                Ok(())
            }
            ExprKind::Call(node) => self.call(d, e, node),
            ExprKind::Attribute(node) => self.attribute(d, e, node),
            ExprKind::Subscript { value, slice } => self.subscript(d, e, value, slice),
            ExprKind::BinOp { .. } => self.binary(d, e),
            ExprKind::UnaryOp { op, operand } => self.unary(d, e, *op, operand),
            ExprKind::Compare(node) => self.compare(d, e.span, node),
            ExprKind::BoolOp { op, values } => self.bool_op(d, *op, values, e.span),
            ExprKind::IfExp(node) => self.if_exp(d, e.span, node),
            ExprKind::Tuple(items) => self.tuple(d, e, items),
            ExprKind::List(items) => self.list(d, e.span, items),
            ExprKind::Set(items) => self.set(d, e.span, items),
            ExprKind::Dict(items) => self.dict(d, e.span, items),
            ExprKind::JoinedStr(parts) => self.fstring(d, e.span, parts),
            ExprKind::NamedExpr { target, value } => self.walrus_to(d, target, value),
            ExprKind::Lambda(node) => self.lambda(d, e.span, node),
            ExprKind::ListComp(node) => self.list_comp(d, e, node),
            ExprKind::SetComp(node) => self.set_comp(d, e, node),
            ExprKind::DictComp(node) => self.dict_comp(d, e, node),
            ExprKind::GeneratorExp(node) => self.generator_exp(d, e, node),
            ExprKind::Await(value) => self.await_expr(d, e.span, value),
            ExprKind::Yield(value) => self.yield_expr(d, e.span, value.as_deref()),
            ExprKind::YieldFrom(value) => self.yield_from(d, e.span, value),
            ExprKind::Slice { lower, upper, step } => self.slice(d, e.span, [lower, upper, step].map(Option::as_deref)),
            ExprKind::Starred(_) => error("can't use starred expression here", e.span),
        }
    }

    /// The value where it can be read: a local in place, anything else in a new temporary.
    pub(super) fn operand(&mut self, e: &'a Expr) -> Result<Operand> {
        self.operand_in(e, None)
    }

    /// The same, but the temporary is `hint`, which is free, if there is one.
    pub(super) fn operand_in(&mut self, e: &'a Expr, hint: Option<Reg>) -> Result<Operand> {
        match &e.kind {
            ExprKind::Name(name) if name != "__debug__" => Ok(self.name_operand(name, hint, e.span)),
            ExprKind::NamedExpr { target, value } => self.walrus(target, value, hint),
            _ => {
                let reg = hint.unwrap_or_else(|| self.temp());
                self.expr_to(reg, e)?;
                Ok(Operand::temp(reg))
            }
        }
    }

    /// An operand that has to survive the evaluation of other expressions: if these may change the
    /// local that it is, it is copied.
    pub(super) fn operand_before(&mut self, e: &'a Expr, hint: Option<Reg>, later: &[&'a Expr]) -> Result<Operand> {
        let operand = self.operand_in(e, hint)?;
        if operand.temp || !self.scopes.get(self.block.scope).has_walrus {
            return Ok(operand);
        }
        if !later.iter().any(|later| self.rebinds(later, operand.reg)) {
            return Ok(operand);
        }
        let copy = hint.unwrap_or_else(|| self.temp());
        self.emit(Instr::Move { d: copy, s: operand.reg }, e.span);
        Ok(Operand::temp(copy))
    }

    /// Whether an expression assigns this local.
    pub(super) fn rebinds(&self, e: &Expr, local: Reg) -> bool {
        let mut found = false;
        walrus_targets(e, &mut |name| found |= self.fast(name) == Some(local));
        found
    }

    /// A register that may hold an intermediate result: `d` itself unless it is a local.
    pub(super) fn work_register(&mut self, d: Reg) -> Reg {
        if self.block.registers.is_temp(d) { d } else { self.temp() }
    }

    /// `Some(d)` if intermediate results may go there.
    pub(super) fn hint(&self, d: Reg) -> Option<Reg> {
        self.block.registers.is_temp(d).then_some(d)
    }

    /// The first of a range of consecutive temporaries whose result goes to `d`: `d` itself if it is
    /// the topmost one.
    pub(super) fn range_base(&mut self, d: Reg) -> Reg {
        if self.block.registers.is_temp(d) && d + 1 == self.mark() { d } else { self.temp() }
    }

    /// R[d] := what `work_register` holds, if that is another register.
    pub(super) fn deliver(&mut self, d: Reg, work: Reg, span: Span) {
        if d != work {
            self.emit(Instr::Take { d, s: work }, span);
        }
    }

    #[inline(never)]
    fn name_to(&mut self, d: Reg, name: &Name, span: Span) {
        if name == "__debug__" {
            self.load_const(d, Const::Bool(self.options.optimize == 0), span);
        } else {
            self.load_name(d, name, span);
        }
    }

    // ---- for effect ----

    /// Evaluates an expression and drops the value.
    pub(super) fn effect(&mut self, e: &'a Expr) -> Result {
        let mark = self.mark();
        match &e.kind {
            ExprKind::Constant(_) => {}
            ExprKind::BoolOp { op, values } => {
                if let Some((last, first)) = values.split_last() {
                    let end = self.block.code.label();
                    for value in first {
                        self.test_at(e.span, value, end, *op == BoolOp::Or)?;
                    }
                    self.effect(last)?;
                    self.block.code.bind(end);
                }
            }
            ExprKind::IfExp(node) => {
                let (orelse, end) = (self.block.code.label(), self.block.code.label());
                self.test_at(e.span, &node.test, orelse, false)?;
                self.effect(&node.body)?;
                self.block.code.goto(end);
                self.block.code.bind(orelse);
                self.effect(&node.orelse)?;
                self.block.code.bind(end);
            }
            ExprKind::Call(node) if self.append(e, node)? => {}
            _ => {
                let operand = self.operand(e)?;
                self.discard(operand);
            }
        }
        self.release(mark);
        Ok(())
    }

    // ---- conditions ----

    /// `jump_if` for an expression that has a condition in it.
    fn test_at(&mut self, span: Span, test: &'a Expr, label: Label, want: bool) -> Result {
        let outer = std::mem::replace(&mut self.block.tested_at, span);
        self.jump_if(test, label, want)?;
        self.block.tested_at = outer;
        Ok(())
    }

    /// Jumps to `label` if the truth of the expression is `want`, else goes on.
    pub(super) fn jump_if(&mut self, e: &'a Expr, label: Label, want: bool) -> Result {
        if let Some(value) = self.fold(e) {
            if fold::truth(&value) == want {
                self.block.code.goto(label);
            }
            return Ok(());
        }
        match &e.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => self.jump_if(operand, label, !want),
            ExprKind::BoolOp { op, values } => self.jump_if_bool_op(*op, values, label, want),
            ExprKind::IfExp(node) => {
                let (orelse, end) = (self.block.code.label(), self.block.code.label());
                self.jump_if(&node.test, orelse, false)?;
                self.jump_if(&node.body, label, want)?;
                self.block.code.goto(end);
                self.block.code.bind(orelse);
                self.jump_if(&node.orelse, label, want)?;
                self.block.code.bind(end);
                Ok(())
            }
            ExprKind::Compare(node) => {
                self.block.tested_at = e.span;
                self.jump_if_compare(e.span, node, label, want)
            }
            _ => {
                let mark = self.mark();
                let operand = self.operand(e)?;
                let span = self.block.tested_at;
                self.jump_if_operand(operand, label, want, span);
                self.release(mark);
                Ok(())
            }
        }
    }

    /// Jumps if the truth of an operand, which dies, is `want`.
    pub(super) fn jump_if_operand(&mut self, value: Operand, label: Label, want: bool, span: Span) {
        let (k, s) = (value.kill(KILL_1), value.reg);
        let instr = match want {
            true => Instr::JTrue { k, s, off: 0 },
            false => Instr::JFalse { k, s, off: 0 },
        };
        self.jump(instr, label, span);
    }

    fn jump_if_bool_op(&mut self, op: BoolOp, values: &'a [Expr], label: Label, want: bool) -> Result {
        let Some((last, first)) = values.split_last() else {
            return Ok(());
        };
        // The truth that decides the whole at once.
        let decides = op == BoolOp::Or;
        if decides == want {
            for value in first {
                self.jump_if(value, label, want)?;
            }
            return self.jump_if(last, label, want);
        }
        let end = self.block.code.label();
        for value in first {
            self.jump_if(value, end, decides)?;
        }
        self.jump_if(last, label, want)?;
        self.block.code.bind(end);
        Ok(())
    }

    #[inline(never)]
    fn bool_op(&mut self, d: Reg, op: BoolOp, values: &'a [Expr], span: Span) -> Result {
        let Some((last, first)) = values.split_last() else {
            return Ok(());
        };
        let mark = self.mark();
        let work = self.work_register(d);
        let end = self.block.code.label();
        for value in first {
            self.expr_to(work, value)?;
            let instr = match op {
                BoolOp::And => Instr::JFalseKeep { s: work, off: 0 },
                BoolOp::Or => Instr::JTrueKeep { s: work, off: 0 },
            };
            self.jump(instr, end, span);
        }
        self.expr_to(work, last)?;
        self.block.code.bind(end);
        self.deliver(d, work, span);
        self.release(mark);
        Ok(())
    }

    #[inline(never)]
    fn if_exp(&mut self, d: Reg, span: Span, node: &'a IfExp) -> Result {
        let (orelse, end) = (self.block.code.label(), self.block.code.label());
        self.test_at(span, &node.test, orelse, false)?;
        self.expr_to(d, &node.body)?;
        self.block.code.goto(end);
        self.block.code.bind(orelse);
        self.expr_to(d, &node.orelse)?;
        self.block.code.bind(end);
        Ok(())
    }

    // ---- operators ----

    /// `a + b + c ..` is deep on the left: a loop, not a recursion, goes down there.
    #[inline(never)]
    fn binary(&mut self, d: Reg, e: &'a Expr) -> Result {
        if let Some(value) = self.fold(e) {
            self.load_const(d, value, e.span);
            return Ok(());
        }
        if let ExprKind::BinOp { left, op, right } = &e.kind
            && let Some(pieces) = self.percent_pieces(left, *op, right)
        {
            return self.join(d, e.span, pieces);
        }
        let mark = self.mark();
        let mut spine = Vec::new();
        let mut leftmost = e;
        while let ExprKind::BinOp { left, op, right } = &leftmost.kind {
            let whole = self.fold(leftmost).is_some() || self.percent_pieces(left, *op, right).is_some();
            if !std::ptr::eq(leftmost, e) && whole {
                break;
            }
            spine.push((leftmost.span, *op, &**right));
            leftmost = left;
        }
        let hint = self.hint(d);
        let later: Vec<&'a Expr> = match self.scopes.get(self.block.scope).has_walrus {
            true => spine.last().map(|(_, _, right)| *right).into_iter().collect(),
            false => Vec::new(),
        };
        let mut left = self.operand_before(leftmost, hint, &later)?;
        while let Some((span, op, right)) = spine.pop() {
            let result = match (spine.is_empty(), left.temp) {
                (true, _) => d,
                (false, true) => left.reg,
                (false, false) => hint.unwrap_or_else(|| self.temp()),
            };
            let mark = self.mark();
            self.operate(result, op, left, right, 0, span)?;
            self.release(mark);
            left = Operand::temp(result);
        }
        self.release(mark);
        Ok(())
    }

    /// R[d] := left op right. `flags` may be `INPLACE`.
    pub(super) fn operate(
        &mut self,
        d: Reg,
        op: Operator,
        left: Operand,
        right: &'a Expr,
        flags: u8,
        span: Span,
    ) -> Result {
        debug_assert!(flags == 0 || flags == INPLACE);
        let l = left.reg;
        if let Some(imm) = self.small_int(right) {
            let k = left.kill(KILL_1) | flags;
            let instr = match op {
                Operator::Add => Some(Instr::AddI { k, d, l, imm }),
                Operator::Sub => Some(Instr::SubI { k, d, l, imm }),
                Operator::Mult => Some(Instr::MulI { k, d, l, imm }),
                Operator::FloorDiv => Some(Instr::FloorDivI { k, d, l, imm }),
                Operator::Mod => Some(Instr::ModI { k, d, l, imm }),
                Operator::BitAnd => Some(Instr::AndI { k, d, l, imm }),
                Operator::LShift => Some(Instr::LShiftI { k, d, l, imm }),
                Operator::RShift => Some(Instr::RShiftI { k, d, l, imm }),
                _ => None,
            };
            if let Some(instr) = instr {
                self.emit(instr, span);
                return Ok(());
            }
        }
        if let Some(c) = self.plain_number(right) {
            let k = left.kill(KILL_1);
            let at_once = match op {
                Operator::Add => Some(Instr::AddC { k, d, l, c }),
                Operator::Sub => Some(Instr::SubC { k, d, l, c }),
                Operator::Mult => Some(Instr::MulC { k, d, l, c }),
                Operator::Div => Some(Instr::TrueDivC { k, d, l, c }),
                Operator::Mod => Some(Instr::ModC { k, d, l, c }),
                _ => None,
            };
            if let Some(instr) = at_once {
                self.emit(instr, span);
            }
        }
        let right = self.operand(right)?;
        let r = right.reg;
        let k = left.kill(KILL_1) | right.kill(KILL_2) | flags;
        let instr = match op {
            Operator::Add => Instr::Add { k, d, l, r },
            Operator::Sub => Instr::Sub { k, d, l, r },
            Operator::Mult => Instr::Mul { k, d, l, r },
            Operator::MatMult => Instr::MatMul { k, d, l, r },
            Operator::Div => Instr::TrueDiv { k, d, l, r },
            Operator::Mod => Instr::Mod { k, d, l, r },
            Operator::Pow => Instr::Pow { k, d, l, r },
            Operator::LShift => Instr::LShift { k, d, l, r },
            Operator::RShift => Instr::RShift { k, d, l, r },
            Operator::BitOr => Instr::Or { k, d, l, r },
            Operator::BitXor => Instr::Xor { k, d, l, r },
            Operator::BitAnd => Instr::And { k, d, l, r },
            Operator::FloorDiv => Instr::FloorDiv { k, d, l, r },
        };
        self.emit(instr, span);
        Ok(())
    }

    /// The value of an expression that is a small int known in advance.
    pub(super) fn small_int(&self, e: &Expr) -> Option<i16> {
        match &e.kind {
            ExprKind::Constant(Constant::Int(i)) => i16::try_from(*i).ok(),
            ExprKind::UnaryOp { .. } | ExprKind::BinOp { .. } => match self.fold(e)? {
                Const::Int(i) => i16::try_from(i).ok(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The number of a constant that is an int or float without memory of its own.
    fn plain_number(&mut self, e: &Expr) -> Option<u16> {
        let value = match &e.kind {
            ExprKind::Constant(value @ (Constant::Int(_) | Constant::Float(_))) => fold::constant(value),
            ExprKind::UnaryOp { .. } | ExprKind::BinOp { .. } => self.fold(e)?,
            _ => return None,
        };
        if !matches!(value, Const::Int(_) | Const::Float(_)) || !self.block.code.reachable() {
            return None;
        }
        u16::try_from(self.block.consts.number(value)).ok()
    }

    #[inline(never)]
    fn unary(&mut self, d: Reg, e: &'a Expr, op: UnaryOp, operand: &'a Expr) -> Result {
        if let Some(value) = self.fold(e) {
            self.load_const(d, value, e.span);
            return Ok(());
        }
        if let (UnaryOp::Not, ExprKind::Compare(node)) = (op, &operand.kind)
            && let Some(negated) = self.negated_compare(d, operand.span, node)
        {
            return negated;
        }
        let mark = self.mark();
        let hint = self.hint(d);
        let value = self.operand_in(operand, hint)?;
        let (k, s) = (value.kill(KILL_1), value.reg);
        let instr = match op {
            UnaryOp::Invert => Instr::Invert { k, d, s },
            UnaryOp::Not => Instr::Not { k, d, s },
            UnaryOp::UAdd => Instr::Pos { k, d, s },
            UnaryOp::USub => Instr::Neg { k, d, s },
        };
        self.emit(instr, e.span);
        self.release(mark);
        Ok(())
    }

    // ---- attributes and subscripts ----

    #[inline(never)]
    fn attribute(&mut self, d: Reg, e: &'a Expr, node: &'a Attribute) -> Result {
        let mark = self.mark();
        let hint = self.hint(d);
        let object = self.operand_in(&node.value, hint)?;
        let cache = self.attribute_cache(&node.attr.name);
        let (k, s) = (object.kill(KILL_1), object.reg);
        let span = self.attribute_span(e, node);
        self.emit(Instr::GetAttr { k, d, s, cache }, span);
        self.release(mark);
        Ok(())
    }

    /// The place of an access to an attribute: if the expression goes over several lines, the one of the
    /// attribute's name.
    pub(super) fn attribute_span(&mut self, e: &Expr, node: &Attribute) -> Span {
        if self.on_one_line(e.span) {
            return e.span;
        }
        Span::new(node.attr.span.start, e.span.end)
    }

    #[inline(never)]
    fn subscript(&mut self, d: Reg, e: &'a Expr, value: &'a Expr, slice: &'a Expr) -> Result {
        if let Some(value) = self.fold(e) {
            self.load_const(d, value, e.span);
            return Ok(());
        }
        self.warn_subscript(value, slice, e.span);
        let mark = self.mark();
        let hint = self.hint(d);
        let object = self.operand_before(value, hint, &[slice])?;
        let o = object.reg;
        let instr = match self.small_int(slice) {
            Some(imm) => Instr::GetItemI { k: object.kill(KILL_1), d, o, imm },
            None => {
                let index = self.operand(slice)?;
                let k = object.kill(KILL_1) | index.kill(KILL_2);
                Instr::GetItem { k, d, o, i: index.reg }
            }
        };
        self.emit(instr, e.span);
        self.release(mark);
        Ok(())
    }

    #[inline(never)]
    fn slice(&mut self, d: Reg, span: Span, parts: [Option<&'a Expr>; 3]) -> Result {
        let mark = self.mark();
        match parts {
            [lower, upper, None] => {
                let later: &[&'a Expr] = upper.as_slice();
                let hint = self.hint(d);
                let start = lower.map(|part| self.operand_before(part, hint, later)).transpose()?;
                let stop = upper.map(|part| self.operand(part)).transpose()?;
                let (s, t) = (start.map_or(NO_REG, |part| part.reg), stop.map_or(NO_REG, |part| part.reg));
                let k = start.map_or(0, |part| part.kill(KILL_1)) | stop.map_or(0, |part| part.kill(KILL_2));
                self.emit(Instr::BuildSlice { k, d, s, t }, span);
            }
            _ => {
                let base = self.range_base(d);
                for (i, part) in parts.iter().enumerate() {
                    let reg = if i == 0 { base } else { self.temp() };
                    match part {
                        Some(part) => self.expr_to(reg, part)?,
                        None => self.load_const(reg, Const::None, span),
                    }
                }
                self.emit(Instr::BuildStepSlice { d, base }, span);
            }
        }
        self.release(mark);
        Ok(())
    }

    // ---- `:=` ----

    /// Assigns, and gives the value as an operand: the variable itself if it is a plain local.
    fn walrus(&mut self, target: &'a Expr, value: &'a Expr, hint: Option<Reg>) -> Result<Operand> {
        let ExprKind::Name(name) = &target.kind else {
            return error("cannot use assignment expressions here", target.span);
        };
        if let Some(reg) = self.fast(name) {
            self.forbid_binding(name, target.span)?;
            self.expr_to(reg, value)?;
            self.assigned(name);
            return Ok(Operand::kept(reg));
        }
        let reg = hint.unwrap_or_else(|| self.temp());
        self.expr_to(reg, value)?;
        self.store_name(name, Operand::kept(reg), target.span)?;
        Ok(Operand::temp(reg))
    }

    #[inline(never)]
    fn walrus_to(&mut self, d: Reg, target: &'a Expr, value: &'a Expr) -> Result {
        let mark = self.mark();
        let hint = self.hint(d);
        let operand = self.walrus(target, value, hint)?;
        if operand.temp {
            self.deliver(d, operand.reg, NO_SPAN);
        } else if operand.reg != d {
            self.emit(Instr::Move { d, s: operand.reg }, target.span);
        }
        self.release(mark);
        Ok(())
    }
}

/// Calls `found` with every name that an expression binds by `:=` in its own block.
fn walrus_targets(e: &Expr, found: &mut dyn FnMut(&Name)) {
    if let ExprKind::NamedExpr { target, .. } = &e.kind
        && let ExprKind::Name(name) = &target.kind
    {
        found(name);
    }
    super::children::children(e, &mut |child| walrus_targets(child, found));
}
