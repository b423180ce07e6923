//! Base64 (RFC 4648).

use super::Error;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD: u8 = b'=';

/// What is not in the alphabet.
const NONE: u8 = 0xFF;

/// The value of each character.
const VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut at = 0;
    while at < 64 {
        values[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    values
};

/// Appends `data` in base64, without a newline.
pub fn encode_base64(data: &[u8], out: &mut Vec<u8>) {
    out.reserve(data.len().div_ceil(3) * 4);
    for group in data.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= group.len() { digit } else { PAD });
        }
    }
}

/// Appends what `text` stands for. Characters outside the alphabet are skipped,
/// and what follows the padding is not looked at, unless it is `strict`.
pub fn decode_base64(text: &[u8], strict: bool, out: &mut Vec<u8>) -> Result<(), Error> {
    if strict && text.first() == Some(&PAD) {
        return Err("Leading padding not allowed".into());
    }
    out.reserve(text.len() / 4 * 3);
    let start = out.len();
    let (mut bits, mut digits, mut pads) = (0u32, 0, 0);
    let mut padding_seen = false;
    for (at, &c) in text.iter().enumerate() {
        if c == PAD {
            padding_seen = true;
            pads += 1;
            if digits >= 2 && digits + pads >= 4 {
                if strict && at + 1 < text.len() {
                    return Err("Excess data after padding".into());
                }
                return Ok(());
            }
            // A pad where there is nothing to fill counts for nothing.
            pads = if digits >= 2 { pads } else { 0 };
            continue;
        }
        let value = VALUES[usize::from(c)];
        if value == NONE {
            if strict {
                return Err("Only base64 data is allowed".into());
            }
            continue;
        }
        if strict && padding_seen {
            return Err("Discontinuous padding not allowed".into());
        }
        pads = 0;
        bits = bits << 6 | u32::from(value);
        digits = (digits + 1) % 4;
        if digits != 1 {
            // The digits after the first complete a byte each.
            out.push((bits >> [0, 0, 4, 2][digits]) as u8);
        }
    }
    match digits {
        0 => Ok(()),
        1 => {
            let count = (out.len() - start) / 3 * 4 + 1;
            Err(format!(
                "Invalid base64-encoded string: number of data characters ({count}) \
                 cannot be 1 more than a multiple of 4"
            )
            .into())
        }
        _ => Err("Incorrect padding".into()),
    }
}
