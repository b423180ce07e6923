//! Sorting: what `list.sort` and `sorted` do.
//!
//! Items that are all ints, floats or strings are left to Rust's sort, since no program can tell one stable sort of them from another.
//! For all others the comparisons, their order and their number are those of CPython ([`Sorter`]): programs see them, be it as calls of
//! `__lt__` or as the place of a NaN.

mod gallop;
mod merge;
mod sorter;

pub use sorter::Sorter;

use crate::exc::{Exc, R};
use crate::heap::Kind;
use crate::object::{Float, List, Str, Tuple, TypeFlags};
use crate::ops::compare::{CompareOp, native_eq, not_supported, rich};
use crate::value::Value;

/// How items compare.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// All are inline ints.
    Ints,
    /// All are floats, and none is NaN.
    Floats,
    /// All are plain strings.
    Strings,
    /// No user code is needed for them.
    Native,
    /// Anything.
    User,
}

/// How deep nested items are looked into for objects of user-made classes.
const DEPTH: u32 = 8;

/// Whether comparing a value with others of its like needs no user code.
fn is_native(v: &Value, depth: u32) -> bool {
    let Some(h) = v.header() else {
        return true;
    };
    if h.class_ref().any(TypeFlags::HEAP) || depth > DEPTH {
        return false;
    }
    match h.kind() {
        Kind::Int | Kind::Float | Kind::Str | Kind::Bytes => true,
        Kind::Tuple => v.downcast::<Tuple>().is_some_and(|t| t.items().iter().all(|v| is_native(v, depth + 1))),
        Kind::List => v.downcast::<List>().is_some_and(|l| l.items().iter().all(|v| is_native(v, depth + 1))),
        _ => false,
    }
}

fn classify<'a>(mut keys: impl Iterator<Item = &'a Value> + Clone) -> Order {
    let Some(first) = keys.clone().next() else {
        return Order::Ints;
    };
    let is_float =
        |v: &Value| (v.is_inline_float() || v.exact::<Float>().is_some()) && v.as_float().is_some_and(|f| !f.is_nan());
    if first.is_small_int() {
        if keys.clone().all(Value::is_small_int) {
            return Order::Ints;
        }
    } else if first.exact::<Str>().is_some() {
        if keys.clone().all(|v| v.exact::<Str>().is_some()) {
            return Order::Strings;
        }
    } else if is_float(first) && keys.clone().all(is_float) {
        return Order::Floats;
    }
    if keys.all(|v| is_native(v, 0)) { Order::Native } else { Order::User }
}

/// Sorts items; false if that needs user code (then they are as they were).
pub fn native(items: &mut Vec<Value>, reverse: bool) -> R<bool> {
    by_key(items, |v| v, reverse)
}

/// Sorts pairs of a key and a value by the keys; false if that needs user code (then they are as they were).
pub fn native_pairs(pairs: &mut Vec<(Value, Value)>, reverse: bool) -> R<bool> {
    by_key(pairs, |pair| &pair.0, reverse)
}

fn by_key<T: Default>(items: &mut Vec<T>, key: impl Fn(&T) -> &Value + Copy, reverse: bool) -> R<bool> {
    let order = classify(items.iter().map(key));
    if order == Order::User {
        return Ok(false);
    }
    // Equal items keep their order also when the greatest come first.
    if reverse {
        items.reverse();
    }
    let mut outcome = Ok(true);
    match order {
        Order::Ints => items.sort_by_key(|v| key(v).as_small_int()),
        Order::Strings => items.sort_by(|a, b| {
            let text = |v| key(v).downcast::<Str>().map(Str::bytes);
            text(a).cmp(&text(b))
        }),
        Order::Floats => items.sort_by(|a, b| {
            let number = |v| key(v).as_float().unwrap_or(0.0);
            number(a).partial_cmp(&number(b)).unwrap_or(std::cmp::Ordering::Equal)
        }),
        Order::Native | Order::User => {
            let mut sorter = Sorter::new(items.len());
            let mut answer = false;
            while let Some((i, j)) = sorter.resume(answer) {
                let (a, b) = (key(&items[i]), key(&items[j]));
                match rich(CompareOp::Lt, a, b) {
                    Ok(Some(less)) => answer = less,
                    Ok(None) => {
                        outcome = Err(incomparable(a, b));
                        break;
                    }
                    Err(e) => {
                        outcome = Err(e);
                        break;
                    }
                }
            }
            arrange(items, &sorter.into_order());
        }
    }
    if reverse {
        items.reverse();
    }
    outcome
}

/// The TypeError for items without an order: in two lists or tuples, those that differ first.
fn incomparable(a: &Value, b: &Value) -> Exc {
    let inside = |x: &[Value], y: &[Value]| {
        let (x, y) = x.iter().zip(y).find(|(x, y)| native_eq(x, y) != Some(true))?;
        Some(incomparable(x, y))
    };
    let found = match (a.downcast::<Tuple>(), b.downcast::<Tuple>(), a.downcast::<List>(), b.downcast::<List>()) {
        (Some(x), Some(y), _, _) => inside(x.items(), y.items()),
        (_, _, Some(x), Some(y)) => inside(&x.items(), &y.items()),
        _ => None,
    };
    found.unwrap_or_else(|| not_supported(CompareOp::Lt, a, b))
}

/// Puts the items into an order given by their numbers.
pub fn arrange<T: Default>(items: &mut Vec<T>, order: &[u32]) {
    let new = order.iter().map(|&i| std::mem::take(&mut items[i as usize])).collect();
    *items = new;
}
