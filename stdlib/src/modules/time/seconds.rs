//! Seconds as arguments: floats and ints, and what has an `__index__`.

use pausa_vm::builtins::module_function;
use pausa_vm::exc::{overflow_error, type_error, value_error};
use pausa_vm::native::{Def, Next};
use pausa_vm::object::Tuple;
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};

/// Which way fractions go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    Floor,
    Ceiling,
}

/// If the argument is neither a float nor an int: the call that makes it an int and begins again. `name` is the function.
pub(crate) fn needs_index(vm: &mut Vm, defs: &'static [Def], name: &str, args: &[Value]) -> R<Option<Next>> {
    let v = &args[0];
    if v.as_float().is_some() || v.is_int() {
        return Ok(None);
    }
    if vm.special(v, &vm.names.__index__).is_none() {
        return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
    }
    let Some(def) = defs.iter().find(|d| d.name() == name) else {
        return Ok(None);
    };
    let function = module_function(def, "time");
    let args = Tuple::from_slice(args).into();
    Ok(Some(Next::call(vm.prelude("call_from_index")?, [function, args])))
}

/// The first float beyond what 64 bits can count.
const BOUND: f64 = 9_223_372_036_854_775_808.0;

fn round(f: f64, rounding: Rounding) -> f64 {
    match rounding {
        Rounding::Floor => f.floor(),
        Rounding::Ceiling if f >= 0.0 => f.ceil(),
        Rounding::Ceiling => f.floor(),
    }
}

/// A float or int of seconds in nanoseconds.
pub(crate) fn nanoseconds(v: &Value, rounding: Rounding) -> R<i64> {
    let beyond = || overflow_error("timestamp out of range for platform time_t");
    if let Some(f) = v.as_float() {
        if f.is_nan() {
            return Err(value_error("Invalid value NaN (not a number)"));
        }
        let n = round(f * 1e9, rounding);
        return if (-BOUND..BOUND).contains(&n) { Ok(n as i64) } else { Err(beyond()) };
    }
    if !v.is_int() {
        return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
    }
    let too_large = || overflow_error("timestamp too large to convert to C _PyTime_t");
    v.as_i64().and_then(|s| s.checked_mul(1_000_000_000)).ok_or_else(too_large)
}

/// A float or int of seconds as whole seconds.
pub(crate) fn whole(v: &Value) -> R<i64> {
    let beyond = || overflow_error("timestamp out of range for platform time_t");
    if let Some(f) = v.as_float() {
        if f.is_nan() {
            return Err(value_error("Invalid value NaN (not a number)"));
        }
        let n = f.floor();
        return if n.abs() < 9.2e18 { Ok(n as i64) } else { Err(beyond()) };
    }
    v.as_i64().ok_or_else(beyond)
}
