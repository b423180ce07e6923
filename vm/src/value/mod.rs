//! A value: one 8-byte tagged word.
//!
//! | low bits | meaning |
//! |---|---|
//! | `000` | pointer to a heap object, owned: cloning and dropping keep its reference count |
//! | `x11` | a 62-bit int, shifted left by two |
//! | `001`, `100`, `101` | a float, self-tagged (see below) |
//! | `010` | a constant: None, False, True, NotImplemented, Ellipsis |
//! | `110` | no value: an unassigned local, an absent argument |
//!
//! *Self-tagged floats*: the double is rotated left by four, so that the three bits below its top
//! exponent bit arrive in the low bits, and one is added. Doubles with a magnitude of about 1e-77 to
//! 1e77, zeros and tiny ones then have tag 100, 101 or 001; the rest (large ones, infinities, NaN) are boxed.
//!
//! An int that fits in 62 bits and is exactly an `int` is always inline, and a float that fits
//! likewise, so equal small ints are identical words.

mod convert;
mod slot;
mod unpack;

pub use slot::Slot;
pub use unpack::Unpacked;

use std::fmt;
use std::mem::ManuallyDrop;

use crate::heap::{self, Header};

/// A value of the language; see the module's documentation.
#[repr(transparent)]
pub struct Value(u64);

const INT_TAG: u64 = 0b11;
const CONST_NONE: u64 = 0x02;
const CONST_FALSE: u64 = 0x0a;
const CONST_TRUE: u64 = 0x12;
const CONST_NOT_IMPLEMENTED: u64 = 0x1a;
const CONST_ELLIPSIS: u64 = 0x22;
const NO_VALUE: u64 = 0x06;

/// Least int that is stored inline.
pub const INT_MIN: i64 = -(1 << 61);
/// Greatest int that is stored inline.
pub const INT_MAX: i64 = (1 << 61) - 1;

impl Value {
    /// `None`
    pub const NONE: Value = Value(CONST_NONE);
    /// `False`
    pub const FALSE: Value = Value(CONST_FALSE);
    /// `True`
    pub const TRUE: Value = Value(CONST_TRUE);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Value = Value(CONST_NOT_IMPLEMENTED);
    /// `Ellipsis`
    pub const ELLIPSIS: Value = Value(CONST_ELLIPSIS);
    /// The absence of a value: an unassigned local, an argument not given. Never seen by a program.
    pub const UNBOUND: Value = Value(NO_VALUE);

    /// The bits that are set in the word of every inline int, and in no reference.
    pub(crate) const INT_BITS: u64 = INT_TAG;

    /// The raw word.
    #[inline(always)]
    pub(crate) fn bits(&self) -> u64 {
        self.0
    }

    /// A value from a raw word; the caller hands over the reference that the word stands for.
    ///
    /// # Safety
    /// `bits` must come from `into_bits`, or be a word without a pointer.
    #[allow(unsafe_code)]
    #[inline(always)]
    pub(crate) unsafe fn from_bits(bits: u64) -> Value {
        Value(bits)
    }

    /// The raw word; its reference now belongs to the caller.
    #[inline(always)]
    pub(crate) fn into_bits(self) -> u64 {
        ManuallyDrop::new(self).0
    }

    /// An owned value of a heap object whose reference the caller hands over.
    ///
    /// # Safety
    /// `object` must point to a live object, and one of its counted references must belong to the caller.
    #[allow(unsafe_code)]
    #[inline(always)]
    pub(crate) unsafe fn from_header(object: *const Header) -> Value {
        Value(object.expose_provenance() as u64)
    }

    /// An int that is known to fit inline.
    #[inline(always)]
    pub fn small_int(i: i64) -> Value {
        debug_assert!((INT_MIN..=INT_MAX).contains(&i));
        Value(((i as u64) << 2) | INT_TAG)
    }

    /// The sum of two ints that fit inline, if it does too.
    #[inline(always)]
    pub(crate) fn plus_small(&self, other: &Value) -> Option<Value> {
        if self.0 & other.0 & INT_TAG != INT_TAG {
            return None;
        }
        let (word, overflow) = (self.0 as i64).overflowing_add((other.0 & !INT_TAG) as i64);
        if overflow { None } else { Some(Value(word as u64)) }
    }

