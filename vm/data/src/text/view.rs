//! A borrowed string that knows how many characters it has.

use std::ops::Range;

use super::index::{Index, LazyIndex};
use super::wtf8::{self, CodePoint};

/// A borrowed Python string.
///
/// Positions and lengths are in characters (code points) unless a name says
/// `byte`. Positions past the end mean the end.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    bytes: &'a [u8],
    chars: usize,
    index: Option<&'a LazyIndex>,
}

impl<'a> Text<'a> {
    /// A string whose length in characters is known; equal to the length in
    /// bytes, it says that the string is ASCII.
    #[inline]
    pub fn new(bytes: &'a [u8], chars: usize) -> Self {
        debug_assert_eq!(wtf8::count(bytes), chars);
        Text { bytes, chars, index: None }
    }

    /// A string with the index that it keeps for long ones.
    #[inline]
    pub fn indexed(bytes: &'a [u8], chars: usize, index: &'a LazyIndex) -> Self {
        debug_assert_eq!(wtf8::count(bytes), chars);
        Text { bytes, chars, index: Some(index) }
    }

    /// A string whose length is counted now.
    pub fn counted(bytes: &'a [u8]) -> Self {
        Text { bytes, chars: wtf8::count(bytes), index: None }
    }

    /// A `bytes` object, whose characters are its bytes.
    #[inline]
    pub fn of_bytes(bytes: &'a [u8]) -> Self {
        Text { bytes, chars: bytes.len(), index: None }
    }

    /// The bytes.
    #[inline]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The number of characters.
    #[inline]
    pub fn len(&self) -> usize {
        self.chars
    }

    /// Whether there are no characters.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether every character is a byte: in a `str`, whether all are ASCII.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.chars == self.bytes.len()
    }

    /// The characters.
    #[inline]
    pub fn code_points(&self) -> wtf8::CodePoints<'a> {
        wtf8::code_points(self.bytes)
    }

    /// Where the character number `char` starts in the bytes.
    #[inline]
    pub fn byte_of(&self, char: usize) -> usize {
        if self.is_ascii() { char.min(self.chars) } else { self.byte_of_wide(char) }
    }

    fn byte_of_wide(&self, char: usize) -> usize {
        if char >= self.chars {
            return self.bytes.len();
        }
        match self.worth_indexing() {
            Some(index) => index.byte_of(self.bytes, char),
            None => wtf8::skip(self.bytes, char),
        }
    }

    /// Which character starts at `byte`.
    #[inline]
    pub fn char_of(&self, byte: usize) -> usize {
        if self.is_ascii() { byte } else { self.char_of_wide(byte) }
    }

    fn char_of_wide(&self, byte: usize) -> usize {
        match self.worth_indexing() {
            Some(index) => index.char_of(self.bytes, byte),
            None => wtf8::count(&self.bytes[..byte]),
        }
    }

    fn worth_indexing(&self) -> Option<&'a Index> {
        if self.chars < Index::PAYS_FROM {
            return None;
        }
        self.index.map(|index| index.get(self.bytes))
    }

    /// The character number `char`.
    #[inline]
    pub fn get(&self, char: usize) -> Option<CodePoint> {
        if self.is_ascii() {
            return self.bytes.get(char).map(|&byte| CodePoint::from(byte));
        }
        if char >= self.chars {
            return None;
        }
        wtf8::decode(self.bytes, self.byte_of_wide(char)).map(|(cp, _)| cp)
    }

    /// The bytes of the characters in `chars`.
    pub fn byte_range(&self, chars: Range<usize>) -> Range<usize> {
        let (start, end) = (chars.start.min(self.chars), chars.end.min(self.chars));
        if start >= end {
            let at = self.byte_of(start);
            return at..at;
        }
        if self.is_ascii() {
            return start..end;
        }
        let first = self.byte_of(start);
        // A short piece is sooner stepped over than looked up.
        let last = if end == self.chars {
            self.bytes.len()
        } else if end - start <= 64 {
            first + wtf8::skip(&self.bytes[first..], end - start)
        } else {
            self.byte_of(end)
        };
        first..last
    }

    /// The characters in `chars`, as `self[start:end]`.
    pub fn slice(&self, chars: Range<usize>) -> Text<'a> {
        let end = chars.end.min(self.chars);
        let len = end.saturating_sub(chars.start);
        if len == self.chars {
            return *self;
        }
        Text { bytes: &self.bytes[self.byte_range(chars)], chars: len, index: None }
    }

    /// Appends the `count` characters at `start`, `start + step`, ..., all of
    /// which must be within the text.
    pub fn slice_by_step(&self, start: usize, step: isize, count: usize, out: &mut Vec<u8>) {
        if count == 0 {
            return;
        }
        if step == 1 {
            out.extend_from_slice(self.slice(start..start + count).bytes);
        } else if self.is_ascii() {
            let at = |i: usize| start.wrapping_add_signed(step.wrapping_mul(i as isize));
            out.extend((0..count).filter_map(|i| self.bytes.get(at(i))));
        } else {
            self.slice_wide_by_step(start, step, count, out);
        }
    }

    fn slice_wide_by_step(&self, start: usize, step: isize, count: usize, out: &mut Vec<u8>) {
        let mut at = self.byte_of(start);
        for i in 0..count {
            let Some(&first) = self.bytes.get(at) else {
                return;
            };
            out.extend_from_slice(&self.bytes[at..at + wtf8::width(first)]);
            if i + 1 == count {
                return;
            }
            at = if step > 0 {
                at + wtf8::skip(&self.bytes[at..], step.unsigned_abs())
            } else if step > -(Index::PAYS_FROM as isize) {
                wtf8::skip_back(&self.bytes[..at], step.unsigned_abs())
            } else {
                let back = step.unsigned_abs().saturating_mul(i + 1);
                self.byte_of(start.saturating_sub(back))
            };
        }
    }
}

