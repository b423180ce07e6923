//! Generalised UTF-8: the bytes of a Python string.
//!
//! It is UTF-8 whose code points may also be surrogates (three bytes each).
//! The functions trust their input to be well formed, which everything that
//! makes strings guarantees and [`is_valid`] can check; given other bytes they
//! answer nonsense, but never panic on what they can avoid.

/// A code point, surrogates included: `0..=MAX`.
pub type CodePoint = u32;

/// The greatest code point.
pub const MAX: CodePoint = 0x10FFFF;

/// Whether this byte is not the first of its character.
#[inline]
pub fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// How many bytes a character has whose first byte is `first`.
#[inline]
pub fn width(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// How many bytes `cp` takes.
#[inline]
pub fn width_of(cp: CodePoint) -> usize {
    match cp {
        0..0x80 => 1,
        0x80..0x800 => 2,
        0x800..0x10000 => 3,
        _ => 4,
    }
}

/// Whether `cp` is a surrogate.
#[inline]
pub fn is_surrogate(cp: CodePoint) -> bool {
    cp & 0xFFFF_F800 == 0xD800
}

/// Appends `cp`.
#[inline]
pub fn push(out: &mut Vec<u8>, cp: CodePoint) {
    let tail = |shift: u32| (cp >> shift & 0x3F) as u8 | 0x80;
    match cp {
        0..0x80 => out.push(cp as u8),
        0x80..0x800 => out.extend_from_slice(&[(cp >> 6) as u8 | 0xC0, tail(0)]),
        0x800..0x10000 => {
            out.extend_from_slice(&[(cp >> 12) as u8 | 0xE0, tail(6), tail(0)]);
        }
        _ => out.extend_from_slice(&[(cp >> 18) as u8 | 0xF0, tail(12), tail(6), tail(0)]),
    }
}

/// The character that starts at byte `at`, and its width; nothing at the end.
#[inline]
pub fn decode(bytes: &[u8], at: usize) -> Option<(CodePoint, usize)> {
    let rest = bytes.get(at..)?;
    let tail = |byte: u8| u32::from(byte & 0x3F);
    Some(match *rest {
        [] => return None,
        [a, b, ..] if (0xC0..0xE0).contains(&a) => (u32::from(a & 0x1F) << 6 | tail(b), 2),
        [a, b, c, ..] if (0xE0..0xF0).contains(&a) => (u32::from(a & 0x0F) << 12 | tail(b) << 6 | tail(c), 3),
        [a, b, c, d, ..] if a >= 0xF0 => (u32::from(a & 0x07) << 18 | tail(b) << 12 | tail(c) << 6 | tail(d), 4),
        [a, ..] => (u32::from(a), 1),
    })
}

/// The character that ends before byte `at`, and its width; nothing at the start.
#[inline]
pub fn decode_before(bytes: &[u8], at: usize) -> Option<(CodePoint, usize)> {
    let mut start = at.checked_sub(1)?;
    while start > 0 && at - start < 4 && is_continuation(*bytes.get(start)?) {
        start -= 1;
    }
    let (cp, _) = decode(bytes.get(..at)?, start)?;
    Some((cp, at - start))
}

/// The code points of a string, from either end.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    bytes: &'a [u8],
}

/// The code points of `bytes`.
#[inline]
pub fn code_points(bytes: &[u8]) -> CodePoints<'_> {
    CodePoints { bytes }
}

impl<'a> CodePoints<'a> {
    /// The bytes not yet passed.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.bytes
    }
}

impl Iterator for CodePoints<'_> {
    type Item = CodePoint;

    #[inline]
    fn next(&mut self) -> Option<CodePoint> {
        let (cp, width) = decode(self.bytes, 0)?;
        self.bytes = &self.bytes[width..];
        Some(cp)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.bytes.len().div_ceil(4), Some(self.bytes.len()))
    }

    fn count(self) -> usize {
        count(self.bytes)
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<CodePoint> {
        let (cp, width) = decode_before(self.bytes, self.bytes.len())?;
        self.bytes = &self.bytes[..self.bytes.len() - width];
        Some(cp)
    }
}

/// How many code points `bytes` holds.
pub fn count(bytes: &[u8]) -> usize {
    // Counting in bytes, which cannot overflow in 255 steps, lets the compiler
    // work on a whole vector register at a time.
    bytes
        .chunks(255)
        .map(|chunk| {
            let starts = chunk.iter().map(|&b| u8::from(!is_continuation(b)));
            usize::from(starts.fold(0u8, |sum, one| sum.wrapping_add(one)))
        })
        .sum()
}

