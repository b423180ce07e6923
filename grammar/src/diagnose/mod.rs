//! What is wrong with a program that does not parse, in CPython's words.
//!
//! The parser says only where it could not go on. What to say about it is found out here, by
//! looking at the tokens again the way CPython does ([`recognizer`]).

mod arguments;
mod atoms;
mod compound;
mod expressions;
mod lexical;
mod node;
mod parameters;
mod patterns;
mod recognizer;
mod recover;
mod statements;
mod strings;
mod targets;
mod tokens;

pub(crate) use strings::too_many_digits;

use crate::actions::Failure;
use crate::error::{ErrorKind, LexErrorKind, Locator, SyntaxError};
use crate::lexer::{FStrings, Options, Patch, Tok};
use crate::parse::{Mode, attempt};
use crate::span::Span;
use lalrpop_util::ParseError;
use recognizer::{Match, Miss, Recognizer};
use recover::Recovery;
use tokens::TokenList;

/// What a text is to be recognized as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StartRule {
    File,
    Interactive,
    Eval,
    /// The code of an f-string's field.
    Field,
}

/// Who found an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// The tokenizer.
    Tokenizer,
    /// The parser.
    Parser,
    /// The parser of the code inside an f-string.
    Field,
}

/// An error, and who found it.
type Finding = (SyntaxError, Origin);

/// As many errors of one text are reported.
const MAX_ERRORS: usize = 20;

/// In a text longer than this only the first error is looked for.
const MAX_RECOVERY: usize = 1 << 20;

/// The errors of `source`, the first one as CPython reports it, the others in source order.
/// `line_start` is where the line begins in which the parser failed.
pub(crate) fn diagnose(source: &str, mode: Mode, failure: Failure, line_start: u32) -> Vec<SyntaxError> {
    let locator = Locator::new(source);
    let mut errors = vec![error_of(&locator, mode, failure, line_start, &[])];
    if mode != Mode::Module || source.len() > MAX_RECOVERY {
        return errors;
    }
    let mut recovery = Recovery::new(&locator);
    let mut next = errors.first().cloned();
    let mut attempts = 0;
    while let Some(error) = next.take()
        && errors.len() < MAX_ERRORS
        && attempts < 2 * MAX_ERRORS
    {
        attempts += 1;
        let (repaired, another) = recovery.repair(&error);
        errors.extend(another);
        if repaired && let Err((failure, line_start)) = attempt(source, mode, &recovery.patches) {
            let error = error_of(&locator, mode, failure, line_start, &recovery.patches);
            // The repair of something else may have left it there.
            if !errors.contains(&error) {
                errors.push(error.clone());
            }
            next = Some(error);
        }
    }
    errors[1..].sort_by_key(|error| error.span.start);
    errors
}

/// What to say about a failure of the parser.
fn error_of(locator: &Locator<'_>, mode: Mode, failure: Failure, line_start: u32, patches: &[Patch]) -> SyntaxError {
    let rule = match mode {
        Mode::Module => StartRule::File,
        Mode::Interactive => StartRule::Interactive,
        Mode::Expression => StartRule::Eval,
    };
    let found = match &failure {
        ParseError::User { error } if error.kind == ErrorKind::TooDeep => None,
        _ => first_error(locator, rule, line_start, patches),
    };
    match found {
        Some(Err((mut error, origin))) => {
            // The parser has seen the newline that CPython adds to the last line of a file.
            if mode == Mode::Module
                && origin != Origin::Tokenizer
                && let Some(text) = &mut error.text
                && !text.ends_with('\n')
            {
                text.push('\n');
            }
            error
        }
        // CPython would not refuse this, or nobody can tell: the parser's own words must do.
        Some(Ok(())) | None => own_words(locator, failure),
    }
}

/// Whether a text that does not parse could be the beginning of one that does. If it ends in a
/// blank line, no block goes on.
pub(crate) fn is_unfinished(source: &str, ends_blank: bool) -> bool {
    let locator = Locator::new(source);
    let options = Options { fstrings: FStrings::Whole { trusted: 0 }, patches: &[] };
    let list = TokenList::new(source, Mode::Module, options);
    let mut recognizer = Recognizer::new(&locator, &list, 0, false);
    match recognizer.file() {
        Err(Miss::Raised) => {
            let open = list.error.as_ref().is_some_and(|error| {
                use LexErrorKind::{Unclosed, UnexpectedEof, UnterminatedTriple};
                matches!(error.kind, Unclosed { .. } | UnexpectedEof | UnterminatedTriple)
            });
            recognizer.lexical && open
        }
        Err(Miss::No | Miss::Cut) => {
            let last = list.tokens[recognizer.farthest];
            let at_end = last.start as usize == source.len();
            at_end && matches!(last.tok, Tok::Eof | Tok::Dedent) && !ends_blank
        }
        Ok(()) => false,
    }
}

