//! What dicts do.

use crate::exc::{R, key_error, type_error};
use crate::heap::{self, Kind, Obj};
use crate::native::{Next, class_arg, this};
use crate::object::*;
use crate::ops::compare::CompareOp;
use crate::ops::item::mapping;
use crate::ops::{contains, iterate, table};
use crate::types::dict::view;
use crate::types::method::{check_class, compared, not_a, or_prelude, prelude, prelude_with};
use crate::types::{class_of, of_kind};
use crate::value::Value;
use crate::vm::Vm;

fn receiver(a: &[Value]) -> R<Obj<Dict>> {
    a[0].cast::<Dict>().ok_or_else(|| not_a("dict", &a[0]))
}

/// The one positional argument of `dict()` and `update()`, if there is one.
fn source<'a>(args: &'a Value, name: &str) -> R<Option<&'a Value>> {
    let items = args.downcast::<Tuple>().map_or(&[][..], |t| t.items());
    match items {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        more => Err(type_error(format!("{name} expected at most 1 argument, got {}", more.len()))),
    }
}

/// Whether a dict's own entries are what its keys and items are: its class does not say otherwise.
pub fn is_plain_mapping(v: &Value) -> bool {
    v.exact::<Dict>().is_some()
        || (v.is_a::<Dict>()
            && crate::types::class_of(v)
                .lookup(crate::names::cached::__iter__().value())
                .is_some_and(|f| f.is_a::<NativeFunction>()))
}

/// Adds what `dict()`, `update()` and `__init__()` are given, and gives `result`. What needs user code is left to the prelude.
pub fn fill(vm: &mut Vm, dict: &Obj<Dict>, from: Option<&Value>, keywords: &Value, result: Value) -> R<Next> {
    let mut rest = None;
    if let Some(from) = from {
        rest = if is_plain_mapping(from) {
            let done = from.downcast::<Dict>().is_some_and(|d| table::dict_update(dict, d));
            if done { None } else { Some((from.clone(), -1)) }
        } else if is_pairs(from)
            && let Some(items) = iterate::collect(from)?
        {
            let stuck = add_pairs(&mut dict.table_mut(), &items)?;
            stuck.map(|i| (List::from_vec(items).into(), i as i64))
        } else {
            Some((from.clone(), -1))
        };
    }
    if rest.is_none() && add_keywords(dict, keywords) {
        return Ok(Next::Value(result));
    }
    let (from, start) = rest.unwrap_or((Tuple::empty().into(), 0));
    let args = [dict.clone().into(), from, Value::small_int(start), keywords.clone(), result];
    prelude(vm, "dict_fill", args)
}

/// Whether this is a built-in iterable that is no mapping.
fn is_pairs(v: &Value) -> bool {
    v.header().is_some_and(|h| {
        !h.is_subclass()
            && matches!(
                h.kind(),
                Kind::List
                    | Kind::Tuple
                    | Kind::Zip
                    | Kind::Enumerate
                    | Kind::DictView
                    | Kind::DictIter
                    | Kind::ListIter
            )
    })
}

/// Adds pairs. The number of the first one that needs user code, if there is one.
fn add_pairs(table: &mut Table<Value>, items: &[Value]) -> R<Option<usize>> {
    for (i, pair) in items.iter().enumerate() {
        let (key, value) = if let Some(t) = pair.exact::<Tuple>() {
            match t.items() {
                [key, value] => (key.clone(), value.clone()),
                _ => return Ok(Some(i)),
            }
        } else if let Some(l) = pair.exact::<List>() {
            match &l.items()[..] {
                [key, value] => (key.clone(), value.clone()),
                _ => return Ok(Some(i)),
            }
        } else {
            return Ok(Some(i));
        };
        if !table::dict_insert(table, &key, value)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

/// Adds keyword arguments, whose names are strings.
fn add_keywords(dict: &Dict, keywords: &Value) -> bool {
    match keywords.downcast::<Dict>() {
        Some(k) if !k.is_empty() => table::dict_update(dict, k),
        _ => true,
    }
}

/// `dict(...)`
pub(super) fn make(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let from = source(&a[0], "dict")?;
    let dict = Dict::new();
    let result = dict.clone().into();
    fill(vm, &dict, from, &a[1], result)
}

pub(super) fn new(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    check_class(&class, &of_kind(Kind::Dict))?;
    Ok(heap::new_with_type(&class, Dict::default()).into())
}

pub(super) fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let from = source(&a[1], "dict")?;
    fill(vm, &receiver(a)?, from, &a[2], Value::NONE)
}

pub(super) fn update(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let from = source(&a[1], "update")?;
    fill(vm, &receiver(a)?, from, &a[2], Value::NONE)
}

pub(super) fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let (Some(x), Some(y)) = (a[0].downcast::<Dict>(), a[1].downcast::<Dict>()) else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let equal = crate::ops::compare::dicts(x, y, 0);
    let outcome = equal.map(|e| e == (op == CompareOp::Eq));
    compared(vm, outcome, op, "compare_dicts", a)
}

