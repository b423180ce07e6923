//! Functions of one float.

use super::{domain_error, erf as error_function, gamma as gamma_function, hyperbolic, range_error};
use pausa_vm::number::Result;
use std::f64::consts::PI;

/// What an infinite value of a finite argument means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infinite {
    /// The function has a pole there.
    Pole,
    /// The value is too large.
    Overflow,
}

/// Makes errors of values that are not numbers, or infinite, though the argument was finite.
#[inline]
fn checked(x: f64, value: f64, infinite: Infinite) -> Result<f64> {
    if value.is_finite() || x.is_nan() || (value.is_infinite() && x.is_infinite()) {
        return Ok(value);
    }
    match infinite {
        Infinite::Overflow if value.is_infinite() => Err(range_error()),
        _ => Err(domain_error()),
    }
}

macro_rules! functions {
    ($($name:ident $infinite:ident $function:expr;)*) => {
        $(
            #[doc = concat!("`math.", stringify!($name), "`")]
            pub fn $name(x: f64) -> Result<f64> {
                checked(x, $function(x), Infinite::$infinite)
            }
        )*
    };
}

functions! {
    acos Pole f64::acos;
    acosh Pole hyperbolic::acosh;
    asin Pole f64::asin;
    asinh Pole hyperbolic::asinh;
    atan Pole f64::atan;
    atanh Pole hyperbolic::atanh;
    cbrt Pole f64::cbrt;
    cos Pole f64::cos;
    cosh Overflow f64::cosh;
    erf Pole error_function::erf;
    erfc Pole error_function::erfc;
    exp Overflow f64::exp;
    exp2 Overflow f64::exp2;
    expm1 Overflow f64::exp_m1;
    log Pole f64::ln;
    log10 Pole f64::log10;
    log1p Pole f64::ln_1p;
    log2 Pole f64::log2;
    sin Pole f64::sin;
    sinh Overflow f64::sinh;
    sqrt Pole f64::sqrt;
    tan Pole f64::tan;
    tanh Pole f64::tanh;
}

/// `math.gamma`
pub fn gamma(x: f64) -> Result<f64> {
    if x == f64::NEG_INFINITY || x == 0.0 || (x < 0.0 && x == x.floor()) {
        return Err(domain_error());
    }
    checked(x, gamma_function::gamma(x), Infinite::Overflow)
}

/// `math.lgamma`
pub fn lgamma(x: f64) -> Result<f64> {
    if x.is_finite() && x <= 0.0 && x == x.floor() {
        return Err(domain_error());
    }
    checked(x, gamma_function::ln_gamma(x), Infinite::Overflow)
}

/// `math.degrees`
pub fn degrees(x: f64) -> f64 {
    x * (180.0 / PI)
}

/// `math.radians`
pub fn radians(x: f64) -> f64 {
    x * (PI / 180.0)
}
