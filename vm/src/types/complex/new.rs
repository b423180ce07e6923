//! Making complex numbers: `complex(real, imag)` and `complex(text)`.

use crate::exc::{Exc, R, type_error};
use crate::names::cached;
use crate::native::{Next, class_arg};
use crate::number::complex::{Complex, parse};
use crate::number::int::{IntRef, to_f64};
use crate::object::Str;
use crate::ops::number::Number;
use crate::types::number::{has_own, of_class};
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let cls = class_arg(args)?;
    let (real, imag) = (&args[1], args[2].given());
    let Some(real) = real.given() else {
        return finish(vm, cls.into(), &Value::small_int(0), imag);
    };
    if real.exact::<crate::object::Complex>().is_some() && imag.is_none() && !cls.is_heap_type() {
        return Ok(Next::Value(real.clone()));
    }
    if let Some(text) = real.downcast::<Str>() {
        if imag.is_some() {
            return Err(type_error("complex() can't take second arg if first is a string"));
        }
        return Ok(Next::Value(of_class(&cls, parse(text.text())?.into())));
    }
    if imag.is_some_and(Value::is_a::<Str>) {
        return Err(type_error("complex() second arg can't be a string"));
    }
    finish(vm, cls.into(), real, imag)
}

fn finish(vm: &mut Vm, cls: Value, real: &Value, imag: Option<&Value>) -> R<Next> {
    match (part(real)?, imag.map(part).transpose()?) {
        (Some(re), None) => joined(&cls, re, None).map(Next::Value),
        (Some(re), Some(Some(im))) => joined(&cls, re, Some(im)).map(Next::Value),
        _ => {
            if let Some(imag) = imag
                && imag.is_a::<Str>()
            {
                return Err(type_error("complex() second arg can't be a string"));
            }
            let f = vm.prelude("complex_new")?;
            let given = imag.cloned().unwrap_or(Value::NONE);
            Ok(Next::call(f, [cls, real.clone(), given, Value::bool(imag.is_some())]))
        }
    }
}

/// One argument: its value, and whether it is complex.
pub(crate) type Part = (Complex, bool);

/// The number that an argument is. None if methods have to say.
fn part(v: &Value) -> R<Option<Part>> {
    let method = match Number::of(v) {
        None => return Ok(None),
        Some(Number::Complex(_)) => cached::__complex__(),
        Some(_) => cached::__float__(),
    };
    if has_own(v, method.value()) || has_own(v, cached::__complex__().value()) {
        return Ok(None);
    }
    if let Some(Number::Big(i)) = Number::of(v) {
        return Ok(Some((Complex::from(to_f64(IntRef::Big(i))?), false)));
    }
    Ok(converted(v))
}

/// The number that a float, a complex or a small int is.
pub(crate) fn converted(v: &Value) -> Option<Part> {
    match Number::of(v)? {
        Number::Small(i) => Some((Complex::from(i as f64), false)),
        Number::Float(f) => Some((Complex::from(f), false)),
        Number::Complex(c) => Some((c, true)),
        Number::Big(_) => None,
    }
}

/// `real + imag*1j`. The signs of zeros stay where an argument is not complex.
pub(crate) fn joined(cls: &Value, real: Part, imag: Option<Part>) -> R {
    let Some(cls) = cls.cast::<crate::object::Type>() else {
        return Err(type_error("complex.__new__(X): X is not a type object"));
    };
    let (mut re, re_complex) = real;
    if let Some((im, im_complex)) = imag {
        let of_real = re.im;
        re.im = im.re;
        if im_complex {
            re.re -= im.im;
        }
        if re_complex {
            re.im += of_real;
        }
    }
    Ok(of_class(&cls, re.into()))
}

/// Whether a number can be made of a value that is no complex.
pub(crate) fn is_convertible(v: &Value) -> bool {
    let class = class_of(v);
    let has = |name: &Value| class.lookup(name).is_some();
    v.is_a::<crate::object::Complex>() || has(cached::__float__().value()) || has(cached::__index__().value())
}

/// The TypeError for the first argument.
pub(crate) fn bad_first(v: &Value) -> Exc {
    type_error(format!("complex() first argument must be a string or a number, not '{}'", class_name(v)))
}

/// The TypeError for the second argument.
pub(crate) fn bad_second(v: &Value) -> Exc {
    type_error(format!("complex() second argument must be a number, not '{}'", class_name(v)))
}
