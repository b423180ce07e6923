//! Words and brackets whose meaning depends on what follows: the last layer before the parser.
//!
//! `match` and `case` are keywords in some places and names in all others, and the `(` after
//! `with` may enclose items or begin an expression. One token of look-ahead cannot tell, so this
//! layer looks further and renames the token:
//!
//! * `match` at the start of a logical line is a keyword if the line ends in a colon and something
//!   stands between them; no other statement ends so.
//! * `case` is a keyword at the start of a line directly within a `match` block, where nothing else
//!   may stand.
//! * The `(` after `with` encloses items if its `)` is followed by a colon.

use crate::layout::Layout;
use crate::lexer::{Options, Tok, Token};
use std::collections::VecDeque;

/// The tokens of a source text as the parser wants them.
pub(crate) struct Tokens<'s> {
    pub(crate) layout: Layout<'s>,
    /// Tokens looked at already.
    ahead: VecDeque<Token>,
    /// Whether the next token begins a logical line.
    at_line_start: bool,
    /// Whether the line being delivered is a `match` header.
    match_header: bool,
    /// For every open block, whether it is that of a `match`.
    blocks: Vec<bool>,
    /// The kind of the last token delivered.
    last: Tok,
}

impl<'s> Tokens<'s> {
    /// The tokens of `source`.
    pub(crate) fn new(source: &'s str, options: Options<'s>) -> Self {
        Self {
            layout: Layout::new(source, options),
            ahead: VecDeque::new(),
            at_line_start: true,
            match_header: false,
            blocks: Vec::new(),
            last: Tok::Newline,
        }
    }

    /// The next token; `Tok::Eof` for ever at the end.
    pub(crate) fn next_token(&mut self) -> Token {
        let mut token = match self.ahead.pop_front() {
            Some(token) => token,
            None => self.layout.next_token(),
        };
        match token.tok {
            Tok::Name if self.at_line_start => token.tok = self.soft_keyword(token),
            Tok::LPar if self.last == Tok::With && self.encloses_items() => {
                token.tok = Tok::WithLPar;
            }
            Tok::Indent => {
                self.blocks.push(self.match_header);
                self.match_header = false;
            }
            Tok::Dedent => {
                self.blocks.pop();
            }
            _ => {}
        }
        if self.at_line_start && !matches!(token.tok, Tok::Indent | Tok::Dedent) {
            self.match_header = token.tok == Tok::Match;
            self.at_line_start = false;
        }
        if token.tok == Tok::Newline {
            self.at_line_start = true;
        }
        self.last = token.tok;
        token
    }

    /// What a name at the start of a line is.
    fn soft_keyword(&mut self, token: Token) -> Tok {
        match token.text(self.layout.lexer.source()) {
            "match" if self.line_ends_in_colon() => Tok::Match,
            "case" if self.blocks.last() == Some(&true) => Tok::Case,
            _ => Tok::Name,
        }
    }

    /// Whether the rest of the line is something and a colon.
    fn line_ends_in_colon(&mut self) -> bool {
        let (mut count, mut last) = (0, Tok::Newline);
        loop {
            match self.peek(count).tok {
                Tok::Newline | Tok::Eof | Tok::Error => return last == Tok::Colon && count > 1,
                tok => last = tok,
            }
            count += 1;
        }
    }

    /// Whether the bracket just opened is closed before a colon.
    fn encloses_items(&mut self) -> bool {
        let (mut count, mut depth) = (0, 1);
        while depth > 0 {
            match self.peek(count).tok {
                Tok::LPar | Tok::LSqb | Tok::LBrace | Tok::FieldOpen => depth += 1,
                Tok::RPar | Tok::RSqb | Tok::RBrace | Tok::FieldClose => depth -= 1,
                Tok::Newline | Tok::Eof | Tok::Error => return false,
                _ => {}
            }
            count += 1;
        }
        self.peek(count).tok == Tok::Colon
    }

    /// The token `count` places after the next one to be delivered.
    fn peek(&mut self, count: usize) -> Token {
        while self.ahead.len() <= count {
            let token = self.layout.next_token();
            self.ahead.push_back(token);
        }
        self.ahead[count]
    }
}
