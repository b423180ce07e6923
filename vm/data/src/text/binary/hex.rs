//! Hexadecimal digits: `bytes.hex`, `bytes.fromhex`, `binascii.hexlify` and `unhexlify`.

use crate::text::build::NoRoom;
use crate::text::classify::is_byte_space;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The value of each byte as a digit; 16 if it is none.
const VALUES: [u8; 256] = {
    let mut values = [16; 256];
    let mut at = 0;
    while at < 16 {
        values[DIGITS[at] as usize] = at as u8;
        values[DIGITS[at].to_ascii_uppercase() as usize] = at as u8;
        at += 1;
    }
    values
};

#[inline]
fn value(byte: u8) -> Option<u8> {
    let value = VALUES[usize::from(byte)];
    (value < 16).then_some(value)
}

/// Appends two digits for each byte.
pub fn encode(bytes: &[u8], out: &mut Vec<u8>) {
    out.reserve(bytes.len() * 2);
    for byte in bytes {
        let pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        out.extend_from_slice(&pair);
    }
}

/// Appends two digits for each byte and a separator between groups of
/// `group.abs()` bytes, counted from the end, or from the start if negative.
pub fn encode_in_groups(bytes: &[u8], separator: u8, group: isize, out: &mut Vec<u8>) -> Result<(), NoRoom> {
    let size = group.unsigned_abs();
    if size == 0 || bytes.is_empty() {
        encode(bytes, out);
        return Ok(());
    }
    let room = bytes.len().checked_mul(3).ok_or(NoRoom)?;
    out.try_reserve(room).map_err(|_| NoRoom)?;
    let first = match bytes.len() % size {
        rest if rest > 0 && group > 0 => rest,
        _ => size.min(bytes.len()),
    };
    encode(&bytes[..first], out);
    for group in bytes[first..].chunks(size) {
        out.push(separator);
        encode(group, out);
    }
    Ok(())
}

/// `binascii.unhexlify`: appends the bytes of digits in pairs.
pub fn decode(digits: &[u8], out: &mut Vec<u8>) -> Result<(), &'static str> {
    if !digits.len().is_multiple_of(2) {
        return Err("Odd-length string");
    }
    out.reserve(digits.len() / 2);
    for pair in digits.chunks_exact(2) {
        match (value(pair[0]), value(pair[1])) {
            (Some(high), Some(low)) => out.push(high << 4 | low),
            _ => return Err("Non-hexadecimal digit found"),
        }
    }
    Ok(())
}

/// `bytes.fromhex`: as [`decode`], with white space between the pairs. The
/// error is the byte at which there is no digit.
pub fn decode_spaced(text: &[u8], out: &mut Vec<u8>) -> Result<(), usize> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if is_byte_space(byte) {
            at += 1;
            continue;
        }
        let high = value(byte).ok_or(at)?;
        let low = text.get(at + 1).copied().and_then(value).ok_or(at + 1)?;
        out.push(high << 4 | low);
        at += 2;
    }
    Ok(())
}
