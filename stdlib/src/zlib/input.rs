//! Where the decompressor reads bits: what is left of earlier pieces, and the next piece.

/// There is not enough; nothing was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Missing;

/// Bytes, of which the first may be used in part.
#[derive(Clone, Debug, Default)]
pub(super) struct Input {
    bytes: Vec<u8>,
    /// The next bit.
    bit: usize,
}

impl Input {
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        // What is behind is dropped now and then.
        let used = self.bit / 8;
        if used > 0 {
            self.bytes.drain(..used);
            self.bit %= 8;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Takes all whole bytes that are left. What is left of a byte that was used in part stays, for when they come again.
    pub(super) fn take_rest(&mut self) -> Vec<u8> {
        self.bytes.split_off(self.bit.div_ceil(8))
    }

    pub(super) fn position(&self) -> usize {
        self.bit
    }

    /// Goes back to an earlier position.
    pub(super) fn go_back(&mut self, position: usize) {
        self.bit = position;
    }

    /// The next bits, at most 32, of which those beyond the end are 0.
    pub(super) fn peek(&self) -> u32 {
        let start = self.bit / 8;
        let word = match self.bytes.get(start..start + 8).and_then(|w| w.try_into().ok()) {
            Some(word) => u64::from_le_bytes(word),
            None => {
                let rest = self.bytes.get(start..).unwrap_or_default();
                rest.iter().take(8).rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte))
            }
        };
        (word >> (self.bit % 8)) as u32
    }

    pub(super) fn skip(&mut self, count: u32) -> Result<(), Missing> {
        let next = self.bit + count as usize;
        if next > self.bytes.len() * 8 {
            return Err(Missing);
        }
        self.bit = next;
        Ok(())
    }

    /// Takes up to 16 bits.
    pub(super) fn take(&mut self, count: u32) -> Result<u32, Missing> {
        let value = self.peek() & ((1 << count) - 1);
        self.skip(count)?;
        Ok(value)
    }

    /// Goes on to the next whole byte.
    pub(super) fn align(&mut self) {
        self.bit = self.bit.next_multiple_of(8);
    }

    /// Takes up to `most` whole bytes.
    pub(super) fn take_bytes(&mut self, most: usize) -> &[u8] {
        let start = self.bit / 8;
        let end = self.bytes.len().min(start + most);
        self.bit = end * 8;
        &self.bytes[start..end]
    }
}
