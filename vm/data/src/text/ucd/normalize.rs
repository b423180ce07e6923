//! Decompositions and the four normal forms.

use super::old;
use super::properties::{combining, properties};
use super::tables::decompositions as table;
use super::trie::Trie;
use crate::text::wtf8;

/// A normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Canonical composition.
    Nfc,
    /// Canonical decomposition.
    Nfd,
    /// Compatibility composition.
    Nfkc,
    /// Compatibility decomposition.
    Nfkd,
}

impl Form {
    /// The form that Python calls so.
    pub fn named(name: &str) -> Option<Form> {
        Some(match name {
            "NFC" => Form::Nfc,
            "NFD" => Form::Nfd,
            "NFKC" => Form::Nfkc,
            "NFKD" => Form::Nfkd,
            _ => return None,
        })
    }

    fn composes(self) -> bool {
        matches!(self, Form::Nfc | Form::Nfkc)
    }

    fn is_compatible(self) -> bool {
        matches!(self, Form::Nfkc | Form::Nfkd)
    }
}

const TRIE: Trie =
    Trie { top: &table::DECOMPOSITION_TOP, middle: &table::DECOMPOSITION_MIDDLE, leaves: &table::DECOMPOSITION_LEAVES };

// Hangul syllables are composed by arithmetic, as chapter 3.12 of the standard
// has it: a leading consonant, a vowel, and perhaps a trailing consonant.
const SYLLABLES: u32 = 0xAC00;
const LEADS: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
const TRAILS: u32 = 0x11A7;
const LEAD_COUNT: u32 = 19;
const VOWEL_COUNT: u32 = 21;
const TRAIL_COUNT: u32 = 28;
const SYLLABLE_COUNT: u32 = LEAD_COUNT * VOWEL_COUNT * TRAIL_COUNT;

/// The one-step decomposition of a character: its tag (empty if it is
/// canonical) and its UTF-16 units. Hangul syllables have none here.
fn raw_decomposition(cp: u32) -> Option<(&'static str, &'static [u16])> {
    let at = match TRIE.get(cp) {
        0 => return None,
        at => at,
    };
    let head = table::DECOMPOSITIONS[at];
    let len = usize::from(head & 0xFF);
    let units = &table::DECOMPOSITIONS[at + 1..at + 1 + len];
    Some((table::TAGS[usize::from(head >> 8)], units))
}

fn points(units: &'static [u16]) -> impl Iterator<Item = u32> {
    char::decode_utf16(units.iter().copied()).map(|c| c.map_or(0xFFFD, u32::from))
}

/// `unicodedata.decomposition`: a tag such as `<compat>`, if any, and code
/// points in hexadecimal; empty if there is none.
pub fn decomposition(cp: u32) -> String {
    let Some((tag, units)) = raw_decomposition(cp) else {
        return String::new();
    };
    let mut text = String::from(tag);
    for point in points(units) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&format!("{point:04X}"));
    }
    text
}

/// Whether the form leaves this text as it is, if that is seen without making
/// the form: `None` means that it must be made and compared.
fn quick_check(form: Form, bytes: &[u8]) -> Option<bool> {
    let shift = 2 * form as u32;
    let (mut last, mut sure) = (0, true);
    for cp in wtf8::code_points(bytes) {
        if cp < 0x80 {
            last = 0;
            continue;
        }
        let properties = properties(cp);
        if properties.combining != 0 && last > properties.combining {
            return Some(false);
        }
        last = properties.combining;
        match properties.quick >> shift & 3 {
            0 => {}
            1 => return Some(false),
            _ => sure = false,
        }
    }
    sure.then_some(true)
}

/// `unicodedata.is_normalized`.
pub fn is_normalized(form: Form, bytes: &[u8]) -> bool {
    if bytes.is_ascii() {
        return true;
    }
    quick_check(form, bytes).unwrap_or_else(|| normalized(form, bytes) == bytes)
}

/// Appends the normal form that `bytes` had in Unicode 3.2.
pub fn normalize_old(form: Form, bytes: &[u8], out: &mut Vec<u8>) {
    let mut points = decomposed(bytes, |cp| match old::correction(cp) {
        Some(cp) => Step::Other(cp),
        None if old::is_assigned(cp) => Step::of(form, cp),
        None => Step::Keep,
    });
    if form.composes() {
        compose(&mut points);
    }
    points.iter().for_each(|&cp| wtf8::push(out, cp));
}

