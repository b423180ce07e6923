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

/// A text as a tree.
pub struct ParsedText {
    /// The tree, or the first error.
    pub tree: Result<Tree, SyntaxError>,
    /// The lines of the text.
    pub lines: LineIndex,
    /// What the parser warns about.
    pub warnings: Vec<Warning>,
}

/// Makes the tree of a text.
pub fn parse_text(text: &str, mode: Mode) -> ParsedText {
    let parsed = pausa_grammar::parse(text, mode);
    let lines = LineIndex::new(text);
    let warning =
        |w: &pausa_grammar::Warning| Warning::new(text, &lines, w.message.to_string(), w.deprecated, w.line, w.span);
    let warnings = parsed.warnings.iter().map(warning).collect();
    ParsedText { tree: parsed.into_result(), lines, warnings }
}

impl Warning {
    fn new(text: &str, lines: &LineIndex, message: String, deprecated: bool, line: u32, span: Span) -> Warning {
        let (end_line, end_column) = lines.line_column(span.end);
        Warning {
            message,
            deprecated,
            line,
            column: lines.line_column(span.start).1 + 1,
            end: (end_line, end_column + 1),
            text: lines.line_span(line, text).and_then(|s| text.get(s.range())).map(str::to_owned),
        }
    }
}

/// Compiles a text.
///
/// # Errors
/// The first error in the text.
pub fn compile_text(text: &str, mode: Mode, options: &CompileOptions) -> Result<CompiledText, Refused> {
    let ParsedText { tree, lines, mut warnings } = parse_text(text, mode);
    let warning = |message, deprecated, line, span| Warning::new(text, &lines, message, deprecated, line, span);
    let tree = match tree {
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

/// Compiles a tree that no text was parsed to.
///
/// # Errors
/// The first error in the tree.
pub fn compile_tree(tree: &Tree, lines: &LineIndex, options: &CompileOptions) -> Result<CompiledText, Refused> {
    let warning =
        |w: crate::CompileWarning| Warning { text: None, ..Warning::new("", lines, w.message, false, w.line, w.span) };
    match compile(tree, Source { text: "", lines }, options) {
        Ok(compiled) => {
            let warnings = compiled.warnings.into_iter().map(warning).collect();
            Ok(CompiledText { unit: Rc::new(compiled.unit), warnings })
        }
        Err((error, before)) => Err(Refused { error, warnings: before.into_iter().map(warning).collect() }),
    }
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
