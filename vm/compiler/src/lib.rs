//! From the syntax tree to bytecode.
//!
//! [`compile`] turns a tree into a [`CodeUnit`] with the units of its functions and classes among its
//! constants. It goes over the tree twice: [`scope`] finds out what every name means, then the rest of this
//! folder emits code in one pass, block by block. What CPython refuses in its symbol table and its compiler
//! is refused here, in its words.
//!
//! # How expressions become register code
//! An expression is compiled *into* a register that its user names (`expr_to`), so that `x = a + b` is one
//! instruction that writes `x`; or *as an operand* (`operand`), which for a local variable is the variable's
//! own register, read in place, and otherwise a new temporary. Three rules keep that correct:
//! * A local is the destination of the last instruction of an expression only: if an earlier one fails,
//!   the variable is unchanged.
//! * A local read in place must still have its value when the instruction runs. Only `:=` changes a local
//!   within an expression, so an operand that stands before such an expression is copied first.
//! * A local that may be unassigned is checked where it stands (`CheckLocal`), so that the error comes in
//!   order and points at the name.
//!
//! Temporaries are handed out like a stack; each is written once and read once, and its reader's kill bit
//! releases it. The operands of calls and displays are consecutive temporaries on top.
//!
//! # Files
//! * `scope`: what names mean. `fold`: constants known in advance. `unparse`: expressions as text.
//! * `emit`, `assemble`: instructions, labels and exception regions, and their final form.
//!   `registers`, `tables`, `block`: the state of the block being compiled.
//! * `expr`, `call`, `compare`, `display`, `fstring`, `comprehension`: expressions.
//! * `stmt`, `assign`, `control`, `function`, `class`, `import`, `exceptions`, `except_star`, `with`,
//!   `match_stmt`, `pattern`, `async_`: statements.

mod assemble;
mod assign;
mod async_;
mod block;
pub mod bytecode;
mod call;
mod children;
mod class;
mod compare;
mod comprehension;
mod control;
mod display;
mod emit;
mod except_star;
mod exceptions;
mod expr;
mod fold;
mod fstring;
mod function;
mod future;
mod import;
pub mod library;
mod match_stmt;
mod module;
mod pattern;
mod registers;
mod scope;
pub mod source;
mod stmt;
mod tables;
mod unparse;
mod variables;
mod warn;
mod with;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::rc::Rc;

use pausa_grammar::ast::Tree;
use pausa_grammar::span::{LineIndex, Span};
use pausa_grammar::{ErrorKind, SyntaxError};

use crate::bytecode::{CodeFlags, CodeUnit};
use block::Block;
use scope::Scopes;

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
    /// The units are part of the library: tracebacks leave out the `__getattr__` of a module, since where CPython has the names from the
    /// start there is none.
    pub library: bool,
    /// The functions run without other threads in between.
    pub atomic: bool,
    /// `await` may stand outside of functions; such a module is a coroutine.
    pub top_level_await: bool,
    /// The text is that of the file, so that errors quote it.
    pub is_file: bool,
    /// The text was typed at a prompt: what its expressions come to is shown, however many statements it has.
    pub interactive: bool,
}

impl CompileOptions {
    /// The usual options for a file of this name.
    pub fn new(filename: impl Into<Rc<str>>) -> Self {
        Self {
            filename: filename.into(),
            flags: 0,
            optimize: 0,
            prelude: false,
            library: false,
            atomic: false,
            top_level_await: false,
            is_file: true,
            interactive: false,
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

/// What is wrong with a program, before it is turned into a [`SyntaxError`].
#[derive(Debug)]
struct Fault {
    message: Cow<'static, str>,
    span: Span,
    /// CPython reports where it starts, and no end.
    start_only: bool,
}

/// What a compilation yields.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The unit of the module, statement or expression.
    pub unit: CodeUnit,
    /// What it stumbled over without stopping.
    pub warnings: Vec<CompileWarning>,
}

type Result<T = ()> = std::result::Result<T, Box<Fault>>;

/// The error with this text and place.
fn error<T>(message: impl Into<Cow<'static, str>>, span: Span) -> Result<T> {
    Err(Box::new(Fault { message: message.into(), span, start_only: false }))
}

/// Compiles a tree. What is warned about before an error is found comes with the error.
pub fn compile(
    tree: &Tree,
    source: Source<'_>,
    options: &CompileOptions,
) -> std::result::Result<Compiled, (SyntaxError, Vec<CompileWarning>)> {
    let mut warnings = Vec::new();
    match compile_tree(tree, source, options, &mut warnings) {
        Ok(unit) => Ok(Compiled { unit, warnings }),
        Err(fault) => Err((fault.locate(source, options), warnings)),
    }
}

fn compile_tree(
    tree: &Tree,
    source: Source<'_>,
    options: &CompileOptions,
    warnings: &mut Vec<CompileWarning>,
) -> Result<CodeUnit> {
    let future = future::features(tree)?;
    let flags = options.flags | future.flags;
    let scopes = scope::analyze(tree, flags & CodeFlags::FUTURE_ANNOTATIONS != 0)?;
    let mut compiler = Compiler {
        scopes,
        lines: source.lines,
        options,
        flags,
        future_imports: future.imports,
        interactive: matches!(tree, Tree::Interactive(_)),
        block: Box::new(Block::default()),
        outer: Vec::new(),
        warnings: Vec::new(),
        last_line: 0..0,
    };
    let unit = compiler.module(tree);
    *warnings = compiler.warnings;
    unit
}

impl Fault {
    /// The exception. Unlike the parser, CPython's compiler counts columns in bytes, and quotes the line only
    /// if it finds the file.
    fn locate(self, source: Source<'_>, options: &CompileOptions) -> SyntaxError {
        let (line, column) = source.lines.line_column(self.span.start);
        let (end_line, end_column) = match self.start_only {
            true => (line, None),
            false => {
                let (line, column) = source.lines.line_column(self.span.end);
                (line, Some(column))
            }
        };
        let text =
            source.lines.line_span(line, source.text).filter(|_| options.is_file && !options.filename.starts_with('<'));
        SyntaxError {
            kind: ErrorKind::Syntax,
            message: self.message,
            line,
            offset: column as i32 + 1,
            end_line,
            end_offset: end_column.map_or(i32::MIN, |column| column as i32 + 1),
            span: self.span,
            text: text.map(|span| source.text[span.range()].replace("\r\n", "\n").replace('\r', "\n")),
        }
    }
}

/// The state of a compilation.
struct Compiler<'a> {
    scopes: Scopes,
    lines: &'a LineIndex,
    options: &'a CompileOptions,
    /// `__future__` features of this module.
    flags: u32,
    /// Where it asks for them.
    future_imports: Vec<Span>,
    /// Expression statements of the module print their value.
    interactive: bool,
    /// The block being compiled.
    block: Box<Block<'a>>,
    /// The blocks around it, outermost first.
    #[allow(clippy::vec_box, reason = "blocks move between this and `block` without being copied")]
    outer: Vec<Box<Block<'a>>>,
    warnings: Vec<CompileWarning>,
    /// The line that was last asked for, as offsets.
    last_line: std::ops::Range<u32>,
}
