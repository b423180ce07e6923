//! Errors: what is wrong with a source text, said as CPython 3.11 says it.

use crate::span::{LineIndex, Span};
use std::borrow::Cow;
use std::fmt;

/// The exception that CPython would raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `TabError`.
    Tab,
    /// `RecursionError`: an expression nests deeper than the compiler can bear.
    TooDeep,
}

impl ErrorKind {
    /// The name of the exception's class.
    pub fn exception(self) -> &'static str {
        match self {
            ErrorKind::Syntax => "SyntaxError",
            ErrorKind::Indentation => "IndentationError",
            ErrorKind::Tab => "TabError",
            ErrorKind::TooDeep => "RecursionError",
        }
    }
}

/// One thing that is wrong with a source text.
///
/// `line`, `offset`, `end_line` and `end_offset` are the attributes of CPython's exception, oddities
/// included; `span` is the same range in bytes, for those who draw their own pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The exception's class.
    pub kind: ErrorKind,
    /// The message.
    pub message: Cow<'static, str>,
    /// `lineno`: from 1. 0 where CPython gives no place at all, as for a bad encoding.
    pub line: u32,
    /// `offset`: characters, from 1. 0 or -1 where CPython gives no place in the line.
    pub offset: i32,
    /// `end_lineno`.
    pub end_line: u32,
    /// `end_offset`: one past the last character, from 1; 0 or -1 where CPython does not know, `i32::MIN` where it says None.
    pub end_offset: i32,
    /// Where it shows, in bytes of the decoded source.
    pub span: Span,
    /// `text`: the line of the error, newline included if it has one; `None` where CPython has
    /// none.
    pub text: Option<String>,
}

impl SyntaxError {
    /// An error of the text as a whole.
    pub(crate) fn placeless(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind: ErrorKind::Syntax,
            message: message.into(),
            line: 0,
            offset: -1,
            end_line: 0,
            end_offset: -1,
            span: Span::default(),
            text: None,
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (line {})", self.kind.exception(), self.message, self.line)
    }
}

impl std::error::Error for SyntaxError {}

/// A finding that does not stop the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Its text.
    pub message: Cow<'static, str>,
    /// A `DeprecationWarning`, not a `SyntaxWarning`.
    pub deprecated: bool,
    /// The line it is reported for.
    pub line: u32,
    /// The literal it is about.
    pub span: Span,
}

/// What the lexer stumbled over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LexError {
    pub(crate) kind: LexErrorKind,
    /// Where CPython's tokenizer stands when it gives up: it reports the column before.
    pub(crate) at: u32,
    /// Start of the token that went wrong.
    pub(crate) start: u32,
}

/// The kinds of lexical error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LexErrorKind {
    /// A line ends, or the text does, within a string in single quotes.
    UnterminatedString {
        /// Where it does.
        end: u32,
    },
    /// The text ends within a string in triple quotes.
    UnterminatedTriple,
    /// A backslash ends the text.
    UnexpectedEof,
    /// A backslash is followed by something other than a line ending.
    AfterContinuation,
    /// A character outside ASCII that is no part of an identifier.
    InvalidCharacter(char),
    /// A control or other invisible character.
    NonPrintable(char),
    /// A number of this kind that ends badly.
    InvalidLiteral(&'static str),
    /// A digit too large for a number of this kind.
    InvalidDigit(char, &'static str),
    /// A decimal number with zeros in front, which are here.
    LeadingZeros(Span),
    /// A backslash in the code of an f-string.
    FStringBackslash,
    /// A comment in the code of an f-string.
    FStringComment,
    /// A `}` on its own in the text of an f-string.
    FStringSingleBrace,
    /// A field that does not end.
    FStringExpectingBrace,
    /// A `!` not followed by `s`, `r` or `a`.
    FStringConversion,
    /// Specifications within specifications.
    FStringNesting,
    /// A closing bracket without an opening one.
    UnmatchedBracket(char),
    /// A closing bracket that does not fit the opening one, which is there.
    MismatchedBracket {
        /// The bracket that closes.
        close: char,
        /// The bracket that it does not fit.
        open: char,
        /// Where that is.
        open_at: u32,
    },
    /// The text ends while this bracket is open.
    Unclosed {
        /// The bracket.
        bracket: char,
        /// Where it is.
        at: u32,
    },
    /// More brackets open than are allowed.
    TooManyBrackets,
    /// More indentation levels than are allowed.
    TooManyIndents,
    /// A dedent to a column that no open block has.
    UnindentMismatch,
    /// Indentation whose depth depends on the width of a tab.
    InconsistentTabs,
}

/// Turns findings in bytes into errors in lines and columns.
pub(crate) struct Locator<'s> {
    pub(crate) source: &'s str,
    pub(crate) lines: LineIndex,
}

impl<'s> Locator<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        Self { source, lines: LineIndex::new(source) }
    }

    /// An error that covers `span`, both ends known.
    pub(crate) fn error(&self, kind: ErrorKind, message: impl Into<Cow<'static, str>>, span: Span) -> SyntaxError {
        let start = self.lines.position(self.source, span.start);
        let end = self.lines.position(self.source, span.end);
        SyntaxError {
            kind,
            message: message.into(),
            line: start.line,
            offset: start.char_column as i32 + 1,
            end_line: end.line,
            end_offset: end.char_column as i32 + 1,
            span,
            text: self.line_text(start.line),
        }
    }

    /// The text of a line as CPython quotes it: line endings made `\n`.
    pub(crate) fn line_text(&self, line: u32) -> Option<String> {
        let span = self.lines.line_span(line, self.source)?;
        let text = &self.source[span.range()];
        let body = text.trim_end_matches(['\n', '\r']);
        match body.len() == text.len() {
            true => Some(body.to_owned()),
            false => Some(format!("{body}\n")),
        }
    }
}
