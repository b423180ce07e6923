//! Functions on numbers and characters.

use crate::exc::{R, type_error, value_error};
use crate::native::{Def, Next, pure, tail};
use crate::number::int::{IntRef, Radix, to_radix};
use crate::object::*;
use crate::ops::arith::BinaryOp;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    tail(
        "abs(x, /)",
        |vm, a| general(vm, a, "abs_general"),
        "Return the absolute value of the argument.",
    ),
    tail(
        "divmod(x, y, /)",
        |vm, a| general(vm, a, "divmod_general"),
        "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.",
    ),
    tail(
        "pow(base, exp, mod=None)",
        pow,
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.",
    ),
    tail(
        "round(number, ndigits=None)",
        round,
        "Round a number to a given precision in decimal digits.",
    ),
    pure(
        "chr(i: index, /)",
        chr,
        "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.",
    ),
    pure(
        "ord(c, /)",
        ord,
        "Return the Unicode code point for a one-character string.",
    ),
    pure(
        "bin(number: index, /)",
        |_, a| radix(&a[0], Radix::Binary),
        "Return the binary representation of an integer.",
    ),
    pure(
        "oct(number: index, /)",
        |_, a| radix(&a[0], Radix::Octal),
        "Return the octal representation of an integer.",
    ),
    pure(
        "hex(number: index, /)",
        |_, a| radix(&a[0], Radix::Hex),
        "Return the hexadecimal representation of an integer.",
    ),
];

fn general(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Next> {
    let f = vm.prelude(name)?;
    Ok(Next::call(
        f,
        args.iter()
            .map(|v| v.given().cloned().unwrap_or(Value::NONE)),
    ))
}

fn pow(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if args[2].given().is_none_or(Value::is_none)
        && let Some(v) = crate::ops::arith::binary(vm, BinaryOp::Pow, &args[0], &args[1])?
    {
        return Ok(Next::Value(v));
    }
    general(vm, args, "pow_general")
}

fn round(vm: &mut Vm, args: &[Value]) -> R<Next> {
    general(vm, args, "round_general")
}

fn chr(_: &mut Vm, args: &[Value]) -> R {
    match args[0].as_i64() {
        Some(i @ 0..=0x10ffff) => Ok(Str::from_char(i as u32).into()),
        _ => Err(value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(_: &mut Vm, args: &[Value]) -> R {
    let length = |n: usize| {
        type_error(format!(
            "ord() expected a character, but string of length {n} found"
        ))
    };
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
    Err(type_error(format!(
        "ord() expected string of length 1, but {} found",
        class_name(&args[0])
    )))
}

fn radix(v: &Value, radix: Radix) -> R {
    let Some(i) = v.as_bigint() else {
        return Err(type_error(format!(
            "'{}' object cannot be interpreted as an integer",
            class_name(v)
        )));
    };
    let digits = to_radix(IntRef::Big(&i), radix);
    let prefix = match radix {
        Radix::Binary => "0b",
        Radix::Octal => "0o",
        _ => "0x",
    };
    Ok(match digits.strip_prefix('-') {
        Some(rest) => format!("-{prefix}{rest}"),
        None => format!("{prefix}{digits}"),
    }
    .into())
}
