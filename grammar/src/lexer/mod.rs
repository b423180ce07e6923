//! Tokens: the first layer between text and tree.
//!
//! [`Lexer`] wraps the scanner that `logos` generates from [`Tok`] and adds what a table cannot
//! know: which mode applies inside an f-string, where a number or string ends, whether an
//! identifier is one. Lines and indentation are the next layer's ([`crate::layout`]).
//!
//! F-strings come as tokens of their own, so the expressions inside are lexed and parsed like any
//! other and keep their true positions: `FStart`, then `FText`, `FieldOpen .. FieldClose`, then
//! `FEnd`. Quotes may be reused inside a field, as in Python 3.12.
//!
//! An error ends the token stream with one [`Tok::Error`]; what is wrong is in [`Lexer::error`].

mod fstring;
mod identifier;
mod number;
mod patch;
mod string;
mod token;

pub(crate) use identifier::normalize;
pub(crate) use patch::{Patch, PatchKind};
pub(crate) use string::Opening;
pub(crate) use token::{Tok, Token};

use crate::error::{LexError, LexErrorKind};
use crate::span::Span;
use fstring::Mode;
use logos::Logos;

/// What a finding that is no error says: position and text of a `DeprecationWarning`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LexWarning {
    /// The literal it is about.
    pub(crate) span: Span,
    /// CPython's wording.
    pub(crate) message: String,
    /// A `DeprecationWarning`, not a `SyntaxWarning`.
    pub(crate) deprecated: bool,
}

/// How f-strings are delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FStrings {
    /// Taken apart, for the parser.
    Tokens,
    /// Whole, one `Str` token each, for error diagnosis.
    Whole {
        /// From this offset on they end where Python 3.11 sees their end. Before it the parser
        /// found no fault, even if quotes are reused.
        trusted: u32,
    },
}

/// How a text is to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options<'s> {
    /// How f-strings are delivered.
    pub(crate) fstrings: FStrings,
    /// What is to be read differently, in order.
    pub(crate) patches: &'s [Patch],
}

impl Options<'_> {
    /// As the parser reads a text at first.
    pub(crate) const PLAIN: Options<'static> = Options { fstrings: FStrings::Tokens, patches: &[] };
}

/// The scanner over one source text.
pub(crate) struct Lexer<'s> {
    inner: logos::Lexer<'s, Tok>,
    source: &'s str,
    fstrings: FStrings,
    modes: Vec<Mode>,
    /// The patches ahead.
    patches: &'s [Patch],
    /// Tokens that a patch puts in, not yet delivered.
    put_in: &'static [Tok],
    /// Why the stream ended in `Tok::Error`.
    pub(crate) error: Option<LexError>,
    /// Findings about literals.
    pub(crate) warnings: Vec<LexWarning>,
}

impl<'s> Lexer<'s> {
    /// A scanner at the start of `source`.
    pub(crate) fn new(source: &'s str, options: Options<'s>) -> Self {
        Self {
            inner: Tok::lexer(source),
            source,
            fstrings: options.fstrings,
            modes: Vec::new(),
            patches: options.patches,
            put_in: &[],
            error: None,
            warnings: Vec::new(),
        }
    }

    /// The text being scanned.
    pub(crate) fn source(&self) -> &'s str {
        self.source
    }

    /// Continues at `offset`, outside any f-string, forgetting an error.
    pub(crate) fn restart(&mut self, offset: u32) {
        self.inner = Tok::lexer(self.source);
        self.inner.bump(offset as usize);
        self.modes.clear();
        self.error = None;
    }

    /// The next token; at the end, and ever after, `Tok::Eof`.
    pub(crate) fn next_token(&mut self) -> Token {
        if !self.modes.is_empty() {
            return self.next_in_fstring();
        }
        if let [tok, rest @ ..] = self.put_in {
            self.put_in = rest;
            let at = self.inner.span().end as u32;
            return Token { tok: *tok, start: at, end: at };
        }
        loop {
            let token = self.next_plain();
            match token.tok {
                Tok::Comment => {}
                Tok::Continuation => {
                    // CPython adds a newline to a text that ends in `\r\n`, which then continues.
                    let crlf = token.text(self.source).ends_with("\r\n");
                    if token.end as usize == self.source.len() && !crlf {
                        return self.fail(LexErrorKind::UnexpectedEof, token.end, token.start);
                    }
                }
                _ if !self.patches.is_empty() => return self.patched(token),
                _ => return token,
            }
        }
    }

    /// `token`, or what a patch puts in its place.
    fn patched(&mut self, token: Token) -> Token {
        while let [Patch { start, kind }, rest @ ..] = self.patches {
            if *start > token.start {
                break;
            }
            self.patches = rest;
            if let PatchKind::Replace { end, tokens: [tok, others @ ..] } = kind
                && *start == token.start
            {
                self.restart(*end);
                self.put_in = others;
                return Token { tok: *tok, start: *start, end: *start };
            }
        }
        token
    }

    /// The next token outside f-string text, comments and line continuations included.
    pub(crate) fn next_plain(&mut self) -> Token {
        let scanned = self.inner.next();
        let (start, end) = (self.inner.span().start as u32, self.inner.span().end as u32);
        let tok = match scanned {
            Some(Ok(tok)) => tok,
            Some(Err(())) => return self.reject(start),
            None => {
                return Token { tok: Tok::Eof, start, end };
            }
        };
        match tok {
            Tok::Int => self.number(start),
            Tok::Str => self.string(start),
            Tok::UnicodeName => self.unicode_name(start, end),
            _ => Token { tok, start, end },
        }
    }

    /// A character that starts no token.
    fn reject(&mut self, start: u32) -> Token {
        let rest = &self.source[start as usize..];
        let Some(char) = rest.chars().next() else {
            return Token { tok: Tok::Eof, start, end: start };
        };
        // `logos` may have stopped in the middle of what it hoped to be a longer token.
        self.inner = Tok::lexer(self.source);
        self.inner.bump(start as usize + char.len_utf8());
        let end = start + char.len_utf8() as u32;
        match char {
            '\\' => match rest[1..].chars().next() {
                None => self.fail(LexErrorKind::UnexpectedEof, end, start),
                Some(next) => {
                    let at = end + next.len_utf8() as u32;
                    self.fail(LexErrorKind::AfterContinuation, at, start)
                }
            },
            char if !identifier::is_printable(char) => self.fail(LexErrorKind::NonPrintable(char), end, start),
            // `$`, `?`, `!` and the backtick are tokens that no rule of the grammar wants.
            _ => Token { tok: Tok::Unknown, start, end },
        }
    }

    /// Ends the stream: `at` is where CPython's tokenizer stands when it complains, `start` where
    /// the offending token begins.
    fn fail(&mut self, kind: LexErrorKind, at: u32, start: u32) -> Token {
        self.error = Some(LexError { kind, at, start });
        Token { tok: Tok::Error, start, end: at.max(start) }
    }

    /// Moves the scanner on to `offset`, at or after the end of the token it last found.
    fn advance_to(&mut self, offset: usize) {
        let end = self.inner.span().end;
        self.inner.bump(offset - end);
    }
}
