//! Numbers in the digits of any script, as `int`, `float` and `complex` read them.

use std::borrow::Cow;

use super::Text;
use super::ucd::kinds;

/// The text in ASCII, for a parser that knows nothing else: decimal digits of
/// any script are mapped to ASCII ones and white space to spaces. Whatever
/// else is not ASCII ends it in a question mark, which is in no number.
pub fn to_ascii(text: Text<'_>) -> Cow<'_, [u8]> {
    if text.is_ascii() {
        return Cow::Borrowed(text.bytes());
    }
    let mut out = Vec::with_capacity(text.len());
    for cp in text.code_points() {
        out.push(match cp {
            0..0x80 => cp as u8,
            _ if kinds::is_space(cp) => b' ',
            _ => match kinds::decimal(cp) {
                Some(digit) => b'0' + digit,
                None => {
                    out.push(b'?');
                    break;
                }
            },
        });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_spaces_become_ascii() {
        assert_eq!(*to_ascii(Text::from("-12")), *b"-12");
        assert_eq!(*to_ascii(Text::from("\u{3000}١٢.٣e-𝟜\u{85}")), *b" 12.3e-4 ");
        assert_eq!(*to_ascii(Text::from("1½2")), *b"1?");
    }
}
