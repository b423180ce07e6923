//! `_count_elements`: the inner loop of `Counter`.

use pausa_vm::native::{Def, Next, pure, tail, this};
use pausa_vm::object::{Dict, List, NativeFunction, TypeRef, intern};
use pausa_vm::ops::arith::{BinaryOp, binary};
use pausa_vm::ops::{iterate, table};
use pausa_vm::types::class_of;
use pausa_vm::types::method::prelude;
use pausa_vm::{R, Value, Vm};

pub(super) const COUNT_ELEMENTS: Def = tail(
    "_count_elements(mapping, iterable, /)",
    count_elements,
    "Count elements in the iterable, updating the mapping",
);

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure("_count_natively(d, items, start, /)", count_natively, "")];

/// Whether entries of such a dict may be read and written directly.
fn is_plain(class: &TypeRef) -> bool {
    ["get", "__setitem__"].iter().all(|name| {
        let found = class.lookup(intern(name.as_bytes()).value());
        found.is_some_and(|f| f.downcast::<NativeFunction>().is_some_and(|f| f.owner.as_ref().is_some_and(is_dict)))
    })
}

fn is_dict(class: &TypeRef) -> bool {
    class.is(&pausa_vm::types::of_kind(pausa_vm::heap::Kind::Dict))
}

fn count_elements(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !a[0].is_a::<Dict>() || !is_plain(&class_of(&a[0])) {
        return prelude(vm, "count_by_methods", a.iter().cloned());
    }
    match iterate::collect(&a[1])? {
        Some(items) => {
            let done = count(vm, this(a)?, &items, 0)?;
            if done == items.len() {
                return Ok(Next::Value(Value::NONE));
            }
            prelude(vm, "count_items_of", [a[0].clone(), List::from_vec(items).into(), done.into()])
        }
        None => prelude(vm, "count_each", a.iter().cloned()),
    }
}

/// Counts items from a position on; returns that of the first which needs user code.
fn count(vm: &mut Vm, d: &Dict, items: &[Value], start: usize) -> R<usize> {
    let one = Value::small_int(1);
    for (i, item) in items.iter().enumerate().skip(start) {
        let mut table = d.table_mut();
        let old = match table::find(&table, item)? {
            None => return Ok(i),
            Some((hash, None)) => {
                table.insert_new(hash, item.clone(), one.clone());
                continue;
            }
            Some((_, Some(at))) => {
                let old = table.entries()[at].value.clone();
                match binary(vm, BinaryOp::Add, &old, &one)? {
                    Some(sum) => std::mem::replace(table.value_mut(at), sum),
                    None => return Ok(i),
                }
            }
        };
        drop(table);
        drop(old);
    }
    Ok(items.len())
}

fn count_natively(vm: &mut Vm, a: &[Value]) -> R {
    let items = this::<List>(&a[1..])?.items().clone();
    let start = a[2].as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(items.len());
    Ok(count(vm, this(a)?, &items, start)?.into())
}
