//! Complex arithmetic. The order of the operations is CPython's, so the last bits are too.

use super::Complex;
use crate::number::{Error, Result};

const ONE: Complex = Complex { re: 1.0, im: 0.0 };

/// `a + b`
pub fn add(a: Complex, b: Complex) -> Complex {
    Complex { re: a.re + b.re, im: a.im + b.im }
}

/// `a - b`
pub fn sub(a: Complex, b: Complex) -> Complex {
    Complex { re: a.re - b.re, im: a.im - b.im }
}

/// `-a`
pub fn neg(a: Complex) -> Complex {
    Complex { re: -a.re, im: -a.im }
}

/// `a * b`
pub fn mul(a: Complex, b: Complex) -> Complex {
    Complex { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re }
}

/// `a / b`
pub fn div(a: Complex, b: Complex) -> Result<Complex> {
    quotient(a, b).ok_or_else(|| Error::zero_division("complex division by zero"))
}

/// Smith's method: dividing by the larger part of the divisor first keeps the intermediate results
/// in range.
fn quotient(a: Complex, b: Complex) -> Option<Complex> {
    let (re, im) = (b.re.abs(), b.im.abs());
    if re >= im {
        if re == 0.0 {
            return None;
        }
        let ratio = b.im / b.re;
        let divisor = b.re + b.im * ratio;
        Some(Complex { re: (a.re + a.im * ratio) / divisor, im: (a.im - a.re * ratio) / divisor })
    } else if im >= re {
        let ratio = b.re / b.im;
        let divisor = b.re * ratio + b.im;
        Some(Complex { re: (a.re * ratio + a.im) / divisor, im: (a.im * ratio - a.re) / divisor })
    } else {
        Some(Complex { re: f64::NAN, im: f64::NAN })
    }
}

/// `abs(a)`
pub fn abs(a: Complex) -> Result<f64> {
    let length = a.re.hypot(a.im);
    if length.is_infinite() && a.re.is_finite() && a.im.is_finite() {
        return Err(Error::overflow("absolute value too large"));
    }
    Ok(length)
}

/// `a ** b`
pub fn pow(a: Complex, b: Complex) -> Result<Complex> {
    let by_zero = || Error::zero_division("0.0 to a negative or complex power");
    let small_integer = b.im == 0.0 && b.re == b.re.floor() && b.re.abs() <= 100.0;
    let power = if small_integer {
        let power = repeated(a, b.re.abs() as u32);
        if b.re > 0.0 { power } else { quotient(ONE, power).ok_or_else(by_zero)? }
    } else if a.re == 0.0 && a.im == 0.0 {
        if b.im != 0.0 || b.re < 0.0 {
            return Err(by_zero());
        }
        Complex::from(0.0)
    } else {
        polar(a, b).ok_or_else(by_zero)?
    };
    if power.re.is_infinite() || power.im.is_infinite() {
        return Err(Error::overflow("complex exponentiation"));
    }
    Ok(power)
}

/// A power by squaring.
fn repeated(a: Complex, exponent: u32) -> Complex {
    let (mut power, mut square) = (ONE, a);
    for bit in 0..u32::BITS - exponent.leading_zeros() {
        if exponent >> bit & 1 == 1 {
            power = mul(power, square);
        }
        square = mul(square, square);
    }
    power
}

/// A power by way of length and angle. There is none for an infinite angle, which C's sine calls an
/// error of the same kind as a division by zero.
fn polar(a: Complex, b: Complex) -> Option<Complex> {
    let (length, angle) = (a.re.hypot(a.im), a.im.atan2(a.re));
    let mut power = length.powf(b.re);
    let mut phase = angle * b.re;
    if b.im != 0.0 {
        power /= (angle * b.im).exp();
        phase += b.im * length.ln();
    }
    (!phase.is_infinite()).then(|| Complex { re: power * phase.cos(), im: power * phase.sin() })
}
