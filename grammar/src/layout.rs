//! Logical lines: the layer that turns line ends and leading space into NEWLINE, INDENT and DEDENT.
//!
//! A line end within brackets is nothing; neither are blank lines and lines that hold only a
//! comment. Indentation is measured twice, with tabs eight columns wide and with tabs one column
//! wide, and where the two measures would nest lines differently, the program is refused.
//!
//! This layer also keeps the stack of open brackets, and with it the limit on how deep they nest.
//! The braces of an f-string's fields count among them.

use crate::error::{LexError, LexErrorKind};
use crate::lexer::{Lexer, Options, Patch, PatchKind, Tok, Token};

/// As many brackets may be open at once (CPython's `MAXLEVEL`).
const MAX_BRACKETS: usize = 200;

/// As many indentation levels may be open at once, the outermost included (CPython's `MAXINDENT`).
const MAX_INDENTS: usize = 100;

/// The width of a line's indentation, with tabs up to a multiple of eight, and with tabs as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Indent {
    wide: u32,
    narrow: u32,
}

/// An opened bracket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Open {
    pub(crate) bracket: char,
    pub(crate) at: u32,
}

/// The layout layer over a [`Lexer`].
pub(crate) struct Layout<'s> {
    pub(crate) lexer: Lexer<'s>,
    brackets: Vec<Open>,
    indents: Vec<Indent>,
    /// DEDENTs to deliver before the token kept back.
    dedents: usize,
    /// A token read but not delivered: the first of its line.
    held: Option<Token>,
    /// Whether the next token is the first of its line.
    at_line_start: bool,
    /// Where the current physical line begins.
    line_start: u32,
    patches: &'s [Patch],
    /// Tokens made up for a block without a header, not yet delivered.
    put_in: &'static [Tok],
    /// Why the stream ended in `Tok::Error`; else see the lexer's.
    error: Option<LexError>,
}

impl<'s> Layout<'s> {
    /// Logical lines of `source`.
    pub(crate) fn new(source: &'s str, options: Options<'s>) -> Self {
        Self {
            lexer: Lexer::new(source, options),
            patches: options.patches,
            put_in: &[],
            brackets: Vec::new(),
            indents: Vec::new(),
            dedents: 0,
            held: None,
            at_line_start: true,
            line_start: 0,
            error: None,
        }
    }

    /// Why the stream ended in `Tok::Error`.
    pub(crate) fn error(&self) -> Option<&LexError> {
        self.error.as_ref().or(self.lexer.error.as_ref())
    }

    /// The brackets open now, outermost first.
    pub(crate) fn open_brackets(&self) -> &[Open] {
        &self.brackets
    }

    /// The next token of the logical-line structure.
    pub(crate) fn next_token(&mut self) -> Token {
        if self.dedents > 0 {
            self.dedents -= 1;
            self.indents.pop();
            let at = self.held.map_or(self.line_start, |token| token.start);
            return Token { tok: Tok::Dedent, start: at, end: at };
        }
        if let [tok, rest @ ..] = self.put_in {
            self.put_in = rest;
            let at = self.held.map_or(self.line_start, |token| token.start);
            return Token { tok: *tok, start: at, end: at };
        }
        if let Some(token) = self.held.take() {
            return self.deliver(token);
        }
        loop {
            let token = self.lexer.next_token();
            match token.tok {
                Tok::Newline => {
                    self.line_start = token.end;
                    if self.brackets.is_empty() && !self.at_line_start {
                        self.at_line_start = true;
                        return token;
                    }
                }
                Tok::Eof => return self.finish(token),
                // A stray backslash is found while the indentation is being measured.
                Tok::Error if token.text(self.lexer.source()).starts_with('\\') => return token,
                _ if self.at_line_start => return self.begin_line(token),
                _ => return self.deliver(token),
            }
        }
    }

