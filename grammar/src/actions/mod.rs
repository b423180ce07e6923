//! What the grammar's rules do: nodes are built and checked here, one call per rule.
//!
//! The grammar is loose where a strict one would be ambiguous or long: targets are parsed as
//! expressions, parameters and arguments as plain lists. The functions here are strict, and refuse
//! what the grammar let through. A refusal only stops the parse; its message is that of CPython
//! where it is certain, but the first error of a program is always worded by
//! [`diagnose`](crate::diagnose), which looks at the tokens again.

pub(crate) mod arguments;
pub(crate) mod expr;
pub(crate) mod literal;
pub(crate) mod operators;
pub(crate) mod params;
pub(crate) mod pattern;
pub(crate) mod stmt;
pub(crate) mod strings;
pub(crate) mod target;

pub(crate) use arguments::{Args, CallArgs};
pub(crate) use operators::{Chain, Operand};
pub(crate) use params::{ParamItem, ParamsBuilder};
pub(crate) use strings::{RawField, RawPart, StringPiece};

use crate::ast::*;
use crate::error::ErrorKind;
use crate::lexer::{LexWarning, Tok, normalize};
use crate::name::Name;
use crate::span::Span;
use lalrpop_util::ParseError;
use operators::Pending;
use rustc_hash::FxBuildHasher;
use std::borrow::Cow;
use std::collections::HashSet;

/// Something that the grammar let through and that is refused all the same.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) kind: ErrorKind,
    pub(crate) message: Cow<'static, str>,
    pub(crate) span: Span,
}

/// The failure of a parse: an unexpected token or a refusal.
pub(crate) type Failure = ParseError<u32, Tok, Refusal>;

/// The result of an action.
pub(crate) type Action<T> = Result<T, Failure>;

/// Refuses with CPython's plain words.
pub(crate) fn refuse<T>(message: impl Into<Cow<'static, str>>, span: Span) -> Action<T> {
    let refusal = Refusal { kind: ErrorKind::Syntax, message: message.into(), span };
    Err(ParseError::User { error: refusal })
}

/// `list` with `item` at its end.
pub(crate) fn push<T>(mut list: Vec<T>, item: T) -> Vec<T> {
    list.push(item);
    list
}

/// What the actions share during one parse.
pub(crate) struct Context<'s> {
    source: &'s str,
    names: HashSet<Name, FxBuildHasher>,
    /// Chains of binary operators.
    pub(crate) operations: Pending<Operator>,
    /// Chains of `and` and `or`.
    pub(crate) conditions: Pending<BoolOp>,
    /// Where the last line read so far ends, which is where the blocks ended by it do.
    block_end: u32,
    /// Findings about literals, besides the lexer's.
    pub(crate) warnings: Vec<LexWarning>,
}

impl<'s> Context<'s> {
    /// For a parse of `source`.
    pub(crate) fn new(source: &'s str) -> Self {
        Self {
            source,
            names: HashSet::default(),
            operations: Pending::default(),
            conditions: Pending::default(),
            block_end: 0,
            warnings: Vec::new(),
        }
    }

    /// The text between two offsets.
    pub(crate) fn text(&self, start: u32, end: u32) -> &'s str {
        &self.source[start as usize..end as usize]
    }

    /// The identifier between two offsets.
    pub(crate) fn name(&mut self, start: u32, end: u32) -> Name {
        let text = self.text(start, end);
        self.intern(&normalize(text))
    }

    /// The identifier between two offsets, with its place.
    pub(crate) fn ident(&mut self, start: u32, end: u32) -> Ident {
        Ident { name: self.name(start, end), span: Span::new(start, end) }
    }

    /// The one copy of this name.
    pub(crate) fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let name = Name::new(text);
        self.names.insert(name.clone());
        name
    }

    /// A dotted name between two offsets: each part normalised, no space between.
    pub(crate) fn dotted_name(&mut self, start: u32, end: u32) -> Name {
        let text = self.text(start, end);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
        if text.bytes().all(plain) {
            return self.intern(text);
        }
        let is_space = |char: char| char.is_ascii_whitespace() || matches!(char, '\\' | '\x0c');
        let spaceless: String = strip_comments(text).chars().filter(|&c| !is_space(c)).collect();
        let parts: Vec<Cow<'_, str>> = spaceless.split('.').map(normalize).collect();
        self.intern(&parts.join("."))
    }
}

/// `text` without its comments, for names that spread over lines.
fn strip_comments(text: &str) -> String {
    text.lines().map(|line| line.split('#').next().unwrap_or("")).collect()
}
