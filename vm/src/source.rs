//! From source text to code units: parse and compile in one step.

use std::rc::Rc;

use pausa_grammar::span::LineIndex;
use pausa_grammar::{ErrorKind, SyntaxError};

pub use pausa_grammar::Mode;

use crate::bytecode::CodeUnit;
use crate::compiler::{CompileOptions, CompileWarning, Source, compile};
use crate::exc::{Exc, ExcKind};
use crate::object::Tuple;
use crate::value::Value;

/// A compiled text, and what was remarkable about it.
pub struct CompiledText {
    /// The code of the whole text.
    pub unit: Rc<CodeUnit>,
    /// `DeprecationWarning`s of the parser: message and line.
    pub deprecations: Vec<(String, u32)>,
    /// `SyntaxWarning`s of the compiler.
    pub warnings: Vec<CompileWarning>,
}

/// Compiles a text.
///
/// # Errors
/// The first error in the text.
pub fn compile_text(text: &str, mode: Mode, options: &CompileOptions) -> Result<CompiledText, SyntaxError> {
    let parsed = pausa_grammar::parse(text, mode);
    let deprecations = parsed.warnings.iter().map(|w| (w.message.to_string(), w.line)).collect();
    let tree = parsed.into_result()?;
    let lines = LineIndex::new(text);
    let compiled = compile(&tree, Source { text, lines: &lines }, options)?;
    Ok(CompiledText { unit: Rc::new(compiled.unit), deprecations, warnings: compiled.warnings })
}

/// The exception for a syntax error in the file `filename`.
pub fn syntax_error(e: &SyntaxError, filename: &str) -> Exc {
    let kind = match e.kind {
        ErrorKind::Syntax => ExcKind::SyntaxError,
        ErrorKind::Indentation => ExcKind::IndentationError,
        ErrorKind::Tab => ExcKind::TabError,
        ErrorKind::TooDeep => return Exc::msg(ExcKind::RecursionError, e.message.to_string()),
    };
    let message = Value::from(e.message.to_string());
    if e.line == 0 {
        return Exc::with_args(kind, vec![message]);
    }
    let place = vec![
        filename.into(),
        Value::from(e.line),
        Value::from(e.offset),
        e.text.as_deref().map_or(Value::NONE, Value::from),
        Value::from(e.end_line),
        Value::from(e.end_offset),
    ];
    Exc::with_args(kind, vec![message, Tuple::from_vec(place).into()])
}

/// Compiles a file of the prelude.
pub(crate) fn compile_prelude(name: &str, text: &str) -> Result<Rc<CodeUnit>, String> {
    let mut options = CompileOptions::new(format!("<prelude {name}>"));
    options.prelude = true;
    match compile_text(text, Mode::Module, &options) {
        Ok(c) => Ok(c.unit),
        Err(e) => Err(e.to_string()),
    }
}
