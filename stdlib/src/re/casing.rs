//! Which characters are the same when case is ignored.
//!
//! CPython compares the simple lower case of both, and further takes lower-case
//! letters for the same that share their upper case, such as `s` and U+017F.
//! That makes classes of characters, and a set that ignores case is the set of
//! all members of the classes that it touches: it is worked out when the
//! pattern is compiled, and matching looks at no case at all.

use pausa_vm::text::ucd::kinds::to_simple_lower;
use std::sync::OnceLock;

/// Lower-case letters that share their upper case.
const SHARED_UPPER: [&[u32]; 24] = [
    &[0x69, 0x131],
    &[0x73, 0x17F],
    &[0xB5, 0x3BC],
    &[0x345, 0x3B9, 0x1FBE],
    &[0x390, 0x1FD3],
    &[0x3B0, 0x1FE3],
    &[0x3B2, 0x3D0],
    &[0x3B5, 0x3F5],
    &[0x3B8, 0x3D1],
    &[0x3BA, 0x3F0],
    &[0x3C0, 0x3D6],
    &[0x3C1, 0x3F1],
    &[0x3C2, 0x3C3],
    &[0x3C6, 0x3D5],
    &[0x432, 0x1C80],
    &[0x434, 0x1C81],
    &[0x43E, 0x1C82],
    &[0x441, 0x1C83],
    &[0x442, 0x1C84, 0x1C85],
    &[0x44A, 0x1C86],
    &[0x463, 0x1C87],
    &[0x1C88, 0xA64B],
    &[0x1E61, 0x1E9B],
    &[0xFB05, 0xFB06],
];

/// The stretches in which characters differ from their simple lower case.
const UPPER_BLOCKS: [(u32, u32); 16] = [
    (0x41, 0x24E),
    (0x370, 0x556),
    (0x10A0, 0x10CD),
    (0x13A0, 0x13F5),
    (0x1C90, 0x1CBF),
    (0x1E00, 0x1FFC),
    (0x2126, 0x2183),
    (0x24B6, 0x24CF),
    (0x2C00, 0x2CF2),
    (0xA640, 0xA7F5),
    (0xFF21, 0xFF3A),
    (0x10400, 0x10595),
    (0x10C80, 0x10CB2),
    (0x118A0, 0x118BF),
    (0x16E40, 0x16E5F),
    (0x1E900, 0x1E921),
];

/// The classes of more than one character.
struct Classes {
    /// Each character with the name of its class, by character.
    by_character: Vec<(u32, u32)>,
    /// The same pairs turned round, by class.
    by_class: Vec<(u32, u32)>,
}

/// A class is named by its first lower-case letter.
fn class_of_lower(lower: u32) -> u32 {
    SHARED_UPPER.iter().find(|class| class.contains(&lower)).map_or(lower, |class| class[0])
}

fn classes() -> &'static Classes {
    static CLASSES: OnceLock<Classes> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut pairs: Vec<(u32, u32)> =
            SHARED_UPPER.iter().flat_map(|class| class.iter().map(|&cp| (cp, class[0]))).collect();
        for cp in UPPER_BLOCKS.iter().flat_map(|&(first, last)| first..=last) {
            let lower = to_simple_lower(cp);
            if lower != cp {
                let class = class_of_lower(lower);
                pairs.extend([(cp, class), (lower, class)]);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut by_class: Vec<(u32, u32)> = pairs.iter().map(|&(cp, class)| (class, cp)).collect();
        by_class.sort_unstable();
        Classes { by_character: pairs, by_class }
    })
}

/// Calls `each` with all characters that are the same as one between `first` and
/// `last`; a character that is only the same as itself is left out.
pub(super) fn each_variant(first: u32, last: u32, mut each: impl FnMut(u32)) {
    let classes = classes();
    let start = classes.by_character.partition_point(|&(cp, _)| cp < first);
    for &(_, class) in classes.by_character[start..].iter().take_while(|&&(cp, _)| cp <= last) {
        let start = classes.by_class.partition_point(|&(name, _)| name < class);
        for &(_, cp) in classes.by_class[start..].iter().take_while(|&&(name, _)| name == class) {
            each(cp);
        }
    }
}

/// ASCII only.
pub(super) fn ascii_lower(cp: u32) -> u32 {
    if (0x41..=0x5A).contains(&cp) { cp + 0x20 } else { cp }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pausa_vm::text::ucd::kinds::{self, Mapping, to_upper};
    use std::collections::BTreeMap;

    fn upper(cp: u32) -> Vec<u32> {
        match to_upper(cp) {
            Mapping::One(cp) => vec![cp],
            Mapping::Many(points) => points.to_vec(),
        }
    }

    #[test]
    fn the_tables_say_what_the_database_says() {
        let mut shared: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
        for cp in 0..=0x10FFFF {
            let in_block = UPPER_BLOCKS.iter().any(|&(first, last)| (first..=last).contains(&cp));
            if to_simple_lower(cp) == cp {
                shared.entry(upper(cp)).or_default().push(cp);
            } else {
                assert!(in_block, "{cp:#x}");
            }
        }
        let mut shared: Vec<Vec<u32>> = shared.into_values().filter(|c| c.len() > 1).collect();
        shared.sort();
        assert_eq!(shared, SHARED_UPPER);
    }

    /// Sets rely on it: a category can be asked of the character as it is.
    #[test]
    fn no_category_depends_on_case() {
        for cp in 0..=0x10FFFF {
            let lower = to_simple_lower(cp);
            assert_eq!(kinds::is_alnum(cp), kinds::is_alnum(lower), "{cp:#x}");
            assert_eq!(kinds::is_decimal(cp), kinds::is_decimal(lower), "{cp:#x}");
            assert_eq!(kinds::is_space(cp), kinds::is_space(lower), "{cp:#x}");
        }
    }
}
