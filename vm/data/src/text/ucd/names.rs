//! Character names, aliases and named sequences, both ways.
//!
//! Names are made of words, of which there are far fewer than uses. So
//! `words.txt` has each word once and `names.bin` each name as word numbers:
//! one byte for the commonest words, two for the others, none of them zero.
//! A zero ends a name, so a name given by a program is turned into word
//! numbers and found as bytes between two zeros. A word that follows a hyphen
//! has it as its first letter, and one that follows a space and a hyphen has both;
//! before all others a space is understood.
//!
//! Names come in the order of their code points, then the aliases, then the
//! sequences; where every 32nd name starts is noted. Ideographs and Hangul
//! syllables have names by rule.

use memchr::memmem;

use super::tables::names as table;

const NAME_BLOCK: usize = 32;
const WORD_BLOCK: usize = 16;

const HANGUL: &str = "HANGUL SYLLABLE ";
const LEADS: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
    "YI", "I",
];
const TRAILS: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
    "SS", "NG", "J", "C", "K", "T", "P", "H",
];
const SYLLABLES: std::ops::Range<u32> = 0xAC00..0xD7A4;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A character, by its name or an alias.
    Character(u32),
    /// A sequence of characters, which `\N{...}` does not accept.
    Sequence(&'static [u32]),
}

/// The name of a character; aliases do not count.
pub fn name(cp: u32) -> Option<String> {
    if SYLLABLES.contains(&cp) {
        let at = (cp - SYLLABLES.start) as usize;
        let (lead, vowel, trail) = (at / (21 * 28), at / 28 % 21, at % 28);
        return Some([HANGUL, LEADS[lead], VOWELS[vowel], TRAILS[trail]].concat());
    }
    if let Some((_, _, prefix)) = series(cp) {
        return Some(format!("{prefix}{cp:04X}"));
    }
    let run = table::RUNS.partition_point(|&(start, _)| start <= cp).checked_sub(1)?;
    let (start, first) = table::RUNS[run];
    let end = table::RUNS.get(run + 1).map_or(table::ALIASES_FROM, |&(_, at)| usize::from(at));
    let at = usize::from(first) + (cp - start) as usize;
    (at < end).then(|| decode(encoded(at)))
}

/// The range of characters named by their code points that `cp` is in.
fn series(cp: u32) -> Option<(u32, u32, &'static str)> {
    let at = table::SERIES.partition_point(|&(start, ..)| start <= cp).checked_sub(1)?;
    let series = table::SERIES[at];
    (cp <= series.1).then_some(series)
}

/// The word numbers of the name with this number.
fn encoded(at: usize) -> &'static [u8] {
    let mut rest = &table::BLOB[table::NAME_STARTS[at / NAME_BLOCK] as usize..];
    for left in (0..=at % NAME_BLOCK).rev() {
        let end = memchr::memchr(0, rest).unwrap_or(rest.len());
        if left == 0 {
            return &rest[..end];
        }
        rest = &rest[end + 1..];
    }
    &[]
}

