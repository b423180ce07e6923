//! Comprehensions: functions of their own, called with the outermost iterator.

use pausa_grammar::ast::{Comprehension, DictComprehension, Expr, ExprKind, ForClause};
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::block::{BlockKind, Opening};
use super::emit::NO_SPAN;
use super::registers::{Operand, Reg};
use super::scope::{ComprehensionKind, ScopeId};
use super::{Compiler, Result, error};
use crate::bytecode::instr::{KILL_1, KILL_2, KILL_3, NO_REG};
use crate::bytecode::{Const, Instr};

/// The register of `.0`, the iterator that a comprehension is called with.
const ARGUMENT: Reg = 0;

impl<'a> Compiler<'a> {
    #[inline(never)]
    pub(super) fn list_comp(&mut self, d: Reg, e: &'a Expr, node: &'a Comprehension) -> Result {
        let element = Element::Single(ComprehensionKind::List, &node.element);
        self.comprehension(d, e.span, self.scopes.of(node), &node.clauses, element)
    }

    #[inline(never)]
    pub(super) fn set_comp(&mut self, d: Reg, e: &'a Expr, node: &'a Comprehension) -> Result {
        let element = Element::Single(ComprehensionKind::Set, &node.element);
        self.comprehension(d, e.span, self.scopes.of(node), &node.clauses, element)
    }

    #[inline(never)]
    pub(super) fn generator_exp(&mut self, d: Reg, e: &'a Expr, node: &'a Comprehension) -> Result {
        let element = Element::Single(ComprehensionKind::Generator, &node.element);
        self.comprehension(d, e.span, self.scopes.of(node), &node.clauses, element)
    }

    #[inline(never)]
    pub(super) fn dict_comp(&mut self, d: Reg, e: &'a Expr, node: &'a DictComprehension) -> Result {
        let element = Element::Pair(&node.key, &node.value);
        self.comprehension(d, e.span, self.scopes.of(node), &node.clauses, element)
    }

    fn comprehension(
        &mut self,
        d: Reg,
        span: Span,
        scope: ScopeId,
        clauses: &'a [ForClause],
        element: Element<'a>,
    ) -> Result {
        let Some(outermost) = clauses.first() else {
            return Ok(());
        };
        let kind = element.kind();
        let awaited = self.scopes.get(scope).coroutine && kind != ComprehensionKind::Generator;
        let may_await = match self.block.kind {
            BlockKind::AsyncFunction | BlockKind::Comprehension => true,
            BlockKind::Module => self.options.top_level_await,
            _ => false,
        };
        let mark = self.mark();
        let base = self.range_base(d);
        self.open_comprehension(scope, kind, span);
        if awaited && !may_await {
            return error("asynchronous comprehension outside of an asynchronous function", span);
        }
        self.comprehension_body(clauses, element, span)?;
        let code = self.close_inner(span)?;
        // Without free variables it needs no function object.
        let plain = if self.scopes.get(scope).free().is_empty() { u16::try_from(code).ok() } else { None };
        if plain.is_none() {
            self.make_function(base, code, scope, span);
        }
        let argument = if plain.is_some() { base } else { self.temp() };
        if outermost.is_async {
            let iter = self.operand_in(&outermost.iter, Some(argument))?;
            let get = Instr::GetAIter { k: iter.kill(KILL_1), d: argument, s: iter.reg };
            self.emit(get, span);
        } else {
            self.iterator(argument, &outermost.iter, span)?;
        }
        let to = if awaited { base } else { d };
        self.emit(
            match plain {
                Some(code) => Instr::Comprehend { d: to, base: argument, code },
                None => Instr::Call { k: 1, d: to, base, last: NO_REG },
            },
            span,
        );
        if awaited {
            self.await_operand(d, Operand::temp(base), 0, span);
        }
        self.release(mark);
        Ok(())
    }

    fn open_comprehension(&mut self, scope: ScopeId, kind: ComprehensionKind, span: Span) {
        let name = Name::new(match kind {
            ComprehensionKind::List => "<listcomp>",
            ComprehensionKind::Set => "<setcomp>",
            ComprehensionKind::Dict => "<dictcomp>",
            ComprehensionKind::Generator => "<genexpr>",
        });
        self.open(Opening {
            kind: BlockKind::Comprehension,
            scope,
            name: &name,
            first_line: self.line(span),
            class: None,
        });
        self.block.arg_count = 1;
        self.block.consts.number(Const::None);
    }

