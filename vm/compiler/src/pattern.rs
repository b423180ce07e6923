//! Patterns of `match`.
//!
//! A pattern is tested from the outside in. What it takes apart is kept in temporaries that are not reused
//! within the pattern; names are bound only when the whole has matched. A test that fails jumps to the next
//! case, by way of a stub that releases what the pattern holds at that point.

use std::collections::HashSet;

use pausa_grammar::ast::{ClassPattern, CmpOp, Expr, MappingPattern, Pattern, PatternKind, Singleton};
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::compare::compare_imm_jump;
use super::emit::{Label, NO_SPAN};
use super::match_stmt::is_pattern_value;
use super::registers::{Operand, Reg, nth};
use super::{Compiler, Result, error, fold};
use crate::bytecode::instr::{KILL_1, KILL_2};
use crate::bytecode::{Const, Instr, Intrinsic};

/// A register whose value a name will be bound to.
type Capture<'a> = (&'a Name, Reg);
/// Where to go on failure, with the registers that are to be released there.
type Failure = (Vec<Reg>, Label);

/// The state of matching one pattern.
pub(super) struct Matching<'a> {
    /// Where to go if it does not match.
    next: Label,
    /// A pattern that matches everything is allowed here.
    irrefutable: bool,
    captures: Vec<Capture<'a>>,
    /// The temporaries that hold a value.
    live: Vec<Reg>,
    fails: Vec<Failure>,
}

impl<'a> Matching<'a> {
    pub(super) fn new(next: Label, irrefutable: bool) -> Self {
        Self { next, irrefutable, captures: Vec::new(), live: Vec::new(), fails: Vec::new() }
    }

    /// What is left to do: names to bind, and stubs for failures.
    pub(super) fn finish(self) -> (Vec<Capture<'a>>, Vec<Failure>) {
        (self.captures, self.fails)
    }

    fn died(&mut self, operand: Operand) {
        if operand.temp {
            self.live.retain(|reg| *reg != operand.reg);
        }
    }

    fn made(&mut self, reg: Reg) -> Operand {
        self.live.push(reg);
        Operand::temp(reg)
    }
}