    /// The first token of a logical line: its column opens or closes blocks.
    fn begin_line(&mut self, token: Token) -> Token {
        self.at_line_start = false;
        let margin = &self.lexer.source()[self.line_start as usize..token.start as usize];
        let indent = measure(margin);
        let top = self.top();
        if indent.wide == top.wide {
            return match indent.narrow == top.narrow || self.is_lenient(token) {
                true => self.deliver(token),
                false => self.fail(LexErrorKind::InconsistentTabs, token),
            };
        }
        if indent.wide > top.wide {
            if self.indents.len() + 1 >= MAX_INDENTS {
                return self.fail(LexErrorKind::TooManyIndents, token);
            }
            if indent.narrow <= top.narrow && !self.is_lenient(token) {
                return self.fail(LexErrorKind::InconsistentTabs, token);
            }
            self.indents.push(indent);
            self.held = Some(token);
            if self.patch(token) == Some(PatchKind::Header) {
                self.put_in = &[Tok::True, Tok::Colon, Tok::Newline, Tok::Indent];
                return Token { tok: Tok::If, end: token.start, ..token };
            }
            return Token { tok: Tok::Indent, start: self.line_start, end: token.start };
        }
        let kept = self.indents.iter().take_while(|open| open.wide <= indent.wide).count();
        let reached = match kept {
            0 => Indent { wide: 0, narrow: 0 },
            _ => self.indents[kept - 1],
        };
        if reached.wide != indent.wide && !self.is_lenient(token) {
            return self.fail(LexErrorKind::UnindentMismatch, token);
        }
        if reached.narrow != indent.narrow && !self.is_lenient(token) {
            return self.fail(LexErrorKind::InconsistentTabs, token);
        }
        self.dedents = self.indents.len() - kept;
        self.held = Some(token);
        self.next_token()
    }

    /// The end of the text: a NEWLINE if one is missing, then the DEDENTs, then EOF for ever.
    fn finish(&mut self, token: Token) -> Token {
        let at = Token { tok: Tok::Newline, ..token };
        if !self.at_line_start && self.brackets.is_empty() {
            self.at_line_start = true;
            self.line_start = token.end;
            return at;
        }
        if self.brackets.is_empty() && !self.indents.is_empty() {
            self.dedents = self.indents.len();
            self.held = Some(token);
            return self.next_token();
        }
        token
    }

    /// A token on its way out: brackets are counted and matched here.
    fn deliver(&mut self, token: Token) -> Token {
        let closes = match token.tok {
            Tok::LPar | Tok::LSqb | Tok::LBrace | Tok::FieldOpen => {
                if self.brackets.len() >= MAX_BRACKETS {
                    return self.fail(LexErrorKind::TooManyBrackets, token);
                }
                let bracket = match token.tok {
                    Tok::LPar => '(',
                    Tok::LSqb => '[',
                    _ => '{',
                };
                self.brackets.push(Open { bracket, at: token.start });
                return token;
            }
            Tok::RPar => (')', '('),
            Tok::RSqb => (']', '['),
            Tok::RBrace | Tok::FieldClose => ('}', '{'),
            _ => return token,
        };
        let (close, wanted) = closes;
        match self.brackets.pop() {
            None => self.fail(LexErrorKind::UnmatchedBracket(close), token),
            Some(open) if open.bracket == wanted => token,
            Some(Open { bracket: open, at: open_at }) => {
                self.fail(LexErrorKind::MismatchedBracket { close, open, open_at }, token)
            }
        }
    }

    /// How the line that begins with `token` is to be read, if not as it is.
    fn patch(&self, token: Token) -> Option<PatchKind> {
        let patch = self.patches.iter().find(|patch| patch.start == token.start)?;
        Some(patch.kind)
    }

    fn is_lenient(&self, token: Token) -> bool {
        self.patch(token) == Some(PatchKind::Lenient)
    }

    fn top(&self) -> Indent {
        self.indents.last().copied().unwrap_or(Indent { wide: 0, narrow: 0 })
    }

    fn fail(&mut self, kind: LexErrorKind, token: Token) -> Token {
        self.error = Some(LexError { kind, at: token.end, start: token.start });
        Token { tok: Tok::Error, ..token }
    }
}

/// Measures the space before the first token of a line.
fn measure(margin: &str) -> Indent {
    let mut indent = Indent { wide: 0, narrow: 0 };
    let mut first = None;
    for byte in margin.bytes() {
        match byte {
            b' ' => {
                indent.wide += 1;
                indent.narrow += 1;
            }
            b'\t' => {
                indent.wide = (indent.wide / 8 + 1) * 8;
                indent.narrow += 1;
            }
            b'\x0c' => indent = Indent { wide: 0, narrow: 0 },
            // A line continued before it began keeps the indentation of its first part.
            b'\\' if indent.wide > 0 && first.is_none() => first = Some(indent),
            _ => {}
        }
    }
    first.unwrap_or(indent)
}
