//! Sets of characters as matching asks them, and sets of bytes.

use super::casing;
use super::flags::Flags;
use super::program::Kind;
use super::tree::{Category, Class, ClassItem};
use pausa_vm::text::ucd::kinds;

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ByteSet([u64; 4]);

impl ByteSet {
    pub(super) const ALL: ByteSet = ByteSet([u64::MAX; 4]);

    #[inline]
    pub(super) fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 != 0
    }

    pub(super) fn insert(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    pub(super) fn union(&mut self, other: &ByteSet) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, other)| *mine |= other);
    }

    pub(super) fn is_disjoint(&self, other: &ByteSet) -> bool {
        self.0.iter().zip(other.0).all(|(mine, other)| mine & other == 0)
    }

    /// Its members, if they are at most `most`.
    pub(super) fn few(&self, most: usize) -> Option<Vec<u8>> {
        let count: u32 = self.0.iter().map(|word| word.count_ones()).sum();
        (count as usize <= most).then(|| (0..=255).filter(|&b| self.contains(b)).collect())
    }
}

/// How case counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Sensitive,
    /// ASCII letters only.
    Ascii,
    Unicode,
}

impl Case {
    pub(super) fn of(flags: Flags) -> Case {
        if !flags.has(Flags::IGNORECASE) {
            Case::Sensitive
        } else if flags.has(Flags::UNICODE) {
            Case::Unicode
        } else {
            Case::Ascii
        }
    }
}

/// A set of characters, or for a bytes pattern of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CharSet {
    /// The members below 256.
    low: ByteSet,
    high: High,
}

/// The members from 256 on.
#[derive(Clone, Debug, PartialEq, Eq)]
enum High {
    None,
    All,
    Some(Members),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Members {
    negated: bool,
    /// In order, apart from each other.
    ranges: Vec<(u32, u32)>,
    categories: Vec<Category>,
    unicode: bool,
}

impl Members {
    fn contains(&self, cp: u32) -> bool {
        let at = self.ranges.partition_point(|&(first, _)| first <= cp);
        let found = (at > 0 && cp <= self.ranges[at - 1].1)
            || self.categories.iter().any(|&category| in_category(category, self.unicode, cp));
        found != self.negated
    }

    fn add(&mut self, first: u32, last: u32, case: Case) {
        self.ranges.push((first, last));
        match case {
            Case::Sensitive => {}
            Case::Ascii => {
                for (from, to) in [(0x41, 0x61), (0x61, 0x41)] {
                    let (start, end) = (first.max(from), last.min(from + 25));
                    if start <= end {
                        self.ranges.push((start - from + to, end - from + to));
                    }
                }
            }
            Case::Unicode => {
                let ranges = &mut self.ranges;
                casing::each_variant(first, last, |cp| ranges.push((cp, cp)));
            }
        }
    }

    fn sort(&mut self) {
        self.ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(self.ranges.len());
        for &(first, last) in &self.ranges {
            match merged.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                _ => merged.push((first, last)),
            }
        }
        self.ranges = merged;
    }

    fn into_set(mut self, kind: Kind) -> CharSet {
        self.sort();
        let mut low = ByteSet::default();
        (0..=255).filter(|&b| self.contains(u32::from(b))).for_each(|b| low.insert(b));
        let reaches_high = self.ranges.last().is_some_and(|&(_, last)| last >= 256);
        let high = match kind {
            Kind::Bytes => High::None,
            Kind::Str if !reaches_high && self.categories.is_empty() => match self.negated {
                true => High::All,
                false => High::None,
            },
            Kind::Str => High::Some(self),
        };
        CharSet { low, high }
    }
}

impl CharSet {
    /// The set that `class` is under these flags.
    pub(super) fn new(class: &Class, flags: Flags, kind: Kind) -> CharSet {
        let case = Case::of(flags);
        if case != Case::Sensitive && flags.has(Flags::LOCALE) && class.negated {
            return CharSet::negated_by_locale(class, flags);
        }
        let mut members = Members { unicode: flags.has(Flags::UNICODE), ..Members::default() };
        for &item in &class.items {
            match item {
                ClassItem::Char(c) if c > 0xFFFF && case == Case::Unicode => {
                    // In a set of several, CPython 3.11 leaves such a character as it is and
                    // compares it with what is put in lower case, so an upper-case one matches nothing.
                    if class.items.len() == 1 || kinds::to_simple_lower(c) == c {
                        members.add(c, c, case);
                    }
                }
                ClassItem::Char(c) => members.add(c, c, case),
                ClassItem::Range(first, last) => members.add(first, last, case),
                ClassItem::Category(category) => members.categories.push(category),
            }
        }
        members.negated = class.negated;
        members.into_set(kind)
    }

