//! The machinery of the diagnosis: a recognizer with backtracking.
//!
//! CPython parses with a PEG, twice if need be: the second pass also tries rules that match only
//! wrong programs, each of which raises its own message. Which message comes first therefore
//! depends on the order in which alternatives are tried, and where a plain `invalid syntax` points
//! depends on how far any of them looked. So that both come out the same, the diagnosis goes about
//! it the same way: the modules beside this one hold the rules of the language as methods of
//! [`Recognizer`], each either matching, not matching, or raising.
//!
//! It runs only on programs that the parser has refused, so it need not be fast; memory of what
//! matched where ([`Recognizer::memo`]) keeps it from being exponential, and a budget of steps and
//! a bound on nesting keep it from going astray on absurd input.

use super::lexical;
use super::node::Node;
use super::tokens::TokenList;
use crate::error::{ErrorKind, Locator, SyntaxError};
use crate::lexer::{Tok, Token};
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Why a rule gave no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// It does not match here; another may.
    No,
    /// It does not match, and its alternatives need not be tried.
    Cut,
    /// An error was raised; it is in [`Recognizer::error`].
    Raised,
}

/// The result of trying a rule.
pub(super) type Match<T> = Result<T, Miss>;

/// An alternative of a rule.
pub(super) type Rule<'s, T> = fn(&mut Recognizer<'s>) -> Match<T>;

/// The rules whose results are remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Memo {
    Arguments,
    BitwiseOr,
    Block,
    ClosedPattern,
    Conjunction,
    DelTarget,
    Disjunction,
    Expression,
    Factor,
    InvalidNamed,
    Inversion,
    Primary,
    SimpleStatement,
    StarExpression,
    StarPattern,
    StarTarget,
    Strings,
    StarAtomTarget,
    TargetPrimary,
}

/// Nesting beyond this is not followed: the parser's own message must do.
const MAX_DEPTH: u32 = 220;

/// As many tokens may be looked at, counting repetitions.
const MAX_STEPS: u32 = 20_000_000;

/// A recognizer of Python over the tokens of one text.
pub(super) struct Recognizer<'s> {
    pub(super) locator: &'s Locator<'s>,
    pub(super) list: &'s TokenList,
    /// Index of the next token.
    pub(super) at: usize,
    /// Highest index of a token looked at.
    pub(super) farthest: usize,
    /// Whether the rules for wrong programs are tried.
    pub(super) second_pass: bool,
    /// What was raised.
    pub(super) error: Option<SyntaxError>,
    /// Whether it was raised because the text could not be tokenized further.
    pub(super) lexical: bool,
    /// Whether the text is the code of an f-string's field, where columns are in bytes.
    field: bool,
    /// Whether it was raised by the code inside an f-string.
    pub(super) in_field: bool,
    /// F-strings that start before this offset are known to be good.
    pub(super) trusted: u32,
    memory: FxHashMap<(Memo, usize), (Match<Node>, usize)>,
    depth: u32,
    steps: u32,
}

impl<'s> Recognizer<'s> {
    pub(super) fn new(locator: &'s Locator<'s>, list: &'s TokenList, trusted: u32, field: bool) -> Self {
        Self {
            locator,
            list,
            at: 0,
            farthest: 0,
            second_pass: false,
            error: None,
            lexical: false,
            field,
            in_field: false,
            trusted,
            memory: FxHashMap::default(),
            depth: 0,
            steps: 0,
        }
    }

    /// Starts over, with the rules for wrong programs.
    pub(super) fn begin_second_pass(&mut self) {
        self.at = 0;
        self.second_pass = true;
        self.memory.clear();
        self.depth = 0;
    }

    // ------------------------------------------------------------------------------- tokens

