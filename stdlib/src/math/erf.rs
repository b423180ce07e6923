//! The error function and its complement.
//!
//! The approximations by rational functions on five intervals are Sun's (1993),
//! published with their derivation; the polynomials are summed in pairs.

/// `erf(1)` in single precision, around which it is expanded.
const ERX: f64 = 0.8450629115104675;
/// `2/sqrt(pi) - 1`
const EFX: f64 = 0.1283791670955126;

/// For arguments up to 0.84375.
const SMALL: ([f64; 5], [f64; 6]) = (
    [0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-05],
    [
        1.0,
        0.39791722395915535,
        0.0650222499887673,
        0.005081306281875766,
        0.00013249473800432164,
        -3.960228278775368e-06,
    ],
);

/// For arguments up to 1.25, less one.
const MIDDLE: ([f64; 7], [f64; 7]) = (
    [
        -0.0023621185607526594,
        0.41485611868374833,
        -0.3722078760357013,
        0.31834661990116175,
        -0.11089469428239668,
        0.035478304325618236,
        -0.002166375594868791,
    ],
    [
        1.0,
        0.10642088040084423,
        0.540397917702171,
        0.07182865441419627,
        0.12617121980876164,
        0.01363708391202905,
        0.011984499846799107,
    ],
);

/// For arguments up to about 1/0.35, of their square's inverse.
const LARGE: ([f64; 8], [f64; 9]) = (
    [
        -0.009864944034847148,
        -0.6938585727071818,
        -10.558626225323291,
        -62.375332450326006,
        -162.39666946257347,
        -184.60509290671104,
        -81.2874355063066,
        -9.814329344169145,
    ],
    [
        1.0,
        19.651271667439257,
        137.65775414351904,
        434.56587747522923,
        645.3872717332679,
        429.00814002756783,
        108.63500554177944,
        6.570249770319282,
        -0.0604244152148581,
    ],
);

/// For arguments beyond, of their square's inverse.
const LARGEST: ([f64; 7], [f64; 8]) = (
    [
        -0.0098649429247001,
        -0.799283237680523,
        -17.757954917754752,
        -160.63638485582192,
        -637.5664433683896,
        -1025.0951316110772,
        -483.5191916086514,
    ],
    [
        1.0,
        30.33806074348246,
        325.7925129965739,
        1536.729586084437,
        3199.8582195085955,
        2553.0504064331644,
        474.52854120695537,
        -22.44095244658582,
    ],
);

/// A polynomial, by rising power; at most nine coefficients.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    let square = x * x;
    let fourth = square * square;
    let powers = [1.0, square, fourth, fourth * square, fourth * fourth];
    let pair = |pair: &[f64]| match *pair {
        [low, high] => low + x * high,
        [low] => low,
        _ => 0.0,
    };
    let mut pairs = coefficients.chunks(2);
    let first = pairs.next().map_or(0.0, pair);
    pairs.zip(&powers[1..]).fold(first, |sum, (next, power)| sum + power * pair(next))
}

fn ratio((numerator, denominator): (&[f64], &[f64]), x: f64) -> f64 {
    polynomial(numerator, x) / polynomial(denominator, x)
}

fn small(x: f64) -> f64 {
    ratio((&SMALL.0, &SMALL.1), x * x)
}

fn middle(a: f64) -> f64 {
    ratio((&MIDDLE.0, &MIDDLE.1), a - 1.0)
}

/// The complement of a positive argument from 1.25 on.
fn tail(a: f64) -> f64 {
    let s = 1.0 / (a * a);
    let r =
        if a < 2.857_141_494_750_976_6 { ratio((&LARGE.0, &LARGE.1), s) } else { ratio((&LARGEST.0, &LARGEST.1), s) };
    // With half of its bits the argument has an exact square.
    let z = f64::from_bits(a.to_bits() & 0xFFFF_FFFF_0000_0000);
    (-z * z - 0.5625).exp() * ((z - a) * (z + a) + r).exp() / a
}

/// The error function.
pub(super) fn erf(x: f64) -> f64 {
    let a = x.abs();
    if x.is_nan() {
        return x;
    }
    if a < 0.84375 {
        return if a < 128.0 * f64::MIN_POSITIVE {
            // Scaled, lest the product be rounded twice.
            0.0625 * (16.0 * x + (16.0 * EFX) * x)
        } else if a < 1.0 / 268_435_456.0 {
            x + EFX * x
        } else {
            x + x * small(x)
        };
    }
    let value = if a < 1.25 {
        ERX + middle(a)
    } else if a < 6.0 {
        1.0 - tail(a)
    } else {
        1.0
    };
    value.copysign(x)
}

/// One less the error function.
pub(super) fn erfc(x: f64) -> f64 {
    let a = x.abs();
    if x.is_nan() {
        return x;
    }
    if a < 0.84375 {
        if a < f64::EPSILON / 16.0 {
            return 1.0 - x;
        }
        let y = small(x);
        return if x < 0.25 { 1.0 - (x + x * y) } else { 0.5 - (x * y + (x - 0.5)) };
    }
    if a < 1.25 {
        return if x > 0.0 { 1.0 - ERX - middle(a) } else { 1.0 + (ERX + middle(a)) };
    }
    match x > 0.0 {
        true if a < 28.0 => tail(a),
        true => 0.0,
        false if a < 6.0 => 2.0 - tail(a),
        false => 2.0,
    }
}
