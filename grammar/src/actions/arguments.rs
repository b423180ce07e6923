//! The arguments of calls and class headers.

use super::expr::{comprehension, deepest, node};
use super::{Action, refuse};
use crate::ast::*;
use crate::span::Span;

/// One argument.
pub(crate) enum Arg {
    /// `value` or `*value`.
    Positional(Expr),
    /// `name=value` or `**value`.
    Keyword(Keyword),
    /// `element for ..` without parentheses.
    Generator(Expr, Vec<ForClause>),
}

/// Arguments as they come.
#[derive(Default)]
pub(crate) struct Args {
    args: Vec<Expr>,
    keywords: Vec<Keyword>,
    generator: Option<Box<(Expr, Vec<ForClause>)>>,
    unpacked: bool,
    count: usize,
}

impl Args {
    /// Adds an argument, whose place among the others is checked.
    pub(crate) fn push(mut self, arg: Arg) -> Action<Self> {
        self.count += 1;
        match arg {
            Arg::Positional(value) => {
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
                self.args.push(value);
            }
            Arg::Keyword(keyword) => {
                self.unpacked |= keyword.name.is_none();
                self.keywords.push(keyword);
            }
            Arg::Generator(element, clauses) => {
                self.generator = Some(Box::new((element, clauses)));
            }
        }
        Ok(self)
    }
}

/// `func(args)`; the brackets are at `brackets`.
pub(crate) fn call(start: u32, func: Expr, brackets: Span, args: CallArgs) -> Action<Expr> {
    let Args {
        mut args,
        keywords,
        generator,
        ..
    } = args.finish()?;
    if let Some(generator) = generator {
        let (element, clauses) = *generator;
        let kind = ExprKind::GeneratorExp;
        args.push(comprehension(
            brackets.start,
            brackets.end,
            kind,
            element,
            clauses,
        )?);
    }
    let values = args
        .iter()
        .chain(keywords.iter().map(|keyword| &keyword.value));
    let below = deepest(values).max(func.depth);
    let kind = ExprKind::Call(Box::new(Call {
        func,
        args,
        keywords,
    }));
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
pub(crate) struct CallArgs {
    pub(crate) args: Args,
    pub(crate) trailing_comma: bool,
}

impl CallArgs {
    /// A generator without parentheses must be alone.
    fn finish(self) -> Action<Args> {
        match &self.args.generator {
            Some(generator) if self.args.count > 1 || self.trailing_comma => refuse(
                "Generator expression must be parenthesized",
                generator.0.span,
            ),
            _ => Ok(self.args),
        }
    }
}