    /// `True` or `False`
    #[inline(always)]
    pub fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }

    /// The word of a float that fits inline.
    #[inline(always)]
    pub(crate) fn float_bits(f: f64) -> Option<u64> {
        let w = f.to_bits().rotate_left(4).wrapping_add(1);
        // Exponent bits 000, 011 and 100 became tags 001, 100 and 101.
        if (0b0011_0010u64 >> (w & 7)) & 1 != 0 { Some(w) } else { None }
    }

    /// Whether this is a reference to a heap object.
    #[inline(always)]
    pub fn is_object(&self) -> bool {
        self.0 & 7 == 0
    }
    /// Whether this is the absence of a value.
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        self.0 == NO_VALUE
    }
    /// Whether this is `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.0 == CONST_NONE
    }
    /// Whether this is `True`.
    #[inline(always)]
    pub fn is_true(&self) -> bool {
        self.0 == CONST_TRUE
    }
    /// Whether this is `False`.
    #[inline(always)]
    pub fn is_false(&self) -> bool {
        self.0 == CONST_FALSE
    }
    /// Whether this is `True` or `False`.
    #[inline(always)]
    pub fn is_bool(&self) -> bool {
        self.0 & !0x18 == CONST_NONE && (self.0 == CONST_FALSE || self.0 == CONST_TRUE)
    }
    /// Whether this is `NotImplemented`.
    #[inline(always)]
    pub fn is_not_implemented(&self) -> bool {
        self.0 == CONST_NOT_IMPLEMENTED
    }
    /// Whether this is an inline int.
    #[inline(always)]
    pub fn is_small_int(&self) -> bool {
        self.0 & INT_TAG == INT_TAG
    }
    /// The inline int.
    #[inline(always)]
    pub fn as_small_int(&self) -> Option<i64> {
        if self.is_small_int() { Some(self.0 as i64 >> 2) } else { None }
    }
    /// Whether this is an inline float.
    #[inline(always)]
    pub(crate) fn is_inline_float(&self) -> bool {
        (0b0011_0010u64 >> (self.0 & 7)) & 1 != 0
    }
    /// The inline float; meaningless for other values.
    #[inline(always)]
    pub(crate) fn inline_float(&self) -> f64 {
        f64::from_bits(self.0.wrapping_sub(1).rotate_right(4))
    }
    /// Identity: `is`.
    #[inline(always)]
    pub fn is(&self, other: &Value) -> bool {
        self.0 == other.0
    }

    /// The heap object.
    #[allow(unsafe_code)]
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        if self.is_object() {
            // SAFETY: a pointer-tagged word owns a counted reference to a live object, so the object
            // lives at least as long as `self` is borrowed.
            Some(unsafe { &*self.header_ptr() })
        } else {
            None
        }
    }

    /// The heap object's address; only meaningful if `is_object`.
    #[inline(always)]
    pub(crate) fn header_ptr(&self) -> *const Header {
        std::ptr::with_exposed_provenance(self.0 as usize)
    }

    /// A number that is the same for identical values and differs for different objects that are alive: `id()`.
    pub fn id(&self) -> i64 {
        self.0 as i64
    }

    /// Takes the value out, leaving `UNBOUND`.
    #[inline(always)]
    pub fn take(&mut self) -> Value {
        std::mem::replace(self, Value::UNBOUND)
    }

    /// The value, or None where it is `UNBOUND`: for optional arguments.
    #[inline]
    pub fn given(&self) -> Option<&Value> {
        if self.is_unbound() { None } else { Some(self) }
    }
}

impl Clone for Value {
    #[inline(always)]
    #[allow(unsafe_code)]
    fn clone(&self) -> Value {
        if self.is_object() {
            // SAFETY: the word owns a reference, so the object is alive.
            unsafe { heap::increment(self.header_ptr()) }
        }
        Value(self.0)
    }
}

impl Drop for Value {
    #[inline(always)]
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        if self.is_object() {
            // SAFETY: the word owns a reference, which ends here.
            unsafe { heap::decrement(self.header_ptr()) }
        }
    }
}

impl Default for Value {
    fn default() -> Value {
        Value::UNBOUND
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(i) = self.as_small_int() {
            return write!(f, "{i}");
        }
        if self.is_inline_float() {
            return write!(f, "{:?}", self.inline_float());
        }
        match self.0 {
            CONST_NONE => f.write_str("None"),
            CONST_FALSE => f.write_str("False"),
            CONST_TRUE => f.write_str("True"),
            CONST_NOT_IMPLEMENTED => f.write_str("NotImplemented"),
            CONST_ELLIPSIS => f.write_str("Ellipsis"),
            NO_VALUE => f.write_str("<no value>"),
            _ => match self.header() {
                Some(h) => write!(f, "<{:?} at {:#x}>", h.kind(), self.0),
                None => write!(f, "<word {:#x}>", self.0),
            },
        }
    }
}
