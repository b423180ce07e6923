//! Assignments and `del`.

use pausa_grammar::ast::{AnnAssign, Attribute, Expr, ExprKind, Operator};
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::block::BlockKind;
use super::registers::{Operand, Reg, nth};
use super::{Compiler, Result, error};
use crate::bytecode::Instr;
use crate::bytecode::instr::{INPLACE, KILL_1, KILL_2, KILL_3};

impl<'a> Compiler<'a> {
    pub(super) fn assign(&mut self, targets: &'a [Expr], value: &'a Expr) -> Result {
        let mark = self.mark();
        if let [target] = targets {
            self.assign_one(target, value)?;
        } else {
            let later: Vec<&'a Expr> = targets.iter().collect();
            let value = self.operand_before(value, None, &later)?;
            let last = targets.len() - 1;
            for (i, target) in targets.iter().enumerate() {
                let dies = value.temp && i == last;
                self.store(target, Operand { reg: value.reg, temp: dies })?;
            }
        }
        self.release(mark);
        Ok(())
    }

    fn assign_one(&mut self, target: &'a Expr, value: &'a Expr) -> Result {
        match &target.kind {
            ExprKind::Name(name) => self.assign_name(name, value, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                if let Some(done) = self.assign_in_parallel(items, value) {
                    return done;
                }
                let value = self.operand_before(value, None, &[target])?;
                self.store(target, value)
            }
            _ => {
                let value = self.operand_before(value, None, &[target])?;
                self.store(target, value)
            }
        }
    }

    /// name := value, computed in the variable's own register if it has one.
    pub(super) fn assign_name(&mut self, name: &'a Name, value: &'a Expr, span: Span) -> Result {
        self.forbid_binding(name, span)?;
        if let Some(reg) = self.fast(name) {
            // `x = x` is nothing but a check that there is an x.
            let operand_is_it = matches!(&value.kind, ExprKind::Name(other) if self.fast(other) == Some(reg));
            if operand_is_it {
                self.operand(value)?;
            } else {
                self.expr_to(reg, value)?;
            }
            self.assigned(name);
            return Ok(());
        }
        let value = self.operand(value)?;
        self.store_name(name, value, span)
    }

    /// `a, b = x, y` with as many values as targets and no star: no tuple is made. All values are
    /// evaluated before the first is stored; a local is read only when it is stored, if nothing before that
    /// changes it. `None` if the assignment is not of this kind.
    fn assign_in_parallel(&mut self, targets: &'a [Expr], value: &'a Expr) -> Option<Result> {
        let ExprKind::Tuple(values) = &value.kind else {
            return None;
        };
        let starred = |e: &Expr| matches!(e.kind, ExprKind::Starred(_));
        let fits = targets.len() == values.len() && (1..=30).contains(&targets.len());
        if !fits || targets.iter().any(starred) || values.iter().any(starred) {
            return None;
        }
        Some(self.in_parallel(targets, values))
    }

    fn in_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Result {
        let walrus = self.scopes.get(self.block.scope).has_walrus;
        let names_only = targets.iter().all(|target| matches!(target.kind, ExprKind::Name(_)));
        let mut pending = Vec::with_capacity(values.len());
        for (i, value) in values.iter().enumerate() {
            if self.fold(value).is_some() {
                pending.push(Pending::Const);
                continue;
            }
            let mut operand = self.operand_in(value, None)?;
            if !operand.temp {
                let overwritten = targets[..i].iter().any(|target| match &target.kind {
                    ExprKind::Name(name) => self.fast(name) == Some(operand.reg),
                    _ => false,
                });
                if overwritten || walrus || !names_only {
                    let copy = self.temp();
                    self.emit(Instr::Move { d: copy, s: operand.reg }, value.span);
                    operand = Operand::temp(copy);
                }
            }
            pending.push(Pending::Operand(operand));
        }
        for ((target, value), pending) in targets.iter().zip(values).zip(pending) {
            match pending {
                Pending::Operand(operand) => self.store(target, operand)?,
                Pending::Const => self.assign_one(target, value)?,
            }
        }
        Ok(())
    }

    /// A target := an operand, which is released if it is a temporary.
    pub(super) fn store(&mut self, target: &'a Expr, value: Operand) -> Result {
        let mark = self.mark();
        match &target.kind {
            ExprKind::Name(name) => self.store_name(name, value, target.span)?,
            ExprKind::Attribute(node) => self.store_attribute(target, node, value)?,
            ExprKind::Subscript { value: object, slice } => {
                self.store_item(object, slice, value, target.span)?;
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.unpack(items, value, target.span)?;
            }
            ExprKind::Starred(_) => {
                return error("starred assignment target must be in a list or tuple", target.span);
            }
            _ => return error("cannot assign to this expression", target.span),
        }
        self.release(mark);
        Ok(())
    }