pub(super) fn order(_: &mut Vm, _: &[Value]) -> R<Next> {
    Ok(Next::Value(Value::NOT_IMPLEMENTED))
}

pub(super) fn iter(_: &mut Vm, a: &[Value]) -> R {
    Ok(iterate::containers::dict_iter(receiver(a)?, ViewKind::Keys, false))
}

pub(super) fn reversed(_: &mut Vm, a: &[Value]) -> R {
    Ok(iterate::containers::dict_iter(receiver(a)?, ViewKind::Keys, true))
}

pub(super) fn or(vm: &mut Vm, a: &[Value]) -> R<Next> {
    merged(vm, &a[0], &a[1])
}

pub(super) fn ror(vm: &mut Vm, a: &[Value]) -> R<Next> {
    merged(vm, &a[1], &a[0])
}

/// `l | r`: a copy of the left dict with the right one's entries.
fn merged(vm: &mut Vm, l: &Value, r: &Value) -> R<Next> {
    let (Some(left), true) = (l.downcast::<Dict>(), r.is_a::<Dict>()) else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    if !is_plain_mapping(l) {
        return prelude(vm, "dict_merged", [l.clone(), r.clone()]);
    }
    let result = Dict::from_table(left.table().duplicate());
    let v = result.clone().into();
    fill(vm, &result, Some(r), &Value::NONE, v)
}

pub(super) fn ior(vm: &mut Vm, a: &[Value]) -> R<Next> {
    fill(vm, &receiver(a)?, Some(&a[1]), &Value::NONE, a[0].clone())
}

pub(super) fn len(_: &mut Vm, a: &[Value]) -> R {
    Ok(this::<Dict>(a)?.len().into())
}

pub(super) fn sizeof(_: &mut Vm, a: &[Value]) -> R {
    Ok((64 + 32 * this::<Dict>(a)?.table().entries().len()).into())
}

pub(super) fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if let Some(v) = mapping::get(&a[0], &a[1])? {
        return Ok(Next::Value(v));
    }
    let found = table::find(&this::<Dict>(a)?.table(), &a[1])?;
    if let Some((_, None)) = found
        && let Some(missing) = class_of(&a[0]).lookup(vm.names.__missing__.value())
        && (missing.is_a::<Function>()
            || missing.downcast::<NativeFunction>().is_some_and(|f| f.owner.is_some() && f.receiver.is_unbound()))
    {
        // The key is not there, and what says so needs no user code.
        return Ok(Next::call(missing, [a[0].clone(), a[1].clone()]));
    }
    prelude_with(vm, "dict_getitem", a)
}

pub(super) fn setitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let done = mapping::set(this::<Dict>(a)?, &a[1], &a[2])?;
    or_prelude(vm, done.map(Value::from), "store_item", a)
}

pub(super) fn delitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let done = mapping::delete(this::<Dict>(a)?, &a[1])?;
    or_prelude(vm, done.map(Value::from), "dict_delitem", a)
}

pub(super) fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let found = contains::containers::dict(&this::<Dict>(a)?.table(), &a[1])?;
    or_prelude(vm, found.map(Value::bool), "dict_contains", a)
}

/// `d.get(key)`, where no user code has to compare keys.
pub(super) fn known_get(v: &Value, key: &Value) -> Option<Value> {
    let table = v.downcast::<Dict>()?.table();
    let (_, place) = table::find(&table, key).ok()??;
    Some(place.map_or(Value::NONE, |i| table.entries()[i].value.clone()))
}

pub(super) fn get(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let table = this::<Dict>(a)?.table();
    match table::find(&table, &a[1])? {
        Some((_, Some(i))) => Ok(Next::Value(table.entries()[i].value.clone())),
        Some((_, None)) => Ok(Next::Value(a[2].given().cloned().unwrap_or(Value::NONE))),
        None => {
            drop(table);
            prelude_with(vm, "dict_get", a)
        }
    }
}

