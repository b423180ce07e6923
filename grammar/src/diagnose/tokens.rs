//! The tokens that a diagnosis looks at: those of a whole text, f-strings undivided, up to the
//! first place where no token can be made.

use crate::error::{LexError, LexErrorKind, Locator};
use crate::layout::{Layout, Open};
use crate::lexer::{Options, Tok, Token};

/// A token list that ends in `Eof` or `Error`.
pub(super) struct TokenList {
    pub(super) tokens: Vec<Token>,
    /// How many brackets are open after each token.
    pub(super) levels: Vec<u8>,
    /// What is wrong with the last token, if it is an `Error`.
    pub(super) error: Option<LexError>,
    /// The bracket opened last and not closed when the list ended.
    pub(super) unclosed: Option<Open>,
}

impl TokenList {
    /// The tokens of `source`. At a prompt (`interactive`) the end of the text is a NEWLINE first.
    pub(super) fn new(source: &str, interactive: bool, options: Options<'_>) -> Self {
        let mut layout = Layout::new(source, options);
        let mut list = Self {
            tokens: Vec::new(),
            levels: Vec::new(),
            error: None,
            unclosed: None,
        };
        loop {
            let token = layout.next_token();
            let level = layout.open_brackets().len() as u8;
            match token.tok {
                Tok::Eof => {
                    if let Some(open) = layout.open_brackets().last() {
                        list.unclosed = Some(*open);
                        let kind = LexErrorKind::Unclosed {
                            bracket: open.bracket,
                            at: open.at,
                        };
                        list.error = Some(LexError {
                            kind,
                            at: token.start,
                            start: token.start,
                        });
                        list.push(
                            Token {
                                tok: Tok::Error,
                                ..token
                            },
                            level,
                        );
                        return list;
                    }
                    if interactive {
                        list.push(
                            Token {
                                tok: Tok::Newline,
                                ..token
                            },
                            0,
                        );
                    }
                    list.push(token, 0);
                    return list;
                }
                Tok::Error => {
                    list.unclosed = layout.open_brackets().last().copied();
                    list.error = layout.error().cloned().map(|error| match list.unclosed {
                        Some(open) if error.kind == LexErrorKind::UnexpectedEof => {
                            let kind = LexErrorKind::Unclosed {
                                bracket: open.bracket,
                                at: open.at,
                            };
                            LexError { kind, ..error }
                        }
                        _ => error,
                    });
                    list.push(token, level);
                    return list;
                }
                Tok::Newline => {
                    let previous = list.tokens.last().map_or(0, |token| token.end);
                    list.push(newline(source, previous, token), level);
                }
                _ => list.push(token, level),
            }
        }
    }

    fn push(&mut self, token: Token, level: u8) {
        self.tokens.push(token);
        self.levels.push(level);
    }
}

impl TokenList {
    /// Where CPython's buffer begins when it reads the line of `offset`: that of the first of the
    /// lines that tokens join to this one.
    pub(super) fn buffer_start(&self, locator: &Locator<'_>, offset: u32) -> u32 {
        let line_start = |offset: u32| offset - locator.lines.line_column(offset).1;
        let mut start = line_start(offset);
        let before = |start: u32| self.tokens.iter().rfind(move |token| token.start < start);
        while let Some(token) = before(start) {
            let between = &locator.source[token.end.min(start) as usize..start as usize];
            let continued =
                token.tok != Tok::Newline && between.contains('\\') && !between.contains('#');
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
    Token {
        start: comment.unwrap_or(token.start),
        end: token.start,
        ..token
    }
}
