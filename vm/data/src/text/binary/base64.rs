//! Base64: `binascii.b2a_base64` and `a2b_base64`, and the encoding `base64`.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each byte as a digit; 64 if it is none.
const VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut at = 0;
    while at < 64 {
        values[DIGITS[at] as usize] = at as u8;
        at += 1;
    }
    values
};

/// Appends the digits for `bytes` and the padding.
pub fn encode(bytes: &[u8], out: &mut Vec<u8>) {
    let digit = |bits: u32| DIGITS[(bits & 63) as usize];
    out.reserve(bytes.len().div_ceil(3) * 4);
    let mut triples = bytes.chunks_exact(3);
    for triple in &mut triples {
        let bits = u32::from_be_bytes([0, triple[0], triple[1], triple[2]]);
        out.extend_from_slice(&[18, 12, 6, 0].map(|shift| digit(bits >> shift)));
    }
    match *triples.remainder() {
        [a] => {
            let bits = u32::from(a) << 4;
            out.extend_from_slice(&[digit(bits >> 6), digit(bits), b'=', b'=']);
        }
        [a, b] => {
            let bits = u32::from_be_bytes([0, 0, a, b]) << 2;
            out.extend_from_slice(&[digit(bits >> 12), digit(bits >> 6), digit(bits), b'=']);
        }
        _ => {}
    }
}

/// The encoding `base64`: lines of at most 76 digits, each ended.
pub fn encode_lines(bytes: &[u8], out: &mut Vec<u8>) {
    for line in bytes.chunks(57) {
        encode(line, out);
        out.push(b'\n');
    }
}

/// Appends the bytes that digits stand for. What is no digit is passed over,
/// or an error if `strict`.
pub fn decode(text: &[u8], strict: bool, out: &mut Vec<u8>) -> Result<(), String> {
    if strict && text.first() == Some(&b'=') {
        return Err("Leading padding not allowed".into());
    }
    let (mut bits, mut digits, mut pads, mut padded) = (0u32, 0usize, 0, false);
    for (at, &byte) in text.iter().enumerate() {
        if byte == b'=' {
            padded = true;
            if digits % 4 < 2 {
                continue;
            }
            pads += 1;
            if digits % 4 + pads >= 4 {
                // A padded group ends the data.
                if strict && at + 1 < text.len() {
                    return Err("Excess data after padding".into());
                }
                return Ok(());
            }
            continue;
        }
        let value = VALUES[usize::from(byte)];
        if value == 64 {
            if strict {
                return Err("Only base64 data is allowed".into());
            }
            continue;
        }
        if strict && padded {
            return Err("Discontinuous padding not allowed".into());
        }
        pads = 0;
        bits = bits << 6 | u32::from(value);
        digits += 1;
        match digits % 4 {
            1 => {}
            2 => out.push((bits >> 4) as u8),
            3 => out.push((bits >> 2) as u8),
            _ => out.push(bits as u8),
        }
    }
    match digits % 4 {
        0 => Ok(()),
        1 => Err(format!(
            "Invalid base64-encoded string: number of data characters ({digits}) cannot be 1 more than a multiple of 4"
        )),
        _ => Err("Incorrect padding".into()),
    }
}
