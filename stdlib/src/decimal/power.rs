//! Exponentials, logarithms and powers.

use num_bigint::{BigInt, BigUint, Sign};

use super::context::{Context, Rounding, signal};
use super::{Decimal, MAX_PREC, arith, digits, fixed, pow10, trailing_zeros};

/// Bits that hold so many decimal digits.
fn bits_for(digits: i64) -> u64 {
    (digits.max(0) as u64).saturating_mul(10) / 3 + 8
}

/// A finite number as one with a fixed point.
fn to_fixed(d: &Decimal, bits: u64) -> Option<BigInt> {
    let magnitude = BigInt::from(d.coefficient.clone());
    let scaled = if d.exponent >= 0 {
        (magnitude * BigInt::from(pow10(d.exponent as u64)?)) << bits
    } else {
        // What is far behind the last place is not worth its digits.
        let power = pow10(d.exponent.unsigned_abs())?;
        (magnitude << bits) / BigInt::from(power)
    };
    Some(if d.negative { -scaled } else { scaled })
}

/// `x / 2**bits * 10**exponent` with so many digits and some more, as a number.
fn from_fixed(x: &BigInt, bits: u64, exponent: i64, wanted: i64) -> Option<Decimal> {
    let (sign, magnitude) = x.clone().into_parts();
    // As many places as make up the digits that are wanted.
    let length = ((magnitude.bits() as f64 - bits as f64) * std::f64::consts::LOG10_2).ceil() as i64;
    let places = (wanted - length + 2).max(0);
    let coefficient = (magnitude * pow10(places as u64)?) >> bits;
    Some(Decimal::new(sign == Sign::Minus, coefficient, exponent - places))
}

/// Rounds an approximation that is never exact, half to even; None if its last digits leave open which way.
fn settle(c: &mut Context, approximation: &Decimal, uncertain: i64) -> Option<Decimal> {
    // The result is the same for all numbers that are a few units of the uncertain digits away.
    let spread = pow10(uncertain as u64)?;
    let at = |coefficient: BigUint| {
        let mut trial = Context { rounding: Rounding::HalfEven, ..*c };
        // A last digit that is not zero: there is always more behind it.
        let sticky = coefficient * 10u8 + 1u8;
        let result =
            trial.finish(Decimal::new(approximation.negative, sticky, approximation.exponent.saturating_sub(1)));
        (result, trial.raised)
    };
    if approximation.coefficient <= spread {
        return None;
    }
    let (low, _) = at(&approximation.coefficient - &spread);
    let (high, raised) = at(&approximation.coefficient + &spread);
    if low.coefficient != high.coefficient || low.exponent != high.exponent || low.kind != high.kind {
        return None;
    }
    c.raised |= raised;
    Some(high)
}

/// Computes with more and more digits until the rounding is certain. The function is given how many digits are wanted.
fn certain(c: &mut Context, f: impl Fn(i64) -> Option<Decimal>) -> Decimal {
    let mut extra = 8;
    loop {
        if c.prec > super::MOST_DIGITS as i64 / 8 {
            return c.no_memory();
        }
        let wanted = c.prec + extra;
        let Some(approximation) = f(wanted) else { return c.no_memory() };
        let uncertain = (approximation.digits() - wanted + 3).max(1);
        if let Some(result) = settle(c, &approximation, uncertain) {
            return result;
        }
        extra *= 2;
    }
}

/// `e ** a`, rounded half to even.
pub fn exp(c: &mut Context, a: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a]) {
        return nan;
    }
    if a.is_infinite() {
        return if a.negative { Decimal::new(false, BigUint::ZERO, 0) } else { a.clone() };
    }
    if a.is_zero() {
        return Decimal::whole(1);
    }
    if a.adjusted() > 19 {
        let mut half_even = Context { rounding: Rounding::HalfEven, ..*c };
        let result = out_of_range(&mut half_even, a.negative);
        c.raised = half_even.raised;
        return result;
    }
    if a.adjusted() < -c.prec - 2 {
        return beside_one(c, a.negative);
    }
    certain(c, |wanted| exp_digits(a, wanted))
}

/// The power of a number that is too large for every context.
fn out_of_range(c: &mut Context, to_zero: bool) -> Decimal {
    let exponent = if to_zero { -4 * MAX_PREC } else { 4 * MAX_PREC };
    c.finish(Decimal::new(false, BigUint::from(1u8), exponent))
}

