//! Contexts: how precise results are, how they are rounded, and what is reported about them.

use num_bigint::BigUint;

use super::{Decimal, Kind, digits, pow10};

/// What can be reported, as bits of a context's flags and traps.
pub mod signal {
    #![allow(missing_docs, reason = "the specification's names")]
    pub const INVALID_OPERATION: u32 = 1;
    pub const FLOAT_OPERATION: u32 = 1 << 1;
    pub const DIVISION_BY_ZERO: u32 = 1 << 2;
    pub const OVERFLOW: u32 = 1 << 3;
    pub const UNDERFLOW: u32 = 1 << 4;
    pub const SUBNORMAL: u32 = 1 << 5;
    pub const INEXACT: u32 = 1 << 6;
    pub const ROUNDED: u32 = 1 << 7;
    pub const CLAMPED: u32 = 1 << 8;
    /// All of the above.
    pub const ALL: u32 = (1 << 9) - 1;
    // What an invalid operation is in particular. These are set together with INVALID_OPERATION.
    pub const CONVERSION_SYNTAX: u32 = 1 << 9;
    pub const DIVISION_IMPOSSIBLE: u32 = 1 << 10;
    pub const DIVISION_UNDEFINED: u32 = 1 << 11;
    pub const INVALID_CONTEXT: u32 = 1 << 12;
    /// There is not enough memory for the digits.
    pub const NO_MEMORY: u32 = 1 << 13;
}

/// Which of two neighbours stands for what is between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "Python's names")]
pub enum Rounding {
    Ceiling,
    Floor,
    Up,
    Down,
    HalfUp,
    HalfDown,
    HalfEven,
    ZeroFiveUp,
}

impl Rounding {
    /// All, with the names that programs use.
    pub const ALL: [(&'static str, Rounding); 8] = [
        ("ROUND_CEILING", Rounding::Ceiling),
        ("ROUND_FLOOR", Rounding::Floor),
        ("ROUND_UP", Rounding::Up),
        ("ROUND_DOWN", Rounding::Down),
        ("ROUND_HALF_UP", Rounding::HalfUp),
        ("ROUND_HALF_DOWN", Rounding::HalfDown),
        ("ROUND_HALF_EVEN", Rounding::HalfEven),
        ("ROUND_05UP", Rounding::ZeroFiveUp),
    ];

    /// Whether the digits that are kept grow by one: `half` is how what is dropped (not nothing) compares with a half.
    fn grows(self, negative: bool, kept: &BigUint, half: std::cmp::Ordering) -> bool {
        match self {
            Rounding::Ceiling => !negative,
            Rounding::Floor => negative,
            Rounding::Up => true,
            Rounding::Down => false,
            Rounding::HalfUp => half.is_ge(),
            Rounding::HalfDown => half.is_gt(),
            Rounding::HalfEven => half.is_gt() || half.is_eq() && kept.bit(0),
            Rounding::ZeroFiveUp => (kept % 5u32) == BigUint::ZERO,
        }
    }
}

/// A context. What an operation reports is collected in `raised`.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// How many digits a result may have.
    pub prec: i64,
    /// The way of rounding.
    pub rounding: Rounding,
    /// The smallest exponent of a normal number's first digit.
    pub emin: i64,
    /// The largest exponent of a first digit.
    pub emax: i64,
    /// Whether exponents are written with E and not with e.
    pub capitals: bool,
    /// Whether exponents are kept small enough for the full precision.
    pub clamp: bool,
    /// What has been reported by the operation at hand.
    pub raised: u32,
}

impl Context {
    /// The context in which everything that can be written down is exact.
    pub const EXACT: Context = Context {
        prec: super::MAX_PREC,
        rounding: Rounding::HalfEven,
        emin: -super::MAX_PREC,
        emax: super::MAX_PREC,
        capitals: true,
        clamp: false,
        raised: 0,
    };

    /// The smallest exponent.
    pub fn etiny(&self) -> i64 {
        self.emin - (self.prec - 1)
    }
    /// The largest exponent of a number with all digits that the precision allows.
    pub fn etop(&self) -> i64 {
        self.emax - (self.prec - 1)
    }
    /// Reports something.
    pub fn raise(&mut self, signals: u32) {
        self.raised |= signals;
    }
    /// Reports an invalid operation; its result is a NaN.
    pub fn invalid(&mut self, particular: u32) -> Decimal {
        self.raise(signal::INVALID_OPERATION | particular);
        Decimal::nan()
    }
    /// What there is no memory for.
    pub(crate) fn no_memory(&mut self) -> Decimal {
        self.raise(signal::NO_MEMORY);
        Decimal::nan()
    }
    /// `n * 10 ** count`, or None, reported, when there is no memory for it.
    pub(crate) fn scaled(&mut self, n: &BigUint, count: u64) -> Option<BigUint> {
        if count == 0 {
            return Some(n.clone());
        }
        let power = pow10(count);
        if power.is_none() {
            self.raise(signal::NO_MEMORY);
        }
        Some(n * power?)
    }
    /// This context with another precision and no limits for exponents, for what happens on the way to a result.
    pub(crate) fn working(prec: i64) -> Context {
        Context { prec, ..Context::EXACT }
    }

