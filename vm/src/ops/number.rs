//! Numbers as the operators see them: a view of a value, and what all number types share.

use num_bigint::BigInt;

use crate::heap::Kind;
use crate::number::complex::Complex;
use crate::number::int::IntRef;
use crate::object::{self, Float, Int};
use crate::value::Value;

/// A number: its value, without its class.
#[derive(Clone, Copy)]
pub enum Number<'a> {
    /// An inline int or a bool, so one of at most 62 bits.
    Small(i64),
    /// Any other int, an instance of a subclass of any magnitude included.
    Big(&'a BigInt),
    /// A float.
    Float(f64),
    /// A complex number.
    Complex(Complex),
}

impl<'a> Number<'a> {
    /// The number that a value is, be its class a number type or derived from one.
    #[inline]
    pub fn of(v: &'a Value) -> Option<Number<'a>> {
        Number::unless(v, 0)
    }

    /// The same, but none if the value's class has one of the flags: then that class decides what the operator does.
    #[inline]
    pub fn unless(v: &'a Value, flags: u32) -> Option<Number<'a>> {
        if let Some(i) = v.as_small_int() {
            return Some(Number::Small(i));
        }
        if v.is_inline_float() {
            return Some(Number::Float(v.inline_float()));
        }
        let Some(h) = v.header() else {
            return v.is_bool().then(|| Number::Small(v.is_true().into()));
        };
        if h.is_subclass() && h.class_ref().any(flags) {
            return None;
        }
        match h.kind() {
            Kind::Int => v.downcast::<Int>().map(|i| Number::Big(&i.0)),
            Kind::Float => v.downcast::<Float>().map(|f| Number::Float(f.0)),
            Kind::Complex => v.downcast::<object::Complex>().map(|c| Number::Complex(c.into())),
            _ => None,
        }
    }

    /// The int, if it is one.
    #[inline]
    pub fn int(self) -> Option<IntRef<'a>> {
        match self {
            Number::Small(i) => Some(IntRef::Small(i)),
            Number::Big(i) => Some(IntRef::Big(i)),
            Number::Float(_) | Number::Complex(_) => None,
        }
    }
}

/// The int that a value is (a bool or an instance of a subclass too).
#[inline]
pub fn int(v: &Value) -> Option<IntRef<'_>> {
    Number::of(v)?.int()
}

impl From<&object::Complex> for Complex {
    fn from(c: &object::Complex) -> Complex {
        Complex { re: c.re, im: c.im }
    }
}

impl From<Complex> for Value {
    fn from(c: Complex) -> Value {
        object::Complex::new(c.re, c.im).into()
    }
}

/// How many decimal digits an int may be converted to or from (`sys.get_int_max_str_digits()`); 0 for no limit.
pub fn max_str_digits() -> usize {
    pausa_grammar::max_int_digits()
}

/// `sys.set_int_max_str_digits()` of this thread's VM. Literals have the same limit.
pub fn set_max_str_digits(digits: usize) {
    pausa_grammar::set_max_int_digits(digits);
}