/// A number so near to one that it is one, but for its zeros.
fn beside_one(c: &mut Context, below: bool) -> Decimal {
    let Some(power) = pow10((c.prec + 2) as u64) else { return c.no_memory() };
    let coefficient = if below { power - 1u8 } else { power + 1u8 };
    let mut half_even = Context { rounding: Rounding::HalfEven, ..*c };
    let result = half_even.finish(Decimal::new(false, coefficient, -c.prec - 2));
    c.raised = half_even.raised;
    result
}

/// The first digits of `e ** a`.
fn exp_digits(a: &Decimal, wanted: i64) -> Option<Decimal> {
    let bits = bits_for(wanted) + 16;
    let x = to_fixed(a, bits + 80)?;
    exp_fixed(&x, bits, wanted)
}

/// The first digits of `e ** x`, where `x` has 80 places more than are said.
fn exp_fixed(x: &BigInt, bits: u64, wanted: i64) -> Option<Decimal> {
    // e**x is 10**n * e**(x - n ln 10).
    let ln10 = fixed::ln10(bits + 80);
    let mut n = x / &ln10;
    if x.sign() == Sign::Minus {
        n -= 1;
    }
    let rest = (x - &n * &ln10) >> 80u8;
    // An exponent that no context can hold is as good as another.
    let n = i64::try_from(&n).unwrap_or(if n.sign() == Sign::Minus { i64::MIN } else { i64::MAX });
    from_fixed(&fixed::exp(&rest, bits), bits, n.clamp(-4 * MAX_PREC, 4 * MAX_PREC), wanted)
}

/// The logarithm of a positive number with this many digits in all.
fn ln_digits(a: &Decimal, wanted: i64) -> Option<Decimal> {
    let (x, bits) = ln_fixed(a, wanted)?;
    from_fixed(&x, bits, 0, wanted)
}

/// The logarithm of a positive number that is not one, with a fixed point.
fn ln_fixed(a: &Decimal, wanted: i64) -> Option<(BigInt, u64)> {
    // a is m * 10**k, with m near to one, and k zero if a is near to one itself.
    let adjusted = a.adjusted();
    let half = Decimal::new(false, BigUint::from(5u8), -1);
    let two = Decimal::whole(2);
    let three = Decimal::whole(3);
    let near = super::compare::values(a, &half).is_ge() && super::compare::values(a, &two).is_le();
    let mut k = if near { 0 } else { adjusted };
    let at = |k: i64| Decimal { exponent: a.exponent - k, ..a.clone() };
    if k != 0 && super::compare::values(&at(k), &three).is_gt() {
        k += 1;
    }
    let m = at(k);
    // Near to one the logarithm is small, and as many places more are needed.
    let mut lost = 0;
    if near {
        let mut exact = Context::EXACT;
        let distance = arith::subtract(&mut exact, &m, &Decimal::whole(1));
        lost = (-distance.adjusted()).max(0);
    }
    let bits = bits_for(wanted.checked_add(lost)?) + 80;
    if bits > super::MOST_DIGITS {
        return None;
    }
    let mut sum = fixed::ln(&to_fixed(&m, bits)?, bits);
    if k != 0 {
        sum += fixed::ln10(bits) * k;
    }
    Some((sum, bits))
}

fn is_one(a: &Decimal) -> bool {
    !a.negative && a.is_finite() && super::compare::values(a, &Decimal::whole(1)).is_eq()
}

/// What logarithms have in common: what is not a positive finite number.
fn special_logarithm(c: &mut Context, a: &Decimal) -> Option<Decimal> {
    if let Some(nan) = c.nans(&[a]) {
        return Some(nan);
    }
    if a.is_zero() {
        return Some(Decimal::infinity(true));
    }
    if a.negative {
        return Some(c.invalid(0));
    }
    a.is_infinite().then(|| Decimal::infinity(false))
}

/// The natural logarithm, rounded half to even.
pub fn ln(c: &mut Context, a: &Decimal) -> Decimal {
    if let Some(result) = special_logarithm(c, a) {
        return result;
    }
    if is_one(a) {
        return Decimal::whole(0);
    }
    certain(c, |wanted| ln_digits(a, wanted))
}

