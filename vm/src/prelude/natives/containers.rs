//! Helpers of containers with user keys, and of the iterators that call user code.

use crate::exc::{R, type_error};
use crate::native::{Def, pure};
use crate::number::hash::TupleHasher;
use crate::object::{Dict, Found, FrozenSet, List, Set};
use crate::ops::compare::native_eq;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_dict_find(d, key, hash, after, /)", dict_find, ""),
    pure(
        "_dict_key(d, i, /)",
        |_, a| {
            Ok(dict(&a[0])?
                .table()
                .entries()
                .get(index(&a[1]))
                .map(|e| e.key.clone())
                .filter(|k| !k.is_unbound())
                .unwrap_or(Value::NONE))
        },
        "",
    ),
    pure(
        "_dict_value(d, i, /)",
        |_, a| Ok(dict(&a[0])?.table().entries().get(index(&a[1])).map(|e| e.value.clone()).unwrap_or(Value::NONE)),
        "",
    ),
    pure("_dict_put(d, i, value, /)", dict_put, ""),
    pure("_dict_insert(d, key, hash, value, /)", dict_insert, ""),
    pure("_dict_remove(d, i, /)", dict_remove, ""),
    pure("_set_find(s, key, hash, after, /)", set_find, ""),
    pure("_set_key(s, i, /)", set_key, ""),
    pure("_set_insert(s, key, hash, /)", set_insert, ""),
    pure("_tuple_hash(hashes, /)", tuple_hash, ""),
    pure("_enter_repr(x, /)", |vm, a| Ok(Value::bool(enter_repr(vm, &a[0]))), ""),
    pure(
        "_leave_repr(x, /)",
        |vm, a| {
            vm.showing.retain(|id| *id != a[0].id());
            Ok(Value::NONE)
        },
        "",
    ),
];

fn dict(v: &Value) -> R<&Dict> {
    v.downcast::<Dict>().ok_or_else(|| type_error("expected a dict"))
}

fn index(v: &Value) -> usize {
    v.as_i64().and_then(|i| usize::try_from(i).ok()).unwrap_or(usize::MAX)
}

/// An entry as the prelude sees it: its number, -1 for none, -2 - number where user code has to compare.
fn encode(found: Found) -> Value {
    Value::small_int(match found {
        Found::At(i) => i as i64,
        Found::Missing => -1,
        Found::Ask(i) => -2 - i as i64,
    })
}

fn after(v: &Value) -> Option<usize> {
    v.as_i64().and_then(|i| usize::try_from(i).ok())
}

fn hash_of(v: &Value) -> u64 {
    v.as_i64().unwrap_or(0) as u64
}

fn dict_find(_: &mut Vm, args: &[Value]) -> R {
    let d = dict(&args[0])?;
    let found = d.table().find(hash_of(&args[2]), after(&args[3]), |k| native_eq(k, &args[1]));
    Ok(encode(found))
}

fn dict_put(_: &mut Vm, args: &[Value]) -> R {
    let d = dict(&args[0])?;
    let i = index(&args[1]);
    let old = {
        let mut table = d.table_mut();
        if i >= table.entries().len() {
            return Err(crate::exc::runtime_error("dictionary changed size during a look-up"));
        }
        std::mem::replace(table.value_mut(i), args[2].clone())
    };
    drop(old);
    Ok(Value::NONE)
}

fn dict_insert(_: &mut Vm, args: &[Value]) -> R {
    dict(&args[0])?.table_mut().insert_new(hash_of(&args[2]), args[1].clone(), args[3].clone());
    Ok(Value::NONE)
}

fn dict_remove(_: &mut Vm, args: &[Value]) -> R {
    let d = dict(&args[0])?;
    let i = index(&args[1]);
    let old = {
        let mut table = d.table_mut();
        if table.entries().get(i).is_none_or(|e| e.key.is_unbound()) {
            return Err(crate::exc::runtime_error("dictionary changed size during a look-up"));
        }
        table.remove_at(i)
    };
    drop(old);
    Ok(Value::NONE)
}

fn set_find(_: &mut Vm, args: &[Value]) -> R {
    let equal = |k: &Value| native_eq(k, &args[1]);
    let (hash, from) = (hash_of(&args[2]), after(&args[3]));
    Ok(encode(match (args[0].downcast::<Set>(), args[0].downcast::<FrozenSet>()) {
        (Some(s), _) => s.table().find(hash, from, equal),
        (_, Some(s)) => s.table().find(hash, from, equal),
        _ => Found::Missing,
    }))
}

fn set_key(_: &mut Vm, args: &[Value]) -> R {
    let i = index(&args[1]);
    let key = match (args[0].downcast::<Set>(), args[0].downcast::<FrozenSet>()) {
        (Some(s), _) => s.table().slots().get(i).map(|s| s.key.clone()),
        (_, Some(s)) => s.table().slots().get(i).map(|s| s.key.clone()),
        _ => None,
    };
    Ok(key.unwrap_or(Value::NONE))
}

fn set_insert(_: &mut Vm, args: &[Value]) -> R {
    match args[0].downcast::<Set>() {
        Some(s) => s.table_mut().insert_new(hash_of(&args[2]), args[1].clone()),
        None => return Err(type_error("expected a set")),
    }
    Ok(Value::NONE)
}

fn tuple_hash(_: &mut Vm, args: &[Value]) -> R {
    let mut h = TupleHasher::new();
    if let Some(l) = args[0].downcast::<List>() {
        for v in l.items().iter() {
            h.add(v.as_i64().unwrap_or(0));
        }
    }
    Ok(Value::from(h.finish()))
}

/// Notes that an object is being shown; true if it is already.
fn enter_repr(vm: &mut Vm, v: &Value) -> bool {
    if vm.showing.contains(&v.id()) {
        return true;
    }
    vm.showing.push(v.id());
    false
}
