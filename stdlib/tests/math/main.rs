//! `math` and `cmath` against what CPython answers: see `generate.py`.
//!
//! Floats may differ in the last place, as C libraries do from each other; all
//! else may not.

use pausa_stdlib::{cmath, math};
use pausa_vm::number::complex::Complex;
use pausa_vm::number::float::from_hex;
use pausa_vm::number::int::{Int, parse_bytes, to_decimal};
use pausa_vm::number::{Error, Result};
use pausa_vm::text::Text;
use std::fmt::Write;

const GOLDEN: &str = include_str!("golden.txt");

/// An answer: floats, text, or neither.
#[derive(Debug)]
enum Answer {
    Floats(Vec<f64>),
    Text(String),
}

impl From<Result<f64>> for Answer {
    fn from(result: Result<f64>) -> Answer {
        answer(result, |value| Answer::Floats(vec![value]))
    }
}

impl From<Result<Complex>> for Answer {
    fn from(result: Result<Complex>) -> Answer {
        answer(result, |value| Answer::Floats(vec![value.re, value.im]))
    }
}

impl From<Result<(f64, f64)>> for Answer {
    fn from(result: Result<(f64, f64)>) -> Answer {
        answer(result, |(a, b)| Answer::Floats(vec![a, b]))
    }
}

impl From<Result<Int>> for Answer {
    fn from(result: Result<Int>) -> Answer {
        answer(result, |value| Answer::Text(to_decimal(value.as_ref(), 0).expect("no limit")))
    }
}

fn answer<T>(result: Result<T>, shown: impl FnOnce(T) -> Answer) -> Answer {
    match result {
        Ok(value) => shown(value),
        Err(error @ Error { .. }) => Answer::Text(error.to_string()),
    }
}

