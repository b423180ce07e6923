//! The encoding `rot13`, which maps text to text.

use crate::text::Text;

/// Appends `text` with each ASCII letter 13 places on; doing it twice undoes it.
pub fn rotate(text: Text, out: &mut Vec<u8>) {
    // The bytes of wider characters are no ASCII letters.
    out.extend(text.bytes().iter().map(|&byte| match byte {
        b'a'..=b'z' => (byte - b'a' + 13) % 26 + b'a',
        b'A'..=b'Z' => (byte - b'A' + 13) % 26 + b'A',
        _ => byte,
    }));
}
