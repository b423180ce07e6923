//! Unicode 3.2: `unicodedata.ucd_3_2_0`, and with it the names of hosts (IDNA 2003).
//!
//! It is told as a difference: most characters that were assigned then are as
//! they were. What is not here has not changed since.

use super::properties::properties;
use super::tables::{old as table, properties as names};
use super::{kinds, normalize};

/// A character that was there in 3.2 and has changed since.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) cp: u32,
    pub(super) category: u8,
    pub(super) direction: u8,
    pub(super) width: u8,
    pub(super) mirrored: bool,
    pub(super) decimal: Option<u8>,
}

/// What `unicodedata.ucd_3_2_0.unidata_version` says.
pub const VERSION: &str = "3.2.0";

fn row(cp: u32) -> Option<&'static Row> {
    let at = table::CHANGED.binary_search_by_key(&cp, |row| row.cp).ok()?;
    Some(&table::CHANGED[at])
}

/// Whether the character was assigned in 3.2, or still is not.
pub fn is_assigned(cp: u32) -> bool {
    let since = table::ASSIGNED_SINCE.partition_point(|&(_, last)| last < cp);
    table::ASSIGNED_SINCE.get(since).is_none_or(|&(first, _)| cp < first)
}

/// The general category.
pub fn category(cp: u32) -> &'static str {
    let category = match row(cp) {
        Some(row) => row.category,
        None if is_assigned(cp) => properties(cp).category,
        None => 0,
    };
    names::CATEGORIES[usize::from(category)]
}

/// The bidirectional class.
pub fn bidirectional(cp: u32) -> &'static str {
    let direction = match row(cp) {
        Some(row) => row.direction,
        None if is_assigned(cp) => properties(cp).direction,
        None => 0,
    };
    names::BIDIRECTIONAL[usize::from(direction)]
}

/// The East Asian width.
pub fn east_asian_width(cp: u32) -> &'static str {
    let width = match row(cp) {
        Some(row) => row.width,
        None if is_assigned(cp) => properties(cp).width,
        // What is not assigned has no width of its own.
        None => return "F",
    };
    names::WIDTHS[usize::from(width)]
}

/// Whether the character is mirrored.
pub fn mirrored(cp: u32) -> bool {
    match row(cp) {
        Some(row) => row.mirrored,
        None => is_assigned(cp) && properties(cp).mirrored,
    }
}

/// The canonical combining class.
pub fn combining(cp: u32) -> u8 {
    if is_assigned(cp) { properties(cp).combining } else { 0 }
}

/// The value of a decimal digit.
pub fn decimal(cp: u32) -> Option<u8> {
    match row(cp) {
        Some(row) => row.decimal,
        None => kinds::decimal(cp).filter(|_| is_assigned(cp)),
    }
}

/// The numeric value.
pub fn numeric(cp: u32) -> Option<f64> {
    kinds::numeric(cp).filter(|_| is_assigned(cp))
}

/// The name.
pub fn name(cp: u32) -> Option<String> {
    super::names::name(cp).filter(|_| is_assigned(cp))
}

/// The one-step decomposition.
pub fn decomposition(cp: u32) -> String {
    if is_assigned(cp) { normalize::decomposition(cp) } else { String::new() }
}

/// What a character decomposed to before a mistake in it was corrected.
pub(super) fn correction(cp: u32) -> Option<u32> {
    let at = table::CORRECTIONS.binary_search_by_key(&cp, |&(cp, _)| cp).ok()?;
    Some(table::CORRECTIONS[at].1)
}

/// What RFC 3454 folds a character to (its table B.3), where that is not its
/// lower case.
pub fn fold(cp: u32) -> Option<&'static [u32]> {
    let at = table::FOLDS.binary_search_by_key(&cp, |&(cp, _)| cp).ok()?;
    Some(table::FOLDS[at].1)
}
