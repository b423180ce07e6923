//! The functions of `cmath`.
//!
//! The formulas are Kahan's ("Branch cuts for complex elementary functions",
//! 1987), arranged against overflow as CPython arranges them, so that the last
//! bits agree. Infinities, nans and the signs of zeros follow C99's Annex G.
//!
//! | files | what |
//! |---|---|
//! | `exponential` | `exp`, `log`, `sqrt`, polar coordinates |
//! | `hyperbolic` | `cosh`, `sinh`, `tanh`, and with them `cos`, `sin`, `tan` |
//! | `inverse` | their inverses |

mod exponential;
mod hyperbolic;
mod inverse;

pub use exponential::{exp, log, log_to_base, log10, phase, polar, rect, sqrt};
pub use hyperbolic::{cos, cosh, sin, sinh, tan, tanh};
pub use inverse::{acos, acosh, asin, asinh, atan, atanh};

use crate::math::{domain_error, range_error};
use pausa_vm::number::complex::Complex;
use pausa_vm::number::{Error, Result};

/// Beyond this a sum of two could overflow.
const LARGE: f64 = f64::MAX / 4.0;
/// Beyond this `exp` could overflow.
const LOG_LARGE: f64 = 708.3964185322641;
const NAN: f64 = f64::NAN;
const INFINITY: f64 = f64::INFINITY;

fn c(re: f64, im: f64) -> Complex {
    Complex { re, im }
}

/// `z` times the imaginary unit.
fn times_i(z: Complex) -> Complex {
    c(-z.im, z.re)
}

/// `z` divided by the imaginary unit.
fn over_i(z: Complex) -> Complex {
    c(z.im, -z.re)
}

fn is_finite(z: Complex) -> bool {
    z.re.is_finite() && z.im.is_finite()
}

/// The result of an operation on finite numbers, unless it is too large.
fn in_range(z: Complex) -> Result<Complex> {
    match z.re.is_infinite() || z.im.is_infinite() {
        true => Err(range_error()),
        false => Ok(z),
    }
}

/// An infinity, or zero, in the direction of an angle.
fn directed(size: f64, angle: f64) -> Complex {
    c(size.copysign(angle.cos()), size.copysign(angle.sin()))
}

/// `cmath.isclose`
pub fn isclose(a: Complex, b: Complex, relative: f64, absolute: f64) -> Result<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(Error::value("tolerances must be non-negative"));
    }
    if a.re == b.re && a.im == b.im {
        return Ok(true);
    }
    if [a.re, a.im, b.re, b.im].iter().any(|x| x.is_infinite()) {
        return Ok(false);
    }
    let distance = (a.re - b.re).hypot(a.im - b.im);
    Ok(distance <= relative * b.re.hypot(b.im) || distance <= relative * a.re.hypot(a.im) || distance <= absolute)
}