pub(super) fn setdefault(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let found = {
        let mut table = this::<Dict>(a)?.table_mut();
        match table::find(&table, &a[1])? {
            Some((_, Some(i))) => Some(table.entries()[i].value.clone()),
            Some((hash, None)) => {
                let default = a[2].given().cloned().unwrap_or(Value::NONE);
                table.insert_new(hash, a[1].clone(), default.clone());
                Some(default)
            }
            None => None,
        }
    };
    or_prelude(vm, found, "dict_setdefault", a)
}

pub(super) fn pop(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let dict = this::<Dict>(a)?;
    if dict.is_empty() {
        // An empty dict does not even hash the key.
        return missing(a);
    }
    let found = table::find(&dict.table(), &a[1])?;
    match found {
        Some((_, Some(i))) => {
            let (key, value) = dict.table_mut().remove_at(i);
            drop(key);
            Ok(Next::Value(value))
        }
        Some((_, None)) => missing(a),
        None => {
            let default = Tuple::from_vec(a[2].given().into_iter().cloned().collect());
            prelude(vm, "dict_pop", [a[0].clone(), a[1].clone(), default.into()])
        }
    }
}

fn missing(a: &[Value]) -> R<Next> {
    match a[2].given() {
        Some(default) => Ok(Next::Value(default.clone())),
        None => Err(key_error(a[1].clone())),
    }
}

pub(super) fn popitem(_: &mut Vm, a: &[Value]) -> R {
    let last = this::<Dict>(a)?.table_mut().remove_last();
    match last {
        Some((key, value)) => Ok(Tuple::from_array([key, value]).into()),
        None => Err(key_error("popitem(): dictionary is empty".into())),
    }
}

pub(super) fn keys(_: &mut Vm, a: &[Value]) -> R {
    Ok(view(receiver(a)?, ViewKind::Keys))
}

pub(super) fn values(_: &mut Vm, a: &[Value]) -> R {
    Ok(view(receiver(a)?, ViewKind::Values))
}

pub(super) fn items(_: &mut Vm, a: &[Value]) -> R {
    Ok(view(receiver(a)?, ViewKind::Items))
}

/// A table with the keys of a set or dict, whose hashes are known and which are all different.
fn from_hashed(source: &Value, value: &Value) -> Option<Table<Value>> {
    let mut table;
    if let Some(d) = source.exact::<Dict>() {
        table = Table::with_capacity(d.len());
        d.table().iter().for_each(|e| table.insert_new(e.hash, e.key.clone(), value.clone()));
    } else if let Some(s) = source.exact::<Set>() {
        table = Table::with_capacity(s.len());
        s.table().iter().for_each(|e| table.insert_new(e.hash, e.key.clone(), value.clone()));
    } else {
        let s = source.exact::<FrozenSet>()?;
        table = Table::with_capacity(s.len());
        s.table().iter().for_each(|e| table.insert_new(e.hash, e.key.clone(), value.clone()));
    }
    Some(table)
}

pub(super) fn fromkeys(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    let value = a[2].given().cloned().unwrap_or(Value::NONE);
    if class.is(&of_kind(Kind::Dict))
        && let Some(table) = from_hashed(&a[1], &value)
    {
        return Ok(Next::Value(Dict::from_table(table).into()));
    }
    if class.is(&of_kind(Kind::Dict))
        && let Some(items) = iterate::collect(&a[1])?
    {
        let mut table = Table::with_capacity(items.len());
        let mut known = true;
        for key in &items {
            if !table::dict_insert(&mut table, key, value.clone())? {
                known = false;
                break;
            }
        }
        if known {
            return Ok(Next::Value(Dict::from_table(table).into()));
        }
        return prelude(vm, "dict_fromkeys", [class.into_value(), List::from_vec(items).into(), value]);
    }
    prelude(vm, "dict_fromkeys", [class.into_value(), a[1].clone(), value])
}

pub(super) fn clear(_: &mut Vm, a: &[Value]) -> R {
    let old = this::<Dict>(a)?.table_mut().take_all();
    drop(old);
    Ok(Value::NONE)
}

pub(super) fn copy(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if is_plain_mapping(&a[0]) {
        return Ok(Next::Value(Dict::from_table(this::<Dict>(a)?.table().duplicate()).into()));
    }
    let result = Dict::new();
    let v = result.clone().into();
    fill(vm, &result, Some(&a[0]), &Value::NONE, v)
}
