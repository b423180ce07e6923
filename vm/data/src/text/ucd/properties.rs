//! The properties of characters that only the `unicodedata` module tells.

use super::tables::properties as table;
use super::trie::Trie;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Properties {
    pub(super) category: u8,
    pub(super) direction: u8,
    pub(super) combining: u8,
    pub(super) width: u8,
    pub(super) mirrored: bool,
    /// Two bits for each normal form: 1 never occurs in it, 2 may combine
    /// with what is before.
    pub(super) quick: u8,
}

const TRIE: Trie = Trie { top: &table::PROPERTY_TOP, middle: &table::PROPERTY_MIDDLE, leaves: &table::PROPERTY_LEAVES };

#[inline]
pub(super) fn properties(cp: u32) -> &'static Properties {
    &table::PROPERTIES[TRIE.get(cp)]
}

/// The general category, such as `Lu`.
pub fn category(cp: u32) -> &'static str {
    table::CATEGORIES[usize::from(properties(cp).category)]
}

/// The bidirectional class, such as `AL`; empty for what is unassigned.
pub fn bidirectional(cp: u32) -> &'static str {
    table::BIDIRECTIONAL[usize::from(properties(cp).direction)]
}

/// The canonical combining class; 0 for what does not combine.
#[inline]
pub fn combining(cp: u32) -> u8 {
    properties(cp).combining
}

/// The East Asian width, such as `Na`.
pub fn east_asian_width(cp: u32) -> &'static str {
    table::WIDTHS[usize::from(properties(cp).width)]
}

/// Whether the character is mirrored in text that runs from right to left.
pub fn mirrored(cp: u32) -> bool {
    properties(cp).mirrored
}
