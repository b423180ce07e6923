//! What compares the items of deques: searching, counting, equality and order. The native way is taken as long as no item needs user
//! code; the prelude starts over otherwise.

use pausa_vm::native::{Next, this};
use pausa_vm::ops::compare::{CompareOp, containers, native_eq};
use pausa_vm::types::method::{compared, prelude};
use pausa_vm::types::{container, list};
use pausa_vm::{R, Value, Vm};

use super::deque::{Deque, as_list};

/// Where a value is: `Err(())` if only user code can tell.
fn find(d: &Deque, value: &Value, from: usize, to: usize) -> Result<Option<usize>, ()> {
    d.with_items(|items| {
        for (i, v) in items.iter().enumerate().take(to).skip(from) {
            match native_eq(v, value) {
                Some(true) => return Ok(Some(i)),
                Some(false) => {}
                None => return Err(()),
            }
        }
        Ok(None)
    })
}

pub(super) fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match find(this(a)?, &a[1], 0, usize::MAX) {
        Ok(found) => Ok(Next::Value(Value::bool(found.is_some()))),
        Err(()) => prelude(vm, "deque_contains", a.iter().cloned()),
    }
}

pub(super) fn index(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = this::<Deque>(a)?;
    let (from, to) = list::search_bounds(&a[2], &a[3], d.len());
    match find(d, &a[1], from, to) {
        Ok(Some(at)) => Ok(Next::Value(at.into())),
        Ok(None) => prelude(vm, "not_in_deque", [a[1].clone()]),
        Err(()) => {
            let bounds = [Value::from(from), Value::from(to.min(d.len()))];
            prelude(vm, "deque_index", [a[0].clone(), a[1].clone()].into_iter().chain(bounds))
        }
    }
}

pub(super) fn remove(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = this::<Deque>(a)?;
    match find(d, &a[1], 0, usize::MAX) {
        Ok(Some(at)) => {
            d.remove_at(at);
            Ok(Next::Value(Value::NONE))
        }
        Ok(None) => prelude(vm, "not_in_deque", [a[1].clone()]),
        Err(()) => prelude(vm, "deque_remove", a.iter().cloned()),
    }
}

pub(super) fn count(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match this::<Deque>(a)?.with_items(|items| list::count_of(items, &a[1])) {
        Some(n) => Ok(Next::Value(n.into())),
        None => prelude(vm, "deque_count", a.iter().cloned()),
    }
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let d = this::<Deque>(a)?;
    let Some(other) = a[1].downcast::<Deque>() else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let (x, y) = (as_list(d), as_list(other));
    let outcome = match op {
        CompareOp::Eq | CompareOp::Ne => container::sequences_equal(&x.items(), &y.items(), op),
        _ => containers::sequence_order(op, &x.items(), &y.items(), 0)?,
    };
    compared(vm, outcome, op, "compare_deques", a)
}

macro_rules! comparisons {
    ($($name:ident $op:ident)*) => {
        $(pub(super) fn $name(vm: &mut Vm, a: &[Value]) -> R<Next> {
            compare(vm, a, CompareOp::$op)
        })*
    };
}
comparisons! { lt Lt le Le eq Eq ne Ne gt Gt ge Ge }
