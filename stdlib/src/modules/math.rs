//! `math`: functions of floats and integers.

use pausa_vm::exc::{memory_error, type_error, value_error, zero_division};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::number::int::{self, IntRef};
use pausa_vm::number::{self};
use pausa_vm::object::{List, Module, Tuple};
use pausa_vm::ops::arith::{self, BinaryOp};
use pausa_vm::ops::number::{Number, int as as_int};
use pausa_vm::{Obj, R, Value, Vm};

use super::arg::{self, put};
use crate::math;

/// `math`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    defs: DEFS,
    init,
};

fn init(_: &mut Vm, m: &Obj<Module>) -> R<()> {
    use std::f64::consts::{E, PI, TAU};
    let constants = [("e", E), ("inf", f64::INFINITY), ("nan", f64::NAN), ("pi", PI), ("tau", TAU)];
    put(&m.dict, constants.map(|(name, x)| (name, x.into())));
    Ok(())
}

static DEFS: &[Def] = &[
    pure(
        "acos(x: float, /)",
        |_, a| Ok(math::acos(arg::float(&a[0])?)?.into()),
        "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi.",
    ),
    pure(
        "acosh(x: float, /)",
        |_, a| Ok(math::acosh(arg::float(&a[0])?)?.into()),
        "Return the inverse hyperbolic cosine of x.",
    ),
    pure(
        "asin(x: float, /)",
        |_, a| Ok(math::asin(arg::float(&a[0])?)?.into()),
        "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.",
    ),
    pure(
        "asinh(x: float, /)",
        |_, a| Ok(math::asinh(arg::float(&a[0])?)?.into()),
        "Return the inverse hyperbolic sine of x.",
    ),
    pure(
        "atan(x: float, /)",
        |_, a| Ok(math::atan(arg::float(&a[0])?)?.into()),
        "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.",
    ),
    pure(
        "atan2(y: float, x: float, /)",
        |_, a| Ok(math::atan2(arg::float(&a[0])?, arg::float(&a[1])?).into()),
        "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.",
    ),
    pure(
        "atanh(x: float, /)",
        |_, a| Ok(math::atanh(arg::float(&a[0])?)?.into()),
        "Return the inverse hyperbolic tangent of x.",
    ),
    pure("cbrt(x: float, /)", |_, a| Ok(math::cbrt(arg::float(&a[0])?)?.into()), "Return the cube root of x."),
    tail("ceil(x, /)", ceil, "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."),
    pure(
        "comb(n: index, k: index, /)",
        comb,
        "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n.\n\nAlso called the binomial coefficient because it is equivalent\nto the coefficient of k-th term in polynomial expansion of the\nexpression (1 + x)**n.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.",
    ),
    pure(
        "copysign(x: float, y: float, /)",
        |_, a| Ok(math::copysign(arg::float(&a[0])?, arg::float(&a[1])?).into()),
        "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n",
    ),
    pure(
        "cos(x: float, /)",
        |_, a| Ok(math::cos(arg::float(&a[0])?)?.into()),
        "Return the cosine of x (measured in radians).",
    ),
    pure("cosh(x: float, /)", |_, a| Ok(math::cosh(arg::float(&a[0])?)?.into()), "Return the hyperbolic cosine of x."),
    pure(
        "degrees(x: float, /)",
        |_, a| Ok(math::degrees(arg::float(&a[0])?).into()),
        "Convert angle x from radians to degrees.",
    ),
    tail(
        "dist(p: list, q: list, /)",
        dist,
        "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\nRoughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))",
    ),
    pure("erf(x: float, /)", |_, a| Ok(math::erf(arg::float(&a[0])?)?.into()), "Error function at x."),
    pure("erfc(x: float, /)", |_, a| Ok(math::erfc(arg::float(&a[0])?)?.into()), "Complementary error function at x."),
    pure("exp(x: float, /)", |_, a| Ok(math::exp(arg::float(&a[0])?)?.into()), "Return e raised to the power of x."),
    pure("exp2(x: float, /)", |_, a| Ok(math::exp2(arg::float(&a[0])?)?.into()), "Return 2 raised to the power of x."),
    pure(
        "expm1(x: float, /)",
        |_, a| Ok(math::expm1(arg::float(&a[0])?)?.into()),
        "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x.",
    ),
    pure("fabs(x: float, /)", |_, a| Ok(arg::float(&a[0])?.abs().into()), "Return the absolute value of the float x."),
    pure("factorial(n: index, /)", factorial, "Find n!.\n\nRaise a ValueError if x is negative or non-integral."),
    tail("floor(x, /)", floor, "Return the floor of x as an Integral.\n\nThis is the largest integer <= x."),
    pure(
        "fmod(x: float, y: float, /)",
        |_, a| Ok(math::fmod(arg::float(&a[0])?, arg::float(&a[1])?)?.into()),
        "Return fmod(x, y), according to platform C.\n\nx % y may differ.",
    ),
    pure(
        "frexp(x: float, /)",
        frexp,
        "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.",
    ),
    tail(
        "fsum(seq: list, /)",
        fsum,
        "Return an accurate floating point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating point arithmetic.",
    ),
    pure("gamma(x: float, /)", |_, a| Ok(math::gamma(arg::float(&a[0])?)?.into()), "Gamma function at x."),
    tail("gcd(*integers)", gcd, "Greatest Common Divisor."),
    tail(
        "hypot(*coordinates)",
        hypot,
        "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point.\n\nRoughly equivalent to:\n    sqrt(sum(x**2 for x in coordinates))\n\nFor a two dimensional point (x, y), gives the hypotenuse\nusing the Pythagorean theorem:  sqrt(x*x + y*y).\n\nFor example, the hypotenuse of a 3/4/5 right triangle is:\n\n    >>> hypot(3.0, 4.0)\n    5.0\n",
    ),
    pure(
        "isclose(a: float, b: float, *, rel_tol: float=1e-09, abs_tol: float=0.0)",
        isclose,
        "Determine whether two floating point numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them\nmust be smaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard.  That\nis, NaN is not close to anything, even itself.  inf and -inf are\nonly close to themselves.",
    ),
    pure(
        "isfinite(x: float, /)",
        |_, a| Ok(arg::float(&a[0])?.is_finite().into()),
        "Return True if x is neither an infinity nor a NaN, and False otherwise.",
    ),
    pure(
        "isinf(x: float, /)",
        |_, a| Ok(arg::float(&a[0])?.is_infinite().into()),
        "Return True if x is a positive or negative infinity, and False otherwise.",
    ),
    pure(
        "isnan(x: float, /)",
        |_, a| Ok(arg::float(&a[0])?.is_nan().into()),
        "Return True if x is a NaN (not a number), and False otherwise.",
    ),
    pure("isqrt(n: index, /)", isqrt, "Return the integer part of the square root of the input."),
    tail("lcm(*integers)", lcm, "Least Common Multiple."),
    pure("ldexp(x: float, i, /)", ldexp, "Return x * (2**i).\n\nThis is essentially the inverse of frexp()."),
    pure(
        "lgamma(x: float, /)",
        |_, a| Ok(math::lgamma(arg::float(&a[0])?)?.into()),
        "Natural logarithm of absolute value of Gamma function at x.",
    ),
    pure(
        "log(x: float, base: float=<absent>, /)",
        log,
        "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base not specified, returns the natural logarithm (base e) of x.",
    ),
    pure("log10(x: float, /)", log10, "Return the base 10 logarithm of x."),
    pure(
        "log1p(x: float, /)",
        |_, a| Ok(math::log1p(arg::float(&a[0])?)?.into()),
        "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero.",
    ),
    pure("log2(x: float, /)", log2, "Return the base 2 logarithm of x."),
    pure(
        "modf(x: float, /)",
        modf,
        "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.",
    ),
    pure(
        "nextafter(x: float, y: float, /)",
        |_, a| Ok(math::nextafter(arg::float(&a[0])?, arg::float(&a[1])?).into()),
        "Return the next floating-point value after x towards y.",
    ),
    pure(
        "perm(n: index, k: index=None, /)",
        perm,
        "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n.\n\nIf k is not specified or is None, then k defaults to n\nand the function returns n!.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.",
    ),
    pure(
        "pow(x: float, y: float, /)",
        |_, a| Ok(math::pow(arg::float(&a[0])?, arg::float(&a[1])?)?.into()),
        "Return x**y (x to the power of y).",
    ),
    tail(
        "prod(iterable: list, /, *, start=1)",
        prod,
        "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with numeric values and may reject\nnon-numeric types.",
    ),
    pure(
        "radians(x: float, /)",
        |_, a| Ok(math::radians(arg::float(&a[0])?).into()),
        "Convert angle x from degrees to radians.",
    ),
    pure(
        "remainder(x: float, y: float, /)",
        |_, a| Ok(math::remainder(arg::float(&a[0])?, arg::float(&a[1])?)?.into()),
        "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is always exact.",
    ),
    pure(
        "sin(x: float, /)",
        |_, a| Ok(math::sin(arg::float(&a[0])?)?.into()),
        "Return the sine of x (measured in radians).",
    ),
    pure("sinh(x: float, /)", |_, a| Ok(math::sinh(arg::float(&a[0])?)?.into()), "Return the hyperbolic sine of x."),
    pure("sqrt(x: float, /)", |_, a| Ok(math::sqrt(arg::float(&a[0])?)?.into()), "Return the square root of x."),
    pure(
        "tan(x: float, /)",
        |_, a| Ok(math::tan(arg::float(&a[0])?)?.into()),
        "Return the tangent of x (measured in radians).",
    ),
    pure("tanh(x: float, /)", |_, a| Ok(math::tanh(arg::float(&a[0])?)?.into()), "Return the hyperbolic tangent of x."),
    tail(
        "trunc(x, /)",
        trunc,
        "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method.",
    ),
    pure(
        "ulp(x: float, /)",
        |_, a| Ok(math::ulp(arg::float(&a[0])?).into()),
        "Return the value of the least significant bit of the float x.",
    ),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_math_floor(x, /)", |_, a| whole(arg::float(&a[0])?.floor()), ""),
    pure("_math_ceil(x, /)", |_, a| whole(arg::float(&a[0])?.ceil()), ""),
    pure("_math_gcd(integers, /)", |_, a| integers(&a[0], gcd_of), ""),
    pure("_math_lcm(integers, /)", |_, a| integers(&a[0], lcm_of), ""),
    pure("_math_fsum(floats, /)", |_, a| fsum_of(&floats(&a[0])?.unwrap_or_default()), ""),
    pure("_math_norm(floats, /)", |_, a| Ok(math::norm(&floats(&a[0])?.unwrap_or_default()).into()), ""),
    pure("_math_dist(p, q, /)", |_, a| dist_of(&a[0], &a[1]).map(Option::unwrap_or_default), ""),
];

