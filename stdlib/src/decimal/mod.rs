//! Decimal arithmetic as the General Decimal Arithmetic Specification has it, on plain Rust data.
//!
//! * `context`: precision, rounding and signals; how an exact result becomes one that a context allows;
//! * `text`: numbers as text; `format`: `format(number, spec)`;
//! * `arith`: sums, products, quotients, remainders, square roots;
//! * `power`: exponentials, logarithms and powers, on `fixed`, binary numbers with a fixed point;
//! * `compare`: order, largest and smallest; `steps`: everything that works on exponents, digits and neighbours.

pub mod arith;
pub mod compare;
pub mod context;
mod fixed;
pub mod format;
pub mod power;
pub mod steps;
pub mod text;

use std::cell::RefCell;

use num_bigint::{BigInt, BigUint, Sign};

pub use context::{Context, Rounding, signal};

/// The largest precision and exponent.
pub const MAX_PREC: i64 = 999_999_999_999_999_999;
/// How many digits a coefficient may get before that counts as more than there is memory for.
const MOST_DIGITS: u64 = 400_000_000;

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `coefficient * 10 ** exponent`
    Finite,
    /// Infinity.
    Infinite,
    /// A quiet NaN; its payload is the coefficient.
    Nan,
    /// A NaN that signals when it is used.
    SignalingNan,
}

/// A decimal number.
#[derive(Clone, Debug)]
pub struct Decimal {
    /// What it is.
    pub kind: Kind,
    /// Whether it has a minus sign.
    pub negative: bool,
    /// Its digits.
    pub coefficient: BigUint,
    /// The power of ten that the digits count.
    pub exponent: i64,
}

impl Decimal {
    /// A finite number.
    pub fn new(negative: bool, coefficient: BigUint, exponent: i64) -> Decimal {
        Decimal { kind: Kind::Finite, negative, coefficient, exponent }
    }
    /// A whole number.
    pub fn whole(n: impl Into<BigInt>) -> Decimal {
        let (sign, coefficient) = n.into().into_parts();
        Decimal::new(sign == Sign::Minus, coefficient, 0)
    }
    /// Infinity.
    pub fn infinity(negative: bool) -> Decimal {
        Decimal { kind: Kind::Infinite, negative, coefficient: BigUint::ZERO, exponent: 0 }
    }
    /// A quiet NaN without a payload.
    pub fn nan() -> Decimal {
        Decimal { kind: Kind::Nan, negative: false, coefficient: BigUint::ZERO, exponent: 0 }
    }
    /// The exact value of a float.
    pub fn from_f64(x: f64) -> Decimal {
        let negative = x.is_sign_negative();
        if x.is_nan() {
            return Decimal { negative, ..Decimal::nan() };
        }
        if x.is_infinite() {
            return Decimal::infinity(negative);
        }
        let bits = x.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, shift) = match (bits >> 52 & 0x7ff) as i64 {
            0 => (fraction, -1074),
            biased => (fraction | 1 << 52, biased - 1075),
        };
        if mantissa == 0 {
            return Decimal::new(negative, BigUint::ZERO, 0);
        }
        let zeros = i64::from(mantissa.trailing_zeros());
        let (odd, shift) = (BigUint::from(mantissa >> zeros), shift + zeros);
        if shift >= 0 {
            return Decimal::new(negative, odd << shift as u64, 0);
        }
        // m / 2**n is m * 5**n / 10**n.
        Decimal::new(negative, odd * BigUint::from(5u8).pow((-shift) as u32), shift)
    }
    /// Whether it is neither infinite nor a NaN.
    pub fn is_finite(&self) -> bool {
        self.kind == Kind::Finite
    }
    /// Whether it is infinite.
    pub fn is_infinite(&self) -> bool {
        self.kind == Kind::Infinite
    }
    /// Whether it is a NaN of either kind.
    pub fn is_nan(&self) -> bool {
        matches!(self.kind, Kind::Nan | Kind::SignalingNan)
    }
    /// Whether it is a zero.
    pub fn is_zero(&self) -> bool {
        self.is_finite() && self.coefficient == BigUint::ZERO
    }
    /// How many digits the coefficient has; zero has one.
    pub fn digits(&self) -> i64 {
        digits(&self.coefficient) as i64
    }
    /// The exponent of the first digit.
    pub fn adjusted(&self) -> i64 {
        self.exponent + self.digits() - 1
    }
    /// The same with this sign.
    pub fn with_sign(mut self, negative: bool) -> Decimal {
        self.negative = negative;
        self
    }
    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        self.is_finite()
            && (self.exponent >= 0
                || self.is_zero()
                || trailing_zeros(&self.coefficient) >= self.exponent.unsigned_abs())
    }
    /// The whole number that is left when the places behind the point are cut off; None if there is no memory for it.
    pub fn truncated(&self) -> Option<BigInt> {
        let magnitude = if self.coefficient == BigUint::ZERO {
            BigUint::ZERO
        } else if self.exponent >= 0 {
            &self.coefficient * pow10(self.exponent as u64)?
        } else if -self.exponent >= self.digits() {
            BigUint::ZERO
        } else {
            &self.coefficient / pow10(self.exponent.unsigned_abs())?
        };
        Some(BigInt::from_biguint(if self.negative { Sign::Minus } else { Sign::Plus }, magnitude))
    }
}