fn decode(mut encoded: &[u8]) -> String {
    let mut name = String::new();
    while let [first, rest @ ..] = encoded {
        encoded = rest;
        let mut number = usize::from(*first) - 1;
        if number >= table::SINGLES
            && let [second, rest @ ..] = encoded
        {
            encoded = rest;
            number = table::SINGLES + (number - table::SINGLES) * 255 + usize::from(*second) - 1;
        }
        let word = word(number);
        if !name.is_empty() && !word.starts_with(['-', ' ']) {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

/// The word with this number.
fn word(number: usize) -> &'static str {
    let start = table::WORD_STARTS[number / WORD_BLOCK] as usize;
    let mut words = table::LETTERS[start..].split(|&b| b == b'\n');
    words.nth(number % WORD_BLOCK).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or("")
}

/// The number of a word, looked for among those of one byte, then among the others.
fn number_of(word: &str) -> Option<usize> {
    let search = |mut low: usize, mut high: usize| {
        while low < high {
            let middle = low.midpoint(high);
            match self::word(middle).cmp(word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    };
    search(0, table::SINGLES).or_else(|| search(table::SINGLES, table::WORDS))
}

/// A name as word numbers, between two zeros; nothing if a word of it is in no name.
fn encode(name: &str) -> Option<Vec<u8>> {
    let mut out = vec![0];
    let mut rest = name;
    while !rest.is_empty() {
        let before = if rest.starts_with(" -") { 2 } else { 1 };
        let end = rest[before..].find([' ', '-']).map_or(rest.len(), |at| at + before);
        let number = number_of(&rest[..end])?;
        if number < table::SINGLES {
            out.push(number as u8 + 1);
        } else {
            let double = number - table::SINGLES;
            out.push((table::SINGLES + double / 255) as u8 + 1);
            out.push((double % 255) as u8 + 1);
        }
        rest = &rest[end..];
        if !rest.starts_with(" -") {
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        }
    }
    out.push(0);
    Some(out)
}

/// What `name` stands for, in any case of letters.
pub fn lookup(name: &str) -> Option<Named> {
    if let Some(syllable) = name.strip_prefix(HANGUL) {
        return hangul(syllable).map(Named::Character);
    }
    if !name.is_ascii() {
        return None;
    }
    let upper = name.to_ascii_uppercase();
    if let Some(at) = upper.rfind('-')
        && let Ok(cp) = u32::from_str_radix(&upper[at + 1..], 16)
        && let Some((_, _, prefix)) = series(cp)
        && upper == format!("{prefix}{cp:04X}")
        // The ideographs' own rule, unlike the list of names, knows capitals only.
        && (upper == name || prefix != "CJK UNIFIED IDEOGRAPH-")
    {
        return Some(Named::Character(cp));
    }
    let wanted = encode(&upper)?;
    let byte = memmem::find(table::BLOB, &wanted)? + 1;
    let block = table::NAME_STARTS.partition_point(|&start| start as usize <= byte) - 1;
    let skipped = &table::BLOB[table::NAME_STARTS[block] as usize..byte];
    let at = block * NAME_BLOCK + memchr::memchr_iter(0, skipped).count();
    // Only what the same words decode to is a match: "A  B" and "A B-" are not names.
    if decode(encoded(at)) != upper {
        return None;
    }
    Some(if at >= table::SEQUENCES_FROM {
        Named::Sequence(table::SEQUENCES[at - table::SEQUENCES_FROM])
    } else if at >= table::ALIASES_FROM {
        Named::Character(table::ALIASES[at - table::ALIASES_FROM])
    } else {
        let run = table::RUNS.partition_point(|&(_, first)| usize::from(first) <= at) - 1;
        let (start, first) = table::RUNS[run];
        Named::Character(start + (at - usize::from(first)) as u32)
    })
}

/// The syllable whose name ends in these letters: each part is the longest that fits.
fn hangul(letters: &str) -> Option<u32> {
    fn longest<'a>(parts: &[&str], letters: &'a str) -> Option<(usize, &'a str)> {
        let fits = parts.iter().enumerate().filter(|(_, part)| letters.starts_with(**part));
        let (at, part) = fits.max_by_key(|(_, part)| part.len())?;
        Some((at, &letters[part.len()..]))
    }
    let (lead, rest) = longest(&LEADS, letters)?;
    let (vowel, rest) = longest(&VOWELS, rest)?;
    let (trail, rest) = longest(&TRAILS, rest)?;
    let at = (lead * VOWELS.len() + vowel) * TRAILS.len() + trail;
    rest.is_empty().then_some(SYLLABLES.start + at as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        let mut named = 0;
        for cp in (0..=0x10FFFFu32).filter(|cp| cp % 7 == 0 || *cp < 0x300) {
            if let Some(name) = name(cp) {
                assert_eq!(lookup(&name), Some(Named::Character(cp)), "{name}");
                named += 1;
            }
        }
        assert!(named > 15000);
    }

    #[test]
    fn aliases_and_sequences_are_found() {
        for (at, &cp) in table::ALIASES.iter().enumerate() {
            let alias = decode(encoded(table::ALIASES_FROM + at));
            assert_eq!(lookup(&alias), Some(Named::Character(cp)), "{alias}");
        }
        for (at, &points) in table::SEQUENCES.iter().enumerate() {
            let sequence = decode(encoded(table::SEQUENCES_FROM + at));
            assert_eq!(lookup(&sequence), Some(Named::Sequence(points)), "{sequence}");
        }
    }

    #[test]
    fn what_is_not_a_name_is_not_found() {
        for wrong in [
            "",
            " ",
            "-",
            "LATIN",
            "LATIN  SMALL LETTER A",
            "LATIN SMALL LETTER A ",
            " LATIN SMALL LETTER A",
            "LATIN-SMALL LETTER A",
            "HANGUL SYLLABLE ",
            "HANGUL SYLLABLE GAX",
            "CJK UNIFIED IDEOGRAPH-04E00",
            "CJK UNIFIED IDEOGRAPH-4e00",
            "CJK UNIFIED IDEOGRAPH-41",
            "É",
        ] {
            assert_eq!(lookup(wrong), None, "{wrong:?}");
        }
    }
}