/// The logarithm to the base ten, rounded half to even.
pub fn log10(c: &mut Context, a: &Decimal) -> Decimal {
    if let Some(result) = special_logarithm(c, a) {
        return result;
    }
    if trailing_zeros(&a.coefficient) + 1 == digits(&a.coefficient)
        && (&a.coefficient / pow10(a.digits() as u64 - 1).unwrap_or_default()) == BigUint::from(1u8)
    {
        return c.finish(Decimal::whole(a.adjusted()));
    }
    certain(c, |wanted| {
        let (x, bits) = ln_fixed(a, wanted)?;
        from_fixed(&((x << bits) / fixed::ln10(bits)), bits, 0, wanted)
    })
}

/// `a ** b`
pub fn power(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b]) {
        return nan;
    }
    let whole = b.is_integer();
    let odd = whole && is_odd(b);
    let negative = a.negative && odd;
    if b.is_zero() {
        return if a.is_zero() { c.invalid(0) } else { Decimal::whole(1) };
    }
    if a.is_zero() {
        if a.negative && b.is_infinite() {
            return c.invalid(0);
        }
        return if b.negative { Decimal::infinity(negative) } else { Decimal::new(negative, BigUint::ZERO, 0) };
    }
    if a.negative && (!whole || b.is_infinite()) {
        return if a.is_infinite() && b.is_finite() && !whole {
            if b.negative { Decimal::new(false, BigUint::ZERO, 0) } else { c.invalid(0) }
        } else {
            c.invalid(0)
        };
    }
    if a.is_infinite() {
        return if b.negative { Decimal::new(negative, BigUint::ZERO, 0) } else { Decimal::infinity(negative) };
    }
    let magnitude = a.clone().with_sign(false);
    let order = super::compare::values(&magnitude, &Decimal::whole(1));
    if order.is_eq() {
        return power_of_one(c, &magnitude, b, whole, negative);
    }
    if b.is_infinite() {
        let grows = order.is_gt() != b.negative;
        return if grows { Decimal::infinity(false) } else { Decimal::new(false, BigUint::ZERO, 0) };
    }
    // Where the result is far outside of what a context can hold, its digits are not worth the work.
    let to_zero = order.is_gt() == b.negative;
    let limit = if to_zero { c.etiny() } else { c.emax };
    if exponent_size(&magnitude) + b.adjusted() > i64::from(limit.unsigned_abs().max(1).ilog10()) + 1 {
        let huge = if to_zero { -4 * MAX_PREC } else { 4 * MAX_PREC };
        return c.finish(Decimal::new(negative, BigUint::from(1u8), huge));
    }
    if whole
        && b.adjusted() <= 19
        && let Some(result) = whole_power(c, &magnitude, b)
    {
        return c.finish(result.with_sign(negative));
    }
    real_power(c, &magnitude, b).with_sign(negative)
}

/// At least the power of ten of the logarithm of a positive number that is not one.
fn exponent_size(a: &Decimal) -> i64 {
    let first = a.adjusted();
    if first > 0 {
        return i64::from(first.unsigned_abs().ilog10());
    }
    if first < -1 {
        return i64::from((first + 1).unsigned_abs().ilog10());
    }
    let mut exact = Context::EXACT;
    arith::subtract(&mut exact, a, &Decimal::whole(1)).adjusted() - 2
}

fn is_odd(b: &Decimal) -> bool {
    if b.exponent > 0 {
        return false;
    }
    match pow10(b.exponent.unsigned_abs()) {
        Some(power) => (&b.coefficient / power).bit(0),
        None => false,
    }
}

/// One to some power, with the zeros that the specification asks for.
fn power_of_one(c: &mut Context, a: &Decimal, b: &Decimal, whole: bool, negative: bool) -> Decimal {
    let zeros = c.prec - 1;
    let one = Decimal::new(negative, BigUint::from(1u8), 0);
    if b.is_infinite() || !whole {
        c.raise(signal::INEXACT | signal::ROUNDED);
        return steps_at(c, &one, -zeros);
    }
    if a.exponent >= 0 {
        // One as 10E-1 has no digits behind the point that a power could have more of.
        return one;
    }
    let times = b.truncated().and_then(|n| i64::try_from(&n).ok()).filter(|&n| n >= 0).unwrap_or(i64::MAX);
    if b.negative {
        return one;
    }
    let places = times.saturating_mul(-a.exponent);
    if places > zeros {
        c.raise(signal::ROUNDED);
        return steps_at(c, &one, -zeros);
    }
    steps_at(c, &one, -places)
}

fn steps_at(c: &mut Context, d: &Decimal, exponent: i64) -> Decimal {
    match super::steps::at_exponent(c, d, exponent) {
        Some(d) => d,
        None => c.no_memory(),
    }
}