/// The failure as the parser itself sees it.
fn own_words(locator: &Locator<'_>, failure: Failure) -> SyntaxError {
    match failure {
        ParseError::User { error } => locator.error(error.kind, error.message, error.span),
        ParseError::UnrecognizedToken { token: (start, _, end), .. } => {
            locator.error(ErrorKind::Syntax, "invalid syntax", Span::new(start, end))
        }
        _ => {
            let end = locator.source.len() as u32;
            locator.error(ErrorKind::Syntax, "invalid syntax", Span::at(end))
        }
    }
}

/// What CPython reports about a text; `None` if that cannot be found out.
fn first_error(locator: &Locator<'_>, rule: StartRule, trusted: u32, patches: &[Patch]) -> Option<Result<(), Finding>> {
    let options = Options { fstrings: FStrings::Whole { trusted }, patches };
    let mode = match rule {
        StartRule::File => Mode::Module,
        StartRule::Interactive => Mode::Interactive,
        StartRule::Eval | StartRule::Field => Mode::Expression,
    };
    let list = TokenList::new(locator.source, mode, options);
    let mut recognizer = Recognizer::new(locator, &list, trusted, rule == StartRule::Field);
    let run: fn(&mut Recognizer<'_>) -> Match<()> = match rule {
        StartRule::File => |r| r.file(),
        StartRule::Interactive => |r| r.interactive(),
        StartRule::Eval => |r| r.eval(),
        StartRule::Field => |r| r.field(),
    };
    let mut result = run(&mut recognizer);
    let last = recognizer.farthest;
    if matches!(result, Err(Miss::No | Miss::Cut)) {
        recognizer.begin_second_pass();
        result = run(&mut recognizer);
    }
    match result {
        Ok(()) if rule == StartRule::Interactive => multiple_statements(&mut recognizer),
        Ok(()) => Some(Ok(())),
        Err(Miss::Raised) => {
            let error = recognizer.error.take()?;
            let origin = match recognizer.in_field {
                true => Origin::Field,
                false => Origin::Parser,
            };
            let lexical = list.tokens[recognizer.farthest].tok == Tok::Error;
            if lexical && recognizer.lexical {
                let unclosed = list.error.as_ref().is_some_and(|error| !lexical::outranks_parser(&error.kind));
                return Some(Err((error, if unclosed { Origin::Parser } else { Origin::Tokenizer })));
            }
            Some(Err(later_lexical_error(&recognizer).unwrap_or((error, origin))))
        }
        Err(Miss::No | Miss::Cut) => {
            let error = recognizer.plain_error(last);
            if error.kind == ErrorKind::Indentation {
                return Some(Err((error, Origin::Parser)));
            }
            Some(Err(later_lexical_error(&recognizer).unwrap_or((error, Origin::Parser))))
        }
    }
}

/// After the statement typed at a prompt nothing may follow.
fn multiple_statements(recognizer: &mut Recognizer<'_>) -> Option<Result<(), Finding>> {
    let list = recognizer.list;
    let rest = list.tokens[recognizer.at.min(list.tokens.len() - 1)..].iter();
    let mut rest = rest.skip_while(|token| token.tok == Tok::Newline);
    match rest.next() {
        Some(token) if token.tok != Tok::Eof => {
            let message = "multiple statements found while compiling a single statement";
            recognizer.raise_at_last(message);
            recognizer.error.take().map(|error| Err((error, Origin::Parser)))
        }
        _ => Some(Ok(())),
    }
}

/// An error of the tokenizer further on in the text, which CPython prefers to report.
fn later_lexical_error(recognizer: &Recognizer<'_>) -> Option<Finding> {
    let list = recognizer.list;
    let error = list.error.as_ref()?;
    if recognizer.farthest + 1 >= list.tokens.len() {
        return None;
    }
    let locator = recognizer.locator;
    if lexical::outranks_parser(&error.kind) {
        return Some((lexical::wording(locator, list, error), Origin::Tokenizer));
    }
    // An open bracket is to blame if it was opened on an earlier line.
    let open = list.unclosed?;
    let line = locator.lines.line(list.tokens[recognizer.farthest].start);
    if line <= locator.lines.line(open.at) {
        return None;
    }
    let kind = LexErrorKind::Unclosed { bracket: open.bracket, at: open.at };
    let unclosed = crate::error::LexError { kind, at: open.at, start: open.at };
    Some((lexical::wording(locator, list, &unclosed), Origin::Parser))
}
