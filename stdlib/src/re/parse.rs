//! From the text of a pattern to its tree.
//!
//! The syntax, the order in which mistakes are noticed, their words and their
//! positions are those of CPython 3.11. Open groups are a list and not native
//! frames; their number is bounded all the same, since the compiler descends
//! into the tree.
//!
//! The parts: `class` reads `[...]`, `escape` what follows a backslash, and
//! `group` what follows `(`.

mod class;
pub(super) mod escape;
mod group;

use super::error::{Error, Warning};
use super::flags::Flags;
use super::program::Kind;
use super::scanner::{Scanner, Token};
use super::tree::{At, Greed, Node, NodeKind, UNBOUNDED, Width};

/// How many groups may be open at once; CPython's recursion limit allows about as many.
pub(super) const MAX_DEPTH: usize = 490;

/// The greatest number that a group reference may have.
pub(super) const MAX_GROUPS: u32 = 1_073_741_823;

/// What a pattern says.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) root: Node,
    pub(super) flags: Flags,
    /// How many groups there are, the whole match not counted.
    pub(super) groups: u32,
    /// The named groups in the order of their definition.
    pub(super) names: Vec<(Vec<u32>, u32)>,
}

/// Reads a pattern. Warnings are added as they arise, even if an error follows.
pub(super) fn parse(kind: Kind, text: &[u8], flags: Flags, warnings: &mut Vec<Warning>) -> Result<Parsed, Error> {
    let mut parser = Parser::new(Scanner::new(kind, text)?, flags, warnings);
    let root = match parser.pattern() {
        Ok(root) => root,
        Err(Stop::Error(error)) => return Err(error),
        // `(?x)` at the start changes how everything is read, itself included.
        Err(Stop::TurnedVerbose) => {
            parser.scanner.seek(0)?;
            parser = Parser::new(parser.scanner, flags | Flags::VERBOSE, parser.warnings);
            match parser.pattern() {
                Ok(root) => root,
                Err(Stop::Error(error)) => return Err(error),
                Err(Stop::TurnedVerbose) => unreachable!("it is verbose already"),
            }
        }
    };
    let flags = checked_flags(kind, parser.flags)?;
    if parser.scanner.peek().is_some() {
        return Err(parser.scanner.error("unbalanced parenthesis", 0));
    }
    let groups = parser.widths.len() as u32 - 1;
    if let Some(&(group, at)) = parser.awaited.iter().find(|&&(group, _)| group > groups) {
        return Err(Error::new(format!("invalid group reference {group}"), at));
    }
    Ok(Parsed { root, flags, groups, names: parser.names })
}

/// Sees that the flags fit each other and the type of the pattern.
fn checked_flags(kind: Kind, flags: Flags) -> Result<Flags, Error> {
    let refuse = |message| Err(Error::Value(message));
    match kind {
        Kind::Str if flags.has(Flags::LOCALE) => refuse("cannot use LOCALE flag with a str pattern"),
        Kind::Str if flags.has(Flags::ASCII) && flags.has(Flags::UNICODE) => {
            refuse("ASCII and UNICODE flags are incompatible")
        }
        Kind::Str if flags.has(Flags::ASCII) => Ok(flags),
        Kind::Str => Ok(flags | Flags::UNICODE),
        Kind::Bytes if flags.has(Flags::UNICODE) => refuse("cannot use UNICODE flag with a bytes pattern"),
        Kind::Bytes if flags.has(Flags::LOCALE) && flags.has(Flags::ASCII) => {
            refuse("ASCII and LOCALE flags are incompatible")
        }
        Kind::Bytes => Ok(flags),
    }
}

/// Why reading stopped before the end.
enum Stop {
    Error(Error),
    /// A global `(?x)` was found while not verbose.
    TurnedVerbose,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

struct Parser<'w> {
    scanner: Scanner,
    flags: Flags,
    /// For each group its width, once it is closed. The first is the whole match.
    widths: Vec<Option<Width>>,
    names: Vec<(Vec<u32>, u32)>,
    /// Inside a lookbehind, how many groups there were (with the whole match) before it.
    lookbehind: Option<usize>,
    /// Groups that conditions ask for by number, and where: they may be defined later.
    awaited: Vec<(u32, usize)>,
    warnings: &'w mut Vec<Warning>,
}

