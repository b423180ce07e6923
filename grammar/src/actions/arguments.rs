//! The arguments of calls and class headers.

use super::expr::{comprehension, deepest, node};
use super::{Action, refuse};
use crate::ast::*;
use crate::name::Name;
use crate::span::Span;

/// Arguments as they come.
#[derive(Default)]
pub(crate) struct Args {
    args: Vec<Expr>,
    keywords: Vec<Keyword>,
    /// `element for ..` without parentheses.
    generator: Option<(Expr, Vec<ForClause>)>,
    unpacked: bool,
    count: usize,
}

impl Args {
    /// Adds `value` or `*value`, whose place among the others is checked.
    pub(crate) fn positional(mut self: Box<Self>, value: Expr) -> Action<Box<Self>> {
        let starred = matches!(value.kind, ExprKind::Starred(_));
        if starred && self.unpacked {
            let message = "iterable argument unpacking follows keyword argument unpacking";
            return refuse(message, value.span);
        }
        if !starred && !self.keywords.is_empty() {
            let message = match self.unpacked {
                true => "positional argument follows keyword argument unpacking",
                false => "positional argument follows keyword argument",
            };
            return refuse(message, value.span);
        }
        self.count += 1;
        self.args.push(value);
        Ok(self)
    }

    /// Adds `name=value` or `**value`.
    pub(crate) fn keyword(mut self: Box<Self>, start: u32, end: u32, name: Option<Name>, value: Expr) -> Box<Self> {
        self.count += 1;
        self.unpacked |= name.is_none();
        self.keywords.push(Keyword { name, value, span: Span::new(start, end) });
        self
    }

    /// Adds a generator without parentheses.
    pub(crate) fn generator(mut self: Box<Self>, element: Expr, clauses: Vec<ForClause>) -> Box<Self> {
        self.count += 1;
        self.generator = Some((element, clauses));
        self
    }
}

/// `func(args)`; the brackets are at `brackets`.
pub(crate) fn call(start: u32, func: Expr, brackets: Span, args: CallArgs) -> Action<Expr> {
    let Args { mut args, keywords, generator, .. } = args.finish()?;
    if let Some((element, clauses)) = generator {
        let kind = ExprKind::GeneratorExp;
        args.push(comprehension(brackets.start, brackets.end, kind, element, clauses)?);
    }
    let values = args.iter().chain(keywords.iter().map(|keyword| &keyword.value));
    let below = deepest(values).max(func.depth);
    let kind = ExprKind::Call(Box::new(Call { func, args, keywords }));
    node(start, brackets.end, kind, below)
}

/// The arguments of a class header, which take no bare generator.
pub(crate) fn bases(args: CallArgs) -> Action<(Vec<Expr>, Vec<Keyword>)> {
    let args = args.finish()?;
    match args.generator {
        Some(generator) => refuse("invalid syntax", generator.0.span),
        None => Ok((args.args, args.keywords)),
    }
}

/// What stands between a call's brackets.
#[derive(Default)]
pub(crate) struct CallArgs {
    pub(crate) args: Option<Box<Args>>,
    pub(crate) trailing_comma: bool,
}

impl CallArgs {
    /// A generator without parentheses must be alone.
    fn finish(self) -> Action<Args> {
        let args = self.args.map_or_else(Args::default, |args| *args);
        match &args.generator {
            Some(generator) if args.count > 1 || self.trailing_comma => {
                refuse("Generator expression must be parenthesized", generator.0.span)
            }
            _ => Ok(args),
        }
    }
}
