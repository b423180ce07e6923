//! Float arithmetic where it differs from the machine's: division by zero is an error, a remainder
//! has its divisor's sign, and a power can be complex or too large.

use crate::number::complex::{self, Complex};
use crate::number::{Error, Result};

/// `a / b`
pub fn div(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Err(Error::zero_division("float division by zero"));
    }
    Ok(a / b)
}

/// `a // b`
pub fn floor_div(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Err(Error::zero_division("float floor division by zero"));
    }
    Ok(floored(a, b).0)
}

/// `a % b`
pub fn modulo(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 {
        return Err(Error::zero_division("float modulo"));
    }
    Ok(floored(a, b).1)
}

/// `divmod(a, b)`
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64)> {
    if b == 0.0 {
        return Err(Error::zero_division("float divmod()"));
    }
    Ok(floored(a, b))
}

/// The quotient rounded down, and the remainder with the sign of `b`.
fn floored(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    // Without the remainder the division is exact but for rounding, so it is close to a whole
    // number.
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0f64.copysign(b);
    } else if (remainder < 0.0) != (b < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0f64.copysign(a / b), remainder);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder)
}

/// What `a ** b` gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    /// A float.
    Float(f64),
    /// A fractional power of a negative number.
    Complex(Complex),
}

/// `a ** b`
pub fn pow(a: f64, b: f64) -> Result<Power> {
    let fractional = b.is_finite() && b.floor() != b;
    if a < 0.0 && a.is_finite() && fractional {
        return complex::pow(Complex::from(a), Complex::from(b)).map(Power::Complex);
    }
    real_pow(a, b).map(Power::Float)
}

/// `a ** b` for operands whose power is real.
pub fn real_pow(a: f64, b: f64) -> Result<f64> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(Error::zero_division("0.0 cannot be raised to a negative power"));
    }
    let power = a.powf(b);
    if power.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(Error::out_of_range());
    }
    Ok(power)
}
