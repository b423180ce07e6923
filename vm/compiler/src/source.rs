//! From source text to code units: parse and compile in one step.

use std::rc::Rc;

use pausa_grammar::SyntaxError;
use pausa_grammar::ast::Tree;
use pausa_grammar::span::{LineIndex, Span};

pub use pausa_grammar::Mode;

use crate::bytecode::CodeUnit;
use crate::{CompileOptions, Source, compile};

/// A compiled text, and what was remarkable about it.
pub struct CompiledText {
    /// The code of the whole text.
    pub unit: Rc<CodeUnit>,
    /// The warnings of the parser, then those of the compiler.
    pub warnings: Vec<Warning>,
}

/// Why a text could not be compiled, and what was remarkable about it before that.
pub struct Refused {
    /// The first error.
    pub error: SyntaxError,
    /// The warnings that come before it.
    pub warnings: Vec<Warning>,
}

/// Something remarkable in a text.
#[derive(Debug)]
pub struct Warning {
    /// Its text.
    pub message: String,
    /// A `DeprecationWarning`, not a `SyntaxWarning`.
    pub deprecated: bool,
    /// The line that it is reported for.
    pub line: u32,
    /// The column, counted from one.
    pub column: u32,
    /// The line and the column where what it is about ends.
    pub end: (u32, u32),
    /// The text of the line.
    pub text: Option<String>,
}

/// Compiles a text.
///
/// # Errors
/// The first error in the text.
pub fn compile_text(text: &str, mode: Mode, options: &CompileOptions) -> Result<CompiledText, Refused> {
    let parsed = pausa_grammar::parse(text, mode);
    let lines = LineIndex::new(text);
    let warning = |message: String, deprecated, line, span: Span| Warning {
        message,
        deprecated,
        line,
        column: lines.line_column(span.start).1 + 1,
        end: {
            let (line, column) = lines.line_column(span.end);
            (line, column + 1)
        },
        text: lines.line_span(line, text).map(|s| text[s.range()].to_owned()),
    };
    let mut warnings: Vec<Warning> =
        parsed.warnings.iter().map(|w| warning(w.message.to_string(), w.deprecated, w.line, w.span)).collect();
    let tree = match parsed.into_result() {
        Ok(Tree::Module(body)) if options.interactive => Tree::Interactive(body),
        Ok(tree) => tree,
        Err(error) => return Err(Refused { error, warnings }),
    };
    let compiled = match compile(&tree, Source { text, lines: &lines }, options) {
        Ok(compiled) => compiled,
        Err((error, before)) => {
            warnings.extend(before.into_iter().map(|w| warning(w.message, false, w.line, w.span)));
            return Err(Refused { error, warnings });
        }
    };
    warnings.extend(compiled.warnings.into_iter().map(|w| warning(w.message, false, w.line, w.span)));
    Ok(CompiledText { unit: Rc::new(compiled.unit), warnings })
}

/// Compiles a file of the prelude.
///
/// # Errors
/// What is wrong with it.
pub fn compile_prelude(name: &str, text: &str) -> Result<Rc<CodeUnit>, String> {
    let mut options = CompileOptions::new(format!("<prelude {name}>"));
    options.prelude = true;
    match compile_text(text, Mode::Module, &options) {
        Ok(c) => Ok(c.unit),
        Err(refused) => Err(refused.error.to_string()),
    }
}
