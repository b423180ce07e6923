//! Factorials, combinations and permutations; logarithms of integers of any size.

use super::{domain_error, frexp};
use num_bigint::{BigInt, BigUint};
use pausa_vm::number::int::{Int, IntRef, MAX_BITS, bit_length, shr, to_f64};
use pausa_vm::number::{Error, Result};

/// `math.factorial`
pub fn factorial(n: IntRef<'_>) -> Result<Int> {
    if n.is_negative() {
        return Err(Error::value("factorial() not defined for negative values"));
    }
    let Some(n) = n.to_i64() else {
        return Err(Error::overflow("factorial() argument should not exceed 9223372036854775807"));
    };
    let n = n.unsigned_abs();
    refuse_large(n, n)?;
    Ok(whole(product(1, n)))
}

/// `math.perm`: in how many ways `k` of `n` things can be put in a row.
pub fn perm(n: IntRef<'_>, k: IntRef<'_>) -> Result<Int> {
    let Some((n, k)) = checked(n, k)? else {
        return Ok(Int::Small(0));
    };
    let Some(k) = k.to_u64().filter(|&k| i64::try_from(k).is_ok()) else {
        return Err(Error::overflow("k must not exceed 9223372036854775807"));
    };
    match n.to_u64() {
        Some(n) => {
            refuse_large(n, k)?;
            Ok(whole(product(n - k + 1, n)))
        }
        None => falling(n, k).map(whole),
    }
}

/// `math.comb`: how many choices of `k` of `n` things there are.
pub fn comb(n: IntRef<'_>, k: IntRef<'_>) -> Result<Int> {
    let Some((n, k)) = checked(n, k)? else {
        return Ok(Int::Small(0));
    };
    let rest = n.to_big().into_owned() - k.to_big().into_owned();
    let least = rest.min(k.to_big().into_owned());
    let Some(k) = u64::try_from(&least).ok().filter(|&k| i64::try_from(k).is_ok()) else {
        return Err(Error::overflow("min(n - k, k) must not exceed 9223372036854775807"));
    };
    match n.to_u64() {
        Some(n) => {
            refuse_large(n, k)?;
            Ok(whole(choose(n, k)))
        }
        None => Ok(whole(falling(n, k)? / product(1, k))),
    }
}

/// The arguments if they are not negative; nothing if the answer is zero.
fn checked<'a>(n: IntRef<'a>, k: IntRef<'a>) -> Result<Option<(IntRef<'a>, IntRef<'a>)>> {
    if n.is_negative() {
        return Err(Error::value("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(Error::value("k must be a non-negative integer"));
    }
    Ok((pausa_vm::number::int::cmp(k, n).is_le()).then_some((n, k)))
}

/// Refuses a product of `count` numbers up to `greatest` that no memory could hold.
fn refuse_large(greatest: u64, count: u64) -> Result<()> {
    // On average a number has at least a bit for each halving down to the last.
    let bits = u64::from(u64::BITS - greatest.leading_zeros()).saturating_sub(2);
    match count.saturating_mul(bits) / 2 > MAX_BITS {
        true => Err(Error::memory()),
        false => Ok(()),
    }
}

fn whole(value: BigUint) -> Int {
    match i64::try_from(&value) {
        Ok(small) => Int::Small(small),
        Err(_) => Int::Big(BigInt::from(value)),
    }
}

/// The product of all integers from `first` to `last`, by halves, so that long
/// numbers meet long numbers.
fn product(first: u64, last: u64) -> BigUint {
    if first > last {
        return BigUint::from(1u32);
    }
    if last - first < 16 {
        let mut result = BigUint::from(1u32);
        let mut word = 1u64;
        for factor in first..=last {
            word = word.checked_mul(factor).unwrap_or_else(|| {
                result *= word;
                factor
            });
        }
        return result * word;
    }
    let middle = first + (last - first) / 2;
    product(first, middle) * product(middle + 1, last)
}

/// The product of the `count` integers from `n` down.
fn falling(n: IntRef<'_>, count: u64) -> Result<BigUint> {
    if count.saturating_mul(bit_length(n)) > MAX_BITS {
        return Err(Error::memory());
    }
    let n = n.to_big().magnitude().clone();
    fn by_halves(n: &BigUint, from: u64, to: u64) -> BigUint {
        if to - from <= 8 {
            return (from..to).fold(BigUint::from(1u32), |all, step| all * (n - step));
        }
        let middle = from + (to - from) / 2;
        by_halves(n, from, middle) * by_halves(n, middle, to)
    }
    Ok(by_halves(&n, 0, count))
}

/// `n` over `k`, where `k` is at most half of `n`.
fn choose(n: u64, k: u64) -> BigUint {
    let mut word = 1u128;
    for step in 0..k {
        // After each step the number is a binomial coefficient, hence whole.
        match word.checked_mul(u128::from(n - step)) {
            Some(next) => word = next / u128::from(step + 1),
            None => return product(n - k + 1, n) / product(1, k),
        }
    }
    BigUint::from(word)
}

/// `log`, `log2` or `log10` of an integer, as `function` gives it for floats.
pub fn log_of_int(n: IntRef<'_>, function: fn(f64) -> Result<f64>) -> Result<f64> {
    if n.is_negative() || n.is_zero() {
        return Err(domain_error());
    }
    if let Ok(float) = to_f64(n) {
        return function(float);
    }
    // It is a number between 0.5 and 1 times a power of two. Of its bits 64 are
    // kept, the last of them standing for all that follow, to be rounded right.
    let bits = bit_length(n);
    let count = i64::try_from(bits - 64).unwrap_or(i64::MAX);
    let top = shr(n, IntRef::Small(count))?.as_ref().to_u64().unwrap_or(u64::MAX);
    let exact = n.to_big().trailing_zeros().is_some_and(|zeros| zeros >= bits - 64);
    let (mantissa, carry) = frexp((top | u64::from(!exact)) as f64);
    let exponent = bits + u64::from(carry > 64);
    Ok(function(mantissa)? + function(2.0)? * exponent as f64)
}
