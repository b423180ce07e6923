//! UTF-16, little or big endian.

use super::{DecodeError, EncodeError, Endian};
use crate::text::{Text, wtf8};

/// What the bytes at the start say about the order of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// There is a mark of this width.
    Order(Endian, usize),
    /// There are too few bytes to tell.
    Unfinished,
    /// There is none.
    Absent,
}

/// The byte order mark that `input` starts with.
pub fn mark(input: &[u8]) -> Mark {
    match input {
        [0xFF, 0xFE, ..] => Mark::Order(Endian::Little, 2),
        [0xFE, 0xFF, ..] => Mark::Order(Endian::Big, 2),
        [] | [_] => Mark::Unfinished,
        _ => Mark::Absent,
    }
}

fn encoding(order: Endian) -> &'static str {
    match order {
        Endian::Little => "utf-16-le",
        Endian::Big => "utf-16-be",
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
    let unit_at = |at: usize| {
        let pair = input.get(at..at + 2)?.try_into().ok()?;
        Some(match order {
            Endian::Little => u16::from_le_bytes(pair),
            Endian::Big => u16::from_be_bytes(pair),
        })
    };
    let mut at = from;
    let fail = |start, end, reason| Err(DecodeError { encoding: encoding(order), start, end, reason });
    out.reserve((input.len() - from) / 2);
    while let Some(unit) = unit_at(at) {
        match unit {
            0..0x80 => out.push(unit as u8),
            0xD800..0xDC00 => match unit_at(at + 2) {
                Some(low @ 0xDC00..0xE000) => {
                    let cp = 0x10000 + ((u32::from(unit) & 0x3FF) << 10 | u32::from(low) & 0x3FF);
                    wtf8::push(out, cp);
                    at += 4;
                    continue;
                }
                Some(_) => return fail(at, at + 2, "illegal UTF-16 surrogate"),
                None if is_last => return fail(at, input.len(), "unexpected end of data"),
                None => return Ok(at),
            },
            0xDC00..0xE000 => return fail(at, at + 2, "illegal encoding"),
            _ => wtf8::push(out, unit.into()),
        }
        at += 2;
    }
    if at < input.len() && is_last {
        return fail(at, input.len(), "truncated data");
    }
    Ok(at)
}

fn push_unit(out: &mut Vec<u8>, order: Endian, unit: u16) {
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
    let encoding = order.map_or("utf-16", encoding);
    if order.is_none() && at_start {
        push_unit(out, Endian::NATIVE, 0xFEFF);
    }
    let order = order.unwrap_or(Endian::NATIVE);
    let rest = &text.bytes()[text.byte_of(from)..];
    out.reserve(rest.len() * 2);
    for (passed, cp) in wtf8::code_points(rest).enumerate() {
        match cp {
            0xD800..0xE000 => {
                let start = from + passed;
                let reason = "surrogates not allowed";
                return Err(EncodeError { encoding, start, end: start + 1, reason });
            }
            0..0x10000 => push_unit(out, order, cp as u16),
            _ => {
                push_unit(out, order, (0xD7C0 + (cp >> 10)) as u16);
                push_unit(out, order, (0xDC00 + (cp & 0x3FF)) as u16);
            }
        }
    }
    Ok(())
}
