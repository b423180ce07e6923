//! All hash functions behind one type.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};
use shake::digest::{ExtendableOutput, Update, XofReader};
use shake::{Shake128, Shake256};

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what they are")]
pub enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
    Shake128,
    Shake256,
    Blake2b,
    Blake2s,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Algorithm; 16] = [
        Algorithm::Md5,
        Algorithm::Sha1,
        Algorithm::Sha224,
        Algorithm::Sha256,
        Algorithm::Sha384,
        Algorithm::Sha512,
        Algorithm::Sha512_224,
        Algorithm::Sha512_256,
        Algorithm::Sha3_224,
        Algorithm::Sha3_256,
        Algorithm::Sha3_384,
        Algorithm::Sha3_512,
        Algorithm::Shake128,
        Algorithm::Shake256,
        Algorithm::Blake2b,
        Algorithm::Blake2s,
    ];

    /// The name, the size of a digest and the size of a block.
    const fn row(self) -> (&'static str, usize, usize) {
        match self {
            Algorithm::Md5 => ("md5", 16, 64),
            Algorithm::Sha1 => ("sha1", 20, 64),
            Algorithm::Sha224 => ("sha224", 28, 64),
            Algorithm::Sha256 => ("sha256", 32, 64),
            Algorithm::Sha384 => ("sha384", 48, 128),
            Algorithm::Sha512 => ("sha512", 64, 128),
            Algorithm::Sha512_224 => ("sha512_224", 28, 128),
            Algorithm::Sha512_256 => ("sha512_256", 32, 128),
            Algorithm::Sha3_224 => ("sha3_224", 28, 144),
            Algorithm::Sha3_256 => ("sha3_256", 32, 136),
            Algorithm::Sha3_384 => ("sha3_384", 48, 104),
            Algorithm::Sha3_512 => ("sha3_512", 64, 72),
            Algorithm::Shake128 => ("shake_128", 0, 168),
            Algorithm::Shake256 => ("shake_256", 0, 136),
            Algorithm::Blake2b => ("blake2b", 64, 128),
            Algorithm::Blake2s => ("blake2s", 32, 64),
        }
    }

    /// `hash.name`
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// `hash.digest_size`: 0 if any size can be had, and the greatest for BLAKE2.
    pub const fn digest_size(self) -> usize {
        self.row().1
    }

    /// `hash.block_size`
    pub const fn block_size(self) -> usize {
        self.row().2
    }

    /// The function of this name; case does not count, and `-` is as good as `_`.
    pub fn named(name: &str) -> Option<Algorithm> {
        let name = name.to_ascii_lowercase().replace('-', "_");
        Algorithm::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }
}

/// A hash that is being computed. A copy goes on by itself.
#[derive(Clone, Debug)]
pub struct Hasher(State);

#[derive(Clone, Debug)]
enum State {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
    Sha512_224(Sha512_224),
    Sha512_256(Sha512_256),
    Sha3_224(Sha3_224),
    Sha3_256(Sha3_256),
    Sha3_384(Sha3_384),
    Sha3_512(Sha3_512),
    Shake128(Shake128),
    Shake256(Shake256),
    Blake2b(Box<blake2b_simd::State>, usize),
    Blake2s(Box<blake2s_simd::State>, usize),
}

impl Hasher {
    /// A hash of nothing yet.
    pub fn new(algorithm: Algorithm) -> Hasher {
        Hasher(match algorithm {
            Algorithm::Md5 => State::Md5(Md5::default()),
            Algorithm::Sha1 => State::Sha1(Sha1::default()),
            Algorithm::Sha224 => State::Sha224(Sha224::default()),
            Algorithm::Sha256 => State::Sha256(Sha256::default()),
            Algorithm::Sha384 => State::Sha384(Sha384::default()),
            Algorithm::Sha512 => State::Sha512(Sha512::default()),
            Algorithm::Sha512_224 => State::Sha512_224(Sha512_224::default()),
            Algorithm::Sha512_256 => State::Sha512_256(Sha512_256::default()),
            Algorithm::Sha3_224 => State::Sha3_224(Sha3_224::default()),
            Algorithm::Sha3_256 => State::Sha3_256(Sha3_256::default()),
            Algorithm::Sha3_384 => State::Sha3_384(Sha3_384::default()),
            Algorithm::Sha3_512 => State::Sha3_512(Sha3_512::default()),
            Algorithm::Shake128 => State::Shake128(Shake128::default()),
            Algorithm::Shake256 => State::Shake256(Shake256::default()),
            Algorithm::Blake2b => State::Blake2b(Box::default(), 64),
            Algorithm::Blake2s => State::Blake2s(Box::default(), 32),
        })
    }