/// Text from outside Python, such as a literal.
impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Text::counted(text.as_bytes())
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Text<'_> {}

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The order of code points, which in this encoding is that of bytes.
impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bytes.cmp(other.bytes)
    }
}

/// A part of a string or of bytes, given by Python's `start` and `end` arguments.
///
/// Negative positions count from the end, positions past either end mean it.
/// A `start` behind the length is kept, since then not even `""` is found.
pub fn clamp(start: Option<isize>, end: Option<isize>, len: usize) -> Option<Range<usize>> {
    let from_end = |at: isize| {
        if at >= 0 { at.unsigned_abs() } else { len.saturating_sub(at.unsigned_abs()) }
    };
    let start = start.map_or(0, from_end);
    let end = end.map_or(len, |end| from_end(end).min(len));
    (start <= end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(chars: usize) -> (Vec<u32>, Vec<u8>) {
        let points: Vec<u32> = (0..chars).map(|i| [0x61 + i as u32 % 26, 0xE9, 0x20AC, 0x1F600][i * i % 4]).collect();
        let mut bytes = Vec::new();
        points.iter().for_each(|&cp| wtf8::push(&mut bytes, cp));
        (points, bytes)
    }

    #[test]
    fn slices_are_those_of_a_list_of_code_points() {
        for chars in [0, 1, 5, 130, 400] {
            let (points, bytes) = sample(chars);
            let index = LazyIndex::new();
            for text in [Text::counted(&bytes), Text::indexed(&bytes, chars, &index)] {
                for start in (0..=chars).step_by(7) {
                    assert_eq!(text.get(start), points.get(start).copied());
                    for end in (0..=chars + 3).step_by(11) {
                        let want = points.get(start..end.min(chars)).unwrap_or(&[]);
                        let slice = text.slice(start..end);
                        assert!(slice.code_points().eq(want.iter().copied()));
                        assert_eq!(slice.len(), want.len());
                    }
                }
            }
        }
    }

    #[test]
    fn steps_go_both_ways() {
        let (points, bytes) = sample(400);
        let index = LazyIndex::new();
        let text = Text::indexed(&bytes, 400, &index);
        for step in [1isize, 2, 3, 70, 150, -1, -2, -5, -129, -190] {
            let start = if step > 0 { 3 } else { 390 };
            let count = if step > 0 { (397 - 1) / step + 1 } else { 390 / -step + 1 } as usize;
            let want = (0..count as isize).map(|i| points[(start + i * step) as usize]);
            let mut out = Vec::new();
            text.slice_by_step(start as usize, step, count, &mut out);
            assert!(wtf8::code_points(&out).eq(want), "step {step}");
        }
    }

    #[test]
    fn arguments_are_clamped_as_in_python() {
        assert_eq!(clamp(None, None, 5), Some(0..5));
        assert_eq!(clamp(Some(-2), Some(100), 5), Some(3..5));
        assert_eq!(clamp(Some(-9), Some(-1), 5), Some(0..4));
        assert_eq!(clamp(Some(5), None, 5), Some(5..5));
        assert_eq!(clamp(Some(6), None, 5), None);
        assert_eq!(clamp(Some(3), Some(2), 5), None);
    }
}
