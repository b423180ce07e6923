//! Hexadecimal digits.

use super::Error;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends two digits for each byte.
pub fn encode_hex(data: &[u8], out: &mut Vec<u8>) {
    out.reserve(2 * data.len());
    for &byte in data {
        out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
}

/// Appends two digits for each byte, with `separator` after each `group` of
/// bytes, which are counted from the end, or if `group` is negative from the start.
pub fn encode_hex_grouped(data: &[u8], separator: u8, group: isize, out: &mut Vec<u8>) {
    let size = group.unsigned_abs();
    if size == 0 || data.is_empty() {
        return encode_hex(data, out);
    }
    let head = if group > 0 { data.len() % size } else { 0 };
    let (head, tail) = data.split_at(head);
    encode_hex(head, out);
    for (at, chunk) in tail.chunks(size).enumerate() {
        if at > 0 || !head.is_empty() {
            out.push(separator);
        }
        encode_hex(chunk, out);
    }
}

/// Appends a byte for each two digits.
pub fn decode_hex(text: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
    if !text.len().is_multiple_of(2) {
        return Err("Odd-length string".into());
    }
    out.reserve(text.len() / 2);
    for pair in text.chunks_exact(2) {
        let digit = |c: u8| char::from(c).to_digit(16);
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else {
            return Err("Non-hexadecimal digit found".into());
        };
        out.push((high << 4 | low) as u8);
    }
    Ok(())
}
