//! Python's `int`: an inline 64-bit integer as long as it fits, a `BigInt` beyond.
//!
//! Operands come as [`IntRef`], which borrows; results come as [`Int`], which is normalised: it is
//! `Big` only if the value does not fit an `i64`. An operand need not be normalised.

mod arith;
mod bits;
mod bytes;
mod gcd;
mod limbs;
mod parse;
mod power;
mod real;
mod round;
mod shift;
mod text;
mod theory;

pub use arith::{abs, add, cmp, divmod, floor_div, modulo, mul, neg, sub};
pub use bits::{and, bit_count, bit_length, invert, or, xor};
pub use bytes::{ByteOrder, from_bytes, to_bytes};
pub use parse::{parse, parse_bytes};
pub use power::{Power, pow, pow_mod};
pub use real::{cmp_float, from_f64, to_f64, true_div};
pub use round::round;
pub use shift::{shl, shr};
pub use text::{Radix, to_decimal, to_radix};
pub use theory::{gcd, isqrt, lcm};

use std::borrow::Cow;

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// The default of `sys.get_int_max_str_digits()`.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// Integers of more bits than this, 1 GiB of them, are refused with a `MemoryError` before they are
/// computed: an allocation that fails would end the process.
pub const MAX_BITS: u64 = 1 << 33;

/// An integer, normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// A value that fits.
    Small(i64),
    /// A value that does not.
    Big(BigInt),
}

/// A borrowed integer.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    /// A value that fits an `i64`.
    Small(i64),
    /// Any value.
    Big(&'a BigInt),
}

impl Int {
    /// Borrows the value, as the functions of this module take it.
    pub fn as_ref(&self) -> IntRef<'_> {
        match self {
            Int::Small(value) => IntRef::Small(*value),
            Int::Big(value) => IntRef::Big(value),
        }
    }
}

impl From<i64> for Int {
    fn from(value: i64) -> Int {
        Int::Small(value)
    }
}

impl From<u64> for Int {
    fn from(value: u64) -> Int {
        i64::try_from(value).map_or_else(|_| Int::Big(value.into()), Int::Small)
    }
}

impl From<i128> for Int {
    fn from(value: i128) -> Int {
        i64::try_from(value).map_or_else(|_| Int::Big(value.into()), Int::Small)
    }
}

impl From<BigInt> for Int {
    fn from(value: BigInt) -> Int {
        value.to_i64().map_or(Int::Big(value), Int::Small)
    }
}

impl From<i64> for IntRef<'_> {
    fn from(value: i64) -> Self {
        IntRef::Small(value)
    }
}

impl<'a> From<&'a BigInt> for IntRef<'a> {
    fn from(value: &'a BigInt) -> Self {
        IntRef::Big(value)
    }
}

impl<'a> From<&'a Int> for IntRef<'a> {
    fn from(value: &'a Int) -> Self {
        value.as_ref()
    }
}

impl<'a> IntRef<'a> {
    /// A copy that owns its digits.
    pub fn to_int(self) -> Int {
        match self {
            IntRef::Small(value) => Int::Small(value),
            IntRef::Big(value) => Int::from(value.clone()),
        }
    }

    /// The value as a `BigInt`, made for the occasion if it is small.
    pub fn to_big(self) -> Cow<'a, BigInt> {
        match self {
            IntRef::Small(value) => Cow::Owned(value.into()),
            IntRef::Big(value) => Cow::Borrowed(value),
        }
    }

    /// The value, if it fits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(value) => Some(value),
            IntRef::Big(value) => value.to_i64(),
        }
    }

    /// The value, if it fits.
    pub fn to_u64(self) -> Option<u64> {
        match self {
            IntRef::Small(value) => u64::try_from(value).ok(),
            IntRef::Big(value) => value.to_u64(),
        }
    }

    /// The value, if it fits.
    pub fn to_i128(self) -> Option<i128> {
        match self {
            IntRef::Small(value) => Some(value.into()),
            IntRef::Big(value) => value.to_i128(),
        }
    }

    /// Whether the value is below zero.
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(value) => value < 0,
            IntRef::Big(value) => value.sign() == Sign::Minus,
        }
    }

    /// Whether the value is zero.
    pub fn is_zero(self) -> bool {
        match self {
            IntRef::Small(value) => value == 0,
            IntRef::Big(value) => value.sign() == Sign::NoSign,
        }
    }

    /// Whether the value is not a multiple of two.
    pub fn is_odd(self) -> bool {
        match self {
            IntRef::Small(value) => value & 1 == 1,
            IntRef::Big(value) => value.bit(0),
        }
    }
}
