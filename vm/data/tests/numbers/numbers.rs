//! The tables of numbers.

use pausa_data::number::Result;
use pausa_data::number::complex::{self, Complex};
use pausa_data::number::float::{self, Notation, Style};
use pausa_data::number::hash::{self, HashKey, TupleHasher};
use pausa_data::number::int::{self, ByteOrder, Int, IntRef, Power, Radix};

use pausa_data::text::Text;

use crate::code::{Code, run};

fn counted(text: &str) -> Text<'_> {
    Text::counted(text.as_bytes())
}

fn order(order: std::cmp::Ordering) -> i64 {
    order as i64
}

pub(crate) fn int(name: &str, arguments: &[&str]) -> Result<String> {
    macro_rules! binary {
        ($function:path) => {
            run!(arguments, |a: Int, b: Int| $function(a.as_ref(), b.as_ref()))
        };
        ($function:path, $_fallible:tt) => {
            run!(arguments, |a: Int, b: Int| $function(a.as_ref(), b.as_ref())?)
        };
    }
    macro_rules! unary {
        ($function:path) => {
            run!(arguments, |a: Int| $function(a.as_ref()))
        };
    }
    match name {
        "add" => binary!(int::add),
        "sub" => binary!(int::sub),
        "mul" => binary!(int::mul, ?),
        "floor_div" => binary!(int::floor_div, ?),
        "modulo" => binary!(int::modulo, ?),
        "divmod" => binary!(int::divmod, ?),
        "and" => binary!(int::and),
        "or" => binary!(int::or),
        "xor" => binary!(int::xor),
        "cmp" => run!(arguments, |a: Int, b: Int| order(int::cmp(a.as_ref(), b.as_ref()))),
        "gcd" => binary!(int::gcd),
        "lcm" => binary!(int::lcm, ?),
        "true_div" => binary!(int::true_div, ?),
        "neg" => unary!(int::neg),
        "abs" => unary!(int::abs),
        "invert" => unary!(int::invert),
        "bit_length" => run!(arguments, |a: Int| int::bit_length(a.as_ref()) as i64),
        "bit_count" => run!(arguments, |a: Int| int::bit_count(a.as_ref()) as i64),
        "isqrt" => run!(arguments, |a: Int| int::isqrt(a.as_ref())?),
        "to_f64" => run!(arguments, |a: Int| int::to_f64(a.as_ref())?),
        "from_f64" => run!(arguments, |a: f64| int::from_f64(a)?),
        "cmp_float" => run!(arguments, |a: Int, b: f64| int::cmp_float(a.as_ref(), b).map(order)),
        "shl" => binary!(int::shl, ?),
        "shr" => binary!(int::shr, ?),
        "pow" => run!(arguments, |a: Int, b: Int| match int::pow(a.as_ref(), b.as_ref())? {
            Power::Int(power) => power.encode(),
            Power::Float(power) => power.encode(),
        }),
        "pow_mod" => run!(arguments, |a: Int, b: Int, m: Int| int::pow_mod(a.as_ref(), b.as_ref(), m.as_ref())?),
        "round" => binary!(int::round, ?),
        "to_bytes" => {
            run!(arguments, |value: Int, length: i64, order: String, signed: bool| {
                int::to_bytes(value.as_ref(), length, ByteOrder::parse(&order)?, signed)?
            })
        }
        "from_bytes" => run!(arguments, |bytes: Vec<u8>, order: String, signed: bool| {
            int::from_bytes(&bytes, ByteOrder::parse(&order)?, signed)
        }),
        _ => panic!("unknown operation {name}"),
    }
}

pub(crate) fn int_text(name: &str, arguments: &[&str]) -> Result<String> {
    let limit = int::DEFAULT_MAX_STR_DIGITS;
    let radix = |radix: Radix| run!(arguments, |value: Int| int::to_radix(value.as_ref(), radix));
    match name {
        "parse" => run!(arguments, |text: String, base: i64| int::parse(counted(&text), base, limit)?),
        "parse_bytes" => run!(arguments, |text: Vec<u8>, base: i64| { int::parse_bytes(&text, base, limit)? }),
        "long_parse" => run!(arguments, |text: String| int::parse(counted(&text), 10, 0)?),
        "decimal" => run!(arguments, |value: Int| int::to_decimal(value.as_ref(), limit)?),
        "long_decimal" => run!(arguments, |value: Int| int::to_decimal(value.as_ref(), 0)?),
        "binary" => radix(Radix::Binary),
        "octal" => radix(Radix::Octal),
        "hex" => radix(Radix::Hex),
        _ => panic!("unknown operation {name}"),
    }
}

pub(crate) fn float(name: &str, arguments: &[&str]) -> Result<String> {
    match name {
        "div" => run!(arguments, |a: f64, b: f64| float::div(a, b)?),
        "floor_div" => run!(arguments, |a: f64, b: f64| float::floor_div(a, b)?),
        "modulo" => run!(arguments, |a: f64, b: f64| float::modulo(a, b)?),
        "divmod" => run!(arguments, |a: f64, b: f64| float::divmod(a, b)?),
        "pow" => run!(arguments, |a: f64, b: f64| match float::pow(a, b)? {
            float::Power::Float(power) => format!("f {}", power.encode()),
            float::Power::Complex(power) => format!("c {}", power.encode()),
        }),
        "ratio" => run!(arguments, |value: f64| float::as_integer_ratio(value)?),
        "to_hex" => run!(arguments, |value: f64| float::to_hex(value)),
        "from_hex" => run!(arguments, |text: String| float::from_hex(counted(&text))?),
        "round" => run!(arguments, |value: f64, digits: Int| float::round(value, digits.as_ref())?),
        _ => panic!("unknown operation {name}"),
    }
}

