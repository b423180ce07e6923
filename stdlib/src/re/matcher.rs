//! Carries out a compiled pattern on a text, by backtracking.
//!
//! All that a match in progress consists of is in [`Matcher`]: positions, and a
//! stack of what to come back to. Nothing recurses, so a long text needs memory
//! and not native stack. The stack also holds what to *undo* on the way back:
//! where groups and loops stood before. A part matched on its own keeps its
//! undo entries when its choices are dropped.
//!
//! Every so many steps the caller is asked whether to go on, which is how
//! Ctrl-C, time limits and memory limits end a match that would take for ever.

mod run;

use super::casing::ascii_lower;
use super::program::{Assert, Inst, Kind, Loop, NO_FILTER, Pc, Program, Scope};
use super::set::{Case, is_word};
use super::tree::{Greed, UNBOUNDED};
use pausa_vm::text::{ucd::kinds::to_simple_lower, wtf8};
use std::ops::Range;

/// The match was stopped by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// How a pattern is to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// At the start, as `Pattern.match`.
    Match,
    /// At the start and up to the end, as `Pattern.fullmatch`.
    FullMatch,
    /// Anywhere, as `Pattern.search`.
    Search,
}

/// No position.
const NONE: usize = usize::MAX;

/// How many steps there are between two questions whether to go on.
const STEPS: u32 = 1 << 14;

/// How many entries of its stack a matcher keeps for the next match.
const KEPT: usize = 1 << 10;

/// The state of a match, which can be used again for the next.
#[derive(Debug, Default)]
pub struct Matcher {
    span: Range<usize>,
    /// The start and the end of each group.
    slots: Vec<usize>,
    last_index: u32,
    loops: Vec<Counter>,
    stack: Vec<Frame>,
    /// Where on the stack the parts begin that are matched on their own.
    scopes: Vec<usize>,
    /// A place in the text, and how many characters are before it.
    counted: (usize, usize),
}

/// Wider look-behinds than this ask how many characters there are before they step back.
const FAR: u32 = 32;

/// Where a counted loop is.
#[derive(Clone, Copy, Debug)]
struct Counter {
    /// How often its body was begun.
    count: u32,
    /// Where it was last begun by choice.
    last: usize,
}

#[derive(Clone, Copy, Debug)]
enum Frame {
    /// Another way to go on.
    Choice { pc: Pc, pos: usize },
    /// A greedy run that may end earlier, down to `low`.
    GiveBack { pc: Pc, low: usize, pos: usize },
    /// A lazy run that may go on, for up to `left` characters.
    TakeMore { pc: Pc, left: u32, pos: usize },
    /// A part matched on its own; if it fails, the match goes on at `pc` or fails too.
    Scope { pc: Option<Pc>, pos: usize },
    /// A group's slot as it was.
    Slot { slot: u32, last_index: u32, value: usize },
    /// A loop's counter as it was.
    Counter { id: u32, counter: Counter },
}

impl Frame {
    fn is_undo(&self) -> bool {
        matches!(self, Frame::Slot { .. } | Frame::Counter { .. })
    }
}

/// One match: what does not change while it goes on.
struct Task<'a, const STR: bool> {
    program: &'a Program,
    /// The text up to the end position.
    text: &'a [u8],
    /// An end at which there must not be a match, if one was there just before.
    refused: usize,
    full: bool,
    steps: u32,
    go_on: &'a mut dyn FnMut(usize) -> bool,
}

impl Matcher {
    /// A matcher that has matched nothing.
    pub fn new() -> Matcher {
        Matcher::default()
    }

