//! Replacements: what `Pattern.sub` and `Match.expand` put in place of a match.

use super::error::{Error, Warning, encode, repr};
use super::name::{Number, bad_name, check_name, is_identifier, is_plain_number};
use super::name::{name_warning, read_number};
use super::parse::MAX_GROUPS;
use super::parse::escape::{control, is_octal, number};
use super::program::{Kind, Program};
use super::scanner::{Scanner, Token};
use pausa_vm::text::wtf8;
use std::ops::Range;

/// A parsed replacement for matches of one pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The text before each group, with the group.
    groups: Vec<(Vec<u8>, u32)>,
    /// The text after the last one.
    rest: Vec<u8>,
}

impl Template {
    /// Parses a replacement, which is of the pattern's own kind.
    pub fn parse(program: &Program, text: &[u8], warnings: &mut Vec<Warning>) -> Result<Template, Error> {
        if !text.contains(&b'\\') {
            return Ok(Template { groups: Vec::new(), rest: text.to_vec() });
        }
        let scanner = Scanner::new(program.kind(), text)?;
        let template = Template { groups: Vec::new(), rest: Vec::new() };
        let mut parser = Parser { program, scanner, template, warnings };
        while let Some(token) = parser.scanner.take()? {
            match token {
                Token::Char(c) => parser.push(c),
                Token::Escape(c) => parser.escape(c)?,
            }
        }
        Ok(parser.template)
    }

    /// Whether it consists of groups only, without a text of its own.
    pub fn is_all_groups(&self) -> bool {
        !self.groups.is_empty() && self.rest.is_empty() && self.groups.iter().all(|(before, _)| before.is_empty())
    }

    /// Appends the replacement for a match on `text`, given where its groups are. A group without a match is empty.
    pub fn expand(&self, span_of: impl Fn(u32) -> Option<Range<usize>>, text: &[u8], out: &mut Vec<u8>) {
        for (before, group) in &self.groups {
            out.extend_from_slice(before);
            if let Some(found) = span_of(*group).and_then(|span| text.get(span)) {
                out.extend_from_slice(found);
            }
        }
        out.extend_from_slice(&self.rest);
    }
}

struct Parser<'a> {
    program: &'a Program,
    scanner: Scanner,
    template: Template,
    warnings: &'a mut Vec<Warning>,
}

impl Parser<'_> {
    fn push(&mut self, cp: u32) {
        match self.program.kind() {
            Kind::Str => wtf8::push(&mut self.template.rest, cp),
            Kind::Bytes => self.template.rest.push(cp as u8),
        }
    }

    fn push_group(&mut self, group: u32, back: usize) -> Result<(), Error> {
        if group > self.program.groups() {
            let message = format!("invalid group reference {group}");
            return Err(self.scanner.error(message, back));
        }
        self.template.groups.push((std::mem::take(&mut self.template.rest), group));
        Ok(())
    }

    fn escape(&mut self, letter: u32) -> Result<(), Error> {
        let mut escape = vec!['\\' as u32, letter];
        match char::from_u32(letter) {
            Some('g') => return self.named(),
            Some('0') => {
                self.scanner.take_while(2, is_octal, &mut escape)?;
                self.push(number(&escape[1..], 8).unwrap_or(0) & 0xFF);
            }
            Some('1'..='9') => {
                self.scanner.take_while(1, |c| c.is_ascii_digit(), &mut escape)?;
                if escape.len() == 3 && number(&escape[1..], 8).is_some() {
                    self.scanner.take_while(1, is_octal, &mut escape)?;
                }
                if escape.len() < 4 {
                    let group = number(&escape[1..], 10).unwrap_or(0);
                    return self.push_group(group, escape.len() - 1);
                }
                match number(&escape[1..], 8) {
                    Some(cp) if cp <= 0o377 => self.push(cp),
                    _ => {
                        let text = String::from_utf8_lossy(&encode(&escape)).into_owned();
                        let message = format!("octal escape value {text} outside of range 0-0o377");
                        return Err(self.scanner.error(message, escape.len()));
                    }
                }
            }
            _ => match control(letter) {
                Some(cp) => self.push(cp),
                None if u8::try_from(letter).is_ok_and(|b| b.is_ascii_alphabetic()) => {
                    let message = [b"bad escape ", &encode(&escape)[..]].concat();
                    return Err(self.scanner.error(message, 2));
                }
                None => escape.into_iter().for_each(|cp| self.push(cp)),
            },
        }
        Ok(())
    }

    /// `\g<name>` or `\g<number>`, of which `\g` was taken.
    fn named(&mut self) -> Result<(), Error> {
        if !self.scanner.accept('<')? {
            return Err(self.scanner.error("missing <", 0));
        }
        let name = self.scanner.take_until('>', "group name")?;
        let back = name.len() + 1;
        if is_identifier(&name) {
            check_name(&self.scanner, &name, self.warnings)?;
            return match self.program.group_named(&encode(&name)) {
                Some(group) => self.push_group(group, back),
                None => {
                    let message = [b"unknown group name ", &repr(&name, false)[..]].concat();
                    Err(Error::Index(message))
                }
            };
        }
        let group = match read_number(&name) {
            None => return Err(bad_name(&self.scanner, &name)),
            Some(Number::Small(group)) if group < MAX_GROUPS => group,
            Some(number) => {
                let message = format!("invalid group reference {number}");
                return Err(self.scanner.error(message, back));
            }
        };
        if !is_plain_number(&name) {
            self.warnings.push(name_warning(&self.scanner, &name));
        }
        self.push_group(group, back)
    }
}
