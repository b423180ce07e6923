//! UTF-32, little or big endian.

use super::utf16::Mark;
use super::{DecodeError, EncodeError, Endian};
use crate::text::{Text, wtf8};

/// The byte order mark that `input` starts with.
pub fn mark(input: &[u8]) -> Mark {
    match input {
        [0xFF, 0xFE, 0, 0, ..] => Mark::Order(Endian::Little, 4),
        [0, 0, 0xFE, 0xFF, ..] => Mark::Order(Endian::Big, 4),
        [_, _, _, _, ..] => Mark::Absent,
        _ => Mark::Unfinished,
    }
}

fn encoding(order: Endian) -> &'static str {
    match order {
        Endian::Little => "utf-32-le",
        Endian::Big => "utf-32-be",
    }
}

/// Appends what `input` says from `from` on, up to an error.
pub fn decode(
    input: &[u8],
    from: usize,
    is_last: bool,
    order: Endian,
    out: &mut Vec<u8>,
) -> Result<usize, DecodeError> {
    let mut at = from;
    let fail = |start, end, reason| Err(DecodeError { encoding: encoding(order), start, end, reason });
    while let Some(unit) = input.get(at..at + 4).and_then(|unit| unit.try_into().ok()) {
        let cp = match order {
            Endian::Little => u32::from_le_bytes(unit),
            Endian::Big => u32::from_be_bytes(unit),
        };
        if wtf8::is_surrogate(cp) {
            return fail(at, at + 4, "code point in surrogate code point range(0xd800, 0xe000)");
        }
        if cp > wtf8::MAX {
            return fail(at, at + 4, "code point not in range(0x110000)");
        }
        wtf8::push(out, cp);
        at += 4;
    }
    if at < input.len() && is_last {
        return fail(at, input.len(), "truncated data");
    }
    Ok(at)
}

fn push_unit(out: &mut Vec<u8>, order: Endian, unit: u32) {
    out.extend_from_slice(&match order {
        Endian::Little => unit.to_le_bytes(),
        Endian::Big => unit.to_be_bytes(),
    });
}

/// Appends the characters from `from` on, up to a surrogate; with no order
/// given it is this machine's, and `at_start` a mark says so.
pub fn encode(
    text: Text,
    from: usize,
    order: Option<Endian>,
    at_start: bool,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let encoding = order.map_or("utf-32", encoding);
    if order.is_none() && at_start {
        push_unit(out, Endian::NATIVE, 0xFEFF);
    }
    let order = order.unwrap_or(Endian::NATIVE);
    let rest = &text.bytes()[text.byte_of(from)..];
    out.reserve(rest.len() * 4);
    for (passed, cp) in wtf8::code_points(rest).enumerate() {
        if wtf8::is_surrogate(cp) {
            let start = from + passed;
            let reason = "surrogates not allowed";
            return Err(EncodeError { encoding, start, end: start + 1, reason });
        }
        push_unit(out, order, cp);
    }
    Ok(())
}