fn general(vm: &mut Vm, name: &'static str, args: impl IntoIterator<Item = Value>) -> R<Next> {
    Ok(Next::call(vm.prelude(name)?, args))
}

fn whole(x: f64) -> R {
    Ok(int::from_f64(x)?.into())
}

/// A function that ints and floats have natively, and other objects by a method.
fn rounded(vm: &mut Vm, v: &Value, f: fn(f64) -> f64, name: &'static str) -> R<Next> {
    if v.is_small_int() {
        return Ok(Next::Value(v.clone()));
    }
    match v.as_float() {
        Some(x) if !pausa_vm::types::class_of(v).is_heap_type() => whole(f(x)).map(Next::Value),
        _ => general(vm, name, [v.clone()]),
    }
}

fn ceil(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rounded(vm, &a[0], f64::ceil, "math_ceil")
}

fn floor(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rounded(vm, &a[0], f64::floor, "math_floor")
}

fn trunc(vm: &mut Vm, a: &[Value]) -> R<Next> {
    rounded(vm, &a[0], f64::trunc, "math_trunc")
}

/// The int that an argument with the conversion `index` is.
fn index(v: &Value) -> R<IntRef<'_>> {
    as_int(v).ok_or_else(|| type_error("an integer is required"))
}

fn comb(_: &mut Vm, a: &[Value]) -> R {
    Ok(math::comb(index(&a[0])?, index(&a[1])?)?.into())
}

