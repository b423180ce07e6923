//! `cmath`: functions of complex numbers.

use pausa_vm::exc::{system_error, type_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::number::complex::Complex;
use pausa_vm::number::int;
use pausa_vm::object::{self, Module, Str, Tuple};
use pausa_vm::ops::number::Number;
use pausa_vm::{Obj, R, Value, Vm};

use super::arg::{self, put};
use crate::cmath;

/// `cmath`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "cmath",
    doc: "This module provides access to mathematical functions for complex\nnumbers.",
    defs: DEFS,
    init,
};

fn init(_: &mut Vm, m: &Obj<Module>) -> R<()> {
    use std::f64::consts::{E, PI, TAU};
    let constants = [("e", E), ("inf", f64::INFINITY), ("nan", f64::NAN), ("pi", PI), ("tau", TAU)];
    put(&m.dict, constants.map(|(name, x)| (name, x.into())));
    let imaginary = [("infj", f64::INFINITY), ("nanj", f64::NAN)];
    put(&m.dict, imaginary.map(|(name, im)| (name, object::Complex::new(0.0, im).into())));
    Ok(())
}

static DEFS: &[Def] = &[
    tail("acos(z, /)", |vm, a| unary(vm, a, "acos"), "Return the arc cosine of z."),
    tail("acosh(z, /)", |vm, a| unary(vm, a, "acosh"), "Return the inverse hyperbolic cosine of z."),
    tail("asin(z, /)", |vm, a| unary(vm, a, "asin"), "Return the arc sine of z."),
    tail("asinh(z, /)", |vm, a| unary(vm, a, "asinh"), "Return the inverse hyperbolic sine of z."),
    tail("atan(z, /)", |vm, a| unary(vm, a, "atan"), "Return the arc tangent of z."),
    tail("atanh(z, /)", |vm, a| unary(vm, a, "atanh"), "Return the inverse hyperbolic tangent of z."),
    tail("cos(z, /)", |vm, a| unary(vm, a, "cos"), "Return the cosine of z."),
    tail("cosh(z, /)", |vm, a| unary(vm, a, "cosh"), "Return the hyperbolic cosine of z."),
    tail("exp(z, /)", |vm, a| unary(vm, a, "exp"), "Return the exponential value e**z."),
    tail(
        "isclose(a, b, *, rel_tol: float=1e-09, abs_tol: float=0.0)",
        isclose,
        "Determine whether two complex numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them must be\nsmaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is\nnot close to anything, even itself. inf and -inf are only close to themselves.",
    ),
    tail(
        "isfinite(z, /)",
        |vm, a| unary(vm, a, "isfinite"),
        "Return True if both the real and imaginary parts of z are finite, else False.",
    ),
    tail("isinf(z, /)", |vm, a| unary(vm, a, "isinf"), "Checks if the real or imaginary part of z is infinite."),
    tail("isnan(z, /)", |vm, a| unary(vm, a, "isnan"), "Checks if the real or imaginary part of z not a number (NaN)."),
    tail(
        "log(z, base=<absent>, /)",
        log,
        "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of z.",
    ),
    tail("log10(z, /)", |vm, a| unary(vm, a, "log10"), "Return the base-10 logarithm of z."),
    tail("phase(z, /)", |vm, a| unary(vm, a, "phase"), "Return argument, also known as the phase angle, of a complex."),
    tail(
        "polar(z, /)",
        |vm, a| unary(vm, a, "polar"),
        "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the phase angle.",
    ),
    pure(
        "rect(r: float, phi: float, /)",
        |_, a| Ok(cmath::rect(arg::float(&a[0])?, arg::float(&a[1])?)?.into()),
        "Convert from polar coordinates to rectangular coordinates.",
    ),
    tail("sin(z, /)", |vm, a| unary(vm, a, "sin"), "Return the sine of z."),
    tail("sinh(z, /)", |vm, a| unary(vm, a, "sinh"), "Return the hyperbolic sine of z."),
    tail("sqrt(z, /)", |vm, a| unary(vm, a, "sqrt"), "Return the square root of z."),
    tail("tan(z, /)", |vm, a| unary(vm, a, "tan"), "Return the tangent of z."),
    tail("tanh(z, /)", |vm, a| unary(vm, a, "tanh"), "Return the hyperbolic tangent of z."),
];

