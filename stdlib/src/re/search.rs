//! Where a search needs to try at all.

use super::optimize;
use super::program::{Assert, Filter, Inst, Program};
use super::tree::UNBOUNDED;
use memchr::memmem;

/// What a match must begin with.
#[derive(Debug, Default)]
pub(super) struct Search {
    begin: Begin,
    /// The pattern begins with this run, without bounds: where the attempt at
    /// its first character failed, those at the others would, as they would try
    /// a part of the same ends.
    pub(super) leading_run: Option<u32>,
}

#[derive(Debug, Default)]
enum Begin {
    #[default]
    Anything,
    /// Only the beginning of the text.
    TextStart,
    /// Only beginnings of lines.
    LineStart,
    Literal(Box<memmem::Finder<'static>>),
    /// Only just after a literal.
    After(Box<memmem::Finder<'static>>),
    One(u8),
    Two(u8, u8),
    Three(u8, u8, u8),
    Filter(Box<Filter>),
}

impl Search {
    pub(super) fn of(program: &Program) -> Search {
        let mut pc = 0;
        let mut literal = Vec::new();
        let mut assert = None;
        let mut leading_run = None;
        let mut after = None;
        loop {
            match program.code[pc] {
                Inst::Save(_) => {}
                Inst::Peek { behind, negate } => {
                    let wanted = match program.code[pc + 1] {
                        Inst::Byte(byte) => vec![byte],
                        Inst::Literal { start, end } => program.literals[start as usize..end as usize].to_vec(),
                        _ => break,
                    };
                    if behind && !negate && literal.is_empty() {
                        after = Some(Box::new(memmem::Finder::new(&wanted).into_owned()));
                    }
                    break;
                }
                Inst::Byte(byte) => literal.push(byte),
                Inst::Literal { start, end } => {
                    literal.extend_from_slice(&program.literals[start as usize..end as usize]);
                }
                Inst::Assert(found) if literal.is_empty() && assert.is_none() => {
                    assert = Some(found);
                    break;
                }
                Inst::Run(id) if literal.is_empty() => {
                    let unbounded = program.runs[id as usize].max == UNBOUNDED;
                    let depends = |inst: &Inst| matches!(inst, Inst::Backref { .. });
                    if unbounded && !program.code.iter().any(depends) {
                        leading_run = Some(id);
                    }
                    break;
                }
                _ => break,
            }
            pc += 1;
        }
        let begin = match assert {
            _ if after.is_some() => after.map_or(Begin::Anything, Begin::After),
            Some(Assert::BeginString) => Begin::TextStart,
            Some(Assert::BeginLine) => Begin::LineStart,
            _ if literal.len() > 1 => Begin::Literal(Box::new(memmem::Finder::new(&literal).into_owned())),
            _ => match optimize::first(program, 0) {
                None => Begin::Anything,
                Some(filter) if filter.at_end => Begin::Filter(Box::new(filter)),
                Some(filter) => match filter.bytes.few(3).as_deref() {
                    Some(&[a]) => Begin::One(a),
                    Some(&[a, b]) => Begin::Two(a, b),
                    Some(&[a, b, c]) => Begin::Three(a, b, c),
                    _ => Begin::Filter(Box::new(filter)),
                },
            },
        };
        Search { begin, leading_run }
    }

    /// The first place from `at` on where a match may begin.
    #[inline]
    pub(super) fn next(&self, text: &[u8], at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let found = match &self.begin {
            Begin::Anything => 0,
            Begin::TextStart => return (at == 0).then_some(0),
            Begin::LineStart if at == 0 || text[at - 1] == b'\n' => 0,
            Begin::LineStart => memchr::memchr(b'\n', rest)? + 1,
            Begin::Literal(finder) => finder.find(rest)?,
            Begin::After(finder) => {
                let width = finder.needle().len();
                let start = at.saturating_sub(width);
                return Some(start + finder.find(&text[start..])? + width);
            }
            Begin::One(a) => memchr::memchr(*a, rest)?,
            Begin::Two(a, b) => memchr::memchr2(*a, *b, rest)?,
            Begin::Three(a, b, c) => memchr::memchr3(*a, *b, *c, rest)?,
            Begin::Filter(filter) => match rest.iter().position(|&b| filter.bytes.contains(b)) {
                Some(found) => found,
                None if filter.at_end => rest.len(),
                None => return None,
            },
        };
        Some(at + found)
    }
}
