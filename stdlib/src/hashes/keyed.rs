//! HMAC and PBKDF2, over any of the hash functions with a fixed digest.

use super::hasher::{Algorithm, Hasher};

/// A message authentication code that is being computed (RFC 2104).
#[derive(Clone, Debug)]
pub struct Hmac {
    inner: Hasher,
    outer: Hasher,
}

impl Hmac {
    /// The code of nothing yet, with a key.
    pub fn new(algorithm: Algorithm, key: &[u8]) -> Hmac {
        let mut block = vec![0; algorithm.block_size()];
        if key.len() > block.len() {
            let mut hasher = Hasher::new(algorithm);
            hasher.update(key);
            let digest = hasher.digest(0);
            block[..digest.len()].copy_from_slice(&digest);
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let padded = |pad: u8| {
            let mut hasher = Hasher::new(algorithm);
            hasher.update(&block.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>());
            hasher
        };
        Hmac { inner: padded(0x36), outer: padded(0x5C) }
    }

    /// Adds data.
    pub fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    /// The code of the data so far.
    pub fn digest(&self) -> Vec<u8> {
        let mut outer = self.outer.clone();
        outer.update(&self.inner.digest(0));
        outer.digest(0)
    }

    /// Which hash function it is over.
    pub fn algorithm(&self) -> Algorithm {
        self.inner.algorithm()
    }
}

/// Derives a key of `length` bytes (RFC 8018). `go_on` is asked now and then, and
/// nothing comes out if it says no.
pub fn pbkdf2(
    algorithm: Algorithm,
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    length: usize,
    go_on: &mut dyn FnMut() -> bool,
) -> Option<Vec<u8>> {
    let keyed = Hmac::new(algorithm, password);
    let code = |pieces: &[&[u8]]| {
        let mut hmac = keyed.clone();
        pieces.iter().for_each(|piece| hmac.update(piece));
        hmac.digest()
    };
    let mut key = Vec::with_capacity(length);
    let mut number = 0u32;
    while key.len() < length {
        number = number.wrapping_add(1);
        let mut last = code(&[salt, &number.to_be_bytes()]);
        let mut block = last.clone();
        for round in 1..iterations {
            if round % 4096 == 0 && !go_on() {
                return None;
            }
            last = code(&[&last]);
            block.iter_mut().zip(&last).for_each(|(sum, byte)| *sum ^= byte);
        }
        let missing = length - key.len();
        key.extend_from_slice(&block[..block.len().min(missing)]);
    }
    Some(key)
}

/// `hmac.compare_digest`: whether both are equal, in a time that does not tell where they differ.
pub fn digests_equal(a: &[u8], b: &[u8]) -> bool {
    let difference = a.iter().zip(b).fold(0, |sum, (x, y)| sum | (x ^ y));
    a.len() == b.len() && std::hint::black_box(difference) == 0
}
