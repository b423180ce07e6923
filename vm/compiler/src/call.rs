//! Calls.

use std::collections::HashSet;

use pausa_grammar::ast::{Attribute, Call, Expr, ExprKind, Keyword};
use pausa_grammar::span::Span;

use super::registers::{Operand, Reg};
use super::{Compiler, Result, error};
use crate::bytecode::instr::{KILL_1, KILL_2, NO_REG};
use crate::bytecode::{Const, Instr};

/// Up to this many arguments are passed in registers; more go through a tuple.
const MAX_PLAIN: usize = 200;

/// With more constants than this, the tuple of keywords may have a number that does not fit its operand.
const MAX_CONSTS: usize = 60_000;

impl<'a> Compiler<'a> {
    /// R[d] := a call.
    #[inline(never)]
    pub(super) fn call(&mut self, d: Reg, e: &'a Expr, node: &'a Call) -> Result {
        self.check_keywords(&node.keywords, e.span)?;
        self.warn_call(&node.func, e.span);
        let names_fit = node.keywords.is_empty() || self.block.consts.consts.len() < MAX_CONSTS;
        if !names_fit || !is_plain(&node.args, &node.keywords) {
            let mark = self.mark();
            let base = self.range_base(d);
            self.expr_to(base, &node.func)?;
            self.call_ex(d, base, &node.args, &node.keywords, e.span)?;
            self.release(mark);
            return Ok(());
        }
        match &node.func.kind {
            ExprKind::Attribute(method) => self.call_method(d, e, node, method),
            _ => {
                let mark = self.mark();
                let base = self.range_base(d);
                self.expr_to(base, &node.func)?;
                self.call_plain(d, base, &node.args, &node.keywords, e.span)?;
                self.release(mark);
                Ok(())
            }
        }
    }

    /// R[d] := R[base](args, keywords), R[base] being the topmost temporary.
    fn call_plain(&mut self, d: Reg, base: Reg, args: &'a [Expr], keywords: &'a [Keyword], span: Span) -> Result {
        let k = self.arguments(args, keywords)?;
        if keywords.is_empty() {
            self.emit(Instr::Call { k, d, base, last: NO_REG }, span);
        } else {
            let names = self.keyword_names(keywords);
            self.emit(Instr::CallKw { k, d, base, names }, span);
        }
        Ok(())
    }

    fn call_method(&mut self, d: Reg, e: &'a Expr, node: &'a Call, method: &'a Attribute) -> Result {
        let mark = self.mark();
        let base = self.range_base(d);
        let object = self.operand_in(&method.value, Some(base))?;
        // The receiver's.
        self.temp();
        let cache = self.attribute_cache(&method.attr.name);
        let (k, s) = (object.kill(KILL_1), object.reg);
        let load_span = self.attribute_span(&node.func, method);
        self.emit(Instr::LoadMethod { k, d: base, s, cache }, load_span);
        let k = self.arguments(&node.args, &node.keywords)?;
        let span = self.method_span(e, node, method);
        if node.keywords.is_empty() {
            self.emit(Instr::CallMethod { k, d, base, last: NO_REG }, span);
        } else {
            let names = self.keyword_names(&node.keywords);
            self.emit(Instr::CallMethodKw { k, d, base, names }, span);
        }
        self.release(mark);
        Ok(())
    }

