//! Functions of two floats, and what takes floats apart and puts them together.

use super::{domain_error, range_error};
use pausa_vm::number::{Error, Result};

/// `math.atan2`
pub fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// `math.copysign`
pub fn copysign(x: f64, sign: f64) -> f64 {
    x.copysign(sign)
}

/// `math.fmod`
pub fn fmod(x: f64, y: f64) -> Result<f64> {
    let value = x % y;
    match value.is_nan() && !x.is_nan() && !y.is_nan() {
        true => Err(domain_error()),
        false => Ok(value),
    }
}

/// `math.remainder`: the difference to the nearest multiple of `y`, ties to an even one.
pub fn remainder(x: f64, y: f64) -> Result<f64> {
    if x.is_nan() || y.is_nan() {
        return Ok(x + y);
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain_error());
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (a, b) = (x.abs(), y.abs());
    let above = a % b;
    let below = b - above;
    let value = if above < below {
        above
    } else if above > below {
        -below
    } else {
        // Halfway between two multiples: the lower one is even if half of it is a multiple.
        above - 2.0 * ((0.5 * (a - above)) % b)
    };
    Ok(value * 1f64.copysign(x))
}

/// `math.pow`
pub fn pow(x: f64, y: f64) -> Result<f64> {
    let value = x.powf(y);
    if value.is_finite() || !x.is_finite() || !y.is_finite() {
        Ok(value)
    } else if value.is_nan() || x == 0.0 {
        Err(domain_error())
    } else {
        Err(range_error())
    }
}

/// `math.frexp`: a number between 0.5 and 1, and the power of two that it is to be multiplied by.
pub fn frexp(x: f64) -> (f64, i32) {
    const EXPONENT: u64 = 0x7FF << 52;
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (x, shift) = if x.is_subnormal() { (x * 2f64.powi(54), -54) } else { (x, 0) };
    let exponent = (x.to_bits() >> 52 & 0x7FF) as i32 - 1022;
    let mantissa = f64::from_bits(x.to_bits() & !EXPONENT | 1022 << 52);
    (mantissa, exponent + shift)
}

/// `math.ldexp`: `x` times a power of two, rounded once.
pub fn ldexp(x: f64, exponent: i64) -> Result<f64> {
    let value = scale(x, exponent);
    match value.is_infinite() && x.is_finite() {
        true => Err(range_error()),
        false => Ok(value),
    }
}

/// `x` times a power of two, rounded once; infinite if it is too large.
pub(crate) fn scale(x: f64, exponent: i64) -> f64 {
    let (mantissa, before) = frexp(x);
    if mantissa == 0.0 || !x.is_finite() {
        return x;
    }
    let exponent = exponent.saturating_add(i64::from(before));
    match exponent {
        1025.. => f64::INFINITY.copysign(x),
        // The result is normal: two exact steps, as the power itself might be out of range.
        -1021..=1024 => mantissa * 2.0 * 2f64.powi(exponent as i32 - 1),
        // The only step that rounds is the last one.
        -1080..=-1022 => mantissa * 2f64.powi(exponent as i32 + 1022) * f64::MIN_POSITIVE,
        _ => 0f64.copysign(x),
    }
}

/// `math.modf`: the fraction and the integer, both with the sign of `x`.
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0f64.copysign(x), x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// `math.nextafter`
pub fn nextafter(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        x + y
    } else if x == y {
        y
    } else if x < y {
        x.next_up()
    } else {
        x.next_down()
    }
}

/// `math.ulp`
pub fn ulp(x: f64) -> f64 {
    let a = x.abs();
    if !x.is_finite() {
        return a;
    }
    match a.next_up() {
        f64::INFINITY => a - a.next_down(),
        above => above - a,
    }
}

/// `math.isclose`
pub fn isclose(a: f64, b: f64, relative: f64, absolute: f64) -> Result<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(Error::value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let distance = (b - a).abs();
    Ok(distance <= (relative * b).abs() || distance <= (relative * a).abs() || distance <= absolute)
}
