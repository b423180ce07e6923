//! The inverse hyperbolic functions.
//!
//! They are made of logarithms, in different ways for small and large arguments
//! so that nothing is lost to cancellation; the ways and the bounds between
//! them are those of the classic C libraries, as Rust's own differ in the last bits.

use std::f64::consts::LN_2;

/// From here on a square swallows a one: 2**28.
const LARGE: f64 = 268_435_456.0;
const SMALL: f64 = 1.0 / LARGE;

/// The inverse hyperbolic sine.
pub(crate) fn asinh(x: f64) -> f64 {
    let a = x.abs();
    // The bounds here go by the upper half of the bits.
    let coarse = f64::from_bits(a.to_bits() >> 32 << 32);
    let value = if !x.is_finite() || a < SMALL {
        return x;
    } else if coarse > LARGE {
        a.ln() + LN_2
    } else if coarse > 2.0 {
        (2.0 * a + 1.0 / ((a * a + 1.0).sqrt() + a)).ln()
    } else {
        let square = a * a;
        (a + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    value.copysign(x)
}

/// The inverse hyperbolic cosine.
pub(crate) fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        f64::NAN
    } else if x > LARGE {
        x.ln() + LN_2
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        let above = x - 1.0;
        (above + (2.0 * above + above * above).sqrt()).ln_1p()
    }
}

/// The inverse hyperbolic tangent.
pub(crate) fn atanh(x: f64) -> f64 {
    let a = x.abs();
    let value = if a < SMALL {
        return x;
    } else if a < 0.5 {
        let twice = a + a;
        0.5 * (twice + twice * a / (1.0 - a)).ln_1p()
    } else {
        0.5 * ((a + a) / (1.0 - a)).ln_1p()
    };
    value.copysign(x)
}
