//! Statement nodes.

use super::expr::{comprehension, parenthesize, tuple};
use super::params::ParamsBuilder;
use super::{Action, CallArgs, Context, push, refuse, target};
use crate::ast::*;
use crate::name::Name;
use crate::span::Span;

/// A statement.
pub(crate) fn stmt(start: u32, end: u32, kind: StmtKind) -> Stmt {
    Stmt { kind, span: Span::new(start, end) }
}

pub(crate) fn expression(start: u32, end: u32, value: Expr) -> Stmt {
    stmt(start, end, StmtKind::Expr(Box::new(value)))
}

pub(crate) fn assign(start: u32, end: u32, targets: Vec<Expr>, value: Expr) -> Stmt {
    stmt(start, end, StmtKind::Assign { targets, value: Box::new(value) })
}

pub(crate) fn aug_assign(start: u32, end: u32, left: Expr, op: Operator, value: Expr) -> Action<Stmt> {
    let left = target::single(left, "'{}' is an illegal expression for augmented assignment")?;
    let kind = StmtKind::AugAssign { target: Box::new(left), op, value: Box::new(value) };
    Ok(stmt(start, end, kind))
}

pub(crate) fn ann_assign(start: u32, end: u32, left: Expr, annotation: Expr, value: Option<Expr>) -> Action<Stmt> {
    let refusal = match left.kind {
        ExprKind::Tuple(_) | ExprKind::List(_) => "only single target (not {}) can be annotated",
        _ => "illegal target for annotation",
    };
    let target = target::single(left, refusal)?;
    let simple = matches!(target.kind, ExprKind::Name(_)) && !target.parenthesized;
    let kind = StmtKind::AnnAssign(Box::new(AnnAssign { target, annotation, value, simple }));
    Ok(stmt(start, end, kind))
}

/// Adds `elif test: body`; the branch's end is not known yet.
pub(crate) fn elif(branches: Vec<IfBranch>, start: u32, test: Expr, body: Vec<Stmt>) -> Vec<IfBranch> {
    push(branches, IfBranch { test, body, span: Span::at(start) })
}

/// Adds `context as target`.
pub(crate) fn with_item(items: Vec<WithItem>, context: Expr, target: Option<Expr>) -> Action<Vec<WithItem>> {
    let target = target.map(target::store).transpose()?;
    Ok(push(items, WithItem { context, target }))
}

/// What stands in the brackets of `with (..):`. Most of it could be items or an expression.
pub(crate) enum WithInside {
    /// Elements, and whether a comma follows the last.
    Elements(Vec<WithItem>, bool),
    /// `element for ..`
    Generator(Expr, Vec<ForClause>),
    /// `yield ..`
    Yield(Expr),
}

impl WithInside {
    pub(crate) fn elements(elements: Vec<WithItem>, trailing_comma: bool) -> Box<Self> {
        Box::new(WithInside::Elements(elements, trailing_comma))
    }
}

/// The items of `with (..):`, whose brackets are at `brackets`. CPython reads items if it can, and
/// else the expression that the brackets make.
pub(crate) fn with_items(brackets: Span, inside: WithInside) -> Action<Vec<WithItem>> {
    let Span { start, end } = brackets;
    let context = match inside {
        WithInside::Generator(element, clauses) => comprehension(start, end, ExprKind::GeneratorExp, element, clauses)?,
        WithInside::Yield(value) => value,
        WithInside::Elements(items, trailing_comma) => {
            let is_item = |item: &WithItem| {
                let kind = &item.context.kind;
                let special = matches!(kind, ExprKind::Starred(_) | ExprKind::NamedExpr { .. });
                !special || item.context.parenthesized
            };
            if !items.is_empty() && items.iter().all(is_item) {
                return Ok(items);
            }
            if let Some(target) = items.iter().find_map(|item| item.target.as_ref()) {
                return refuse("invalid syntax", target.span);
            }
            let single = items.len() == 1 && !trailing_comma;
            let mut exprs: Vec<Expr> = items.into_iter().map(|item| item.context).collect();
            match (exprs.pop(), single) {
                (Some(expr), true) if matches!(expr.kind, ExprKind::Starred(_)) => {
                    return refuse("cannot use starred expression here", expr.span);
                }
                (Some(expr), true) => expr,
                (last, _) => {
                    exprs.extend(last);
                    tuple(start, end, exprs)?
                }
            }
        }
    };
    Ok(vec![WithItem { context: parenthesize(context), target: None }])
}

/// A handler, and whether it is `except*`.
pub(crate) type Handler = (ExceptHandler, bool);

/// The head of a `class`, up to its colon.
pub(crate) struct ClassHead {
    pub(crate) name: Ident,
    pub(crate) args: Option<CallArgs>,
    pub(crate) header: Span,
}

/// The head of a `def`, up to its colon.
pub(crate) struct DefHead {
    pub(crate) is_async: bool,
    pub(crate) name: Ident,
    pub(crate) params: Box<ParamsBuilder>,
    pub(crate) returns: Option<Expr>,
    pub(crate) header: Span,
}

