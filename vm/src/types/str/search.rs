//! Looking for parts of a str: `find`, `index`, `count`, `startswith` and their kin.

use crate::exc::{R, type_error, value_error};
use crate::native::this;
use crate::object::{Str, Tuple};
use crate::text::{Text, find};
use crate::types::{arg, class_name};
use crate::value::Value;
use crate::vm::Vm;

/// What `find` and its kin are given.
struct Search<'a> {
    text: Text<'a>,
    part: Text<'a>,
    start: Option<isize>,
    end: Option<isize>,
}

fn search(a: &[Value]) -> R<Search<'_>> {
    let part = a[1].downcast::<Str>().ok_or_else(|| type_error(format!("must be str, not {}", class_name(&a[1]))))?;
    Ok(Search { text: this::<Str>(a)?.text(), part: part.text(), start: arg::bound(&a[2]), end: arg::bound(&a[3]) })
}

fn place(found: Option<usize>) -> Value {
    found.map_or(Value::small_int(-1), Value::from)
}

fn required(found: Option<usize>) -> R {
    found.map(Value::from).ok_or_else(|| value_error("substring not found"))
}

pub(super) fn find(_: &mut Vm, a: &[Value]) -> R {
    let s = search(a)?;
    Ok(place(find::find(s.text, s.part, s.start, s.end)))
}

pub(super) fn rfind(_: &mut Vm, a: &[Value]) -> R {
    let s = search(a)?;
    Ok(place(find::rfind(s.text, s.part, s.start, s.end)))
}

pub(super) fn index(_: &mut Vm, a: &[Value]) -> R {
    let s = search(a)?;
    required(find::find(s.text, s.part, s.start, s.end))
}

pub(super) fn rindex(_: &mut Vm, a: &[Value]) -> R {
    let s = search(a)?;
    required(find::rfind(s.text, s.part, s.start, s.end))
}

pub(super) fn count(_: &mut Vm, a: &[Value]) -> R {
    let s = search(a)?;
    Ok(find::count(s.text, s.part, s.start, s.end).into())
}

type Test = fn(Text, Text, Option<isize>, Option<isize>) -> bool;

/// Tests one affix, or the members of a tuple until one fits.
fn affix(a: &[Value], name: &str, test: Test) -> R {
    let text = this::<Str>(a)?.text();
    let (start, end) = (arg::bound(&a[2]), arg::bound(&a[3]));
    if let Some(s) = a[1].downcast::<Str>() {
        return Ok(test(text, s.text(), start, end).into());
    }
    let Some(t) = a[1].downcast::<Tuple>() else {
        return Err(type_error(format!("{name} first arg must be str or a tuple of str, not {}", class_name(&a[1]))));
    };
    for v in t.items() {
        let s = v
            .downcast::<Str>()
            .ok_or_else(|| type_error(format!("tuple for {name} must only contain str, not {}", class_name(v))))?;
        if test(text, s.text(), start, end) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub(super) fn startswith(_: &mut Vm, a: &[Value]) -> R {
    affix(a, "startswith", find::starts_with)
}

pub(super) fn endswith(_: &mut Vm, a: &[Value]) -> R {
    affix(a, "endswith", find::ends_with)
}
