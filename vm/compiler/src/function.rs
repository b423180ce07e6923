//! `def`, `async def` and `lambda`.

use pausa_grammar::ast::{Expr, ExprKind, FunctionDef, Lambda, Param, Params};
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::block::{BlockKind, Opening};
use super::emit::NO_SPAN;
use super::registers::{Operand, Reg, nth};
use super::scope::ScopeId;
use super::{Compiler, Result};
use crate::bytecode::instr::{KILL_1, NO_REG};
use crate::bytecode::{CodeFlags, Const, Instr};

/// Bits of `MakeFunction`.
const DEFAULTS: u8 = 1;
const KEYWORD_DEFAULTS: u8 = 2;
const ANNOTATIONS: u8 = 4;
const CELLS: u8 = 8;

impl<'a> Compiler<'a> {
    pub(super) fn function_def(&mut self, node: &'a FunctionDef, span: Span) -> Result {
        let mark = self.mark();
        let name = &node.name.name;
        let decorators = self.decorators(&node.decorators)?;
        self.check_parameters(&node.params, span)?;
        let target = match decorators {
            None => self.fast(name),
            Some(_) => None,
        };
        let d = match target {
            Some(local) => local,
            None => self.temp(),
        };
        let base = self.range_base(d);
        let annotations = Annotations { params: &node.params, returns: node.returns.as_deref() };
        let bits = self.function_parts(&node.params, Some(annotations), span)?;
        let first_line = node.decorators.first().map_or(span, |decorator| decorator.span);
        let kind = if node.is_async { BlockKind::AsyncFunction } else { BlockKind::Function };
        let scope = self.scopes.of(node);
        let first_line = self.line(first_line);
        self.open(Opening { kind, scope, name, first_line, class: None });
        self.count_parameters(&node.params);
        let docstring = self.docstring(&node.body);
        let body = &node.body[usize::from(docstring.is_some())..];
        self.block.consts.number(docstring.unwrap_or(Const::None));
        self.body(body)?;
        self.return_const(Const::None, NO_SPAN);
        let code = self.close_inner(span)?;
        self.finish_function(d, base, code, scope, bits, span);
        self.bind_decorated(decorators, &node.decorators, d, name, span)?;
        self.release(mark);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn lambda(&mut self, d: Reg, span: Span, node: &'a Lambda) -> Result {
        let mark = self.mark();
        self.check_parameters(&node.params, span)?;
        let base = self.range_base(d);
        let bits = self.function_parts(&node.params, None, span)?;
        let scope = self.scopes.of(node);
        let (name, first_line) = (Name::new("<lambda>"), self.line(span));
        self.open(Opening { kind: BlockKind::Lambda, scope, name: &name, first_line, class: None });
        self.count_parameters(&node.params);
        self.block.consts.number(Const::None);
        self.lambda_body(&node.body)?;
        let code = self.close_inner(span)?;
        self.finish_function(d, base, code, scope, bits, span);
        self.release(mark);
        Ok(())
    }

    #[inline(never)]
    fn lambda_body(&mut self, body: &'a Expr) -> Result {
        if let Some(value) = self.fold(body) {
            self.return_const(value, body.span);
            return Ok(());
        }
        let value = self.operand(body)?;
        // A lambda that yields returns nothing else.
        self.emit(Instr::Return { k: value.kill(KILL_1), s: value.reg }, body.span);
        Ok(())
    }

    // ---- decorators ----

    /// Puts decorators into consecutive temporaries; gives the first.
    pub(super) fn decorators(&mut self, decorators: &'a [Expr]) -> Result<Option<Reg>> {
        let first = self.mark();
        for decorator in decorators {
            let reg = self.temp();
            self.expr_to(reg, decorator)?;
        }
        Ok((!decorators.is_empty()).then_some(first))
    }

    /// Applies decorators to R[d], the temporary after them, and binds the result to a name. Without
    /// decorators R[d] may be the variable itself.
    pub(super) fn bind_decorated(
        &mut self,
        first: Option<Reg>,
        decorators: &'a [Expr],
        d: Reg,
        name: &'a Name,
        span: Span,
    ) -> Result {
        let Some(first) = first else {
            if self.fast(name) == Some(d) {
                self.forbid_binding(name, span)?;
                self.assigned(name);
                return Ok(());
            }
            return self.store_name(name, Operand::temp(d), span);
        };
        for (i, decorator) in decorators.iter().enumerate().rev() {
            let base = nth(first, i);
            let last = if i == 0 { self.fast(name) } else { None };
            self.emit(Instr::Call { k: 1, d: last.unwrap_or(base), base, last: NO_REG }, decorator.span);
        }
        if self.fast(name).is_some() {
            self.forbid_binding(name, span)?;
            self.assigned(name);
            return Ok(());
        }
        self.store_name(name, Operand::temp(first), span)
    }

    // ---- parameters ----

    fn check_parameters(&self, params: &Params, span: Span) -> Result {
        all_params(params).try_for_each(|param| self.forbid_binding(&param.name, span))
    }

    fn count_parameters(&mut self, params: &Params) {
        let block = &mut self.block;
        block.posonly_count = params.posonly.len() as u16;
        block.arg_count = (params.posonly.len() + params.args.len()) as u16;
        block.kwonly_count = params.kwonly.len() as u16;
        if params.vararg.is_some() {
            block.flags |= CodeFlags::VARARGS;
        }
        if params.kwarg.is_some() {
            block.flags |= CodeFlags::VARKEYWORDS;
        }
    }

    // ---- making the function ----

    /// Evaluates defaults and annotations into the registers after the base, which is for the code. Gives
    /// the bits that say which there are.
    #[inline(never)]
    fn function_parts(&mut self, params: &'a Params, annotations: Option<Annotations<'a>>, span: Span) -> Result<u8> {
        let mut bits = 0;
        if params.posonly.iter().chain(&params.args).any(|param| param.default.is_some()) {
            bits |= DEFAULTS;
            self.default_tuple(params, span)?;
        }
        if params.kwonly.iter().any(|param| param.default.is_some()) {
            bits |= KEYWORD_DEFAULTS;
            self.keyword_defaults(&params.kwonly, span)?;
        }
        if let Some(annotations) = annotations
            && self.annotation_tuple(annotations, span)?
        {
            bits |= ANNOTATIONS;
        }
        Ok(bits)
    }

    #[inline(never)]
    fn default_tuple(&mut self, params: &'a Params, span: Span) -> Result {
        let positional = params.posonly.iter().chain(&params.args);
        let defaults: Vec<&'a Expr> = positional.filter_map(|p| p.default.as_deref()).collect();
        let base = self.temp();
        let constants: Option<Vec<Const>> = defaults.iter().map(|e| self.fold(e)).collect();
        if let Some(constants) = constants {
            self.load_const(base, Const::Tuple(constants), span);
            return Ok(());
        }
        for (i, default) in defaults.iter().enumerate() {
            let reg = if i == 0 { base } else { self.temp() };
            self.expr_to(reg, default)?;
        }
        self.emit(Instr::BuildTuple { d: base, base, n: defaults.len() as u16 }, span);
        self.release(base + 1);
        Ok(())
    }

    #[inline(never)]
    fn keyword_defaults(&mut self, params: &'a [Param], span: Span) -> Result {
        let base = self.mark();
        let mut n: usize = 0;
        for param in params {
            if let Some(default) = &param.default {
                let name = self.mangle(&param.name);
                self.const_temp(Self::name_const(&name), span);
                let value = self.temp();
                self.expr_to(value, default)?;
                n += 2;
            }
        }
        self.emit(Instr::BuildMap { d: base, base, n: n as u16 }, span);
        self.release(base + 1);
        Ok(())
    }

    /// The tuple (name, annotation, ..), if there are any.
    #[inline(never)]
    fn annotation_tuple(&mut self, annotations: Annotations<'a>, span: Span) -> Result<bool> {
        let list: Vec<(Name, &'a Expr)> = annotations.list();
        if list.is_empty() {
            return Ok(false);
        }
        let base = self.mark();
        if self.text_annotations() {
            let mut items = Vec::with_capacity(list.len() * 2);
            for (name, annotation) in list {
                items.push(Self::name_const(&self.mangle(&name)));
                items.push(super::unparse::unparse(annotation));
            }
            self.const_temp(Const::Tuple(items), span);
            return Ok(true);
        }
        let n = (list.len() * 2) as u16;
        for (name, annotation) in list {
            let name = self.mangle(&name);
            self.const_temp(Self::name_const(&name), span);
            let value = self.temp();
            match &annotation.kind {
                // `*args: *Ts`
                ExprKind::Starred(inner) => {
                    let inner = self.operand_in(inner, Some(value))?;
                    let (k, s) = (inner.kill(KILL_1), inner.reg);
                    self.emit(Instr::UnpackSeq { k, s, base: value, n: 1 }, span);
                }
                _ => self.expr_to(value, annotation)?,
            }
        }
        self.emit(Instr::BuildTuple { d: base, base, n }, span);
        self.release(base + 1);
        Ok(true)
    }

    /// R[d] := the function with this code, with what `function_parts` has put behind R[base].
    #[inline(never)]
    fn finish_function(&mut self, d: Reg, base: Reg, code: u32, scope: ScopeId, mut bits: u8, span: Span) {
        let free = self.scopes.get(scope).free();
        if !free.is_empty() {
            bits |= CELLS;
            let cells = self.mark();
            for name in &free {
                let reg = self.temp();
                self.load_cell_itself(reg, name, span);
            }
            self.emit(Instr::BuildTuple { d: cells, base: cells, n: free.len() as u16 }, span);
            self.release(cells + 1);
        }
        self.emit(Instr::LoadConst { d: base, c: code }, span);
        self.emit(Instr::MakeFunction { k: bits, d, base }, span);
    }

    /// R[base] := a function without defaults or annotations. R[base] is the topmost temporary.
    pub(super) fn make_function(&mut self, base: Reg, code: u32, scope: ScopeId, span: Span) {
        let mark = self.mark();
        self.finish_function(base, base, code, scope, 0, span);
        self.release(mark);
    }

    /// R[d] := the cell of a variable, to be handed on to an inner function.
    fn load_cell_itself(&mut self, d: Reg, name: &Name, span: Span) {
        let cell = self
            .block
            .locals
            .iter()
            .position(|local| local.kind == crate::bytecode::LocalKind::Cell && *local.name == **name);
        if let Some(cell) = cell {
            self.emit(Instr::Move { d, s: cell as Reg }, span);
        } else {
            let free = self.block.free.iter().position(|free| **free == **name);
            self.emit(Instr::LoadClosure { d, free: free.unwrap_or_default() as u16 }, span);
        }
    }
}

#[derive(Clone, Copy)]
struct Annotations<'a> {
    params: &'a Params,
    returns: Option<&'a Expr>,
}

impl<'a> Annotations<'a> {
    /// The annotations in the order in which CPython evaluates them: positional-only parameters come after
    /// the ordinary ones.
    fn list(self) -> Vec<(Name, &'a Expr)> {
        let Params { posonly, args, vararg, kwonly, kwarg } = self.params;
        let params = args.iter().chain(posonly).chain(vararg.as_deref()).chain(kwonly).chain(kwarg.as_deref());
        params
            .filter_map(|param| Some((param.name.clone(), param.annotation.as_deref()?)))
            .chain(self.returns.map(|returns| (Name::new("return"), returns)))
            .collect()
    }
}

fn all_params(params: &Params) -> impl Iterator<Item = &Param> {
    let Params { posonly, args, vararg, kwonly, kwarg } = params;
    posonly.iter().chain(args).chain(kwonly).chain(vararg.as_deref()).chain(kwarg.as_deref())
}
