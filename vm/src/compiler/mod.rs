//! From the syntax tree to bytecode.
//!
//! [`compile`] turns a tree into a [`CodeUnit`] with the units of its functions and classes among its
//! constants.

use std::rc::Rc;

use pausa_grammar::ast::Tree;
use pausa_grammar::span::{LineIndex, Span};

use crate::bytecode::CodeUnit;

/// The text that a tree was parsed from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The text.
    pub text: &'a str,
    /// Its lines.
    pub lines: &'a LineIndex,
}

/// What the compiler has to know besides the tree. Whether the code is executed, evaluated or typed at a
/// prompt is told by the kind of [`Tree`].
#[derive(Clone, Debug)]
pub struct CompileOptions {
    /// `co_filename` of all units.
    pub filename: Rc<str>,
    /// `CodeFlags` of `__future__` features that are on from the start.
    pub flags: u32,
    /// As Python's `-O`: 1 drops `assert`, 2 drops docstrings too.
    pub optimize: u8,
    /// The units are part of the prelude.
    pub prelude: bool,
    /// `await` may stand outside of functions; such a module is a coroutine.
    pub top_level_await: bool,
}

impl CompileOptions {
    /// The usual options for a file of this name.
    pub fn new(filename: impl Into<Rc<str>>) -> Self {
        Self {
            filename: filename.into(),
            flags: 0,
            optimize: 0,
            prelude: false,
            top_level_await: false,
        }
    }
}

/// A `SyntaxWarning`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileWarning {
    /// Its text.
    pub message: String,
    /// The line that it is reported for.
    pub line: u32,
    /// What it is about.
    pub span: Span,
}

/// A `SyntaxError` that the compiler, not the parser, finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// Its text.
    pub message: String,
    /// What it is about.
    pub span: Span,
}

/// What a compilation yields.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The unit of the module, statement or expression.
    pub unit: CodeUnit,
    /// What it stumbled over without stopping.
    pub warnings: Vec<CompileWarning>,
}

/// Compiles a tree.
pub fn compile(
    _tree: &Tree,
    _source: Source<'_>,
    _options: &CompileOptions,
) -> Result<Compiled, Box<CompileError>> {
    let message = "the compiler is being written".to_owned();
    Err(Box::new(CompileError {
        message,
        span: Span::at(0),
    }))
}
