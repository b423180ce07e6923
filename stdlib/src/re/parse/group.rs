//! What an opening parenthesis begins, and its end.

use super::super::error::{Error, encode, repr};
use super::super::flags::Flags;
use super::super::name::{Number, bad_name, check_name, is_identifier, is_plain_number, name_warning, read_number};
use super::super::scanner::Token;
use super::super::tree::{Node, NodeKind};
use super::{Level, MAX_GROUPS, Opener, Parser, Stop};

/// What the letters after `(?` say.
enum Switch {
    Global,
    Scoped { add: Flags, remove: Flags },
}

impl Parser<'_> {
    /// A group whose `(`, at `start`, was taken. What is complete is added to
    /// `level`; otherwise the level to go on with is the answer.
    pub(super) fn group(&mut self, start: usize, is_first: bool, level: &mut Level) -> Result<Option<Level>, Stop> {
        let mut verbose = level.verbose;
        let opener = if self.scanner.accept('?')? {
            let token = self.required()?;
            match token {
                Token::Char(c) => match char::from_u32(c) {
                    Some('P') => match self.python_extension()? {
                        Extension::Name(name) => self.open_group(Some(name))?,
                        Extension::Backref(node) => {
                            level.items.push(node);
                            return Ok(None);
                        }
                    },
                    Some(':') => Opener::Group { index: None, add: Flags(0), remove: Flags(0) },
                    Some('#') => {
                        self.comment(start)?;
                        return Ok(None);
                    }
                    Some(sign @ ('=' | '!' | '<')) => self.look(sign)?,
                    Some('(') => self.condition()?,
                    Some('>') => Opener::Atomic,
                    Some(letter) if letter == '-' || Flags::from_letter(letter as u32).is_some() => {
                        match self.switches(letter)? {
                            Switch::Global => {
                                self.global_switches(start, is_first, level)?;
                                return Ok(None);
                            }
                            Switch::Scoped { add, remove } => {
                                verbose = (verbose || add.has(Flags::VERBOSE)) && !remove.has(Flags::VERBOSE);
                                Opener::Group { index: None, add, remove }
                            }
                        }
                    }
                    _ => return Err(self.unknown_extension("?", token).into()),
                },
                Token::Escape(_) => return Err(self.unknown_extension("?", token).into()),
            }
        } else {
            self.open_group(None)?
        };
        Ok(Some(Level::new(opener, start, verbose)))
    }

    /// The node of a level whose `)` is next.
    pub(super) fn close(&mut self, mut level: Level) -> Result<Node, Error> {
        if let Opener::Look { outermost: true, behind: true, .. } = level.opener {
            self.lookbehind = None;
        }
        self.scanner.take()?;
        Ok(Node::new(match level.opener {
            Opener::Top => return Ok(level.body()),
            Opener::Group { index, add, remove } => {
                let body = Box::new(level.body());
                if let Some(index) = index {
                    self.widths[index as usize] = Some(body.width);
                }
                NodeKind::Group { index, add, remove, body }
            }
            Opener::Atomic => NodeKind::Atomic(Box::new(level.body())),
            Opener::Look { behind, negate, .. } => {
                let body = Box::new(level.body());
                match negate && body.is_empty() {
                    true => NodeKind::Fail,
                    false => NodeKind::Look { behind, negate, body },
                }
            }
            Opener::Conditional { group } => {
                level.end_branch();
                let mut branches = level.branches.into_iter();
                let yes = branches.next().unwrap_or_else(|| Node::sequence(Vec::new()));
                let no = branches.next().map(Box::new);
                NodeKind::Conditional { group, yes: Box::new(yes), no }
            }
        }))
    }

    fn required(&mut self) -> Result<Token, Error> {
        match self.scanner.take()? {
            Some(token) => Ok(token),
            None => Err(self.scanner.error("unexpected end of pattern", 0)),
        }
    }

    fn unknown_extension(&self, before: &str, token: Token) -> Error {
        let mut extension: Vec<u32> = before.chars().map(|c| c as u32).collect();
        token.push_to(&mut extension);
        let message = [b"unknown extension ", &encode(&extension)[..]].concat();
        self.scanner.error(message, extension.len())
    }

    fn comment(&mut self, start: usize) -> Result<(), Error> {
        loop {
            if self.scanner.peek().is_none() {
                let back = self.scanner.tell() - start;
                return Err(self.scanner.error("missing ), unterminated comment", back));
            }
            if self.scanner.take()?.is_some_and(|token| token.is(')')) {
                return Ok(());
            }
        }
    }

    /// What follows `(?P`.
    fn python_extension(&mut self) -> Result<Extension, Error> {
        if self.scanner.accept('<')? {
            let name = self.scanner.take_until('>', "group name")?;
            check_name(&self.scanner, &name, self.warnings)?;
            return Ok(Extension::Name(name));
        }
        if self.scanner.accept('=')? {
            let name = self.scanner.take_until(')', "group name")?;
            check_name(&self.scanner, &name, self.warnings)?;
            let group = self.group_named(&name)?;
            return Ok(Extension::Backref(self.backref(group, name.len() + 1)?));
        }
        let token = self.required()?;
        Err(self.unknown_extension("?P", token))
    }

    /// A new group that captures.
    fn open_group(&mut self, name: Option<Vec<u32>>) -> Result<Opener, Error> {
        let index = self.widths.len() as u32;
        self.widths.push(None);
        if let Some(name) = name {
            if let Some((_, before)) = self.names.iter().find(|(known, _)| *known == name) {
                let mut message = b"redefinition of group name ".to_vec();
                message.extend(repr(&name, false));
                message.extend(format!(" as group {index}; was group {before}").into_bytes());
                return Err(self.scanner.error(message, name.len() + 1));
            }
            self.names.push((name, index));
        }
        Ok(Opener::Group { index: Some(index), add: Flags(0), remove: Flags(0) })
    }

    fn look(&mut self, sign: char) -> Result<Opener, Error> {
        if sign != '<' {
            return Ok(Opener::Look { behind: false, negate: sign == '!', outermost: false });
        }
        let token = self.required()?;
        if !token.is('=') && !token.is('!') {
            return Err(self.unknown_extension("?<", token));
        }
        let outermost = self.lookbehind.is_none();
        if outermost {
            self.lookbehind = Some(self.widths.len());
        }
        Ok(Opener::Look { behind: true, negate: token.is('!'), outermost })
    }

    /// The condition of `(?(group)yes|no)`, up to its closing parenthesis.
    fn condition(&mut self) -> Result<Opener, Error> {
        let name = self.scanner.take_until(')', "group name")?;
        let back = name.len() + 1;
        let group = if is_identifier(&name) {
            check_name(&self.scanner, &name, self.warnings)?;
            self.group_named(&name)?
        } else {
            let at = self.scanner.tell() - back;
            let group = match read_number(&name) {
                None => return Err(bad_name(&self.scanner, &name)),
                Some(Number::Small(0)) => {
                    return Err(self.scanner.error("bad group number", back));
                }
                Some(Number::Small(group)) if group < MAX_GROUPS => group,
                Some(number) => {
                    let message = format!("invalid group reference {number}");
                    return Err(self.scanner.error(message, back));
                }
            };
            if !self.awaited.iter().any(|&(known, _)| known == group) {
                self.awaited.push((group, at));
            }
            if !is_plain_number(&name) {
                self.warnings.push(name_warning(&self.scanner, &name));
            }
            group
        };
        self.check_lookbehind(group)?;
        Ok(Opener::Conditional { group })
    }

    fn group_named(&self, name: &[u32]) -> Result<u32, Error> {
        match self.names.iter().find(|(known, _)| known == name) {
            Some((_, group)) => Ok(*group),
            None => {
                let message = [b"unknown group name ", &repr(name, false)[..]].concat();
                Err(self.scanner.error(message, name.len() + 1))
            }
        }
    }

    /// Global flags may stand only at the very start.
    fn global_switches(&mut self, start: usize, is_first: bool, level: &mut Level) -> Result<(), Stop> {
        let turned_verbose = self.flags.has(Flags::VERBOSE) && !level.verbose;
        if !is_first {
            let message = "global flags not at the start of the expression";
            return Err(self.scanner.error(message, self.scanner.tell() - start).into());
        }
        match turned_verbose {
            true => Err(Stop::TurnedVerbose),
            false => Ok(()),
        }
    }

    /// The letters after `(?`, of which the first was taken, with what ends them.
    fn switches(&mut self, first: char) -> Result<Switch, Error> {
        let (mut add, mut remove) = (Flags(0), Flags(0));
        let mut ended_by = first;
        if first != '-' {
            (add, ended_by) = self.switched_on(first)?;
        }
        if ended_by == ')' {
            self.flags |= add;
            return Ok(Switch::Global);
        }
        if add.has(Flags::GLOBAL) {
            return Err(self.scanner.error("bad inline flags: cannot turn on global flag", 1));
        }
        if ended_by == '-' {
            remove = self.switched_off()?;
        }
        if remove.has(Flags::GLOBAL) {
            return Err(self.scanner.error("bad inline flags: cannot turn off global flag", 1));
        }
        if add.has(remove) {
            let message = "bad inline flags: flag turned on and off";
            return Err(self.scanner.error(message, 1));
        }
        Ok(Switch::Scoped { add, remove })
    }

    fn switched_on(&mut self, first: char) -> Result<(Flags, char), Error> {
        const MISSING: &str = "missing -, : or )";
        let mut add = Flags(0);
        let mut flag = Flags::from_letter(first as u32).unwrap_or_default();
        loop {
            let misplaced = match self.scanner.is_str() {
                true if flag == Flags::LOCALE => Some("cannot use 'L' flag with a str pattern"),
                false if flag == Flags::UNICODE => Some("cannot use 'u' flag with a bytes pattern"),
                _ => None,
            };
            if let Some(message) = misplaced {
                return Err(self.scanner.error(format!("bad inline flags: {message}"), 0));
            }
            add |= flag;
            if flag.has(Flags::TYPE) && add & Flags::TYPE != flag {
                let message = "bad inline flags: flags 'a', 'u' and 'L' are incompatible";
                return Err(self.scanner.error(message, 0));
            }
            let token = self.switch_token(MISSING)?;
            for end in [')', '-', ':'] {
                if token.is(end) {
                    return Ok((add, end));
                }
            }
            flag = self.switch_flag(token, MISSING)?;
        }
    }

    fn switched_off(&mut self) -> Result<Flags, Error> {
        let mut remove = Flags(0);
        let mut token = self.switch_token("missing flag")?;
        let mut missing = "missing flag";
        loop {
            let flag = self.switch_flag(token, missing)?;
            if flag.has(Flags::TYPE) {
                let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                return Err(self.scanner.error(message, 0));
            }
            remove |= flag;
            missing = "missing :";
            token = self.switch_token(missing)?;
            if token.is(':') {
                return Ok(remove);
            }
        }
    }

    fn switch_token(&mut self, missing: &str) -> Result<Token, Error> {
        match self.scanner.take()? {
            Some(token) => Ok(token),
            None => Err(self.scanner.error(missing, 0)),
        }
    }

    fn switch_flag(&self, token: Token, missing: &str) -> Result<Flags, Error> {
        let Token::Char(c) = token else {
            return Err(self.scanner.error(missing, token.len()));
        };
        let Some(flag) = Flags::from_letter(c) else {
            let is_letter = pausa_vm::text::ucd::kinds::is_alpha(c);
            let message = if is_letter { "unknown flag" } else { missing };
            return Err(self.scanner.error(message, 1));
        };
        Ok(flag)
    }
}

enum Extension {
    Name(Vec<u32>),
    Backref(Node),
}