    /// A BLAKE2 hash with parameters.
    pub fn blake2(parameters: &Blake2<'_>) -> Result<Hasher, &'static str> {
        parameters.check()?;
        Ok(Hasher(if parameters.small {
            State::Blake2s(Box::new(parameters.small_state()), parameters.digest_size)
        } else {
            State::Blake2b(Box::new(parameters.big_state()), parameters.digest_size)
        }))
    }

    /// Which function it is.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            State::Md5(_) => Algorithm::Md5,
            State::Sha1(_) => Algorithm::Sha1,
            State::Sha224(_) => Algorithm::Sha224,
            State::Sha256(_) => Algorithm::Sha256,
            State::Sha384(_) => Algorithm::Sha384,
            State::Sha512(_) => Algorithm::Sha512,
            State::Sha512_224(_) => Algorithm::Sha512_224,
            State::Sha512_256(_) => Algorithm::Sha512_256,
            State::Sha3_224(_) => Algorithm::Sha3_224,
            State::Sha3_256(_) => Algorithm::Sha3_256,
            State::Sha3_384(_) => Algorithm::Sha3_384,
            State::Sha3_512(_) => Algorithm::Sha3_512,
            State::Shake128(_) => Algorithm::Shake128,
            State::Shake256(_) => Algorithm::Shake256,
            State::Blake2b(..) => Algorithm::Blake2b,
            State::Blake2s(..) => Algorithm::Blake2s,
        }
    }

    /// The size of this hash's digest, 0 if any size can be had.
    pub fn digest_size(&self) -> usize {
        match self.0 {
            State::Blake2b(_, size) | State::Blake2s(_, size) => size,
            _ => self.algorithm().digest_size(),
        }
    }

    /// Adds data.
    pub fn update(&mut self, data: &[u8]) {
        match &mut self.0 {
            State::Md5(state) => Digest::update(state, data),
            State::Sha1(state) => Digest::update(state, data),
            State::Sha224(state) => Digest::update(state, data),
            State::Sha256(state) => Digest::update(state, data),
            State::Sha384(state) => Digest::update(state, data),
            State::Sha512(state) => Digest::update(state, data),
            State::Sha512_224(state) => Digest::update(state, data),
            State::Sha512_256(state) => Digest::update(state, data),
            State::Sha3_224(state) => Digest::update(state, data),
            State::Sha3_256(state) => Digest::update(state, data),
            State::Sha3_384(state) => Digest::update(state, data),
            State::Sha3_512(state) => Digest::update(state, data),
            State::Shake128(state) => state.update(data),
            State::Shake256(state) => state.update(data),
            State::Blake2b(state, _) => _ = state.update(data),
            State::Blake2s(state, _) => _ = state.update(data),
        }
    }

    /// The digest of the data so far. `length` counts for those of which any
    /// length can be had.
    pub fn digest(&self, length: usize) -> Vec<u8> {
        let stretched = |mut reader: Box<dyn XofReader>| {
            let mut out = vec![0; length];
            reader.read(&mut out);
            out
        };
        match self.0.clone() {
            State::Md5(state) => state.finalize().to_vec(),
            State::Sha1(state) => state.finalize().to_vec(),
            State::Sha224(state) => state.finalize().to_vec(),
            State::Sha256(state) => state.finalize().to_vec(),
            State::Sha384(state) => state.finalize().to_vec(),
            State::Sha512(state) => state.finalize().to_vec(),
            State::Sha512_224(state) => state.finalize().to_vec(),
            State::Sha512_256(state) => state.finalize().to_vec(),
            State::Sha3_224(state) => state.finalize().to_vec(),
            State::Sha3_256(state) => state.finalize().to_vec(),
            State::Sha3_384(state) => state.finalize().to_vec(),
            State::Sha3_512(state) => state.finalize().to_vec(),
            State::Shake128(state) => stretched(Box::new(state.finalize_xof())),
            State::Shake256(state) => stretched(Box::new(state.finalize_xof())),
            State::Blake2b(state, _) => state.finalize().as_bytes().to_vec(),
            State::Blake2s(state, _) => state.finalize().as_bytes().to_vec(),
        }
    }
}

