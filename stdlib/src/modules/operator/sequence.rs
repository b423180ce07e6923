//! Operators on containers, and comparing secrets.

use pausa_vm::buffer;
use pausa_vm::exc::type_error;
use pausa_vm::native::{Def, Next, pure, tail};
use pausa_vm::object::{List, Str, Tuple};
use pausa_vm::ops::arith::{self, BinaryOp};
use pausa_vm::ops::compare::native_eq;
use pausa_vm::ops::{contains, item, length};
use pausa_vm::types::class_name;
use pausa_vm::types::method::{or_prelude, prelude};
use pausa_vm::{R, Value, Vm};

#[rustfmt::skip]
pub(super) const DEFS: &[Def] = &[
    tail("concat(a, b, /)", concat, "Same as a + b, for a and b sequences."),
    tail("iconcat(a, b, /)", |vm, a| prelude(vm, "operator_iconcat", a.iter().cloned()), "Same as a += b, for a and b sequences."),
    tail("contains(a, b, /)", |vm, a| { let found = contains::native(&a[0], &a[1])?; or_prelude(vm, found.map(Value::bool), "operator_contains", a) }, "Same as b in a (note reversed operands)."),
    tail("countOf(a, b, /)", count, "Return the number of items in a which are, or which equal, b."),
    tail("indexOf(a, b, /)", position, "Return the first index of b in a."),
    tail("getitem(a, b, /)", getitem, "Same as a[b]."),
    tail("setitem(a, b, c, /)", |vm, a| { let done = item::set(&a[0], &a[1], &a[2])?; or_prelude(vm, done.map(Value::from), "operator_setitem", a) }, "Same as a[b] = c."),
    tail("delitem(a, b, /)", |vm, a| { let done = item::delete(&a[0], &a[1])?; or_prelude(vm, done.map(Value::from), "operator_delitem", a) }, "Same as del a[b]."),
    tail("length_hint(obj, default=0, /)", length_hint, "Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\nIf the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount.\nThe result will be an integer >= 0."),
    pure("_compare_digest(a, b, /)", compare_digest, "Return 'a == b'.\n\nThis function uses an approach designed to prevent\ntiming analysis, making it appropriate for cryptography."),
];

fn concat(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let native = a[0].is_a::<List>() || a[0].is_a::<Tuple>() || a[0].is_a::<Str>();
    let outcome = if native { arith::binary(vm, BinaryOp::Add, &a[0], &a[1])? } else { None };
    or_prelude(vm, outcome, "operator_concat", a)
}

pub(super) fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let found = item::get(&a[0], &a[1])?;
    or_prelude(vm, found, "operator_getitem", a)
}

/// Calls `f` with the items of an exact list or tuple.
fn with_items<T>(v: &Value, f: impl FnOnce(&[Value]) -> Option<T>) -> Option<T> {
    if let Some(list) = v.exact::<List>() {
        return f(&list.items());
    }
    v.exact::<Tuple>().and_then(|t| f(t.items()))
}

fn count(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let n = with_items(&a[0], |items| pausa_vm::types::list::count_of(items, &a[1]));
    or_prelude(vm, n.map(Value::from), "operator_count", a)
}

fn position(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let found = with_items(&a[0], |items| {
        for (i, v) in items.iter().enumerate() {
            if native_eq(v, &a[1])? {
                return Some(i);
            }
        }
        None
    });
    or_prelude(vm, found.map(Value::from), "operator_position", a)
}

fn length_hint(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let default = match a[1].given() {
        Some(v) if !v.is_int() => {
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
        }
        Some(v) => v.clone(),
        None => Value::small_int(0),
    };
    match length(&a[0]) {
        Some(n) => Ok(Next::Value(n.into())),
        None => prelude(vm, "operator_length_hint", [a[0].clone(), default]),
    }
}

/// Whether two secrets are equal; how long it takes tells nothing but their lengths.
fn compare_digest(_: &mut Vm, a: &[Value]) -> R {
    fn same(a: &[u8], b: &[u8]) -> bool {
        let differing = a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y));
        std::hint::black_box(differing) == 0 && a.len() == b.len()
    }
    if let (Some(x), Some(y)) = (a[0].downcast::<Str>(), a[1].downcast::<Str>()) {
        if !x.bytes().is_ascii() || !y.bytes().is_ascii() {
            return Err(type_error("comparing strings with non-ASCII characters is not supported"));
        }
        return Ok(Value::bool(same(x.bytes(), y.bytes())));
    }
    if !buffer::is_buffer(&a[0]) && !buffer::is_buffer(&a[1]) {
        let (x, y) = (class_name(&a[0]), class_name(&a[1]));
        return Err(type_error(format!("unsupported operand types(s) or combination of types: '{x}' and '{y}'")));
    }
    Ok(Value::bool(same(&buffer::require(&a[0])?, &buffer::require(&a[1])?)))
}
