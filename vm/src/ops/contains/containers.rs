//! Membership in lists, tuples, ranges, dicts and their views, and sets.

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use crate::exc::R;
use crate::heap::Kind;
use crate::object::*;
use crate::ops::compare::{containers, native_eq};
use crate::ops::hash::Hashed;
use crate::ops::item::sequence::range_has;
use crate::ops::table::{self, member_hash, members, set_has};
use crate::value::Value;

/// `item in container`, for a container of this kind. None: user code has to compare or hash.
#[inline]
pub fn native(container: &Value, kind: Kind, item: &Value) -> R<Option<bool>> {
    match kind {
        Kind::Dict => match container.downcast::<Dict>() {
            Some(d) => dict(&d.table(), item),
            None => Ok(None),
        },
        Kind::Set | Kind::FrozenSet => set(container, item),
        Kind::List => Ok(container.downcast::<List>().and_then(|l| sequence(&l.items(), item))),
        Kind::Tuple => Ok(container.downcast::<Tuple>().and_then(|t| sequence(t.items(), item))),
        Kind::Range => Ok(container.downcast::<Range>().and_then(|r| range(r, item))),
        Kind::DictView => match container.downcast::<DictView>() {
            Some(view) => in_view(container, view, item),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// `key in dict`
pub fn dict(table: &Table<Value>, key: &Value) -> R<Option<bool>> {
    Ok(table::find(table, key)?.map(|(_, at)| at.is_some()))
}

/// `key in set`
pub fn set(container: &Value, key: &Value) -> R<Option<bool>> {
    let Some(table) = members(container) else {
        return Ok(None);
    };
    match member_hash(key) {
        Hashed::Known(hash) => Ok(set_has(&table, hash, key)),
        Hashed::User => Ok(None),
        Hashed::Unhashable(e) => Err(e),
    }
}

/// `item in sequence`
pub fn sequence(items: &[Value], item: &Value) -> Option<bool> {
    for v in items {
        if native_eq(v, item)? {
            return Some(true);
        }
    }
    Some(false)
}

fn range(r: &Range, item: &Value) -> Option<bool> {
    if item.is_small_int() || item.is_bool() || item.exact::<Int>().is_some() {
        return Some(range_has(r, item));
    }
    // A float is in a range if it is equal to one of its ints.
    if let Some(f) = item.as_float().filter(|_| !item.is_object() || item.exact::<Float>().is_some()) {
        let whole = if f.fract() == 0.0 { BigInt::from_f64(f) } else { None };
        return Some(whole.is_some_and(|i| range_has(r, &Value::from(i))));
    }
    if item.is_none() || item.exact::<Str>().is_some() {
        return Some(false);
    }
    None
}

/// `item in view`
pub fn in_view(container: &Value, view: &DictView, item: &Value) -> R<Option<bool>> {
    match view.kind {
        ViewKind::Keys => dict(&view.dict.table(), item),
        ViewKind::Items => {
            if let Some(pair) = item.downcast::<Tuple>().filter(|t| t.len() == 2)
                && let Hashed::Unhashable(e) = crate::ops::hash::native(&pair.items()[0])
            {
                return Err(e);
            }
            Ok(containers::has(container, item, 0))
        }
        ViewKind::Values => {
            for e in view.dict.table().iter() {
                match native_eq(&e.value, item) {
                    Some(true) => return Ok(Some(true)),
                    Some(false) => {}
                    None => return Ok(None),
                }
            }
            Ok(Some(false))
        }
    }
}