/// The parameters of `blake2b` and `blake2s`. Numbers wider than a parameter are
/// for the caller to refuse; the rest is checked here.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "they are called as in `hashlib`")]
pub struct Blake2<'a> {
    /// Whether it is `blake2s`.
    pub small: bool,
    pub digest_size: usize,
    pub key: &'a [u8],
    pub salt: &'a [u8],
    pub person: &'a [u8],
    pub fanout: i64,
    pub depth: i64,
    pub leaf_size: u32,
    pub node_offset: u64,
    pub node_depth: i64,
    pub inner_size: i64,
    pub last_node: bool,
}

impl<'a> Blake2<'a> {
    /// The parameters that hold if none are given.
    pub fn new(small: bool) -> Blake2<'a> {
        Blake2 {
            small,
            digest_size: if small { 32 } else { 64 },
            key: &[],
            salt: &[],
            person: &[],
            fanout: 1,
            depth: 1,
            leaf_size: 0,
            node_offset: 0,
            node_depth: 0,
            inner_size: 0,
            last_node: false,
        }
    }

    /// Refuses what is out of bounds, with the message of the `ValueError`, or
    /// of the `OverflowError` for the node's offset.
    fn check(&self) -> Result<(), &'static str> {
        let (size, bytes) = if self.small { (32, 8) } else { (64, 16) };
        let pick = |small, big| if self.small { small } else { big };
        let refused = [
            (
                !(1..=size).contains(&self.digest_size),
                pick("digest_size must be between 1 and 32 bytes", "digest_size must be between 1 and 64 bytes"),
            ),
            (self.salt.len() > bytes, pick("maximum salt length is 8 bytes", "maximum salt length is 16 bytes")),
            (self.person.len() > bytes, pick("maximum person length is 8 bytes", "maximum person length is 16 bytes")),
            (!(0..=255).contains(&self.fanout), "fanout must be between 0 and 255"),
            (!(1..=255).contains(&self.depth), "depth must be between 1 and 255"),
            (self.small && self.node_offset >> 48 != 0, "node_offset is too large"),
            (!(0..=255).contains(&self.node_depth), "node_depth must be between 0 and 255"),
            (
                !(0..=size as i64).contains(&self.inner_size),
                pick("inner_size must be between 0 and is 32", "inner_size must be between 0 and is 64"),
            ),
            (self.key.len() > size, pick("maximum key length is 32 bytes", "maximum key length is 64 bytes")),
        ];
        match refused.into_iter().find(|(refuse, _)| *refuse) {
            Some((_, message)) => Err(message),
            None => Ok(()),
        }
    }

    fn big_state(&self) -> blake2b_simd::State {
        blake2b_simd::Params::new()
            .hash_length(self.digest_size)
            .key(self.key)
            .salt(self.salt)
            .personal(self.person)
            .fanout(self.fanout as u8)
            .max_depth(self.depth as u8)
            .max_leaf_length(self.leaf_size)
            .node_offset(self.node_offset)
            .node_depth(self.node_depth as u8)
            .inner_hash_length(self.inner_size as usize)
            .last_node(self.last_node)
            .to_state()
    }

    fn small_state(&self) -> blake2s_simd::State {
        blake2s_simd::Params::new()
            .hash_length(self.digest_size)
            .key(self.key)
            .salt(self.salt)
            .personal(self.person)
            .fanout(self.fanout as u8)
            .max_depth(self.depth as u8)
            .max_leaf_length(self.leaf_size)
            .node_offset(self.node_offset)
            .node_depth(self.node_depth as u8)
            .inner_hash_length(self.inner_size as usize)
            .last_node(self.last_node)
            .to_state()
    }
}
