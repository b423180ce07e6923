//! International host names as ASCII (RFC 3490, IDNA 2003), as Python's `idna` encoding has them.

use super::nameprep::nameprep;
use super::punycode::{self, PunycodeError};
use super::{DecodeError, Handler, single};
use crate::text::{Text, find, wtf8};

/// What starts a label that stands for one that is not ASCII.
const PREFIX: &[u8] = b"xn--";

/// What is wrong with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdnaError {
    /// A label that should be ASCII is not; the places are in these bytes.
    Decode(DecodeError, Vec<u8>),
    /// A `UnicodeError` with this message.
    Plain(String),
    /// A `UnicodeError` with a message and two labels, of which the second is
    /// what the meaning of the first is in ASCII.
    RoundTrip(Vec<u8>, Vec<u8>),
}

fn plain(message: &str) -> IdnaError {
    IdnaError::Plain(message.into())
}

fn checked(label: Vec<u8>) -> Result<Vec<u8>, IdnaError> {
    match label.len() {
        1..64 => Ok(label),
        _ => Err(plain("label empty or too long")),
    }
}

/// A label in ASCII.
pub fn to_ascii(label: Text) -> Result<Vec<u8>, IdnaError> {
    if label.is_ascii() {
        return checked(label.bytes().to_vec());
    }
    let prepared = nameprep(label).map_err(IdnaError::Plain)?;
    if prepared.is_ascii() {
        return checked(prepared);
    }
    if prepared.starts_with(PREFIX) {
        return Err(plain("Label starts with ACE prefix"));
    }
    let mut ascii = PREFIX.to_vec();
    punycode::encode(Text::counted(&prepared), &mut ascii);
    checked(ascii)
}

/// What a label in ASCII means.
pub fn to_unicode(label: &[u8]) -> Result<Vec<u8>, IdnaError> {
    let Some(rest) = label.strip_prefix(PREFIX) else {
        return match single::decode_ascii(label, 0, &mut Vec::new()) {
            Ok(_) => Ok(label.to_vec()),
            Err(error) => Err(IdnaError::Decode(error, label.to_vec())),
        };
    };
    let mut meaning = Vec::new();
    punycode::decode(rest, Handler::Strict, &mut meaning).map_err(|error| match error {
        PunycodeError::Decode(error) => {
            // The part that is not ASCII is what comes before the last hyphen, or after it.
            let numbers = memchr::memrchr(b'-', rest).map_or(0, |at| at + 1);
            let (base, numbers) = rest.split_at(numbers);
            let base = base.strip_suffix(b"-").unwrap_or(base);
            let part = if base.is_ascii() { numbers } else { base };
            IdnaError::Decode(error, part.to_vec())
        }
        PunycodeError::Plain(message) => {
            IdnaError::Plain(format!("decoding with 'punycode' codec failed (UnicodeError: {message})"))
        }
    })?;
    let again = to_ascii(Text::counted(&meaning))?;
    if label.to_ascii_lowercase() != again {
        return Err(IdnaError::RoundTrip(label.to_vec(), again));
    }
    Ok(meaning)
}

/// Appends a name in ASCII. The encoding knows no error handler but `strict`.
pub fn encode(name: Text, out: &mut Vec<u8>) -> Result<(), IdnaError> {
    if name.is_ascii() {
        let mut labels = name.bytes().rsplit(|&byte| byte == b'.');
        let last = labels.next().unwrap_or(b"");
        if labels.any(|label| label.is_empty() || label.len() >= 64) {
            return Err(plain("label empty or too long"));
        }
        if last.len() >= 64 {
            return Err(plain("label too long"));
        }
        out.extend_from_slice(name.bytes());
        return Ok(());
    }
    // Three other characters are dots as well.
    let is_dot = |cp: u32| matches!(cp, 0x2E | 0x3002 | 0xFF0E | 0xFF61);
    let points: Vec<u32> = name.code_points().collect();
    let mut labels: Vec<&[u32]> = points.split(|&cp| is_dot(cp)).collect();
    let ends_in_dot = labels.last().is_some_and(|label| label.is_empty());
    if ends_in_dot {
        labels.pop();
    }
    for (at, label) in labels.iter().enumerate() {
        if at > 0 {
            out.push(b'.');
        }
        let mut bytes = Vec::new();
        label.iter().for_each(|&cp| wtf8::push(&mut bytes, cp));
        out.extend_from_slice(&to_ascii(Text::new(&bytes, label.len()))?);
    }
    if ends_in_dot {
        out.push(b'.');
    }
    Ok(())
}

/// Appends what a name in ASCII means. The encoding knows no error handler
/// but `strict`.
pub fn decode(name: &[u8], out: &mut Vec<u8>) -> Result<(), IdnaError> {
    if name.is_ascii() && !find::contains(name, PREFIX) {
        out.extend_from_slice(name);
        return Ok(());
    }
    for (at, label) in name.split(|&byte| byte == b'.').enumerate() {
        if at > 0 {
            out.push(b'.');
        }
        out.extend_from_slice(&to_unicode(label)?);
    }
    Ok(())
}