    fn comprehension_body(&mut self, clauses: &'a [ForClause], element: Element<'a>, span: Span) -> Result {
        let result = match element.kind() {
            ComprehensionKind::Generator => None,
            _ => Some(self.temp()),
        };
        if let Some(d) = result {
            let instr = match element.kind() {
                ComprehensionKind::Set => Instr::BuildSet { d, base: d, n: 0 },
                ComprehensionKind::Dict => Instr::BuildMap { d, base: d, n: 0 },
                _ => Instr::BuildList { d, base: d, n: 0 },
            };
            self.emit(instr, span);
        }
        self.block.tested_at = span;
        self.clause(clauses, 0, element, result.unwrap_or_default())?;
        match result {
            Some(s) => self.emit(Instr::Return { k: KILL_1, s }, span),
            None => self.return_const(Const::None, span),
        }
        Ok(())
    }

    /// The loop of clause `number` with all that is inside it.
    fn clause(&mut self, clauses: &'a [ForClause], number: usize, element: Element<'a>, result: Reg) -> Result {
        let Some(clause) = clauses.get(number) else {
            return self.element(element, result);
        };
        // Where CPython reports what happens here, after the conditions of earlier clauses.
        let span = self.block.tested_at;
        let mark = self.mark();
        if number > 0
            && !clause.is_async
            && let Some(only) = only_item(&clause.iter)
        {
            // `for y in [f(x)]` is an assignment.
            let value = self.operand(only)?;
            self.store(&clause.target, value)?;
            self.release(mark);
            let skip = self.block.code.label();
            self.conditions(clause, skip)?;
            self.clause(clauses, number + 1, element, result)?;
            self.block.code.bind(skip);
            return Ok(());
        }
        let it = if number == 0 { ARGUMENT } else { self.temp() };
        let next = self.block.code.label();
        if clause.is_async {
            if number > 0 {
                let iter = self.operand_in(&clause.iter, Some(it))?;
                let get = Instr::GetAIter { k: iter.kill(KILL_1), d: it, s: iter.reg };
                self.emit(get, span);
            }
            let head = self.block.code.label_here();
            let exhausted = self.async_iterate(it, &clause.target, span)?;
            self.conditions(clause, next)?;
            self.clause(clauses, number + 1, element, result)?;
            self.block.code.bind(next);
            self.jump(Instr::Loop { off: 0 }, head, NO_SPAN);
            self.async_exhausted(exhausted, it, span);
        } else {
            if number > 0 {
                self.iterator(it, &clause.iter, span)?;
            }
            let end = self.block.code.label();
            let step = self.iterate(it, &clause.target, end, span)?;
            self.conditions(clause, next)?;
            self.clause(clauses, number + 1, element, result)?;
            self.block.code.bind(next);
            self.iterate_again(step);
            self.block.code.bind(end);
        }
        self.release(mark);
        Ok(())
    }

    fn conditions(&mut self, clause: &'a ForClause, skip: super::emit::Label) -> Result {
        clause.ifs.iter().try_for_each(|condition| self.jump_if(condition, skip, false))
    }

    fn element(&mut self, element: Element<'a>, result: Reg) -> Result {
        let span = self.block.tested_at;
        let mark = self.mark();
        match element {
            Element::Single(kind, e) => {
                let value = self.operand(e)?;
                let (k, v) = (value.kill(KILL_2), value.reg);
                match kind {
                    ComprehensionKind::List => {
                        self.emit(Instr::ListAppend { k, l: result, v }, span);
                    }
                    ComprehensionKind::Set => {
                        self.emit(Instr::SetAdd { k, s: result, v }, span);
                    }
                    // What is sent to a generator expression is of no use to it; it is released when the
                    // register is written again.
                    _ => {
                        let sent = if value.temp { v } else { self.temp() };
                        self.yield_operand(sent, value, span);
                    }
                }
            }
            Element::Pair(key, value) => {
                let key = self.operand_before(key, None, &[value])?;
                let value = self.operand(value)?;
                let k = key.kill(KILL_2) | value.kill(KILL_3);
                self.emit(Instr::MapAdd { k, m: result, key: key.reg, v: value.reg }, span);
            }
        }
        self.release(mark);
        Ok(())
    }
}

/// What a comprehension produces each round.
#[derive(Clone, Copy)]
enum Element<'a> {
    Single(ComprehensionKind, &'a Expr),
    Pair(&'a Expr, &'a Expr),
}

impl Element<'_> {
    fn kind(&self) -> ComprehensionKind {
        match self {
            Element::Single(kind, _) => *kind,
            Element::Pair(..) => ComprehensionKind::Dict,
        }
    }
}

/// The item of `[item]` or `(item,)`.
fn only_item(e: &Expr) -> Option<&Expr> {
    match &e.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => match &**items {
            [item] if !matches!(item.kind, ExprKind::Starred(_)) => Some(item),
            _ => None,
        },
        _ => None,
    }
}