/// A group that is being read, or the whole pattern.
struct Level {
    opener: Opener,
    /// Where its parenthesis is.
    start: usize,
    verbose: bool,
    /// The alternatives that are complete.
    branches: Vec<Node>,
    /// The parts of the current one.
    items: Vec<Node>,
}

enum Opener {
    Top,
    Group { index: Option<u32>, add: Flags, remove: Flags },
    Atomic,
    Look { behind: bool, negate: bool, outermost: bool },
    Conditional { group: u32 },
}

impl<'w> Parser<'w> {
    fn new(scanner: Scanner, flags: Flags, warnings: &'w mut Vec<Warning>) -> Self {
        Parser {
            scanner,
            flags,
            widths: vec![None],
            names: Vec::new(),
            lookbehind: None,
            awaited: Vec::new(),
            warnings,
        }
    }

    fn pattern(&mut self) -> Result<Node, Stop> {
        let mut outer = Vec::new();
        let verbose = self.flags.has(Flags::VERBOSE);
        let mut level = Level::new(Opener::Top, 0, verbose);
        loop {
            match self.scanner.peek() {
                None if outer.is_empty() => return Ok(level.body()),
                None => {
                    let back = self.scanner.tell() - level.start;
                    let message = "missing ), unterminated subpattern";
                    return Err(self.scanner.error(message, back).into());
                }
                Some(token) if token.is('|') => self.alternative(&mut level)?,
                Some(token) if token.is(')') => {
                    let Some(enclosing) = outer.pop() else {
                        return Ok(level.body());
                    };
                    let closed = std::mem::replace(&mut level, enclosing);
                    let node = self.close(closed)?;
                    level.items.push(node);
                }
                Some(token) => {
                    let at = self.scanner.tell();
                    self.scanner.take()?;
                    let is_first = outer.is_empty() && level.is_untouched();
                    if let Some(inner) = self.part(token, at, is_first, &mut level)? {
                        if outer.len() >= MAX_DEPTH {
                            return Err(Error::TooDeep.into());
                        }
                        outer.push(std::mem::replace(&mut level, inner));
                    }
                }
            }
        }
    }

    /// A `|`.
    fn alternative(&mut self, level: &mut Level) -> Result<(), Error> {
        if matches!(level.opener, Opener::Conditional { .. }) && !level.branches.is_empty() {
            let message = "conditional backref with more than two branches";
            return Err(self.scanner.error(message, 0));
        }
        self.scanner.take()?;
        level.end_branch();
        Ok(())
    }

    /// One part of a sequence, of which `token` has been taken. What opens a
    /// group gives the level to go on with.
    fn part(&mut self, token: Token, at: usize, is_first: bool, level: &mut Level) -> Result<Option<Level>, Stop> {
        let node = match token {
            Token::Escape(letter) => self.escape(letter)?,
            Token::Char(cp) => match char::from_u32(cp) {
                Some(' ' | '\t' | '\n' | '\r' | '\x0B' | '\x0C') if level.verbose => {
                    return Ok(None);
                }
                Some('#') if level.verbose => {
                    while self.scanner.take()?.is_some_and(|token| !token.is('\n')) {}
                    return Ok(None);
                }
                Some('[') => self.class()?,
                Some(sign @ ('*' | '+' | '?' | '{')) => {
                    self.repeat(sign, at, level)?;
                    return Ok(None);
                }
                Some('.') => Node::new(NodeKind::Any),
                Some('(') => return self.group(at, is_first, level),
                Some('^') => Node::new(NodeKind::At(At::Begin)),
                Some('$') => Node::new(NodeKind::At(At::End)),
                _ => Node::new(NodeKind::Char(cp)),
            },
        };
        level.items.push(node);
        Ok(None)
    }

