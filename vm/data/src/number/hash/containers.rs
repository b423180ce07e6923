//! The hashes of tuples and frozen sets, from the hashes of their elements.

const PRIME_1: u64 = 0x9e37_79b1_85eb_ca87;
const PRIME_2: u64 = 0xc2b2_ae3d_27d4_eb4f;
const PRIME_5: u64 = 0x27d4_eb2f_1656_67c5;

/// Combines the hashes of a tuple's elements, in order, by the mixing step of xxHash.
#[derive(Clone, Debug)]
pub struct TupleHasher {
    state: u64,
    length: u64,
}

impl TupleHasher {
    /// The hash of no elements yet.
    pub fn new() -> TupleHasher {
        TupleHasher { state: PRIME_5, length: 0 }
    }

    /// Adds the next element's hash.
    pub fn add(&mut self, hash: i64) {
        let mixed = self.state.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.state = mixed.rotate_left(31).wrapping_mul(PRIME_1);
        self.length += 1;
    }

    /// The tuple's hash.
    pub fn finish(&self) -> i64 {
        match self.state.wrapping_add(self.length ^ PRIME_5 ^ 3_527_539) as i64 {
            -1 => 1_546_275_796,
            hash => hash,
        }
    }
}

impl Default for TupleHasher {
    fn default() -> Self {
        TupleHasher::new()
    }
}

/// `hash(frozenset)`, from the hashes of its elements, whose order does not matter.
pub fn frozenset(hashes: impl Iterator<Item = i64>) -> i64 {
    let (mut mixed, mut length) = (0, 0u64);
    for hash in hashes {
        // Spreads the bits, so that hashes that are close to each other do not cancel.
        let hash = hash as u64;
        mixed ^= (hash ^ 89_869_747 ^ hash << 16).wrapping_mul(3_644_798_167);
        length += 1;
    }
    mixed ^= (length + 1).wrapping_mul(1_927_868_237);
    mixed ^= mixed >> 11 ^ mixed >> 25;
    match mixed.wrapping_mul(69_069).wrapping_add(907_133_923) as i64 {
        -1 => 590_923_713,
        hash => hash,
    }
}
