//! Exponentials, logarithms, roots and polar coordinates.

use super::{INFINITY, LARGE, LOG_LARGE, NAN, c, directed, domain_error, in_range, is_finite, range_error};
use pausa_vm::number::Result;
use pausa_vm::number::complex::{Complex, div};
use std::f64::consts::{E, LN_2, LN_10};

/// `cmath.exp`
pub fn exp(z: Complex) -> Result<Complex> {
    if is_finite(z) {
        let (size, factor) = if z.re > LOG_LARGE { ((z.re - 1.0).exp(), E) } else { (z.re.exp(), 1.0) };
        return in_range(c(size * z.im.cos() * factor, size * z.im.sin() * factor));
    }
    if z.im.is_infinite() && (z.re.is_finite() || z.re == INFINITY) {
        return Err(domain_error());
    }
    Ok(if z.re == f64::NEG_INFINITY {
        if z.im.is_finite() { directed(0.0, z.im) } else { c(0.0, 0.0) }
    } else if z.im == 0.0 {
        c(z.re, z.im)
    } else if z.re == INFINITY {
        if z.im.is_finite() { directed(INFINITY, z.im) } else { c(INFINITY, NAN) }
    } else {
        c(NAN, NAN)
    })
}

/// The logarithm, and whether it has a pole there.
fn log_or_pole(z: Complex) -> (Complex, bool) {
    let angle = z.im.atan2(z.re);
    if !is_finite(z) {
        let infinite = z.re.is_infinite() || z.im.is_infinite();
        return (c(if infinite { INFINITY } else { NAN }, angle), false);
    }
    let (a, b) = (z.re.abs(), z.im.abs());
    let size = if a > LARGE || b > LARGE {
        (a / 2.0).hypot(b / 2.0).ln() + LN_2
    } else if a < f64::MIN_POSITIVE && b < f64::MIN_POSITIVE {
        if a == 0.0 && b == 0.0 {
            return (c(f64::NEG_INFINITY, angle), true);
        }
        // What the scale adds is taken off again.
        const DIGITS: i32 = f64::MANTISSA_DIGITS as i32;
        let scale = 2f64.powi(DIGITS);
        (a * scale).hypot(b * scale).ln() - f64::from(DIGITS) * LN_2
    } else {
        let size = a.hypot(b);
        if (0.71..=1.73).contains(&size) {
            // Near one the logarithm of the rounded size would be inexact.
            let (more, less) = (a.max(b), a.min(b));
            ((more - 1.0) * (more + 1.0) + less * less).ln_1p() / 2.0
        } else {
            size.ln()
        }
    };
    (c(size, angle), false)
}

/// `cmath.log` of one argument.
pub fn log(z: Complex) -> Result<Complex> {
    match log_or_pole(z) {
        (_, true) => Err(domain_error()),
        (value, false) => Ok(value),
    }
}

/// `cmath.log` with a base. That `z` is zero is not complained of then.
pub fn log_to_base(z: Complex, base: Complex) -> Result<Complex> {
    let (above, _) = log_or_pole(z);
    div(above, log(base)?).map_err(|_| domain_error())
}

/// `cmath.log10`
pub fn log10(z: Complex) -> Result<Complex> {
    log(z).map(|value| c(value.re / LN_10, value.im / LN_10))
}

/// `cmath.sqrt`
pub fn sqrt(z: Complex) -> Complex {
    if !is_finite(z) {
        return if z.im.is_infinite() {
            c(INFINITY, z.im)
        } else if z.re == INFINITY {
            c(INFINITY, if z.im.is_nan() { NAN } else { 0f64.copysign(z.im) })
        } else if z.re == f64::NEG_INFINITY {
            let real = if z.im.is_nan() { NAN } else { 0.0 };
            c(real, if z.im.is_nan() { INFINITY } else { INFINITY.copysign(z.im) })
        } else {
            c(NAN, NAN)
        };
    }
    if z.re == 0.0 && z.im == 0.0 {
        return c(0.0, z.im);
    }
    let (a, b) = (z.re.abs(), z.im.abs());
    let root = if a < f64::MIN_POSITIVE && b < f64::MIN_POSITIVE {
        let scale = 2f64.powi(53);
        let a = a * scale;
        (a + a.hypot(b * scale)).sqrt() * 2f64.powi(-27)
    } else {
        let a = a / 8.0;
        2.0 * (a + a.hypot(b / 8.0)).sqrt()
    };
    let other = b / (2.0 * root);
    if z.re >= 0.0 { c(root, other.copysign(z.im)) } else { c(other, root.copysign(z.im)) }
}

/// `cmath.phase`; an angle that is too small to be told from zero is an error.
pub fn phase(z: Complex) -> Result<f64> {
    let angle = z.im.atan2(z.re);
    match angle == 0.0 && z.im != 0.0 && z.re.is_finite() {
        true => Err(range_error()),
        false => Ok(angle),
    }
}

/// `cmath.polar`: the absolute value and the phase.
pub fn polar(z: Complex) -> Result<(f64, f64)> {
    let size = z.re.hypot(z.im);
    match size.is_infinite() && is_finite(z) {
        true => Err(range_error()),
        false => Ok((size, z.im.atan2(z.re))),
    }
}

/// `cmath.rect`: the number with this absolute value and this phase.
pub fn rect(r: f64, phi: f64) -> Result<Complex> {
    if r.is_finite() && phi.is_finite() {
        return Ok(if phi == 0.0 { c(r, r * phi) } else { c(r * phi.cos(), r * phi.sin()) });
    }
    if r != 0.0 && !r.is_nan() && phi.is_infinite() {
        return Err(domain_error());
    }
    Ok(if r == 0.0 {
        c(0.0, 0.0)
    } else if r.is_infinite() && phi.is_nan() {
        c(INFINITY, NAN)
    } else if r.is_infinite() && phi != 0.0 {
        let direction = directed(INFINITY, phi);
        if r > 0.0 { direction } else { c(-direction.re, -direction.im) }
    } else if phi == 0.0 {
        c(r, if r.is_nan() { 0.0 } else { phi * 1f64.copysign(r) })
    } else {
        c(NAN, NAN)
    })
}