fn perm(vm: &mut Vm, a: &[Value]) -> R {
    match arg::some(&a[1]) {
        Some(k) => Ok(math::perm(index(&a[0])?, index(k)?)?.into()),
        None => factorial(vm, a),
    }
}

fn factorial(_: &mut Vm, a: &[Value]) -> R {
    Ok(math::factorial(index(&a[0])?)?.into())
}

fn isqrt(_: &mut Vm, a: &[Value]) -> R {
    Ok(int::isqrt(index(&a[0])?)?.into())
}

fn frexp(_: &mut Vm, a: &[Value]) -> R {
    let (m, e) = math::frexp(arg::float(&a[0])?);
    Ok(Tuple::from_array([m.into(), e.into()]).into())
}

fn modf(_: &mut Vm, a: &[Value]) -> R {
    let (fraction, whole) = math::modf(arg::float(&a[0])?);
    Ok(Tuple::from_array([fraction.into(), whole.into()]).into())
}

fn ldexp(_: &mut Vm, a: &[Value]) -> R {
    let x = arg::float(&a[0])?;
    let Some(exponent) = as_int(&a[1]) else {
        return Err(type_error("Expected an int as second argument to ldexp."));
    };
    let far = if exponent.is_negative() { i64::MIN } else { i64::MAX };
    Ok(math::ldexp(x, exponent.to_i64().unwrap_or(far))?.into())
}

fn isclose(_: &mut Vm, a: &[Value]) -> R {
    let tolerance = |v: &Value, default: f64| v.given().map_or(Ok(default), arg::float);
    let (relative, absolute) = (tolerance(&a[2], 1e-9)?, tolerance(&a[3], 0.0)?);
    Ok(math::isclose(arg::float(&a[0])?, arg::float(&a[1])?, relative, absolute)?.into())
}

