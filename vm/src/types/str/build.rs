//! Making other text of a str: `replace`, `join`, padding, `translate`, `maketrans`.

use crate::exc::{R, memory_error, type_error, value_error};
use crate::heap::Obj;
use crate::native::{Next, this};
use crate::object::{Dict, Found, List, Str, Tuple};
use crate::ops;
use crate::ops::hash::hash_int;
use crate::text::build::{self, Align};
use crate::text::wtf8;
use crate::types::{arg, class_name};
use crate::value::Value;
use crate::vm::Vm;

use super::split::plain;

pub(super) fn replace(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.text();
    let old = arg::str(&a[1], "replace() argument 1")?.text();
    let new = arg::str(&a[2], "replace() argument 2")?.text();
    let max = arg::limit(&a[3])?;
    let mut out = Vec::new();
    match build::replace(text, old, new, max, &mut out) {
        Ok(true) => Ok(Str::from_wtf8(&out).into()),
        Ok(false) => plain(&a[0]),
        Err(_) => Err(memory_error()),
    }
}

/// `separator.join(iterable)`; what user code gives is collected by the prelude.
pub(super) fn join(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if let Some(list) = a[1].exact::<List>() {
        return joined(&a[0], &list.items()).map(Next::Value);
    }
    if let Some(tuple) = a[1].exact::<Tuple>() {
        return joined(&a[0], tuple.items()).map(Next::Value);
    }
    if let Some(items) = ops::iterate::collect(&a[1])? {
        return joined(&a[0], &items).map(Next::Value);
    }
    if !ops::convert::is_iterable(&a[1]) {
        return Err(type_error("can only join an iterable"));
    }
    Ok(Next::call(vm.prelude("join_iterable")?, [a[0].clone(), a[1].clone()]))
}

/// `separator.join(items)`
pub fn joined(separator: &Value, items: &[Value]) -> R {
    let separator = this::<Str>(std::slice::from_ref(separator))?.bytes();
    if let [one] = items
        && one.exact::<Str>().is_some()
    {
        return Ok(one.clone());
    }
    match Str::try_join(separator, items) {
        Ok(joined) => Ok(joined.ok_or_else(memory_error)?.into()),
        Err(i) => Err(type_error(format!("sequence item {i}: expected str instance, {} found", class_name(&items[i])))),
    }
}

/// The one fill character of `ljust` and its kin.
fn fill(v: &Value) -> R<&[u8]> {
    let Some(v) = v.given() else {
        return Ok(b" ");
    };
    let s = v
        .downcast::<Str>()
        .ok_or_else(|| type_error(format!("The fill character must be a unicode character, not {}", class_name(v))))?;
    if s.chars() != 1 {
        return Err(type_error("The fill character must be exactly one character long"));
    }
    Ok(s.bytes())
}

fn padded(a: &[Value], align: Align) -> R {
    let text = this::<Str>(a)?.text();
    let width = usize::try_from(arg::size(&a[1])?).unwrap_or(0);
    let fill = fill(&a[2])?;
    if width <= text.len() {
        return plain(&a[0]);
    }
    let mut out = Vec::new();
    build::pad(text, align, width, fill, &mut out).map_err(|_| memory_error())?;
    Ok(Str::from_wtf8(&out).into())
}

pub(super) fn ljust(_: &mut Vm, a: &[Value]) -> R {
    padded(a, Align::Left)
}

pub(super) fn rjust(_: &mut Vm, a: &[Value]) -> R {
    padded(a, Align::Right)
}

pub(super) fn center(_: &mut Vm, a: &[Value]) -> R {
    padded(a, Align::Center)
}

pub(super) fn zfill(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.text();
    let width = usize::try_from(arg::size(&a[1])?).unwrap_or(0);
    if width <= text.len() {
        return plain(&a[0]);
    }
    let mut out = Vec::new();
    build::zfill(text, width, &mut out).map_err(|_| memory_error())?;
    Ok(Str::from_wtf8(&out).into())
}

pub(super) fn expandtabs(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.text();
    let size = usize::try_from(arg::c_int_or(&a[1], 8)?).unwrap_or(0);
    let mut out = Vec::new();
    build::expand_tabs(text, size, &mut out).map_err(|_| memory_error())?;
    Ok(Str::from_wtf8(&out).into())
}

