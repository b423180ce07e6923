//! `+` and `*` of lists and tuples, `|`, `&`, `-` and `^` of sets, dicts and dict views.

use super::BinaryOp;
use super::sequence::{Count, count};
use crate::exc::{R, memory_error};
use crate::heap::Kind;
use crate::object::*;
use crate::ops::iterate;
use crate::ops::sets;
use crate::ops::table::{dict_update, members};
use crate::types::set::same_kind;
use crate::value::Value;
use crate::vm::Vm;

/// The operation, if a container is the one to do it.
pub(super) fn binary(vm: &mut Vm, op: BinaryOp, l: &Value, r: &Value) -> R<Option<Value>> {
    let (Some(left), right) = (kind(l), kind(r)) else {
        // Only repetition is done by its right operand.
        return match (op, kind(r)) {
            (BinaryOp::Mul, Some(Kind::List | Kind::Tuple)) => repeat_by(vm, r, l, true),
            _ => Ok(None),
        };
    };
    match (op, left) {
        (BinaryOp::Add, Kind::List) => match (l.downcast::<List>(), r.downcast::<List>()) {
            (Some(a), Some(b)) => concat(&a.items(), &b.items()).map(|v| Some(List::from_vec(v).into())),
            _ => Ok(None),
        },
        (BinaryOp::Add, Kind::Tuple) => match r.downcast::<Tuple>() {
            Some(_) => tuple_concat(l, r).map(Some),
            None => Ok(None),
        },
        (BinaryOp::Mul, Kind::List | Kind::Tuple) => repeat_by(vm, l, r, false),
        (_, Kind::Set | Kind::FrozenSet) => match members(r) {
            Some(b) => Ok(set_operation(op, l, &b)),
            None => Ok(None),
        },
        (BinaryOp::Or, Kind::Dict) if right == Some(Kind::Dict) => Ok(merge(l, r)),
        _ => Ok(None),
    }
}

/// The kind of a container.
fn kind(v: &Value) -> Option<Kind> {
    v.header()
        .map(|h| h.kind())
        .filter(|k| matches!(k, Kind::List | Kind::Tuple | Kind::Set | Kind::FrozenSet | Kind::Dict))
}

fn concat(a: &[Value], b: &[Value]) -> R<Vec<Value>> {
    let mut out = Vec::new();
    out.try_reserve_exact(a.len() + b.len()).map_err(|_| memory_error())?;
    out.extend_from_slice(a);
    out.extend_from_slice(b);
    Ok(out)
}

/// `list + list`
pub fn list_concat(a: &List, b: &List) -> R {
    Ok(List::from_vec(concat(&a.items(), &b.items())?).into())
}