fn logarithm(v: &Value, f: fn(f64) -> number::Result<f64>) -> R<f64> {
    Ok(match as_int(v) {
        Some(i) => math::log_of_int(i, f)?,
        None => f(arg::float(v)?)?,
    })
}

fn log(_: &mut Vm, a: &[Value]) -> R {
    let x = logarithm(&a[0], math::log)?;
    match a[1].given() {
        None => Ok(x.into()),
        Some(base) => match logarithm(base, math::log)? {
            0.0 => Err(zero_division("float division by zero")),
            base => Ok((x / base).into()),
        },
    }
}

fn log2(_: &mut Vm, a: &[Value]) -> R {
    Ok(logarithm(&a[0], math::log2)?.into())
}

fn log10(_: &mut Vm, a: &[Value]) -> R {
    Ok(logarithm(&a[0], math::log10)?.into())
}

/// The items of a list or tuple.
fn items(v: &Value) -> Vec<Value> {
    match (v.downcast::<List>(), v.downcast::<Tuple>()) {
        (Some(l), _) => l.items().clone(),
        (_, Some(t)) => t.items().to_vec(),
        _ => Vec::new(),
    }
}

fn integers(v: &Value, f: fn(&[Value]) -> R) -> R {
    f(&items(v))
}

fn gcd_of(list: &[Value]) -> R {
    let mut all = int::Int::Small(0);
    for v in list {
        all = int::gcd(all.as_ref(), index(v)?);
    }
    Ok(all.into())
}

fn lcm_of(list: &[Value]) -> R {
    let mut all = int::Int::Small(1);
    for v in list {
        all = int::lcm(all.as_ref(), index(v)?)?;
    }
    Ok(all.into())
}

fn gcd(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let list = items(&a[0]);
    if list.iter().all(Value::is_int) {
        return gcd_of(&list).map(Next::Value);
    }
    general(vm, "math_gcd", [a[0].clone()])
}

fn lcm(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let list = items(&a[0]);
    if list.iter().all(Value::is_int) {
        return lcm_of(&list).map(Next::Value);
    }
    general(vm, "math_lcm", [a[0].clone()])
}

/// The floats of a list or tuple; None if one is neither float nor int.
fn floats(v: &Value) -> R<Option<Vec<f64>>> {
    let list = items(v);
    if !list.iter().all(|v| v.as_float().is_some() || v.is_int()) {
        return Ok(None);
    }
    list.iter().map(arg::float).collect::<R<Vec<f64>>>().map(Some)
}

fn hypot(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match floats(&a[0])? {
        Some(list) => Ok(Next::Value(math::norm(&list).into())),
        None => general(vm, "math_hypot", [a[0].clone()]),
    }
}

fn dist_of(p: &Value, q: &Value) -> R<Option<Value>> {
    if items(p).len() != items(q).len() {
        return Err(value_error("both points must have the same number of dimensions"));
    }
    let (Some(p), Some(q)) = (floats(p)?, floats(q)?) else {
        return Ok(None);
    };
    let differences: Vec<f64> = p.iter().zip(&q).map(|(p, q)| (p - q).abs()).collect();
    Ok(Some(math::norm(&differences).into()))
}

fn dist(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match dist_of(&a[0], &a[1])? {
        Some(v) => Ok(Next::Value(v)),
        None => general(vm, "math_dist", [a[0].clone(), a[1].clone()]),
    }
}

fn fsum_of(list: &[f64]) -> R {
    let mut sum = math::FloatSum::new();
    for x in list {
        sum.add(*x)?;
    }
    Ok(sum.value()?.into())
}

fn fsum(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match floats(&a[0])? {
        Some(list) => fsum_of(&list).map(Next::Value),
        None => general(vm, "math_fsum", [a[0].clone()]),
    }
}

fn prod(vm: &mut Vm, a: &[Value]) -> R<Next> {
    // Slots: the iterable, the start.
    let mut total = a[1].given().cloned().unwrap_or(Value::small_int(1));
    let list = items(&a[0]);
    for (i, v) in list.iter().enumerate() {
        let plain = Number::of(&total).is_some() && Number::of(v).is_some();
        let product = if plain { arith::binary(vm, BinaryOp::Mul, &total, v)? } else { None };
        match product {
            Some(next) => total = next,
            None => {
                let mut rest = Vec::new();
                rest.try_reserve_exact(list.len() - i).map_err(|_| memory_error())?;
                rest.extend_from_slice(&list[i..]);
                return general(vm, "math_prod", [List::from_vec(rest).into(), total]);
            }
        }
    }
    Ok(Next::Value(total))
}
