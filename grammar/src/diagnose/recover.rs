//! How to look for more errors after one was found.
//!
//! The line of the error is patched so that it means nothing wrong (`pass`, or a header without
//! fault if a block follows), and the text is parsed again. That costs a parse for each error, and
//! in exchange every further error is found and worded exactly as the first one was.

use super::lexical;
use super::tokens::TokenList;
use crate::error::{ErrorKind, LexError, LexErrorKind, Locator, SyntaxError};
use crate::layout::Open;
use crate::lexer::{FStrings, Options, Patch, PatchKind, Tok};
use crate::parse::Mode;

/// The words that cannot stand within brackets: where one begins a line, an open bracket should
/// have been closed before.
const STATEMENT_WORDS: [Tok; 18] = [
    Tok::Assert,
    Tok::Break,
    Tok::Class,
    Tok::Continue,
    Tok::Def,
    Tok::Del,
    Tok::Elif,
    Tok::Except,
    Tok::Finally,
    Tok::Global,
    Tok::Import,
    Tok::Nonlocal,
    Tok::Pass,
    Tok::Raise,
    Tok::Return,
    Tok::Try,
    Tok::While,
    Tok::With,
];

const PASS: &[Tok] = &[Tok::Pass];
const IF: &[Tok] = &[Tok::If, Tok::True, Tok::Colon];

/// A logical line.
struct Line {
    start: u32,
    /// Its NEWLINE, or as far as its tokens go.
    end: u32,
    first: Tok,
    /// Whether a block follows.
    has_block: bool,
    /// How many blocks it is in.
    depth: u32,
}

/// A text and what was changed in it to make errors go away.
pub(super) struct Recovery<'l, 's> {
    locator: &'l Locator<'s>,
    pub(super) patches: Vec<Patch>,
}

impl<'l, 's> Recovery<'l, 's> {
    pub(super) fn new(locator: &'l Locator<'s>) -> Self {
        Self { locator, patches: Vec::new() }
    }

    /// Changes the text so that `error` goes away or at least something does. Returns whether that
    /// was possible, and another error if one showed.
    pub(super) fn repair(&mut self, error: &SyntaxError) -> (bool, Option<SyntaxError>) {
        let list = self.tokens();
        let lines = logical_lines(&list);
        let at = error.span.start;
        let index = lines.partition_point(|line| line.start <= at).checked_sub(1);
        let Some(index) = index else {
            return (false, None);
        };
        let line = &lines[index];
        if let Some((end, open)) = self.missing_close(&list, line, at) {
            let kind = LexErrorKind::Unclosed { bracket: open.bracket, at: open.at };
            let unclosed = LexError { kind, at: open.at, start: open.at };
            let unclosed = lexical::wording(self.locator, &list, &unclosed);
            return (self.replace_line(line, end), Some(unclosed));
        }
        let done = match error.kind {
            ErrorKind::Tab => self.add(line.start, PatchKind::Lenient),
            ErrorKind::Indentation => self.repair_indentation(error, &lines, index),
            _ if error.message == "expected 'except' or 'finally' block" => {
                let before = &lines[..index + usize::from(line.start < at)];
                match open_try(before) {
                    Some(header) => self.replace(header, header.end, IF),
                    None => false,
                }
            }
            // Nothing but `case` may stand in a `match`, so there is nothing to put in its place.
            _ if self.locator.source[line.start as usize..].starts_with("case") => false,
            _ => match (&list.error, index + 1 == lines.len()) {
                (Some(error), true) => {
                    let end = self.resume_after(&list, line, error);
                    self.replace_line(line, end)
                }
                _ => self.replace_line(line, line.end),
            },
        };
        (done, None)
    }

    fn tokens(&self) -> TokenList {
        let fstrings = FStrings::Whole { trusted: u32::MAX };
        let options = Options { fstrings, patches: &self.patches };
        TokenList::new(self.locator.source, Mode::Module, options)
    }

    fn repair_indentation(&mut self, error: &SyntaxError, lines: &[Line], index: usize) -> bool {
        let line = &lines[index];
        let message = &error.message;
        if message == "unexpected indent" {
            return self.add(line.start, PatchKind::Header);
        }
        if message.starts_with("unindent") {
            return self.add(line.start, PatchKind::Lenient);
        }
        if !message.starts_with("expected") {
            return false;
        }
        // The header without a block is the line before, or the last one.
        let header = match line.start == error.span.start {
            true => index.checked_sub(1).map(|index| &lines[index]),
            false => Some(line),
        };
        header.is_some_and(|header| self.replace(header, header.end, PASS))
    }