    /// Matches `program` on `text` between two byte positions, and says whether it did.
    ///
    /// What comes before the start is seen by lookbehinds and assertions; what
    /// comes after the end is not there. With `must_advance` there is to be no
    /// empty match at the start. `go_on` is called now and then with the size of
    /// the matcher's stack in bytes, and stops the match by saying no.
    pub fn run(
        &mut self,
        program: &Program,
        how: How,
        text: &[u8],
        range: Range<usize>,
        must_advance: bool,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<bool, Stopped> {
        let Some(text) = text.get(..range.end) else {
            return Ok(false);
        };
        if range.start > range.end {
            return Ok(false);
        }
        self.counted = (0, 0);
        let refused = if must_advance { range.start } else { NONE };
        let full = how == How::FullMatch;
        match program.kind {
            Kind::Str => {
                let task = Task::<true> { program, text, refused, full, steps: STEPS, go_on };
                self.start(task, how, range.start)
            }
            Kind::Bytes => {
                let task = Task::<false> { program, text, refused, full, steps: STEPS, go_on };
                self.start(task, how, range.start)
            }
        }
    }

    /// Gives memory back if the last match took much of it.
    pub fn trim(&mut self) {
        self.stack.clear();
        self.stack.shrink_to(KEPT);
    }

    /// Where the group matched; group 0 is the whole match.
    pub fn group(&self, group: u32) -> Option<Range<usize>> {
        if group == 0 {
            return Some(self.span.clone());
        }
        let at = 2 * (group as usize - 1);
        match self.slots.get(at..at + 2)? {
            &[start, end] if start != NONE && end != NONE => Some(start..end),
            _ => None,
        }
    }

    /// `Match.lastindex`: the group that was closed last.
    pub fn last_index(&self) -> Option<u32> {
        (self.last_index > 0).then_some(self.last_index)
    }

    fn start<const STR: bool>(&mut self, mut task: Task<'_, STR>, how: How, from: usize) -> Result<bool, Stopped> {
        let program = task.program;
        self.loops.resize(program.loops.len(), Counter { count: 0, last: NONE });
        let mut at = from;
        loop {
            if how == How::Search {
                match program.search.next(task.text, at) {
                    Some(found) => at = found,
                    None => return Ok(false),
                }
            }
            if task.text.len() - at < program.min_bytes {
                return Ok(false);
            }
            if at != from {
                task.refused = NONE;
            }
            self.reset(program);
            if let Some(end) = self.attempt(&mut task, at)? {
                self.span = at..end;
                return Ok(true);
            }
            if how != How::Search {
                return Ok(false);
            }
            let tried = at;
            at = match task.next_char(at) {
                Some((_, width)) => at + width,
                None => return Ok(false),
            };
            if let Some(run) = program.search.leading_run {
                at = at.max(task.end_of_run(&program.runs[run as usize].scan, tried));
            }
            task.step(self)?;
        }
    }

    fn reset(&mut self, program: &Program) {
        self.slots.clear();
        self.slots.resize(2 * program.groups as usize, NONE);
        self.last_index = 0;
        self.stack.clear();
        self.scopes.clear();
    }

    /// Tries to match at `pos`, and says where the match ends.
    fn attempt<const STR: bool>(&mut self, task: &mut Task<'_, STR>, mut pos: usize) -> Result<Option<usize>, Stopped> {
        let program = task.program;
        let text = task.text;
        let mut pc: Pc = 0;
        loop {
            let next = match program.code[pc as usize] {
                Inst::Byte(byte) => match text.get(pos) {
                    Some(&found) if found == byte => {
                        pos += 1;
                        Some(pc + 1)
                    }
                    _ => None,
                },
                Inst::Literal { start, end } => {
                    let literal = &program.literals[start as usize..end as usize];
                    let found = text[pos..].starts_with(literal);
                    pos += if found { literal.len() } else { 0 };
                    found.then_some(pc + 1)
                }
                Inst::AnyChar => task.next_char(pos).map(|(_, width)| {
                    pos += width;
                    pc + 1
                }),
                Inst::Set(id) => task.one_of(id, pos).map(|width| {
                    pos += width;
                    pc + 1
                }),
                Inst::Assert(assert) => task.holds(assert, pos).then_some(pc + 1),
                Inst::Save(slot) => {
                    self.save(slot, pos);
                    Some(pc + 1)
                }
                Inst::Jump(target) => {
                    if target < pc {
                        task.step(self)?;
                    }
                    Some(target)
                }
                Inst::Split { other, next_filter, other_filter, lazy } => {
                    let byte = text.get(pos);
                    let go_next = task.admits(next_filter, byte);
                    let go_other = task.admits(other_filter, byte);
                    match (go_next, go_other) {
                        (true, true) => {
                            let (pc, kept) = if lazy { (other, pc + 1) } else { (pc + 1, other) };
                            self.stack.push(Frame::Choice { pc: kept, pos });
                            task.step(self)?;
                            Some(pc)
                        }
                        (true, false) => Some(pc + 1),
                        (false, true) => {
                            task.step(self)?;
                            Some(other)
                        }
                        (false, false) => None,
                    }
                }
                Inst::Run(id) => {
                    let run = &program.runs[id as usize];
                    match task.begin_run(run, pos) {
                        Some(run::Begun { low, end }) => {
                            let found = if run.greed == Greed::Lazy {
                                let bounded = run.max != UNBOUNDED;
                                let left = if bounded { run.max - run.min } else { UNBOUNDED };
                                self.take_more(task, pc, low, left)
                            } else if run.greed == Greed::Possessive {
                                task.admits(run.follow, text.get(end)).then_some(end)
                            } else {
                                self.give_back(task, pc, low, end)
                            };
                            found.map(|found| {
                                pos = found;
                                pc + 1
                            })
                        }
                        None => None,
                    }
                }
                Inst::LoopStart(id) => {
                    self.set_counter(id, Counter { count: 0, last: NONE });
                    Some(pc + 1)
                }
                Inst::LoopNext(id) => {
                    task.step(self)?;
                    self.next_round(&program.loops[id as usize], id, pc, pos)
                }
                Inst::Backref { group, case } => self.group_again(task, group, case, pos).map(|end| {
                    pos = end;
                    pc + 1
                }),
                Inst::IfGroup { group, otherwise } => match self.group(group) {
                    Some(span) if span.start <= span.end => Some(pc + 1),
                    _ => Some(otherwise),
                },
                Inst::Enter { scope, after } => {
                    self.scopes.push(self.stack.len());
                    let pc_if_failed = (scope == Scope::NotLook).then_some(after);
                    self.stack.push(Frame::Scope { pc: pc_if_failed, pos });
                    Some(pc + 1)
                }
                Inst::Peek { behind, negate } => (task.peek(pc + 1, pos, behind) != negate).then_some(pc + 2),
                Inst::Back(count) => self.back(task, pos, count).map(|before| {
                    pos = before;
                    pc + 1
                }),
                Inst::Leave(scope) => self.leave(scope, &mut pos).then_some(pc + 1),
                Inst::Fail => None,
                Inst::Match => {
                    if pos != task.refused && !(task.full && pos != text.len()) {
                        return Ok(Some(pos));
                    }
                    None
                }
            };
            pc = match next {
                Some(next) => next,
                None => {
                    task.step(self)?;
                    match self.backtrack(task) {
                        Some((pc, at)) => {
                            pos = at;
                            pc
                        }
                        None => return Ok(None),
                    }
                }
            };
        }
    }

    /// The place so many characters before another.
    fn back<const STR: bool>(&mut self, task: &Task<'_, STR>, pos: usize, count: u32) -> Option<usize> {
        // A character has a byte at least.
        let before = pos.checked_sub(count as usize)?;
        if !STR {
            return Some(before);
        }
        if count > FAR {
            let chars = self.chars_before(task.text, pos);
            if chars < count as usize {
                return None;
            }
            if chars == pos {
                return Some(before);
            }
        }
        task.back(pos, count)
    }

    /// How many characters there are before a place: counted on from the last one that was asked for.
    fn chars_before(&mut self, text: &[u8], pos: usize) -> usize {
        let count = |part: &[u8]| part.iter().filter(|b| **b & 0xc0 != 0x80).count();
        let (at, chars) = self.counted;
        let chars = if at <= pos { chars + count(&text[at..pos]) } else { chars - count(&text[pos..at]) };
        self.counted = (pos, chars);
        chars
    }

    /// Goes back to the last choice: where to go on.
    fn backtrack<const STR: bool>(&mut self, task: &Task<'_, STR>) -> Option<(Pc, usize)> {
        while let Some(frame) = self.stack.pop() {
            match frame {
                Frame::Choice { pc, pos } => return Some((pc, pos)),
                Frame::GiveBack { pc, low, pos } => {
                    let before = pos - task.width_before(pos);
                    if let Some(pos) = self.give_back(task, pc, low, before) {
                        return Some((pc + 1, pos));
                    }
                }
                Frame::TakeMore { pc, left, pos } => {
                    let Inst::Run(id) = task.program.code[pc as usize] else {
                        continue;
                    };
                    let scan = &task.program.runs[id as usize].scan;
                    let Some(width) = task.one_of_run(scan, pos) else {
                        continue;
                    };
                    let left = if left == UNBOUNDED { left } else { left - 1 };
                    if let Some(pos) = self.take_more(task, pc, pos + width, left) {
                        return Some((pc + 1, pos));
                    }
                }
                Frame::Scope { pc, pos } => {
                    self.scopes.pop();
                    if let Some(pc) = pc {
                        return Some((pc, pos));
                    }
                }
                undo => self.undo(undo),
            }
        }
        None
    }

    fn undo(&mut self, frame: Frame) {
        match frame {
            Frame::Slot { slot, last_index, value } => {
                self.slots[slot as usize] = value;
                self.last_index = last_index;
            }
            Frame::Counter { id, counter } => self.loops[id as usize] = counter,
            _ => {}
        }
    }

    /// Notes a position for a group. Without a choice there is no way back to undo it on.
    fn save(&mut self, slot: u32, pos: usize) {
        let at = slot - 2;
        if !self.stack.is_empty() {
            let value = self.slots[at as usize];
            self.stack.push(Frame::Slot { slot: at, last_index: self.last_index, value });
        }
        self.slots[at as usize] = pos;
        if slot % 2 == 1 {
            self.last_index = slot / 2;
        }
    }

    fn set_counter(&mut self, id: u32, counter: Counter) {
        if !self.stack.is_empty() {
            let counter = self.loops[id as usize];
            self.stack.push(Frame::Counter { id, counter });
        }
        self.loops[id as usize] = counter;
    }

    /// Decides whether a counted loop goes round once more.
    fn next_round(&mut self, repeated: &Loop, id: u32, pc: Pc, pos: usize) -> Option<Pc> {
        let Counter { count, last } = self.loops[id as usize];
        if count < repeated.min {
            self.set_counter(id, Counter { count: count + 1, last });
            return Some(pc + 1);
        }
        // A round that begins where the last one began would change nothing.
        let possible = (count < repeated.max || repeated.max == UNBOUNDED) && pos != last;
        if !possible {
            return Some(repeated.after);
        }
        let again = Counter { count: count.saturating_add(1), last: pos };
        if repeated.lazy {
            // The way back to the body passes an entry that advances the counter,
            // and the way back from there one that restores it.
            self.stack.push(Frame::Counter { id, counter: self.loops[id as usize] });
            self.stack.push(Frame::Choice { pc: pc + 1, pos });
            self.stack.push(Frame::Counter { id, counter: again });
            return Some(repeated.after);
        }
        self.stack.push(Frame::Choice { pc: repeated.after, pos });
        self.set_counter(id, again);
        Some(pc + 1)
    }

    /// Ends a part matched on its own. Says whether the match goes on.
    fn leave(&mut self, scope: Scope, pos: &mut usize) -> bool {
        let Some(bottom) = self.scopes.pop() else {
            return false;
        };
        let Some(&Frame::Scope { pos: before, .. }) = self.stack.get(bottom) else {
            return false;
        };
        if scope == Scope::NotLook {
            while self.stack.len() > bottom {
                if let Some(frame) = self.stack.pop() {
                    self.undo(frame);
                }
            }
            return false;
        }
        if scope == Scope::Look {
            *pos = before;
        }
        let mut kept = bottom;
        for at in bottom + 1..self.stack.len() {
            if self.stack[at].is_undo() {
                self.stack[kept] = self.stack[at];
                kept += 1;
            }
        }
        self.stack.truncate(kept);
        true
    }

    /// Where a greedy run of which `low..=high` are possible ends is to be tried next.
    fn give_back<const STR: bool>(&mut self, task: &Task<'_, STR>, pc: Pc, low: usize, high: usize) -> Option<usize> {
        let Inst::Run(id) = task.program.code[pc as usize] else {
            return None;
        };
        let end = task.last_end(task.program.runs[id as usize].follow, low, high)?;
        if end > low {
            self.stack.push(Frame::GiveBack { pc, low, pos: end });
        }
        Some(end)
    }

    /// Where a lazy run that could end at `pos` is to be tried next.
    fn take_more<const STR: bool>(&mut self, task: &Task<'_, STR>, pc: Pc, pos: usize, left: u32) -> Option<usize> {
        let Inst::Run(id) = task.program.code[pc as usize] else {
            return None;
        };
        let (end, left) = task.next_end(&task.program.runs[id as usize], pos, left)?;
        if left > 0 {
            self.stack.push(Frame::TakeMore { pc, left, pos: end });
        }
        Some(end)
    }

    /// The end of another occurrence at `pos` of what the group matched.
    fn group_again<const STR: bool>(&self, task: &Task<'_, STR>, group: u32, case: Case, pos: usize) -> Option<usize> {
        let span = self.group(group)?;
        let wanted = task.text.get(span)?;
        if case == Case::Sensitive {
            return task.text[pos..].starts_with(wanted).then_some(pos + wanted.len());
        }
        let lower = if case == Case::Ascii { ascii_lower } else { to_simple_lower };
        let (mut at, mut done) = (pos, 0);
        while let Some((cp, width)) = char_at::<STR>(wanted, done) {
            let (found, found_width) = task.next_char(at)?;
            if lower(found) != lower(cp) {
                return None;
            }
            done += width;
            at += found_width;
        }
        Some(at)
    }
}

#[inline]
fn char_at<const STR: bool>(text: &[u8], pos: usize) -> Option<(u32, usize)> {
    if STR { wtf8::decode(text, pos) } else { text.get(pos).map(|&byte| (u32::from(byte), 1)) }
}

impl<const STR: bool> Task<'_, STR> {
    /// Counts a step, and sometimes asks whether to go on.
    #[inline]
    fn step(&mut self, matcher: &Matcher) -> Result<(), Stopped> {
        self.steps -= 1;
        if self.steps == 0 {
            self.steps = STEPS;
            if !(self.go_on)(matcher.stack.len() * size_of::<Frame>()) {
                return Err(Stopped);
            }
        }
        Ok(())
    }

