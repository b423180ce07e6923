//! Making ints: `int(x)` and `int(text, base)`.

use crate::buffer;
use crate::exc::{Exc, R, type_error};
use crate::names::cached;
use crate::native::{Next, class_arg};
use crate::number::int::{from_f64, parse, parse_bytes};
use crate::object::{ByteArray, Bytes, Str};
use crate::ops::arith::number::plain;
use crate::ops::number::{Number, int, max_str_digits};
use crate::types::number::{self, of_class};
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let cls = class_arg(args)?;
    let made = match (args[1].given(), args[2].given()) {
        (None, None) => Value::small_int(0),
        (None, Some(_)) => return Err(type_error("int() missing string argument")),
        (Some(x), None) => match convert(x)? {
            Some(i) => i,
            None => {
                let f = vm.prelude("int_new")?;
                return Ok(Next::call(f, [cls.into(), x.clone()]));
            }
        },
        (Some(x), Some(base)) => match int(base) {
            // What is beyond a word is no base either.
            Some(base) => with_base(x, base.to_i64().unwrap_or(-1))?,
            None => {
                let f = vm.prelude("int_new_with_base")?;
                return Ok(Next::call(f, [cls.into(), x.clone(), base.clone()]));
            }
        },
    };
    Ok(Next::Value(of_class(&cls, made)))
}

/// `int(x, base)`
pub(crate) fn with_base(x: &Value, base: i64) -> R {
    if x.is_a::<Str>() || x.is_a::<Bytes>() || x.is_a::<ByteArray>() {
        return Ok(read(x, base)?.unwrap_or(Value::NONE));
    }
    Err(type_error("int() can't convert non-string with explicit base"))
}

/// The int that a text or buffer shows; None for other values.
pub(crate) fn read(x: &Value, base: i64) -> R<Option<Value>> {
    if let Some(s) = x.downcast::<Str>() {
        return Ok(Some(parse(s.text(), base, max_str_digits())?.into()));
    }
    if buffer::is_buffer(x) {
        let bytes = buffer::require(x)?;
        return Ok(Some(parse_bytes(&bytes, base, max_str_digits())?.into()));
    }
    Ok(None)
}

/// `int(x)`. None if methods have to say.
fn convert(x: &Value) -> R<Option<Value>> {
    match Number::of(x) {
        Some(Number::Complex(_)) | None => {}
        Some(_) if number::has_own(x, cached::__int__().value()) => return Ok(None),
        Some(Number::Float(f)) => return Ok(Some(from_f64(f)?.into())),
        Some(n) => return Ok(Some(plain(x, n))),
    }
    let class = class_of(x);
    let names = [cached::__int__(), cached::__index__(), cached::__trunc__()];
    if names.iter().any(|name| class.lookup(name.value()).is_some()) {
        return Ok(None);
    }
    match read(x, 10)? {
        Some(i) => Ok(Some(i)),
        None => Err(not_a_number(x)),
    }
}

/// The TypeError for what no int can be made of.
pub(crate) fn not_a_number(x: &Value) -> Exc {
    type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        class_name(x)
    ))
}
