//! Functions on numbers and characters.

use crate::exc::{R, overflow_error, type_error, value_error};
use crate::native::{Def, Direct, Next, pure, tail};
use crate::number::int::{Radix, pow_mod, to_radix};
use crate::object::*;
use crate::ops::arith::{self, BinaryOp};
use crate::ops::number::{Number, int};
use crate::types::class_name;
use crate::types::number::rounded;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    tail("abs(x, /)", abs, "Return the absolute value of the argument.").direct(Direct::Unary(known_absolute)),
    tail("divmod(x, y, /)", divmod, "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."),
    tail(
        "pow(base, exp, mod=None)",
        pow,
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.",
    ),
    tail("round(number, ndigits=None)", round, "Round a number to a given precision in decimal digits."),
    tail("chr(i, /)", chr, "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.")
        .direct(Direct::Unary(known_chr)),
    pure("ord(c, /)", ord, "Return the Unicode code point for a one-character string.")
        .direct(Direct::Unary(known_ord)),
    tail("bin(number, /)", |vm, a| radix(vm, a, Radix::Binary), "Return the binary representation of an integer."),
    tail("oct(number, /)", |vm, a| radix(vm, a, Radix::Octal), "Return the octal representation of an integer."),
    tail("hex(number, /)", |vm, a| radix(vm, a, Radix::Hex), "Return the hexadecimal representation of an integer."),
];

fn general(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Next> {
    let f = vm.prelude(name)?;
    Ok(Next::call(f, args.iter().map(|v| v.given().cloned().unwrap_or(Value::NONE))))
}

/// A value of a built-in number type itself, whose methods are known.
fn exact(v: &Value) -> Option<Number<'_>> {
    if v.header().is_some_and(|h| h.is_subclass()) {
        return None;
    }
    Number::of(v)
}

fn known_absolute(v: &Value) -> Option<Value> {
    arith::number::absolute(v, exact(v)?).ok()
}

fn abs(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match exact(&args[0]) {
        Some(n) => arith::number::absolute(&args[0], n).map(Next::Value),
        None => general(vm, args, "abs_general"),
    }
}

fn divmod(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if let (Some(x), Some(y)) = (exact(&args[0]), exact(&args[1]))
        && let Some((quotient, remainder)) = arith::number::divmod(x, y)?
    {
        return Ok(Next::Value(Tuple::from_vec(vec![quotient, remainder]).into()));
    }
    general(vm, args, "divmod_general")
}

fn pow(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if args[2].given().is_none_or(Value::is_none) {
        if let Some(v) = arith::binary(vm, BinaryOp::Pow, &args[0], &args[1])? {
            return Ok(Next::Value(v));
        }
    } else if let (Some(base), Some(exponent), Some(modulus)) = (exact(&args[0]), exact(&args[1]), exact(&args[2])) {
        return power(&[base, exponent, modulus]).map(Next::Value);
    }
    general(vm, args, "pow_general")
}

/// `pow` of three numbers. The first one that is no int has its say.
fn power(numbers: &[Number; 3]) -> R {
    if let [Some(base), Some(exponent), Some(modulus)] = numbers.map(Number::int) {
        return Ok(pow_mod(base, exponent, modulus)?.into());
    }
    match numbers.iter().find(|n| n.int().is_none()) {
        Some(Number::Complex(_)) => Err(crate::types::complex::no_modulus()),
        _ => Err(crate::types::float::no_modulus()),
    }
}

fn round(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let digits = args[1].given().filter(|v| !v.is_none());
    if digits.is_none_or(Value::is_int)
        && let Some(n) = exact(&args[0])
        && let Some(v) = rounded(&args[0], n, digits)?
    {
        return Ok(Next::Value(v));
    }
    general(vm, args, "round_general")
}

fn known_chr(v: &Value) -> Option<Value> {
    let c = u8::try_from(v.as_small_int()?).ok()?;
    Some(Str::from_char(c.into()).into())
}

fn chr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match int(&args[0]).map(|i| i.to_i64()) {
        Some(Some(i @ 0..=0x10ffff)) => Ok(Next::Value(Str::from_char(i as u32).into())),
        Some(Some(i)) if i32::try_from(i).is_ok() => Err(value_error("chr() arg not in range(0x110000)")),
        Some(_) => Err(overflow_error("Python int too large to convert to C int")),
        None => general(vm, args, "chr_general"),
    }
}

fn known_ord(v: &Value) -> Option<Value> {
    let s = v.exact::<Str>()?;
    match s.bytes() {
        [one] => Some(Value::small_int((*one).into())),
        _ if s.chars() == 1 => s.text().get(0).map(Value::from),
        _ => None,
    }
}

fn ord(_: &mut Vm, args: &[Value]) -> R {
    let length = |n: usize| type_error(format!("ord() expected a character, but string of length {n} found"));
    if let Some(s) = args[0].downcast::<Str>() {
        return match s.text().get(0) {
            Some(c) if s.chars() == 1 => Ok(Value::from(c)),
            _ => Err(length(s.chars())),
        };
    }
    if let Some(b) = args[0].downcast::<Bytes>() {
        return match b.bytes() {
            [one] => Ok(Value::small_int((*one).into())),
            other => Err(length(other.len())),
        };
    }
    if let Some(b) = args[0].downcast::<ByteArray>() {
        let bytes = b.bytes();
        return match bytes.as_slice() {
            [one] => Ok(Value::small_int((*one).into())),
            other => Err(length(other.len())),
        };
    }
    Err(type_error(format!("ord() expected string of length 1, but {} found", class_name(&args[0]))))
}

fn radix(vm: &mut Vm, args: &[Value], radix: Radix) -> R<Next> {
    let Some(i) = int(&args[0]) else {
        return general(
            vm,
            args,
            match radix {
                Radix::Binary => "bin_general",
                Radix::Octal => "oct_general",
                Radix::Hex => "hex_general",
            },
        );
    };
    let sign = if i.is_negative() { "-" } else { "" };
    let text = format!("{sign}{}{}", radix.prefix(), to_radix(i, radix));
    Ok(Next::Value(text.into()))
}