    #[inline]
    fn next_char(&self, pos: usize) -> Option<(u32, usize)> {
        char_at::<STR>(self.text, pos)
    }

    #[inline]
    fn width_before(&self, pos: usize) -> usize {
        if !STR {
            return 1;
        }
        let mut start = pos - 1;
        while start > 0 && wtf8::is_continuation(self.text[start]) {
            start -= 1;
        }
        pos - start
    }

    #[inline]
    fn admits(&self, filter: u32, next: Option<&u8>) -> bool {
        filter == NO_FILTER || self.program.filters[filter as usize].admits(next)
    }

    /// The width of the character at `pos`, if it is in the set.
    #[inline]
    fn one_of(&self, set: u32, pos: usize) -> Option<usize> {
        let set = &self.program.sets[set as usize];
        let &byte = self.text.get(pos)?;
        if !STR || byte < 0x80 {
            return set.contains_byte(byte).then_some(1);
        }
        let (cp, width) = self.next_char(pos)?;
        set.contains(cp).then_some(width)
    }

    /// Whether the literal or set at `pc` is at `pos`, or just before it.
    fn peek(&self, pc: Pc, pos: usize, behind: bool) -> bool {
        let program = self.program;
        let is = |literal: &[u8]| match behind {
            true => self.text[..pos].ends_with(literal),
            false => self.text[pos..].starts_with(literal),
        };
        match program.code[pc as usize] {
            Inst::Byte(byte) => is(&[byte]),
            Inst::Literal { start, end } => is(&program.literals[start as usize..end as usize]),
            Inst::Set(id) => match behind {
                true => pos > 0 && self.one_of(id, pos - self.width_before(pos)).is_some(),
                false => self.one_of(id, pos).is_some(),
            },
            _ => false,
        }
    }

