//! Tuple, list, set and dictionary displays.
//!
//! Short ones are built in one go from consecutive temporaries. Long ones, and those with `*`, are started
//! and then extended, so that a table of a thousand rows does not need a thousand registers.

use pausa_grammar::ast::{DictItem, Expr, ExprKind};
use pausa_grammar::span::Span;

use super::registers::{Operand, Reg};
use super::{Compiler, Result};
use crate::bytecode::instr::{KILL_2, KILL_3};
use crate::bytecode::{Const, Instr};

/// How many items are built in one go.
const MAX_ITEMS: usize = 30;
/// How many pairs of a dictionary are built in one go.
pub(super) const MAX_PAIRS: usize = 15;
/// From this many constants on, they are kept as one tuple.
const MIN_CONSTANTS: usize = 3;

impl<'a> Compiler<'a> {
    #[inline(never)]
    pub(super) fn tuple(&mut self, d: Reg, e: &'a Expr, items: &'a [Expr]) -> Result {
        if let Some(value) = self.fold(e) {
            self.load_const(d, value, e.span);
            return Ok(());
        }
        self.tuple_of(d, items, e.span)
    }

    /// R[d] := a tuple of these values, some of which may be starred.
    pub(super) fn tuple_of(&mut self, d: Reg, items: &'a [Expr], span: Span) -> Result {
        let constants: Option<Vec<Const>> = items.iter().map(|item| self.fold(item)).collect();
        if let Some(constants) = constants {
            self.load_const(d, Const::Tuple(constants), span);
            return Ok(());
        }
        let mark = self.mark();
        if is_short(items) {
            let base = self.range_base(d);
            self.range_of(base, items)?;
            self.emit(Instr::BuildTuple { d, base, n: items.len() as u16 }, span);
        } else {
            let list = self.work_register(d);
            self.list_of(list, items, span)?;
            self.emit(Instr::ListToTuple { d, s: list }, span);
        }
        self.release(mark);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn list(&mut self, d: Reg, span: Span, items: &'a [Expr]) -> Result {
        if items.len() >= MIN_CONSTANTS {
            let constants: Option<Vec<Const>> = items.iter().map(|item| self.fold(item)).collect();
            if let Some(constants) = constants {
                let mark = self.mark();
                let list = self.work_register(d);
                let base = self.temp();
                self.emit(Instr::BuildList { d: list, base, n: 0 }, span);
                self.load_const(base, Const::Tuple(constants), span);
                self.emit(Instr::ListExtend { k: KILL_2, l: list, v: base }, span);
                self.deliver(d, list, span);
                self.release(mark);
                return Ok(());
            }
        }
        let mark = self.mark();
        if is_short(items) {
            let base = self.range_base(d);
            self.range_of(base, items)?;
            self.emit(Instr::BuildList { d, base, n: items.len() as u16 }, span);
        } else {
            let list = self.work_register(d);
            self.list_of(list, items, span)?;
            self.deliver(d, list, span);
        }
        self.release(mark);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn set(&mut self, d: Reg, span: Span, items: &'a [Expr]) -> Result {
        let mark = self.mark();
        let constants: Option<Vec<Const>> = match items.len() >= MIN_CONSTANTS {
            true => items.iter().map(|item| self.fold(item)).collect(),
            false => None,
        };
        if let Some(constants) = constants {
            let set = self.work_register(d);
            let base = self.temp();
            self.emit(Instr::BuildSet { d: set, base, n: 0 }, span);
            self.load_const(base, Const::FrozenSet(constants), span);
            self.emit(Instr::SetUpdate { k: KILL_2, s: set, v: base }, span);
            self.deliver(d, set, span);
        } else if is_short(items) {
            let base = self.range_base(d);
            self.range_of(base, items)?;
            self.emit(Instr::BuildSet { d, base, n: items.len() as u16 }, span);
        } else {
            let set = self.work_register(d);
            let start = self.leading(items);
            self.started(set, start, |d, base, n| Instr::BuildSet { d, base, n }, span)?;
            for item in &items[start.len()..] {
                let (starred, value) = self.item(item)?;
                let (k, v) = (value.kill(KILL_2), value.reg);
                let instr = match starred {
                    true => Instr::SetUpdate { k, s: set, v },
                    false => Instr::SetAdd { k, s: set, v },
                };
                self.emit(instr, span);
                self.release_item(value);
            }
            self.deliver(d, set, span);
        }
        self.release(mark);
        Ok(())
    }

    /// R[list] := [items], longer or with `*`. R[list] is a temporary.
    fn list_of(&mut self, list: Reg, items: &'a [Expr], span: Span) -> Result {
        let start = self.leading(items);
        self.started(list, start, |d, base, n| Instr::BuildList { d, base, n }, span)?;
        for item in &items[start.len()..] {
            let (starred, value) = self.item(item)?;
            let (k, v) = (value.kill(KILL_2), value.reg);
            let instr = match starred {
                true => Instr::ListExtend { k, l: list, v },
                false => Instr::ListAppend { k, l: list, v },
            };
            self.emit(instr, span);
            self.release_item(value);
        }
        Ok(())
    }

    /// The items that a long display is started with.
    fn leading(&self, items: &'a [Expr]) -> &'a [Expr] {
        let plain = items.iter().take_while(|item| !is_starred(item)).count();
        &items[..plain.min(MAX_ITEMS)]
    }

    fn started(&mut self, d: Reg, items: &'a [Expr], build: impl FnOnce(Reg, Reg, u16) -> Instr, span: Span) -> Result {
        let mark = self.mark();
        let base = self.range_base(d);
        self.range_of(base, items)?;
        self.emit(build(d, base, items.len() as u16), span);
        self.release(mark);
        Ok(())
    }

    /// R[base].. := the items. R[base] is the topmost temporary.
    pub(super) fn range_of(&mut self, base: Reg, items: &'a [Expr]) -> Result {
        for (i, item) in items.iter().enumerate() {
            let reg = if i == 0 { base } else { self.temp() };
            self.expr_to(reg, item)?;
        }
        Ok(())
    }

    /// The value of an item, and whether it is starred.
    fn item(&mut self, item: &'a Expr) -> Result<(bool, Operand)> {
        match &item.kind {
            ExprKind::Starred(value) => Ok((true, self.operand(value)?)),
            _ => Ok((false, self.operand(item)?)),
        }
    }

    fn release_item(&mut self, value: Operand) {
        if value.temp {
            self.release(value.reg);
        }
    }

    #[inline(never)]
    pub(super) fn dict(&mut self, d: Reg, span: Span, items: &'a [DictItem]) -> Result {
        let pairs = items.iter().take_while(|item| matches!(item, DictItem::Pair(..))).count();
        let first = if pairs <= MAX_PAIRS { pairs } else { 0 };
        let mark = self.mark();
        let dict = if first == items.len() { d } else { self.work_register(d) };
        let inner = self.mark();
        let base = self.range_base(dict);
        for (i, item) in items[..first].iter().enumerate() {
            if let DictItem::Pair(key, value) = item {
                let reg = if i == 0 { base } else { self.temp() };
                self.expr_to(reg, key)?;
                let reg = self.temp();
                self.expr_to(reg, value)?;
            }
        }
        self.emit(Instr::BuildMap { d: dict, base, n: first as u16 * 2 }, span);
        self.release(inner);
        for item in &items[first..] {
            let inner = self.mark();
            match item {
                DictItem::Pair(key, value) => {
                    let place = value.span;
                    let key = self.operand_before(key, None, &[value])?;
                    let value = self.operand(value)?;
                    let k = key.kill(KILL_2) | value.kill(KILL_3);
                    self.emit(Instr::MapAdd { k, m: dict, key: key.reg, v: value.reg }, place);
                }
                DictItem::Unpack(value) => {
                    let value = self.operand(value)?;
                    let k = value.kill(KILL_2);
                    self.emit(Instr::DictUpdate { k, m: dict, v: value.reg }, span);
                }
            }
            self.release(inner);
        }
        self.deliver(d, dict, span);
        self.release(mark);
        Ok(())
    }
}

fn is_starred(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::Starred(_))
}

/// Whether a display is built in one go.
fn is_short(items: &[Expr]) -> bool {
    items.len() <= MAX_ITEMS && !items.iter().any(is_starred)
}
