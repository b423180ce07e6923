//! The order of lists, tuples and sets, and the equality of dict views, ranges and type expressions.

use super::{CompareOp, eq, native_eq, rich_at};
use crate::exc::R;
use crate::heap::Kind;
use crate::object::*;
use crate::ops::sets;
use crate::ops::table::{self, dict_has, members};
use crate::value::Value;

/// `l op r` of two containers that have an order. None: their methods have to say.
pub(super) fn order(op: CompareOp, l: &Value, r: &Value, depth: u32) -> R<Option<bool>> {
    if let (Some(a), Some(b)) = (l.downcast::<List>(), r.downcast::<List>()) {
        return sequence_order(op, &a.items(), &b.items(), depth);
    }
    if let (Some(a), Some(b)) = (l.downcast::<Tuple>(), r.downcast::<Tuple>()) {
        return sequence_order(op, a.items(), b.items(), depth);
    }
    if let (Some(a), Some(b)) = (members(l), members(r)) {
        return Ok(set_order(op, &a, &b));
    }
    Ok(None)
}

/// The first items that differ decide; without any, the lengths do.
pub fn sequence_order(op: CompareOp, a: &[Value], b: &[Value], depth: u32) -> R<Option<bool>> {
    for (x, y) in a.iter().zip(b) {
        match native_eq(x, y) {
            Some(true) => {}
            Some(false) => return rich_at(op, x, y, depth + 1),
            None => return Ok(None),
        }
    }
    Ok(Some(op.holds(a.len().cmp(&b.len()))))
}

/// The order of sets is inclusion.
pub fn set_order(op: CompareOp, a: &SetTable, b: &SetTable) -> Option<bool> {
    match op {
        CompareOp::Le => sets::is_subset(a, b),
        CompareOp::Ge => sets::is_subset(b, a),
        CompareOp::Lt if a.len() >= b.len() => Some(false),
        CompareOp::Lt => sets::is_subset(a, b),
        CompareOp::Gt if b.len() >= a.len() => Some(false),
        CompareOp::Gt => sets::is_subset(b, a),
        CompareOp::Eq => sets::equal(a, b),
        CompareOp::Ne => sets::equal(a, b).map(|same| !same),
    }
}

/// The equality of two objects of rarer kinds. None: not known here. `Some(None)`: only user code can tell.
pub(super) fn equal(l: &Value, r: &Value, depth: u32) -> Option<Option<bool>> {
    let (x, y) = (l.header()?.kind(), r.header()?.kind());
    match (x, y) {
        (Kind::Range, Kind::Range) => Some(ranges(l.downcast()?, r.downcast()?)),
        (Kind::DictView, Kind::DictView | Kind::Set | Kind::FrozenSet) => Some(views(l, r, depth)),
        (Kind::Set | Kind::FrozenSet, Kind::DictView) => Some(views(r, l, depth)),
        (Kind::GenericAlias, Kind::GenericAlias) => {
            let (a, b) = (l.downcast::<GenericAlias>()?, r.downcast::<GenericAlias>()?);
            if a.unpacked.is_true() != b.unpacked.is_true() {
                return Some(Some(false));
            }
            Some(both(same(&a.origin, &b.origin, depth), || same(&a.args, &b.args, depth)))
        }
        (Kind::Union, Kind::Union) => Some(unions(l.downcast()?, r.downcast()?, depth)),
        _ => None,
    }
}

fn both(a: Option<bool>, b: impl FnOnce() -> Option<bool>) -> Option<bool> {
    if a? { b() } else { Some(false) }
}

fn same(a: &Value, b: &Value, depth: u32) -> Option<bool> {
    if a.is(b) { Some(true) } else { eq(a, b, depth + 1) }
}

fn ranges(a: &Range, b: &Range) -> Option<bool> {
    let empty = |v: &Value| v.as_i64() == Some(0);
    if !native_eq(&a.length, &b.length)? {
        return Some(false);
    }
    if empty(&a.length) {
        return Some(true);
    }
    if !native_eq(&a.start, &b.start)? {
        return Some(false);
    }
    if a.length.as_i64() == Some(1) {
        return Some(true);
    }
    native_eq(&a.step, &b.step)
}

/// Whether two unions have the same members, in any order.
fn unions(a: &Union, b: &Union, depth: u32) -> Option<bool> {
    let (x, y) = (a.args.downcast::<Tuple>()?, b.args.downcast::<Tuple>()?);
    if x.len() != y.len() {
        return Some(false);
    }
    for v in x.items() {
        let mut found = false;
        for w in y.items() {
            found = found || same(v, w, depth)?;
        }
        if !found {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether a view has the same members as another view or a set.
fn views(view: &Value, other: &Value, depth: u32) -> Option<bool> {
    let (v, w) = (view.downcast::<DictView>()?, other.downcast::<DictView>());
    if v.kind == ViewKind::Values || w.is_some_and(|w| w.kind == ViewKind::Values) {
        // Views of values have no equality of their own, and are not the same object.
        return Some(false);
    }
    let length = match w {
        Some(w) => w.dict.len(),
        None => members(other)?.len(),
    };
    if v.dict.len() != length {
        return Some(false);
    }
    subset(v, other, depth)
}

/// Whether all that a view shows is in a view or set.
pub fn subset(v: &DictView, other: &Value, depth: u32) -> Option<bool> {
    let table = v.dict.table();
    for e in table.iter() {
        let found = match v.kind {
            ViewKind::Items => {
                let pair = Tuple::from_slice(&[e.key.clone(), e.value.clone()]).into();
                has(other, &pair, depth)?
            }
            _ => match (members(other), other.downcast::<DictView>()) {
                (Some(set), _) => table::set_has(&set, e.hash, &e.key)?,
                (_, Some(w)) if w.kind == ViewKind::Keys => dict_has(&w.dict.table(), e.hash, &e.key)?,
                _ => has(other, &e.key, depth)?,
            },
        };
        if !found {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether something is in a set, or in a view of keys or items.
pub fn has(container: &Value, item: &Value, depth: u32) -> Option<bool> {
    if let Some(set) = members(container) {
        return table::set_has(&set, crate::ops::hash::native(item).known()?, item);
    }
    let view = container.downcast::<DictView>()?;
    let dict = view.dict.table();
    match view.kind {
        ViewKind::Keys => dict_has(&dict, crate::ops::hash::native(item).known()?, item),
        ViewKind::Items => {
            let Some(pair) = item.downcast::<Tuple>().filter(|t| t.len() == 2) else {
                return Some(false);
            };
            let (key, value) = (&pair.items()[0], &pair.items()[1]);
            let hash = crate::ops::hash::native(key).known()?;
            match dict.find(hash, None, |k| native_eq(k, key)) {
                Found::At(i) => same(&dict.entries()[i].value, value, depth),
                Found::Missing => Some(false),
                Found::Ask(_) => None,
            }
        }
        ViewKind::Values => None,
    }
}
