//! Identifiers beyond ASCII: which characters may form them, and their normal form.

use super::{Lexer, Tok, Token};
use crate::error::LexErrorKind;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

impl Lexer<'_> {
    /// A word in which every character beyond ASCII was taken for a letter; now it is checked.
    pub(super) fn unicode_name(&mut self, start: u32, end: u32) -> Token {
        let text = &self.source[start as usize..end as usize];
        let mut offset = start;
        for (i, char) in text.chars().enumerate() {
            offset += char.len_utf8() as u32;
            let fits = if i == 0 { is_start(char) } else { is_continue(char) };
            if !fits {
                let kind = match is_printable(char) {
                    true => LexErrorKind::InvalidCharacter(char),
                    false => LexErrorKind::NonPrintable(char),
                };
                return self.fail(kind, offset, start);
            }
        }
        Token { tok: Tok::Name, start, end }
    }
}

/// Whether an identifier may start with `char`. Python asks this of the NFKC form too.
pub(super) fn is_start(char: char) -> bool {
    char == '_' || unicode_ident::is_xid_start(char)
}

/// Whether an identifier may go on with `char`.
pub(super) fn is_continue(char: char) -> bool {
    // Newer versions of Unicode than Python 3.11's let these two joiners in.
    unicode_ident::is_xid_continue(char) && !matches!(char, '\u{200c}' | '\u{200d}')
}

/// Whether Python would print `char` as it is, rather than escape it.
pub(super) fn is_printable(char: char) -> bool {
    // The standard library's escaping knows the categories, but also escapes quotes, and a
    // combining mark that begins a string.
    let escaped = format!("a{char}").escape_debug().to_string();
    matches!(char, '\'' | '"' | '\\') || !escaped.contains('\\')
}

/// The identifier that `text` spells: its NFKC form.
pub(crate) fn normalize(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}
