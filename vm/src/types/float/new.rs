//! Making floats: `float(x)`.

use crate::buffer;
use crate::exc::{Exc, R, type_error};
use crate::names::cached;
use crate::native::{Next, class_arg};
use crate::number::float::{parse, parse_bytes};
use crate::number::int::{IntRef, to_f64};
use crate::object::Str;
use crate::ops::number::Number;
use crate::ops::repr::repr;
use crate::types::number::{has_own, of_class};
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let cls = class_arg(args)?;
    let Some(x) = args[1].given() else {
        return Ok(Next::Value(of_class(&cls, Value::from(0.0))));
    };
    match convert(x)? {
        Some(f) => Ok(Next::Value(of_class(&cls, f.into()))),
        None => {
            let f = vm.prelude("float_new")?;
            Ok(Next::call(f, [cls.into(), x.clone()]))
        }
    }
}

/// The float that a text or buffer shows; None for other values.
pub(crate) fn read(x: &Value) -> R<Option<f64>> {
    if let Some(s) = x.downcast::<Str>() {
        return Ok(Some(parse(s.text())?));
    }
    if buffer::is_buffer(x) {
        let bytes = buffer::require(x)?;
        let shown = || match repr(x) {
            Ok(Some(text)) => String::from_utf8_lossy(&text).into_owned(),
            _ => crate::types::object::default_repr(x),
        };
        return Ok(Some(parse_bytes(&bytes, shown)?));
    }
    Ok(None)
}

/// `float(x)`. None if methods have to say.
pub(crate) fn convert(x: &Value) -> R<Option<f64>> {
    match Number::of(x) {
        Some(Number::Complex(_)) | None => {}
        Some(_) if has_own(x, cached::__float__().value()) => return Ok(None),
        Some(Number::Small(i)) => return Ok(Some(i as f64)),
        Some(Number::Big(i)) => return Ok(Some(to_f64(IntRef::Big(i))?)),
        Some(Number::Float(f)) => return Ok(Some(f)),
    }
    let class = class_of(x);
    let names = [cached::__float__(), cached::__index__()];
    if names.iter().any(|name| class.lookup(name.value()).is_some()) {
        return Ok(None);
    }
    match read(x)? {
        Some(f) => Ok(Some(f)),
        None => Err(not_a_number(x)),
    }
}

/// The TypeError for what no float can be made of.
pub(crate) fn not_a_number(x: &Value) -> Exc {
    type_error(format!("float() argument must be a string or a real number, not '{}'", class_name(x)))
}