    fn store_attribute(&mut self, target: &'a Expr, node: &'a Attribute, value: Operand) -> Result {
        let object = self.operand(&node.value)?;
        self.forbid_binding(&node.attr.name, target.span)?;
        let cache = self.attribute_cache(&node.attr.name);
        let k = object.kill(KILL_1) | value.kill(KILL_2);
        let span = self.attribute_span(target, node);
        self.emit(Instr::SetAttr { k, o: object.reg, v: value.reg, cache }, span);
        Ok(())
    }

    fn store_item(&mut self, object: &'a Expr, slice: &'a Expr, value: Operand, span: Span) -> Result {
        let object = self.operand_before(object, None, &[slice])?;
        let index = self.operand(slice)?;
        let k = object.kill(KILL_1) | index.kill(KILL_2) | value.kill(KILL_3);
        self.emit(Instr::SetItem { k, o: object.reg, i: index.reg, v: value.reg }, span);
        Ok(())
    }

    /// Stores the items of an operand in several targets.
    fn unpack(&mut self, targets: &'a [Expr], value: Operand, span: Span) -> Result {
        let star = self.check_stars(targets, span)?;
        let n = match star {
            None => targets.len() as u16,
            Some(before) => (before | (targets.len() - before - 1) << 8) as u16,
        };
        let (k, s) = (value.kill(KILL_1), value.reg);
        let instr = |base| match star {
            None => Instr::UnpackSeq { k, s, base, n },
            Some(_) => Instr::UnpackEx { k, s, base, n },
        };
        if let Some(base) = self.consecutive_locals(targets)? {
            self.emit(instr(base), span);
            for target in targets {
                if let ExprKind::Name(name) = &unstarred(target).kind {
                    self.assigned(name);
                }
            }
            return Ok(());
        }
        let base = self.mark();
        self.block.registers.reserve_range(targets.len());
        self.emit(instr(base), span);
        for (i, target) in targets.iter().enumerate() {
            self.store(unstarred(target), Operand::temp(nth(base, i)))?;
        }
        Ok(())
    }

    /// Where the star is, if there is one.
    fn check_stars(&self, targets: &[Expr], span: Span) -> Result<Option<usize>> {
        let is_starred = |e: &&Expr| matches!(e.kind, ExprKind::Starred(_));
        let Some(first) = targets.iter().position(|e| is_starred(&e)) else {
            // More than that do not fit the operand, nor the registers.
            if targets.len() > usize::from(u16::MAX) / 2 {
                return error("too many targets in one assignment", span);
            }
            return Ok(None);
        };
        if first >= 1 << 8 || targets.len() - first > 1 << 8 {
            return error("too many expressions in star-unpacking assignment", span);
        }
        if targets.iter().filter(is_starred).count() > 1 {
            return error("multiple starred expressions in assignment", span);
        }
        Ok(Some(first))
    }

    /// The first register, if the targets are plain locals one after the other.
    fn consecutive_locals(&self, targets: &[Expr]) -> Result<Option<Reg>> {
        let mut base = None;
        for (i, target) in targets.iter().enumerate() {
            let target = unstarred(target);
            let ExprKind::Name(name) = &target.kind else {
                return Ok(None);
            };
            self.forbid_binding(name, target.span)?;
            let Some(reg) = self.fast(name) else {
                return Ok(None);
            };
            match base {
                None => base = Some(reg),
                Some(base) if usize::from(reg) == usize::from(base) + i => {}
                Some(_) => return Ok(None),
            }
        }
        Ok(base)
    }

    // ---- augmented assignment ----

    pub(super) fn aug_assign(&mut self, target: &'a Expr, op: Operator, value: &'a Expr, span: Span) -> Result {
        let mark = self.mark();
        match &target.kind {
            ExprKind::Name(name) => {
                self.forbid_binding(name, target.span)?;
                let old = self.operand_before(target, None, &[value])?;
                let d = self.fast(name).unwrap_or(old.reg);
                self.operate(d, op, old, value, INPLACE, span)?;
                if self.fast(name).is_some() {
                    self.assigned(name);
                } else {
                    self.store_name(name, Operand::temp(d), target.span)?;
                }
            }
            ExprKind::Attribute(node) => {
                let object = self.operand_before(&node.value, None, &[value])?;
                let place = self.attribute_span(target, node);
                let item = self.temp();
                let cache = self.attribute_cache(&node.attr.name);
                self.emit(Instr::GetAttr { k: 0, d: item, s: object.reg, cache }, place);
                self.operate(item, op, Operand::temp(item), value, INPLACE, span)?;
                let cache = self.attribute_cache(&node.attr.name);
                let k = object.kill(KILL_1) | KILL_2;
                self.emit(Instr::SetAttr { k, o: object.reg, v: item, cache }, place);
            }
            ExprKind::Subscript { value: object, slice } => {
                let object = self.operand_before(object, None, &[slice, value])?;
                let index = self.operand_before(slice, None, &[value])?;
                let item = self.temp();
                let get = Instr::GetItem { k: 0, d: item, o: object.reg, i: index.reg };
                self.emit(get, target.span);
                self.operate(item, op, Operand::temp(item), value, INPLACE, span)?;
                let k = object.kill(KILL_1) | index.kill(KILL_2) | KILL_3;
                let set = Instr::SetItem { k, o: object.reg, i: index.reg, v: item };
                self.emit(set, target.span);
            }
            _ => return error("illegal target for augmented assignment", target.span),
        }
        self.release(mark);
        Ok(())
    }

