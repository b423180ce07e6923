//! The tokens that a diagnosis looks at: those of a whole text, f-strings undivided, up to the
//! first place where no token can be made.

use crate::error::{LexError, LexErrorKind, Locator};
use crate::layout::{Layout, Open};
use crate::lexer::{Options, Tok, Token};
use crate::parse::Mode;

/// A token list that ends in `Eof` or `Error`.
pub(super) struct TokenList {
    pub(super) tokens: Vec<Token>,
    /// How many brackets are open after each token.
    pub(super) levels: Vec<u8>,
    /// What is wrong with the last token, if it is an `Error`.
    pub(super) error: Option<LexError>,
    mode: Mode,
    /// The bracket opened last and not closed when the list ended.
    pub(super) unclosed: Option<Open>,
}

impl TokenList {
    /// The tokens of `source`.
    pub(super) fn new(source: &str, mode: Mode, options: Options<'_>) -> Self {
        let mut layout = Layout::new(source, options);
        let mut list = Self { mode, tokens: Vec::new(), levels: Vec::new(), error: None, unclosed: None };
        loop {
            let token = layout.next_token();
            let brackets = layout.open_brackets();
            list.unclosed = brackets.last().copied();
            let at_end = token.start as usize == source.len();
            match token.tok {
                Tok::Eof if brackets.is_empty() => {
                    // The end of what was typed at a prompt is a NEWLINE first.
                    let ended = list
                        .tokens
                        .last()
                        .is_some_and(|last| last.tok == Tok::Newline && last.start as usize == source.len());
                    if mode == Mode::Interactive && !ended {
                        let tok = Tok::Newline;
                        list.push(Token { tok, ..token }, 0);
                    }
                    list.push(token, 0);
                    return list;
                }
                Tok::Eof | Tok::Error => {
                    let end = LexError { kind: LexErrorKind::UnexpectedEof, at: token.start, start: token.start };
                    let error = layout.error().cloned().unwrap_or(end);
                    list.error = Some(list.at_end_of_text(source, error));
                    let tok = Tok::Error;
                    list.push(Token { tok, ..token }, brackets.len() as u8);
                    return list;
                }
                // Only where the end of a line is needed is a missing one made up for.
                Tok::Newline if at_end && mode == Mode::Expression => {}
                Tok::Newline => {
                    let previous = list.tokens.last().map_or(0, |token| token.end);
                    list.push(newline(source, previous, token), 0);
                }
                _ => list.push(token, brackets.len() as u8),
            }
        }
    }

    /// `error` if the text does not just end too early; else what that means here.
    fn at_end_of_text(&self, source: &str, error: LexError) -> LexError {
        if error.kind != LexErrorKind::UnexpectedEof {
            return error;
        }
        if !self.adds_newline() && source.ends_with('\\') {
            let kind = LexErrorKind::AfterContinuation;
            return LexError { kind, ..error };
        }
        match self.unclosed {
            Some(Open { bracket, at }) => {
                let kind = LexErrorKind::Unclosed { bracket, at };
                LexError { kind, ..error }
            }
            None => error,
        }
    }

    fn push(&mut self, token: Token, level: u8) {
        self.tokens.push(token);
        self.levels.push(level);
    }
}

impl TokenList {
    /// Whether CPython makes up for a missing newline at the end of the text.
    pub(super) fn adds_newline(&self) -> bool {
        self.mode == Mode::Module
    }

    /// Whether the NEWLINE of this index is the end of what was typed at a prompt. (The one that
    /// ends a file without a newline has a place, this one has none.)
    pub(super) fn is_made_up(&self, index: usize) -> bool {
        let end = self.tokens.last().map_or(0, |token| token.start);
        self.mode == Mode::Interactive && self.tokens[index].start == end
    }

    /// Where CPython's buffer begins when it reads the line of `offset`: that of the first of the
    /// lines that tokens join to this one.
    pub(super) fn buffer_start(&self, locator: &Locator<'_>, offset: u32) -> u32 {
        let line_start = |offset: u32| offset - locator.lines.line_column(offset).1;
        let mut start = line_start(offset);
        let before = |start: u32| self.tokens.iter().rfind(move |token| token.start < start);
        while let Some(token) = before(start) {
            let between = &locator.source[token.end.min(start) as usize..start as usize];
            let continued = token.tok != Tok::Newline && between.contains('\\') && !between.contains('#');
            if token.end <= start && !continued {
                break;
            }
            start = line_start(token.end.min(start - 1)).min(line_start(token.start));
        }
        start
    }
}

/// A NEWLINE as CPython has it: with the comment before it, without the line's end.
fn newline(source: &str, previous_end: u32, token: Token) -> Token {
    let between = &source[previous_end as usize..token.start as usize];
    let comment = between.find('#').map(|at| previous_end + at as u32);
    Token { start: comment.unwrap_or(token.start), end: token.start, ..token }
}
