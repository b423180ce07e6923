//! What reading a number needs besides the number: the spaces around it, and the text as an error
//! quotes it.

use crate::text::{Text, repr};

/// The `repr` of a text, for an error that quotes it.
pub(super) fn quoted(text: Text) -> String {
    let mut quoted = Vec::new();
    repr::repr(text, &mut quoted);
    String::from_utf8_lossy(&quoted).into_owned()
}

/// Removes ASCII spaces, as C knows them, at both ends.
pub(super) fn trim(mut text: &[u8]) -> &[u8] {
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r');
    while let [first, rest @ ..] = text
        && is_space(*first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && is_space(*last)
    {
        text = rest;
    }
    text
}
