//! Where things are: byte spans, and the map from a byte offset to a line and a column.
//!
//! Every node carries a [`Span`] of byte offsets into the decoded source text, which is compact and
//! survives any later question. Lines and columns are computed on demand by a [`LineIndex`], built
//! once per source. Columns come in two kinds because CPython uses both: code objects and the `ast`
//! module count UTF-8 bytes, `SyntaxError.offset` and carets count characters.

use std::ops::Range;

/// A half-open range of byte offsets into the source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub const fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// The smallest span that covers `self` and `other`.
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span as a range for slicing the source text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether nothing lies between start and end.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A line and the two kinds of column of one byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// Line number, from 1.
    pub line: u32,
    /// Bytes of UTF-8 since the start of the line, from 0 (`ast.col_offset`, `co_positions`).
    pub column: u32,
    /// Characters since the start of the line, from 0 (`SyntaxError.offset` is this plus one).
    pub char_column: u32,
}

/// The start of every line of a source text.
///
/// Lines end at `\n`, `\r\n` or a lone `\r`, as for CPython's universal newlines.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The numbers of the lines, in order, if they are not 1, 2, 3, ..
    numbers: Option<Box<[u32]>>,
}

impl LineIndex {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
        starts.push(0);
        for (i, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i as u32 + 1);
            }
        }
        Self { starts, numbers: None }
    }

    /// The lines of a text that is not there: each with its number and its width, in ascending order. `None` if they are too wide.
    pub fn of_widths(lines: impl Iterator<Item = (u32, u32)>) -> Option<Self> {
        let (mut starts, mut numbers) = (Vec::new(), Vec::new());
        let mut next = 0u32;
        for (number, width) in lines {
            starts.push(next);
            numbers.push(number);
            next = next.checked_add(width)?.checked_add(1)?;
        }
        if starts.is_empty() {
            starts.push(0);
            numbers.push(1);
        }
        Some(Self { starts, numbers: Some(numbers.into()) })
    }

    /// The offset of a place, if there is such a line.
    pub fn offset(&self, line: u32, column: u32) -> Option<u32> {
        let index = match &self.numbers {
            Some(numbers) => numbers.binary_search(&line).ok()?,
            None => (line as usize).checked_sub(1)?,
        };
        self.starts.get(index)?.checked_add(column)
    }

    fn index(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// How many lines there are; a text that ends in a newline has an empty last line.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The 1-based line that contains `offset`. Costs a binary search and nothing else.
    pub fn line(&self, offset: u32) -> u32 {
        let index = self.index(offset);
        match &self.numbers {
            Some(numbers) => numbers[index],
            None => index as u32 + 1,
        }
    }

    /// Line and UTF-8 column (from 0) of `offset`, without looking at the text.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        (self.line(offset), offset - self.starts[self.index(offset)])
    }

    /// Line, byte column and character column of `offset` in `text`, the text of this index.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let (line, column) = self.line_column(offset);
        let start = (offset - column) as usize;
        let end = (offset as usize).min(text.len());
        let before = &text.as_bytes()[start.min(end)..end];
        let char_column = before.iter().filter(|&&b| (b & 0xC0) != 0x80).count() as u32;
        Position { line, column, char_column }
    }

    /// Offset of the first byte of a 1-based line; `None` past the last line. (Where there is no line of that number, of the next.)
    pub fn line_start(&self, line: u32) -> Option<u32> {
        if let Some(numbers) = &self.numbers {
            return self.starts.get(numbers.partition_point(|&number| number < line)).copied();
        }
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// The byte span of a 1-based line, its line ending included; `None` past the last line.
    pub fn line_span(&self, line: u32, text: &str) -> Option<Span> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self.starts.get(index + 1).copied().unwrap_or(text.len() as u32);
        Some(Span { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_every_kind_of_newline() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        let lines: Vec<u32> = (0..8).map(|offset| index.line(offset)).collect();
        assert_eq!(lines, [1, 1, 2, 2, 2, 3, 3, 4]);
    }

    #[test]
    fn columns_count_bytes_and_characters() {
        let text = "x\né = ü\n";
        let index = LineIndex::new(text);
        let offset = text.find('ü').unwrap() as u32;
        let expected = Position { line: 2, column: 5, char_column: 4 };
        assert_eq!(index.position(text, offset), expected);
    }
}
