//! Looking for parts of bytes: `find`, `index`, `count`, `startswith` and their kin.

use super::like::{own_type, receiver};
use crate::buffer;
use crate::exc::{R, type_error, value_error};
use crate::native::Next;
use crate::object::{List, Tuple};
use crate::ops::item::slice::has_index;
use crate::ops::item::text::byte;
use crate::text::{Text, find};
use crate::types::{arg, class_name};
use crate::value::Value;
use crate::vm::Vm;

type Find = fn(Text, Text, Option<isize>, Option<isize>) -> Option<usize>;

/// Calls `f` with the receiver, the part looked for (bytes, or one byte given by an int) and the bounds. None: the part is to be
/// made an int by user code first.
fn search<T>(a: &[Value], f: impl FnOnce(Text, Text, Option<isize>, Option<isize>) -> T) -> R<Option<T>> {
    let bytes = receiver(a)?;
    let text = Text::of_bytes(&bytes);
    let (start, end) = (arg::bound(&a[2]), arg::bound(&a[3]));
    if a[1].is_int() {
        let one = match byte(&a[1])? {
            Some(b) => [b],
            None => return Ok(None),
        };
        return Ok(Some(f(text, Text::of_bytes(&one), start, end)));
    }
    if let Some(part) = buffer::get(&a[1])? {
        return Ok(Some(f(text, Text::of_bytes(&part), start, end)));
    }
    if has_index(&a[1]) {
        return Ok(None);
    }
    Err(type_error(format!("argument should be integer or bytes-like object, not '{}'", class_name(&a[1]))))
}

/// Calls the method again when the prelude has made an int of its first argument.
fn again(vm: &mut Vm, a: &[Value], name: &str) -> R<Next> {
    let args = a.iter().filter(|v| !v.is_unbound()).cloned().collect();
    Ok(Next::call(
        vm.prelude("call_with_index")?,
        [own_type(&a[0]), name.into(), List::from_vec(args).into(), Value::from(1)],
    ))
}

fn place(vm: &mut Vm, a: &[Value], name: &str, find: Find, required: bool) -> R<Next> {
    match search(a, find)? {
        Some(Some(at)) => Ok(Next::Value(at.into())),
        Some(None) if required => Err(value_error("subsection not found")),
        Some(None) => Ok(Next::Value(Value::from(-1))),
        None => again(vm, a, name),
    }
}

pub(crate) fn find(vm: &mut Vm, a: &[Value]) -> R<Next> {
    place(vm, a, "find", find::find, false)
}

pub(crate) fn rfind(vm: &mut Vm, a: &[Value]) -> R<Next> {
    place(vm, a, "rfind", find::rfind, false)
}

pub(crate) fn index(vm: &mut Vm, a: &[Value]) -> R<Next> {
    place(vm, a, "index", find::find, true)
}

pub(crate) fn rindex(vm: &mut Vm, a: &[Value]) -> R<Next> {
    place(vm, a, "rindex", find::rfind, true)
}

pub(crate) fn count(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match search(a, find::count)? {
        Some(n) => Ok(Next::Value(n.into())),
        None => again(vm, a, "count"),
    }
}

type Test = fn(Text, Text, Option<isize>, Option<isize>) -> bool;

fn affix(a: &[Value], name: &str, test: Test) -> R {
    let bytes = receiver(a)?;
    let text = Text::of_bytes(&bytes);
    let (start, end) = (arg::bound(&a[2]), arg::bound(&a[3]));
    let fits = |part: &Value| -> R<bool> {
        let part = buffer::require(part)?;
        Ok(test(text, Text::of_bytes(&part), start, end))
    };
    if let Some(t) = a[1].downcast::<Tuple>() {
        for part in t.items() {
            if fits(part)? {
                return Ok(Value::TRUE);
            }
        }
        return Ok(Value::FALSE);
    }
    if !buffer::is_buffer(&a[1]) {
        return Err(type_error(format!(
            "{name} first arg must be bytes or a tuple of bytes, not {}",
            class_name(&a[1])
        )));
    }
    Ok(fits(&a[1])?.into())
}

pub(crate) fn startswith(_: &mut Vm, a: &[Value]) -> R {
    affix(a, "startswith", find::starts_with)
}

pub(crate) fn endswith(_: &mut Vm, a: &[Value]) -> R {
    affix(a, "endswith", find::ends_with)
}