/// Helpers of the prelude: the functions with arguments that are complex.
pub(super) const HELPERS: &[Def] = &[
    pure(
        "_cmath_unary(name, z, /)",
        |_, a| {
            let name = a[0].downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
            call(&name, required(&a[1])?)
        },
        "",
    ),
    pure("_cmath_log(z, base, /)", |_, a| Ok(cmath::log_to_base(required(&a[0])?, required(&a[1])?)?.into()), ""),
    pure(
        "_cmath_isclose(a, b, relative, absolute, /)",
        |_, a| Ok(cmath::isclose(required(&a[0])?, required(&a[1])?, arg::float(&a[2])?, arg::float(&a[3])?)?.into()),
        "",
    ),
];

type Function = fn(Complex) -> R;

/// The functions of one number.
static UNARY: &[(&str, Function)] = &[
    ("acos", |z| Ok(cmath::acos(z).into())),
    ("acosh", |z| Ok(cmath::acosh(z).into())),
    ("asin", |z| Ok(cmath::asin(z).into())),
    ("asinh", |z| Ok(cmath::asinh(z).into())),
    ("atan", |z| Ok(cmath::atan(z)?.into())),
    ("atanh", |z| Ok(cmath::atanh(z)?.into())),
    ("cos", |z| Ok(cmath::cos(z)?.into())),
    ("cosh", |z| Ok(cmath::cosh(z)?.into())),
    ("exp", |z| Ok(cmath::exp(z)?.into())),
    ("log10", |z| Ok(cmath::log10(z)?.into())),
    ("sin", |z| Ok(cmath::sin(z)?.into())),
    ("sinh", |z| Ok(cmath::sinh(z)?.into())),
    ("sqrt", |z| Ok(cmath::sqrt(z).into())),
    ("tan", |z| Ok(cmath::tan(z)?.into())),
    ("tanh", |z| Ok(cmath::tanh(z)?.into())),
    ("log", |z| Ok(cmath::log(z)?.into())),
    ("isfinite", |z| Ok((z.re.is_finite() && z.im.is_finite()).into())),
    ("isinf", |z| Ok((z.re.is_infinite() || z.im.is_infinite()).into())),
    ("isnan", |z| Ok((z.re.is_nan() || z.im.is_nan()).into())),
    ("phase", |z| Ok(cmath::phase(z)?.into())),
    ("polar", |z| {
        let (r, phi) = cmath::polar(z)?;
        Ok(Tuple::from_array([r.into(), phi.into()]).into())
    }),
];

/// The complex number that a number is; None for what only user code can convert.
fn complex(v: &Value) -> R<Option<Complex>> {
    if v.header().is_some_and(|h| h.class_ref().is_heap_type()) {
        return Ok(None);
    }
    let real = |re| Complex { re, im: 0.0 };
    Ok(match Number::of(v) {
        Some(Number::Complex(c)) => Some(c),
        Some(Number::Float(x)) => Some(real(x)),
        Some(Number::Small(i)) => Some(real(i as f64)),
        Some(Number::Big(i)) => Some(real(int::to_f64(int::IntRef::Big(i))?)),
        None => None,
    })
}

fn required(v: &Value) -> R<Complex> {
    complex(v)?.ok_or_else(|| type_error("a complex number is required"))
}

fn call(name: &str, z: Complex) -> R {
    match UNARY.iter().find(|row| row.0 == name) {
        Some((_, f)) => f(z),
        None => Err(system_error(format!("cmath has no {name}"))),
    }
}

fn general(vm: &mut Vm, name: &'static str, args: impl IntoIterator<Item = Value>) -> R<Next> {
    Ok(Next::call(vm.prelude(name)?, args))
}

fn unary(vm: &mut Vm, a: &[Value], name: &'static str) -> R<Next> {
    match complex(&a[0])? {
        Some(z) => call(name, z).map(Next::Value),
        None => general(vm, "cmath_unary", [name.into(), a[0].clone()]),
    }
}

fn log(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(base) = a[1].given() else {
        return unary(vm, a, "log");
    };
    match (complex(&a[0])?, complex(base)?) {
        (Some(z), Some(base)) => Ok(Next::Value(cmath::log_to_base(z, base)?.into())),
        _ => general(vm, "cmath_log", [a[0].clone(), base.clone()]),
    }
}

fn isclose(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let tolerance = |v: &Value, default: f64| v.given().map_or(Ok(default), arg::float);
    let (relative, absolute) = (tolerance(&a[2], 1e-9)?, tolerance(&a[3], 0.0)?);
    match (complex(&a[0])?, complex(&a[1])?) {
        (Some(x), Some(y)) => Ok(Next::Value(cmath::isclose(x, y, relative, absolute)?.into())),
        _ => general(vm, "cmath_isclose", [a[0].clone(), a[1].clone(), relative.into(), absolute.into()]),
    }
}
