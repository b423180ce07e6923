//! What is taken for a decimal number, and what one becomes.

use std::borrow::Cow;

use num_bigint::{BigInt, BigUint, Sign};
use pausa_vm::exc::{memory_error, overflow_error, type_error, value_error};
use pausa_vm::object::{List, Str, Tuple};
use pausa_vm::text::ucd;
use pausa_vm::types::class_name;
use pausa_vm::{Obj, R, Value, Vm};

use super::context::Settings;
use super::number::Number;
use crate::decimal::{Context, Decimal, Kind, signal, text};

/// A number or an int as a decimal number.
pub(super) fn operand(v: &Value) -> Option<Cow<'_, Decimal>> {
    if let Some(n) = v.downcast::<Number>() {
        return Some(Cow::Borrowed(&n.0));
    }
    v.as_bigint().map(|n| Cow::Owned(Decimal::whole(n.into_owned())))
}

/// The same for an argument.
pub(super) fn argument(v: &Value) -> R<Cow<'_, Decimal>> {
    operand(v).ok_or_else(|| no_conversion(v))
}

fn no_conversion(v: &Value) -> pausa_vm::Exc {
    type_error(format!("conversion from {} to Decimal is not supported", class_name(v)))
}

/// What `Decimal(value)` and `create_decimal(value)` take: the exact value, and what is to be reported about it.
pub(super) fn read(v: &Value) -> R<(Decimal, u32)> {
    if let Some(d) = operand(v) {
        return Ok((d.into_owned(), 0));
    }
    if let Some(s) = v.downcast::<Str>() {
        return Ok(match read_text(s) {
            Some(d) => (d, 0),
            None => (Decimal::nan(), signal::INVALID_OPERATION | signal::CONVERSION_SYNTAX),
        });
    }
    if let Some(x) = v.as_float() {
        return Ok((Decimal::from_f64(x), signal::FLOAT_OPERATION));
    }
    if let Some(t) = v.downcast::<Tuple>() {
        return Ok((from_parts(t.items())?, 0));
    }
    if let Some(l) = v.downcast::<List>() {
        return Ok((from_parts(&l.items())?, 0));
    }
    Err(no_conversion(v))
}

/// Reads text, in which the digits of every script count.
fn read_text(s: &Str) -> Option<Decimal> {
    let text = s.as_str()?;
    if text.is_ascii() {
        return text::parse(text);
    }
    let plain: String = text
        .chars()
        .map(|c| match ucd::kinds::decimal(c as u32) {
            Some(digit) => char::from(b'0' + digit),
            None => c,
        })
        .collect();
    text::parse(&plain)
}

/// A number from its sign, its digits and its exponent.
fn from_parts(parts: &[Value]) -> R<Decimal> {
    let [sign, digits, exponent] = parts else {
        return Err(value_error("argument must be a sequence of length 3"));
    };
    let negative = match sign.as_i64() {
        Some(0) => false,
        Some(1) => true,
        _ => return Err(value_error("sign must be an integer with the value 0 or 1")),
    };
    let mut kind = Kind::Finite;
    let mut power = 0;
    if let Some(word) = exponent.downcast::<Str>() {
        kind = match word.bytes() {
            b"F" => Kind::Infinite,
            b"n" => Kind::Nan,
            b"N" => Kind::SignalingNan,
            _ => return Err(value_error("string argument in the third position must be 'F', 'n' or 'N'")),
        };
    } else if exponent.is_int() {
        power = exponent.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?;
        power = power.clamp(i64::MIN / 4, i64::MAX / 4);
    } else {
        return Err(value_error("exponent must be an integer"));
    }
    let bad = || value_error("coefficient must be a tuple of digits");
    let items = match (digits.downcast::<Tuple>(), digits.downcast::<List>()) {
        (Some(t), _) => t.items().to_vec(),
        (_, Some(l)) => l.items().to_vec(),
        _ => return Err(bad()),
    };
    if kind == Kind::Infinite {
        return Ok(Decimal::infinity(negative));
    }
    let mut bytes = Vec::with_capacity(items.len());
    for item in &items {
        bytes.push(item.as_i64().and_then(|n| u8::try_from(n).ok()).filter(|&n| n < 10).ok_or_else(bad)?);
    }
    let coefficient = BigUint::from_radix_be(&bytes, 10).unwrap_or_default();
    Ok(Decimal { kind, negative, coefficient, exponent: power })
}