pub(crate) fn float_text(name: &str, arguments: &[&str]) -> Result<String> {
    match name {
        "repr" => run!(arguments, |value: f64| float::repr(value)),
        "parse" => run!(arguments, |text: String| float::parse(counted(&text))?),
        "text" => run!(arguments, |letter: String, alternate: String, precision: usize, value: f64| {
            let notation = match letter.to_ascii_lowercase().as_str() {
                "e" => Notation::Exponent(precision),
                "f" => Notation::Fixed(precision),
                _ => Notation::General(precision),
            };
            let upper = letter.as_bytes()[0].is_ascii_uppercase();
            float::to_text(value, Style { notation, alternate: alternate == "#", point_zero: false, upper })
        }),
        _ => panic!("unknown operation {name}"),
    }
}

pub(crate) fn complex(name: &str, arguments: &[&str]) -> Result<String> {
    match name {
        "add" => run!(arguments, |a: Complex, b: Complex| complex::add(a, b)),
        "sub" => run!(arguments, |a: Complex, b: Complex| complex::sub(a, b)),
        "mul" => run!(arguments, |a: Complex, b: Complex| complex::mul(a, b)),
        "div" => run!(arguments, |a: Complex, b: Complex| complex::div(a, b)?),
        "pow" => run!(arguments, |a: Complex, b: Complex| complex::pow(a, b)?),
        "abs" => run!(arguments, |a: Complex| complex::abs(a)?),
        "repr" => run!(arguments, |a: Complex| complex::repr(a)),
        "parse" => run!(arguments, |text: String| complex::parse(counted(&text))?),
        _ => panic!("unknown operation {name}"),
    }
}

pub(crate) fn hash(name: &str, arguments: &[&str]) -> Result<String> {
    let key = HashKey::from_seed(0);
    let hashes = || arguments.iter().map(|text| hash::int(Int::decode(text).as_ref()));
    match name {
        "int" => run!(arguments, |value: Int| hash::int(value.as_ref())),
        "float" => run!(arguments, |value: f64| hash::float(value)),
        "complex" => run!(arguments, |value: Complex| hash::complex(value, 0)),
        "tuple" => {
            let mut hasher = TupleHasher::new();
            hashes().for_each(|hash| hasher.add(hash));
            Ok(hasher.finish().encode())
        }
        "frozenset" => Ok(hash::frozenset(hashes()).encode()),
        "bytes" => run!(arguments, |bytes: Vec<u8>| hash::bytes(key, &bytes)),
        "str" => run!(arguments, |text: String| hash::str(key, counted(&text))),
        _ => panic!("unknown operation {name}"),
    }
}

/// The key of a seed other than zero. `PYTHONHASHSEED=42 python3.11 -c "print(hash('pausa'))"`
#[test]
fn seeded_key() {
    assert_eq!(hash::bytes(HashKey::from_seed(42), b"pausa"), SEEDED);
}

const SEEDED: i64 = 3607823383771345577;

/// Operands that are `Big` without need give the same results.
#[test]
fn operands_need_not_be_normalised() {
    let (a, b) = (num_bigint::BigInt::from(-17), num_bigint::BigInt::from(5));
    let (a, b) = (IntRef::from(&a), IntRef::from(&b));
    assert_eq!(int::add(a, b), Int::Small(-12));
    assert_eq!(int::floor_div(a, b), Ok(Int::Small(-4)));
    assert_eq!(int::modulo(a, b), Ok(Int::Small(3)));
    assert_eq!(int::true_div(a, b), Ok(-3.4));
    assert_eq!(int::to_f64(a), Ok(-17.0));
    assert_eq!(int::gcd(a, b), Int::Small(1));
    assert_eq!(int::shl(a, b), Ok(Int::Small(-544)));
    assert_eq!(int::to_decimal(a, 0).as_deref(), Ok("-17"));
    assert_eq!(hash::int(a), -17);
}

/// What CPython would try to compute for hours, or until its memory is used up.
#[test]
fn results_too_large_are_refused() {
    let huge = int::shl(IntRef::Small(1), IntRef::Small(40)).expect("small enough");
    let memory = pausa_data::number::Error::memory();
    assert_eq!(int::shl(IntRef::Small(1), huge.as_ref()), Err(memory.clone()));
    assert_eq!(int::pow(IntRef::Small(3), huge.as_ref()), Err(memory.clone()));
    assert_eq!(int::to_bytes(IntRef::Small(3), 1 << 40, ByteOrder::Big, false), Err(memory));
    let exponent = IntRef::Small(1 << 32);
    assert_eq!(int::pow(IntRef::Small(3), exponent), Err(pausa_data::number::Error::memory()));
    assert_eq!(int::pow(IntRef::Small(-1), huge.as_ref()), Ok(Power::Int(Int::Small(1))));
}