pub(crate) fn raise(start: u32, end: u32, exc: Option<Expr>, cause: Option<Expr>) -> Stmt {
    let (exc, cause) = (exc.map(Box::new), cause.map(Box::new));
    stmt(start, end, StmtKind::Raise { exc, cause })
}

pub(crate) fn assert(start: u32, end: u32, test: Expr, msg: Option<Expr>) -> Stmt {
    stmt(start, end, StmtKind::Assert { test: Box::new(test), msg: msg.map(Box::new) })
}

pub(crate) fn import_from(start: u32, end: u32, (level, module): (u32, Option<Name>), names: Vec<Alias>) -> Stmt {
    stmt(start, end, StmtKind::ImportFrom(Box::new(ImportFrom { module, names, level })))
}

impl Context<'_> {
    /// The statements of a line that ends at `end`.
    pub(crate) fn end_line(&mut self, body: Vec<Stmt>, end: u32) -> Vec<Stmt> {
        self.block_end = end;
        body
    }

    pub(crate) fn if_(
        &self,
        start: u32,
        test: Expr,
        body: Vec<Stmt>,
        mut elifs: Vec<IfBranch>,
        orelse: Vec<Stmt>,
    ) -> Stmt {
        let end = self.block_end;
        elifs.insert(0, IfBranch { test, body, span: Span::at(start) });
        for branch in &mut elifs {
            branch.span.end = end;
        }
        let branches = elifs;
        stmt(start, end, StmtKind::If(Box::new(If { branches, orelse })))
    }

    pub(crate) fn while_(&self, start: u32, test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt>) -> Stmt {
        stmt(start, self.block_end, StmtKind::While(Box::new(While { test, body, orelse })))
    }

    pub(crate) fn for_(
        &self,
        start: u32,
        is_async: bool,
        (target, iter): (Expr, Expr),
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    ) -> Action<Stmt> {
        let target = target::store(target)?;
        let kind = StmtKind::For(Box::new(For { target, iter, body, orelse, is_async }));
        Ok(stmt(start, self.block_end, kind))
    }

    pub(crate) fn with(&self, start: u32, is_async: bool, items: Vec<WithItem>, body: Vec<Stmt>) -> Stmt {
        stmt(start, self.block_end, StmtKind::With(Box::new(With { items, body, is_async })))
    }

    pub(crate) fn match_(&self, start: u32, subject: Expr, cases: Vec<MatchCase>) -> Stmt {
        stmt(start, self.block_end, StmtKind::Match(Box::new(Match { subject, cases })))
    }

    pub(crate) fn match_case(&self, start: u32, pattern: Pattern, guard: Option<Expr>, body: Vec<Stmt>) -> MatchCase {
        let span = Span::new(start, self.block_end);
        MatchCase { pattern, guard, body, span }
    }

    pub(crate) fn handler(
        &self,
        start: u32,
        kind: Option<Expr>,
        name: Option<Ident>,
        body: Vec<Stmt>,
        is_star: bool,
    ) -> Handler {
        let span = Span::new(start, self.block_end);
        (ExceptHandler { kind, name, body, span }, is_star)
    }

    pub(crate) fn try_(
        &self,
        start: u32,
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finalbody: Vec<Stmt>,
    ) -> Action<Stmt> {
        let is_star = handlers.first().is_some_and(|(_, is_star)| *is_star);
        if let Some((other, _)) = handlers.iter().find(|(_, star)| *star != is_star) {
            let message = "cannot have both 'except' and 'except*' on the same 'try'";
            return refuse(message, other.span);
        }
        let handlers: Vec<ExceptHandler> = handlers.into_iter().map(|(handler, _)| handler).collect();
        let kind = StmtKind::Try(Box::new(Try { body, handlers, orelse, finalbody, is_star }));
        Ok(stmt(start, self.block_end, kind))
    }

    pub(crate) fn function(&self, decorators: Vec<Expr>, head: DefHead, body: Vec<Stmt>) -> Action<Stmt> {
        let DefHead { is_async, name, params, returns, header } = head;
        let params = params.finish()?;
        let returns = returns.map(Box::new);
        let def = FunctionDef { decorators, is_async, name, params, returns, body, header };
        Ok(stmt(header.start, self.block_end, StmtKind::FunctionDef(Box::new(def))))
    }

    pub(crate) fn class(&self, decorators: Vec<Expr>, head: ClassHead, body: Vec<Stmt>) -> Action<Stmt> {
        let ClassHead { name, args, header } = head;
        let (bases, keywords) = args.map_or(Ok(Default::default()), super::arguments::bases)?;
        let class = ClassDef { decorators, name, bases, keywords, body, header };
        Ok(stmt(header.start, self.block_end, StmtKind::ClassDef(Box::new(class))))
    }

    /// The alias of `from m import *`.
    pub(crate) fn star_alias(&mut self, start: u32, end: u32) -> Vec<Alias> {
        vec![Alias { name: self.intern("*"), asname: None, span: Span::new(start, end) }]
    }
}
