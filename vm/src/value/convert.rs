//! Between values and Rust's numbers.

use std::borrow::Cow;

use num_bigint::BigInt;

use super::{INT_MAX, INT_MIN, Value};
use crate::heap;
use crate::number;
use crate::object::{Float, Int};

impl From<i64> for Value {
    #[inline]
    fn from(i: i64) -> Value {
        if (INT_MIN..=INT_MAX).contains(&i) { Value::small_int(i) } else { heap::new(Int(BigInt::from(i))).into() }
    }
}

impl From<usize> for Value {
    #[inline]
    fn from(i: usize) -> Value {
        if i <= INT_MAX as usize { Value::small_int(i as i64) } else { Value::from(BigInt::from(i)) }
    }
}

impl From<i32> for Value {
    fn from(i: i32) -> Value {
        Value::small_int(i.into())
    }
}

impl From<u32> for Value {
    fn from(i: u32) -> Value {
        Value::small_int(i.into())
    }
}

impl From<u64> for Value {
    fn from(i: u64) -> Value {
        if i <= INT_MAX as u64 { Value::small_int(i as i64) } else { Value::from(BigInt::from(i)) }
    }
}

impl From<BigInt> for Value {
    fn from(i: BigInt) -> Value {
        match i64::try_from(&i) {
            Ok(small) if (INT_MIN..=INT_MAX).contains(&small) => Value::small_int(small),
            _ => heap::new(Int(i)).into(),
        }
    }
}

impl From<number::int::Int> for Value {
    fn from(i: number::int::Int) -> Value {
        match i {
            number::int::Int::Small(i) => Value::from(i),
            number::int::Int::Big(i) => Value::from(i),
        }
    }
}

impl From<f64> for Value {
    #[inline]
    fn from(f: f64) -> Value {
        match Value::float_bits(f) {
            Some(bits) => Value(bits),
            None => heap::new(Float(f)).into(),
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}

impl From<()> for Value {
    fn from((): ()) -> Value {
        Value::NONE
    }
}

impl Value {
    /// The int that this is (bools and subclass instances too), if it fits in 64 bits.
    #[inline]
    pub fn as_i64(&self) -> Option<i64> {
        if let Some(i) = self.as_small_int() {
            return Some(i);
        }
        if self.is_bool() {
            return Some(self.is_true() as i64);
        }
        i64::try_from(&self.downcast::<Int>()?.0).ok()
    }

    /// The int that this is, of any size (bools and subclass instances too).
    pub fn as_bigint(&self) -> Option<Cow<'_, BigInt>> {
        if let Some(i) = self.as_small_int() {
            return Some(Cow::Owned(BigInt::from(i)));
        }
        if self.is_bool() {
            return Some(Cow::Owned(BigInt::from(self.is_true() as i64)));
        }
        Some(Cow::Borrowed(&self.downcast::<Int>()?.0))
    }

    /// Whether this is an int (bools and subclass instances too).
    #[inline]
    pub fn is_int(&self) -> bool {
        self.is_small_int() || self.is_bool() || self.is_a::<Int>()
    }

    /// The float that this is (subclass instances too; not ints).
    #[inline]
    pub fn as_float(&self) -> Option<f64> {
        if self.is_inline_float() {
            return Some(self.inline_float());
        }
        Some(self.downcast::<Float>()?.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_come_back_bit_for_bit() {
        for f in [0.0, -0.0, 1.0, -1.5, 1e-77, 1e77, 3.7e-70, f64::MIN_POSITIVE, 5e-324, 0.1, 1e-300] {
            if let Some(bits) = Value::float_bits(f) {
                let v = Value(bits);
                assert!(v.is_inline_float() && !v.is_object() && !v.is_small_int());
                assert_eq!(v.inline_float().to_bits(), f.to_bits(), "{f}");
            }
        }
        for f in [f64::INFINITY, f64::NAN, 1e300] {
            assert!(Value::float_bits(f).is_none());
        }
    }

    #[test]
    fn small_ints_cover_62_bits() {
        for i in [0, 1, -1, INT_MAX, INT_MIN, 123456789] {
            let v = Value::small_int(i);
            assert_eq!(v.as_small_int(), Some(i));
            assert!(!v.is_object() && !v.is_inline_float() && !v.is_bool());
        }
    }
}