const fn small_powers() -> [u64; 20] {
    let mut table = [1; 20];
    let mut i = 1;
    while i < 20 {
        table[i] = table[i - 1] * 10;
        i += 1;
    }
    table
}

/// The powers of ten that fit in a word.
const POWERS: [u64; 20] = small_powers();

/// `10 ** n`; None if there is no memory for it.
pub(crate) fn pow10(n: u64) -> Option<BigUint> {
    match n {
        0..20 => Some(BigUint::from(POWERS[n as usize])),
        20..39 => Some(BigUint::from(10u128.pow(n as u32))),
        _ if n > MOST_DIGITS => None,
        _ => Some(large_power(n)),
    }
}

/// How many large powers are kept. A calculation uses the same few again and again.
const KEPT: usize = 8;

thread_local! {
    static POWERS_KEPT: RefCell<[(u64, BigUint); KEPT]> = const { RefCell::new([const { (0, BigUint::ZERO) }; KEPT]) };
}

fn large_power(n: u64) -> BigUint {
    // 10**n is 5**n with n zero bits behind it.
    let make = || BigUint::from(5u8).pow(n as u32) << n;
    if n > 10_000 {
        return make();
    }
    POWERS_KEPT.with_borrow_mut(|kept| {
        let place = &mut kept[n as usize % KEPT];
        if place.0 != n {
            *place = (n, make());
        }
        place.1.clone()
    })
}

/// How many digits a number has; zero has one.
pub(crate) fn digits(n: &BigUint) -> u64 {
    if let Ok(small) = u64::try_from(n) {
        return u64::from(small.checked_ilog10().unwrap_or(0)) + 1;
    }
    if let Ok(small) = u128::try_from(n) {
        return u64::from(small.ilog10()) + 1;
    }
    // 10**(d-1) <= n < 10**d, and the number of bits says d but for one.
    let least = ((n.bits() - 1) as f64 * std::f64::consts::LOG10_2) as u64;
    if (n.bits() as f64 * std::f64::consts::LOG10_2 + 1e-6) as u64 == least && n.bits() < 1 << 30 {
        return least + 1;
    }
    match pow10(least + 1) {
        Some(power) if *n >= power => least + 2,
        _ if pow10(least).is_some_and(|power| *n < power) => least,
        _ => least + 1,
    }
}

/// How many zeros a number that is not zero ends in.
pub(crate) fn trailing_zeros(n: &BigUint) -> u64 {
    let bound = n.trailing_zeros().unwrap_or(0);
    if let Ok(mut small) = u64::try_from(n) {
        let mut count = 0;
        while small != 0 && small.is_multiple_of(10) {
            small /= 10;
            count += 1;
        }
        return count;
    }
    // No more than factors of two; halve the step until none is left.
    let (mut rest, mut count, mut step) = (n.clone(), 0, 1);
    while step * 2 <= bound {
        step *= 2;
    }
    while step > 0 {
        if count + step <= bound
            && let Some(power) = pow10(step)
            && (&rest % &power) == BigUint::ZERO
        {
            rest /= power;
            count += step;
        } else {
            step /= 2;
        }
    }
    count
}
