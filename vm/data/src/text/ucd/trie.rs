//! A table with a small number for every code point, in three stages.
//!
//! Most blocks of code points repeat (unassigned, ideographs, syllables), so
//! equal leaves of 16 entries are stored once, and so are equal groups of 32
//! leaves. A look-up is three loads from tables of some 35 KB in all.

/// The three stages, as `generate.py` writes them.
pub(super) struct Trie {
    pub(super) top: &'static [u8],
    pub(super) middle: &'static [u16],
    pub(super) leaves: &'static [u16],
}

impl Trie {
    /// The entry of `cp`, or 0 beyond the last code point.
    #[inline]
    pub(super) fn get(&self, cp: u32) -> usize {
        let cp = cp as usize;
        let entry = || {
            let group = usize::from(*self.top.get(cp >> 9)?);
            let leaf = usize::from(*self.middle.get(group << 5 | cp >> 4 & 31)?);
            self.leaves.get(leaf << 4 | cp & 15)
        };
        usize::from(entry().copied().unwrap_or(0))
    }
}
