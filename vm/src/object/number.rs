//! Numbers that do not fit in a value's word, and instances of subclasses of the number types.

use num_bigint::BigInt;

use crate::heap::{self, Kind, Obj, Payload, Visit};
use crate::value::Value;

/// An `int` outside the inline range, or an instance of a subclass (of any magnitude).
pub struct Int(pub BigInt);

impl Payload for Int {
    const KIND: Kind = Kind::Int;
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// A `float` that does not fit inline, or an instance of a subclass.
pub struct Float(pub f64);

impl Payload for Float {
    const KIND: Kind = Kind::Float;
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// A `complex`.
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Payload for Complex {
    const KIND: Kind = Kind::Complex;
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

impl Complex {
    /// A complex number.
    pub fn new(re: f64, im: f64) -> Obj<Complex> {
        heap::new(Complex { re, im })
    }
}

impl From<Complex> for Value {
    fn from(c: Complex) -> Value {
        heap::new(c).into()
    }
}