/// `tuple + tuple`
#[inline]
pub fn tuple_concat(l: &Value, r: &Value) -> R {
    let (Some(a), Some(b)) = (l.downcast::<Tuple>(), r.downcast::<Tuple>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if a.is_empty() && r.exact::<Tuple>().is_some() {
        return Ok(r.clone());
    }
    if b.is_empty() && l.exact::<Tuple>().is_some() {
        return Ok(l.clone());
    }
    let (a, b) = (a.items(), b.items());
    let t = Tuple::try_concat(a, b).ok_or_else(memory_error)?;
    Ok(t.into())
}

fn repeat_by(vm: &Vm, sequence: &Value, other: &Value, reflected: bool) -> R<Option<Value>> {
    match count(vm, other, reflected)? {
        Count::Times(n) => repeat(sequence, n).map(Some),
        Count::Ask => Ok(None),
    }
}

/// `sequence * n`
pub fn repeat(sequence: &Value, n: usize) -> R {
    if let Some(t) = sequence.downcast::<Tuple>() {
        if (n == 1 || t.is_empty()) && sequence.exact::<Tuple>().is_some() {
            return Ok(sequence.clone());
        }
        return Ok(Tuple::from_vec(repeated(t.items(), n)?).into());
    }
    match sequence.downcast::<List>() {
        Some(l) => Ok(List::from_vec(repeated(&l.items(), n)?).into()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn repeated(items: &[Value], n: usize) -> R<Vec<Value>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let len = items.len().checked_mul(n).ok_or_else(memory_error)?;
    let mut out = Vec::new();
    out.try_reserve_exact(len).map_err(|_| memory_error())?;
    match items {
        [one] => out.resize(n, one.clone()),
        _ => (0..n).for_each(|_| out.extend_from_slice(items)),
    }
    Ok(out)
}

/// `set op members`, whose result is a set or frozenset as the left operand is.
fn set_operation(op: BinaryOp, l: &Value, b: &SetTable) -> Option<Value> {
    let a = members(l)?;
    let table = match op {
        BinaryOp::Or => sets::union(&a, b),
        BinaryOp::And => sets::intersection(&a, b),
        BinaryOp::Sub => sets::difference(&a, b),
        BinaryOp::Xor => sets::symmetric_difference(&a, b),
        _ => None,
    }?;
    Some(same_kind(l, table))
}

/// `dict | dict`
fn merge(l: &Value, r: &Value) -> Option<Value> {
    let (exact, other) = (l.exact::<Dict>()?, r.exact::<Dict>()?);
    let result = Dict::from_table(exact.table().duplicate());
    dict_update(&result, other).then(|| result.into())
}

/// `l op= r`, for containers that change. None: the methods have to say.
pub(super) fn inplace(vm: &Vm, op: BinaryOp, l: &Value, r: &Value) -> R<Option<Value>> {
    match kind(l) {
        Some(Kind::List) => {
            let Some(list) = l.downcast::<List>() else {
                return Ok(None);
            };
            match op {
                BinaryOp::Add => match iterate::collect(r)? {
                    Some(items) => extend(list, items)?,
                    None => return Ok(None),
                },
                BinaryOp::Mul => match count(vm, r, false)? {
                    Count::Times(n) => repeat_in_place(list, n)?,
                    Count::Ask => return Ok(None),
                },
                _ => return Ok(None),
            }
        }
        Some(Kind::Dict) if op == BinaryOp::Or => match (l.downcast::<Dict>(), r.exact::<Dict>()) {
            (Some(to), Some(from)) if dict_update(to, from) => {}
            _ => return Ok(None),
        },
        Some(Kind::Set) => {
            let (Some(set), Some(_)) = (l.downcast::<Set>(), members(r)) else {
                return Ok(None);
            };
            if !set_inplace(op, set, r) {
                return Ok(None);
            }
        }
        _ => return Ok(None),
    }
    Ok(Some(l.clone()))
}

/// Changes a set by a set; false if that needs user code. Then some members may be added or removed already: doing it once more
/// leads to the same end.
fn set_inplace(op: BinaryOp, set: &Set, r: &Value) -> bool {
    let mut removed = Vec::new();
    let mut old = Default::default();
    let this = r.downcast::<Set>().is_some_and(|s| std::ptr::eq(s, set));
    let done = if this {
        if matches!(op, BinaryOp::Sub | BinaryOp::Xor) {
            old = set.table_mut().take_all();
        }
        true
    } else {
        let Some(b) = members(r) else {
            return false;
        };
        let mut a = set.table_mut();
        match op {
            BinaryOp::Or => sets::merge(&mut a, &b, 0).is_none(),
            BinaryOp::Sub => sets::remove_all(&mut a, &b, 0, &mut removed).is_none(),
            BinaryOp::Xor => sets::is_known(&a, &b) && sets::exchange_all(&mut a, &b, 0, &mut removed).is_none(),
            BinaryOp::And => match sets::intersection(&a, &b) {
                Some(mut new) => {
                    std::mem::swap(&mut *a, &mut new);
                    old = new.take_all();
                    true
                }
                None => false,
            },
            _ => false,
        }
    };
    drop((old, removed));
    done
}

/// Adds items at a list's end.
pub fn extend(list: &List, new: Vec<Value>) -> R<()> {
    let mut items = list.items_mut();
    items.try_reserve(new.len()).map_err(|_| memory_error())?;
    items.extend(new);
    Ok(())
}

/// `list *= n`
pub fn repeat_in_place(list: &List, n: usize) -> R<()> {
    if n == 1 {
        return Ok(());
    }
    let new = repeated(&list.items(), n)?;
    let old = std::mem::replace(&mut *list.items_mut(), new);
    drop(old);
    Ok(())
}