/// Appends the normal form of `bytes`.
pub fn normalize(form: Form, bytes: &[u8], out: &mut Vec<u8>) {
    if bytes.is_ascii() || quick_check(form, bytes) == Some(true) {
        out.extend_from_slice(bytes);
    } else {
        out.extend_from_slice(&normalized(form, bytes));
    }
}

fn normalized(form: Form, bytes: &[u8]) -> Vec<u8> {
    let mut points = decomposed(bytes, |cp| Step::of(form, cp));
    if form.composes() {
        compose(&mut points);
    }
    let mut out = Vec::with_capacity(bytes.len());
    points.iter().for_each(|&cp| wtf8::push(&mut out, cp));
    out
}

/// What becomes of a character when it is decomposed.
enum Step {
    Keep,
    Other(u32),
    Apart(&'static [u16]),
}

impl Step {
    #[inline]
    fn of(form: Form, cp: u32) -> Step {
        match raw_decomposition(cp) {
            Some((tag, units)) if tag.is_empty() || form.is_compatible() => Step::Apart(units),
            _ => Step::Keep,
        }
    }
}

/// The full decomposition in canonical order.
fn decomposed(bytes: &[u8], step: impl Fn(u32) -> Step) -> Vec<u32> {
    let mut out = Vec::with_capacity(bytes.len());
    // What is still to be decomposed further, the next one last.
    let mut pending = Vec::new();
    for cp in wtf8::code_points(bytes) {
        if cp < 0x80 {
            out.push(cp);
            continue;
        }
        pending.push(cp);
        while let Some(cp) = pending.pop() {
            let syllable = cp.wrapping_sub(SYLLABLES);
            if syllable < SYLLABLE_COUNT {
                out.push(LEADS + syllable / (VOWEL_COUNT * TRAIL_COUNT));
                out.push(VOWELS + syllable % (VOWEL_COUNT * TRAIL_COUNT) / TRAIL_COUNT);
                if !syllable.is_multiple_of(TRAIL_COUNT) {
                    out.push(TRAILS + syllable % TRAIL_COUNT);
                }
                continue;
            }
            match step(cp) {
                Step::Keep => out.push(cp),
                Step::Other(cp) => out.push(cp),
                Step::Apart(units) => {
                    let from = pending.len();
                    pending.extend(points(units));
                    pending[from..].reverse();
                }
            }
        }
    }
    reorder(&mut out);
    out
}

/// Puts each run of combining characters into the order of their classes.
fn reorder(points: &mut [u32]) {
    let mut at = 0;
    while at < points.len() {
        if points[at] < 0x80 || combining(points[at]) == 0 {
            at += 1;
            continue;
        }
        let run = points[at..].iter().take_while(|&&cp| combining(cp) != 0).count();
        // A stable sort: characters of one class keep their order.
        points[at..at + run].sort_by_key(|&cp| combining(cp));
        at += run;
    }
}

/// Composes each starter with what may join it, in place.
fn compose(points: &mut Vec<u32>) {
    let mut kept: usize = 0;
    // The last starter, and the class of the last character kept after it: a
    // character is blocked from it by one of the same or a higher class.
    let mut starter: Option<usize> = None;
    let mut last_class = 0;
    for at in 0..points.len() {
        let cp = points[at];
        let class = combining(cp);
        if let Some(first) = starter {
            let adjacent = kept == first + 1;
            let reachable = adjacent || (last_class != 0 && last_class < class);
            if reachable && let Some(joined) = composition(points[first], cp) {
                points[first] = joined;
                continue;
            }
        }
        if class == 0 {
            starter = Some(kept);
        }
        last_class = class;
        points[kept] = cp;
        kept += 1;
    }
    points.truncate(kept);
}

/// The one character that is canonically equal to these two.
fn composition(first: u32, second: u32) -> Option<u32> {
    let (lead, vowel) = (first.wrapping_sub(LEADS), second.wrapping_sub(VOWELS));
    if lead < LEAD_COUNT && vowel < VOWEL_COUNT {
        return Some(SYLLABLES + (lead * VOWEL_COUNT + vowel) * TRAIL_COUNT);
    }
    let (syllable, trail) = (first.wrapping_sub(SYLLABLES), second.wrapping_sub(TRAILS));
    if syllable < SYLLABLE_COUNT && syllable.is_multiple_of(TRAIL_COUNT) {
        return (1..TRAIL_COUNT).contains(&trail).then(|| first + trail);
    }
    let pairs = &table::COMPOSITIONS;
    let at = pairs.binary_search_by_key(&(first, second), |&(a, b, _)| (a, b)).ok()?;
    Some(pairs[at].2)
}
