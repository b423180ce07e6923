//! From text to tree: the one place where the layers are put together.

use crate::actions::{Context, Failure};
use crate::ast::Tree;
use crate::diagnose::diagnose;
use crate::error::{SyntaxError, Warning};
use crate::lexer::{LexWarning, Options, Patch, Tok, Token};
use crate::python::TopParser;
use crate::soft::Tokens;
use crate::span::LineIndex;

/// What a source text is to be parsed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// A file (`compile(.., "exec")`).
    Module,
    /// One statement typed at a prompt (`"single"`).
    Interactive,
    /// An expression (`"eval"`).
    Expression,
}

/// What became of a source text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree, if there is no error.
    pub tree: Option<Tree>,
    /// What is wrong, in source order. The first is the one that CPython would report.
    pub errors: Vec<SyntaxError>,
    /// What CPython would warn about, in source order: what stands before an error too.
    pub warnings: Vec<Warning>,
}

impl Parsed {
    /// The tree, or the first error.
    pub fn into_result(self) -> Result<Tree, SyntaxError> {
        match (self.tree, self.errors.into_iter().next()) {
            (_, Some(error)) => Err(error),
            (Some(tree), None) => Ok(tree),
            // `parse` gives one or the other.
            (None, None) => unreachable!("neither tree nor error"),
        }
    }
}

/// Parses decoded source text. (For bytes, see [`decode`](crate::source::decode).)
pub fn parse(source: &str, mode: Mode) -> Parsed {
    if let Some(error) = unfit(source) {
        return Parsed { tree: None, errors: vec![error], warnings: Vec::new() };
    }
    match attempt(source, mode, &[]) {
        Ok((tree, warnings)) => {
            let warnings = locate(source, warnings);
            Parsed { tree: Some(tree), errors: Vec::new(), warnings }
        }
        Err((failure, line_start)) => {
            let errors = diagnose(source, mode, failure, line_start);
            Parsed { tree: None, errors, warnings: locate(source, warnings_before_error(source, mode)) }
        }
    }
}

/// Why a text cannot be a program at all.
pub(crate) fn unfit(source: &str) -> Option<SyntaxError> {
    if u32::try_from(source.len()).is_err() {
        return Some(SyntaxError::placeless("source code is too long"));
    }
    let null = source.as_bytes().contains(&0);
    null.then(|| SyntaxError::placeless("source code string cannot contain null bytes"))
}

/// The parser proper: a tree with its warnings, or why it could not go on and where the line
/// begins in which that was.
pub(crate) fn attempt<'s>(
    source: &'s str,
    mode: Mode,
    patches: &'s [Patch],
) -> Result<(Tree, Vec<LexWarning>), (Failure, u32)> {
    let mut feed = Feed::new(source, mode, patches);
    let mut context = Context::new(source);
    let parsed = TopParser::new().parse(&mut context, &mut feed);
    let tree = parsed.map_err(|failure| (failure, feed.line_start))?;
    let mut warnings = std::mem::take(&mut feed.tokens.layout.lexer.warnings);
    warnings.append(&mut context.warnings);
    warnings.sort_by_key(|warning| warning.span.start);
    Ok((tree, warnings))
}

/// What CPython warns about before it reports an error: it reads all tokens to find out about brackets.
fn warnings_before_error(source: &str, mode: Mode) -> Vec<LexWarning> {
    let mut feed = Feed::new(source, mode, &[]);
    let mut context = Context::new(source);
    // That it fails is known.
    let _ = TopParser::new().parse(&mut context, &mut feed);
    while !matches!(feed.tokens.next_token().tok, Tok::Eof | Tok::Error) {}
    let mut warnings = std::mem::take(&mut feed.tokens.layout.lexer.warnings);
    warnings.append(&mut context.warnings);
    warnings.sort_by_key(|warning| warning.span.start);
    warnings
}

fn locate(source: &str, warnings: Vec<LexWarning>) -> Vec<Warning> {
    if warnings.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(source);
    let warning = |LexWarning { span, message, deprecated }| {
        let line = lines.line(span.start);
        Warning { message: message.into(), deprecated, line, span }
    };
    warnings.into_iter().map(warning).collect()
}

/// The tokens as the parser takes them: a start token, the program's, and an end.
struct Feed<'s> {
    tokens: Tokens<'s>,
    start: Option<Tok>,
    /// Whether the end of the text is to be a NEWLINE first, unless one was made up already: a
    /// compound statement at a prompt ends with an empty line.
    extra_newline: bool,
    /// Whether the last token was a NEWLINE made up for a missing one.
    made_up: bool,
    /// Where the logical line of the last token begins.
    line_start: u32,
    /// Whether the next token begins a line.
    at_line_start: bool,
}

impl<'s> Feed<'s> {
    fn new(source: &'s str, mode: Mode, patches: &'s [Patch]) -> Self {
        let start = match mode {
            Mode::Module => Tok::StartModule,
            Mode::Interactive => Tok::StartInteractive,
            Mode::Expression => Tok::StartExpression,
        };
        let options = Options { patches, ..Options::PLAIN };
        let tokens = Tokens::new(source, options);
        Self {
            tokens,
            start: Some(start),
            extra_newline: mode == Mode::Interactive,
            made_up: false,
            line_start: 0,
            at_line_start: true,
        }
    }
}

impl Iterator for Feed<'_> {
    type Item = Result<(u32, Tok, u32), crate::actions::Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(tok) = self.start.take() {
            return Some(Ok((0, tok, 0)));
        }
        let Token { mut tok, start, end } = self.tokens.next_token();
        let made_up = tok == Tok::Newline && start == end;
        if tok == Tok::Eof {
            if !std::mem::take(&mut self.extra_newline) || self.made_up {
                return None;
            }
            tok = Tok::Newline;
        }
        self.made_up = made_up;
        if std::mem::replace(&mut self.at_line_start, tok == Tok::Newline) {
            self.line_start = start;
        }
        Some(Ok((start, tok, end)))
    }
}
