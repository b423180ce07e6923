//! UTF-7 (RFC 2152): ASCII in which other characters are runs of Base64 between `+` and `-`.

use super::DecodeError;
use crate::text::{Text, wtf8};

/// The value of a Base64 digit.
fn base64(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

/// The Base64 digit for the lowest six bits.
fn digit(bits: u32) -> u8 {
    match bits as u8 & 63 {
        value @ 0..26 => b'A' + value,
        value @ 26..52 => b'a' + value - 26,
        value @ 52..62 => b'0' + value - 52,
        62 => b'+',
        _ => b'/',
    }
}

/// A run of Base64 as it is read.
#[derive(Default)]
struct Run {
    /// The bits that do not fill a unit of UTF-16 yet, and how many they are.
    bits: u32,
    count: u32,
    /// A high surrogate that waits for its low one.
    high: Option<u32>,
}

impl Run {
    fn push(&mut self, value: u32, out: &mut Vec<u8>) {
        self.bits = self.bits << 6 | value;
        self.count += 6;
        if self.count < 16 {
            return;
        }
        self.count -= 16;
        let unit = self.bits >> self.count;
        self.bits &= (1 << self.count) - 1;
        let high = self.high.take();
        match (high, unit) {
            (Some(high), 0xDC00..0xE000) => {
                wtf8::push(out, 0x10000 + ((high & 0x3FF) << 10 | unit & 0x3FF));
                return;
            }
            (Some(high), _) => wtf8::push(out, high),
            (None, _) => {}
        }
        match unit {
            0xD800..0xDC00 => self.high = Some(unit),
            _ => wtf8::push(out, unit),
        }
    }

    /// What the bits that are left over say against the run ending here.
    fn fault(&self) -> Option<&'static str> {
        if self.count >= 6 {
            Some("partial character in shift sequence")
        } else if self.bits != 0 {
            Some("non-zero padding bits in shift sequence")
        } else {
            None
        }
    }
}

/// Appends what `input` says from `from` on, up to an error.
pub fn decode(input: &[u8], from: usize, is_last: bool, out: &mut Vec<u8>) -> Result<usize, DecodeError> {
    let mut at = from;
    let fail = |start, end, reason| Err(DecodeError { encoding: "utf7", start, end, reason });
    while let Some(&byte) = input.get(at) {
        match byte {
            b'+' => match input.get(at + 1) {
                Some(b'-') => {
                    out.push(b'+');
                    at += 2;
                }
                Some(&next) if base64(next).is_none() => {
                    return fail(at, at + 2, "ill-formed sequence");
                }
                _ => {
                    let kept = out.len();
                    match decode_run(input, at, out)? {
                        Ended::At(end) => at = end,
                        Ended::Whole if is_last => return Ok(input.len()),
                        Ended::Unfinished if is_last => {
                            return fail(at, input.len(), "unterminated shift sequence");
                        }
                        // More may come, and then the run is read anew.
                        Ended::Whole | Ended::Unfinished => {
                            out.truncate(kept);
                            return Ok(at);
                        }
                    }
                }
            },
            0..0x80 => {
                out.push(byte);
                at += 1;
            }
            _ => return fail(at, at + 1, "unexpected special character"),
        }
    }
    Ok(at)
}

/// How a run of Base64 ends.
enum Ended {
    /// Something else follows here.
    At(usize),
    /// With the input, after a whole character.
    Whole,
    /// With the input, within a character.
    Unfinished,
}

/// Appends the run that the `+` at `start` begins.
fn decode_run(input: &[u8], start: usize, out: &mut Vec<u8>) -> Result<Ended, DecodeError> {
    let mut run = Run::default();
    let mut at = start + 1;
    while let Some(&byte) = input.get(at) {
        let Some(value) = base64(byte) else {
            if let Some(reason) = run.fault() {
                return Err(DecodeError { encoding: "utf7", start, end: at + 1, reason });
            }
            // Only before what may follow a run does a lone surrogate count.
            if let Some(high) = run.high
                && byte < 0x80
            {
                wtf8::push(out, high);
            }
            return Ok(Ended::At(if byte == b'-' { at + 1 } else { at }));
        };
        run.push(value, out);
        at += 1;
    }
    let whole = run.high.is_none() && run.fault().is_none();
    Ok(if whole { Ended::Whole } else { Ended::Unfinished })
}

/// Whether a character stands for itself outside of Base64.
fn is_direct(cp: u32) -> bool {
    match u8::try_from(cp) {
        Ok(b'\t' | b'\n' | b'\r') => true,
        Ok(byte @ b' '..=b'}') => byte != b'\\' && byte != b'+',
        _ => false,
    }
}

/// Appends the characters from `from` on. There is nothing that UTF-7 cannot say.
pub fn encode(text: Text, from: usize, out: &mut Vec<u8>) {
    let rest = &text.bytes()[text.byte_of(from)..];
    // The bits that do not fill a digit yet, and how many they are; nothing
    // outside of a run.
    let mut run: Option<(u32, u32)> = None;
    for cp in wtf8::code_points(rest) {
        if is_direct(cp) {
            if let Some((bits, count)) = run.take() {
                if count > 0 {
                    out.push(digit(bits << (6 - count)));
                }
                // What could belong to the run has to be kept apart from it.
                if cp == u32::from(b'-') || base64(cp as u8).is_some() {
                    out.push(b'-');
                }
            }
            out.push(cp as u8);
            continue;
        }
        if run.is_none() {
            out.push(b'+');
            if cp == u32::from(b'+') {
                out.push(b'-');
                continue;
            }
        }
        let (mut bits, mut count) = run.unwrap_or((0, 0));
        let mut push_unit = |unit: u32| {
            bits = bits << 16 | unit;
            count += 16;
            while count >= 6 {
                count -= 6;
                out.push(digit(bits >> count));
                bits &= (1 << count) - 1;
            }
        };
        if cp > 0xFFFF {
            push_unit(0xD7C0 + (cp >> 10));
            push_unit(0xDC00 + (cp & 0x3FF));
        } else {
            push_unit(cp);
        }
        run = Some((bits, count));
    }
    if let Some((bits, count)) = run {
        if count > 0 {
            out.push(digit(bits << (6 - count)));
        }
        out.push(b'-');
    }
}
