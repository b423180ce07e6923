//! Preparing a label of a host name (RFC 3491): what looks the same becomes the same.

use crate::text::ucd::normalize::{Form, normalize_old};
use crate::text::ucd::{kinds, old};
use crate::text::{Text, repr, wtf8};

/// Characters that are mapped to nothing (table B.1).
fn is_dropped(cp: u32) -> bool {
    matches!(cp, 0xAD | 0x34F | 0x1806 | 0x180B..=0x180D | 0x200B..=0x200D | 0x2060 | 0xFE00..=0xFE0F | 0xFEFF)
}

/// Characters that no label may have (tables C.1.2, C.2.2 and C.3 to C.9).
fn is_prohibited(cp: u32) -> bool {
    let listed = matches!(cp,
        // Controls beyond ASCII.
        0x6DD | 0x70F | 0x180E | 0x200C | 0x200D | 0x2028 | 0x2029 | 0x2060..=0x2063
            | 0x206A..=0x206F | 0xFEFF | 0xFFF9..=0xFFFC | 0x1D173..=0x1D17A
        // What is no character, not for plain text, or not canonical.
            | 0xFDD0..=0xFDEF | 0xFFFD | 0x2FF0..=0x2FFB
        // What changes how others are shown, and tags.
            | 0x340 | 0x341 | 0x200E | 0x200F | 0x202A..=0x202E | 0xE0001 | 0xE0020..=0xE007F
    );
    listed
        || cp & 0xFFFE == 0xFFFE
        || match old::category(cp) {
            "Zs" => cp != 0x20,
            "Cc" => cp >= 0x80,
            "Co" | "Cs" => true,
            _ => false,
        }
}

/// Appends each character folded as table B.3 has it.
fn fold(bytes: &[u8], out: &mut Vec<u8>) {
    for cp in wtf8::code_points(bytes) {
        match (old::fold(cp), kinds::to_lower(cp)) {
            (Some(points), _) | (None, kinds::Mapping::Many(points)) => {
                points.iter().for_each(|&cp| wtf8::push(out, cp));
            }
            (None, kinds::Mapping::One(cp)) => wtf8::push(out, cp),
        }
    }
}

/// Appends what table B.2 maps a character to: folded so that compatible
/// decomposition does not bring back what folding would change.
fn map(cp: u32, out: &mut Vec<u8>) {
    if cp < 0x80 {
        out.push((cp as u8).to_ascii_lowercase());
        return;
    }
    let made = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut out = Vec::new();
        change(&mut out);
        out
    };
    let character = made(&|out| wtf8::push(out, cp));
    let folded = made(&|out| fold(&character, out));
    let normal = made(&|out| normalize_old(Form::Nfkc, &folded, out));
    let twice = made(&|out| fold(&normal, out));
    let stable = made(&|out| normalize_old(Form::Nfkc, &twice, out));
    out.extend_from_slice(if normal == stable { &folded } else { &stable });
}

/// The prepared label, or the message of a `UnicodeError`.
pub(super) fn nameprep(label: Text) -> Result<Vec<u8>, String> {
    let mut mapped = Vec::new();
    label.code_points().filter(|&cp| !is_dropped(cp)).for_each(|cp| map(cp, &mut mapped));
    let mut prepared = Vec::new();
    normalize_old(Form::Nfkc, &mapped, &mut prepared);

    let points = || wtf8::code_points(&prepared);
    if let Some(cp) = points().find(|&cp| is_prohibited(cp)) {
        let (mut character, mut shown) = (Vec::new(), Vec::new());
        wtf8::push(&mut character, cp);
        repr::repr(Text::new(&character, 1), &mut shown);
        return Err(format!("Invalid character {}", wtf8::to_string_lossy(&shown)));
    }
    let from_right = |cp: u32| matches!(old::bidirectional(cp), "R" | "AL");
    if points().any(from_right) {
        if points().any(|cp| old::bidirectional(cp) == "L") {
            return Err("Violation of BIDI requirement 2".into());
        }
        let at_both_ends = points().next().is_some_and(from_right) && points().next_back().is_some_and(from_right);
        if !at_both_ends {
            return Err("Violation of BIDI requirement 3".into());
        }
    }
    Ok(prepared)
}
