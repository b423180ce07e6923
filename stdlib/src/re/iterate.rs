//! One match after another, as `finditer`, `sub`, `split` and scanners go.

use super::matcher::{How, Matcher, Stopped};
use super::program::Program;
use super::template::Template;
use std::ops::Range;

/// Where to look for the next match.
///
/// After a match the search goes on at its end, where it may find an empty one
/// only if the last one was not empty.
#[derive(Clone, Debug)]
pub struct Cursor {
    at: usize,
    end: usize,
    must_advance: bool,
    done: bool,
}

impl Cursor {
    /// Starts between two byte positions.
    pub fn new(range: Range<usize>) -> Cursor {
        Cursor { at: range.start, end: range.end, must_advance: false, done: false }
    }

    /// Where the last match ended, at first where the search starts.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Finds the next match, of which `matcher` then tells. After the last one it finds none.
    pub fn next(
        &mut self,
        matcher: &mut Matcher,
        program: &Program,
        how: How,
        text: &[u8],
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<bool, Stopped> {
        let range = self.at..self.end;
        if self.done || !matcher.run(program, how, text, range, self.must_advance, go_on)? {
            self.done = true;
            return Ok(false);
        }
        if let Some(span) = matcher.group(0) {
            self.must_advance = span.is_empty();
            self.at = span.end;
        }
        Ok(true)
    }
}

/// Appends `text` with up to `count` matches replaced, all of them if it is 0.
/// The answer is how many were.
pub fn substitute(
    program: &Program,
    template: &Template,
    text: &[u8],
    count: usize,
    out: &mut Vec<u8>,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<usize, Stopped> {
    let mut matcher = Matcher::new();
    let mut cursor = Cursor::new(0..text.len());
    let (mut done, mut copied) = (0, 0);
    while (count == 0 || done < count) && cursor.next(&mut matcher, program, How::Search, text, go_on)? {
        if let Some(span) = matcher.group(0) {
            out.extend_from_slice(&text[copied..span.start]);
            template.expand(|group| matcher.group(group), text, out);
            copied = span.end;
            done += 1;
        }
    }
    out.extend_from_slice(&text[copied..]);
    Ok(done)
}

/// Calls `each` with the pieces of `text` between up to `most` matches (all if it
/// is 0), and between them with the groups, as `Pattern.split` lists them.
pub fn split(
    program: &Program,
    text: &[u8],
    most: usize,
    mut each: impl FnMut(Option<Range<usize>>),
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<(), Stopped> {
    let mut matcher = Matcher::new();
    let mut cursor = Cursor::new(0..text.len());
    let (mut done, mut start) = (0, 0);
    while (most == 0 || done < most) && cursor.next(&mut matcher, program, How::Search, text, go_on)? {
        if let Some(span) = matcher.group(0) {
            each(Some(start..span.start));
            (1..=program.groups()).for_each(|group| each(matcher.group(group)));
            start = span.end;
            done += 1;
        }
    }
    each(Some(start..text.len()));
    Ok(())
}