    /// The next token; raises if there is none because the text cannot be tokenized further.
    pub(super) fn peek(&mut self) -> Match<Token> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return Err(self.give_up());
        }
        self.farthest = self.farthest.max(self.at);
        let token = self.list.tokens[self.at.min(self.list.tokens.len() - 1)];
        if token.tok == Tok::Error {
            return Err(self.raise_lexical());
        }
        Ok(token)
    }

    /// Takes the next token if it is a `tok`.
    pub(super) fn expect(&mut self, tok: Tok) -> Match<Token> {
        let token = self.peek()?;
        if token.tok != tok {
            return Err(Miss::No);
        }
        self.at += 1;
        Ok(token)
    }

    /// Takes the next token if it is one of `toks`.
    pub(super) fn expect_any(&mut self, toks: &[Tok]) -> Match<Token> {
        let token = self.peek()?;
        if !toks.contains(&token.tok) {
            return Err(Miss::No);
        }
        self.at += 1;
        Ok(token)
    }

    /// Takes the next token, which must be a `tok`: if not, that is the error.
    pub(super) fn force(&mut self, tok: Tok, text: &str) -> Match<Token> {
        let token = self.peek()?;
        if token.tok != tok {
            return Err(self.raise(format!("expected '{text}'"), token.span()));
        }
        self.at += 1;
        Ok(token)
    }

    /// Takes the next token if it is this word and not a reserved one.
    pub(super) fn expect_word(&mut self, word: &str) -> Match<Token> {
        let token = self.peek()?;
        if token.tok != Tok::Name || token.text(self.locator.source) != word {
            return Err(Miss::No);
        }
        self.at += 1;
        Ok(token)
    }

    /// Whether the next token is one of `toks`.
    pub(super) fn next_is(&mut self, toks: &[Tok]) -> Match<bool> {
        Ok(toks.contains(&self.peek()?.tok))
    }

    /// Requires that the next token is one of `toks`, without taking it.
    pub(super) fn followed_by(&mut self, toks: &[Tok]) -> Match<()> {
        if self.next_is(toks)? { Ok(()) } else { Err(Miss::No) }
    }

    /// Requires that the next token is none of `toks`.
    pub(super) fn not_followed_by(&mut self, toks: &[Tok]) -> Match<()> {
        if self.next_is(toks)? { Err(Miss::No) } else { Ok(()) }
    }

    /// Where the next token starts.
    pub(super) fn start(&mut self) -> Match<u32> {
        Ok(self.peek()?.start)
    }

    /// Where the last token taken ends.
    pub(super) fn end(&self) -> u32 {
        match self.at.checked_sub(1) {
            Some(last) => self.list.tokens[last].end,
            None => 0,
        }
    }

    // -------------------------------------------------------------------------- combinators

    /// The first of `rules` that matches.
    pub(super) fn choice<T>(&mut self, rules: &[Rule<'s, T>]) -> Match<T> {
        let mark = self.at;
        for rule in rules {
            match rule(self) {
                Err(Miss::No) => self.at = mark,
                Err(Miss::Cut) => {
                    self.at = mark;
                    return Err(Miss::No);
                }
                decided => return decided,
            }
        }
        Err(Miss::No)
    }

    /// `rule`, if it matches.
    pub(super) fn maybe<T>(&mut self, rule: impl FnOnce(&mut Self) -> Match<T>) -> Match<Option<T>> {
        let mark = self.at;
        match rule(self) {
            Ok(value) => Ok(Some(value)),
            Err(Miss::Raised) => Err(Miss::Raised),
            Err(Miss::No | Miss::Cut) => {
                self.at = mark;
                Ok(None)
            }
        }
    }

    /// `rule` as often as it matches.
    pub(super) fn repeat<T>(&mut self, rule: impl Fn(&mut Self) -> Match<T>) -> Match<Vec<T>> {
        let mut found = Vec::new();
        while let Some(value) = self.maybe(&rule)? {
            found.push(value);
        }
        Ok(found)
    }

    /// `rule` at least once.
    pub(super) fn repeat1<T>(&mut self, rule: impl Fn(&mut Self) -> Match<T>) -> Match<Vec<T>> {
        let found = self.repeat(rule)?;
        if found.is_empty() { Err(Miss::No) } else { Ok(found) }
    }

    /// `rule` at least once, with commas between.
    pub(super) fn separated<T>(&mut self, rule: impl Fn(&mut Self) -> Match<T>) -> Match<Vec<T>> {
        let mut found = vec![rule(self)?];
        while let Some(value) = self.maybe(|r| {
            r.expect(Tok::Comma)?;
            rule(r)
        })? {
            found.push(value);
        }
        Ok(found)
    }

    /// Whether `rule` matches here; nothing is taken.
    pub(super) fn looking_at<T>(&mut self, rule: impl FnOnce(&mut Self) -> Match<T>) -> Match<bool> {
        let mark = self.at;
        let found = self.maybe(rule)?.is_some();
        self.at = mark;
        Ok(found)
    }

    /// `rule`, without whose match no alternative need be tried.
    pub(super) fn commit<T>(&mut self, rule: impl FnOnce(&mut Self) -> Match<T>) -> Match<T> {
        rule(self).map_err(|miss| if miss == Miss::No { Miss::Cut } else { miss })
    }

    /// A rule for wrong programs.
    pub(super) fn invalid<T>(&mut self, rule: impl FnOnce(&mut Self) -> Match<T>) -> Match<T> {
        if self.second_pass { rule(self) } else { Err(Miss::No) }
    }

    /// `rule`, or what it gave at this place before.
    pub(super) fn memo(&mut self, key: Memo, rule: impl FnOnce(&mut Self) -> Match<Node>) -> Match<Node> {
        let start = self.at;
        if let Some((result, end)) = self.memory.get(&(key, start)) {
            self.at = *end;
            return result.clone();
        }
        let result = rule(self);
        if !matches!(result, Err(Miss::Raised)) {
            self.memory.insert((key, start), (result.clone(), self.at));
        }
        result
    }

    /// Forgets what matched where, because no rule will ask for it again.
    pub(super) fn forget(&mut self) {
        // Clearing a table costs as much as it is large, so a large one is not kept.
        match self.memory.capacity() > 1 << 12 {
            true => self.memory = FxHashMap::default(),
            false => self.memory.clear(),
        }
    }

    /// `rule`, one level deeper.
    pub(super) fn nested<T>(&mut self, rule: impl FnOnce(&mut Self) -> Match<T>) -> Match<T> {
        if self.depth >= MAX_DEPTH {
            return Err(self.give_up());
        }
        self.depth += 1;
        let result = rule(self);
        self.depth -= 1;
        result
    }

    // ------------------------------------------------------------------------------- errors

    /// Raises a `SyntaxError` that covers `span`.
    pub(super) fn raise(&mut self, message: impl Into<Cow<'static, str>>, span: Span) -> Miss {
        let error = self.error_over(ErrorKind::Syntax, message, span);
        self.raise_error(error)
    }

    /// Raises a `SyntaxError` from `start` to where the text has been read.
    pub(super) fn raise_from(&mut self, message: impl Into<Cow<'static, str>>, start: u32) -> Miss {
        let end = self.list.tokens[self.farthest].end;
        let span = Span::new(start, end);
        let mut error = self.error_over(ErrorKind::Syntax, message, span);
        error.end_offset -= 1;
        self.raise_error(error)
    }

    /// Raises a `SyntaxError` at the last token read.
    pub(super) fn raise_at_last(&mut self, message: impl Into<Cow<'static, str>>) -> Miss {
        self.raise_at_last_as(ErrorKind::Syntax, message)
    }

    /// Raises an `IndentationError` at the last token read.
    pub(super) fn raise_indentation(&mut self, message: impl Into<Cow<'static, str>>) -> Miss {
        self.raise_at_last_as(ErrorKind::Indentation, message)
    }

    fn raise_at_last_as(&mut self, kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Miss {
        self.raise_error(self.error_at(self.farthest, kind, message))
    }

    /// An error that covers `span`, with columns as CPython counts them: it has one text at hand,
    /// that of the first line or, if that is the line just read, of its buffer, and looks up in it
    /// how many characters the bytes of either column are.
    pub(super) fn error_over(&self, kind: ErrorKind, message: impl Into<Cow<'static, str>>, span: Span) -> SyntaxError {
        let mut error = self.locator.error(kind, message, span);
        let column = |offset: u32| self.locator.lines.line_column(offset).1 as i32 + 1;
        if self.field {
            (error.offset, error.end_offset) = (column(span.start), column(span.end));
            return error;
        }
        let read = self.list.tokens[self.farthest].end;
        let text = if error.line >= self.line(read) {
            let start = self.list.buffer_start(self.locator, read) as usize;
            let lines = &self.locator.lines;
            let last = lines.line_span(error.line, self.locator.source);
            let end = last.map_or(self.locator.source.len(), |span| span.end as usize);
            let buffer = &self.locator.source[start.min(end)..end];
            if last.is_some_and(|span| start < span.start as usize) {
                error.text = Some(buffer.to_owned());
            }
            &self.locator.source[start..]
        } else {
            error.text.as_deref().unwrap_or("").trim_end_matches('\n')
        };
        let characters = |offset: u32| {
            let bytes = column(offset) as usize;
            let counted = &text.as_bytes()[..bytes.min(text.len())];
            let count = String::from_utf8_lossy(counted).chars().count() as i32;
            if bytes > text.len() { count + 1 } else { count }
        };
        (error.offset, error.end_offset) = (characters(span.start), characters(span.end));
        error
    }

    /// An error at the token of this index. Tokens that are not made of characters have no place
    /// of their own: CPython then says how far it has read.
    fn error_at(&self, index: usize, kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> SyntaxError {
        let token = self.list.tokens[index];
        let mut error = self.error_over(kind, message, token.span());
        match token.tok {
            Tok::Newline if !self.list.is_made_up(index) => return error,
            _ if token.start as usize == self.locator.source.len() => {
                error.line = lexical::last_line(self.locator, self.list);
                error.text = self.locator.line_text(error.line);
                let text = error.text.as_deref().unwrap_or("");
                let newline = i32::from(self.list.adds_newline() && !text.ends_with('\n'));
                error.offset = text.chars().count() as i32 + newline;
            }
            Tok::Indent | Tok::Dedent => {
                error = self.locator.error(kind, error.message, Span::at(token.end));
                error.offset -= 1;
            }
            _ => return error,
        }
        error.end_line = error.line;
        error.end_offset = -1;
        error
    }

    /// What is said when no rule for wrong programs matched: `last` is the index of the token that
    /// the first pass could not get past.
    pub(super) fn plain_error(&mut self, last: usize) -> SyntaxError {
        match self.list.tokens[last].tok {
            Tok::Indent => self.error_at(self.farthest, ErrorKind::Indentation, "unexpected indent"),
            Tok::Dedent => self.error_at(self.farthest, ErrorKind::Indentation, "unexpected unindent"),
            Tok::Eof => {
                let error = self.error_at(last, ErrorKind::Syntax, "invalid syntax");
                SyntaxError { offset: 0, end_offset: 0, ..error }
            }
            Tok::Newline if self.list.is_made_up(last) => {
                let error = self.error_at(last, ErrorKind::Syntax, "invalid syntax");
                SyntaxError { offset: 0, end_offset: 0, ..error }
            }
            _ => self.error_at(last, ErrorKind::Syntax, "invalid syntax"),
        }
    }

    /// Raises `error`.
    pub(super) fn raise_error(&mut self, error: SyntaxError) -> Miss {
        self.error = Some(error);
        Miss::Raised
    }

    /// Raises what is wrong with the token at which the text stopped making sense.
    fn raise_lexical(&mut self) -> Miss {
        self.lexical = true;
        match &self.list.error {
            Some(error) => self.raise_error(lexical::wording(self.locator, self.list, error)),
            None => self.give_up(),
        }
    }

    /// Raises nothing: the program is too large or too deep to tell.
    pub(super) fn give_up(&mut self) -> Miss {
        self.error = None;
        Miss::Raised
    }

    /// The line, from 1, of an offset.
    pub(super) fn line(&self, offset: u32) -> u32 {
        self.locator.lines.line(offset)
    }

    /// The text of a token or node.
    pub(super) fn text(&self, span: Span) -> &'s str {
        &self.locator.source[span.range()]
    }
}