/// Appends what a translation table says in the place of a character.
fn push_translated(v: &Value, out: &mut Vec<u8>) -> R<()> {
    if v.is_none() {
        return Ok(());
    }
    if let Some(s) = v.downcast::<Str>() {
        out.extend_from_slice(s.bytes());
        return Ok(());
    }
    if !v.is_int() {
        return Err(type_error("character mapping must return integer, None or str"));
    }
    match v.as_i64().and_then(|cp| u32::try_from(cp).ok()) {
        Some(cp @ 0..=wtf8::MAX) => {
            wtf8::push(out, cp);
            Ok(())
        }
        _ => Err(value_error("character mapping must be in range(0x110000)")),
    }
}

/// `text.translate(table)`; the prelude asks tables that are no exact dicts.
pub(super) fn translate(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if let Some(table) = a[1].exact::<Dict>()
        && let Some(v) = translate_by_dict(this::<Str>(a)?, table)?
    {
        return Ok(Next::Value(v));
    }
    Ok(Next::call(vm.prelude("translate_by")?, [a[0].clone(), a[1].clone()]))
}

/// None if the dict has a key that only user code can compare.
fn translate_by_dict(text: &Str, table: &Dict) -> R<Option<Value>> {
    let table = table.table();
    let mut out = Vec::with_capacity(text.bytes().len());
    let done = build::translate(text.text(), &mut out, |cp, out| {
        let key = Value::from(cp);
        let found = table.find(hash_int(i64::from(cp)), None, |k| ops::compare::native_eq(k, &key));
        match found {
            Found::At(i) => push_translated(&table.entries()[i].value, out).map_err(Some),
            Found::Missing => {
                wtf8::push(out, cp);
                Ok(())
            }
            Found::Ask(_) => Err(None),
        }
    });
    match done {
        Ok(()) => Ok(Some(Str::from_wtf8(&out).into())),
        Err(None) => Ok(None),
        Err(Some(e)) => Err(e),
    }
}

/// For the prelude: `parts` are, for each character, what the table said, or its own number.
pub fn translated(parts: &[Value]) -> R {
    let mut out = Vec::new();
    for v in parts {
        push_translated(v, &mut out)?;
    }
    Ok(Str::from_wtf8(&out).into())
}

/// Adds a pair to a dict whose keys are exact ints.
fn put(dict: &Obj<Dict>, cp: u32, v: Value) {
    let (hash, key) = (hash_int(i64::from(cp)), Value::from(cp));
    let mut table = dict.table_mut();
    let found = table.find(hash, None, |k| Some(k.is(&key)));
    match found {
        Found::At(i) => {
            let old = std::mem::replace(table.value_mut(i), v);
            drop(table);
            drop(old);
        }
        _ => table.insert_new(hash, key, v),
    }
}

pub(super) fn maketrans(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if a[1].is_unbound() {
        return table_of_dict(vm, &a[0]);
    }
    let to = arg::str(&a[1], "maketrans() argument 2")?;
    let gone = match a[2].given() {
        Some(v) => Some(arg::str(v, "maketrans() argument 3")?),
        None => None,
    };
    let from = a[0]
        .downcast::<Str>()
        .ok_or_else(|| type_error("first maketrans argument must be a string if there is a second argument"))?;
    if from.chars() != to.chars() {
        return Err(value_error("the first two maketrans arguments must have equal length"));
    }
    let dict = Dict::new();
    let pairs = from.text().code_points().zip(to.text().code_points());
    for (from, to) in pairs {
        put(&dict, from, Value::from(to));
    }
    for cp in gone.iter().flat_map(|s| wtf8::code_points(s.bytes())) {
        put(&dict, cp, Value::NONE);
    }
    Ok(Next::Value(dict.into()))
}

/// The table that a dict of characters or their numbers stands for.
fn table_of_dict(vm: &mut Vm, v: &Value) -> R<Next> {
    let Some(from) = v.exact::<Dict>() else {
        return Err(type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let dict = Dict::new();
    for (key, to) in from.pairs() {
        if let Some(s) = key.downcast::<Str>() {
            let mut points = s.text().code_points();
            match (points.next(), points.next()) {
                (Some(cp), None) => put(&dict, cp, to),
                _ => {
                    return Err(value_error("string keys in translate table must be of length 1"));
                }
            }
        } else if let Some(cp) = key.as_small_int().and_then(|n| u32::try_from(n).ok()) {
            put(&dict, cp, to);
        } else if key.is_int() {
            // Other ints are keys as they are, and may have methods of their own.
            return Ok(Next::call(vm.prelude("translation_table")?, [v.clone()]));
        } else {
            return Err(type_error("keys in translate table must be strings or integers"));
        }
    }
    Ok(Next::Value(dict.into()))
}