    /// The statement `o.append(x)`, where evaluating x cannot be noticed: a list gets its item without a call. False: it is
    /// something else.
    #[inline(never)]
    pub(super) fn append(&mut self, e: &'a Expr, node: &'a Call) -> Result<bool> {
        let (ExprKind::Attribute(method), [arg]) = (&node.func.kind, &node.args[..]) else {
            return Ok(false);
        };
        if method.attr.name != "append" || !node.keywords.is_empty() {
            return Ok(false);
        }
        let local = match &arg.kind {
            ExprKind::Constant(_) => None,
            ExprKind::Name(name) => match self.fast(name).filter(|&reg| self.block.code.is_assigned(reg)) {
                Some(reg) => Some(reg),
                None => return Ok(false),
            },
            _ => return Ok(false),
        };
        let mark = self.mark();
        let base = self.temp();
        let object = self.operand_in(&method.value, Some(base))?;
        // The receiver's, and the argument's.
        self.temp();
        let given = self.temp();
        if local.is_none() {
            self.expr_to(given, arg)?;
        }
        let done = self.block.code.label();
        let value = local.map_or(Operand::temp(given), Operand::kept);
        let (k, l, v) = (object.kill(KILL_1) | value.kill(KILL_2), object.reg, value.reg);
        self.jump(Instr::AppendTo { k, l, v, off: 0 }, done, e.span);
        let cache = self.attribute_cache(&method.attr.name);
        let load_span = self.attribute_span(&node.func, method);
        self.emit(Instr::LoadMethod { k: object.kill(KILL_1), d: base, s: l, cache }, load_span);
        if local.is_some() {
            self.expr_to(given, arg)?;
        }
        let span = self.method_span(e, node, method);
        self.emit(Instr::CallMethod { k: 1, d: base, base, last: NO_REG }, span);
        self.discard(Operand::temp(base));
        self.block.code.bind(done);
        self.release(mark);
        Ok(true)
    }

    /// What a call of a method points at.
    fn method_span(&mut self, e: &Expr, node: &Call, method: &Attribute) -> Span {
        match self.ends_on_first_line(e.span, &node.func) {
            true => e.span,
            false => Span::new(method.attr.span.start, e.span.end),
        }
    }

    /// Whether the method that is called is named on the line on which the call starts.
    fn ends_on_first_line(&mut self, call: Span, func: &Expr) -> bool {
        self.on_one_line(Span::new(call.start, func.span.end))
    }

    /// Puts the arguments into the next registers and gives their number.
    fn arguments(&mut self, args: &'a [Expr], keywords: &'a [Keyword]) -> Result<u8> {
        for value in args.iter().chain(keywords.iter().map(|keyword| &keyword.value)) {
            let reg = self.temp();
            self.expr_to(reg, value)?;
        }
        Ok((args.len() + keywords.len()) as u8)
    }

    fn keyword_names(&mut self, keywords: &[Keyword]) -> u16 {
        if !self.block.code.reachable() {
            return 0;
        }
        let names = keywords.iter().filter_map(|keyword| keyword.name.as_ref());
        let names = Const::Tuple(names.map(Self::name_const).collect());
        let number = self.block.consts.number(names);
        self.short(number)
    }

    /// R[d] := R[base](*args, **keywords), R[base] being the topmost temporary.
    pub(super) fn call_ex(
        &mut self,
        d: Reg,
        base: Reg,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        span: Span,
    ) -> Result {
        let positional = self.temp();
        if let [Expr { kind: ExprKind::Starred(value), .. }] = args {
            let value = self.operand_in(value, Some(positional))?;
            let (k, s) = (value.kill(KILL_1), value.reg);
            self.emit(Instr::StarArgs { k, d: positional, s, f: base }, span);
        } else {
            self.tuple_of(positional, args, span)?;
        }
        let mut k = 0;
        if !keywords.is_empty() {
            k = 1;
            let dict = self.temp();
            self.keyword_dict(dict, base, keywords, span)?;
        }
        self.emit(Instr::CallEx { k, d, base }, span);
        Ok(())
    }