/// A number as it was written down; what no context can hold is an invalid operation of this one.
pub(super) fn exactly(vm: &mut Vm, context: &Obj<Settings>, d: Decimal, mut raised: u32) -> R<Decimal> {
    let mut exact = Context::EXACT;
    let mut d = exact.finish(d);
    if exact.raised & (signal::INEXACT | signal::ROUNDED | signal::CLAMPED) != 0 {
        raised |= signal::INVALID_OPERATION;
        d = Decimal::nan();
    }
    context.report(vm, raised | exact.raised & signal::NO_MEMORY)?;
    Ok(d)
}

/// The whole number that a finite one is when its fraction is cut off.
pub(super) fn integer(d: &Decimal) -> R {
    if d.is_nan() {
        return Err(value_error("cannot convert NaN to integer"));
    }
    if d.is_infinite() {
        return Err(overflow_error("cannot convert Infinity to integer"));
    }
    Ok(d.truncated().ok_or_else(memory_error)?.into())
}

/// The nearest float.
pub(super) fn float(d: &Decimal) -> R<f64> {
    let sign = if d.negative { -1.0 } else { 1.0 };
    match d.kind {
        Kind::SignalingNan => Err(value_error("cannot convert signaling NaN to float")),
        Kind::Nan => Ok(f64::NAN.copysign(sign)),
        Kind::Infinite => Ok(f64::INFINITY.copysign(sign)),
        // Rust reads numbers to the last place, as Python does.
        Kind::Finite => Ok(text::to_text(d, true, false).parse().unwrap_or(f64::NAN)),
    }
}

/// Numerator and denominator in lowest terms.
pub(super) fn ratio(d: &Decimal) -> R {
    if d.is_nan() {
        return Err(value_error("cannot convert NaN to integer ratio"));
    }
    if d.is_infinite() {
        return Err(overflow_error("cannot convert Infinity to integer ratio"));
    }
    let one = BigUint::from(1u8);
    let (numerator, denominator) = if d.exponent >= 0 || d.is_zero() {
        (d.truncated().ok_or_else(memory_error)?.into_parts().1, one)
    } else {
        let power = crate::decimal::pow10(d.exponent.unsigned_abs()).ok_or_else(memory_error)?;
        // Only twos and fives can be in both.
        let divisor = gcd(&d.coefficient, &power);
        (&d.coefficient / &divisor, power / divisor)
    };
    let sign = if d.negative { Sign::Minus } else { Sign::Plus };
    let items = [BigInt::from_biguint(sign, numerator).into(), BigInt::from(denominator).into()];
    Ok(Tuple::from_array(items).into())
}

fn gcd(a: &BigUint, b: &BigUint) -> BigUint {
    let (mut a, mut b) = (a.clone(), b.clone());
    while b != BigUint::ZERO {
        (a, b) = (b.clone(), a % b);
    }
    a
}

/// The hash, which is that of an equal number of another type. None for numbers that have none.
pub(super) fn hash(d: &Decimal) -> Option<i64> {
    const PRIME: u64 = (1 << 61) - 1;
    // The inverse of ten: ten times this is one more than a multiple of the prime.
    const TENTH: u64 = 2_075_258_708_292_324_556;
    match d.kind {
        Kind::Nan | Kind::SignalingNan => return None,
        Kind::Infinite => return Some(if d.negative { -314_159 } else { 314_159 }),
        Kind::Finite => {}
    }
    let times = |a: u64, b: u64| (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64;
    let mut base = if d.exponent >= 0 { 10 } else { TENTH };
    let mut power = d.exponent.unsigned_abs();
    let mut result = u64::try_from(&d.coefficient % PRIME).unwrap_or(0);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    let signed = if d.negative { -(result as i64) } else { result as i64 };
    Some(if signed == -1 { -2 } else { signed })
}
