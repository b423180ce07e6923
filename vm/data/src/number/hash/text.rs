//! The hash of strings and bytes: SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input
//! PRF", 2012) under a key.

use crate::text::{Text, wtf8};

/// The key of a process's hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashKey {
    first: u64,
    second: u64,
}

impl HashKey {
    /// A key of 16 random bytes.
    pub fn new(bytes: [u8; 16]) -> HashKey {
        let value = u128::from_le_bytes(bytes);
        HashKey { first: value as u64, second: (value >> 64) as u64 }
    }

    /// The key of `PYTHONHASHSEED=seed`: all zeros for 0, else the bytes of a linear congruential
    /// generator.
    pub fn from_seed(seed: u32) -> HashKey {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
            (state >> 16) as u8
        };
        HashKey::new(std::array::from_fn(|_| if seed == 0 { 0 } else { next() }))
    }
}

/// `hash(bytes)`
pub fn bytes(key: HashKey, bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut state = SipHash13::new(key);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state.write(u64::from_le_bytes(*word));
    }
    finish(state, partial(rest), bytes.len())
}

/// Up to seven bytes as the low bytes of a word. Reading them in pieces of fixed sizes is twice as fast as copying them.
#[inline]
fn partial(bytes: &[u8]) -> u64 {
    let (mut word, mut shift, mut rest) = (0, 0, bytes);
    if let Some((four, behind)) = rest.split_first_chunk::<4>() {
        word = u64::from(u32::from_le_bytes(*four));
        (shift, rest) = (32, behind);
    }
    if let Some((two, behind)) = rest.split_first_chunk::<2>() {
        word |= u64::from(u16::from_le_bytes(*two)) << shift;
        (shift, rest) = (shift + 16, behind);
    }
    if let Some(one) = rest.first() {
        word |= u64::from(*one) << shift;
    }
    word
}

/// `hash(str)`
///
/// CPython stores a string in one, two or four bytes for each character, as its largest one needs,
/// and hashes these bytes; so does this.
#[inline]
pub fn str(key: HashKey, text: Text) -> i64 {
    if text.is_ascii() {
        return bytes(key, text.bytes());
    }
    // The largest character starts with the largest byte.
    match text.bytes().iter().copied().max() {
        Some(..=0xC3) => wide::<1>(key, text.bytes()),
        Some(..=0xEF) => wide::<2>(key, text.bytes()),
        _ => wide::<4>(key, text.bytes()),
    }
}

/// The hash of characters that are stored in `WIDTH` bytes each.
fn wide<const WIDTH: usize>(key: HashKey, bytes: &[u8]) -> i64 {
    let mut state = SipHash13::new(key);
    let (mut word, mut length, mut at) = (0, 0, 0);
    while let Some((code_point, taken)) = wtf8::decode(bytes, at) {
        at += taken;
        word |= u64::from(code_point) << (length % 8 * 8);
        length += WIDTH;
        if length % 8 == 0 {
            state.write(word);
            word = 0;
        }
    }
    finish(state, word, length)
}

/// The last word holds what is left of the input, and the length in its highest byte.
fn finish(mut state: SipHash13, rest: u64, length: usize) -> i64 {
    state.write(rest | (length as u64) << 56);
    super::never_minus_one(state.finish() as i64)
}

struct SipHash13 {
    v0: u64,
    v1: u64,
    v2: u64,
    v3: u64,
}

impl SipHash13 {
    fn new(key: HashKey) -> SipHash13 {
        // The constants spell "somepseudorandomlygeneratedbytes".
        SipHash13 {
            v0: key.first ^ 0x736f_6d65_7073_6575,
            v1: key.second ^ 0x646f_7261_6e64_6f6d,
            v2: key.first ^ 0x6c79_6765_6e65_7261,
            v3: key.second ^ 0x7465_6462_7974_6573,
        }
    }

    #[inline(always)]
    fn write(&mut self, word: u64) {
        self.v3 ^= word;
        self.round();
        self.v0 ^= word;
    }

    fn finish(mut self) -> u64 {
        self.v2 ^= 0xff;
        self.round();
        self.round();
        self.round();
        self.v0 ^ self.v1 ^ self.v2 ^ self.v3
    }

    #[inline(always)]
    fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1);
        self.v2 = self.v2.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(13) ^ self.v0;
        self.v3 = self.v3.rotate_left(16) ^ self.v2;
        self.v0 = self.v0.rotate_left(32);
        self.v2 = self.v2.wrapping_add(self.v1);
        self.v0 = self.v0.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(17) ^ self.v2;
        self.v3 = self.v3.rotate_left(21) ^ self.v0;
        self.v2 = self.v2.rotate_left(32);
    }
}