    /// R[dict] := the keyword arguments of a call of R[f]. R[dict] is the topmost temporary.
    pub(super) fn keyword_dict(&mut self, dict: Reg, f: Reg, keywords: &'a [Keyword], span: Span) -> Result {
        let mut rest = keywords;
        let mut started = false;
        while !rest.is_empty() {
            let named = rest.iter().take_while(|keyword| keyword.name.is_some()).count();
            let mark = self.mark();
            if named > 0 {
                let target = if started { self.temp() } else { dict };
                self.named_dict(target, &rest[..named], span)?;
                if started {
                    self.emit(Instr::DictMerge { k: KILL_2, m: dict, v: target, f }, span);
                }
                rest = &rest[named..];
            } else {
                if !started {
                    self.emit(Instr::BuildMap { d: dict, base: dict, n: 0 }, span);
                }
                let value = self.operand(&rest[0].value)?;
                let k = value.kill(KILL_2);
                self.emit(Instr::DictMerge { k, m: dict, v: value.reg, f }, span);
                rest = &rest[1..];
            }
            started = true;
            self.release(mark);
        }
        Ok(())
    }

    /// R[d] := {name: value, ..}. R[d] is the topmost temporary.
    fn named_dict(&mut self, d: Reg, keywords: &'a [Keyword], span: Span) -> Result {
        let (first, more) = keywords.split_at(keywords.len().min(super::display::MAX_PAIRS));
        let mark = self.mark();
        for (i, keyword) in first.iter().enumerate() {
            let key = if i == 0 { d } else { self.temp() };
            self.keyword_name(key, keyword, span);
            let value = self.temp();
            self.expr_to(value, &keyword.value)?;
        }
        self.emit(Instr::BuildMap { d, base: d, n: first.len() as u16 * 2 }, span);
        self.release(mark);
        for keyword in more {
            let key = self.temp();
            self.keyword_name(key, keyword, span);
            let value = self.operand(&keyword.value)?;
            let k = KILL_2 | value.kill(crate::bytecode::instr::KILL_3);
            self.emit(Instr::MapAdd { k, m: d, key, v: value.reg }, span);
            self.release(mark);
        }
        Ok(())
    }

    fn keyword_name(&mut self, d: Reg, keyword: &Keyword, span: Span) {
        if let Some(name) = &keyword.name {
            self.load_const(d, Self::name_const(name), span);
        }
    }

    /// No keyword may be given twice.
    pub(super) fn check_keywords(&self, keywords: &[Keyword], span: Span) -> Result {
        if keywords.is_empty() {
            return Ok(());
        }
        let mut seen = HashSet::new();
        // As CPython, name the first keyword that comes again, at its second place.
        let mut repeated = None;
        for (i, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.name else { continue };
            self.forbid_binding(name, span)?;
            if !seen.insert(name) {
                let first = keywords.iter().position(|other| other.name.as_ref() == Some(name));
                if repeated.is_none_or(|(best, _)| first.is_some_and(|first| first < best)) {
                    repeated = first.map(|first| (first, i));
                }
            }
        }
        if let Some((_, at)) = repeated
            && let Some(name) = &keywords[at].name
        {
            return error(format!("keyword argument repeated: {name}"), keywords[at].span);
        }
        Ok(())
    }

    /// Calls an `__exit__`, which is in `exit` and the register behind it, with three times None; its result is in the temporary that
    /// is given back. If these two are not the topmost temporaries they are moved there.
    pub(super) fn call_exit_with_nones(&mut self, exit: Reg, span: Span) -> Operand {
        let base = match exit + 2 == self.mark() {
            true => exit,
            false => {
                let base = self.temp();
                let receiver = self.temp();
                self.emit(Instr::Take { d: base, s: exit }, span);
                self.emit(Instr::Take { d: receiver, s: exit + 1 }, span);
                base
            }
        };
        let mark = self.mark();
        for _ in 0..3 {
            self.const_temp(Const::None, span);
        }
        self.emit(Instr::CallMethod { k: 3, d: base, base, last: NO_REG }, span);
        self.release(mark);
        Operand::temp(base)
    }
}

/// Whether all arguments can be passed in registers.
fn is_plain(args: &[Expr], keywords: &[Keyword]) -> bool {
    args.len() + keywords.len() <= MAX_PLAIN
        && !args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred(_)))
        && keywords.iter().all(|keyword| keyword.name.is_some())
}