    /// The result for operands of which one is a NaN, if one is.
    pub fn nans(&mut self, operands: &[&Decimal]) -> Option<Decimal> {
        let signaling = operands.iter().find(|d| d.kind == Kind::SignalingNan);
        if signaling.is_some() {
            self.raise(signal::INVALID_OPERATION);
        }
        let nan = signaling.or_else(|| operands.iter().find(|d| d.kind == Kind::Nan))?;
        Some(self.quiet(nan))
    }

    /// A quiet NaN with another one's payload, as far as the precision allows.
    fn quiet(&self, nan: &Decimal) -> Decimal {
        let room = (self.prec - i64::from(self.clamp)) as u64;
        let coefficient = match pow10(room) {
            Some(power) if digits(&nan.coefficient) > room => &nan.coefficient % power,
            _ => nan.coefficient.clone(),
        };
        Decimal { kind: Kind::Nan, negative: nan.negative, coefficient, exponent: 0 }
    }

    /// Drops the last `count` digits of a coefficient and rounds; says whether that changed the value.
    pub(crate) fn shorten(&self, negative: bool, coefficient: &BigUint, count: i64) -> (BigUint, bool) {
        let zero = BigUint::ZERO;
        let length = digits(coefficient) as i64;
        let (kept, inexact, half) = if count > length {
            (zero, *coefficient != BigUint::ZERO, std::cmp::Ordering::Less)
        } else {
            // There is memory for as many digits as there are.
            let power = pow10(count as u64).unwrap_or_default();
            let kept = coefficient / &power;
            let rest = coefficient - &kept * &power;
            let inexact = rest != zero;
            (kept, inexact, (rest << 1u8).cmp(&power))
        };
        let up = inexact && self.rounding.grows(negative, &kept, half);
        (if up { kept + 1u8 } else { kept }, inexact)
    }

    /// What is given in place of a number that is too large.
    fn too_large(&mut self, negative: bool) -> Decimal {
        self.raise(signal::OVERFLOW | signal::INEXACT | signal::ROUNDED);
        let to_infinity = match self.rounding {
            Rounding::Ceiling => !negative,
            Rounding::Floor => negative,
            Rounding::Down | Rounding::ZeroFiveUp => false,
            _ => true,
        };
        if to_infinity { Decimal::infinity(negative) } else { self.largest(negative) }
    }

    /// The largest finite number.
    pub(crate) fn largest(&mut self, negative: bool) -> Decimal {
        match pow10(self.prec as u64) {
            Some(power) => Decimal::new(negative, power - 1u8, self.etop()),
            None => self.no_memory(),
        }
    }

    /// An exact result as this context allows it: rounded, and with an exponent in its range.
    pub fn finish(&mut self, d: Decimal) -> Decimal {
        if !d.is_finite() {
            return if d.is_nan() && d.coefficient != BigUint::ZERO {
                Decimal { kind: d.kind, ..self.quiet(&d) }
            } else {
                d
            };
        }
        let (etiny, etop) = (self.etiny(), self.etop());
        if d.coefficient == BigUint::ZERO {
            let exponent = d.exponent.clamp(etiny, if self.clamp { etop } else { self.emax });
            if exponent != d.exponent {
                self.raise(signal::CLAMPED);
            }
            return Decimal { exponent, ..d };
        }
        let length = d.digits();
        let lowest = d.exponent + length - self.prec;
        if lowest > etop {
            return self.too_large(d.negative);
        }
        let subnormal = lowest < etiny;
        let lowest = lowest.max(etiny);
        if d.exponent < lowest {
            let (mut coefficient, inexact) = self.shorten(d.negative, &d.coefficient, lowest - d.exponent);
            let mut exponent = lowest;
            if digits(&coefficient) as i64 > self.prec {
                // 9.99 became 10.0.
                coefficient /= 10u8;
                exponent += 1;
            }
            if exponent > etop {
                return self.too_large(d.negative);
            }
            self.raise(signal::ROUNDED);
            if inexact {
                self.raise(signal::INEXACT | if subnormal { signal::UNDERFLOW } else { 0 });
            }
            if subnormal {
                self.raise(signal::SUBNORMAL);
            }
            if coefficient == BigUint::ZERO {
                self.raise(signal::CLAMPED);
            }
            return Decimal { coefficient, exponent, ..d };
        }
        if subnormal {
            self.raise(signal::SUBNORMAL);
        }
        if self.clamp && d.exponent > etop {
            self.raise(signal::CLAMPED);
            return match self.scaled(&d.coefficient, (d.exponent - etop) as u64) {
                Some(coefficient) => Decimal { coefficient, exponent: etop, ..d },
                None => Decimal::nan(),
            };
        }
        d
    }
}
