//! The gamma function and its logarithm, by Lanczos' approximation.
//!
//! The rational form and its coefficients (13 terms, g = 6.0246...) are Godfrey's
//! and Boost's, published for this purpose; CPython uses them too, and with the
//! same order of operations the results agree to the last bit.

use std::f64::consts::PI;

const G: f64 = 6.02468004077673;
const G_MINUS_HALF: f64 = 5.52468004077673;

/// The coefficients of the rational function, numerator and denominator, by rising power.
const TERMS: [(f64, f64); 13] = [
    (23531376880.41076, 0.0),
    (42919803642.6491, 39916800.0),
    (35711959237.35567, 120543840.0),
    (17921034426.03721, 150917976.0),
    (6039542586.352028, 105258076.0),
    (1439720407.3117216, 45995730.0),
    (248874557.86205417, 13339535.0),
    (31426415.585400194, 2637558.0),
    (2876370.6289353725, 357423.0),
    (186056.26539522348, 32670.0),
    (8071.672002365816, 1925.0),
    (210.82427775157936, 66.0),
    (2.5066282746310002, 1.0),
];

/// The sum of the approximation, for a positive argument.
fn lanczos(x: f64) -> f64 {
    // For large arguments the powers would overflow, so both sides are divided by the highest.
    let step = |(n, d): (f64, f64), (a, b): &(f64, f64)| {
        if x < 5.0 { (n * x + a, d * x + b) } else { (n / x + a, d / x + b) }
    };
    let (numerator, denominator) =
        if x < 5.0 { TERMS.iter().rev().fold((0.0, 0.0), step) } else { TERMS.iter().fold((0.0, 0.0), step) };
    numerator / denominator
}

/// The sine of pi times a finite number.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let value = match (2.0 * y).round() as u8 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    value * 1f64.copysign(x)
}

/// The gamma function. Poles are for the caller.
pub(super) fn gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x;
    }
    if x == x.floor() && (1.0..=23.0).contains(&x) {
        // All these factorials are floats exactly.
        return (1..x as u32).map(f64::from).product();
    }
    let a = x.abs();
    if a < 1e-20 {
        return 1.0 / x;
    }
    if a > 200.0 {
        return if x < 0.0 { 0.0 / sin_pi(x) } else { f64::INFINITY };
    }
    let y = a + G_MINUS_HALF;
    // The rounding error of that sum, of which the power below would make much.
    let error = if a > G_MINUS_HALF { (y - a) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - a };
    let correction = error * G / y;
    if x < 0.0 {
        let mut r = -PI / sin_pi(a) / a * y.exp() / lanczos(a);
        r -= correction * r;
        if a < 140.0 {
            r / y.powf(a - 0.5)
        } else {
            let root = y.powf(a / 2.0 - 0.25);
            r / root / root
        }
    } else {
        let mut r = lanczos(a) / y.exp();
        r += correction * r;
        if a < 140.0 {
            r * y.powf(a - 0.5)
        } else {
            let root = y.powf(a / 2.0 - 0.25);
            r * root * root
        }
    }
}

/// The logarithm of the absolute value of the gamma function. Poles are for the caller.
pub(super) fn ln_gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return x.abs();
    }
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let a = x.abs();
    if a < 1e-20 {
        return -a.ln();
    }
    let mut r = lanczos(a).ln() - G;
    r += (a - 0.5) * ((a + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LN_PI - sin_pi(a).abs().ln() - a.ln() - r;
    }
    r
}

const LN_PI: f64 = 1.1447298858494002;
