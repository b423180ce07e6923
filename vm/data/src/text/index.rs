//! Positions in text that is not ASCII: from characters to bytes and back.
//!
//! An [`Index`] has the byte offset of every 64th character, an eighth of a
//! byte for each. Either way a look-up reads one block of the text; the way
//! from bytes first finds the block by bisection.

use std::cell::OnceCell;

use super::wtf8;

/// Characters in a block.
const BLOCK: usize = 64;

/// The byte offset of every 64th character of one string.
#[derive(Clone, Debug)]
pub struct Index {
    /// Where block `i + 1` starts; block 0 starts at 0.
    starts: Box<[usize]>,
}

impl Index {
    /// Texts of fewer characters are as quickly searched without an index.
    pub const PAYS_FROM: usize = 2 * BLOCK;

    /// Reads the whole text once.
    pub fn new(bytes: &[u8]) -> Self {
        let mut starts = Vec::new();
        let mut at = wtf8::skip(bytes, BLOCK);
        while at < bytes.len() {
            starts.push(at);
            at += wtf8::skip(&bytes[at..], BLOCK);
        }
        Index { starts: starts.into_boxed_slice() }
    }

    /// The byte at which the character number `char` of `bytes` starts.
    pub fn byte_of(&self, bytes: &[u8], char: usize) -> usize {
        let start = match char / BLOCK {
            0 => 0,
            block => match self.starts.get(block - 1) {
                Some(&start) => start,
                None => return bytes.len(),
            },
        };
        start + wtf8::skip(&bytes[start..], char % BLOCK)
    }

    /// The number of the character of `bytes` that starts at `byte`.
    pub fn char_of(&self, bytes: &[u8], byte: usize) -> usize {
        let block = self.starts.partition_point(|&start| start <= byte);
        let start = if block == 0 { 0 } else { self.starts[block - 1] };
        block * BLOCK + wtf8::count(&bytes[start..byte])
    }

    /// What the index occupies, for `sys.getsizeof` and memory limits.
    pub fn size(&self) -> usize {
        size_of_val(&*self.starts)
    }
}

/// An index that is made when it is first needed: one word until then.
#[derive(Clone, Debug, Default)]
pub struct LazyIndex(OnceCell<Box<Index>>);

impl LazyIndex {
    /// No index yet.
    pub const fn new() -> Self {
        LazyIndex(OnceCell::new())
    }

    /// The index of `bytes`, which must be the same text at every call.
    pub fn get(&self, bytes: &[u8]) -> &Index {
        self.0.get_or_init(|| Box::new(Index::new(bytes)))
    }

    /// The index if there is one already.
    pub fn made(&self) -> Option<&Index> {
        self.0.get().map(|index| &**index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_agree_with_counting() {
        for chars in [0, 1, 63, 64, 65, 128, 129, 1000] {
            let mut bytes = Vec::new();
            for i in 0..chars {
                wtf8::push(&mut bytes, [0x61, 0xE9, 0x20AC, 0x1F600, 0xD800][i * i % 5]);
            }
            let index = Index::new(&bytes);
            let mut at = 0;
            for char in 0..chars {
                assert_eq!(index.byte_of(&bytes, char), at);
                assert_eq!(index.char_of(&bytes, at), char);
                at += wtf8::width(bytes[at]);
            }
            assert_eq!(index.byte_of(&bytes, chars), bytes.len());
            assert_eq!(index.byte_of(&bytes, chars + 100), bytes.len());
            assert_eq!(index.char_of(&bytes, bytes.len()), chars);
        }
    }
}
