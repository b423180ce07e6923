//! The words and places for what the lexer and the layout pass stumble over.
//!
//! CPython's tokenizer reports some errors itself, at the character where it stands, and leaves
//! others to the parser, which knows only the line. The places here are the ones that result.

use super::tokens::TokenList;
use crate::error::{ErrorKind, LexError, LexErrorKind, Locator, SyntaxError};
use crate::span::Span;

/// Whether CPython's tokenizer reports this error itself, so that it wins over an error that the
/// parser found before it.
pub(super) fn outranks_parser(kind: &LexErrorKind) -> bool {
    !matches!(
        kind,
        LexErrorKind::UnexpectedEof
            | LexErrorKind::AfterContinuation
            | LexErrorKind::TooManyIndents
            | LexErrorKind::UnindentMismatch
            | LexErrorKind::InconsistentTabs
            | LexErrorKind::Unclosed { .. }
    )
}

/// The error as CPython reports it.
pub(super) fn wording(locator: &Locator<'_>, list: &TokenList, error: &LexError) -> SyntaxError {
    let at = error.at;
    let here = |message: String| standing_at(locator, message, at);
    match &error.kind {
        LexErrorKind::UnterminatedString { end } => {
            let line = locator.lines.line(*end).min(last_line(locator, list));
            here(format!("unterminated string literal (detected at line {line})"))
        }
        LexErrorKind::UnterminatedTriple => {
            let line = last_line(locator, list);
            here(format!("unterminated triple-quoted string literal (detected at line {line})"))
        }
        LexErrorKind::UnexpectedEof => {
            end_of_line(locator, list, ErrorKind::Syntax, "unexpected EOF while parsing", error.start)
        }
        LexErrorKind::AfterContinuation => {
            let message = "unexpected character after line continuation character";
            let mut found = here(message.to_owned());
            // CPython counts from the start of its buffer, which may be lines before.
            let buffer = list.buffer_start(locator, error.start);
            let counted = &locator.source[buffer as usize..at as usize];
            found.offset = counted.chars().count() as i32;
            found.end_offset = 0;
            found
        }
        LexErrorKind::InvalidCharacter(char) => here(format!("invalid character '{char}' (U+{:04X})", *char as u32)),
        LexErrorKind::NonPrintable(char) => here(format!("invalid non-printable character U+{:04X}", *char as u32)),
        LexErrorKind::InvalidLiteral(kind) => here(format!("invalid {kind} literal")),
        LexErrorKind::InvalidDigit(digit, kind) => here(format!("invalid digit '{digit}' in {kind} literal")),
        LexErrorKind::LeadingZeros(zeros) => {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            let mut found = locator.error(ErrorKind::Syntax, message, *zeros);
            // Here alone it counts bytes.
            found.offset = locator.lines.line_column(zeros.start).1 as i32 + 1;
            found.end_offset = locator.lines.line_column(zeros.end).1 as i32 + 1;
            found
        }
        LexErrorKind::UnmatchedBracket(close) => here(format!("unmatched '{close}'")),
        LexErrorKind::MismatchedBracket { close, open, open_at } => {
            let (open_line, line) = (locator.lines.line(*open_at), locator.lines.line(error.start));
            let mismatch = format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'");
            here(match open_line == line {
                true => mismatch,
                false => format!("{mismatch} on line {open_line}"),
            })
        }
        LexErrorKind::TooManyBrackets => here("too many nested parentheses".to_owned()),
        LexErrorKind::Unclosed { bracket, at } => {
            let message = format!("'{bracket}' was never closed");
            let span = Span::new(*at, *at + 1);
            SyntaxError { end_offset: 0, ..locator.error(ErrorKind::Syntax, message, span) }
        }
        LexErrorKind::TooManyIndents => {
            start_of_line(locator, ErrorKind::Indentation, "too many levels of indentation", at)
        }
        LexErrorKind::InconsistentTabs => {
            let message = "inconsistent use of tabs and spaces in indentation";
            start_of_line(locator, ErrorKind::Tab, message, at)
        }
        LexErrorKind::UnindentMismatch => {
            let message = "unindent does not match any outer indentation level";
            end_of_line(locator, list, ErrorKind::Indentation, message, error.start)
        }
        // The others arise only in f-strings that are taken apart.
        _ => here("invalid syntax".to_owned()),
    }
}

/// An error of the tokenizer itself, which stands just past the character at fault.
fn standing_at(locator: &Locator<'_>, message: String, at: u32) -> SyntaxError {
    let start = previous_char(locator.source, at);
    let mut error = locator.error(ErrorKind::Syntax, message, Span::new(start, at));
    error.end_line = error.line;
    error.end_offset = error.offset;
    error
}

/// An error of a line's indentation.
fn start_of_line(locator: &Locator<'_>, kind: ErrorKind, message: &'static str, at: u32) -> SyntaxError {
    let mut error = locator.error(kind, message, Span::at(at));
    (error.offset, error.end_offset) = (1, 0);
    error
}

/// An error found when a whole line had been read, that of `at`.
fn end_of_line(
    locator: &Locator<'_>,
    list: &TokenList,
    kind: ErrorKind,
    message: &'static str,
    at: u32,
) -> SyntaxError {
    let mut error = locator.error(kind, message, Span::at(at));
    let text = error.text.as_deref().unwrap_or("");
    let newline = i32::from(list.adds_newline() && !text.ends_with('\n'));
    (error.offset, error.end_offset) = (text.chars().count() as i32 + newline, -1);
    error
}

/// The number of the last line; the emptiness after a final newline is no line.
pub(super) fn last_line(locator: &Locator<'_>, list: &TokenList) -> u32 {
    let count = locator.lines.line_count() as u32;
    // CPython adds a newline to a file that ends in none, or in `\r\n`.
    let source = locator.source;
    let adds_newline = list.adds_newline() && source.ends_with("\r\n");
    let ends_in_newline = source.ends_with(['\n', '\r']) && !adds_newline;
    if ends_in_newline { count - 1 } else { count }.max(1)
}

/// The offset of the character before `at`.
fn previous_char(source: &str, at: u32) -> u32 {
    let before = &source[..at as usize];
    before.char_indices().next_back().map_or(0, |(offset, _)| offset as u32)
}
