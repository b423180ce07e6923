//! `re.escape`.

/// Appends `text` with a backslash before each character that could mean
/// something in a pattern. It serves strings and bytes alike.
pub fn escape(text: &[u8], out: &mut Vec<u8>) {
    const SPECIAL: &[u8] = b"()[]{}?*+-|^$\\.&~# \t\n\r\x0B\x0C";
    out.reserve(text.len());
    for &byte in text {
        if SPECIAL.contains(&byte) {
            out.push(b'\\');
        }
        out.push(byte);
    }
}
