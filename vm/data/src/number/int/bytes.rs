//! `int.to_bytes` and `int.from_bytes`.

use num_bigint::{BigInt, Sign};

use super::{Int, IntRef};
use crate::number::{Error, Result};

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The least significant byte.
    Little,
    /// The most significant byte.
    Big,
}

impl ByteOrder {
    /// The order that a `byteorder` argument names.
    pub fn parse(name: &str) -> Result<ByteOrder> {
        match name {
            "little" => Ok(ByteOrder::Little),
            "big" => Ok(ByteOrder::Big),
            _ => Err(Error::value("byteorder must be either 'little' or 'big'")),
        }
    }
}

/// `value.to_bytes(length, order, signed=signed)`
pub fn to_bytes(value: IntRef, length: i64, order: ByteOrder, signed: bool) -> Result<Vec<u8>> {
    let Ok(length) = usize::try_from(length) else {
        return Err(Error::value("length argument must be non-negative"));
    };
    if length as u64 > super::MAX_BITS / 8 {
        return Err(Error::memory());
    }
    if value.is_negative() && !signed {
        return Err(Error::overflow("can't convert negative int to unsigned"));
    }
    let mut bytes = match value {
        IntRef::Small(value) => value.to_le_bytes().to_vec(),
        IntRef::Big(value) => value.to_signed_bytes_le(),
    };
    let filler = if value.is_negative() { 0xff } else { 0 };
    let lost = bytes.get(length..).unwrap_or_default();
    // A signed number must leave its sign in the highest bit that is kept. CPython lets -1 go into
    // no bytes at all.
    let sign_kept = !signed || length == 0 || length > bytes.len() || (bytes[length - 1] ^ filler) < 0x80;
    if lost.iter().any(|&byte| byte != filler) || !sign_kept {
        return Err(Error::overflow("int too big to convert"));
    }
    bytes.resize(length, filler);
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=signed)`
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> Int {
    match (order, signed) {
        (ByteOrder::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (ByteOrder::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
        (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
    }
    .into()
}
