//! What is wrong with a program that does not parse.

use crate::actions::Failure;
use crate::error::{ErrorKind, Locator, SyntaxError};
use crate::parse::Mode;
use crate::span::Span;
use lalrpop_util::ParseError;

/// All errors of `source`, the first one as CPython reports it.
pub(crate) fn diagnose(source: &str, _mode: Mode, failure: Failure) -> Vec<SyntaxError> {
    let locator = Locator::new(source);
    let error = match failure {
        ParseError::User { error } => locator.error(error.kind, error.message, error.span),
        ParseError::UnrecognizedToken {
            token: (start, _, end),
            ..
        } => locator.error(ErrorKind::Syntax, "invalid syntax", Span::new(start, end)),
        _ => locator.error(
            ErrorKind::Syntax,
            "invalid syntax",
            Span::at(source.len() as u32),
        ),
    };
    vec![error]
}
