//! Steps of the iterators that build on other iterators, as far as those need no user code.

use super::{Nature, Step, step};
use crate::exc::{R, value_error};
use crate::heap::Kind;
use crate::object::*;
use crate::ops::item;
use crate::value::{INT_MAX, Value};

/// What the steps of an iterator need.
pub fn nature(it: &Value) -> Nature {
    let Some(h) = it.header() else {
        return Nature::USER;
    };
    match h.kind() {
        Kind::ListIter
        | Kind::TupleIter
        | Kind::RangeIter
        | Kind::LongRangeIter
        | Kind::DictIter
        | Kind::SetIter
        | Kind::StrIter
        | Kind::BytesIter => Nature::FINITE,
        _ if h.is_subclass() => Nature::USER,
        Kind::Enumerate => it.downcast::<Enumerate>().map_or(Nature::USER, |e| e.nature),
        Kind::Zip => it.downcast::<Zip>().map_or(Nature::USER, |z| z.nature),
        Kind::Reversed => match it.downcast::<Reversed>() {
            Some(r) => {
                let source = r.source.borrow();
                if source.is_unbound() || has_native_items(&source) { Nature::FINITE } else { Nature::USER }
            }
            None => Nature::USER,
        },
        Kind::Native => h.iterator_nature(),
        _ => Nature::USER,
    }
}

/// Whether items of this sequence need no user code.
fn has_native_items(v: &Value) -> bool {
    v.header().is_some_and(|h| {
        !h.is_subclass()
            && matches!(h.kind(), Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::Range)
    })
}

/// The next item of an iterator of this kind and of no subclass.
pub(super) fn native_step(it: &Value, kind: Kind) -> R<Step> {
    match kind {
        Kind::Enumerate => it.downcast().map_or(Ok(Step::User), enumerate_step),
        Kind::Zip => it.downcast().map_or(Ok(Step::User), zip_step),
        Kind::Reversed => it.downcast().map_or(Ok(Step::User), reversed_step),
        _ => Ok(Step::User),
    }
}

/// The next number of an `enumerate`, paired with an item.
pub fn numbered(e: &Enumerate, item: Value) -> Value {
    Tuple::from_array([next_number(e), item]).into()
}

/// The next number of an `enumerate`.
#[inline]
pub(super) fn next_number(e: &Enumerate) -> Value {
    let mut count = e.count.borrow_mut();
    let next = match count.as_small_int() {
        Some(n) if n < INT_MAX => Value::small_int(n + 1),
        _ => match count.as_bigint() {
            Some(n) => Value::from(n.into_owned() + 1),
            None => Value::small_int(0),
        },
    };
    std::mem::replace(&mut *count, next)
}

fn enumerate_step(e: &Enumerate) -> R<Step> {
    if !e.nature.is_native() {
        return Ok(Step::User);
    }
    Ok(match step(&e.iterator)? {
        Step::Item(v) => Step::Item(numbered(e, v)),
        other => other,
    })
}

/// The next item of a `zip`.
pub fn zip_step(z: &Zip) -> R<Step> {
    if !z.nature.is_native() {
        return Ok(Step::User);
    }
    if let [a, b] = &z.iterators[..] {
        // The commonest number of iterators.
        let Step::Item(x) = step(a)? else {
            return shorter(z, 0, 0);
        };
        return match step(b)? {
            Step::Item(y) => Ok(Step::Item(Tuple::from_array([x, y]).into())),
            _ => shorter(z, 1, 1),
        };
    }
    let mut items = Vec::with_capacity(z.iterators.len());
    for (i, it) in z.iterators.iter().enumerate() {
        match step(it)? {
            Step::Item(v) => items.push(v),
            _ => return shorter(z, i, i),
        }
    }
    if items.is_empty() {
        return Ok(Step::Done);
    }
    Ok(Step::Item(Tuple::from_vec(items).into()))
}

/// Iterator number `i` has ended after `taken` others have given an item.
fn shorter(z: &Zip, i: usize, taken: usize) -> R<Step> {
    if !z.strict.get() {
        return Ok(Step::Done);
    }
    if taken > 0 {
        return Err(too_short(i));
    }
    for (n, it) in z.iterators.iter().enumerate().skip(1) {
        if let Step::Item(_) = step(it)? {
            return Err(too_long(n));
        }
    }
    Ok(Step::Done)
}

fn among(i: usize) -> String {
    if i == 1 { "argument 1".to_owned() } else { format!("arguments 1-{i}") }
}

/// The ValueError for a strict zip whose iterator number `i` has ended before those left of it.
pub fn too_short(i: usize) -> crate::exc::Exc {
    value_error(format!("zip() argument {} is shorter than {}", i + 1, among(i)))
}

/// The ValueError for a strict zip whose iterator number `i` goes on although those left of it have ended.
pub fn too_long(i: usize) -> crate::exc::Exc {
    value_error(format!("zip() argument {} is longer than {}", i + 1, among(i)))
}

/// The next item of a `reversed`.
pub fn reversed_step(r: &Reversed) -> R<Step> {
    let at = r.pos.get();
    let item = {
        let source = r.source.borrow();
        if source.is_unbound() || at == 0 {
            None
        } else if has_native_items(&source) {
            match item::get(&source, &Value::from(at - 1)) {
                Ok(v) => v,
                Err(e) if e.is(crate::exc::ExcKind::IndexError) => None,
                Err(e) => return Err(e),
            }
        } else {
            return Ok(Step::User);
        }
    };
    match item {
        Some(v) => {
            r.pos.set(at - 1);
            Ok(Step::Item(v))
        }
        None => {
            r.pos.set(0);
            drop(r.source.take());
            Ok(Step::Done)
        }
    }
}
