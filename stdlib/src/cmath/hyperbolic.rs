//! The hyperbolic functions, and the trigonometric ones, which are the same turned round.

use super::{INFINITY, LOG_LARGE, NAN, c, directed, domain_error, in_range, is_finite, over_i, times_i};
use pausa_vm::number::Result;
use pausa_vm::number::complex::Complex;
use std::f64::consts::E;

/// `cmath.cosh`
pub fn cosh(z: Complex) -> Result<Complex> {
    if is_finite(z) {
        let (x, factor) = reduced(z.re);
        let value = c(z.im.cos() * x.cosh() * factor, z.im.sin() * x.sinh() * factor);
        return in_range(value);
    }
    refuse_infinite(z)?;
    Ok(if z.re.is_infinite() {
        let sign = 1f64.copysign(z.re);
        if z.im.is_nan() {
            c(INFINITY, NAN)
        } else if z.im == 0.0 {
            c(INFINITY, z.im * sign)
        } else {
            let direction = directed(INFINITY, z.im);
            c(direction.re, direction.im * sign)
        }
    } else if z.re == 0.0 || z.im == 0.0 {
        c(NAN, 0.0)
    } else {
        c(NAN, NAN)
    })
}

/// `cmath.sinh`
pub fn sinh(z: Complex) -> Result<Complex> {
    if is_finite(z) {
        let (x, factor) = reduced(z.re);
        let value = c(z.im.cos() * x.sinh() * factor, z.im.sin() * x.cosh() * factor);
        return in_range(value);
    }
    refuse_infinite(z)?;
    Ok(if z.re.is_infinite() {
        if z.im.is_nan() {
            c(INFINITY, NAN)
        } else if z.im == 0.0 {
            z
        } else {
            let direction = directed(INFINITY, z.im);
            c(direction.re * 1f64.copysign(z.re), direction.im)
        }
    } else if z.re == 0.0 {
        c(0.0, NAN)
    } else if z.im == 0.0 {
        c(NAN, z.im)
    } else {
        c(NAN, NAN)
    })
}

/// `cmath.tanh`
pub fn tanh(z: Complex) -> Result<Complex> {
    if z.re.is_infinite() {
        let angle = if z.im.is_finite() { 2.0 * z.im.sin() * z.im.cos() } else { 0.0 };
        return Ok(c(1f64.copysign(z.re), 0f64.copysign(angle)));
    }
    if !is_finite(z) {
        if z.re.is_finite() {
            refuse_infinite(z)?;
        }
        return Ok(c(NAN, if z.im == 0.0 { z.im } else { NAN }));
    }
    if z.re.abs() > LOG_LARGE {
        let im = 4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp();
        return Ok(c(1f64.copysign(z.re), im));
    }
    let (x, y) = (z.re.tanh(), z.im.tan());
    let inverse = 1.0 / z.re.cosh();
    let product = x * y;
    let divisor = 1.0 + product * product;
    Ok(c(x * (1.0 + y * y) / divisor, ((y / divisor) * inverse) * inverse))
}

/// `cmath.cos`
pub fn cos(z: Complex) -> Result<Complex> {
    cosh(times_i(z))
}

/// `cmath.sin`
pub fn sin(z: Complex) -> Result<Complex> {
    sinh(times_i(z)).map(over_i)
}

/// `cmath.tan`
pub fn tan(z: Complex) -> Result<Complex> {
    tanh(times_i(z)).map(over_i)
}

/// An argument for the real functions, and what to multiply the result by: they
/// could overflow where the result does not.
fn reduced(x: f64) -> (f64, f64) {
    if x.abs() > LOG_LARGE { (x - 1f64.copysign(x), E) } else { (x, 1.0) }
}

/// There is no direction at an infinite imaginary part.
fn refuse_infinite(z: Complex) -> Result<()> {
    match z.im.is_infinite() && !z.re.is_nan() {
        true => Err(domain_error()),
        false => Ok(()),
    }
}
