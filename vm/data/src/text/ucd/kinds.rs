//! What kind of character it is, as the methods of `str` ask, and its case mappings.

use super::tables::kinds as table;
use super::trie::Trie;

/// One row of the table: characters that differ by the same distances from
/// their other cases, and agree in all else, share one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) flags: u16,
    /// Where the numeric value is in `NUMBERS`.
    pub(super) number: u8,
    pub(super) digit: u8,
    pub(super) lower: i32,
    pub(super) upper: i32,
    pub(super) title: i32,
    pub(super) fold: i32,
}

const TRIE: Trie = Trie { top: &table::KIND_TOP, middle: &table::KIND_MIDDLE, leaves: &table::KIND_LEAVES };

#[inline]
fn kind(cp: u32) -> &'static Kind {
    &table::KINDS[TRIE.get(cp)]
}

#[inline]
fn has(cp: u32, flags: u16) -> bool {
    kind(cp).flags & flags != 0
}

/// `str.isalpha` of one character.
#[inline]
pub fn is_alpha(cp: u32) -> bool {
    has(cp, table::ALPHA)
}

/// `str.isdecimal` of one character.
#[inline]
pub fn is_decimal(cp: u32) -> bool {
    has(cp, table::DECIMAL)
}

/// `str.isdigit` of one character.
#[inline]
pub fn is_digit(cp: u32) -> bool {
    has(cp, table::DIGIT)
}

/// `str.isnumeric` of one character.
#[inline]
pub fn is_numeric(cp: u32) -> bool {
    has(cp, table::NUMERIC)
}

/// `str.isalnum` of one character.
#[inline]
pub fn is_alnum(cp: u32) -> bool {
    has(cp, table::ALPHA | table::DECIMAL | table::DIGIT | table::NUMERIC)
}

/// `str.isspace` of one character.
#[inline]
pub fn is_space(cp: u32) -> bool {
    has(cp, table::SPACE)
}

/// Whether the character is a lower-case letter.
#[inline]
pub fn is_lower(cp: u32) -> bool {
    has(cp, table::LOWER)
}

/// Whether the character is an upper-case letter.
#[inline]
pub fn is_upper(cp: u32) -> bool {
    has(cp, table::UPPER)
}

/// Whether the character is a letter in title case of its own, such as U+01C5.
#[inline]
pub fn is_title(cp: u32) -> bool {
    has(cp, table::TITLE)
}

/// Whether the character has case at all.
#[inline]
pub fn is_cased(cp: u32) -> bool {
    has(cp, table::LOWER | table::UPPER | table::TITLE)
}

/// Whether a final sigma is decided by what comes before this character.
#[inline]
pub fn is_case_ignorable(cp: u32) -> bool {
    has(cp, table::CASE_IGNORABLE)
}

/// Whether an identifier may start with the character; the underscore also may.
#[inline]
pub fn is_xid_start(cp: u32) -> bool {
    has(cp, table::XID_START)
}

/// Whether an identifier may go on with the character.
#[inline]
pub fn is_xid_continue(cp: u32) -> bool {
    has(cp, table::XID_CONTINUE)
}

/// `str.isprintable` of one character.
#[inline]
pub fn is_printable(cp: u32) -> bool {
    has(cp, table::PRINTABLE)
}

/// The value of a decimal digit.
#[inline]
pub fn decimal(cp: u32) -> Option<u8> {
    let kind = kind(cp);
    (kind.flags & table::DECIMAL != 0).then_some(kind.digit)
}

/// The value of a digit, decimal or only shown as one.
pub fn digit(cp: u32) -> Option<u8> {
    let kind = kind(cp);
    (kind.flags & table::DIGIT != 0).then_some(kind.digit)
}

/// The numeric value of a character, such as 0.5 for U+00BD.
pub fn numeric(cp: u32) -> Option<f64> {
    match kind(cp).number {
        0 => None,
        at => Some(table::NUMBERS[usize::from(at)]),
    }
}

/// What a character becomes in another case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapping {
    /// One character, perhaps the same.
    One(u32),
    /// Two or three characters.
    Many(&'static [u32]),
}

impl Mapping {
    #[inline]
    fn of(cp: u32, entry: i32) -> Mapping {
        if entry & table::SPECIAL == 0 || entry < 0 {
            return Mapping::One(cp.wrapping_add_signed(entry));
        }
        let (at, len) = (entry as usize & 0xFFFF, entry as usize >> 16 & 0xFF);
        Mapping::Many(&table::SPECIAL_MAPPINGS[at..at + len])
    }

    /// The first character.
    pub fn first(self) -> u32 {
        match self {
            Mapping::One(cp) => cp,
            Mapping::Many(points) => points[0],
        }
    }
}

/// The full lower-case mapping, but for the final sigma, which needs its surroundings.
#[inline]
pub fn to_lower(cp: u32) -> Mapping {
    Mapping::of(cp, kind(cp).lower)
}

/// The full upper-case mapping.
#[inline]
pub fn to_upper(cp: u32) -> Mapping {
    Mapping::of(cp, kind(cp).upper)
}

/// The full title-case mapping.
#[inline]
pub fn to_title(cp: u32) -> Mapping {
    Mapping::of(cp, kind(cp).title)
}

/// The full case folding.
#[inline]
pub fn to_folded(cp: u32) -> Mapping {
    Mapping::of(cp, kind(cp).fold)
}

/// The mapping to one lower-case character, which regular expressions use.
#[inline]
pub fn to_simple_lower(cp: u32) -> u32 {
    // The one character whose full mapping is longer is U+0130, and its
    // simple mapping is the first of the two.
    to_lower(cp).first()
}