#[test]
fn every_answer_is_cpythons() {
    let mut wrong = String::new();
    for line in GOLDEN.lines() {
        let (question, wanted) = line.split_once(" -> ").expect("an arrow");
        let (name, arguments) = question.split_once(' ').expect("arguments");
        let arguments: Vec<&str> = arguments.split(' ').filter(|text| !text.is_empty()).collect();
        let found = call(name, &arguments);
        if !agrees(&found, wanted) {
            writeln!(wrong, "{line}\n   found {found:?}").expect("a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn agrees(found: &Answer, wanted: &str) -> bool {
    let floats = match found {
        Answer::Text(text) => return text == wanted,
        Answer::Floats(floats) => floats,
    };
    let wanted: Vec<&str> = wanted.split(' ').collect();
    wanted.len() == floats.len()
        && wanted.iter().zip(floats).all(|(wanted, found)| {
            is_float(wanted) && {
                let wanted = float(wanted);
                (wanted.is_nan() && found.is_nan())
                    || (wanted.to_bits() == found.to_bits())
                    || (wanted.is_finite() && (wanted == found.next_up() || wanted == found.next_down()))
            }
        })
}

fn is_float(text: &str) -> bool {
    from_hex(Text::counted(text.as_bytes())).is_ok()
}

fn float(text: &str) -> f64 {
    from_hex(Text::counted(text.as_bytes())).expect("a float")
}

fn integer(text: &str) -> Int {
    parse_bytes(text.as_bytes(), 10, 0).expect("an integer")
}

fn call(name: &str, arguments: &[&str]) -> Answer {
    let int = |at: usize| integer(arguments[at]);
    let is_int = !arguments.is_empty()
        && !arguments[0].contains('x')
        && arguments[0].trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    match name {
        "math.comb" => return math::comb(int(0).as_ref(), int(1).as_ref()).into(),
        "math.perm" => return math::perm(int(0).as_ref(), int(1).as_ref()).into(),
        "math.factorial" => return math::factorial(int(0).as_ref()).into(),
        "math.log" if is_int => return math::log_of_int(int(0).as_ref(), math::log).into(),
        "math.log2" if is_int => return math::log_of_int(int(0).as_ref(), math::log2).into(),
        "math.log10" if is_int => return math::log_of_int(int(0).as_ref(), math::log10).into(),
        "math.ldexp" => {
            let exponent = arguments[1].parse().expect("an exponent");
            return math::ldexp(float(arguments[0]), exponent).into();
        }
        _ => {}
    }
    let floats: Vec<f64> = arguments.iter().map(|text| float(text)).collect();
    match name {
        "math.fsum" => {
            let mut sum = math::FloatSum::new();
            let added = floats.iter().try_for_each(|&x| sum.add(x));
            return added.and_then(|()| sum.value()).into();
        }
        "math.hypot" => return Ok(math::norm(&floats)).into(),
        "math.frexp" => {
            let (mantissa, exponent) = math::frexp(floats[0]);
            let text = pausa_vm::number::float::to_hex(mantissa);
            return Answer::Text(format!("{text} {exponent}"));
        }
        _ => {}
    }
    let x = floats[0];
    let y = floats.get(1).copied().unwrap_or(0.0);
    let z = Complex { re: x, im: y };
    match name {
        "math.acos" => math::acos(x).into(),
        "math.acosh" => math::acosh(x).into(),
        "math.asin" => math::asin(x).into(),
        "math.asinh" => math::asinh(x).into(),
        "math.atan" => math::atan(x).into(),
        "math.atan2" => Ok(math::atan2(x, y)).into(),
        "math.atanh" => math::atanh(x).into(),
        "math.cos" => math::cos(x).into(),
        "math.cosh" => math::cosh(x).into(),
        "math.degrees" => Ok(math::degrees(x)).into(),
        "math.erf" => math::erf(x).into(),
        "math.erfc" => math::erfc(x).into(),
        "math.exp" => math::exp(x).into(),
        "math.exp2" => math::exp2(x).into(),
        "math.expm1" => math::expm1(x).into(),
        "math.fmod" => math::fmod(x, y).into(),
        "math.gamma" => math::gamma(x).into(),
        "math.lgamma" => math::lgamma(x).into(),
        "math.log" => math::log(x).into(),
        "math.log10" => math::log10(x).into(),
        "math.log1p" => math::log1p(x).into(),
        "math.log2" => math::log2(x).into(),
        "math.modf" => Ok(math::modf(x)).into(),
        "math.nextafter" => Ok(math::nextafter(x, y)).into(),
        "math.pow" => math::pow(x, y).into(),
        "math.radians" => Ok(math::radians(x)).into(),
        "math.remainder" => math::remainder(x, y).into(),
        "math.sin" => math::sin(x).into(),
        "math.sinh" => math::sinh(x).into(),
        "math.sqrt" => math::sqrt(x).into(),
        "math.tan" => math::tan(x).into(),
        "math.tanh" => math::tanh(x).into(),
        "math.ulp" => Ok(math::ulp(x)).into(),
        "cmath.acos" => Ok(cmath::acos(z)).into(),
        "cmath.acosh" => Ok(cmath::acosh(z)).into(),
        "cmath.asin" => Ok(cmath::asin(z)).into(),
        "cmath.asinh" => Ok(cmath::asinh(z)).into(),
        "cmath.atan" => cmath::atan(z).into(),
        "cmath.atanh" => cmath::atanh(z).into(),
        "cmath.cos" => cmath::cos(z).into(),
        "cmath.cosh" => cmath::cosh(z).into(),
        "cmath.exp" => cmath::exp(z).into(),
        "cmath.log" => cmath::log(z).into(),
        "cmath.log10" => cmath::log10(z).into(),
        "cmath.phase" => cmath::phase(z).into(),
        "cmath.polar" => cmath::polar(z).into(),
        "cmath.rect" => cmath::rect(x, y).into(),
        "cmath.sin" => cmath::sin(z).into(),
        "cmath.sinh" => cmath::sinh(z).into(),
        "cmath.sqrt" => Ok(cmath::sqrt(z)).into(),
        "cmath.tan" => cmath::tan(z).into(),
        "cmath.tanh" => cmath::tanh(z).into(),
        _ => panic!("no function {name}"),
    }
}
