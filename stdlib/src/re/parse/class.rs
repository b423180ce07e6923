//! Character sets in brackets.

use super::super::error::{Category, Error, Warning, encode};
use super::super::scanner::Token;
use super::super::tree::{Class, ClassItem, Node, NodeKind};
use super::Parser;

impl Parser<'_> {
    /// A set whose `[` was taken.
    pub(super) fn class(&mut self) -> Result<Node, Error> {
        let here = self.scanner.tell() - 1;
        if self.scanner.peek_char() == Some('[') {
            self.future_warning("nested set", self.scanner.tell());
        }
        let negated = self.scanner.accept('^')?;
        let mut items = Vec::new();
        loop {
            let token = self.class_token(here)?;
            if token.is(']') && !items.is_empty() {
                break;
            }
            if let Token::Char(c) = token
                && !items.is_empty()
                && self.scanner.peek() == Some(token)
                && let Some(operation) = set_operation(c)
            {
                self.future_warning(operation, self.scanner.tell() - 1);
            }
            let low = self.class_item(token)?;
            if !self.scanner.accept('-')? {
                items.push(low);
                continue;
            }
            let end = self.class_token(here)?;
            if end.is(']') {
                items.extend([low, ClassItem::Char('-' as u32)]);
                break;
            }
            if end.is('-') {
                self.future_warning("set difference", self.scanner.tell() - 2);
            }
            let high = self.class_item(end)?;
            match (low, high) {
                (ClassItem::Char(low), ClassItem::Char(high)) if low <= high => {
                    items.push(ClassItem::Range(low, high));
                }
                _ => return Err(self.bad_range(token, end)),
            }
        }
        let mut unique = Vec::with_capacity(items.len());
        for item in items {
            if !unique.contains(&item) {
                unique.push(item);
            }
        }
        Ok(Node::new(match unique[..] {
            [ClassItem::Char(c)] if !negated => NodeKind::Char(c),
            _ => NodeKind::Class(Class { negated, items: unique }),
        }))
    }

    fn class_token(&mut self, start: usize) -> Result<Token, Error> {
        match self.scanner.take()? {
            Some(token) => Ok(token),
            None => {
                let back = self.scanner.tell() - start;
                Err(self.scanner.error("unterminated character set", back))
            }
        }
    }

    fn class_item(&mut self, token: Token) -> Result<ClassItem, Error> {
        match token {
            Token::Char(c) => Ok(ClassItem::Char(c)),
            Token::Escape(letter) => self.class_escape(letter),
        }
    }

    fn bad_range(&self, low: Token, high: Token) -> Error {
        let mut range = Vec::new();
        low.push_to(&mut range);
        range.push('-' as u32);
        high.push_to(&mut range);
        let message = [b"bad character range ", &encode(&range)[..]].concat();
        self.scanner.error(message, range.len())
    }

    fn future_warning(&mut self, what: &str, at: usize) {
        let message = format!("Possible {what} at position {at}").into_bytes();
        self.warnings.push(Warning { category: Category::Future, message });
    }
}

/// What a doubled sign in a set may come to mean one day.
fn set_operation(sign: u32) -> Option<&'static str> {
    Some(match char::from_u32(sign)? {
        '-' => "set difference",
        '&' => "set intersection",
        '~' => "set symmetric difference",
        '|' => "set union",
        _ => return None,
    })
}
