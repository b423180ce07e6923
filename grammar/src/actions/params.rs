//! Parameter lists: a loose list of items in, checked [`Params`] out.

use super::{Action, refuse};
use crate::ast::*;
use crate::span::Span;

/// One item between the commas of a parameter list.
pub(crate) enum ParamItem {
    /// `name`, `name: annotation`, either with `= default` in the parameter.
    Plain(Param),
    /// `/`
    Slash(Span),
    /// `*`
    Star(Span),
    /// `*name`
    VarArgs(Param),
    /// `**name`
    KwArgs(Param),
}

/// A parameter list as it grows.
#[derive(Default)]
pub(crate) struct ParamsBuilder {
    params: Params,
    slash: bool,
    /// Where a `*` or `*args` stood.
    star: Option<Span>,
    has_default: bool,
}

impl ParamsBuilder {
    /// Adds an item, whose place among the others is checked.
    pub(crate) fn push(mut self: Box<Self>, item: ParamItem) -> Action<Box<Self>> {
        let span = match &item {
            ParamItem::Plain(param) | ParamItem::VarArgs(param) | ParamItem::KwArgs(param) => param.span,
            ParamItem::Slash(span) | ParamItem::Star(span) => *span,
        };
        if self.params.kwarg.is_some() {
            return refuse("arguments cannot follow var-keyword argument", span);
        }
        match item {
            ParamItem::Plain(param) if self.star.is_some() => self.params.kwonly.push(param),
            ParamItem::Plain(param) => {
                if self.has_default && param.default.is_none() {
                    return refuse("non-default argument follows default argument", span);
                }
                self.has_default |= param.default.is_some();
                self.params.args.push(param);
            }
            ParamItem::Slash(_) if self.slash => return refuse("/ may appear only once", span),
            ParamItem::Slash(_) if self.star.is_some() => {
                return refuse("/ must be ahead of *", span);
            }
            ParamItem::Slash(_) if self.params.args.is_empty() => {
                return refuse("at least one argument must precede /", span);
            }
            ParamItem::Slash(_) => {
                self.slash = true;
                self.params.posonly = std::mem::take(&mut self.params.args);
            }
            ParamItem::Star(_) | ParamItem::VarArgs(_) if self.star.is_some() => {
                return refuse("* argument may appear only once", span);
            }
            ParamItem::Star(_) => self.star = Some(span),
            ParamItem::VarArgs(param) => {
                self.star = Some(span);
                self.params.vararg = Some(Box::new(param));
            }
            ParamItem::KwArgs(param) => {
                self.check_bare_star()?;
                self.params.kwarg = Some(Box::new(param));
            }
        }
        Ok(self)
    }

    /// The whole list.
    pub(crate) fn finish(self) -> Action<Params> {
        self.check_bare_star()?;
        Ok(self.params)
    }

    /// A `*` without a name must be followed by a parameter.
    fn check_bare_star(&self) -> Action<()> {
        match self.star {
            Some(span) if self.params.vararg.is_none() && self.params.kwonly.is_empty() => {
                refuse("named arguments must follow bare *", span)
            }
            _ => Ok(()),
        }
    }
}

/// A parameter that is only a name.
pub(crate) fn plain(name: Ident) -> Param {
    Param { name: name.name, annotation: None, default: None, span: name.span }
}

/// `name: annotation`.
pub(crate) fn annotated(start: u32, end: u32, name: Ident, annotation: Expr) -> Param {
    let annotation = Some(Box::new(annotation));
    Param { name: name.name, annotation, default: None, span: Span::new(start, end) }
}

/// `param = default`.
pub(crate) fn with_default(param: Param, default: Expr) -> Param {
    Param { default: Some(Box::new(default)), ..param }
}
