//! A compiled pattern: instructions for the matcher, and what they refer to.
//!
//! Matching is a walk through the instructions. Where there is a choice, the
//! other way is noted on a stack of the matcher's own, and taken when the walk
//! fails. An instruction goes on with the next one unless it says otherwise.
//!
//! Every choice carries *filters*: what the next byte must be for a way to be
//! worth trying. Most choices are thereby none, and leave nothing to come back to.

use super::flags::Flags;
use super::search::Search;
use super::set::{ByteSet, CharSet};
use super::tree::Greed;

/// What a pattern is for: strings or bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Strings, in generalised UTF-8.
    Str,
    /// Bytes.
    Bytes,
}

/// A compiled pattern.
#[derive(Debug)]
pub struct Program {
    pub(super) kind: Kind,
    pub(super) flags: Flags,
    pub(super) groups: u32,
    pub(super) names: Vec<(Vec<u8>, u32)>,
    pub(super) code: Vec<Inst>,
    /// The bytes of all literals.
    pub(super) literals: Vec<u8>,
    pub(super) sets: Vec<CharSet>,
    pub(super) runs: Vec<Run>,
    pub(super) loops: Vec<Loop>,
    pub(super) filters: Vec<Filter>,
    /// The fewest bytes of a match.
    pub(super) min_bytes: usize,
    pub(super) search: Search,
}

impl Program {
    /// Whether the pattern is for strings or bytes.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// `Pattern.flags`, with those that the pattern itself sets.
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// `Pattern.groups`: how many groups there are, the whole match not counted.
    pub fn groups(&self) -> u32 {
        self.groups
    }

    /// The named groups, in the order of `Pattern.groupindex`. Names are
    /// generalised UTF-8 for both kinds of pattern.
    pub fn names(&self) -> &[(Vec<u8>, u32)] {
        &self.names
    }

    /// The number of a named group.
    pub fn group_named(&self, name: &[u8]) -> Option<u32> {
        self.names.iter().find(|(known, _)| known == name).map(|&(_, group)| group)
    }

    /// The name of a group.
    pub fn name_of(&self, group: u32) -> Option<&[u8]> {
        self.names.iter().find(|&&(_, known)| known == group).map(|(name, _)| &name[..])
    }

    /// Roughly how much memory it takes.
    pub fn size(&self) -> usize {
        size_of::<Program>()
            + self.code.len() * size_of::<Inst>()
            + self.literals.len()
            + self.sets.len() * size_of::<CharSet>()
            + self.runs.len() * size_of::<Run>()
            + self.filters.len() * size_of::<Filter>()
    }
}

/// The index of an instruction.
pub(super) type Pc = u32;

/// The index of a filter; [`NO_FILTER`] lets everything pass.
pub(super) type FilterId = u32;

pub(super) const NO_FILTER: FilterId = u32::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inst {
    /// One byte.
    Byte(u8),
    /// Bytes `start..end` of the literals.
    Literal {
        start: u32,
        end: u32,
    },
    /// One character.
    AnyChar,
    /// One character of a set.
    Set(u32),
    /// A position.
    Assert(Assert),
    /// Notes the position: the start of a group in its even slot, the end in the next.
    Save(u32),
    Jump(Pc),
    /// The next instruction, or the one at `other`. What is preferred is tried
    /// first: `other` if `lazy`.
    Split {
        other: Pc,
        next_filter: FilterId,
        other_filter: FilterId,
        lazy: bool,
    },
    /// Several characters of one set; see [`Run`].
    Run(u32),
    /// Sets a counted loop to its start.
    LoopStart(u32),
    /// Decides, before each time round, whether there is one; see [`Loop`].
    LoopNext(u32),
    /// What the group matched, once more.
    Backref {
        group: u32,
        case: super::set::Case,
    },
    /// Goes on at `otherwise` if the group has not matched.
    IfGroup {
        group: u32,
        otherwise: Pc,
    },
    /// Begins a part that is matched on its own; `after` is where it ends.
    Enter {
        scope: Scope,
        after: Pc,
    },
    /// Sees whether the next instruction, a literal or a set, would match here or
    /// just before, and goes on after it if that is as wanted.
    Peek {
        behind: bool,
        negate: bool,
    },
    /// Goes back by a number of characters.
    Back(u32),
    /// Ends what `Enter` began.
    Leave(Scope),
    Fail,
    Match,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assert {
    BeginString,
    BeginLine,
    /// The end, or before a newline at the end.
    End,
    EndLine,
    EndString,
    Boundary {
        unicode: bool,
    },
    NotBoundary {
        unicode: bool,
    },
}

/// What becomes of a part that is matched on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// It matches as it does first.
    Atomic,
    /// It must match, and the position stays.
    Look,
    /// It must not match.
    NotLook,
}

/// A single character repeated.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) scan: Scan,
    pub(super) min: u32,
    /// [`super::tree::UNBOUNDED`] for no bound.
    pub(super) max: u32,
    pub(super) greed: Greed,
    /// What must follow the run.
    pub(super) follow: FilterId,
}

/// How to find the end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// It takes everything.
    All,
    /// It takes everything but this byte, which is a whole character.
    AllBut(u8),
    /// It takes this byte, which is a whole character.
    Byte(u8),
    /// It takes the characters of a set.
    Set(u32),
}

/// Something longer repeated, with a count or with a body that may be empty.
#[derive(Debug)]
pub(super) struct Loop {
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) lazy: bool,
    pub(super) after: Pc,
}

/// What comes next where something can match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) bytes: ByteSet,
    /// Whether it can be the end of the text.
    pub(super) at_end: bool,
    /// The byte, if it is only one.
    pub(super) only: Option<u8>,
}

impl Filter {
    #[inline]
    pub(super) fn admits(&self, next: Option<&u8>) -> bool {
        match next {
            Some(&byte) => self.bytes.contains(byte),
            None => self.at_end,
        }
    }
}