impl<'a> Compiler<'a> {
    /// Matches a pattern against a subject, which dies if it is a temporary.
    pub(super) fn pattern(&mut self, pattern: &'a Pattern, subject: Operand, m: &mut Matching<'a>) -> Result {
        self.block.tested_at = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => self.match_value(value, subject, m, pattern.span),
            PatternKind::Singleton(value) => {
                self.match_singleton(*value, subject, m, pattern.span);
                Ok(())
            }
            PatternKind::Wildcard if !m.irrefutable => {
                error("wildcard makes remaining patterns unreachable", pattern.span)
            }
            PatternKind::Wildcard | PatternKind::Star(None) => {
                self.drop_subject(subject, m);
                Ok(())
            }
            PatternKind::Capture(name) if !m.irrefutable => {
                error(format!("name capture '{name}' makes remaining patterns unreachable"), pattern.span)
            }
            PatternKind::Capture(name) | PatternKind::Star(Some(name)) => self.capture(name, subject, m, pattern.span),
            PatternKind::As { pattern: inner, name } => {
                self.pattern(inner, Operand::kept(subject.reg), m)?;
                self.capture(name, subject, m, pattern.span)
            }
            PatternKind::Sequence(items) => self.match_sequence(items, subject, m, pattern.span),
            PatternKind::Mapping(node) => self.match_mapping(node, subject, m, pattern.span),
            PatternKind::Class(node) => self.match_class(node, subject, m, pattern.span),
            PatternKind::Or(alternatives) => self.match_or(alternatives, subject, m),
        }
    }

    /// Matches an inner pattern, where anything goes.
    fn inner_pattern(&mut self, pattern: &'a Pattern, subject: Operand, m: &mut Matching<'a>) -> Result {
        let outer = std::mem::replace(&mut m.irrefutable, true);
        self.pattern(pattern, subject, m)?;
        m.irrefutable = outer;
        Ok(())
    }

    /// The label to jump to if the match fails here.
    fn failure(&mut self, m: &mut Matching<'a>) -> Label {
        if m.live.is_empty() {
            return m.next;
        }
        if let Some((_, label)) = m.fails.iter().find(|(live, _)| *live == m.live) {
            return *label;
        }
        let label = self.block.code.label();
        m.fails.push((m.live.clone(), label));
        label
    }

    fn drop_subject(&mut self, subject: Operand, m: &mut Matching<'a>) {
        self.discard(subject);
        m.died(subject);
    }

    fn capture(&mut self, name: &'a Name, subject: Operand, m: &mut Matching<'a>, span: Span) -> Result {
        self.forbid_binding(name, self.block.tested_at)?;
        self.check_capture(name, m)?;
        if subject.temp {
            m.captures.push((name, subject.reg));
            return Ok(());
        }
        let copy = self.temp();
        self.emit(Instr::Move { d: copy, s: subject.reg }, span);
        m.made(copy);
        m.captures.push((name, copy));
        Ok(())
    }

    /// No name may be bound twice. It is the last pattern that was looked at that the error points to.
    fn check_capture(&self, name: &Name, m: &Matching<'_>) -> Result {
        if m.captures.iter().any(|(other, _)| *other == name) {
            let message = format!("multiple assignments to name '{name}' in pattern");
            return error(message, self.block.tested_at);
        }
        Ok(())
    }

    // ---- values ----

    fn match_value(&mut self, value: &'a Expr, subject: Operand, m: &mut Matching<'a>, span: Span) -> Result {
        if !is_pattern_value(value) {
            return error("patterns may only match literals and attribute lookups", span);
        }
        m.died(subject);
        if let Some(imm) = self.small_int(value)
            && let Some(instr) = compare_imm_jump(CmpOp::Eq, subject, imm, false)
        {
            let fail = self.failure(m);
            self.jump(instr, fail, span);
            return Ok(());
        }
        let mark = self.mark();
        let value = self.operand(value)?;
        let fail = self.failure(m);
        self.compare_and_jump(CmpOp::Eq, subject, value, fail, false, span);
        self.release(mark);
        Ok(())
    }

    fn match_singleton(&mut self, value: Singleton, subject: Operand, m: &mut Matching<'a>, span: Span) {
        m.died(subject);
        let fail = self.failure(m);
        let (k, s) = (subject.kill(KILL_1), subject.reg);
        let value = match value {
            Singleton::None => return self.jump(Instr::JNotNone { k, s, off: 0 }, fail, span),
            Singleton::True => true,
            Singleton::False => false,
        };
        let mark = self.mark();
        let value = self.const_temp(Const::Bool(value), span);
        self.compare_and_jump(CmpOp::Is, subject, Operand::temp(value), fail, false, span);
        self.release(mark);
    }

    /// Asks a question about a subject that lives on; fails unless the answer is yes.
    fn require(&mut self, which: Intrinsic, subject: Reg, m: &mut Matching<'a>, span: Span) {
        let mark = self.mark();
        let base = self.temp();
        self.emit(Instr::Move { d: base, s: subject }, span);
        let answer = self.intrinsic(base, which, 1, span);
        let fail = self.failure(m);
        self.jump_if_operand(answer, fail, false, span);
        self.release(mark);
    }

    /// Fails unless the length compares so.
    fn require_length(&mut self, op: CmpOp, length: usize, subject: Reg, m: &mut Matching<'a>, span: Span) {
        let mark = self.mark();
        let base = self.length(subject, span);
        let fail = self.failure(m);
        let imm = i16::try_from(length).ok();
        match imm.and_then(|imm| compare_imm_jump(op, base, imm, false)) {
            Some(instr) => self.jump(instr, fail, span),
            None => {
                let length = self.const_temp(Const::Int(length as i64), span);
                self.compare_and_jump(op, base, Operand::temp(length), fail, false, span);
            }
        }
        self.release(mark);
    }

    /// The length of a subject that lives on, in a new temporary.
    fn length(&mut self, subject: Reg, span: Span) -> Operand {
        let base = self.temp();
        self.emit(Instr::Move { d: base, s: subject }, span);
        self.intrinsic(base, Intrinsic::MatchLen, 1, span)
    }

    // ---- sequences ----

    fn match_sequence(&mut self, items: &'a [Pattern], subject: Operand, m: &mut Matching<'a>, span: Span) -> Result {
        let is_star = |item: &Pattern| matches!(item.kind, PatternKind::Star(_));
        let star = items.iter().position(is_star);
        if items.iter().filter(|item| is_star(item)).count() > 1 {
            return error("multiple starred names in sequence pattern", span);
        }
        if star.is_some_and(|star| star > 255 || items.len() - star > 256) {
            return error("too many expressions in star-unpacking sequence pattern", span);
        }
        self.require(Intrinsic::MatchSequence, subject.reg, m, span);
        match star {
            None => self.require_length(CmpOp::Eq, items.len(), subject.reg, m, span),
            Some(_) if items.len() > 1 => {
                self.require_length(CmpOp::GtE, items.len() - 1, subject.reg, m, span);
            }
            Some(_) => {}
        }
        let ignored = |item: &Pattern| matches!(item.kind, PatternKind::Wildcard | PatternKind::Star(None));
        if items.iter().all(ignored) {
            self.drop_subject(subject, m);
            return Ok(());
        }
        match star {
            Some(star) if ignored(&items[star]) => self.match_items_at(items, star, subject, m, span),
            _ => self.match_unpacked(items, star, subject, m, span),
        }
    }

    /// All items are taken out.
    fn match_unpacked(
        &mut self,
        items: &'a [Pattern],
        star: Option<usize>,
        subject: Operand,
        m: &mut Matching<'a>,
        span: Span,
    ) -> Result {
        let (k, s) = (subject.kill(KILL_1), subject.reg);
        let base = self.mark();
        self.block.registers.reserve_range(items.len());
        match star {
            None => self.emit(Instr::UnpackSeq { k, s, base, n: items.len() as u16 }, span),
            Some(star) => {
                let n = (star | (items.len() - star - 1) << 8) as u16;
                self.emit(Instr::UnpackEx { k, s, base, n }, span);
            }
        }
        m.died(subject);
        m.live.extend((0..items.len()).map(|i| nth(base, i)));
        for (i, item) in items.iter().enumerate() {
            self.inner_pattern(item, Operand::temp(nth(base, i)), m)?;
        }
        Ok(())
    }

    /// `[a, *_, b]`: the items that matter are looked up by index.
    fn match_items_at(
        &mut self,
        items: &'a [Pattern],
        star: usize,
        subject: Operand,
        m: &mut Matching<'a>,
        span: Span,
    ) -> Result {
        for (i, item) in items.iter().enumerate() {
            if i == star || matches!(item.kind, PatternKind::Wildcard) {
                continue;
            }
            let d = self.temp();
            if i < star {
                let imm = i as i16;
                self.emit(Instr::GetItemI { k: 0, d, o: subject.reg, imm }, span);
            } else {
                let mark = self.mark();
                let index = self.length(subject.reg, span).reg;
                let imm = (items.len() - i) as i16;
                self.emit(Instr::SubI { k: KILL_1, d: index, l: index, imm }, span);
                self.emit(Instr::GetItem { k: KILL_2, d, o: subject.reg, i: index }, span);
                self.release(mark);
            }
            let value = m.made(d);
            self.inner_pattern(item, value, m)?;
        }
        self.drop_subject(subject, m);
        Ok(())
    }

    // ---- mappings ----

    fn match_mapping(
        &mut self,
        node: &'a MappingPattern,
        subject: Operand,
        m: &mut Matching<'a>,
        span: Span,
    ) -> Result {
        self.require(Intrinsic::MatchMapping, subject.reg, m, span);
        if node.entries.is_empty() && node.rest.is_none() {
            self.drop_subject(subject, m);
            return Ok(());
        }
        if !node.entries.is_empty() {
            self.require_length(CmpOp::GtE, node.entries.len(), subject.reg, m, span);
        }
        self.check_keys(node, span)?;
        // The keys are needed again for the rest.
        let keys = self.temp();
        self.mapping_keys(keys, node, span)?;
        m.made(keys);
        let result = self.temp();
        self.emit(Instr::Move { d: result, s: subject.reg }, span);
        let argument = self.temp();
        self.emit(Instr::Move { d: argument, s: keys }, span);
        self.intrinsic(result, Intrinsic::MatchKeys, 2, span);
        self.release(argument);
        let values = m.made(result);
        let fail = self.failure(m);
        self.jump(Instr::JNone { k: 0, s: result, off: 0 }, fail, span);
        let n = node.entries.len();
        let base = self.mark();
        self.block.registers.reserve_range(n);
        self.emit(Instr::UnpackSeq { k: KILL_1, s: result, base, n: n as u16 }, span);
        m.died(values);
        m.live.extend((0..n).map(|i| nth(base, i)));
        for (i, (_, value)) in node.entries.iter().enumerate() {
            self.inner_pattern(value, Operand::temp(nth(base, i)), m)?;
        }
        let Some(rest) = &node.rest else {
            self.drop_subject(Operand::temp(keys), m);
            self.drop_subject(subject, m);
            return Ok(());
        };
        let base = self.temp();
        let instr = match subject.temp {
            true => Instr::Take { d: base, s: subject.reg },
            false => Instr::Move { d: base, s: subject.reg },
        };
        self.emit(instr, span);
        let argument = self.temp();
        self.emit(Instr::Take { d: argument, s: keys }, span);
        m.died(subject);
        m.died(Operand::temp(keys));
        self.intrinsic(base, Intrinsic::MatchRest, 2, span);
        self.release(argument);
        let value = m.made(base);
        self.capture(rest, value, m, span)
    }

    fn check_keys(&self, node: &MappingPattern, span: Span) -> Result {
        let mut seen = HashSet::new();
        for (key, _) in &node.entries {
            if !is_pattern_value(key) {
                return error("mapping pattern keys may only match literals and attribute lookups", key.span);
            }
            if let Some(value) = self.fold(key)
                && !seen.insert(fold::equality_key(&value))
            {
                let text = super::unparse::const_repr(&value);
                return error(format!("mapping pattern checks duplicate key ({text})"), span);
            }
        }
        Ok(())
    }

    fn mapping_keys(&mut self, d: Reg, node: &'a MappingPattern, span: Span) -> Result {
        let keys: Vec<&'a Expr> = node.entries.iter().map(|(key, _)| key).collect();
        let constants: Option<Vec<Const>> = keys.iter().map(|key| self.fold(key)).collect();
        if let Some(constants) = constants {
            self.load_const(d, Const::Tuple(constants), span);
            return Ok(());
        }
        for (i, key) in keys.iter().enumerate() {
            let reg = if i == 0 { d } else { self.temp() };
            self.expr_to(reg, key)?;
        }
        self.emit(Instr::BuildTuple { d, base: d, n: keys.len() as u16 }, span);
        self.release(d + 1);
        Ok(())
    }

    // ---- classes ----

    fn match_class(&mut self, node: &'a ClassPattern, subject: Operand, m: &mut Matching<'a>, span: Span) -> Result {
        for (i, keyword) in node.keywords.iter().enumerate() {
            let name = &keyword.name.name;
            self.forbid_binding(name, keyword.pattern.span)?;
            let again = node.keywords[i + 1..].iter().find(|other| other.name.name == *name);
            if let Some(again) = again {
                let message = format!("attribute name repeated in class pattern: {name}");
                return error(message, again.pattern.span);
            }
        }
        let base = self.temp();
        let instr = match subject.temp {
            true => Instr::Take { d: base, s: subject.reg },
            false => Instr::Move { d: base, s: subject.reg },
        };
        self.emit(instr, span);
        m.died(subject);
        let class = self.temp();
        self.expr_to(class, &node.cls)?;
        self.const_temp(Const::Int(node.args.len() as i64), span);
        let names = node.keywords.iter().map(|keyword| Self::name_const(&keyword.name.name));
        self.const_temp(Const::Tuple(names.collect()), span);
        self.intrinsic(base, Intrinsic::MatchClass, 4, span);
        self.release(class);
        let values = m.made(base);
        let fail = self.failure(m);
        self.jump(Instr::JNone { k: 0, s: base, off: 0 }, fail, span);
        let n = node.args.len() + node.keywords.len();
        let first = self.mark();
        self.block.registers.reserve_range(n);
        self.emit(Instr::UnpackSeq { k: KILL_1, s: base, base: first, n: n as u16 }, span);
        m.died(values);
        m.live.extend((0..n).map(|i| nth(first, i)));
        let keywords = node.keywords.iter().map(|keyword| &keyword.pattern);
        for (i, inner) in node.args.iter().chain(keywords).enumerate() {
            self.inner_pattern(inner, Operand::temp(nth(first, i)), m)?;
        }
        Ok(())
    }

    // ---- alternatives ----

    fn match_or(&mut self, alternatives: &'a [Pattern], subject: Operand, m: &mut Matching<'a>) -> Result {
        let matched = self.block.code.label();
        // Where the first alternative leaves each name; the others have to do the same.
        let mut bound: Vec<Capture<'a>> = Vec::new();
        let first_register = self.mark();
        let names = names_of(&alternatives[0]);
        self.block.registers.reserve_range(names.len());
        for (i, alternative) in alternatives.iter().enumerate() {
            let last = i + 1 == alternatives.len();
            let next = self.block.code.label();
            let mut inner = Matching::new(next, last && m.irrefutable);
            self.pattern(alternative, Operand::kept(subject.reg), &mut inner)?;
            // The alternatives before are over: what they held is dead.
            self.release(nth(first_register, names.len()));
            let (captures, fails) = inner.finish();
            if i == 0 {
                let registers = (0..).map(|n| nth(first_register, n));
                bound = captures.iter().map(|(name, _)| *name).zip(registers).collect();
            }
            let same = captures.len() == bound.len()
                && bound.iter().all(|(name, _)| captures.iter().any(|(other, _)| other == name));
            if !same {
                return error("alternative patterns bind different names", self.block.tested_at);
            }
            for (name, reg) in &captures {
                if let Some((_, d)) = bound.iter().find(|(other, _)| other == name) {
                    self.emit(Instr::Take { d: *d, s: *reg }, NO_SPAN);
                }
            }
            self.block.code.goto(matched);
            for (live, label) in fails {
                self.block.code.bind(label);
                for s in live {
                    self.discard(Operand::temp(s));
                }
                self.block.code.goto(next);
            }
            self.block.code.bind(next);
        }
        let fail = self.failure(m);
        self.block.code.goto(fail);
        self.block.code.bind(matched);
        for (name, reg) in bound {
            self.check_capture(name, m)?;
            m.made(reg);
            m.captures.push((name, reg));
        }
        self.drop_subject(subject, m);
        Ok(())
    }
}

/// The names that a pattern binds.
fn names_of(pattern: &Pattern) -> Vec<&Name> {
    let mut names = Vec::new();
    collect_names(pattern, &mut names);
    names
}

fn collect_names<'a>(pattern: &'a Pattern, names: &mut Vec<&'a Name>) {
    match &pattern.kind {
        PatternKind::Value(_) | PatternKind::Singleton(_) | PatternKind::Star(None) | PatternKind::Wildcard => {}
        PatternKind::Sequence(items) => items.iter().for_each(|item| collect_names(item, names)),
        PatternKind::Or(items) => items.iter().take(1).for_each(|item| collect_names(item, names)),
        PatternKind::Mapping(node) => {
            node.entries.iter().for_each(|(_, value)| collect_names(value, names));
            names.extend(&node.rest);
        }
        PatternKind::Class(node) => {
            node.args.iter().for_each(|arg| collect_names(arg, names));
            node.keywords.iter().for_each(|keyword| collect_names(&keyword.pattern, names));
        }
        PatternKind::Star(Some(name)) | PatternKind::Capture(name) => names.push(name),
        PatternKind::As { pattern, name } => {
            collect_names(pattern, names);
            names.push(name);
        }
    }
}