/// A whole power by repeated squaring; None if the exponent is not small enough for that.
fn whole_power(c: &mut Context, a: &Decimal, b: &Decimal) -> Option<Decimal> {
    let n = b.truncated()?;
    let mut times = u64::try_from(n.magnitude()).ok()?;
    // Every product adds to the error; the digits of the exponent make up for that.
    let length = b.digits() + b.exponent.max(0);
    let prec = c.prec.checked_add(length + 4)?.min(MAX_PREC);
    let mut work = Context { emin: c.emin, ..Context::working(prec) };
    let mut base = a.clone();
    if b.negative {
        work.prec += 1;
        base = arith::divide(&mut work, &Decimal::whole(1), &base);
        work.prec -= 1;
    }
    let mut result = Decimal::whole(1);
    loop {
        if times & 1 == 1 {
            result = arith::multiply(&mut work, &result, &base);
        }
        times >>= 1;
        if times == 0 || !result.is_finite() || result.is_zero() {
            break;
        }
        base = arith::multiply(&mut work, &base, &base);
    }
    if work.raised & signal::NO_MEMORY != 0 {
        return Some(c.no_memory());
    }
    c.raise(work.raised & !signal::CLAMPED);
    Some(result)
}

/// Any power of a positive number that is not one.
fn real_power(c: &mut Context, a: &Decimal, b: &Decimal) -> Decimal {
    if c.prec > super::MOST_DIGITS as i64 / 8 {
        return c.no_memory();
    }
    // A logarithm with as many digits as the result has before and behind its point.
    let wanted = c.prec.max(a.digits()).max(b.digits()) + 24;
    let approximation = (|| {
        let (ln, bits) = ln_fixed(a, wanted + b.adjusted().max(0) + 24)?;
        let (sign, coefficient) = (ln * BigInt::from(b.coefficient.clone())).into_parts();
        // ln a * b, where b is its coefficient and an exponent.
        let places = bits_for(wanted) + 16 + 80;
        let x = if b.exponent >= 0 {
            coefficient * pow10(b.exponent as u64)?
        } else {
            (coefficient << 64u8) / pow10(b.exponent.unsigned_abs())?
        };
        let have = if b.exponent >= 0 { bits } else { bits + 64 };
        let x = BigInt::from(if have >= places { x >> (have - places) } else { x << (places - have) });
        let x = if (sign == Sign::Minus) != b.negative { -x } else { x };
        if x.bits() > places + 70 {
            return Some(Decimal::new(
                false,
                BigUint::from(1u8),
                if x.sign() == Sign::Minus { -4 * MAX_PREC } else { 4 * MAX_PREC },
            ));
        }
        exp_fixed(&x, places - 80, wanted)
    })();
    let Some(mut approximation) = approximation else { return c.no_memory() };
    let mut work = Context::working(c.prec + 12);
    if approximation.exponent.abs() > 2 * MAX_PREC {
        return c.finish(approximation);
    }
    approximation = work.finish(approximation);
    // The result counts as inexact even where it comes out as a short number.
    c.raise(signal::INEXACT | signal::ROUNDED);
    let length = approximation.digits();
    if length <= c.prec
        && let Some(padded) =
            super::steps::at_exponent(c, &approximation, approximation.exponent - (c.prec + 1 - length))
    {
        approximation = padded;
    }
    c.finish(approximation)
}

/// `a ** b % m` for whole numbers.
pub fn power_modulo(c: &mut Context, a: &Decimal, b: &Decimal, m: &Decimal) -> Decimal {
    if let Some(nan) = c.nans(&[a, b, m]) {
        return nan;
    }
    let fits = a.is_integer() && b.is_integer() && m.is_integer() && !b.negative && !m.is_zero();
    if !fits || m.adjusted() >= c.prec || a.is_zero() && b.is_zero() {
        return c.invalid(0);
    }
    let negative = a.negative && is_odd(b);
    let huge = a.exponent.max(b.exponent) > super::MOST_DIGITS as i64;
    let (Some(base), Some(exponent), Some(modulus)) = (a.truncated(), b.truncated(), m.truncated()) else {
        return c.no_memory();
    };
    if huge {
        return c.no_memory();
    }
    let result = base.magnitude().modpow(exponent.magnitude(), modulus.magnitude());
    c.finish(Decimal::new(negative, result, 0))
}