    /// A repetition of the part before it; a `{` that begins none stands for itself.
    fn repeat(&mut self, sign: char, at: usize, level: &mut Level) -> Result<(), Error> {
        // CPython counts positions here from the token after the sign.
        let here = self.scanner.tell();
        let bounds = match sign {
            '?' => Some((0, 1)),
            '*' => Some((0, UNBOUNDED)),
            '+' => Some((1, UNBOUNDED)),
            _ => self.bounds(here)?,
        };
        let Some((min, max)) = bounds else {
            level.items.push(Node::new(NodeKind::Char('{' as u32)));
            return Ok(());
        };
        let refuse = match level.items.last().map(|item| &item.kind) {
            None | Some(NodeKind::At(_)) => Some("nothing to repeat"),
            Some(NodeKind::Repeat { .. }) => Some("multiple repeat"),
            Some(_) => None,
        };
        if let Some(message) = refuse {
            return Err(self.scanner.error(message, self.scanner.tell() - at));
        }
        let greed = if self.scanner.accept('?')? {
            Greed::Lazy
        } else if self.scanner.accept('+')? {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        if let Some(body) = level.items.pop() {
            let body = Box::new(body);
            level.items.push(Node::new(NodeKind::Repeat { min, max, greed, body }));
        }
        Ok(())
    }

    /// The bounds in braces, whose first was taken. Nothing is taken if it is not that.
    fn bounds(&mut self, here: usize) -> Result<Option<(u32, u32)>, Error> {
        if self.scanner.peek_char() == Some('}') {
            return Ok(None);
        }
        let (mut low, mut high) = (Vec::new(), Vec::new());
        self.scanner.take_while(usize::MAX, |c| c.is_ascii_digit(), &mut low)?;
        if self.scanner.accept(',')? {
            self.scanner.take_while(usize::MAX, |c| c.is_ascii_digit(), &mut high)?;
        } else {
            high.clone_from(&low);
        }
        if !self.scanner.accept('}')? {
            self.scanner.seek(here)?;
            return Ok(None);
        }
        let min = repeat_count(&low)?.unwrap_or(0);
        let max = repeat_count(&high)?.unwrap_or(UNBOUNDED);
        if max < min {
            let back = self.scanner.tell() - here;
            return Err(self.scanner.error("min repeat greater than max repeat", back));
        }
        Ok(Some((min, max)))
    }

    /// A reference to a group that must be complete.
    fn backref(&self, group: u32, back: usize) -> Result<Node, Error> {
        let Some(width) = self.widths.get(group as usize).copied().flatten() else {
            return Err(self.scanner.error("cannot refer to an open group", back));
        };
        self.check_lookbehind(group)?;
        Ok(Node::backref(group, width))
    }

    /// Inside a lookbehind only groups from before it may be referred to.
    fn check_lookbehind(&self, group: u32) -> Result<(), Error> {
        let Some(before) = self.lookbehind else {
            return Ok(());
        };
        let group = group as usize;
        let message = if self.widths.get(group).copied().flatten().is_none() {
            "cannot refer to an open group"
        } else if group >= before {
            "cannot refer to group defined in the same lookbehind subpattern"
        } else {
            return Ok(());
        };
        Err(self.scanner.error(message, 0))
    }
}

impl Level {
    fn new(opener: Opener, start: usize, verbose: bool) -> Level {
        Level { opener, start, verbose, branches: Vec::new(), items: Vec::new() }
    }

    fn is_untouched(&self) -> bool {
        self.branches.is_empty() && self.items.is_empty()
    }

    fn end_branch(&mut self) {
        self.branches.push(Node::sequence(std::mem::take(&mut self.items)));
    }

    fn body(mut self) -> Node {
        self.end_branch();
        match self.branches.len() {
            1 => self.branches.remove(0),
            _ => Node::new(NodeKind::Alternation(self.branches)),
        }
    }
}

fn repeat_count(digits: &[u32]) -> Result<Option<u32>, Error> {
    if digits.is_empty() {
        return Ok(None);
    }
    let value = digits
        .iter()
        .fold(0u64, |value, &digit| value.saturating_mul(10).saturating_add(u64::from(digit - u32::from(b'0'))));
    match u32::try_from(value) {
        Ok(count) if count < UNBOUNDED => Ok(Some(count)),
        _ => Err(Error::Overflow("the repetition number is too large")),
    }
}
