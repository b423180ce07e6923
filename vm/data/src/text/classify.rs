//! The questions of `str` and `bytes` about all of their characters: `isalpha` and its kin.
//!
//! Each is false for an empty string, except that it is ASCII and printable.

use super::Text;
use super::ucd::kinds;

/// Whether there are characters, and `ascii` holds for all if they are ASCII,
/// else `wide`.
#[inline]
fn all(text: Text, ascii: impl Fn(u8) -> bool, wide: impl Fn(u32) -> bool) -> bool {
    if text.is_ascii() {
        !text.is_empty() && text.bytes().iter().all(|&byte| ascii(byte))
    } else {
        text.code_points().all(wide)
    }
}

/// `str.isalpha`.
pub fn is_alpha(text: Text) -> bool {
    all(text, |byte| byte.is_ascii_alphabetic(), kinds::is_alpha)
}

/// `str.isalnum`.
pub fn is_alnum(text: Text) -> bool {
    all(text, |byte| byte.is_ascii_alphanumeric(), kinds::is_alnum)
}

/// `str.isdecimal`.
pub fn is_decimal(text: Text) -> bool {
    all(text, |byte| byte.is_ascii_digit(), kinds::is_decimal)
}

/// `str.isdigit`.
pub fn is_digit(text: Text) -> bool {
    all(text, |byte| byte.is_ascii_digit(), kinds::is_digit)
}

/// `str.isnumeric`.
pub fn is_numeric(text: Text) -> bool {
    all(text, |byte| byte.is_ascii_digit(), kinds::is_numeric)
}

/// `str.isspace`.
pub fn is_space(text: Text) -> bool {
    all(text, is_ascii_space, kinds::is_space)
}

/// `str.isprintable`.
pub fn is_printable(text: Text) -> bool {
    text.is_empty() || all(text, |byte| (0x20..0x7F).contains(&byte), kinds::is_printable)
}

/// `str.isidentifier`.
pub fn is_identifier(text: Text) -> bool {
    let mut points = text.code_points();
    let starts = |cp| cp == u32::from(b'_') || kinds::is_xid_start(cp);
    points.next().is_some_and(starts) && points.all(kinds::is_xid_continue)
}

/// `str.islower`: some character has case, and none is upper or title case.
pub fn is_lower(text: Text) -> bool {
    if text.is_ascii() {
        return bytes_is_lower(text.bytes());
    }
    let mut cased = false;
    for cp in text.code_points() {
        if kinds::is_upper(cp) || kinds::is_title(cp) {
            return false;
        }
        cased = cased || kinds::is_lower(cp);
    }
    cased
}

/// `str.isupper`: some character has case, and none is lower or title case.
pub fn is_upper(text: Text) -> bool {
    if text.is_ascii() {
        return bytes_is_upper(text.bytes());
    }
    let mut cased = false;
    for cp in text.code_points() {
        if kinds::is_lower(cp) || kinds::is_title(cp) {
            return false;
        }
        cased = cased || kinds::is_upper(cp);
    }
    cased
}

/// `str.istitle`: every run of cased characters starts with upper or title
/// case and goes on in lower case, and there is such a run.
pub fn is_title(text: Text) -> bool {
    if text.is_ascii() {
        return bytes_is_title(text.bytes());
    }
    let (mut within, mut cased) = (false, false);
    for cp in text.code_points() {
        let starts = kinds::is_upper(cp) || kinds::is_title(cp);
        let letter = starts || kinds::is_lower(cp);
        if letter && starts == within {
            return false;
        }
        within = letter;
        cased = cased || letter;
    }
    cased
}

/// White space of `str` among ASCII, which includes the four separators.
#[inline]
pub fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0x1C..=b' ')
}

/// White space of `bytes`.
#[inline]
pub fn is_byte_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// `bytes.isalpha`.
pub fn bytes_is_alpha(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_alphabetic)
}

/// `bytes.isalnum`.
pub fn bytes_is_alnum(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_alphanumeric)
}

/// `bytes.isdigit`.
pub fn bytes_is_digit(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

/// `bytes.isspace`.
pub fn bytes_is_space(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&byte| is_byte_space(byte))
}

/// `bytes.islower`.
pub fn bytes_is_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.isupper`.
pub fn bytes_is_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.istitle`.
pub fn bytes_is_title(bytes: &[u8]) -> bool {
    let (mut within, mut cased) = (false, false);
    for byte in bytes {
        let letter = byte.is_ascii_alphabetic();
        if letter && byte.is_ascii_uppercase() == within {
            return false;
        }
        within = letter;
        cased = cased || letter;
    }
    cased
}