    /// Makes a line mean nothing wrong, from its start to `end`.
    fn replace_line(&mut self, line: &Line, end: u32) -> bool {
        if !self.replace(line, end, PASS) {
            return false;
        }
        // Whether a block follows shows only now that the line has an end.
        let has_block = |other: &Line| other.start == line.start && other.has_block;
        if logical_lines(&self.tokens()).iter().any(has_block) {
            let tokens = match line.first {
                Tok::Elif => &[Tok::Elif, Tok::True, Tok::Colon],
                Tok::Else => &[Tok::Else, Tok::Colon][..],
                Tok::Try => &[Tok::Try, Tok::Colon],
                Tok::Except => &[Tok::Except, Tok::Colon],
                Tok::Finally => &[Tok::Finally, Tok::Colon],
                _ => IF,
            };
            let kind = PatchKind::Replace { end, tokens };
            self.patches.retain(|patch| patch.start != line.start);
            self.add(line.start, kind);
        }
        true
    }

    fn replace(&mut self, line: &Line, end: u32, tokens: &'static [Tok]) -> bool {
        self.add(line.start, PatchKind::Replace { end, tokens })
    }

    /// Adds a patch; says whether there was none at its place.
    fn add(&mut self, start: u32, kind: PatchKind) -> bool {
        let at = self.patches.partition_point(|other| other.start < start);
        if self.patches.get(at).is_some_and(|other| other.start == start) {
            return false;
        }
        self.patches.insert(at, Patch { start, kind });
        true
    }

    /// If `line` goes on over the beginning of a statement before the offset `until`, because a
    /// bracket is open: where it should have ended, and the bracket.
    fn missing_close(&self, list: &TokenList, line: &Line, until: u32) -> Option<(u32, Open)> {
        let source = self.locator.source;
        let mut open = Vec::new();
        let first = list.tokens.partition_point(|token| token.start < line.start);
        for token in list.tokens[first..].iter().take_while(|token| token.start <= until) {
            let bracket = |bracket| Open { bracket, at: token.start };
            match token.tok {
                Tok::LPar => open.push(bracket('(')),
                Tok::LSqb => open.push(bracket('[')),
                Tok::LBrace => open.push(bracket('{')),
                Tok::RPar | Tok::RSqb | Tok::RBrace => drop(open.pop()),
                tok if STATEMENT_WORDS.contains(&tok) && !open.is_empty() => {
                    let before = &source[..token.start as usize];
                    let margin = before.trim_end_matches([' ', '\t', '\x0c']);
                    if margin.ends_with(['\n', '\r']) {
                        let end = margin.trim_end_matches(['\n', '\r']).len() as u32;
                        return Some((end, open.pop()?));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Where to read on after a line that could not be read to its end.
    fn resume_after(&self, list: &TokenList, line: &Line, error: &LexError) -> u32 {
        let source = self.locator.source;
        let line_end = |offset: u32| {
            let rest = &source[offset as usize..];
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            offset + length as u32
        };
        match &error.kind {
            LexErrorKind::UnterminatedTriple | LexErrorKind::UnexpectedEof => source.len() as u32,
            LexErrorKind::UnterminatedString { end } => line_end(*end),
            LexErrorKind::Unclosed { .. } => {
                let found = self.missing_close(list, line, source.len() as u32);
                found.map_or(source.len() as u32, |(end, _)| end)
            }
            _ => line_end(error.at),
        }
    }
}

/// The last `try` without a handler of its own.
fn open_try(lines: &[Line]) -> Option<&Line> {
    let is_handled = |i: usize| {
        let depth = lines[i].depth;
        let next = lines[i + 1..].iter().find(|line| line.depth <= depth);
        next.is_some_and(|line| line.depth == depth && matches!(line.first, Tok::Except | Tok::Finally))
    };
    let is_open = |i: &usize| lines[*i].first == Tok::Try && !is_handled(*i);
    let found = (0..lines.len()).rev().find(is_open)?;
    Some(&lines[found])
}

fn logical_lines(list: &TokenList) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut at_line_start, mut depth) = (true, 0);
    for token in &list.tokens {
        match token.tok {
            Tok::Indent => {
                depth += 1;
                if let Some(line) = lines.last_mut() {
                    line.has_block = true;
                }
            }
            Tok::Dedent => depth -= 1,
            Tok::Eof => {}
            first if at_line_start => {
                at_line_start = false;
                let (start, end) = (token.start, token.end);
                lines.push(Line { start, end, first, has_block: false, depth });
            }
            tok => {
                at_line_start = tok == Tok::Newline;
                if let Some(line) = lines.last_mut() {
                    line.end = token.end;
                }
            }
        }
    }
    lines
}