/// The byte offset of the character number `chars`, or the length if there are fewer.
pub fn skip(bytes: &[u8], chars: usize) -> usize {
    let (mut at, mut left) = (0, chars);
    // A word at a time while a word cannot hold more characters than are left.
    while left >= 8 {
        let Some(word) = bytes.get(at..at + 8).and_then(|w| w.try_into().ok()) else {
            break;
        };
        left -= starts_in(u64::from_le_bytes(word));
        at += 8;
    }
    // The word may have ended within a character.
    while at < bytes.len() && is_continuation(bytes[at]) {
        at += 1;
    }
    while left > 0 && at < bytes.len() {
        at += width(bytes[at]);
        left -= 1;
    }
    at.min(bytes.len())
}

/// The byte offset of the character that has `chars` characters from it to the end.
pub fn skip_back(bytes: &[u8], chars: usize) -> usize {
    let mut at = bytes.len();
    for _ in 0..chars {
        match decode_before(bytes, at) {
            Some((_, width)) => at -= width,
            None => return 0,
        }
    }
    at
}

/// How many of the eight bytes of a word start a character.
#[inline]
fn starts_in(word: u64) -> usize {
    // A continuation byte is one with bit 7 set and bit 6 clear.
    let continuation = (word >> 7) & !(word >> 6) & 0x0101_0101_0101_0101;
    8 - continuation.count_ones() as usize
}

/// Where the first surrogate is.
pub fn find_surrogate(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xED, bytes).find(|&at| bytes.get(at + 1).is_some_and(|&b| b >= 0xA0))
}

/// The string as Rust has it, which knows no surrogates.
pub fn as_str(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// Whether `bytes` is generalised UTF-8.
pub fn is_valid(mut bytes: &[u8]) -> bool {
    loop {
        match std::str::from_utf8(bytes) {
            Ok(_) => return true,
            Err(error) => {
                bytes = &bytes[error.valid_up_to()..];
                match *bytes {
                    [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] => bytes = &bytes[3..],
                    _ => return false,
                }
            }
        }
    }
}

/// The string with each surrogate replaced by U+FFFD, for messages on the outside.
pub fn to_string_lossy(bytes: &[u8]) -> String {
    match as_str(bytes) {
        Some(text) => text.to_owned(),
        None => code_points(bytes).map(|cp| char::from_u32(cp).unwrap_or('\u{FFFD}')).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(points: &[CodePoint]) -> Vec<u8> {
        let mut out = Vec::new();
        points.iter().for_each(|&cp| push(&mut out, cp));
        out
    }

    #[test]
    fn every_code_point_survives_both_ways() {
        for cp in 0..=MAX {
            let bytes = encoded(&[cp]);
            assert_eq!(bytes.len(), width_of(cp));
            assert_eq!(width(bytes[0]), bytes.len());
            assert_eq!(decode(&bytes, 0), Some((cp, bytes.len())));
            assert_eq!(decode_before(&bytes, bytes.len()), Some((cp, bytes.len())));
            assert!(is_valid(&bytes));
            assert_eq!(as_str(&bytes).is_none(), is_surrogate(cp));
            assert_eq!(find_surrogate(&bytes), is_surrogate(cp).then_some(0));
        }
    }

    #[test]
    fn a_surrogate_pair_stays_two_code_points() {
        let pair = encoded(&[0xD83D, 0xDE00]);
        assert_eq!(count(&pair), 2);
        assert_ne!(pair, encoded(&[0x1F600]));
        assert!(code_points(&pair).eq([0xD83D, 0xDE00]));
        assert!(code_points(&pair).rev().eq([0xDE00, 0xD83D]));
    }

    #[test]
    fn skipping_agrees_with_stepping() {
        let points: Vec<u32> = (0..300).map(|i| [0x61, 0xE9, 0x20AC, 0x1F600, 0xDC80][i * i % 5]).collect();
        let bytes = encoded(&points);
        assert_eq!(count(&bytes), points.len());
        for at in 0..=points.len() {
            let head = encoded(&points[..at]).len();
            assert_eq!(skip(&bytes, at), head);
            assert_eq!(skip_back(&bytes, points.len() - at), head);
        }
        assert_eq!(skip(&bytes, 1000), bytes.len());
        assert_eq!(skip_back(&bytes, 1000), 0);
    }

    #[test]
    fn order_is_that_of_code_points() {
        let mut points = [0, 0x7F, 0x80, 0x7FF, 0x800, 0xD800, 0xDFFF, 0xFFFF, 0x10000, MAX];
        points.sort_by_key(|&cp| encoded(&[cp]));
        assert!(points.is_sorted());
    }

    #[test]
    fn malformed_bytes_are_recognised() {
        for bad in [&b"\x80"[..], b"\xC3", b"\xED\xA0", b"\xC0\x80", b"\xF4\x90\x80\x80", b"a\xFF"] {
            assert!(!is_valid(bad));
            assert!(code_points(bad).count() <= bad.len());
        }
    }
}
