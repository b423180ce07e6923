//! One line of uuencoded data: its length, then four characters for three bytes.

use super::Error;

/// Appends a line for up to 45 bytes. With `backtick`, zeros are shown as that
/// and not as blanks.
pub fn encode_uu(data: &[u8], backtick: bool, out: &mut Vec<u8>) -> Result<(), Error> {
    if data.len() > 45 {
        return Err("At most 45 bytes at once".into());
    }
    let mut push = |value: u32| {
        let value = (value & 63) as u8;
        out.push(if value == 0 && backtick { b'`' } else { b' ' + value });
    };
    push(data.len() as u32);
    for group in data.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        (0..4).for_each(|at| push(bits >> (18 - 6 * at)));
    }
    out.push(b'\n');
    Ok(())
}

/// Appends what a line stands for. What is missing at its end is taken for zeros.
pub fn decode_uu(line: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
    // A line without a length is read like one whose length is a zero byte.
    let length = usize::from(line.first().map_or(0, |&c| c).wrapping_sub(b' ') & 63);
    let mut rest = line.get(1..).unwrap_or_default().iter();
    let mut bits = 0u32;
    for at in 0..(4 * length).div_ceil(3) {
        let value = match rest.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(&c @ b' '..=b'`') => u32::from(c - b' ') & 63,
            Some(_) => return Err("Illegal char".into()),
        };
        bits = bits << 6 | value;
        if at % 4 > 0 {
            out.push((bits >> (6 - 2 * (at % 4))) as u8);
        }
    }
    match rest.all(|c| matches!(c, b' ' | b'`' | b'\n' | b'\r')) {
        true => Ok(()),
        false => Err("Trailing garbage".into()),
    }
}
