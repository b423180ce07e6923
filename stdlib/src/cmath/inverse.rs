//! The inverses of the hyperbolic and trigonometric functions.

use super::{INFINITY, LARGE, NAN, c, domain_error, is_finite, over_i, sqrt, times_i};
use crate::math;
use pausa_vm::number::Result;
use pausa_vm::number::complex::Complex;
use std::f64::consts::{FRAC_PI_2, LN_2};

/// `asinh` of a float, which has no errors.
fn real_asinh(x: f64) -> f64 {
    math::asinh(x).unwrap_or(NAN)
}

/// The logarithm of twice the absolute value, for large ones.
fn log_of_double(z: Complex) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + LN_2 * 2.0
}

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

fn has_infinity(z: Complex) -> bool {
    z.re.is_infinite() || z.im.is_infinite()
}

/// `cmath.acos`
pub fn acos(z: Complex) -> Complex {
    if !is_finite(z) {
        return if has_infinity(z) {
            let im = if z.im.is_nan() { INFINITY } else { INFINITY.copysign(-z.im) };
            c(z.im.abs().atan2(z.re), im)
        } else {
            c(if z.re == 0.0 { FRAC_PI_2 } else { NAN }, NAN)
        };
    }
    if is_large(z) {
        let size = log_of_double(z);
        let im = if z.re < 0.0 { -size.copysign(z.im) } else { size.copysign(-z.im) };
        return c(z.im.abs().atan2(z.re), im);
    }
    let below = sqrt(c(1.0 - z.re, -z.im));
    let above = sqrt(c(1.0 + z.re, z.im));
    c(2.0 * below.re.atan2(above.re), real_asinh(above.re * below.im - above.im * below.re))
}

/// `cmath.acosh`
pub fn acosh(z: Complex) -> Complex {
    if !is_finite(z) {
        let re = if has_infinity(z) { INFINITY } else { NAN };
        return c(re, z.im.atan2(z.re));
    }
    if is_large(z) {
        return c(log_of_double(z), z.im.atan2(z.re));
    }
    let below = sqrt(c(z.re - 1.0, z.im));
    let above = sqrt(c(z.re + 1.0, z.im));
    c(real_asinh(below.re * above.re + below.im * above.im), 2.0 * below.im.atan2(above.re))
}

/// `cmath.asinh`
pub fn asinh(z: Complex) -> Complex {
    if !is_finite(z) {
        return if z.re.is_infinite() || z.im.is_infinite() {
            let re = if z.re.is_nan() { INFINITY } else { INFINITY.copysign(z.re) };
            let im = if z.re.is_nan() { NAN } else { z.im.atan2(z.re.abs()) };
            c(re, im)
        } else {
            c(NAN, if z.im == 0.0 { z.im } else { NAN })
        };
    }
    if is_large(z) {
        return c(log_of_double(z).copysign(z.re), z.im.atan2(z.re.abs()));
    }
    let above = sqrt(c(1.0 + z.im, -z.re));
    let below = sqrt(c(1.0 - z.im, z.re));
    c(real_asinh(above.re * below.im - below.re * above.im), z.im.atan2(above.re * below.re - above.im * below.im))
}

/// `cmath.atanh`
pub fn atanh(z: Complex) -> Result<Complex> {
    if !is_finite(z) {
        return Ok(if z.im.is_infinite() {
            let re = if z.re.is_nan() { 0.0 } else { 0f64.copysign(z.re) };
            c(re, FRAC_PI_2.copysign(z.im))
        } else if z.re.is_infinite() {
            let im = if z.im.is_nan() { NAN } else { FRAC_PI_2.copysign(z.im) };
            c(0f64.copysign(z.re), im)
        } else {
            c(if z.re == 0.0 { z.re } else { NAN }, NAN)
        });
    }
    if z.re.is_sign_negative() {
        // It is odd, so only the right half is worked out.
        return atanh(c(-z.re, -z.im)).map(|value| c(-value.re, -value.im));
    }
    let b = z.im.abs();
    // Whether a square would overflow, or be lost.
    let large = LARGE.sqrt();
    let small = f64::MIN_POSITIVE.sqrt();
    if z.re > large || b > large {
        let size = (z.re / 2.0).hypot(z.im / 2.0);
        return Ok(c(z.re / 4.0 / size / size, -FRAC_PI_2.copysign(-z.im)));
    }
    if z.re == 1.0 && b < small {
        if b == 0.0 {
            return Err(domain_error());
        }
        let re = -(b.sqrt() / b.hypot(2.0).sqrt()).ln();
        return Ok(c(re, (2f64.atan2(-b) / 2.0).copysign(z.im)));
    }
    let left = 1.0 - z.re;
    Ok(c((4.0 * z.re / (left * left + b * b)).ln_1p() / 4.0, -(-2.0 * z.im).atan2(left * (1.0 + z.re) - b * b) / 2.0))
}

/// `cmath.asin`
pub fn asin(z: Complex) -> Complex {
    over_i(asinh(times_i(z)))
}

/// `cmath.atan`
pub fn atan(z: Complex) -> Result<Complex> {
    atanh(times_i(z)).map(over_i)
}
