//! Uuencode: `binascii.b2a_uu` and `a2b_uu` for lines, and the encoding `uu`.

/// The longest line in bytes.
pub const LINE: usize = 45;

/// Appends a line of at most [`LINE`] bytes; zero is a backtick or a space.
pub fn encode_line(bytes: &[u8], backtick: bool, out: &mut Vec<u8>) -> Result<(), &'static str> {
    if bytes.len() > LINE {
        return Err("At most 45 bytes at once");
    }
    push_line(bytes, backtick, out);
    Ok(())
}

fn push_line(bytes: &[u8], backtick: bool, out: &mut Vec<u8>) {
    let digit = |value: u32| match value as u8 & 63 {
        0 if backtick => b'`',
        value => b' ' + value,
    };
    out.push(digit(bytes.len() as u32));
    for triple in bytes.chunks(3) {
        let byte = |at: usize| triple.get(at).copied().unwrap_or(0);
        let bits = u32::from_be_bytes([0, byte(0), byte(1), byte(2)]);
        out.extend_from_slice(&[18, 12, 6, 0].map(|shift| digit(bits >> shift)));
    }
    out.push(b'\n');
}

/// Appends the bytes of a line. What is missing at its end are zeros.
pub fn decode_line(line: &[u8], out: &mut Vec<u8>) -> Result<(), &'static str> {
    let length = line.first().map_or(32, |&byte| byte.wrapping_sub(b' ') & 63);
    let end = out.len() + usize::from(length);
    let mut rest = line.get(1..).unwrap_or(b"");
    let (mut bits, mut count) = (0u32, 0);
    while out.len() < end {
        let byte = match rest {
            [first, others @ ..] => {
                rest = others;
                Some(*first)
            }
            [] => None,
        };
        let value = match byte {
            // Trailing spaces may have been cut off.
            None | Some(b'\n' | b'\r') => 0,
            Some(byte @ b' '..=b'`') => (byte - b' ') & 63,
            Some(_) => return Err("Illegal char"),
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    match rest.iter().all(|byte| matches!(byte, b' ' | b'`' | b'\n' | b'\r')) {
        true => Ok(()),
        false => Err("Trailing garbage"),
    }
}

/// The encoding `uu`, with the header that Python writes.
pub fn encode(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(b"begin 666 <data>\n");
    for line in bytes.chunks(LINE) {
        push_line(line, false, out);
    }
    out.extend_from_slice(b" \nend\n");
}

/// What is wrong with a file in the encoding `uu`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UuError {
    /// A `ValueError` with this message.
    Value(&'static str),
    /// A `binascii.Error` with this message.
    Line(&'static str),
}

/// Appends what is between the lines `begin` and `end`.
pub fn decode(text: &[u8], out: &mut Vec<u8>) -> Result<(), UuError> {
    let mut lines = text.split_inclusive(|&byte| byte == b'\n');
    if !lines.any(|line| line.starts_with(b"begin")) {
        return Err(UuError::Value("Missing \"begin\" line in input data"));
    }
    for line in lines {
        if line == b"end\n" {
            return Ok(());
        }
        let kept = out.len();
        if decode_line(line, out).is_err() {
            // Some encoders write more at the end of a line than its length says.
            out.truncate(kept);
            let length = usize::from(line[0].wrapping_sub(b' ') & 63);
            let used = (length * 4).div_ceil(3) + 1;
            decode_line(&line[..used.min(line.len())], out).map_err(UuError::Line)?;
        }
    }
    Err(UuError::Value("Truncated input data"))
}