    /// With `re.L` a byte is compared in both cases and one is enough, which
    /// makes more of a negated set.
    fn negated_by_locale(class: &Class, flags: Flags) -> CharSet {
        let flags = match class.items[..] {
            // A single character is not a set.
            [ClassItem::Char(_)] => flags & !Flags::LOCALE,
            _ => flags & !Flags::IGNORECASE,
        };
        let plain = CharSet::new(class, flags, Kind::Bytes);
        let mut low = ByteSet::default();
        (0..=255u8)
            .filter(|b| plain.contains_byte(b.to_ascii_lowercase()) || plain.contains_byte(b.to_ascii_uppercase()))
            .for_each(|b| low.insert(b));
        CharSet { low, high: High::None }
    }

    /// The set of `cp` and what is the same under these flags.
    pub(super) fn of_char(cp: u32, flags: Flags, kind: Kind) -> CharSet {
        let mut members = Members::default();
        members.add(cp, cp, Case::of(flags));
        members.into_set(kind)
    }

    /// All characters but the newline.
    pub(super) fn not_newline(kind: Kind) -> CharSet {
        Members { negated: true, ranges: vec![(10, 10)], ..Members::default() }.into_set(kind)
    }

    /// All characters.
    pub(super) fn everything(kind: Kind) -> CharSet {
        Members { negated: true, ..Members::default() }.into_set(kind)
    }

    #[inline]
    pub(super) fn contains(&self, cp: u32) -> bool {
        match u8::try_from(cp) {
            Ok(byte) => self.low.contains(byte),
            Err(_) => self.contains_high(cp),
        }
    }

    /// Whether a byte (of a bytes pattern, or ASCII) is in it.
    #[inline]
    pub(super) fn contains_byte(&self, byte: u8) -> bool {
        self.low.contains(byte)
    }

    fn contains_high(&self, cp: u32) -> bool {
        match &self.high {
            High::None => false,
            High::All => true,
            High::Some(members) => members.contains(cp),
        }
    }

    /// The only member, if there is just one.
    pub(super) fn only(&self) -> Option<u32> {
        let few = self.low.few(1)?;
        match (few.first(), &self.high) {
            (Some(&byte), High::None) => Some(u32::from(byte)),
            (None, High::Some(members)) => match members.ranges[..] {
                [(first, last)] if first == last && members.categories.is_empty() && !members.negated => Some(first),
                _ => None,
            },
            _ => None,
        }
    }

    /// The one byte that it lacks, if it has all other characters.
    pub(super) fn all_but(&self, kind: Kind) -> Option<Option<u8>> {
        if kind == Kind::Str && self.high != High::All {
            return None;
        }
        let mut missing = (0..=255u8).filter(|&b| !self.low.contains(b));
        match (missing.next(), missing.next()) {
            (None, _) => Some(None),
            (Some(byte), None) if kind == Kind::Bytes || byte < 0x80 => Some(Some(byte)),
            _ => None,
        }
    }

    /// The bytes with which its members begin, and maybe a few more.
    pub(super) fn first_bytes(&self, kind: Kind) -> ByteSet {
        if kind == Kind::Bytes {
            return self.low;
        }
        let mut bytes = ByteSet([self.low.0[0], self.low.0[1], 0, 0]);
        for cp in (0x80..=0xFFu8).filter(|&b| self.low.contains(b)) {
            bytes.insert(0xC0 | cp >> 6);
        }
        let mut insert = |first: u32, last: u32| {
            (lead_byte(first.max(256))..=lead_byte(last)).for_each(|b| bytes.insert(b));
        };
        match &self.high {
            High::None => {}
            High::Some(Members { negated: false, ranges, categories, .. }) if categories.is_empty() => {
                for &(first, last) in ranges.iter().filter(|(_, last)| *last >= 256) {
                    insert(first, last);
                }
            }
            _ => insert(256, 0x10FFFF),
        }
        bytes
    }
}

/// The first byte of a character.
pub(super) fn lead_byte(cp: u32) -> u8 {
    match cp {
        0..0x80 => cp as u8,
        0x80..0x800 => 0xC0 | (cp >> 6) as u8,
        0x800..0x10000 => 0xE0 | (cp >> 12) as u8,
        _ => 0xF0 | (cp >> 18) as u8,
    }
}

/// Whether `\b` takes the character for one of a word.
#[inline]
pub(super) fn is_word(cp: u32, unicode: bool) -> bool {
    match u8::try_from(cp) {
        Ok(b) if b < 0x80 => b.is_ascii_alphanumeric() || b == b'_',
        _ => unicode && kinds::is_alnum(cp),
    }
}

fn in_category(category: Category, unicode: bool, cp: u32) -> bool {
    let ascii_digit = (0x30..=0x39).contains(&cp);
    let ascii_space = matches!(cp, 0x09..=0x0D | 0x20);
    let is_digit = || {
        if unicode { kinds::is_decimal(cp) } else { ascii_digit }
    };
    let is_space = || {
        if unicode { kinds::is_space(cp) } else { ascii_space }
    };
    match category {
        Category::Digit => is_digit(),
        Category::NotDigit => !is_digit(),
        Category::Space => is_space(),
        Category::NotSpace => !is_space(),
        Category::Word => is_word(cp, unicode),
        Category::NotWord => !is_word(cp, unicode),
    }
}
