//! Items of dicts.

use crate::exc::{R, key_error};
use crate::names::cached;
use crate::object::Dict;
use crate::ops::table;
use crate::value::Value;

/// `dict[key]`. None: user code has to compare or hash the key, or the class has a `__missing__`.
#[inline]
pub fn get(dict: &Value, key: &Value) -> R<Option<Value>> {
    let Some(d) = dict.downcast::<Dict>() else {
        return Ok(None);
    };
    let table = d.table();
    match table::find(&table, key)? {
        Some((_, Some(i))) => Ok(Some(table.entries()[i].value.clone())),
        Some((_, None)) if dict.exact::<Dict>().is_some() || !has_missing(dict) => Err(key_error(key.clone())),
        _ => Ok(None),
    }
}

/// Whether the class of a dict has a `__missing__`.
pub fn has_missing(dict: &Value) -> bool {
    crate::types::class_of(dict).lookup(cached::__missing__().value()).is_some()
}

/// `dict[key] = v`. None: user code has to compare or hash the key.
#[inline]
pub fn set(dict: &Dict, key: &Value, v: &Value) -> R<Option<()>> {
    let old = {
        let mut table = dict.table_mut();
        match table::find(&table, key)? {
            None => return Ok(None),
            Some((_, Some(i))) => std::mem::replace(table.value_mut(i), v.clone()),
            Some((hash, None)) => {
                table.insert_new(hash, key.clone(), v.clone());
                return Ok(Some(()));
            }
        }
    };
    drop(old);
    Ok(Some(()))
}

/// `del dict[key]`. None: user code has to compare or hash the key.
pub fn delete(dict: &Dict, key: &Value) -> R<Option<()>> {
    let old = {
        let mut table = dict.table_mut();
        match table::find(&table, key)? {
            None => return Ok(None),
            Some((_, None)) => return Err(key_error(key.clone())),
            Some((_, Some(i))) => table.remove_at(i),
        }
    };
    drop(old);
    Ok(Some(()))
}