    // ---- annotated assignment ----

    pub(super) fn ann_assign(&mut self, node: &'a AnnAssign, span: Span) -> Result {
        let target = &node.target;
        if let Some(value) = &node.value {
            self.assign(std::slice::from_ref(target), value)?;
        }
        let in_function = !matches!(self.block.kind, BlockKind::Module | BlockKind::Class);
        match &target.kind {
            ExprKind::Name(name) => {
                self.forbid_binding(name, span)?;
                if node.simple && !in_function {
                    self.record_annotation(name, &node.annotation, span)?;
                }
            }
            ExprKind::Attribute(attribute) => {
                self.forbid_binding(&attribute.attr.name, span)?;
                if node.value.is_none() {
                    self.effect(&attribute.value)?;
                }
            }
            ExprKind::Subscript { value, slice } if node.value.is_none() => {
                self.effect(value)?;
                self.slice_effect(slice)?;
            }
            _ => {}
        }
        if !node.simple && !in_function && !self.text_annotations() {
            self.effect(&node.annotation)?;
        }
        Ok(())
    }

    /// `__annotations__[name] = annotation`
    fn record_annotation(&mut self, name: &Name, annotation: &'a Expr, span: Span) -> Result {
        let mark = self.mark();
        let value = match self.text_annotations() {
            true => {
                let text = super::unparse::unparse(annotation);
                Operand::temp(self.const_temp(text, span))
            }
            false => self.operand(annotation)?,
        };
        let dict = self.temp();
        self.load_name(dict, &Name::new("__annotations__"), span);
        let mangled = self.mangle(name);
        let key = self.const_temp(Self::name_const(&mangled), span);
        let k = KILL_1 | KILL_2 | value.kill(KILL_3);
        self.emit(Instr::SetItem { k, o: dict, i: key, v: value.reg }, span);
        self.release(mark);
        Ok(())
    }

    /// The parts of a subscript are evaluated, but no slice is made of them.
    fn slice_effect(&mut self, slice: &'a Expr) -> Result {
        match &slice.kind {
            ExprKind::Slice { lower, upper, step } => {
                let parts = [lower, upper, step].into_iter().flatten();
                parts.into_iter().try_for_each(|part| self.effect(part))
            }
            ExprKind::Tuple(items) => items.iter().try_for_each(|item| self.slice_effect(item)),
            _ => self.effect(slice),
        }
    }

    // ---- del ----

    pub(super) fn delete(&mut self, target: &'a Expr) -> Result {
        let mark = self.mark();
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(name, target.span)?,
            ExprKind::Attribute(node) => {
                let object = self.operand(&node.value)?;
                let name = self.short_name(&node.attr.name);
                let span = self.attribute_span(target, node);
                self.emit(Instr::DelAttr { k: object.kill(KILL_1), o: object.reg, name }, span);
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.operand_before(value, None, &[slice])?;
                let index = self.operand(slice)?;
                let k = object.kill(KILL_1) | index.kill(KILL_2);
                self.emit(Instr::DelItem { k, o: object.reg, i: index.reg }, target.span);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.delete(item))?;
            }
            _ => return error("cannot delete this expression", target.span),
        }
        self.release(mark);
        Ok(())
    }

    /// Whether annotations are kept as text.
    pub(super) fn text_annotations(&self) -> bool {
        self.flags & crate::bytecode::CodeFlags::FUTURE_ANNOTATIONS != 0
    }
}

/// A value of a parallel assignment that waits for its turn to be stored.
enum Pending {
    Operand(Operand),
    /// A constant is loaded when it is stored.
    Const,
}

fn unstarred(e: &Expr) -> &Expr {
    match &e.kind {
        ExprKind::Starred(inner) => inner,
        _ => e,
    }
}