    fn back(&self, pos: usize, count: u32) -> Option<usize> {
        let mut at = pos;
        for _ in 0..count {
            if at == 0 {
                return None;
            }
            at -= self.width_before(at);
        }
        Some(at)
    }

    fn holds(&self, assert: Assert, pos: usize) -> bool {
        let text = self.text;
        let is_last = pos == text.len();
        let newline = || text[pos] == b'\n';
        match assert {
            Assert::BeginString => pos == 0,
            Assert::BeginLine => pos == 0 || text[pos - 1] == b'\n',
            Assert::EndString => is_last,
            Assert::End => is_last || (pos + 1 == text.len() && newline()),
            Assert::EndLine => is_last || newline(),
            // In an empty text neither holds.
            Assert::Boundary { unicode } => !text.is_empty() && self.at_boundary(pos, unicode),
            Assert::NotBoundary { unicode } => !text.is_empty() && !self.at_boundary(pos, unicode),
        }
    }

    fn at_boundary(&self, pos: usize, unicode: bool) -> bool {
        let before = pos > 0 && {
            let start = pos - self.width_before(pos);
            self.next_char(start).is_some_and(|(cp, _)| is_word(cp, unicode))
        };
        let after = self.next_char(pos).is_some_and(|(cp, _)| is_word(cp, unicode));
        before != after
    }
}
