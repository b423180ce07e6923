//! The hash of strings and bytes: SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input
//! PRF", 2012) under a key.

use crate::text::Text;

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
        HashKey {
            first: value as u64,
            second: (value >> 64) as u64,
        }
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
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    finish(state, u64::from_le_bytes(last), bytes.len())
}

/// `hash(str)`
///
/// CPython stores a string in one, two or four bytes for each character, as its largest one needs,
/// and hashes these bytes; so does this.
pub fn str(key: HashKey, text: Text) -> i64 {
    if text.is_ascii() {
        return bytes(key, text.bytes());
    }
    let largest = text.code_points().fold(0, u32::max);
    let width = match largest {
        0..0x100 => 1,
        0x100..0x1_0000 => 2,
        _ => 4,
    };
    let mut state = SipHash13::new(key);
    let (mut word, mut length) = (0, 0);
    for code_point in text.code_points() {
        word |= u64::from(code_point) << (length % 8 * 8);
        length += width;
        if length % 8 == 0 {
            state.write(std::mem::take(&mut word));
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
